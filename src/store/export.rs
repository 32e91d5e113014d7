//! Walking all resources for an export.

use std::collections::HashMap;

use super::error::StoreError;
use super::open::Store;
use crate::domain::redaction::redact;
use crate::domain::{Article, Entity, Id, Resource, Timestamp};
use crate::import::document::Item;
use crate::record::Neighbours;

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
        let (first, last) = Id::range(Resource::Series);
        self.read(|db| {
            let ids = db.entity_ids(first, last, i64::MAX)?;
            let mut titles = Vec::new();
            for row in db.entities(&ids)? {
                if let Entity::Series(series) = serde_json::from_slice(&row.document)? {
                    titles.extend(series.titles.into_iter().map(|t| t.text));
                }
            }
            Ok(titles)
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
                    circle.gather(db, std::iter::once(&entity))?;
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
fn public(entity: Entity, around: &dyn Neighbours) -> Option<Entity> {
    if !entity.is_public() {
        return None;
    }
    Some(match entity {
        Entity::Article(article) => Entity::Article(Box::new(public_article(*article, around))),
        Entity::Author(mut author) => {
            author.contacts.clear();
            Entity::Author(author)
        }
        Entity::Series(mut series) => {
            series.description = series.description.map(|d| redact(&d, &[]));
            Entity::Series(series)
        }
        Entity::Disclaimer(mut disclaimer) => {
            disclaimer.text = redact(&disclaimer.text, &[]);
            Entity::Disclaimer(disclaimer)
        }
        other => other,
    })
}

fn public_article(mut article: Article, around: &dyn Neighbours) -> Article {
    let consented: Vec<String> =
        crate::record::article::consented(&article, around).into_iter().map(str::to_owned).collect();
    let consented: Vec<&str> = consented.iter().map(String::as_str).collect();
    let clean = |text: &mut String| *text = redact(text, &consented);
    if !crate::record::article::serves_body(&article, around) {
        article.body.clear();
    }
    if article.status == crate::domain::article::Status::Withdrawn {
        article = tombstone(article);
    }
    let forms = article.titles.iter_mut().chain(&mut article.subtitles).chain(&mut article.abstracts);
    forms.for_each(|form| clean(&mut form.text));
    article.title_as_published.iter_mut().chain(&mut article.byline).for_each(clean);
    article.contributions.iter_mut().filter_map(|c| c.biography.as_mut()).for_each(clean);
    article.notices.iter_mut().for_each(|n| clean(&mut n.text));
    article.relations.iter_mut().filter_map(|r| r.citation.as_mut()).for_each(clean);
    article.body.iter_mut().for_each(clean);
    article
}

/// Of a withdrawn article only what its tombstone shows.
fn tombstone(article: Article) -> Article {
    let mut contributions = article.contributions;
    for contribution in &mut contributions {
        contribution.biography = None;
        contribution.affiliations.clear();
        contribution.books.clear();
    }
    let mut appearances = article.appearances;
    appearances.retain(|a| a.primary);
    appearances.iter_mut().for_each(|a| a.url = None);
    Article {
        r#type: article.r#type,
        content: article.content,
        status: article.status,
        titles: article.titles,
        contributions,
        appearances,
        identifiers: article.identifiers.into_iter().filter(|i| i.scheme == "doi").collect(),
        withdrawal: article.withdrawal,
        ..Article::default()
    }
}
