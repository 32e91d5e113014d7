//! Works that an article is related to, and articles that say something of it.

use super::{place, title_of};
use crate::format::uri;
use crate::record::article::{Article, Relation};
use crate::record::neighbour::ArticleLink;
use crate::site::details::{Value, shown};
use crate::site::text::{Text, date};
use crate::site::{Site, address, words};

/// Other works that are related in the same way.
pub(super) struct Related {
    pub(super) label: String,
    pub(super) works: Vec<Value>,
}

/// Relations both ways, those of one kind together.
pub(super) fn related(site: &Site<'_>, own: &Article, incoming: &[Article]) -> Vec<Related> {
    let mut all: Vec<Related> = Vec::new();
    let mut add = |label: String, work: Value| match all.iter_mut().find(|own| own.label == label) {
        Some(same) => {
            if work.href.is_none() || same.works.iter().all(|other| other.href != work.href) {
                same.works.push(work);
            }
        }
        None => all.push(Related { label, works: vec![work] }),
    };
    for relation in &own.relations {
        add(words::relation(&relation.r#type), outgoing(site, relation));
    }
    for other in incoming {
        let work = || {
            let path = address::page(other.id, other.slug.as_deref());
            let mut note = vec![place(other.number.as_deref(), other.year)];
            note.extend(other.published.map(date));
            note.extend(other.withdrawal.as_ref().map(|_| "withdrawn".to_owned()));
            note.retain(|part| !part.is_empty());
            Value::link(title_of(other), site.href(&path)).noted(note.join(", "))
        };
        let names_us = |link: &Option<ArticleLink>| link.as_ref().is_some_and(|link| link.id == own.id);
        for relation in other.relations.iter().filter(|relation| names_us(&relation.article)) {
            add(words::incoming(&relation.r#type), work());
        }
        // What corrects or retracts says so itself.
        let notes = other.notices.iter().filter(|notice| notice.kind == "editors_note");
        for notice in notes.filter(|notice| names_us(&notice.article)) {
            add(words::incoming(&format!("{}_in", notice.kind)), work());
        }
        if other.withdrawal.as_ref().is_some_and(|withdrawal| names_us(&withdrawal.successor)) {
            add(words::incoming("replaced_by"), work());
        }
    }
    all
}

fn outgoing(site: &Site<'_>, relation: &Relation) -> Value {
    let elsewhere = relation.doi.as_deref().map(uri::doi).or(relation.url.as_ref().map(|u| u.as_str().to_owned()));
    match (&relation.article, &relation.citation, elsewhere) {
        (Some(link), _, _) => linked(site, link),
        (None, Some(citation), href) => {
            Value { text: Text::new(citation.clone(), None, None), href, ..Value::default() }
        }
        (None, None, Some(href)) => Value::link(Text::new(shown(&href), None, None), href),
        (None, None, None) => Value::plain("A work that is not named"),
    }
}

/// An article with a page here.
pub(super) fn linked(site: &Site<'_>, link: &ArticleLink) -> Value {
    let title = link.title.clone().unwrap_or_else(|| link.id.to_string());
    let number = place(link.number.as_deref(), None);
    Value::thing(site, link.id, Text::new(title, None, None)).noted(number)
}
