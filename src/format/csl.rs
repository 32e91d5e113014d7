//! CSL-JSON: the items that citation processors work on (CSL 1.0.2, appendices III and IV; the schema
//! `csl-data.json`). Formatted citations are made of the same items.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::cited::{self, Kind};
use super::names::{Name, particle};
use super::{Envelope, Format};
use crate::domain::{Identity, PartialDate, Resource};
use crate::record::Record;
use crate::record::article::Article;

/// The row of the table. A file is an array, of one item too: so its schema has it, and so Pandoc and
/// Zotero read it.
pub static CSL: Format = Format {
    name: "csl",
    title: "CSL-JSON",
    media_type: "application/vnd.citationstyles.csl+json",
    content_type: "application/vnd.citationstyles.csl+json",
    aliases: &[],
    profile: None,
    extension: "csl.json",
    resources: &[Resource::Article],
    render: Some(render),
    one: Envelope::ARRAY,
    many: Envelope::ARRAY,
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    if let Record::Article(article) = record
        && article.withdrawal.is_none()
    {
        // Writing to memory does not fail, and nothing in an item refuses to be written.
        let _ = serde_json::to_writer(out, &item(article, identity));
    }
}

/// An item: its variables in the order of the specification.
#[derive(Clone, Debug)]
pub struct Item<'a>(pub Vec<(&'static str, Value<'a>)>);

/// The value of a variable.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Of a text or number variable.
    Text(Cow<'a, str>),
    /// Of a name variable.
    Names(Vec<Name<'a>>),
    /// Of a date variable.
    Date(PartialDate),
}

impl<'a> Item<'a> {
    /// The text of a variable.
    pub fn text(&self, variable: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == variable).and_then(|(_, value)| match value {
            Value::Text(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// Sets a variable, where there is a value.
    fn set(&mut self, variable: &'static str, text: Option<impl Into<Cow<'a, str>>>) {
        self.0.extend(text.map(|text| (variable, Value::Text(text.into()))));
    }

    fn names(&mut self, variable: &'static str, names: Vec<Name<'a>>) {
        if !names.is_empty() {
            self.0.push((variable, Value::Names(names)));
        }
    }
}

/// The roles that are name variables of CSL (1.0.2, appendix IV).
const ROLES: [&str; 4] = {
    let [author, editor, translator] = cited::ROLES;
    [author, editor, translator, "interviewer"]
};

/// The item of an article.
pub fn item<'a>(article: &'a Article, identity: &Identity) -> Item<'a> {
    let mut item = Item(Vec::with_capacity(28));
    let series = article.series.as_ref();
    let kind = cited::kind(article);
    let recorded = cited::medium(article);
    item.set("id", Some(cited::key(article, identity)));
    item.set("type", Some(csl_type(kind, recorded.is_some())));
    item.set("title", cited::title(article));
    item.set("title-short", article.subtitle.as_ref().and(article.title.as_deref()));
    for role in ROLES {
        item.names(role, cited::names(article, role).collect());
    }
    let title = series.map(|series| series.title.as_str());
    let number = article.number.as_deref();
    match (kind, recorded) {
        (Kind::Report, None) => {
            item.set("collection-title", title);
            item.set("number", number);
        }
        (_, None) => {
            item.set("container-title", title);
            item.set("issue", number);
        }
        (_, Some(_)) => {
            item.set("container-title", title);
            item.set("number", number);
        }
    }
    item.set("genre", Some(cited::genre(article)));
    item.set("medium", recorded);
    if let Some(date) = article.published {
        item.0.push(("issued", Value::Date(date)));
    }
    item.set("publisher", cited::publisher(article));
    item.set("publisher-place", cited::place(article));
    item.set("ISSN", series.and_then(|series| series.issn.as_deref()));
    item.set("DOI", article.doi.as_deref());
    item.set("URL", article.url.as_ref().map(|url| url.as_str()));
    item.set("language", article.language.as_ref().map(|language| language.as_str()));
    item.set("original-title", title_of(article, "translation_of"));
    item.set("reviewed-title", title_of(article, "reviews"));
    item.set("status", cited::is_retracted(article).then_some("retracted"));
    item.set("abstract", article.r#abstract.as_deref());
    let keywords = cited::keywords(article);
    item.set("keyword", (!keywords.is_empty()).then(|| keywords.join(", ")));
    let remarks = cited::remarks(article, &ROLES);
    item.set("note", (!remarks.is_empty()).then(|| remarks.join("\n")));
    item
}

/// The type (CSL 1.0.2, appendix III). A recording in a series is a `broadcast`, as Zotero has its
/// podcasts.
fn csl_type(kind: Kind, recorded: bool) -> &'static str {
    match (kind, recorded) {
        (_, true) => "broadcast",
        (Kind::Serial, _) => "article-magazine",
        (Kind::Report, _) => "report",
        (Kind::Alone, _) => "webpage",
    }
}

/// The title of the work that it has a relation to.
fn title_of<'a>(article: &'a Article, relation: &str) -> Option<&'a str> {
    let mut related = article.relations.iter().filter(|own| own.r#type == relation);
    related.find_map(|own| own.article.as_ref().and_then(|other| other.title.as_deref()).or(own.citation.as_deref()))
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (variable, value) in &self.0 {
            map.serialize_entry(variable, value)?;
        }
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Names(names) => serializer.collect_seq(names.iter().map(Csl)),
            Value::Date(date) => {
                let mut value = serializer.serialize_struct("date", 1)?;
                value.serialize_field("date-parts", &[date_parts(*date)])?;
                value.end()
            }
        }
    }
}

/// Year, month and day as numbers, as far as they are known.
pub fn date_parts(date: PartialDate) -> Vec<i16> {
    let month = date.month().map(i16::from);
    [Some(date.year()), month, date.day_of_month().map(i16::from)].into_iter().flatten().collect()
}

/// A name as CSL has it: particles apart, so that styles can sort without them.
struct Csl<'a>(&'a Name<'a>);

impl Serialize for Csl<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match *self.0 {
            Name::Literal(name) => map.serialize_entry("literal", name)?,
            Name::Person { family, given, suffix } => {
                let (particles, family) = particle(family).map_or((None, family), |(own, rest)| (Some(own), rest));
                map.serialize_entry("family", family)?;
                for (part, value) in [("given", given), ("non-dropping-particle", particles), ("suffix", suffix)] {
                    if let Some(value) = value {
                        map.serialize_entry(part, value)?;
                    }
                }
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::super::sample;
    use super::*;

    #[test]
    fn who_has_a_variable_is_in_no_remark() {
        let part = |place: u32, role: &str, name: &str| {
            json!({"place": place, "role": role, "name": name, "author": null, "biography": null,
                "affiliations": [], "books": []})
        };
        let parts = [part(1, "author", "A B"), part(2, "interviewer", "C D"), part(3, "interviewee", "E F")];
        let article = sample::article(json!({ "contributions": parts }));
        let item = item(&article, &Identity::default());
        assert_eq!(item.text("note"), Some("Interviewee: E F"));
        let names = |variable: &str| item.0.iter().any(|(own, _)| *own == variable);
        assert!(names("interviewer") && names("author"));
        // Other formats have no place for an interviewer.
        assert_eq!(cited::remarks(&article, &cited::ROLES), ["Interviewer: C D", "Interviewee: E F"]);
    }
}
