//! Webhooks: who is told of changes by HTTP, and what became of it.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::change::{Change, Filter, Place, Told};
use super::id::{NotAnId, read_number, write_number};
use super::{Id, Resource, Timestamp};

/// The id of a webhook: `wh` and a number, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebhookId(pub i64);

impl WebhookId {
    /// What its ids begin with.
    const PREFIX: &'static str = "wh";

    /// The `webhook-id` by which a change is told: without a full stop, which the signature puts after it
    /// (Standard Webhooks, "Webhook Headers"), and the same whenever it is told again.
    pub fn delivery(self, place: Place<'_>) -> String {
        format!("{self}-{place}")
    }

    /// The place of the change of a `webhook-id`; `None` where it is none of this webhook.
    pub fn place_of(self, delivery: &str) -> Option<Place<'_>> {
        Place::parse(delivery.strip_prefix(&self.to_string())?.strip_prefix('-')?)
    }
}

impl fmt::Display for WebhookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WebhookId::PREFIX)?;
        write_number(self.0.unsigned_abs(), f)
    }
}

impl FromStr for WebhookId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let number = read_number(text.strip_prefix(WebhookId::PREFIX).ok_or(NotAnId)?)?;
        number.try_into().map(WebhookId).map_err(|_| NotAnId)
    }
}

impl Serialize for WebhookId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is told, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The address that is written to.
    pub url: String,
    /// Only what is told so; none means all.
    pub kinds: Vec<Told>,
    /// Only these changes.
    pub filter: Filter,
}

impl Wanted {
    /// How a change is told; `None` where it is not.
    pub fn tells(&self, change: &Change) -> Option<Told> {
        self.filter.tells(change).filter(|told| self.kinds.is_empty() || self.kinds.contains(told))
    }
}

/// A webhook, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Webhook {
    /// Its id.
    #[schema(value_type = String, example = "wh1")]
    pub id: WebhookId,
    /// The address that is written to.
    #[schema(format = "uri", example = "https://partner.example/byline")]
    pub url: String,
    /// Only what is told so: `created`, `updated`, `withdrawn`, `left`; an empty list is all.
    #[schema(value_type = Vec<String>, example = json!(["left"]))]
    pub kinds: Vec<Told>,
    /// Only changes of such records; an empty list is all.
    #[schema(value_type = Vec<String>, example = json!(["article"]))]
    pub resources: Vec<Resource>,
    /// Only what belongs to these series, or did; an empty list is all.
    #[schema(value_type = Vec<String>, example = json!(["se1"]))]
    pub series: Vec<Id>,
    /// When it was made.
    pub created: Timestamp,
    /// Whether anything is sent.
    pub enabled: bool,
    /// Why nothing is sent; null while it is enabled.
    #[schema(required)]
    pub disabled_because: Option<String>,
    /// Since when no delivery was taken; null where the last one was.
    #[schema(required)]
    pub failing_since: Option<Timestamp>,
    /// The place in the change log up to which deliveries were queued.
    #[schema(example = "k3v7-128")]
    pub place: String,
    /// How many deliveries wait. What the log has after `place` comes on top.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Until when deliveries are signed with the secret before the last rotation too.
    #[schema(required)]
    pub previous_secret_until: Option<Timestamp>,
}

/// What there is to say of one delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Delivery {
    /// The `webhook-id` of its requests, the same in every attempt.
    #[schema(example = "wh1-k3v7-128")]
    pub id: String,
    /// The change that is told.
    #[schema(example = "k3v7-128")]
    pub place: String,
    /// How it is told: `created`, `updated`, `withdrawn` or `left`.
    #[schema(value_type = String, example = "updated")]
    pub kind: Told,
    /// `waiting`, `done` (it was taken) or `failed` (it was given up).
    #[schema(example = "done")]
    pub state: &'static str,
    /// When it was queued.
    pub queued: Timestamp,
    /// How often it was tried.
    #[schema(minimum = 0)]
    pub attempts: i64,
    /// When it was tried last; null before the first attempt.
    #[schema(required)]
    pub tried: Option<Timestamp>,
    /// The status that the receiver answered last; null where it gave none.
    #[schema(required, minimum = 100, maximum = 999)]
    pub status: Option<i64>,
    /// What went wrong last; null where nothing did.
    #[schema(required)]
    pub error: Option<String>,
    /// The instant before which it is not tried again; null of what waits no more.
    #[schema(required)]
    pub next: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        for number in [1, 31, 32, 1_000_000] {
            let id = WebhookId(number);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(WebhookId(1000).to_string(), "whz8");
        for text in ["", "wh", "wh0", "wh01", "ar1", "wh1-x", "WH1"] {
            assert_eq!(text.parse::<WebhookId>(), Err(NotAnId), "{text}");
        }
    }
}
