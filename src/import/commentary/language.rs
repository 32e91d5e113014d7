//! The language of a text, by script and stop words; nothing where unsure.

use std::collections::HashMap;

const STOP_WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "is", "that", "for", "with", "was", "are", "this", "by", "as", "on", "it", "its",
            "from", "have", "has", "not", "in", "be", "or",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "est", "une", "du", "que", "qui", "dans", "pour", "sur", "ne", "pas", "au",
            "aux", "par", "avec", "la", "de", "un", "ou", "sont",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "nicht", "von", "mit", "den", "dem", "ein", "eine", "zu", "auf", "für",
            "sich", "des", "im", "als", "auch", "in", "oder", "sind",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "es", "una", "del", "que", "en", "por", "para", "con", "se", "no", "su", "al",
            "como", "la", "de", "un", "o", "son",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "as", "e", "uma", "do", "da", "dos", "das", "que", "em", "para", "com", "não", "se", "por",
            "ao", "um", "de", "são",
        ],
    ),
    (
        "it",
        &[
            "il", "gli", "le", "e", "è", "una", "della", "del", "che", "di", "per", "con", "non", "si", "nel", "dei",
            "la", "un", "sono",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "en", "van", "is", "dat", "niet", "op", "met", "voor", "zijn", "te", "aan", "ook",
            "in", "of",
        ],
    ),
    (
        "id",
        &["yang", "dan", "di", "untuk", "dengan", "ini", "itu", "dari", "tidak", "dalam", "pada", "akan", "ke", "oleh"],
    ),
];

/// How many words are looked at.
const SAMPLE: usize = 4000;

/// The language of these texts, as a BCP 47 tag.
pub fn detect<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    by_script(texts.clone()).unwrap_or_else(|| by_stop_words(texts))
}

/// `Some` where the script decides, be it that it leaves the language open.
fn by_script<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Option<&'static str>> {
    let (mut latin, mut kana, mut han, mut hangul, mut other) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let letters = texts.flat_map(str::chars).filter(|c| c.is_alphabetic());
    for c in letters.take(SAMPLE * 6) {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => han += 1,
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => other += 1,
        }
    }
    let east = kana + han + hangul;
    if latin > (east + other) * 2 {
        return None;
    }
    if east <= (latin + other) || east < 8 {
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
        if word.len() <= 8 {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let score = |words: &[&str]| -> u32 { words.iter().filter_map(|w| counts.get(*w)).sum() };
    let mut scores: Vec<(u32, &str)> = STOP_WORDS.iter().map(|(l, w)| (score(w), *l)).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let (best, language) = scores.first().copied()?;
    let second = scores.get(1).map_or(0, |s| s.0);
    let enough = total >= 8 && best >= 3 && best * 8 >= total && best * 2 >= second * 3;
    enough.then_some(language)
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
        for text in ["", "Harbour", "1 2 3", "Флот не в гавани", "lorem ipsum dolor sit amet nunc erat vita"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
