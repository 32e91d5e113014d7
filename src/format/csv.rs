//! CSV (RFC 4180): a table of each resource, a record a row.
//!
//! Columns are never taken away and never change places; new ones come last. What has several values is
//! joined by `; `, and what is not known is empty. Values are as they are in the record: no sign is put
//! before those that a spreadsheet would take for a formula, since that would change the data for
//! everyone else.

use std::fmt::Display;

use super::{Envelope, Format};
use crate::domain::article::{Access, Rights, Subject};
use crate::domain::{Identity, Resource, Timestamp};
use crate::record::Record;
use crate::record::article::{Article, Contribution};
use crate::record::author::Author;
use crate::record::disclaimer::Disclaimer;
use crate::record::neighbour::AgentLink;
use crate::record::organization::Organization;
use crate::record::series::Series;

/// Articles as a table.
pub static ARTICLES: Format = table(&[Resource::Article], |_, _, out| header(ARTICLE, out));
/// Authors as a table.
pub static AUTHORS: Format = table(&[Resource::Author], |_, _, out| header(AUTHOR, out));
/// Organizations as a table.
pub static ORGANIZATIONS: Format = table(&[Resource::Organization], |_, _, out| header(ORGANIZATION, out));
/// Series as a table.
pub static SERIES: Format = table(&[Resource::Series], |_, _, out| header(SERIAL, out));
/// Disclaimers as a table.
pub static DISCLAIMERS: Format = table(&[Resource::Disclaimer], |_, _, out| header(DISCLAIMER, out));

const fn table(resources: &'static [Resource], open: fn(&Identity, Timestamp, &mut Vec<u8>)) -> Format {
    Format {
        name: "csv",
        title: "CSV, a record a row",
        media_type: "text/csv",
        content_type: "text/csv; charset=utf-8; header=present",
        aliases: &["application/csv"],
        profile: None,
        extension: "csv",
        resources,
        render: Some(render),
        one: Envelope { open, between: "", close: "" },
        many: Envelope { open, between: "", close: "" },
    }
}

fn render(record: &Record, _: &Identity, out: &mut Vec<u8>) {
    match record {
        Record::Article(own) => row(ARTICLE, own.as_ref(), out),
        Record::Author(own) => row(AUTHOR, own.as_ref(), out),
        Record::Organization(own) => row(ORGANIZATION, own.as_ref(), out),
        Record::Series(own) => row(SERIAL, own.as_ref(), out),
        Record::Disclaimer(own) => row(DISCLAIMER, own.as_ref(), out),
    }
}

/// A column: its name, and its value in a record.
type Column<T> = (&'static str, fn(&T) -> String);

const ARTICLE: &[Column<Article>] = &[
    ("id", |own| own.id.to_string()),
    ("slug", |own| some(&own.slug)),
    ("type", |own| own.r#type.clone()),
    ("content", |own| own.content.clone()),
    ("status", |own| own.status.clone()),
    ("title", |own| some(&own.title)),
    ("subtitle", |own| some(&own.subtitle)),
    ("authors", |own| list(by(own, |role| role == "author").map(|part| &part.name))),
    ("author_ids", |own| list(agents(own).map(|author| author.id))),
    ("orcids", |own| list(agents(own).filter_map(|author| author.orcid.as_ref()))),
    ("contributors", |own| list(by(own, |role| role != "author").map(|part| format!("{} ({})", part.name, part.role)))),
    ("byline", |own| some(&own.byline)),
    ("series", |own| own.series.as_ref().map(|series| series.title.clone()).unwrap_or_default()),
    ("series_id", |own| own.series.as_ref().map(|series| series.id.to_string()).unwrap_or_default()),
    ("issn", |own| own.series.as_ref().and_then(|series| series.issn.clone()).unwrap_or_default()),
    ("number", |own| some(&own.number)),
    ("year", |own| some(&own.year)),
    ("publisher", |own| name(&own.publisher)),
    ("published", |own| some(&own.published)),
    ("revised", |own| some(&own.revised)),
    ("language", |own| some(&own.language)),
    ("doi", |own| some(&own.doi)),
    ("identifiers", |own| list(own.identifiers.iter().map(|own| format!("{}:{}", own.scheme, own.value)))),
    ("url", |own| own.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default()),
    ("abstract", |own| some(&own.r#abstract)),
    ("subjects", |own| labels(&own.subjects)),
    ("places", |own| labels(&own.places)),
    ("licence", |own| rights(own, |rights| rights.uri.as_ref().map(|uri| uri.as_str().to_owned()))),
    ("rights_holder", |own| rights(own, |rights| rights.holder.clone())),
    ("rights", |own| rights(own, |rights| rights.statement.clone())),
    ("access", |own| own.access.as_ref().map(|Access { kind, .. }| kind.word().to_owned()).unwrap_or_default()),
    ("files", |own| list(own.files.iter().map(|file| file.url.as_str()))),
    ("disclaimers", |own| list(own.disclaimers.iter().map(|own| &own.text))),
    ("notices", |own| list(own.notices.iter().map(|own| format!("{}: {}", own.kind, own.text)))),
    ("related", |own| list(own.relations.iter().filter_map(related))),
    ("word_count", |own| some(&own.word_count)),
    ("created", |own| own.created.to_string()),
    ("modified", |own| own.modified.to_string()),
];

const AUTHOR: &[Column<Author>] = &[
    ("id", |own| own.id.to_string()),
    ("slug", |own| some(&own.slug)),
    ("name", |own| own.name.clone()),
    ("sort_name", |own| own.sort_name.clone()),
    ("other_names", |own| list(own.names.iter().map(|name| &name.full).filter(|full| **full != own.name))),
    ("orcid", |own| some(&own.orcid)),
    ("identifiers", |own| {
        list(own.identifiers.iter().map(|own| format!("{}:{}", own.identifier.scheme, own.identifier.value)))
    }),
    ("affiliations", |own| {
        list(own.affiliations.iter().map(|post| match &post.position {
            Some(position) => format!("{position}, {}", post.name),
            None => post.name.clone(),
        }))
    }),
    ("url", |own| own.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default()),
    ("created", |own| own.created.to_string()),
    ("modified", |own| own.modified.to_string()),
];

const ORGANIZATION: &[Column<Organization>] = &[
    ("id", |own| own.id.to_string()),
    ("slug", |own| some(&own.slug)),
    ("name", |own| own.name.clone()),
    ("other_names", |own| list(own.names.iter().map(|name| &name.text).filter(|text| **text != own.name))),
    ("place", |own| some(&own.place)),
    ("country", |own| some(&own.country)),
    ("ror", |own| some(&own.ror)),
    ("identifiers", |own| list(own.identifiers.iter().map(|own| format!("{}:{}", own.scheme, own.value)))),
    ("url", |own| own.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default()),
    ("predecessors", |own| list(own.predecessors.iter().map(|own| &own.name))),
    ("successors", |own| list(own.successors.iter().map(|own| &own.name))),
    ("created", |own| own.created.to_string()),
    ("modified", |own| own.modified.to_string()),
];

const SERIAL: &[Column<Series>] = &[
    ("id", |own| own.id.to_string()),
    ("slug", |own| some(&own.slug)),
    ("title", |own| own.title.clone()),
    ("other_titles", |own| list(own.titles.iter().map(|title| &title.text).filter(|text| **text != own.title))),
    ("code", |own| some(&own.code)),
    ("key_title", |own| some(&own.key_title)),
    ("issn", |own| list(own.issn.known().map(|issn| issn.as_str()))),
    ("publisher", |own| name(&own.publisher)),
    ("language", |own| some(&own.language)),
    ("kind", |own| own.kind.clone()),
    ("numbering", |own| own.numbering.clone()),
    ("frequency", |own| some(&own.frequency)),
    ("start", |own| some(&own.start)),
    ("end", |own| some(&own.end)),
    ("parent", |own| own.parent.as_ref().map(|series| series.title.clone()).unwrap_or_default()),
    ("preceding", |own| own.preceding.as_ref().map(|series| series.title.clone()).unwrap_or_default()),
    ("succeeding", |own| own.succeeding.as_ref().map(|series| series.title.clone()).unwrap_or_default()),
    ("url", |own| own.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default()),
    ("description", |own| some(&own.description)),
    ("created", |own| own.created.to_string()),
    ("modified", |own| own.modified.to_string()),
];

const DISCLAIMER: &[Column<Disclaimer>] = &[
    ("id", |own| own.id.to_string()),
    ("text", |own| own.text.clone()),
    ("language", |own| some(&own.language)),
    ("series", |own| own.series.as_ref().map(|series| series.title.clone()).unwrap_or_default()),
    ("series_id", |own| own.series.as_ref().map(|series| series.id.to_string()).unwrap_or_default()),
    ("from", |own| some(&own.from)),
    ("to", |own| some(&own.to)),
    ("languages", |own| list(&own.languages)),
    ("types", |own| list(&own.types)),
    ("created", |own| own.created.to_string()),
    ("modified", |own| own.modified.to_string()),
];

fn header<T>(columns: &[Column<T>], out: &mut Vec<u8>) {
    line(columns.iter().map(|(name, _)| (*name).to_owned()), out);
}

fn row<T>(columns: &[Column<T>], own: &T, out: &mut Vec<u8>) {
    line(columns.iter().map(|(_, value)| value(own)), out);
}

/// A line of RFC 4180, section 2: quotes around what holds a separator, and quotes inside doubled.
fn line(values: impl Iterator<Item = String>, out: &mut Vec<u8>) {
    for (index, value) in values.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if value.contains(['"', ',', '\r', '\n']) {
            out.push(b'"');
            out.extend_from_slice(value.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(value.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

fn some<T: Display>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

fn list<T: Display>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join("; ")
}

fn labels(subjects: &[Subject]) -> String {
    list(subjects.iter().map(|subject| &subject.label))
}

fn name(agent: &Option<AgentLink>) -> String {
    agent.as_ref().map(|agent| agent.name.clone()).unwrap_or_default()
}

fn rights(own: &Article, part: fn(&Rights) -> Option<String>) -> String {
    own.rights.as_ref().and_then(part).unwrap_or_default()
}

fn by(own: &Article, role: fn(&str) -> bool) -> impl Iterator<Item = &Contribution> {
    own.contributions.iter().filter(move |part| role(&part.role))
}

fn agents(own: &Article) -> impl Iterator<Item = &AgentLink> {
    by(own, |role| role == "author").filter_map(|part| part.author.as_ref())
}

/// The type of a relation and the best name of the other work.
fn related(own: &crate::record::article::Relation) -> Option<String> {
    let article = own.article.as_ref().map(|article| article.id.to_string());
    let url = own.url.as_ref().map(|url| url.as_str().to_owned());
    let other = article.or(own.doi.clone()).or(url).or(own.citation.clone())?;
    Some(format!("{}: {other}", own.r#type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_a_separator_stands_in_quotes() {
        let mut out = Vec::new();
        line(["a", "b, c", "say \"so\"", "two\nlines", "", "=1+1"].map(str::to_owned).into_iter(), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), "a,\"b, c\",\"say \"\"so\"\"\",\"two\nlines\",,=1+1\r\n");
    }
}
