//! Posts printed in the line above or below the names of a byline.

use super::attribution;
use super::candidate::is_post_line;
use super::document::{Document, Role};
use super::lexicon::{Words, index};
use super::words::{fold, is_finished, is_unspaced, weight};

/// Posts printed in the line below the names.
pub fn below(document: &mut Document, byline: usize, beside: &mut [Vec<String>]) {
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
        let note = attribution::is_note(&block.text);
        let running = note || block.lines.len() > 2 && is_finished(&block.text) && weight(&block.text) > 25;
        if running || !whole && !is_post_line(&first) || block.heading {
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

/// The post printed in the line above the only name, as where no blanks part words. Gives the place of the byline.
pub fn above(document: &mut Document, byline: usize, beside: &mut [Vec<String>]) -> usize {
    let ([own], Some(at)) = (beside, byline.checked_sub(1)) else { return byline };
    let above =
        document.blocks.get(at).filter(|b| b.role == Role::Unknown && !b.heading && (at > 0 || b.lines.len() > 1));
    let Some(count) = above.map(|b| b.lines.len()).filter(|count| own.is_empty() && *count > 0) else { return byline };
    let text = document.line_text(at, count - 1).unwrap_or_default();
    let post = text.contains(is_unspaced) && index().ends_with(Words::Heads, &fold(&text)).is_some();
    if !post || !is_post_line(&text) {
        return byline;
    }
    let place = document.split(at, count - 1, count);
    document.claim(place, Role::Byline);
    own.push(text);
    place + 1
}
