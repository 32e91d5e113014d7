//! The catalog against its plain twin, and entries of real records.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod conditions;
mod model;
mod records;

use super::entry::{Entry, State};
use super::sort_key::text;
use super::term::{Tag, Term};
use crate::domain::Timestamp;

/// An entry from small numbers, so that values collide.
#[derive(Clone, Debug)]
struct Sketch {
    withdrawn: bool,
    modified: i64,
    terms: Vec<(Tag, u8)>,
    has: u64,
    date: Option<(u32, u32)>,
    spans: Vec<(u32, u32)>,
    texts: [Option<u8>; 2],
}

impl Sketch {
    fn entry(&self) -> Entry {
        Entry {
            state: if self.withdrawn { State::Withdrawn } else { State::Listed },
            etag: self.modified.unsigned_abs() * 31 + self.terms.len() as u64,
            modified: Timestamp::from_micros(self.modified),
            terms: packed(self.terms.iter().filter_map(|(tag, value)| Term::new(*tag, &format!("v{value}")))),
            has: self.has,
            date: self.date,
            spans: self.spans.clone().into(),
            texts: self.texts.map(|value| value.and_then(|value| text(&format!("t{value}")))),
        }
    }
}

/// Terms as an entry keeps them.
pub(super) fn packed(terms: impl Iterator<Item = Term>) -> Box<[u8]> {
    let mut terms: Vec<Term> = terms.collect();
    terms.sort();
    terms.dedup();
    let mut bytes = Vec::new();
    for term in &terms {
        bytes.extend_from_slice(&(term.as_bytes().len() as u16).to_be_bytes());
        bytes.extend_from_slice(term.as_bytes());
    }
    bytes.into()
}

/// An entry with nothing in it.
pub(super) fn sketched() -> Entry {
    let (terms, spans) = (Vec::new(), Vec::new());
    Sketch { withdrawn: false, modified: 0, terms, has: 0, date: None, spans, texts: [None, None] }.entry()
}
