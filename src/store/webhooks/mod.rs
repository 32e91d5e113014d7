//! Webhooks: made, changed, rotated, removed, asked what they are.
//!
//! Every question goes to the database, so that what one process does every other knows at once.

pub mod db;
mod log;
mod queue;

use std::time::Duration;

pub use queue::Parcel;

use self::db::WebhookRow;
use super::db::Db;
use super::edit::{EditError, transaction};
use super::error::StoreError;
use super::open::Store;
use crate::domain::change::{Place, Told};
use crate::domain::webhook::{Wanted, Webhook};
use crate::domain::{Grant, Timestamp, WebhookId};
use crate::import::edit::Fault;
use crate::webhook::sent::Sent;
use crate::webhook::sign::Secret;

/// Why a webhook sends nothing.
const BY_HAND: &str = "it was disabled by hand";
const RESTORED: &str =
    "the archive was restored from a backup: what its log tells may be other than what was told before";

/// The key of `meta` that holds the number of the last one.
const COUNTER: &str = "next.webhooks";

impl Store {
    /// Makes a webhook, which is told of what comes from now on, and its secret.
    pub fn add_webhook(&self, grant: &Grant, sent: Sent, now: Timestamp) -> Result<(Webhook, Secret), EditError> {
        let enabled = sent.enabled.unwrap_or(true);
        let wanted = sent.whole().map_err(|fault| EditError::Invalid(vec![fault]))?;
        let secret = secret()?;
        transaction(self, |db| {
            let id = db.meta(COUNTER)?.and_then(|last| last.parse::<i64>().ok()).unwrap_or(0) + 1;
            db.set_meta(COUNTER, &id.to_string())?;
            let mut row = WebhookRow {
                id,
                url: String::new(),
                kinds: String::new(),
                filter: String::new(),
                secret: secret.written(),
                previous: None,
                previous_until: 0,
                created: now.micros(),
                sequence: db.head()?.sequence,
                next: 0,
                lease: 0,
                failing: None,
                disabled: Some(BY_HAND.to_owned()).filter(|_| !enabled),
            };
            row.want(db, grant, &wanted)?;
            db.put_webhook(&row)?;
            Ok((row.view(db)?, secret))
        })
    }

    /// All webhooks that a key reaches, by id.
    pub fn webhooks(&self, grant: &Grant) -> Result<Vec<Webhook>, StoreError> {
        self.snapshot(|db| {
            let all: Vec<Webhook> = db.webhooks()?.iter().map(|row| row.view(db)).collect::<Result<_, _>>()?;
            Ok(all.into_iter().filter(|own| grant.reaches(&own.series)).collect())
        })
    }

    /// One of them.
    pub fn webhook(&self, grant: &Grant, id: WebhookId) -> Result<Webhook, EditError> {
        self.snapshot(|db| Ok(find(db, grant, id).and_then(|row| Ok(row.view(db)?))))?
    }

    /// Changes what is told, where to, and whether at all. Where that is asked for, or the address is another
    /// one, what waits is tried at once.
    pub fn change_webhook(&self, grant: &Grant, id: WebhookId, sent: Sent) -> Result<Webhook, EditError> {
        transaction(self, |db| {
            let mut row = find(db, grant, id)?;
            let (enabled, url) = (sent.enabled, row.url.clone());
            let wanted = sent.over(row.wanted()?);
            row.want(db, grant, &wanted)?;
            if enabled == Some(false) {
                row.disabled = row.disabled.or_else(|| Some(BY_HAND.to_owned()));
            }
            if enabled == Some(true) || row.url != url {
                row.disabled = row.disabled.filter(|_| enabled != Some(true));
                (row.failing, row.next) = (None, 0);
                db.hurry(row.id)?;
            }
            db.put_webhook(&row)?;
            Ok(row.view(db)?)
        })
    }

    /// Gives a webhook another secret. Deliveries are signed with the one before too for so long.
    pub fn rotate_webhook(
        &self,
        grant: &Grant,
        id: WebhookId,
        overlap: Duration,
        now: Timestamp,
    ) -> Result<(Webhook, Secret), EditError> {
        let secret = secret()?;
        transaction(self, |db| {
            let mut row = find(db, grant, id)?;
            let before = std::mem::replace(&mut row.secret, secret.written());
            row.previous = Some(before).filter(|_| !overlap.is_zero());
            row.previous_until = now.after(overlap).micros();
            db.put_webhook(&row)?;
            Ok((row.view(db)?, secret))
        })
    }

    /// Takes a webhook away, with the log of its deliveries.
    pub fn remove_webhook(&self, grant: &Grant, id: WebhookId) -> Result<(), EditError> {
        transaction(self, |db| {
            let row = find(db, grant, id)?;
            Ok(db.delete_webhook(row.id)?)
        })
    }

    /// Where a webhook is told, and the secrets it is signed with now. For sending, not for showing.
    pub fn webhook_target(
        &self,
        grant: &Grant,
        id: WebhookId,
        now: Timestamp,
    ) -> Result<(String, Vec<Secret>), EditError> {
        self.snapshot(|db| {
            Ok(find(db, grant, id).and_then(|row| {
                let secrets = row.secrets(now)?;
                Ok((row.url, secrets))
            }))
        })?
    }
}

/// What becomes of webhooks in an archive that was restored: its log has another epoch, so that nothing of it
/// may be told by itself. They stand at its end, and somebody must enable them.
pub(super) fn after_restore(db: &mut dyn Db) -> Result<(), StoreError> {
    db.delete_deliveries()?;
    let sequence = db.head()?.sequence;
    for row in db.webhooks()? {
        let disabled = Some(RESTORED.to_owned());
        db.put_webhook(&WebhookRow { sequence, next: 0, lease: 0, failing: None, disabled, ..row })?;
    }
    Ok(())
}

fn secret() -> Result<Secret, StoreError> {
    Secret::random().map_err(|error| StoreError::Unavailable(format!("no random numbers: {error}")))
}

/// The webhook of an id, where a key reaches it.
fn find(db: &mut dyn Db, grant: &Grant, id: WebhookId) -> Result<WebhookRow, EditError> {
    let row = db.webhooks()?.into_iter().find(|row| row.id == id.0).ok_or(EditError::Unknown)?;
    match grant.reaches(&row.wanted()?.filter.series) {
        true => Ok(row),
        false => Err(EditError::OutOfReach),
    }
}

fn epoch(db: &mut dyn Db) -> Result<String, StoreError> {
    db.meta("epoch")?.ok_or_else(|| StoreError::Migrations("it has no epoch; run `byline migrate`".to_owned()))
}

impl WebhookRow {
    fn id(&self) -> WebhookId {
        WebhookId(self.id)
    }

    fn wanted(&self) -> Result<Wanted, StoreError> {
        let kinds: Vec<Told> = serde_json::from_str(&self.kinds)?;
        Ok(Wanted { url: self.url.clone(), kinds, filter: serde_json::from_str(&self.filter)? })
    }

    /// Sets what is wanted, where a key reaches it and there are such series.
    fn want(&mut self, db: &mut dyn Db, grant: &Grant, wanted: &Wanted) -> Result<(), EditError> {
        let series = &wanted.filter.series;
        if !grant.reaches(series) {
            return Err(EditError::OutOfReach);
        }
        let mut faults = Vec::new();
        for (index, id) in series.iter().enumerate() {
            if db.entities(&[id.key()])?.is_empty() {
                faults.push(Fault::at(format!("/series/{index}"), format!("there is no series {id}")));
            }
        }
        if !faults.is_empty() {
            return Err(EditError::Invalid(faults));
        }
        self.url = wanted.url.clone();
        self.kinds = serde_json::to_string(&wanted.kinds)?;
        self.filter = serde_json::to_string(&wanted.filter)?;
        Ok(())
    }

    /// The secrets that deliveries are signed with at an instant, the newest first.
    fn secrets(&self, now: Timestamp) -> Result<Vec<Secret>, StoreError> {
        let previous = self.previous.as_deref().filter(|_| now.micros() < self.previous_until);
        let all = std::iter::once(self.secret.as_str()).chain(previous);
        let broken = || StoreError::Corrupt(format!("a secret of {}", self.id()));
        all.map(|text| Secret::parse(text).ok_or_else(broken)).collect()
    }

    fn view(&self, db: &mut dyn Db) -> Result<Webhook, StoreError> {
        let Wanted { url, kinds, filter } = self.wanted()?;
        let until = Timestamp::from_micros(self.previous_until);
        Ok(Webhook {
            id: self.id(),
            url,
            kinds,
            resources: filter.resources,
            series: filter.series,
            created: Timestamp::from_micros(self.created),
            enabled: self.disabled.is_none(),
            disabled_because: self.disabled.clone(),
            failing_since: self.failing.map(Timestamp::from_micros),
            place: Place { epoch: &epoch(db)?, number: self.sequence }.to_string(),
            waiting: db.waiting(self.id)?,
            previous_secret_until: self.previous.as_ref().map(|_| until),
        })
    }
}
