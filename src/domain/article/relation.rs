//! What an article has to do with other works.

use serde::{Deserialize, Serialize};

use crate::domain::Ref;
use crate::domain::identifier::WebUrl;
use crate::domain::reference::ArticleRef;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// How a work is related to another.
    RelationType {
        /// It replies to it.
        #[default] RespondsTo = "responds_to",
        /// It corrects it.
        Corrects = "corrects",
        /// It is a translation of it.
        TranslationOf = "translation_of",
        /// It follows it.
        Continues = "continues",
        /// It takes its place.
        Replaces = "replaces",
        /// It reviews it.
        Reviews = "reviews",
        /// It refers to it.
        References = "references",
        /// It belongs with it.
        RelatedTo = "related_to",
    }
}

/// A relation to another work, inside the archive or outside. The first that is known of `article`,
/// `doi`, `url` and `citation` names it; an unresolved `doi` or `url` resolves when its article
/// arrives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RelationSource)]
pub struct Relation {
    /// How this one is related to the other.
    pub r#type: RelationType,
    /// The other, in this archive.
    #[serde(default)]
    #[schema(value_type = Option<ArticleRef>)]
    pub article: Option<Ref>,
    /// Its DOI.
    #[serde(default)]
    pub doi: Option<String>,
    /// Its address.
    #[serde(default)]
    pub url: Option<WebUrl>,
    /// How it is cited, in words.
    #[serde(default)]
    pub citation: Option<String>,
}
