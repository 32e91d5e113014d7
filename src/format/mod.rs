//! Formats: each a pure function from a record to bytes, in one table.
//!
//! The table drives `Accept`, the suffix of a URL, alternate links, harvesting and the documentation.
//! A new format is a file and a row here. A renderer makes the *entry* of one record; what stands around
//! entries in a file of one or of many is the row's [`Envelope`].

pub mod bibtex;
pub mod citation;
pub mod cited;
pub mod crossref;
pub mod csl;
pub mod csv;
pub mod dublin_core;
mod forms;
pub mod genre;
pub mod jats;
pub mod jsonld;
pub mod language;
mod language_tag;
mod licence;
pub mod marc;
pub mod mods;
pub mod names;
pub mod nonfiling;
mod relator;
pub mod ris;
#[cfg(test)]
mod sample;
pub mod script;
mod thesaurus;
pub mod uri;
pub mod xml;

use crate::domain::redaction::{may_have_address, redact_all};
use crate::domain::{Identity, Resource, Timestamp};
use crate::record::article::Article;
use crate::record::{self, Record};

/// Makes the entry of a record: appends it, or nothing where the format has no entry for this record.
pub type Render = fn(&Record, &Identity, &mut Vec<u8>);

/// A representation of records.
#[derive(Debug)]
pub struct Format {
    /// Its short name, and its metadata prefix for harvesters where it has one.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its media type, without parameters.
    pub media_type: &'static str,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// Other media types it is asked for by.
    pub aliases: &'static [&'static str],
    /// The URI of what a reader must know beside the media type (RFC 6906): its namespace.
    pub profile: Option<&'static str>,
    /// What stands behind the first dot in a URL: `bib`, `csl.json`.
    pub extension: &'static str,
    /// The resources it can describe.
    pub resources: &'static [Resource],
    /// How it is made; `None` for the stored bytes themselves.
    pub render: Option<Render>,
    /// What stands around a single entry.
    pub one: Envelope,
    /// What stands around many.
    pub many: Envelope,
}

/// What stands around entries.
#[derive(Debug)]
pub struct Envelope {
    /// Appends what comes before the first, given when the newest of them changed.
    pub open: fn(&Identity, Timestamp, &mut Vec<u8>),
    /// What stands between two.
    pub between: &'static str,
    /// What comes after the last.
    pub close: &'static str,
}

impl Envelope {
    /// Nothing.
    pub const NONE: Envelope = Envelope { open: |_, _, _| {}, between: "", close: "" };
    /// An XML declaration; all text is UTF-8.
    pub const XML: Envelope = Envelope { open: |_, _, out| out.extend_from_slice(XML), between: "", close: "\n" };
    /// A line.
    pub const LINE: Envelope = Envelope { open: |_, _, _| {}, between: "\n", close: "\n" };
    /// An XML file of many, where the entries' own vocabulary has no element around several.
    pub const RECORDS: Envelope = Envelope {
        open: |_, _, out| out.extend_from_slice(&[XML, b"<records>\n"].concat()),
        between: "\n",
        close: "\n</records>\n",
    };
    /// A JSON array.
    pub const ARRAY: Envelope = Envelope { open: |_, _, out| out.push(b'['), between: ",", close: "]\n" };
}

impl Envelope {
    /// Appends what comes after the last of so many. Where a line end is all there is, it ends the last
    /// entry, and without any there is no line.
    pub fn end(&self, count: u64, out: &mut Vec<u8>) {
        if count > 0 || self.close != "\n" {
            out.extend_from_slice(self.close.as_bytes());
        }
    }
}

/// The XML declaration, with its line end.
pub const XML: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

impl Format {
    /// Whether it is canonical JSON, which alone is cut down by `fields` and paged in an envelope.
    pub fn is_json(&self) -> bool {
        self.name == JSON.name
    }

    /// Whether it can describe a resource.
    pub fn describes(&self, resource: Resource) -> bool {
        self.resources.contains(&resource)
    }

    /// Whether it has an entry for every record of the resources that it describes.
    pub fn is_total(&self) -> bool {
        self.partial().is_none()
    }

    /// Whether it has an entry for this article.
    pub fn has(&self, article: &Article, identity: &Identity) -> bool {
        let has = self.partial().is_none_or(|partial| (partial.has)(article, identity));
        self.describes(Resource::Article) && has && self.is_offered(identity)
    }

    /// Whether the archive has said all of itself that it needs.
    pub fn is_offered(&self, identity: &Identity) -> bool {
        self.missing(identity).is_empty()
    }

    /// The settings that it needs and the archive does not have.
    pub fn missing(&self, identity: &Identity) -> Vec<&'static str> {
        self.partial().map_or_else(Vec::new, |partial| (partial.missing)(identity))
    }

    /// The filter that tells entries of different kinds apart, and the kinds, where a file of many holds
    /// entries of one kind only and never none.
    pub fn kinds(&self) -> Option<(&'static str, &'static [&'static str])> {
        self.partial().map(|partial| partial.kinds)
    }

    fn partial(&self) -> Option<&'static Partial> {
        PARTIAL.iter().find(|partial| partial.format.name == self.name)
    }

    /// Appends the entry of a record, given as its canonical bytes; false where the format has none for
    /// it.
    pub fn entry(
        &self,
        resource: Resource,
        document: &[u8],
        identity: &Identity,
        out: &mut Vec<u8>,
    ) -> Result<bool, serde_json::Error> {
        let Some(render) = self.render else {
            out.extend_from_slice(document);
            return Ok(true);
        };
        let record = record(resource, document)?;
        let before = out.len();
        render(&record, identity, out);
        Ok(out.len() > before)
    }

    /// A file of one record; `None` where the format has no entry for it.
    pub fn file(
        &self,
        resource: Resource,
        document: &[u8],
        modified: Timestamp,
        identity: &Identity,
    ) -> Result<Option<Vec<u8>>, serde_json::Error> {
        let mut out = Vec::with_capacity(8_192);
        (self.one.open)(identity, modified, &mut out);
        if !self.entry(resource, document, identity, &mut out)? {
            return Ok(None);
        }
        out.extend_from_slice(self.one.close.as_bytes());
        Ok(Some(out))
    }
}

/// The record of canonical bytes as every format but JSON shows it, and every page: without its doubtful
/// fields and without e-mail addresses.
pub fn record(resource: Resource, document: &[u8]) -> Result<Record, serde_json::Error> {
    Ok(match without_addresses(resource, document)? {
        Record::Article(own) => Record::Article(Box::new(own.without_doubts())),
        other => other,
    })
}

/// A record without e-mail addresses. Consent lets one stand in a biography on the author's own page or
/// in JSON; other formats are harvested and spread, and none of them has a place for it.
fn without_addresses(resource: Resource, document: &[u8]) -> Result<Record, serde_json::Error> {
    if !may_have_address(document) {
        return Record::from_bytes(resource, document);
    }
    let mut value = serde_json::from_slice(document)?;
    redact_all(&mut value, &[]);
    Record::from_bytes(resource, &serde_json::to_vec(&value)?)
}

/// Canonical JSON: the record as it is stored. Lists of it are paged.
pub static JSON: Format = Format {
    name: "json",
    title: "JSON",
    media_type: "application/json",
    content_type: "application/json",
    aliases: &[],
    profile: None,
    extension: "json",
    resources: &Resource::ALL,
    render: None,
    one: Envelope::NONE,
    many: Envelope::NONE,
};

/// The records as they are stored, one a line.
pub static NDJSON: Format = Format {
    name: "ndjson",
    title: "JSON, a record a line",
    media_type: "application/x-ndjson",
    content_type: "application/x-ndjson",
    aliases: &["application/ndjson", "application/jsonl", "application/x-jsonlines"],
    profile: None,
    extension: "ndjson",
    resources: &Resource::ALL,
    render: None,
    one: Envelope::LINE,
    many: Envelope::LINE,
};

/// Every format, the default one first.
pub static ALL: &[&Format] = &[
    &JSON,
    &NDJSON,
    &marc::MARC,
    &marc::MARCXML,
    &mods::MODS,
    &jsonld::JSON_LD,
    // Of those in plain XML the first is what `application/xml` is answered by.
    &dublin_core::SIMPLE,
    &dublin_core::TERMS,
    &crossref::CROSSREF,
    &jats::JATS,
    // For citations.
    &csl::CSL,
    &bibtex::BIBTEX,
    &ris::RIS,
    // Tables, one for each resource.
    &csv::ARTICLES,
    &csv::AUTHORS,
    &csv::ORGANIZATIONS,
    &csv::SERIES,
    &csv::DISCLAIMERS,
];

/// A format that cannot always be had.
struct Partial {
    format: &'static Format,
    /// Whether there is an entry for an article.
    has: fn(&Article, &Identity) -> bool,
    /// The settings that the archive lacks, without which there is none for any.
    missing: fn(&Identity) -> Vec<&'static str>,
    /// The filter by kinds of entries, and the kinds: a file holds entries of one of them, and at least one.
    kinds: (&'static str, &'static [&'static str]),
}

/// Those that have an entry only for some articles; which, [`crate::record::formats`] tells the catalog.
static PARTIAL: &[Partial] = &[Partial {
    format: &crossref::CROSSREF,
    has: crossref::has_deposit,
    missing: crossref::missing,
    kinds: ("deposit", record::formats::DEPOSITS),
}];

/// The formats of a resource, in the order of [`ALL`].
pub fn of(resource: Resource) -> impl DoubleEndedIterator<Item = &'static Format> + Clone {
    ALL.iter().copied().filter(move |format| format.describes(resource))
}

/// The format of a URL's suffix for a resource.
pub fn of_extension(extension: &str, resource: Resource) -> Option<&'static Format> {
    of(resource).find(|format| format.extension == extension)
}

/// The format of this name for a resource.
pub fn of_name(name: &str, resource: Resource) -> Option<&'static Format> {
    of(resource).find(|format| format.name == name)
}
