//! Biographies: paragraphs whose first words are the name of an author.

use super::attribution;
use super::books;
use super::contact::redact;
use super::document::{Block, Document, Role};
use super::lexicon::{Set, Words, index};
use super::name::{core, leads_with};
use super::posts;
use super::reading::{Biography, Contributor};
use super::words::{bare, fold, is_finished, is_unspaced, sentences, starts_upper, words};
use crate::import::report::{Certainty, Finding, Problem};

/// Signs that a paragraph beginning with a pronoun goes on with a biography.
const CUES: &[&str] = &["author of", "university", "degree", "phd", "ph.d", "editor", "@", "fellow"];

const REACH: usize = 14;
const LONGEST: usize = 6000;

/// The paragraphs that can be biographies: near the byline, and near the end.
pub fn places(document: &Document, byline: usize) -> impl Iterator<Item = usize> {
    let count = document.blocks.len();
    let start = byline.saturating_sub(3);
    let near_end = start.min(count)..(byline + 1 + REACH).min(count);
    let far = count.saturating_sub(REACH).max(near_end.end)..count;
    let fits = |at: &usize| {
        let block = document.blocks.get(*at);
        let note = |b: &Block| b.role == Role::BackMatter && attribution::is_note(&b.text);
        block.is_some_and(|b| (b.is_open() || note(b)) && b.text.len() <= LONGEST)
    };
    near_end.chain(far).filter(fits)
}

/// The text from where it begins to speak of this person, if it does: at its
/// start, or at the start of one of its sentences.
pub fn start_for<'a>(text: &'a str, name: &[&str]) -> Option<&'a str> {
    let mut rest = without_label(text);
    for sentence in sentences(rest) {
        let at = rest.find(sentence)?;
        rest = rest.get(at..)?;
        if speaks_of(sentence, name) {
            return Some(rest);
        }
        rest = rest.get(sentence.len()..)?;
    }
    None
}

/// Whether a sentence begins with this name and goes on as a biography does.
pub fn speaks_of(sentence: &str, name: &[&str]) -> bool {
    let sentence = without_label(sentence).trim_start_matches(is_opening);
    let Some(behind) = leads_with(sentence, name) else {
        return false;
    };
    let rest = sentence.get(behind..).unwrap_or_default();
    // `Ann Roe`, and in the line below it `Ann is a pilot`.
    let again = name.len() > 1 && name.first().is_some_and(|first| leads_with(rest, &[first]).is_some());
    again || goes_on_as_biography(rest)
}

/// What may stand before a biography: blanks, bullets, marks of notes.
pub fn is_opening(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '*' | '•'
                | '†'
                | '‡'
                | '('
                | '（'
                | '['
                | '※'
                | '■'
                | '▪'
                | '—'
                | '–'
                | '-'
                | '¹'
                | '²'
                | '³'
                | '⁴'
                | '⁵'
        )
        || c.is_ascii_digit()
}

/// Whether what follows a name goes on as a biography does.
pub fn goes_on_as_biography(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '†', '‡', '¹', '²']);
    let unspaced = rest.trim_start().starts_with(is_unspaced);
    let rest = rest.trim_start();
    let told = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.split_whitespace().take(3).any(|word| index().is(Words::Heads, &fold(bare(word)))));
    if told {
        return true;
    }
    if rest
        .starts_with(['(', '[', '<', ',', ':', '–', '—', '（', '，', '：', '、', '［', '／', '/', '|', '،', '〔', '-'])
    {
        return true;
    }
    let next = rest.split_whitespace().next().map(fold).unwrap_or_default();
    let next = next.trim_end_matches(['.', ',']);
    if unspaced {
        return index().starts_with(Words::Is, rest)
            || index().starts_with(Words::Honorifics, rest)
            || index().starts_with(Words::Former, rest)
            || index().starts_with(Words::Heads, rest)
            || index().holds(Words::Heads, next);
    }
    // A name and the post below it: `Ann Roe Senior Fellow, Tide Lab`.
    let post =
        starts_upper(rest) && rest.split_whitespace().take(4).any(|word| index().is(Words::Heads, &fold(bare(word))));
    post || index().is(Words::Is, next) || matches!(next, "and" | "&" | "recently")
}

/// Finds the biographies of the contributors; `byline` is the byline's place.
pub fn recognise(
    document: &mut Document,
    contributors: &[Contributor],
    byline: usize,
    tag: &str,
    problems: &mut Vec<Problem>,
) -> Vec<Finding<Biography>> {
    let names: Vec<Vec<&str>> = contributors.iter().map(|c| core(&c.name)).collect();
    let mut found: Vec<Finding<Biography>> = Vec::new();
    let all: Vec<usize> = places(document, byline).collect();
    for at in all {
        let Some(block) = document.blocks.get(at) else {
            continue;
        };
        let (text, lines) = (without_label(&block.text).to_owned(), block.span);
        // `Ann Roe: The tide turns` above the byline is a title.
        let tells = [Words::Heads, Words::Units, Words::Is].iter().any(|kind| index().holds(*kind, &text));
        if at < byline && !tells && !is_finished(&text) {
            continue;
        }
        let parts = attribution::of(document, at, &text, contributors, &names);
        let label_only = text.is_empty();
        let follows = at.checked_sub(1).and_then(|b| document.blocks.get(b));
        let follows = follows.is_some_and(|b| b.role == Role::Biography);
        if parts.is_empty() && !label_only {
            if let Some(last) = found.last_mut().filter(|_| follows && goes_on(&text)) {
                last.value.verbatim = format!("{} {text}", last.value.verbatim);
                last.lines.1 = lines.1;
                document.claim(at, Role::Biography);
            }
            continue;
        }
        document.claim(at, Role::Biography);
        for (person, part) in parts {
            if found.iter().any(|b| b.value.contributor == person) {
                continue;
            }
            found.push(Finding {
                value: unread(person, part),
                lines,
                source: "biography",
                certainty: Certainty::Certain,
            });
        }
    }
    if found.is_empty() {
        found = at_end(document, &names);
    }
    found.sort_by_key(|b| b.value.contributor);
    for biography in &mut found {
        let name = usize::try_from(biography.value.contributor).ok().and_then(|at| names.get(at));
        fill(&mut biography.value, name.map(Vec::as_slice).unwrap_or_default(), tag);
    }
    report_missing(contributors, &found, problems);
    found
}

/// Biographies that are the last sentences of the text; they are taken out of it.
fn at_end(document: &mut Document, names: &[Vec<&str>]) -> Vec<Finding<Biography>> {
    let last = document.blocks.iter_mut().rfind(|b| b.role == Role::Unknown && !b.heading);
    let Some(block) = last else { return Vec::new() };
    let Some((before, parts)) = attribution::at_end(&block.text, names) else { return Vec::new() };
    let before = before.to_owned();
    let lines = block.span;
    let found = parts.into_iter().map(|(person, part)| Finding {
        value: unread(person, part),
        lines,
        source: "biography",
        certainty: Certainty::Likely,
    });
    let found = found.collect();
    block.text = before;
    block.cut = true;
    found
}

fn unread(contributor: u32, verbatim: String) -> Biography {
    Biography {
        contributor,
        verbatim,
        text: String::new(),
        emails: Vec::new(),
        affiliations: Vec::new(),
        books: Vec::new(),
    }
}

/// A biography that is told elsewhere than in the text.
pub fn told(contributor: u32, verbatim: String, name: &[&str], tag: &str) -> Biography {
    let mut own = unread(contributor, verbatim);
    fill(&mut own, name, tag);
    own
}

/// Reads what a biography says.
fn fill(biography: &mut Biography, name: &[&str], tag: &str) {
    let redacted = redact(&biography.verbatim);
    biography.affiliations = posts::recognise(&redacted.text, name, tag);
    biography.books = books::recognise(&redacted.text);
    biography.emails = redacted.emails;
    biography.text = redacted.text;
}

fn goes_on(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let folded = fold(text);
    matches!(first, "He" | "She" | "They" | "His" | "Her")
        && words(text).count() <= 80
        && CUES.iter().any(|cue| folded.contains(cue))
}

/// Drops `About the author:` and the like.
fn without_label(text: &str) -> &str {
    match index().heading(Set::About, text) {
        Some((rest, _)) => rest,
        None => match index().label(Set::About, text.trim_start_matches(is_opening)) {
            Some((rest, _)) if rest.starts_with(is_unspaced) => rest.trim_start_matches('の'),
            _ => text,
        },
    }
}

fn report_missing(people: &[Contributor], found: &[Finding<Biography>], problems: &mut Vec<Problem>) {
    for (at, person) in (0_u32..).zip(people) {
        if found.iter().all(|b| b.value.contributor != at) {
            let reason = format!("no biography of {} found: none begins with this name", person.name);
            problems.push(Problem::info(None, "contributions", reason));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::import::commentary::reading::ContributorRole;

    fn read(text: &str, names: &[&str]) -> (Vec<Finding<Biography>>, Vec<Problem>) {
        let people: Vec<Contributor> = names
            .iter()
            .map(|n| Contributor { name: (*n).to_owned(), role: ContributorRole::Author, emails: Vec::new() })
            .collect();
        let mut problems = Vec::new();
        let found = recognise(&mut Document::new(text), &people, 0, "en", &mut problems);
        (found, problems)
    }

    #[test]
    fn verbatim_and_public_text() {
        let text = "By\n\nAnn Roe (a@b.example) is a pilot at Tide Lab.\n\nText follows here.";
        let (found, problems) = read(text, &["Ann Roe"]);
        let first = found.first().unwrap();
        assert_eq!(first.value.verbatim, "Ann Roe (a@b.example) is a pilot at Tide Lab.");
        assert_eq!(first.value.text, "Ann Roe is a pilot at Tide Lab.");
        assert_eq!(first.value.emails, ["a@b.example"]);
        assert_eq!(first.lines, (3, 3));
        assert!(problems.is_empty());
    }

    #[test]
    fn two_people_in_one_paragraph() {
        let text = "By\n\nAnn Roe is a pilot. She sails. Dr. John Q. Doe is a cook at Galley House.";
        let (found, _) = read(text, &["John Doe", "Ann Roe"]);
        let texts: Vec<_> = found.iter().map(|b| b.value.text.as_str()).collect();
        assert_eq!(texts, ["Dr. John Q. Doe is a cook at Galley House.", "Ann Roe is a pilot. She sails."]);
    }

    #[test]
    fn two_people_in_one_sentence() {
        let (found, _) = read("By\n\nAnn Roe and John Doe are pilots at Tide Lab.", &["Ann Roe", "John Doe"]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn notes_with_the_marks_of_a_byline() {
        let text =
            "TITLE\n\nAnn Roe* and John Doe**\n\nText.\n\n* Director, Tide Lab.\n** Editor, Gull Press.\n\n† Pilot.";
        let mut document = Document::new(text);
        document.claim(1, Role::Byline);
        let people = ["Ann Roe", "John Doe"].map(|name| Contributor {
            name: name.to_owned(),
            role: ContributorRole::Author,
            emails: Vec::new(),
        });
        let found = recognise(&mut document, &people, 1, "en", &mut Vec::new());
        let texts: Vec<&str> = found.iter().map(|b| b.value.text.as_str()).collect();
        assert_eq!(texts, ["Director, Tide Lab.", "Editor, Gull Press."]);
    }

    #[test]
    fn the_last_sentence_of_the_text() {
        let text = "By\n\nThe tide turns. So may we. Ann Roe is a fellow at Tide Lab.";
        let (found, _) = read(text, &["Ann Roe"]);
        assert_eq!(found.first().unwrap().value.text, "Ann Roe is a fellow at Tide Lab.");
    }

    #[test]
    fn people_parted_by_semicolons() {
        let text = "By\n\nAnn Roe is a pilot at Tide Lab; John Doe was a cook at Galley House.";
        let (found, _) = read(text, &["Ann Roe", "John Doe"]);
        let texts: Vec<&str> = found.iter().map(|b| b.value.text.as_str()).collect();
        assert_eq!(texts, ["Ann Roe is a pilot at Tide Lab;", "John Doe was a cook at Galley House."]);
    }

    #[test]
    fn a_biography_going_on_in_the_next_paragraph() {
        let text = "By\n\nAnn Roe is a pilot.\n\nShe is the author of “Tides” (Gull Press, 2019).\n\nShe sells.";
        let (found, _) = read(text, &["Ann Roe"]);
        assert_eq!(found.first().unwrap().lines, (3, 5));
        assert_eq!(found.first().unwrap().value.books.len(), 1);
    }

    #[test]
    fn text_about_someone_else_is_none() {
        let (found, problems) = read("By\n\nAnn Roe's boat sank.\n\nThe pilot Ann Roe is late.", &["Ann Roe"]);
        assert!(found.is_empty());
        assert_eq!(problems.first().unwrap().field, "contributions");
    }
}
