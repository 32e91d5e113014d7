//! Whose biography a paragraph is.

use super::biography::{goes_on_as_biography, is_opening, speaks_of};
use super::document::{Document, Role};
use super::lexicon::{Set, Words, index};
use super::name::{core, is_honorific, leads_with};
use super::reading::{Contributor, ContributorRole};
use super::words::{bare, fold, is_capitals, sentences, weight};

/// How long a paragraph that does not begin with the whole name of its author may be, in words.
const LONGEST: usize = 110;

/// The parts of a paragraph, each with the person it speaks of: by the names that its sentences begin with, by
/// the mark of a note, or by a surname or a word for the author at its start. `names` are those of `people`.
pub fn of(
    document: &Document,
    at: usize,
    text: &str,
    people: &[Contributor],
    names: &[Vec<&str>],
) -> Vec<(u32, String)> {
    let found = by_person(text, names);
    if !found.is_empty() {
        return found;
    }
    let found = by_mark(document, at, names);
    if !found.is_empty() {
        return found;
    }
    let found = by_name_above(document, at, text, names);
    if !found.is_empty() {
        return found;
    }
    by_surname(document, at, text, people)
}

/// The parts of a paragraph, each with the person it speaks of. Empty unless
/// its first sentence speaks of one.
fn by_person(text: &str, names: &[Vec<&str>]) -> Vec<(u32, String)> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    let mut open = 0;
    for sentence in sentences(text).into_iter().flat_map(|sentence| statements(sentence, names)) {
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

/// The last sentences of a text, where they are the biography of someone: what stands before them, and theirs.
pub fn at_end<'a>(text: &'a str, names: &[Vec<&str>]) -> Option<(&'a str, Vec<(u32, String)>)> {
    let first =
        sentences(text).into_iter().skip(1).find(|sentence| names.iter().any(|name| speaks_of(sentence, name)))?;
    let start = text.rfind(first)?;
    let tail = text.get(start..)?;
    let tells = index().holds(Words::Heads, tail) && weight(tail) <= LONGEST;
    tells.then(|| (text.get(..start).unwrap_or_default().trim_end(), by_person(tail, names)))
}

/// A sentence cut where, behind a comma or a semicolon, it begins to speak of someone else.
fn statements<'a>(sentence: &'a str, names: &[Vec<&str>]) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, sign) in sentence.match_indices([';', '；', ',', '，', '、', '،', '.']) {
        let behind = sentence.get(at + sign.len()..).unwrap_or_default().trim_start();
        let first = behind.split_whitespace().next().unwrap_or_default();
        let and = index().is(Words::And, &fold(first));
        let behind = if and { behind.get(first.len()..).unwrap_or_default().trim_start() } else { behind };
        let before = sentence.get(from..at).unwrap_or_default();
        let told = index().holds(Words::Heads, before) || index().holds(Words::Units, before);
        let says = |name: &Vec<&str>| {
            let rest = leads_with(behind, name).and_then(|end| behind.get(end..));
            let listed = |rest: &str| sign != "." && rest.trim_start().starts_with([',', '，', '、']);
            rest.is_some_and(|rest| goes_on_as_biography(rest) && !listed(rest))
        };
        if told && names.iter().any(says) {
            found.extend(sentence.get(from..at + sign.len()));
            from = sentence.len() - behind.len();
        }
    }
    found.extend(sentence.get(from..));
    found
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

/// Notes that bear the marks of names in the byline: `* Director, Tide Lab`.
fn by_mark(document: &Document, at: usize, names: &[Vec<&str>]) -> Vec<(u32, String)> {
    let mut marks: Vec<Option<String>> = names.iter().map(|name| mark_in_byline(document, name)).collect();
    if marks.iter().all(Option::is_none) {
        // Stars may have been lost as emphasis; notes with one, two and three of them still count the names.
        marks = (1..=names.len()).map(|count| Some("*".repeat(count))).collect();
    }
    let Some(block) = document.blocks.get(at).filter(|_| marks.iter().any(Option::is_some)) else {
        return Vec::new();
    };
    let mut parts: Vec<(u32, String)> = Vec::new();
    for line in block.lines.iter().filter_map(|line| document.lines.get(*line)) {
        let (mark, note) = mark_of(&line.text, line.marks.item);
        let whose =
            (0_u32..).zip(&marks).find(|(_, own)| own.as_deref().is_some_and(|own| Some(own) == mark.as_deref()));
        match (whose, parts.last_mut()) {
            (Some((person, _)), _) => parts.push((person, note.to_owned())),
            (None, Some((_, part))) => document.hyphens.append(part, &line.text),
            (None, None) => return Vec::new(),
        }
    }
    let tells = |text: &str| {
        let opening: Vec<&str> = text.split_whitespace().take(6).collect();
        index().holds(Words::Heads, &opening.join(" "))
    };
    parts.retain(|(_, part)| tells(part) && weight(part) <= LONGEST);
    parts
}

/// Whether a text begins with the mark of a note.
pub fn is_note(text: &str) -> bool {
    mark_of(text, false).0.is_some()
}

/// The mark behind a name in the byline.
fn mark_in_byline(document: &Document, name: &[&str]) -> Option<String> {
    let mut bylines = document.with_role(Role::Byline).map(|(_, block)| block.text.as_str());
    bylines.find_map(|text| {
        let starts = text.char_indices().map(|(at, _)| at);
        let mut ends = starts.filter_map(|at| {
            let own = text.get(at..)?;
            let whole = own.starts_with(char::is_alphabetic) && !text.get(..at)?.ends_with(char::is_alphabetic);
            own.get(leads_with(own, name).filter(|_| whole)?..)
        });
        let behind = ends.next()?.trim_start();
        let aside = behind.strip_prefix(['(', '（']).and_then(|aside| aside.split_once([')', '）']));
        let behind =
            aside.filter(|(inside, _)| inside.chars().any(char::is_alphabetic)).map_or(behind, |(_, rest)| rest);
        mark_of(behind.trim_start(), false).0
    })
}

/// The mark with which a text begins, without brackets, and what stands behind it. A star may have become the
/// bullet of a list.
fn mark_of(text: &str, is_item: bool) -> (Option<String>, &str) {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('•').filter(|_| is_item) {
        return (Some("*".to_owned()), rest.trim_start());
    }
    let sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '①' | '②' | '③');
    let rest = text.trim_start_matches(sign);
    if rest.len() < text.len() {
        return (text.get(..text.len() - rest.len()).map(str::to_owned), rest.trim_start());
    }
    if let Some((name, rest)) = text.strip_prefix("[^").and_then(|inner| inner.split_once(']')) {
        let rest = rest.trim_start_matches([':', ' ']);
        return (Some(name.to_owned()).filter(|name| name.chars().count() <= 2), rest);
    }
    let inner = text.trim_start_matches(['(', '（', '[']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let figures = inner.get(..inner.len() - rest.len()).unwrap_or_default();
    let alone = !rest.starts_with(char::is_alphabetic) || inner.len() < text.len();
    match (1..=2).contains(&figures.len()) && alone {
        true => (Some(figures.to_owned()), rest.trim_start_matches([')', '）', ']', '.', ' ', '\u{3000}'])),
        false => (None, text),
    }
}

/// A paragraph of a box below a line of it that is but a name.
fn by_name_above(document: &Document, at: usize, text: &str, names: &[Vec<&str>]) -> Vec<(u32, String)> {
    let boxed = |at: usize| document.blocks.get(at).filter(|b| b.role == Role::BackMatter && b.is_open());
    let (Some(above), Some(_)) = (at.checked_sub(1).and_then(boxed), boxed(at)) else { return Vec::new() };
    let whole = |name: &Vec<&str>| {
        leads_with(&above.text, name).and_then(|end| above.text.get(end..)).is_some_and(|rest| rest.trim().is_empty())
    };
    let tells = index().holds(Words::Heads, text) && weight(text) <= LONGEST;
    let named = (0_u32..).zip(names).filter(|(_, name)| tells && whole(name));
    named.map(|(person, _)| (person, text.to_owned())).collect()
}

/// A paragraph at the end that a label, or the words `The author is`, or a surname at its start
/// gives to its only author, or to all of them.
fn by_surname(document: &Document, at: usize, text: &str, people: &[Contributor]) -> Vec<(u32, String)> {
    let block = document.blocks.get(at);
    let labelled = block.is_some_and(|b| {
        index().label(Set::About, b.text.trim_start_matches(is_opening)).is_some_and(|(rest, _)| !rest.is_empty())
    });
    let post = index().holds(Words::Heads, text) || index().holds(Words::Units, text);
    let running =
        document.blocks.iter().skip(at + 1).filter(|b| b.role == Role::Unknown && weight(&b.text) > 60).count();
    if weight(text) > LONGEST || !post || running > 0 || at * 2 < document.blocks.len() {
        return Vec::new();
    }
    let authors = || (0_u32..).zip(people).filter(|(_, p)| p.role == ContributorRole::Author);
    let named: Vec<u32> = authors().filter(|(_, p)| begins_with_surname(text, &p.name)).map(|(at, _)| at).collect();
    let whose = match (named.is_empty(), labelled) {
        (false, _) => named,
        (true, true) => authors().map(|(at, _)| at).collect(),
        (true, false) => Vec::new(),
    };
    whose.into_iter().map(|person| (person, text.to_owned())).collect()
}

/// Whether a text begins with a surname, behind titles, labels and other names of that person, and goes on as a
/// biography does.
fn begins_with_surname(text: &str, name: &str) -> bool {
    let text = index().label(Set::About, text).map_or(text, |(rest, _)| rest);
    let own = core(name);
    let Some(surname) = own.last().map(|surname| fold(bare(surname))) else { return false };
    let mut rest = text;
    while let Some(word) = rest.split_whitespace().next() {
        let start = rest.len() - rest.trim_start().len();
        rest = rest.get(start + word.len()..).unwrap_or_default();
        let kept = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if fold(bare(kept)) == surname {
            let signs = word.get(kept.len()..).unwrap_or_default();
            return goes_on_as_biography(signs) || goes_on_as_biography(rest);
        }
        let folded = fold(bare(word));
        let title = is_honorific(word) || index().is(Words::Honorifics, &folded) || word.starts_with('(');
        let label = is_capitals(word) && word.chars().count() > 3;
        let own_name = own.iter().any(|part| fold(bare(part)) == folded);
        let article = folded.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
        if !(title || label || own_name || article) {
            return false;
        }
    }
    false
}
