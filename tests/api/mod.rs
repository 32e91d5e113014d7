//! The API from outside: requests in, bytes out.
mod body;
mod conditional;
mod fields;
pub mod filters;
mod lookup;
mod methods;
mod numbers;
mod odd;
mod paging;
mod relations;
mod service;
mod shapes;
mod slow;
mod sorts;
mod starting;
mod tombstones;
mod versions;
mod walking;

use serde_json::Value;

use crate::support::app::App;

/// The `id` of every record.
pub fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The record that has this text in this field.
pub fn with<'a>(items: &'a [Value], field: &str, text: &str) -> &'a Value {
    items.iter().find(|item| item[field] == text).unwrap_or_else(|| panic!("nothing has the {field} {text}"))
}

/// The id of the only thing of a resource with this in a field.
pub fn id_of(app: &App, resource: &str, field: &str, text: &str) -> String {
    with(&app.all(resource), field, text)["id"].as_str().unwrap().to_owned()
}

/// A value as it stands in a query string.
pub fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
