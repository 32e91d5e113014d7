//! Taking things back.

use super::view::View;
use super::{Edit, EditError, existing, references, write};
use crate::domain::article::{Status, Withdrawal};
use crate::domain::{Entity, Id, Ref, Slot};
use crate::import::edit::{Reference, Sent};
use crate::store::StoreError;
use crate::store::db::{Db, LookupRow, ReferenceRow, RevisionRow};
use crate::store::keys;
use crate::store::neighbours::Circle;
use crate::store::session::Session;

/// How many of those that refer to a thing are named.
const NAMED: usize = 20;

/// What a tombstone is to say.
#[derive(Clone, Debug, Default)]
pub struct Removal {
    /// Why, in words for the public.
    pub reason: Option<String>,
    /// What to read or use in its place.
    pub successor: Option<Id>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Removed {
    /// It is withdrawn: its private view.
    Withdrawn(Box<View>),
    /// It was never public, and is gone.
    Gone,
}

pub(super) fn remove(db: &mut dyn Db, edit: &Edit, view: View, removal: &Removal) -> Result<Removed, EditError> {
    if !view.entity.is_public() {
        unused(db, view.id)?;
        erase(db, edit, view)?;
        return Ok(Removed::Gone);
    }
    let withdrawal =
        Withdrawal { at: edit.now, reason: removal.reason.clone(), successor: removal.successor.map(Ref::from) };
    if view.entity.withdrawal().is_some() {
        return Ok(Removed::Withdrawn(Box::new(view)));
    }
    let mut entity = view.entity.clone();
    match &mut entity {
        // What else refers to it shows its tombstone.
        Entity::Article(own) => own.status = Status::Withdrawn,
        _ => unused(db, view.id)?,
    }
    entity.set_withdrawal(Some(withdrawal));
    let slot = Slot::One(view.id.resource());
    let successor = removal.successor.map(|id| Reference { pointer: "/withdrawal/successor".to_owned(), id, slot });
    let sent = Sent { slug: None, entity, references: successor.into_iter().collect(), warnings: Vec::new() };
    let faults = references::faults(db, Some(&view), &sent)?;
    if !faults.is_empty() {
        return Err(EditError::Invalid(faults));
    }
    let mut circle = Circle::default();
    let mut session = Session::new(db, &mut circle, edit.now);
    write(&mut session, &view, sent.entity, view.slug.clone())?;
    session.finish(&edit.author(), Vec::new())?;
    Ok(Removed::Withdrawn(Box::new(existing(db, view.id)?)))
}

/// An error where something refers to a thing.
pub(super) fn unused(db: &mut dyn Db, id: Id) -> Result<(), EditError> {
    let from = db.dependents(id.key(), 0, i64::MAX)?;
    let ids: Vec<Id> = from.into_iter().filter_map(Id::from_key).filter(|from| *from != id).take(NAMED).collect();
    if ids.is_empty() { Ok(()) } else { Err(EditError::InUse(ids)) }
}

/// Removes a draft whole. Its id is never given again; the history tells who removed it.
fn erase(db: &mut dyn Db, edit: &Edit, mut view: View) -> Result<(), StoreError> {
    let id = view.id.key();
    let own = keys::all(&view.entity).into_iter();
    let slug = view.slug.iter().map(|slug| keys::slug(view.id.resource(), slug));
    let lookups: Vec<LookupRow> = own.chain(slug).map(|key| LookupRow { key, id }).collect();
    let references = view.entity.references().into_iter();
    let references: Vec<ReferenceRow> = references.map(|to| ReferenceRow { to_id: to.key(), from_id: id }).collect();
    db.delete_lookups(&lookups)?;
    db.delete_references(&references)?;
    db.delete_sources_of(id)?;
    db.delete_body(id)?;
    db.delete_entity(id)?;
    let author = edit.author();
    db.insert_revisions(&[RevisionRow {
        id,
        number: view.revision + 1,
        time: edit.now.micros(),
        actor: author.name,
        message: author.message,
        patch: None,
    }])
}
