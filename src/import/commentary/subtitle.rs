//! The second heading below a title: where it begins, and what it is.

use super::document::{Document, Role};
use super::lexicon::{Words, index};
use super::rubric::{is_body_name, is_rubric};
use super::title::fits;
use super::words::{fold, is_capitals, is_finished, is_unspaced, starts_upper, weight};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding};

/// Dashes around a subtitle.
const DASHES: &[char] = &['—', '–', '―', '─', '～', '〜', '－', '~'];

/// Where lines below the first begin with a dash or stand in brackets, or the letter case changes, a
/// subtitle begins: parted from the title. Gives the place of the title.
pub(super) fn part_subtitle(document: &mut Document, at: usize) -> usize {
    let lines = document.blocks.get(at).map_or(0, |b| b.lines.len());
    let text = |line: usize| document.line_text(at, line).unwrap_or_default();
    let first = text(0);
    for line in 1..lines {
        let this = text(line);
        let dashed = this.starts_with(['—', '–', '―', '─', '～', '〜', '-', '－', '~'])
            || this.starts_with(['(', '（']) && this.ends_with([')', '）']);
        let other_case = is_capitals(&first)
            && first.chars().any(char::is_uppercase)
            && !is_capitals(&this)
            && this.chars().any(char::is_lowercase);
        let closed =
            text(line - 1).ends_with(['?', '？', '؟', '!']) && !is_unspaced(first.chars().next().unwrap_or(' '));
        if dashed || other_case || closed && weight(&this) > 3 || begins_anew(&text(line - 1), &this) {
            let place = document.split(at, 0, line);
            if dashed && this.ends_with(DASHES) && line + 1 < lines {
                // `—What it means—`: what follows is something else.
                document.split(place + 1, 0, 1);
            }
            return place;
        }
    }
    at
}

/// Whether a line is no part of the heading in the line before: a whole sentence, or one that begins with a small word
/// that has a capital, though nothing before it ends.
pub(super) fn begins_anew(before: &str, line: &str) -> bool {
    if is_capitals(before) || before.ends_with([':', ',', '–', '—', '-']) || super::words::is_hanging(before) {
        return false;
    }
    if stands_apart(before, line) {
        return true;
    }
    let sentence = starts_upper(line) && line.ends_with('.') && weight(line) > 6 && !is_finished(before);
    let first = line.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’')).next().unwrap_or_default();
    let behind = line.get(first.len()..).unwrap_or_default();
    let elided = first.chars().count() == 1 && behind.starts_with(['\'', '’']);
    let small = elided || starts_upper(first) && !is_capitals(first) && index().is(Words::Stop, &fold(first));
    sentence || small && weight(line) > 3 && weight(before) > 2
}

/// Whether a line is a heading of its own below another one: there was room for more than its first words in the line
/// before, which does not end as a line that goes on does.
fn stands_apart(before: &str, line: &str) -> bool {
    let first = line.split_whitespace().next().map_or(0, |word| word.chars().count() + 1);
    let (above, below) = (before.chars().count(), line.chars().count());
    let long = |word: &&str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    let sentence = before.split_whitespace().filter(long).count() > 1;
    let room = above + first <= below && (above * 3 <= below * 2 || sentence);
    room && starts_upper(line) && weight(before) > 1 && weight(line) > 4 && !before.ends_with(['’', '\''])
}

pub(super) fn subtitle(
    document: &mut Document,
    title: Option<usize>,
    byline: Option<usize>,
) -> Option<Finding<String>> {
    let at = title? + 1;
    let end = document.heading_end();
    let block = document.blocks.get(at)?;
    let before = byline.is_some_and(|b| at < b);
    let hinted = block.hint == Some(Hint::Subtitle);
    let dashed = block.text.starts_with(['—', '–', '―', '─', '～', '〜', '－', '~'])
        || block.text.starts_with(['(', '（']) && block.text.ends_with([')', '）']);
    let heading = block.heading || block.set_apart;
    let title_ends = document.blocks.get(at - 1).map_or(0, |b| b.span.1);
    let next_line = block.span.0 == title_ends + 1 && block.lines.len() <= 2 && weight(&block.text) > 2;
    let place = hinted || before || dashed || next_line || byline.is_none() && at < end && heading;
    if block.text.ends_with('.') && weight(&block.text) > 6 && block.role == Role::Unknown && (hinted || heading) {
        // A whole sentence below the title is no heading.
        if let Some(block) = document.blocks.get_mut(at) {
            block.hint = Some(Hint::Standfirst);
            block.heading = false;
        }
        return None;
    }
    let other = block.hint.is_some() && !hinted;
    if !place
        || other
        || block.role != Role::Unknown
        || !fits(block)
        || is_finished(&block.text) && weight(&block.text) > 12 && !hinted
        || is_rubric(&block.text)
        || is_body_name(&block.text)
    {
        return None;
    }
    let bare = block
        .text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '―' | '─' | '～' | '〜' | '－' | '~'));
    let bare = match bare.starts_with(['(', '（']) && bare.ends_with([')', '）']) {
        true => bare.trim_matches(['(', ')', '（', '）']),
        false => bare,
    };
    let finding =
        Finding { value: bare.to_owned(), lines: block.span, source: "heading", certainty: Certainty::Likely };
    document.claim(at, Role::Subtitle);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_room_before_it_begins_anew() {
        assert!(stands_apart("Slow tides", "What the harbours of the north have learned from them"));
        assert!(stands_apart("A harbour without a tide", "Norland waits for the moon again"));
        assert!(!stands_apart("Norland's New Harbour Strategy", "Meets the Reality of Its Pilots"));
        assert!(!stands_apart("What the pact between", "Norland and Suedland means"));
    }
}
