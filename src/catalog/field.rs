//! The one table of filters: their names in the query string, what they match, and how they are
//! described. Parameters, their documentation and the messages about wrong values come from it.

use super::facet;
use super::term::Tag;
use crate::domain::article::{ArticleType, Content, NoticeKind};
use crate::domain::series::{NumberingScheme, SeriesKind};
use crate::domain::{Id, Resource};
use crate::record::formats;

/// One filter of one resource. Repeated values are alternatives; different filters must all hold.
#[derive(Debug)]
pub struct Field {
    /// Its name in the query string; `not.` before it negates, where [`Field::negatable`], and `all.` asks
    /// for all of its values, where [`Field::repeatable`].
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
    /// A year from 1 to 9999.
    Year,
    /// Any text that is not empty.
    Text,
    /// An identifier of a scheme that [`crate::domain::identifier::Identifier::parse`] knows. One with
    /// a wrong check digit is well formed, and nobody has it.
    Identifier(&'static str),
    /// `2024`, `2024-04` or `2024-04-12`, from the year 1000 on.
    Date,
    /// An instant (RFC 3339), or a date as above, in UTC.
    Instant,
    /// The name of a top-level field of the record.
    FieldName,
}

/// A year or a month.
macro_rules! month {
    () => {
        "[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?"
    };
}

/// A day of the calendar.
macro_rules! day {
    () => {
        concat!(
            "[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)",
            "|([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29"
        )
    };
}

/// The time of an instant, with its offset.
macro_rules! time {
    () => {
        concat!(
            r"[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?",
            "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
        )
    };
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matches {
    /// Records with the value under one of these tags.
    Terms(&'static [Tag]),
    Status,
    Has,
    Missing,
    /// Records without any value of a facet.
    Without,
    PublishedFrom,
    PublishedTo,
    ModifiedFrom,
    ModifiedTo,
    ValidOn,
}

impl Kind {
    /// The regular expression (ECMA-262) of all values that are taken; `None` where they are a list or
    /// numbers.
    pub fn pattern(self) -> Option<String> {
        let fixed = match self {
            Kind::Id(resources) => return Some(Id::pattern(resources)),
            Kind::Word(_) | Kind::FieldName | Kind::Year => return None,
            Kind::Language => LANGUAGE,
            Kind::Text => TEXT,
            Kind::Identifier("orcid") => r"^(https?://(www\.)?orcid\.org/)?([0-9]{4}-?){3}[0-9]{3}[0-9Xx]$",
            Kind::Identifier("issn") => "^[0-9]{4}-?[0-9]{3}[0-9Xx]$",
            Kind::Identifier("ror") => r"^(https?://)?(ror\.org/)?0[0-9A-Za-z]{8}$",
            Kind::Identifier(_) => TEXT,
            Kind::Date => concat!("^(", month!(), "|", day!(), ")$"),
            Kind::Instant => concat!("^(", month!(), "|(", day!(), ")(", time!(), ")?)$"),
        };
        Some(fixed.to_owned())
    }
}

/// A language of two or three letters, then an extended language, a script, a region and variants, of
/// at most 35 characters together, the length that all who read tags must allow (RFC 5646, sections 2.1
/// and 4.4.1). What else is well formed is taken too, though hardly used.
const LANGUAGE: &str = "^[A-Za-z]{2,3}(-[A-Za-z]{3})?(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?\
    (-([A-Za-z][0-9A-Za-z]{4,7}|[0-9][0-9A-Za-z]{3,7})){0,2}$";

/// No control characters, and not only white space.
const TEXT: &str = r"^[^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F][^\x00-\x1F\x7F-\x9F]*$";

impl Field {
    /// Whether `not.` may stand before its name.
    pub const fn negatable(&self) -> bool {
        matches!(self.matches, Matches::Terms(_) | Matches::Status | Matches::Has)
    }

    /// Whether it may be given several times: those that bound a range may not. Its values are then
    /// alternatives; behind `all.` each of them must hold.
    pub const fn repeatable(&self) -> bool {
        self.negatable() || matches!(self.matches, Matches::Missing | Matches::Without | Matches::ValidOn)
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

/// What may stand before the name of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// Nothing: any of its values holds.
    None,
    /// `not.`: none of them does.
    Not,
    /// `all.`: each of them does.
    All,
}

impl Prefix {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Prefix::None => "",
            Prefix::Not => "not.",
            Prefix::All => "all.",
        }
    }

    /// Every one that a filter can have.
    pub fn of(field: &Field) -> impl Iterator<Item = Prefix> {
        let not = Some(Prefix::Not).filter(|_| field.negatable());
        let all = Some(Prefix::All).filter(|_| field.repeatable());
        [Some(Prefix::None), not, all].into_iter().flatten()
    }
}

/// The filter that a parameter is, and what stands before its name.
pub fn named(resource: Resource, parameter: &str) -> Option<(&'static Field, Prefix)> {
    let prefix = [Prefix::Not, Prefix::All].into_iter().find(|own| parameter.starts_with(own.text()));
    let prefix = prefix.unwrap_or(Prefix::None);
    let field = find(resource, &parameter[prefix.text().len()..])?;
    Prefix::of(field).any(|own| own == prefix).then_some((field, prefix))
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
    "2024-04-12T08:30:00Z",
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

const ORGANIZATION: &[Field] = &[
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
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Query;

    /// A filter with a value of its pattern.
    fn filters() -> impl Strategy<Value = (Resource, &'static Field, String)> {
        let all = Resource::ALL.iter().flat_map(|resource| of(*resource).iter().map(|field| (*resource, field)));
        let patterned: Vec<_> = all.filter(|(_, field)| field.kind.pattern().is_some()).collect();
        prop::sample::select(patterned).prop_flat_map(|(resource, field)| {
            // The strategy knows no anchors.
            let pattern = field.kind.pattern().unwrap();
            let inner = pattern.trim_start_matches('^').trim_end_matches('$').to_owned();
            let value = prop::string::string_regex(&inner).unwrap();
            value.prop_map(move |value| (resource, field, value))
        })
    }

    proptest! {
        #[test]
        fn every_value_of_a_pattern_is_accepted((resource, field, value) in filters()) {
            let accepted = Query::new(resource).accept(field.name, &value);
            prop_assert_eq!(accepted, Ok(true), "{}={:?}", field.name, value);
        }
    }

    #[test]
    fn patterns_take_no_day_that_is_not_in_the_calendar() {
        let pattern = regex::Regex::new(&Kind::Date.pattern().unwrap()).unwrap();
        for (day, is_one) in [
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("2023-02-29", false),
            ("1900-02-29", false),
            ("2024-02-30", false),
            ("2024-04-31", false),
            ("2024-12-31", true),
            ("2024-13", false),
            ("0999", false),
        ] {
            assert_eq!(pattern.is_match(day), is_one, "{day}");
            let accepted = Query::new(Resource::Article).accept("published_from", day);
            assert_eq!(accepted.is_ok(), is_one, "{day}");
        }
    }

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
                let joined = query.accept(&format!("all.{}", field.name), field.example);
                assert_eq!(joined, Ok(field.repeatable()), "all.{}", field.name);
            }
        }
    }
}
