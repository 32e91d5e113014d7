//! Which known thing an item of an import is.
//!
//! By id, by the key of its source, then by what identifies its kind: DOI, address, then place in a
//! series; identifier, e-mail, then name at a shared organization. What could be several is refused.

use std::collections::BTreeSet;

use super::db::SourceRow;
use super::error::StoreError;
use super::ingest::{Ingest, Stop};
use super::keys;
use super::memory::Said;
use super::session::Draft;
use crate::domain::{Author, Entity, Id, Ref, Resource};
use crate::import::fingerprint::Prepared;
use crate::import::report::Problem;

/// The largest number that an id from elsewhere may have: ids given later are above it.
const MOST: u64 = 1 << 50;

impl Ingest<'_, '_> {
    /// Which known thing an item is: by id, by source key, then by what identifies its kind.
    pub(super) fn identify(
        &mut self,
        prepared: &Prepared,
        earlier: Option<&SourceRow>,
        said: &Said,
    ) -> Result<Option<Id>, Stop> {
        let item = &prepared.item;
        let resource = item.entity.resource();
        if let Some(id) = item.id {
            if id.resource() != resource {
                return self.reject("id", format!("`{id}` is not the id of {}", resource.a_name()));
            }
            if id.number() > MOST {
                return self
                    .reject("id", format!("`{id}` is larger than any archive's; no room would be left above it"));
            }
            return Ok(Some(id));
        }
        if let Some(id) = earlier.and_then(|row| Id::from_key(row.id)) {
            return Ok(Some(id));
        }
        for class in keys::identity(&item.entity) {
            let candidates = self.candidates(&item.entity, &class, item.source_key(), said)?;
            match candidates.as_slice() {
                [] => {}
                [one] => return Ok(Some(*one)),
                // The same words may stand in several series: then what was printed is its own.
                _ if resource == Resource::Disclaimer && item.mentioned => {}
                several => {
                    let list = several.iter().map(Id::to_string).collect::<Vec<_>>().join(", ");
                    return self
                        .reject("id", format!("it could be any of {list} by {}; give its `id`", class.join(", ")));
                }
            }
        }
        if let Entity::Author(author) = &item.entity {
            return Ok(self.namesake(&item.entity, author, item.source_key(), said)?);
        }
        Ok(None)
    }

    /// What is known under any of these keys, other than things this source knows by another key. What was
    /// merged is what it leads to; an author or organization that is withdrawn is told, and stays alone.
    fn candidates(
        &mut self,
        entity: &Entity,
        keys: &[String],
        own_key: Option<&str>,
        said: &Said,
    ) -> Result<Vec<Id>, StoreError> {
        let resource = entity.resource();
        let mut found = BTreeSet::new();
        for key in keys {
            found.extend(self.session.find(key)?);
            let kin = self.staged.iter().filter(|s| s.id.resource() == resource);
            let staged = kin.filter(|s| s.draft.as_ref().is_some_and(|d| keys::all(&d.entity).contains(key)));
            found.extend(staged.map(|s| s.id));
        }
        let mut others = BTreeSet::new();
        for id in found {
            if own_key.is_some() && self.keyed_otherwise(id, own_key, said)? {
                if resource == Resource::Article {
                    let reason = format!("{id} of this source already has this DOI, address or number");
                    self.problems.push(Problem::warning(self.at(), "number", reason));
                }
                continue;
            }
            let id = self.session.merges()?.survivor(id);
            if entity.withdrawal().is_none() && self.is_withdrawn(id)? {
                let reason = format!("{id} is known by the same, and is withdrawn; this is taken for another one");
                self.problems.push(Problem::warning(self.at(), "id", reason));
            } else {
                others.insert(id);
            }
        }
        Ok(others.into_iter().collect())
    }

    /// Whether an author or organization is withdrawn.
    fn is_withdrawn(&mut self, id: Id) -> Result<bool, StoreError> {
        if !id.resource().merges() || self.memory.standing.contains(&id) {
            return Ok(false);
        }
        let is_withdrawn = self.current(id)?.is_some_and(|draft| draft.entity.withdrawal().is_some());
        if !is_withdrawn {
            self.memory.standing.insert(id);
        }
        Ok(is_withdrawn)
    }

    /// Looks at what an item newly refers to. In an article, whoever a key names is who that leads to now; what
    /// is withdrawn is told, and stays withdrawn. Nothing is merged into itself, however far around.
    pub(super) fn lead(
        &mut self,
        id: Id,
        entity: &mut Entity,
        current: Option<&Draft>,
        by_key: &BTreeSet<Id>,
    ) -> Result<(), Stop> {
        if let Some(into) = entity.merged_into().filter(|into| into.resource() == id.resource())
            && self.session.merges()?.leads(into, id)
        {
            return self.reject("merged_into", format!("{into} leads to {id}: that would be a circle"));
        }
        let Entity::Article(_) = entity else { return Ok(()) };
        let known: BTreeSet<Id> = current.map(|own| own.entity.clone().references()).into_iter().flatten().collect();
        entity.map_references(&mut |reference, _| {
            let Some(own) = reference.id().filter(|own| own.resource().merges() && !known.contains(own)) else {
                return Ok(());
            };
            let last = self.session.merges()?.survivor(own);
            if by_key.contains(&own) && last != own && self.current(last)?.is_some() {
                *reference = Ref::from(last);
            }
            if self.is_withdrawn(last)? {
                let reason = format!("{last} is withdrawn, and stays so; name another one, or let it come back");
                self.problems.push(Problem::warning(self.at(), "reference", reason));
            }
            Ok(())
        })
    }

    fn keyed_otherwise(&mut self, id: Id, own_key: Option<&str>, said: &Said) -> Result<bool, StoreError> {
        let other = |key: &str| Some(key) != own_key;
        let own = self.staged.iter().filter_map(|s| s.row.as_ref()).filter(|row| row.id == id.key());
        if own.map(|row| row.key.as_str()).chain(said.keys_of(id)).any(other) {
            return Ok(true);
        }
        let rows = self.session.db.sources_of(&[id.key()])?;
        Ok(rows.iter().any(|row| row.name == self.source && other(&row.key)))
    }

    /// An author of the same name who was seen at one of the same organizations. Others of the name
    /// are reported.
    fn namesake(
        &mut self,
        entity: &Entity,
        author: &Author,
        own_key: Option<&str>,
        said: &Said,
    ) -> Result<Option<Id>, StoreError> {
        let Some(name) = author.name().map(|n| n.full.clone()) else { return Ok(None) };
        let organizations: Vec<Id> = author.affiliations.iter().filter_map(|a| a.organization.as_ref()?.id()).collect();
        let shared: Vec<String> = organizations.iter().map(|o| keys::colleague(&name, *o)).collect();
        let known = self.candidates(entity, &shared, own_key, said)?;
        if let [one] = known.as_slice() {
            return Ok(Some(*one));
        }
        let others = self.candidates(entity, &[keys::name(Resource::Author, &name)], own_key, said)?;
        if let Some(other) = others.first() {
            let reason = format!("{name} may be {other}: the names are the same, nothing else tells");
            self.problems.push(Problem::info(self.at(), "contributions", reason));
        }
        Ok(None)
    }
}
