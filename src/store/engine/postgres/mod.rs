//! Connections to PostgreSQL: synchronous Diesel over tokio-postgres and rustls, without libpq.
//!
//! [`establish`] makes one connection, [`pool`] makes a pool of them. Both read a `postgres://`
//! URL with the parameters that libpq knows, `sslmode` and `sslrootcert` among them; see
//! [`Manager::new`].
//!
//! # Where it may be called
//! Each connection has an event loop of its own, and every call blocks its thread until the
//! server has answered. Call it from plain threads or from `spawn_blocking` (`web::block`); on an
//! async worker itself tokio panics with "Cannot start a runtime from within a runtime". Dropping
//! a connection or a pool is harmless anywhere.

mod cause;
mod dialect;
mod error;
mod event_loop;
mod manager;
mod redact;
mod settings;
mod tls;

use std::time::Duration;

use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;

pub use cause::Cause;
pub(in crate::store) use dialect::begin_write;
pub use error::ConnectError;
pub(in crate::store) use error::{ADVICE, is_elsewhere};
pub use event_loop::EventLoop;
pub use manager::Manager;
pub use redact::redacted;

/// A synchronous connection whose backend is `diesel::pg::Pg`.
///
/// Make it by [`establish`]: Diesel's own `Connection::establish` would work too, but without TLS
/// and without the settings that [`Manager::new`] lists.
pub type Conn = AsyncConnectionWrapper<AsyncPgConnection, EventLoop>;

/// A pool of connections, each tested by a query before it is handed out.
pub type Pool = diesel::r2d2::Pool<Manager>;

/// Whether a pooler in transaction mode is on the way to the database that `url` names.
pub fn is_apart(url: &str) -> bool {
    settings::Settings::parse(url).is_ok_and(|settings| settings.apart)
}

/// Connects to the database that `url` names.
pub fn establish(url: &str) -> Result<Conn, ConnectError> {
    Manager::new(url)?.open()
}

/// Makes a pool of at most `size` connections, in which a caller waits at most `timeout` for one.
///
/// Connects once at first, so that wrong settings are reported here and at once, as what they are.
/// Later failures are logged while the pool goes on trying; whoever waits then gets the last of
/// them after `timeout`.
pub fn pool(url: &str, size: u32, timeout: Duration) -> Result<Pool, ConnectError> {
    let manager = Manager::new(url)?;
    if size == 0 || timeout.is_zero() {
        return Err(ConnectError::Pool);
    }
    manager.open()?;
    Ok(Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .connection_timeout(timeout)
        .test_on_check_out(true)
        .build_unchecked(manager))
}
