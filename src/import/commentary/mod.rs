//! Understands one commentary: a [`Manuscript`], whatever form it had.
//!
//! Its lines become paragraphs ([`document`]), and then one recogniser per field claims the paragraphs it
//! knows. They run from the sure to the unsure; what nobody claims behind the
//! heading is the body.

pub mod biography;
pub mod body;
pub mod books;
pub mod byline;
pub mod contact;
pub mod convert;
pub mod date;
mod date_tokens;
mod decode;
pub mod disclaimer;
pub mod distinctive;
pub mod document;
pub mod evidence;
pub mod headline;
pub mod hyphen;
pub mod language;
pub mod lexicon;
pub mod markup;
pub mod masthead;
pub mod name;
pub mod number;
pub mod phrase;
pub mod posts;
mod reading;
pub mod series;
pub mod standfirst;
pub mod title;
pub mod vocabulary;
pub mod words;

pub use decode::decode;
pub use reading::{
    Affiliation, Biography, Body, Book, Contributor, ContributorRole, Disclaimer, Known, Paragraph, ParagraphKind,
    Reading, Review, SeriesName,
};

use crate::import::manuscript::Manuscript;
use crate::import::report::{Certainty, Finding, Problem};
use document::{Document, Role};

/// Reads a commentary.
pub fn read(manuscript: Manuscript, known: &Known) -> Reading {
    let mut reading = Reading { problems: manuscript.problems, ..Reading::default() };
    let mut document = Document::of(manuscript.lines);
    if document.blocks.is_empty() {
        let reason = "the document is empty";
        reading.problems.push(Problem::error(None, "document", reason));
        return reading;
    }
    let heading = read_heading(&mut document, known, &mut reading);
    let disclaimer = disclaimer::recognise(&mut document);
    let people = people(&reading);
    if let Some(byline) = heading.byline {
        let problems = &mut reading.problems;
        reading.biographies = biography::recognise(&mut document, &people, byline, problems);
    }
    read_titles(&mut document, heading.byline, &mut reading);
    read_text(&mut document, disclaimer.as_ref(), &mut reading);
    let problems = &mut reading.problems;
    reading.series = series::recognise(disclaimer.as_ref(), &heading.masthead, known, problems);
    reading.number = heading.masthead.number;
    reading.published = heading.masthead.published;
    reading.disclaimer = disclaimer.map(|found| found.finding(known));
    limit(&mut reading.problems);
    reading
}

struct Heading {
    masthead: masthead::Masthead,
    byline: Option<usize>,
}

/// Masthead and byline; paragraphs cut by a page break are joined on the way,
/// as the byline tells where the heading ends.
fn read_heading(document: &mut Document, known: &Known, reading: &mut Reading) -> Heading {
    let masthead = masthead::recognise(document, known, &mut reading.problems);
    let byline = byline::recognise(document, &mut reading.problems);
    let place = byline.as_ref().map(|b| b.block);
    if let Some(byline) = byline {
        reading.byline = Some(byline.text);
        reading.contributors = Some(byline.contributors);
    }
    let people = people(reading);
    let names: Vec<Vec<&str>> = people.iter().map(|p| name::core(&p.name)).collect();
    let begins = |text: &str| names.iter().any(|n| name::leads_with(text, n).is_some());
    body::join_cut(document, place.map_or(1, |at| at + 1), begins);
    Heading { masthead, byline: place }
}

fn people(reading: &Reading) -> Vec<Contributor> {
    let found = reading.contributors.as_ref();
    found.map(|f| f.value.clone()).unwrap_or_default()
}

fn read_titles(document: &mut Document, byline: Option<usize>, reading: &mut Reading) {
    let titles = title::recognise(document, byline, &mut reading.problems);
    reading.title = titles.title;
    reading.title_as_published = titles.as_published;
    reading.subtitle = titles.subtitle;
}

/// Standfirst, body and language: what is left behind the heading.
fn read_text(document: &mut Document, disclaimer: Option<&disclaimer::Found>, reading: &mut Reading) {
    let in_heading = |role| matches!(role, Role::Title | Role::Subtitle | Role::Byline);
    let last = document.blocks.iter().rposition(|b| in_heading(b.role));
    let start = last.map_or(0, |at| at + 1);
    let Reading { problems, review, .. } = reading;
    reading.standfirst = standfirst::recognise(document, start, problems, review);
    let end = disclaimer.map(|found| found.last_block);
    reading.body = body::recognise(document, start, end, problems);
    body::report_joins(document, problems);
    report_left_out(document, problems);
    reading.language = language_of(reading.body.as_ref());
    doubt_foreign_title(reading);
}

fn language_of(body: Option<&Finding<Body>>) -> Option<Finding<String>> {
    let body = body?;
    let texts = body.value.paragraphs.iter().map(|p| p.text.as_str());
    let language = language::detect(texts)?;
    Some(Finding { certainty: Certainty::Likely, ..body.with(language.to_owned()) })
}

/// Headline case follows English rules: in another language it is a guess.
fn doubt_foreign_title(reading: &mut Reading) {
    let language = reading.language.as_ref().map(|f| f.value.as_str());
    let (Some(title), Some(printed)) = (&mut reading.title, &reading.title_as_published) else {
        return;
    };
    if language.is_none_or(|l| l == "en") || title.value == printed.value {
        return;
    }
    title.certainty = Certainty::Doubtful;
    let reason =
        "the title is printed in capitals; its letter case follows English rules, the body is in another language";
    let line = Some(title.lines.0);
    reading.problems.push(Problem::warning(line, "title", reason));
}

/// Says what was dropped or not understood.
fn report_left_out(document: &Document, problems: &mut Vec<Problem>) {
    if let Some(first) = document.furniture.first() {
        let count = document.furniture.len();
        let reason = format!("{count} page numbers and running heads were left out, the first on this line");
        problems.push(Problem::info(Some(*first), "document", reason));
    }
    for (_, block) in document.with_role(Role::Unknown) {
        let reason = "not understood, left out: it stands before the byline and is no title";
        problems.push(Problem::warning(Some(block.span.0), "document", reason));
    }
}

/// No list of problems is longer than someone can read.
fn limit(problems: &mut Vec<Problem>) {
    const MOST: usize = 500;
    if problems.len() > MOST {
        let reason = format!("{} more problems are not listed", problems.len() - MOST);
        problems.sort_by_key(|p| std::cmp::Reverse(p.severity));
        problems.truncate(MOST);
        problems.push(Problem::warning(None, "document", reason));
    }
}

#[cfg(test)]
mod tests;
