//! The text of one commentary.

use std::io::{BufRead, Read};

use super::{Asked, Broken, Field, FileReport, Watch};
use crate::import::commentary::convert;
use crate::import::commentary::{self, Known};
use crate::import::fingerprint::prepare;
use crate::import::lines::Place;
use crate::import::manuscript::Manuscript;
use crate::import::report::Problem;
use crate::store::{Importer, Store};

/// How many bytes a text may have.
const LONGEST: u64 = 16 << 20;

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
    if bytes.len() as u64 > LONGEST {
        report.refuse(vec![Problem::error(None, "document", "it has more than 16 MiB; one commentary has far less")]);
        return Ok(report);
    }
    let (text, problems) = commentary::decode(&bytes);
    let manuscript = Manuscript { problems, ..Manuscript::of_text(&text) };
    let reading = commentary::read(manuscript, &Known { series: store.series_titles()? });
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
