//! What webhooks ask of a database: their rows, and the few questions about them.

use diesel::prelude::*;

use crate::store::error::StoreError;
use crate::store::tables;

/// Who is told of changes.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::webhook, treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct WebhookRow {
    /// Its id as integer.
    pub id: i64,
    /// The address that is written to.
    pub url: String,
    /// What is told, a JSON list of [`crate::domain::change::Told`]; empty for all.
    pub kinds: String,
    /// Which changes, [`crate::domain::change::Filter`] as JSON.
    pub filter: String,
    /// The secret deliveries are signed with, as receivers are given it.
    pub secret: String,
    /// The one before the last rotation.
    pub previous: Option<String>,
    /// Until when that one is used too, in microseconds.
    pub previous_until: i64,
    /// When it was made, in microseconds.
    pub created: i64,
    /// The place in the log up to which deliveries were queued.
    pub sequence: i64,
    /// The instant before which nothing is sent, in microseconds.
    pub next: i64,
    /// Until when somebody is sending, in microseconds; 0 where nobody is.
    pub lease: i64,
    /// Since when nothing was taken, in microseconds; null where the last delivery was.
    pub failing: Option<i64>,
    /// Why nothing is sent; null where it is.
    pub disabled: Option<String>,
}

impl std::fmt::Debug for WebhookRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let WebhookRow { id, url, kinds, filter, secret: _, previous: _, previous_until, .. } = self;
        let state = (self.created, self.sequence, self.next, self.lease, self.failing, &self.disabled);
        f.debug_tuple("WebhookRow").field(&(id, url, kinds, filter, previous_until)).field(&state).finish()
    }
}

/// A change that is told to somebody.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::delivery, treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct DeliveryRow {
    /// To whom.
    pub webhook: i64,
    /// The change.
    pub sequence: i64,
    /// How it is told: a [`crate::domain::change::Told`].
    pub kind: String,
    /// When it was queued, in microseconds.
    pub queued: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// The instant before which it is not tried, in microseconds; 0 where it may be tried at once.
    pub next: i64,
    /// When it was tried last.
    pub tried: Option<i64>,
    /// The status that was answered last.
    pub status: Option<i64>,
    /// What went wrong last.
    pub error: Option<String>,
    /// When it was taken or given up; null while it waits.
    pub ended: Option<i64>,
}

/// The part of [`crate::store::db::Db`] that is about webhooks.
pub trait WebhookDb {
    /// All of them, by id.
    fn webhooks(&mut self) -> Result<Vec<WebhookRow>, StoreError>;
    /// Sets the one of this id.
    fn put_webhook(&mut self, row: &WebhookRow) -> Result<(), StoreError>;
    /// Takes one away, with its deliveries.
    fn delete_webhook(&mut self, id: i64) -> Result<(), StoreError>;

    /// Sets deliveries.
    fn put_deliveries(&mut self, rows: &[DeliveryRow]) -> Result<(), StoreError>;
    /// The delivery of a change to a webhook.
    fn delivery(&mut self, webhook: i64, sequence: i64) -> Result<Option<DeliveryRow>, StoreError>;
    /// Up to `limit` deliveries of changes before one, the last change first.
    fn deliveries(&mut self, webhook: i64, before: i64, limit: i64) -> Result<Vec<DeliveryRow>, StoreError>;
    /// How many deliveries wait.
    fn waiting(&mut self, webhook: i64) -> Result<i64, StoreError>;
    /// The first delivery that waits and may be tried at an instant.
    fn due(&mut self, webhook: i64, now: i64) -> Result<Option<DeliveryRow>, StoreError>;
    /// Lets all that wait be tried at once.
    fn hurry(&mut self, webhook: i64) -> Result<(), StoreError>;
    /// Forgets what was taken before an instant, and what was given up before another one.
    fn forget_deliveries(&mut self, taken: i64, given_up: i64) -> Result<(), StoreError>;
    /// Forgets all deliveries.
    fn delete_deliveries(&mut self) -> Result<(), StoreError>;
}
