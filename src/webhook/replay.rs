//! What is to be told again, as it is sent.

use serde_json::Value;

use crate::import::edit::{Fault, Fields};

/// What to tell again: one of both.
#[derive(utoipa::ToSchema)]
#[schema(as = ReplaySource, example = json!({"since": "k3v7-128"}))]
#[allow(dead_code)]
pub struct Source {
    /// All that came after this place in the change log.
    #[schema(required = false)]
    since: String,
    /// One delivery, by its `webhook-id`.
    #[schema(required = false)]
    delivery: String,
}

/// What is to be told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// All that came after a place in the log, as it is written.
    Since(String),
    /// One delivery, by its `webhook-id`.
    Delivery(String),
}

impl Replay {
    /// Reads what was sent.
    pub fn read(fields: Fields) -> Result<Replay, Vec<Fault>> {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("since", Value::String(text)) => all.push(Replay::Since(text)),
                ("delivery", Value::String(text)) => all.push(Replay::Delivery(text)),
                ("since" | "delivery", _) => faults.push(Fault::at(format!("/{name}"), "write it as a text")),
                _ => faults.push(Fault::unknown(&name, "`since` and `delivery`")),
            }
        }
        if faults.is_empty() && all.len() != 1 {
            faults.push(Fault::at("", "write either `since`, a place in the log, or `delivery`, a `webhook-id`"));
        }
        match (all.pop(), faults.is_empty()) {
            (Some(replay), true) => Ok(replay),
            _ => Err(faults),
        }
    }
}
