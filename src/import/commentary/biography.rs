//! Biographies: paragraphs whose first words are the name of an author.

use super::books;
use super::contact::redact;
use super::document::{Document, Role};
use super::lexicon::{Set, Words, index};
use super::name::{core, leads_with};
use super::posts;
use super::reading::{Biography, Contributor, ContributorRole};
use super::words::{fold, is_unspaced, sentences, weight, words};
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
        block.is_some_and(|b| b.role == Role::Unknown && b.text.len() <= LONGEST)
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

fn speaks_of(sentence: &str, name: &[&str]) -> bool {
    let sentence = without_label(sentence).trim_start_matches(is_opening);
    let Some(behind) = leads_with(sentence, name) else {
        return false;
    };
    goes_on_as_biography(sentence.get(behind..).unwrap_or_default())
}

fn is_opening(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '*' | '•' | '†' | '‡' | '(' | '（' | '[' | '※' | '■' | '▪' | '—' | '–' | '-')
        || c.is_ascii_digit()
}

/// Whether what follows a name goes on as a biography does.
fn goes_on_as_biography(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '†', '‡', '¹', '²']);
    let unspaced = rest.trim_start().starts_with(is_unspaced);
    let rest = rest.trim_start();
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
    index().is(Words::Is, next) || matches!(next, "and" | "&" | "recently")
}

/// The people whom a paragraph introduces, by their names as printed, and whether a label says that it
/// is about authors.
pub fn people_of(text: &str) -> Vec<(Vec<String>, bool)> {
    let (rest, labelled) = match index().label(Set::About, text.trim_start_matches(is_opening)) {
        Some((rest, _)) if !rest.is_empty() => (rest, true),
        _ => (text, false),
    };
    let rest = rest.trim_start_matches(['の', '者']);
    let mut found = Vec::new();
    if rest.chars().filter(|c| is_unspaced(*c)).count() * 2 > rest.chars().filter(|c| c.is_alphabetic()).count() {
        found.extend(eastern_name(rest, labelled).map(|n| (n, labelled)));
        return found;
    }
    for sentence in sentences(rest) {
        found.extend(spaced_name(sentence, labelled).map(|n| (n, labelled)));
    }
    found
}

/// The name with which a sentence of a biography begins.
fn spaced_name(sentence: &str, labelled: bool) -> Option<Vec<String>> {
    let sentence = sentence.trim_start_matches(is_opening);
    let mut tokens: Vec<&str> = Vec::new();
    let mut behind = "";
    for (at, token) in super::name::spans(sentence).take(9) {
        let folded = fold(token.trim_matches(|c: char| !c.is_alphanumeric()));
        if !tokens.is_empty()
            && (index().is(Words::Is, &folded) && token.starts_with(char::is_lowercase)
                || token.starts_with(['(', '–', '—', '[']))
            || matches!(token, "–" | "—" | "-")
        {
            behind = sentence.get(at..)?;
            break;
        }
        tokens.push(token.trim_end_matches([',', ':', '،']));
        if token.ends_with([',', ':', '،']) && !super::name::is_honorific(token) {
            behind = sentence.get(at + token.len()..)?;
            break;
        }
    }
    let name = core(&tokens.join(" ")).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let refs: Vec<&str> = name.iter().map(String::as_str).collect();
    let fits = (2..=6).contains(&refs.len())
        && super::name::is_plausible(&refs)
        && !index().holds(Words::Units, &name.join(" "))
        && !index().holds(Words::Heads, &name.join(" "));
    let says =
        index().holds(Words::Heads, behind) || index().holds(Words::Units, behind) || labelled && !behind.is_empty();
    let article = name.first().is_some_and(|t| super::people::NO_NAMES.contains(&fold(t).as_str()));
    (fits && says && !article && !behind.is_empty()).then_some(name)
}

/// The name with which a biography in Han, kana or Hangul begins.
fn eastern_name(text: &str, labelled: bool) -> Option<Vec<String>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ends = |c: char| {
        matches!(c, '，' | ',' | '（' | '(' | '：' | ':' | '、' | '／' | '/' | '。' | '［' | '[' | '|' | '–' | '—')
    };
    let run = text.split(ends).next().unwrap_or_default();
    let behind = text.get(run.len()..).unwrap_or_default();
    let mut best: Option<(&str, &str)> = None;
    for (at, _) in run.char_indices().skip(2) {
        let (name, rest) = (run.get(..at)?, run.get(at..)?);
        if index().starts_with(Words::Is, rest) && super::people::is_eastern_name(&name.replace([' ', '\u{3000}'], ""))
        {
            best = Some((name, rest));
            break;
        }
    }
    let (name, rest) = best.unwrap_or((run, behind));
    let says = index().holds(Words::Heads, rest) || index().holds(Words::Heads, behind) || labelled;
    let tokens: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let whole = tokens.concat();
    let korean = whole.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    let fits = tokens.len() <= 2
        && whole.chars().count() >= 2
        && super::people::is_eastern_name(&whole)
        && !super::people::is_post(&whole)
        && (!korean || labelled || best.is_some());
    (fits && says && !(rest.is_empty() && behind.is_empty())).then_some(tokens)
}

/// Finds the biographies of the contributors; `byline` is the byline's place.
pub fn recognise(
    document: &mut Document,
    contributors: &[Contributor],
    byline: usize,
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
        let mut parts = by_person(&text, &names);
        if parts.is_empty() {
            parts = by_surname(document, at, &text, contributors);
        }
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
    found.sort_by_key(|b| b.value.contributor);
    for biography in &mut found {
        let name = usize::try_from(biography.value.contributor).ok().and_then(|at| names.get(at));
        fill(&mut biography.value, name.map(Vec::as_slice).unwrap_or_default());
    }
    report_missing(contributors, &found, problems);
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
pub fn told(contributor: u32, verbatim: String, name: &[&str]) -> Biography {
    let mut own = unread(contributor, verbatim);
    fill(&mut own, name);
    own
}

/// Reads what a biography says.
fn fill(biography: &mut Biography, name: &[&str]) {
    let redacted = redact(&biography.verbatim);
    biography.affiliations = posts::recognise(&redacted.text, name);
    biography.books = books::recognise(&redacted.text);
    biography.emails = redacted.emails;
    biography.text = redacted.text;
}

/// The parts of a paragraph, each with the person it speaks of. Empty unless
/// its first sentence speaks of one.
fn by_person(text: &str, names: &[Vec<&str>]) -> Vec<(u32, String)> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    let mut open = 0;
    for sentence in sentences(text) {
        let speaks = (0_u32..).zip(names).filter(|(_, name)| speaks_of(sentence, name));
        let mut people: Vec<u32> = speaks.map(|(person, _)| person).collect();
        if let Some(first) = people.first().copied() {
            people.extend(together(sentence, first, names));
            open = people.len();
            parts.extend(people.into_iter().map(|p| (p, sentence.to_owned())));
        } else if parts.is_empty() {
            return parts;
        } else {
            let from = parts.len().saturating_sub(open);
            for (_, part) in parts.iter_mut().skip(from) {
                part.push(' ');
                part.push_str(sentence);
            }
        }
    }
    parts
}

/// A paragraph at the end that a label, or the words `The author is`, or a surname in its first words
/// gives to its only author, or to all of them.
fn by_surname(document: &Document, at: usize, text: &str, people: &[Contributor]) -> Vec<(u32, String)> {
    let block = document.blocks.get(at);
    let labelled = block.is_some_and(|b| {
        index().label(Set::About, b.text.trim_start_matches(is_opening)).is_some_and(|(rest, _)| !rest.is_empty())
    });
    let first: Vec<String> =
        text.split_whitespace().take(9).map(|w| fold(w.trim_matches(|c: char| !c.is_alphanumeric()))).collect();
    let post = index().holds(Words::Heads, text) || index().holds(Words::Units, text);
    let running =
        document.blocks.iter().skip(at + 1).filter(|b| b.role == Role::Unknown && weight(&b.text) > 60).count();
    if weight(text) > 110 || !post || running > 0 || at * 2 < document.blocks.len() {
        return Vec::new();
    }
    let authors = || (0_u32..).zip(people).filter(|(_, p)| p.role == ContributorRole::Author);
    let surname = |name: &str| name.split_whitespace().next_back().map(fold).unwrap_or_default();
    let named: Vec<u32> = authors().filter(|(_, p)| first.contains(&surname(&p.name))).map(|(at, _)| at).collect();
    let whose = match (named.is_empty(), labelled) {
        (false, _) => named,
        (true, true) => authors().map(|(at, _)| at).collect(),
        (true, false) => Vec::new(),
    };
    whose.into_iter().map(|person| (person, text.to_owned())).collect()
}

/// The others of `Ann Roe and John Doe are …`.
fn together(sentence: &str, first: u32, names: &[Vec<&str>]) -> Vec<u32> {
    let name = usize::try_from(first).ok().and_then(|at| names.get(at));
    let behind = name.and_then(|n| leads_with(sentence, n));
    let rest = behind.and_then(|b| sentence.get(b..)).unwrap_or_default();
    let Some(rest) = rest.trim_start().strip_prefix("and ") else {
        return Vec::new();
    };
    let named = (0_u32..).zip(names).filter(|(_, name)| leads_with(rest, name).is_some());
    named.map(|(person, _)| person).filter(|p| *p != first).collect()
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

    fn read(text: &str, names: &[&str]) -> (Vec<Finding<Biography>>, Vec<Problem>) {
        let people: Vec<Contributor> = names
            .iter()
            .map(|n| Contributor { name: (*n).to_owned(), role: ContributorRole::Author, emails: Vec::new() })
            .collect();
        let mut problems = Vec::new();
        let found = recognise(&mut Document::new(text), &people, 0, &mut problems);
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
    fn a_biography_going_on_in_the_next_paragraph() {
        let text = "By\n\nAnn Roe is a pilot.\n\nShe is the author of “Tides” (Gull Press, 2019).\n\nShe sells.";
        let (found, _) = read(text, &["Ann Roe"]);
        assert_eq!(found.first().unwrap().lines, (3, 5));
        assert_eq!(found.first().unwrap().value.books.len(), 1);
    }

    #[test]
    fn text_about_someone_else_is_none() {
        let (found, problems) = read("By\n\nA boat sank in the harbour.\n\nNobody saw the pilot.", &["Ann Roe"]);
        assert!(found.is_empty());
        assert_eq!(problems.first().unwrap().field, "contributions");
    }
}
