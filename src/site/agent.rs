//! The pages of those who write and publish.

use askama::Template;

use super::article::agent;
use super::details::{Detail, Details, Value};
use super::list::{Row, Rows, shown};
use super::shell::Shell;
use super::text::Text;
use super::{Site, address};
use crate::domain::text::TextKind;
use crate::record::Record;
use crate::record::author::Author;
use crate::record::organization::Organization;

/// The page of an author or an organization.
#[derive(Template)]
#[template(path = "site/agent.html", whitespace = "minimize")]
pub struct AgentPage {
    shell: Shell,
    name: Text,
    other_names: Vec<Text>,
    posts: Vec<Value>,
    details: Vec<Detail>,
    series: Vec<Row>,
    list: Rows,
}

impl AgentPage {
    /// Of a record and some of the author's articles.
    pub fn author(site: &Site<'_>, record: &Record, own: &Author, list: Rows) -> AgentPage {
        let forms: Vec<Text> = own
            .names
            .iter()
            .map(|form| {
                let script = form.script.as_deref().or((form.kind == TextKind::Romanised).then_some("Latn"));
                Text::new(form.full.clone(), form.language.as_ref(), script)
            })
            .collect();
        let name = forms.iter().find(|form| form.text == own.name).cloned();
        let name = name.unwrap_or_else(|| Text::new(own.name.clone(), None, None));
        let mut rows = Details::default();
        let identifiers = own.identifiers.iter().map(|own| {
            let confirmed = if own.authenticated { "confirmed by its owner" } else { "" };
            Value { rel: "me", ..Value::identifier(&own.identifier).noted(confirmed) }
        });
        rows.row("Identifiers", identifiers);
        rows.row("Page", own.url.as_ref().map(Value::web));
        AgentPage {
            shell: shell(site, record, &own.name, &address::page(own.id, own.slug.as_deref()), "author", &list),
            other_names: others(forms, &name),
            posts: own
                .affiliations
                .iter()
                .map(|post| {
                    let place = Text::new(post.name.clone(), None, None);
                    let place = match &post.organization {
                        Some(link) => Value::thing(site, link.id, place),
                        None => Value::text(place),
                    };
                    place.noted(post.position.clone().unwrap_or_default())
                })
                .collect(),
            details: rows.0,
            series: Vec::new(),
            name,
            list,
        }
    }

    /// Of a record, the series it publishes, and some of the articles that have to do with it.
    pub fn organization(
        site: &Site<'_>,
        record: &Record,
        own: &Organization,
        series: Vec<Row>,
        list: Rows,
    ) -> AgentPage {
        let forms: Vec<Text> = own.names.iter().map(|form| Text::of(form, None)).collect();
        let name = shown(&own.names, &own.name);
        let place: Vec<&str> = own.place.iter().chain(&own.country).map(String::as_str).collect();
        let mut rows = Details::default();
        rows.row("Place", (!place.is_empty()).then(|| Value::text(Text::new(place.join(", "), None, None))));
        rows.row("Site", own.url.as_ref().map(Value::web));
        rows.row("Identifiers", own.identifiers.iter().map(Value::identifier));
        rows.row("Came from", own.predecessors.iter().map(|link| agent(site, link)));
        rows.row("Went into", own.successors.iter().map(|link| agent(site, link)));
        AgentPage {
            shell: shell(site, record, &own.name, &address::page(own.id, own.slug.as_deref()), "organization", &list),
            other_names: others(forms, &name),
            posts: Vec::new(),
            details: rows.0,
            series,
            name,
            list,
        }
    }
}

fn shell(site: &Site<'_>, record: &Record, name: &str, path: &str, filter: &str, list: &Rows) -> Shell {
    let mut shell = Shell::new(site, name);
    shell.canonical = site.identity.url(path).filter(|_| list.first.is_none());
    shell.describe(site, record);
    let id = match record {
        Record::Author(own) => own.id.to_string(),
        Record::Organization(own) => own.id.to_string(),
        _ => String::new(),
    };
    shell.feeds(site, name, &format!("?{filter}={id}"));
    shell.links.extend(list.links(site));
    shell.meta("og:type", if filter == "author" { "profile" } else { "website" });
    shell.meta("og:site_name", site.name());
    shell.meta("og:title", name);
    shell
}

fn others(forms: Vec<Text>, name: &Text) -> Vec<Text> {
    forms.into_iter().filter(|form| form != name).collect()
}
