//! The series' record.

use serde::{Deserialize, Serialize};

use super::Frame;
use super::neighbour::{AgentLink, Neighbours, SeriesLink};
use super::withdrawal::{self, Withdrawal};
use crate::domain::identifier::WebUrl;
use crate::domain::series::{self as truth, Issns};
use crate::domain::text::{self, LocalText};
use crate::domain::{Id, LanguageTag, PartialDate, Timestamp};

/// A named run of commentaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Series {
    /// Its id, for ever.
    #[schema(value_type = String, example = "se1")]
    pub id: Id,
    /// A name for addresses; it may change.
    #[schema(example = "harbour-notes")]
    pub slug: Option<String>,
    /// The title to show.
    #[schema(example = "Harbour Notes")]
    pub title: String,
    /// All forms of the title.
    pub titles: Vec<LocalText>,
    /// A short code, as in file names and DOIs.
    #[schema(example = "harbour")]
    pub code: Option<String>,
    /// The key title registered with the ISSN.
    pub key_title: Option<String>,
    /// Its ISSNs per medium.
    pub issn: Issns,
    /// Who publishes it.
    pub publisher: Option<AgentLink>,
    /// The language it is mostly in.
    pub language: Option<LanguageTag>,
    /// `serial` (has an ISSN), `reports` (numbered, without) or `host` (inside a bigger periodical).
    #[schema(example = "serial")]
    pub kind: String,
    /// `running`, `yearly`, `volume` or `none`.
    #[schema(example = "yearly")]
    pub numbering: String,
    /// How often it appears.
    #[schema(example = "weekly")]
    pub frequency: Option<String>,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// The series it is part of.
    pub parent: Option<SeriesLink>,
    /// The series it continues.
    pub preceding: Option<SeriesLink>,
    /// The series that continues it.
    pub succeeding: Option<SeriesLink>,
    /// Its home page.
    pub url: Option<WebUrl>,
    /// What it is.
    pub description: Option<String>,
    /// Whether bodies of its articles are served.
    pub bodies_public: bool,
    /// When this record was first kept.
    pub created: Timestamp,
    /// When this record last changed.
    pub modified: Timestamp,
    /// Why and since when it is withdrawn; null otherwise.
    pub withdrawal: Option<Withdrawal>,
}

pub(super) fn derive(frame: &Frame<'_>, own: &truth::Series, around: &dyn Neighbours) -> Series {
    let link = |r: &Option<crate::domain::Ref>| r.as_ref().and_then(|r| around.series(r)).cloned();
    Series {
        id: frame.id,
        slug: frame.slug.map(str::to_owned),
        title: text::display(&own.titles).map(|t| t.text.clone()).unwrap_or_default(),
        titles: own.titles.clone(),
        code: own.code.clone(),
        key_title: own.key_title.clone(),
        issn: own.issn.clone(),
        publisher: own.publisher.as_ref().and_then(|p| around.organization(p)).cloned(),
        language: own.language.clone(),
        kind: own.kind.word().to_owned(),
        numbering: own.numbering.word().to_owned(),
        frequency: own.frequency.clone(),
        start: own.start,
        end: own.end,
        parent: link(&own.parent),
        preceding: link(&own.preceding),
        succeeding: link(&own.succeeding),
        url: own.url.clone(),
        description: own.description.clone(),
        bodies_public: own.bodies_public,
        withdrawal: withdrawal::derive(own.withdrawal.as_ref(), around),
        created: frame.created,
        modified: frame.modified,
    }
}
