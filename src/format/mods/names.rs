//! `name`: who made it.

use crate::format::forms::Name;
use crate::format::relator::{self, Relator};
use crate::format::xml::Xml;
use crate::format::{script, uri};
use crate::record::article::Contribution;
use crate::record::neighbour::AgentLink;

/// Writes a contribution; the first author's is primary.
pub(super) fn contribution(mods: &mut Xml<'_>, own: &Contribution, leads: bool) {
    let agent = own.author.as_ref();
    let name = agent.map_or(Name::whole(&own.name), Name::of);
    let element = mods.element("name").attribute("type", kind(agent));
    element.attribute_if("usage", leads.then_some("primary")).children(|element| {
        parts(element, &name);
        if name.full != own.name {
            element.leaf("displayForm", &own.name);
        }
        alternate(element, agent);
        for post in own.affiliations.iter().filter(|post| !post.former) {
            let ror = post.organization.as_ref().and_then(|own| own.ror.as_deref());
            element.element("affiliation").attribute_if("valueURI", ror).text(&post.name);
            element.leaf_if("description", post.position.as_deref());
        }
        match relator::of(&own.role) {
            Some(relator) => role(element, relator),
            None => element.element("role").children(|role| {
                role.element("roleTerm").attribute("type", "text").text(&own.role.replace('_', " "));
            }),
        }
        identifiers(element, agent);
    });
}

/// Writes the body that publishes a thing.
pub(super) fn publisher(mods: &mut Xml<'_>, agent: &AgentLink, relator: Relator) {
    mods.element("name").attribute("type", kind(Some(agent))).children(|element| {
        parts(element, &Name::of(agent));
        alternate(element, Some(agent));
        role(element, relator);
        identifiers(element, Some(agent));
    });
}

fn kind(agent: Option<&AgentLink>) -> &'static str {
    if agent.is_some_and(|own| own.r#type == "organization") { "corporate" } else { "personal" }
}

fn parts(element: &mut Xml<'_>, name: &Name<'_>) {
    match name.parts {
        Some((family, given)) => {
            element.element("namePart").attribute("type", "family").text(family);
            element.element("namePart").attribute("type", "given").text(given);
        }
        None => element.leaf("namePart", name.full),
    }
    if let Some(suffix) = name.suffix {
        element.element("namePart").attribute("type", "termsOfAddress").text(suffix);
    }
}

/// The name in another script: `alternativeName`, so that it does not count as another person.
fn alternate(element: &mut Xml<'_>, agent: Option<&AgentLink>) {
    let Some(name) = agent.and_then(Name::alternate) else { return };
    let own = element.element("alternativeName").attribute("altType", "alternate script");
    own.attribute_if("script", script::of(name.full)).children(|own| parts(own, &name));
}

fn role(element: &mut Xml<'_>, relator: Relator) {
    element.element("role").children(|role| {
        for (kind, text) in [("code", relator.code), ("text", relator.term)] {
            role.element("roleTerm").attribute("type", kind).attribute("authority", "marcrelator").text(text);
        }
    });
}

fn identifiers(element: &mut Xml<'_>, agent: Option<&AgentLink>) {
    let Some(agent) = agent else { return };
    for (kind, value) in [("orcid", &agent.orcid), ("ror", &agent.ror)] {
        if let Some(value) = value {
            element.element("nameIdentifier").attribute("type", kind).text(value);
        }
    }
    for own in agent.identifiers.iter().filter(|own| own.scheme != "local") {
        let uri = uri::of(own);
        let value = uri.as_deref().unwrap_or(&own.value);
        element.element("nameIdentifier").attribute("type", &own.scheme).text(value);
    }
}
