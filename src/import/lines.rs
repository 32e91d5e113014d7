//! JSON Lines of either dialect, line by line: never the whole input.

use std::io::{BufRead, Read};

use super::document::Document;
use super::labels::Labels;
use super::report::Problem;
use super::{corpus, jsonl};

/// A longer line, in bytes, is refused.
pub const LONGEST_LINE: u64 = 16 << 20;

/// Reads documents line by line. What is wrong with a line is told in place of its document, and
/// reading goes on; blank lines are skipped. Only where the source itself fails it ends.
pub fn read<R: BufRead>(reader: R, labels: &Labels) -> Lines<'_, R> {
    read_from(reader, labels, Place::default())
}

/// Goes on reading where it was broken off: the reader stands at that place already.
pub fn read_from<R: BufRead>(reader: R, labels: &Labels, place: Place) -> Lines<'_, R> {
    Lines { reader, labels, place, line: Vec::new(), gap_told: place.line > 0, ended: false }
}

/// How far a source is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its lines.
    pub line: u64,
    /// Its bytes.
    pub byte: u64,
}

/// Reads one line of either dialect. The note that codes have no names ([`Labels::gap`]), which [`read`]
/// gives once, is not among its problems.
pub fn parse_line(line_number: u64, text: &str, labels: &Labels) -> Result<Document, Vec<Problem>> {
    one(line_number, text, labels).map(|(document, _)| document)
}

/// The document, and whether it is of the corpus dialect.
fn one(number: u64, text: &str, labels: &Labels) -> Result<(Document, bool), Vec<Problem>> {
    if !names_resource_first(text) {
        if let Some(result) = corpus::at_once(number, text, labels) {
            return result.map(|document| (document, true));
        }
        if corpus::recognises(text) {
            return corpus::parse_line(number, text, labels).map(|document| (document, true));
        }
    }
    jsonl::parse_line(number, text).map(|document| (document, false))
}

fn names_resource_first(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\"resource\""))
}

/// The documents of a source of JSON Lines; see [`read`].
#[derive(Debug)]
pub struct Lines<'l, R> {
    reader: R,
    labels: &'l Labels,
    place: Place,
    line: Vec<u8>,
    gap_told: bool,
    ended: bool,
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Document, Vec<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.place.line += 1;
            match self.next_line() {
                Ok(Some(Fetched::Whole)) => {}
                Ok(Some(Fetched::TooLong)) => {
                    let reason = format!("the line is longer than {} MB; split what it holds", LONGEST_LINE >> 20);
                    return Some(Err(vec![self.error(reason)]));
                }
                Ok(None) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(vec![self.error(format!("reading failed: {error}"))]));
                }
            }
            let text = match std::str::from_utf8(&self.line) {
                Ok(text) => text.strip_prefix('\u{feff}').filter(|_| self.place.line == 1).unwrap_or(text).trim(),
                Err(error) => {
                    let reason = format!("the line is not UTF-8 from byte {} on", error.valid_up_to() + 1);
                    return Some(Err(vec![self.error(reason)]));
                }
            };
            if text.is_empty() {
                continue;
            }
            let result = one(self.place.line, text, self.labels);
            return Some(result.map(|(document, is_corpus)| self.with_gap(document, is_corpus)));
        }
        None
    }
}

enum Fetched {
    Whole,
    TooLong,
}

impl<R: BufRead> Lines<'_, R> {
    /// How far it is read: up to the document that was given last.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Puts the next line in the buffer; of one that is too long nothing is kept.
    fn next_line(&mut self) -> std::io::Result<Option<Fetched>> {
        self.line.clear();
        let read = (&mut self.reader).take(LONGEST_LINE + 1).read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        self.place.byte += read as u64;
        if read as u64 <= LONGEST_LINE || self.line.ends_with(b"\n") {
            return Ok(Some(Fetched::Whole));
        }
        loop {
            self.line.clear();
            let read = (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
            self.place.byte += read as u64;
            if read == 0 || self.line.ends_with(b"\n") {
                self.line = Vec::new();
                return Ok(Some(Fetched::TooLong));
            }
        }
    }

    /// The first document of a corpus whose codes have no names says so, for all of them.
    fn with_gap(&mut self, mut document: Document, is_corpus: bool) -> Document {
        if is_corpus && !self.gap_told {
            self.gap_told = true;
            document.problems.extend(self.labels.gap());
        }
        document
    }

    fn error(&self, reason: String) -> Problem {
        Problem::error(u32::try_from(self.place.line).ok(), "", reason)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::Resource;
    use crate::import::report::Severity;

    const OWN: &str = r#"{"resource":"series","titles":[{"text":"Harbour Notes"}]}"#;
    const CORPUS: &str = r#"{"id":"c1","title":"A","date":"2024","byline":"BY A","subjects":["t1"]}"#;

    fn all(source: &[u8]) -> Vec<Result<Document, Vec<Problem>>> {
        read(source, &Labels::in_year(2026)).collect()
    }

    #[test]
    fn dialects_are_told_apart_line_by_line() {
        let source = format!("\u{feff}{OWN}\r\n\n  \n{CORPUS}\n{CORPUS}\n{{\"titles\":[],\"resource\":\"article\"}}\n");
        let read = all(source.as_bytes());
        let lines: Vec<_> =
            read.iter().flatten().map(|d| (d.line, d.items[0].entity.resource(), d.problems.len())).collect();
        assert_eq!(lines, [(1, Resource::Series, 0), (4, Resource::Article, 1), (5, Resource::Article, 0)]);
        let gap = &read[1].as_ref().unwrap().problems[0];
        assert_eq!((gap.severity, gap.field.as_str()), (Severity::Info, "subjects"));
        assert_eq!(read[3].as_ref().unwrap_err()[0].line, Some(6));
        let neither = &all(br#"{"id":"c1","title":"A"}"#)[0];
        assert_eq!(neither.as_ref().unwrap_err()[0].field, "resource");
    }

    #[test]
    fn a_bad_line_does_not_end_the_reading() {
        let mut source = b"\xff\xfe\n".to_vec();
        source.extend_from_slice(format!("{{\"pad\":\"{}\"}}\n", "x".repeat(LONGEST_LINE as usize * 2)).as_bytes());
        source.extend_from_slice(format!("not JSON\n{OWN}").as_bytes());
        let read = all(&source);
        let told: Vec<_> = read.iter().take(3).map(|r| r.as_ref().unwrap_err()[0].reason.clone()).collect();
        assert!(told[0].contains("not UTF-8 from byte 1"), "{told:?}");
        assert!(told[1].contains("longer than 16 MB"), "{told:?}");
        assert!(told[2].contains("cannot be read as JSON"), "{told:?}");
        assert_eq!(read[3].as_ref().unwrap().line, 4);
        assert_eq!(read.len(), 4);
    }

    #[test]
    fn a_source_that_fails_ends_with_a_problem() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("the line is cut"))
            }
        }
        let labels = Labels::in_year(2026);
        let mut lines = read(std::io::BufReader::new(Broken), &labels);
        assert!(lines.next().unwrap().unwrap_err()[0].reason.contains("the line is cut"));
        assert!(lines.next().is_none());
    }
}
