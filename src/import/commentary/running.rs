//! Running heads and feet that repeat what the document begins with, or that number its pages in their own line.

use std::collections::HashMap;

use super::document::{Line, Role};
use super::words::{fold, is_unspaced, narrow, weight};

/// So many lines of the document are its top.
const TOP: usize = 8;

/// The lines that are told apart by a page number at their end alone (`Gull Papers No. 12 – July 2024  3`): each
/// stands at least twice, with another number.
pub fn numbered(lines: &[Line]) -> Vec<bool> {
    let bases: Vec<Option<(String, &str)>> = lines.iter().map(base).collect();
    let mut pages: HashMap<&str, Vec<&str>> = HashMap::new();
    for (base, page) in bases.iter().flatten() {
        let known = pages.entry(base).or_default();
        if known.len() < 2 && !known.contains(page) {
            known.push(page);
        }
    }
    // At the top of the document, another figure than that of its first page is the number of the text.
    let repeats = |(at, own): (usize, &Option<(String, &str)>)| {
        own.as_ref().is_some_and(|(base, page)| {
            pages.get(base.as_str()).is_some_and(|known| known.len() > 1) && (at >= TOP || *page == "1")
        })
    };
    bases.iter().enumerate().map(repeats).collect()
}

/// What stands before the page number at the end of a line, and that number; of lines that hold another figure, as
/// the number or the date of a series.
fn base(line: &Line) -> Option<(String, &str)> {
    let free = line.role == Role::Unknown && !line.marks.item && line.text.len() <= 120;
    let (before, page) = line.text.rsplit_once(' ').filter(|_| free)?;
    let figures = (1..=3).contains(&page.len()) && page.chars().all(|c| c.is_ascii_digit());
    let before = before.trim_end_matches([' ', '|']);
    let told = before.chars().any(|c| c.is_ascii_digit()) && (2..=14).contains(&weight(before));
    (figures && told && !before.ends_with([':', ','])).then(|| (fold(before), page))
}

/// Whether a line is one of those at the top of the document, with nothing more than an address or a number: a running
/// foot (`GULL NOTE – No. 58   www.gull.example`), a running head (`海潮評論 第 12 号`).
pub fn repeats_top(line: &Line, tops: &[String], near_page: bool) -> bool {
    let text = fold(&narrow(&line.text));
    let address = |word: &&str| word.contains("www.") || word.contains("://") || word.contains('@');
    let kept: Vec<&str> = text.split_whitespace().filter(|word| !address(word) && *word != "|").collect();
    let addressed = kept.len() < text.split_whitespace().filter(|word| *word != "|").count();
    let own = kept.join(" ");
    let long = own.chars().count() > 5 || own.contains(is_unspaced) && own.chars().count() > 2;
    let whole = |top: &String| *top == own || top.starts_with(&format!("{own} |"));
    if addressed && long && tops.iter().any(whole) {
        return true;
    }
    let number = |rest: &str| {
        rest.chars().any(|c| c.is_ascii_digit()) && rest.chars().filter(|c| c.is_alphabetic()).count() <= 3
    };
    near_page
        && tops.iter().any(|top| {
            let named = top.chars().count() > 5 && !top.contains(|c: char| c.is_ascii_digit());
            named && own.strip_prefix(top.as_str()).is_some_and(number)
        })
}
