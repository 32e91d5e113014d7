//! Of whom a sentence of an English biography speaks, and what it says that they are.

use super::lexicon::{Set, Words, index};
use super::name::{is_degree, is_honorific, leads_with};
use super::phrase::{DID, DOES};
use super::words::{bare, fold, is_capitals, starts_upper};

const PRONOUNS: &[&str] = &["he", "she", "they"];
const ADVERBS: &[&str] =
    &["also", "currently", "concurrently", "presently", "now", "both", "previously", "formerly", "recently", "most"];
const PRESENT: &[&str] = &["is", "are"];
const PAST: &[&str] = &["was", "were"];
const SERVES: &[&str] = &["serves", "works", "serve", "work"];
const SERVED: &[&str] = &["served", "worked"];
const LEADS: &[&str] = &["directs", "leads", "heads", "chairs", "manages", "runs", "coordinates", "edits", "advises"];
const LED: &[&str] = &["directed", "led", "headed", "chaired", "managed", "ran", "coordinated", "edited", "commanded"];

/// What a sentence says its subject is or was, where the subject is the person.
pub(super) fn predicate<'a>(sentence: &'a str, name: &[&str]) -> Option<(&'a str, bool)> {
    let mut rest = behind_subject(sentence, name)?.trim_start();
    if let Some(others) = rest.strip_prefix("and ") {
        let plural = others.find(" are ").or_else(|| others.find(" were "))?;
        rest = others.get(plural..)?.trim_start();
    }
    if let Some(apposition) = rest.strip_prefix(", ") {
        return Some((apposition, false));
    }
    let (stated, former) = skip_adverbs(rest);
    if stated.len() < rest.len() && ["with ", "at "].iter().any(|word| stated.starts_with(word)) {
        // `Previously with the Tide Lab`
        return Some((stated, former));
    }
    let (verb, after) = next_word(stated)?;
    if starts_upper(rest) && !rest.split_whitespace().any(|word| index().is_in(Words::Is, word, "en")) {
        return Some((rest, false));
    }
    let (after, adverb_former) = skip_adverbs(after);
    let verb = fold(verb);
    let is = |list: &[&str]| list.contains(&verb.as_str());
    if is(PRESENT) {
        return Some((after, adverb_former));
    }
    if is(PAST) {
        return Some((after, true));
    }
    if let Some(position) = after.strip_prefix("as ").filter(|_| is(SERVES) || is(SERVED)) {
        return Some((position, is(SERVED) || adverb_former));
    }
    if is(LEADS) || is(LED) {
        // `chairs the Tide Forum`; `directs a programme at the Tide Institute`.
        let object = after.trim_start_matches("the ");
        let part = |text: &str| {
            let last = text.split_whitespace().next_back();
            last.is_some_and(|word| index().is(Words::Parts, &fold(bare(word))))
        };
        // `leads the Port Programme of the Tide Institute`
        let of = after.find(" of the ").filter(|at| after.get(..*at).is_some_and(part));
        let at = match of {
            Some(of) => of + " of ".len(),
            None if starts_upper(object) => 0,
            None => after.find(" at ")?,
        };
        return Some((after.get(at..)?.trim_start(), is(LED) || adverb_former));
    }
    if is(DOES) || is(DID) {
        let at = if after.starts_with("at ") { 0 } else { after.find(" at ")? };
        return Some((after.get(at..)?.trim_start(), is(DID) || adverb_former));
    }
    if verb == "has" || verb == "had" {
        let (next, after) = next_word(after)?;
        let after = match next {
            "been" => after,
            "served" | "worked" => after.strip_prefix("as ")?,
            _ => return None,
        };
        return Some((after, true));
    }
    None
}

/// The rest of a sentence behind the person's name, a pronoun, a surname, or a word of time. Nothing stands before a
/// sentence that has lost its subject: `Previously with the Tide Lab`.
fn behind_subject<'a>(sentence: &'a str, name: &[&str]) -> Option<&'a str> {
    let sentence = behind_time(without_heading(sentence, name));
    if let Some(behind) = leads_with(sentence, name) {
        let rest = sentence.get(behind..)?;
        let aside = rest.trim_start().strip_prefix('(');
        let closed = aside.and_then(|a| a.split_once(')'));
        let rest = without_degrees(closed.map_or(rest, |(_, rest)| rest));
        // The name above, and again in the sentence: `Ann Roe` / `Ann is …`.
        let again = leads_with(rest, name).and_then(|at| rest.get(at..));
        let first = || next_word(rest).filter(|(word, _)| is_called(word, name)).map(|(_, behind)| behind);
        return Some(again.or_else(first).unwrap_or(rest));
    }
    if skip_adverbs(sentence).0.len() < sentence.len() && starts_upper(sentence) {
        return Some(sentence);
    }
    if let Some((rest, _)) = index().label(Set::About, sentence).filter(|(rest, _)| !rest.is_empty()) {
        return Some(leads_with(rest, name).and_then(|at| rest.get(at..)).unwrap_or(rest));
    }
    let (first, rest) = next_word(sentence)?;
    let surname = |word: &str| is_called(word, name);
    if PRONOUNS.contains(&fold(first).as_str()) || surname(first) {
        return Some(rest);
    }
    let (second, rest) = next_word(rest)?;
    (is_honorific(first) && surname(second)).then_some(rest)
}

fn next_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let word = text.split_whitespace().next()?;
    Some((word, text.get(word.len()..)?.trim_start()))
}

/// The text without leading adverbs, and whether one of them said "formerly".
fn skip_adverbs(text: &str) -> (&str, bool) {
    let (mut rest, mut former) = (text.trim_start(), false);
    while let Some((word, after)) = next_word(rest) {
        let folded = fold(bare(word));
        if !ADVERBS.contains(&folded.as_str()) {
            break;
        }
        former |= matches!(folded.as_str(), "previously" | "formerly");
        rest = after;
    }
    (behind_time(rest), former)
}

/// Whether a word is the first of a name, or the last.
fn is_called(word: &str, name: &[&str]) -> bool {
    [name.first(), name.last()].iter().flatten().any(|own| fold(bare(word)) == fold(bare(own)))
}

/// A sentence without the label in capitals before it: `AUTHOR Ann Roe is …`.
fn without_heading<'a>(sentence: &'a str, name: &[&str]) -> &'a str {
    let Some((label, rest)) = next_word(sentence) else { return sentence };
    let heading = is_capitals(label) && label.chars().count() > 3 && !is_called(label, name);
    if heading && leads_with(rest, name).is_some() { rest } else { sentence }
}

/// `, PhD, teaches`: what stands behind the degrees of a name.
fn without_degrees(text: &str) -> &str {
    let mut rest = text;
    while let Some(behind) = rest.trim_start().strip_prefix(", ")
        && let Some((word, after)) = next_word(behind)
        && is_degree(word)
    {
        // `LL.M. (Gullport)`
        let aside = after.strip_prefix('(').and_then(|aside| aside.split_once(')'));
        rest = aside.map_or(after, |(_, behind)| behind);
    }
    rest
}

/// `From 2015 to 2018 he`, `until 2021 head`: what stands behind years, and before which they stand.
fn behind_time(text: &str) -> &str {
    let mut rest = text.trim_start();
    let mut years = 0;
    while let Some((word, after)) = next_word(rest) {
        let word = word.trim_end_matches([',', ':']);
        let year = word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
        let small = matches!(fold(word).as_str(), "from" | "until" | "since" | "to" | "in" | "between" | "and");
        if !(year || small) {
            break;
        }
        years += usize::from(year);
        rest = after;
    }
    if years > 0 { rest } else { text }
}
