//! The series of a text of which one line alone proves nothing, by two witnesses that agree: a line of the heading,
//! a running head, the name of the file, a sentence of the imprint.

use std::collections::HashSet;

use super::document::{Document, Role};
use super::file_name::FileName;
use super::imprint::series_name;
use super::lexicon::{Set, Words, index};
use super::masthead::Masthead;
use super::number;
use super::reading::Known;
use super::rubric::{is_body_name, is_rubric};
use super::segments::{last_segment, segments};
use super::words::{bare, fold, is_finished, narrow, sentences, starts_upper, weight};
use crate::import::report::{Certainty, Finding};

/// How many paragraphs of the end are asked.
const TAIL: usize = 12;

/// How many different running heads are read.
const RUNNING: usize = 64;

/// Fills in the series, where the lines of the heading did not name it.
pub fn settle(document: &mut Document, known: &Known, masthead: &mut Masthead) {
    let file = FileName::of(Some(known));
    if masthead.series.is_none() && masthead.number.is_some() {
        masthead.series = beside_number(document, known, &file, masthead);
    }
    if masthead.series.is_none() {
        masthead.series = confirmed(document, &file);
    }
    if let Some(series) = masthead.series.as_mut().filter(|series| !series.value.contains(' ')) {
        series.value = longer(document, &series.value).unwrap_or_else(|| series.value.clone());
    }
    if masthead.number.is_none()
        && let Some(series) = &masthead.series
    {
        masthead.number = numbered_by_file(&file, series);
    }
}

/// `HARBOUR` above `LETTERS`: the name of one word with the word for a publication that a running head or a sentence of
/// the end has behind it.
fn longer(document: &Document, name: &str) -> Option<String> {
    if names_publication(name) {
        return None;
    }
    let running = document.lines.iter().filter(|line| line.role == Role::Furniture).take(RUNNING);
    let end = document.blocks.len().saturating_sub(TAIL);
    let ends = document.blocks.iter().skip(end).map(|block| block.text.as_str());
    let own = fold(name);
    running.map(|line| line.text.as_str()).chain(ends).find_map(|text| {
        let mut words = text.split_whitespace().take(3).skip_while(|word| fold(word) == "the");
        let (first, second) = (words.next()?, words.next()?);
        let second = bare(second);
        let fits = fold(first) == own && starts_upper(second) && names_publication(second);
        fits.then(|| format!("{first} {second}"))
    })
}

/// `Harbour Notes 12` in a running head, in the name of the file or at the end, where 12 is the number.
fn beside_number(document: &Document, known: &Known, file: &FileName, masthead: &Masthead) -> Option<Finding<String>> {
    let number = masthead.number.as_ref()?;
    let count = document.blocks.len();
    let edge = |at: &usize| *at < document.heading_end() || *at + TAIL >= count;
    let edges = (0..count).filter(edge).filter_map(|at| document.blocks.get(at));
    let edges = edges.flat_map(|block| &block.lines).filter_map(|at| document.lines.get(*at));
    let mut seen = HashSet::new();
    let running = document.lines.iter().filter(|line| line.role == Role::Furniture);
    let running = running.filter(|line| seen.insert(line.text.as_str())).take(RUNNING);
    let (edges, running): (Vec<_>, Vec<_>) = (edges.collect(), running.collect());
    let found = running.iter().chain(&edges).find_map(|line| {
        let (name, marked) = before(&narrow(&line.text), &number.value, known)?;
        let told = marked || names_publication(&name) || line.role == Role::Furniture || file.behind(&name).is_some();
        (told && !is_body_name(&name)).then_some((name, line.number))
    });
    let (value, line) = found?;
    Some(Finding { value, lines: (line, line), source: "running head", certainty: Certainty::Likely })
}

/// The name before a number in a line, and whether a label stands between.
fn before(line: &str, number: &str, known: &Known) -> Option<(String, bool)> {
    let places = line.match_indices(number).map(|(at, _)| at);
    places.into_iter().find_map(|at| {
        let (head, tail) = (line.get(..at)?, line.get(at + number.len()..)?);
        let inner = |c: char| c.is_alphanumeric() || c == '-';
        let whole = !head.ends_with(inner) && !tail.starts_with(inner);
        let bare = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '.' | '°' | 'º'));
        let last = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
        let label = number::is_marker(last);
        let name = if label { bare.get(..bare.len() - last.len())? } else { bare };
        let name = last_segment(name).rsplit(['“', '"', '”']).next().unwrap_or_default();
        let marked = label || bare.len() < head.trim_end().len();
        let title = series_name(name, known)?;
        let fits = whole
            && !title.contains([':', '@'])
            && weight(&title) <= 5
            && starts_upper(&title)
            && !is_date_word(&title);
        fits.then_some((title, marked))
    })
}

/// Whether a month or a day of the week is among the words.
fn is_date_word(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let folded = fold(bare(word));
        index().month(&folded).is_some() || index().is(Words::Weekdays, &folded)
    })
}

/// A short line above the title with which the name of the file begins, or of which a sentence at the end says what
/// it is.
fn confirmed(document: &mut Document, file: &FileName) -> Option<Finding<String>> {
    let end = document.heading_end();
    let imprint = imprint(document, end);
    let free = |at: &usize| document.blocks.get(*at).is_some_and(|b| b.role == Role::Unknown && b.hint.is_none());
    let titled = document.blocks.iter().any(|b| b.role == Role::Title);
    let heads: Vec<usize> = (0..end).filter(free).collect();
    for (place, at) in heads.iter().copied().enumerate() {
        let lines = document.blocks.get(at).map_or(0, |b| b.lines.len());
        let line = document.line_text(at, 0)?;
        let below = heads
            .iter()
            .skip(place + 1)
            .any(|at| document.blocks.get(*at).is_some_and(|b| weight(&b.text) > 2 && !is_rubric(&b.text) && !b.item));
        if !(titled || below || lines > 1) {
            return None;
        }
        if super::people::opening(&line).is_some() {
            continue;
        }
        let found = candidates(&line).into_iter().find(|name| {
            let by_file = file.behind(name).is_some_and(|rest| is_counted(rest) && !is_body_name(name));
            by_file || imprint.iter().any(|sentence| tells_of(sentence, name))
        });
        let Some(name) = found else { continue };
        let value = name.to_owned();
        let place = document.split(at, 0, 1);
        document.claim(place, Role::Masthead);
        let lines = document.blocks.get(place).map(|b| b.span).unwrap_or_default();
        return Some(Finding { value, lines, source: "heading", certainty: Certainty::Likely });
    }
    None
}

/// What a line of the heading could name: itself, its segments, what stands before a byline in it.
fn candidates(line: &str) -> Vec<&str> {
    let fits = |name: &&str| {
        (1..=5).contains(&weight(name))
            && starts_upper(name)
            && name.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !is_rubric(name)
            && !is_finished(name)
            && (!is_body_name(name) || names_publication(name))
            && !is_date_word(name)
    };
    let whole = std::iter::once(line.trim());
    let mut found: Vec<&str> = whole.chain(segments(line)).filter(fits).collect();
    found.dedup();
    found
}

/// The sentences of the end that may say what the series is.
fn imprint(document: &Document, heading: usize) -> Vec<String> {
    let from = document.blocks.len().saturating_sub(TAIL).max(heading);
    let blocks = document.blocks.iter().skip(from).filter(|b| weight(&b.text) < 140);
    blocks.flat_map(|b| sentences(&b.text).into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// `Harbour Notes is published by …`, `The Harbour Notes (HN) are …`: whether a sentence says what this is, and does
/// not introduce a person.
fn tells_of(sentence: &str, name: &str) -> bool {
    let folded = fold(sentence);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let folded = folded.strip_prefix("the ").unwrap_or(folded);
    let Some(rest) = folded.strip_prefix(fold(name).as_str()) else { return false };
    let rest = rest.strip_prefix('s').filter(|rest| rest.starts_with(' ')).unwrap_or(rest);
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest.trim_start(),
        None => rest,
    };
    let words: Vec<&str> = rest.split_whitespace().take(6).collect();
    let says = words.first().is_some_and(|word| index().is(Words::Is, word));
    let person = words.iter().any(|word| index().is(Words::Heads, word.trim_matches(|c: char| !c.is_alphanumeric())));
    says && !person
}

/// Whether what the name of a file has behind a series is a number or a date.
fn is_counted(rest: &[String]) -> bool {
    let first = rest.first();
    first.is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || index().month(word).is_some()
            || number::is_marker(word)
            || index().label(Set::Volume, word).is_some()
    })
}

/// The number behind the series in the name of the file: `tide-notes-12`, `TN12` for Tide Notes.
fn numbered_by_file(file: &FileName, series: &Finding<String>) -> Option<Finding<String>> {
    let words = file.behind(&series.value)?;
    let words: Vec<&String> = words.iter().skip_while(|word| number::is_marker(word)).collect();
    let figures = |word: &&&String| (1..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit());
    let (first, second) = (words.first().filter(figures)?, words.get(1));
    let dated =
        second.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) || index().month(word).is_some());
    let value = first.trim_start_matches('0').to_owned();
    (!dated && !value.is_empty()).then_some(Finding {
        value,
        lines: series.lines,
        source: "name of the file",
        certainty: Certainty::Doubtful,
    })
}

/// Whether one of the words says what series are made of.
fn names_publication(text: &str) -> bool {
    text.split_whitespace().any(|word| index().is(Words::Publications, &fold(bare(word))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn series(text: &str, file: &str) -> Option<String> {
        let known = Known { file: Some(file.to_owned()), ..Known::default() };
        let mut document = Document::new(text);
        let number = text.contains("12").then(|| Finding {
            value: "12".to_owned(),
            lines: (1, 1),
            source: "heading",
            certainty: Certainty::Likely,
        });
        let mut masthead = Masthead { number, ..Masthead::default() };
        settle(&mut document, &known, &mut masthead);
        masthead.series.map(|found| found.value)
    }

    const TEXT: &str = "The harbour waits for the tide, as it has done for four hundred years and more, and the town waits for \
                        the harbour, which is slow. Nobody has asked the tide. The pilots say that it would answer if \
                        it were asked in the right way, by somebody who has the time to wait for what it says, and who \
                        does not mind that it says the same every day of the year.";

    #[test]
    fn a_line_of_the_heading_that_the_imprint_tells_of() {
        let text = format!("Tidewise\n\nWhat the harbour wants\n\n{TEXT}\n\nTidewise is published by the Lab.");
        assert_eq!(series(&text, "x.txt").as_deref(), Some("Tidewise"));
        let text = format!("Ann Roe\n\nWhat the harbour wants\n\n{TEXT}\n\nAnn Roe is a senior fellow at the Lab.");
        assert_eq!(series(&text, "x.txt"), None);
    }

    #[test]
    fn the_name_of_the_file_agrees_with_the_heading() {
        let text = format!("E-Tides\n\nWhat the harbour wants\n\n{TEXT}");
        assert_eq!(series(&text, "E-Tides March 2024.txt").as_deref(), Some("E-Tides"));
        assert_eq!(series(&text, "harbour.txt"), None);
    }

    #[test]
    fn a_number_is_told_of_with_its_series() {
        let text = format!("What the harbour wants\n\n{TEXT}\n\nTide Notes No. 12, June 2023");
        assert_eq!(series(&text, "x.txt").as_deref(), Some("Tide Notes"));
    }
}
