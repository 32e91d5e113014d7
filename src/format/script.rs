//! The scripts of texts, by ISO 15924 codes.

/// The script of the first letter of a text; `None` where it has no letter of a script told apart here.
/// Chinese characters alone do not tell Chinese from Japanese, and are `Hani`.
pub fn of(text: &str) -> Option<&'static str> {
    if text.bytes().find(u8::is_ascii_alphabetic).is_some() && text.is_ascii() {
        return Some("Latn");
    }
    let first = text.chars().find_map(of_char)?;
    // Kana after the first Chinese character make it Japanese, Hangul Korean.
    if first == "Hani" {
        let others = text.chars().filter_map(of_char);
        return others.into_iter().find(|own| matches!(*own, "Jpan" | "Hang")).or(Some(first));
    }
    Some(first)
}

/// Whether two texts are in scripts that a reader of the one may not read: the scripts of East Asia
/// count as one here, as they do in MARC records.
pub fn differ(one: &str, other: &str) -> bool {
    match (of(one), of(other)) {
        (Some(one), Some(other)) => marc_code(one) != marc_code(other),
        _ => false,
    }
}

/// The code of a script in MARC's subfield $6 (MARC 21, appendix A: its own codes, and ISO 15924 for
/// scripts that have none).
pub fn marc_code(script: &'static str) -> &'static str {
    match script {
        "Latn" => "(B",
        "Hani" | "Jpan" | "Hang" | "Bopo" => "$1",
        "Arab" => "(3",
        "Cyrl" => "(N",
        "Grek" => "(S",
        "Hebr" => "(2",
        other => other,
    }
}

/// Whether a script runs from right to left.
pub fn is_right_to_left(script: &str) -> bool {
    matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo")
}

fn of_char(c: char) -> Option<&'static str> {
    Some(match c as u32 {
        0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x2af => "Latn",
        0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa722..=0xa7ff | 0xff21..=0xff3a | 0xff41..=0xff5a => "Latn",
        0x370..=0x373 | 0x376..=0x3ff | 0x1f00..=0x1fff => "Grek",
        0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => "Cyrl",
        0x531..=0x58f => "Armn",
        0x5d0..=0x5f2 | 0xfb1d..=0xfb4f => "Hebr",
        0x620..=0x64a | 0x66e..=0x6d3 | 0x6d5 | 0x6e5..=0x6ef | 0x6fa..=0x6ff | 0x750..=0x77f => "Arab",
        0x8a0..=0x8c9 | 0xfb50..=0xfdff | 0xfe70..=0xfefc => "Arab",
        0x710..=0x74f => "Syrc",
        0x780..=0x7bf => "Thaa",
        0x7ca..=0x7ff => "Nkoo",
        0x900..=0x963 | 0x970..=0x97f => "Deva",
        0x980..=0x9ff => "Beng",
        0xa00..=0xa7f => "Guru",
        0xa80..=0xaff => "Gujr",
        0xb00..=0xb7f => "Orya",
        0xb80..=0xbff => "Taml",
        0xc00..=0xc7f => "Telu",
        0xc80..=0xcff => "Knda",
        0xd00..=0xd7f => "Mlym",
        0xd80..=0xdff => "Sinh",
        0xe01..=0xe3a | 0xe40..=0xe5b => "Thai",
        0xe81..=0xedf => "Laoo",
        0xf00..=0xfff => "Tibt",
        0x1000..=0x109f => "Mymr",
        0x10a0..=0x10ff | 0x1c90..=0x1cbf => "Geor",
        0x1100..=0x11ff | 0x3131..=0x318e | 0xac00..=0xd7a3 => "Hang",
        0x1200..=0x139f => "Ethi",
        0x13a0..=0x13ff => "Cher",
        0x1780..=0x17ff => "Khmr",
        0x1820..=0x18aa => "Mong",
        0x3041..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9d => "Jpan",
        0x3105..=0x312f => "Bopo",
        0x3005 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => "Hani",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_script() {
        for (text, script) in [
            ("24: Ça va", Some("Latn")),
            ("“海图”", Some("Hani")),
            ("海図のない会議", Some("Jpan")),
            ("北韓의 길", Some("Hang")),
            ("남궁새별", Some("Hang")),
            ("ليلى", Some("Arab")),
            ("Đặng", Some("Latn")),
            ("Порт", Some("Cyrl")),
            ("24 – 7", None),
            ("", None),
        ] {
            assert_eq!(of(text), script, "{text}");
        }
        assert!(differ("Mizuki", "水城"));
        assert!(!differ("海", "うみ"));
        assert!(!differ("A", "…"));
    }
}
