//! Terms of CQL: escapes, masks, anchors (CQL 1.2, "Search term").

use super::diagnostic::Diagnostic;

/// A term as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Without escapes: where each letter means itself.
    pub plain: String,
    /// With `*` and `?` only where they are masks: escaped ones are spaces, as they are in folded texts.
    pub masked: String,
}

impl Term {
    /// Reads one; anchors, with which a word must stand at an end, are refused.
    pub fn read(text: &str) -> Result<Self, Diagnostic> {
        if text.trim().is_empty() {
            return Err(Diagnostic::new(27, ""));
        }
        let (mut plain, mut masked) = (String::new(), String::new());
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            match c {
                '\\' => {
                    let escaped = letters.next().unwrap_or('\\');
                    plain.push(escaped);
                    masked.push(if matches!(escaped, '*' | '?') { ' ' } else { escaped });
                }
                '^' if plain.is_empty()
                    || plain.ends_with(char::is_whitespace)
                    || letters.peek().is_none_or(|next| next.is_whitespace()) =>
                {
                    return Err(Diagnostic::new(31, text));
                }
                c => {
                    plain.push(c);
                    masked.push(c);
                }
            }
        }
        Ok(Term { plain: plain.trim().to_owned(), masked })
    }

    /// Each of its words as a term.
    pub fn words(&self) -> Vec<Term> {
        let word = |word: &str| Term { plain: word.to_owned(), masked: word.to_owned() };
        self.plain.split_whitespace().map(word).collect()
    }

    /// The term, where it has no mask that would mean something; `?` stands in addresses.
    pub fn unmasked(&self) -> Result<&str, Diagnostic> {
        match self.masked.contains('*') {
            true => Err(Diagnostic::new(28, "*")),
            false => Ok(&self.plain),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn escapes_masks_and_anchors() {
        let read = |text: &str| Term::read(text).map(|term| (term.plain, term.masked)).map_err(|wrong| wrong.code);
        let both = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        assert_eq!(read("a*"), both("a*", "a*"));
        assert_eq!(read(r"a\*\?\\b\^"), both(r"a*?\b^", r"a  \b^"));
        assert_eq!(read("2^3"), both("2^3", "2^3"));
        assert_eq!(read("x\\"), both("x\\", "x\\"));
        assert_eq!(read(" "), Err(27));
        for anchored in ["^a", "a^", "a ^b", "^"] {
            assert_eq!(read(anchored), Err(31), "{anchored}");
        }
    }
}
