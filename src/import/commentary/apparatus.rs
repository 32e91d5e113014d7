//! What stands around the running text and is none: captions, footnotes, keywords, notes of editors,
//! what a site adds behind the end.

use super::document::{Document, Role};
use super::footnotes;
use super::furniture::is_clutter;
use super::lexicon::{Set, Words, index};
use super::words::{fold, is_finished, narrow, sentences, weight};
use crate::import::manuscript::Hint;

/// A note that may say where the text comes from.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its text.
    pub text: String,
    /// Its lines.
    pub lines: (u32, u32),
}

/// How many paragraphs from either end notes are looked for in.
const REACH: usize = 12;

/// Claims captions, footnotes, keywords and clutter; gives the notes.
pub fn recognise(document: &mut Document) -> Vec<Note> {
    let notes = notes(document);
    footnotes::claim(document);
    let heading = document.heading_end();
    let compared = Compared::of(document);
    for at in 0..document.blocks.len() {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        let aside = block.hint == Some(Hint::Aside)
            || is_caption(&block.text)
            || has_credit(document, at)
            || is_keywords(&block.text)
            || is_clutter(&block.text)
            || at >= heading && compared.is_pull_quote(document, at);
        if aside {
            document.claim(at, Role::BackMatter);
        }
    }
    about_house(document);
    notes
}

/// Claims `About the Gull Lab` near the end, with the paragraph below that begins with that name and tells what the
/// house is.
fn about_house(document: &mut Document) {
    const ABOUT: &[&str] = &["about ", "over ", "uber ", "sobre ", "a propos de ", "tentang "];
    let count = document.blocks.len();
    for at in count / 2..count {
        let free = |at: usize| document.blocks.get(at).filter(|b| b.role == Role::Unknown);
        let Some(block) = free(at) else { continue };
        let (first, alone) =
            (document.line_text(at, 0).map(|line| fold(&line)).unwrap_or_default(), block.lines.len() == 1);
        let Some(name) = ABOUT.iter().find_map(|about| first.strip_prefix(about)) else { continue };
        let below = match alone {
            true => free(at + 1).map(|b| b.text.clone()),
            false => block.text.get(document.line_text(at, 0).map_or(0, |line| line.len())..).map(str::to_owned),
        };
        let tells = below.is_some_and(|below| {
            let below = below.trim_start();
            let named = weight(name) <= 6 && fold(below).starts_with(name);
            named && index().holds(Words::Units, below) && !index().holds(Words::Heads, below)
        });
        if tells {
            (at..=at + usize::from(alone)).for_each(|at| document.claim(at, Role::BackMatter));
        }
    }
}

/// Notes of editors, and paragraphs that say where the text appeared, what it answers or translates.
fn notes(document: &mut Document) -> Vec<Note> {
    let count = document.blocks.len();
    let mut found = Vec::new();
    for at in (0..count).filter(|at| *at < REACH || *at + REACH >= count) {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown && !b.heading) else {
            continue;
        };
        let labelled = index().heading(Set::Notes, &block.text).is_some() || block.hint == Some(Hint::Note);
        let first = (0..count).find(|at| document.blocks.get(*at).is_some_and(|b| b.role == Role::Unknown));
        let size = weight(&block.text);
        if size > 130 || first == Some(at) && !labelled {
            continue;
        }
        let text = block.text.clone();
        if labelled {
            found.push(Note { text, lines: block.span });
            document.claim(at, Role::BackMatter);
            continue;
        }
        let all = sentences(&text);
        let speaks = |s: &str| super::relations::says_where(s);
        let edge = at + 5 >= count || block.set_apart || at < 6 && size < 45;
        let own = all.iter().filter(|s| speaks(s)).count();
        if own == 0 || !edge {
            continue;
        }
        let lines = block.span;
        if own * 3 >= all.len() && (size < 70 || own == all.len()) {
            found.push(Note { text, lines });
            document.claim(at, Role::BackMatter);
        } else {
            let (notes, rest): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(|s| speaks(s));
            let (notes, rest) = (notes.join(" "), rest.join(" "));
            found.push(Note { text: notes, lines });
            if let Some(block) = document.blocks.get_mut(at) {
                block.text = rest;
                block.cut = true;
            }
        }
    }
    found
}

fn is_caption(text: &str) -> bool {
    if is_credited(text) {
        return true;
    }
    let Some((rest, _)) = index().label(Set::Captions, text) else {
        return false;
    };
    let used = text.get(..text.len() - rest.len()).unwrap_or_default();
    let figure = narrow(rest).trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let parted = used.trim_end().ends_with([':', '：', '／', '/', '|', ']', ')', '】', '—', '–', '-', '='])
        || used.starts_with(['▲', '(', '（', '[', '<']);
    weight(text) <= 45 && (parted || figure)
}

/// A few short lines, one of which says whose picture it is: `Image by Tide Agency`.
fn has_credit(document: &Document, at: usize) -> bool {
    const MOST: usize = 5;
    let lines = document.blocks.get(at).map_or(0, |block| block.lines.len());
    let line = |line: usize| document.line_text(at, line).unwrap_or_default();
    let credit = |text: &str| index().label(Set::Captions, text).is_some_and(|(rest, _)| rest.len() < text.len());
    (2..=MOST).contains(&lines)
        && (0..lines).all(|own| weight(&line(own)) <= 12 && !is_finished(&line(own)))
        && (1..lines).any(|own| credit(&line(own)))
}

/// `A ship leaves port. /AGENCY`, `A ship (Photo: Agency)`: a short paragraph that ends with whose picture it is.
fn is_credited(text: &str) -> bool {
    if weight(text) > 40 {
        return false;
    }
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let agency = last.strip_prefix('/').is_some_and(|name| name.chars().count() > 1 && super::words::is_capitals(name));
    let open = text.rfind(['(', '（', '[']).filter(|_| text.ends_with([')', '）', ']']));
    let inside = open.and_then(|at| text.get(at..)).map(|text| text.trim_matches(|c: char| !c.is_alphanumeric()));
    agency || inside.is_some_and(|inside| index().label(Set::Captions, inside).is_some() && weight(inside) <= 8)
}

fn is_keywords(text: &str) -> bool {
    weight(text) <= 50 && index().heading(Set::Keywords, text).is_some()
}

/// In a text of more paragraphs nothing is pulled out: each would be looked for in all others.
const PARAGRAPHS: usize = 1_000;

/// The paragraphs of a text as they are compared with each other: how long each is, and its folded text.
struct Compared(Vec<(usize, String)>);

impl Compared {
    fn of(document: &Document) -> Compared {
        let few = document.blocks.len() <= PARAGRAPHS;
        let blocks = document.blocks.iter().filter(|_| few);
        Compared(blocks.map(|block| (weight(&block.text), fold(&block.text))).collect())
    }

    /// Whether a paragraph is short, and stands in a longer one too, word for word.
    fn is_pull_quote(&self, document: &Document, at: usize) -> bool {
        let Some(block) = document.blocks.get(at).filter(|block| !block.heading && at < self.0.len()) else {
            return false;
        };
        let bare = block.text.trim_matches(|c: char| !c.is_alphanumeric());
        let size = weight(bare);
        if !(6..=45).contains(&size) {
            return false;
        }
        let folded = fold(bare);
        self.0.iter().zip(&document.blocks).enumerate().any(|(other, ((longer, text), block))| {
            other != at && block.role == Role::Unknown && *longer > size + 8 && text.contains(&folded)
        })
    }
}

/// Headings of what is listed behind a text: what it cites, and its notes.
const LISTS: &[&str] = &[
    "references",
    "endnotes",
    "footnotes",
    "bibliography",
    "works cited",
    "further reading",
    "references and notes",
    "notes and references",
    "bibliographie",
    "references bibliographiques",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "endnoten",
    "bibliografia",
    "referencias",
    "referencias bibliograficas",
    "riferimenti bibliografici",
    "literatuur",
    "литература",
    "список литературы",
    "источники",
    "参考文献",
    "參考文獻",
    "参考资料",
    "참고문헌",
    "المراجع",
    "المصادر",
    "الهوامش",
    "daftar pustaka",
    "referensi",
    "tai lieu tham khao",
];

/// Leaves out the lists behind the text, from their heading on.
fn leave_out_lists(document: &mut Document, start: usize) {
    let count = document.blocks.len();
    let opens = |at: &usize| {
        document.blocks.get(*at).is_some_and(|b| {
            let own = fold(b.text.trim_matches(|c: char| !c.is_alphanumeric()));
            b.role == Role::Unknown && weight(&b.text) <= 4 && LISTS.contains(&own.as_str())
        })
    };
    let from = (start + (count.saturating_sub(start)) / 2..count).find(opens);
    let free: Vec<usize> = document.with_role(Role::Unknown).map(|(at, _)| at).collect();
    free.into_iter()
        .filter(|at| from.is_some_and(|from| *at >= from))
        .for_each(|at| document.claim(at, Role::BackMatter));
}

/// Leaves out what a site adds behind the end: short unfinished paragraphs behind the last of the running
/// text.
pub fn trim_end(document: &mut Document, start: usize) {
    leave_out_lists(document, start);
    let free: Vec<usize> = document.with_role(Role::Unknown).map(|(at, _)| at).filter(|at| *at >= start).collect();
    let sentence = |at: usize, least: usize| {
        document.blocks.get(at).is_some_and(|b| is_finished(&b.text) && weight(&b.text) >= least)
    };
    let running = |at: &usize| {
        // A short sentence right behind a long one can be the last of the text.
        let last_words =
            at.checked_sub(1).is_some_and(|b| free.binary_search(&b).is_ok() && sentence(b, 15)) && sentence(*at, 3);
        document.blocks.get(*at).is_some_and(|b| {
            is_finished(&b.text) && weight(&b.text) >= 6
                || last_words
                || weight(&b.text) > 30
                || b.item && weight(&b.text) > 3
                || !b.joins.is_empty()
        })
    };
    let Some(last) = free.iter().rposition(running) else {
        return;
    };
    let behind: Vec<usize> = free.iter().skip(last + 1).copied().collect();
    for at in behind {
        document.claim(at, Role::BackMatter);
    }
}
