//! Signatures as Standard Webhooks lays down: HMAC-SHA256 over id, timestamp and body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a secret begins with where it is written.
const PREFIX: &str = "whsec_";

/// How many random bytes a new secret has; the specification wants 24 to 64.
const BYTES: usize = 32;

/// A key that receivers know too.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A new one, of random bytes of the system; an error where that has none.
    pub fn random() -> Result<Secret, getrandom::Error> {
        let mut bytes = vec![0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Secret(bytes))
    }

    /// Reads one as [`Secret::written`] gives it; `None` where it is none.
    pub fn parse(text: &str) -> Option<Secret> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        (24..=64).contains(&bytes.len()).then_some(Secret(bytes))
    }

    /// As receivers are given it. Not for logs.
    pub fn written(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// One signature, with its version.
    fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
        // A key of any length is a key of HMAC (RFC 2104, section 2).
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The value of `webhook-signature`: a signature under each secret that is valid, the newest first.
/// `timestamp` is in seconds since 1970.
pub fn signature(secrets: &[Secret], id: &str, timestamp: i64, body: &[u8]) -> String {
    let all = secrets.iter().filter_map(|secret| secret.sign(id, timestamp, body));
    all.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The example of the specification's own test suites.
    #[test]
    fn signs_as_the_specification_does() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", br#"{"test": 2432232314}"#);
        let one = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signature(std::slice::from_ref(&secret), id, 1_614_265_330, body), one);
        let both = signature(&[Secret::random().unwrap(), secret], id, 1_614_265_330, body);
        assert!(both.ends_with(&format!(" {one}")) && both.len() == 2 * one.len() + 1, "{both}");
    }

    #[test]
    fn secrets_are_read_as_they_are_written_and_shown_nowhere() {
        let secret = Secret::random().unwrap();
        assert_eq!(Secret::parse(&secret.written()), Some(secret.clone()));
        assert_ne!(Secret::random().unwrap(), secret);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        for wrong in ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_*"] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
