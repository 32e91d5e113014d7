//! Persons and organizations.

use serde_json::Value;

use super::node::{Node, list, others, text};
use crate::domain::Identity;
use crate::domain::author::PersonName;
use crate::domain::identifier::{Identifier, WebUrl};
use crate::format::uri;
use crate::record::article::{Affiliation, Contribution};
use crate::record::author::Author;
use crate::record::neighbour::AgentLink;
use crate::record::organization::Organization;

/// The document of an author.
pub fn author(own: &Author, identity: &Identity) -> Node {
    let main = own.names.iter().find(|form| form.full == own.name);
    let identifiers: Vec<_> = own.identifiers.iter().map(|own| own.identifier.clone()).collect();
    let id = own.orcid.clone().or_else(|| uri::record(own.id, identity));
    Node::document(id, "Person")
        .with("name", own.name.as_str())
        .with("givenName", main.and_then(|name| name.given.as_deref()))
        .with("familyName", main.and_then(|name| name.family.as_deref()))
        .with("honorificSuffix", main.and_then(|name| name.suffix.as_deref()))
        .with("alternateName", names(&own.names, [own.name.as_str()]))
        .with("jobTitle", posts(&own.affiliations))
        .with("affiliation", affiliations(&own.affiliations, identity))
        .with("url", own.url.as_ref().map(WebUrl::as_str))
        .with("mainEntityOfPage", uri::page(own.id, identity))
        .with("sameAs", same_as(own.orcid.as_deref(), &identifiers))
        .with("identifier", without_uri(&identifiers))
}

/// The document of an organization.
pub fn organization(own: &Organization, identity: &Identity) -> Node {
    let place = Node::new("PostalAddress")
        .with("addressLocality", own.place.as_deref())
        .with("addressCountry", own.country.as_deref());
    let placed = own.place.is_some() || own.country.is_some();
    let id = own.ror.clone().or_else(|| uri::record(own.id, identity));
    Node::document(id, "Organization")
        .with("name", own.name.as_str())
        .with("alternateName", others(&own.names, Some(&own.name)).collect::<Vec<_>>())
        .with("address", placed.then(|| Value::from(place)))
        .with("url", own.url.as_ref().map(WebUrl::as_str))
        .with("sameAs", same_as(own.ror.as_deref(), &own.identifiers))
        .with("identifier", without_uri(&own.identifiers))
}

/// One who had a part in an article: named as printed, with posts and biography of that day.
pub fn contributor(part: &Contribution, identity: &Identity) -> Value {
    let node = match &part.author {
        Some(link) => agent(link, &part.name, identity),
        None => Node::new("Person").with("name", part.name.as_str()),
    };
    let organization = part.author.as_ref().is_some_and(|link| link.r#type == "organization");
    let node = node.with("description", part.biography.as_deref());
    if organization {
        return node.into();
    }
    node.with("jobTitle", posts(&part.affiliations))
        .with("affiliation", affiliations(&part.affiliations, identity))
        .into()
}

/// A person or an organization under a name.
pub fn agent(own: &AgentLink, name: &str, identity: &Identity) -> Node {
    let organization = own.r#type == "organization";
    let persistent = if organization { &own.ror } else { &own.orcid };
    let place = own.place.as_deref().map(|place| Node::new("Place").with("name", place));
    let mut alternative = names(&own.names, [name, own.name.as_str()]);
    if own.name != name {
        alternative.insert(0, own.name.as_str().into());
    }
    Node::new(if organization { "Organization" } else { "Person" })
        .id(persistent.clone().or_else(|| uri::record(own.id, identity)))
        .with("name", name)
        .with("givenName", own.given.as_deref())
        .with("familyName", own.family.as_deref())
        .with("honorificSuffix", own.suffix.as_deref())
        .with("alternateName", alternative)
        .with("location", place)
        .with("sameAs", same_as(persistent.as_deref(), &own.identifiers))
        .with("identifier", without_uri(&own.identifiers))
}

/// Identifiers that are no URIs, as pairs of scheme and value.
pub fn without_uri(identifiers: &[Identifier]) -> Vec<Value> {
    list(identifiers.iter().filter(|own| uri::of(own).is_none()), property)
}

/// An identifier as a pair of scheme and value.
pub fn property(own: &Identifier) -> Value {
    let node = Node::new("PropertyValue").with("propertyID", own.scheme.as_str()).with("value", own.value.as_str());
    node.with("url", uri::of(own)).into()
}

/// The posts held that day.
fn posts(affiliations: &[Affiliation]) -> Vec<Value> {
    let held = affiliations.iter().filter(|own| !own.former).filter_map(|own| own.position.as_deref());
    let mut posts: Vec<Value> = list(held, Value::from);
    posts.dedup();
    posts
}

fn affiliations(affiliations: &[Affiliation], identity: &Identity) -> Vec<Value> {
    let one = |own: &Affiliation| match &own.organization {
        Some(link) => agent(link, &own.name, identity).into(),
        None => Node::new("Organization").with("name", own.name.as_str()).into(),
    };
    list(affiliations.iter().filter(|own| !own.former), one)
}

fn names<'a>(forms: &'a [PersonName], shown: impl IntoIterator<Item = &'a str> + Clone) -> Vec<Value> {
    let others = forms.iter().filter(|form| !shown.clone().into_iter().any(|name| name == form.full));
    list(others, |form| text(&form.full, form.language.as_ref(), form.script.as_deref()))
}

fn same_as(persistent: Option<&str>, identifiers: &[Identifier]) -> Vec<Value> {
    let mut all: Vec<Value> = persistent.into_iter().map(Value::from).collect();
    all.extend(identifiers.iter().filter_map(uri::of).map(Value::from));
    all.dedup();
    all
}
