//! Importing batches of documents, each batch one transaction.

use super::db::Db;
use super::error::StoreError;
use super::foresight::Foresight;
use super::ingest::{Ingest, Outcome};
use super::memory::{Memory, Said};
use super::neighbours::Circle;
use super::open::Store;
use super::session::{Author, Session};
use crate::domain::{Grant, Timestamp};
use crate::import::fingerprint::Prepared;

/// Documents that are in memory at once, each with its line.
pub type Batch = Vec<(u64, Vec<Prepared>)>;

/// Is told what became of documents, with the transaction in which they were written.
pub type Told<'t> = dyn FnMut(&mut dyn Db, Vec<Outcome>) -> Result<(), StoreError> + 't;

/// How many batches are written in one transaction: the pages of an index that each of them touches
/// are then written once.
const TOGETHER: usize = 8;

/// An import from one source. It remembers between batches what it has met, as long as nobody else
/// writes.
pub struct Importer {
    store: Store,
    source: String,
    author: Author,
    grant: Option<Grant>,
    dry_run: bool,
    circle: Circle,
    memory: Memory,
    writes: Option<i64>,
    fixed: Option<Timestamp>,
}

impl Importer {
    /// Begins an import from a source of this name. A dry run does all but keep it.
    pub fn new(store: Store, source: &str, dry_run: bool) -> Self {
        let author = Author { name: "import".to_owned(), message: Some(source.to_owned()) };
        let (circle, memory) = Default::default();
        Importer {
            store,
            source: source.to_owned(),
            author,
            grant: None,
            dry_run,
            circle,
            memory,
            writes: None,
            fixed: None,
        }
    }

    /// Writes in the name of a key, and what the key allows alone.
    pub fn by(self, grant: Grant, message: Option<String>) -> Self {
        let message = message.or(self.author.message);
        Importer { author: Author { name: grant.name.clone(), message }, grant: Some(grant), ..self }
    }

    /// Writes as at this instant, whatever the clock says.
    pub fn at(self, now: Timestamp) -> Self {
        Importer { fixed: Some(now), ..self }
    }

    /// Takes documents in, batch by batch, and tells what became of them. A few batches are one
    /// transaction: every document that is not refused, or, where the store fails, none. A dry run is
    /// one transaction altogether, which is not kept. What became of documents is told inside their
    /// transaction, once it has nothing left to write; what `told` writes is part of it.
    pub fn all(&mut self, batches: impl IntoIterator<Item = Batch>, told: &mut Told<'_>) -> Result<(), StoreError> {
        let mut batches = batches.into_iter();
        if !self.dry_run {
            loop {
                // Whoever reads them is waited for before the lock is taken.
                let together: Vec<Batch> = batches.by_ref().take(TOGETHER).collect();
                if together.is_empty() {
                    return Ok(());
                }
                self.write(together, told)?;
            }
        }
        let store = self.store.clone();
        let done = store.write(|db| {
            for batch in batches {
                let outcomes = self.take(db, batch)?;
                told(db, outcomes)?;
            }
            Err(StoreError::DryRun)
        });
        match done {
            Err(StoreError::DryRun) => Ok(()),
            other => other,
        }
    }

    /// Takes one batch in, in a transaction of its own.
    pub fn batch(&mut self, documents: Batch) -> Result<Vec<Outcome>, StoreError> {
        let mut all = Vec::new();
        self.write(vec![documents], &mut |_, outcomes| {
            all = outcomes;
            Ok(())
        })?;
        Ok(all)
    }

    fn write(&mut self, batches: Vec<Batch>, told: &mut Told<'_>) -> Result<(), StoreError> {
        let store = self.store.clone();
        let mut own = None;
        let written = store.write(|db| {
            own = db.meta("writes")?.and_then(|n| n.parse::<i64>().ok());
            if self.writes.is_none() || self.writes != own {
                self.circle.clear();
                self.memory.clear();
            }
            let mut outcomes = Vec::new();
            for batch in batches {
                outcomes.extend(self.take(db, batch)?);
            }
            told(db, outcomes)
        });
        // What is remembered holds for the next batch if that is the very next write.
        self.writes = own.filter(|_| written.is_ok()).map(|n| n + 1);
        written
    }

    fn take(&mut self, db: &mut dyn Db, mut documents: Batch) -> Result<Vec<Outcome>, StoreError> {
        self.circle.trim();
        let foresight = Foresight::of(db, &self.source, &mut documents, &self.memory)?;
        let mut outcomes = Vec::with_capacity(documents.len());
        let mut said = Said::default();
        let mut session = Session::new(db, &mut self.circle, self.fixed.unwrap_or_else(Timestamp::now));
        session.foresight = foresight;
        for (line, items) in documents {
            let ingest = Ingest::new(&mut session, &mut self.memory, &self.source, line, self.grant.as_ref());
            outcomes.push(ingest.document(items, &mut said)?);
        }
        session.finish(&self.author, said.into_rows())?;
        Ok(outcomes)
    }

    /// The keys of things that were referred to and never came, each with the lines of this import that refer to it.
    pub fn missing(&self) -> Result<Vec<(String, Vec<u64>)>, StoreError> {
        let keys = self.store.read(|db| db.awaited_keys(&self.source, 1_000))?;
        Ok(self.memory.awaited.missing(keys))
    }
}
