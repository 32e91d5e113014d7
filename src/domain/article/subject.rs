//! What an article is about.

use serde::{Deserialize, Serialize};

use crate::domain::LanguageTag;
use crate::domain::identifier::WebUrl;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// What a subject is.
    SubjectKind {
        /// A topic.
        #[default] Topic = "topic",
        /// A person.
        Person = "person",
        /// An organization.
        Body = "body",
        /// A place.
        Place = "place",
        /// An event.
        Event = "event",
    }
}

/// A subject or place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "t002", "label": "Maritime security", "language": "en", "kind": "topic", "scheme": null, "uri": null}))]
pub struct Subject {
    /// Its code in the scheme it comes from.
    #[serde(default)]
    pub id: Option<String>,
    /// Its name.
    #[schema(min_length = 1, pattern = r"\S")]
    pub label: String,
    /// The language of the name.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// `topic`, `person`, `body`, `place` or `event`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub kind: SubjectKind,
    /// The thesaurus it comes from: `lcsh`, `fast`, `iso3166`, …; null for a free keyword.
    #[serde(default)]
    pub scheme: Option<String>,
    /// Its URI there.
    #[serde(default)]
    pub uri: Option<WebUrl>,
}
