//! Where in a text the words stand that were asked for.

use super::plan::Plan;
use super::tongue::{Tongue, token};
use super::words::words;
use crate::domain::LanguageTag;

/// About how many bytes a piece of a longer text has.
const PIECE: usize = 240;

/// A text or a piece of it, as HTML with the words that were asked for in `<mark>`.
pub type Marked = String;

impl Plan {
    /// A text, or the piece of it that has most of what was asked for; `None` where it has nothing of it.
    pub fn mark(&self, text: &str, language: Option<&LanguageTag>) -> Option<Marked> {
        let tongue = Tongue::of(language);
        let is_hit = |word: &super::words::Word| {
            self.tokens.contains(&token(tongue, word))
                || self.tokens.contains(&word.form)
                || self.prefixes.iter().any(|prefix| word.form.starts_with(prefix.as_str()))
        };
        let mut hits: Vec<_> = words(text).into_iter().filter(is_hit).map(|word| word.at).collect();
        hits.sort_unstable_by_key(|at| (at.start, at.end));
        if hits.is_empty() {
            return None;
        }
        let (start, end) = piece(text, &hits);
        let mut html = String::with_capacity(end - start + 64);
        if start > 0 {
            html.push('…');
        }
        let mut at = start;
        let mut open = false;
        for hit in hits.iter().filter(|hit| hit.start >= start && hit.end <= end) {
            if hit.end <= at {
                continue;
            }
            if hit.start > at || !open {
                if open {
                    html.push_str("</mark>");
                }
                escape(&text[at..hit.start.max(at)], &mut html);
                html.push_str("<mark>");
                open = true;
            }
            escape(&text[hit.start.max(at)..hit.end], &mut html);
            at = hit.end;
        }
        if open {
            html.push_str("</mark>");
        }
        escape(&text[at..end], &mut html);
        if end < text.len() {
            html.push('…');
        }
        Some(html)
    }
}

/// The stretch with the most hits, from a beginning of a word to an end of one.
fn piece(text: &str, hits: &[std::ops::Range<usize>]) -> (usize, usize) {
    if text.len() <= PIECE * 2 {
        return (0, text.len());
    }
    let within = |from: usize| hits[from..].iter().take_while(|hit| hit.end <= hits[from].start + PIECE / 2).count();
    let best = (0..hits.len()).max_by_key(|from| (within(*from), std::cmp::Reverse(*from))).unwrap_or(0);
    let middle = hits[best].start;
    let (from, to) = (middle.saturating_sub(PIECE / 3), (middle + PIECE * 2 / 3).min(text.len()));
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = match from {
        0 => 0,
        from => {
            let from = boundary(from);
            text[from..middle].find(' ').map_or(from, |space| from + space + 1)
        }
    };
    let last = boundary(to).max(hits[best].end);
    let end = if last >= text.len() {
        text.len()
    } else {
        text[hits[best].end..last].rfind(' ').map_or(last, |space| hits[best].end + space)
    };
    (start, end)
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
