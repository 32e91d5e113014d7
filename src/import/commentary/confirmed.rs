//! The label of a series that stands alone in the heading, and a date that stands alone below the text: what else the
//! document says confirms them.

use std::collections::HashSet;

use super::document::{Document, Role};
use super::lexicon::{Order, Set, index};
use super::masthead::{is_series_name, names_publication};
use super::name::spans;
use super::words::{fold, weight};
use super::{date, rubric};
use crate::import::report::{Certainty, Finding};

/// How many paragraphs from the end may say how to cite the text.
const TAIL: usize = 14;

/// A line of the heading that a citation of the text at the end names behind its title: `Ann Roe, “Tides”, Gull
/// Letters, Gull Lab, 2024`.
pub fn cited(document: &mut Document) -> Option<Finding<String>> {
    const TOP: usize = 4;
    let count = document.blocks.len();
    let tail = document.blocks.iter().skip(count.saturating_sub(TAIL).max(TOP));
    let texts = tail.filter(|block| block.role == Role::Unknown && weight(&block.text) <= 60);
    let names: Vec<String> = texts.filter_map(|block| behind_title(&block.text)).map(fold).collect();
    let label = |at: &usize| {
        document.blocks.get(*at).is_some_and(|b| {
            let first = document.line_text(*at, 0).unwrap_or_default();
            let free = b.role == Role::Unknown && b.hint.is_none() && (2..=7).contains(&weight(&first));
            free && names.contains(&fold(&first))
        })
    };
    let at = (0..document.heading_end().min(TOP)).find(label)?;
    let at = document.split(at, 0, 1);
    claimed(document, at)
}

/// What a citation names behind the quoted title.
fn behind_title(text: &str) -> Option<&str> {
    let closes = |at: usize, c: char| match c {
        // Not the sign inside a word: `Notes de l’Institut`.
        '’' => !text.get(at + c.len_utf8()..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric)),
        _ => matches!(c, '»' | '”' | '“' | '"'),
    };
    let (at, sign) = text.char_indices().rev().find(|(at, c)| closes(*at, *c))?;
    let behind = text.get(at + sign.len_utf8()..)?.trim_start();
    let behind = behind.strip_prefix([',', '.', ':'])?.trim_start();
    let name = behind.split([',', '(', '|']).next()?.trim().trim_end_matches('.');
    (!name.is_empty()).then_some(name)
}

/// A line of the heading, or a part of one, that is the name of a series by its words, and stands in a running head or
/// foot of pages too.
pub fn running(document: &mut Document) -> Option<Finding<String>> {
    let repeated = running_heads(document);
    let free = |at: usize| document.blocks.get(at).filter(|b| b.role == Role::Unknown && b.hint.is_none());
    let lines = (0..document.heading_end()).flat_map(|at| {
        let count = free(at).map_or(0, |b| b.lines.len().min(8));
        (0..count).map(move |line| (at, line))
    });
    let named = |text: &str| {
        let parts = text.split(" | ").map(str::trim);
        let part = parts.into_iter().find(|part| {
            (2..=5).contains(&weight(part)) && names_publication(part) && !rubric::is_body_name(part)
                || is_series_name(part) && !rubric::is_body_name(part)
        })?;
        repeated.contains(&fold(part)).then(|| part.to_owned())
    };
    let found = lines.filter_map(|(at, line)| Some((at, line, named(&document.line_text(at, line)?)?)));
    let (at, line, value) = found.into_iter().next()?;
    let at = document.split(at, line, line + 1);
    Some(Finding { value, ..claimed(document, at)? })
}

/// The parts of running heads and feet, and of the lines that stand alone at the end, where those of pages are put once.
fn running_heads(document: &Document) -> HashSet<String> {
    const ALONE: usize = 4;
    let count = document.blocks.len();
    let heads = document.lines.iter().filter(|line| line.role == Role::Furniture).map(|line| line.text.as_str());
    let tail = document.blocks.iter().skip(count.saturating_sub(ALONE).max(document.heading_end()));
    let tail = tail.flat_map(|block| &block.lines).filter_map(|at| document.lines.get(*at));
    let all = heads.chain(tail.map(|line| line.text.as_str())).filter(|text| weight(text) <= 12);
    let parts = all.flat_map(|text| text.split(" | "));
    let page = |c: char| c.is_ascii_digit() || c.is_whitespace();
    parts.map(|part| fold(part.trim_matches(page))).filter(|part| !part.is_empty()).collect()
}

fn claimed(document: &mut Document, at: usize) -> Option<Finding<String>> {
    let block = document.blocks.get(at)?;
    let (value, lines) = (block.text.clone(), block.span);
    document.claim(at, Role::Masthead);
    Some(Finding { value, lines, source: "heading", certainty: Certainty::Likely })
}

/// `9 May 2024` alone in its paragraph, where the heading says no more than `May 2024`.
pub fn whole_date(document: &mut Document, known: &str) -> Option<Finding<String>> {
    const WHOLE: usize = 10;
    let whole = |text: &str| date::parse(text).filter(|own| own.len() == WHOLE && own.starts_with(known));
    let alone = |at: &usize| {
        let block = document.blocks.get(*at).filter(|b| b.role == Role::Unknown && b.lines.len() == 1);
        block.is_some_and(|b| weight(&b.text) <= 6 && whole(&b.text).is_some())
    };
    let at = (0..document.blocks.len()).filter(|_| known.len() < WHOLE).find(alone)?;
    let block = document.blocks.get(at)?;
    let (value, lines) = (whole(&block.text)?, block.span);
    document.claim(at, Role::Masthead);
    Some(Finding { value, lines, source: "dateline", certainty: Certainty::Likely })
}

/// `(First published 12 March 2023; the other version …)`: a date behind its label in a sentence of the end.
pub fn labelled_date(document: &Document, order: Order) -> Option<Finding<String>> {
    const LONGEST: usize = 60;
    const WHOLE: usize = 10;
    let first = document.blocks.len().saturating_sub(TAIL).max(document.heading_end());
    let tail = document.blocks.iter().skip(first).filter(|b| b.role == Role::Unknown && weight(&b.text) <= LONGEST);
    let dated = |text: &str| {
        spans(text).find_map(|(at, _)| {
            let (behind, _) = index().label(Set::Published, text.get(at..)?)?;
            let found = date::find(behind, order).into_iter().next()?;
            let near = behind.get(..found.start)?.chars().all(|c| !c.is_alphanumeric());
            (near && !found.open && found.value.len() == WHOLE).then_some(found.value)
        })
    };
    let (value, lines) = tail.into_iter().find_map(|block| Some((dated(&block.text)?, block.span)))?;
    Some(Finding { value, lines, source: "end", certainty: Certainty::Doubtful })
}
