//! The archive that is measured.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use byline::store::{Migrate, Settings, Store};

use crate::{child, corpus};

/// An archive of articles, with the name it is harvested under.
pub struct Archive {
    /// Its database.
    pub url: String,
    /// The directory of its search index.
    pub index: PathBuf,
    /// Where whatever else is needed is put.
    pub dir: PathBuf,
}

impl Archive {
    /// The one that these words ask for: a number sets how many articles there are, `reuse` keeps the archive of
    /// the run before, and the URL of an empty PostgreSQL database takes that in place of an SQLite file.
    pub fn of(words: &[String]) -> Archive {
        let articles = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("http");
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join("archive.sqlite");
        let given = words.iter().find(|word| word.starts_with("postgres"));
        let archive = Archive {
            url: given.cloned().unwrap_or_else(|| format!("sqlite:{}", file.display())),
            index: dir.join(if given.is_some() { "index-postgres" } else { "index" }),
            dir,
        };
        let reuse = words.iter().any(|word| word == "reuse");
        if !reuse || (given.is_none() && !file.exists()) {
            archive.remove(&file);
            archive.import(&corpus::file(&archive.dir, articles));
        }
        archive.identify();
        archive.index();
        archive
    }

    /// Removes what the run before left, but for a database on a server: that must be empty.
    fn remove(&self, file: &Path) {
        if self.url.starts_with("sqlite:") {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        } else {
            let sequence = self.store().read(|db| db.head()).unwrap().sequence;
            assert!(sequence == 0, "the database is not empty; add `reuse` to measure what is there");
        }
        let _ = std::fs::remove_dir_all(&self.index);
    }

    fn store(&self) -> Store {
        Store::open(&self.url, Migrate::Run).unwrap()
    }

    /// Imports with the real command.
    fn import(&self, corpus: &corpus::Corpus) {
        let begun = Instant::now();
        let mut import = child::import(self, corpus);
        let mut resident = Vec::new();
        let (mut peak, mut cpu) = (0, Duration::ZERO);
        while import.runs() {
            let now = import.memory("VmRSS").unwrap_or(0);
            resident.push(now);
            peak = import.memory("VmHWM").unwrap_or(0).max(peak);
            cpu = import.cpu().max(cpu);
            std::thread::sleep(Duration::from_millis(20));
        }
        let took = begun.elapsed().as_secs_f64();
        let rate = corpus.records as f64 / took;
        println!(
            "import: {} records in {took:.1} s, {rate:.0} a second; processor {:.1} s",
            corpus.records,
            cpu.as_secs_f64()
        );
        let at = |tenth: usize| resident.get(resident.len() * tenth / 10).copied().unwrap_or(0);
        println!("  memory: at most {peak} MB; after 1/10, 3/10 … 9/10 of the time {:?} MB", [1, 3, 5, 7, 9].map(at));
    }

    /// Gives it the identity without which there is nothing to harvest.
    fn identify(&self) {
        let settings = [
            ("base-url", "https://archive.example"),
            ("repository-name", "The Archive"),
            ("repository-identifier", "archive.example"),
            ("admin-email", "librarian@archive.example"),
        ];
        let store = self.store();
        settings.iter().for_each(|(name, value)| store.write(|db| Settings::set(db, name, value)).unwrap());
    }

    /// Has the search index made, which is no part of what is measured afterwards.
    fn index(&self) {
        let begun = Instant::now();
        let service = child::serve(self);
        let listens = begun.elapsed().as_secs_f64();
        while !service.finds_everything() {
            assert!(begun.elapsed() < Duration::from_secs(3600), "there is no index");
            std::thread::sleep(Duration::from_millis(20));
        }
        let complete = begun.elapsed().as_secs_f64();
        println!("start: listens after {listens:.2} s; the search index is complete {:.1} s later", complete - listens);
    }
}
