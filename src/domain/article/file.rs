//! Files and pictures of an article.

use serde::{Deserialize, Serialize};

use crate::domain::LanguageTag;
use crate::domain::identifier::WebUrl;

/// A file of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// `fulltext`, `audio`, `video`, `transcript`, `supplement` or another role.
    #[schema(min_length = 1, pattern = r"\S")]
    pub role: String,
    /// Its media type (RFC 6838).
    #[serde(default)]
    pub media_type: Option<String>,
    /// Where it is.
    pub url: WebUrl,
    /// Its size in bytes.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// Its SHA-256 in lower-case hexadecimal.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Its language.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// What to call it.
    #[serde(default)]
    pub label: Option<String>,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Where it is.
    pub url: WebUrl,
    /// Text for those who do not see it.
    #[serde(default)]
    pub alt: Option<String>,
    /// Its caption.
    #[serde(default)]
    pub caption: Option<String>,
    /// Whom to credit.
    #[serde(default)]
    pub credit: Option<String>,
    /// Its licence.
    #[serde(default)]
    pub licence: Option<WebUrl>,
    /// Width in pixels.
    #[serde(default)]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(default)]
    pub height: Option<u32>,
}
