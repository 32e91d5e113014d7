//! Finding by words: what is found, in which order, and what is told of it.

mod freshness;
mod index;
mod order;
mod questions;
mod secrecy;
mod suggestions;

use serde_json::{Value, json};

use crate::support::app::App;

/// Percent-encodes a value of a query string.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The answer to a question to a list.
fn ask(app: &App, list: &str, q: &str, more: &str) -> Value {
    app.json(&format!("/v1/{list}?q={}{more}", encode(q)))
}

/// The titles or names of what is found, in order.
fn found(app: &App, list: &str, q: &str) -> Vec<String> {
    let page = ask(app, list, q, "&limit=200");
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["total"], items.len(), "{q}");
    let name = |item: &Value| item["title"].as_str().or(item["name"].as_str()).unwrap().to_owned();
    items.iter().map(name).collect()
}

/// The titles that are found, in the order of the alphabet.
fn titles(app: &App, q: &str) -> Vec<String> {
    let mut titles = found(app, "articles", q);
    titles.sort();
    titles
}

/// An article to be made.
fn article(title: &str, language: &str, abstracted: &str) -> Value {
    json!({"status": "published", "appearances": [{"language": language}], "titles": [{"text": title, "language": language}],
        "abstracts": [{"text": abstracted, "language": language}]})
}
