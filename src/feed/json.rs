//! JSON Feed 1.1.

use serde_json::{Map, Value, json};

use super::entry::{Entry, Person};
use super::{Feed, instant};

/// Makes the document.
pub fn render(feed: &Feed) -> Vec<u8> {
    let mut own = Map::new();
    let mut set = |name: &str, value: Value| drop(own.insert(name.to_owned(), value));
    set("version", json!("https://jsonfeed.org/version/1.1"));
    set("title", json!(feed.title));
    set("home_page_url", json!(feed.home));
    set("feed_url", json!(feed.own));
    if let Some(next) = &feed.next {
        set("next_url", json!(next));
    }
    set("authors", json!([{"name": feed.publisher}]));
    set("items", feed.entries.iter().map(item).collect());
    Value::Object(own).to_string().into_bytes()
}

fn item(own: &Entry) -> Value {
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| drop(item.insert(name.to_owned(), value));
    set("id", json!(own.id));
    set("url", json!(own.link));
    set("title", json!(own.title.text));
    // An item has a content; of what we only describe, it is what we say of it.
    let summary = own.summary.as_ref().map(|own| own.text.as_str());
    set("content_text", json!(summary.unwrap_or(&own.title.text)));
    if let Some(summary) = summary {
        set("summary", json!(summary));
    }
    if let Some(day) = own.published {
        set("date_published", json!(instant(day)));
    }
    set("date_modified", json!(instant(own.updated)));
    set("authors", own.authors.iter().map(person).collect());
    if !own.categories.is_empty() {
        set("tags", json!(own.categories));
    }
    if !own.title.lang.is_empty() {
        set("language", json!(own.title.lang));
    }
    if let Some(image) = &own.image {
        set("image", json!(image));
    }
    let files: Vec<Value> = own.files.iter().filter_map(attachment).collect();
    if !files.is_empty() {
        set("attachments", json!(files));
    }
    let disclaimers: Vec<&str> = own.disclaimers.iter().map(|own| own.text.as_str()).collect();
    set(
        "_byline",
        json!({
            "page": own.page, "doi": own.doi, "licence": own.licence, "disclaimers": disclaimers, "rights": own.rights,
            "contributors": own.contributors.iter().map(person).collect::<Vec<_>>(),
        }),
    );
    Value::Object(item)
}

fn person(own: &Person) -> Value {
    match &own.uri {
        Some(uri) => json!({"name": own.name, "url": uri}),
        None => json!({"name": own.name}),
    }
}

fn attachment(file: &crate::domain::article::File) -> Option<Value> {
    let mut own = json!({"url": file.url.as_str(), "mime_type": file.media_type.as_deref()?});
    if let (Some(own), Some(bytes)) = (own.as_object_mut(), file.bytes) {
        own.insert("size_in_bytes".to_owned(), json!(bytes));
    }
    Some(own)
}
