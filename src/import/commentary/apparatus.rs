//! What stands around the running text and is none: captions, footnotes, keywords, notes of editors,
//! what a site adds behind the end.

use super::document::{Block, Document, Role};
use super::furniture::is_clutter;
use super::lexicon::{Set, index};
use super::words::{is_finished, narrow, sentences, weight};
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
    footnotes(document);
    let heading = document.heading_end();
    for at in 0..document.blocks.len() {
        let Some(block) = document.blocks.get(at).filter(|b| b.role == Role::Unknown) else {
            continue;
        };
        let aside = block.hint == Some(Hint::Aside)
            || is_caption(&block.text)
            || is_keywords(&block.text)
            || is_clutter(&block.text)
            || at >= heading && is_pull_quote(document, at);
        if aside {
            document.claim(at, Role::BackMatter);
        }
    }
    notes
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

/// A short paragraph that stands in a longer one too, word for word.
fn is_pull_quote(document: &Document, at: usize) -> bool {
    let Some(block) = document.blocks.get(at) else {
        return false;
    };
    let bare = block.text.trim_matches(|c: char| !c.is_alphanumeric());
    if !(6..=45).contains(&weight(bare)) || block.heading {
        return false;
    }
    let folded = super::words::fold(bare);
    document.blocks.iter().enumerate().any(|(other, b)| {
        other != at
            && b.role == Role::Unknown
            && weight(&b.text) > weight(bare) + 8
            && super::words::fold(&b.text).contains(&folded)
    })
}

/// Footnotes: paragraphs behind the last of the running text that begin with a mark, and lines with a
/// mark before a page ends.
fn footnotes(document: &mut Document) {
    for at in (0..document.blocks.len()).rev() {
        let Some(block) = document.blocks.get(at) else { continue };
        if block.role != Role::Unknown {
            continue;
        }
        if is_footnote(block, document) {
            document.claim(at, Role::BackMatter);
        } else if is_running(block) {
            break;
        }
    }
    let mid: Vec<usize> = (0..document.blocks.len())
        .filter(|at| {
            document
                .blocks
                .get(*at)
                .is_some_and(|b| b.role == Role::Unknown && (is_mid_footnote(b)) && is_footnote(b, document))
        })
        .collect();
    for at in mid {
        document.claim(at, Role::BackMatter);
    }
}

fn is_mid_footnote(block: &Block) -> bool {
    let text = narrow(&block.text);
    text.starts_with("[^")
        || text.starts_with(['¹', '²', '³', '⁴', '⁵'])
        || text.starts_with('[')
            && text.get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
            && block.lines.len() <= 4
}

fn is_running(block: &Block) -> bool {
    weight(&block.text) > 25 && is_finished(&block.text)
}

fn is_footnote(block: &Block, document: &Document) -> bool {
    let text = narrow(&block.text);
    let text = text.trim_start();
    if text.starts_with("[^") || text.starts_with(['¹', '²', '³', '⁴', '⁵', '①', '②', '③']) && !block.heading
    {
        return true;
    }
    let open = text.trim_start_matches(['[', '(', '注', '註']);
    let digits = open.chars().take_while(char::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || weight(text) > 120 || block.heading {
        return false;
    }
    let number = open.get(..digits).unwrap_or_default();
    let behind = open.get(digits..).unwrap_or_default();
    let parted = behind.starts_with([' ', ']', ')', '.', '）', '、', '\t']);
    let cited = ["[", "("].iter().any(|open| {
        let close = if *open == "[" { "]" } else { ")" };
        let mark = format!("{open}{number}{close}");
        document.blocks.iter().any(|b| b.span != block.span && narrow(&b.text).contains(&mark))
    });
    let glued = document
        .blocks
        .iter()
        .any(|b| b.span != block.span && b.role == Role::Unknown && has_glued_mark(&narrow(&b.text), number));
    parted && (cited || glued)
}

/// Whether a figure clings to the end of a word or sentence: `office.2 The`.
fn has_glued_mark(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text.get(..at).and_then(|b| b.chars().next_back());
        let after = text.get(at + number.len()..).and_then(|a| a.chars().next());
        let clings = before
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '”' | '"' | '»' | '」' | ')' | '’' | '“'));
        let initial = text
            .get(..at)
            .is_some_and(|b| b.chars().rev().nth(1).is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != '”'));
        clings
            && !initial
            && after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | '。' | '、' | ';' | '，'))
    })
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
            let own = super::words::fold(b.text.trim_matches(|c: char| !c.is_alphanumeric()));
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
        let last_words = at.checked_sub(1).is_some_and(|b| free.contains(&b) && sentence(b, 15)) && sentence(*at, 3);
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
