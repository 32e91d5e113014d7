//! Persons and bodies: 100, 110, 700 and 710, with their 880.

use super::record::{Marc, Subfields};
use crate::domain::identifier::Identifier;
use crate::format::forms::Name;
use crate::format::relator::{self, Relator};
use crate::format::uri;
use crate::record::article::{Affiliation, Article, Contribution};
use crate::record::neighbour::AgentLink;

/// Writes who made an article, in the order of the byline. The first author is the main entry; its
/// index is given back.
pub(super) fn contributions(marc: &mut Marc, own: &Article) -> Option<usize> {
    let first = own.contributions.iter().position(|part| part.role == "author");
    for (index, part) in own.contributions.iter().enumerate() {
        contribution(marc, part, Some(index) == first);
    }
    first
}

fn contribution(marc: &mut Marc, part: &Contribution, leads: bool) {
    let known = relator::of(&part.role);
    let term = known.map_or_else(|| part.role.replace('_', " "), |relator| relator.term.to_owned());
    let affiliation = affiliations(&part.affiliations);
    let more = More {
        term: &term,
        code: known.map(|relator| relator.code),
        affiliation: affiliation.as_deref(),
        agent: part.author.as_ref(),
    };
    let is_body = part.author.as_ref().is_some_and(|agent| agent.r#type == "organization");
    let tag = match (leads, is_body) {
        (true, false) => "100",
        (true, true) => "110",
        (false, false) => "700",
        (false, true) => "710",
    };
    let name = part.author.as_ref().map_or(Name::whole(&part.name), Name::of);
    heading(marc, tag, name, part.author.as_ref().and_then(Name::alternate), &more);
}

/// Writes the body that publishes a thing.
pub(super) fn publisher(marc: &mut Marc, agent: &AgentLink, relator: Relator) {
    let more = More { term: relator.term, code: Some(relator.code), affiliation: None, agent: Some(agent) };
    heading(marc, "710", Name::of(agent), Name::alternate(agent), &more);
}

/// What follows a name in a heading.
struct More<'a> {
    term: &'a str,
    code: Option<&'a str>,
    affiliation: Option<&'a str>,
    agent: Option<&'a AgentLink>,
}

fn heading(marc: &mut Marc, tag: &'static str, name: Name<'_>, alternate: Option<Name<'_>>, more: &More<'_>) {
    let is_body = tag.ends_with("10");
    let number = alternate.map(|_| marc.next_link());
    let mut field = marc.field(tag, indicators(is_body, &name));
    field.link(number);
    start(&mut field, &name);
    field.then(",").sub('e', more.term).stop();
    field.sub_if('u', more.affiliation);
    if let Some(agent) = more.agent {
        identifiers(&mut field, agent);
    }
    field.sub_if('4', more.code);
    if let (Some(name), Some(number)) = (alternate, number) {
        let mut field = marc.alternate(tag, indicators(is_body, &name), number, name.full);
        start(&mut field, &name);
        field.then(",").sub('e', more.term).stop().sub_if('4', more.code);
    }
}

/// 1: surname first; 0: in direct order; 2: a body's name in direct order.
fn indicators(is_body: bool, name: &Name<'_>) -> &'static str {
    match (is_body, name.parts) {
        (true, _) => "2 ",
        (false, Some(_)) => "1 ",
        (false, None) => "0 ",
    }
}

fn start(field: &mut Subfields<'_>, name: &Name<'_>) {
    match name.parts {
        Some((family, given)) => field.sub('a', family).then(", ").then(given),
        None => field.sub('a', name.full),
    };
    if let Some(suffix) = name.suffix {
        field.then(",").sub('c', suffix);
    }
}

/// The URIs of the person or body itself go to $1 (real world object), not to $0 (authority record);
/// what makes no URI goes to $0, its source in brackets.
fn identifiers(field: &mut Subfields<'_>, agent: &AgentLink) {
    for uri in agent.orcid.iter().chain(&agent.ror) {
        field.uri('1', uri);
    }
    for Identifier { scheme, value } in &agent.identifiers {
        match scheme.as_str() {
            "lccn" | "lcnaf" | "naf" => field.sub('0', "(DLC)").then(value),
            "gnd" => field.sub('0', "(DE-588)").then(value),
            _ => &mut *field,
        };
    }
    for uri in agent.identifiers.iter().filter_map(uri::of) {
        field.uri('1', &uri);
    }
}

/// Posts of that day in one line, for $u, which cannot be repeated.
fn affiliations(posts: &[Affiliation]) -> Option<String> {
    let mut line = String::new();
    for post in posts.iter().filter(|post| !post.former) {
        if !line.is_empty() {
            line.push_str("; ");
        }
        if let Some(position) = &post.position {
            line.push_str(position);
            line.push_str(", ");
        }
        line.push_str(&post.name);
    }
    (!line.is_empty()).then_some(line)
}
