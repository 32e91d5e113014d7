//! One document of one commentary: a text, Markdown, a page.

use std::io::{BufRead, Read as _};

use super::{Asked, Broken, Field, FileReport, Watch, known};
use crate::import::commentary::{self, Known, convert};
use crate::import::document::Document;
use crate::import::fingerprint::{Prepared, prepare};
use crate::import::form::LONGEST;
use crate::import::lines::Place;
use crate::import::report::Problem;
use crate::store::{Importer, Store};

pub(super) fn take(
    store: &Store,
    mut importer: Importer,
    asked: &Asked,
    input: impl BufRead,
    report: FileReport,
    watch: &dyn Watch,
) -> Result<FileReport, Broken> {
    let bytes = bounded(input).map_err(Broken::Read)?;
    let known = known(store)?;
    let Read { mut report, items } = read(&bytes, asked, &known, report);
    let Some(items) = items else { return Ok(report) };
    importer.all([vec![(1, items)]], &mut |db, outcomes| {
        outcomes.into_iter().for_each(|outcome| report.outcome(outcome));
        watch.told(db, &report, Place { line: 1, byte: bytes.len() as u64 })
    })?;
    Ok(report)
}

/// All bytes of an input; of one that is too long as many as show that.
pub(super) fn bounded(input: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A document read: what is told of it, and what it says unless it is refused.
pub(super) struct Read {
    pub report: FileReport,
    pub items: Option<Vec<Prepared>>,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8], asked: &Asked, known: &Known, mut report: FileReport) -> Read {
    let manuscript = match asked.form.manuscript(bytes) {
        Ok(manuscript) => manuscript,
        Err(problem) => {
            report.refuse(vec![problem]);
            return Read { report, items: None };
        }
    };
    let known = Known { file: Some(asked.key.clone()), ..known.clone() };
    let reading = commentary::read(manuscript, &known);
    let mut document = convert::document(&asked.key, &reading, &asked.given);
    report.fields = Field::all(&reading, &asked.given);
    report.problems(std::mem::take(&mut document.problems));
    let items = prepared(document);
    if items.is_none() {
        report.refuse(Vec::new());
    }
    Read { report, items }
}

/// What a document says; nothing where it is no article.
pub(super) fn prepared(document: Document) -> Option<Vec<Prepared>> {
    (!document.items.is_empty()).then(|| prepare(document))
}

/// A file that could not be opened or read.
pub(super) fn unreadable(error: &std::io::Error) -> Problem {
    Problem::error(None, "document", format!("it cannot be read: {error}"))
}
