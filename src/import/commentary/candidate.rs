//! Lines that can be a byline, and what speaks for each.

use super::biography;
use super::document::{Document, Role};
use super::lexicon::{Set, Words, index};
use super::name;
use super::people::{self, Parsed, Person};
use super::reading::ContributorRole;
use super::rubric::is_rubric;
use super::witnesses::Witnesses;
use super::words::{bare, fold, is_finished, is_unspaced, weight};
use crate::import::manuscript::Hint;

const LONGEST: usize = 420;

/// How many paragraphs of the end may hold a byline.
const TAIL: usize = 8;

/// A line, or several, that can be a byline.
pub struct Candidate {
    /// The place of its paragraph.
    pub block: usize,
    /// Its first line in it.
    pub from: usize,
    /// The line behind its last.
    pub to: usize,
    /// Its text on one line.
    pub text: String,
    /// The people in it.
    pub parsed: Parsed,
    /// How much speaks for it.
    pub score: i32,
    /// Whether more than one thing, or a strong one, says so.
    pub sure: bool,
}

/// Enough to be sure.
pub const SURE: i32 = 6;

/// Every line of the heading, and of the end, that can be a byline.
pub fn candidates(document: &Document, head_end: usize, witnesses: &Witnesses) -> Vec<Candidate> {
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
            found.extend(candidate(document, at, from, at < head_end, witnesses));
        }
    }
    found
}

fn candidate(
    document: &Document,
    block: usize,
    from: usize,
    in_head: bool,
    witnesses: &Witnesses,
) -> Option<Candidate> {
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
        || text.ends_with(['?', '？'])
        || text.ends_with([':', '：']) && !is_opener(&text)
        || index().is_phrase(Set::Updated, &fold(&text))
    {
        return None;
    }
    let mut to = from + 1;
    if is_opener(&text) {
        let listed = (to..whole.lines.len().min(to + 6)).map_while(line).take_while(|line| is_listed_name(line));
        let listed: Vec<&str> = listed.collect();
        to += listed.len();
        text = format!("{text} {}", listed.join("; "));
    }
    let names: Vec<&str> = (from..whole.lines.len()).map_while(line).collect();
    let told = |line: &&str| {
        let last = line.split_whitespace().next_back().map(fold).unwrap_or_default();
        let plain = people::is_names(line) && people::opening(line).is_none() && !index().is(Words::And, &last);
        let parsed = people::parse(line).filter(|_| plain);
        parsed.is_some_and(|p| p.people.iter().all(|p| begins_sentence(document, block, &p.name)))
    };
    if (2..=6).contains(&names.len()) && names.iter().all(told) {
        // Names on lines of their own, up to the end of the paragraph, each told of elsewhere.
        text = names.join("; ");
        to = whole.lines.len();
    }
    while let Some(next) = line(to).filter(|next| goes_on(&text, next) && text.len() < LONGEST) {
        text = format!("{text} {next}");
        to += 1;
    }
    let named = without_series(document, block, &text);
    let text = named.unwrap_or(text);
    let mut parsed = people::parse(&text)?;
    if parsed.role != ContributorRole::Author && !hinted {
        return None;
    }
    let full =
        |p: &Person| p.name.len() > 1 || p.name.iter().any(|t| t.chars().any(is_unspaced) && t.chars().count() > 1);
    let all_full = parsed.people.iter().all(full);
    let wrapped = line(to).is_some_and(super::words::starts_lower);
    if !parsed.opened && !hinted && wrapped {
        return None;
    }
    if !parsed.opened && !hinted && (!all_full || is_sentence(&text)) {
        return None;
    }
    leave_out_labels(document, (block, from, to), &text, &mut parsed);
    if !parsed.opened && !hinted {
        parsed.people.retain(|p| !is_called_publication(document, (block, from, to), &p.name));
        let above = from.checked_sub(1).and_then(line).map(str::to_owned).or_else(|| line_above(document, block, from));
        if parsed.people.is_empty() || above.is_some_and(|above| is_board(&above)) {
            return None;
        }
    }
    let confirmed = parsed.people.iter().filter(|p| biography_of(document, block, &p.name).is_some()).count();
    let elsewhere = parsed.people.iter().filter(|p| is_confirmed(document, (block, from, to), &p.name)).count();
    let all_confirmed = confirmed == parsed.people.len();
    let filed = parsed.people.iter().any(|p| witnesses.has_surname(&p.name));
    let stated = witnesses.are_stated(&parsed.people);
    if !parsed.opened && !hinted && confirmed == 0 && parsed.people.iter().any(|p| witnesses.are_ordinary(&p.name)) {
        return None;
    }
    if witnesses.are_sites(&parsed.people) && !all_confirmed {
        return None;
    }
    let others = !stated && witnesses.knows_others(&parsed.people);
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
    score += if filed { 4 } else { 0 };
    score += if stated { 6 } else { 0 };
    score -= if others && !parsed.opened { 3 } else { 0 };
    let running = document.blocks.get(block + 1).is_some_and(|b| is_finished(&b.text) && weight(&b.text) > 12);
    let closes = from > 0 && to == whole.lines.len() && running && in_head;
    score += i32::from(all_full) + 2 * i32::from(from == 0 || closes) - 2 * i32::from(!in_head);
    score += placed(document, block, from, &text);
    let degree = text.split_whitespace().next_back().is_some_and(|word| name::is_degree(word) || name::is_suffix(word));
    let ends = text.ends_with(['.', '。', '?', '？', '!', '…', '；']) && !degree && !text.ends_with("al.");
    score -= if ends { 4 } else { 0 };
    let personal = parsed
        .people
        .iter()
        .any(|p| p.name.iter().any(|t| t.contains('-') || t.ends_with('.') && t.len() <= 3 || name::is_suffix(t)));
    let asked =
        match (parsed.opened || hinted, confirmed > 0 || beside || post_below || parsed.honored || filed || stated) {
            (true, _) => 4,
            (false, true) => 3,
            (false, false) if in_head => 4 - i32::from(personal),
            _ if signs(document, block, &parsed) => 0,
            _ => 99,
        };
    let told = beside || post_below || parsed.honored || filed || stated;
    let lone = !parsed.opened && !hinted && confirmed == 0 && !told;
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
    // On a page that marks its pieces, a name that nothing marks is one between title and text, and no entry of a list.
    let listed = whole.item || matches!(whole.hint, Some(Hint::Masthead | Hint::Aside));
    if !parsed.opened && !hinted && !told && !all_confirmed && witnesses.is_page() {
        let first = text.split_whitespace().next().map(fold).unwrap_or_default();
        if listed || others || !witnesses.is_in_heading(block) || index().is(Words::Stop, &first) {
            return None;
        }
    }
    // A name and a body above everything else are those of the series and its house; several with theirs are people.
    let each_beside = parsed.people.len() > 1 && parsed.people.iter().all(|p| !p.beside.is_empty());
    let each_beside = each_beside || from == 0 && all_full && stands_above_title(document, block, to);
    let placed = parsed.honored || filed || stated || stands_below || each_beside;
    if !parsed.opened && !hinted && elsewhere == 0 && !placed {
        return None;
    }
    let post = parsed.people.iter().any(|p| p.beside.iter().any(|b| index().holds(Words::Heads, b)));
    let cues = usize::from(beside) + usize::from(post_below) + usize::from(parsed.honored);
    let strong = parsed.opened || hinted || post || stated || elsewhere == parsed.people.len() || filed && in_head;
    let sure = !lone && (strong || cues > 1);
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

/// `Harbour Bulletin`: words that no biography begins with, the last of which is what series are made of.
fn is_called_publication(document: &Document, place: (usize, usize, usize), name: &[String]) -> bool {
    let last = name.last().is_some_and(|word| index().is(Words::Publications, &fold(bare(word))));
    last && !is_confirmed(document, place, name)
}

/// Whether a line is but the words before a byline: `By`, `Authors:`.
pub fn is_opener(text: &str) -> bool {
    let folded = fold(text.trim());
    index().is_phrase(Set::By, &folded) || index().is_phrase(Set::By, folded.trim_end_matches([':', '：', ' ']))
}

/// Whether a line is a whole name, with degrees or without, and nothing else.
fn is_listed_name(text: &str) -> bool {
    let parsed = people::parse(text).filter(|p| !p.opened && p.people.len() == 1 && !p.more);
    parsed.is_some_and(|p| p.people.iter().all(|p| p.name.len() > 1 && p.beside.is_empty())) && !is_post_line(text)
}

/// The last line of the paragraph above, where this is the first line of its own.
fn line_above(document: &Document, block: usize, from: usize) -> Option<String> {
    let at = block.checked_sub(1).filter(|_| from == 0)?;
    let last = document.blocks.get(at)?.lines.len().checked_sub(1)?;
    document.line_text(at, last)
}

/// Whether a line is the label of those who edit a series, and nothing else.
pub fn is_board(text: &str) -> bool {
    let labelled = format!("{}: Ann Roe", text.trim_end_matches([':', '：']));
    weight(text) <= 3
        && people::opening(&labelled)
            .is_some_and(|(role, rest, _)| role == ContributorRole::Editor && rest == "Ann Roe")
}

/// Whether the line below a name is the post of a person, nothing else in its paragraph, and what can be a title stands
/// below both.
fn stands_above_title(document: &Document, block: usize, to: usize) -> bool {
    const LONGEST: usize = 3;
    let post = document.line_text(block, to).filter(|text| is_post_line(text) && index().holds(Words::Heads, text));
    let lines = document.blocks.get(block).map_or(0, |b| b.lines.len());
    let next = document.blocks.get(block + 1).filter(|b| b.role == Role::Unknown && !is_finished(&b.text));
    post.is_some() && lines <= LONGEST && next.is_some_and(|b| weight(&b.text) > 2 && !is_post_line(&b.text))
}

/// Whether a paragraph at the end can be the signature below a text: one name, right behind running text.
fn signs(document: &Document, block: usize, parsed: &Parsed) -> bool {
    let before = block.checked_sub(1).and_then(|at| document.blocks.get(at));
    let ends = before.is_some_and(|b| b.role == Role::Unknown && is_finished(&b.text) && weight(&b.text) > 15);
    let alone = document.blocks.get(block).is_some_and(|b| b.lines.len() == 1);
    let one = matches!(parsed.people.as_slice(), [one] if (2..=4).contains(&one.name.len()) && one.beside.is_empty());
    ends && alone && one
}

/// `Harbour Notes by Ann Roe`: the byline behind the name of the series, where biographies confirm all of the people.
fn without_series(document: &Document, block: usize, text: &str) -> Option<String> {
    const LONGEST: usize = 6;
    let mut words = text.split_whitespace();
    let places = super::name::spans(text).take(LONGEST).skip(1).map(|(at, _)| at);
    let plain = words.next().is_some_and(super::words::starts_upper) && people::opening(text).is_none();
    let mut rests = places.filter_map(|at| text.get(at..)).filter(|_| plain);
    let rest = rests.find(|rest| {
        let parsed = people::parse(rest).filter(|p| p.opened && p.weak && p.role == ContributorRole::Author);
        parsed.is_some_and(|p| p.people.iter().all(|p| biography_of(document, block, &p.name).is_some()))
    })?;
    Some(rest.to_owned())
}

/// Whether a line tells something of a person: a biography.
fn is_sentence(text: &str) -> bool {
    let verb = |w: &str| w.len() > 1 && w.starts_with(char::is_lowercase) && index().is(Words::Is, &fold(w));
    text.ends_with('.') && weight(text) > 8 && text.split_whitespace().any(verb)
}

/// Where biographies confirm some of the people, what stands behind a bar and has none is a label of the page.
fn leave_out_labels(document: &Document, place: (usize, usize, usize), text: &str, parsed: &mut Parsed) {
    let Some((before, _)) = text.split_once(['|', '｜']) else { return };
    let ahead = people::parse(before).map_or(0, |p| p.people.len());
    let confirmed: Vec<bool> = parsed.people.iter().map(|p| is_confirmed(document, place, &p.name)).collect();
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
pub fn is_post_line(text: &str) -> bool {
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
pub fn biography_of<'a>(document: &'a Document, byline: usize, name: &[String]) -> Option<&'a str> {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    biography::places(document, byline)
        .filter_map(|at| document.blocks.get(at))
        .find_map(|b| biography::start_for(&b.text, &name))
}

/// Whether a sentence of another paragraph near start and end begins with this name.
fn begins_sentence(document: &Document, byline: usize, name: &[String]) -> bool {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    let places = biography::places(document, byline).filter(|at| *at != byline);
    places
        .filter_map(|at| document.blocks.get(at))
        .any(|b| super::words::sentences(&b.text).iter().any(|sentence| name::leads_with(sentence, &name).is_some()))
}

/// Whether a biography elsewhere than in these lines of a paragraph begins with this name.
fn is_confirmed(document: &Document, (block, from, to): (usize, usize, usize), name: &[String]) -> bool {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    let elsewhere = |at: usize| match at == block {
        true => {
            let count = document.blocks.get(at).map_or(0, |b| b.lines.len());
            let lines = (0..from).chain(to..count).filter_map(|line| document.line_text(at, line));
            lines.collect::<Vec<_>>().join(" ")
        }
        false => document.blocks.get(at).map(|b| b.text.clone()).unwrap_or_default(),
    };
    biography::places(document, block).any(|at| biography::start_for(&elsewhere(at), &name).is_some())
}
