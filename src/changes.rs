//! The change log as it is told to others: each change, pieces of the log, and a part of it.

use serde::Serialize;

use crate::catalog::State;
use crate::domain::change::{Change, Filter, Place, Told};
use crate::domain::digest::tag;
use crate::domain::{Id, Timestamp};
use crate::store::StoreError;
use crate::store::reader::Reader;

/// How many entries of the log are read at once.
const CHUNK: i64 = 1_000;

/// How many entries are read for one piece at most, whatever is found among them.
const MOST: i64 = 20_000;

/// A change.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Change)]
pub struct Shown {
    /// Its place in the log: asking with it as `since` goes on after it.
    #[schema(example = "k3v7-128")]
    pub place: String,
    /// `created`, `updated`, `withdrawn` or `merged`; in a feed that is restricted to series also `left`: the
    /// record is there but no longer in any of them. There may be more words one day.
    #[schema(example = "updated")]
    pub kind: &'static str,
    /// `article`, `author`, `organization`, `series` or `disclaimer`.
    #[schema(example = "article")]
    pub resource: &'static str,
    /// The record that changed.
    #[schema(value_type = String, example = "ar1")]
    pub id: Id,
    /// Where the record can be had.
    #[schema(example = "/v1/articles/ar1")]
    pub path: String,
    /// When it changed; never before the change before it.
    #[schema(value_type = String, format = "date-time")]
    pub time: Timestamp,
    /// The top-level fields whose values changed; empty of a new record, all of which is new.
    #[schema(example = json!(["title", "subtitle"]))]
    pub fields: Vec<String>,
    /// The `ETag` that the record has now, as JSON; null where it is withdrawn or merged. Of several changes of one
    /// record, all have that of the last one: whoever has this one needs none of them.
    #[schema(required, example = "\"0f6f2b7c5d1e9a34\"")]
    pub etag: Option<String>,
    /// What the record leads to now, since it was merged into that; null otherwise.
    #[schema(required, value_type = Option<String>, example = "au3")]
    pub into: Option<Id>,
}

impl Shown {
    /// A change as it is told, with what is known of the record now.
    pub fn of(reader: &Reader, change: Change, told: Told) -> Shown {
        let id = change.event.id;
        let now = reader.hit(id).filter(|hit| hit.state == State::Listed);
        Shown {
            place: place(reader, change.event.sequence),
            kind: told.word(),
            resource: id.resource().name(),
            id,
            path: id.path(),
            time: change.event.time,
            fields: change.fields,
            etag: now.map(|hit| format!("\"{}\"", tag(hit.etag))),
            into: reader.survivor(id),
        }
    }
}

/// A piece of the log.
pub struct Piece {
    /// The changes that are wanted.
    pub changes: Vec<Shown>,
    /// The place up to which the log was read.
    pub read_to: i64,
    /// Whether the log ended there.
    pub is_end: bool,
}

impl Piece {
    /// Reads after a place, until so many changes are found, the log ends, or it has taken long enough.
    pub fn read(reader: &Reader, filter: &Filter, after: i64, limit: usize) -> Result<Piece, StoreError> {
        let end = reader.sequence();
        let mut piece = Piece { changes: Vec::new(), read_to: after, is_end: after >= end };
        while piece.changes.len() < limit && piece.read_to < end && piece.read_to - after < MOST {
            let wanted = CHUNK.min(end - piece.read_to);
            let changes = reader.changes(piece.read_to, wanted)?;
            if changes.is_empty() {
                break;
            }
            for change in changes {
                if piece.changes.len() == limit {
                    break;
                }
                piece.read_to = change.event.sequence;
                if let Some(told) = filter.tells(&change) {
                    piece.changes.push(Shown::of(reader, change, told));
                }
            }
        }
        piece.is_end = piece.read_to >= end;
        Ok(piece)
    }
}

/// A place in the log as it is given out.
pub fn place(reader: &Reader, number: i64) -> String {
    Place { epoch: &reader.settings().epoch, number }.to_string()
}
