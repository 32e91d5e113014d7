//! Capitals to headline case, initialisms and names intact.

use super::evidence::{Forms, Verdict};
use super::words::{is_capitals, is_dotted, starts_lower, strip_possessive, words};
use titlecase::titlecase;

/// A headline, and the words whose letter case was a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The text in headline case.
    pub text: String,
    /// The words that could be read in another way.
    pub doubtful: Vec<String>,
}

/// Initialisms of the trade, for titles whose text does not use them.
pub(super) const INITIALISMS: &[&str] = &[
    "US",
    "USA",
    "UK",
    "EU",
    "UN",
    "UAE",
    "USSR",
    "NATO",
    "ASEAN",
    "AUKUS",
    "APEC",
    "AI",
    "BRICS",
    "NPT",
    "IAEA",
    "WTO",
    "IMF",
    "ROK",
    "DPRK",
    "PRC",
    "ROC",
    "CCP",
    "PLA",
    "SCO",
    "EAEU",
    "OPEC",
    "OSCE",
    "ICC",
    "ICJ",
    "OECD",
    "IPEF",
    "CPTPP",
    "RCEP",
    "THAAD",
    "INF",
    "START",
    "UNCLOS",
    "UNESCO",
    "COVID",
    "USAID",
    "CIA",
    "FBI",
    "GDP",
    "LDP",
    "ICBM",
    "IT",
    "NGO",
    "EEZ",
    "SAARC",
    "ADIZ",
    "UE",
    "OTAN",
    "ONU",
    "EUA",
    "OMC",
    "FMI",
    "BCE",
    "OMS",
    "OSZE",
    "CEDEAO",
    "OPEP",
    "CPLP",
    "ЕС",
    "НАТО",
    "ООН",
    "США",
    "СССР",
    "СНГ",
    "ЕАЭС",
    "ШОС",
    "БРИКС",
    "РФ",
];

/// Of these, the ones that are ordinary words as well: only the text decides.
pub(super) const ALSO_WORDS: &[&str] = &["IT", "START"];

const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "of", "on", "or", "the", "to", "v", "via", "vs",
];

const PARTICLES: &[&str] = &["van", "von", "der", "den", "de", "da", "del", "bin", "ibn", "al", "el"];

/// The title in headline case. One that is not set in capitals stays as it is.
pub fn headline(published: &str, forms: &Forms) -> Headline {
    let mut doubtful = Vec::new();
    if !is_set_in_capitals(published) || deep_brackets(published) {
        let text = published.to_owned();
        return Headline { text, doubtful };
    }
    let capitals = published.to_uppercase();
    let cased = titlecase(&capitals);
    let originals: Vec<&str> = published.split_whitespace().collect();
    let recased: Vec<&str> = cased.split_whitespace().collect();
    if originals.len() != recased.len() {
        return Headline { text: recased.join(" "), doubtful };
    }
    let mut out = Vec::with_capacity(recased.len());
    for (at, (original, cased)) in originals.iter().zip(&recased).enumerate() {
        let place = Place {
            after_article: at.checked_sub(1).and_then(|b| originals.get(b)).is_some_and(|w| *w == "THE"),
            last: at + 1 == originals.len(),
            first: at == 0,
        };
        out.push(recase(original, cased, place, forms, &mut doubtful));
    }
    Headline { text: out.join(" "), doubtful }
}

/// Whether a title is set in capitals; words such as `SeaWatch` may stand in it.
pub(super) fn is_set_in_capitals(title: &str) -> bool {
    let lower = |w: &str| w.chars().any(char::is_lowercase);
    let inner = |w: &str| w.chars().skip(1).any(char::is_uppercase);
    let lettered = || words(title).filter(|w| w.chars().any(char::is_alphabetic));
    let upper = lettered().filter(|w| !lower(w)).count();
    let all = lettered().all(|w| !lower(w) || inner(w));
    is_capitals(title) || all && upper * 2 > lettered().count()
}

/// The library recurses into brackets; a title has no use for deep ones.
fn deep_brackets(text: &str) -> bool {
    text.matches('(').count() > 8
}

#[derive(Clone, Copy)]
struct Place {
    after_article: bool,
    first: bool,
    last: bool,
}

/// One word between blanks, its hyphenated parts one by one.
fn recase(original: &str, cased: &str, place: Place, forms: &Forms, doubtful: &mut Vec<String>) -> String {
    let cut = |c: char| matches!(c, '-' | '–' | '—' | '/');
    if original.matches(cut).count() != cased.matches(cut).count() {
        return cased.to_owned();
    }
    let mut out = String::with_capacity(original.len());
    for (original, cased) in original.split_inclusive(cut).zip(cased.split_inclusive(cut)) {
        out.push_str(&recase_piece(original, cased, place, forms, doubtful));
    }
    out
}

fn recase_piece(original: &str, cased: &str, place: Place, forms: &Forms, doubtful: &mut Vec<String>) -> String {
    let (open, core, close) = shell(original);
    let (cased_open, cased_core, cased_close) = shell(cased);
    if core.is_empty() || (open.len(), close.len()) != (cased_open.len(), cased_close.len()) {
        return cased.to_owned();
    }
    let stem = strip_possessive(core);
    let ending = core.get(stem.len()..).unwrap_or_default().to_lowercase();
    let cased_stem = cased_core.get(..cased_core.len().saturating_sub(ending.len())).unwrap_or(cased_core);
    let word = match forms.verdict(stem) {
        Verdict::Written(form) => form,
        verdict => by_shape(stem, verdict, place, forms, doubtful).unwrap_or_else(|| plain(cased_stem)),
    };
    // What a quotation begins with is large, small words too.
    let word = if open.contains(['“', '"', '‘', '«']) { first_upper(&word) } else { word };
    format!("{open}{word}{ending}{close}")
}

/// What the shape of a word alone says.
fn by_shape(stem: &str, verdict: Verdict, place: Place, forms: &Forms, doubtful: &mut Vec<String>) -> Option<String> {
    if stem == "US" && verdict != Verdict::Ordinary {
        let pronoun = place.last && !place.after_article && !place.first;
        if pronoun || matches!(verdict, Verdict::Both(_)) {
            doubtful.push(stem.to_owned());
        }
        return (!pronoun).then(|| stem.to_owned());
    }
    if let Verdict::Both(form) = &verdict {
        doubtful.push(form.clone());
        return None;
    }
    let known = INITIALISMS.contains(&stem) && !ALSO_WORDS.contains(&stem);
    if known && verdict == Verdict::Absent || is_initials(stem) || is_roman(stem) {
        return Some(stem.to_owned());
    }
    if stem.chars().any(char::is_lowercase) {
        return Some(mixed(stem));
    }
    if stem.contains(|c: char| c.is_ascii_digit()) {
        return Some(with_digits(stem));
    }
    let particle = stem.to_lowercase();
    if PARTICLES.contains(&particle.as_str()) && forms.occurs_small(stem) && !place.first {
        return Some(particle);
    }
    if verdict == Verdict::Absent && lacks_vowels(stem) {
        return Some(stem.to_owned());
    }
    name_prefix(stem)
}

/// A word cut into the signs before it, itself, and the signs behind.
pub(super) fn shell(word: &str) -> (&str, &str, &str) {
    let rest = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let open = word.get(..word.len() - rest.len()).unwrap_or_default();
    let mut core = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let dotted = core.len() < rest.len() && rest.get(core.len()..).is_some_and(|r| r.starts_with('.'));
    if dotted && (is_dotted(core)) {
        core = rest.get(..core.len() + 1).unwrap_or(core);
    }
    let close = rest.get(core.len()..).unwrap_or_default();
    (open, core, close)
}

/// `U.S.`, `J.`, `R&D`, `Q&A`.
pub(super) fn is_initials(stem: &str) -> bool {
    let ampersand = stem.contains('&') && stem.split('&').all(|p| (1..=2).contains(&p.len()));
    ampersand || is_dotted(stem.trim_end_matches('.'))
}

pub(super) fn is_roman(stem: &str) -> bool {
    matches!(stem, "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX")
}

/// `McCARTHY` in a headline of capitals is McCarthy; anything else mixed stays.
fn mixed(stem: &str) -> String {
    for prefix in ["Mc", "Mac"] {
        if let Some(rest) = stem.strip_prefix(prefix)
            && rest.chars().all(char::is_uppercase)
        {
            return format!("{prefix}{}", capitalised(rest));
        }
    }
    stem.to_owned()
}

/// `2ND` and `1990S` are small behind their digits; `G7`, `F35B` are not.
fn with_digits(stem: &str) -> String {
    let letters = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let small = letters.len() < stem.len() && matches!(letters, "ST" | "ND" | "RD" | "TH" | "S");
    match small {
        true => stem.to_lowercase(),
        false => stem.to_owned(),
    }
}

/// `PRC`, `DPRK`: nothing one could pronounce.
pub(super) fn lacks_vowels(stem: &str) -> bool {
    const WORDS: &[&str] = &["MR", "MRS", "MS", "DR", "ST", "VS", "V", "NTH", "HMM", "SHH", "LTD"];
    let consonant = |c: char| c.is_ascii_uppercase() && !"AEIOUY".contains(c);
    let count = stem.chars().count();
    let cyrillic = |c: char| matches!(c, 'А'..='Я') && !"АЕЁИОУЫЭЮЯ".contains(c);
    let heap = stem.chars().collect::<Vec<_>>().windows(3).any(|w| w.iter().all(|c| "АЕЁИОУЫЭЮЯ".contains(*c)));
    (2..=6).contains(&count)
        && (stem.chars().all(consonant) && !WORDS.contains(&stem) || stem.chars().all(cyrillic) || heap)
}

/// `O'BRIEN` and `MCDONALD`.
fn name_prefix(stem: &str) -> Option<String> {
    if let Some(rest) = stem.strip_prefix("MC").filter(|r| r.len() >= 3) {
        return Some(format!("Mc{}", capitalised(rest)));
    }
    for prefix in ["O'", "O’"] {
        if let Some(rest) = stem.strip_prefix(prefix).filter(|r| r.len() >= 3) {
            return Some(format!("{prefix}{}", capitalised(rest)));
        }
    }
    None
}

/// What the library made of a word, with the capital it leaves out where it
/// takes a word for an address or meets a quote.
fn plain(cased: &str) -> String {
    let small = SMALL.contains(&cased) || cased.contains('@') || cased.contains("www.");
    match starts_lower(cased) && !small {
        true => first_upper(cased),
        false => cased.to_owned(),
    }
}

/// First letter large, the others small.
pub(super) fn capitalised(word: &str) -> String {
    first_upper(&word.to_lowercase())
}

pub(super) fn first_upper(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::commentary::document::Document;

    fn cased(title: &str, body: &str) -> Headline {
        let document = Document::new(body);
        headline(title, &Forms::collect(title, document.blocks.iter()))
    }

    #[test]
    fn initialisms_hyphens_and_quotes() {
        for (title, expected) in [
            ("TIDES TURN ALL-IN ON THE U.S.", "Tides Turn All-In on the U.S."),
            ("A U.S.-JAPAN PLAN FOR G7 AND COVID-19", "A U.S.-Japan Plan for G7 and COVID-19"),
            ("WHY THE US AND THE UK NEED NATO", "Why the US and the UK Need NATO"),
            ("'A NEW ERA' FOR JAPAN'S NAVY", "'A New Era' for Japan's Navy"),
            ("“NEW RULES” IN THE 21ST CENTURY", "“New Rules” in the 21st Century"),
            ("THE DPRK: A TEST", "The DPRK: A Test"),
            ("O'BRIEN AND MCDONALD IN THE 1990S", "O'Brien and McDonald in the 1990s"),
            ("WORLD WAR II R&D", "World War II R&D"),
            ("“THE SEA IS LATE”: A TALE", "“The Sea Is Late”: A Tale"),
        ] {
            assert_eq!(cased(title, "").text, expected);
        }
    }

    #[test]
    fn the_body_is_evidence() {
        let body = "The BIMSTEC group met MacArthur, and SeaWatch told them of van Dorn.";
        let title = "BIMSTEC'S MACARTHUR, SEAWATCH AND VAN DORN";
        assert_eq!(cased(title, body).text, "BIMSTEC's MacArthur, SeaWatch and van Dorn");
    }

    #[test]
    fn a_word_used_both_ways_is_doubtful() {
        let found = cased("WHAT CHINA TELLS US", "The US is far from us, all of us.");
        assert_eq!(found.text, "What China Tells Us");
        assert_eq!(found.doubtful, ["US"]);
    }

    #[test]
    fn mixed_case_stays() {
        assert_eq!(cased("Going all-in", "").text, "Going all-in");
        assert_eq!(cased("WHY SeaWatch MATTERS", "").text, "Why SeaWatch Matters");
    }
}
