//! Records for tests.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use crate::record::article::Article;
use crate::record::series::Series;

/// An article of which little is known but what the changes say.
pub fn article(changes: Value) -> Article {
    let bare = json!({
        "id": "ar1", "slug": null, "type": "commentary", "content": "text", "status": "published",
        "title": "The Quiet Harbour", "subtitle": null, "abstract": null, "titles": [], "subtitles": [],
        "abstracts": [], "title_as_published": null, "byline": null, "contributions": [], "series": null,
        "number": null, "year": null, "publisher": null, "published": "2024-04-12", "language": "en",
        "url": null, "appearances": [], "revised": null, "subjects": [], "places": [], "doi": null,
        "identifiers": [], "files": [], "images": [], "rights": null, "access": null, "disclaimers": [],
        "notices": [], "relations": [], "word_count": null, "body": null,
        "created": "2024-04-12T08:30:00.000000Z", "modified": "2024-04-12T08:30:00.000000Z",
        "review": [], "withdrawal": null
    });
    serde_json::from_value(merged(bare, changes)).unwrap()
}

/// A series of which little is known but what the changes say.
pub fn series(changes: Value) -> Series {
    let bare = json!({
        "id": "se1", "slug": null, "title": "Harbour Notes", "titles": [], "code": null, "key_title": null,
        "issn": {"online": null, "print": null, "linking": null}, "publisher": null, "language": "en",
        "kind": "serial", "numbering": "running", "frequency": null, "start": null, "end": null,
        "parent": null, "preceding": null, "succeeding": null, "url": null, "description": null,
        "bodies_public": false, "created": "2024-04-12T08:30:00.000000Z",
        "modified": "2024-05-01T10:00:00.500000Z"
    });
    serde_json::from_value(merged(bare, changes)).unwrap()
}

/// A person as articles show them.
pub fn person(family: &str, given: &str) -> Value {
    json!({
        "type": "person", "id": "au1", "name": format!("{given} {family}"), "given": given, "family": family,
        "suffix": null, "orcid": null, "ror": null, "place": null, "names": [], "identifiers": []
    })
}

/// An organization as articles show it.
pub fn body(name: &str) -> Value {
    json!({
        "type": "organization", "id": "or1", "name": name, "given": null, "family": null, "suffix": null,
        "orcid": null, "ror": null, "place": "Port Vale", "names": [], "identifiers": []
    })
}

/// A contribution under the name of its author.
pub fn contribution(role: &str, author: Value) -> Value {
    json!({
        "place": 1, "role": role, "name": author["name"], "author": author, "biography": null,
        "affiliations": [], "books": []
    })
}

fn merged(mut bare: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        assert!(bare.get(key).is_some(), "{key}");
        bare[key] = value.clone();
    }
    bare
}
