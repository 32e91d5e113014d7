//! Text in its language and direction, and dates in words.

use crate::domain::text::{LocalText, TextKind};
use crate::domain::{LanguageTag, PartialDate, Timestamp};

/// A text with the language it is in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Its language tag (BCP 47), with its script where the language does not tell; empty where unknown.
    pub lang: String,
}

impl Text {
    /// A text in a language, where that is known.
    pub fn new(text: impl Into<String>, language: Option<&LanguageTag>, script: Option<&str>) -> Text {
        Text { text: text.into(), lang: tag(language, script) }
    }

    /// A form of a title, name or abstract; `fallback` is the language of what it belongs to.
    pub fn of(form: &LocalText, fallback: Option<&LanguageTag>) -> Text {
        let script = match form.kind {
            TextKind::Romanised => Some(form.script.as_deref().unwrap_or("Latn")),
            _ => form.script.as_deref(),
        };
        Text::new(form.text.clone(), form.language.as_ref().or(fallback), script)
    }

    /// Words of ours.
    pub fn english(text: impl Into<String>) -> Text {
        Text { text: text.into(), lang: "en".to_owned() }
    }

    /// The attributes of an element that holds it.
    pub fn attributes(&self) -> String {
        if self.lang.is_empty() {
            return " dir=\"auto\"".to_owned();
        }
        format!(" lang=\"{}\" dir=\"{}\"", self.lang, direction(&self.lang))
    }
}

/// A language tag with a script where it is not the usual one of the language. Both are letters, digits
/// and hyphens.
fn tag(language: Option<&LanguageTag>, script: Option<&str>) -> String {
    let Some(language) = language else { return String::new() };
    let (primary, rest) = language.as_str().split_once('-').unwrap_or((language.as_str(), ""));
    let has_script = rest.split('-').any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let odd = |script: &&str| script.len() == 4 && script.bytes().all(|b| b.is_ascii_alphabetic());
    match script.filter(odd).filter(|script| !has_script && !script.eq_ignore_ascii_case(usual_script(primary))) {
        Some(script) if rest.is_empty() => format!("{primary}-{script}"),
        Some(script) => format!("{primary}-{script}-{rest}"),
        None => language.as_str().to_owned(),
    }
}

/// `rtl` for what is written from the right, else `ltr`.
pub fn direction(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or(lang);
    let script = lang.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let from_right = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"];
    let script = script.unwrap_or(usual_script(primary));
    if from_right.iter().any(|own| own.eq_ignore_ascii_case(script)) { "rtl" } else { "ltr" }
}

/// The script that a language is mostly written in (IANA language subtag registry, Suppress-Script, and
/// common use).
fn usual_script(primary: &str) -> &'static str {
    match primary {
        "ar" | "fa" | "ur" | "ps" | "sd" | "ug" | "ckb" | "arz" | "ary" | "prs" => "Arab",
        "he" | "yi" => "Hebr",
        "dv" => "Thaa",
        "syr" => "Syrc",
        "nqo" => "Nkoo",
        "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" | "sr" => "Cyrl",
        "ja" => "Jpan",
        "ko" => "Kore",
        "zh" | "yue" | "wuu" => "Hani",
        "hi" | "mr" | "ne" => "Deva",
        "bn" | "as" => "Beng",
        "el" => "Grek",
        "th" => "Thai",
        "lo" => "Laoo",
        "km" => "Khmr",
        "my" => "Mymr",
        "si" => "Sinh",
        "ta" => "Taml",
        "te" => "Telu",
        "ka" => "Geor",
        "hy" => "Armn",
        "am" | "ti" => "Ethi",
        _ => "Latn",
    }
}

/// A date in words: `12 April 2024`, as precise as it is known.
pub fn date(date: PartialDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = date.month().and_then(|month| MONTHS.get(usize::from(month).saturating_sub(1)));
    match (month, date.day_of_month()) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year()),
        (Some(month), None) => format!("{month} {}", date.year()),
        (None, _) => date.year().to_string(),
    }
}

/// The day of an instant, in UTC.
pub fn day_of(at: Timestamp) -> Option<PartialDate> {
    PartialDate::parse(at.to_string().get(..10)?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn attributes(language: &str, script: Option<&str>) -> String {
        Text::new("x", Some(&LanguageTag::parse(language).unwrap()), script).attributes()
    }

    #[test]
    fn every_text_tells_its_language_and_direction() {
        assert_eq!(attributes("ar", None), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(attributes("ar", Some("Latn")), " lang=\"ar-Latn\" dir=\"ltr\"");
        assert_eq!(attributes("ja", Some("Jpan")), " lang=\"ja\" dir=\"ltr\"");
        assert_eq!(attributes("zh-TW", Some("Latn")), " lang=\"zh-Latn-TW\" dir=\"ltr\"");
        assert_eq!(attributes("az-Arab", None), " lang=\"az-Arab\" dir=\"rtl\"");
        assert_eq!(attributes("en", Some("\"><x>")), " lang=\"en\" dir=\"ltr\"");
        assert_eq!(Text::new("x", None, None).attributes(), " dir=\"auto\"");
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        let words = |text: &str| date(PartialDate::parse(text).unwrap());
        assert_eq!(words("2024-04-02"), "2 April 2024");
        assert_eq!(words("2024-04"), "April 2024");
        assert_eq!(words("2024"), "2024");
    }
}
