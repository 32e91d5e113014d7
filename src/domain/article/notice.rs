//! What the editors have to say on an article after it was published.

use serde::{Deserialize, Serialize};

use crate::domain::identifier::WebUrl;
use crate::domain::reference::ArticleRef;
use crate::domain::vocabulary::vocabulary;
use crate::domain::{PartialDate, Ref};

vocabulary! {
    /// What a notice says.
    NoticeKind {
        /// Something was wrong and is put right.
        #[default] Correction = "correction",
        /// The article should not be relied on.
        Retraction = "retraction",
        /// A note by the editors.
        EditorsNote = "editors_note",
    }
}

/// A correction, retraction or editor's note on an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoticeSource)]
pub struct Notice {
    /// Correction, retraction or editor's note.
    pub kind: NoticeKind,
    /// When it was given.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Its text.
    #[schema(min_length = 1, pattern = r"\S")]
    pub text: String,
    /// Where it stands on the web.
    #[serde(default)]
    pub url: Option<WebUrl>,
    /// The article that carries it.
    #[serde(default)]
    #[schema(value_type = Option<ArticleRef>)]
    pub article: Option<Ref>,
}
