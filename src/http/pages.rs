//! Pages that were made, kept for whoever asks the same before the archive changes.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::web::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::envelope::Made;

/// How many bytes of pages are kept in memory.
const BYTES: u64 = 24 << 20;

/// How many requests are remembered that were made once.
const ONCE: usize = 4096;

/// Made pages, by path and query.
///
/// A page is kept when it is asked for the second time: harvesters and searches ask most pages once,
/// and keeping those would cost more than making them.
pub struct Pages {
    /// Each with the generation of the archive that it was made of.
    kept: Cache<String, (u64, Made), Size>,
    /// Hashes of targets that were asked for, each in the place that it names.
    once: Box<[AtomicU64]>,
    hasher: std::hash::RandomState,
}

#[derive(Clone)]
struct Size;

impl Weighter<String, (u64, Made)> for Size {
    fn weight(&self, target: &String, (_, made): &(u64, Made)) -> u64 {
        (target.len() + made.bytes.len() + 128) as u64
    }
}

impl Pages {
    /// None.
    pub fn new() -> Self {
        Pages {
            kept: Cache::with_weighter(2_000, BYTES, Size),
            once: (0..ONCE).map(|_| AtomicU64::new(0)).collect(),
            hasher: std::hash::RandomState::new(),
        }
    }

    /// The page of a path and query, where it is kept and of this generation.
    pub fn get(&self, target: &str, generation: u64) -> Option<Made> {
        self.kept.get(target).filter(|(of, _)| *of == generation).map(|(_, made)| made)
    }

    /// Keeps a page, where it was asked for before.
    pub fn keep(&self, target: String, generation: u64, made: &Made) {
        let hash = self.hasher.hash_one(&target);
        if self.once[hash as usize % ONCE].swap(hash, Ordering::Relaxed) == hash {
            // Copied out of the buffer it was made in, which has other things to do.
            let made = Made { bytes: Bytes::copy_from_slice(&made.bytes), ..made.clone() };
            self.kept.insert(target, (generation, made));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::respond::Validator;

    #[test]
    fn what_is_asked_twice_is_kept_for_its_generation() {
        let validator = Validator { tag: "t".to_owned(), modified: None };
        let made = Made { validator, link: None, bytes: "{}".into() };
        let pages = Pages::new();
        pages.keep("/a".to_owned(), 1, &made);
        assert!(pages.get("/a", 1).is_none());
        pages.keep("/a".to_owned(), 1, &made);
        assert!(pages.get("/a", 1).is_some());
        assert!(pages.get("/a", 2).is_none());
    }
}
