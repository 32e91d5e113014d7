//! The settings in a database URL.

use std::error::Error;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use url::form_urlencoded;

use super::cause::Cause;
use super::error::ConnectError;

/// What libpq knows and what has no meaning or only one value here.
const IGNORED: [&str; 4] = ["client_encoding", "gssencmode", "sslcompression", "sslsni"];

/// What holds where the URL does not say otherwise; times are in seconds.
const DEFAULTS: [(&str, &str); 6] = [
    ("application_name", "byline"),
    ("connect_timeout", "10"),
    ("tcp_user_timeout", "30"),
    ("keepalives_idle", "60"),
    ("keepalives_interval", "10"),
    ("keepalives_retries", "3"),
];

/// How much TLS is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// Whom to trust, where anything is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    System,
    File(PathBuf),
}

/// A database URL, understood.
pub(super) struct Settings {
    pub(super) config: Config,
    pub(super) mode: Mode,
    pub(super) roots: Roots,
    /// Whether each transaction may be on another connection of the server: a pooler in transaction mode.
    pub(super) apart: bool,
    /// How long a connection may take to be ready.
    pub(super) deadline: Option<Duration>,
}

impl Settings {
    pub(super) fn parse(url: &str) -> Result<Self, ConnectError> {
        let (base, query) = split(url)?;
        let mut kept = vec![];
        let (mut mode, mut roots, mut apart) = (None, None, false);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = decode(pair);
            match &*name {
                "sslmode" => mode = Some(value.parse()?),
                "sslrootcert" if value == "system" => roots = Some(Roots::System),
                "sslrootcert" => roots = Some(Roots::File(value.into())),
                "pooler" if value == "transaction" => apart = true,
                "pooler" => return Err(ConnectError::Pooler(value)),
                "fallback_application_name" => {
                    kept.insert(0, pair.replacen("fallback_", "", 1));
                }
                "keepalives_count" => kept.push(pair.replacen("_count", "_retries", 1)),
                known if IGNORED.contains(&known) => {}
                _ => kept.push(pair.to_owned()),
            }
        }
        let mode = effective(mode, roots.as_ref())?;
        let defaults = DEFAULTS
            .iter()
            .filter(|(name, _)| !kept.iter().any(|pair| decode(pair).0 == *name))
            .map(|(name, value)| format!("{name}={value}"));
        let query: Vec<String> = defaults.chain(kept.iter().cloned()).collect();
        let mut config = Config::from_str(&format!("{base}?{}", query.join("&")))
            .map_err(|error| ConnectError::Url(detail(&error)))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(ConnectError::Url("it names no host".to_owned()));
        }
        config.ssl_mode(match mode {
            Mode::Disable => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::Require | Mode::VerifyCa | Mode::VerifyFull => SslMode::Require,
        });
        let hosts = config.get_hosts().len().max(config.get_hostaddrs().len());
        let deadline = config.get_connect_timeout().map(|limit| {
            let turns = u32::try_from(hosts).unwrap_or(u32::MAX).saturating_add(1);
            limit.saturating_mul(turns)
        });
        Ok(Self { config, mode, roots: roots.unwrap_or(Roots::System), apart, deadline })
    }

    /// The host and port of the server, or of all that may be tried, for messages.
    fn place(&self) -> String {
        let names: Vec<String> = match self.config.get_hosts() {
            [] => self.config.get_hostaddrs().iter().map(ToString::to_string).collect(),
            hosts => hosts.iter().map(host_name).collect(),
        };
        let ports = self.config.get_ports();
        let places = names.iter().enumerate().map(|(i, name)| {
            let port = ports.get(i).or(ports.first()).copied().unwrap_or(5432);
            if name.contains(':') { format!("[{name}]:{port}") } else { format!("{name}:{port}") }
        });
        places.collect::<Vec<_>>().join(", ")
    }

    /// The error of a connection that failed for this cause.
    pub(super) fn failure(&self, cause: Cause) -> ConnectError {
        ConnectError::Server { place: self.place(), cause }
    }
}

fn host_name(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    }
}

/// Splits a URL at its parameters, where it is written so that it can have only one meaning.
fn split(url: &str) -> Result<(&str, &str), ConnectError> {
    let rest =
        url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://")).ok_or(ConnectError::Scheme)?;
    let (credentials, place) = rest.split_once('@').unwrap_or(("", rest));
    let place = place.split('?').next().unwrap_or_default();
    if credentials.contains(['/', '?']) || place.contains('@') {
        return Err(ConnectError::Unescaped);
    }
    Ok(url.split_once('?').unwrap_or((url, "")))
}

/// A name and its value as tokio-postgres decodes them, to whom a plus is no space.
pub(super) fn decode(pair: &str) -> (String, String) {
    let pair = pair.replace('+', "%2B");
    let mut decoded = form_urlencoded::parse(pair.as_bytes()).into_owned();
    decoded.next().unwrap_or_default()
}

impl FromStr for Mode {
    type Err = ConnectError;

    fn from_str(value: &str) -> Result<Self, ConnectError> {
        Ok(match value {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return Err(ConnectError::Mode(value.to_owned())),
        })
    }
}

/// The mode that the given one means together with `sslrootcert`.
fn effective(given: Option<Mode>, roots: Option<&Roots>) -> Result<Mode, ConnectError> {
    match (given, roots) {
        (mode, None) => Ok(mode.unwrap_or(Mode::Prefer)),
        (None | Some(Mode::VerifyFull), Some(Roots::System)) => Ok(Mode::VerifyFull),
        (Some(Mode::Require | Mode::VerifyCa), Some(Roots::File(_))) => Ok(Mode::VerifyCa),
        (Some(Mode::VerifyFull), Some(Roots::File(_))) => Ok(Mode::VerifyFull),
        (_, Some(_)) => Err(ConnectError::IdleRoots),
    }
}

/// The part of an error of tokio-postgres that says something.
pub(super) fn detail(error: &tokio_postgres::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
