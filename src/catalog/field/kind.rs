//! What the values of filters look like, as a type and as a regular expression.

use crate::domain::{Id, Resource};

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
