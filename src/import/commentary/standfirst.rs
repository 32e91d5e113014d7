//! The standfirst: the teaser between the heading and the body.

use super::body::is_heading;
use super::distinctive::Terms;
use super::document::{Block, Document, Role};
use super::reading::Review;
use super::words::{fold, is_finished, sentences, words};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// Labels that say what a paragraph is.
const LABELS: &[&str] = &["abstract:", "summary:", "executive summary:", "key point:", "in brief:"];

/// First words that go on with the paragraph before: what precedes them is no
/// teaser but the opening of the text.
const CONTINUERS: &[&str] = &[
    "but",
    "yet",
    "however",
    "still",
    "this",
    "these",
    "that",
    "those",
    "he",
    "she",
    "they",
    "so",
    "and",
    "nor",
    "instead",
    "indeed",
    "moreover",
    "such",
    "then",
    "thus",
    "therefore",
    "nonetheless",
    "nevertheless",
    "meanwhile",
    "afterwards",
    "both",
    "also",
];

/// A paragraph that is not labelled is a standfirst only up to this length, in
/// words and in sentences, …
const LONGEST: (usize, usize) = (90, 4);
/// … and up to this one where nothing but its place speaks for it.
const LONGEST_BY_PLACE: (usize, usize) = (55, 3);
/// Fewer distinctive terms than this prove nothing.
const FEWEST_TERMS: usize = 2;

/// Finds the standfirst: the first free paragraph behind the heading, where it
/// is labelled or set apart, speaks of another subject than the rest, or is a
/// short paragraph right behind the biographies that stands by itself.
pub fn recognise(
    document: &mut Document,
    start: usize,
    problems: &mut Vec<Problem>,
    review: &mut Vec<Review>,
) -> Option<Finding<String>> {
    let free: Vec<usize> = document.with_role(Role::Unknown).map(|(at, _)| at).collect();
    let mut behind = free.iter().copied().filter(|at| *at >= start);
    let hinted = |at: &usize| document.blocks.get(*at).is_some_and(|b| b.hint == Some(Hint::Standfirst));
    let first = free.iter().copied().find(hinted).or_else(|| behind.next())?;
    let hinted = hinted(&first);
    let block = document.blocks.get(first)?;
    let rest: Vec<&Block> = behind.filter(|at| *at != first).filter_map(|at| document.blocks.get(at)).collect();
    let after_biography = first.checked_sub(1).and_then(|b| document.blocks.get(b));
    let after_biography = after_biography.is_some_and(|b| b.role == Role::Biography);
    let label = label(&block.text);
    let foreign = is_foreign(&block.text, &rest);
    let certainty = match () {
        () if rest.is_empty() || !label && !hinted && !is_short(block, LONGEST) => return None,
        () if label || hinted || block.set_apart => Certainty::Certain,
        () if after_biography && foreign => Certainty::Doubtful,
        () if after_biography && stands_alone(block, &rest) => Certainty::Likely,
        () => return None,
    };
    let finding = Finding {
        value: without_label(&block.text).to_owned(),
        lines: block.span,
        source: "standfirst",
        certainty: if foreign { Certainty::Doubtful } else { certainty },
    };
    report(&finding, foreign, certainty, problems, review);
    document.claim(first, Role::Standfirst);
    Some(finding)
}

fn report(
    finding: &Finding<String>,
    foreign: bool,
    certainty: Certainty,
    problems: &mut Vec<Problem>,
    review: &mut Vec<Review>,
) {
    let line = Some(finding.lines.0);
    if foreign {
        let terms = Terms::of(&finding.value);
        let names: Vec<&str> = terms.names.values().chain(terms.words.values()).map(String::as_str).take(5).collect();
        let reason = format!(
            "the standfirst shares no distinctive name or term with the body ({} do not occur there); it may belong to another text",
            names.join(", ")
        );
        problems.push(Problem::warning(line, "abstract", reason.clone()));
        review.push(Review { field: "abstract".to_owned(), reason });
    } else if certainty == Certainty::Likely {
        let reason = "the short paragraph behind the biography is read as the abstract, not as part of the body";
        problems.push(Problem::info(line, "abstract", reason));
    }
}

/// Whether a text has distinctive terms, and none of them occurs in the rest.
fn is_foreign(text: &str, rest: &[&Block]) -> bool {
    let terms = Terms::of(text);
    terms.count() >= FEWEST_TERMS && !terms.occur_in(rest.iter().map(|b| b.text.as_str()))
}

fn is_short(block: &Block, (most_words, most_sentences): (usize, usize)) -> bool {
    words(&block.text).take(most_words + 1).count() <= most_words
        && sentences(&block.text).len() <= most_sentences
        && is_finished(&block.text)
        && !is_heading(block)
}

/// Whether the text could begin without this paragraph.
fn stands_alone(block: &Block, rest: &[&Block]) -> bool {
    let Some(next) = rest.first() else {
        return false;
    };
    let first = words(&next.text).next().map(fold).unwrap_or_default();
    let goes_on = CONTINUERS.contains(&first.as_str());
    let quotes = block.text.starts_with(['"', '“', '‘']);
    let length: usize = rest.iter().map(|b| b.text.len()).sum();
    let shorter = block.text.len() * rest.len() <= length;
    let by_itself = shorter && is_short(block, LONGEST_BY_PLACE);
    rest.len() >= 3 && by_itself && !goes_on && !quotes && !block.text.ends_with(':') && !is_heading(next)
}

fn label(text: &str) -> bool {
    without_label(text).len() < text.len()
}

fn without_label(text: &str) -> &str {
    let strip = |label: &&str| {
        let start = text.get(..label.len())?;
        let rest = text.get(label.len()..)?;
        start.eq_ignore_ascii_case(label).then_some(rest.trim_start())
    };
    LABELS.iter().find_map(strip).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const BODY: &str = "It is telling that Mayor Ostrava visited the shipyard at Kelm this week.\n\nThe shipyard has been the pride of the town since it launched its first ferry, and the town is proud of it.\n\nOstrava wants another term and needs the votes of the workers.";

    fn read(first: &str, body: &str) -> (Option<Finding<String>>, Vec<Problem>, Vec<Review>) {
        let mut document = Document::new(&format!("Ann Roe is a pilot.\n\n{first}\n\n{body}"));
        document.claim(0, Role::Biography);
        let (mut problems, mut review) = (Vec::new(), Vec::new());
        let found = recognise(&mut document, 1, &mut problems, &mut review);
        (found, problems, review)
    }

    #[test]
    fn an_ordinary_standfirst_is_not_flagged() {
        for first in [
            "Mayor Ostrava's visit shows how far the town has come. More is to be done.",
            "Building ferries is an art that shipyards are about to lose.",
            "What the visit means for cooperation and security in the region remains open.",
        ] {
            let (found, problems, review) = read(first, BODY);
            assert_eq!(found.unwrap().value, first);
            assert!(review.is_empty(), "{review:?}");
            assert!(problems.iter().all(|p| p.severity == crate::import::report::Severity::Info));
        }
    }

    #[test]
    fn one_that_speaks_of_something_else_is_flagged_and_kept() {
        for first in [
            "On May 3 Norland and Sudovia upgraded their relationship to a Comprehensive Strategic Partnership. However, challenges remain.",
            "Beekeepers in the highlands fear the drought. Their honeycombs are empty.",
        ] {
            let (found, problems, review) = read(first, BODY);
            let found = found.unwrap();
            assert_eq!(found.certainty, Certainty::Doubtful);
            assert_eq!(review.first().unwrap().field, "abstract");
            assert_eq!(problems.first().unwrap().line, Some(3));
        }
    }

    #[test]
    fn the_opening_of_the_text_is_no_standfirst() {
        let body = BODY.replacen("It is telling", "But it is telling", 1);
        assert!(read("Mayor Ostrava came to Kelm on a Monday.", &body).0.is_none());
        let long = "Mayor Ostrava came to Kelm. ".repeat(20);
        assert!(read(&long, BODY).0.is_none());
    }

    #[test]
    fn a_label_decides() {
        let (found, _, review) = read("Abstract: Kelm builds ferries.", "But it is in Kelm.");
        assert_eq!(found.unwrap().value, "Kelm builds ferries.");
        assert!(review.is_empty());
    }
}
