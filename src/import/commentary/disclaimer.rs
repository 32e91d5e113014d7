//! The disclaimer: the sentences that say whose views these are.

use super::document::{Document, Role};
use super::language;
use super::lexicon::{Set, index};
use super::reading::Disclaimer;
use super::words::{fold, sentences, weight};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding};

/// A disclaimer as found, for those who need its text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its text on one line.
    pub text: String,
    /// Its lines.
    pub lines: (u32, u32),
    /// The place of its last paragraph, where it is one of its own.
    pub last_block: usize,
    /// The language of the phrase that gave it away.
    phrase: &'static str,
    certainty: Certainty,
}

/// How many paragraphs from the end, and how many from the start, are looked at.
const REACH: usize = 16;

/// Finds the disclaimer: the last paragraph near the end of which sentences have a usual form, or else one
/// near the start. Of a paragraph that says other things too, those sentences alone are taken.
pub fn recognise(document: &mut Document) -> Option<Found> {
    let count = document.blocks.len();
    let hinted = (0..count).rev().filter(|at| document.blocks.get(*at).is_some_and(|b| b.hint == Some(Hint::Disclaimer)));
    let near = (0..count).rev().take(REACH);
    let far = (0..count.saturating_sub(REACH)).take(REACH);
    let places: Vec<usize> = hinted.chain(near).chain(far).collect();
    let usual = places.into_iter().find_map(|place| part_of(document, place).map(|p| (place, p)));
    let (last, part) = usual.or_else(|| (0..count).rev().take(5).find_map(|place| unusual(document, place).map(|p| (place, p))))?;
    let (mut first, mut text, mut phrase) = (last, part.text.clone(), part.phrase);
    take(document, last, &part);
    while part.rest.is_empty() && first > 0 && first + 3 > last {
        let Some(before) = part_of(document, first - 1).filter(|p| p.rest.is_empty()) else {
            break;
        };
        first -= 1;
        text = format!("{} {text}", before.text);
        phrase = before.phrase;
        take(document, first, &before);
    }
    let texts = document.blocks.get(first..=last)?;
    let lines = (texts.first()?.span.0, texts.last()?.span.1);
    let certainty = if part.strong { Certainty::Certain } else { Certainty::Doubtful };
    Some(Found { text, lines, last_block: last, phrase, certainty })
}

/// What of a paragraph is a disclaimer.
#[derive(Debug, Clone)]
struct Part {
    text: String,
    rest: String,
    phrase: &'static str,
    strong: bool,
}

fn part_of(document: &Document, place: usize) -> Option<Part> {
    let block = document.blocks.get(place).filter(|b| b.role == Role::Unknown)?;
    let text = block.text.trim();
    if block.hint == Some(Hint::Disclaimer) {
        let phrase = index().find(Set::Disclaimer, &fold(text)).map_or("und", |(tag, _, _)| tag);
        return Some(Part { text: text.to_owned(), rest: String::new(), phrase, strong: phrase != "und" });
    }
    if text.len() > 3000 {
        return None;
    }
    part(text)
}

/// A short paragraph at the end that sets the author's views apart in words of its own: the sentences from
/// the first that names a party on.
fn unusual(document: &Document, place: usize) -> Option<Part> {
    let block = document.blocks.get(place).filter(|b| b.role == Role::Unknown && !b.heading && !b.item)?;
    let text = block.text.trim();
    if weight(text) > 110 {
        return None;
    }
    let all = sentences(text);
    let from = (0..all.len()).rev().find(|at| {
        let tail = all.get(*at..).unwrap_or_default().join(" ");
        weight(&tail) <= 48 && index().sets_views_apart(&tail).is_some()
    })?;
    let own = all.get(from..)?.join(" ");
    let phrase = index().sets_views_apart(&own)?;
    let rest = all.get(..from)?.join(" ");
    let long = weight(&rest) > 70;
    (!long).then(|| Part { text: trimmed(&own), rest, phrase, strong: false })
}

/// The sentences of a disclaimer, and the others.
fn part(text: &str) -> Option<Part> {
    let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）' | '[' | ']'));
    let bracketed = inner.len() < text.len() && text.starts_with(['(', '（', '[']);
    let body = if bracketed { inner } else { text };
    let all = sentences(body);
    let marks: Vec<Option<&'static str>> = all.iter().map(|s| phrase_of(s)).collect();
    let first = marks.iter().position(Option::is_some)?;
    let phrase = marks.get(first).copied().flatten()?;
    let mut last = first;
    for (at, _) in all.iter().enumerate().skip(first + 1) {
        match (marks.get(at).copied().flatten(), all.get(at)) {
            (Some(_), _) => last = at,
            (None, Some(sentence)) if at == last + 1 && goes_on(sentence) => last = at,
            _ => break,
        }
    }
    let own: Vec<&str> = all.get(first..=last)?.to_vec();
    let mut lead = all.get(..first)?.to_vec();
    let behind = all.get(last + 1..)?.to_vec();
    let mut text = own.join(if own.iter().any(|s| s.ends_with('。')) { "" } else { " " });
    if let Some(start) = lead.last().filter(|s| is_label(s)) {
        text = format!("{start} {text}");
        lead.pop();
    }
    let plain = |s: &&str| !index().holds(super::lexicon::Words::Heads, s) && !super::relations::says_where(s) && index().label(Set::About, s).is_none() && weight(s) <= 30;
    if lead.len() == 1 && lead.iter().all(plain) && behind.is_empty() && weight(body) <= 90 {
        text = format!("{} {text}", lead.join(" "));
        lead.clear();
    }
    let text = trimmed(&text);
    let rest: Vec<&str> = lead.iter().chain(&behind).copied().collect();
    let rest = rest.join(" ");
    if weight(&rest) > 140 && weight(&text) * 8 < weight(&rest) && !lead.is_empty() && !behind.is_empty() {
        return None;
    }
    Some(Part { text, rest, phrase, strong: true })
}

/// `Disclaimer:` before it is no part of it.
fn trimmed(text: &str) -> String {
    let text = text.trim().trim_start_matches(|c: char| matches!(c, '*' | '※' | '•' | '□' | '■' | '▪' | '†' | 'ㅁ' | '-' | '–' | '—' | '_') || c.is_whitespace());
    let text = index().heading(Set::Notes, text).map_or(text, |(rest, _)| rest);
    let folded = fold(text);
    for label in LABELS {
        if let Some(rest) = folded.strip_prefix(label)
            && rest.starts_with([':', '.', '—', '-', ' '])
            && let Some(rest) = super::words::strip_folded(text, label)
        {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '—' | '-'));
            return rest.trim_end_matches(['*', '_']).trim().to_owned();
        }
    }
    text.trim_end_matches(['*', '_']).trim().to_owned()
}

/// Labels that stand before disclaimers in many languages.
const LABELS: &[&str] = &["disclaimer", "haftungsausschluss", "avertissement", "aviso legal", "声明", "聲明", "免责声明", "免責聲明", "免責事項", "avvertenza"];

fn is_label(sentence: &str) -> bool {
    let folded = fold(sentence);
    LABELS.iter().any(|l| folded.trim_end_matches([':', '.', ' ', '。']) == *l)
}

/// Whether a sentence belongs to the disclaimer before it.
fn goes_on(sentence: &str) -> bool {
    let folded = fold(sentence);
    ["alternative view", "they do not", "they should not", "nor ", "it does not", "its content", "ellas no", "elles n", "elas na", "sie geben", "esse non"].iter().any(|start| folded.starts_with(start))
}

impl Found {
    /// The disclaimer with its language.
    pub fn finding(&self) -> Finding<Disclaimer> {
        Finding {
            value: Disclaimer { text: self.text.clone(), language: Some(language::or_phrase(&self.text, self.phrase)) },
            lines: self.lines,
            source: "disclaimer",
            certainty: self.certainty,
        }
    }
}

fn take(document: &mut Document, place: usize, part: &Part) {
    match part.rest.is_empty() {
        true => document.claim(place, Role::Disclaimer),
        false => {
            if let Some(block) = document.blocks.get_mut(place) {
                block.text.clone_from(&part.rest);
                block.cut = true;
            }
        }
    }
}

/// Whether a sentence has the form of a disclaimer: the language of its phrase.
pub fn phrase_of(text: &str) -> Option<&'static str> {
    if text.len() > 1500 || weight(text) > 150 {
        return None;
    }
    index().find(Set::Disclaimer, &fold(text)).map(|(tag, _, _)| tag)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_last_paragraph_of_a_usual_form() {
        let text = "TITLE\n\nText of the harbour.\n\nHarbour Letters represent the views of the respective authors.\n\nAlternative viewpoints are always welcomed.";
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
            ("Der Beitrag gibt ausschließlich die persönliche Auffassung der Autorin wieder.", "de"),
            ("Мнение автора может не совпадать с позицией редакции.", "ru"),
            ("본고의 내용은 필자의 개인적인 견해입니다.", "ko"),
        ] {
            let found = recognise(&mut Document::new(text)).unwrap();
            assert_eq!(found.finding().value.language.as_deref(), Some(language), "{text}");
        }
    }

    #[test]
    fn inside_a_biography() {
        let text = "Ann Roe is a pilot at Tide Lab. The views expressed are the author's own.";
        let mut document = Document::new(text);
        assert_eq!(recognise(&mut document).unwrap().text, "The views expressed are the author's own.");
        assert_eq!(document.blocks.first().unwrap().text, "Ann Roe is a pilot at Tide Lab.");
    }
}
