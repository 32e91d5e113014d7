//! Tokens to objects.

use super::budget::{Budget, DEPTH, ELEMENTS};
use super::lexer::{Lexer, Token};
use super::object::{Dict, Object};

/// The object at a place in some bytes; without the data of a stream.
pub fn object_at(bytes: &[u8], at: usize, budget: &Budget) -> Option<Object> {
    object(&mut Lexer::new(bytes, at, budget))
}

/// The next object.
pub fn object(lexer: &mut Lexer<'_>) -> Option<Object> {
    let mut left = ELEMENTS;
    let token = lexer.token()?;
    value(lexer, token, DEPTH, &mut left)
}

/// The value that begins with a token already read. `None` where there is none: a keyword, a stray sign,
/// one too deep or too large.
pub fn value(lexer: &mut Lexer<'_>, token: Token<'_>, depth: usize, left: &mut usize) -> Option<Object> {
    *left = left.checked_sub(1)?;
    match token {
        Token::Number(number) => Some(reference(lexer, number).unwrap_or(Object::Number(number))),
        Token::Name(name) => Some(Object::Name(name.into())),
        Token::Text(text) => Some(Object::Text(text.into())),
        Token::ArrayOpen => array(lexer, depth.checked_sub(1)?, left),
        Token::DictOpen => dict(lexer, depth.checked_sub(1)?, left).map(Object::Dict),
        Token::Keyword(b"true") => Some(Object::Bool(true)),
        Token::Keyword(b"false") => Some(Object::Bool(false)),
        Token::Keyword(b"null") => Some(Object::Null),
        Token::ArrayClose | Token::DictClose | Token::Keyword(_) => None,
    }
}

fn array(lexer: &mut Lexer<'_>, depth: usize, left: &mut usize) -> Option<Object> {
    let mut elements = Vec::new();
    loop {
        match lexer.token()? {
            Token::ArrayClose => return Some(Object::Array(elements)),
            token => elements.push(value(lexer, token, depth, left)?),
        }
    }
}

fn dict(lexer: &mut Lexer<'_>, depth: usize, left: &mut usize) -> Option<Dict> {
    let mut entries = Vec::new();
    loop {
        match lexer.token()? {
            Token::DictClose => return Some(Dict(entries)),
            Token::Name(key) => {
                let token = lexer.token()?;
                if token == Token::DictClose {
                    return Some(Dict(entries));
                }
                entries.push((key.into(), value(lexer, token, depth, left)?));
            }
            // Damaged: go on to the next key.
            _ => *left = left.checked_sub(1)?,
        }
    }
}

/// `12 0 R`, of which the first number has been read. A content stream has none, and no `R` either.
fn reference(lexer: &mut Lexer<'_>, number: f64) -> Option<Object> {
    let number = Object::Number(number).index().and_then(|n| u32::try_from(n).ok())?;
    let mut ahead = lexer.clone();
    ahead.skip_blank();
    if !ahead.bytes.get(ahead.at)?.is_ascii_digit() {
        return None;
    }
    let Token::Number(_) = ahead.token()? else { return None };
    let Token::Keyword(b"R") = ahead.token()? else { return None };
    *lexer = ahead;
    Some(Object::Reference(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Object> {
        object_at(text.as_bytes(), 0, &Budget::new())
    }

    #[test]
    fn objects_are_read() {
        let object = read("<</A 1 0 R/B[1 2 R(x)]/C<</D true>>>>");
        let dict = object.as_ref().and_then(Object::dict).cloned().unwrap_or_default();
        assert_eq!(dict.get(b"A"), &Object::Reference(1));
        assert_eq!(dict.get(b"C").dict().map(|d| d.get(b"D")), Some(&Object::Bool(true)));
        assert_eq!(dict.get(b"E"), &Object::Null);
        assert_eq!(read("[1 0 2 0 R 3]").map(|a| a.elements().len()), Some(4));
    }

    #[test]
    fn what_is_too_deep_is_nothing() {
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read(&"<</A".repeat(100_000)), None);
        assert_eq!(read(&format!("[{}]", "1 ".repeat(ELEMENTS + 1))), None);
    }
}
