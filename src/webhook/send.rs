//! One delivery: a request that goes nowhere but where it may.

use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, config::Config};

use super::address::{self, INSIDE, is_public};
use super::retry::asked;
use super::sign::{Secret, signature};
use crate::domain::Timestamp;
use crate::trust;

/// How long a receiver may take for one request, from the look-up of its name to the answer.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How long of that connecting may take.
const CONNECTING: Duration = Duration::from_secs(5);

/// Sends, under one rule of where to.
pub struct Sender {
    agent: Agent,
    anywhere: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Its `webhook-id`, the same in every attempt.
    pub id: &'a str,
    /// Now, in seconds since 1970.
    pub timestamp: i64,
    /// The JSON.
    pub body: &'a [u8],
}

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was taken, with this status.
    Taken(u16),
    /// It was not; it may be later.
    Failed(Failure),
    /// 410: the receiver wants no more.
    Gone,
}

/// Why a delivery was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was answered, where anything was.
    pub status: Option<u16>,
    /// In words.
    pub why: String,
    /// How long the receiver asks to be left alone.
    pub wait: Option<Duration>,
}

impl Failure {
    /// One that never came to an answer.
    fn unanswered(why: String) -> Ended {
        Ended::Failed(Failure { status: None, why, wait: None })
    }
}

impl Sender {
    /// One that writes to the public internet over TLS, or `anywhere`. An error says why certificates cannot
    /// be checked.
    pub fn new(anywhere: bool) -> Result<Sender, String> {
        let roots = match trust::system_bundle() {
            Some(path) => trust::read(&path).map_err(|why| format!("{}: {why}", path.display()))?,
            // Whoever has none can write by plain HTTP alone, where that is allowed.
            None => Vec::new(),
        };
        let roots: RootCerts = roots.iter().map(|own| Certificate::from_der(own).to_owned()).into();
        let tls = TlsConfig::builder().root_certs(roots);
        let tls = tls.unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look the name up itself, and pass by the check.
            .proxy(None)
            .max_idle_connections(0)
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECTING))
            .tls_config(tls.build())
            .user_agent(concat!("byline/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Checked { anywhere, names: DefaultResolver::default() };
        Ok(Sender { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), anywhere })
    }

    /// Sends JSON, signed under each of these secrets. Of what is answered beside the status only `Retry-After`
    /// is read.
    pub fn send(&self, url: &str, secrets: &[Secret], message: Message<'_>) -> Ended {
        if let Err(why) = address::check(url, self.anywhere) {
            return Failure::unanswered(why);
        }
        let Message { id, timestamp, body } = message;
        let request = self
            .agent
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signature(secrets, id, timestamp, body));
        let answer = match request.send(body) {
            Ok(answer) => answer,
            Err(Error::Other(why)) => return Failure::unanswered(why.to_string()),
            Err(error) => return Failure::unanswered(error.to_string()),
        };
        let why = match answer.status().as_u16() {
            status @ 200..=299 => return Ended::Taken(status),
            410 => return Ended::Gone,
            300..=399 => "it redirects; redirects are not followed".to_owned(),
            status => format!("it answered {status}"),
        };
        let wait = answer.headers().get("retry-after").and_then(|own| asked(own.to_str().ok()?, Timestamp::now()));
        Ended::Failed(Failure { status: Some(answer.status().as_u16()), why, wait })
    }
}

/// Looks names up, and gives only addresses that may be written to: the connection goes to one of them,
/// so that a name that has another address a moment later changes nothing.
#[derive(Debug)]
struct Checked {
    anywhere: bool,
    names: DefaultResolver,
}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| self.anywhere || is_public(address.ip())) {
            allowed.push(*address);
        }
        match allowed.is_empty() {
            true => Err(Error::Other(INSIDE.into())),
            false => Ok(allowed),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    fn message(id: &str) -> Message<'_> {
        Message { id, timestamp: 1_614_265_330, body: b"{}" }
    }

    /// Names are looked up before anything is connected to, and what they lead to is checked then.
    #[test]
    fn what_a_name_leads_to_is_checked() {
        let resolver = Checked { anywhere: false, names: DefaultResolver::default() };
        let timeout = NextTimeout { after: PATIENCE.into(), reason: ureq::Timeout::Resolve, ..NextTimeout::default() };
        let config = Config::builder().build();
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            let uri: Uri = format!("https://{host}/").parse().unwrap();
            let found = resolver.resolve(&uri, &config, timeout);
            assert_eq!(found.unwrap_err().to_string(), Error::Other(INSIDE.into()).to_string(), "{host}");
        }
    }

    /// Sends to a receiver that gives this answer; what became of it, and what the receiver read.
    fn exchange(answer: &str) -> (Ended, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://localhost:{}/hook", listener.local_addr().unwrap().port());
        let answer = answer.to_owned();
        let receiver = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut read, mut buffer) = (Vec::new(), [0; 1_024]);
            while !read.ends_with(b"{}") {
                let count = stream.read(&mut buffer).unwrap();
                assert!(count > 0);
                read.extend_from_slice(&buffer[..count]);
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(read).unwrap()
        });
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let ended = Sender::new(true).unwrap().send(&url, &[secret], message("wh1-test-1"));
        (ended, receiver.join().unwrap())
    }

    #[test]
    fn a_delivery_is_one_signed_post() {
        let (ended, read) = exchange("HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(ended, Ended::Taken(204));
        assert!(read.starts_with("POST /hook HTTP/1.1\r\n"), "{read}");
        for field in ["content-type: application/json", "webhook-id: wh1-test-1", "webhook-timestamp: 1614265330"] {
            assert!(read.contains(&format!("{field}\r\n")), "{read}");
        }
        assert!(read.contains("webhook-signature: v1,"), "{read}");
    }

    #[test]
    fn what_is_not_taken_is_told() {
        let failed =
            |status: u16, why: &str| Ended::Failed(Failure { status: Some(status), why: why.to_owned(), wait: None });
        assert_eq!(exchange("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n").0, Ended::Gone);
        assert_eq!(exchange("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n").0, failed(500, "it answered 500"));
        for status in [301, 302, 307, 308] {
            let answer = format!("HTTP/1.1 {status} X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
            assert_eq!(exchange(&answer).0, failed(status, "it redirects; redirects are not followed"));
        }
        let Ended::Failed(busy) = exchange("HTTP/1.1 429 Oh\r\nretry-after: 90\r\ncontent-length: 0\r\n\r\n").0 else {
            panic!("it was taken")
        };
        assert_eq!((busy.status, busy.wait), (Some(429), Some(Duration::from_secs(90))));
        assert!(matches!(exchange("").0, Ended::Failed(Failure { status: None, .. })));
    }

    #[test]
    fn nothing_is_sent_where_it_may_not_go() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"] {
            for scheme in ["http", "https"] {
                let ended = Sender::new(false).unwrap().send(&format!("{scheme}://{host}:{port}/"), &[], message("x"));
                assert!(matches!(ended, Ended::Failed(Failure { status: None, .. })), "{host}: {ended:?}");
                assert!(listener.accept().is_err(), "{host}");
            }
        }
        for url in ["ftp://example.org/", "file:///etc/passwd", "nonsense", ""] {
            let ended = Sender::new(true).unwrap().send(url, &[], message("x"));
            assert!(matches!(ended, Ended::Failed(Failure { status: None, .. })), "{url}");
        }
    }
}
