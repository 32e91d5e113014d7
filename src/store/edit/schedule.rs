//! Publishing what is due: by a write, so that what is visible never depends on the clock.

use super::transaction;
use super::{EditError, view, write};
use crate::domain::article::Status;
use crate::domain::{Entity, Id, Timestamp};
use crate::store::db::Db;
use crate::store::neighbours::Circle;
use crate::store::open::Store;
use crate::store::session::{Author, Session};
use crate::store::{StoreError, keys};

/// Who publishes, in the history.
const SCHEDULER: &str = "scheduler";

impl Store {
    /// Publishes every scheduled article whose time has come; gives their ids.
    pub fn publish_due(&self, now: Timestamp) -> Result<Vec<Id>, StoreError> {
        if self.read(|db| due(db, now))?.is_empty() {
            return Ok(Vec::new());
        }
        let done = transaction(self, |db| {
            // Another process may have been here since.
            let ids = due(db, now)?;
            let views = ids.iter().map(|id| view::load(db, *id)).collect::<Result<Vec<_>, _>>()?;
            let mut circle = Circle::default();
            let mut session = Session::new(db, &mut circle, now);
            for view in views.into_iter().flatten() {
                let mut entity = view.entity.clone();
                if let Entity::Article(own) = &mut entity {
                    (own.status, own.publish_at) = (Status::Published, None);
                }
                write(&mut session, &view, entity, view.slug.clone())?;
            }
            session.finish(&Author { name: SCHEDULER.to_owned(), message: None }, Vec::new())?;
            Ok(ids)
        });
        done.map_err(|error| match error {
            EditError::Store(error) => error,
            other => StoreError::Corrupt(format!("what is due cannot be published: {other:?}")),
        })
    }
}

fn due(db: &mut dyn Db, now: Timestamp) -> Result<Vec<Id>, StoreError> {
    let rows = db.lookup(&[keys::SCHEDULED.to_owned()])?;
    let mut due = Vec::new();
    for row in db.entities(&rows.into_iter().map(|row| row.id).collect::<Vec<_>>())? {
        if let Entity::Article(own) = serde_json::from_slice(&row.document)?
            && own.publish_at.is_some_and(|at| at <= now)
        {
            due.extend(Id::from_key(row.id));
        }
    }
    due.sort();
    Ok(due)
}
