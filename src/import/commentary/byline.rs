//! The byline, and the people named in it.

use super::biography;
use super::contact::redact;
use super::document::{Document, Role};
use super::introduced;
use super::lexicon::{Words, index};
use super::masthead::Told;
use super::name;
use super::people::{self, Parsed, Person};
use super::reading::{Contributor, ContributorRole};
use super::title::is_rubric;
use super::words::{fold, is_finished, is_unspaced, weight};
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

const LONGEST: usize = 420;
/// How many paragraphs of the end may hold a byline.
const TAIL: usize = 8;

struct Candidate {
    block: usize,
    from: usize,
    to: usize,
    text: String,
    parsed: Parsed,
    score: i32,
    /// Whether more than one thing, or a strong one, says so.
    sure: bool,
}

/// Enough to be sure.
const SURE: i32 = 6;

/// Finds the byline among the paragraphs not claimed yet.
pub fn recognise(document: &mut Document, told: &mut Told) -> Option<Byline> {
    let head_end = document.heading_end();
    let mut best: Option<Candidate> = None;
    for candidate in candidates(document, head_end) {
        if best.as_ref().is_none_or(|b| candidate.score > b.score) {
            best = Some(candidate);
        }
    }
    let Some(found) = best else {
        return from_biography(document, told);
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
    stacked(document, place, &mut contributors, &mut beside);
    if found.parsed.more {
        more(document, place, &mut contributors, told);
    }
    beside_below(document, place, &mut beside);
    others(document, &mut contributors, &mut beside);
    twice(&contributors, lines.0, told);
    let block = in_head.then_some(place);
    Some(Byline { contributors: text.with(contributors), text: Some(text), block, beside })
}

/// Every line of the heading, and of the end, that can be a byline.
fn candidates(document: &Document, head_end: usize) -> Vec<Candidate> {
    let count = document.blocks.len();
    let tail = count.saturating_sub(TAIL).max(head_end)..count;
    let mut found = Vec::new();
    for at in (0..head_end).chain(tail) {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        let prose = is_finished(&block.text) && weight(&block.text) > 25 && !block.text.ends_with([':', '…']);
        if prose && (at >= head_end || block.lines.len() > 4) || block.item && at >= head_end {
            continue;
        }
        for from in 0..block.lines.len().min(12) {
            found.extend(candidate(document, at, from, at < head_end));
        }
    }
    found
}

fn candidate(document: &Document, block: usize, from: usize, in_head: bool) -> Option<Candidate> {
    let whole = document.blocks.get(block)?;
    let line = |at: usize| {
        let line = document.lines.get(*whole.lines.get(at)?)?;
        Some(line.text.as_str())
    };
    let mut text = line(from)?.to_owned();
    let hinted = whole.hint == Some(Hint::Byline);
    if text.chars().count() > LONGEST
        || weight(&text) > 45
        || whole.heading && !hinted
        || text.ends_with([':', '：', '?', '？'])
    {
        return None;
    }
    let mut to = from + 1;
    while let Some(next) = line(to).filter(|next| goes_on(&text, next) && text.len() < LONGEST) {
        text = format!("{text} {next}");
        to += 1;
    }
    let mut parsed = people::parse(&text)?;
    if parsed.role != ContributorRole::Author && !hinted {
        return None;
    }
    let full =
        |p: &Person| p.name.len() > 1 || p.name.iter().any(|t| t.chars().any(is_unspaced) && t.chars().count() > 1);
    let all_full = parsed.people.iter().all(full);
    if !parsed.opened && !hinted && (!all_full || is_sentence(&text)) {
        return None;
    }
    leave_out_labels(document, block, &text, &mut parsed);
    let confirmed = parsed.people.iter().filter(|p| biography_of(document, block, &p.name).is_some()).count();
    let all_confirmed = confirmed == parsed.people.len();
    let below = line(to)
        .or_else(|| document.blocks.get(block + 1).filter(|_| to == whole.lines.len()).map(|b| b.text.as_str()));
    let post_below = below.is_some_and(is_post_line);
    let beside = parsed
        .people
        .iter()
        .any(|p| p.beside.iter().any(|b| index().holds(Words::Heads, b) || index().holds(Words::Units, b)));
    let mut score = 0;
    score += if parsed.opened { if parsed.weak { 4 } else { 6 } } else { 0 };
    score += if hinted { 7 } else { 0 };
    score += if all_confirmed {
        6
    } else if confirmed > 0 {
        3
    } else {
        0
    };
    score += if all_confirmed && in_head { 2 } else { 0 };
    score += if beside || parsed.honored { 3 } else { 0 };
    score += if post_below { 3 } else { 0 };
    score += i32::from(all_full) + 2 * i32::from(from == 0) - 2 * i32::from(!in_head);
    score += placed(document, block, from, &text);
    let ends =
        text.ends_with(['.', '。', '?', '？', '!', '…', '；']) && !text.ends_with("Jr.") && !text.ends_with("al.");
    score -= if ends { 4 } else { 0 };
    let personal = parsed
        .people
        .iter()
        .any(|p| p.name.iter().any(|t| t.contains('-') || t.ends_with('.') && t.len() <= 3 || name::is_suffix(t)));
    let asked = match (parsed.opened || hinted, confirmed > 0 || beside || post_below || parsed.honored) {
        (true, _) => 4,
        (false, true) => 3,
        (false, false) if in_head => 4 - i32::from(personal),
        _ => 99,
    };
    let lone = !parsed.opened && !hinted && confirmed == 0 && !beside && !post_below && !parsed.honored;
    let alone = to == whole.lines.len();
    let more = parsed.people.iter().any(|p| p.name.len() > 5)
        || parsed.people.len() > 1 && whole.text.contains(':') && whole.lines.len() == 1;
    if parsed.loose && !parsed.opened && confirmed == 0 && !parsed.honored {
        return None;
    }
    let stands_below = above(document, block, from);
    if lone && (!stands_below || !alone || more) {
        return None;
    }
    // A name and a body above everything else are those of the series and its house.
    if !parsed.opened && !hinted && confirmed == 0 && !parsed.honored && !stands_below {
        return None;
    }
    let cues = usize::from(beside) + usize::from(post_below) + usize::from(parsed.honored);
    let sure = !lone && (parsed.opened || hinted || all_confirmed || cues > 1);
    (score >= asked).then_some(Candidate {
        block,
        from,
        to,
        text,
        parsed,
        score: if lone { score.min(SURE - 1) } else { score },
        sure,
    })
}

/// Whether a line tells something of a person: a biography.
fn is_sentence(text: &str) -> bool {
    let verb = |w: &str| w.len() > 1 && w.starts_with(char::is_lowercase) && index().is(Words::Is, &fold(w));
    text.ends_with('.') && weight(text) > 8 && text.split_whitespace().any(verb)
}

/// Where biographies confirm some of the people, what stands behind a bar and has none is a label of the page.
fn leave_out_labels(document: &Document, block: usize, text: &str, parsed: &mut Parsed) {
    let Some((before, _)) = text.split_once(['|', '｜']) else { return };
    let ahead = people::parse(before).map_or(0, |p| p.people.len());
    let confirmed: Vec<bool> = parsed.people.iter().map(|p| biography_of(document, block, &p.name).is_some()).collect();
    if ahead > 0 && confirmed.contains(&true) {
        let mut at = 0;
        parsed.people.retain(|_| {
            at += 1;
            at <= ahead || confirmed.get(at - 1) == Some(&true)
        });
    }
}

/// What the place of a line says: behind something that can be a title, and short.
fn placed(document: &Document, block: usize, from: usize, text: &str) -> i32 {
    2 * i32::from(above(document, block, from)) - i32::from(weight(text) > 25)
}

/// Whether something that can be a title stands above.
fn above(document: &Document, block: usize, from: usize) -> bool {
    from > 0
        || document
            .blocks
            .iter()
            .take(block)
            .any(|b| b.role == Role::Title || b.role == Role::Unknown && weight(&b.text) > 1 && !is_rubric(&b.text))
}

/// A short line that names a post or a body.
fn is_post_line(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| "()（）*_".contains(c));
    let verb = bare.split_whitespace().any(|w| {
        w.len() > 1 && w.starts_with(char::is_lowercase) && w.is_ascii() && index().is_in(Words::Is, &fold(w), "en")
    });
    !verb
        && !bare.contains(". ")
        && weight(text) <= 28
        && !text.ends_with(['.', '。'])
        && (index().holds(Words::Heads, bare) || index().holds(Words::Units, bare))
        && !people::parse(bare).is_some_and(|p| p.opened)
}

/// Whether a byline goes on in the next line.
fn goes_on(text: &str, next: &str) -> bool {
    let last = text.split_whitespace().next_back().map(fold).unwrap_or_default();
    let first = next.split_whitespace().next().map(fold).unwrap_or_default();
    let joins = |w: &str| w.len() > 1 && index().is(Words::And, w) || matches!(w, "&" | "y" | "e" | "и");
    joins(&last) || last.ends_with([',', ';', '،', '、']) || joins(&first)
}

/// The paragraph that begins with a name, among those near start and end.
fn biography_of<'a>(document: &'a Document, byline: usize, name: &[String]) -> Option<&'a str> {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    biography::places(document, byline)
        .filter_map(|at| document.blocks.get(at))
        .find_map(|b| biography::start_for(&b.text, &name))
}

fn person(document: &Document, block: usize, person: &Person, role: ContributorRole) -> Contributor {
    let evidence = biography_of(document, block, &person.name);
    Contributor { name: written(&person.name, evidence), role, emails: Vec::new() }
}

/// A name in normal letter case.
fn written(tokens: &[String], evidence: Option<&str>) -> String {
    if tokens.iter().any(|t| t.chars().any(is_unspaced)) {
        return people::joined(tokens);
    }
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    name::normal_case(&tokens, evidence)
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
fn stacked(document: &mut Document, byline: usize, contributors: &mut Vec<Contributor>, beside: &mut Vec<Vec<String>>) {
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
        let parsed = people::parse(&line).filter(|p| {
            !p.opened
                && p.role == ContributorRole::Author
                && p.people.iter().all(|p| p.name.len() > 1 || p.name.iter().any(|t| t.chars().any(is_unspaced)))
        });
        let below = document.line_text(at, 1).or_else(|| document.line_text(at + 1, 0));
        let good = parsed.filter(|p| {
            p.honored
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

/// Posts printed in the line below the names.
fn beside_below(document: &mut Document, byline: usize, beside: &mut [Vec<String>]) {
    for at in byline + 1..(byline + 4).min(document.blocks.len()) {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            return;
        };
        let first = document
            .lines
            .get(block.lines.first().copied().unwrap_or_default())
            .map(|l| l.text.clone())
            .unwrap_or_default();
        let whole = is_post_line(&block.text);
        if !whole && !is_post_line(&first) || block.heading {
            return;
        }
        let text = if whole { block.text.clone() } else { first };
        let bare = text.trim_matches(|c: char| "()（） *_".contains(c)).to_owned();
        if let Some(last) = beside.last_mut() {
            last.push(bare);
        }
        let place = if whole { at } else { document.split(at, 0, 1) };
        document.claim(place, Role::Byline);
    }
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

/// Where no byline is printed: the person whom a biography at the end or the start names.
fn from_biography(document: &mut Document, told: &mut Told) -> Option<Byline> {
    let places: Vec<usize> = biography::places(document, 0).chain(std::iter::once(0)).collect();
    let mut contributors: Vec<Contributor> = Vec::new();
    let mut lines = (0, 0);
    let mut sure = true;
    let head_end = document.heading_end();
    for at in places {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        for (name, labelled) in introduced::people_of(&block.text) {
            if !labelled && at < head_end && contributors.is_empty() && weight(&block.text) > 60 {
                continue;
            }
            let name = written(&name, Some(&block.text));
            if !contributors.iter().any(|c| same(&c.name, &name)) {
                sure &= labelled || at >= head_end;
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
    fn contact_data_and_translators() {
        let found = read("TIDES\n\nBY ANN ROE (a@b.example)\n\nTRANSLATED BY B. DOE\n\nText");
        assert_eq!(found.text.unwrap().value, "BY ANN ROE");
        let people = found.contributors.value;
        assert_eq!(people.first().unwrap().emails, ["a@b.example"]);
        assert_eq!(people.last().unwrap().role, ContributorRole::Translator);
    }
}
