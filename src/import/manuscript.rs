//! A commentary in any form, before it is understood: its text line by line in reading order, and what
//! its form states beside the text (front matter, embedded metadata, an export's own fields).
//!
//! Each form has a reader that makes manuscripts of bytes; [`crate::import::commentary`] alone
//! understands them.

use super::commentary::markup::{self, Marks};
use super::layout;
use super::page_edges;
use super::report::Problem;

/// One commentary, ready to be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// The text. An empty line parts paragraphs; a reader that knows paragraphs gives each as one line.
    pub lines: Vec<Line>,
    /// What the form states.
    pub stated: Stated,
    /// What was wrong with the bytes.
    pub problems: Vec<Problem>,
}

/// One line of a manuscript, without markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number in the source, counted from 1. Several lines may come of one of the source.
    pub number: u32,
    /// Its text, blanks collapsed.
    pub text: String,
    /// What its markup said about it.
    pub marks: Marks,
    /// What the form says that it is.
    pub hint: Option<Hint>,
}

/// What a form says about a piece of text, in its own words (`class="byline"`, `<footer>`, a style). The
/// text may prove it wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// The title.
    Title,
    /// A second heading.
    Subtitle,
    /// Who made it.
    Byline,
    /// When it was published.
    Date,
    /// Series, number, rubric.
    Masthead,
    /// About an author.
    Biography,
    /// The standfirst.
    Standfirst,
    /// The disclaimer.
    Disclaimer,
    /// A note of the editors.
    Note,
    /// No running text: a caption, a footnote, a pull quote.
    Aside,
}

/// What a form states beside the text, each value with where and how well it is stated. Several sources
/// may state one value differently; the better ones stand first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// Titles.
    pub titles: Vec<Statement<String>>,
    /// Second headings.
    pub subtitles: Vec<Statement<String>>,
    /// Summaries.
    pub abstracts: Vec<Statement<String>>,
    /// Who made it; one list of people per source.
    pub contributors: Vec<Statement<Vec<Person>>>,
    /// When it was published, as printed or in ISO 8601.
    pub published: Vec<Statement<String>>,
    /// When the publisher last revised it.
    pub revised: Vec<Statement<String>>,
    /// BCP 47 tags.
    pub languages: Vec<Statement<String>>,
    /// Names of series.
    pub series: Vec<Statement<String>>,
    /// Numbers in the series.
    pub numbers: Vec<Statement<String>>,
    /// The publisher's page.
    pub urls: Vec<Statement<String>>,
    /// DOIs.
    pub dois: Vec<Statement<String>>,
    /// What it is about, in the publisher's own words.
    pub subjects: Vec<Statement<String>>,
    /// Names of publishers and sites.
    pub publishers: Vec<Statement<String>>,
    /// Disclaimers.
    pub disclaimers: Vec<Statement<String>>,
}

/// A value and who states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<T> {
    /// The value.
    pub value: T,
    /// The line of the source, counted from 1, where it has one.
    pub line: Option<u32>,
    /// Where it stands: `front matter`, `JSON-LD`, `Open Graph`, `PDF properties`, …
    pub source: &'static str,
    /// How much it is worth beside the text.
    pub weight: Weight,
}

/// How much a statement is worth beside what the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Often set by a machine for a whole site (`<title>`, `og:title`, PDF properties): used only where the
    /// text is silent, and doubted.
    Generic,
    /// Made for this page by a machine (JSON-LD, Highwire): used where the text is silent.
    Embedded,
    /// Written by an editor for this text (front matter, fields of an export): goes before the text.
    Editorial,
}

/// A person or body that a form names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name as stated.
    pub name: String,
    /// Their role, where one is stated: `author`, `translator`, `editor`.
    pub role: Option<String>,
    /// Private: their e-mail address.
    pub email: Option<String>,
    /// Their ORCID, as stated.
    pub orcid: Option<String>,
    /// What is said about them.
    pub biography: Option<String>,
    /// Their post, where it is stated by itself.
    pub position: Option<String>,
    /// Where they hold it.
    pub organization: Option<String>,
}

impl Manuscript {
    /// A plain text, with stray Markdown and HTML tags; `\u{c}` parts its pages.
    pub fn of_text(text: &str) -> Self {
        let mut pages: Vec<Vec<(u32, &str)>> = vec![Vec::new()];
        for (number, line) in (1_u32..).zip(text.split('\n')) {
            for (part, text) in line.split('\u{c}').enumerate() {
                if part > 0 {
                    pages.push(vec![(number, "")]);
                }
                if let Some(page) = pages.last_mut() {
                    page.push((number, text));
                }
            }
        }
        let mut problems = Vec::new();
        page_edges::take(&mut pages, &mut problems);
        let lines = pages.into_iter().flat_map(layout::arranged).map(|(number, text)| {
            let (text, marks) = markup::strip(&text);
            Line { number, text, marks, hint: None }
        });
        let lines = lines.collect();
        Manuscript { lines, problems, ..Manuscript::default() }
    }
}
