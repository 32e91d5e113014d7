//! One transaction of writes: drafts are gathered, then written and derived together.
//!
//! A session sees its own drafts. [`Session::finish`] writes them, derives every record that shows
//! something of them, and appends to the log what the public sees change.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::beside::beside;
use super::db::{Db, EntityRow, LookupRow, SourceRow};
use super::error::StoreError;
use super::foresight::Foresight;
use super::merges::Merges;
use super::neighbours::Circle;
use super::reindex;
use super::rows::{Body, Difference, Later, Rows};
use super::{keys, rows};
use crate::domain::{Entity, Id, Ref, Resource, Timestamp, text};

/// How many records are derived at once; they are all in memory then.
const CHUNK: usize = 1_024;

/// A resource as a session is about to write it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its values; of an article without the body.
    pub entity: Entity,
    /// The body of an article, where this session sets it.
    pub body: Option<Vec<String>>,
    /// The body it had, where this session sets another.
    pub body_before: Vec<String>,
    /// Its slug.
    pub slug: Option<String>,
    /// When it was first kept.
    pub created: Timestamp,
    /// The row it replaces; `None` for a new one.
    pub before: Option<EntityRow>,
    /// The number of its last revision, where it is new but was here before and removed.
    pub past: i64,
    /// Whether other records may already refer to it though it is new.
    pub awaited: bool,
    /// The keys by which it is found; [`Session::put`] sets them.
    pub keys: Vec<String>,
    /// The ids it refers to; [`Session::put`] sets them too.
    pub references: Vec<Id>,
}

impl Draft {
    /// A new thing with these values.
    pub fn new(entity: Entity, created: Timestamp) -> Self {
        let (body, body_before, slug, before, keys, references) = Default::default();
        Draft { entity, body, body_before, slug, created, before, past: 0, awaited: false, keys, references }
    }
}

/// Who writes, and why.
#[derive(Clone, Debug)]
pub struct Author {
    /// The name of the key, command or source.
    pub name: String,
    /// A message for the history.
    pub message: Option<String>,
}

/// A transaction of writes. See the module.
pub struct Session<'a> {
    /// The database, inside its transaction.
    pub db: &'a mut dyn Db,
    /// What records embed, kept between sessions while nobody else writes.
    pub circle: &'a mut Circle,
    /// Now, by the clock that was passed in.
    pub now: Timestamp,
    /// What was asked before.
    pub foresight: Foresight,
    drafts: BTreeMap<Id, Draft>,
    found: HashMap<String, Vec<Id>>,
    counters: HashMap<Resource, u64>,
    added: Vec<LookupRow>,
    dropped: Vec<LookupRow>,
    merges: Option<Merges>,
}

impl<'a> Session<'a> {
    /// Begins inside a transaction.
    pub fn new(db: &'a mut dyn Db, circle: &'a mut Circle, now: Timestamp) -> Self {
        let (foresight, drafts, found, counters) = Default::default();
        let (added, dropped) = Default::default();
        Session { db, circle, now, foresight, drafts, found, counters, added, dropped, merges: None }
    }

    /// A new id, never given before.
    pub fn new_id(&mut self, resource: Resource) -> Result<Id, StoreError> {
        let number = self.counter(resource)? + 1;
        self.counters.insert(resource, number);
        Ok(Id::new(resource, number))
    }

    /// Keeps ids given later above this one, which comes from elsewhere.
    pub fn claim_id(&mut self, id: Id) -> Result<(), StoreError> {
        let number = self.counter(id.resource())?.max(id.number());
        self.counters.insert(id.resource(), number);
        Ok(())
    }

    fn counter(&mut self, resource: Resource) -> Result<u64, StoreError> {
        if let Some(number) = self.counters.get(&resource) {
            return Ok(*number);
        }
        let kept = self.db.meta(&counter_key(resource))?;
        Ok(kept.and_then(|n| n.parse().ok()).unwrap_or(0))
    }

    /// What is known of an id: the draft of this session, or what the store has.
    pub fn load(&mut self, id: Id) -> Result<Option<Draft>, StoreError> {
        if let Some(draft) = self.drafts.get(&id) {
            return Ok(Some(draft.clone()));
        }
        let row = match self.foresight.take_entity(id.key()) {
            Some(row) => Some(row),
            None => self.db.entities(&[id.key()])?.pop(),
        };
        let Some(row) = row else { return Ok(None) };
        let entity: Entity = serde_json::from_slice(&row.document)?;
        let (slug, created) = (row.slug.clone(), Timestamp::from_micros(row.created));
        Ok(Some(Draft { slug, before: Some(row), ..Draft::new(entity, created) }))
    }

    /// Sets what is to be written under an id.
    pub fn put(&mut self, id: Id, mut draft: Draft) {
        draft.keys = keys::all(&draft.entity);
        draft.references = draft.entity.references();
        if let Some(merges) = self.merges.as_mut().filter(|_| id.resource().merges()) {
            merges.set(id, draft.entity.merged_into());
        }
        for key in &draft.keys {
            let ids = self.found.entry(key.clone()).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        self.drafts.insert(id, draft);
    }

    /// What was merged into what, this session's drafts included.
    pub(super) fn merges(&mut self) -> Result<&Merges, StoreError> {
        let merges = match self.merges.take() {
            Some(merges) => merges,
            None => {
                let mut merges = Merges::read(self.db)?;
                let drafts = self.drafts.iter().filter(|(id, _)| id.resource().merges());
                drafts.for_each(|(id, draft)| merges.set(*id, draft.entity.merged_into()));
                merges
            }
        };
        Ok(self.merges.insert(merges))
    }

    /// All ids under a key, of the store and of this session, ascending.
    pub fn find(&mut self, key: &str) -> Result<Vec<Id>, StoreError> {
        let mut ids: BTreeSet<Id> = match self.foresight.ids(key) {
            Some(ids) => ids.iter().copied().collect(),
            None => self.db.lookup(&[key.to_owned()])?.into_iter().filter_map(|row| Id::from_key(row.id)).collect(),
        };
        ids.extend(self.found.get(key).into_iter().flatten());
        Ok(ids.into_iter().collect())
    }

    /// Adds a key that no entity's own values give.
    pub fn add_key(&mut self, key: String, id: Id) {
        self.found.entry(key.clone()).or_default().push(id);
        self.added.push(LookupRow { key, id: id.key() });
    }

    /// Takes a key away that no entity's own values give.
    pub fn drop_key(&mut self, key: String, id: Id) {
        self.dropped.push(LookupRow { key, id: id.key() });
    }

    /// How many keys were added so far, for [`Session::forget_keys`].
    pub fn added_keys(&self) -> usize {
        self.added.len()
    }

    /// Takes back the keys added since there were so many: what they were for is not written.
    pub fn forget_keys(&mut self, since: usize) {
        for LookupRow { key, id } in self.added.drain(since..) {
            if let Some(ids) = self.found.get_mut(&key) {
                ids.retain(|own| own.key() != id);
            }
        }
    }

    /// The slug of a thing from now on: the one that is wanted, else one of its name; none where its name has
    /// nothing to write. Where it leads to something else, or is an id, it is cut to the length of those that are
    /// made of names; where it does so still, the thing's own id stands behind it.
    pub fn choose_slug(
        &mut self,
        id: Id,
        wanted: Option<String>,
        entity: &Entity,
    ) -> Result<Option<String>, StoreError> {
        let of_name = || display_name(entity).and_then(|name| text::slug(&name));
        let Some(mut slug) = wanted.or_else(of_name) else { return Ok(None) };
        if self.is_taken(id, &slug)? {
            // An imported one may be as long as any: this leaves room for the id.
            slug = text::slug(&slug).unwrap_or(slug);
        }
        while self.is_taken(id, &slug)? {
            slug = format!("{slug}-{id}");
        }
        self.add_key(keys::slug(id.resource(), &slug), id);
        Ok(Some(slug))
    }

    /// Whether a slug is, or was, another thing's, or would be taken for an id.
    fn is_taken(&mut self, id: Id, slug: &str) -> Result<bool, StoreError> {
        let is_id = slug.parse::<Id>().is_ok();
        Ok(is_id || self.find(&keys::slug(id.resource(), slug))?.iter().any(|other| *other != id))
    }

    /// Writes the drafts and what sources said, derives every record that shows something of them, and
    /// appends to the log. Gives the ids whose public bytes changed.
    pub fn finish(mut self, author: &Author, sources: Vec<SourceRow>) -> Result<Vec<Id>, StoreError> {
        let mut drafts = std::mem::take(&mut self.drafts);
        let mut later = Later { lookups: self.write_rows(&drafts, author)?, sources };
        let affected = self.affected(&drafts)?;
        for id in &affected {
            // Something written with it speaks of it.
            drafts.entry(*id).and_modify(|draft| draft.awaited = true);
        }
        let mut due: BTreeSet<Id> = drafts.keys().copied().collect();
        due.extend(affected);
        // What others refer to comes first in the log.
        let mut due: Vec<Id> = due.into_iter().collect();
        due.sort_by_key(|id| id.key());
        let mut derivation = super::derive::Derivation::new(self.db, self.circle, self.now)?;
        for chunk in due.chunks(CHUNK) {
            derivation.derive(chunk, &mut drafts, &mut later)?;
        }
        let changed = derivation.finish();
        later.write(self.db)?;
        Ok(changed)
    }

    /// Writes all that records are derived from; gives the keys, which are still to be written.
    fn write_rows(
        &mut self,
        drafts: &BTreeMap<Id, Draft>,
        author: &Author,
    ) -> Result<Difference<LookupRow>, StoreError> {
        let now = self.now;
        let (mut references, mut lookups) = (Difference::default(), Difference::default());
        let mut other_bodies = Vec::new();
        lookups.added = std::mem::take(&mut self.added);
        lookups.gone = std::mem::take(&mut self.dropped);
        beside(
            drafts.iter().collect(),
            |(id, draft)| rows::of(*id, draft, author, now),
            |results| {
                for block in results {
                    let (mut added, mut bodies, mut revisions) = (Vec::new(), Vec::new(), Vec::new());
                    for Rows { entity, is_new, body, revision, references: own, lookups: keys } in block? {
                        match body {
                            Body::Kept => {}
                            Body::Gone => {
                                self.db.delete_body(entity.id)?;
                                other_bodies.push(entity.id);
                            }
                            Body::Set(row) => {
                                other_bodies.extend((!is_new).then_some(row.id));
                                bodies.push(row);
                            }
                        }
                        match is_new {
                            true => added.push(entity),
                            false => self.db.update_entity(&entity)?,
                        }
                        revisions.push(revision);
                        references.add(own);
                        lookups.add(keys);
                    }
                    self.db.insert_entities(&added)?;
                    self.db.put_bodies(&bodies)?;
                    self.db.insert_revisions(&revisions)?;
                }
                Ok(())
            },
        )?;
        reindex::note_bodies(self.db, &other_bodies)?;
        references.sort();
        lookups.sort();
        self.db.delete_references(&references.gone)?;
        self.db.insert_references(&references.added)?;
        for (resource, number) in std::mem::take(&mut self.counters) {
            self.db.set_meta(&counter_key(resource), &number.to_string())?;
        }
        Ok(lookups)
    }

    /// The ids of records that show something of a draft that is not as it was.
    fn affected(&mut self, drafts: &BTreeMap<Id, Draft>) -> Result<BTreeSet<Id>, StoreError> {
        let mut affected = BTreeSet::new();
        for (id, draft) in drafts {
            let changed = self.circle.replace(self.db, *id, draft)?;
            let seen = draft.before.is_some() || draft.awaited;
            if changed && seen {
                self.circle.add_dependents(self.db, *id, &mut affected)?;
            }
            if let Entity::Article(own) = &draft.entity {
                affected.extend(super::notices::carriers(own, draft.before.as_ref())?);
            }
            if let Entity::Disclaimer(own) = &draft.entity {
                let before: Option<Entity> =
                    draft.before.as_ref().map(|row| serde_json::from_slice(&row.document)).transpose()?;
                let before = match &before {
                    Some(Entity::Disclaimer(before)) => before.series.as_ref(),
                    _ => None,
                };
                for series in before.into_iter().chain(&own.series).filter_map(Ref::id) {
                    self.circle.forget(series);
                    self.circle.add_articles_of(self.db, series, &mut affected)?;
                }
            }
        }
        Ok(affected)
    }
}

fn counter_key(resource: Resource) -> String {
    format!("next.{}", resource.plural())
}

/// The name a thing goes by.
pub fn display_name(entity: &Entity) -> Option<String> {
    match entity {
        Entity::Article(a) => text::display(&a.titles).map(|t| t.text.clone()),
        Entity::Author(a) => a.name().map(|n| n.full.clone()),
        Entity::Organization(o) => text::display(&o.names).map(|n| n.text.clone()),
        Entity::Series(s) => text::display(&s.titles).map(|t| t.text.clone()),
        Entity::Disclaimer(_) => None,
    }
}

/// The body of an article is kept apart from its other values.
pub(super) fn split_body(entity: Entity) -> (Entity, Option<Vec<String>>) {
    match entity {
        Entity::Article(mut article) => {
            let body = std::mem::take(&mut article.body);
            (Entity::Article(article), Some(body))
        }
        other => (other, None),
    }
}
