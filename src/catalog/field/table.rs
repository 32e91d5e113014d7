//! The table itself: the filters of each resource.

use super::{Field, Kind, Matches, STATUS};
use crate::catalog::facet;
use crate::catalog::term::Tag;
use crate::domain::Resource;
use crate::domain::article::{ArticleType, Content, NoticeKind};
use crate::domain::series::{NumberingScheme, SeriesKind};
use crate::record::formats;

const fn field(
    name: &'static str,
    kind: Kind,
    matches: Matches,
    description: &'static str,
    example: &'static str,
) -> Field {
    Field { name, kind, description, example, matches }
}

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
    "2024-04-12T08:30:00Z",
);
const MODIFIED_TO: Field = field(
    "modified_to",
    Kind::Instant,
    Matches::ModifiedTo,
    "Only records that last changed at this instant or before. A date stands for its last microsecond in UTC.",
    "2124-12-31",
);

pub(super) const ARTICLE: &[Field] = &[
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
        "Harbour finance",
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
        "deposit",
        Kind::Word(formats::DEPOSITS),
        Matches::Terms(&[Tag::Format]),
        "Can be deposited with Crossref, as an article of a journal or as a report; one deposit takes one of them only.",
        "report-paper",
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
    field(
        "without",
        Kind::Word(facet::NAMES),
        Matches::Without,
        "Has no value in this facet, anywhere it appeared: what the facet counts as missing.",
        "subject",
    ),
];

pub(super) const AUTHOR: &[Field] = &[
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
        "0000-0007-0210-0111",
    ),
    field(
        "name",
        Kind::Text,
        Matches::Terms(&[Tag::Name]),
        "Has exactly this name in any of its forms, whatever its case and accents.",
        "Thomas Ferrow",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("orcid"),
    missing("orcid"),
];

pub(super) const ORGANIZATION: &[Field] = &[
    field("country", Kind::Text, Matches::Terms(&[Tag::Country]), "Sits in this country (ISO 3166-1 alpha-2).", "NZ"),
    field(
        "ror",
        Kind::Identifier("ror"),
        Matches::Terms(&[Tag::Ror]),
        "Has this ROR id, with or without resolver.",
        "https://ror.org/0zsa1t723",
    ),
    field(
        "name",
        Kind::Text,
        Matches::Terms(&[Tag::Name]),
        "Has exactly this name in any of its forms, whatever its case and accents.",
        "Saltmarsh Institute",
    ),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("ror"),
    missing("ror"),
];

pub(super) const SERIES: &[Field] = &[
    field("publisher", ORGANIZATION_ID, Matches::Terms(&[Tag::Publisher]), "This organization publishes it.", "or1"),
    field(
        "language",
        Kind::Language,
        Matches::Terms(&[Tag::Language]),
        "Is mostly in this language, or in a variant of it: `zh` finds `zh-Hant` too.",
        "en",
    ),
    field("kind", Kind::Word(SeriesKind::WORDS), Matches::Terms(&[Tag::Kind]), "Is of this kind.", "serial"),
    field("issn", Kind::Identifier("issn"), Matches::Terms(&[Tag::Issn]), "Has this ISSN, of any medium.", "2910-2049"),
    field(
        "numbering",
        Kind::Word(NumberingScheme::WORDS),
        Matches::Terms(&[Tag::Numbering]),
        "Counts in this way.",
        "yearly",
    ),
    field("code", Kind::Text, Matches::Terms(&[Tag::Code]), "Has this code, in any case.", "tide"),
    MODIFIED_FROM,
    MODIFIED_TO,
    has("issn"),
    missing("issn"),
];

pub(super) const DISCLAIMER: &[Field] = &[
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
