//! Editing: one write by somebody with a key, whole or not at all.
//!
//! Every edit is one transaction. It looks at what there is, checks what was sent against it, and writes
//! through a `Session`, as an import does: records are derived, changes are logged, the revision keeps
//! who did it and why.

mod doubts;
mod drafts;
mod erasure;
mod history;
mod merging;
mod once;
mod references;
mod removal;
mod schedule;
mod sent;
mod split;
mod succession;
mod view;

pub use drafts::{Unpublished, Wanted};
pub use erasure::{Cleared, Erased};
pub use history::{Kind, Revision};
pub use once::{Created, Once};
pub use removal::{Removal, Removed};
pub use sent::How;
pub use split::Split;
pub use view::View;

use super::db::{Db, EntityRow};
use super::error::StoreError;
use super::keys;
use super::neighbours::Circle;
use super::open::Store;
use super::reach::{may_make, reaches};
use super::session::{Author, Draft, Session, split_body};
use crate::domain::article::Status;
use crate::domain::{Entity, Grant, Id, Resource, Timestamp};
use crate::import::edit::{Fault, Fields, Sent};

/// Who edits, when and why.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What the key that is used allows.
    pub grant: Grant,
    /// A message for the history.
    pub message: Option<String>,
    /// Now.
    pub now: Timestamp,
}

/// What must hold of the thing that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// That it is there.
    Exists,
    /// That its revision has one of these tags.
    Tags(Vec<String>),
}

/// Why an edit is not done. Nothing of it is kept then.
#[derive(Debug)]
pub enum EditError {
    /// There is no such thing.
    Unknown,
    /// The key is not good for this series.
    OutOfReach,
    /// The condition does not hold: somebody else has written since.
    Stale,
    /// What was sent cannot be, and why.
    Invalid(Vec<Fault>),
    /// Other things refer to it: these, and maybe more.
    InUse(Vec<Id>),
    /// The name of the request was used for another request.
    Reused,
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for EditError {
    fn from(error: StoreError) -> Self {
        EditError::Store(error)
    }
}

impl From<serde_json::Error> for EditError {
    fn from(error: serde_json::Error) -> Self {
        EditError::Store(error.into())
    }
}

impl Store {
    /// Makes a new thing of what was sent. The same request once more, by the same name, is answered as
    /// it was.
    pub fn create(
        &self,
        edit: &Edit,
        resource: Resource,
        mut fields: Fields,
        once: Option<&Once>,
    ) -> Result<Created, EditError> {
        make(self, edit, once, |db| {
            sent::default_status(&mut fields, resource, Status::Draft);
            let sent = sent::checked(db, edit, None, fields, resource)?;
            let (mut circle, author) = (Circle::default(), edit.author());
            let mut session = Session::new(db, &mut circle, edit.now);
            let id = add(&mut session, edit, sent)?;
            session.finish(&author, Vec::new())?;
            Ok(id)
        })
    }

    /// Changes a thing. What changes nothing is written nowhere.
    pub fn change(&self, edit: &Edit, id: Id, condition: &Condition, how: How) -> Result<View, EditError> {
        transaction(self, |db| {
            let view = edit.meet(db, id, condition)?;
            let sent = how.apply(db, edit, &view)?;
            let slug = sent.slug.or(view.slug.clone());
            if sent.entity == view.entity && slug == view.slug {
                return Ok(view);
            }
            let (mut circle, author) = (Circle::default(), edit.author());
            let mut session = Session::new(db, &mut circle, edit.now);
            if slug != view.slug {
                rename(&mut session, &view, slug.as_deref());
            }
            write(&mut session, &view, sent.entity, slug)?;
            session.finish(&author, Vec::new())?;
            existing(db, id)
        })
    }

    /// Takes a thing back: what was public leaves a tombstone, a draft that never was is removed.
    pub fn remove(&self, edit: &Edit, id: Id, condition: &Condition, removal: &Removal) -> Result<Removed, EditError> {
        transaction(self, |db| {
            let view = edit.meet(db, id, condition)?;
            removal::remove(db, edit, view, removal)
        })
    }

    /// The private view of a thing, where the key reaches it.
    pub fn view(&self, grant: &Grant, id: Id) -> Result<View, EditError> {
        let view = self.snapshot(|db| view::load(db, id))?.ok_or(EditError::Unknown)?;
        reach(grant, id, &view.entity)?;
        Ok(view)
    }

    /// The thing of this slug, today's or an earlier one, public or not.
    pub fn named(&self, resource: Resource, slug: &str) -> Result<Option<Id>, StoreError> {
        self.read(|db| {
            let rows = db.lookup(&[keys::slug(resource, slug)])?;
            Ok(rows.into_iter().filter_map(|row| Id::from_key(row.id)).min())
        })
    }
}

impl Edit {
    fn author(&self) -> Author {
        Author { name: self.grant.name.clone(), message: self.message.clone() }
    }

    /// What is to be edited, where the key reaches it and the condition holds.
    fn meet(&self, db: &mut dyn Db, id: Id, condition: &Condition) -> Result<View, EditError> {
        let view = view::load(db, id)?.ok_or(EditError::Unknown)?;
        reach(&self.grant, id, &view.entity)?;
        match condition {
            Condition::Tags(tags) if !tags.contains(&view.tag()) => Err(EditError::Stale),
            _ => Ok(view),
        }
    }
}

/// Runs an edit; whatever goes wrong, nothing of it is kept.
pub(super) fn transaction<T>(
    store: &Store,
    work: impl FnOnce(&mut dyn Db) -> Result<T, EditError>,
) -> Result<T, EditError> {
    let mut refused = None;
    let done = store.write(|db| {
        work(db).map_err(|error| match error {
            EditError::Store(error) => error,
            other => {
                refused = Some(other);
                StoreError::DryRun
            }
        })
    });
    refused.map_or(done.map_err(EditError::Store), Err)
}

/// Runs an edit that makes a thing, once: the same request, by the same name, is answered as it was.
fn make(
    store: &Store,
    edit: &Edit,
    once: Option<&Once>,
    work: impl FnOnce(&mut dyn Db) -> Result<Id, EditError>,
) -> Result<Created, EditError> {
    transaction(store, |db| {
        if let Some(before) = once.map(|once| once.before(db, edit)).transpose()?.flatten() {
            return Ok(before);
        }
        let id = work(db)?;
        let created = Created::of(&existing(db, id)?)?;
        once.map(|once| once.keep(db, edit, &created)).transpose()?;
        Ok(created)
    })
}

fn existing(db: &mut dyn Db, id: Id) -> Result<View, EditError> {
    view::load(db, id)?.ok_or(EditError::Unknown)
}

/// An error where the key is not good for the series that a thing belongs to.
fn reach(grant: &Grant, id: Id, entity: &Entity) -> Result<(), EditError> {
    if reaches(grant, id, entity) { Ok(()) } else { Err(EditError::OutOfReach) }
}

/// An error where the key does not reach what was sent, or others refer to what it withdraws.
fn allowed(db: &mut dyn Db, edit: &Edit, view: Option<&View>, sent: &Sent) -> Result<(), EditError> {
    match (view, &sent.entity) {
        (Some(view), entity) => reach(&edit.grant, view.id, entity)?,
        (None, entity) if may_make(&edit.grant, entity) => {}
        (None, _) => return Err(EditError::OutOfReach),
    }
    let is_withdrawn = |view: &View| view.entity.withdrawal().is_some();
    if sent.entity.withdrawal().is_some() && !matches!(sent.entity, Entity::Article(_)) {
        match view {
            None => return Err(EditError::Invalid(vec![Fault::at("/withdrawal", "it was never public")])),
            Some(view) if !is_withdrawn(view) => removal::unused(db, view.id)?,
            Some(_) => {}
        }
    }
    Ok(())
}

/// What of the life of an article cannot be.
fn status(view: Option<&View>, entity: &Entity) -> Option<Fault> {
    let Entity::Article(own) = entity else { return None };
    let before = match view.map(|view| &view.entity) {
        Some(Entity::Article(before)) => Some(before.status),
        _ => None,
    };
    let was_public = before.is_some_and(Status::is_public);
    match own.status {
        Status::Draft | Status::Scheduled if was_public => {
            Some(Fault::at("/status", "it is public and cannot become private again; withdraw it with DELETE"))
        }
        Status::Scheduled if own.publish_at.is_none() => Some(Fault::at(
            "/publish_at",
            "it is missing; say when it is to be published, such as `2027-01-01T08:00:00Z`",
        )),
        Status::Draft | Status::Scheduled => None,
        _ if own.publish_at.is_some() => {
            Some(Fault::at("/publish_at", "only what is not published yet has such a time; take it away"))
        }
        Status::Withdrawn if !was_public => {
            Some(Fault::at("/status", "it was never public; leave it a draft, or remove it with DELETE"))
        }
        _ => None,
    }
}

/// Puts a new thing, which was checked, into a session; gives its id.
fn add(session: &mut Session<'_>, edit: &Edit, sent: Sent) -> Result<Id, EditError> {
    let Sent { slug, entity, .. } = sent;
    let id = session.new_id(entity.resource())?;
    let (entity, body) = split_body(entity);
    let slug = session.choose_slug(id, slug, &entity)?;
    let body = body.filter(|body| !body.is_empty());
    session.arrive(id, Draft { slug, body, ..Draft::new(entity, edit.now) })?;
    Ok(id)
}

/// Gives a thing another slug. The one it had leads to it from now on, if anybody can have seen it.
fn rename(session: &mut Session<'_>, view: &View, slug: Option<&str>) {
    let key = |slug: &str| keys::slug(view.id.resource(), slug);
    if let Some(slug) = slug {
        session.add_key(key(slug), view.id);
    }
    if let Some(before) = view.slug.as_deref().filter(|_| !view.entity.is_public()) {
        session.drop_key(key(before), view.id);
    }
}

/// Puts another state of a thing into a session.
fn write(session: &mut Session<'_>, view: &View, entity: Entity, slug: Option<String>) -> Result<(), EditError> {
    let ((entity, body), (_, before)) = (split_body(entity), split_body(view.entity.clone()));
    let body = if body == before { None } else { body };
    let (row, body_before): (EntityRow, _) = (view.row.clone(), before.unwrap_or_default());
    let draft = Draft { slug, body, body_before, before: Some(row), ..Draft::new(entity, view.created) };
    session.arrive(view.id, draft)?;
    Ok(())
}
