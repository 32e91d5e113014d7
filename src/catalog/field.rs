//! The one table of filters: their names in the query string, what they match, and how they are
//! described. Parameters, their documentation and the messages about wrong values come from it.

use super::term::Tag;
use crate::domain::Resource;
use crate::domain::article::{ArticleType, Content, NoticeKind};
use crate::domain::series::{NumberingScheme, SeriesKind};

/// One filter of one resource. Repeated values are alternatives; different filters must all hold.
#[derive(Debug)]
pub struct Field {
    /// Its name in the query string; `not.` before it negates, where [`Field::negatable`].
    pub name: &'static str,
    /// What its values look like.
    pub kind: Kind,
    /// What it does, for the documentation of the API.
    pub description: &'static str,
    /// A value, likewise.
    pub example: &'static str,
    pub(super) matches: Matches,
}

/// What the values of a filter look like.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An id of one of these resources.
    Id(&'static [Resource]),
    /// A word of a closed list.
    Word(&'static [&'static str]),
    /// A language tag (BCP 47).
    Language,
    /// A year of up to four digits.
    Year,
    /// Any text that is not empty.
    Text,
    /// An identifier of a scheme that [`crate::domain::identifier::Identifier::parse`] knows.
    Identifier(&'static str),
    /// `2024`, `2024-04` or `2024-04-12`.
    Date,
    /// An instant (RFC 3339), or a date as above, in UTC.
    Instant,
    /// The name of a top-level field of the record.
    FieldName,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matches {
    /// Records with the value under one of these tags.
    Terms(&'static [Tag]),
    Status,
    Has,
    Missing,
    PublishedFrom,
    PublishedTo,
    ModifiedFrom,
    ModifiedTo,
    ValidOn,
}

impl Field {
    /// Whether `not.` may stand before its name.
    pub const fn negatable(&self) -> bool {
        matches!(self.matches, Matches::Terms(_) | Matches::Status | Matches::Has)
    }

    /// Whether it may be given several times: those that bound a range may not.
    pub const fn repeatable(&self) -> bool {
        self.negatable() || matches!(self.matches, Matches::Missing | Matches::ValidOn)
    }
}

/// The filters of a resource, in the order of the documentation.
pub fn of(resource: Resource) -> &'static [Field] {
    match resource {
        Resource::Article => ARTICLE,
        Resource::Author => AUTHOR,
        Resource::Organization => ORGANIZATION,
        Resource::Series => SERIES,
        Resource::Disclaimer => DISCLAIMER,
    }
}

/// The filter of a resource with this name.
pub fn find(resource: Resource, name: &str) -> Option<&'static Field> {
    of(resource).iter().find(|field| field.name == name)
}

const fn field(
    name: &'static str,
    kind: Kind,
    matches: Matches,
    description: &'static str,
    example: &'static str,
) -> Field {
    Field { name, kind, description, example, matches }
}

/// The words of `status`.
pub const STATUS: &[&str] = &["published", "withdrawn"];

const SERIES_ID: Kind = Kind::Id(&[Resource::Series]);
const ORGANIZATION_ID: Kind = Kind::Id(&[Resource::Organization]);

const fn has(example: &'static str) -> Field {
    field(
        "has",
        Kind::FieldName,
        Matches::Has,
        "Only records in which one of these top-level fields holds something: neither null nor empty.",
        example,
    )
}
const fn missing(example: &'static str) -> Field {
    field(
        "missing",
        Kind::FieldName,
        Matches::Missing,
        "Only records in which one of these top-level fields is null or empty.",
        example,
    )
}
const MODIFIED_FROM: Field = field(
    "modified_from",
    Kind::Instant,
    Matches::ModifiedFrom,
    "Only records that last changed at this instant or later. A date stands for its first microsecond in UTC.",
    "2024-04-12T00:00:00Z",
);
const MODIFIED_TO: Field = field(
    "modified_to",
    Kind::Instant,
    Matches::ModifiedTo,
    "Only records that last changed at this instant or before. A date stands for its last microsecond in UTC.",
    "2124-12-31",
);

const ARTICLE: &[Field] = &[
    field("series", SERIES_ID, Matches::Terms(&[Tag::Series]), "Appeared in this series, anywhere.", "se1"),
    field("number", Kind::Text, Matches::Terms(&[Tag::Number]), "Has this number in any series, in any case.", "24A"),
    field(
        "author",
        Kind::Id(&[Resource::Author, Resource::Organization]),
        Matches::Terms(&[Tag::Author]),
        "This author, or organization as author, contributed in any role.",
        "au1",
    ),
    field(
        "organization",
        ORGANIZATION_ID,
        Matches::Terms(&[Tag::Publisher, Tag::Affiliation, Tag::Author]),
        "This organization published it, signs it, or is an author's affiliation in it.",
        "or1",
    ),
    field("publisher", ORGANIZATION_ID, Matches::Terms(&[Tag::Publisher]), "This organization published it.", "or1"),
    field(
        "language",
        Kind::Language,
        Matches::Terms(&[Tag::Language]),
        "Appeared in this language, or in a variant of it: `zh` finds `zh-Hant` too.",
        "en",
    ),
    field("type", Kind::Word(ArticleType::WORDS), Matches::Terms(&[Tag::Type]), "Is of this type.", "commentary"),
    field("content", Kind::Word(Content::WORDS), Matches::Terms(&[Tag::Content]), "Is text, audio or video.", "text"),
    field(
        "subject",
        Kind::Text,
        Matches::Terms(&[Tag::SubjectId, Tag::SubjectLabel]),
        "Has a subject with this id, or with this label whatever its case and accents.",
        "Maritime security",
    ),
    field(
        "place",
        Kind::Text,
        Matches::Terms(&[Tag::PlaceId, Tag::PlaceLabel]),
        "Is about a place with this id, or with this label whatever its case and accents.",
        "JP",
    ),
    field(
        "status",
        Kind::Word(STATUS),
        Matches::Status,
        "Is published or withdrawn. Without this filter only published articles are listed.",
        "published",
    ),
    field(
        "notice",
        Kind::Word(NoticeKind::WORDS),
        Matches::Terms(&[Tag::Notice]),
        "Carries a notice of this kind.",
        "correction",
    ),
    field(
        "year",
        Kind::Year,
        Matches::Terms(&[Tag::Year]),
        "Was published in this year, or has a number of this year, anywhere it appeared.",
        "2024",
    ),
    field(
        "disclaimer",
        Kind::Id(&[Resource::Disclaimer]),
        Matches::Terms(&[Tag::Disclaimer]),
        "Shows this disclaimer.",
        "di1",
    ),
    field(
        "published_from",
        Kind::Date,
        Matches::PublishedFrom,
        "Was, or may have been, published on or after this date's first day, anywhere it appeared. Undated articles never match.",
        "2024-04",
    ),
    field(
        "published_to",
        Kind::Date,
        Matches::PublishedTo,
        "Was, or may have been, published on or before this date's last day, anywhere it appeared. Undated articles never match.",
        "2124",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("doi"),
    missing("doi"),
];

const AUTHOR: &[Field] = &[
    field(
        "organization",
        ORGANIZATION_ID,
        Matches::Terms(&[Tag::Affiliation]),
        "Is affiliated with this organization.",
        "or1",
    ),
    field(
        "orcid",
        Kind::Identifier("orcid"),
        Matches::Terms(&[Tag::Orcid]),
        "Has this ORCID iD, with or without resolver.",
        "0000-0002-1825-0097",
    ),
    field(
        "name",
        Kind::Text,
        Matches::Terms(&[Tag::Name]),
        "Has exactly this name in any of its forms, whatever its case and accents.",
        "Jane Doe",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("orcid"),
    missing("orcid"),
];

const ORGANIZATION: &[Field] = &[
    field("country", Kind::Text, Matches::Terms(&[Tag::Country]), "Sits in this country (ISO 3166-1 alpha-2).", "NZ"),
    field(
        "ror",
        Kind::Identifier("ror"),
        Matches::Terms(&[Tag::Ror]),
        "Has this ROR id, with or without resolver.",
        "https://ror.org/05dxps055",
    ),
    field(
        "name",
        Kind::Text,
        Matches::Terms(&[Tag::Name]),
        "Has exactly this name in any of its forms, whatever its case and accents.",
        "Harbour Institute",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("ror"),
    missing("ror"),
];

const SERIES: &[Field] = &[
    field("publisher", ORGANIZATION_ID, Matches::Terms(&[Tag::Publisher]), "This organization publishes it.", "or1"),
    field(
        "language",
        Kind::Language,
        Matches::Terms(&[Tag::Language]),
        "Is mostly in this language, or in a variant of it: `zh` finds `zh-Hant` too.",
        "en",
    ),
    field("kind", Kind::Word(SeriesKind::WORDS), Matches::Terms(&[Tag::Kind]), "Is of this kind.", "serial"),
    field("issn", Kind::Identifier("issn"), Matches::Terms(&[Tag::Issn]), "Has this ISSN, of any medium.", "2900-0009"),
    field(
        "numbering",
        Kind::Word(NumberingScheme::WORDS),
        Matches::Terms(&[Tag::Numbering]),
        "Counts in this way.",
        "yearly",
    ),
    field("code", Kind::Text, Matches::Terms(&[Tag::Code]), "Has this code, in any case.", "harbour"),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("issn"),
    missing("issn"),
];

const DISCLAIMER: &[Field] = &[
    field("series", SERIES_ID, Matches::Terms(&[Tag::Series]), "Stands in this series.", "se1"),
    field(
        "language",
        Kind::Language,
        Matches::Terms(&[Tag::Language]),
        "Is itself in this language, or in a variant of it: `zh` finds `zh-Hant` too.",
        "en",
    ),
    field(
        "type",
        Kind::Word(ArticleType::WORDS),
        Matches::Terms(&[Tag::Type]),
        "Is for articles of this type, or for all types.",
        "commentary",
    ),
    field(
        "valid_on",
        Kind::Date,
        Matches::ValidOn,
        "Holds on this day, or on a day of this month or year; an open end has no limit.",
        "2024-04-12",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("series"),
    missing("series"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::catalog::Query;

    #[test]
    fn every_example_is_accepted_and_every_name_stands_once() {
        for resource in Resource::ALL {
            let mut names = std::collections::BTreeSet::new();
            let mut query = Query::new(resource);
            for field in of(resource) {
                assert!(names.insert(field.name), "{}", field.name);
                assert_eq!(query.accept(field.name, field.example), Ok(true), "{}", field.name);
                let negated = query.accept(&format!("not.{}", field.name), field.example);
                assert_eq!(negated, Ok(field.negatable()), "not.{}", field.name);
            }
        }
    }
}
