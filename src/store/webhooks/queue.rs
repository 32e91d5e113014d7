//! What is to be told: queued in the order of the log, handed out to one sender at a time, and done with.

use std::time::Duration;

use super::db::{DeliveryRow, WebhookRow};
use crate::domain::change::{Change, Told};
use crate::domain::{Timestamp, WebhookId};
use crate::store::db::Db;
use crate::store::error::StoreError;
use crate::store::log::change;
use crate::store::open::Store;
use crate::webhook::retry::{HELD, PATIENCE, pause};
use crate::webhook::send::{self, Ended, Failure};
use crate::webhook::sign::Secret;

/// How many deliveries of a webhook wait at most; what comes after them stays in the log.
const WAITING: i64 = 100;

/// How many changes are read at once, and in one transaction at most.
const CHUNK: i64 = 1_000;
const MOST: i64 = 20_000;

/// For how long a delivery is one sender's: longer than a request can take. Where the sender has died by
/// then, another one sends it again.
const LEASE: Duration = Duration::from_secs(2 * send::PATIENCE.as_secs());

/// How long the log of deliveries keeps what was taken, and what was given up: the latter for as long as somebody
/// may want it told again.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3_600);
const KEPT_FAILED: Duration = Duration::from_secs(90 * 24 * 3_600);

/// A delivery that was handed out to be sent.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// To whom.
    pub webhook: WebhookId,
    /// The address.
    pub url: String,
    /// What it is signed with.
    pub secrets: Vec<Secret>,
    /// What is told.
    pub change: Change,
    /// How.
    pub told: Told,
    /// Until when nobody else sends to this webhook.
    lease: i64,
}

impl Store {
    /// Queues what is new, and hands out what is due: one delivery of a webhook at a time, and no more than
    /// `most`. Each is the caller's until [`Store::settle`], or for thirty seconds.
    pub fn take_due(&self, most: usize, now: Timestamp) -> Result<Vec<Parcel>, StoreError> {
        if !self.read(|db| is_anything_due(db, now))? {
            return Ok(Vec::new());
        }
        self.write(|db| {
            let (head, mut parcels) = (db.head()?.sequence, Vec::new());
            let mut senders: Vec<WebhookRow> = db.webhooks()?.into_iter().filter(|row| row.may_send(now)).collect();
            // Another one comes first each time, so that those with much to tell do not keep others waiting.
            let first = now.micros().unsigned_abs() as usize % senders.len().max(1);
            senders.rotate_left(first);
            for mut row in senders {
                if parcels.len() == most {
                    break;
                }
                let before = row.clone();
                fill(db, &mut row, head, now)?;
                if let Some(delivery) = db.due(row.id, now.micros())? {
                    row.lease = now.after(LEASE).micros();
                    parcels.push(parcel(db, &row, &delivery, now)?);
                }
                if row != before {
                    db.put_webhook(&row)?;
                }
            }
            Ok(parcels)
        })
    }

    /// Notes what became of a delivery; where it failed, it waits for one of `pauses`.
    pub fn settle(
        &self,
        parcel: &Parcel,
        ended: &Ended,
        pauses: &[Duration],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|db| {
            // It may have been removed meanwhile.
            let Some(mut row) = db.webhooks()?.into_iter().find(|row| row.id == parcel.webhook.0) else {
                return Ok(());
            };
            let Some(mut delivery) = db.delivery(row.id, parcel.change.event.sequence)? else { return Ok(()) };
            if row.lease == parcel.lease {
                row.lease = 0;
            }
            delivery.attempts += 1;
            delivery.tried = Some(now.micros());
            match ended {
                Ended::Taken(status) => {
                    (delivery.status, delivery.error) = (Some((*status).into()), None);
                    delivery.ended = Some(now.micros());
                    row.failing = None;
                }
                Ended::Gone => {
                    (delivery.status, delivery.error) = (Some(410), Some("it answered 410 Gone".to_owned()));
                    row.disabled = row.disabled.or_else(|| Some("the receiver answered 410 Gone".to_owned()));
                }
                Ended::Failed(Failure { status, why, wait }) => {
                    (delivery.status, delivery.error) = (status.map(i64::from), Some(why.clone()));
                    let pause = pause(pauses, delivery.attempts).map(|pause| pause.max(wait.unwrap_or_default()));
                    fail(&mut row, &mut delivery, pause, now);
                    // Who asks to be left alone is told nothing else either.
                    row.next = row.next.max(wait.map_or(0, |wait| now.after(wait).micros()));
                }
            }
            db.put_deliveries(&[delivery])?;
            db.put_webhook(&row)
        })
    }

    /// Forgets deliveries that were taken thirty days ago or given up ninety days ago, and secrets that are used no more.
    pub fn tidy_webhooks(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(|db| {
            db.forget_deliveries(now.before(KEPT).micros(), now.before(KEPT_FAILED).micros())?;
            for row in db.webhooks()? {
                if row.previous.is_some() && row.previous_until <= now.micros() {
                    db.put_webhook(&WebhookRow { previous: None, ..row })?;
                }
            }
            Ok(())
        })
    }
}

impl WebhookRow {
    fn may_send(&self, now: Timestamp) -> bool {
        self.disabled.is_none() && self.next.max(self.lease) <= now.micros()
    }
}

impl DeliveryRow {
    /// A change that is to be told.
    pub(super) fn new(webhook: WebhookId, sequence: i64, told: Told, now: Timestamp) -> DeliveryRow {
        let (kind, queued) = (told.word().to_owned(), now.micros());
        let (tried, status, error, ended) = Default::default();
        DeliveryRow { webhook: webhook.0, sequence, kind, queued, attempts: 0, next: 0, tried, status, error, ended }
    }

    pub(super) fn told(&self) -> Result<Told, StoreError> {
        let corrupt = || StoreError::Corrupt(format!("delivery {} of {}", self.sequence, WebhookId(self.webhook)));
        Told::parse(&self.kind).ok_or_else(corrupt)
    }
}

/// Whether [`Store::take_due`] has anything to do, without the write lock.
fn is_anything_due(db: &mut dyn Db, now: Timestamp) -> Result<bool, StoreError> {
    let rows = db.webhooks()?;
    let mut senders = rows.iter().filter(|row| row.may_send(now)).peekable();
    if senders.peek().is_none() {
        return Ok(false);
    }
    let head = db.head()?.sequence;
    for row in senders {
        if (row.sequence < head && db.waiting(row.id)? < WAITING) || db.due(row.id, now.micros())?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Queues what the log has after a webhook's place, each change once, and moves the place.
fn fill(db: &mut dyn Db, row: &mut WebhookRow, head: i64, now: Timestamp) -> Result<(), StoreError> {
    let mut room = WAITING - db.waiting(row.id)?;
    let (wanted, end) = (row.wanted()?, head.min(row.sequence.saturating_add(MOST)));
    while room > 0 && row.sequence < end {
        let mut queued = Vec::new();
        for entry in db.changes(row.sequence, CHUNK.min(end - row.sequence))? {
            let change = change(&entry)?;
            row.sequence = entry.sequence;
            if let Some(told) = wanted.tells(&change) {
                queued.push(DeliveryRow::new(row.id(), entry.sequence, told, now));
                room -= 1;
            }
            if room == 0 {
                break;
            }
        }
        db.put_deliveries(&queued)?;
    }
    Ok(())
}

fn parcel(db: &mut dyn Db, row: &WebhookRow, delivery: &DeliveryRow, now: Timestamp) -> Result<Parcel, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("the log has no change {}", delivery.sequence));
    let entry = db.changes(delivery.sequence - 1, 1)?.pop().ok_or_else(corrupt)?;
    Ok(Parcel {
        webhook: row.id(),
        url: row.url.clone(),
        secrets: row.secrets(now)?,
        change: change(&entry)?,
        told: delivery.told()?,
        lease: row.lease,
    })
}

/// When it is tried again, if ever, what waits for it, and whether this has gone on for too long.
fn fail(row: &mut WebhookRow, delivery: &mut DeliveryRow, pause: Option<Duration>, now: Timestamp) {
    match pause {
        Some(pause) => delivery.next = now.after(pause).micros(),
        None => delivery.ended = Some(now.micros()),
    }
    if delivery.ended.is_none() && delivery.attempts <= HELD {
        row.next = delivery.next;
    }
    let since = *row.failing.get_or_insert(now.micros());
    if since <= now.before(PATIENCE).micros() && row.disabled.is_none() {
        let why = delivery.error.as_deref().unwrap_or_default();
        row.disabled = Some(format!("no delivery was taken for five days; of the last one: {why}"));
    }
}
