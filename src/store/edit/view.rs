//! The private view: everything that is known of a thing.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::doubts;
use crate::domain::{Entity, Id, Timestamp};
use crate::import::edit::{Fault, Fields, check};
use crate::import::fingerprint::fields;
use crate::store::StoreError;
use crate::store::db::{Db, EntityRow};
use crate::store::keys;

/// Everything that is known of a thing, at one revision.
#[derive(Clone, Debug)]
pub struct View {
    /// Its id.
    pub id: Id,
    /// Its slug.
    pub slug: Option<String>,
    /// How often it was written.
    pub revision: i64,
    /// When it was first kept.
    pub created: Timestamp,
    /// Its values; of an article with the body.
    pub entity: Entity,
    /// What was merged into it.
    pub merged_from: Vec<Id>,
    /// What is doubtful about it.
    pub warnings: Vec<Fault>,
    /// The row it was read from.
    pub(super) row: EntityRow,
}

/// The name of what was merged into a thing.
const MERGED_FROM: &str = "merged_from";

/// Reads one.
pub(super) fn load(db: &mut dyn Db, id: Id) -> Result<Option<View>, StoreError> {
    let Some(row) = db.entities(&[id.key()])?.pop() else { return Ok(None) };
    let mut entity: Entity = serde_json::from_slice(&row.document)?;
    if let Entity::Article(article) = &mut entity
        && let Some(body) = db.bodies(&[id.key()])?.pop()
    {
        article.body = serde_json::from_slice(&body.paragraphs)?;
    }
    let mut warnings = match check(id.resource(), values(&entity)) {
        Ok(sent) => sent.warnings,
        Err(unfit) => unfit.faults,
    };
    warnings.extend(doubts::doubts(db, Some(id), &entity)?);
    let merged_from = db.lookup(&[keys::merged_into(id)])?.into_iter().filter_map(|row| Id::from_key(row.id));
    let merged_from: BTreeSet<Id> = merged_from.collect();
    Ok(Some(View {
        id,
        slug: row.slug.clone(),
        revision: row.revision,
        created: Timestamp::from_micros(row.created),
        entity,
        merged_from: merged_from.into_iter().collect(),
        warnings,
        row,
    }))
}

/// The values of a resource by name, without its kind.
pub(super) fn values(entity: &Entity) -> Fields {
    let mut values = fields(entity);
    values.shift_remove("resource");
    values
}

impl View {
    /// The tag of its revision.
    pub fn tag(&self) -> String {
        tag(self.revision)
    }

    /// What an editor is shown, but for the warnings.
    pub(in crate::store) fn fields(&self) -> Fields {
        let mut all = Map::new();
        all.insert("id".to_owned(), self.id.to_string().into());
        all.insert("slug".to_owned(), self.slug.clone().into());
        all.insert("revision".to_owned(), self.revision.into());
        all.insert("created".to_owned(), self.created.to_string().into());
        all.extend(values(&self.entity));
        all
    }

    /// The names of what an editor is shown beside values.
    pub(super) fn told(&self) -> Vec<&'static str> {
        let merges = self.id.resource().merges().then_some(MERGED_FROM);
        merges.into_iter().chain(["warnings"]).collect()
    }

    /// What an editor is shown, as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, StoreError> {
        let mut all = self.fields();
        if self.id.resource().merges() {
            all.insert(MERGED_FROM.to_owned(), serde_json::to_value(&self.merged_from)?);
        }
        all.insert("warnings".to_owned(), serde_json::to_value(&self.warnings)?);
        Ok(serde_json::to_vec(&Value::Object(all))?)
    }
}

/// The tag of a revision, without quotes.
pub(super) fn tag(revision: i64) -> String {
    format!("r{revision}")
}
