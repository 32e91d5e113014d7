//! The rows of one draft. No database.

use std::collections::BTreeSet;

use serde_json::json;

use super::db::{BodyRow, Db, EntityRow, LookupRow, ReferenceRow, RevisionRow, SourceRow};
use super::error::StoreError;
use super::keys;
use super::session::{Author, Draft};
use crate::domain::{Entity, Id, Timestamp, patch};

/// What is to be written of a draft, beside its record.
pub(super) struct Rows {
    /// Its values.
    pub entity: EntityRow,
    /// Whether there is no such row yet.
    pub is_new: bool,
    /// What becomes of its body.
    pub body: Body,
    /// The write itself.
    pub revision: RevisionRow,
    /// What it refers to.
    pub references: Difference<ReferenceRow>,
    /// The keys by which it is found.
    pub lookups: Difference<LookupRow>,
}

/// What becomes of a body.
pub(super) enum Body {
    /// It stays, if there is one.
    Kept,
    /// It goes.
    Gone,
    /// It is set.
    Set(BodyRow),
}

/// What is no longer there, and what is there now.
pub(super) struct Difference<T> {
    pub gone: Vec<T>,
    pub added: Vec<T>,
}

impl<T: Ord> Difference<T> {
    /// In the order of the table, so that each of its pages is changed once.
    pub fn sort(&mut self) {
        self.added.sort_unstable();
    }

    fn between(before: BTreeSet<T>, mut after: BTreeSet<T>) -> Self {
        let gone = before.into_iter().filter(|own| !after.remove(own)).collect();
        Difference { gone, added: after.into_iter().collect() }
    }

    /// Adds another.
    pub fn add(&mut self, other: Difference<T>) {
        self.gone.extend(other.gone);
        self.added.extend(other.added);
    }
}

impl<T> Default for Difference<T> {
    fn default() -> Self {
        Difference { gone: Vec::new(), added: Vec::new() }
    }
}

/// What is written while records are derived: they need none of it.
#[derive(Default)]
pub(super) struct Later {
    /// The keys by which things are found.
    pub lookups: Difference<LookupRow>,
    /// What sources said.
    pub sources: Vec<SourceRow>,
}

impl Later {
    /// Writes it, once.
    pub fn write(&mut self, db: &mut dyn Db) -> Result<(), StoreError> {
        let Later { lookups, sources } = std::mem::take(self);
        db.delete_lookups(&lookups.gone)?;
        db.insert_lookups(&lookups.added)?;
        db.put_sources(&sources)
    }
}

/// The JSON Patch that leads from what a draft is now to what it was. The slug and the body stand beside the
/// documents.
fn way_back(draft: &Draft, from: &[u8], to: &EntityRow) -> Result<Vec<u8>, StoreError> {
    let mut steps = patch::between(&serde_json::from_slice(from)?, &serde_json::from_slice(&to.document)?);
    if draft.slug != to.slug {
        steps.push(json!({"op": "replace", "path": "/slug", "value": to.slug}));
    }
    if draft.body.as_ref().is_some_and(|body| *body != draft.body_before) {
        steps.push(json!({"op": "replace", "path": "/body", "value": draft.body_before}));
    }
    Ok(serde_json::to_vec(&steps)?)
}

/// The rows of a draft that somebody writes now.
pub(super) fn of(id: Id, draft: &Draft, author: &Author, now: Timestamp) -> Result<Rows, StoreError> {
    let key = id.key();
    let document = serde_json::to_vec(&draft.entity)?;
    let before = draft.before.as_ref();
    let mut old: Option<Entity> = before.map(|row| serde_json::from_slice(&row.document)).transpose()?;
    let number = before.map_or(draft.past, |row| row.revision) + 1;
    // It leads back: what is now, and the way back, give everything that ever was.
    let patch = before.map(|row| way_back(draft, &document, row)).transpose()?;
    let pairs = |ids: &[Id]| ids.iter().map(|to| ReferenceRow { to_id: to.key(), from_id: key }).collect();
    let named = |keys: Vec<String>| keys.into_iter().map(|name| LookupRow { key: name, id: key }).collect();
    let (old_keys, old_references) = match &mut old {
        Some(old) => (keys::all(old), old.references()),
        None => Default::default(),
    };
    let kept = before.map_or(0, |row| row.body);
    let (set, body) = match &draft.body {
        Some(body) if body.is_empty() => (0, if kept > 0 { Body::Gone } else { Body::Kept }),
        Some(body) => (now.micros(), Body::Set(BodyRow { id: key, paragraphs: serde_json::to_vec(body)? })),
        None => (kept, Body::Kept),
    };
    Ok(Rows {
        entity: EntityRow {
            id: key,
            slug: draft.slug.clone(),
            revision: number,
            created: draft.created.micros(),
            body: set,
            document,
        },
        is_new: before.is_none(),
        body,
        revision: RevisionRow {
            id: key,
            number,
            time: now.micros(),
            actor: author.name.clone(),
            message: author.message.clone(),
            patch,
        },
        references: Difference::between(pairs(&old_references), pairs(&draft.references)),
        lookups: Difference::between(named(old_keys), named(draft.keys.clone())),
    })
}
