//! Short hashes: of records for their ETags, of imported values for comparing.

use twox_hash::XxHash3_64;

/// XXH3 of 64 bits. Stable for ever: it is kept in the store. It tells apart what differs by chance, not
/// by an adversary's design; nothing is trusted because of it.
pub fn hash64(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}
