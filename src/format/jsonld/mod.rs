//! JSON-LD in the terms of schema.org, release 30.0. Each property is used on a type of its domain.
//!
//! The identity (`@id`) of a thing is the URI of its persistent identifier (DOI, ORCID iD, ROR id),
//! else its address under this service: the same in its own document and wherever another names it.
//! Authors are a plain array in byline order, which every reader of schema.org takes; `@list` would
//! keep the order in RDF too, and hide the authors from most of them.

mod agent;
mod article;
mod node;
mod series;
mod work;

use self::node::Node;
use super::{Envelope, Format};
use crate::domain::identity::Identity;
use crate::domain::{Resource, Timestamp};
use crate::record::Record;

/// JSON-LD (schema.org). Many are an array of documents, each with its own context.
pub static JSON_LD: Format = Format {
    name: "jsonld",
    title: "JSON-LD (schema.org)",
    media_type: "application/ld+json",
    content_type: "application/ld+json",
    aliases: &[],
    profile: Some("https://schema.org/"),
    extension: "jsonld",
    resources: &Resource::ALL,
    render: Some(render),
    one: Envelope { open: |_, _, _| {}, between: "", close: "\n" },
    many: Envelope::ARRAY,
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    let node = match record {
        Record::Article(own) => article::article(own, identity),
        Record::Author(own) => agent::author(own, identity),
        Record::Organization(own) => agent::organization(own, identity),
        Record::Series(own) => series::series(own, identity),
        Record::Disclaimer(own) => series::disclaimer(own, identity),
    };
    out.extend_from_slice(serde_json::Value::from(node).to_string().as_bytes());
}

/// Adds who made this description of a work, when, and under which licence it may be used.
fn signed(node: Node, modified: Timestamp, identity: &Identity) -> Node {
    let archive = identity.repository_name.as_deref();
    let archive =
        archive.map(|name| Node::new("Organization").with("name", name).with("url", identity.base_url.as_deref()));
    let day = modified.to_string().get(..10).map(str::to_owned);
    node.with("sdDatePublished", day)
        .with("sdPublisher", archive)
        .with("sdLicense", identity.metadata_licence.as_deref())
}
