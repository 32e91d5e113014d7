//! Those who had a part in an article.

use crate::domain::author::PersonName;
use crate::format::names::Name;
use crate::format::xml::Xml;
use crate::format::{language_tag, uri};
use crate::record::article::{Affiliation, Contribution};
use crate::record::neighbour::AgentLink;

/// Writes them, in byline order.
pub fn write(parts: &[Contribution], xml: &mut Xml<'_>) {
    if parts.is_empty() {
        return;
    }
    xml.element("contrib-group").children(|xml| parts.iter().for_each(|part| contributor(part, xml)));
}

fn contributor(part: &Contribution, xml: &mut Xml<'_>) {
    xml.element("contrib").attribute("contrib-type", &part.role).children(|xml| {
        let author = part.author.as_ref();
        author.iter().for_each(|own| identifiers(own, xml));
        match author.filter(|own| own.r#type == "organization") {
            Some(own) => xml.element("collab").children(|collab| institution(&part.name, Some(own), collab)),
            None => person(part, xml),
        }
        if let Some(biography) = &part.biography {
            xml.element("bio").children(|bio| bio.leaf("p", biography));
        }
        for own in &part.affiliations {
            affiliation(own, xml);
        }
    });
}

fn identifiers(own: &AgentLink, xml: &mut Xml<'_>) {
    if let Some(orcid) = &own.orcid {
        xml.element("contrib-id").attribute("contrib-id-type", "orcid").text(orcid);
    }
    if own.r#type == "organization" {
        return;
    }
    for identifier in &own.identifiers {
        let value = uri::of(identifier).unwrap_or_else(|| identifier.value.clone());
        xml.element("contrib-id").attribute("contrib-id-type", &identifier.scheme).text(&value);
    }
}

/// The name as printed, in parts where they are known; other forms of it beside.
fn person(part: &Contribution, xml: &mut Xml<'_>) {
    let others: Vec<&PersonName> = match &part.author {
        Some(author) => author.names.iter().filter(|name| name.full != part.name).collect(),
        None => Vec::new(),
    };
    if others.is_empty() {
        return printed(part, xml);
    }
    xml.element("name-alternatives").children(|xml| {
        printed(part, xml);
        others.into_iter().for_each(|name| other(name, xml));
    });
}

fn printed(part: &Contribution, xml: &mut Xml<'_>) {
    match Name::of(part) {
        Name::Literal(name) => xml.leaf("string-name", name),
        Name::Person { family, given, suffix } => {
            let style = style(&part.name, family, given);
            xml.element("name").attribute("name-style", style).children(|xml| {
                xml.leaf("surname", family);
                xml.leaf_if("given-names", given);
                xml.leaf_if("suffix", suffix);
            });
        }
    }
}

fn other(name: &PersonName, xml: &mut Xml<'_>) {
    let tag = language_tag::tag(name.language.as_ref(), name.script.as_deref());
    match (name.family.as_deref(), name.given.as_deref()) {
        (Some(family), given) if !family.is_empty() => {
            let element = xml.element("name").attribute("name-style", style(&name.full, family, given));
            element.attribute_if("xml:lang", tag.as_deref()).children(|xml| {
                xml.leaf("surname", family);
                xml.leaf_if("given-names", given.filter(|given| !given.is_empty()));
                xml.leaf_if("suffix", name.suffix.as_deref());
            });
        }
        _ => xml.element("string-name").attribute_if("xml:lang", tag.as_deref()).text(&name.full),
    }
}

fn style(full: &str, family: &str, given: Option<&str>) -> &'static str {
    if given.is_some_and(|given| !given.is_empty()) && full.starts_with(family) { "eastern" } else { "western" }
}

/// A post as printed: what it is, and where.
fn affiliation(own: &Affiliation, xml: &mut Xml<'_>) {
    if let Some(position) = own.position.as_deref() {
        let role = xml.element("role").attribute_if("specific-use", own.former.then_some("former"));
        role.text(position);
    }
    let element = xml.element("aff").attribute_if("specific-use", own.former.then_some("former"));
    element.children(|xml| {
        institution(&own.name, own.organization.as_ref(), xml);
        if let Some(place) = own.organization.as_ref().and_then(|own| own.place.as_deref()) {
            xml.text(", ");
            xml.leaf("city", place);
        }
    });
}

fn institution(name: &str, own: Option<&AgentLink>, xml: &mut Xml<'_>) {
    let Some(own) = own else { return xml.leaf("institution", name) };
    xml.element("institution-wrap").children(|xml| {
        xml.leaf("institution", name);
        if let Some(ror) = &own.ror {
            xml.element("institution-id").attribute("institution-id-type", "ror").text(ror);
        }
        for identifier in &own.identifiers {
            let value = uri::of(identifier).unwrap_or_else(|| identifier.value.clone());
            xml.element("institution-id").attribute("institution-id-type", &identifier.scheme).text(&value);
        }
    });
}
