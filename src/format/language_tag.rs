//! The language of a text, for `xml:lang` and its like.

use std::borrow::Cow;

use crate::domain::LanguageTag;

/// The tag of a language in a script. The script is named only where it is not the one that the
/// language is usually written in (RFC 5646, section 4.1, rule 2): Japanese in Latin letters is
/// `ja-Latn`, English is `en`. Text of no known language in a known script is `und-Latn`.
pub fn tag<'a>(language: Option<&'a LanguageTag>, script: Option<&str>) -> Option<Cow<'a, str>> {
    let Some(language) = language else {
        return script.map(|script| Cow::Owned(format!("und-{script}")));
    };
    let whole = language.as_str();
    let primary = language.primary();
    let named = whole.split('-').any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    match script {
        Some(script) if !named && !is_usual(primary, script) => {
            Some(Cow::Owned(format!("{primary}-{script}{}", whole.get(primary.len()..).unwrap_or_default())))
        }
        _ => Some(Cow::Borrowed(whole)),
    }
}

/// Whether a language is mostly written in a script (the registry's `Suppress-Script`).
fn is_usual(language: &str, script: &str) -> bool {
    match language {
        "ja" => matches!(script, "Jpan" | "Hira" | "Kana" | "Hrkt"),
        "ko" => matches!(script, "Kore" | "Hang"),
        "ar" | "fa" | "ur" | "ps" => script == "Arab",
        "he" | "yi" => script == "Hebr",
        "ru" | "uk" | "be" | "bg" | "mk" => script == "Cyrl",
        "el" => script == "Grek",
        "hi" | "mr" | "ne" => script == "Deva",
        "bn" => script == "Beng",
        "ta" => script == "Taml",
        "th" => script == "Thai",
        "lo" => script == "Laoo",
        "km" => script == "Khmr",
        "my" => script == "Mymr",
        "ka" => script == "Geor",
        "hy" => script == "Armn",
        "am" => script == "Ethi",
        // Written in several: the script is always worth its place.
        "zh" | "yue" | "sr" | "mn" | "kk" | "uz" | "az" | "pa" => false,
        _ => script == "Latn",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_script_is_named_where_it_is_not_the_usual_one() {
        let tag = |language: &str, script| {
            super::tag(LanguageTag::parse(language).ok().as_ref(), script).unwrap().into_owned()
        };
        assert_eq!(tag("ja", Some("Latn")), "ja-Latn");
        assert_eq!(tag("ja", Some("Jpan")), "ja");
        assert_eq!(tag("en", Some("Latn")), "en");
        assert_eq!(tag("zh", Some("Hans")), "zh-Hans");
        assert_eq!(tag("zh-Hans", Some("Hans")), "zh-Hans");
        assert_eq!(tag("ko-KR", Some("Latn")), "ko-Latn-KR");
        assert_eq!(tag("", Some("Latn")), "und-Latn");
        assert_eq!(super::tag(None, None), None);
    }
}
