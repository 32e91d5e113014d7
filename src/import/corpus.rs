//! A dialect of JSON Lines: one line, one commentary with all it mentions, as bibliographies are
//! often exported: `{"id": "c00000001", "series": {…}, "title": …, "authors": […], …}`.
//!
//! A line becomes one document: the organizations, series, authors and disclaimers it mentions, then
//! the article. A value that cannot be is told and dropped, and the rest is kept; a line that says
//! neither what it is (`id`) nor what it is called (`title`) is refused.

mod article;
mod mentions;
mod people;
mod record;
#[cfg(test)]
mod tests;
mod values;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use self::record::Record;
use super::document::{Document, Item};
use super::json;
use super::labels::Labels;
use super::report::{Problem, Severity};

/// Whether a line is of this dialect, by the fields it has.
pub fn recognises(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Fields {
        resource: Option<IgnoredAny>,
        series: Option<IgnoredAny>,
        authors: Option<IgnoredAny>,
        byline: Option<IgnoredAny>,
        date: Option<IgnoredAny>,
        licence: Option<IgnoredAny>,
    }
    serde_json::from_str::<Fields>(text).is_ok_and(|f| {
        let own = [f.series.is_some(), f.authors.is_some(), f.byline.is_some(), f.date.is_some(), f.licence.is_some()];
        f.resource.is_none() && is_enough(own)
    })
}

/// Two of the fields that tell the dialect apart are enough.
fn is_enough(told: [bool; 5]) -> bool {
    told.into_iter().filter(|there| *there).count() >= 2
}

/// Reads one line.
pub fn parse_line(line_number: u64, text: &str, labels: &Labels) -> Result<Document, Vec<Problem>> {
    match at_once(line_number, text, labels) {
        Some(result) => result,
        None => with_faults(line_number, text, labels),
    }
}

/// Reads a line that is surely of this dialect and whose fields all have their types; `None` for
/// others.
pub(super) fn at_once(line: u64, text: &str, labels: &Labels) -> Option<Result<Document, Vec<Problem>>> {
    let record = serde_json::from_str::<Record<'_>>(text).ok().filter(Record::is_told_apart)?;
    Some(Reading::new(line, labels).document(record))
}

/// Reads a line some of whose fields have not: those are told and left out.
fn with_faults(line: u64, text: &str, labels: &Labels) -> Result<Document, Vec<Problem>> {
    let mut reading = Reading::new(line, labels);
    let mut value = Value::Object(json::object(text, reading.line).map_err(|problem| vec![problem])?);
    let fits = |value: &Value| serde_path_to_error::deserialize::<_, Record<'_>>(value).map(drop);
    if json::mend(&mut value, reading.line, &mut reading.problems, fits).is_some()
        && let Ok(record) = Record::deserialize(&value)
    {
        reading.problems.iter_mut().for_each(|p| p.severity = Severity::Warning);
        return reading.document(record);
    }
    Err(reading.problems)
}

/// One line being read.
struct Reading<'l> {
    labels: &'l Labels,
    number: u64,
    line: Option<u32>,
    items: Vec<Item>,
    problems: Vec<Problem>,
}

impl<'l> Reading<'l> {
    fn new(number: u64, labels: &'l Labels) -> Self {
        Reading { labels, number, line: u32::try_from(number).ok(), items: Vec::with_capacity(6), problems: Vec::new() }
    }

    fn warn(&mut self, field: &str, reason: impl Into<String>) {
        self.problems.push(Problem::warning(self.line, field, reason));
    }

    fn note(&mut self, field: &str, reason: impl Into<String>) {
        self.problems.push(Problem::info(self.line, field, reason));
    }

    /// A value, or a warning in place of it.
    fn kept<T>(&mut self, field: &str, value: Result<T, String>) -> Option<T> {
        value.map_err(|reason| self.warn(field, format!("{reason}; left out"))).ok()
    }
}
