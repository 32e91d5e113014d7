//! How the running text writes a word: evidence for words printed in capitals.

use super::document::Block;
use super::words::{bare, fold, is_capitals, sentences, strip_possessive};
use std::collections::HashMap;

/// The forms in which wanted words occur in the running text.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    counts: HashMap<String, HashMap<String, u32>>,
    /// The same without words that begin a sentence, where a capital proves nothing.
    inside: HashMap<String, HashMap<String, u32>>,
    /// Whether the wanted words are written with their accents, so that a form with others is another word.
    accented: bool,
}

/// What the running text says about the letter case of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is written so: `ASEAN`, `McCarthy`, `iPhone`.
    Written(String),
    /// It occurs as an ordinary word only, perhaps with a capital at its start.
    Ordinary,
    /// It occurs both ways; the ordinary one is more frequent.
    Both(String),
    /// It does not occur.
    Absent,
}

impl Forms {
    /// Collects the forms of the words of `wanted` from the paragraphs that
    /// are not themselves set in capitals.
    pub fn collect<'a>(wanted: &str, blocks: impl Iterator<Item = &'a Block>) -> Self {
        let mut counts: HashMap<String, HashMap<String, u32>> =
            pieces(wanted).map(|word| (fold(word), HashMap::new())).collect();
        let mut inside = counts.clone();
        for block in blocks.filter(|b| !is_capitals(&b.text)) {
            for sentence in sentences(&block.text) {
                let mut first = true;
                for word in pieces(sentence) {
                    let folded = fold(word);
                    if let Some(forms) = counts.get_mut(&folded) {
                        *forms.entry(word.to_owned()).or_default() += 1;
                    }
                    if let Some(forms) = inside.get_mut(&folded).filter(|_| !first && !block.heading) {
                        *forms.entry(word.to_owned()).or_default() += 1;
                    }
                    first = false;
                }
            }
        }
        let accented = wanted.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        Self { counts, inside, accented }
    }

    /// How the running text writes a word inside its sentences, and whether it does so mostly.
    pub fn usual(&self, word: &str) -> Option<(String, bool)> {
        let forms = self.inside.get(&fold(word)).filter(|f| !f.is_empty())?;
        let exact = |form: &str| form.to_uppercase() == word.to_uppercase();
        let any = forms.keys().any(|f| exact(f));
        if !any && self.accented {
            return None;
        }
        let forms: Vec<(&String, &u32)> = forms.iter().filter(|(f, _)| !any || exact(f)).collect();
        let total: u32 = forms.iter().map(|(_, n)| **n).sum();
        let (form, most) = forms.into_iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
        Some((form.clone(), most * 2 > total))
    }

    /// How the running text writes the sentence openers that are this word, where it occurs nowhere else.
    pub fn occurs(&self, word: &str) -> bool {
        self.counts.get(&fold(word)).is_some_and(|f| !f.is_empty())
    }

    /// What is known about a word, its possessive ending aside.
    pub fn verdict(&self, word: &str) -> Verdict {
        let Some(forms) = self.counts.get(&fold(word)).filter(|f| !f.is_empty()) else {
            return Verdict::Absent;
        };
        let special = forms.iter().filter(|(form, _)| is_special(form));
        let ordinary: u32 = forms.iter().filter(|(form, _)| !is_special(form)).map(|(_, n)| n).sum();
        let best = special.max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        match best {
            Some((form, n)) if *n >= ordinary => Verdict::Written(form.clone()),
            Some((form, _)) => Verdict::Both(form.clone()),
            None => Verdict::Ordinary,
        }
    }

    /// Whether the word occurs with a small first letter.
    pub fn occurs_small(&self, word: &str) -> bool {
        let forms = self.counts.get(&fold(word));
        forms.is_some_and(|f| f.keys().any(|w| w.starts_with(char::is_lowercase)))
    }
}

/// The words of a text, cut at hyphens and dashes too, without possessives.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let cut = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/');
    let words = text.split(cut).flat_map(elided).map(|w| strip_possessive(bare(w)));
    words.filter(|w| !w.is_empty())
}

/// `l'Europe` is two words; `O'Brien` is one.
pub(super) fn elided(word: &str) -> impl Iterator<Item = &str> {
    let cut = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’')).filter(|(at, _)| {
        let before = word.get(..*at).unwrap_or_default();
        let before = fold(bare(before));
        matches!(
            before.as_str(),
            "l" | "d"
                | "qu"
                | "n"
                | "s"
                | "c"
                | "j"
                | "dell"
                | "all"
                | "nell"
                | "sull"
                | "dall"
                | "un"
                | "lorsqu"
                | "jusqu"
                | "puisqu"
                | "quest"
                | "m"
                | "t"
                | "aujourd"
        )
    });
    let at = cut.map_or(0, |(at, c)| at + c.len_utf8());
    let (first, second) = word.split_at_checked(at).unwrap_or(("", word));
    [first, second].into_iter().filter(|w| !w.is_empty())
}

/// A capital beyond the first letter: no place in a sentence explains it.
fn is_special(form: &str) -> bool {
    form.chars().skip(1).any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::commentary::document::Document;

    #[test]
    fn the_text_decides() {
        let text = "The NATO summit, NATO's own, met McCarthy. Tell us, she said; the US did not tell us.\n\nTHE SUMMIT WAS LATE";
        let document = Document::new(text);
        let forms = Forms::collect("NATO SUMMIT MCCARTHY US LATE GONE", document.blocks.iter());
        assert_eq!(forms.verdict("NATO"), Verdict::Written("NATO".into()));
        assert_eq!(forms.verdict("MCCARTHY"), Verdict::Written("McCarthy".into()));
        assert_eq!(forms.verdict("SUMMIT"), Verdict::Ordinary);
        assert_eq!(forms.verdict("US"), Verdict::Both("US".into()));
        assert_eq!(forms.verdict("LATE"), Verdict::Absent);
        assert_eq!(forms.verdict("OTHER"), Verdict::Absent);
    }
}
