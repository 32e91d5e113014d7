//! Contributors, their affiliations, and institutions.

use super::limit;
use crate::domain::identifier::Identifier;
use crate::format::names::Name;
use crate::format::uri;
use crate::format::xml::Xml;
use crate::record::article::{Affiliation, Contribution};
use crate::record::neighbour::AgentLink;

/// Writes those who signed, in byline order. The schema knows authors, editors and translators of what
/// an archive of commentaries holds; other roles have no place.
pub fn contributors(parts: &[Contribution], xml: &mut Xml<'_>) {
    let known: Vec<_> =
        parts.iter().filter(|p| ["author", "editor", "translator"].contains(&p.role.as_str())).collect();
    if known.is_empty() {
        return;
    }
    xml.element("contributors").children(|xml| {
        for (at, part) in known.into_iter().enumerate() {
            contributor(part, if at == 0 { "first" } else { "additional" }, xml);
        }
    });
}

fn contributor(part: &Contribution, sequence: &str, xml: &mut Xml<'_>) {
    if part.author.as_ref().is_some_and(|author| author.r#type == "organization") {
        let body = xml.element("organization").attribute("sequence", sequence);
        return body.attribute("contributor_role", &part.role).text(limit::cut(&part.name, 511));
    }
    let (family, given, suffix) = match Name::of(part) {
        Name::Person { family, given, suffix } => (family, given, suffix),
        Name::Literal(name) => (name, None, None),
    };
    let eastern = given.is_some() && part.name.starts_with(family);
    let person = xml
        .element("person_name")
        .attribute("sequence", sequence)
        .attribute("contributor_role", &part.role)
        .attribute_if("name-style", eastern.then_some("eastern"));
    person.children(|xml| {
        xml.leaf_if("given_name", given.and_then(limit::name).as_deref());
        // A name must be there, whatever is left of it.
        xml.leaf("surname", limit::name(family).as_deref().unwrap_or("—"));
        xml.leaf_if("suffix", suffix.map(|suffix| limit::cut(suffix, 10)));
        affiliations(&part.affiliations, xml);
        let Some(author) = &part.author else { return };
        xml.leaf_if("ORCID", author.orcid.as_deref());
        alternative_names(author, &part.name, xml);
    });
}

fn affiliations(all: &[Affiliation], xml: &mut Xml<'_>) {
    let held: Vec<_> = all.iter().filter(|own| !own.former && !own.name.is_empty()).collect();
    if held.is_empty() {
        return;
    }
    xml.element("affiliations").children(|xml| {
        held.iter().for_each(|own| institution(&own.name, own.organization.as_ref(), xml));
    });
}

/// Writes an institution under a name, with its identifiers and town.
pub fn institution(name: &str, own: Option<&AgentLink>, xml: &mut Xml<'_>) {
    xml.element("institution").children(|xml| {
        xml.leaf("institution_name", limit::cut(name, 1024));
        let Some(own) = own else { return };
        if let Some(ror) = &own.ror {
            xml.element("institution_id").attribute("type", "ror").text(ror);
        }
        let known = |own: &&Identifier| matches!(own.scheme.as_str(), "isni" | "wikidata");
        for identifier in own.identifiers.iter().filter(known) {
            if let Some(uri) = uri::of(identifier) {
                // The schema wants the secure address.
                let uri = uri.replacen("http://", "https://", 1);
                xml.element("institution_id").attribute("type", &identifier.scheme).text(&uri);
            }
        }
        let place = own.place.as_deref().filter(|place| place.chars().count() > 1);
        xml.leaf_if("institution_place", place.map(|place| limit::cut(place, 255)));
    });
}

/// The name in other scripts and spellings.
fn alternative_names(author: &AgentLink, printed: &str, xml: &mut Xml<'_>) {
    let others: Vec<_> = author.names.iter().filter(|name| name.full != printed).collect();
    if others.is_empty() {
        return;
    }
    xml.element("alt-name").children(|xml| {
        for name in others {
            let eastern = name
                .family
                .as_deref()
                .is_some_and(|family| name.given.is_some() && !family.is_empty() && name.full.starts_with(family));
            xml.element("string-name")
                .attribute_if("name-style", eastern.then_some("eastern"))
                .attribute_if("language", limit::language(name.language.as_ref()))
                .text(&name.full);
        }
    });
}
