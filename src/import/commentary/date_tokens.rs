//! A text cut into figures, words and signs, for reading dates.

use super::words::{fold, is_han_or_kana};

/// One figure, word or sign.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its value, where it is a figure.
    pub number: Option<i32>,
    /// How many digits it has.
    pub digits: usize,
    /// The word or sign, folded.
    pub word: String,
}

const HAN: &str = "〇零一二三四五六七八九十";
const UNITS: &[&str] = &["中華民國", "中華民国", "令和", "平成", "昭和", "民國", "民国"];

/// The tokens of a narrowed text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let take = |inside: &dyn Fn(char) -> bool| rest.chars().take_while(|c| inside(*c)).map(char::len_utf8).sum();
        let length: usize = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            take(&|c| c.is_ascii_digit())
        } else if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
            unit.len()
        } else if HAN.contains(c) {
            take(&|c| HAN.contains(c))
        } else if is_han_or_kana(c) || matches!(c, '년' | '월' | '일') {
            c.len_utf8()
        } else if c.is_alphabetic() {
            take(&|c| (c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)) && !is_han_or_kana(c))
        } else {
            c.len_utf8()
        };
        let printed = rest.get(..length).unwrap_or_default();
        let number = match c.is_ascii_digit() {
            true => printed.parse().ok(),
            false => han(printed),
        };
        let digits = if c.is_ascii_digit() || number.is_none() { length } else { 4.min(printed.chars().count()) };
        let word = if number.is_some() { String::new() } else { fold(printed) };
        found.push(Token { start: at, end: at + length, number, digits, word });
        at += length;
    }
    found
}

/// `二〇二四`, `十二`, `二十三`.
fn han(text: &str) -> Option<i32> {
    let digit = |c: char| match HAN.chars().position(|h| h == c) {
        Some(0) => Some(0),
        Some(at) => i32::try_from(at - 1).ok(),
        None => None,
    };
    match text.split_once('十') {
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let of = |part: &str, none: i32| part.chars().next().map_or(Some(none), digit);
            Some(of(tens, 1)? * 10 + of(ones, 0)?)
        }
        Some(_) => None,
        None if text.is_empty() || text.chars().count() > 4 => None,
        None => text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?)),
    }
}
