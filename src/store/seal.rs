//! Sealed messages: what we hand out and read back, such as cursors and resumption tokens.
//!
//! A token holds a message in the clear, the epoch of the change log it speaks of, and a signature under
//! the archive's secret. It does not expire, and whoever changes a bit of it has no token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::settings::Settings;
use crate::domain::digest::hash64;

/// Bytes of the signature that are kept.
const MAC: usize = 9;

/// What a token is for; a token for one thing is none for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// The next page of a list under `/v1`.
    Cursor = 1,
    /// The rest of a list of a harvest.
    Harvest = 2,
}

/// Why a token is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsealed {
    /// It is none of ours, or not for this.
    Foreign,
    /// It is of another epoch.
    Stale,
}

impl Settings {
    /// The token of a message: letters, digits, `-` and `_`.
    pub fn seal(&self, purpose: Purpose, message: &[u8]) -> String {
        let mut bytes = vec![purpose as u8];
        bytes.extend(self.mark());
        bytes.extend(message);
        let mac = self.mac(&bytes).map(|mac| mac.finalize().into_bytes());
        bytes.extend(mac.iter().flatten().take(MAC));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The message of a token.
    pub fn unseal(&self, purpose: Purpose, token: &str) -> Result<Vec<u8>, Unsealed> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Unsealed::Foreign)?;
        let (body, own) = bytes.split_at_checked(bytes.len().saturating_sub(MAC)).ok_or(Unsealed::Foreign)?;
        let mac = self.mac(body).ok_or(Unsealed::Foreign)?;
        if own.len() != MAC || mac.verify_truncated_left(own).is_err() {
            return Err(Unsealed::Foreign);
        }
        let (kind, rest) = body.split_first().ok_or(Unsealed::Foreign)?;
        let (epoch, message) = rest.split_first_chunk::<4>().ok_or(Unsealed::Foreign)?;
        if *kind != purpose as u8 {
            return Err(Unsealed::Foreign);
        }
        if *epoch != self.mark() {
            return Err(Unsealed::Stale);
        }
        Ok(message.to_vec())
    }

    fn mark(&self) -> [u8; 4] {
        (hash64(self.epoch.as_bytes()) as u32).to_be_bytes()
    }

    /// A key of any length is a key of HMAC (RFC 2104, section 2): there is always one.
    fn mac(&self, bytes: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).ok()?;
        mac.update(bytes);
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_what_was_sealed_is_read_back() {
        let settings =
            |epoch: &str| Settings { epoch: epoch.to_owned(), secret: b"secret".to_vec(), identity: Vec::new() };
        let token = settings("a").seal(Purpose::Harvest, b"message");
        assert_eq!(settings("a").unseal(Purpose::Harvest, &token).unwrap(), b"message");
        assert_eq!(settings("a").unseal(Purpose::Cursor, &token), Err(Unsealed::Foreign));
        assert_eq!(settings("b").unseal(Purpose::Harvest, &token), Err(Unsealed::Stale));
        for at in 0..token.len() {
            for other in ["A", "b", "9", "_", ""] {
                let altered = format!("{}{other}{}", &token[..at], &token[at + 1..]);
                let read = settings("a").unseal(Purpose::Harvest, &altered);
                assert!(altered == token || read == Err(Unsealed::Foreign), "{altered}");
            }
        }
        assert_eq!(settings("a").unseal(Purpose::Harvest, ""), Err(Unsealed::Foreign));
    }
}
