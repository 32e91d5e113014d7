//! Words cut in two at the end of a line, put together by what the rest of
//! the text does with them.

use super::document::{Line, joins_without_blank};
use super::words::{bare, fold};
use std::collections::HashMap;

/// What is known about the cut words of a text.
#[derive(Debug, Clone, Default)]
pub struct Hyphens {
    /// By the word without its hyphen: how often whole, how often hyphenated.
    seen: HashMap<String, (u32, u32)>,
}

impl Hyphens {
    /// Finds the cut words and counts how they are written elsewhere.
    pub fn learn(lines: &[Line]) -> Self {
        let mut seen = HashMap::new();
        let filled = || lines.iter().filter(|l| !l.text.is_empty());
        for (line, next) in filled().zip(filled().skip(1)) {
            if let Some((_, whole)) = cut(&line.text, &next.text) {
                seen.insert(whole, (0, 0));
            }
        }
        if seen.is_empty() {
            return Self { seen };
        }
        for word in filled().flat_map(|l| l.text.split_whitespace()) {
            let word = fold(bare(word));
            if let Some(counts) = seen.get_mut(&word) {
                counts.0 += 1;
            } else if word.contains('-')
                && let Some(counts) = seen.get_mut(&word.replace('-', ""))
            {
                counts.1 += 1;
            }
        }
        Self { seen }
    }

    /// Appends a line to the text before it: with a blank, or without where a
    /// word was cut.
    pub fn append(&self, text: &mut String, next: &str) {
        if text.ends_with('\u{ad}') {
            text.pop();
        } else if let Some((keep, whole)) = cut(text, next) {
            let (joined, hyphenated) = self.seen.get(&whole).copied().unwrap_or_default();
            if !keep && hyphenated <= joined {
                text.pop();
            }
        } else if joins_without_blank(text, next) {
        } else if !text.is_empty() && !text.ends_with('—') && !next.starts_with('—') {
            text.push(' ');
        }
        let body = next.trim_end_matches('\u{ad}');
        text.extend(body.chars().filter(|c| *c != '\u{ad}'));
        text.extend((body.len() < next.len()).then_some('\u{ad}'));
    }
}

/// Where a word is cut between two lines: whether its hyphen surely stays, and
/// the word without it.
fn cut(line: &str, next: &str) -> Option<(bool, String)> {
    let stem = line.strip_suffix('-')?;
    let first = stem.split_whitespace().next_back()?;
    if !first.ends_with(char::is_alphabetic) {
        return None;
    }
    let second = next.split_whitespace().next()?;
    if !second.starts_with(char::is_alphabetic) {
        return None;
    }
    let keep = second.starts_with(char::is_uppercase) || first.contains('-');
    Some((keep, fold(bare(&format!("{first}{second}")))))
}

#[cfg(test)]
mod tests {
    use crate::import::commentary::document::Document;

    fn joined(text: &str) -> String {
        let document = Document::new(text);
        document.blocks.first().map(|b| b.text.clone()).unwrap_or_default()
    }

    #[test]
    fn a_cut_word_is_joined() {
        assert_eq!(joined("they strength-\nened it"), "they strengthened it");
    }

    #[test]
    fn a_hyphen_used_elsewhere_stays() {
        let text = "a long-\nterm plan, not long-term enough";
        assert_eq!(joined(text), "a long-term plan, not long-term enough");
        assert_eq!(joined("the Sino-\nIndian border"), "the Sino-Indian border");
    }

    #[test]
    fn soft_hyphens_go() {
        assert_eq!(joined("co\u{ad}\noperate a\u{ad}bc"), "cooperate abc");
    }
}
