//! The disclaimer: a statement that travels with articles.

use serde::{Deserialize, Serialize};

use super::article::{ArticleType, Withdrawal};
use super::reference::SeriesRef;
use super::{LanguageTag, PartialDate, Ref, Resource, Slot, map_all, successor};

/// A standing statement, as an editor keeps it. With a series it covers that series' articles
/// between two dates; without one it is only printed on the articles that name it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = DisclaimerSource)]
pub struct Disclaimer {
    /// The statement, plain text.
    #[schema(min_length = 1, pattern = r"\S")]
    pub text: String,
    /// Its language.
    pub language: Option<LanguageTag>,
    /// The series it stands in.
    #[schema(value_type = Option<SeriesRef>)]
    pub series: Option<Ref>,
    /// The first day it holds for.
    pub from: Option<PartialDate>,
    /// The last day it holds for.
    pub to: Option<PartialDate>,
    /// The languages of the articles it is for; none named means all.
    pub languages: Vec<LanguageTag>,
    /// The types of article it is for; none named means all.
    pub types: Vec<ArticleType>,
    /// Why and since when it is withdrawn.
    pub withdrawal: Option<Withdrawal>,
}

/// Whether a disclaimer of a series covers a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every day the date may mean.
    Whole,
    /// Some of the days only: nothing can be said.
    Part,
    /// None.
    None,
}

impl Disclaimer {
    /// How far it covers an article of its series published on this date. An undated article is
    /// covered only by a disclaimer without dates.
    pub fn covers(&self, published: Option<PartialDate>) -> Coverage {
        let Some(date) = published else {
            return if self.from.is_none() && self.to.is_none() { Coverage::Whole } else { Coverage::Part };
        };
        let starts_before = |by| self.from.is_none_or(|from| from.start() <= by);
        let ends_after = |by| self.to.is_none_or(|to| to.end() >= by);
        if starts_before(date.start()) && ends_after(date.end()) {
            Coverage::Whole
        } else if starts_before(date.end()) && ends_after(date.start()) {
            Coverage::Part
        } else {
            Coverage::None
        }
    }

    /// Whether it is meant for articles of this language and type.
    pub fn is_for(&self, language: Option<&LanguageTag>, kind: ArticleType) -> bool {
        let language_fits = self.languages.is_empty()
            || language.is_some_and(|l| self.languages.iter().any(|own| own == l || own.as_str() == l.primary()));
        language_fits && (self.types.is_empty() || self.types.contains(&kind))
    }

    pub(super) fn map_refs<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        map_all(&mut self.series, Slot::One(Resource::Series), map)?;
        map_all(successor(&mut self.withdrawal), Slot::One(Resource::Disclaimer), map)
    }
}
