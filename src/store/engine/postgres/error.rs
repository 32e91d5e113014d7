//! Why there is no connection, said to those who run the service.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::cause::Cause;

/// Why there is no connection to PostgreSQL. No variant holds the password.
#[derive(Debug)]
pub enum ConnectError {
    /// The URL is not one of PostgreSQL.
    Scheme,
    /// User or password hold a character that has to be escaped in a URL.
    Unescaped,
    /// The URL cannot be used, for the reason given.
    Url(String),
    /// `sslmode` is none of those there are.
    Mode(String),
    /// `pooler` is none of those there are.
    Pooler(String),
    /// `sslrootcert` is given, but `sslmode` verifies nothing by it.
    IdleRoots,
    /// The root certificates in this file cannot be used.
    Roots {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Root certificates are needed, but the system has no bundle of them where one is known.
    NoSystemRoots,
    /// TLS could not be set up on this side.
    TlsSetup(String),
    /// The system gives no event loop.
    EventLoop(io::Error),
    /// The pool was to have no connection, or no time to wait for one.
    Pool,
    /// The server gives no connection.
    Server {
        /// Host and port, or several.
        place: String,
        /// Why it gives none.
        cause: Cause,
    },
    /// The session was opened but could not be set to UTC and UTF-8.
    Session(diesel::ConnectionError),
    /// A connection of the pool no longer answers.
    Lost(diesel::result::Error),
}

impl ConnectError {
    /// Whether it may pass by itself: the server is down, slow, or full.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            Self::Server { cause, .. } => matches!(cause, Cause::Unreachable(_) | Cause::Timeout(_) | Cause::Busy(_)),
            _ => false,
        }
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => f.write_str("the database URL has to begin with postgres:// or postgresql://"),
            Self::Unescaped => f.write_str(
                "the database URL is ambiguous: inside user, password and parameters write %40 \
                 for @, %2F for /, %3F for ?",
            ),
            Self::Url(problem) => write!(f, "the database URL cannot be used: {problem}"),
            Self::Mode(value) => write!(
                f,
                "the database URL says sslmode={value}; it may be disable, prefer, require, \
                 verify-ca or verify-full",
            ),
            Self::Pooler(value) => {
                write!(f, "the database URL says pooler={value}; it may be transaction, or left out")
            }
            Self::IdleRoots => f.write_str(
                "the database URL has an sslrootcert that its sslmode makes no use of; say \
                 sslmode=verify-full",
            ),
            Self::Roots { path, problem } => {
                write!(f, "no root certificates from {}: {problem}", path.display())
            }
            Self::NoSystemRoots => f.write_str(
                "this system has no bundle of root certificates in a usual place; name a PEM file \
                 in the database URL: sslrootcert=/path/to/root.crt",
            ),
            Self::TlsSetup(problem) => write!(f, "TLS cannot be set up: {problem}"),
            Self::EventLoop(error) => {
                write!(f, "the system allows no more event loops (too many open files?): {error}")
            }
            Self::Pool => f.write_str("a pool needs at least one connection, and some time to wait for one"),
            Self::Server { place, cause } => write!(f, "the PostgreSQL server at {place} {cause}"),
            Self::Session(error) => {
                let said = error.to_string();
                let advice = if is_elsewhere(&said) { ADVICE } else { "" };
                write!(f, "the PostgreSQL session cannot be set up: {said}{advice}")
            }
            Self::Lost(error) => write!(f, "a PostgreSQL connection was lost: {error}"),
        }
    }
}

impl Error for ConnectError {}

/// What to do where a statement is not there that was prepared.
pub(in crate::store) const ADVICE: &str =
    ": where a pooler in transaction mode is in between, add `pooler=transaction` to the database URL";

/// Whether a server says that it has not the statement that was prepared, or has it already: it was prepared on
/// another connection.
pub(in crate::store) fn is_elsewhere(message: &str) -> bool {
    message.contains("prepared statement \"s")
}
