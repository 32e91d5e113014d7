//! Where an article was published.

use serde::{Deserialize, Serialize};

use crate::domain::identifier::WebUrl;
use crate::domain::reference::{OrganizationRef, SeriesRef};
use crate::domain::vocabulary::vocabulary;
use crate::domain::{LanguageTag, PartialDate, Ref};

vocabulary! {
    /// How an appearance came about.
    AppearanceKind {
        /// The first publication, or the one catalogued.
        #[default] Original = "original",
        /// The same text elsewhere.
        Reprint = "reprint",
        /// A changed text elsewhere.
        Edition = "edition",
    }
}

/// One place where an article was published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = AppearanceSource)]
pub struct Appearance {
    /// Original, reprint or edition.
    pub kind: AppearanceKind,
    /// Whether the article is cited by it; without any so marked, the first is.
    pub primary: bool,
    /// The series.
    #[schema(value_type = Option<SeriesRef>)]
    pub series: Option<Ref>,
    /// Its number there: `24`, `24A`, `12(3)`.
    pub number: Option<String>,
    /// The year of the number, where numbering restarts.
    pub year: Option<i16>,
    /// The publisher, where it is not the series'.
    #[schema(value_type = Option<OrganizationRef>)]
    pub publisher: Option<Ref>,
    /// When, as precisely as known.
    pub published: Option<PartialDate>,
    /// In which language.
    pub language: Option<LanguageTag>,
    /// Where on the web.
    pub url: Option<WebUrl>,
}
