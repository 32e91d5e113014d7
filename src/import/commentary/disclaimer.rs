//! The disclaimer: the paragraph that says whose views these are.

use super::document::{Document, Role};
use super::language;
use super::reading::Disclaimer;
use super::words::{fold, words};
use crate::import::report::{Certainty, Finding};

/// A disclaimer as found, for those who need its text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its text on one line.
    pub text: String,
    /// Its lines.
    pub lines: (u32, u32),
    /// The place of its last paragraph.
    pub last_block: usize,
    /// The language of the phrase that gave it away.
    phrase: &'static str,
}

/// Phrases of the usual forms, and their language. Folded.
const PHRASES: &[(&str, &str)] = &[
    ("represent the views of", "en"),
    ("represents the views of", "en"),
    ("reflect the views of", "en"),
    ("views expressed", "en"),
    ("opinions expressed", "en"),
    ("views and opinions", "en"),
    ("not necessarily reflect", "en"),
    ("not necessarily represent", "en"),
    ("not necessarily those of", "en"),
    ("alternative viewpoints are", "en"),
    ("does not take institutional positions", "en"),
    ("those of the author", "en"),
    ("author's own", "en"),
    ("authors' own", "en"),
    ("les opinions exprimees", "fr"),
    ("les vues exprimees", "fr"),
    ("n'engagent que", "fr"),
    ("geausserten meinungen", "de"),
    ("geaußerten meinungen", "de"),
    ("meinung des autors", "de"),
    ("meinung der autor", "de"),
    ("geben nicht notwendigerweise", "de"),
    ("las opiniones expresadas", "es"),
    ("no reflejan necesariamente", "es"),
    ("as opinioes expressas", "pt"),
    ("le opinioni espresse", "it"),
    ("筆者個人の見解", "ja"),
    ("見解を代表する", "ja"),
    ("不代表", "zh"),
    ("필자의 견해", "ko"),
];

/// Whose views a disclaimer in English speaks of. Folded.
const PARTIES: &[&str] = &[
    "author",
    "writer",
    "contributor",
    "organization",
    "organisation",
    "institut",
    "publisher",
    "editor",
    "employer",
    "viewpoints are",
    "their own",
    "his own",
    "her own",
];

/// How many paragraphs from the end, and how many from the start, are looked at.
const REACH: usize = 8;

/// Finds the disclaimer: the last paragraph of a usual form near the end, or
/// else one near the start; paragraphs of it that follow one another are one.
pub fn recognise(document: &mut Document) -> Option<Found> {
    let count = document.blocks.len();
    let near = (0..count).rev().take(REACH);
    let far = (0..count.saturating_sub(REACH)).take(REACH);
    let at = |at: usize| {
        let block = document.blocks.get(at).filter(|b| b.role == Role::Unknown)?;
        phrase_of(&block.text)
    };
    let (last, phrase) = near.chain(far).find_map(|place| at(place).map(|p| (place, p)))?;
    let mut first = last;
    while let Some(before) = first.checked_sub(1).filter(|b| at(*b) == Some(phrase)) {
        first = before;
    }
    let texts = document.blocks.get(first..=last)?;
    let text = texts.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ");
    let lines = (texts.first()?.span.0, texts.last()?.span.1);
    (first..=last).for_each(|block| document.claim(block, Role::Disclaimer));
    Some(Found { text, lines, last_block: last, phrase })
}

impl Found {
    /// The disclaimer with its language.
    pub fn finding(&self) -> Finding<Disclaimer> {
        Finding {
            value: Disclaimer { text: self.text.clone(), language: Some(language::or_phrase(&self.text, self.phrase)) },
            lines: self.lines,
            source: "disclaimer",
            certainty: Certainty::Certain,
        }
    }
}

/// Whether a paragraph has the form of a disclaimer: the language of its phrase.
pub fn phrase_of(text: &str) -> Option<&'static str> {
    if text.len() > 1500 || words(text).count() > 150 {
        return None;
    }
    let folded = fold(text);
    let (_, language) = PHRASES.iter().find(|(phrase, _)| folded.contains(phrase) || folded.contains(&fold(phrase)))?;
    let speaks_of_authors = *language != "en" || PARTIES.iter().any(|p| folded.contains(p));
    speaks_of_authors.then_some(*language)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_last_paragraph_of_a_usual_form() {
        let text = "TITLE\n\nText of the views.\n\nHarbour Letters represent the views of the respective authors.\n\nAlternative viewpoints are always welcomed.";
        let found = recognise(&mut Document::new(text)).unwrap();
        assert_eq!(found.lines, (5, 7));
        assert!(found.text.ends_with("authors. Alternative viewpoints are always welcomed."));
        assert_eq!(found.finding().value.language.as_deref(), Some("en"));
    }

    #[test]
    fn other_languages() {
        for (text, language) in [
            ("Les opinions exprimées ici n'engagent que leurs auteurs.", "fr"),
            ("Las opiniones expresadas son de sus autores.", "es"),
            ("本論文は筆者個人の見解である。", "ja"),
        ] {
            let found = recognise(&mut Document::new(text)).unwrap();
            assert_eq!(found.finding().value.language.as_deref(), Some(language));
        }
    }

    #[test]
    fn ordinary_text_is_none() {
        assert!(recognise(&mut Document::new("The harbour has a view.\n\nIt is fine.")).is_none());
    }
}
