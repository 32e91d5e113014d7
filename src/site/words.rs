//! Words of records as readers know them.

use crate::format::genre;

/// A type of article.
pub fn article_type(word: &str) -> String {
    genre::name(word).map_or_else(|| plain(word), str::to_owned)
}

/// What an article says of another.
pub fn relation(word: &str) -> String {
    match word {
        "responds_to" => "Responds to".to_owned(),
        "corrects" => "Corrects".to_owned(),
        "retracts" => "Retracts".to_owned(),
        "translation_of" => "Translation of".to_owned(),
        "continues" => "Continues".to_owned(),
        "replaces" => "Replaces".to_owned(),
        "reviews" => "Reviews".to_owned(),
        "references" => "Refers to".to_owned(),
        "related_to" => "See also".to_owned(),
        other => plain(other),
    }
}

/// What another says of an article, from the article's side.
pub fn incoming(word: &str) -> String {
    match word {
        "responds_to" => "Answered by".to_owned(),
        "corrects" => "Corrected by".to_owned(),
        "retracts" => "Retracted by".to_owned(),
        "translation_of" => "Translated as".to_owned(),
        "continues" => "Continued by".to_owned(),
        "replaces" => "Replaced by".to_owned(),
        "reviews" => "Reviewed by".to_owned(),
        "references" => "Referred to by".to_owned(),
        "related_to" => "See also".to_owned(),
        "editors_note_in" => "Holds a note on".to_owned(),
        "replaced_by" => "Stands in place of".to_owned(),
        other => plain(other),
    }
}

/// A kind of notice.
pub fn notice(word: &str) -> String {
    match word {
        "correction" => "Correction".to_owned(),
        "retraction" => "Retracted".to_owned(),
        "editors_note" => "Editors’ note".to_owned(),
        other => plain(other),
    }
}

/// Who may read it.
pub fn access(word: &str) -> String {
    match word {
        "open" => "Open to everyone".to_owned(),
        "registration" => "Free after registration".to_owned(),
        "subscription" => "For subscribers".to_owned(),
        "embargoed" => "Under embargo".to_owned(),
        other => plain(other),
    }
}

/// A scheme of identifiers.
pub fn scheme(word: &str) -> String {
    match word {
        "doi" | "isni" | "viaf" | "ror" | "issn" | "isbn" => word.to_uppercase(),
        "orcid" => "ORCID".to_owned(),
        other => plain(other),
    }
}

/// A kind of series.
pub fn series_kind(word: &str) -> &'static str {
    match word {
        "serial" => "Serial with an ISSN",
        "host" => "Part of a periodical",
        _ => "Numbered reports",
    }
}

/// A licence as its short name, where it is one of the well-known ones.
pub fn licence(uri: &str) -> Option<String> {
    let rest = uri.split_once("creativecommons.org/").map(|(_, rest)| rest.trim_end_matches('/'))?;
    let mut parts = rest.split('/');
    match (parts.next()?, parts.next()?, parts.next()) {
        ("licenses", code, Some(version)) => Some(format!("CC {} {version}", code.to_uppercase())),
        ("publicdomain", "zero", Some(version)) => Some(format!("CC0 {version}")),
        ("publicdomain", "mark", Some(_)) => Some("Public domain".to_owned()),
        _ => None,
    }
}

/// A language in English; its tag where it has no name here.
pub fn language(tag: &str) -> String {
    let (primary, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let name = match primary {
        "am" => "Amharic",
        "ar" => "Arabic",
        "bg" => "Bulgarian",
        "bn" => "Bengali",
        "cs" => "Czech",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "et" => "Estonian",
        "fa" => "Persian",
        "fi" => "Finnish",
        "fil" | "tl" => "Filipino",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "hr" => "Croatian",
        "hu" => "Hungarian",
        "id" => "Indonesian",
        "it" => "Italian",
        "ja" => "Japanese",
        "km" => "Khmer",
        "ko" => "Korean",
        "lo" => "Lao",
        "lt" => "Lithuanian",
        "lv" => "Latvian",
        "mi" => "Māori",
        "mn" => "Mongolian",
        "ms" => "Malay",
        "my" => "Burmese",
        "nb" | "nn" | "no" => "Norwegian",
        "ne" => "Nepali",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "si" => "Sinhala",
        "sk" => "Slovak",
        "sr" => "Serbian",
        "sv" => "Swedish",
        "sw" => "Swahili",
        "ta" => "Tamil",
        "th" => "Thai",
        "to" => "Tongan",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "ur" => "Urdu",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        _ => return tag.to_owned(),
    };
    match rest {
        "" => name.to_owned(),
        "Hant" => format!("{name} (traditional)"),
        "Hans" => format!("{name} (simplified)"),
        rest => format!("{name} ({rest})"),
    }
}

/// A size in bytes for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Names in a sentence: `A, B and C`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A word of a list that grew: `open_letter` as `Open letter`.
pub fn plain(word: &str) -> String {
    let text = word.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_licences_have_names() {
        assert_eq!(licence("https://creativecommons.org/licenses/by-nc/4.0/").as_deref(), Some("CC BY-NC 4.0"));
        assert_eq!(licence("https://creativecommons.org/publicdomain/zero/1.0/").as_deref(), Some("CC0 1.0"));
        assert_eq!(licence("https://example.org/terms"), None);
    }

    #[test]
    fn words_that_are_not_known_yet_are_shown_plainly() {
        assert_eq!(article_type("open_letter"), "Open letter");
        assert_eq!(language("pt-BR"), "Portuguese (BR)");
        assert_eq!(language("tlh"), "tlh");
        assert_eq!(list(&["A".into(), "B".into(), "C".into()]), "A, B and C");
        assert_eq!(size(1_250_000), "1.2 MB");
    }
}
