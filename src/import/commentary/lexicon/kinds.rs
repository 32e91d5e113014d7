//! The fields of a lexicon, by name.

use super::Lexicon;

/// A field of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Set {
    By,
    Translated,
    Edited,
    About,
    Number,
    Counter,
    Volume,
    Published,
    Updated,
    Summary,
    Disclaimer,
    Books,
    Rubrics,
    Notes,
    Original,
    Reprint,
    Responds,
    Translates,
    Corrects,
    Clutter,
    Captions,
    Keywords,
    Series,
    Openings,
}

/// A field of single words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Words {
    And,
    Honorifics,
    Degrees,
    Heads,
    Units,
    Is,
    Former,
    At,
    Beside,
    Parts,
    Over,
    Stop,
    Publications,
    Weekdays,
    Continuers,
}

/// Takes the phrases of a set out of a lexicon.
pub(super) type Phrases = fn(&Lexicon) -> &[&'static str];
/// Takes the words of a kind out of a lexicon.
pub(super) type Listed = fn(&Lexicon) -> &'static str;

pub(super) const SETS: &[(Set, Phrases)] = &[
    (Set::By, |l| l.by),
    (Set::Translated, |l| l.translated),
    (Set::Edited, |l| l.edited),
    (Set::About, |l| l.about),
    (Set::Number, |l| l.number),
    (Set::Counter, |l| l.counter),
    (Set::Volume, |l| l.volume),
    (Set::Published, |l| l.published),
    (Set::Updated, |l| l.updated),
    (Set::Summary, |l| l.summary),
    (Set::Disclaimer, |l| l.disclaimer),
    (Set::Books, |l| l.books),
    (Set::Rubrics, |l| l.rubrics),
    (Set::Notes, |l| l.notes),
    (Set::Original, |l| l.original),
    (Set::Reprint, |l| l.reprint),
    (Set::Responds, |l| l.responds),
    (Set::Translates, |l| l.translates),
    (Set::Corrects, |l| l.corrects),
    (Set::Clutter, |l| l.clutter),
    (Set::Captions, |l| l.captions),
    (Set::Keywords, |l| l.keywords),
    (Set::Series, |l| l.series),
    (Set::Openings, |l| l.openings),
];

pub(super) const WORDS: &[(Words, Listed)] = &[
    (Words::And, |l| l.and),
    (Words::Honorifics, |l| l.honorifics),
    (Words::Degrees, |l| l.degrees),
    (Words::Heads, |l| l.heads),
    (Words::Units, |l| l.units),
    (Words::Is, |l| l.is),
    (Words::Former, |l| l.former),
    (Words::At, |l| l.at),
    (Words::Beside, |l| l.beside),
    (Words::Parts, |l| l.parts),
    (Words::Over, |l| l.over),
    (Words::Stop, |l| l.stop),
    (Words::Publications, |l| l.publications),
    (Words::Weekdays, |l| l.weekdays),
    (Words::Continuers, |l| l.continuers),
];
