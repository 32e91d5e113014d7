//! Requests that are done once, however often they are sent.

use super::view::tag;
use super::{Edit, EditError, View};
use crate::domain::{Id, Timestamp};
use crate::store::StoreError;
use crate::store::db::{Db, OnceRow};

/// How long a request is remembered, in microseconds.
const DAY: i64 = 24 * 3_600 * 1_000_000;

/// What makes a request the same as another.
#[derive(Clone, Debug)]
pub struct Once {
    /// What the client calls it.
    pub token: String,
    /// A hash of all that was asked.
    pub request: Vec<u8>,
}

/// What a new thing is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub id: Id,
    /// The tag of its first revision.
    pub tag: String,
    /// Its private view.
    pub json: Vec<u8>,
    revision: i64,
}

impl Created {
    pub(super) fn of(view: &View) -> Result<Created, StoreError> {
        Ok(Created { id: view.id, tag: view.tag(), json: view.to_json()?, revision: view.revision })
    }
}

impl Once {
    /// What was answered to this request before, within a day.
    pub(super) fn before(&self, db: &mut dyn Db, edit: &Edit) -> Result<Option<Created>, EditError> {
        let Some(row) = self.row(db, &edit.grant.name, edit.now)? else { return Ok(None) };
        let id = Id::from_key(row.id).ok_or_else(|| StoreError::Corrupt(format!("an answer names id {}", row.id)))?;
        Ok(Some(Created { id, tag: tag(row.revision), json: row.answer, revision: row.revision }))
    }

    /// Remembers what is answered.
    pub(super) fn keep(&self, db: &mut dyn Db, edit: &Edit, created: &Created) -> Result<(), StoreError> {
        let (id, revision, answer) = (created.id.key(), created.revision, created.json.clone());
        db.insert_once(OnceRow { id, revision, answer, ..self.answered(&edit.grant.name, edit.now) })
    }

    /// What is remembered of this request of an actor, within a day.
    pub(crate) fn row(&self, db: &mut dyn Db, actor: &str, now: Timestamp) -> Result<Option<OnceRow>, EditError> {
        db.forget_once(now.micros() - DAY)?;
        match db.once(actor, &self.token)? {
            Some(row) if row.request != self.request => Err(EditError::Reused),
            other => Ok(other),
        }
    }

    /// The row of this request of an actor, without its answer.
    pub(crate) fn answered(&self, actor: &str, now: Timestamp) -> OnceRow {
        OnceRow {
            actor: actor.to_owned(),
            token: self.token.clone(),
            request: self.request.clone(),
            time: now.micros(),
            id: 0,
            revision: 0,
            answer: Vec::new(),
        }
    }
}
