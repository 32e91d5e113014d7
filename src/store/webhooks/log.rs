//! The log of deliveries, and telling again what it names.

use super::db::DeliveryRow;
use super::{epoch, find};
use crate::domain::change::Place;
use crate::domain::webhook::Delivery;
use crate::domain::{Grant, Timestamp, WebhookId};
use crate::import::edit::Fault;
use crate::store::db::Db;
use crate::store::edit::{EditError, transaction};
use crate::store::error::StoreError;
use crate::store::log::change;
use crate::store::open::Store;
use crate::webhook::replay::Replay;

impl Store {
    /// Up to `limit` deliveries to a webhook of changes before one, the last change first; each with the
    /// number of its change.
    pub fn deliveries(
        &self,
        grant: &Grant,
        id: WebhookId,
        before: i64,
        limit: i64,
    ) -> Result<Vec<(i64, Delivery)>, EditError> {
        self.snapshot(|db| {
            let epoch = epoch(db)?;
            Ok(find(db, grant, id).and_then(|row| {
                let rows = db.deliveries(row.id, before, limit)?;
                Ok(rows.iter().map(|own| Ok((own.sequence, own.view(&epoch)?))).collect::<Result<_, StoreError>>()?)
            }))
        })?
    }

    /// Queues again what was told before, or what was never told because the webhook was not there yet.
    pub fn replay(&self, grant: &Grant, id: WebhookId, replay: &Replay, now: Timestamp) -> Result<(), EditError> {
        transaction(self, |db| {
            let mut row = find(db, grant, id)?;
            match replay {
                Replay::Since(text) => {
                    // What is queued already is told again in its turn.
                    row.sequence = number(db, Place::parse(text), row.sequence, "/since")?;
                    Ok(db.put_webhook(&row)?)
                }
                Replay::Delivery(text) => {
                    let sequence = number(db, id.place_of(text), row.sequence, "/delivery")?;
                    let told = match db.changes(sequence - 1, 1)?.first() {
                        Some(entry) if entry.sequence == sequence => row.wanted()?.tells(&change(entry)?),
                        _ => None,
                    };
                    let Some(told) = told else {
                        return refused("/delivery", "this webhook is not told of that change");
                    };
                    Ok(db.put_deliveries(&[DeliveryRow::new(id, sequence, told, now)])?)
                }
            }
        })
    }
}

/// The number of a place up to which deliveries were queued.
fn number(db: &mut dyn Db, place: Option<Place<'_>>, queued: i64, pointer: &str) -> Result<i64, EditError> {
    let Some(place) = place else {
        return refused(pointer, "it is none of the log of this webhook; take it from there");
    };
    match place.in_log(&epoch(db)?, queued) {
        Some(number) => Ok(number),
        None => refused(pointer, "the log has no such place, or nothing was queued up to there yet"),
    }
}

fn refused<T>(pointer: &str, why: &str) -> Result<T, EditError> {
    Err(EditError::Invalid(vec![Fault::at(pointer, why)]))
}

impl DeliveryRow {
    fn view(&self, epoch: &str) -> Result<Delivery, StoreError> {
        let place = Place { epoch, number: self.sequence };
        Ok(Delivery {
            id: WebhookId(self.webhook).delivery(place),
            place: place.to_string(),
            kind: self.told()?,
            state: match (self.ended, &self.error) {
                (None, _) => "waiting",
                (Some(_), None) => "done",
                (Some(_), Some(_)) => "failed",
            },
            queued: Timestamp::from_micros(self.queued),
            attempts: self.attempts,
            tried: self.tried.map(Timestamp::from_micros),
            status: self.status,
            error: self.error.clone(),
            next: self.ended.is_none().then(|| Timestamp::from_micros(self.next.max(self.queued))),
        })
    }
}
