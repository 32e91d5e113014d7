//! Other works an article has to do with.

use serde_json::Value;

use super::node::Node;
use crate::domain::Identity;
use crate::domain::identifier::WebUrl;
use crate::format::uri;
use crate::record::article::Relation;
use crate::record::neighbour::ArticleLink;

/// Adds the relations of an article, and what else it is about. A work that it answers, corrects or
/// reviews is both what it is about and what it cites: schema.org has no property that says more.
pub fn relations(node: Node, relations: &[Relation], about: &[Value], identity: &Identity) -> Node {
    let of = |types: &[&str]| -> Vec<Value> {
        let those = relations.iter().filter(|own| types.contains(&own.r#type.as_str()));
        those.filter_map(|own| related(own, identity)).collect()
    };
    let answered = of(&["responds_to", "corrects", "reviews"]);
    let cited: Vec<Value> = answered.iter().cloned().chain(of(&["references"])).collect();
    node.with("about", [about, &answered].concat())
        .with("citation", cited)
        .with("translationOfWork", of(&["translation_of"]))
        .with("isBasedOn", of(&["replaces"]))
        .with("mentions", of(&["continues", "related_to"]))
}

/// An article of this archive. Nothing is said of its kind, so that a document has one article.
pub fn linked(own: &ArticleLink, identity: &Identity) -> Node {
    let doi = own.doi.as_deref().map(uri::doi);
    Node::new("CreativeWork")
        .id(doi.or_else(|| uri::record(own.id, identity)))
        .with("name", own.title.as_deref())
        .with("url", own.url.as_deref())
        .with("position", own.number.as_deref())
}

fn related(own: &Relation, identity: &Identity) -> Option<Value> {
    if let Some(link) = &own.article {
        return Some(linked(link, identity).into());
    }
    let url = own.url.as_ref().map(WebUrl::as_str);
    let id = own.doi.as_deref().map(uri::doi).or(url.map(str::to_owned));
    if id.is_none() && own.citation.is_none() {
        return None;
    }
    let node = Node::new("CreativeWork").id(id).with("name", own.citation.as_deref()).with("url", url);
    Some(node.into())
}
