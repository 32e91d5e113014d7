//! The few facts of each thing that the checks need.

use std::collections::HashMap;

use super::likeness::Sketch;
use super::names::Name;
use crate::domain::article::{Article, Doubt, Status};
use crate::domain::series::NumberingScheme;
use crate::domain::text::{display, folded};
use crate::domain::{Author, Entity, Id, PartialDate, Series};

/// The facts of an archive.
#[derive(Default)]
pub struct Archive {
    pub(super) articles: Vec<ArticleFacts>,
    pub(super) authors: HashMap<Id, AuthorFacts>,
    pub(super) series: HashMap<Id, SeriesFacts>,
}

/// What the checks know of an article that is public or may become so.
pub(super) struct ArticleFacts {
    pub id: Id,
    pub title: String,
    /// The title without case, accents and signs.
    pub folded: String,
    pub published: Option<PartialDate>,
    pub language: Option<String>,
    pub places: Vec<PlaceFacts>,
    pub contributions: Vec<ContributionFacts>,
    /// Articles that it is known to have to do with.
    pub related: Vec<Id>,
    /// Of its abstract and its body.
    pub sketch: Sketch,
    pub doubts: Vec<Doubt>,
    /// Fields whose text is damaged, and how.
    pub damaged: Vec<(&'static str, String)>,
}

/// A place in a series.
pub(super) struct PlaceFacts {
    pub series: Id,
    pub number: Option<String>,
    pub year: Option<i16>,
    pub published: Option<PartialDate>,
    pub language: Option<String>,
}

/// Who made an article.
pub(super) struct ContributionFacts {
    pub author: Id,
    pub role: String,
    /// The name as printed, where it differs.
    pub name: Option<String>,
    pub organizations: Vec<Id>,
}

/// What the checks know of a person.
#[derive(Default)]
pub(super) struct AuthorFacts {
    pub display: String,
    pub names: Vec<Name>,
    pub identifiers: Vec<(String, String)>,
    pub emails: Vec<String>,
    pub organizations: Vec<Id>,
}

/// What the checks know of a series.
pub(super) struct SeriesFacts {
    pub title: String,
    pub numbering: NumberingScheme,
    pub start: Option<PartialDate>,
    pub end: Option<PartialDate>,
}

impl Archive {
    /// Takes one thing in. What is withdrawn or merged is left aside.
    pub fn add(&mut self, id: Id, entity: &Entity) {
        if entity.withdrawal().is_some() || entity.merged().is_some() {
            return;
        }
        match entity {
            Entity::Article(own) if own.status != Status::Withdrawn => self.articles.push(article(id, own)),
            Entity::Author(own) => {
                self.authors.insert(id, author(own));
            }
            Entity::Series(own) => {
                self.series.insert(id, series(own));
            }
            _ => {}
        }
    }
}

fn article(id: Id, own: &Article) -> ArticleFacts {
    let title = display(&own.titles).map(|t| t.text.clone()).unwrap_or_default();
    let language = |tag: Option<&crate::domain::LanguageTag>| tag.map(ToString::to_string);
    let places = own.appearances.iter().filter_map(|place| {
        Some(PlaceFacts {
            series: place.series.as_ref()?.id()?,
            number: place.number.clone(),
            year: place.year,
            published: place.published,
            language: language(place.language.as_ref()),
        })
    });
    let contributions = own.contributions.iter().filter_map(|part| {
        let organizations = part.affiliations.iter().filter_map(|post| post.organization.as_ref()?.id());
        Some(ContributionFacts {
            author: part.author.id()?,
            role: part.role.clone(),
            name: part.name.clone(),
            organizations: organizations.collect(),
        })
    });
    let primary = own.primary();
    let abstracts = display(&own.abstracts).map(|form| form.text.as_str());
    ArticleFacts {
        id,
        folded: folded(&title),
        published: primary.and_then(|place| place.published),
        language: language(primary.and_then(|place| place.language.as_ref())),
        places: places.collect(),
        contributions: contributions.collect(),
        related: own.relations.iter().filter_map(|relation| relation.article.as_ref()?.id()).collect(),
        sketch: Sketch::of(own.body.iter().map(String::as_str).chain(abstracts)),
        doubts: own.review.clone(),
        damaged: damaged(&title, abstracts, &own.body),
        title,
    }
}

fn damaged(title: &str, summary: Option<&str>, body: &[String]) -> Vec<(&'static str, String)> {
    let body = body.iter().map(|paragraph| ("body", paragraph.as_str()));
    let all = [("title", title)].into_iter().chain(summary.map(|text| ("abstract", text))).chain(body);
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (field, text) in all {
        if let Some(how) = super::single::damage(text).filter(|_| found.iter().all(|(own, _)| *own != field)) {
            found.push((field, how));
        }
    }
    found
}

fn author(own: &Author) -> AuthorFacts {
    let identifiers = own.identifiers.iter().map(|i| (i.identifier.scheme.clone(), i.identifier.value.clone()));
    AuthorFacts {
        display: own.name().map(|name| name.full.clone()).unwrap_or_default(),
        names: own.names.iter().map(|n| Name::new(&n.full, n.given.as_deref(), n.family.as_deref())).collect(),
        identifiers: identifiers.collect(),
        emails: own.contacts.iter().map(|contact| contact.email.to_lowercase()).collect(),
        organizations: own.affiliations.iter().filter_map(|post| post.organization.as_ref()?.id()).collect(),
    }
}

fn series(own: &Series) -> SeriesFacts {
    SeriesFacts {
        title: display(&own.titles).map(|t| t.text.clone()).unwrap_or_default(),
        numbering: own.numbering,
        start: own.start,
        end: own.end,
    }
}
