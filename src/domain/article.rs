//! The article: one commentary, where it appeared, and who made it.

use serde::{Deserialize, Serialize};

use super::identifier::{Identifier, WebUrl};
use super::reference::{AgentRef, AnyRef, ArticleRef, DisclaimerRef, OrganizationRef, SeriesRef};
use super::text::LocalText;
use super::{LanguageTag, PartialDate, Ref, Resource, Slot, Timestamp, map_all};

/// A closed list of words, written in snake case, with its names at hand.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$word_doc])* #[serde(rename = $text)] $word),+ }

        // By hand: the derive does not see names that a macro hands it.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some($name::WORDS.iter().copied()))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}

        impl $name {
            /// Every word of the list.
            pub const WORDS: &'static [&'static str] = &[$($text),+];

            /// The word as it is written.
            pub const fn word(self) -> &'static str {
                match self { $($name::$word => $text),+ }
            }
        }
    };
}
pub(crate) use vocabulary;

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

/// One author's part in an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContributionSource)]
pub struct Contribution {
    /// The author, or the organization that signs.
    #[schema(value_type = AgentRef)]
    pub author: Ref,
    /// `author`, `translator`, `editor`, `interviewer`, `photographer` or another role.
    #[serde(default = "author_role")]
    pub role: String,
    /// The name as printed, where it differs from the author's.
    #[serde(default)]
    pub name: Option<String>,
    /// The biography as printed; e-mail addresses in it stay private.
    #[serde(default)]
    pub biography: Option<String>,
    /// Posts as printed that day.
    #[serde(default)]
    pub affiliations: Vec<Affiliation>,
    /// Books the biography names.
    #[serde(default)]
    pub books: Vec<Book>,
}

fn author_role() -> String {
    "author".to_owned()
}

/// A post held at an organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AffiliationSource)]
pub struct Affiliation {
    /// The post, as printed.
    #[serde(default)]
    pub position: Option<String>,
    /// The organization's name, as printed.
    #[schema(min_length = 1, pattern = r"\S")]
    pub name: String,
    /// The organization, where it is known.
    #[serde(default)]
    #[schema(value_type = Option<OrganizationRef>)]
    pub organization: Option<Ref>,
    /// Whether the post is a former one.
    #[serde(default)]
    pub former: bool,
}

/// A book an author's biography names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Its title.
    #[schema(min_length = 1, pattern = r"\S")]
    pub title: String,
    /// Its publisher, as printed.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its year.
    #[serde(default)]
    pub year: Option<i16>,
}

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

vocabulary! {
    /// What a subject is.
    SubjectKind {
        /// A topic.
        #[default] Topic = "topic",
        /// A person.
        Person = "person",
        /// An organization.
        Body = "body",
        /// A place.
        Place = "place",
        /// An event.
        Event = "event",
    }
}

/// A subject or place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "t002", "label": "Maritime security", "language": "en", "kind": "topic", "scheme": null, "uri": null}))]
pub struct Subject {
    /// Its code in the scheme it comes from.
    #[serde(default)]
    pub id: Option<String>,
    /// Its name.
    #[schema(min_length = 1, pattern = r"\S")]
    pub label: String,
    /// The language of the name.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// `topic`, `person`, `body`, `place` or `event`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub kind: SubjectKind,
    /// The thesaurus it comes from: `lcsh`, `fast`, `iso3166`, …; null for a free keyword.
    #[serde(default)]
    pub scheme: Option<String>,
    /// Its URI there.
    #[serde(default)]
    pub uri: Option<WebUrl>,
}

/// A file of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// `fulltext`, `audio`, `video`, `transcript`, `supplement` or another role.
    #[schema(min_length = 1, pattern = r"\S")]
    pub role: String,
    /// Its media type (RFC 6838).
    #[serde(default)]
    pub media_type: Option<String>,
    /// Where it is.
    pub url: WebUrl,
    /// Its size in bytes.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// Its SHA-256 in lower-case hexadecimal.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Its language.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// What to call it.
    #[serde(default)]
    pub label: Option<String>,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Where it is.
    pub url: WebUrl,
    /// Text for those who do not see it.
    #[serde(default)]
    pub alt: Option<String>,
    /// Its caption.
    #[serde(default)]
    pub caption: Option<String>,
    /// Whom to credit.
    #[serde(default)]
    pub credit: Option<String>,
    /// Its licence.
    #[serde(default)]
    pub licence: Option<WebUrl>,
    /// Width in pixels.
    #[serde(default)]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(default)]
    pub height: Option<u32>,
}

/// What is known of rights; nothing is claimed that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// The licence's or statement's URI.
    pub uri: Option<WebUrl>,
    /// Who holds the copyright.
    pub holder: Option<String>,
    /// The statement as printed.
    pub statement: Option<String>,
    /// What reuse is allowed, in words.
    pub reuse: Option<String>,
}

vocabulary! {
    /// Who may read the publisher's page.
    AccessKind {
        /// Everyone.
        #[default] Open = "open",
        /// Those who register, free of charge.
        Registration = "registration",
        /// Subscribers.
        Subscription = "subscription",
        /// Nobody or subscribers, until a date.
        Embargoed = "embargoed",
    }
}

/// Who may read an article at its publisher's, where known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// `open`, `registration`, `subscription` or `embargoed`.
    #[schema(value_type = String, min_length = 1, pattern = r"\S")]
    pub kind: AccessKind,
    /// When an embargo ends.
    #[serde(default)]
    pub until: Option<PartialDate>,
}

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
