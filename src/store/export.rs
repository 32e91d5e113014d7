//! Walking all resources for an export.

use std::collections::HashMap;

use super::error::StoreError;
use super::open::Store;
use crate::domain::article::Appearance;
use crate::domain::{Article, Author, Entity, Id, Organization, Ref, Resource, Timestamp, text};
use crate::import::document::Item;
use crate::record::public::redact_texts;
use crate::record::withdrawal::strip;
use crate::record::{Neighbour, Neighbours};

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// What the public may know: no drafts, no contacts, no e-mail addresses in texts, of a withdrawn
    /// article what its tombstone says, bodies only where they are served.
    Public,
    /// Everything.
    Private,
}

/// How many are read at a time.
const PAGE: i64 = 500;

impl Store {
    /// Gives every resource to `take`, in an order in which an import finds most references resolved.
    /// Pages by id: no transaction is open while `take` runs.
    pub fn export<E: From<StoreError>>(
        &self,
        selection: Selection,
        take: &mut dyn FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        for resource in Resource::ALL {
            let (first, last) = Id::range(resource);
            let mut after = first;
            loop {
                let items = self.export_page(selection, after, last)?;
                let Some((end, _)) = items.last() else { break };
                after = *end;
                for (_, item) in items {
                    item.map_or(Ok(()), &mut *take)?;
                }
            }
        }
        Ok(())
    }

    /// The titles of all series, in any form.
    pub fn series_titles(&self) -> Result<Vec<String>, StoreError> {
        self.texts_of(Resource::Series, |entity| match entity {
            Entity::Series(series) => series.titles.into_iter().map(|title| title.text).collect(),
            _ => Vec::new(),
        })
    }

    /// The texts of all disclaimers.
    pub fn disclaimer_texts(&self) -> Result<Vec<String>, StoreError> {
        self.texts_of(Resource::Disclaimer, |entity| match entity {
            Entity::Disclaimer(own) => vec![own.text],
            _ => Vec::new(),
        })
    }

    fn texts_of(&self, resource: Resource, texts: impl Fn(Entity) -> Vec<String>) -> Result<Vec<String>, StoreError> {
        let (first, last) = Id::range(resource);
        self.read(|db| {
            let ids = db.entity_ids(first, last, i64::MAX)?;
            let mut all = Vec::new();
            for row in db.entities(&ids)? {
                all.extend(texts(serde_json::from_slice(&row.document)?));
            }
            Ok(all)
        })
    }

    fn export_page(&self, selection: Selection, after: i64, last: i64) -> Result<Vec<(i64, Option<Item>)>, StoreError> {
        self.snapshot(|db| {
            let ids = db.entity_ids(after, last, PAGE)?;
            let mut rows = db.entities(&ids)?;
            rows.sort_by_key(|row| row.id);
            let bodies: HashMap<i64, Vec<u8>> = db.bodies(&ids)?.into_iter().map(|b| (b.id, b.paragraphs)).collect();
            let mut circle = super::neighbours::Circle::default();
            let mut items = Vec::with_capacity(rows.len());
            for row in rows {
                let Some(id) = Id::from_key(row.id) else { continue };
                let mut entity: Entity = serde_json::from_slice(&row.document)?;
                if let (Entity::Article(article), Some(paragraphs)) = (&mut entity, bodies.get(&row.id)) {
                    article.body = serde_json::from_slice(paragraphs)?;
                }
                if selection == Selection::Public {
                    circle.gather(db, entity.references().into_iter())?;
                }
                let entity = match selection {
                    Selection::Private => Some(entity),
                    Selection::Public => public(entity, &circle),
                };
                let created = Some(Timestamp::from_micros(row.created));
                let item = |entity| Item {
                    key: None,
                    id: Some(id),
                    slug: row.slug.clone(),
                    created,
                    modified: None,
                    mentioned: false,
                    entity,
                };
                items.push((row.id, entity.map(item)));
            }
            Ok(items)
        })
    }
}

/// What of an entity the public may know.
fn public(mut entity: Entity, around: &dyn Neighbours) -> Option<Entity> {
    if !entity.is_public() {
        return None;
    }
    redact_texts(&mut entity, around);
    strip(&mut entity);
    if let Some(merged_into) = entity.merged_into().filter(|into| around.get(*into).is_some()) {
        return pointer(entity.resource(), merged_into);
    }
    Some(match entity {
        Entity::Article(article) => Entity::Article(Box::new(public_article(*article, around))),
        Entity::Author(mut author) => {
            author.contacts.clear();
            Entity::Author(author)
        }
        other => other,
    })
}

/// Of a merged thing, where it leads.
fn pointer(resource: Resource, into: Id) -> Option<Entity> {
    let merged_into = Some(Ref::from(into));
    match resource {
        Resource::Author => Some(Entity::Author(Box::new(Author { merged_into, ..Author::default() }))),
        Resource::Organization => {
            Some(Entity::Organization(Box::new(Organization { merged_into, ..Organization::default() })))
        }
        Resource::Article | Resource::Series | Resource::Disclaimer => None,
    }
}

fn public_article(mut article: Article, around: &dyn Neighbours) -> Article {
    if !crate::record::article::serves_body(&article, around) {
        article.body.clear();
    }
    // Of who was merged the copy has no name, and what was printed stays.
    for part in article.contributions.iter_mut().filter(|part| part.name.is_none()) {
        let itself = part.author.id().and_then(|id| Some((id, around.itself(id)?.link()?)));
        let merged = itself.filter(|(id, _)| around.get(*id).and_then(Neighbour::agent) != Some(*id));
        part.name = merged.map(|(_, link)| link.name.clone());
    }
    // Nobody learns of a draft, not even its id.
    let hide = |reference: &mut Option<Ref>| *reference = reference.take().filter(|r| around.article(r).is_some());
    article.notices.iter_mut().for_each(|notice| hide(&mut notice.article));
    article.relations.iter_mut().for_each(|relation| hide(&mut relation.article));
    article.withdrawal.iter_mut().for_each(|withdrawal| hide(&mut withdrawal.successor));
    article.relations.retain(|r| r.article.is_some() || r.doi.is_some() || r.url.is_some() || r.citation.is_some());
    if article.status == crate::domain::article::Status::Withdrawn {
        article = tombstone(article);
    }
    article
}

/// Of a withdrawn article only what its tombstone shows.
fn tombstone(article: Article) -> Article {
    let cited = article.primary().map(|place| Appearance { primary: true, url: None, ..place.clone() });
    let title = text::display(&article.titles).cloned();
    let mut contributions = article.contributions;
    for contribution in &mut contributions {
        contribution.biography = None;
        contribution.affiliations.clear();
        contribution.books.clear();
    }
    Article {
        r#type: article.r#type,
        content: article.content,
        status: article.status,
        titles: title.into_iter().collect(),
        contributions,
        appearances: cited.into_iter().collect(),
        identifiers: article.identifiers.into_iter().filter(|i| i.scheme == "doi").collect(),
        withdrawal: article.withdrawal,
        ..Article::default()
    }
}
