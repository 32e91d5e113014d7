//! The standfirst: the teaser between the heading and the body.

use super::body::is_heading;
use super::distinctive::Terms;
use super::document::{Block, Document, Role, width};
use super::lexicon::{Set, Words, index};
use super::reading::Review;
use super::words::{bare, fold, is_finished, is_unspaced, sentences, weight, words};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// A paragraph that is not labelled is a standfirst only up to this length, in
/// words and in sentences, …
const LONGEST: (usize, usize) = (90, 4);
/// … and up to this one where nothing but its place speaks for it.
const LONGEST_BY_PLACE: (usize, usize) = (55, 3);
/// … and up to this one, in words, where it speaks of something else than the rest.
const LONGEST_FOREIGN: usize = 45;
/// Fewer distinctive terms than this prove nothing.
const FEWEST_TERMS: usize = 2;

/// Labels of the topic, above a summary.
const TOPICS: &[&str] = &["tema", "topic", "thema", "theme", "assunto"];

/// Finds the standfirst: a labelled paragraph of the heading, or the first free one
/// behind it, where it is set apart, speaks of another subject than the rest, or is a
/// short paragraph right behind the biographies that stands by itself.
pub fn recognise(
    document: &mut Document,
    title: usize,
    start: usize,
    people: &[&str],
    problems: &mut Vec<Problem>,
    review: &mut Vec<Review>,
) -> Option<Finding<String>> {
    if let Some(found) = labelled(document, title, problems, review) {
        return Some(found);
    }
    if let Some(found) = listed(document, start) {
        return Some(found);
    }
    let free: Vec<usize> =
        document.with_role(Role::Unknown).map(|(at, _)| at).filter(|at| *at > title || title == 0).collect();
    let hinted =
        free.iter().copied().find(|at| document.blocks.get(*at).is_some_and(|b| b.hint == Some(Hint::Standfirst)));
    let first = hinted.or(free.first().copied())?;
    let block = document.blocks.get(first)?;
    let rest: Vec<&Block> = free
        .iter()
        .copied()
        .filter(|at| *at > first && *at >= start)
        .filter_map(|at| document.blocks.get(at))
        .collect();
    let above = first.checked_sub(1).and_then(|b| document.blocks.get(b)).map(|b| b.role);
    let after_biography = above == Some(Role::Biography);
    let in_heading = first < start;
    let foreign = is_foreign(&block.text, &rest);
    let sentence = is_finished(&block.text) && weight(&block.text) > 8 || weight(&block.text) > 14;
    let certainty = match () {
        () if rest.is_empty() || block.heading => return None,
        () if hinted.is_some() => Certainty::Certain,
        () if in_heading && sentence && weight(&block.text) <= 110 => Certainty::Certain,
        () if !is_short(block, LONGEST) => return None,
        () if block.set_apart && weight(&block.text) > 8 => Certainty::Certain,
        () if is_set_otherwise(document, block, &rest) && !is_continued(&rest) => Certainty::Certain,
        // Who writes a text does not name himself in its first paragraph: `…, writes Ann Roe.`
        () if people.iter().any(|name| name.contains(' ') && block.text.contains(name)) => Certainty::Certain,
        () if foreign
            && (after_biography && weight(&block.text) <= LONGEST_FOREIGN
                || weight(&block.text) <= 60
                    && sentences(&block.text).len() <= LONGEST_BY_PLACE.1
                    && rest.len() >= 4
                    && !next_is_foreign(&rest)
                    && !is_continued(&rest)) =>
        {
            Certainty::Doubtful
        }
        () if after_biography && stands_alone(block, &rest) => Certainty::Likely,
        () if (above == Some(Role::Byline) || above == Some(Role::Masthead)) && is_brief(block, &rest) => {
            Certainty::Doubtful
        }
        () => return None,
    };
    let finding = Finding {
        value: block.text.clone(),
        lines: block.span,
        source: "standfirst",
        certainty: if foreign { Certainty::Doubtful } else { certainty },
    };
    report(&finding, foreign, certainty, problems, review);
    if certainty == Certainty::Doubtful && !foreign {
        let reason = "the short paragraph below the heading is read as the abstract by its place and length alone";
        problems.push(Problem::warning(Some(finding.lines.0), "abstract", reason));
        review.push(Review { field: "abstract".to_owned(), reason: reason.to_owned() });
    }
    document.claim(first, Role::Standfirst);
    Some(finding)
}

/// A paragraph with a label before it, in it or above it; what is listed below a label belongs to it.
fn labelled(
    document: &mut Document,
    title: usize,
    problems: &mut Vec<Problem>,
    review: &mut Vec<Review>,
) -> Option<Finding<String>> {
    let free: Vec<usize> =
        document.with_role(Role::Unknown).map(|(at, _)| at).filter(|at| *at > title).take(9).collect();
    let labels = free.iter().copied().enumerate();
    let labels: Vec<(usize, usize)> =
        labels.filter(|(_, at)| document.blocks.get(*at).is_some_and(|b| label(&b.text))).collect();
    let (mut place, mut at) = labels.first().copied()?;
    let topic = document.line_text(at, 0).is_some_and(|text| TOPICS.contains(&fold(bare(&text)).as_str()));
    if let Some((summary, below)) = labels.get(1).copied().filter(|_| topic) {
        // What the text is about stands above what it says.
        free.iter().take(summary).skip(place).for_each(|at| document.claim(*at, Role::BackMatter));
        (place, at) = (summary, below);
    }
    let block = document.blocks.get(at)?;
    let mut text = without_label(&block.text).to_owned();
    let (mut lines, mut taken) = (block.span, vec![at]);
    let alone = text.is_empty();
    let short = |b: &Block| b.lines.len() <= 2 && weight(&b.text) <= 30 && is_finished(&b.text);
    // Where all that follows is short, no list ends before the text begins.
    let all_short = free.iter().skip(place + 1).filter_map(|at| document.blocks.get(*at)).all(short);
    for next in free.iter().skip(place + 1).copied() {
        let Some(block) = document.blocks.get(next) else { break };
        let listed = alone
            && !all_short
            && taken.len() > 1
            && short(block)
            && taken.get(1).and_then(|at| document.blocks.get(*at)).is_some_and(short);
        let goes_on = alone && text.is_empty() || block.item && (alone || taken.len() > 1) || listed;
        if !goes_on || block.heading || next != taken.last().map_or(0, |l| l + 1) {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(block.text.trim_start_matches("• "));
        lines.1 = block.span.1;
        taken.push(next);
    }
    if weight(&text) < 4 && !is_finished(&text) || weight(&text) > 260 {
        return None;
    }
    let rest: Vec<&Block> = document
        .with_role(Role::Unknown)
        .filter(|(at, _)| *at > title && !taken.contains(at))
        .map(|(_, b)| b)
        .collect();
    let foreign = is_foreign(&text, &rest);
    let certainty = if foreign { Certainty::Doubtful } else { Certainty::Certain };
    let finding = Finding { value: text, lines, source: "standfirst", certainty };
    report(&finding, foreign, Certainty::Certain, problems, review);
    taken.iter().for_each(|at| document.claim(*at, Role::Standfirst));
    Some(finding)
}

/// Whether the paragraph behind is as foreign to the rest as the first: then it is how the text opens.
fn next_is_foreign(rest: &[&Block]) -> bool {
    rest.split_first().is_some_and(|(next, others)| is_foreign(&next.text, others))
}

/// Points listed in the heading, without a label.
fn listed(document: &mut Document, start: usize) -> Option<Finding<String>> {
    let first = document
        .blocks
        .iter()
        .enumerate()
        .position(|(at, b)| at >= start.saturating_sub(1) && b.role == Role::Unknown)?;
    // A label that says what is listed belongs to it.
    let label = document.blocks.get(first).is_some_and(|b| !b.item && weight(&b.text) <= 4 && !is_finished(&b.text));
    let label = label && document.blocks.get(first + 1).is_some_and(|b| b.role == Role::Unknown && b.item);
    let first = if label { first + 1 } else { first };
    let count = document.blocks.iter().skip(first).take_while(|b| b.role == Role::Unknown && b.item).count();
    let runs_on =
        document.blocks.get(first + count).is_some_and(|b| weight(&b.text) > 15 || b.role == Role::BackMatter);
    if !(2..=7).contains(&count) || !runs_on {
        return None;
    }
    let blocks = document.blocks.get(first..first + count)?;
    let texts: Vec<&str> = blocks.iter().map(|b| b.text.trim_start_matches("• ")).collect();
    let lines = (blocks.first()?.span.0, blocks.last()?.span.1);
    let finding = Finding { value: texts.join(" "), lines, source: "standfirst", certainty: Certainty::Likely };
    (first..first + count).for_each(|at| document.claim(at, Role::Standfirst));
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
    if text.chars().filter(|c| is_unspaced(*c)).count() * 2 > text.chars().filter(|c| c.is_alphabetic()).count() {
        return super::distinctive::shares_no_signs(text, rest.iter().map(|b| b.text.as_str()));
    }
    let terms = Terms::of(text);
    terms.count() >= FEWEST_TERMS && !terms.occur_in(rest.iter().map(|b| b.text.as_str()))
}

fn is_short(block: &Block, (most_words, most_sentences): (usize, usize)) -> bool {
    weight(&block.text) <= most_words
        && sentences(&block.text).len() <= most_sentences
        && is_finished(&block.text)
        && !is_heading(block)
}

/// Whether the lines of a paragraph are clearly wider, or narrower, than those of the text: it is set in another measure.
fn is_set_otherwise(document: &Document, block: &Block, rest: &[&Block]) -> bool {
    const FEWEST: usize = 4;
    let measure = |block: &Block| {
        let inner = block.lines.len().checked_sub(1).filter(|inner| *inner > 1)?;
        let lines = block.lines.iter().take(inner).filter_map(|at| document.lines.get(*at));
        lines.map(|line| width(&line.text)).max()
    };
    let Some(own) = measure(block) else { return false };
    let mut others: Vec<usize> = rest.iter().filter_map(|block| measure(block)).collect();
    others.sort_unstable();
    let usual = others.get(others.len() / 2).copied().unwrap_or(0);
    let fits = (12..=LONGEST.0).contains(&weight(&block.text)) && others.len() >= FEWEST;
    fits && (own * 100 >= usual * 115 || own * 100 <= usual * 80)
}

/// Whether a paragraph right below the heading is far shorter than those of the text, and speaks of what they speak of.
fn is_brief(block: &Block, rest: &[&Block]) -> bool {
    const LONGEST: usize = 50;
    let mut sizes: Vec<usize> = rest.iter().map(|b| weight(&b.text)).filter(|size| *size > 15).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let own = weight(&block.text);
    let next = rest.first().is_some_and(|next| weight(&next.text) * 10 >= own * 14);
    sizes.len() >= 4 && (12..=LONGEST).contains(&own) && usual * 10 >= own * 16 && next && stands_alone(block, rest)
}

/// Whether the text could begin without this paragraph.
fn stands_alone(block: &Block, rest: &[&Block]) -> bool {
    let Some(next) = rest.first() else {
        return false;
    };
    let goes_on = is_continued(rest);
    let quotes = block.text.starts_with(['"', '“', '‘']);
    let length: usize = rest.iter().map(|b| b.text.len()).sum();
    let shorter = block.text.len() * rest.len() <= length;
    let by_itself = shorter && is_short(block, LONGEST_BY_PLACE);
    rest.len() >= 3 && by_itself && !goes_on && !quotes && !block.text.ends_with(':') && !is_heading(next)
}

/// Whether the next paragraph begins with a word that goes on from the one before.
fn is_continued(rest: &[&Block]) -> bool {
    let first = rest.first().and_then(|next| words(&next.text).next()).map(fold).unwrap_or_default();
    index().is(Words::Continuers, &first)
}

fn label(text: &str) -> bool {
    index().heading(Set::Summary, text).is_some()
}

fn without_label(text: &str) -> &str {
    index().heading(Set::Summary, text).map_or(text, |(rest, _)| rest)
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
        let found = recognise(&mut document, 0, 1, &["Ann Roe"], &mut problems, &mut review);
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
