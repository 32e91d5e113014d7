//! What a delivery says (Standard Webhooks, "Payload Structure"): a type, an instant, and the change as
//! `/v1/changes` tells it.

use serde::Serialize;
use serde_json::json;

use crate::changes::Shown;
use crate::domain::change::Place;
use crate::domain::{Timestamp, WebhookId};
use crate::store::StoreError;
use crate::store::reader::Reader;
use crate::store::webhooks::Parcel;

#[derive(Serialize)]
struct Payload<T> {
    r#type: String,
    /// When it happened; not when it is sent.
    timestamp: Timestamp,
    data: T,
}

/// The `webhook-id` of a delivery and its JSON.
pub(super) fn of(reader: &Reader, parcel: &Parcel) -> Result<(String, Vec<u8>), StoreError> {
    let data = Shown::of(reader, parcel.change.clone(), parcel.told);
    let place = Place { epoch: &reader.settings().epoch, number: parcel.change.event.sequence };
    let payload = Payload { r#type: format!("{}.{}", data.resource, data.kind), timestamp: data.time, data };
    Ok((parcel.webhook.delivery(place), serde_json::to_vec(&payload)?))
}

/// Likewise of a test, which tells of nothing.
pub fn test(webhook: WebhookId, now: Timestamp) -> Result<(String, Vec<u8>), StoreError> {
    let payload = Payload { r#type: "webhook.test".to_owned(), timestamp: now, data: json!({ "webhook": webhook }) };
    Ok((format!("{webhook}-test-{}", now.micros()), serde_json::to_vec(&payload)?))
}
