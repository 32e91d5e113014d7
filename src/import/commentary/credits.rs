//! Translators and editors, named in lines of their own or in a note.

use super::byline::written;
use super::document::{Document, Role};
use super::lexicon::{Words, index};
use super::name::{self, spans};
use super::people::{self, Person};
use super::reading::{Contributor, ContributorRole};
use super::words::{is_unspaced, starts_upper, weight};

/// More editors than these are the board of the series.
const EDITORS: usize = 3;

/// How long a note may be that names a translator.
const NOTE: usize = 45;

/// Translators and editors, in lines of their own anywhere near start and end.
pub(super) fn others(document: &mut Document, contributors: &mut Vec<Contributor>, beside: &mut Vec<Vec<String>>) {
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
        let found = (0..lines).find_map(|line| Some((line, credits(&document.line_text(at, line)?)?)));
        if let Some((line, people)) = found {
            let end = if people.len() > 1 { end_of_list(document, at, line, lines) } else { line + 1 };
            let board = people.len() > EDITORS || end > line + 1;
            let kept = people
                .into_iter()
                .filter(|(person, role)| is_person(person) && !(board && *role == ContributorRole::Editor));
            let mut named = false;
            for (person, role) in kept {
                named = true;
                let name = written(&person.name, None);
                contributors.push(Contributor { name, role, emails: Vec::new() });
                beside.push(person.beside);
            }
            let place = document.split(at, line, end);
            document.claim(place, if named { Role::Byline } else { Role::Masthead });
            next = place + 1;
        } else if let Some(person) = in_note(document, at) {
            let name = written(&person, None);
            contributors.push(Contributor { name, role: ContributorRole::Translator, emails: Vec::new() });
            beside.push(Vec::new());
        }
        at = next;
    }
}

/// Where a list of names that goes over several lines ends.
fn end_of_list(document: &Document, block: usize, line: usize, lines: usize) -> usize {
    let names = |at: &usize| document.line_text(block, *at).is_some_and(|text| people::is_names(&text));
    line + 1 + (line + 1..lines).take_while(names).count()
}

/// Whether what a line of credits names is a person, by a whole name, and no part of the house.
fn is_person(person: &Person) -> bool {
    let unspaced = person.name.iter().any(|token| token.contains(is_unspaced));
    let whole = person.name.concat();
    (unspaced || person.name.len() > 1) && index().ends_with(Words::Units, &whole).is_none()
}

/// `This text was written in Arabic, and translated into English by Ann Roe for the Lab`: the name behind such words in
/// a short paragraph.
fn in_note(document: &Document, at: usize) -> Option<Vec<String>> {
    let noted = |role: Role| matches!(role, Role::Unknown | Role::BackMatter);
    let block = document.blocks.get(at).filter(|b| noted(b.role) && !b.heading && weight(&b.text) <= NOTE)?;
    let rest = spans(&block.text).find_map(|(start, _)| {
        let (role, rest, weak) = people::opening(block.text.get(start..)?)?;
        (role == ContributorRole::Translator && !weak).then_some(rest)
    })?;
    let mut name: Vec<&str> = Vec::new();
    for token in rest.split_whitespace().take(5) {
        let bare = token.trim_end_matches([',', '.', ';', ')']);
        let inside = !name.is_empty() && name::is_particle(bare);
        if !(inside || starts_upper(bare) && name::is_plausible(&[bare])) {
            break;
        }
        name.push(bare);
        if bare.len() < token.len() && !(token.ends_with('.') && bare.chars().count() < 3) {
            break;
        }
    }
    let name = name::core(&name.join(" ")).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let ends = name.last().is_some_and(|last| last.starts_with(char::is_uppercase));
    ((2..=4).contains(&name.len()) && ends).then_some(name)
}

/// The people of a line of credits: `Translated by A`, `Editor: B`, `排版：小潮　审校：宰父明洲`.
fn credits(text: &str) -> Option<Vec<(Person, ContributorRole)>> {
    if weight(text) > 24 {
        return None;
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
    let found: Vec<_> = found.flat_map(|(people, role)| people.into_iter().map(move |p| (p, role))).collect();
    (!found.is_empty()).then_some(found)
}
