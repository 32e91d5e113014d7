//! The one table of facets: what the articles of an answer are counted by. Parameters, their
//! documentation, the filter `without` and what is counted come from it.
//!
//! A facet has the name of the filter that selects one of its values, so that a count is the total of
//! the list its link leads to.

use super::field::{self, Matches};
use super::present;
use super::term::Tag;
use crate::domain::Resource;

/// One facet of articles.
#[derive(Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its name, and that of the filter.
    pub name: &'static str,
    /// Where its values are named for people.
    pub label: Label,
    /// The tags of the terms whose values it lists.
    listed: &'static [Tag],
    keeps: Keeps,
}

/// Where a value is named for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The value is the id of a record, which has a title or a name.
    Record,
    /// Among the subjects of an article that has it.
    Subject,
    /// Among the places of an article that has it.
    Place,
    /// It is the tag of a language.
    Language,
    /// It is a type of article.
    Type,
    /// It is a kind of notice.
    Notice,
    /// It is a word or number that says it all.
    Plain,
}

/// Which of the values under its tags a facet lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeps {
    All,
    /// Ids of organizations: authors may be persons.
    Organizations,
    /// Languages without script, region and variant: a filter by the language finds all of them.
    Languages,
}

const fn facet(name: &'static str, label: Label, listed: &'static [Tag], keeps: Keeps) -> Facet {
    Facet { name, label, listed, keeps }
}

/// All of them, in the order of the documentation. The place of each is its bit in stored entries: where
/// the list changes, raise `entry::VERSION`.
pub const ALL: &[Facet] = &[
    facet("series", Label::Record, &[Tag::Series], Keeps::All),
    facet("author", Label::Record, &[Tag::Author], Keeps::All),
    facet("organization", Label::Record, &[Tag::Publisher, Tag::Affiliation, Tag::Author], Keeps::Organizations),
    facet("publisher", Label::Record, &[Tag::Publisher], Keeps::All),
    facet("year", Label::Plain, &[Tag::Year], Keeps::All),
    facet("language", Label::Language, &[Tag::Language], Keeps::Languages),
    facet("subject", Label::Subject, &[Tag::SubjectId, Tag::BareSubject], Keeps::All),
    facet("place", Label::Place, &[Tag::PlaceId, Tag::BarePlace], Keeps::All),
    facet("type", Label::Type, &[Tag::Type], Keeps::All),
    facet("content", Label::Plain, &[Tag::Content], Keeps::All),
    facet("notice", Label::Notice, &[Tag::Notice], Keeps::All),
];

/// Their names.
pub const NAMES: &[&str] = &{
    let mut names = [""; ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = ALL[index].name;
        index += 1;
    }
    names
};

/// The facet with this name.
pub fn find(name: &str) -> Option<&'static Facet> {
    ALL.iter().find(|facet| facet.name == name)
}

/// The bits of the facets in which an article with these terms, each a tag and a value, has a value.
pub(super) fn bits<'a>(terms: impl Iterator<Item = (u8, &'a str)>) -> u64 {
    let bit = |(tag, value): (u8, &str)| {
        let lists = |own: &&Facet| own.listed.iter().any(|listed| *listed as u8 == tag) && own.lists(value);
        ALL.iter().filter(lists).map(Facet::bit).fold(0, |all, bit| all | bit)
    };
    terms.map(bit).fold(0, |all, bits| all | bits)
}

impl Facet {
    /// The tags of the terms whose values it lists; a value may be under several of them.
    pub(super) fn listed(&self) -> &'static [Tag] {
        self.listed
    }

    /// The tags of the terms that its filter looks at.
    pub(super) fn filtered(&self) -> &'static [Tag] {
        match field::find(Resource::Article, self.name).map(|field| field.matches) {
            Some(Matches::Terms(tags)) => tags,
            _ => self.listed,
        }
    }

    /// Whether it lists every value under its tags.
    pub(super) fn lists_all(&self) -> bool {
        self.keeps == Keeps::All
    }

    /// Whether it lists a value under one of its tags.
    pub(super) fn lists(&self, value: &str) -> bool {
        match self.keeps {
            Keeps::All => true,
            Keeps::Organizations => value.starts_with(Resource::Organization.prefix()),
            Keeps::Languages => !value.contains('-'),
        }
    }

    /// The bit of articles that have a value in it, behind those of their fields.
    pub(super) fn bit(&self) -> u64 {
        let place = ALL.iter().position(|own| own.name == self.name).unwrap_or(0);
        1 << (present::names(Resource::Article).len() + place)
    }

    /// Whether its values are ids.
    pub(super) fn has_ids(&self) -> bool {
        self.label == Label::Record
    }

    /// Whether its values are in the order of texts: years are in that of numbers.
    pub(super) fn has_text_keys(&self) -> bool {
        self.listed != [Tag::Year]
    }

    /// Whether articles tell how its values are spelled.
    pub(super) fn is_named_in_articles(&self) -> bool {
        matches!(self.label, Label::Subject | Label::Place)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_facet_has_a_filter_and_a_bit_of_its_own() {
        let mut all = 0;
        for facet in ALL {
            let field = field::find(Resource::Article, facet.name).unwrap();
            assert!(matches!(field.matches, Matches::Terms(_)), "{}", facet.name);
            assert_eq!(all & facet.bit(), 0, "{}", facet.name);
            all |= facet.bit();
        }
        assert_eq!(all.count_ones() as usize, ALL.len());
        assert!(ALL.iter().map(|own| own.name).eq(NAMES.iter().copied()));
    }
}
