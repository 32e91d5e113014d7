//! The series that an imprint or a disclaimer presents: `Gull Viewpoint is a platform for timely analysis.`

use super::document::{Block, Document, Role};
use super::imprint;
use super::lexicon::{Words, index};
use super::people;
use super::words::{bare, fold, sentences, starts_upper};
use crate::import::report::{Certainty, Finding};

/// How many paragraphs from either end present a series.
const HEAD: usize = 8;

const TAIL: usize = 16;

/// Verbs that lead from a series to what it is: `Words::Is` has those of persons as well.
const VERBS: &[&str] = &[
    "is",
    "are",
    "features",
    "publishes",
    "adalah",
    "merupakan",
    "ist",
    "erscheint",
    "est",
    "sont",
    "es",
    "e",
    "sono",
    "sao",
    "zijn",
];

/// What a series is, or does.
const SERIES: &[&str] = &[
    "series",
    "platform",
    "published",
    "publication",
    "produced",
    "blog",
    "newsletter",
    "bulletin",
    "features",
    "publishes",
    "reihe",
    "schriftenreihe",
    "publikationsreihe",
    "erscheint",
    "veroffentlichungsreihe",
    "collection",
    "publiee",
    "serie",
    "publicacion",
    "publicada",
    "publicado",
    "pubblicazione",
    "pubblicata",
    "rubrica",
    "publicacao",
    "uitgave",
    "analyses",
    "forum",
    "outlet",
    "sarana",
    "wadah",
    "forma",
    "format",
    "reeks",
];

/// First words that name no series.
const NO_NAMES: &[&str] = &[
    "this", "these", "it", "all", "he", "she", "his", "her", "our", "dieser", "diese", "dieses", "ce", "cet", "cette",
    "este", "esta", "questo", "questa", "dit", "deze", "er", "sie", "il", "elle",
];

/// How far behind the verb it is said what it is, in words.
const REACH: usize = 7;

/// The series that a paragraph near either end presents, where nobody else tells.
pub fn beside(document: &Document) -> Option<Finding<String>> {
    let count = document.blocks.len();
    let open = |role| !matches!(role, Role::Title | Role::Body | Role::Biography | Role::Standfirst);
    let near = (0..count).filter(|at| *at < HEAD || *at + TAIL >= count);
    let blocks = near.filter_map(|at| document.blocks.get(at)).filter(|block| open(block.role));
    let blocks: Vec<&Block> = blocks.collect();
    let told = |of: fn(&str) -> Option<String>| blocks.iter().find_map(|block| Some((block.span, of(&block.text)?)));
    let found = told(name).or_else(|| told(registered));
    found.map(|(lines, value)| Finding { value, lines, source: "imprint", certainty: Certainty::Likely })
}

/// `Gull Notes (ISSN 2999-1234), 2024`: the name before the number under which a series is registered.
fn registered(text: &str) -> Option<String> {
    let (at, _) = text.match_indices("ISSN").next()?;
    let before = text.get(..at)?.trim_end().strip_suffix('(')?.trim_end();
    let line = sentences(before).last().copied()?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let upper = words.iter().rev().take_while(|word| starts_upper(word) && !word.ends_with(['.', ',', ':'])).count();
    let title = words.get(words.len() - upper..)?.join(" ");
    let fits = (1..=6).contains(&upper) && (upper > 1 || words.len() == 1);
    (fits && !index().holds(Words::Units, &title) && imprint::can_be_called(&title)).then_some(title)
}

/// The series that the first sentence of a text presents.
pub fn name(text: &str) -> Option<String> {
    let sentence = sentences(text).first().copied()?;
    let words: Vec<&str> = sentence.split_whitespace().take(REACH * 2).collect();
    let end = words.iter().position(|word| !starts_upper(word))?;
    let (name, rest) = (words.get(..end)?, words.get(end..)?);
    let says = |word: &&str| SERIES.contains(&fold(bare(word)).as_str());
    let verb = rest.first().is_some_and(|word| VERBS.contains(&fold(word).as_str()));
    let is_series = verb && rest.iter().take(REACH).any(says);
    let title = name.join(" ");
    let publication = name.iter().any(|word| index().is(Words::Publications, &fold(bare(word))));
    let first = fold(name.first()?);
    let fits = (1..=5).contains(&name.len())
        && !NO_NAMES.contains(&first.as_str())
        && !(people::NO_NAMES.contains(&first.as_str()) && first != "the")
        && (publication || !index().holds(Words::Units, &title))
        && !(name.len() == 1 && index().is(Words::Publications, &first))
        && !(name.len() == 2 && ["the", "der", "die", "das", "le", "la"].contains(&first.as_str()) && publication)
        && !name.iter().any(|word| word.ends_with([',', ';', ':']));
    (is_series && fits && imprint::can_be_called(&title)).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_presented_is_a_series() {
        for (text, found) in [
            ("Gull Viewpoint is a platform for timely analysis. It is free.", Some("Gull Viewpoint")),
            ("The Soundings features analysis and commentary.", Some("The Soundings")),
            ("Tide Perspective is published electronically by: Tide Lab", Some("Tide Perspective")),
            ("Hafennotizen ist eine Reihe des Hafenhauses.", Some("Hafennotizen")),
            ("Commentary is produced by the Tide Lab.", None),
            ("The Institute is a platform for debate.", None),
            ("This article is published under a licence.", None),
            ("Ann Roe is a fellow of Tide Lab and writes the series.", None),
        ] {
            assert_eq!(name(text).as_deref(), found, "{text}");
        }
    }
}
