//! The series: a named run of commentaries.

use serde::{Deserialize, Serialize};

use super::article::Withdrawal;
use super::identifier::WebUrl;
use super::reference::{OrganizationRef, SeriesRef};
use super::text::LocalText;
use super::vocabulary::vocabulary;
use super::{LanguageTag, PartialDate, Ref, Resource, Slot, map_all, successor};

vocabulary! {
    /// What a series is to a cataloguer.
    SeriesKind {
        /// It has an ISSN, and commentaries appear without end.
        Serial = "serial",
        /// It is numbered, without ISSN.
        #[default] Reports = "reports",
        /// Its commentaries are printed inside a bigger periodical.
        Host = "host",
    }
}

vocabulary! {
    /// How a series counts.
    NumberingScheme {
        /// 1, 2, 3 for ever.
        #[default] Running = "running",
        /// From 1 again every January.
        Yearly = "yearly",
        /// Volume and issue: `12(3)`.
        Volume = "volume",
        /// Not at all.
        None = "none",
    }
}

/// A named run of commentaries, as an editor keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = SeriesSource)]
pub struct Series {
    /// Its titles; one is `main`.
    pub titles: Vec<LocalText>,
    /// A short code, as in file names and DOIs.
    pub code: Option<String>,
    /// The key title registered with the ISSN.
    pub key_title: Option<String>,
    /// Its ISSNs.
    pub issn: Issns,
    /// Who publishes it.
    #[schema(value_type = Option<OrganizationRef>)]
    pub publisher: Option<Ref>,
    /// The language it is mostly in.
    pub language: Option<LanguageTag>,
    /// Serial, reports or host.
    pub kind: SeriesKind,
    /// How it counts.
    pub numbering: NumberingScheme,
    /// How often it appears, in words.
    pub frequency: Option<String>,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// The series it is part of.
    #[schema(value_type = Option<SeriesRef>)]
    pub parent: Option<Ref>,
    /// The series it continues.
    #[schema(value_type = Option<SeriesRef>)]
    pub preceding: Option<Ref>,
    /// The series that continues it.
    #[schema(value_type = Option<SeriesRef>)]
    pub succeeding: Option<Ref>,
    /// Its home page.
    pub url: Option<WebUrl>,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Whether bodies of its articles may be served.
    pub bodies_public: bool,
    /// Why and since when it is withdrawn.
    pub withdrawal: Option<Withdrawal>,
}

/// The ISSNs of a series, each as `1234-567X` (ISO 3297).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({"online": "2900-0009", "print": null, "linking": "2900-0009"}))]
pub struct Issns {
    /// Of the online edition.
    pub online: Option<Issn>,
    /// Of the printed edition.
    pub print: Option<Issn>,
    /// The ISSN-L, which stands for all media.
    pub linking: Option<Issn>,
}

impl Issns {
    /// All that are known, the one to cite first.
    pub fn known(&self) -> impl Iterator<Item = &Issn> {
        self.online.iter().chain(&self.print).chain(&self.linking)
    }
}

/// An ISSN with a right check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(value_type = String, example = "2900-0009")]
#[serde(try_from = "String", into = "String")]
pub struct Issn(String);

impl Issn {
    /// The ISSN as text, with its hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Issn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        super::identifier::issn(&text).map(Issn)
    }
}

impl From<Issn> for String {
    fn from(issn: Issn) -> String {
        issn.0
    }
}

impl Series {
    pub(super) fn map_refs<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        map_all(&mut self.publisher, Slot::One(Resource::Organization), map)?;
        let series = self.parent.iter_mut().chain(&mut self.preceding).chain(&mut self.succeeding);
        let series = series.chain(successor(&mut self.withdrawal));
        map_all(series, Slot::One(Resource::Series), map)
    }
}
