//! What is not public: drafts, and what waits to be published.

use std::collections::BTreeMap;

use super::view;
use crate::domain::article::Status;
use crate::domain::{Article, Entity, Grant, Id, Timestamp};
use crate::store::db::Db;
use crate::store::open::Store;
use crate::store::reach::reaches;
use crate::store::session::display_name;
use crate::store::{StoreError, keys};

/// Which of them.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this status: a draft or scheduled; without it both.
    pub status: Option<Status>,
    /// Of this series.
    pub series: Option<Id>,
    /// Those whose numbers are below this one.
    pub below: u64,
    /// How many at most.
    pub limit: usize,
}

/// An article that is not public, in short.
#[derive(Clone, Debug)]
pub struct Unpublished {
    /// Its id.
    pub id: Id,
    /// Its slug.
    pub slug: Option<String>,
    /// Its values.
    pub article: Box<Article>,
    /// The series it belongs to, with their titles.
    pub series: Vec<(Id, Option<String>)>,
    /// When it was first kept.
    pub created: Timestamp,
    /// When it was written last.
    pub modified: Timestamp,
    /// Who wrote it last.
    pub by: String,
    /// How often it was written.
    pub revision: i64,
    /// How many things are doubtful about it.
    pub warnings: usize,
}

impl Store {
    /// Articles that are not public, as far as a key reaches, the newest first; and how many there are of
    /// them, above the place too.
    pub fn unpublished(&self, grant: &Grant, wanted: &Wanted) -> Result<(u64, Vec<Unpublished>, bool), StoreError> {
        self.snapshot(|db| {
            let ids = ids(db, grant, wanted)?;
            let total = ids.len() as u64;
            let mut rest = ids.into_iter().rev().filter(|id| id.number() < wanted.below);
            let page: Vec<Id> = rest.by_ref().take(wanted.limit).collect();
            let mut titles = BTreeMap::new();
            let items = page.into_iter().map(|id| short(db, id, &mut titles));
            let items = items.collect::<Result<Vec<_>, _>>()?;
            Ok((total, items.into_iter().flatten().collect(), rest.next().is_some()))
        })
    }
}

/// Their ids, ascending.
fn ids(db: &mut dyn Db, grant: &Grant, wanted: &Wanted) -> Result<Vec<Id>, StoreError> {
    let all = [(Status::Draft, keys::DRAFT), (Status::Scheduled, keys::SCHEDULED)];
    let names = all.iter().filter(|(status, _)| wanted.status.is_none_or(|own| own == *status));
    let names: Vec<String> = names.map(|(_, key)| (*key).to_owned()).collect();
    let mut found: Vec<i64> = db.lookup(&names)?.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    if wanted.series.is_none() && grant.series.is_empty() {
        return Ok(found.into_iter().filter_map(Id::from_key).collect());
    }
    let mut within = Vec::new();
    for row in db.entities(&found)? {
        let entity: Entity = serde_json::from_slice(&row.document)?;
        within.extend(Id::from_key(row.id).filter(|id| {
            reaches(grant, *id, &entity) && wanted.series.is_none_or(|series| entity.series().contains(&series))
        }));
    }
    within.sort();
    Ok(within)
}

fn short(
    db: &mut dyn Db,
    id: Id,
    titles: &mut BTreeMap<Id, Option<String>>,
) -> Result<Option<Unpublished>, StoreError> {
    let Some(view) = view::load(db, id)? else { return Ok(None) };
    let last = db.revisions(id.key())?.pop();
    let series = view.entity.series();
    for own in &series {
        if !titles.contains_key(own) {
            let row = db.entities(&[own.key()])?.pop();
            let entity: Option<Entity> = row.map(|row| serde_json::from_slice(&row.document)).transpose()?;
            titles.insert(*own, entity.as_ref().and_then(display_name));
        }
    }
    let Entity::Article(article) = view.entity else { return Ok(None) };
    Ok(Some(Unpublished {
        id,
        slug: view.slug,
        article,
        series: series.into_iter().map(|own| (own, titles.get(&own).cloned().flatten())).collect(),
        created: view.created,
        modified: last.as_ref().map_or(view.created, |row| Timestamp::from_micros(row.time)),
        by: last.map(|row| row.actor).unwrap_or_default(),
        revision: view.revision,
        warnings: view.warnings.len(),
    }))
}
