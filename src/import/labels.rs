//! What a corpus leaves in tables beside it: the names behind its codes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::report::Problem;
use crate::domain::Timestamp;
use crate::domain::series::NumberingScheme;
use crate::domain::text::clean;

/// The tables of a corpus, as far as they are known, and the year it is read in.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Names of subjects by code; `None` without their table.
    pub(super) subjects: Option<HashMap<String, String>>,
    /// English names of places by ISO 3166-1 code; `None` without their table.
    pub(super) places: Option<HashMap<String, String>>,
    /// Series by their id in the corpus.
    pub(super) series: HashMap<String, SeriesLabel>,
    /// The year it is; dates after the next one are taken for slips.
    pub(super) year: i16,
}

/// What the table says of a series.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SeriesLabel {
    id: String,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) numbering: Option<NumberingScheme>,
    pub(super) issn: Option<String>,
}

impl Default for Labels {
    /// No tables, and the year of the system clock.
    fn default() -> Self {
        let now = Timestamp::now().to_string();
        let year = now.get(..4).and_then(|year| year.parse().ok());
        Labels::in_year(year.unwrap_or(i16::MAX))
    }
}

impl Labels {
    /// No tables, as read in a year.
    pub fn in_year(year: i16) -> Self {
        Labels { subjects: None, places: None, series: HashMap::new(), year }
    }

    /// Reads `subjects.jsonl`, `places.jsonl` and `series.jsonl` of a directory; each may be missing.
    pub fn read(directory: &Path) -> io::Result<Labels> {
        #[derive(Deserialize)]
        struct Subject {
            id: String,
            label: String,
        }
        #[derive(Deserialize)]
        struct Place {
            code: String,
            en: String,
        }
        let subjects: Option<Vec<Subject>> = table(&directory.join("subjects.jsonl"))?;
        let places: Option<Vec<Place>> = table(&directory.join("places.jsonl"))?;
        let series: Option<Vec<SeriesLabel>> = table(&directory.join("series.jsonl"))?;
        Ok(Labels {
            subjects: subjects.map(|rows| rows.into_iter().map(|s| (s.id, clean(&s.label))).collect()),
            places: places.map(|rows| rows.into_iter().map(|p| (p.code, clean(&p.en))).collect()),
            series: series.into_iter().flatten().map(|s| (s.id.clone(), s)).collect(),
            ..Labels::default()
        })
    }

    /// What is to be said once of a corpus whose codes have no names here.
    pub fn gap(&self) -> Option<Problem> {
        let missing = match (&self.subjects, &self.places) {
            (Some(_), Some(_)) => return None,
            (None, Some(_)) => "subjects",
            (Some(_), None) => "places",
            (None, None) => "subjects and places",
        };
        let reason = format!(
            "{missing} are codes in this file and were left out: the tables that name them were not given; \
             give the directory that holds `subjects.jsonl` and `places.jsonl`"
        );
        Some(Problem::info(None, if self.subjects.is_none() { "subjects" } else { "places" }, reason))
    }
}

/// The rows of a table; `None` where there is no such file.
fn table<T: DeserializeOwned>(path: &Path) -> io::Result<Option<Vec<T>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut rows = Vec::new();
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str(&line).map_err(|error| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            io::Error::new(ErrorKind::InvalidData, format!("{name}, line {}: {error}", at + 1))
        })?;
        rows.push(row);
    }
    Ok(Some(rows))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tables_may_be_missing_but_not_broken() {
        let directory = std::env::temp_dir().join(format!("byline-labels-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        std::fs::write(directory.join("places.jsonl"), "{\"code\":\"JP\",\"en\":\"Japan\",\"native\":\"日本\"}\n\n")
            .unwrap();
        let labels = Labels::read(&directory).unwrap();
        assert_eq!(labels.places.as_ref().unwrap()["JP"], "Japan");
        assert_eq!(labels.gap().unwrap().field, "subjects");
        std::fs::write(directory.join("series.jsonl"), "{}\n").unwrap();
        let error = Labels::read(&directory).unwrap_err().to_string();
        std::fs::remove_dir_all(&directory).unwrap();
        assert!(error.starts_with("series.jsonl, line 1: missing field"), "{error}");
    }
}
