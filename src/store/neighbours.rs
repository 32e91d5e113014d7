//! What records embed, at hand while a session derives.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::db::Db;
use super::error::StoreError;
use super::session::Draft;
use crate::domain::{Disclaimer, Entity, Id, Resource};
use crate::record::{Neighbour, Neighbours};

/// The neighbours seen so far. What is here is as the open transaction sees it.
#[derive(Default)]
pub struct Circle {
    known: HashMap<Id, Option<Neighbour>>,
}

/// Above this many, the circle is emptied between sessions, so that memory stays flat.
const LIMIT: usize = 200_000;

/// How often a thing may be merged, with what it was merged into, into yet another.
pub(super) const CHAIN: usize = 1_000;

impl Neighbours for Circle {
    fn get(&self, id: Id) -> Option<&Neighbour> {
        let (mut id, mut last) = (id, None);
        // What leads to nothing that is here, or round and round, is itself.
        for _ in 0..CHAIN {
            match self.known.get(&id).and_then(Option::as_ref) {
                Some(Neighbour::Merged { into, own }) => (id, last) = (*into, Some(&**own)),
                Some(found) => return Some(found),
                None => return last,
            }
        }
        last
    }

    fn itself(&self, id: Id) -> Option<&Neighbour> {
        match self.known.get(&id)?.as_ref()? {
            Neighbour::Merged { own, .. } => Some(own),
            own => Some(own),
        }
    }
}

impl Circle {
    /// Forgets all where it has grown large.
    pub fn trim(&mut self) {
        if self.known.len() > LIMIT {
            self.known.clear();
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.known.clear();
    }

    /// Forgets one.
    pub fn forget(&mut self, id: Id) {
        self.known.remove(&id);
    }

    /// Puts a draft in the place of what was; tells whether what others show of it differs.
    pub fn replace(&mut self, db: &mut dyn Db, id: Id, draft: &Draft) -> Result<bool, StoreError> {
        if let (None, Entity::Article(_), false) = (&draft.before, &draft.entity, draft.awaited) {
            // Few will ever be asked for.
            self.forget(id);
            return Ok(true);
        }
        let before = match (&draft.before, self.known.remove(&id)) {
            (None, _) => None,
            (Some(_), Some(known)) => known,
            (Some(row), None) => {
                let entity: Entity = serde_json::from_slice(&row.document)?;
                let disclaimers = disclaimers_of(db, id, &entity)?;
                Neighbour::of(id, &entity, disclaimers)
            }
        };
        // Nothing refers to what is new, unless it was waited for.
        let disclaimers = match draft.before.is_some() || draft.awaited {
            true => disclaimers_of(db, id, &draft.entity)?,
            false => Vec::new(),
        };
        let after = Neighbour::of(id, &draft.entity, disclaimers);
        let changed = before != after;
        self.known.insert(id, after);
        Ok(changed)
    }

    /// Brings in these neighbours, and the publishers behind the series among them.
    pub fn gather(&mut self, db: &mut dyn Db, wanted: impl Iterator<Item = Id>) -> Result<(), StoreError> {
        let wanted: BTreeSet<Id> = wanted.collect();
        self.follow(db, wanted.clone())?;
        let publishers = wanted.iter().filter_map(|id| match self.get(*id) {
            Some(Neighbour::Series { publisher, .. }) => *publisher,
            _ => None,
        });
        let publishers = publishers.collect();
        self.follow(db, publishers)
    }

    /// Brings in these neighbours, and what they were merged into.
    fn follow(&mut self, db: &mut dyn Db, wanted: BTreeSet<Id>) -> Result<(), StoreError> {
        let mut due = wanted;
        for _ in 0..CHAIN {
            self.fetch(db, due.clone())?;
            due = due.iter().filter_map(|id| self.merged_into(*id)).collect();
            if due.is_empty() {
                break;
            }
        }
        Ok(())
    }

    fn merged_into(&self, id: Id) -> Option<Id> {
        match self.known.get(&id) {
            Some(Some(Neighbour::Merged { into, .. })) => Some(*into),
            _ => None,
        }
    }

    fn fetch(&mut self, db: &mut dyn Db, wanted: BTreeSet<Id>) -> Result<(), StoreError> {
        let missing: Vec<Id> = wanted.into_iter().filter(|id| !self.known.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let ids: Vec<i64> = missing.iter().map(|id| id.key()).collect();
        self.known.extend(missing.into_iter().map(|id| (id, None)));
        for row in db.entities(&ids)? {
            let Some(id) = Id::from_key(row.id) else { continue };
            let entity: Entity = serde_json::from_slice(&row.document)?;
            let disclaimers = disclaimers_of(db, id, &entity)?;
            self.known.insert(id, Neighbour::of(id, &entity, disclaimers));
        }
        Ok(())
    }

    /// Adds the ids of all records that show this one; a publisher's name stands also in the articles
    /// of its series, and what was merged into it shows as this one wherever it is named.
    pub fn add_dependents(&mut self, db: &mut dyn Db, id: Id, into: &mut BTreeSet<Id>) -> Result<(), StoreError> {
        let (mut due, mut seen) = (vec![id], BTreeSet::from([id]));
        while let Some(id) = due.pop() {
            let direct: Vec<Id> = db.dependents(id.key(), 0, i64::MAX)?.into_iter().filter_map(Id::from_key).collect();
            if id.resource() == Resource::Organization {
                for series in direct.iter().filter(|d| d.resource() == Resource::Series) {
                    self.add_articles_of(db, *series, into)?;
                }
            }
            if id.resource().merges() {
                let kin: BTreeSet<Id> = direct.iter().copied().filter(|d| d.resource() == id.resource()).collect();
                self.fetch(db, kin.clone())?;
                due.extend(kin.into_iter().filter(|own| self.merged_into(*own) == Some(id) && seen.insert(*own)));
            }
            into.extend(direct);
        }
        Ok(())
    }

    /// Adds the ids of all articles of a series.
    pub fn add_articles_of(&self, db: &mut dyn Db, series: Id, into: &mut BTreeSet<Id>) -> Result<(), StoreError> {
        let (first, last) = Id::range(Resource::Article);
        into.extend(db.dependents(series.key(), first, last)?.into_iter().filter_map(Id::from_key));
        Ok(())
    }
}

/// The disclaimers that stand in a series, by id.
fn disclaimers_of(db: &mut dyn Db, id: Id, entity: &Entity) -> Result<Vec<(Id, Disclaimer)>, StoreError> {
    if !matches!(entity, Entity::Series(_)) {
        return Ok(Vec::new());
    }
    let (first, last) = Id::range(Resource::Disclaimer);
    let ids = db.dependents(id.key(), first, last)?;
    let mut found = Vec::new();
    for row in db.entities(&ids)? {
        if let (Some(id), Entity::Disclaimer(own)) = (Id::from_key(row.id), serde_json::from_slice(&row.document)?) {
            found.push((id, *own));
        }
    }
    found.sort_by_key(|(id, _)| *id);
    Ok(found)
}
