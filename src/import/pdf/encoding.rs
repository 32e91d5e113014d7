//! The characters of fonts whose codes are single bytes (ISO 32000-1, 9.6.6 and annex D).

use super::object::{Dict, Object};
use pdf_encoding::{Encoding, glyphname_to_unicode};
use std::collections::HashMap;

/// The character of each code, by the font's `/Encoding` (resolved), else by what the font program says.
pub fn characters(
    encoding: &Object,
    builtin: Option<&HashMap<u8, String>>,
    symbolic: bool,
    drawn: bool,
) -> HashMap<u8, String> {
    let named = |name: Option<&[u8]>| match name? {
        b"WinAnsiEncoding" => Some(Encoding::WinAnsiEncoding),
        b"MacRomanEncoding" => Some(Encoding::MacRomanEncoding),
        b"MacExpertEncoding" => Some(Encoding::AdobeExpert),
        b"StandardEncoding" => Some(Encoding::AdobeStandard),
        b"Symbol" => Some(Encoding::AdobeSymbol),
        b"ZapfDingbats" => Some(Encoding::AdobeZdingbat),
        _ => None,
    };
    let base = match encoding {
        Object::Name(name) => named(Some(name)),
        Object::Dict(dict) => named(dict.get(b"BaseEncoding").name()),
        _ => None,
    };
    let mut characters = HashMap::new();
    let usual = if symbolic { Encoding::WinAnsiEncoding } else { Encoding::AdobeStandard };
    if let Some(map) = base.unwrap_or(usual).forward_map() {
        characters.extend((0..=255).filter_map(|code| Some((code, map.get(code)?.to_string()))));
    }
    if let Some(builtin) = builtin.filter(|_| base.is_none()) {
        characters.extend(builtin.iter().filter_map(|(code, name)| Some((*code, of_name(name)?))));
    }
    if let Object::Dict(dict) = encoding {
        differences(dict, drawn, &mut characters);
    }
    characters
}

/// Table 114: a number begins a run, the names behind it take one code each.
fn differences(encoding: &Dict, drawn: bool, characters: &mut HashMap<u8, String>) {
    let mut code = 0_usize;
    for element in encoding.get(b"Differences").elements() {
        match element {
            Object::Name(name) => {
                let name = std::str::from_utf8(name).ok();
                let text = name.and_then(|name| of_name(name).or_else(|| of_tex(name).filter(|_| drawn)));
                if let Ok(code) = u8::try_from(code) {
                    match text {
                        Some(text) => characters.insert(code, text),
                        // `/g17`, `/C0_1`: names that say nothing, and that hide what was there.
                        None => characters.remove(&code),
                    };
                }
                code += 1;
            }
            other => code = other.index().unwrap_or(code),
        }
    }
}

/// What a glyph's name means, by the Adobe Glyph List and its rules for `uni20AC`, `u1F600`, `f_i`, `a.sc`.
pub fn of_name(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let mut text = String::new();
    for part in base.split('_') {
        match glyphname_to_unicode(part) {
            Some(known) => text.push_str(known),
            None => text.push_str(&of_number(part)?),
        }
    }
    (!text.is_empty()).then_some(text)
}

/// TeX's fonts of dots name a glyph by its code (`a65`), with its ligatures below 32.
fn of_tex(name: &str) -> Option<String> {
    let code: u8 = name.strip_prefix('a')?.parse().ok()?;
    match code {
        11 => Some("ff".to_owned()),
        12 => Some("fi".to_owned()),
        13 => Some("fl".to_owned()),
        14 => Some("ffi".to_owned()),
        15 => Some("ffl".to_owned()),
        123 => Some("–".to_owned()),
        124 => Some("—".to_owned()),
        32..=126 => Some(char::from(code).to_string()),
        _ => None,
    }
}

fn of_number(name: &str) -> Option<String> {
    let number = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.len() >= 4 && d.len() % 4 == 0 && d.is_ascii()) {
        let units = digits.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).ok());
        return units.map(|four| number(four?)).collect();
    }
    let digits = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len()))?;
    number(digits).map(String::from)
}

/// The encoding that a Type 1 program gives in its clear part: `dup 65 /A put`.
pub fn of_type1(program: &[u8]) -> HashMap<u8, String> {
    let clear = program.get(..program.len().min(64 << 10)).unwrap_or_default();
    let clear = String::from_utf8_lossy(clear);
    let start = clear.find("/Encoding").unwrap_or(clear.len());
    let mut words = clear.get(start..).unwrap_or_default().split_whitespace().take(4_000);
    let mut names = HashMap::new();
    while let Some(word) = words.next() {
        match word {
            "dup" => {}
            "eexec" | "readonly" => break,
            _ => continue,
        }
        let (Some(code), Some(name)) = (words.next(), words.next()) else { break };
        if let (Ok(code), Some(name)) = (code.parse(), name.strip_prefix('/')) {
            names.insert(code, name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood() {
        for (name, text) in
            [("A", "A"), ("eacute", "é"), ("uni20AC", "€"), ("f_i", "fi"), ("a.sc", "a"), ("u1F600", "😀")]
        {
            assert_eq!(of_name(name).as_deref(), Some(text), "{name}");
        }
        for name in ["g17", "", ".notdef", "uniXYZW", "unié0"] {
            assert_eq!(of_name(name), None, "{name}");
        }
        let names = of_type1(b"/Encoding 256 array dup 65 /A put dup 174 /ffi put readonly def");
        assert_eq!(names.get(&174).map(String::as_str), Some("ffi"));
    }
}
