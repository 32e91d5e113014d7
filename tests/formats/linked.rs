//! Formats that link: JSON-LD, Dublin Core, Crossref deposits, JATS.

use std::collections::BTreeMap;

use byline::domain::Resource;
use byline::format::{crossref::CROSSREF, dublin_core, jats::JATS, jsonld::JSON_LD};
use roxmltree::{Document, Node};
use serde_json::Value;

use super::{archive, path};

/// The texts of all elements of a name, in document order.
fn texts(document: &Document<'_>, name: &str) -> Vec<String> {
    let all = document.descendants().filter(|node| node.has_tag_name_local(name));
    all.map(|node| node.descendants().filter_map(|inner| inner.is_text().then(|| inner.text()).flatten()).collect())
        .collect()
}

trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// Every node of a document that has both a type and an identity.
fn nodes<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(all) => all.iter().for_each(|value| nodes(value, found)),
        Value::Object(map) => {
            if map.contains_key("@id") {
                found.push(value);
            }
            map.values().for_each(|value| nodes(value, found));
        }
        _ => {}
    }
}

#[test]
fn a_thing_has_one_identity_wherever_it_is_named() {
    let app = archive();
    let mut own = BTreeMap::new();
    for resource in Resource::ALL {
        for record in app.all(resource.plural()) {
            let document = app.json(&path(resource, record["id"].as_str().unwrap(), &JSON_LD));
            assert_eq!(document["@context"], "https://schema.org");
            own.insert(document["@id"].as_str().unwrap().to_owned(), document);
        }
    }
    let mut named = 0;
    for document in own.values() {
        let mut found = Vec::new();
        nodes(document, &mut found);
        for node in found {
            let id = node["@id"].as_str().unwrap();
            // What is in this archive stands under its own document's identity.
            if let Some(path) = id.strip_prefix("https://archive.example/v1/") {
                assert!(own.contains_key(id), "{path} has no document of this identity");
                named += 1;
            }
            let other = own.get(id).filter(|own| own["@type"] == node["@type"]);
            if let Some(family) = other.and_then(|own| own.get("familyName")) {
                assert_eq!(node["familyName"], *family, "{id}");
            }
        }
    }
    assert!(named > 50);
    let persons = own.values().filter(|own| own["@type"] == "Person");
    assert!(persons.filter(|own| own["@id"].as_str().unwrap().starts_with("https://orcid.org/")).count() > 3);
}

#[test]
fn authors_stand_in_the_order_they_signed() {
    let app = archive();
    let mut several = 0;
    for record in app.all("articles") {
        let id = record["id"].as_str().unwrap();
        let parts = record["contributions"].as_array().unwrap();
        let authors = || parts.iter().filter(|part| part["role"] == "author");
        several += usize::from(authors().count() > 1);
        let document = app.json(&path(Resource::Article, id, &JSON_LD));
        let listed = match &document["author"] {
            Value::Array(all) => all.clone(),
            one => vec![one.clone()],
        };
        let names: Vec<&Value> = listed.iter().map(|own| &own["name"]).collect();
        assert_eq!(names, authors().map(|part| &part["name"]).collect::<Vec<_>>(), "{id}");
        for format in [&dublin_core::SIMPLE, &dublin_core::TERMS] {
            let xml = app.get(&path(Resource::Article, id, format)).text();
            let creators = texts(&Document::parse(&xml).unwrap(), "creator");
            assert_eq!(creators.len(), authors().count(), "{xml}");
            for (creator, part) in creators.iter().zip(authors()) {
                let family = part["author"]["family"].as_str().unwrap_or_default();
                assert!(creator.starts_with(family), "{creator} in {id}");
            }
        }
        let xml = app.get(&path(Resource::Article, id, &JATS)).text();
        let document = Document::parse(&xml).unwrap();
        let roles = document.descendants().filter_map(|node| node.attribute("contrib-type"));
        assert_eq!(roles.collect::<Vec<_>>(), parts.iter().map(|part| &part["role"]).collect::<Vec<_>>());
    }
    assert!(several > 1);
}

#[test]
fn simple_dublin_core_says_nothing_that_the_qualified_form_does_not() {
    let app = archive();
    for (resource, plural) in [(Resource::Article, "articles"), (Resource::Series, "series")] {
        for record in app.all(plural) {
            let get = |format| app.get(&path(resource, record["id"].as_str().unwrap(), format)).text();
            let (simple, qualified) = (get(&dublin_core::SIMPLE), get(&dublin_core::TERMS));
            let (simple, qualified) = (Document::parse(&simple).unwrap(), Document::parse(&qualified).unwrap());
            let root = qualified.root_element();
            let all: Vec<&str> = root.children().filter_map(|own| own.text()).collect();
            let mut count = 0;
            for own in simple.root_element().children() {
                assert_eq!(own.tag_name().namespace(), Some("http://purl.org/dc/elements/1.1/"));
                let text = own.text().filter(|text| !text.is_empty()).expect("no empty element");
                let bare = text.strip_prefix("Rights holder: ").unwrap_or(text);
                // The citation has a date more, and a controlled subject no language.
                assert!(all.iter().any(|qualified| qualified.starts_with(bare)), "{text} of {}", record["id"]);
                count += 1;
            }
            assert!(count > 6 && count <= all.len());
        }
    }
}

#[test]
fn a_deposit_needs_a_doi() {
    let app = archive();
    let mut expected = 0;
    for record in app.all("articles") {
        let path = path(Resource::Article, record["id"].as_str().unwrap(), &CROSSREF);
        let Some(doi) = record["doi"].as_str() else {
            app.get(&path).problem(404, "not-found");
            continue;
        };
        expected += 1;
        let xml = app.get(&path).text();
        let document = Document::parse(&xml).unwrap();
        assert_eq!(texts(&document, "doi"), [doi]);
        assert_eq!(texts(&document, "depositor_name"), ["The Example Archive"]);
        assert_eq!(texts(&document, "email_address"), ["librarian@archive.example"]);
        let people = texts(&document, "surname").len() + texts(&document, "organization").len();
        let roles = record["contributions"].as_array().unwrap().iter().map(|part| part["role"].as_str().unwrap());
        assert_eq!(people, roles.filter(|role| ["author", "translator", "editor"].contains(role)).count(), "{xml}");
    }
    assert!(expected > 20);
}
