//! The title: the heading before the byline.

use super::candidate::is_board;
use super::document::{Block, Document, Role};
use super::lexicon::{Set, index};
use super::masthead::{self, Told};
use super::named;
use super::people;
use super::reading::ContributorRole;
use super::recased::recased;
use super::rubric::{is_body_name, is_rubric};
use super::site;
use super::subtitle::{begins_anew, part_subtitle, subtitle};
use super::words::{is_capitals, is_finished, is_hanging, is_unspaced, sentences, starts_lower, weight};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// What was found of titles.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    /// As the language writes headlines.
    pub title: Option<Finding<String>>,
    /// As printed.
    pub as_published: Option<Finding<String>>,
    /// A second heading.
    pub subtitle: Option<Finding<String>>,
    /// The place of the last paragraph of the title.
    pub last: Option<usize>,
}

/// Keeps what the form calls the title from all who read the heading before it.
pub fn reserve(document: &mut Document) {
    let Some(at) = document.blocks.iter().position(is_called_title) else { return };
    let called = document.blocks.get(at).is_some_and(|b| masthead::is_series_name(&b.text));
    let next = (at + 1..document.heading_end()).find(|at| document.blocks.get(*at).is_some_and(|b| b.heading));
    if let Some(next) = next.filter(|_| called) {
        // `# Harbour Notes` above `# The tide turns`: the first is the name of the series.
        for (at, hint) in [(at, None), (next, Some(Hint::Title))] {
            if let Some(block) = document.blocks.get_mut(at) {
                block.hint = hint;
            }
        }
        document.claim(next, Role::Title);
        return;
    }
    let value = document.blocks.get(at).map(|b| b.text.clone()).unwrap_or_default();
    if called && named::is_repeated(document, at, &value) {
        // The largest letters of a page may be those of the series.
        if let Some(block) = document.blocks.get_mut(at) {
            block.hint = None;
            block.heading = false;
        }
        return;
    }
    document.claim(at, Role::Title);
}

/// Whether the form calls a free paragraph the title.
fn is_called_title(block: &Block) -> bool {
    block.hint == Some(Hint::Title) && block.role == Role::Unknown && !is_rubric(&block.text)
}

/// Finds the title among the paragraphs not claimed yet. `byline` is the place
/// of the byline, where one was found in the heading.
pub fn recognise(document: &mut Document, byline: Option<usize>, tag: &str, told: &mut Told) -> Titles {
    let reserved = document.blocks.iter().position(|b| b.role == Role::Title);
    if let Some(at) = reserved {
        document.claim(at, Role::Unknown);
    }
    part_rubrics(document);
    let byline =
        byline.map(|_| ()).and_then(|()| document.blocks.iter().position(|b| b.role == Role::Byline)).or(byline);
    let chosen = choose(document, byline).or_else(|| {
        part_headings(document);
        choose(document, None).map(|(at, _)| (at, false))
    });
    let Some((first, sure)) = chosen else {
        let reason = "no title found: expected a heading before the byline";
        told.problems.push(Problem::error(None, "title", reason));
        return Titles::default();
    };
    let first = part_subtitle(document, first);
    let blocks = same_style(document, first);
    let mut published = String::new();
    for at in &blocks {
        document.claim(*at, Role::Title);
        if let Some(block) = document.blocks.get(*at) {
            document.hyphens.append(&mut published, &block.text);
        }
    }
    let span = |at: Option<&usize>| at.and_then(|at| document.blocks.get(*at)).map(|b| b.span);
    let from = span(blocks.first()).unwrap_or_default();
    let to = span(blocks.last()).unwrap_or(from);
    let certainty = if sure { Certainty::Certain } else { Certainty::Doubtful };
    let published =
        published.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#' | '_' | '†' | '∗')).to_owned();
    let as_published = Finding { value: published, lines: (from.0, to.1), source: "heading", certainty };
    if !sure {
        let reason = format!("“{}” is read as the title by its place alone", as_published.value);
        told.doubt(Some(from.0), "title", reason);
    }
    let title = recased(document, &as_published, tag, told);
    let last = blocks.last().copied();
    let subtitle = subtitle(document, last, byline);
    set_aside(document, first);
    Titles { title: Some(title), as_published: Some(as_published), subtitle, last }
}

/// Lines of rubrics and bodies above a title in its paragraph become paragraphs of their own.
fn part_rubrics(document: &mut Document) {
    let mut at = 0;
    while at < document.heading_end() {
        let lines = document.blocks.get(at).filter(|b| b.role == Role::Unknown).map_or(0, |b| b.lines.len());
        let sentence = (1..lines).find(|line| ends_in_sentence(document, at, *line));
        if let Some(line) = sentence {
            document.split(at, 0, line);
        } else if lines > 1
            && let Some(first) = document.line_text(at, 0)
            && (is_rubric(&first) || is_body_name(&first) && lines < 5)
        {
            document.split(at, 0, 1);
        }
        at += 1;
    }
}

/// Where no paragraph of the heading can be a title, its lines become paragraphs, but for those that go on in the next.
fn part_headings(document: &mut Document) {
    let mut at = 0;
    while at < document.heading_end() + 1 && at < document.blocks.len() {
        let lines = document.blocks.get(at).filter(|b| b.role == Role::Unknown).map_or(0, |b| b.lines.len());
        let text = |line: usize| document.line_text(at, line).unwrap_or_default();
        let goes_on = |line: usize| {
            let (before, this) = (text(line - 1), text(line));
            before.ends_with(':') || is_hanging(&before) || starts_lower(&this)
        };
        let end = (1..lines.min(14)).find(|line| !goes_on(*line));
        if let Some(end) = end {
            document.split(at, 0, end);
        }
        at += 1;
    }
}

/// Whether what begins in a line below a heading is a whole sentence, though there was room before it.
fn ends_in_sentence(document: &Document, at: usize, line: usize) -> bool {
    let text = |line: usize| document.line_text(at, line).unwrap_or_default();
    let (before, this) = (text(line - 1), text(line));
    let first = this.split_whitespace().next().unwrap_or_default().chars().count();
    let room = before.chars().count() + 1 + first <= this.chars().count();
    room && begins_anew(&before, &this) && this.ends_with('.')
}

/// The best heading, and whether it is sure to be the title.
fn choose(document: &Document, byline: Option<usize>) -> Option<(usize, bool)> {
    let end = document.heading_end().max(byline.map_or(0, |b| b + 1));
    let cased = document.blocks.iter().any(|b| b.text.chars().any(char::is_lowercase));
    let free = |at: usize| document.blocks.get(at).filter(|b| b.role == Role::Unknown && fits(b));
    // Below the place in a site, a short line in capitals is what the site files the text under.
    let sited = document.lines.iter().take(24).any(|line| site::is_trail(&line.text));
    if let Some(at) = document.blocks.iter().position(is_called_title) {
        return Some((at, true));
    }
    let mut best: Option<(i32, usize)> = None;
    let mut second = i32::MIN;
    let mut count = 0;
    for at in 0..end {
        let Some(block) = free(at) else { continue };
        count += 1;
        let mut score = 30 - 2 * count;
        score += if block.hint == Some(Hint::Title) { 40 } else { 0 };
        score -= if matches!(
            block.hint,
            Some(
                Hint::Subtitle
                    | Hint::Standfirst
                    | Hint::Masthead
                    | Hint::Biography
                    | Hint::Aside
                    | Hint::Note
                    | Hint::Date
                    | Hint::Disclaimer
            )
        ) {
            30
        } else {
            0
        };
        score += if block.heading { 8 } else { 0 };
        score += if cased && is_capitals(&block.text) && weight(&block.text) > 2 && !(sited && weight(&block.text) <= 4)
        {
            5
        } else {
            0
        };
        score += i32::from(block.set_apart);
        score -= if is_rubric(&block.text) { 40 } else { 0 };
        score -= if is_imprint(&block.text) { 20 } else { 0 };
        score -= if is_body_name(&block.text) { 9 } else { 0 };
        score += byline.map_or(0, |b| if at < b { 6 } else { 0 });
        score -= if byline.is_some_and(|b| stands_above_date(document, at, b)) { 8 } else { 0 };
        score -= match weight(&block.text) {
            0..=1 => 7,
            2..=3 => 4,
            _ => 0,
        };
        score += if block.text.contains([':', '?', '？', '：']) { 3 } else { 0 };
        score -= if is_finished(&block.text) && block.text.ends_with(['.', '。', ':', '：']) { 6 } else { 0 };
        match best {
            Some((b, _)) if score <= b => second = second.max(score),
            Some((b, _)) => {
                second = b;
                best = Some((score, at));
            }
            None => best = Some((score, at)),
        }
    }
    let (score, at) = best.filter(|(score, _)| *score > 5)?;
    let block = document.blocks.get(at)?;
    let only = document.blocks.len() == 1;
    let stands_out = block.heading || block.hint == Some(Hint::Title) || is_capitals(&block.text) && cased;
    let before = byline.is_some_and(|b| at < b);
    let others = (0..at).filter(|o| free(*o).is_some_and(|b| !is_rubric(&b.text) && !is_body_name(&b.text))).count();
    let sure = !only && others == 0 && (before || stands_out || byline.is_none()) || block.hint == Some(Hint::Title);
    let close = second > score - 2;
    Some((at, sure && !close))
}

/// `Published weekly by the Lab`, `Harbour Notes | autumn`: what says how, when or in what a text appears.
fn is_imprint(text: &str) -> bool {
    let label = [Set::Published, Set::Updated].iter().any(|set| {
        // The label is a word, not a letter: `Published weekly`.
        index().label(*set, text).is_some_and(|(rest, _)| weight(rest) > 1 && text.len() > rest.len() + 4)
    });
    label || text.contains(" | ") && !text.contains(is_unspaced) && !text.ends_with('?')
}

/// Whether a heading stands above the line of the date, and another one between that line and the byline: then it
/// is the motto of the site.
fn stands_above_date(document: &Document, at: usize, byline: usize) -> bool {
    let between = document.blocks.get(at + 1..byline).unwrap_or_default();
    let date = between.iter().position(|b| b.role == Role::Masthead || b.hint == Some(Hint::Date));
    let below = date.and_then(|date| between.get(date + 1..)).unwrap_or_default();
    let caption = |b: &Block| index().label(Set::Captions, &b.text).is_some();
    below.iter().any(|b| b.role == Role::Unknown && fits(b) && weight(&b.text) > 4 && !caption(b))
}

pub(super) fn fits(block: &Block) -> bool {
    let text = &block.text;
    let labelled = [Set::Summary, Set::About, Set::Keywords, Set::Notes]
        .iter()
        .any(|set| index().heading(*set, text).is_some_and(|(rest, _)| rest.is_empty() || weight(rest) > 8));
    let greeting = text.ends_with([',', '，']) && weight(text) < 8;
    weight(text) <= 48
        && !is_prose(text)
        && !labelled
        && !block.item
        && !greeting
        && !people::opening(text).is_some_and(|(role, rest, weak)| {
            !weak && (weight(rest) < 8 || role == ContributorRole::Editor && text.contains(':'))
        })
        && !is_board(text)
        && text.chars().any(char::is_alphabetic)
}

/// Two sentences, or one long one with a full stop, are no heading.
fn is_prose(text: &str) -> bool {
    if is_capitals(text) {
        return false;
    }
    let long = weight(text) > 14 && is_finished(text) && !text.ends_with(['?', '!', '？', '！', '؟']);
    long || sentences(text).len() > 2 && weight(text) > 20 || weight(text) > 40
}

/// The title and headings right behind it that look alike: a title broken over a blank line.
fn same_style(document: &Document, first: usize) -> Vec<usize> {
    let alike = |at: usize| {
        document.blocks.get(at).is_some_and(|b| {
            b.role == Role::Unknown && is_capitals(&b.text) && !people::parse(&b.text).is_some_and(|p| p.opened)
        })
    };
    let mut title = vec![first];
    let block = document.blocks.get(first);
    if block.is_some_and(|b| is_capitals(&b.text) && b.text.chars().any(char::is_uppercase) && !b.heading) {
        title.extend((first + 1..document.blocks.len()).take_while(|at| alike(*at)).take(3));
    }
    // A line that goes on behind a blank one.
    while let Some(next) = title.last().and_then(|last| goes_on(document, *last)).filter(|_| title.len() < 3) {
        title.push(next);
    }
    title
}

/// The heading that goes on with this one: it begins with a small letter, or this one ends in a word that wants more.
fn goes_on(document: &Document, at: usize) -> Option<usize> {
    let (block, next) = (document.blocks.get(at)?, document.blocks.get(at + 1)?);
    let free = next.role == Role::Unknown && next.hint.is_none() && !next.heading && weight(&next.text) <= 14;
    let plain = block.hint.is_none() && !is_finished(&block.text) && !block.text.ends_with(['—', '–', '-']);
    let wanted = is_hanging(&block.text) || starts_lower(&next.text);
    (free && plain && wanted && fits(next) && !is_finished(&next.text)).then_some(at + 1)
}

/// Rubrics and names of bodies above the title belong to no field.
fn set_aside(document: &mut Document, title: usize) {
    let title = document.blocks.iter().position(|b| b.role == Role::Title).unwrap_or(title);
    for at in 0..document.heading_end().max(title) {
        let rubric = document.blocks.get(at).is_some_and(|b| {
            b.role == Role::Unknown
                && (is_rubric(&b.text) || at < title && (is_body_name(&b.text) || weight(&b.text) <= 12))
        });
        if rubric {
            document.claim(at, Role::Masthead);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::import::commentary::rubric::without_kicker;

    fn read(text: &str, byline: Option<usize>) -> (Titles, Vec<Problem>) {
        let mut told = Told::default();
        let mut document = Document::new(text);
        if let Some(at) = byline {
            document.claim(at, Role::Byline);
        }
        let titles = recognise(&mut document, byline, "en", &mut told);
        (titles, told.problems)
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
    fn rubrics_are_no_title() {
        let (found, _) = read("OPINION\n\nHarbour plans\n\nBy Ann Roe", Some(2));
        assert_eq!(found.title.unwrap().value, "Harbour plans");
        for (text, bare) in [
            ("[시론] 대사관", "대사관"),
            ("[Opinion] Tides", "Tides"),
            ("Opinion | Tides rise", "Tides rise"),
            ("重磅 | 数字货币", "数字货币"),
            ("Tides: a view", "Tides: a view"),
        ] {
            assert_eq!(without_kicker(text), bare);
        }
    }

    #[test]
    fn no_title_is_an_error() {
        let (found, problems) = read("", None);
        assert!(found.title.is_none());
        assert_eq!(problems.first().unwrap().field, "title");
    }
}
