//! The title: the heading before the byline.

use super::document::{Document, Role};
use super::evidence::Forms;
use super::headline::headline;
use super::words::{is_capitals, is_finished, sentences, words};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// What was found of titles.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    /// In headline case.
    pub title: Option<Finding<String>>,
    /// As printed.
    pub as_published: Option<Finding<String>>,
    /// A second heading.
    pub subtitle: Option<Finding<String>>,
}

/// A heading longer than this, in characters, is no title.
const LONGEST: usize = 400;

/// Finds the title among the paragraphs not claimed yet. `byline` is the place
/// of the byline, where one was found.
pub fn recognise(document: &mut Document, byline: Option<usize>, problems: &mut Vec<Problem>) -> Titles {
    let Some((blocks, certainty)) = candidates(document, byline) else {
        let reason = "no title found: expected a heading before the byline";
        problems.push(Problem::error(None, "title", reason));
        return Titles::default();
    };
    let mut published = String::new();
    for at in &blocks {
        document.claim(*at, Role::Title);
        if let Some(block) = document.blocks.get(*at) {
            document.hyphens.append(&mut published, &block.text);
        }
    }
    let span = |at: Option<&usize>| at.and_then(|at| document.blocks.get(*at)).map(|b| b.span);
    let first = span(blocks.first()).unwrap_or_default();
    let last = span(blocks.last()).unwrap_or(first);
    let as_published = Finding { value: published.clone(), lines: (first.0, last.1), source: "heading", certainty };
    let title = recased(document, &as_published, problems);
    Titles {
        title: Some(title),
        as_published: Some(as_published),
        subtitle: subtitle(document, blocks.last().copied(), byline),
    }
}

/// The title in headline case, with the body as evidence.
fn recased(document: &Document, published: &Finding<String>, problems: &mut Vec<Problem>) -> Finding<String> {
    let unclaimed = document.blocks.iter();
    let running = unclaimed.filter(|b| !matches!(b.role, Role::Title | Role::Byline));
    let forms = Forms::collect(&published.value, running);
    let made = headline(&published.value, &forms);
    for word in &made.doubtful {
        let reason = format!(
            "the letter case of “{word}” in the title is a guess: the text has it both as a name and as a word"
        );
        problems.push(Problem::warning(Some(published.lines.0), "title", reason));
    }
    let guess = match (made.text == published.value, made.doubtful.is_empty()) {
        (true, _) => Certainty::Certain,
        (false, true) => Certainty::Likely,
        (false, false) => Certainty::Doubtful,
    };
    let certainty = published.certainty.min(guess);
    Finding { certainty, ..published.with(made.text) }
}

/// The paragraphs that make up the title.
fn candidates(document: &Document, byline: Option<usize>) -> Option<(Vec<usize>, Certainty)> {
    let free = |at: &usize| {
        let block = document.blocks.get(*at);
        block.is_some_and(|b| b.role == Role::Unknown && is_heading(&b.text))
    };
    let end = document.heading_end();
    let hinted = |at: &usize| free(at) && document.blocks.get(*at).is_some_and(|b| b.hint == Some(Hint::Title));
    if let Some(at) = (0..end).find(hinted) {
        return Some((vec![at], Certainty::Certain));
    }
    let before: Vec<usize> = (0..byline.unwrap_or(0)).filter(free).collect();
    if let Some(first) = before.first() {
        return Some((same_style(document, *first, &before), Certainty::Certain));
    }
    let text = |at: usize| document.blocks.get(at).map_or("", |b| b.text.as_str());
    let (start, certainty) = match byline {
        Some(at) => (at + 1, Certainty::Doubtful),
        None => (0, Certainty::Likely),
    };
    let first = (start..end).find(free)?;
    let stands_out = is_capitals(text(first)) || document.blocks.get(first).is_some_and(|b| b.heading || b.set_apart);
    let only = document.blocks.len() == 1;
    match byline.is_none() || stands_out {
        true if stands_out && !only => Some((same_style(document, first, &[]), certainty)),
        true => Some((vec![first], Certainty::Doubtful)),
        false => None,
    }
}

/// The first heading and those right behind it that look alike: a title broken
/// over a blank line.
fn same_style(document: &Document, first: usize, before: &[usize]) -> Vec<usize> {
    let capitals = |at: usize| document.blocks.get(at).is_some_and(|b| is_capitals(&b.text));
    let mut title = vec![first];
    if capitals(first) {
        let next = before.iter().skip(1).copied();
        title.extend(next.zip(first + 1..).take_while(|(a, b)| a == b && capitals(*a)).map(|(a, _)| a));
    }
    title
}

fn is_heading(text: &str) -> bool {
    let length = text.chars().take(LONGEST + 1).count();
    length <= LONGEST && !is_prose(text)
}

/// Two sentences, or one long one with a full stop, are no heading.
fn is_prose(text: &str) -> bool {
    if is_capitals(text) {
        return false;
    }
    let long = words(text).count() > 12 && is_finished(text) && !text.ends_with([':', '?', '!']);
    long || sentences(text).len() > 2 || words(text).count() > 40
}

fn subtitle(document: &mut Document, title: Option<usize>, byline: Option<usize>) -> Option<Finding<String>> {
    let at = title? + 1;
    let block = document.blocks.get(at)?;
    let hinted = block.hint == Some(Hint::Subtitle);
    if !hinted && block.hint.is_some() {
        return None;
    }
    if !hinted && at >= byline? || block.role != Role::Unknown || !is_heading(&block.text) {
        return None;
    }
    let finding =
        Finding { value: block.text.clone(), lines: block.span, source: "heading", certainty: Certainty::Likely };
    document.claim(at, Role::Subtitle);
    Some(finding)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str, byline: Option<usize>) -> (Titles, Vec<Problem>) {
        let mut problems = Vec::new();
        let titles = recognise(&mut Document::new(text), byline, &mut problems);
        (titles, problems)
    }

    #[test]
    fn a_title_over_two_lines() {
        let (found, problems) = read("***HARBOUR PLANS\nOF THE U.S.***\n\nBY ANN ROE", Some(1));
        assert_eq!(found.title.unwrap().value, "Harbour Plans of the U.S.");
        let published = found.as_published.unwrap();
        assert_eq!(published.value, "HARBOUR PLANS OF THE U.S.");
        assert_eq!(published.lines, (1, 2));
        assert!(problems.is_empty());
    }

    #[test]
    fn a_title_broken_over_a_blank_line_and_a_subtitle() {
        let text = "HARBOUR PLANS\n\nOF THE NAVY\n\nA first look\n\nBy Ann Roe";
        let (found, _) = read(text, Some(3));
        assert_eq!(found.title.unwrap().value, "Harbour Plans of the Navy");
        assert_eq!(found.subtitle.unwrap().value, "A first look");
    }

    #[test]
    fn without_a_byline_the_first_heading_is_taken() {
        let (found, _) = read("Harbour plans\n\nThe navy has plans.", None);
        assert_eq!(found.title.unwrap().value, "Harbour plans");
    }

    #[test]
    fn no_title_is_an_error() {
        let (found, problems) = read("", None);
        assert!(found.title.is_none());
        assert_eq!(problems.first().unwrap().field, "title");
    }
}
