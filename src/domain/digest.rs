//! Short hashes: of records for their ETags, of imported values for comparing.

use twox_hash::XxHash3_64;

/// XXH3 of 64 bits. Stable for ever: it is kept in the store. It tells apart what differs by chance, not
/// by an adversary's design; nothing is trusted because of it.
pub fn hash64(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// A tag of a hash: sixteen hexadecimal digits.
pub fn tag(hash: u64) -> String {
    let digit = |place: u32| char::from_digit((hash >> (4 * place)) as u32 & 15, 16).unwrap_or('0');
    (0..16).rev().map(digit).collect()
}
