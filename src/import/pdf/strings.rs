//! Text strings (ISO 32000-1, 7.9.2.2 and annex D.3).

/// UTF-16 with its mark, UTF-8 with its mark (ISO 32000-2), else PDFDocEncoding.
pub fn text(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Not allowed, and not rare.
        bytes if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        bytes => bytes.iter().filter_map(|byte| document(*byte)).collect(),
    };
    without_language(&text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// PDFDocEncoding.
fn document(byte: u8) -> Option<char> {
    const HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";
    match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa1..=0xff => Some(char::from(byte)),
        0x80..=0x9e => HIGH.chars().nth(usize::from(byte - 0x80)),
        0xa0 => Some('€'),
        _ => None,
    }
}

/// `ESC en ESC` may stand anywhere and names the language of what follows.
fn without_language(text: &str) -> String {
    let parts = text.split('\u{1b}').enumerate();
    let kept: String = parts.filter(|(at, _)| at % 2 == 0).map(|(_, part)| part).collect();
    kept.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read() {
        assert_eq!(text(b"\xfe\xff\x00A\x20\xac"), "A€");
        assert_eq!(text(b"A\x84\xe9"), "A—é");
        assert_eq!(text("Šu".as_bytes()), "Šu");
        assert_eq!(text(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A"), "A");
    }
}
