//! What the schema allows in its values.

use std::borrow::Cow;

use crate::domain::LanguageTag;

/// The text, cut to so many characters.
pub fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text).trim_end()
}

/// A part of a person's name: at most 60 characters, no digits and no question marks; `None` where
/// nothing is left.
pub fn name(text: &str) -> Option<Cow<'_, str>> {
    let odd = |c: char| c == '?' || c.is_numeric();
    let text = match text.contains(odd) {
        true => Cow::Owned(text.replace(odd, "").trim().to_owned()),
        false => Cow::Borrowed(text),
    };
    let cut = match text {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text, 60)),
        Cow::Owned(text) => Cow::Owned(cut(&text, 60).to_owned()),
    };
    (!cut.is_empty()).then_some(cut)
}

/// The language code of an attribute: one of ISO 639-1, of which the schema lacks three.
pub fn language(tag: Option<&LanguageTag>) -> Option<&str> {
    let primary = tag?.primary();
    (primary.len() == 2 && !matches!(primary, "jv" | "mh" | "zu")).then_some(primary)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn values_are_cut_to_what_the_schema_takes() {
        assert_eq!(cut("Pākehā", 3), "Pāk");
        assert_eq!(cut("Pākehā", 60), "Pākehā");
        assert_eq!(name("Jane 2?").unwrap(), "Jane");
        assert_eq!(name("??"), None);
        assert_eq!(name(&"é".repeat(61)).unwrap().chars().count(), 60);
        assert_eq!(language(LanguageTag::parse("zh-Hant").ok().as_ref()), Some("zh"));
        assert_eq!(language(LanguageTag::parse("fil").ok().as_ref()), None);
    }
}
