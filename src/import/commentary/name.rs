//! Names of people: cut out of a byline, put into normal letter case.

use super::headline::capitalised;
use super::lexicon::{Words, index};
use super::words::{bare, fold, is_capitals, is_unspaced, starts_upper};

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

const PARTICLES: &[&str] = &[
    "van", "von", "binte", "a/l", "a/p", "anak", "der", "den", "de", "da", "dos", "das", "do", "del", "della", "dello",
    "degli", "dei", "di", "du", "des", "la", "le", "las", "los", "bin", "binti", "bint", "ibn", "ter", "ten", "te",
    "het", "'t", "zu", "zur", "zum", "y", "i", "e", "af", "av", "al", "el", "ul", "ben", "dal", "d'", "d", "op", "in",
    "vom", "st", "san", "dela", "delos", "delas", "of",
];

/// Small words of names that are names of their own elsewhere.
const INSIDE: &[&str] = &["arap", "ole", "ould", "uld", "wa", "ait", "ap", "bte", "ou"];

/// Articles before the title of a person.
const ARTICLES: &[&str] = &["le", "la", "l'", "der", "die", "el", "il", "o", "a", "the", "de"];

/// Whether a name without its full stop ends in a word that wants none.
pub fn ends_in_whole_word(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    last.chars().count() > 3 && !last.contains('.') && !is_suffix(last) && last.chars().any(char::is_lowercase)
}

/// The words of a name without honorifics before and degrees behind.
pub fn core(name: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = name.split_whitespace().collect();
    let titles = |tokens: &[&str]| tokens.len() > 1 && tokens.first().is_some_and(|t| is_honorific(t));
    let ranks = |tokens: &[&str]| tokens.len() > 2 && tokens.first().is_some_and(|t| is_rank(t));
    while titles(&tokens) || ranks(&tokens) {
        tokens.remove(0);
        if tokens.len() > 3 && tokens.get(..2).is_some_and(is_status) {
            tokens.drain(..2);
        }
    }
    while tokens.len() > 1 && tokens.last().is_some_and(|t| is_degree(t)) {
        tokens.pop();
    }
    tokens
}

/// Whether a word is a title before a name.
pub fn is_honorific(token: &str) -> bool {
    let folded = fold(token.trim_end_matches(['.', ',']));
    let dotted = token.ends_with('.') || folded.chars().count() > 2 || !token.chars().all(char::is_uppercase);
    dotted && index().is(Words::Honorifics, &folded)
        || folded.contains('.') && folded.split('.').all(|part| index().is(Words::Honorifics, part))
}

/// `Assoc.`, `Maj.-Gen.`, `(Ret'd)`: an abbreviation of several letters, or brackets, before a name of two words.
pub fn is_rank(token: &str) -> bool {
    let part = |part: &str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        letters > 2 && part.ends_with('.') && part.matches('.').count() == 1 && !is_capitals(part)
    };
    let (first, rest) = token.split_once('-').unwrap_or((token, ""));
    // `Dipl.-Ökonom`
    let compound = part(first) && starts_upper(rest);
    token.starts_with('(') && token.ends_with(')') || token.split('-').all(part) || compound
}

/// `a. D.`, `i. G.`: letters behind a rank that say how it is held.
fn is_status(tokens: &[&str]) -> bool {
    let fits =
        |first: &str, second: &str| is_letter(first, char::is_lowercase) && is_letter(second, char::is_uppercase);
    matches!(tokens, [first, second] if fits(first, second))
}

fn is_letter(token: &str, case: fn(char) -> bool) -> bool {
    token.strip_suffix('.').is_some_and(|own| own.chars().count() == 1 && own.chars().all(case))
}

/// Whether a word is a degree behind a name.
pub fn is_degree(token: &str) -> bool {
    index().is(Words::Degrees, &fold(token.trim_end_matches(['.', ','])))
}

/// Whether a word belongs to the name before it: `Jr.`, `III`.
pub fn is_suffix(token: &str) -> bool {
    SUFFIXES.contains(&fold(token.trim_end_matches(['.', ','])).as_str())
}

/// Whether words can be a person's or a body's name: each with a capital, or a
/// particle, and no figures.
pub fn is_plausible(tokens: &[&str]) -> bool {
    // `Professor of Law`
    if tokens.first().is_some_and(|first| fold(first) == "of") {
        return false;
    }
    let fits = |t: &&str| {
        let first = t.chars().next();
        let starts = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        (starts || is_particle(t))
            && !t
                .chars()
                .any(|c| c.is_numeric() || matches!(c, '?' | '!' | ':' | '"' | '“' | '”' | '«' | '»' | '…' | '„'))
    };
    // `Ann “Nan” Roe`: what a person is called among the other names.
    let inside = tokens.len().saturating_sub(1);
    let called = |(at, t): &(usize, &&str)| {
        let quoted = t.starts_with(['“', '"', '‘', '\'']) && t.ends_with(['”', '"', '’', '\'']);
        (1..inside).contains(at) && quoted && starts_upper(t)
    };
    let whole = tokens.iter().any(|t| bare(t).chars().count() > 1);
    (1..=7).contains(&tokens.len()) && whole && tokens.iter().enumerate().all(|own| fits(own.1) || called(&own))
}

/// Whether a word is a small one of names: `van`, `al-Roe`.
pub fn is_particle(token: &str) -> bool {
    let folded = fold(token);
    [PARTICLES, INSIDE].iter().any(|set| set.contains(&folded.as_str()))
        || ["d'", "al-", "el-", "l'"].iter().any(|start| folded.starts_with(start))
}

/// A name in normal case. `evidence` is a text that begins with the name as
/// its bearer writes it.
pub fn normal_case(tokens: &[&str], evidence: Option<&str>) -> String {
    let known: Vec<&str> = evidence.map(core_of_start).unwrap_or_default();
    let mut ahead = known.iter();
    let mut out = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let shape = fold(bare(token));
        let mut rest = ahead.clone();
        let as_known = rest.find(|k| fold(bare(k)) == shape);
        if let Some(form) = as_known {
            ahead = rest;
            let initial = bare(form).chars().count() == 1 || form.ends_with('.') && is_suffix(form);
            out.push(if initial { (*form).to_owned() } else { bare(form).to_owned() });
            continue;
        }
        out.push(match token.chars().any(char::is_lowercase) {
            true => (*token).to_owned(),
            false => by_rule(token, at == 0),
        });
    }
    out.join(" ")
}

/// The first words of a biography that can belong to the name.
fn core_of_start(text: &str) -> Vec<&str> {
    let start = text.split_whitespace().take(9);
    start.map(|t| t.trim_end_matches([',', ';', ':'])).collect()
}

/// Letter case of a name in capitals of which nothing else is known.
fn by_rule(token: &str, first: bool) -> String {
    let folded = fold(token);
    if !first && PARTICLES.contains(&folded.as_str()) {
        return token.to_lowercase();
    }
    if is_suffix(token) && folded.starts_with(['j', 's']) {
        return capitalised(token);
    }
    if is_suffix(token) || is_initials(token) {
        return token.to_owned();
    }
    let cased: Vec<String> = token.split('-').map(name_part).collect();
    cased.join("-")
}

/// `J.R.`, `A.`, `JP`: no vowel among two letters, or full stops between.
fn is_initials(token: &str) -> bool {
    let letters = bare(token).chars().count();
    token.contains('.') && token.split('.').all(|g| g.chars().count() <= 1)
        || letters == 2 && !token.contains(|c: char| "AEIOUY".contains(c))
}

fn name_part(part: &str) -> String {
    if let Some(rest) = part.strip_prefix("MC").filter(|r| r.chars().count() >= 3) {
        return format!("Mc{}", capitalised(rest));
    }
    for prefix in ["O'", "O’", "D'", "D’"] {
        if let Some(rest) = part.strip_prefix(prefix).filter(|r| r.chars().count() >= 2) {
            return format!("{prefix}{}", capitalised(rest));
        }
    }
    capitalised(part)
}

/// Where a text leads with a name: the place behind it.
///
/// The first and the last word must be there, in this order; honorifics before
/// and up to two words between (a middle name, an initial) may differ.
pub fn leads_with(text: &str, name: &[&str]) -> Option<usize> {
    if name.iter().any(|t| t.chars().any(is_unspaced)) {
        return leads_with_signs(text, name);
    }
    let surname = name.iter().rev().find(|t| !is_suffix(t))?;
    let (first, last) = (fold(bare(name.first()?)), unmarked(surname));
    let mut tokens = spans(text).take(10).peekable();
    // `Le colonel Jean Roe`: an article before a title.
    let next = text.split_whitespace().nth(1).is_some_and(is_honorific);
    tokens.next_if(|(_, t)| next && ARTICLES.contains(&fold(t).as_str()));
    while tokens.next_if(|(_, t)| fold(bare(t)) != first && (is_honorific(t) || is_rank(t))).is_some() {
        while let Some((_, letter)) = tokens.next_if(|(_, t)| is_letter(t, char::is_lowercase)) {
            tokens.next_if(|(_, t)| is_status(&[letter, t]));
        }
    }
    let (start, token) = tokens.next()?;
    if fold(bare(token)) != first || first.is_empty() {
        return None;
    }
    if name.len() == 1 {
        return Some(behind(start, token));
    }
    let reach = name.len() + 1;
    let (start, token) = tokens.by_ref().take(reach).find(|(_, t)| unmarked(t) == last)?;
    let suffix = tokens.next_if(|(_, t)| is_suffix(t) && name.iter().any(|own| fold(bare(own)) == fold(bare(t))));
    let (start, token) = suffix.unwrap_or((start, token));
    Some(behind(start, token))
}

/// A name without the figure of a note that clings to it.
fn unmarked(token: &str) -> String {
    fold(bare(token)).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// The same where no blanks part words: the signs of the name, blanks aside.
fn leads_with_signs(text: &str, name: &[&str]) -> Option<usize> {
    let whole = name.concat();
    let mut wanted = whole.chars().filter(|c| !c.is_whitespace() && *c != '・').peekable();
    for (at, c) in text.char_indices().skip_while(|(_, c)| !c.is_alphanumeric()) {
        if c.is_whitespace() || c == '・' {
            continue;
        }
        match wanted.next() {
            Some(own) if own == c => {}
            _ => return None,
        }
        if wanted.peek().is_none() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// The end of a word at `start`, the punctuation after it left out.
fn behind(start: usize, token: &str) -> usize {
    let kept = token.trim_end_matches(|c: char| !c.is_alphabetic() && c != '.');
    start + kept.len()
}

pub(super) fn spans(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + (rest.len() - rest.trim_start().len());
        let word = text.get(start..)?.split_whitespace().next()?;
        from = start + word.len();
        Some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_gives_the_letter_case() {
        let name = ["ANNA", "MCCARTHY"];
        assert_eq!(normal_case(&name, Some("Dr. Anna B. McCarthy (a@b.example) is")), "Anna McCarthy");
        let name = ["JAN", "VAN", "DER", "DOE"];
        assert_eq!(normal_case(&name, Some("Jan van der Doe, a pilot")), "Jan van der Doe");
        assert_eq!(normal_case(&["LUIS", "PENA"], Some("Luis Peña is")), "Luis Peña");
    }

    #[test]
    fn rules_where_there_is_no_evidence() {
        for (name, expected) in [
            ("ANN ROE", "Ann Roe"),
            ("J.R. O'BRIEN-SMITH JR.", "J.R. O'Brien-Smith Jr."),
            ("JAN VAN DER DOE III", "Jan van der Doe III"),
            ("IAN MCDONALD", "Ian McDonald"),
            ("Ann McKay", "Ann McKay"),
        ] {
            let tokens: Vec<&str> = name.split(' ').collect();
            assert_eq!(normal_case(&tokens, None), expected);
        }
    }

    #[test]
    fn leading_names_are_found() {
        assert_eq!(leads_with("Dr. Ann B. Roe (x) is", &["ANN", "ROE"]), Some(14));
        assert_eq!(leads_with("Ann Roe, a pilot", &["ANN", "ROE"]), Some(7));
        assert_eq!(leads_with("Ann Roe is", &["ANN", "ROE", "JR."]), Some(7));
        assert_eq!(leads_with("Roe and Ann", &["ANN", "ROE"]), None);
        assert_eq!(leads_with("", &["ANN"]), None);
        assert_eq!(leads_with("x", &[]), None);
    }

    #[test]
    fn ranks_and_other_names() {
        assert_eq!(core("Assoc. Prof. Ann Roe"), ["Ann", "Roe"]);
        assert_eq!(core("Maj.-Gen. (Ret'd) Ann O. Roe"), ["Ann", "O.", "Roe"]);
        assert_eq!(core("Wm. Roe"), ["Wm.", "Roe"]);
        assert_eq!(leads_with("Capt. (Ret.) Ann Roe is", &["Ann", "Roe"]), Some(20));
        assert!(is_plausible(&["Ann", "“Nan”", "Roe"]));
        assert!(!is_plausible(&["“Nan”", "Roe"]));
    }

    #[test]
    fn core_and_plausibility() {
        assert_eq!(core("Dr. Ann Roe PhD"), ["Ann", "Roe"]);
        assert!(is_plausible(&["ANN", "VAN", "ROE"]));
        assert!(!is_plausible(&["Ann", "is"]));
        assert!(!is_plausible(&["APRIL", "12"]));
        assert!(!is_plausible(&[]));
    }
}
