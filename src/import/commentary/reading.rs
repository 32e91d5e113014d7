//! What the reader gives back: plain values, each with where it was found.

use crate::import::report::{Finding, Problem};
use serde::Serialize;

/// What is already known when a text is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Titles of the series that exist already.
    pub series: Vec<String>,
    /// The name of the file, where it may tell series, number or date.
    pub file: Option<String>,
    /// Today's date (`2024-04-12`): a publication after it is in doubt.
    pub today: Option<String>,
}

/// Everything read from one commentary, and the problems met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The title in headline case.
    pub title: Option<Finding<String>>,
    /// The title as printed: one line, its capitals kept, no markup.
    pub title_as_published: Option<Finding<String>>,
    /// A second heading between title and byline, as printed.
    pub subtitle: Option<Finding<String>>,
    /// The byline as printed, without contact data.
    pub byline: Option<Finding<String>>,
    /// The people of the byline, in its order.
    pub contributors: Option<Finding<Vec<Contributor>>>,
    /// One biography per contributor that has one, in the order of the byline.
    pub biographies: Vec<Finding<Biography>>,
    /// The standfirst: the teaser before the body. An article's `abstract`.
    pub standfirst: Option<Finding<String>>,
    /// The text itself.
    pub body: Option<Finding<Body>>,
    /// The disclaimer printed with the text.
    pub disclaimer: Option<Finding<Disclaimer>>,
    /// The series the text says it belongs to.
    pub series: Option<Finding<SeriesName>>,
    /// The number within the series.
    pub number: Option<Finding<String>>,
    /// The date of publication: `2024`, `2024-04` or `2024-04-12`.
    pub published: Option<Finding<String>>,
    /// The date of the publisher's own last revision.
    pub updated: Option<Finding<String>>,
    /// The publisher's page.
    pub url: Option<Finding<String>>,
    /// The DOI.
    pub doi: Option<Finding<String>>,
    /// What it is about, in the publisher's own words.
    pub subjects: Vec<Finding<String>>,
    /// The name of the publisher.
    pub publisher: Option<Finding<String>>,
    /// Where else it appeared.
    pub appearances: Vec<Finding<OtherAppearance>>,
    /// What it answers, translates or corrects.
    pub relations: Vec<Finding<OtherRelation>>,
    /// Notes of the editors, as printed.
    pub notes: Vec<Finding<String>>,
    /// The language of the body, as a BCP 47 tag.
    pub language: Option<Finding<String>>,
    /// Fields that someone should look at before they are published.
    pub review: Vec<Review>,
    /// What went wrong or was decided on the way.
    pub problems: Vec<Problem>,
}

/// Another place of publication that the text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherAppearance {
    /// Whether it came first there.
    pub kind: AppearanceKind,
    /// The name of the newspaper, journal or site.
    pub name: String,
    /// When it appeared there, where that is said.
    pub published: Option<String>,
}

/// How another appearance stands to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppearanceKind {
    /// It appeared there first.
    Original,
    /// It appeared there too.
    Reprint,
}

/// Another work that the text speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherRelation {
    /// How it stands to it.
    pub kind: RelationKind,
    /// The other work, as the text names it.
    pub citation: String,
}

/// How the text stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// It answers it.
    RespondsTo,
    /// It translates it.
    TranslationOf,
    /// It corrects it.
    Corrects,
}

/// A field in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The field, by its name in an article.
    pub field: String,
    /// Why it is in doubt.
    pub reason: String,
}

/// A person of the byline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contributor {
    /// The name in normal letter case, without honorifics.
    pub name: String,
    /// What they did.
    pub role: ContributorRole,
    /// Private: e-mail addresses printed in the byline itself.
    pub emails: Vec<String>,
}

/// What a contributor did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContributorRole {
    /// Wrote the text.
    Author,
    /// Translated it.
    Translator,
    /// Edited it.
    Editor,
}

/// What is printed about one contributor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Biography {
    /// Whose it is: the place in `contributors`, counted from 0.
    pub contributor: u32,
    /// Private: the text as printed, contact data included.
    pub verbatim: String,
    /// The text without contact data.
    pub text: String,
    /// Private: the e-mail addresses found in it.
    pub emails: Vec<String>,
    /// The posts named, in order.
    pub affiliations: Vec<Affiliation>,
    /// The books named, in order.
    pub books: Vec<Book>,
}

/// One post as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Affiliation {
    /// The position as printed, without its article.
    pub position: Option<String>,
    /// The organization as printed, without its article.
    pub organization: Option<String>,
    /// Whether the post is said to be nonresident.
    pub nonresident: bool,
    /// Whether the post is said to be over.
    pub former: bool,
}

/// A book named in a biography.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// Its publisher, where given.
    pub publisher: Option<String>,
    /// Its year, where given.
    pub year: Option<u32>,
}

/// The text itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// How many words its paragraphs have.
    pub word_count: u32,
}

/// One paragraph or subheading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Whether it is running text or a subheading.
    pub kind: ParagraphKind,
    /// Its text on one line.
    pub text: String,
    /// First and last line, counted from 1.
    pub lines: (u32, u32),
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// A subheading.
    Heading,
}

/// A disclaimer as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disclaimer {
    /// Its text on one line.
    pub text: String,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// A series named by the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesName {
    /// The title: as known, or as printed where it is not known yet.
    pub title: String,
    /// Whether it is one of the series known already.
    pub known: bool,
}
