//! Series, the issues in them, and standing disclaimers.

use serde_json::Value;

use super::agent::{agent, property};
use super::node::{Node, list, others};
use super::signed;
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::series::Issn;
use crate::domain::{Identity, PartialDate};
use crate::format::uri;
use crate::record::disclaimer::Disclaimer;
use crate::record::neighbour::SeriesLink;
use crate::record::series::Series;

/// The document of a series.
pub fn series(own: &Series, identity: &Identity) -> Node {
    let mut issns: Vec<Value> = list(own.issn.known(), |issn: &Issn| issn.as_str().into());
    issns.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    issns.dedup();
    let other_titles = others(&own.titles, Some(&own.title));
    let key_title = own.key_title.as_deref().filter(|key| *key != own.title).map(Value::from);
    let code = own.code.as_ref().map(|code| Identifier { scheme: "local".to_owned(), value: code.clone() });
    let node = Node::document(uri::record(own.id, identity), kind(&own.kind, !issns.is_empty()))
        .with("name", own.title.as_str())
        .with("alternateName", other_titles.chain(key_title).collect::<Vec<_>>())
        .with("description", own.description.as_deref())
        .with("issn", issns)
        .with("identifier", code.as_ref().map(property))
        .with("publisher", own.publisher.as_ref().map(|link| agent(link, &link.name, identity)))
        .with("inLanguage", own.language.as_ref().map(|tag| tag.as_str()))
        .with("startDate", own.start.map(|date| date.to_string()))
        .with("endDate", own.end.map(|date| date.to_string()))
        .with("isPartOf", own.parent.as_ref().map(|link| part(link, identity)))
        .with("url", own.url.as_ref().map(WebUrl::as_str))
        .with("mainEntityOfPage", uri::page(own.id, identity));
    signed(node, own.modified, identity)
}

/// The document of a disclaimer.
pub fn disclaimer(own: &Disclaimer, identity: &Identity) -> Node {
    let node = Node::document(uri::record(own.id, identity), "CreativeWork")
        .with("name", "Disclaimer")
        .with("text", own.text.as_str())
        .with("inLanguage", own.language.as_ref().map(|tag| tag.as_str()))
        .with("isPartOf", own.series.as_ref().map(|link| part(link, identity)));
    signed(node, own.modified, identity)
}

/// What an article is part of: its issue in a periodical, else the series. Only an issue has a number
/// and only a periodical is made of issues (schema.org 30.0, `issueNumber`, `PublicationIssue`).
pub fn container(
    series: &SeriesLink,
    number: Option<&str>,
    published: Option<PartialDate>,
    identity: &Identity,
) -> Value {
    let whole = part(series, identity);
    let Some(number) = number.filter(|_| series.kind != "reports") else { return whole.into() };
    let (volume, issue) = match number.split_once('(') {
        Some((volume, issue)) => (Some(volume).filter(|volume| !volume.is_empty()), issue.trim_end_matches(')')),
        None => (None, number),
    };
    let whole = match volume {
        Some(volume) => Node::new("PublicationVolume").with("volumeNumber", volume).with("isPartOf", whole),
        None => whole,
    };
    Node::new("PublicationIssue")
        .with("issueNumber", issue)
        .with("datePublished", published.map(|date| date.to_string()))
        .with("isPartOf", whole)
        .into()
}

fn part(own: &SeriesLink, identity: &Identity) -> Node {
    Node::new(kind(&own.kind, own.issn.is_some()))
        .id(uri::record(own.id, identity))
        .with("name", own.title.as_str())
        .with("alternateName", others(&own.titles, Some(&own.title)).collect::<Vec<_>>())
        .with("issn", own.issn.as_deref())
}

fn kind(kind: &str, has_issn: bool) -> &'static str {
    if has_issn || kind == "host" { "Periodical" } else { "CreativeWorkSeries" }
}
