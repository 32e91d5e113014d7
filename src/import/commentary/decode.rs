//! From bytes to text: encodings, line ends, control characters, NFC.

use crate::import::report::Problem;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text of a file, and what was wrong with its bytes.
///
/// UTF-8 (a byte order mark is dropped), UTF-16 with a byte order mark, or
/// else Windows-1252. The text comes out in NFC, with `\n` as the only line
/// end; form feeds stay, as they mark pages.
pub fn decode(bytes: &[u8]) -> (String, Vec<Problem>) {
    let mut problems = Vec::new();
    let raw = decode_bytes(bytes, &mut problems);
    let text = clean(&raw);
    report_replacements(&text, &mut problems);
    let controls = raw.chars().filter(|c| is_stray_control(*c)).count();
    if controls > 0 {
        let reason = format!("{controls} control characters were dropped");
        problems.push(Problem::warning(None, "document", reason));
    }
    (text, problems)
}

/// The same text with `\n` line ends, no stray control characters, in NFC.
pub(super) fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                text.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' => text.push('\n'),
            '\t' | '\u{a0}' | '\u{202f}' | '\u{2007}' => text.push(' '),
            c if is_stray_control(c) => {}
            c => text.push(c),
        }
    }
    match is_nfc(&text) {
        true => text,
        false => text.nfc().collect(),
    }
}

/// Control and formatting characters that carry nothing in running text.
fn is_stray_control(c: char) -> bool {
    let layout = matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}');
    (c.is_control() && !layout) || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

fn decode_bytes(bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes, problems);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes, problems);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = count(before.iter().filter(|b| **b == b'\n').count() + 1);
            let reason = "not UTF-8; read as Windows-1252";
            problems.push(Problem::warning(Some(line), "document", reason));
            bytes.iter().map(|b| windows_1252(*b)).collect()
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, problems: &mut Vec<Problem>) -> String {
    problems.push(Problem::info(None, "document", "read as UTF-16"));
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

fn report_replacements(text: &str, problems: &mut Vec<Problem>) {
    let Some(first) = text.find(char::REPLACEMENT_CHARACTER) else {
        return;
    };
    let line = text.get(..first).map_or(1, |t| t.matches('\n').count() + 1);
    let total = text.matches(char::REPLACEMENT_CHARACTER).count();
    let reason = format!("{total} characters could not be read (U+FFFD), the first on this line");
    problems.push(Problem::warning(Some(count(line)), "document", reason));
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn utf8_with_mark_and_crlf() {
        let (text, problems) = decode(b"\xef\xbb\xbfone\r\ntwo\rthree");
        assert_eq!(text, "one\ntwo\nthree");
        assert!(problems.is_empty());
    }

    #[test]
    fn windows_1252_is_read_and_reported() {
        let (text, problems) = decode(b"a\n\x93Caf\xe9\x94 \x97 \x80");
        assert_eq!(text, "a\n“Café” — €");
        assert_eq!(problems.first().unwrap().line, Some(2));
    }

    #[test]
    fn nfc_and_replacement_characters() {
        let (text, problems) = decode("Cafe\u{301}\n\u{fffd}".as_bytes());
        assert_eq!(text, "Café\n\u{fffd}");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems.first().unwrap().line, Some(2));
    }

    #[test]
    fn control_characters_go_form_feeds_stay() {
        let (text, problems) = decode(b"a\0\x07b\x0cc");
        assert_eq!(text, "ab\u{c}c");
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn utf16() {
        let (text, _) = decode(b"\xff\xfeA\0\xe9\0");
        assert_eq!(text, "Aé");
    }
}
