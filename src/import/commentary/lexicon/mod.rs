//! What is known of languages: one file of data per language, and nothing of any language elsewhere.
//!
//! To add a language, write its file after the model of a neighbour and name it in [`ALL`]. Words stand
//! in their usual spelling; they are compared folded (letter case, accents and widths aside). Where
//! several words stand in one string, blanks part them. A `+` in a phrase parts pieces that must occur
//! in one sentence in this order.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod id;
mod index;
mod it;
mod ja;
mod kinds;
mod ko;
mod needles;
mod nl;
mod pl;
mod pt;
mod ru;
mod sv;
mod tr;
mod uk;
mod vi;
mod zh;

pub use index::index;
pub use kinds::{Set, Words};
pub use needles::Needles;

/// All languages.
pub const ALL: &[&Lexicon] = &[
    &en::LEXICON,
    &fr::LEXICON,
    &de::LEXICON,
    &es::LEXICON,
    &pt::LEXICON,
    &it::LEXICON,
    &nl::LEXICON,
    &id::LEXICON,
    &vi::LEXICON,
    &ja::LEXICON,
    &zh::LEXICON,
    &ko::LEXICON,
    &ar::LEXICON,
    &ru::LEXICON,
    &uk::LEXICON,
    &pl::LEXICON,
    &tr::LEXICON,
    &sv::LEXICON,
];

/// What is taken where nothing is known: English.
pub const FALLBACK: Lexicon = en::LEXICON;

/// The order of a date in figures alone (`03/04/2024`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day comes first.
    Day,
    /// The year comes first; without one in front the day does.
    Year,
    /// Both day and month may come first.
    Open,
}

/// How a language writes the headlines that it prints in capitals otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As a sentence: names alone have capitals.
    Sentence,
    /// With a capital on every word that is not small (English).
    Headline,
    /// As a sentence, in which every noun has a capital (German).
    Nouns,
}

/// The words and phrases of one language.
#[derive(Debug)]
pub struct Lexicon {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Frequent small words, which tell it from other languages. Empty where the script does.
    pub stop: &'static str,
    /// January to December, all forms of each.
    pub months: [&'static str; 12],
    /// Days of the week.
    pub weekdays: &'static str,
    /// The order of a date in figures.
    pub order: Order,
    /// How a headline is written.
    pub case: Case,
    /// Words that join the names of a byline: `and`, `with`.
    pub and: &'static str,
    /// What stands before a byline.
    pub by: &'static [&'static str],
    /// What stands before the name of a translator.
    pub translated: &'static [&'static str],
    /// What stands before the name of an editor.
    pub edited: &'static [&'static str],
    /// Titles before, or behind, a name.
    pub honorifics: &'static str,
    /// Degrees behind a name.
    pub degrees: &'static str,
    /// Labels of biographies: `About the author`.
    pub about: &'static [&'static str],
    /// What stands before a number: `No.`.
    pub number: &'static [&'static str],
    /// What stands behind a number: `号`.
    pub counter: &'static [&'static str],
    /// What stands before the number of a volume.
    pub volume: &'static [&'static str],
    /// Labels of the date of publication.
    pub published: &'static [&'static str],
    /// Labels of the date of the last revision.
    pub updated: &'static [&'static str],
    /// Labels of a standfirst.
    pub summary: &'static [&'static str],
    /// Phrases that give a disclaimer away.
    pub disclaimer: &'static [&'static str],
    /// Beginnings of words for views and what they bind.
    pub views: &'static str,
    /// Beginnings of words for those whose views they are or are not.
    pub parties: &'static str,
    /// Beginnings of words that set both apart: `not`, `solely`, `own`.
    pub limits: &'static str,
    /// Words a position is made of.
    pub heads: &'static str,
    /// What organizations and parts of them are called.
    pub units: &'static str,
    /// Verbs behind a name in a biography.
    pub is: &'static str,
    /// Words that say that a post is over.
    pub former: &'static str,
    /// What stands between a position and its organization.
    pub at: &'static str,
    /// Those of them behind which any name is that of an organization: `chez`.
    pub beside: &'static str,
    /// What parts of organizations are called that are none themselves.
    pub parts: &'static str,
    /// Words behind which the name of an organization is over.
    pub over: &'static str,
    /// Words that say that books follow.
    pub books: &'static [&'static str],
    /// What is printed above titles and names nothing: `Opinion`.
    pub rubrics: &'static [&'static str],
    /// Labels of notes of the editors.
    pub notes: &'static [&'static str],
    /// Phrases before the name of the place of first publication.
    pub original: &'static [&'static str],
    /// Phrases before the name of another place of publication.
    pub reprint: &'static [&'static str],
    /// Phrases before the text that this one answers.
    pub responds: &'static [&'static str],
    /// Phrases before the text that this one translates.
    pub translates: &'static [&'static str],
    /// Phrases of a correction of an earlier version.
    pub corrects: &'static [&'static str],
    /// Beginnings of lines that belong to a site or a letter, not to the text.
    pub clutter: &'static [&'static str],
    /// Beginnings of captions.
    pub captions: &'static [&'static str],
    /// What series are made of, as their names say.
    pub publications: &'static str,
    /// Labels before the name of a series.
    pub series: &'static [&'static str],
    /// Headings with which texts begin.
    pub openings: &'static [&'static str],
    /// Labels of lists of keywords.
    pub keywords: &'static [&'static str],
    /// First words of a paragraph that goes on with the one before.
    pub continuers: &'static str,
    /// What the sentences of a disclaimer are made of.
    pub statement: Statement,
}

/// What a sentence that says whose views a text holds is made of: beginnings of words, or, where no blanks part
/// them, what stands inside.
#[derive(Debug)]
pub struct Statement {
    /// Views, opinions, responsibility.
    pub views: &'static [&'static str],
    /// Authors, persons.
    pub signers: &'static [&'static str],
    /// Own, alone, not.
    pub limits: &'static [&'static str],
    /// Institutions and their organs.
    pub houses: &'static [&'static str],
    /// The text itself: this article, here.
    pub here: &'static [&'static str],
}
