//! The byline, and the people named in it.

use super::contact::redact;
use super::document::{Document, Role};
use super::name;
use super::reading::{Contributor, ContributorRole};
use super::words::fold;
use crate::import::report::{Certainty, Finding, Problem};

/// A byline as found.
#[derive(Debug, Clone)]
pub struct Byline {
    /// As printed, without contact data.
    pub text: Finding<String>,
    /// The people, in order.
    pub contributors: Finding<Vec<Contributor>>,
    /// The place of its paragraph.
    pub block: usize,
}

/// Opening words of a byline, and what they say of the people.
const OPENINGS: &[(&str, ContributorRole)] = &[
    ("translated by ", ContributorRole::Translator),
    ("edited by ", ContributorRole::Editor),
    ("written by ", ContributorRole::Author),
    ("by: ", ContributorRole::Author),
    ("by ", ContributorRole::Author),
    ("par ", ContributorRole::Author),
    ("von ", ContributorRole::Author),
    ("por ", ContributorRole::Author),
];

const LONGEST: usize = 400;

struct Candidate {
    block: usize,
    from: usize,
    to: usize,
    text: String,
    role: ContributorRole,
    names: Vec<Vec<String>>,
    score: u32,
}

/// Finds the byline among the paragraphs not claimed yet.
pub fn recognise(document: &mut Document, problems: &mut Vec<Problem>) -> Option<Byline> {
    let mut best: Option<Candidate> = None;
    for candidate in candidates(document) {
        if best.as_ref().is_none_or(|b| candidate.score > b.score) {
            best = Some(candidate);
        }
    }
    let Some(found) = best else {
        let reason = "no byline found: expected a line such as “By Jane Doe” below the title";
        problems.push(Problem::warning(None, "byline", reason));
        return None;
    };
    let confirmed = found.score >= CONFIRMED;
    let place = document.split(found.block, found.from, found.to);
    document.claim(place, Role::Byline);
    let lines = document.blocks.get(place)?.span;
    let redacted = redact(&found.text);
    if redacted.changed {
        let reason = "the byline holds contact data; it is kept apart";
        problems.push(Problem::info(Some(lines.0), "byline", reason));
    }
    let text = Finding {
        value: redacted.text.clone(),
        lines,
        source: "byline",
        certainty: if confirmed { Certainty::Certain } else { Certainty::Likely },
    };
    let mut contributors = people(document, &found);
    if let Some(first) = contributors.first_mut() {
        first.emails = redacted.emails;
    }
    contributors.extend(translators(document, place));
    Some(Byline { contributors: text.with(contributors), text, block: place })
}

const CONFIRMED: u32 = 4;

/// Every line of the heading that can be a byline.
fn candidates(document: &Document) -> Vec<Candidate> {
    let mut found = Vec::new();
    for at in 0..document.heading_end() {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        for from in 0..block.lines.len().min(12) {
            found.extend(candidate(document, at, from));
        }
    }
    found
}

fn candidate(document: &Document, block: usize, from: usize) -> Option<Candidate> {
    let lines = &document.blocks.get(block)?.lines;
    let line = |at: usize| {
        let line = document.lines.get(*lines.get(at)?)?;
        Some(line.text.as_str())
    };
    let mut text = line(from)?.to_owned();
    if text.len() > LONGEST {
        return None;
    }
    let opening = opening(&text);
    let mut to = from + 1;
    while let Some(next) = line(to).filter(|next| goes_on(&text, next) && text.len() < LONGEST) {
        text = format!("{text} {next}");
        to += 1;
    }
    let (skip, role) = opening.unwrap_or((0, ContributorRole::Author));
    let names = split_names(text.get(skip..)?);
    let whole = names.iter().all(|n| n.len() > 1);
    if names.is_empty() || opening.is_none() && !whole {
        return None;
    }
    let refs = |n: &Vec<String>| biography_of(document, block, n).is_some();
    let confirmed = names.iter().filter(|n| refs(n)).count();
    let mut score = match (opening.is_some(), confirmed) {
        (true, 0) => 0,
        (false, n) if n < names.len() => return None,
        _ => CONFIRMED,
    };
    score += 2 * u32::from(from == 0) + u32::from(whole);
    let role_counts = role == ContributorRole::Author && score > 0;
    role_counts.then_some(Candidate { block, from, to, text, role, names, score })
}

/// The length of a byline's opening words, and the role they give.
fn opening(text: &str) -> Option<(usize, ContributorRole)> {
    OPENINGS.iter().find_map(|(words, role)| {
        let start = text.get(..words.len())?;
        start.eq_ignore_ascii_case(words).then_some((words.len(), *role))
    })
}

/// Whether a byline goes on in the next line.
fn goes_on(text: &str, next: &str) -> bool {
    let last = text.split_whitespace().next_back().map(fold).unwrap_or_default();
    let first = next.split_whitespace().next().map(fold).unwrap_or_default();
    let joins = |w: &str| matches!(w, "and" | "&" | "with");
    joins(&last) || last.ends_with([',', ';']) || joins(&first)
}

/// The names in a list such as `A, B & C`, each as its words.
pub fn split_names(list: &str) -> Vec<Vec<String>> {
    let list = list.split(['|', '•']).next().unwrap_or_default();
    let plain = without_brackets(&redact(list).text);
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for token in plain.split_whitespace() {
        let joins = matches!(fold(token).as_str(), "and" | "&" | "with" | "et" | "und");
        let ends = token.ends_with([',', ';']);
        let word = token.trim_end_matches([',', ';', '*', '†', '‡', '¹', '²', '³']);
        match parts.last_mut() {
            Some(part) if !joins && !word.is_empty() => part.push(word),
            _ => {}
        }
        if joins || ends {
            parts.push(Vec::new());
        }
    }
    let mut names: Vec<Vec<String>> = Vec::new();
    for part in parts.into_iter().filter(|p| !p.is_empty()) {
        if part.iter().all(|t| name::is_suffix(t) || name::is_degree(t)) {
            let kept = part.iter().filter(|t| name::is_suffix(t));
            if let Some(name) = names.last_mut() {
                name.extend(kept.map(|t| (*t).to_owned()));
            }
            continue;
        }
        let joined = part.join(" ");
        let core = name::core(&joined);
        if !name::is_plausible(&core) {
            return Vec::new();
        }
        names.push(core.into_iter().map(str::to_owned).collect());
    }
    names
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The paragraph that begins with a name, among those near start and end.
fn biography_of<'a>(document: &'a Document, byline: usize, name: &[String]) -> Option<&'a str> {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    super::biography::places(document, byline)
        .filter_map(|at| document.blocks.get(at))
        .find_map(|b| super::biography::start_for(&b.text, &name))
}

fn people(document: &Document, found: &Candidate) -> Vec<Contributor> {
    let person = |tokens: &Vec<String>| {
        let evidence = biography_of(document, found.block, tokens);
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        Contributor { name: name::normal_case(&tokens, evidence), role: found.role, emails: Vec::new() }
    };
    found.names.iter().map(person).collect()
}

/// People of a line `Translated by …` or `Edited by …` right below the byline.
fn translators(document: &mut Document, byline: usize) -> Vec<Contributor> {
    let Some(block) = document.blocks.get(byline + 1).filter(|b| b.role == Role::Unknown) else {
        return Vec::new();
    };
    let Some((skip, role)) = opening(&block.text).filter(|(_, r)| *r != ContributorRole::Author) else {
        return Vec::new();
    };
    let names = split_names(block.text.get(skip..).unwrap_or_default());
    if !names.is_empty() {
        document.claim(byline + 1, Role::Byline);
    }
    let person = |tokens: Vec<String>| Contributor {
        name: name::normal_case(&tokens.iter().map(String::as_str).collect::<Vec<_>>(), None),
        role,
        emails: Vec::new(),
    };
    names.into_iter().map(person).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(list: &str) -> Vec<String> {
        split_names(list).into_iter().map(|n| n.join(" ")).collect()
    }

    fn read(text: &str) -> Byline {
        recognise(&mut Document::new(text), &mut Vec::new()).unwrap()
    }

    fn people_of(text: &str) -> Vec<String> {
        let found = read(text).contributors.value;
        found.into_iter().map(|c| c.name).collect()
    }

    #[test]
    fn lists_of_names() {
        assert_eq!(names("ANN ROE AND JAN VAN DER DOE"), ["ANN ROE", "JAN VAN DER DOE"]);
        assert_eq!(names("A. Roe, B. Doe & C. Poe"), ["A. Roe", "B. Doe", "C. Poe"]);
        assert_eq!(names("Ann Roe, B. Doe, and C. Poe"), ["Ann Roe", "B. Doe", "C. Poe"]);
        assert_eq!(names("ANN ROE WITH B. DOE, JR."), ["ANN ROE", "B. DOE JR."]);
        assert_eq!(names("Dr. Ann Roe, PhD* (Tide Lab)"), ["Ann Roe"]);
        assert!(names("the way, we sail").is_empty());
    }

    #[test]
    fn byline_below_the_title() {
        let found = read("TIDES\n\nBY ANN ROE\n\nAnn Roe (a@b.example) is a pilot.");
        assert_eq!(found.text.value, "BY ANN ROE");
        assert_eq!(found.text.lines, (3, 3));
        assert_eq!(found.text.certainty, Certainty::Certain);
    }

    #[test]
    fn byline_in_the_title_paragraph_and_over_two_lines() {
        let text =
            "STANDING\nBY OLD FRIENDS\nBY ANN ROE AND\nIAN MCCARTHY\n\nAnn Roe is a pilot. Ian McCarthy is a cook.";
        assert_eq!(people_of(text), ["Ann Roe", "Ian McCarthy"]);
        assert_eq!(read(text).text.value, "BY ANN ROE AND IAN MCCARTHY");
    }

    #[test]
    fn a_bare_name_needs_a_biography() {
        let text = "Tides\n\nAnn Roe\n\nAnn Roe is a pilot at sea.\n\nText.";
        assert_eq!(people_of(text), ["Ann Roe"]);
        let mut problems = Vec::new();
        assert!(recognise(&mut Document::new("Tides\n\nAnn Roe\n\nText."), &mut problems).is_none());
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn contact_data_and_translators() {
        let found = read("TIDES\n\nBY ANN ROE (a@b.example)\n\nTRANSLATED BY B. DOE\n\nText");
        assert_eq!(found.text.value, "BY ANN ROE");
        let people = found.contributors.value;
        assert_eq!(people.first().unwrap().emails, ["a@b.example"]);
        assert_eq!(people.last().unwrap().role, ContributorRole::Translator);
    }
}
