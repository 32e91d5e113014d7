//! Importing batches of documents, each batch one transaction.

use super::error::StoreError;
use super::ingest::{Ingest, Memory, Outcome};
use super::neighbours::Circle;
use super::open::Store;
use super::session::{Author, Session};
use crate::domain::Timestamp;
use crate::import::fingerprint::Prepared;

/// An import from one source. It remembers between batches what it has met, as long as nobody else
/// writes.
pub struct Importer {
    store: Store,
    source: String,
    author: Author,
    dry_run: bool,
    circle: Circle,
    memory: Memory,
    writes: Option<String>,
    fixed: Option<Timestamp>,
}

impl Importer {
    /// Begins an import from a source of this name. A dry run does all but keep it.
    pub fn new(store: Store, source: &str, dry_run: bool) -> Self {
        let author = Author { name: "import".to_owned(), message: Some(source.to_owned()) };
        let (circle, memory) = Default::default();
        Importer { store, source: source.to_owned(), author, dry_run, circle, memory, writes: None, fixed: None }
    }

    /// Writes as at this instant, whatever the clock says.
    pub fn at(self, now: Timestamp) -> Self {
        Importer { fixed: Some(now), ..self }
    }

    /// Takes a batch of documents in, given with their lines: every one that is not refused, or, where
    /// the store fails, none.
    pub fn batch(&mut self, documents: Vec<(u64, Vec<Prepared>)>) -> Result<Vec<Outcome>, StoreError> {
        let store = self.store.clone();
        let mut outcomes = Vec::with_capacity(documents.len());
        let done = store.write(|db| {
            let writes = db.meta("writes")?;
            if self.writes.is_none() || self.writes != writes {
                self.circle.clear();
                self.memory.clear();
            }
            self.circle.trim();
            let mut said = Vec::new();
            let mut session = Session::new(db, &mut self.circle, self.fixed.unwrap_or_else(Timestamp::now));
            for (line, items) in documents {
                let outcome = Ingest::document(&mut session, &mut self.memory, &self.source, line, items, &mut said)?;
                outcomes.push(outcome);
            }
            session.db.put_sources(&said)?;
            session.finish(&self.author)?;
            match self.dry_run {
                true => Err(StoreError::DryRun),
                false => Ok(()),
            }
        });
        match done {
            Ok(()) => {
                let writes = self.store.read(|db| db.meta("writes"))?;
                self.writes = writes.and_then(|n| n.parse::<i64>().ok()).map(|n| (n + 1).to_string());
                Ok(outcomes)
            }
            Err(StoreError::DryRun) => {
                self.writes = None;
                Ok(outcomes)
            }
            Err(error) => {
                self.writes = None;
                Err(error)
            }
        }
    }

    /// How many things were referred to by key and never came.
    pub fn missing(&self) -> Result<Vec<String>, StoreError> {
        self.store.read(|db| db.awaited_keys(&self.source, 1_000))
    }
}
