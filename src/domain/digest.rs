//! Short hashes: of records for their ETags, of imported values for comparing.

use twox_hash::XxHash3_64;

/// XXH3 of 64 bits. Stable for ever: it is kept in the store. It tells apart what differs by chance, not
/// by an adversary's design; nothing is trusted because of it.
pub fn hash64(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// A tag of a hash: sixteen hexadecimal digits.
pub fn tag(hash: u64) -> String {
    let digits: [u8; 16] = std::array::from_fn(|place| b"0123456789abcdef"[(hash >> (60 - 4 * place)) as usize & 15]);
    String::from_utf8_lossy(&digits).into_owned()
}
