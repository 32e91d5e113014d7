//! Many files of one commentary each: read on one thread, written on another, a few hundred in one
//! transaction. What was interrupted goes on when it is asked for again: what is written already says
//! nothing new.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};

use super::single::{self, Read};
use super::{Asked, Broken, FileReport, known};
use crate::import::commentary::Known;
use crate::import::fingerprint::Prepared;
use crate::import::form::Form;
use crate::store::{Importer, Outcome, Store, StoreError};

/// How many files are handed over at once.
const BATCH: usize = 32;

/// How many batches are read ahead.
const AHEAD: usize = 8;

/// One of many files, and what is asked of it. Its form is one of a single document.
pub struct One {
    /// Where it is.
    pub path: PathBuf,
    /// What is asked; the source and whether it is tried are those of all.
    pub asked: Asked,
}

/// Takes files in, and tells of each what became of it, in their order.
pub fn take_many(
    store: &Store,
    source: &str,
    dry_run: bool,
    files: &[One],
    each: &mut dyn FnMut(FileReport),
) -> Result<(), Broken> {
    let mut importer = Importer::new(store.clone(), source, dry_run);
    let pending: RefCell<VecDeque<(FileReport, bool)>> = RefCell::default();
    let each = RefCell::new(each);
    let tell = |mut outcomes: std::vec::IntoIter<Outcome>| {
        while let Some((mut report, has_outcome)) = pending.borrow_mut().pop_front() {
            if has_outcome {
                let Some(outcome) = outcomes.next() else {
                    pending.borrow_mut().push_front((report, true));
                    return;
                };
                report.outcome(outcome);
            }
            (each.borrow_mut())(report);
        }
    };
    let failed: RefCell<Option<StoreError>> = RefCell::default();
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || read(store, files, &send));
        let batches = receive.into_iter().map_while(|batch: Result<Vec<Read>, StoreError>| {
            let batch = batch.map_err(|error| failed.replace(Some(error))).ok()?;
            let mut documents: Vec<(u64, Vec<Prepared>)> = Vec::with_capacity(batch.len());
            for Read { report, items } in batch {
                pending.borrow_mut().push_back((report, items.is_some()));
                documents.extend(items.map(|items| (1, items)));
            }
            Some(documents)
        });
        importer.all(batches, &mut |_, outcomes| {
            tell(outcomes.into_iter());
            Ok(())
        })
    })?;
    tell(Vec::new().into_iter());
    failed.into_inner().map_or(Ok(()), |error| Err(Broken::Store(error)))
}

/// Reads batch by batch, until nobody takes them any more.
fn read(store: &Store, files: &[One], send: &SyncSender<Result<Vec<Read>, StoreError>>) {
    for batch in files.chunks(BATCH) {
        let batch = known(store).map(|known| batch.iter().map(|one| read_one(one, &known)).collect());
        if send.send(batch).is_err() {
            return;
        }
    }
}

fn read_one(one: &One, known: &Known) -> Read {
    // Of many files only a summary is told, or everything.
    let report = FileReport { whole: true, ..FileReport::new(&one.asked.name) };
    match File::open(&one.path).and_then(single::bounded) {
        Ok(bytes) => {
            // The name says what it is, unless its first bytes say more.
            let extension = one.path.extension().and_then(|own| own.to_str());
            let form = Form::of_file(extension, &bytes);
            let form = if form.is_single() { form } else { one.asked.form };
            let asked = Asked { form, ..one.asked.clone() };
            single::read(&bytes, &asked, known, report)
        }
        Err(error) => {
            let mut report = report;
            report.refuse(vec![single::unreadable(&error)]);
            Read { report, items: None }
        }
    }
}
