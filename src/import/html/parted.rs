//! Lines that say who and when in one.

use crate::import::commentary::date;
use crate::import::commentary::lexicon::Order;
use crate::import::commentary::people;
use crate::import::commentary::words::narrow;
use crate::import::manuscript::{Hint, Line};

/// `Ann Roe · 12 April 2024`, `12 April 2024 Ann Roe` in what is called a byline or a date: who, and when.
pub fn by_kind(line: Line) -> Vec<Line> {
    if !matches!(line.hint, Some(Hint::Byline | Hint::Date)) {
        return vec![line];
    }
    let of = |text: &str, hint: Hint| Line { text: text.to_owned(), hint: Some(hint), ..line.clone() };
    if line.hint == Some(Hint::Byline) && line.text.contains(['|', '·', '•']) {
        let parts = line.text.split(['|', '·', '•']).map(str::trim).filter(|part| !part.is_empty());
        return parts.map(|text| of(text, if is_date(text) { Hint::Date } else { Hint::Byline })).collect();
    }
    let called = |who: &str| line.hint == Some(Hint::Byline) || line.text.starts_with(who) || is_opened(who);
    match who_and_when(&line.text).filter(|(who, _)| called(who)) {
        Some((who, when)) => vec![of(&who, Hint::Byline), of(&when, Hint::Date)],
        None => vec![line],
    }
}

/// Whether a good deal of a text is figures.
fn is_date(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    figures >= 3 && figures * 5 >= text.chars().count()
}

/// The name before or behind a date, and the date with what else stands there.
fn who_and_when(text: &str) -> Option<(String, String)> {
    const LONGEST: usize = 120;
    let text = narrow(text);
    let found = date::find(&text, Order::Day).into_iter().find(|date| !date.weak).filter(|_| text.len() <= LONGEST)?;
    let (before, behind) = (text.get(..found.start)?, text.get(found.end..)?);
    let (who, rest) = match (name_in(before), name_in(behind)) {
        (Some(who), _) => (who, text.get(found.start..)?),
        (None, Some(who)) => (who, text.get(..found.end)?),
        (None, None) => return None,
    };
    Some((who.to_owned(), rest.trim().to_owned()))
}

/// The name that a piece of a line is, without the small words that tie it to a date.
fn name_in(piece: &str) -> Option<&str> {
    let mut name = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    // `Ann Roe am`, `Ann Roe, published on`
    while let Some((before, _)) = name.rsplit_once(' ').filter(|(_, last)| last.starts_with(char::is_lowercase)) {
        name = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    }
    is_name(name).then_some(name)
}

/// Whether a text is nothing but names, with a word such as `By` before them or without.
pub fn is_name(text: &str) -> bool {
    is_opened(text) || people::is_names(text)
}

fn is_opened(text: &str) -> bool {
    let parsed = people::parse(text).filter(|parsed| parsed.opened);
    parsed.is_some_and(|parsed| parsed.people.iter().all(|own| own.beside.is_empty()))
}
