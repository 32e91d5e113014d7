//! The disclaimer's record.

use serde::{Deserialize, Serialize};

use super::Frame;
use super::neighbour::{Neighbours, SeriesLink};
use super::withdrawal::{self, Withdrawal};
use crate::domain::disclaimer as truth;
use crate::domain::{Id, LanguageTag, PartialDate, Timestamp};

/// A standing statement, such as that the views are the author's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Disclaimer {
    /// Its id, for ever.
    #[schema(value_type = String, example = "di1")]
    pub id: Id,
    /// The statement.
    #[schema(example = "The views expressed are the author’s own.")]
    pub text: String,
    /// Its language.
    pub language: Option<LanguageTag>,
    /// The series it stands in; null where it is only printed on articles.
    pub series: Option<SeriesLink>,
    /// The first day it holds for.
    pub from: Option<PartialDate>,
    /// The last day it holds for.
    pub to: Option<PartialDate>,
    /// The languages of articles it is for; empty means all.
    pub languages: Vec<LanguageTag>,
    /// The types of article it is for; empty means all.
    #[schema(example = json!(["commentary"]))]
    pub types: Vec<String>,
    /// When this record was first kept.
    pub created: Timestamp,
    /// When this record last changed.
    pub modified: Timestamp,
    /// Why and since when it is withdrawn; null otherwise.
    pub withdrawal: Option<Withdrawal>,
}

pub(super) fn derive(frame: &Frame<'_>, own: &truth::Disclaimer, around: &dyn Neighbours) -> Disclaimer {
    Disclaimer {
        id: frame.id,
        text: own.text.clone(),
        language: own.language.clone(),
        series: own.series.as_ref().and_then(|s| around.series(s)).cloned(),
        from: own.from,
        to: own.to,
        languages: own.languages.clone(),
        types: own.types.iter().map(|t| t.word().to_owned()).collect(),
        withdrawal: withdrawal::derive(own.withdrawal.as_ref(), around),
        created: frame.created,
        modified: frame.modified,
    }
}
