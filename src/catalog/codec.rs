//! Entries as bytes: a version, then fixed fields, then what has a length before it. Integers are
//! big-endian.

use super::entry::{Entry, State, VERSION};
use super::sort_key::LONGEST;
use crate::domain::{Id, Timestamp};

/// The length that stands for a text key that is not there.
const NO_TEXT: u16 = u16::MAX;

impl Entry {
    /// The bytes that are stored beside the record.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.terms.len());
        out.push(VERSION);
        match self.state {
            State::Listed => out.push(0),
            State::Withdrawn => out.push(1),
            State::Merged(into) => {
                out.push(2);
                out.extend_from_slice(&into.key().to_be_bytes());
            }
        }
        out.extend_from_slice(&self.etag.to_be_bytes());
        out.extend_from_slice(&self.modified.micros().to_be_bytes());
        out.extend_from_slice(&self.has.to_be_bytes());
        // A first interval of zeros stands for no date; no day has the number zero.
        put_span(&mut out, self.date.unwrap_or_default());
        let spans = &self.spans[..self.spans.len().min(usize::from(u16::MAX))];
        out.extend_from_slice(&(spans.len() as u16).to_be_bytes());
        spans.iter().for_each(|span| put_span(&mut out, *span));
        for text in &self.texts {
            let length = text.as_ref().map_or(NO_TEXT, |text| text.len() as u16);
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(text.as_deref().unwrap_or_default());
        }
        out.extend_from_slice(&self.terms);
        out
    }

    /// Reads such bytes; `None` for those of another version and for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Entry> {
        let mut rest = Reader(bytes);
        if rest.array::<1>()? != [VERSION] {
            return None;
        }
        let state = match rest.array()? {
            [0] => State::Listed,
            [1] => State::Withdrawn,
            [2] => State::Merged(Id::from_key(i64::from_be_bytes(rest.array()?))?),
            _ => return None,
        };
        let etag = u64::from_be_bytes(rest.array()?);
        let modified = Timestamp::from_micros(i64::from_be_bytes(rest.array()?));
        let has = u64::from_be_bytes(rest.array()?);
        let date = Some(rest.span()?).filter(|span| *span != (0, 0));
        let spans = (0..rest.length()?).map(|_| rest.span()).collect::<Option<_>>()?;
        let texts = [rest.text()?, rest.text()?];
        let terms = rest.0.into();
        let entry = Entry { state, etag, modified, terms, has, date, spans, texts };
        let whole = entry.terms().map(|term| term.len() + 2).sum::<usize>() == entry.terms.len();
        whole.then_some(entry)
    }
}

fn put_span(out: &mut Vec<u8>, (start, end): (u32, u32)) {
    out.extend_from_slice(&start.to_be_bytes());
    out.extend_from_slice(&end.to_be_bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn length(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    fn span(&mut self) -> Option<(u32, u32)> {
        Some((u32::from_be_bytes(self.array()?), u32::from_be_bytes(self.array()?)))
    }

    fn text(&mut self) -> Option<Option<Box<[u8]>>> {
        match self.length()? {
            NO_TEXT => Some(None),
            length if usize::from(length) > LONGEST => None,
            length => self.take(usize::from(length)).map(|text| Some(text.into())),
        }
    }
}
