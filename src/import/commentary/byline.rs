//! The byline, and the people named in it.

use super::attribution;
use super::biography;
use super::candidate::{Candidate, SURE, biography_of, candidates, is_post_line};
use super::contact::redact;
use super::document::{Document, Role};
use super::east;
use super::introduced;
use super::lexicon::{Words, index};
use super::masthead::Told;
use super::people::{self, Person};
use super::reading::{Contributor, ContributorRole};
use super::witnesses::Witnesses;
use super::words::{fold, is_finished, is_unspaced, weight, without_second_dot};
use super::{name, name_posts};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding, Problem};

/// A byline as found.
#[derive(Debug, Clone)]
pub struct Byline {
    /// As printed, without contact data. None where only a biography names the author.
    pub text: Option<Finding<String>>,
    /// The people, in order.
    pub contributors: Finding<Vec<Contributor>>,
    /// The place of its paragraph, where that is in the heading.
    pub block: Option<usize>,
    /// What is printed beside the names, one text per person.
    pub beside: Vec<Vec<String>>,
}

/// Finds the byline among the paragraphs not claimed yet.
pub fn recognise(document: &mut Document, told: &mut Told) -> Option<Byline> {
    let head_end = document.heading_end();
    let mut best: Option<Candidate> = None;
    let witnesses = Witnesses::of(document, told);
    for candidate in candidates(document, head_end, &witnesses) {
        if best.as_ref().is_none_or(|b| candidate.score > b.score) {
            best = Some(candidate);
        }
    }
    let Some(found) = best else {
        return from_biography(document, told, &witnesses);
    };
    let in_head = found.block < head_end;
    let place = document.split(found.block, found.from, found.to);
    document.claim(place, Role::Byline);
    let lines = document.blocks.get(place)?.span;
    let redacted = redact(&found.text);
    if redacted.changed {
        let reason = "the byline holds contact data; it is kept apart";
        told.problems.push(Problem::info(Some(lines.0), "byline", reason));
    }
    let certainty = if found.sure && found.score >= SURE { Certainty::Certain } else { Certainty::Doubtful };
    if certainty == Certainty::Doubtful {
        let reason = format!("“{}” is read as the byline by its form and place alone", redacted.text);
        told.doubt(Some(lines.0), "contributions", reason);
    }
    let text = Finding { value: redacted.text.clone(), lines, source: "byline", certainty };
    let mut contributors: Vec<Contributor> =
        found.parsed.people.iter().map(|p| person(document, found.block, p, found.parsed.role)).collect();
    let mut beside: Vec<Vec<String>> = found.parsed.people.iter().map(|p| p.beside.clone()).collect();
    if let Some(first) = contributors.first_mut() {
        first.emails = redacted.emails;
    }
    stacked(document, place, &witnesses, &mut contributors, &mut beside);
    if found.parsed.more {
        more(document, place, &mut contributors, told);
    }
    name_posts::below(document, place, &mut beside);
    let place = name_posts::above(document, place, &mut beside);
    others(document, &mut contributors, &mut beside);
    twice(&contributors, lines.0, told);
    let block = in_head.then_some(place);
    Some(Byline { contributors: text.with(contributors), text: Some(text), block, beside })
}

fn person(document: &Document, block: usize, person: &Person, role: ContributorRole) -> Contributor {
    let evidence = biography_of(document, block, &person.name);
    Contributor { name: written(&person.name, evidence), role, emails: Vec::new() }
}

/// A name in normal letter case.
fn written(tokens: &[String], evidence: Option<&str>) -> String {
    if tokens.iter().any(|t| t.chars().any(is_unspaced)) {
        return east::joined(tokens);
    }
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let name = without_second_dot(&name::normal_case(&tokens, evidence));
    // The full stop behind a word that is no initial and no abbreviation is that of a sentence.
    match name.strip_suffix('.').filter(|bare| name::ends_in_whole_word(bare)) {
        Some(bare) => bare.to_owned(),
        None => name,
    }
}

/// `et al.`: the others are those whom the biographies name.
fn more(document: &Document, byline: usize, contributors: &mut Vec<Contributor>, told: &mut Told) {
    for at in biography::places(document, byline) {
        let Some(block) = document.blocks.get(at) else { continue };
        for (name, _) in introduced::people_of(&block.text) {
            let name = written(&name, Some(&block.text));
            if !contributors.iter().any(|c| same(&c.name, &name)) {
                contributors.push(Contributor { name, role: ContributorRole::Author, emails: Vec::new() });
            }
        }
    }
    if contributors.len() < 2 {
        told.doubt(
            None,
            "contributions",
            "the byline says that there are more authors; none of them is named".to_owned(),
        );
    }
}

fn same(a: &str, b: &str) -> bool {
    fold(a).replace(' ', "") == fold(b).replace(' ', "")
}

/// Names on lines of their own below the first, each with its post or confirmed by a biography.
fn stacked(
    document: &mut Document,
    byline: usize,
    witnesses: &Witnesses,
    contributors: &mut Vec<Contributor>,
    beside: &mut Vec<Vec<String>>,
) {
    let mut at = byline + 1;
    let mut passed = 0;
    while at < document.blocks.len() && passed < 2 && at < byline + 14 {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown && !b.heading) else {
            return;
        };
        if is_finished(&block.text) && (weight(&block.text) > 25 || block.lines.len() > 1 && weight(&block.text) > 15) {
            return;
        }
        let line = document.line_text(at, 0).unwrap_or_default();
        let hinted = block.hint == Some(Hint::Byline);
        if hinted && is_handle(&line) {
            let place = document.split(at, 0, 1);
            document.claim(place, Role::Byline);
            at = place + 1;
            continue;
        }
        let parsed = people::parse(&line).filter(|p| {
            !p.opened
                && p.role == ContributorRole::Author
                && p.people.iter().all(|p| p.name.len() > 1 || p.name.iter().any(|t| t.chars().any(is_unspaced)))
        });
        let below = document.line_text(at, 1).or_else(|| document.line_text(at + 1, 0));
        let good = parsed.filter(|p| {
            let called = hinted && people::is_names(&line) && !witnesses.are_sites(&p.people);
            p.honored
                || called && !witnesses.knows_others(&p.people)
                || p.people.iter().all(|p| {
                    biography_of(document, byline, &p.name).is_some()
                        || p.beside.iter().any(|b| index().holds(Words::Heads, b))
                })
                || below.as_deref().is_some_and(is_post_line)
        });
        match good {
            Some(parsed) if introduced::people_of(&line).is_empty() || weight(&line) < 14 => {
                for one in &parsed.people {
                    let next = person(document, byline, one, ContributorRole::Author);
                    if !contributors.iter().any(|c| same(&c.name, &next.name)) {
                        contributors.push(next);
                        beside.push(one.beside.clone());
                    }
                }
                passed = 0;
                let place = document.split(at, 0, 1);
                document.claim(place, Role::Byline);
                at = place + 1;
            }
            _ if is_mail_line(&line) => {
                let mails = redact(&line).emails;
                if let Some(last) = contributors.iter_mut().rfind(|c| c.role == ContributorRole::Author) {
                    last.emails.extend(mails);
                }
                let place = document.split(at, 0, 1);
                document.claim(place, Role::Byline);
                at = place + 1;
            }
            _ if attribution::is_note(&line) => return,
            _ if is_post_line(&line) => {
                if let Some(last) = beside.last_mut() {
                    last.push(line.trim_matches(|c: char| "()（） *_".contains(c)).to_owned());
                }
                passed += 1;
                let place = document.split(at, 0, 1);
                document.claim(place, Role::Byline);
                at = place + 1;
            }
            _ => return,
        }
    }
}

/// Whether a line is but the name that somebody has elsewhere: `@annroe`.
fn is_handle(line: &str) -> bool {
    line.starts_with('@') && !line.contains(' ')
}

/// Whether a line is but an electronic address, with a label or without: below a name it is that person's.
fn is_mail_line(line: &str) -> bool {
    weight(line) <= 3 && line.matches('@').count() == 1 && !redact(line).emails.is_empty()
}

/// Translators and editors, in lines of their own anywhere near start and end.
fn others(document: &mut Document, contributors: &mut Vec<Contributor>, beside: &mut Vec<Vec<String>>) {
    let head = document.heading_end() + 2;
    let count = document.blocks.len();
    let far = count.saturating_sub(12).max(head);
    let mut at = 0;
    while at < document.blocks.len() {
        if at >= head && at < far {
            at = far;
            continue;
        }
        let lines =
            document.blocks.get(at).filter(|b| matches!(b.role, Role::Unknown)).map_or(0, |b| b.lines.len().min(8));
        let mut next = at + 1;
        for line in 0..lines {
            let text = document.line_text(at, line).unwrap_or_default();
            let pieces = credits(&text);
            if pieces.is_empty() {
                continue;
            }
            for (person, role) in pieces {
                let name = written(&person.name, None);
                contributors.push(Contributor { name, role, emails: Vec::new() });
                beside.push(person.beside);
            }
            let place = document.split(at, line, line + 1);
            document.claim(place, Role::Byline);
            next = place + 1;
            break;
        }
        at = next;
    }
}

/// The people of a line of credits: `Translated by A`, `Editor: B`, `排版：小潮　审校：宰父明洲`.
fn credits(text: &str) -> Vec<(Person, ContributorRole)> {
    if weight(text) > 24 {
        return Vec::new();
    }
    let whole = |part: &str| {
        let (role, rest, _) = people::opening(part)?;
        let rest = rest.trim_end_matches(['.', '。', '）', ')']);
        let parsed = people::parse(part).filter(|p| p.opened && p.role == role)?;
        let fits = role != ContributorRole::Author && !rest.ends_with(['.', '!', '?']);
        fits.then_some((parsed.people, role))
    };
    // `(Trans. Ann Roe)`
    let text = text.trim_start_matches("• ");
    let text = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let mut parts: Vec<String> = vec![String::new()];
    for token in text.split_whitespace() {
        let starts = people::opening(&format!("{token} x")).is_some() && token.contains([':', '：', '/', '／'])
            || token.contains(['：']) && token.chars().any(is_unspaced);
        if starts {
            parts.push(String::new());
        }
        if let Some(last) = parts.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(token);
        }
    }
    let found = parts.iter().flat_map(|part| part.split(" | ")).filter_map(whole);
    found.flat_map(|(people, role)| people.into_iter().map(move |p| (p, role))).collect()
}

/// One who is named as author and as translator is a mistake of someone.
fn twice(contributors: &[Contributor], line: u32, told: &mut Told) {
    for other in contributors.iter().filter(|c| c.role == ContributorRole::Translator) {
        if contributors.iter().any(|c| c.role == ContributorRole::Author && same(&c.name, &other.name)) {
            let reason = format!("{} is named as author and as translator; one of them is wrong", other.name);
            told.doubt(Some(line), "contributions", reason);
        }
    }
}

/// How many paragraphs at the end of a page may tell of its author without a label.
const LAST: usize = 4;

/// Where no byline is printed: the person whom a biography at the end or the start names.
fn from_biography(document: &mut Document, told: &mut Told, witnesses: &Witnesses) -> Option<Byline> {
    let places: Vec<usize> = biography::places(document, 0).chain(std::iter::once(0)).collect();
    let mut contributors: Vec<Contributor> = Vec::new();
    let mut lines = (0, 0);
    let mut sure = true;
    let head_end = document.heading_end();
    for at in places {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        let called = block.hint == Some(Hint::Biography);
        // On a page that marks its pieces, all but the very last paragraphs may tell of anybody.
        let behind = document.blocks.iter().skip(at + 1).filter(|b| b.role == Role::Unknown).count();
        let introduced = introduced::people_of(&block.text);
        let leads =
            |name: &[String]| biography::speaks_of(&block.text, &name.iter().map(String::as_str).collect::<Vec<_>>());
        let tells = behind == 0 || behind < LAST && introduced.first().is_some_and(|(name, _)| leads(name));
        let whole = !witnesses.is_page() || called || tells;
        for (name, labelled) in introduced {
            if !labelled && !whole {
                continue;
            }
            if !labelled && at < head_end && contributors.is_empty() && weight(&block.text) > 60 {
                continue;
            }
            let name = written(&name, Some(&block.text));
            if !contributors.iter().any(|c| same(&c.name, &name)) {
                // Whom a text ends with may be somebody else than who wrote it.
                sure &= labelled;
                contributors.push(Contributor { name, role: ContributorRole::Author, emails: Vec::new() });
                lines = block.span;
            }
        }
    }
    let mut beside = vec![Vec::new(); contributors.len()];
    let none = contributors.is_empty();
    others(document, &mut contributors, &mut beside);
    if none && contributors.is_empty() {
        let reason = "no byline found: expected a line such as “By Jane Doe” below the title";
        told.problems.push(Problem::warning(None, "byline", reason));
        return None;
    }
    let certainty = if sure { Certainty::Likely } else { Certainty::Doubtful };
    let reason = "no byline is printed; the author is the one whom a biography names";
    if none {
        told.problems.push(Problem::warning(None, "byline", "no byline found: only others than authors are named"));
    } else if sure {
        told.problems.push(Problem::info(Some(lines.0), "byline", reason));
    } else {
        told.doubt(Some(lines.0), "contributions", reason.to_owned());
    }
    let contributors = Finding { value: contributors, lines, source: "biography", certainty };
    Some(Byline { text: None, contributors, block: None, beside })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Byline {
        recognise(&mut Document::new(text), &mut Told::default()).unwrap()
    }

    fn people_of(text: &str) -> Vec<String> {
        let found = read(text).contributors.value;
        found.into_iter().map(|c| c.name).collect()
    }

    #[test]
    fn byline_below_the_title() {
        let found = read("TIDES\n\nBY ANN ROE\n\nAnn Roe (a@b.example) is a pilot.").text.unwrap();
        assert_eq!(found.value, "BY ANN ROE");
        assert_eq!(found.lines, (3, 3));
        assert_eq!(found.certainty, Certainty::Certain);
    }

    #[test]
    fn byline_in_the_title_paragraph_and_over_two_lines() {
        let text =
            "STANDING\nBY OLD FRIENDS\nBY ANN ROE AND\nIAN MCCARTHY\n\nAnn Roe is a pilot. Ian McCarthy is a cook.";
        assert_eq!(people_of(text), ["Ann Roe", "Ian McCarthy"]);
        assert_eq!(read(text).text.unwrap().value, "BY ANN ROE AND IAN MCCARTHY");
    }

    #[test]
    fn a_bare_name_is_sure_with_a_biography() {
        let text = "Tides\n\nAnn Roe\n\nAnn Roe is a pilot at sea.\n\nText.";
        assert_eq!(people_of(text), ["Ann Roe"]);
        let found = read("Rising Tides\n\nAnn Roe\n\nText goes on here, and is long enough to be one.");
        assert_eq!(found.contributors.certainty, Certainty::Doubtful);
        // One word above may be a rubric or a place.
        let alone = "Tides\n\nAnn Roe\n\nText goes on here, and is long enough to be one.";
        assert!(recognise(&mut Document::new(alone), &mut Told::default()).is_none());
    }

    #[test]
    fn the_series_before_the_name_and_names_that_are_ordinary_words() {
        let text = "Rising tides\n\nHarbour Notes by Ann Roe\n\nAnn Roe is a pilot at sea.\n\nText.";
        assert_eq!(people_of(text), ["Ann Roe"]);
        let text = "Rising tides\n\nOld Friends\n\nThe harbour has old friends, and the friends have a harbour too.";
        assert!(recognise(&mut Document::new(text), &mut Told::default()).is_none());
    }

    #[test]
    fn contact_data_and_translators() {
        let found = read("TIDES\n\nBY ANN ROE (a@b.example)\n\nTRANSLATED BY B. DOE\n\nText");
        assert_eq!(found.text.unwrap().value, "BY ANN ROE");
        let people = found.contributors.value;
        assert_eq!(people.first().unwrap().emails, ["a@b.example"]);
        assert_eq!(people.last().unwrap().role, ContributorRole::Translator);
    }
}
