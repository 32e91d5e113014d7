//! Understands one commentary: a [`Manuscript`], whatever form it had.
//!
//! Its lines become paragraphs ([`document`]), and then one recogniser per field claims the paragraphs it
//! knows. They run from the sure to the unsure; what nobody claims behind the
//! heading is the body.

mod address;
pub mod agreement;
pub mod apparatus;
pub mod attribution;
pub mod biography;
pub mod body;
pub mod books;
mod boxes;
pub mod byline;
pub mod candidate;
pub mod check;
pub mod clauses;
mod confirmed;
pub mod contact;
pub mod convert;
mod credits;
pub mod date;
pub mod date_tokens;
pub mod disclaimer;
pub mod distinctive;
pub mod document;
pub mod east;
pub mod evidence;
pub mod file_name;
mod footnotes;
pub mod furniture;
pub mod headline;
pub mod hyphen;
pub mod imprint;
pub mod introduced;
pub mod language;
pub mod lexicon;
mod list;
pub mod markup;
pub mod masthead;
pub mod name;
mod name_posts;
mod named;
pub mod number;
pub mod number_forms;
pub mod paragraphs;
pub mod people;
pub mod phrase;
pub mod posts;
mod presented;
mod printed;
mod reading;
mod recased;
pub mod relations;
pub mod rubric;
mod running;
pub mod segments;
mod sentence_case;
pub mod series;
mod site;
pub mod standfirst;
pub mod stated;
pub mod statement;
mod subject;
mod subtitle;
pub mod title;
pub mod vocabulary;
mod witnesses;
pub mod words;

pub use reading::{
    Affiliation, AppearanceKind, Biography, Body, Book, Contributor, ContributorRole, Disclaimer, Known,
    OtherAppearance, OtherRelation, Paragraph, ParagraphKind, Reading, RelationKind, Review, SeriesName,
};

use crate::import::manuscript::{Hint, Manuscript, Stated};
use crate::import::report::{Certainty, Finding, Problem};
use document::{Document, Role};
use lexicon::{Set, index};
use masthead::Told;

/// Reads a commentary.
pub fn read(manuscript: Manuscript, known: &Known) -> Reading {
    let Manuscript { mut lines, mut stated, mut problems } = manuscript;
    boxes::put_together(&mut lines);
    printed::take(&mut lines, &mut stated);
    let lines = stated::named_by_file(stated::placed(lines, &stated, &mut problems), known.file.as_deref());
    let mut reading = Reading { problems, ..Reading::default() };
    let mut document = Document::of(lines);
    if document.blocks.is_empty() {
        let reason = "the document is empty";
        reading.problems.push(Problem::error(None, "document", reason));
        return reading;
    }
    set_aside(&mut document, |hint| hint == Hint::Aside);
    let tag = language::detect(document.texts()).unwrap_or("en");
    let order = language::lexicon(tag).order;
    let mut told = Told { known: Some(known), stated: Some(&stated), ..Told::default() };
    title::reserve(&mut document);
    let masthead = masthead::recognise(&mut document, known, order, &mut told);
    let disclaimer = disclaimer::recognise(&mut document);
    let notes = apparatus::recognise(&mut document);
    let byline = read_people(&mut document, &mut told, tag, &stated, &mut reading);
    let titles = title::recognise(&mut document, byline, tag, &mut told);
    let last = titles.last;
    reading.title = titles.title;
    reading.title_as_published = titles.as_published;
    reading.subtitle = titles.subtitle;
    reading.problems.append(&mut told.problems);
    reading.review.append(&mut told.review);
    if let Some(title) = &reading.title {
        set_citations_aside(&mut document, &title.value);
    }
    read_text(&mut document, last.unwrap_or(0), disclaimer.as_ref(), &mut reading);
    let problems = &mut reading.problems;
    reading.series = series::recognise(&document, disclaimer.as_ref(), &masthead, known, problems);
    reading.number = masthead.number;
    reading.published = masthead.published;
    reading.updated = masthead.revised;
    reading.disclaimer = disclaimer.map(|found| found.finding(known));
    (reading.appearances, reading.relations) = relations::recognise(&notes, order);
    reading.notes = notes.into_iter().map(note).collect();
    let placed = reading.published.as_ref().is_none_or(|own| is_of_heading(&document, own));
    stated::settle(&mut reading, &stated, placed);
    check::all(&mut reading, &document, known);
    limit(&mut reading.problems);
    reading
}

/// Whether a date is one that the text gives for itself: what the form calls a date, what stands above the running
/// text, or what a label introduces. Others are told in passing: below a picture, in what is quoted.
fn is_of_heading(document: &Document, date: &Finding<String>) -> bool {
    let says =
        |text: &str| date::find(&words::narrow(text), lexicon::Order::Day).iter().any(|own| own.value == date.value);
    let labelled = |text: &str| index().label(Set::Published, text).is_some_and(|(rest, _)| rest.len() < text.len());
    let is_its = |line: &document::Line| (date.lines.0..=date.lines.1).contains(&line.number) && says(&line.text);
    let runs = |line: &document::Line| words::is_finished(&line.text) && words::weight(&line.text) > 15;
    let text = document.lines.iter().position(runs).unwrap_or(document.lines.len());
    let mut its = document.lines.iter().enumerate().filter(|(_, line)| is_its(line)).peekable();
    let told = its.peek().is_none() || date.source == "dateline";
    told || its.any(|(at, line)| at < text || line.hint == Some(Hint::Date) || labelled(&line.text))
}

fn note(note: apparatus::Note) -> Finding<String> {
    Finding { value: note.text, lines: note.lines, source: "note", certainty: Certainty::Likely }
}

/// Byline and biographies; paragraphs cut by a page break are joined on the way,
/// as the byline tells where the heading ends. Gives the place of the byline.
fn read_people(
    document: &mut Document,
    told: &mut Told,
    tag: &str,
    stated: &Stated,
    reading: &mut Reading,
) -> Option<usize> {
    let byline = byline::recognise(document, told);
    let (place, beside) = byline.as_ref().map(|b| (b.block, b.beside.clone())).unwrap_or_default();
    if let Some(byline) = byline {
        reading.byline = byline.text;
        reading.contributors = Some(byline.contributors);
    }
    stated::people(reading, stated);
    let people = people(reading);
    let names: Vec<Vec<&str>> = people.iter().map(|p| name::core(&p.name)).collect();
    let begins = |text: &str| names.iter().any(|n| name::leads_with(text, n).is_some());
    let start = place.map_or_else(|| document.heading_end(), |at| at + 1);
    body::join_cut(document, start, begins);
    let at = place.or_else(|| document.blocks.iter().position(|b| b.role == Role::Byline)).unwrap_or(0);
    let at = at.min(document.heading_end());
    reading.biographies = biography::recognise(document, &people, at, tag, &mut told.problems);
    stated::biographies(reading, stated, tag);
    posts::beside(&mut reading.biographies, &people, &beside, tag);
    place
}

fn people(reading: &Reading) -> Vec<Contributor> {
    let found = reading.contributors.as_ref();
    found.map(|f| f.value.clone()).unwrap_or_default()
}

/// Claims what the form says is no running text and nobody else has claimed.
fn set_aside(document: &mut Document, is_meant: impl Fn(Hint) -> bool) {
    let meant = |block: &document::Block| block.role == Role::Unknown && block.hint.is_some_and(&is_meant);
    let all: Vec<usize> = (0..document.blocks.len()).filter(|at| document.blocks.get(*at).is_some_and(meant)).collect();
    all.into_iter().for_each(|at| document.claim(at, Role::BackMatter));
}

/// Claims the paragraphs of the heading and of the end that repeat the whole title: how to cite the text, or where in
/// a site it stands.
fn set_citations_aside(document: &mut Document, title: &str) {
    const MORE: usize = 30;
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (own, size) = (letters(title), words::weight(title));
    let (head, count) = (document.heading_end() + 2, document.blocks.len());
    let repeats = |block: &document::Block| {
        let dated = block.text.chars().filter(char::is_ascii_digit).count() > 3;
        let small = words::weight(&block.text) <= size + MORE;
        block.role == Role::Unknown && dated && small && letters(&block.text).contains(&own)
    };
    let edge = (0..count).filter(|at| size > 3 && (*at < head || *at + 12 >= count));
    let all: Vec<usize> = edge.filter(|at| document.blocks.get(*at).is_some_and(repeats)).collect();
    all.into_iter().for_each(|at| document.claim(at, Role::BackMatter));
}

/// Standfirst, body and language: what is left behind the heading.
fn read_text(document: &mut Document, title: usize, disclaimer: Option<&disclaimer::Found>, reading: &mut Reading) {
    set_aside(document, |hint| !matches!(hint, Hint::Title | Hint::Subtitle | Hint::Standfirst));
    let in_heading = |role| matches!(role, Role::Title | Role::Subtitle | Role::Byline | Role::Masthead);
    let end = document.heading_end();
    let heading = document.blocks.get(..end.max(title + 1)).unwrap_or(&document.blocks);
    let last = heading.iter().rposition(|b| in_heading(b.role));
    // Where nothing is left behind a byline at the end, the text stands before it.
    let empty = document.blocks.iter().skip(last.map_or(0, |at| at + 1)).all(|b| b.role != Role::Unknown);
    let first = heading.iter().skip(title).position(|b| b.role == Role::Unknown).map(|at| at + title);
    let start = if empty { first.or(last) } else { last.map(|at| at + 1) };
    let start = start.unwrap_or(0);
    let Reading { problems, review, contributors, .. } = reading;
    let people = contributors.iter().flat_map(|found| &found.value).map(|person| person.name.as_str());
    let people: Vec<&str> = people.collect();
    reading.standfirst = standfirst::recognise(document, title, start, &people, problems, review);
    let end = disclaimer.map(|found| found.last_block);
    apparatus::trim_end(document, start);
    reading.body = body::recognise(document, start, end, problems);
    body::report_joins(document, problems);
    report_left_out(document, problems);
    reading.language = language_of(reading.body.as_ref());
}

fn language_of(body: Option<&Finding<Body>>) -> Option<Finding<String>> {
    let body = body?;
    let texts = body.value.paragraphs.iter().map(|p| p.text.as_str());
    let language = language::detect(texts)?;
    Some(Finding { certainty: Certainty::Likely, ..body.with(language.to_owned()) })
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
