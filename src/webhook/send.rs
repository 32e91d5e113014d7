//! One delivery: a request that goes nowhere but where it may.

use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, config::Config};

use super::address::is_public;
use super::sign::{Secret, signature};

/// How long a receiver may take for one request, from the look-up of its name to the answer.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Sends, under one rule of where to.
pub struct Sender(Agent);

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was taken, with this status.
    Taken(u16),
    /// It was not; it may be later.
    Failed(Option<u16>, String),
    /// 410: the receiver wants no more.
    Gone,
}

impl Sender {
    /// One that writes to the public internet, or everywhere.
    pub fn new(anywhere: bool, patience: Duration) -> Sender {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look the name up itself, and pass by the check.
            .proxy(None)
            .max_idle_connections(0)
            .timeout_global(Some(patience))
            .user_agent(concat!("byline/", env!("CARGO_PKG_VERSION")))
            .build();
        Sender(Agent::with_parts(config, DefaultConnector::default(), Checked { anywhere, names: Default::default() }))
    }

    /// Sends JSON. `id` is the same in every attempt; `timestamp` is now, in seconds since 1970.
    pub fn send(&self, url: &str, secrets: &[Secret], id: &str, timestamp: i64, body: &[u8]) -> Ended {
        let request = self
            .0
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signature(secrets, id, timestamp, body));
        match request.send(body).map(|answer| answer.status().as_u16()) {
            Ok(status @ 200..=299) => Ended::Taken(status),
            Ok(410) => Ended::Gone,
            Ok(status @ 300..=399) => {
                Ended::Failed(Some(status), "it redirects; redirects are not followed".to_owned())
            }
            Ok(status) => Ended::Failed(Some(status), format!("it answered {status}")),
            Err(error) => Ended::Failed(None, error.to_string()),
        }
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
            true => Err(Error::Other("its address is not one of the public internet".into())),
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
        let ended = Sender::new(true, PATIENCE).send(&url, &[secret], "wh1_test-1", 1_614_265_330, b"{}");
        (ended, receiver.join().unwrap())
    }

    #[test]
    fn a_delivery_is_one_signed_post() {
        let (ended, read) = exchange("HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(ended, Ended::Taken(204));
        assert!(read.starts_with("POST /hook HTTP/1.1\r\n"), "{read}");
        for field in ["content-type: application/json", "webhook-id: wh1_test-1", "webhook-timestamp: 1614265330"] {
            assert!(read.contains(&format!("{field}\r\n")), "{read}");
        }
        assert!(read.contains("webhook-signature: v1,"), "{read}");
    }

    #[test]
    fn what_is_not_taken_is_told() {
        let failed = |status: u16, why: &str| Ended::Failed(Some(status), why.to_owned());
        assert_eq!(exchange("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n").0, Ended::Gone);
        assert_eq!(exchange("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n").0, failed(500, "it answered 500"));
        for status in [301, 302, 307, 308] {
            let answer = format!("HTTP/1.1 {status} X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
            assert_eq!(exchange(&answer).0, failed(status, "it redirects; redirects are not followed"));
        }
        assert!(matches!(exchange("").0, Ended::Failed(None, _)));
    }

    #[test]
    fn nothing_is_sent_where_it_may_not_go() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"] {
            let ended = Sender::new(false, PATIENCE).send(&format!("http://{host}:{port}/"), &[], "x", 0, b"{}");
            assert!(matches!(ended, Ended::Failed(None, _)), "{host}: {ended:?}");
            assert!(listener.accept().is_err(), "{host}");
        }
        for url in ["ftp://example.org/", "file:///etc/passwd", "nonsense", ""] {
            assert!(
                matches!(Sender::new(true, PATIENCE).send(url, &[], "x", 0, b"{}"), Ended::Failed(None, _)),
                "{url}"
            );
        }
    }
}
