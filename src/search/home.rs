//! Where an index is kept.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::{Index, IndexSettings};

use super::schema::{Fields, VERSION};
use crate::store::reindex::Order;

/// Where an index is kept: a directory of this process alone, or memory.
#[derive(Debug)]
pub struct Home {
    place: Option<Place>,
}

#[derive(Debug)]
struct Place {
    dir: PathBuf,
    /// Held as long as the process uses the directory.
    _lock: File,
}

/// What an index says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How records were indexed.
    pub version: u32,
    /// The epoch of the log it follows.
    pub epoch: String,
    /// What it was made for.
    pub made_for: String,
    /// How many changes of bodies it has seen.
    pub bodies: u64,
    /// The place in the log that it has seen.
    pub sequence: i64,
    /// Whether every record is in it.
    pub complete: bool,
}

impl Mark {
    /// Of an index in which nothing is yet.
    pub fn new(epoch: &str, order: &Order, sequence: i64) -> Mark {
        let (made_for, bodies) = (order.made_for.clone(), order.bodies);
        Mark { version: VERSION, epoch: epoch.to_owned(), made_for, bodies, sequence, complete: false }
    }

    /// Whether an index with the one may go on to what the other says.
    pub fn continues(&self, other: &Mark) -> bool {
        let Mark { version, epoch, made_for, bodies, sequence, complete } = self;
        *complete
            && (version, epoch, made_for) == (&other.version, &other.epoch, &other.made_for)
            && (*sequence, *bodies) <= (other.sequence, other.bodies)
    }
}

impl Home {
    /// In memory: it is made anew with each process.
    pub fn memory() -> Home {
        Home { place: None }
    }

    /// In a directory, which is made where there is none. Where another process uses it, or it cannot be written,
    /// that is said, and the index is kept in memory.
    pub fn dir(dir: PathBuf) -> Home {
        match lock(&dir) {
            Ok(lock) => Home { place: Some(Place { dir, _lock: lock }) },
            Err(why) => {
                log::warn!("the search index is kept in memory: {}: {why}", dir.display());
                Home::memory()
            }
        }
    }

    /// The index that is there, with what it says of itself, where it can be read and is whole.
    pub fn open(&self) -> Option<(Index, Mark)> {
        let place = self.place.as_ref()?;
        let numbers = numbers(&place.dir);
        numbers.into_iter().rev().find_map(|number| {
            let index = Index::open_in_dir(place.dir.join(number.to_string())).ok()?;
            let mark: Mark = serde_json::from_str(&index.load_metas().ok()?.payload?).ok()?;
            let is_whole = mark.version == VERSION && index.schema() == Fields::default().schema;
            (is_whole && index.validate_checksum().is_ok_and(|broken| broken.is_empty())).then_some((index, mark))
        })
    }

    /// A new, empty index beside those that are there.
    pub fn create(&self) -> tantivy::Result<Index> {
        let schema = Fields::default().schema;
        let Some(place) = &self.place else {
            return Index::create(RamDirectory::create(), schema, IndexSettings::default());
        };
        let number = numbers(&place.dir).last().map_or(1, |last| last + 1);
        let dir = place.dir.join(number.to_string());
        fs::create_dir_all(&dir)?;
        Index::create(MmapDirectory::open(&dir)?, schema, IndexSettings::default())
    }

    /// Takes away all indexes but the newest.
    pub fn tidy(&self) {
        let Some(place) = &self.place else { return };
        let mut numbers = numbers(&place.dir);
        numbers.pop();
        for number in numbers {
            let dir = place.dir.join(number.to_string());
            if let Err(why) = fs::remove_dir_all(&dir) {
                log::warn!("an old search index is left: {}: {why}", dir.display());
            }
        }
    }
}

/// The file that says that a process uses the directory.
const LOCK: &str = "lock";

fn lock(dir: &Path) -> Result<File, String> {
    fs::create_dir_all(dir).map_err(|why| why.to_string())?;
    let file = File::create(dir.join(LOCK)).map_err(|why| why.to_string())?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err("another process uses it".to_owned()),
        Err(TryLockError::Error(why)) => Err(why.to_string()),
    }
}

/// The numbers of the indexes in a directory, in order.
fn numbers(dir: &Path) -> Vec<u64> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut numbers: Vec<u64> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}
