//! The tokens of CQL.

use super::Error;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `/`
    Slash,
    /// `=`, `==`, `<>`, `<`, `<=`, `>` or `>=`.
    Sign(&'static str),
    /// A word without quotes, which may be reserved.
    Word(String),
    /// A text in quotes, without them; a quote in it has lost its backslash, all others are there.
    Quoted(String),
}

/// Signs, the longer first.
const SIGNS: [&str; 7] = ["==", "<>", "<=", ">=", "=", "<", ">"];

/// Takes a query apart.
pub fn tokens(query: &str) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '/' => (Token::Slash, 1),
            '"' => quoted(rest)?,
            '=' | '<' | '>' => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign)).unwrap_or("=");
                (Token::Sign(sign), sign.len())
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || "()=<>\"/".contains(c);
                let word = rest.split(ends).next().unwrap_or(rest);
                (Token::Word(word.to_owned()), word.len())
            }
        };
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(tokens)
}

fn quoted(rest: &str) -> Result<(Token, usize), Error> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        match c {
            '"' => return Ok((Token::Quoted(text), at + 1)),
            '\\' => match letters.next() {
                Some((_, '"')) => text.push('"'),
                Some((_, escaped)) => text.extend(['\\', escaped]),
                None => break,
            },
            c => text.push(c),
        }
    }
    Err(Error::Syntax("a quotation mark is not closed".to_owned()))
}
