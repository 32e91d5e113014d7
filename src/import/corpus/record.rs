//! The fields of a line, as they stand there.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A text that borrows from the line where it can.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record<'a> {
    #[serde(borrow)]
    pub(super) id: Text<'a>,
    pub(super) r#type: Option<Text<'a>>,
    pub(super) series: Option<Series<'a>>,
    pub(super) title: Text<'a>,
    pub(super) subtitle: Option<Text<'a>>,
    #[serde(default)]
    pub(super) title_alt: Vec<OtherTitle<'a>>,
    pub(super) language: Option<Text<'a>>,
    #[serde(default)]
    pub(super) authors: Vec<Author<'a>>,
    pub(super) byline: Option<Text<'a>>,
    pub(super) r#abstract: Option<Text<'a>>,
    #[serde(default)]
    pub(super) subjects: Vec<Text<'a>>,
    #[serde(default)]
    pub(super) places: Vec<Text<'a>>,
    pub(super) date: Option<Text<'a>>,
    pub(super) updated: Option<Text<'a>>,
    pub(super) status: Option<Text<'a>>,
    pub(super) doi: Option<Text<'a>>,
    pub(super) url: Option<Text<'a>>,
    pub(super) licence: Option<Text<'a>>,
    pub(super) disclaimer: Option<Text<'a>>,
    #[serde(default)]
    pub(super) relations: Vec<Relation<'a>>,
    pub(super) word_count: Option<u32>,
    #[serde(default)]
    pub(super) body: Vec<Text<'a>>,
    #[serde(rename = "_dirty")]
    pub(super) _dirty: Option<IgnoredAny>,
}

impl Record<'_> {
    /// Whether it has what [`recognises`](super::recognises) looks for.
    pub(super) fn is_told_apart(&self) -> bool {
        let series = self.series.is_some();
        super::is_enough([
            series,
            !self.authors.is_empty(),
            self.byline.is_some(),
            self.date.is_some(),
            self.licence.is_some(),
        ])
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Series<'a> {
    #[serde(borrow)]
    pub(super) id: Text<'a>,
    pub(super) code: Option<Text<'a>>,
    pub(super) name: Text<'a>,
    pub(super) number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherTitle<'a> {
    #[serde(borrow)]
    pub(super) lang: Option<Text<'a>>,
    pub(super) title: Text<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Author<'a> {
    #[serde(borrow)]
    pub(super) id: Text<'a>,
    pub(super) name: Text<'a>,
    pub(super) given: Option<Text<'a>>,
    pub(super) family: Option<Text<'a>>,
    pub(super) native: Option<Text<'a>>,
    pub(super) orcid: Option<Text<'a>>,
    pub(super) role: Option<Text<'a>>,
    pub(super) org: Option<Text<'a>>,
    pub(super) email: Option<Text<'a>>,
    #[serde(default)]
    pub(super) corporate: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relation<'a> {
    #[serde(borrow)]
    pub(super) r#type: Text<'a>,
    pub(super) target: Text<'a>,
}
