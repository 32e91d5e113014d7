//! Footnotes, by the marks that the text and they have in common.

use std::collections::HashMap;

use super::document::{Block, Document, Role};
use super::words::{is_finished, narrow, weight};

/// Claims footnotes: paragraphs behind the last of the running text that begin with a mark, and lines with a
/// mark before a page ends.
pub fn claim(document: &mut Document) {
    let mut marks = Marks::of(document);
    for at in (0..document.blocks.len()).rev() {
        let Some(block) = document.blocks.get(at).filter(|block| block.role == Role::Unknown) else { continue };
        if marks.is_footnote(block, at, document) {
            document.claim(at, Role::BackMatter);
        } else if is_running(block) {
            break;
        }
    }
    let mid = document.with_role(Role::Unknown).filter(|(_, block)| is_mid_footnote(block));
    let mid: Vec<usize> = mid.filter(|(at, block)| marks.is_footnote(block, *at, document)).map(|(at, _)| at).collect();
    mid.into_iter().for_each(|at| document.claim(at, Role::BackMatter));
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

/// Where the marks of notes stand in a text. There are a hundred numbers of two digits, and each is looked for once.
struct Marks {
    texts: Vec<String>,
    found: HashMap<String, Places>,
}

/// The paragraphs that have one mark.
struct Places {
    /// In brackets.
    bracketed: Vec<usize>,
    /// At the end of a word.
    glued: Vec<usize>,
}

impl Marks {
    fn of(document: &Document) -> Marks {
        Marks { texts: document.blocks.iter().map(|block| narrow(&block.text)).collect(), found: HashMap::new() }
    }

    /// Whether a paragraph begins with a mark that stands in another.
    fn is_footnote(&mut self, block: &Block, at: usize, document: &Document) -> bool {
        let Marks { texts, found } = self;
        let text = texts.get(at).map(|text| text.trim_start()).unwrap_or_default();
        if text.starts_with("[^") || text.starts_with(['¹', '²', '³', '⁴', '⁵', '①', '②', '③']) && !block.heading
        {
            return true;
        }
        let open = text.trim_start_matches(['[', '(', '注', '註']);
        let digits = open.chars().take_while(char::is_ascii_digit).count();
        if !(1..=2).contains(&digits) || weight(text) > 120 || block.heading {
            return false;
        }
        let (number, behind) = open.split_at(digits);
        if !behind.starts_with([' ', ']', ')', '.', '）', '、', '\t']) {
            return false;
        }
        let places = found.entry(number.to_owned()).or_insert_with(|| Places::of(texts, number));
        let is_free = |own: &usize| document.blocks.get(*own).is_some_and(|own| own.role == Role::Unknown);
        places.bracketed.iter().any(|own| *own != at) || places.glued.iter().any(|own| *own != at && is_free(own))
    }
}

impl Places {
    fn of(texts: &[String], number: &str) -> Places {
        let brackets = [format!("[{number}]"), format!("({number})")];
        let having = |has: &dyn Fn(&str) -> bool| {
            texts.iter().enumerate().filter(|(_, text)| has(text)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        Places {
            bracketed: having(&|text| brackets.iter().any(|mark| text.contains(mark))),
            glued: having(&|text| has_glued_mark(text, number)),
        }
    }
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
