//! The body: its paragraphs, those cut by a page break put together again.

use super::contact;
use super::disclaimer::phrase_of;
use super::document::{Block, Document, Role, width};
use super::lexicon::{Set, index};
use super::reading::{Body, Paragraph, ParagraphKind};
use super::words::{
    ends_in_abbreviation, fold, is_capitals, is_finished, is_hanging, starts_lower, starts_upper, weight, words,
};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// Puts paragraphs together that a page break cut in two, from `start` on.
/// `begins` says of a text that it surely begins something of its own.
pub fn join_cut(document: &mut Document, start: usize, begins: impl Fn(&str) -> bool) {
    let full = full_line(document);
    let rest = document.blocks.split_off(start.min(document.blocks.len()));
    for block in rest {
        let whole = document.blocks.len() > start;
        let (hyphens, lines) = (&document.hyphens, &document.lines);
        let ends_full = |block: &Block| {
            let last = block.lines.last().and_then(|at| lines.get(*at));
            last.is_none_or(|line| width(&line.text) * 10 >= full * 7)
        };
        match document.blocks.last_mut().filter(|_| whole) {
            Some(last) if !begins(&block.text) && is_cut(last, &block, begins(&last.text), ends_full(last)) => {
                hyphens.append(&mut last.text, &block.text);
                last.joins.push(block.span.0);
                last.span.1 = block.span.1;
                last.lines.extend(block.lines);
            }
            _ => document.blocks.push(block),
        }
    }
}

/// How wide the lines of paragraphs of several lines usually are, their last aside; nothing where few are broken.
fn full_line(document: &Document) -> usize {
    const FEWEST: usize = 5;
    let texts = |block: &Block| block.lines.len().saturating_sub(1);
    let inner = document.blocks.iter().filter(|b| b.lines.len() > 2).flat_map(|b| b.lines.iter().take(texts(b)));
    let mut widths: Vec<usize> = inner.filter_map(|at| document.lines.get(*at)).map(|l| width(&l.text)).collect();
    widths.sort_unstable();
    if widths.len() < FEWEST { 0 } else { widths.get(widths.len() / 2).copied().unwrap_or(0) }
}

/// Whether the second paragraph goes on where the first was cut. `apart` says
/// that the first is a biography, which may end without a full stop; `full`, that its last line is.
fn is_cut(first: &Block, second: &Block, apart: bool, full: bool) -> bool {
    let own = |b: &Block| b.role != Role::Unknown || b.item || is_heading(b);
    if own(second) || first.role != Role::Unknown || is_heading(first) {
        return false;
    }
    let lower = starts_lower(&second.text);
    if is_finished(&first.text) {
        return lower && ends_in_abbreviation(&first.text);
    }
    let count = words(&first.text).take(12).count();
    let hanging = is_hanging(&first.text) && (lower || count >= 6);
    let open = !apart && full && !first.item && count >= 12 && !first.text.ends_with([';']);
    lower || hanging || open && phrase_of(&second.text).is_none()
}

/// Whether a paragraph looks like a subheading.
pub fn is_heading(block: &Block) -> bool {
    let short = words(&block.text).take(16).count() <= 15;
    let marked = block.heading || is_capitals(&block.text) || block.set_apart;
    block.heading || short && marked && !block.item && !is_finished(&block.text)
}

/// Says of every join that it was made.
pub fn report_joins(document: &Document, problems: &mut Vec<Problem>) {
    for block in &document.blocks {
        let field = match block.role {
            Role::Biography => "contributions",
            Role::Standfirst => "abstract",
            Role::Disclaimer => "disclaimers",
            _ => "body",
        };
        for line in &block.joins {
            let reason = "a paragraph cut here, as by a page break, was joined to the one before";
            problems.push(Problem::info(Some(*line), field, reason));
        }
    }
}

/// Makes the body of the paragraphs from `start` on that are still free; what
/// little follows the disclaimer at `end` is left out.
pub fn recognise(
    document: &mut Document,
    start: usize,
    end: Option<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Finding<Body>> {
    let free: Vec<usize> = document.with_role(Role::Unknown).map(|(at, _)| at).collect();
    leave_out_back_matter(document, &free, end, problems);
    let mut paragraphs = Vec::new();
    for at in free.into_iter().filter(|at| *at >= start) {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        if paragraphs.is_empty() && (is_opening(&block.text) || is_topic(document, at)) {
            let reason = "left out: a heading or a topic with which the text begins";
            problems.push(Problem::info(Some(block.span.0), "body", reason));
            document.claim(at, Role::BackMatter);
            continue;
        }
        if contact::is_present(&block.text) {
            let reason = "contact data stands in the body";
            problems.push(Problem::warning(Some(block.span.0), "body", reason));
        }
        paragraphs.push(paragraph(block));
        document.claim(at, Role::Body);
    }
    let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) else {
        problems.push(Problem::error(None, "body", "no body found: nothing follows the heading"));
        return None;
    };
    let lines = (first.lines.0, last.lines.1);
    let count: usize = paragraphs.iter().map(|p| words(&p.text).count()).sum();
    Some(Finding {
        value: Body { word_count: u32::try_from(count).unwrap_or(u32::MAX), paragraphs },
        lines,
        source: "body",
        certainty: Certainty::Likely,
    })
}

/// `1. Introduction`: a heading that says no more than that the text begins, or a rubric.
fn is_opening(text: &str) -> bool {
    let name = text.trim_matches(|c: char| !c.is_alphabetic());
    let folded = fold(name);
    index().is_phrase(Set::Openings, &folded) || index().is_phrase(Set::Rubrics, &folded)
}

/// A short line right above the first paragraph that says no sentence: the topic under which a site files the text,
/// a button, or the first heading.
fn is_topic(document: &Document, at: usize) -> bool {
    let block = |at: usize| document.blocks.get(at).filter(|b| b.role == Role::Unknown);
    let Some(own) = block(at) else { return false };
    let behind = (at + 1..document.blocks.len()).filter_map(block).take(3);
    let running = behind.into_iter().any(|b| is_finished(&b.text) && weight(&b.text) > 12);
    let label = own.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    running && weight(label) <= 10 && !is_finished(&own.text) && !own.item && own.joins.is_empty()
}

fn paragraph(block: &Block) -> Paragraph {
    let plain = words(&block.text).take(11).count() <= 10 && starts_upper(&block.text);
    let unfinished = !is_finished(&block.text) && block.joins.is_empty();
    let heading = is_heading(block) || plain && unfinished && !block.item;
    Paragraph {
        kind: if heading { ParagraphKind::Heading } else { ParagraphKind::Text },
        text: block.text.clone(),
        lines: block.span,
    }
}

/// Few words behind the disclaimer (a copyright line, an invitation to
/// subscribe) are no part of the text.
fn leave_out_back_matter(document: &mut Document, free: &[usize], end: Option<usize>, problems: &mut Vec<Problem>) {
    // A caption or a pulled quotation stands amid the text.
    let claimed = |b: &Block| {
        matches!(b.role, Role::Biography | Role::Disclaimer | Role::Byline | Role::BackMatter)
            && b.hint != Some(Hint::Aside)
    };
    let half = document.blocks.len() / 2;
    let long = |at: &usize| document.blocks.get(*at).is_some_and(|b| weight(&b.text) > 45);
    let last_long = free.iter().copied().rfind(long).unwrap_or(0);
    let first = document.blocks.iter().enumerate().position(|(at, b)| at > half.max(last_long) && claimed(b));
    let Some(end) = first.or(end) else { return };
    let behind: Vec<usize> = free.iter().copied().filter(|at| *at > end).collect();
    let texts = behind.iter().filter_map(|at| document.blocks.get(*at));
    let count: usize = texts.map(|b| words(&b.text).take(200).count()).sum();
    if count > 120 || behind.len() == free.len() {
        return;
    }
    for at in behind {
        let line = document.blocks.get(at).map(|b| b.span.0);
        document.claim(at, Role::BackMatter);
        problems.push(Problem::info(line, "body", "left out: it stands behind the disclaimer"));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> (Body, Vec<Problem>) {
        let mut document = Document::new(text);
        let mut problems = Vec::new();
        join_cut(&mut document, 0, |_| false);
        let body = recognise(&mut document, 0, None, &mut problems).unwrap().value;
        report_joins(&document, &mut problems);
        (body, problems)
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).0.paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn cut_paragraphs_are_joined() {
        let (body, problems) = read(
            "The image that his campaign planners and\n\nUS boat owners want.\n\nThey work with other\n\nregional partners.\n\nDone.",
        );
        assert_eq!(body.paragraphs.len(), 3);
        assert_eq!(body.paragraphs.first().unwrap().lines, (1, 3));
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [Some(3), Some(7)]);
        assert_eq!(body.word_count, 18);
    }

    #[test]
    fn a_long_open_paragraph_is_joined_to_a_capital() {
        let text = "There was not one soul in the whole town who believed the Prime\n\nMinister of Norland.";
        assert_eq!(texts(text).len(), 1);
        assert_eq!(texts("They sailed to the U.S.\n\ncoast in May.").len(), 1);
        assert_eq!(texts("They strength-\n\nened it.").first().unwrap(), "They strengthened it.");
    }

    #[test]
    fn whole_paragraphs_and_subheadings_stay() {
        let text = "It was late.\n\nwhat now\n\nThe Way Ahead\n\nNorland waits.\n\nNEXT STEPS\n\nmore.";
        let (body, problems) = read(text);
        assert_eq!(body.paragraphs.len(), 6);
        assert_eq!(body.paragraphs.get(2).unwrap().kind, ParagraphKind::Heading);
        assert!(problems.is_empty());
    }

    #[test]
    fn the_heading_of_the_introduction_is_no_paragraph() {
        assert_eq!(texts("1. Introduction\n\nNorland waits."), ["Norland waits."]);
        assert_eq!(texts("はじめに\n\n町は待つ。"), ["町は待つ。"]);
    }

    #[test]
    fn a_topic_above_the_text_is_no_paragraph() {
        let text =
            "Energy and climate\n\nThe harbour of Norland waits for the tide, as it has done for four hundred years.";
        assert_eq!(texts(text).len(), 1);
        assert_eq!(
            texts("Q1: Why now?\n\nNorland waits for the tide, as it has for four hundred years or more.").len(),
            2
        );
    }

    #[test]
    fn contact_data_is_reported() {
        assert_eq!(read("Write to a@b.example.").1.len(), 1);
    }
}
