//! Text in a language.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::LanguageTag;

/// What a form of a text is to the others beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// The form it was published under.
    #[default]
    Main,
    /// Published beside the main form, in another language or script.
    Parallel,
    /// A translation that was not published with it.
    Translated,
    /// The main form in Latin letters.
    Romanised,
    /// Another form: abbreviated, former, as cited.
    Variant,
}

/// One form of a title, abstract or name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "The Quiet Harbour", "language": "en", "script": null, "kind": "main"}))]
pub struct LocalText {
    /// Plain Unicode text in NFC.
    #[schema(min_length = 1, pattern = r"\S")]
    pub text: String,
    /// Its language (BCP 47); null where unknown.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// Its script, an ISO 15924 code such as `Jpan`; null where the language tells.
    #[serde(default)]
    pub script: Option<String>,
    /// `main`, `parallel`, `translated`, `romanised` or `variant`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub kind: TextKind,
}

impl LocalText {
    /// The main form, in a language where known.
    pub fn main(text: impl Into<String>, language: Option<LanguageTag>) -> Self {
        LocalText { text: text.into(), language, script: None, kind: TextKind::Main }
    }
}

/// The form to show where one is shown: the main one, else the first.
pub fn display(forms: &[LocalText]) -> Option<&LocalText> {
    forms.iter().find(|form| form.kind == TextKind::Main).or(forms.first())
}

/// Text as Byline keeps it: NFC, control characters and line breaks as spaces, runs of white space
/// as one space, none at the ends.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let put = |c: char| match c {
        '\u{feff}' | '\u{ad}' => {}
        c if c.is_whitespace() || c.is_control() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.push(c),
    };
    // ASCII is in NFC.
    match text.is_ascii() {
        true => text.chars().for_each(put),
        false => text.nfc().for_each(put),
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// A slug of this text: lower-case ASCII words joined by hyphens, at most 80 characters, cut
/// between words; `None` where nothing is left.
pub fn slug(text: &str) -> Option<String> {
    let ascii = deunicode::deunicode(text).to_ascii_lowercase();
    let mut slug = String::new();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').map(|w| w.replace('\'', ""));
    for word in words.filter(|w| !w.is_empty()) {
        if slug.len() + 1 + word.len() > 80 && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word.get(..80).unwrap_or(&word));
    }
    (!slug.is_empty()).then_some(slug)
}

/// The form under which two texts are the same to a reader: no case, no accents, no width, no
/// punctuation.
pub fn folded(text: &str) -> String {
    folded_but(text, |_| false)
}

/// The same, with these characters left as they are.
pub fn folded_but(text: &str, kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let put = |c: char| {
        if c.is_alphanumeric() || kept(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    // ASCII has nothing that could be taken apart.
    match text.is_ascii() {
        true => text.chars().map(|c| c.to_ascii_lowercase()).for_each(put),
        false => {
            let letters = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
            letters.flat_map(char::to_lowercase).for_each(put);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_leaves_one_line_in_nfc() {
        assert_eq!(clean(" e\u{301}te\u{301}\u{a0}\n\t2024\u{0} "), "été 2024");
    }

    #[test]
    fn slugs_are_ascii_words() {
        assert_eq!(slug("Kishi’s All-In: 50% “Now”").as_deref(), Some("kishis-all-in-50-now"));
        assert_eq!(slug("海峡").as_deref(), Some("hai-xia"));
        assert_eq!(slug("…"), None);
    }

    #[test]
    fn folding_ignores_case_accents_and_width() {
        assert_eq!(folded("Žofia van ’t HOFF"), folded("zofia van t hoff"));
        assert_eq!(folded("ＡＳＥＡＮ"), "asean");
    }
}
