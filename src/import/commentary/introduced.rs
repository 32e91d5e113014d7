//! The people whom a text introduces: names with which sentences of biographies begin.

use super::biography::is_opening;
use super::east;
use super::lexicon::{Set, Words, index};
use super::name::{self, core};
use super::people;
use super::words::{fold, is_unspaced, sentences};

/// The people whom a paragraph introduces, by their names as printed, and whether a label says that it
/// is about authors.
pub fn people_of(text: &str) -> Vec<(Vec<String>, bool)> {
    let (rest, labelled) = match index().label(Set::About, text.trim_start_matches(is_opening)) {
        Some((rest, _)) if !rest.is_empty() => (rest, true),
        _ => (text, false),
    };
    let rest = rest.trim_start_matches(['の', '者']);
    let mut found = Vec::new();
    if rest.chars().filter(|c| is_unspaced(*c)).count() * 2 > rest.chars().filter(|c| c.is_alphabetic()).count() {
        found.extend(eastern_name(rest, labelled).map(|n| (n, labelled)));
        return found;
    }
    for sentence in sentences(rest) {
        found.extend(spaced_name(sentence, labelled).map(|n| (n, labelled)));
    }
    found
}

/// The name with which a sentence of a biography begins.
fn spaced_name(sentence: &str, labelled: bool) -> Option<Vec<String>> {
    let sentence = sentence.trim_start_matches(is_opening);
    let mut tokens: Vec<&str> = Vec::new();
    let mut behind = "";
    for (at, token) in name::spans(sentence).take(9) {
        let folded = fold(token.trim_matches(|c: char| !c.is_alphanumeric()));
        if !tokens.is_empty()
            && (index().is(Words::Is, &folded) && token.starts_with(char::is_lowercase)
                || token.starts_with(['(', '–', '—', '[']))
            || matches!(token, "–" | "—" | "-")
        {
            behind = sentence.get(at..)?;
            break;
        }
        tokens.push(token.trim_end_matches([',', ':', '،']));
        if token.ends_with([',', ':', '،']) && !name::is_honorific(token) {
            behind = sentence.get(at + token.len()..)?;
            break;
        }
    }
    let name = core(&tokens.join(" ")).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let refs: Vec<&str> = name.iter().map(String::as_str).collect();
    let fits = (2..=6).contains(&refs.len())
        && name::is_plausible(&refs)
        && !index().holds(Words::Units, &name.join(" "))
        && !index().holds(Words::Heads, &name.join(" "));
    let says =
        index().holds(Words::Heads, behind) || index().holds(Words::Units, behind) || labelled && !behind.is_empty();
    let article = name.first().is_some_and(|t| people::NO_NAMES.contains(&fold(t).as_str()));
    (fits && says && !article && !behind.is_empty()).then_some(name)
}

/// The name with which a biography in Han, kana or Hangul begins.
fn eastern_name(text: &str, labelled: bool) -> Option<Vec<String>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ends = |c: char| {
        matches!(c, '，' | ',' | '（' | '(' | '：' | ':' | '、' | '／' | '/' | '。' | '［' | '[' | '|' | '–' | '—')
    };
    let run = text.split(ends).next().unwrap_or_default();
    let behind = text.get(run.len()..).unwrap_or_default();
    let mut best: Option<(&str, &str)> = None;
    for (at, _) in run.char_indices().skip(2) {
        let (name, rest) = (run.get(..at)?, run.get(at..)?);
        if index().starts_with(Words::Is, rest) && east::is_eastern_name(&name.replace([' ', '\u{3000}'], "")) {
            best = Some((name, rest));
            break;
        }
    }
    let (name, rest) = best.unwrap_or((run, behind));
    let says = index().holds(Words::Heads, rest) || index().holds(Words::Heads, behind) || labelled;
    let tokens: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let whole = tokens.concat();
    let korean = whole.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    let fits = tokens.len() <= 2
        && whole.chars().count() >= 2
        && east::is_eastern_name(&whole)
        && !east::is_post(&whole)
        && (!korean || labelled || best.is_some());
    (fits && says && !(rest.is_empty() && behind.is_empty())).then_some(tokens)
}
