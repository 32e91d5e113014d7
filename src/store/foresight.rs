//! What a batch of documents will ask the store for, asked at once: each question alone would be a way to a database
//! server and back. What is not foreseen is asked for when it is wanted.

use std::collections::{BTreeSet, HashSet};

use foldhash::HashMap;

use super::db::{Db, EntityRow, LookupRow, SourceRow};
use super::error::StoreError;
use super::keys;
use super::memory::Memory;
use super::session::display_name;
use crate::domain::{Entity, Id, Ref, Resource, text};
use crate::import::fingerprint::Prepared;

/// What the store has under what was foreseen. It holds until something is written.
#[derive(Default)]
pub struct Foresight {
    lookups: HashMap<String, Vec<Id>>,
    sources: HashMap<String, Option<SourceRow>>,
    entities: HashMap<i64, EntityRow>,
}

impl Foresight {
    /// Of documents of a source, with what is in mind already; nothing where the engine is asked key by key anyway.
    pub(super) fn of(
        db: &mut dyn Db,
        source: &str,
        documents: &mut [(u64, Vec<Prepared>)],
        memory: &Memory,
    ) -> Result<Self, StoreError> {
        let mut own = Foresight::default();
        if !db.asks_for_many() {
            return Ok(own);
        }
        own.ask_sources(db, source, documents, memory)?;
        let keys = own.keys(documents, memory);
        own.lookups = keys.iter().map(|key| (key.clone(), Vec::new())).collect();
        for LookupRow { key, id } in db.lookup(&keys)? {
            own.lookups.entry(key).or_default().extend(Id::from_key(id));
        }
        Ok(own)
    }

    /// The ids that the store has under a key; `None` where that was not foreseen.
    pub fn ids(&self, key: &str) -> Option<&[Id]> {
        self.lookups.get(key).map(Vec::as_slice)
    }

    /// What the store has of the key of a source; `None` where that was not foreseen.
    pub fn source(&self, key: &str) -> Option<Option<&SourceRow>> {
        self.sources.get(key).map(Option::as_ref)
    }

    /// Gives a thing as the store has it, once.
    pub fn take_entity(&mut self, key: i64) -> Option<EntityRow> {
        self.entities.remove(&key)
    }

    /// What the source said of the documents and of what they name, and of what it says otherwise now, what there is.
    fn ask_sources(
        &mut self,
        db: &mut dyn Db,
        source: &str,
        documents: &mut [(u64, Vec<Prepared>)],
        memory: &Memory,
    ) -> Result<(), StoreError> {
        let mut keys = HashSet::new();
        for prepared in documents.iter_mut().flat_map(|(_, items)| items).filter(|one| memory.mentioned(one).is_none())
        {
            keys.extend(prepared.item.source_key().map(str::to_owned));
            let done: Result<(), StoreError> = prepared.item.entity.map_references(&mut |reference, _| {
                keys.extend(reference.0.strip_prefix('@').map(str::to_owned));
                Ok(())
            });
            done?;
        }
        let keys: Vec<String> = keys.into_iter().collect();
        let rows = db.sources(source, &keys)?;
        self.sources = keys.into_iter().map(|key| (key, None)).collect();
        self.sources.extend(rows.into_iter().map(|row| (row.key.clone(), Some(row))));
        let items = documents.iter().flat_map(|(_, items)| items);
        let changed: BTreeSet<i64> = items.filter_map(|one| self.changed(one)).collect();
        let changed: Vec<i64> = changed.into_iter().collect();
        self.entities = db.entities(&changed)?.into_iter().map(|row| (row.id, row)).collect();
        Ok(())
    }

    /// What there is of an item of which its source says something else now.
    fn changed(&self, prepared: &Prepared) -> Option<i64> {
        let row = self.source(prepared.item.source_key()?)??;
        (row.fingerprint != Some(prepared.fingerprint)).then_some(row.id)
    }

    /// The keys under which the items of documents are looked for, where they are not known by their source.
    fn keys(&self, documents: &[(u64, Vec<Prepared>)], memory: &Memory) -> Vec<String> {
        let mut keys = BTreeSet::new();
        let items = documents.iter().flat_map(|(_, items)| items);
        for prepared in items.filter(|one| memory.mentioned(one).is_none() && !self.is_same(one)) {
            let entity = &prepared.item.entity;
            let resource = entity.resource();
            keys.extend(keys::identity_with(entity, &|reference| self.named(reference, memory)).into_iter().flatten());
            let slug = prepared.item.slug.clone().or_else(|| text::slug(&display_name(entity)?));
            keys.extend(slug.map(|slug| keys::slug(resource, &slug)));
            match entity {
                Entity::Article(article) => keys.extend(keys::wanted(article)),
                Entity::Author(author) => {
                    keys.extend(author.name().map(|name| keys::name(Resource::Author, &name.full)));
                }
                _ => {}
            }
        }
        keys.into_iter().collect()
    }

    fn is_same(&self, prepared: &Prepared) -> bool {
        let row = prepared.item.source_key().and_then(|key| self.source(key)).flatten();
        row.is_some_and(|row| row.fingerprint == Some(prepared.fingerprint))
    }

    /// What a key of the source leads to, as far as that is known already.
    fn named(&self, reference: &Ref, memory: &Memory) -> Option<Ref> {
        let key = reference.0.strip_prefix('@')?;
        let known = self.source(key).flatten().and_then(|row| Id::from_key(row.id));
        known.or_else(|| memory.mentions.get(key).map(|(_, id)| *id)).map(Ref::from)
    }
}
