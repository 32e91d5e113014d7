//! What the catalog knows of one record.

use super::facet;
use super::present;
use super::sort::{Source, TEXTS};
use super::sort_key::{days, instant, interval, text};
use super::term::Tag;
use super::words::each_word;
use crate::domain::article::ArticleType;
use crate::domain::series::Issn;
use crate::domain::{Id, LanguageTag, PartialDate, Resource, Timestamp};
use crate::record::{Derived, Merged, Record, article, author, disclaimer, formats, organization, series, sets};

/// The version of the derivation and of the bytes. Raised whenever the same record would give
/// another entry (a new term, another collation); entries of another version are derived anew.
pub const VERSION: u8 = 6;

/// Whether lists show a record without being asked for withdrawn ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// An ordinary record.
    Listed,
    /// A tombstone.
    Withdrawn,
    /// What leads to this one by now; it is in no list.
    Merged(Id),
}

/// What filters and orders need of one record; derived when the record is, and stored beside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Ordinary record or tombstone.
    pub state: State,
    /// The record's tag, from which its ETags are made.
    pub etag: u64,
    /// The time of its last visible change.
    pub modified: Timestamp,
    /// Its terms, each after its length in two bytes, sorted, none twice.
    pub(super) terms: Box<[u8]>,
    /// The fields that hold something, and the facets in which it has a value.
    pub(super) has: u64,
    /// The date it is sorted by, as first and last day.
    pub(super) date: Option<(u32, u32)>,
    /// Further intervals of days: of an article's other appearances; the validity of a disclaimer.
    pub(super) spans: Box<[(u32, u32)]>,
    /// The texts it is sorted by.
    pub(super) texts: [Option<Box<[u8]>>; TEXTS],
}

/// A sort key; a missing one is behind all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key<'a> {
    Number(u64),
    Text(&'a [u8]),
    Missing,
}

impl Entry {
    /// The entry of whatever is derived of an entity and has this tag.
    pub fn of_derived(derived: &Derived, etag: u64) -> Entry {
        match derived {
            Derived::Record(record) => Entry::of(record, etag),
            Derived::Merged(Merged { id, merged_into, modified, identifier }) => {
                let mut terms = Terms::default();
                let tag = if id.resource() == Resource::Author { Tag::Orcid } else { Tag::Ror };
                identifier.iter().for_each(|own| terms.add(tag, own));
                let entry = plain(terms, etag, *modified, 0, "");
                Entry { state: State::Merged(*merged_into), ..entry }
            }
        }
    }

    /// The entry of a record that has this tag.
    pub fn of(record: &Record, etag: u64) -> Entry {
        let entry = match record {
            Record::Article(own) => of_article(own, etag),
            Record::Author(own) => of_author(own, etag),
            Record::Organization(own) => of_organization(own, etag),
            Record::Series(own) => of_series(own, etag),
            Record::Disclaimer(own) => of_disclaimer(own, etag),
        };
        let state = if record.is_tombstone() { State::Withdrawn } else { State::Listed };
        Entry { state, ..entry }
    }

    /// The bytes of its terms, each a tag and a value.
    pub(super) fn terms(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = &*self.terms;
        std::iter::from_fn(move || {
            let (length, tail) = rest.split_first_chunk::<2>()?;
            let (term, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            rest = tail;
            Some(term)
        })
    }

    /// The values under a tag.
    pub(super) fn values(&self, tag: Tag) -> impl Iterator<Item = &str> {
        let own = self.terms().filter_map(|term| term.split_first()).filter(move |(own, _)| **own == tag as u8);
        own.filter_map(|(_, value)| std::str::from_utf8(value).ok())
    }

    pub(super) fn key(&self, source: Source) -> Key<'_> {
        match source {
            Source::Modified => Key::Number(instant(self.modified.micros())),
            Source::Date => self.date.map_or(Key::Missing, |days| Key::Number(interval(days))),
            Source::Text(slot) => self.texts[slot].as_deref().map_or(Key::Missing, Key::Text),
        }
    }
}

/// Collects the terms of one record.
#[derive(Default)]
struct Terms {
    /// Their bytes, one behind the other: many are short, and most records have dozens.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Terms {
    fn add(&mut self, tag: Tag, value: impl AsRef<str>) {
        self.add_some(tag, value.as_ref());
    }

    /// Adds a term; tells whether anything is left of the value.
    fn add_some(&mut self, tag: Tag, value: &str) -> bool {
        let Some(value) = tag.normal(value) else { return false };
        self.bytes.push(tag as u8);
        self.bytes.extend_from_slice(value.as_bytes());
        self.ends.push(self.bytes.len());
        true
    }

    /// The bytes of each, a tag and a value.
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }

    /// The facets in which they are values.
    fn facets(&self) -> u64 {
        let parts = self.iter().filter_map(|term| term.split_first());
        facet::bits(parts.map(|(tag, value)| (*tag, std::str::from_utf8(value).unwrap_or_default())))
    }

    fn ids<'a>(&mut self, tag: Tag, ids: impl IntoIterator<Item = &'a Id>) {
        ids.into_iter().for_each(|id| self.add(tag, id.to_string()));
    }

    fn language(&mut self, tag: Option<&LanguageTag>) {
        let Some(tag) = tag.map(LanguageTag::as_str) else { return };
        let ends = tag.match_indices('-').map(|(end, _)| end).chain([tag.len()]);
        ends.for_each(|end| self.add(Tag::Language, &tag[..end]));
    }

    fn year(&mut self, year: Option<i16>) {
        year.into_iter().for_each(|year| self.add(Tag::Year, year.to_string()));
    }

    fn finish(self) -> Box<[u8]> {
        let mut terms: Vec<&[u8]> = self.iter().collect();
        terms.sort_unstable();
        terms.dedup();
        let mut bytes = Vec::with_capacity(self.bytes.len() + 2 * terms.len());
        for term in terms {
            bytes.extend_from_slice(&(term.len() as u16).to_be_bytes());
            bytes.extend_from_slice(term);
        }
        bytes.into_boxed_slice()
    }
}

fn of_article(own: &article::Article, etag: u64) -> Entry {
    let mut terms = Terms::default();
    let places = || own.appearances.iter();
    terms.ids(Tag::Series, places().filter_map(|a| a.series.as_ref()).chain(&own.series).map(|s| &s.id));
    terms.ids(Tag::Publisher, places().filter_map(|a| a.publisher.as_ref()).chain(&own.publisher).map(|p| &p.id));
    let numbers = places().filter_map(|a| a.number.as_ref()).chain(&own.number);
    numbers.for_each(|number| terms.add(Tag::Number, number));
    places().map(|a| a.language.as_ref()).chain([own.language.as_ref()]).for_each(|tag| terms.language(tag));
    let years = places().flat_map(|a| [a.year, a.published.map(PartialDate::year)]);
    years.chain([own.year, own.published.map(PartialDate::year)]).for_each(|year| terms.year(year));
    let titles = || own.titles.iter().chain(&own.subtitles).map(|own| own.text.as_str());
    // Those that are shown are most often one of all forms.
    let shown = own.title.as_deref().into_iter().chain(own.subtitle.as_deref());
    for title in titles().chain(shown.filter(|shown| !titles().any(|own| own == *shown))) {
        each_word(title, |word| terms.add(Tag::TitleWord, word));
    }
    for part in &own.contributions {
        // Other names are found by those of the author.
        let known =
            part.author.iter().flat_map(|author| author.names.iter().map(|own| &own.full).chain([&author.name]));
        if !known.into_iter().any(|own| *own == part.name) {
            terms.add(Tag::Name, &part.name);
        }
        terms.ids(Tag::Author, part.author.iter().map(|author| &author.id));
        affiliations(&mut terms, &part.affiliations);
    }
    terms.add(Tag::Type, &own.r#type);
    terms.add(Tag::Content, &own.content);
    for (subjects, id, label, bare) in [
        (&own.subjects, Tag::SubjectId, Tag::SubjectLabel, Tag::BareSubject),
        (&own.places, Tag::PlaceId, Tag::PlaceLabel, Tag::BarePlace),
    ] {
        for subject in subjects {
            if !subject.id.as_deref().is_some_and(|own| terms.add_some(id, own)) {
                terms.add(bare, &subject.label);
            }
            terms.add(label, &subject.label);
        }
    }
    own.notices.iter().for_each(|n| terms.add(Tag::Notice, &n.kind));
    terms.ids(Tag::Disclaimer, own.disclaimers.iter().map(|disclaimer| &disclaimer.id));
    let related = own.relations.iter().filter_map(|r| r.article.as_ref());
    let noticed = own.notices.iter().filter_map(|n| n.article.as_ref());
    let successor = own.withdrawal.iter().filter_map(|w| w.successor.as_ref());
    terms.ids(Tag::RelationTarget, related.chain(noticed).chain(successor).map(|article| &article.id));
    formats::of(own).into_iter().for_each(|format| terms.add(Tag::Format, format));
    for set in sets::of(own) {
        sets::with_parents(&set).for_each(|set| terms.add(Tag::Set, set));
    }
    let date = own.published.map(days);
    let mut spans: Vec<_> = own.appearances.iter().filter_map(|a| a.published.map(days)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.retain(|span| Some(*span) != date);
    Entry {
        state: State::Listed,
        etag,
        modified: own.modified,
        has: present::of_article(own) | terms.facets(),
        terms: terms.finish(),
        date,
        spans: spans.into_boxed_slice(),
        texts: [own.title.as_deref().and_then(text), own.number.as_deref().and_then(text)],
    }
}

fn affiliations(terms: &mut Terms, posts: &[article::Affiliation]) {
    terms.ids(Tag::Affiliation, posts.iter().filter_map(|post| post.organization.as_ref()).map(|own| &own.id));
}

fn of_author(own: &author::Author, etag: u64) -> Entry {
    let mut terms = Terms::default();
    affiliations(&mut terms, &own.affiliations);
    own.orcid.iter().for_each(|o| terms.add(Tag::Orcid, o));
    terms.add(Tag::Name, &own.name);
    terms.add(Tag::Name, &own.sort_name);
    for name in &own.names {
        terms.add(Tag::Name, &name.full);
        terms.add(Tag::Name, name.sort_form());
    }
    plain(terms, etag, own.modified, present::of_author(own), &own.sort_name)
}

fn of_organization(own: &organization::Organization, etag: u64) -> Entry {
    let mut terms = Terms::default();
    own.country.iter().for_each(|c| terms.add(Tag::Country, c));
    own.ror.iter().for_each(|r| terms.add(Tag::Ror, r));
    terms.add(Tag::Name, &own.name);
    own.names.iter().for_each(|n| terms.add(Tag::Name, &n.text));
    plain(terms, etag, own.modified, present::of_organization(own), &own.name)
}

fn of_series(own: &series::Series, etag: u64) -> Entry {
    let mut terms = Terms::default();
    terms.ids(Tag::Publisher, own.publisher.iter().map(|publisher| &publisher.id));
    terms.language(own.language.as_ref());
    terms.add(Tag::Kind, &own.kind);
    own.issn.known().map(Issn::as_str).for_each(|i| terms.add(Tag::Issn, i));
    terms.add(Tag::Numbering, &own.numbering);
    own.code.iter().for_each(|c| terms.add(Tag::Code, c));
    own.titles.iter().for_each(|title| terms.add(Tag::Name, &title.text));
    own.key_title.iter().for_each(|title| terms.add(Tag::Name, title));
    plain(terms, etag, own.modified, present::of_series(own), &own.title)
}

fn of_disclaimer(own: &disclaimer::Disclaimer, etag: u64) -> Entry {
    let mut terms = Terms::default();
    terms.ids(Tag::Series, own.series.iter().map(|series| &series.id));
    terms.language(own.language.as_ref());
    if own.types.is_empty() {
        ArticleType::WORDS.iter().for_each(|word| terms.add(Tag::Type, word));
    }
    own.types.iter().for_each(|word| terms.add(Tag::Type, word));
    let from = own.from.map(days);
    let valid = (from.map_or(0, |days| days.0), own.to.map_or(u32::MAX, |to| days(to).1));
    let entry = plain(terms, etag, own.modified, present::of_disclaimer(own), "");
    Entry { date: from, spans: [valid].into(), ..entry }
}

/// An entry sorted by one text.
fn plain(terms: Terms, etag: u64, modified: Timestamp, has: u64, sorted_by: &str) -> Entry {
    Entry {
        state: State::Listed,
        etag,
        modified,
        terms: terms.finish(),
        has,
        date: None,
        spans: Box::default(),
        texts: [text(sorted_by), None],
    }
}
