//! The series that a heading names without a number, by the words of the name and by what stands around it: at the very
//! top, beside the house, above the date.

use super::document::{Block, Document, Role};
use super::imprint;
use super::lexicon::{Words, index};
use super::masthead::{is_series_name, names_publication};
use super::people;
use super::rubric::is_body_name;
use super::words::{fold, is_capitals, starts_upper, weight};
use crate::import::report::{Certainty, Finding};

/// A line at the very top, above other headings, that is the name of a series by its words: `GULL PAPERS`.
pub(super) fn at_top(document: &mut Document) -> Option<Finding<String>> {
    const TOP: usize = 3;
    let end = document.heading_end();
    let plain = |b: &Block| b.role == Role::Unknown && b.hint.is_none() && !b.item;
    let free = |at: &usize| document.blocks.get(*at).is_some_and(plain);
    let headings: Vec<usize> = (0..end).filter(free).collect();
    let titled = document.blocks.iter().any(|b| b.role == Role::Title);
    if let Some(found) = headings.iter().take(TOP).find_map(|at| beside_house(document, *at)) {
        return Some(found);
    }
    if let Some(found) = headings.iter().take(TOP).find_map(|at| below_title(document, *at)) {
        return Some(found);
    }
    let others = titled || headings.len() > 1;
    if let Some(found) = headings.iter().take(TOP).find_map(|at| from_house(document, *at, others)) {
        return Some(found);
    }
    let place = headings.iter().take(TOP).copied().find(|at| {
        let block = document.blocks.get(*at);
        let alone = block.is_some_and(|b| b.lines.len() == 1);
        let first = document.line_text(*at, 0).unwrap_or_default();
        // Above other lines of its paragraph, it ends with what series are made of.
        let ends = first.split_whitespace().next_back().is_some_and(names_publication);
        let below = document.line_text(*at, 1).or_else(|| document.line_text(*at + 1, 0)).unwrap_or_default();
        (alone || ends) && is_series_name(&first) || weight(&first) <= 4 && is_publication_of(&below)
    })?;
    let more = usize::from(document.blocks.get(place).is_some_and(|b| b.lines.len() > 1));
    let others = headings.iter().filter(|at| **at > place).count() + more;
    if !titled && others < 2 {
        return None;
    }
    let place = document.split(place, 0, 1);
    let block = document.blocks.get(place)?;
    let found =
        Finding { value: block.text.clone(), lines: block.span, source: "heading", certainty: Certainty::Likely };
    document.claim(place, Role::Masthead);
    Some(found)
}

/// `TIDE INSTITUTE | Gull Insight`: the name of a series beside that of its house.
fn beside_house(document: &mut Document, at: usize) -> Option<Finding<String>> {
    let count = document.blocks.get(at).map_or(0, |b| b.lines.len().min(3));
    let (line, text) = (0..count).find_map(|line| Some((line, document.line_text(at, line)?)))?;
    let parts: Vec<&str> = text.split(" | ").map(str::trim).collect();
    let house = parts.len() > 1 && parts.iter().any(|part| is_body_name(part) || is_house(part));
    let plain = |part: &str| !part.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '.' | ',' | '/'));
    let called = |part: &&&str| (2..=4).contains(&weight(part)) && names_publication(part) && plain(part);
    let name = parts.iter().find(called).filter(|_| house)?;
    let value = (*name).to_owned();
    let place = document.split(at, line, line + 1);
    document.claim(place, Role::Masthead);
    let lines = document.blocks.get(place).map(|b| b.span).unwrap_or_default();
    Some(Finding { value, lines, source: "heading", certainty: Certainty::Likely })
}

/// The last line of the paragraph of a title that is the name of a series by its words: right above the line of the
/// date, or where the text names it elsewhere, or the house has its name.
fn below_title(document: &mut Document, at: usize) -> Option<Finding<String>> {
    let block = document.blocks.get(at).filter(|b| (2..=6).contains(&b.lines.len()))?;
    let (count, end) = (block.lines.len(), block.span.1);
    let next = document.blocks.get(at + 1).filter(|b| b.role == Role::Masthead && b.span.0 == end + 1);
    let value = document.line_text(at, count - 1).filter(|text| is_series_name(text))?;
    let ends = value.split_whitespace().next_back().is_some_and(names_publication) && starts_upper(&value);
    let short = people::opening(&value).is_none();
    let dated = next.is_some() && count <= 4;
    if !(ends && short && (dated || is_named_elsewhere(document, at, &value))) {
        return None;
    }
    let place = document.split(at, count - 1, count);
    document.claim(place, Role::Masthead);
    Some(Finding { value, lines: (end, end), source: "heading", certainty: Certainty::Likely })
}

/// Whether a sentence of another paragraph, or a running head, has a name as it is written.
pub(super) fn is_repeated(document: &Document, at: usize, name: &str) -> bool {
    let others = document.blocks.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, block)| &block.text);
    let heads = document.lines.iter().filter(|line| line.role == Role::Furniture).map(|line| &line.text);
    others.chain(heads).any(|text| text.contains(name))
}

/// Whether another paragraph has a name, in the plural or not, or an address of the text its first word.
fn is_named_elsewhere(document: &Document, at: usize, name: &str) -> bool {
    let folded = fold(name);
    let single = folded.strip_suffix('s').unwrap_or(&folded);
    let house = folded.split_whitespace().next().filter(|word| word.chars().count() > 4).unwrap_or_default();
    let others = document.blocks.iter().enumerate().filter(|(place, _)| *place != at);
    others.map(|(_, block)| block).any(|block| {
        let text = fold(&block.text);
        let hosted = |word: &str| word.contains(['@', '.']) && word.contains(house) && imprint::has_address(word);
        text.contains(single) || !house.is_empty() && text.split_whitespace().any(hosted)
    })
}

/// `Tide Notes from the Harbour Institute`: the name of a series before that of its house, on a line of its own beside
/// other headings.
fn from_house(document: &mut Document, at: usize, others: bool) -> Option<Finding<String>> {
    let count = document.blocks.get(at).map_or(0, |b| b.lines.len());
    let line = document.line_text(at, count.checked_sub(1)?)?;
    let (name, house) = [" from the ", " of the "].iter().find_map(|sign| line.split_once(sign))?;
    let ends = name.split_whitespace().next_back().is_some_and(names_publication);
    let others = others || count > 1;
    let whole = ends && is_series_name(name) && starts_upper(house) && is_body_name(house);
    if !others || !whole {
        return None;
    }
    let value = name.to_owned();
    let place = document.split(at, count - 1, count);
    document.claim(place, Role::Masthead);
    let lines = document.blocks.get(place).map(|b| b.span).unwrap_or_default();
    Some(Finding { value, lines, source: "heading", certainty: Certainty::Likely })
}

/// Whether a text in capitals can be the name of a house in a masthead: `HARBOUR FUND OF THE NORTH`.
fn is_house(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_ascii_digit());
    is_capitals(text) && (2..=10).contains(&weight(text)) && plain && !names_publication(text)
}

/// `A publication of the Gull Lab`: what stands above it is a series.
fn is_publication_of(line: &str) -> bool {
    let words: Vec<String> = line.split_whitespace().take(4).map(fold).collect();
    let says = words.iter().any(|w| index().is(Words::Publications, w) || w.starts_with("publica"));
    says && words.len() > 3 && weight(line) <= 12 && index().holds(Words::Units, line) && !line.ends_with('.')
}
