//! The article's record and its tombstone.

use serde::{Deserialize, Serialize};

use super::neighbour::{AgentLink, ArticleLink, DisclaimerLink, Neighbour, Neighbours, SeriesLink};
use super::public::public_text;
use super::{Frame, noticed};
use crate::domain::article::{self as truth, Access, Book, Doubt, File, Image, Rights, Status, Subject};
use crate::domain::disclaimer::Coverage;
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::text::{self, LocalText};
use crate::domain::{Id, LanguageTag, PartialDate, Ref, Timestamp};

/// One commentary. Every key is always there, null or an empty list where nothing is known, unless
/// `fields` leaves it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Article {
    /// Its id, for ever.
    #[schema(value_type = String, example = "ar1")]
    pub id: Id,
    /// Its name for people; it may change, and old ones redirect.
    #[schema(example = "the-quiet-harbour")]
    pub slug: Option<String>,
    /// `commentary`, `response`, `correction`, `translation`, `review`, `interview`, `editors_note`;
    /// the list may grow.
    #[schema(example = "commentary")]
    pub r#type: String,
    /// `text`, `audio` or `video`.
    #[schema(example = "text")]
    pub content: String,
    /// `published` or `withdrawn`.
    #[schema(example = "published")]
    pub status: String,
    /// The title to show.
    #[schema(example = "The Quiet Harbour")]
    pub title: Option<String>,
    /// The subtitle to show.
    #[schema(example = "What small ports can teach large ones")]
    pub subtitle: Option<String>,
    /// The abstract or standfirst to show.
    pub r#abstract: Option<String>,
    /// All forms of the title.
    pub titles: Vec<LocalText>,
    /// All forms of the subtitle.
    pub subtitles: Vec<LocalText>,
    /// All forms of the abstract.
    pub abstracts: Vec<LocalText>,
    /// The title as printed, in its capitals.
    pub title_as_published: Option<String>,
    /// The byline as printed.
    #[schema(example = "BY JANE DOE")]
    pub byline: Option<String>,
    /// Who made it, in byline order.
    pub contributions: Vec<Contribution>,
    /// The series it is cited by.
    pub series: Option<SeriesLink>,
    /// Its number there.
    #[schema(example = "24")]
    pub number: Option<String>,
    /// The year of that number, where numbering restarts.
    #[schema(example = 2024)]
    pub year: Option<i16>,
    /// Who published it.
    pub publisher: Option<AgentLink>,
    /// When it was published, as precisely as known.
    pub published: Option<PartialDate>,
    /// Its language.
    pub language: Option<LanguageTag>,
    /// The publisher's page.
    pub url: Option<WebUrl>,
    /// Every place where it was published.
    pub appearances: Vec<Appearance>,
    /// The publisher's own last revision.
    pub revised: Option<PartialDate>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The places it is about.
    pub places: Vec<Subject>,
    /// Its DOI, without resolver.
    #[schema(example = "10.5555/harbour.2024.24")]
    pub doi: Option<String>,
    /// All its identifiers.
    pub identifiers: Vec<Identifier>,
    /// Its files.
    pub files: Vec<File>,
    /// Its pictures.
    pub images: Vec<Image>,
    /// Its licence and rights; null where unknown.
    pub rights: Option<Rights>,
    /// Who may read it; null where unknown.
    pub access: Option<Access>,
    /// The disclaimers that go with it.
    pub disclaimers: Vec<DisclaimerLink>,
    /// Corrections, retractions and editor's notes.
    pub notices: Vec<Notice>,
    /// Other works it has to do with.
    pub relations: Vec<Relation>,
    /// Number of words of its body.
    pub word_count: Option<u32>,
    /// The path of its body under this service; null where it is not served.
    #[schema(example = "/v1/articles/ar1/body")]
    pub body: Option<String>,
    /// When that body last changed; null where it is not served.
    pub body_modified: Option<Timestamp>,
    /// When this record was first kept.
    pub created: Timestamp,
    /// When this record last changed.
    pub modified: Timestamp,
    /// Fields in doubt, with the reason.
    pub review: Vec<Doubt>,
    /// Why and since when it is withdrawn; null otherwise.
    pub withdrawal: Option<Withdrawal>,
}

/// One author's part in an article, as published that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Contribution {
    /// Place in the byline, from 1.
    #[schema(example = 1)]
    pub place: u32,
    /// `author`, `translator`, `editor`, …
    #[schema(example = "author")]
    pub role: String,
    /// The name as printed.
    #[schema(example = "Jane Doe")]
    pub name: String,
    /// Who it is.
    pub author: Option<AgentLink>,
    /// The biography as printed, without addresses.
    pub biography: Option<String>,
    /// Posts as printed.
    pub affiliations: Vec<Affiliation>,
    /// Books the biography names.
    pub books: Vec<Book>,
}

/// A post as printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Affiliation {
    /// The post.
    #[schema(example = "senior fellow")]
    pub position: Option<String>,
    /// The organization's name as printed.
    #[schema(example = "Harbour Institute")]
    pub name: String,
    /// The organization.
    pub organization: Option<AgentLink>,
    /// Whether the post is a former one.
    pub former: bool,
}

/// One place where an article was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Appearance {
    /// `original`, `reprint` or `edition`.
    #[schema(example = "original")]
    pub kind: String,
    /// Whether the article is cited by it.
    pub primary: bool,
    /// The series.
    pub series: Option<SeriesLink>,
    /// Its number there.
    #[schema(example = "24")]
    pub number: Option<String>,
    /// The year of that number.
    pub year: Option<i16>,
    /// The publisher.
    pub publisher: Option<AgentLink>,
    /// When.
    pub published: Option<PartialDate>,
    /// In which language.
    pub language: Option<LanguageTag>,
    /// Where on the web.
    pub url: Option<WebUrl>,
}

/// A correction, retraction or editor's note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Notice {
    /// `correction`, `retraction` or `editors_note`.
    #[schema(example = "correction")]
    pub kind: String,
    /// When it was given.
    pub date: Option<PartialDate>,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub url: Option<WebUrl>,
    /// The article that carries it.
    pub article: Option<ArticleLink>,
}

/// A relation to another work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Relation {
    /// `responds_to`, `corrects`, `translation_of`, `continues`, `replaces`, `reviews`, `references`,
    /// `related_to`; `retracts`, of an article that carries the retraction of another; the list may grow.
    #[schema(example = "responds_to")]
    pub r#type: String,
    /// The other, where it is in this archive.
    pub article: Option<ArticleLink>,
    /// Its DOI.
    pub doi: Option<String>,
    /// Its address.
    pub url: Option<WebUrl>,
    /// How it is cited, where that is all that is known.
    pub citation: Option<String>,
}

/// That an article is withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Withdrawal {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<String>,
    /// What to read in its place.
    pub successor: Option<ArticleLink>,
}

pub(super) fn derive(frame: &Frame<'_>, own: &truth::Article, around: &dyn Neighbours) -> Article {
    let record = whole(frame, own, around);
    if own.status == Status::Withdrawn { tombstone(record) } else { record }
}

/// What stays of a withdrawn article: who, what and where, why, and what to read instead.
fn tombstone(record: Article) -> Article {
    let strip = |c: Contribution| Contribution { biography: None, affiliations: Vec::new(), books: Vec::new(), ..c };
    Article {
        subtitle: None,
        r#abstract: None,
        titles: Vec::new(),
        subtitles: Vec::new(),
        abstracts: Vec::new(),
        title_as_published: None,
        byline: None,
        contributions: record.contributions.into_iter().map(strip).collect(),
        appearances: Vec::new(),
        url: None,
        revised: None,
        subjects: Vec::new(),
        places: Vec::new(),
        identifiers: record.identifiers.into_iter().filter(|i| i.scheme == "doi").collect(),
        files: Vec::new(),
        images: Vec::new(),
        rights: None,
        access: None,
        disclaimers: Vec::new(),
        notices: Vec::new(),
        relations: Vec::new(),
        word_count: None,
        body: None,
        body_modified: None,
        review: Vec::new(),
        ..record
    }
}

fn whole(frame: &Frame<'_>, own: &truth::Article, around: &dyn Neighbours) -> Article {
    let shown = |list: &[LocalText]| text::display(list).map(|t| t.text.clone());
    let primary = own.primary();
    let appearances: Vec<_> = own.appearances.iter().map(|a| appearance(a, primary, around)).collect();
    let cited = appearances.iter().find(|a| a.primary).cloned();
    let cited = cited.as_ref();
    let body = frame.body.filter(|_| serves_body(own, around));
    Article {
        id: frame.id,
        slug: frame.slug.map(str::to_owned),
        r#type: own.r#type.word().to_owned(),
        content: own.content.word().to_owned(),
        status: own.status.word().to_owned(),
        title: shown(&own.titles),
        subtitle: shown(&own.subtitles),
        r#abstract: shown(&own.abstracts),
        titles: own.titles.clone(),
        subtitles: own.subtitles.clone(),
        abstracts: own.abstracts.clone(),
        title_as_published: own.title_as_published.clone(),
        byline: own.byline.clone(),
        contributions: contributions(own, around),
        series: cited.and_then(|a| a.series.clone()),
        number: cited.and_then(|a| a.number.clone()),
        year: cited.and_then(|a| a.year),
        publisher: cited.and_then(|a| a.publisher.clone()),
        published: cited.and_then(|a| a.published),
        language: cited.and_then(|a| a.language.clone()),
        url: cited.and_then(|a| a.url.clone()),
        appearances,
        revised: own.revised,
        subjects: own.subjects.clone(),
        places: own.places.clone(),
        doi: own.doi().map(str::to_owned),
        identifiers: own.identifiers.clone(),
        files: own.files.clone(),
        images: own.images.clone(),
        rights: own.rights.clone(),
        access: own.access.clone(),
        disclaimers: disclaimers(own, around),
        notices: own.notices.iter().map(|n| notice(n, around)).collect(),
        relations: relations(frame, own, around),
        word_count: own.word_count,
        body: body.map(|_| format!("/v1/articles/{}/body", frame.id)),
        body_modified: body,
        created: frame.created,
        modified: frame.modified,
        review: review(own, around),
        withdrawal: own.withdrawal.as_ref().map(|w| Withdrawal {
            at: w.at,
            reason: w.reason.clone(),
            successor: w.successor.as_ref().and_then(|s| around.article(s)).cloned(),
        }),
    }
}

/// The addresses that consent lets stand in the texts of an article: those of its own authors.
pub fn consented<'a>(own: &truth::Article, around: &'a dyn Neighbours) -> Vec<&'a str> {
    let persons = own.contributions.iter().filter_map(|c| around.of(&c.author));
    persons
        .flat_map(|n| match n {
            Neighbour::Person { consented, .. } => consented.as_slice(),
            _ => &[],
        })
        .map(String::as_str)
        .collect()
}

/// Whether the series an article is cited by lets its body be served.
pub fn serves_body(own: &truth::Article, around: &dyn Neighbours) -> bool {
    let series = own.primary().and_then(|a| a.series.as_ref()).and_then(|s| around.of(s));
    matches!(series, Some(Neighbour::Series { bodies_public: true, .. }))
}

fn contributions(own: &truth::Article, around: &dyn Neighbours) -> Vec<Contribution> {
    let one = |(index, c): (usize, &truth::Contribution)| {
        let author = around.of(&c.author).and_then(Neighbour::link).cloned();
        // Of what was merged into another, the name that was printed is its own.
        let printed = || Some(around.itself(c.author.id()?)?.link()?.name.clone());
        Contribution {
            place: index as u32 + 1,
            role: c.role.clone(),
            name: c.name.clone().or_else(printed).unwrap_or_default(),
            author,
            biography: c.biography.clone(),
            affiliations: c.affiliations.iter().map(|a| affiliation(a, around)).collect(),
            books: c.books.clone(),
        }
    };
    own.contributions.iter().enumerate().map(one).collect()
}

pub(super) fn affiliation(own: &truth::Affiliation, around: &dyn Neighbours) -> Affiliation {
    Affiliation {
        position: own.position.clone(),
        name: own.name.clone(),
        organization: own.organization.as_ref().and_then(|o| around.organization(o)).cloned(),
        former: own.former,
    }
}

fn appearance(own: &truth::Appearance, primary: Option<&truth::Appearance>, around: &dyn Neighbours) -> Appearance {
    let series = own.series.as_ref().and_then(|s| around.of(s));
    let (link, house, language) = match series {
        Some(Neighbour::Series { link, publisher, language, .. }) => (Some(link.clone()), *publisher, language.clone()),
        _ => (None, None, None),
    };
    let publisher = own.publisher.as_ref().and_then(Ref::id).or(house);
    let publisher = match publisher.and_then(|id| around.get(id)) {
        Some(Neighbour::Organization { link, .. }) => Some(link.clone()),
        _ => None,
    };
    Appearance {
        kind: own.kind.word().to_owned(),
        primary: primary.is_some_and(|p| std::ptr::eq(p, own)),
        series: link,
        number: own.number.clone(),
        year: own.year,
        publisher,
        published: own.published,
        language: own.language.clone().or(language),
        url: own.url.clone(),
    }
}

/// Those printed on it; otherwise those of its series whose dates, language and types fit. Where the
/// date's precision spans a change of disclaimers, none is guessed.
fn disclaimers(own: &truth::Article, around: &dyn Neighbours) -> Vec<DisclaimerLink> {
    if !own.disclaimers.is_empty() {
        let printed = own.disclaimers.iter().filter_map(|d| around.of(d));
        return printed
            .filter_map(|n| match n {
                Neighbour::Disclaimer(link) => Some(link.clone()),
                _ => None,
            })
            .collect();
    }
    standing_disclaimers(own, around).unwrap_or_default()
}

/// A date that covers days before and after a change of disclaimers.
struct Undecided;

/// The disclaimers of its series that hold for an article; `Err` where its date does not tell.
fn standing_disclaimers(own: &truth::Article, around: &dyn Neighbours) -> Result<Vec<DisclaimerLink>, Undecided> {
    let Some(primary) = own.primary() else { return Ok(Vec::new()) };
    let Some(Neighbour::Series { disclaimers, language, .. }) = primary.series.as_ref().and_then(|s| around.of(s))
    else {
        return Ok(Vec::new());
    };
    let language = primary.language.as_ref().or(language.as_ref());
    let mut holding = Vec::new();
    for (id, disclaimer) in disclaimers.iter().filter(|(_, d)| d.is_for(language, own.r#type)) {
        match disclaimer.covers(primary.published) {
            Coverage::Whole => holding.push(DisclaimerLink {
                id: *id,
                text: public_text(&disclaimer.text),
                language: disclaimer.language.clone(),
            }),
            Coverage::Part => return Err(Undecided),
            Coverage::None => {}
        }
    }
    Ok(holding)
}

/// The fields an editor doubts, and the disclaimer where the date does not tell which one holds.
fn review(own: &truth::Article, around: &dyn Neighbours) -> Vec<Doubt> {
    let mut doubts = own.review.clone();
    if own.disclaimers.is_empty() && standing_disclaimers(own, around).is_err() {
        let reason = "the date is not precise enough to tell which disclaimer of the series holds";
        doubts.push(Doubt { field: "disclaimers".to_owned(), reason: reason.to_owned() });
    }
    doubts
}

fn notice(own: &truth::Notice, around: &dyn Neighbours) -> Notice {
    Notice {
        kind: own.kind.word().to_owned(),
        date: own.date,
        text: own.text.clone(),
        url: own.url.clone(),
        article: own.article.as_ref().and_then(|a| around.article(a)).cloned(),
    }
}

fn relations(frame: &Frame<'_>, own: &truth::Article, around: &dyn Neighbours) -> Vec<Relation> {
    let mut all: Vec<Relation> = own.relations.iter().map(|r| relation(r, around)).collect();
    all.extend(noticed::relations(frame.noticed, &all, around));
    all
}

fn relation(own: &truth::Relation, around: &dyn Neighbours) -> Relation {
    Relation {
        r#type: own.r#type.word().to_owned(),
        article: own.article.as_ref().and_then(|a| around.article(a)).cloned(),
        doi: own.doi.clone(),
        url: own.url.clone(),
        citation: own.citation.clone(),
    }
}
