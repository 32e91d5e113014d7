//! Erasing a text: from what is, from all that was, and from the keys that lead there.
//!
//! What is changes as by any edit: records are derived anew and the log tells that they changed. What was,
//! revisions and versions, is written over; the log keeps its entries, which never held a text.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::{self, View};
use super::{Edit, EditError, reach, transaction, write};
use crate::domain::erasure::{Erasure, MARK};
use crate::domain::{Entity, Id};
use crate::import::edit::{Fault, check};
use crate::store::copy::{Rows, Table};
use crate::store::db::{Db, LookupRow};
use crate::store::error::StoreError;
use crate::store::neighbours::Circle;
use crate::store::open::Store;
use crate::store::reindex;
use crate::store::session::Session;

/// How often the archive is looked through again for what came in meanwhile.
const ROUNDS: usize = 3;

/// Where texts stand, besides the records, which are derived.
const TABLES: [Table; 7] =
    [Table::Entity, Table::Body, Table::Version, Table::Revision, Table::Once, Table::Job, Table::Lookup];

/// Where a text stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Erased {
    /// The things whose own values held it.
    pub things: Vec<Cleared>,
    /// How many things had it in their history, or in what was answered or reported of them.
    #[schema(minimum = 0, example = 2)]
    pub histories: usize,
    /// How many slugs, of today or earlier, and other keys by which things are found, showed it. Nothing is
    /// found by them any more.
    #[schema(minimum = 0, example = 1)]
    pub keys: usize,
}

/// A thing whose values held a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Cleared {
    /// Its id.
    #[schema(value_type = String, example = "au3")]
    pub id: Id,
    /// Where it stood, as JSON Pointers (RFC 6901) into the private view as it was.
    #[schema(example = json!(["/contacts/0/email"]))]
    pub places: Vec<String>,
}

impl Store {
    /// Erases a text: everywhere, or only in these things and what refers to them. A trial tells where it
    /// stands and changes nothing.
    pub fn erase(&self, edit: &Edit, erasure: &Erasure, within: &[Id], trial: bool) -> Result<Erased, EditError> {
        let mut erased = Erased::default();
        for round in 1.. {
            let found = self.snapshot(|db| Found::search(db, erasure, within))?;
            if found.is_empty() {
                break;
            }
            let told = match trial {
                true => found.tell(&self.read(|db| found.views(db))?, erasure),
                false => transaction(self, |db| found.erase(db, edit, erasure))?,
            };
            erased.things.extend(told.things);
            erased.histories += told.histories;
            erased.keys += told.keys;
            if trial || round == ROUNDS {
                break;
            }
        }
        if !trial {
            self.compact()?;
        }
        Ok(erased)
    }
}

/// Where a text was found.
#[derive(Default)]
struct Found {
    things: BTreeSet<Id>,
    histories: BTreeSet<Id>,
    answers: BTreeSet<(String, String)>,
    reports: BTreeSet<i64>,
    keys: Vec<LookupRow>,
}

impl Found {
    fn is_empty(&self) -> bool {
        let no_rows = self.answers.is_empty() && self.reports.is_empty() && self.keys.is_empty();
        self.things.is_empty() && self.histories.is_empty() && no_rows
    }

    fn search(db: &mut dyn Db, erasure: &Erasure, within: &[Id]) -> Result<Found, StoreError> {
        let mut reached = BTreeSet::new();
        for id in within {
            reached.insert(id.key());
            reached.extend(db.dependents(id.key(), 0, i64::MAX)?);
        }
        let mut found = Found::default();
        for table in TABLES {
            table.walk(db, |rows| found.add(rows, erasure, |id| within.is_empty() || reached.contains(&id)))?;
        }
        Ok(found)
    }

    fn add(&mut self, rows: Rows, erasure: &Erasure, is_reached: impl Fn(i64) -> bool) -> Result<(), StoreError> {
        // Nothing at all is what is kept of a request that made a job, and of a job that has told nothing.
        let holds = |json: &[u8]| {
            Ok::<_, StoreError>(!json.is_empty() && !erasure.places(&serde_json::from_slice(json)?).is_empty())
        };
        let id = |key: i64| Id::from_key(key).filter(|_| is_reached(key));
        match rows {
            Rows::Entity(rows) => {
                for row in rows {
                    let shows = row.slug.as_deref().is_some_and(|slug| erasure.is_in_slug(slug));
                    if shows || holds(&row.document)? {
                        self.things.extend(id(row.id));
                    }
                }
            }
            Rows::Body(rows) => {
                for row in rows {
                    if holds(&row.paragraphs)? {
                        self.things.extend(id(row.id));
                    }
                }
            }
            Rows::Version(rows) => {
                for row in rows {
                    if holds(&row.before)? {
                        self.histories.extend(id(row.id));
                    }
                }
            }
            Rows::Revision(rows) => {
                for row in rows {
                    let says = row.message.as_deref().is_some_and(|message| erasure.without(message).is_some());
                    if says || row.patch.as_deref().is_some_and(|patch| holds(patch).unwrap_or(true)) {
                        self.histories.extend(id(row.id));
                    }
                }
            }
            Rows::Once(rows) => {
                for row in rows {
                    if holds(&row.answer)? {
                        self.answers.extend(id(row.id).map(|_| (row.actor, row.token)));
                    }
                }
            }
            // Of no thing in particular: what was reported is of the whole import.
            Rows::Job(rows) => {
                for row in rows {
                    if holds(&row.report)? {
                        self.reports.insert(row.id);
                    }
                }
            }
            Rows::Lookup(rows) => {
                let shows = |key: &str| match key.strip_prefix("slug:").and_then(|rest| rest.split_once(':')) {
                    Some((_, slug)) => erasure.is_in_slug(slug),
                    None => key.starts_with("colleague:") && erasure.is_in_key(key),
                };
                self.keys.extend(rows.into_iter().filter(|row| id(row.id).is_some() && shows(&row.key)));
            }
            _ => {}
        }
        Ok(())
    }

    /// The things whose own values hold it.
    fn views(&self, db: &mut dyn Db) -> Result<Vec<View>, StoreError> {
        let mut views = Vec::with_capacity(self.things.len());
        for id in &self.things {
            views.extend(view::load(db, *id)?);
        }
        Ok(views)
    }

    /// What is to be told of it.
    fn tell(&self, views: &[View], erasure: &Erasure) -> Erased {
        let cleared = |view: &View| Cleared { id: view.id, places: erasure.places(&Value::Object(view.fields())) };
        let histories = self.histories.len() + self.answers.len() + self.reports.len();
        Erased { things: views.iter().map(cleared).collect(), histories, keys: self.keys.len() }
    }

    fn erase(&self, db: &mut dyn Db, edit: &Edit, erasure: &Erasure) -> Result<Erased, EditError> {
        let views = self.views(db)?;
        let (mut circle, author) = (Circle::default(), edit.author());
        let mut session = Session::new(db, &mut circle, edit.now);
        for view in &views {
            reach(&edit.grant, view.id, &view.entity)?;
            let entity = cleared(view, erasure)?;
            let slug = match view.slug.as_deref().filter(|slug| erasure.is_in_slug(slug)) {
                None => view.slug.clone(),
                Some(_) => session.choose_slug(view.id, None, &entity)?,
            };
            write(&mut session, view, entity, slug)?;
        }
        for LookupRow { key, id } in &self.keys {
            if let Some(id) = Id::from_key(*id) {
                session.drop_key(key.clone(), id);
            }
        }
        session.finish(&author, Vec::new())?;
        // An index keeps words for a while after they are gone from its records.
        reindex::ask(db)?;
        for id in self.histories.union(&self.things) {
            forget(db, *id, erasure)?;
        }
        for (actor, token) in &self.answers {
            if let Some(mut row) = db.once(actor, token)? {
                clear(&mut row.answer, erasure)?;
                db.put_once(row)?;
            }
        }
        for id in &self.reports {
            if let Some(mut row) = db.job(*id)? {
                clear(&mut row.report, erasure)?;
                db.put_job(row)?;
            }
        }
        Ok(self.tell(&views, erasure))
    }
}

/// Takes a text out of the history of a thing.
fn forget(db: &mut dyn Db, id: Id, erasure: &Erasure) -> Result<(), StoreError> {
    let mut revisions = Vec::new();
    for mut row in db.revisions(id.key())? {
        let message = row.message.as_deref().and_then(|message| erasure.without(message));
        let patched = row.patch.as_mut().map_or(Ok(false), |patch| clear(patch, erasure))?;
        if patched || message.is_some() {
            row.message = message.or(row.message);
            revisions.push(row);
        }
    }
    db.put_revisions(&revisions)?;
    let mut versions = Vec::new();
    for mut row in db.versions(id.key())? {
        if clear(&mut row.before, erasure)? {
            versions.push(row);
        }
    }
    db.put_versions(&versions)
}

/// Takes a text out of JSON, and tells whether it stood there.
fn clear(json: &mut Vec<u8>, erasure: &Erasure) -> Result<bool, StoreError> {
    let mut value: Value = serde_json::from_slice(json)?;
    let stood = erasure.replace_all(&mut value);
    if stood {
        *json = serde_json::to_vec(&value)?;
    }
    Ok(stood)
}

/// A thing without a text. Where the text is a value of its own and nothing takes its place, the value goes,
/// or the item of a list that cannot be without it.
fn cleared(view: &View, erasure: &Erasure) -> Result<Entity, EditError> {
    let mut fields = Value::Object(view::values(&view.entity));
    let mut faults = Vec::new();
    // From the end, so that what goes moves nothing that is still to be done.
    for pointer in erasure.places(&fields).iter().rev() {
        let Some(text) = fields.pointer(pointer).and_then(Value::as_str) else { continue };
        let Some(without) = erasure.without(text) else { continue };
        let whole = erasure.is(text) && erasure.replacement.is_none();
        let set = |value: Value| {
            let mut with = fields.clone();
            if let Some(place) = with.pointer_mut(pointer) {
                *place = value;
            }
            with
        };
        let (replaced, emptied, shortened) = (set(without.into()), set(Value::Null), without_item(&fields, pointer));
        let ways = match whole {
            true => [Some(emptied), shortened, Some(set(MARK.into()))],
            false => [Some(replaced), Some(emptied), shortened],
        };
        let wrong = misfits(view.id, &fields);
        match ways.into_iter().flatten().find(|way| misfits(view.id, way) <= wrong) {
            Some(way) => fields = way,
            None => faults.push(Fault::at(
                pointer.clone(),
                format!("{} cannot be without it here; change this first, or give what is to take its place", view.id),
            )),
        }
    }
    match faults.is_empty() {
        true => entity(view.id, fields).map_err(EditError::from),
        false => Err(EditError::Invalid(faults)),
    }
}

/// How much of some values does not fit; nothing is worse than what is no thing at all.
fn misfits(id: Id, fields: &Value) -> usize {
    let Value::Object(own) = fields else { return usize::MAX };
    match entity(id, fields.clone()) {
        Ok(_) => check(id.resource(), own.clone()).map_or_else(|unfit| unfit.faults.len(), |_| 0),
        Err(_) => usize::MAX,
    }
}

fn entity(id: Id, mut fields: Value) -> Result<Entity, serde_json::Error> {
    fields["resource"] = id.resource().name().into();
    serde_json::from_value(fields)
}

/// The values without the innermost item of a list that a pointer leads into.
fn without_item(fields: &Value, pointer: &str) -> Option<Value> {
    let (mut with, mut at) = (fields.clone(), pointer);
    while let Some((list, last)) = at.rsplit_once('/') {
        if let (Some(Value::Array(items)), Ok(index)) = (with.pointer_mut(list), last.parse::<usize>()) {
            items.remove(index);
            return Some(with);
        }
        at = list;
    }
    None
}
