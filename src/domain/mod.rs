//! What Byline knows: the five resources, the values they are made of, and the change log's words.
//!
//! Values parse at the edge and are trusted inside: a [`WebUrl`](identifier::WebUrl) that exists is a
//! well-formed one. Nothing here does I/O. The structs of [`article`], [`author`],
//! [`organization`], [`series`] and [`disclaimer`] are the *truth*: what an editor can change,
//! private fields included. What a reader may see is derived from them by [`crate::record`].

pub mod access;
pub mod article;
pub mod author;
pub mod change;
pub mod date;
pub mod digest;
pub mod disclaimer;
pub mod erasure;
pub mod id;
pub mod identifier;
pub mod identity;
pub mod job;
pub mod language;
pub mod organization;
pub mod patch;
pub mod redaction;
pub mod reference;
pub mod series;
pub mod setting;
pub mod text;
pub mod timestamp;
pub(crate) mod vocabulary;
pub mod webhook;

pub use access::{Grant, Scope};
pub use article::Article;
pub use author::Author;
pub use date::PartialDate;
pub use disclaimer::Disclaimer;
pub use id::{Id, Ref, Resource, Slot};
pub use identity::{CanonicalPages, Identity};
pub use job::JobState;
pub use language::LanguageTag;
pub use organization::Organization;
pub use series::Series;
pub use timestamp::Timestamp;
pub use webhook::WebhookId;

/// Gives a string newtype its schema: the words an API reader sees for it.
macro_rules! string_schema {
    ($type:ident, $description:literal $(, pattern = $pattern:literal)? $(, format = $format:literal)?, example = $example:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .description(Some($description))
                    $(.pattern(Some($pattern)))?
                    $(.format(Some(utoipa::openapi::SchemaFormat::Custom($format.to_owned()))))?
                    .examples([$example])
                    .into()
            }
        }
        impl utoipa::ToSchema for $type {}
    };
}
pub(crate) use string_schema;

use article::Withdrawal;
use serde::{Deserialize, Serialize};

/// One resource of any kind, as the store keeps it and as a line of Byline's JSON Lines holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "resource", rename_all = "snake_case")]
pub enum Entity {
    /// A commentary.
    Article(Box<Article>),
    /// A person who writes, translates or edits.
    Author(Box<Author>),
    /// A body: publisher, affiliation or corporate author.
    Organization(Box<Organization>),
    /// A named run of commentaries.
    Series(Box<Series>),
    /// A standing statement.
    Disclaimer(Box<Disclaimer>),
}

impl Entity {
    /// Which of the five it is.
    pub fn resource(&self) -> Resource {
        match self {
            Entity::Article(_) => Resource::Article,
            Entity::Author(_) => Resource::Author,
            Entity::Organization(_) => Resource::Organization,
            Entity::Series(_) => Resource::Series,
            Entity::Disclaimer(_) => Resource::Disclaimer,
        }
    }

    /// Whether the public may see it at all: everything but drafts and scheduled articles.
    pub fn is_public(&self) -> bool {
        match self {
            Entity::Article(article) => article.status.is_public(),
            _ => true,
        }
    }

    /// Why and since when it is withdrawn.
    pub fn withdrawal(&self) -> Option<&Withdrawal> {
        match self {
            Entity::Article(own) => own.withdrawal.as_ref(),
            Entity::Author(own) => own.withdrawal.as_ref(),
            Entity::Organization(own) => own.withdrawal.as_ref(),
            Entity::Series(own) => own.withdrawal.as_ref(),
            Entity::Disclaimer(own) => own.withdrawal.as_ref(),
        }
    }

    /// Says that it is withdrawn, or that it is not. The status of an article must say the same.
    pub fn set_withdrawal(&mut self, withdrawal: Option<Withdrawal>) {
        match self {
            Entity::Article(own) => own.withdrawal = withdrawal,
            Entity::Author(own) => own.withdrawal = withdrawal,
            Entity::Organization(own) => own.withdrawal = withdrawal,
            Entity::Series(own) => own.withdrawal = withdrawal,
            Entity::Disclaimer(own) => own.withdrawal = withdrawal,
        }
    }

    /// What it was merged into; only authors and organizations are.
    pub fn merged(&self) -> Option<&Ref> {
        match self {
            Entity::Author(own) => own.merged_into.as_ref(),
            Entity::Organization(own) => own.merged_into.as_ref(),
            Entity::Article(_) | Entity::Series(_) | Entity::Disclaimer(_) => None,
        }
    }

    /// The id of what it leads to since it was merged; what is withdrawn leads nowhere.
    pub fn merged_into(&self) -> Option<Id> {
        self.merged().filter(|_| self.withdrawal().is_none())?.id()
    }

    /// The ids of the series it belongs to, ascending: those in which an article appeared or a
    /// disclaimer stands.
    pub fn series(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = match self {
            Entity::Article(own) => own.appearances.iter().filter_map(|a| a.series.as_ref()?.id()).collect(),
            Entity::Disclaimer(own) => own.series.iter().filter_map(Ref::id).collect(),
            Entity::Author(_) | Entity::Organization(_) | Entity::Series(_) => Vec::new(),
        };
        ids.sort();
        ids.dedup();
        ids
    }

    /// The ids it refers to. The walk over them is the one that may change them; here it does not.
    pub fn references(&mut self) -> Vec<Id> {
        let mut ids = Vec::new();
        let collect: Result<(), std::convert::Infallible> = self.map_references(&mut |reference, _| {
            ids.extend(reference.id());
            Ok(())
        });
        match collect {
            Ok(()) => ids,
            Err(never) => match never {},
        }
    }

    /// Gives every reference, with what may stand there, to `map`, which may put another in its place.
    pub fn map_references<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        match self {
            Entity::Article(v) => v.map_refs(map),
            Entity::Author(v) => v.map_refs(map),
            Entity::Organization(v) => v.map_refs(map),
            Entity::Series(v) => v.map_refs(map),
            Entity::Disclaimer(v) => v.map_refs(map),
        }
    }
}

/// What stands in the place of a withdrawn thing.
fn successor(withdrawal: &mut Option<Withdrawal>) -> impl Iterator<Item = &mut Ref> {
    withdrawal.iter_mut().filter_map(|own| own.successor.as_mut())
}

fn map_all<'a, E>(
    refs: impl IntoIterator<Item = &'a mut Ref>,
    slot: Slot,
    map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>,
) -> Result<(), E> {
    refs.into_iter().try_for_each(|r| map(r, slot))
}
