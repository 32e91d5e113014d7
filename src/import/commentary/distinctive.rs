//! What a text is about, by its distinctive terms: the names in it, and the
//! longer words that are not the common stock of the trade.
//!
//! Two texts on one subject share at least one of them. Countries count as
//! names in any form (`Japan`, `Japanese`). Months, the words every commentary
//! uses, and the names nearly every one mentions say nothing.

use super::words::{bare, fold, sentences, starts_upper, strip_possessive};
use std::collections::BTreeMap;
use std::collections::HashSet;

/// Names that occur in nearly every commentary, parts of dates, and the
/// vocabulary of summits and policies. Folded, without endings.
const COMMON: &str = "january february march april may june july august september october november \
december monday tuesday wednesday thursday friday saturday sunday united states america american \
americans us usa washington asia asian pacific indo indo-pacific world western eastern northern \
southern north south east west president minister prime secretary foreign government \
comprehensive strategic partnership partnerships partner partners special summit summits \
relationship relationships relations cooperation cooperate cooperative security defense defence \
education initiative initiatives challenge challenges however following opportunity opportunities \
development economic economy economies political politics policy policies national international \
regional military diplomatic diplomacy important importance significant increase increased \
increasing increasingly strengthen strengthened strengthening deepen deepened deepening upgrade \
upgraded elevate elevates elevated explore explored remain remains agreement agreements alliance \
alliances countries country nations leaders leadership officials statement declaration dialogue \
engagement approach continue continued continues support supported future interests interest \
region regions response responses responsibility conflict conflicts threat threats question \
questions according although another because become becoming between beyond century character \
community concern concerns condition conditions consider considerable current currently different \
difficult difficulty domestic effective efforts establish established example expected experience \
financial forward framework further general general global growing history historical himself \
herself improve improved improving include included includes including individual industry \
influence institution institutions investment issue issues largest likely maintain material \
measures members military moment moreover nevertheless nothing objective ongoing organization \
organizations particular particularly perhaps position positive possible possibility potential \
practice present pressure previous problem problems process produce program programme progress \
project projects promote promoted provide provided provides providing public purpose quickly \
rather reason recent recently require required research resources respective result results \
several shared should similar situation society something sometimes special specific standing \
strategy strategies strength strong stronger success successful support system systems technology \
themselves therefore through throughout together towards traditional understand understanding \
various whether without working";

/// Countries whose people are named by another word.
const DEMONYMS: &[(&str, &str)] = &[
    ("french", "france"),
    ("british", "britain"),
    ("german", "germany"),
    ("germans", "germany"),
    ("filipino", "philippine"),
    ("filipinos", "philippine"),
    ("spanish", "spain"),
    ("dutch", "netherlands"),
    ("polish", "poland"),
    ("turkish", "turkey"),
    ("thai", "thailand"),
    ("swedish", "sweden"),
    ("danish", "denmark"),
    ("finnish", "finland"),
];

/// The distinctive terms of a text: by what they are compared by, as printed.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Proper names and other words with a capital inside a sentence.
    pub names: BTreeMap<String, String>,
    /// Longer words that are not common stock.
    pub words: BTreeMap<String, String>,
}

impl Terms {
    /// The distinctive terms of a text.
    pub fn of(text: &str) -> Self {
        let common = common();
        let mut terms = Self::default();
        for (word, first) in pieces(text) {
            let folded = fold(word);
            if common.contains(folded.as_str()) {
                continue;
            }
            let capitals = word.chars().skip(1).any(char::is_uppercase);
            if starts_upper(word) && (!first || capitals) && folded.chars().count() > 2 {
                terms.names.insert(key(&folded), word.to_owned());
            } else if folded.chars().count() >= 7 && !starts_upper(word) {
                terms.words.insert(key(&folded), word.to_owned());
            }
        }
        terms
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.len() + self.words.len()
    }

    /// Whether any of them occurs in these texts, in any form or letter case.
    pub fn occur_in<'a>(&self, texts: impl Iterator<Item = &'a str>) -> bool {
        texts.flat_map(pieces).any(|(word, _)| {
            let key = key(&fold(word));
            self.names.contains_key(&key) || self.words.contains_key(&key)
        })
    }
}

/// Whether a text of a script without blanks shares next to nothing with the rest: of its pairs of Han or
/// Hangul signs, and its words in kana, hardly one in twelve occurs there. Two texts on one subject share
/// a third and more.
pub fn shares_no_signs<'a>(text: &str, rest: impl Iterator<Item = &'a str>) -> bool {
    let pairs = |text: &str| -> HashSet<[char; 2]> {
        let signs: Vec<char> = text.chars().collect();
        let told = |c: char| matches!(c, '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
        signs.array_windows::<2>().filter(|pair| pair.iter().all(|c| told(*c))).copied().collect()
    };
    let own = pairs(text);
    let others: HashSet<[char; 2]> = rest.flat_map(|t| pairs(t).into_iter()).collect();
    let shared = own.intersection(&others).count();
    own.len() >= 10 && shared * 12 < own.len()
}

/// The words of a text, hyphenated ones in parts, and whether each is the
/// first of its sentence, quote or clause behind a colon.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    sentences(text).into_iter().flat_map(|sentence| {
        let mut first = true;
        let cut = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/');
        sentence.split(cut).filter_map(move |raw| {
            let word = strip_possessive(bare(raw));
            if word.is_empty() {
                return None;
            }
            let starts = first || raw.starts_with(['"', '“', '‘', '\'']);
            first = raw.ends_with(':');
            Some((word, starts))
        })
    })
}

/// What words are compared by: endings off, so that the forms of a name or a
/// word are one.
fn key(folded: &str) -> String {
    if !folded.is_ascii() {
        return folded.chars().take(5).collect();
    }
    let country = DEMONYMS.iter().find(|(people, _)| *people == folded);
    let word = country.map_or(folded, |(_, country)| country);
    let word = word.strip_suffix('s').filter(|w| w.len() >= 4).unwrap_or(word);
    let endings = ["ese", "ian", "ean", "ies", "ing", "ed", "ia", "an", "es", "y", "e", "a"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|s| s.chars().count() >= 4));
    stem.unwrap_or(word).chars().take(9).collect()
}

fn common() -> HashSet<&'static str> {
    COMMON.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_rare_words_count() {
        let terms = Terms::of("Fishing fleets of Norland and the IMSO met. However, lighthouse keepers did not.");
        let names: Vec<_> = terms.names.values().map(String::as_str).collect();
        assert_eq!(names, ["IMSO", "Norland"]);
        let words: Vec<_> = terms.words.values().map(String::as_str).collect();
        assert_eq!(words, ["keepers", "lighthouse"]);
    }

    #[test]
    fn forms_of_one_name_are_one() {
        for (a, b) in [
            ("Japan", "Japanese"),
            ("Australia", "Australian"),
            ("China", "Chinese"),
            ("Korea", "Koreans"),
            ("French", "France"),
            ("Vietnam", "Vietnamese"),
            ("India", "Indian"),
        ] {
            assert_eq!(key(&fold(a)), key(&fold(b)), "{a}");
        }
        assert_ne!(key("austria"), key("australia"));
    }

    #[test]
    fn the_common_stock_says_nothing() {
        let terms = Terms::of(
            "On March 7 the United States upgraded security cooperation to a Comprehensive Strategic Partnership.",
        );
        assert_eq!(terms.count(), 0);
    }
}
