//! What opens the connections of a pool, and tells the sound from the broken.

use std::fmt;

use diesel::connection::{CacheSize, SimpleConnection};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::cause::Cause;
use super::error::ConnectError;
use super::event_loop::EventLoop;
use super::settings::Settings;
use super::{Conn, tls};

/// Opens connections to one database.
///
/// The URL and the root certificates are read once, when it is made.
pub struct Manager {
    settings: Settings,
    connector: MakeRustlsConnect,
}

impl Manager {
    /// Reads a URL `postgres://user:password@host:port/database?parameter=value`.
    ///
    /// Every parameter of tokio-postgres is understood, and besides:
    /// - `sslmode`: `disable`, `prefer` (the default: TLS where the server has it, nothing
    ///   verified), `require`, `verify-ca`, `verify-full`. The last three never speak plain text.
    /// - `sslrootcert`: a PEM file, or `system`. Without it the `verify-` modes trust the system's
    ///   bundle. As in libpq, `require` with it means `verify-ca`, and `system` allows
    ///   `verify-full` alone, which it makes the default.
    /// - `pooler`: `transaction` where a pooler (PgBouncer) in transaction mode is in between. Then no statement
    ///   is kept prepared, and the session is set up in one transaction; all else has to be in transactions.
    /// - `connect_timeout`: seconds, 10 by default, 0 for no limit. Each address may take so long
    ///   to accept; all of them, TLS and login included, as many times that as there are hosts,
    ///   and once more.
    /// - `application_name`: `byline` by default.
    /// - `keepalives_idle`, `keepalives_interval`, `keepalives_retries`, `tcp_user_timeout`: by
    ///   default 60 s, 10 s, 3 and 30 s, so that a vanished server is noticed within a minute or
    ///   two.
    ///
    /// A session is in UTC and UTF-8 whatever the server's defaults; its other settings, timeouts
    /// included, are those of the server, the role and `options`.
    pub fn new(url: &str) -> Result<Self, ConnectError> {
        let settings = Settings::parse(url)?;
        let connector = tls::connector(&settings)?;
        Ok(Self { settings, connector })
    }

    /// Opens a connection.
    pub fn open(&self) -> Result<Conn, ConnectError> {
        let runtime = EventLoop::start().map_err(ConnectError::EventLoop)?;
        let inner = runtime.block_on(async {
            match self.settings.deadline {
                None => self.negotiate().await,
                Some(limit) => tokio::time::timeout(limit, self.negotiate())
                    .await
                    .unwrap_or_else(|_| Err(self.settings.failure(Cause::Timeout(limit)))),
            }
        })?;
        EventLoop::hand_over(runtime);
        Ok(Conn::from(inner))
    }

    async fn negotiate(&self) -> Result<AsyncPgConnection, ConnectError> {
        let (client, connection) = self
            .settings
            .config
            .connect(self.connector.clone())
            .await
            .map_err(|error| self.settings.failure(Cause::of(&error)))?;
        // Both ways set the time zone to UTC and the encoding to UTF-8.
        if !self.settings.apart {
            let made = AsyncPgConnection::try_from_client_and_connection(client, connection).await;
            return made.map_err(ConnectError::Session);
        }
        tokio::spawn(connection);
        client.batch_execute("BEGIN").await.map_err(|error| self.settings.failure(Cause::of(&error)))?;
        let mut made = AsyncPgConnection::try_from(client).await.map_err(ConnectError::Session)?;
        made.batch_execute("COMMIT").await.map_err(ConnectError::Lost)?;
        made.set_prepared_statement_cache_size(CacheSize::Disabled);
        Ok(made)
    }
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = ConnectError;

    fn connect(&self) -> Result<Conn, ConnectError> {
        self.open()
    }

    /// Asks the server, by no prepared statement: of a pooler's connections each might have another.
    fn is_valid(&self, conn: &mut Conn) -> Result<(), ConnectError> {
        SimpleConnection::batch_execute(conn, "SELECT 1").map_err(ConnectError::Lost)
    }

    /// Whether the connection came back closed, or inside a transaction.
    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

impl fmt::Debug for Manager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // tokio-postgres leaves the password out.
        f.debug_tuple("Manager").field(&self.settings.config).finish()
    }
}
