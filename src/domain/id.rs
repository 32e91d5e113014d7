//! Identifiers that Byline gives: a prefix per resource and a counter in Crockford's base 32.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The five kinds of things that have an address under `/v1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// `/v1/articles`
    Article,
    /// `/v1/authors`
    Author,
    /// `/v1/organizations`
    Organization,
    /// `/v1/series`
    Series,
    /// `/v1/disclaimers`
    Disclaimer,
}

impl Resource {
    /// All of them, in an order in which each refers mostly to those before it.
    pub const ALL: [Resource; 5] =
        [Resource::Organization, Resource::Series, Resource::Author, Resource::Disclaimer, Resource::Article];

    /// The prefix of its ids.
    pub const fn prefix(self) -> &'static str {
        match self {
            Resource::Article => "ar",
            Resource::Author => "au",
            Resource::Organization => "or",
            Resource::Series => "se",
            Resource::Disclaimer => "di",
        }
    }

    /// The number that stands for it in the store; never changed.
    pub const fn code(self) -> u8 {
        match self {
            Resource::Organization => 1,
            Resource::Series => 2,
            Resource::Author => 3,
            Resource::Disclaimer => 4,
            Resource::Article => 5,
        }
    }

    /// Its path segment, which is also its plural name.
    pub const fn plural(self) -> &'static str {
        match self {
            Resource::Article => "articles",
            Resource::Author => "authors",
            Resource::Organization => "organizations",
            Resource::Series => "series",
            Resource::Disclaimer => "disclaimers",
        }
    }

    /// Whether one of them can be merged into another.
    pub const fn merges(self) -> bool {
        matches!(self, Resource::Author | Resource::Organization)
    }

    /// Its name in the singular, as in `"resource": "article"`.
    pub const fn name(self) -> &'static str {
        match self {
            Resource::Article => "article",
            Resource::Author => "author",
            Resource::Organization => "organization",
            Resource::Series => "series",
            Resource::Disclaimer => "disclaimer",
        }
    }

    /// Its name as a sentence has it: `an article`, `a series`.
    pub const fn a_name(self) -> &'static str {
        match self {
            Resource::Article => "an article",
            Resource::Author => "an author",
            Resource::Organization => "an organization",
            Resource::Series => "a series",
            Resource::Disclaimer => "a disclaimer",
        }
    }
}

impl FromStr for Resource {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Resource::ALL.into_iter().find(|r| r.name() == name).ok_or(())
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An id that Byline gave: two letters for the resource, then a number in lower-case Crockford
/// base 32, without leading zeros. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    resource: Resource,
    number: u64,
}

impl Id {
    /// Where its record can be had in the API.
    pub fn path(self) -> String {
        format!("/v1/{}/{self}", self.resource().plural())
    }

    /// The id with this number; numbers begin at 1.
    pub const fn new(resource: Resource, number: u64) -> Self {
        Id { resource, number }
    }

    /// What it names.
    pub const fn resource(self) -> Resource {
        self.resource
    }

    /// The number behind it.
    pub const fn number(self) -> u64 {
        self.number
    }

    /// The id as one integer, as the store keeps it: resource above, number below. Integers of one
    /// resource are contiguous and in order of number.
    pub const fn key(self) -> i64 {
        ((self.resource.code() as i64) << 56) | self.number as i64
    }

    /// The first and last integer that ids of a resource can have.
    pub const fn range(resource: Resource) -> (i64, i64) {
        let first = (resource.code() as i64) << 56;
        (first, first | ((1 << 56) - 1))
    }

    /// The id of such an integer.
    pub fn from_key(key: i64) -> Option<Self> {
        let resource = Resource::ALL.into_iter().find(|r| i64::from(r.code()) == key >> 56)?;
        Some(Id { resource, number: (key & ((1 << 56) - 1)) as u64 })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.resource.prefix())?;
        write_number(self.number, f)
    }
}

/// Writes a number as ids have it: Crockford's base 32 in lower case, without leading zeros.
pub(super) fn write_number(number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut digits = [0u8; 13];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = ALPHABET[(rest % 32) as usize];
        rest /= 32;
        if rest == 0 {
            break;
        }
    }
    digits[at..].iter().try_for_each(|d| fmt::Write::write_char(f, char::from(*d)))
}

/// Reads a number as [`write_number`] writes it.
pub(super) fn read_number(digits: &str) -> Result<u64, NotAnId> {
    if digits.is_empty() || digits.len() > 11 || digits.starts_with('0') {
        return Err(NotAnId);
    }
    digits.bytes().try_fold(0u64, |number, byte| {
        let digit = ALPHABET.iter().position(|a| *a == byte).ok_or(NotAnId)?;
        Ok(number * 32 + digit as u64)
    })
}

/// Text that is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (prefix, digits) = text.split_at_checked(2).ok_or(NotAnId)?;
        let resource = Resource::ALL.into_iter().find(|r| r.prefix() == prefix).ok_or(NotAnId)?;
        Ok(Id { resource, number: read_number(digits)? })
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Id {
    /// The regular expression of ids of any of these resources.
    pub fn pattern(resources: &[Resource]) -> String {
        let prefixes = resources.iter().map(|own| own.prefix()).collect::<Vec<_>>().join("|");
        let prefixes = if resources.len() > 1 { format!("({prefixes})") } else { prefixes };
        format!("^{prefixes}[1-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{{0,10}}$")
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|NotAnId| serde::de::Error::custom(format_args!("`{text}` is not an id")))
    }
}

/// A reference to another resource: in the store always an [`Id`]; in an import also a key
/// (`@anything`) that another line of the same source declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ref(pub String);

impl Ref {
    /// The id it holds, if it is one.
    pub fn id(&self) -> Option<Id> {
        self.0.parse().ok()
    }
}

/// What a place that holds a reference may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// One kind of resource.
    One(Resource),
    /// An author or an organization.
    Agent,
}

impl Slot {
    /// Whether a thing of this kind may stand there.
    pub fn takes(self, resource: Resource) -> bool {
        match self {
            Slot::One(own) => own == resource,
            Slot::Agent => matches!(resource, Resource::Author | Resource::Organization),
        }
    }
}

impl From<Id> for Ref {
    fn from(id: Id) -> Self {
        Ref(id.to_string())
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        for number in [1, 31, 32, 1023, 1024, 1_000_000, 32u64.pow(11) - 1] {
            let id = Id::new(Resource::Author, number);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(Id::from_key(id.key()), Some(id));
        }
        assert_eq!(Id::new(Resource::Article, 1000).to_string(), "arz8");
    }

    #[test]
    fn other_text_is_no_id() {
        for text in ["", "a", "ar", "ar0", "ar01", "arI", "aru", "xx1", "ar1.json", "é1", "ar1111111111111"] {
            assert_eq!(text.parse::<Id>(), Err(NotAnId), "{text}");
        }
    }
}
