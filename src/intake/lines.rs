//! Inputs of many documents: read on one thread, written on another.

use std::cell::{Cell, RefCell};
use std::io::BufRead;
use std::sync::mpsc::{SyncSender, sync_channel};

use super::{Done, FileReport, Watch};
use crate::import::fingerprint::{Prepared, prepare};
use crate::import::labels::Labels;
use crate::import::lines::{self, Place};
use crate::import::report::Problem;
use crate::store::{Importer, StoreError};

/// How many documents are handed over at once.
const BATCH: usize = 1_000;

/// How many batches are read ahead: as many as are written at once, so that nobody waits for the next ones.
const AHEAD: usize = 8;

/// What the reading thread hands over: a document, or what is wrong with a line.
pub(super) type One = Result<(u64, Vec<Prepared>, Vec<Problem>), Vec<Problem>>;

/// A batch, and where in the input it ends.
pub(super) struct Read {
    pub documents: Vec<One>,
    /// What is to be told beside.
    pub told: Vec<Problem>,
    pub end: Place,
}

/// Takes JSON Lines in.
pub(super) fn take(
    importer: Importer,
    input: impl BufRead + Send,
    labels: &Labels,
    done: Done,
    watch: &dyn Watch,
) -> Result<FileReport, StoreError> {
    let from = done.place;
    all(importer, done, watch, move |send| read(input, labels, from, send))
}

/// Takes in what is read beside, batch by batch.
pub(super) fn all(
    mut importer: Importer,
    done: Done,
    watch: &dyn Watch,
    read: impl FnOnce(&SyncSender<Read>) + Send,
) -> Result<FileReport, StoreError> {
    let (report, reached) = (RefCell::new(done.report), Cell::new(done.place));
    let failed = RefCell::new(None);
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || read(&send));
        let batches = receive.into_iter().map_while(|read: Read| {
            match watch.goes_on() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    failed.replace(Some(error));
                    return None;
                }
            }
            reached.set(read.end);
            let mut report = report.borrow_mut();
            report.problems(read.told);
            let mut documents = Vec::with_capacity(read.documents.len());
            for one in read.documents {
                match one {
                    Ok((line, items, problems)) => {
                        report.problems(problems);
                        documents.push((line, items));
                    }
                    Err(problems) => report.refuse(problems),
                }
            }
            Some(documents)
        });
        importer.all(batches, &mut |db, outcomes| {
            let mut report = report.borrow_mut();
            outcomes.into_iter().for_each(|outcome| report.outcome(outcome));
            watch.told(db, &report, reached.get())
        })
    })?;
    if let Some(error) = failed.into_inner() {
        return Err(error);
    }
    let mut report = report.into_inner();
    for (key, lines) in importer.missing()? {
        let told = |line| Problem::warning(line, "relations", format!("`@{key}` is referred to and never came"));
        match lines.is_empty() {
            true => report.problems(vec![told(None)]),
            false => report.problems(lines.into_iter().map(|line| told(u32::try_from(line).ok())).collect()),
        }
    }
    Ok(report)
}

/// Reads batch by batch, until nobody takes them any more: whoever took them tells why.
fn read(input: impl BufRead, labels: &Labels, from: Place, send: &SyncSender<Read>) {
    let mut lines = lines::read_from(input, labels, from);
    let mut documents = Vec::with_capacity(BATCH);
    while let Some(document) = lines.next() {
        documents.push(document.map(|mut document| {
            let problems = std::mem::take(&mut document.problems);
            (document.line, prepare(document), problems)
        }));
        if documents.len() == BATCH {
            let documents = std::mem::replace(&mut documents, Vec::with_capacity(BATCH));
            if send.send(Read { documents, told: Vec::new(), end: lines.place() }).is_err() {
                return;
            }
        }
    }
    let _ = send.send(Read { documents, told: Vec::new(), end: lines.place() });
}
