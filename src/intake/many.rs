//! Many files of one commentary each: read a few at a time on all cores, and written in one transaction. What a batch
//! brought is known when the next is read: its series, its disclaimers. What was interrupted goes on when it is asked
//! for again: what is written already says nothing new.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::path::PathBuf;

use super::single::{self, Read};
use super::together::together;
use super::{Asked, Broken, FileReport, known};
use crate::import::commentary::Known;
use crate::import::form::Form;
use crate::store::{Importer, Outcome, Store, StoreError};

/// How many files are read at once, at most.
const BATCH: usize = 32;

/// One of many files, and what is asked of it. Its form is one of a single document.
pub struct One {
    /// Where it is.
    pub path: PathBuf,
    /// What is asked; the source and whether it is tried are those of all.
    pub asked: Asked,
    /// Whether all its problems are told, however many there are.
    pub whole: bool,
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
    let mut tell = |outcomes: Vec<Outcome>| {
        let mut outcomes = outcomes.into_iter();
        while let Some((mut report, has_outcome)) = pending.borrow_mut().pop_front() {
            if has_outcome {
                let Some(outcome) = outcomes.next() else {
                    pending.borrow_mut().push_front((report, true));
                    return;
                };
                report.outcome(outcome);
            }
            each(report);
        }
    };
    let failed: RefCell<Option<StoreError>> = RefCell::default();
    let mut rest = files;
    let mut batches = std::iter::from_fn(|| {
        // The first ones alone: others are like them.
        let batch = rest.split_off(..(files.len() - rest.len()).clamp(1, BATCH).min(rest.len()))?;
        let known = known(store).map_err(|error| failed.replace(Some(error))).ok()?;
        let mut documents = Vec::with_capacity(batch.len());
        for Read { report, items } in together(batch.iter().collect(), |one| read_one(one, &known)) {
            pending.borrow_mut().push_back((report, items.is_some()));
            documents.extend(items.map(|items| (1, items)));
        }
        (!batch.is_empty()).then_some(documents)
    });
    match dry_run {
        true => importer.all(batches, &mut |_, outcomes| {
            tell(outcomes);
            Ok(())
        })?,
        false => batches.try_for_each(|batch| importer.batch(batch).map(&mut tell))?,
    }
    failed.into_inner().map_or(Ok(()), |error| Err(Broken::Store(error)))
}

fn read_one(one: &One, known: &Known) -> Read {
    let report = FileReport { whole: one.whole, ..FileReport::new(&one.asked.name) };
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
