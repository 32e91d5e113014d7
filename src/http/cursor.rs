//! Cursors: opaque, self-checking, without expiry.
//!
//! A cursor holds the place after which a page begins, and a mark of the list it belongs to. It is
//! signed with the archive's secret, so that what we read back is what we gave.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::problem::Problem;
use crate::catalog::Position;
use crate::domain::Id;
use crate::domain::digest::hash64;
use crate::store::Settings;

/// Bytes of the signature that are kept.
const MAC: usize = 9;

/// The longest cursor that is looked at.
pub const LONGEST: usize = 2_000;

/// Writes a cursor for a list, which is named by all that selects and orders it.
pub fn write(settings: &Settings, list: &str, position: &Position) -> String {
    let mut bytes = vec![1];
    bytes.extend(mark(&settings.epoch).to_be_bytes());
    bytes.extend(hash64(list.as_bytes()).to_be_bytes());
    bytes.extend(position.id.key().to_be_bytes());
    bytes.extend(&position.key);
    let mac = sign(settings, &bytes);
    bytes.extend(mac);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor back.
pub fn read(settings: &Settings, list: &str, text: &str) -> Result<Position, Problem> {
    let foreign = || Problem::UnknownCursor("it is not a cursor of this service; take it from `next` as it is");
    let well_formed = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !(1..=LONGEST).contains(&text.len()) || !well_formed {
        return Err(Problem::parameter(
            "cursor",
            format!("it is not 1 to {LONGEST} letters, digits, `-` and `_`; take it from `next` as it is"),
        ));
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| foreign())?;
    let (body, mac) = bytes.split_at_checked(bytes.len().saturating_sub(MAC)).ok_or_else(foreign)?;
    if sign(settings, body) != mac {
        return Err(foreign());
    }
    let (version, rest) = body.split_first().ok_or_else(foreign)?;
    let (epoch, rest) = rest.split_first_chunk::<4>().ok_or_else(foreign)?;
    let (own, rest) = rest.split_first_chunk::<8>().ok_or_else(foreign)?;
    let (id, key) = rest.split_first_chunk::<8>().ok_or_else(foreign)?;
    if *version != 1 {
        return Err(foreign());
    }
    if u32::from_be_bytes(*epoch) != mark(&settings.epoch) {
        return Err(Problem::StaleCursor);
    }
    if u64::from_be_bytes(*own) != hash64(list.as_bytes()) {
        return Err(Problem::UnknownCursor(
            "it belongs to a list with other filters or another order; keep them, or begin without it",
        ));
    }
    let id = Id::from_key(i64::from_be_bytes(*id)).ok_or_else(foreign)?;
    Ok(Position { key: key.to_vec(), id })
}

fn mark(epoch: &str) -> u32 {
    hash64(epoch.as_bytes()) as u32
}

fn sign(settings: &Settings, bytes: &[u8]) -> Vec<u8> {
    // A key of any length is a key of HMAC (RFC 2104, section 2); the error cannot arise.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&settings.secret) else { return Vec::new() };
    mac.update(bytes);
    mac.finalize().into_bytes().iter().take(MAC).copied().collect()
}
