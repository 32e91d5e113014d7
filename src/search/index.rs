//! The index of this instance: what is searched at this moment, and the thread that keeps it up to date.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::feed;
use super::home::Home;
use super::view::View;
use crate::store::StoreError;
use crate::store::reader::Reader;

/// For how long a question waits for an index that is being opened.
const OPENING: Duration = Duration::from_secs(5);

/// For how long somebody who wrote waits until it can be found.
const PATIENCE: Duration = Duration::from_secs(2);

/// The index of this instance.
pub struct Search {
    shared: Arc<Shared>,
    home: Mutex<Option<Home>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What the thread that feeds the index and those who ask it have together.
pub(super) struct Shared {
    view: RwLock<Option<Arc<View>>>,
    moved: Condvar,
    stop: AtomicBool,
    called: Mutex<bool>,
    call: Condvar,
    /// How many transactions of this process have ended of which all can be found.
    found: Mutex<Option<u64>>,
}

impl Search {
    /// Kept at home; it begins with [`Search::begin`].
    pub fn new(home: Home) -> Search {
        let shared = Shared {
            view: RwLock::default(),
            moved: Condvar::new(),
            stop: AtomicBool::new(false),
            called: Mutex::default(),
            call: Condvar::new(),
            found: Mutex::default(),
        };
        Search { shared: Arc::new(shared), home: Mutex::new(Some(home)), thread: Mutex::default() }
    }

    /// Opens the index or makes it, and follows the log from now on.
    pub fn begin(&self, reader: Arc<Reader>) {
        let Some(home) = lock(&self.home).take() else { return };
        let shared = self.shared.clone();
        *lock(&self.thread) = Some(std::thread::spawn(move || feed::run(&shared, &reader, home)));
    }

    /// Ends after what is under way, and waits for that.
    pub fn end(&self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.wake();
        if lock(&self.thread).take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the search index ended early");
        }
    }

    /// What is searched now; an error while the index is being opened.
    pub fn opened(&self) -> Result<Arc<View>, StoreError> {
        self.view().ok_or_else(|| StoreError::Unavailable("the search index is being opened".to_owned()))
    }

    /// What is searched now; `None` where there is nothing yet.
    pub fn view(&self) -> Option<Arc<View>> {
        let view = self.shared.view();
        if view.is_some() || lock(&self.thread).is_none() {
            return view;
        }
        self.shared.wait(OPENING, |_| !self.shared.is_bare());
        self.shared.view()
    }

    /// A number that differs after what is found may have changed.
    pub fn generation(&self) -> u64 {
        self.shared.view().map_or(0, |view| view.generation)
    }

    /// Whether all that is public can be found.
    pub fn is_complete(&self) -> bool {
        self.shared.view().is_some_and(|view| view.is_complete)
    }

    /// Whether all is found that there is at a place in the log.
    pub fn has(&self, sequence: i64) -> bool {
        self.shared.view().is_some_and(|view| view.sequence >= sequence)
    }

    /// Likewise, or soon, for which it waits; an index that is made anew is as of an older place until it is done.
    pub fn reaches(&self, sequence: i64) -> bool {
        if !self.has(sequence) {
            self.shared.wake();
            self.shared.wait(PATIENCE, |_| self.has(sequence));
        }
        self.has(sequence)
    }

    /// Waits until what this process wrote so far can be found, but not for long.
    pub fn catch_up(&self, commits: u64) {
        if lock(&self.thread).is_some() && self.is_complete() {
            self.shared.wake();
            self.shared.wait(PATIENCE, |found| found >= Some(commits));
        }
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.end();
    }
}

impl Shared {
    fn view(&self) -> Option<Arc<View>> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether nothing was shown yet.
    pub fn is_bare(&self) -> bool {
        self.view().is_none()
    }

    fn wait(&self, patience: Duration, done: impl Fn(Option<u64>) -> bool) {
        let deadline = Instant::now() + patience;
        let mut found = lock(&self.found);
        while !done(*found) && !self.is_stopped() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            found = self.moved.wait_timeout(found, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn wake(&self) {
        *lock(&self.called) = true;
        self.call.notify_all();
    }

    /// Shows a new state of the index.
    pub fn show(&self, view: View) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(view));
        drop(lock(&self.found));
        self.moved.notify_all();
    }

    /// Says that all can be found that so many transactions wrote.
    pub fn reached(&self, commits: u64) {
        *lock(&self.found) = Some(commits);
        self.moved.notify_all();
    }

    /// Rests until somebody calls, or for so long.
    pub fn rest(&self, most: Duration) {
        let called = lock(&self.called);
        let (mut called, _) = self
            .call
            .wait_timeout_while(called, most, |called| !*called && !self.is_stopped())
            .unwrap_or_else(PoisonError::into_inner);
        *called = false;
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
