//! From bytes to text: encodings, line ends, control characters, NFC.

use crate::import::report::Problem;
use encoding_rs::{Encoding, WINDOWS_1252};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text of a file, and what was wrong with its bytes; or why they are no text at all.
///
/// UTF-8 (a byte order mark is dropped), UTF-16, or else the encoding that the file itself declares, or
/// else Windows-1252. The text comes out in NFC, with `\n` as the only line end; form feeds stay, as
/// they mark pages.
pub fn text(bytes: &[u8], declared: Option<&str>) -> Result<(String, Vec<Problem>), Problem> {
    if let Some(kind) = known_kind(bytes) {
        let reason = format!("it is no text but {kind}; send the text itself, or save it as text first");
        return Err(Problem::error(None, "document", reason));
    }
    let mut problems = Vec::new();
    let raw = decode(bytes, declared, &mut problems)?;
    let controls = raw.chars().filter(|c| is_stray_control(*c)).count();
    let lost = raw.matches(char::REPLACEMENT_CHARACTER).count();
    let all = raw.chars().count();
    if controls >= FEW && controls * 100 > all || lost >= FEW && lost * 5 > all {
        let reason = "it is no text: control characters and bytes that stand for nothing are all over it; \
                      save it as UTF-8 text";
        return Err(Problem::error(None, "document", reason));
    }
    let text = clean(&raw);
    report_replacements(&text, &mut problems);
    if controls > 0 {
        let reason = format!("{controls} control characters were dropped");
        problems.push(Problem::warning(None, "document", reason));
    }
    Ok((text, problems))
}

/// So few odd characters prove nothing.
const FEW: usize = 8;

/// What bytes are that begin like a well-known kind of file.
fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive, such as a Word or OpenDocument file"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"\x1f\x8b", "a gzip file"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ\0", "an xz file"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"ID3", "an audio file"),
        (b"OggS", "an audio file"),
    ];
    let by_start = KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    // Three letters may begin a text too.
    let is_sure = |kind: &&str| !bytes.starts_with(b"ID3") && !bytes.starts_with(b"BZh") || bytes.contains(&0) && !kind.is_empty();
    by_start.filter(is_sure)
}

/// The same text with `\n` line ends, no stray control characters, in NFC.
pub fn clean(raw: &str) -> String {
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

fn decode(bytes: &[u8], declared: Option<&str>, problems: &mut Vec<Problem>) -> Result<String, Problem> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return Ok(utf16(rest, u16::from_le_bytes, problems));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return Ok(utf16(rest, u16::from_be_bytes, problems));
    }
    if let Some(unit) = unmarked_utf16(bytes) {
        return Ok(utf16(bytes, unit, problems));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let shifted = declared == Some(encoding_rs::ISO_2022_JP);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) if !shifted => return Ok(text.to_owned()),
        Ok(_) => None,
        Err(error) => Some(error.valid_up_to()),
    };
    let named = declared.filter(|own| *own != encoding_rs::UTF_8 && *own != WINDOWS_1252);
    if let Some(encoding) = named {
        problems.push(Problem::info(None, "document", format!("read as {}, as it says itself", encoding.name())));
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let before = bytes.get(..error.unwrap_or(0)).unwrap_or_default();
    let line = count(before.iter().filter(|b| **b == b'\n').count() + 1);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if high >= FEW && high * 3 > bytes.len() {
        let reason = "neither UTF-8 nor Windows-1252: too much of it would be accents and signs; save it as UTF-8";
        return Err(Problem::error(Some(line), "document", reason));
    }
    let is_said = declared == Some(WINDOWS_1252);
    let problem = match is_said {
        true => Problem::info(None, "document", "read as Windows-1252, as it says itself"),
        false => Problem::warning(Some(line), "document", "not UTF-8; read as Windows-1252"),
    };
    problems.push(problem);
    Ok(bytes.iter().map(|b| windows_1252(*b)).collect())
}

/// UTF-16 without a mark: half of its bytes are zero, and all of them on one side.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let (pairs, _) = bytes.get(..bytes.len().min(4096)).unwrap_or_default().as_chunks::<2>();
    let zero = |side: usize| pairs.iter().filter(|pair| pair.get(side) == Some(&0)).count();
    let (first, second) = (zero(0), zero(1));
    let most = pairs.len() * 3 / 4;
    match pairs.len() >= 4 {
        true if second > most && first == 0 => Some(u16::from_le_bytes),
        true if first > most && second == 0 => Some(u16::from_be_bytes),
        _ => None,
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

    fn decode(bytes: &[u8]) -> (String, Vec<Problem>) {
        super::text(bytes, None).unwrap()
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(300_000)
        .collect();
        assert!(super::text(&noise, None).unwrap_err().reason.contains("UTF-8"));
        let low: Vec<u8> = noise.iter().map(|byte| byte & 0x7f).collect();
        assert!(super::text(&low, None).unwrap_err().reason.contains("no text"));
        assert!(super::text(b"PK\x03\x04word/document.xml", None).unwrap_err().reason.contains("ZIP"));
        assert!(super::text(b"%PDF-1.7\n", None).unwrap_err().reason.contains("PDF"));
        let japanese = encoding_rs::SHIFT_JIS.encode("島の海軍は港にいない。").0.into_owned();
        assert!(super::text(&japanese, None).is_err());
        assert_eq!(super::text(&japanese, Some("shift_jis")).unwrap().0, "島の海軍は港にいない。");
    }

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
        assert_eq!(decode(b"H\0a\0r\0b\0o\0u\0r\0").0, "Harbour");
    }
}
