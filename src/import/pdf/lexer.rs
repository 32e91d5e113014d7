//! Bytes to tokens (ISO 32000-1, 7.2 and 7.3), of files and of content streams alike.

use super::budget::{Budget, STRING, TOKEN};

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// Integer or real.
    Number(f64),
    /// Name, without its solidus.
    Name(Vec<u8>),
    /// String, decoded.
    Text(Vec<u8>),
    /// `[`
    ArrayOpen,
    /// `]`
    ArrayClose,
    /// `<<`
    DictOpen,
    /// `>>`
    DictClose,
    /// Anything else: `obj`, `R`, an operator.
    Keyword(&'a [u8]),
}

/// Reads tokens off bytes.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    /// All bytes.
    pub bytes: &'a [u8],
    /// Where the next token is looked for.
    pub at: usize,
    /// What reading costs.
    pub budget: &'a Budget,
}

impl<'a> Lexer<'a> {
    /// Reads from a place on.
    pub fn new(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self { bytes, at, budget }
    }

    /// The next token; `None` at the end, and where the budget is spent.
    pub fn token(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let token = self.read();
        self.budget.work(self.at.saturating_sub(start) + TOKEN).then_some(token).flatten()
    }

    fn read(&mut self) -> Option<Token<'a>> {
        self.skip_blank();
        let byte = self.peek(0)?;
        match byte {
            b'/' => Some(Token::Name(self.name())),
            b'(' => Some(Token::Text(self.literal())),
            b'<' if self.peek(1) == Some(b'<') => self.sign(2, Token::DictOpen),
            b'>' if self.peek(1) == Some(b'>') => self.sign(2, Token::DictClose),
            b'<' => Some(Token::Text(self.hexadecimal())),
            b'[' => self.sign(1, Token::ArrayOpen),
            b']' => self.sign(1, Token::ArrayClose),
            b'>' | b'{' | b'}' | b')' => {
                let sign = self.bytes.get(self.at..self.at + 1)?;
                self.sign(1, Token::Keyword(sign))
            }
            _ => {
                let word = self.word();
                Some(number(word).map_or(Token::Keyword(word), Token::Number))
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }

    fn sign(&mut self, length: usize, token: Token<'a>) -> Option<Token<'a>> {
        self.at += length;
        Some(token)
    }

    /// Skips white space and comments.
    pub fn skip_blank(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'%' => {
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    self.at += rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
                }
                _ if is_blank(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let word = self.word();
        let word = word.get(..word.len().min(STRING)).unwrap_or_default();
        let mut name = Vec::with_capacity(word.len());
        let mut bytes = word.iter().copied();
        while let Some(byte) = bytes.next() {
            let mut ahead = bytes.clone();
            let coded = (byte == b'#').then(|| Some(hex(ahead.next()?)? << 4 | hex(ahead.next()?)?)).flatten();
            name.push(coded.unwrap_or(byte));
            if coded.is_some() {
                bytes = ahead;
            }
        }
        name
    }

    /// 7.3.4.2: balanced parentheses, escapes, line ends read as `\n`.
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 0_u32);
        while let Some(byte) = self.peek(0).filter(|_| text.len() < STRING) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                b'\r' => {
                    self.at += usize::from(self.peek(0) == Some(b'\n'));
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.at += usize::from(self.peek(0) == Some(b'\n'));
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek(0).filter(|b| matches!(b, b'0'..=b'7')) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(value & 0xff).ok()
            }
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek(0).filter(|_| text.len() < STRING) {
            self.at += 1;
            match (byte, half) {
                (b'>', _) => break,
                (byte, None) => half = hex(byte),
                (byte, Some(high)) => {
                    if let Some(low) = hex(byte) {
                        text.push(high << 4 | low);
                        half = None;
                    }
                }
            }
        }
        text.extend(half.map(|high| high << 4));
        text
    }
}

/// White space (7.2.2, table 1).
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// `12`, `-.5`, `+3.`, and the `--5` and `1-2` of careless producers, as other readers take them.
fn number(word: &[u8]) -> Option<f64> {
    let first = word.first()?;
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') || word.len() > 64 {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    let negative = text.starts_with('-');
    let digits = text.trim_start_matches(['-', '+']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    if !digits.get(end..)?.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.')) {
        return None;
    }
    let digits = digits.get(..end)?;
    let value: f64 = match digits {
        "" | "." => 0.0,
        _ => digits.parse().ok()?,
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &[u8]) -> Vec<String> {
        let budget = Budget::new();
        let mut lexer = Lexer::new(text, 0, &budget);
        std::iter::from_fn(|| lexer.token()).take(50).map(|t| format!("{t:?}")).collect()
    }

    #[test]
    fn tokens_are_read() {
        assert_eq!(tokens(b"12 -.5 +3. %x\n--5"), ["Number(12.0)", "Number(-0.5)", "Number(3.0)", "Number(-5.0)"]);
        assert_eq!(tokens(b"/A#20b/c"), ["Name([65, 32, 98])", "Name([99])"]);
        assert_eq!(tokens(b"(a(b)\\)\\101\\\n)"), ["Text([97, 40, 98, 41, 41, 65])"]);
        assert_eq!(tokens(b"<4 1 4>"), ["Text([65, 64])"]);
        assert_eq!(tokens(b"<</K[1]>>Tj").len(), 7);
        assert_eq!(tokens(b"(open"), ["Text([111, 112, 101, 110])"]);
    }
}
