//! The event loop that each connection owns.

use std::cell::Cell;
use std::future::Future;
use std::io;

use diesel_async::async_connection_wrapper::BlockOn;
use tokio::runtime::{Builder, Runtime};

thread_local! {
    /// The loop on which this thread has just opened a connection, on its way into the wrapper.
    static HANDED_OVER: Cell<Option<Runtime>> = const { Cell::new(None) };
}

/// A single-threaded tokio runtime that drives one connection while a caller waits on it.
pub struct EventLoop {
    /// `None` only where the system refused one, and while dropping.
    runtime: Option<Runtime>,
}

impl EventLoop {
    /// Starts a loop.
    pub(super) fn start() -> io::Result<Runtime> {
        Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(2) // name resolution only
            .thread_name("postgres-dns")
            .build()
    }

    /// Makes `runtime` the one that [`BlockOn::get_runtime`] returns next on this thread.
    ///
    /// A socket belongs to the runtime it was opened on, but the wrapper asks for a runtime
    /// without telling for which connection.
    pub(super) fn hand_over(runtime: Runtime) {
        HANDED_OVER.set(Some(runtime));
    }
}

impl BlockOn for EventLoop {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.runtime {
            Some(runtime) => runtime.block_on(future),
            None => panic!("the system has no event loop left for a database connection"),
        }
    }

    fn get_runtime() -> Self {
        Self { runtime: HANDED_OVER.take().or_else(|| Self::start().ok()) }
    }
}

impl Drop for EventLoop {
    /// Does not wait, as tokio would by itself, and for which it panics inside async code.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
