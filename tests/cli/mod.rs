//! The program from outside: arguments in, exit code and output out.
mod backup;
mod codes;
mod erase;
mod export;
mod import;
mod keys;
mod listed;
mod review;
mod serve;
mod settings;
mod texts;

use byline::store::{Migrate, Store};

use crate::support::dir::Dir;

/// The database that the program uses in a directory.
pub fn store(dir: &Dir) -> Store {
    Store::open(&format!("sqlite:{}", dir.path().join("byline.sqlite").display()), Migrate::Check).unwrap()
}

/// The last number of its log.
pub fn head(dir: &Dir) -> i64 {
    store(dir).read(|db| db.head()).unwrap().sequence
}

/// Everything in its tables that an import may write, in an order of its own.
pub fn content(dir: &Dir) -> String {
    let read = store(dir).snapshot(|db| {
        let ids = db.entity_ids(0, i64::MAX, i64::MAX)?;
        let mut rows: Vec<String> = db.entities(&ids)?.iter().map(|row| format!("{row:?}")).collect();
        rows.extend(db.records(&ids)?.iter().map(|row| format!("{row:?}")));
        rows.extend(db.entries(0, i64::MAX)?.iter().map(|row| format!("{row:?}")));
        rows.extend(db.bodies(&ids)?.iter().map(|row| format!("{row:?}")));
        rows.extend(db.sources_of(&ids)?.iter().map(|row| format!("{row:?}")));
        rows.extend(db.changes(0, i64::MAX)?.iter().map(|row| format!("{row:?}")));
        for id in &ids {
            rows.extend(db.revisions(*id)?.iter().map(|row| format!("{row:?}")));
        }
        rows.extend(db.all_meta()?.iter().filter(|(key, _)| key != "writes").map(|row| format!("{row:?}")));
        Ok(rows)
    });
    let mut rows = read.unwrap();
    rows.sort();
    rows.join("\n")
}
