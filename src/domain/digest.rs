//! Short hashes: of records for their ETags, of imported values for comparing.

use sha2::{Digest, Sha256};

/// The first eight bytes of SHA-256. Stable for ever: it is kept in the store.
pub fn hash64(bytes: &[u8]) -> u64 {
    let digest = Sha256::digest(bytes);
    digest.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}
