//! The article: one commentary, where it appeared, and who made it.

mod appearance;
mod contribution;
mod file;
mod notice;
mod relation;
mod rights;
mod subject;

use serde::{Deserialize, Serialize};

pub use appearance::{Appearance, AppearanceKind};
pub use contribution::{Affiliation, Book, Contribution};
pub use file::{File, Image};
pub use notice::{Notice, NoticeKind};
pub use relation::{Relation, RelationType};
pub use rights::{Access, AccessKind, Rights};
pub use subject::{Subject, SubjectKind};

use super::identifier::Identifier;
use super::reference::{AnyRef, DisclaimerRef};
use super::text::LocalText;
use super::vocabulary::vocabulary;
use super::{PartialDate, Ref, Resource, Slot, Timestamp, map_all};

vocabulary! {
    /// What kind of text an article is.
    ArticleType {
        /// An opinion piece.
        #[default] Commentary = "commentary",
        /// A reply to another article.
        Response = "response",
        /// A correction of another article.
        Correction = "correction",
        /// A translation of another article.
        Translation = "translation",
        /// A review of a book or report.
        Review = "review",
        /// An interview.
        Interview = "interview",
        /// A note by the editors.
        EditorsNote = "editors_note",
    }
}

vocabulary! {
    /// What an article is made of.
    Content {
        /// To be read.
        #[default] Text = "text",
        /// To be heard.
        Audio = "audio",
        /// To be watched.
        Video = "video",
    }
}

vocabulary! {
    /// Where an article stands in its life.
    Status {
        /// Being written; private.
        Draft = "draft",
        /// To be published by a write at its time; private until then.
        Scheduled = "scheduled",
        /// Public.
        #[default] Published = "published",
        /// Taken back; only a tombstone is public.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether the public may know of it.
    pub const fn is_public(self) -> bool {
        matches!(self, Status::Published | Status::Withdrawn)
    }
}

/// One commentary, as an editor keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = ArticleSource)]
pub struct Article {
    /// What kind of text it is.
    pub r#type: ArticleType,
    /// Text, audio or video.
    pub content: Content,
    /// Draft, scheduled, published or withdrawn.
    pub status: Status,
    /// When a scheduled one is to be published.
    pub publish_at: Option<Timestamp>,
    /// Its titles; one is `main`.
    pub titles: Vec<LocalText>,
    /// Its subtitles.
    pub subtitles: Vec<LocalText>,
    /// Its standfirst or abstract.
    pub abstracts: Vec<LocalText>,
    /// The title as printed, in its capitals.
    pub title_as_published: Option<String>,
    /// The byline as printed.
    pub byline: Option<String>,
    /// Who made it, in byline order.
    pub contributions: Vec<Contribution>,
    /// Where it was published; the first is primary unless another says so.
    pub appearances: Vec<Appearance>,
    /// The publisher's own last revision.
    pub revised: Option<PartialDate>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The places it is about.
    pub places: Vec<Subject>,
    /// DOI and other identifiers.
    pub identifiers: Vec<Identifier>,
    /// Its files.
    pub files: Vec<File>,
    /// Its pictures.
    pub images: Vec<Image>,
    /// Its licence and rights, where known.
    pub rights: Option<Rights>,
    /// Who may read it, where known.
    pub access: Option<Access>,
    /// Disclaimers printed on it.
    #[schema(value_type = Vec<DisclaimerRef>)]
    pub disclaimers: Vec<Ref>,
    /// Corrections, retractions and editor's notes.
    pub notices: Vec<Notice>,
    /// Other works it has to do with.
    pub relations: Vec<Relation>,
    /// Number of words of the body.
    pub word_count: Option<u32>,
    /// Why and since when it is withdrawn.
    pub withdrawal: Option<Withdrawal>,
    /// Fields in doubt.
    pub review: Vec<Doubt>,
    /// The body's paragraphs, plain text. Kept apart from the record; served only where its series
    /// allows.
    pub body: Vec<String>,
}

/// That a thing is withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawalSource)]
pub struct Withdrawal {
    /// Since when.
    pub at: Timestamp,
    /// Why, in words for the public.
    #[serde(default)]
    pub reason: Option<String>,
    /// What to read or use in its place: another thing of its kind.
    #[serde(default)]
    #[schema(value_type = Option<AnyRef>)]
    pub successor: Option<Ref>,
}

/// A field in doubt: shown in JSON with the reason, left out of every other format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// The field's name.
    #[schema(min_length = 1, pattern = r"\S")]
    pub field: String,
    /// What is doubtful about it.
    #[schema(min_length = 1, pattern = r"\S")]
    pub reason: String,
}

impl Article {
    /// The appearance it is cited by.
    pub fn primary(&self) -> Option<&Appearance> {
        self.appearances.iter().find(|a| a.primary).or(self.appearances.first())
    }

    /// Its DOI, without resolver.
    pub fn doi(&self) -> Option<&str> {
        self.identifiers.iter().find(|i| i.scheme == "doi").map(|i| i.value.as_str())
    }

    pub(super) fn map_refs<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        const ARTICLE: Slot = Slot::One(Resource::Article);
        for contribution in &mut self.contributions {
            map(&mut contribution.author, Slot::Agent)?;
            let organizations = contribution.affiliations.iter_mut().filter_map(|a| a.organization.as_mut());
            map_all(organizations, Slot::One(Resource::Organization), map)?;
        }
        for appearance in &mut self.appearances {
            map_all(&mut appearance.series, Slot::One(Resource::Series), map)?;
            map_all(&mut appearance.publisher, Slot::One(Resource::Organization), map)?;
        }
        map_all(&mut self.disclaimers, Slot::One(Resource::Disclaimer), map)?;
        map_all(self.notices.iter_mut().filter_map(|n| n.article.as_mut()), ARTICLE, map)?;
        map_all(self.relations.iter_mut().filter_map(|r| r.article.as_mut()), ARTICLE, map)?;
        map_all(self.withdrawal.iter_mut().filter_map(|w| w.successor.as_mut()), ARTICLE, map)
    }
}
