//! Language tags (BCP 47).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A well-formed language tag in its canonical case, such as `en`, `zh-Hant` or `pt-BR`
/// (RFC 5646, sections 2.1 and 2.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(value_type = String, example = "en")]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Reads a tag, in any case. A language of four letters or more, such as `english`, is well formed
    /// but none is registered, so it is refused.
    pub fn parse(text: &str) -> Result<Self, String> {
        oxilangtag::LanguageTag::parse_and_normalize(text)
            .map(|tag| LanguageTag(tag.into_inner()))
            .ok()
            .filter(|tag| tag.primary().len() <= 3)
            .ok_or_else(|| {
                format!("`{text}` is not a language tag; write one such as `en`, `ja` or `zh-Hant` (BCP 47)")
            })
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        LanguageTag::parse(&text)
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> String {
        tag.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn takes_registered_lengths_in_any_case() {
        assert_eq!(LanguageTag::parse("ZH-hant").unwrap().as_str(), "zh-Hant");
        assert_eq!(LanguageTag::parse("fil").unwrap().primary(), "fil");
        for text in ["", "english", "e", "en_US", "en-"] {
            assert!(LanguageTag::parse(text).is_err(), "{text}");
        }
    }
}
