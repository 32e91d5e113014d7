//! What was written, by whom and why: the revisions of a thing.
//!
//! Kept is, of each revision, the way back to the one before. What a thing was then is what it is now, with
//! all ways back gone from the newest on.

use serde_json::{Map, Value};

use super::{EditError, reach, view};
use crate::domain::{Grant, Id, Timestamp, patch};
use crate::store::StoreError;
use crate::store::db::RevisionRow;
use crate::store::open::Store;

/// What a revision did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The thing was new.
    Created,
    /// Its values changed.
    Changed,
    /// A draft was removed; later it came back under its id.
    Removed,
}

/// A revision.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it: the name of a key, `import` or `scheduler`.
    pub by: String,
    /// Why.
    pub message: Option<String>,
    /// What it did.
    pub kind: Kind,
    /// How it leads from the revision before to this one; `None` of the first, and where what was before is
    /// not kept.
    pub patch: Option<Vec<Value>>,
    /// The values as they were then; `None` where they are not kept.
    pub document: Option<Map<String, Value>>,
}

impl Store {
    /// The revisions of a thing, the newest first, where the key reaches it.
    pub fn history(&self, grant: &Grant, id: Id) -> Result<Vec<Revision>, EditError> {
        let found = self.snapshot(|db| match view::load(db, id)? {
            Some(view) => Ok(Some((view, db.revisions(id.key())?))),
            None => Ok(None),
        });
        let (view, rows) = found?.ok_or(EditError::Unknown)?;
        reach(grant, id, &view.entity)?;
        let mut now = view.fields();
        now.shift_remove("revision");
        Ok(walk(now, rows)?)
    }
}

/// Goes back from what a thing is now.
fn walk(now: Map<String, Value>, rows: Vec<RevisionRow>) -> Result<Vec<Revision>, StoreError> {
    let mut all: Vec<Revision> = Vec::with_capacity(rows.len());
    let mut document = Some(now);
    for row in rows.into_iter().rev() {
        let back: Option<Vec<Value>> = row.patch.as_deref().map(serde_json::from_slice).transpose()?;
        let was_made_again = all.last().is_some_and(|later| later.kind == Kind::Created);
        let kind = match back {
            Some(_) => Kind::Changed,
            None if was_made_again => Kind::Removed,
            None => Kind::Created,
        };
        let own = document.take();
        let before = own.as_ref().zip(back).map(|(own, back)| {
            let mut before = own.clone();
            patch::apply(&mut before, &back);
            before
        });
        let patch = own.as_ref().zip(before.as_ref()).map(|(own, before)| patch::between(before, own));
        document = before;
        all.push(Revision {
            number: row.number,
            at: Timestamp::from_micros(row.time),
            by: row.actor,
            message: row.message,
            kind,
            patch,
            document: own,
        });
    }
    Ok(all)
}
