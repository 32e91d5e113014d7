//! Terms: what an equality filter can ask for, one tag and one normalised value.

use std::borrow::Cow;

use crate::domain::text;

/// The longest value of a term, in bytes; longer ones are cut on both sides of the comparison.
const LONGEST: usize = 400;

/// What a term says of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    /// A series: of any appearance of an article; of a disclaimer.
    Series = 1,
    /// A number of any appearance.
    Number = 2,
    /// A person or organization that contributed.
    Author = 3,
    /// An organization somebody is affiliated with.
    Affiliation = 4,
    /// A publisher: of any appearance of an article; of a series.
    Publisher = 5,
    /// A language tag, and each of its beginnings.
    Language = 6,
    /// A type of article.
    Type = 7,
    /// Text, audio or video.
    Content = 8,
    /// The id of a subject in its scheme.
    SubjectId = 9,
    /// The label of a subject.
    SubjectLabel = 10,
    /// The id of a place in its scheme.
    PlaceId = 11,
    /// The label of a place.
    PlaceLabel = 12,
    /// The kind of a notice.
    Notice = 13,
    /// A year of publication or of a number.
    Year = 14,
    /// A disclaimer that goes with an article.
    Disclaimer = 15,
    /// An article that relations, notices or a withdrawal name.
    RelationTarget = 16,
    /// An ORCID iD.
    Orcid = 17,
    /// Any form of a name or of a series' title; of an article, a name in its byline that is no form of the
    /// author's name.
    Name = 18,
    /// The kind of a series.
    Kind = 19,
    /// An ISSN of any medium.
    Issn = 20,
    /// A numbering scheme.
    Numbering = 21,
    /// The code of a series.
    Code = 22,
    /// A country.
    Country = 23,
    /// A ROR id.
    Ror = 24,
    /// A set of articles (`record::sets`), and each that it is part of.
    Set = 25,
    /// A word of a title or subtitle.
    TitleWord = 26,
    /// A format that not every article has an entry in, and the kind of that entry (`record::formats`).
    Format = 27,
    /// The label of a subject that has no id.
    BareSubject = 28,
    /// The label of a place that has no id.
    BarePlace = 29,
}

/// The tags of terms that may hold the id of an author or organization.
pub const AGENTS: [Tag; 4] = [Tag::Author, Tag::Affiliation, Tag::Publisher, Tag::Set];

impl Tag {
    /// The value under which texts that mean the same are one: without case for codes and numbers,
    /// folded for names and labels, as it is for ids and words. `None` where nothing is left.
    pub fn normal(self, value: &str) -> Option<Cow<'_, str>> {
        let mut value = match self {
            Tag::SubjectLabel | Tag::PlaceLabel | Tag::BareSubject | Tag::BarePlace | Tag::Name => folded(value).into(),
            Tag::Number | Tag::SubjectId | Tag::PlaceId | Tag::Code | Tag::Country | Tag::Language => {
                text::clean(value).to_lowercase().into()
            }
            _ => Cow::Borrowed(value),
        };
        if value.len() > LONGEST {
            let end = value.floor_char_boundary(LONGEST);
            value.to_mut().truncate(end);
        }
        (!value.is_empty()).then_some(value)
    }
}

/// Folded; what consists of signs only is kept as it is, without case.
fn folded(value: &str) -> String {
    let folded = text::folded(value);
    if folded.is_empty() { text::clean(value).to_lowercase() } else { folded }
}

/// A tag and a value, as bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(Box<[u8]>);

impl Term {
    /// The term of a value; `None` where nothing is left of the value.
    pub fn new(tag: Tag, value: &str) -> Option<Self> {
        let value = tag.normal(value)?;
        let mut bytes = Vec::with_capacity(1 + value.len());
        bytes.push(tag as u8);
        bytes.extend_from_slice(value.as_bytes());
        Some(Term(bytes.into_boxed_slice()))
    }

    /// The number of its tag, and its value.
    pub fn parts(&self) -> (u8, &str) {
        let (tag, value) = self.0.split_first().map_or((0, &[][..]), |(tag, value)| (*tag, value));
        (tag, std::str::from_utf8(value).unwrap_or_default())
    }

    /// Its bytes: the tag, then the value.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_value_are_one_term() {
        assert_eq!(Term::new(Tag::Number, "24A"), Term::new(Tag::Number, "24a"));
        assert_ne!(Term::new(Tag::Number, "24A"), Term::new(Tag::Number, "24"));
        assert_eq!(Term::new(Tag::SubjectLabel, "Café  Policy"), Term::new(Tag::SubjectLabel, "cafe policy"));
        assert_eq!(Term::new(Tag::Name, " "), None);
        assert_eq!(Term::new(Tag::SubjectLabel, "C++"), Term::new(Tag::SubjectLabel, "c"));
        assert!(Term::new(Tag::SubjectLabel, "++").is_some());
        assert_eq!(Term::new(Tag::Name, &"é".repeat(900)), Term::new(Tag::Name, &"é".repeat(901)));
    }
}
