//! What somebody asks, taken apart: whatever a person may type is a question.
//!
//! | written | asks for |
//! |---|---|
//! | `quiet harbour` | both words, in any form, anywhere |
//! | `"quiet harbour"` | these words in a row |
//! | `-harbour`, `-"quiet harbour"` | what has none of it |
//! | `title:harbour`, `author:"Jane Doe"` | words in one part |
//! | `harb*` | words that begin so |

use super::words::{Kind, Word, words};

/// So many words are looked for; what comes behind them is passed over.
pub const MOST: usize = 32;

/// A part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is looked for.
    pub wanted: Wanted,
    /// The name of the part of articles it must stand in.
    pub within: Option<&'static str>,
    /// Whether it must not be there.
    pub negated: bool,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A word in any of its forms.
    Word(Word),
    /// Words in a row.
    Phrase(Vec<Word>),
    /// A word that begins so.
    Prefix(String),
}

/// The parts that articles can be searched in by name.
pub const PARTS: [&str; 7] = ["title", "author", "series", "subject", "place", "abstract", "body"];

/// Takes a question apart.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && parts.len() < MOST {
        let (chunk, tail) = chunk(rest);
        read(chunk, &mut parts);
        rest = tail.trim_start();
    }
    parts.truncate(MOST);
    without_number_signs(parts)
}

/// What stands before a number and means no more than that: `No. 24`.
const NUMBER_SIGNS: [&str; 8] = ["no", "nr", "n", "num", "numero", "issue", "vol", "o"];

fn without_number_signs(parts: Vec<Part>) -> Vec<Part> {
    let is_number = |part: &Part| matches!(&part.wanted, Wanted::Word(word) if word.kind == Kind::Numbered);
    let is_sign = |part: &Part| matches!(&part.wanted, Wanted::Word(word) if NUMBER_SIGNS.contains(&&*word.form));
    let before: Vec<bool> = parts.iter().skip(1).map(is_number).chain([false]).collect();
    let kept = parts.into_iter().zip(before).filter(|(part, before)| !(*before && !part.negated && is_sign(part)));
    kept.map(|(part, _)| part).collect()
}

/// What stands before the next space outside quotation marks, and what is left behind it.
fn chunk(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            c if is_quote(c) => quoted = !quoted,
            c if c.is_whitespace() && !quoted => return text.split_at(at),
            _ => {}
        }
    }
    (text, "")
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '＂')
}

fn read(chunk: &str, parts: &mut Vec<Part>) {
    let stripped = chunk.strip_prefix(['-', '−', '－']).filter(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    let (chunk, negated) = stripped.map_or((chunk, false), |rest| (rest, true));
    let named = chunk.split_once([':', '：']).and_then(|(name, rest)| {
        let part = PARTS.into_iter().find(|part| name.eq_ignore_ascii_case(part))?;
        (!rest.is_empty()).then_some((part, rest))
    });
    let (within, mut rest) = named.map_or((None, chunk), |(part, rest)| (Some(part), rest));
    let mut add = |wanted| parts.push(Part { wanted, within, negated });
    // Quotation marks may stand within: `"quiet harbour"s`.
    while let Some((before, after)) = rest.split_once(is_quote) {
        plain(before, negated).into_iter().for_each(&mut add);
        let (inside, after) = after.split_once(is_quote).unwrap_or((after, ""));
        row(inside).into_iter().for_each(&mut add);
        rest = after;
    }
    plain(rest, negated).into_iter().for_each(add);
}

/// Words in a row, as far as a text has any.
pub(super) fn row(text: &str) -> Option<Wanted> {
    let mut row = whole(text);
    match row.len() {
        0 | 1 => row.pop().map(Wanted::Word),
        _ => Some(Wanted::Phrase(row)),
    }
}

/// The words of what stands outside quotation marks. What is negated and falls into several words is one thing.
pub(super) fn plain(text: &str, negated: bool) -> Vec<Wanted> {
    let mut all = whole(text);
    if text.ends_with('*')
        && all.last().is_some_and(|last| matches!(last.kind, Kind::Spaced | Kind::Numbered))
        && let Some(last) = all.pop()
    {
        let words = all.into_iter().map(Wanted::Word);
        return words.chain([Wanted::Prefix(last.form)]).collect();
    }
    match negated && all.len() > 1 {
        true => vec![Wanted::Phrase(all)],
        false => all.into_iter().map(Wanted::Word).collect(),
    }
}

/// The words of a text: of a stretch without spaces its pairs, or the letter where it is one alone.
fn whole(text: &str) -> Vec<Word> {
    let all = words(text);
    let pairs: Vec<_> = all.iter().filter(|word| word.kind == Kind::Pair).map(|word| word.at.clone()).collect();
    let stands_alone = |word: &Word| {
        word.kind != Kind::Single || !pairs.iter().any(|at| at.start <= word.at.start && word.at.end <= at.end)
    };
    all.iter().filter(|word| stands_alone(word)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let one = |part: Part| {
            let wanted = match part.wanted {
                Wanted::Word(word) => word.form,
                Wanted::Phrase(row) => {
                    format!("{:?}", row.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" "))
                }
                Wanted::Prefix(form) => form + "*",
            };
            let within = part.within.map_or(String::new(), |name| format!("{name}:"));
            format!("{}{within}{wanted}", if part.negated { "-" } else { "" })
        };
        parts(text).into_iter().map(one).collect()
    }

    #[test]
    fn questions_are_taken_apart() {
        assert_eq!(shown("Quiet  harbour"), ["quiet", "harbour"]);
        assert_eq!(shown("\"quiet harbour\" -China"), ["\"quiet harbour\"", "-china"]);
        assert_eq!(shown("author:\"Jane Doe\" TITLE:port harb*"), ["author:\"jane doe\"", "title:port", "harb*"]);
        assert_eq!(shown("-AI-driven AI-driven"), ["-\"ai driven\"", "ai", "driven"]);
        assert_eq!(shown("海峡政策 津"), ["海峡", "峡政", "政策", "津"]);
        assert_eq!(shown("「海峡政策」"), ["\"海峡 峡政 政策\""]);
        assert_eq!(shown("Tideline No. 24, no harbour"), ["tideline", "24", "no", "harbour"]);
    }

    #[test]
    fn anything_can_be_typed() {
        assert_eq!(shown("\"never closed"), ["\"never closed\""]);
        assert_eq!(shown("a: -: * - \"\" title: ()^~\\"), ["a", "title"]);
        assert_eq!(shown("https://a.example/b?c=d"), ["https", "a", "example", "b", "c", "d"]);
        assert_eq!(parts(&"word ".repeat(100)).len(), MOST);
    }
}
