//! The language of a text, by script and stop words; nothing where unsure.

use std::collections::HashMap;

use super::lexicon::{ALL, Lexicon};

/// How many words are looked at.
const SAMPLE: usize = 4000;

/// The language of these texts, as a BCP 47 tag.
pub fn detect<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    by_script(texts.clone()).unwrap_or_else(|| by_stop_words(texts))
}

/// `Some` where the script decides, be it that it leaves the language open.
fn by_script<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Option<&'static str>> {
    let (mut spaced, mut kana, mut han, mut hangul, mut other) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let letters = texts.flat_map(str::chars).filter(|c| c.is_alphabetic());
    for c in letters.take(SAMPLE * 6) {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => han += 1,
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{400}'..='\u{52f}' | '\u{600}'..='\u{77f}' => {
                spaced += 1
            }
            _ => other += 1,
        }
    }
    let east = kana + han + hangul;
    if spaced > (east + other) * 2 {
        return None;
    }
    if east <= (spaced + other) || east < 8 {
        return Some(None);
    }
    Some(match () {
        () if hangul * 3 > east => Some("ko"),
        () if kana * 10 > east => Some("ja"),
        () => Some("zh"),
    })
}

fn by_stop_words<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    let mut total = 0_u32;
    for word in texts.flat_map(|t| t.split(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty()).take(SAMPLE) {
        total += 1;
        if word.len() <= 16 {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let score = |lexicon: &Lexicon| -> u32 { lexicon.stop.split(' ').filter_map(|w| counts.get(w)).sum() };
    let mut scores: Vec<(u32, &str)> = ALL.iter().map(|l| (score(l), l.tag)).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let (best, language) = scores.first().copied()?;
    let second = scores.get(1).map_or(0, |s| s.0);
    let enough = total >= 8 && best >= 3 && best * 8 >= total && best * 6 >= second * 7;
    enough.then_some(language)
}

/// What is known of a language; of English where it is not known.
pub fn lexicon(tag: &str) -> &'static Lexicon {
    let own = ALL.iter().find(|l| l.tag == tag);
    own.or(ALL.first()).copied().unwrap_or(&super::lexicon::FALLBACK)
}

/// The language of one text, or else that of a phrase known to be in it.
pub fn or_phrase(text: &str, phrase: &'static str) -> String {
    detect(std::iter::once(text)).unwrap_or(phrase).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        detect(std::iter::once(text))
    }

    #[test]
    fn common_languages() {
        assert_eq!(of("The navy of the island is not in the harbour and it was late."), Some("en"));
        assert_eq!(of("La marine de cette île est dans le port et elle ne part pas pour les îles."), Some("fr"));
        assert_eq!(of("Die Marine der Insel ist nicht im Hafen und das Schiff fährt mit den anderen."), Some("de"));
        assert_eq!(of("La marina de la isla no está en el puerto y los barcos se van por las islas."), Some("es"));
        assert_eq!(of("島の海軍は港にいない。船は遅れている。"), Some("ja"));
        assert_eq!(of("섬의 해군은 항구에 없고 배는 늦었다"), Some("ko"));
        assert_eq!(of("岛上的海军不在港口，船来晚了。"), Some("zh"));
    }

    #[test]
    fn nothing_where_unsure() {
        for text in ["", "Harbour", "1 2 3", "lorem ipsum dolor sit amet nunc erat vita"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
