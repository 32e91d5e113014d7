//! Importing: what a document says becomes drafts, by the rules of identity and merging.
//!
//! The unit is one document. All questions are asked and answered before its first draft is put into
//! the session, so that a document is written whole or not at all.

use std::collections::{BTreeSet, HashMap};

use super::db::SourceRow;
use super::error::StoreError;
use super::keys;
use super::memory::{Memory, Said};
use super::reach::reaches;
use super::session::{Draft, Session, display_name, split_body};
use crate::domain::{Entity, Grant, Id, Ref, Resource, Slot};
use crate::import::document::LOCAL;
use crate::import::fingerprint::{Imported, Prepared, fields};
use crate::import::merge::merge;
use crate::import::report::Problem;

/// What became of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Where the document stands in its source.
    pub line: u64,
    /// What was done.
    pub action: Action,
    /// The resource the document is about.
    pub id: Option<Id>,
    /// What should be looked at.
    pub problems: Vec<Problem>,
}

/// What was done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Its subject is new.
    Created,
    /// Its subject changed.
    Updated,
    /// Nothing it says is new.
    Unchanged,
    /// It was refused, whole.
    Rejected,
}

/// One document's way into a session.
pub struct Ingest<'s, 'a> {
    pub(super) session: &'s mut Session<'a>,
    pub(super) memory: &'s mut Memory,
    pub(super) source: &'s str,
    line: u64,
    pub(super) grant: Option<&'s Grant>,
    pub(super) staged: Vec<Staged>,
    reserved: Vec<SourceRow>,
    /// Keys it refers to that have not come.
    awaited: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

/// An item of the document whose identity is settled.
pub(super) struct Staged {
    pub(super) id: Id,
    pub(super) draft: Option<Draft>,
    is_new: bool,
    pub(super) row: Option<SourceRow>,
    mentioned: bool,
    fingerprint: i64,
    key: Option<String>,
}

/// Why a document is not taken: the problems are gathered, or the store failed.
pub(super) enum Stop {
    Rejected,
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Stop::Failed(error)
    }
}

impl<'s, 'a> Ingest<'s, 'a> {
    /// Of the document at a line of a source. Where a key writes, it is what the key allows.
    pub fn new(
        session: &'s mut Session<'a>,
        memory: &'s mut Memory,
        source: &'s str,
        line: u64,
        grant: Option<&'s Grant>,
    ) -> Self {
        let (staged, reserved, awaited, problems) = Default::default();
        Ingest { session, memory, source, line, grant, staged, reserved, awaited, problems }
    }

    /// Takes the document in. What sources said is added to `said`, to be written with the drafts.
    pub fn document(mut self, items: Vec<Prepared>, said: &mut Said) -> Result<Outcome, StoreError> {
        let before = self.session.added_keys();
        let outcome = items.into_iter().try_for_each(|item| self.item(item, said));
        match outcome {
            Ok(()) => self.commit(said),
            Err(Stop::Rejected) => {
                self.session.forget_keys(before);
                Ok(Outcome { line: self.line, action: Action::Rejected, id: None, problems: self.problems })
            }
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    fn item(&mut self, mut prepared: Prepared, said: &Said) -> Result<(), Stop> {
        let resource = prepared.item.entity.resource();
        if let Some(id) = self.memory.mentioned(&prepared) {
            self.stage_known(id, &prepared);
            return Ok(());
        }
        let earlier = self.source_row(prepared.item.source_key(), said)?;
        if let Some(row) = earlier.as_ref().filter(|row| row.fingerprint == Some(prepared.fingerprint)) {
            let id = Id::from_key(row.id).ok_or_else(|| StoreError::Corrupt(format!("source names id {}", row.id)))?;
            self.stage_known(id, &prepared);
            return Ok(());
        }
        let by_key = self.resolve(&mut prepared.item.entity, said)?;
        // What refers to itself has the id that was kept for it.
        let own = self.reserved.iter().position(|row| Some(row.key.as_str()) == prepared.item.source_key());
        let earlier = earlier.or_else(|| own.map(|at| self.reserved.swap_remove(at)));
        let (id, current) = match self.identify(&prepared, earlier.as_ref(), said)? {
            Some(id) => {
                self.session.claim_id(id)?;
                (id, self.current(id)?)
            }
            None => (self.session.new_id(resource)?, None),
        };
        self.lead(id, &mut prepared.item.entity, current.as_ref(), &by_key)?;
        let last = earlier.as_ref().filter(|e| e.fingerprint.is_some()).map(|e| Imported::from_bytes(&e.imported));
        let awaited = earlier.is_some() || prepared.item.id.is_some();
        let row = prepared.item.source_key().map(|key| {
            let imported = prepared.imported().map_err(StoreError::from)?.to_bytes();
            let (name, key, fingerprint) = (self.source.to_owned(), key.to_owned(), Some(prepared.fingerprint));
            Ok::<_, StoreError>(SourceRow { name, key, id: id.key(), fingerprint, imported })
        });
        let row = row.transpose()?;
        let mut staged = Staged {
            id,
            draft: None,
            is_new: false,
            row,
            mentioned: prepared.item.mentioned,
            fingerprint: prepared.fingerprint,
            key: prepared.item.key.clone(),
        };
        match current {
            Some(current) => {
                let may = self.grant.is_none_or(|grant| reaches(grant, id, &current.entity));
                let draft = self.merged(id, current, prepared, last.as_ref())?;
                staged.draft = self.reached(id, may, draft, staged.mentioned)?;
            }
            None => {
                self.must_make(&prepared.item.entity)?;
                staged.is_new = true;
                staged.draft = Some(self.fresh(id, prepared, awaited)?);
            }
        }
        self.staged.push(staged);
        Ok(())
    }

    fn stage_known(&mut self, id: Id, prepared: &Prepared) {
        self.staged.push(Staged {
            id,
            draft: None,
            is_new: false,
            row: None,
            mentioned: prepared.item.mentioned,
            fingerprint: prepared.fingerprint,
            key: prepared.item.key.clone(),
        });
    }

    pub(super) fn at(&self) -> Option<u32> {
        u32::try_from(self.line).ok()
    }

    pub(super) fn current(&mut self, id: Id) -> Result<Option<Draft>, StoreError> {
        let own = self.staged.iter().rev().find(|s| s.id == id).and_then(|s| s.draft.clone());
        match own {
            Some(draft) => Ok(Some(draft)),
            None => self.session.load(id),
        }
    }

    /// What this source said of a key before: in this document's batch, or in the store.
    fn source_row(&mut self, key: Option<&str>, said: &Said) -> Result<Option<SourceRow>, StoreError> {
        let Some(key) = key else { return Ok(None) };
        let own = self.staged.iter().filter_map(|s| s.row.as_ref()).chain(&self.reserved).find(|row| row.key == key);
        if let Some(row) = own.or_else(|| said.get(key)) {
            return Ok(Some(row.clone()));
        }
        match self.session.foresight.source(key) {
            Some(row) => Ok(row.cloned()),
            None => Ok(self.session.db.sources(self.source, &[key.to_owned()])?.pop()),
        }
    }

    /// Puts ids in the place of keys, and tells which. A key that has not come yet gets an id kept for it, where
    /// its kind is clear.
    fn resolve(&mut self, entity: &mut Entity, said: &Said) -> Result<BTreeSet<Id>, Stop> {
        let mut known: HashMap<String, Ref> = HashMap::new();
        let mut wanted = Vec::new();
        let collected: Result<(), Stop> = entity.map_references(&mut |reference, slot| {
            if let Some(key) = reference.0.strip_prefix('@') {
                wanted.push((key.to_owned(), slot));
            } else if reference.id().is_none_or(|id| !slot.takes(id.resource())) {
                wanted.push((String::new(), slot));
                self.problems.push(Problem::error(
                    self.at(),
                    "reference",
                    format!("`{reference}` is not an id or `@key` of what belongs there"),
                ));
            }
            Ok(())
        });
        collected?;
        if wanted.iter().any(|(key, _)| key.is_empty()) {
            return Err(Stop::Rejected);
        }
        let mut by_key = BTreeSet::new();
        for (key, slot) in wanted {
            let staged = self.staged.iter().rev().find(|s| s.key.as_deref() == Some(&key)).map(|s| s.id);
            let id = match staged {
                Some(id) => Some(id),
                None => self.source_row(Some(&key), said)?.and_then(|row| {
                    self.awaited.extend(row.fingerprint.is_none().then(|| key.clone()));
                    Id::from_key(row.id)
                }),
            };
            let id = match (id, slot) {
                (Some(id), slot) if slot.takes(id.resource()) => id,
                (Some(id), _) => {
                    return self.reject(
                        "reference",
                        format!("`@{key}` is {}, which cannot stand there", id.resource().a_name()),
                    );
                }
                (None, Slot::One(resource)) => {
                    self.awaited.push(key.clone());
                    self.reserve(&key, resource)?
                }
                (None, Slot::Agent) => {
                    return self.reject(
                        "reference",
                        format!("`@{key}` is not known; put the line of this author or organization before"),
                    );
                }
            };
            by_key.insert(id);
            known.insert(format!("@{key}"), Ref::from(id));
        }
        if known.is_empty() {
            return Ok(by_key);
        }
        let put: Result<(), Stop> = entity.map_references(&mut |reference, _| {
            if let Some(id) = known.get(&reference.0) {
                *reference = id.clone();
            }
            Ok(())
        });
        put.map(|()| by_key)
    }

    fn reserve(&mut self, key: &str, resource: Resource) -> Result<Id, StoreError> {
        let id = self.session.new_id(resource)?;
        self.reserved.push(SourceRow {
            name: self.source.to_owned(),
            key: key.to_owned(),
            id: id.key(),
            fingerprint: None,
            imported: Vec::new(),
        });
        Ok(id)
    }

    pub(super) fn reject<T>(&mut self, field: &str, reason: String) -> Result<T, Stop> {
        self.problems.push(Problem::error(self.at(), field, reason));
        Err(Stop::Rejected)
    }

    fn fresh(&mut self, id: Id, prepared: Prepared, awaited: bool) -> Result<Draft, StoreError> {
        let item = prepared.item;
        let (entity, body) = split_body(item.entity);
        let slug = self.session.choose_slug(id, item.slug.clone(), &entity)?;
        if let (Some(wanted), Some(slug)) = (item.slug, &slug)
            && wanted != *slug
        {
            let reason = format!("`{wanted}` leads to another {}; here it is `{slug}`", id.resource().name());
            self.problems.push(Problem::warning(self.at(), "slug", reason));
        }
        let created = item.created.unwrap_or(self.session.now);
        // A draft of this id may have been here before, and been removed.
        let past =
            if item.id.is_some() { self.session.db.revisions(id.key())?.last().map_or(0, |r| r.number) } else { 0 };
        let body = body.filter(|b| !b.is_empty());
        Ok(Draft { body, slug, past, awaited, ..Draft::new(entity, created) })
    }

    /// The draft after what the item says was merged in; `None` where nothing changes.
    fn merged(
        &mut self,
        id: Id,
        current: Draft,
        prepared: Prepared,
        last: Option<&Imported>,
    ) -> Result<Option<Draft>, Stop> {
        let item = prepared.item;
        let mut own = current.entity.clone();
        if let Entity::Article(article) = &mut own {
            article.body = self.body(id, &current)?;
        }
        let outcome = merge(fields(&own), fields(&item.entity), last);
        for field in outcome.conflicts.iter().filter(|_| !item.mentioned) {
            let reason = "the source changed it, and so did somebody here; it stays as it is here".to_owned();
            self.problems.push(Problem::warning(self.at(), field, reason));
        }
        if !outcome.changed {
            return Ok(None);
        }
        let merged: Entity = serde_json::from_value(outcome.fields.into()).map_err(StoreError::from)?;
        if merged == own {
            return Ok(None);
        }
        let ((entity, body), (_, kept)) = (split_body(merged), split_body(own));
        if current.entity.is_public() && !entity.is_public() {
            return self.reject("status", format!("{id} is published and cannot become private again; withdraw it"));
        }
        if body == kept {
            return Ok(Some(Draft { entity, ..current }));
        }
        // Of several changes in one session, what was there before the first.
        let body_before = if current.body.is_some() { current.body_before } else { kept.unwrap_or_default() };
        Ok(Some(Draft { entity, body, body_before, ..current }))
    }

    /// The body that an article has.
    fn body(&mut self, id: Id, current: &Draft) -> Result<Vec<String>, StoreError> {
        if let Some(own) = &current.body {
            return Ok(own.clone());
        }
        let Some(row) = self.session.db.bodies(&[id.key()])?.pop() else { return Ok(Vec::new()) };
        Ok(serde_json::from_slice(&row.paragraphs)?)
    }

    /// Puts all that was staged into the session.
    fn commit(mut self, said: &mut Said) -> Result<Outcome, StoreError> {
        let subject = self.staged.iter().rposition(|s| !s.mentioned);
        let subject = subject.and_then(|i| self.staged.get(i));
        let id = subject.map(|s| s.id);
        let action = match subject {
            Some(Staged { is_new: true, .. }) => Action::Created,
            Some(Staged { draft: Some(_), .. }) => Action::Updated,
            _ => Action::Unchanged,
        };
        std::mem::take(&mut self.awaited).into_iter().for_each(|key| self.memory.awaited.refer(key, self.line));
        for staged in std::mem::take(&mut self.staged) {
            if let (true, true, Some(key)) =
                (staged.mentioned, staged.key.as_ref().is_some_and(|k| !k.starts_with(LOCAL)), staged.key)
            {
                self.memory.mentions.insert(key, (staged.fingerprint, staged.id));
            }
            if let Some(row) = staged.row {
                self.memory.awaited.came(&row.key);
                said.add(row);
            }
            if let Some(draft) = staged.draft {
                self.memory.stands(staged.id, draft.entity.withdrawal().is_none());
                self.put(staged.id, draft)?;
            }
        }
        std::mem::take(&mut self.reserved).into_iter().for_each(|row| said.add(row));
        Ok(Outcome { line: self.line, action, id, problems: self.problems })
    }

    fn put(&mut self, id: Id, draft: Draft) -> Result<(), StoreError> {
        let seen = match &draft.entity {
            Entity::Article(article) => colleagues(article),
            _ => Vec::new(),
        };
        self.session.arrive(id, draft)?;
        self.remember_colleagues(seen)
    }

    /// Remembers at which organizations a name was seen, for matching later documents.
    fn remember_colleagues(&mut self, seen: Vec<(Id, Id)>) -> Result<(), StoreError> {
        for (author, organization) in seen {
            if self.memory.colleagues.insert((author, organization)) {
                let draft = self.session.load(author)?;
                if let Some(name) = draft.and_then(|d| display_name(&d.entity)) {
                    self.session.add_key(keys::colleague(&name, organization), author);
                }
            }
        }
        Ok(())
    }
}

/// The authors of an article and the organizations it shows them at.
fn colleagues(article: &crate::domain::Article) -> Vec<(Id, Id)> {
    let persons = article.contributions.iter().filter_map(|c| Some((c, c.author.id()?)));
    let persons = persons.filter(|(_, id)| id.resource() == Resource::Author);
    let pairs = persons.flat_map(|(contribution, author)| {
        let organizations = contribution.affiliations.iter().filter_map(|a| a.organization.as_ref()?.id());
        organizations.map(move |organization| (author, organization))
    });
    pairs.collect()
}
