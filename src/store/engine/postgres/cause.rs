//! Why a server gives no connection.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use rustls::CertificateError;
use tokio_postgres::error::SqlState;

use super::settings::detail;

/// Why a server gives no connection. The strings are what the server or the system says.
#[derive(Debug)]
pub enum Cause {
    /// None answers there.
    Unreachable(String),
    /// It did not answer in this time.
    Timeout(Duration),
    /// It is starting, stopping, or has no connection left.
    Busy(String),
    /// TLS is required, and it has none.
    NoTls,
    /// Its certificate is not accepted.
    Certificate(String),
    /// It wants a password, and the URL has none.
    NoPassword,
    /// It does not let this user in.
    Login(String),
    /// The database does not exist.
    NoDatabase(String),
    /// Something else.
    Other(String),
}

impl Cause {
    /// What an error of tokio-postgres while connecting comes down to.
    pub(super) fn of(error: &tokio_postgres::Error) -> Self {
        if let Some(said) = error.as_db_error() {
            let reason = said.message().to_owned();
            return match *said.code() {
                SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION => Self::Login(reason),
                SqlState::INVALID_CATALOG_NAME => Self::NoDatabase(reason),
                SqlState::CANNOT_CONNECT_NOW | SqlState::ADMIN_SHUTDOWN | SqlState::TOO_MANY_CONNECTIONS => {
                    Self::Busy(reason)
                }
                _ => Self::Other(reason),
            };
        }
        let reason = detail(error);
        if let Some(io) = error.source().and_then(|e| e.downcast_ref::<io::Error>()) {
            let tls = io.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>());
            return match tls {
                Some(rustls::Error::InvalidCertificate(problem)) => Self::Certificate(certificate(problem)),
                Some(_) => Self::Other(reason),
                None => Self::Unreachable(reason),
            };
        }
        // These have no type of their own.
        match &*reason {
            "server does not support TLS" => Self::NoTls,
            "password missing" => Self::NoPassword,
            _ => Self::Other(reason),
        }
    }
}

fn certificate(problem: &CertificateError) -> String {
    match problem {
        CertificateError::UnknownIssuer => {
            "it comes from none of the root certificates in sslrootcert or, without one, of the \
             system"
                .to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it is not for the host in the database URL; use the host name it was issued for, or \
             sslmode=verify-ca"
                .to_owned()
        }
        CertificateError::Other(_) => {
            format!("it is not one for servers: it may be of version 1, or a CA certificate itself ({problem})")
        }
        _ => problem.to_string(),
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(reason) => write!(f, "cannot be reached: {reason}"),
            Self::Timeout(limit) => write!(f, "was not ready within {} s (connect_timeout)", limit.as_secs()),
            Self::Busy(reason) => write!(f, "takes no connection at present: {reason}"),
            Self::NoTls => f.write_str(
                "offers no TLS, which sslmode demands: turn on ssl there, or say sslmode=disable \
                 where the way to it is safe",
            ),
            Self::Certificate(reason) => write!(f, "has a certificate that fails: {reason}"),
            Self::NoPassword => f.write_str("wants a password, and the database URL has none"),
            Self::Login(reason) => write!(f, "does not accept user and password of the database URL: {reason}"),
            Self::NoDatabase(reason) => {
                write!(f, "has no such database (createdb makes one): {reason}")
            }
            Self::Other(reason) => write!(f, "gave no connection: {reason}"),
        }
    }
}
