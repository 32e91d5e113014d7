//! One commentary: a text, a page, a PDF.

use std::io::{BufRead, Read};

use super::{Asked, Broken, Field, FileReport, Watch, known};
use crate::import::commentary::{self, Known, convert};
use crate::import::fingerprint::prepare;
use crate::import::form::LONGEST;
use crate::import::lines::Place;
use crate::store::{Importer, Store};

pub(super) fn take(
    store: &Store,
    mut importer: Importer,
    asked: &Asked,
    input: impl BufRead,
    mut report: FileReport,
    watch: &dyn Watch,
) -> Result<FileReport, Broken> {
    let mut bytes = Vec::new();
    input.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Broken::Read)?;
    let manuscript = match asked.form.manuscript(&bytes) {
        Ok(manuscript) => manuscript,
        Err(problem) => {
            report.refuse(vec![problem]);
            return Ok(report);
        }
    };
    let known = Known { file: Some(asked.key.clone()), ..known(store)? };
    let reading = commentary::read(manuscript, &known);
    let mut document = convert::document(&asked.key, &reading, &asked.given);
    report.fields = Field::all(&reading, &asked.given);
    report.problems(std::mem::take(&mut document.problems));
    if document.items.is_empty() {
        report.refuse(Vec::new());
        return Ok(report);
    }
    importer.all([vec![(1, prepare(document))]], &mut |db, outcomes| {
        outcomes.into_iter().for_each(|outcome| report.outcome(outcome));
        watch.told(db, &report, Place { line: 1, byte: bytes.len() as u64 })
    })?;
    Ok(report)
}
