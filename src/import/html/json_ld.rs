//! What a page states in JSON-LD, with the words of schema.org.

use serde_json::{Map, Value};

use super::metadata::add;
use super::tree::Page;
use crate::import::manuscript::{Person, Stated, Statement, Weight};

/// Where these values stand.
pub const SOURCE: &str = "JSON-LD";

/// A script longer than this, in bytes, or of more nodes than that, is not read further.
const LONGEST: usize = 1 << 20;
const MOST: usize = 5_000;

type Node = Map<String, Value>;

/// Reads every script of this kind.
pub fn read(page: &Page, stated: &mut Stated) {
    for (at, node) in page.nodes.iter().enumerate() {
        let is_one = page.element(at).is_some_and(|own| {
            own.name == "script"
                && own.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        });
        if !is_one {
            continue;
        }
        let text: String = page.inside(at).filter_map(|inside| text_at(page, inside)).collect();
        if text.len() > LONGEST {
            continue;
        }
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let text = text.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
        // What is no JSON says nothing; browsers and harvesters pass it over too.
        let Some(value) = parsed(text) else { continue };
        graph(&value, node.line, stated);
    }
}

/// The value of a script; breaks of lines inside of its strings, which JSON does not allow, are blanks.
fn parsed(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&text.replace(char::is_control, " ")).ok())
}

fn text_at(page: &Page, at: usize) -> Option<&str> {
    match &page.nodes.get(at)?.kind {
        super::tree::Kind::Text(text) => Some(text),
        super::tree::Kind::Element(_) => None,
    }
}

fn graph(value: &Value, line: u32, stated: &mut Stated) {
    let mut nodes: Vec<&Value> = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop().filter(|_| nodes.len() < MOST) {
        match value {
            Value::Array(all) => open.extend(all.iter().rev()),
            Value::Object(node) => {
                nodes.push(value);
                open.extend(
                    node.iter().filter(|(key, _)| matches!(key.as_str(), "@graph" | "mainEntity")).map(|(_, v)| v),
                );
            }
            _ => {}
        }
    }
    let graph = Graph { nodes: &nodes, line };
    let before = stated.published.len() + stated.contributors.len();
    for node in nodes.iter().filter_map(|node| node.as_object()).filter(|node| is_article(node)) {
        graph.article(node, stated);
    }
    if stated.published.len() + stated.contributors.len() == before {
        let page = nodes.iter().filter_map(|node| node.as_object()).find(|node| is_page(node));
        page.into_iter().for_each(|node| graph.page(node, stated));
    }
}

/// Whether a node tells of the page or of a work that is no article.
fn is_page(node: &Node) -> bool {
    is_called(node, |name| matches!(name, "WebPage" | "CreativeWork" | "Review" | "PodcastEpisode"))
}

fn is_article(node: &Node) -> bool {
    is_called(node, |name| {
        name.ends_with("Article") || matches!(name, "BlogPosting" | "Report" | "SocialMediaPosting" | "LiveBlogPosting")
    })
}

fn is_called(node: &Node, is_one: impl Fn(&str) -> bool) -> bool {
    let named = |name: &str| is_one(name.rsplit(['/', ':']).next().unwrap_or(name));
    match node.get("@type") {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

struct Graph<'g> {
    nodes: &'g [&'g Value],
    line: u32,
}

impl<'g> Graph<'g> {
    fn article(&self, node: &'g Node, stated: &mut Stated) {
        let put = |list: &mut Vec<Statement<String>>, keys: &[&str]| {
            for key in keys {
                for value in self.texts(node.get(*key)) {
                    add(list, Some(&value), self.line, SOURCE, Weight::Embedded);
                }
            }
        };
        put(&mut stated.titles, &["headline", "name"]);
        put(&mut stated.subtitles, &["alternativeHeadline"]);
        put(&mut stated.abstracts, &["abstract", "description"]);
        put(&mut stated.published, &["datePublished"]);
        put(&mut stated.revised, &["dateModified"]);
        put(&mut stated.languages, &["inLanguage"]);
        put(&mut stated.publishers, &["publisher", "sourceOrganization"]);
        let mut urls = Vec::new();
        put(&mut urls, &["url", "mainEntityOfPage"]);
        stated.urls.extend(urls);
        for value in self.texts(node.get("keywords")) {
            value.split(',').for_each(|one| add(&mut stated.subjects, Some(one), self.line, SOURCE, Weight::Embedded));
        }
        for value in self.texts(node.get("identifier")) {
            if crate::domain::identifier::doi(&value).is_ok() {
                add(&mut stated.dois, Some(&value), self.line, SOURCE, Weight::Embedded);
            }
        }
        self.part_of(node, stated);
        self.people(node, stated, Weight::Embedded);
    }

    /// Of a page that is no article: who made it, and when; often those of the site.
    fn page(&self, node: &'g Node, stated: &mut Stated) {
        for value in self.texts(node.get("datePublished")) {
            add(&mut stated.published, Some(&value), self.line, SOURCE, Weight::Generic);
        }
        self.people(node, stated, Weight::Generic);
    }

    fn people(&self, node: &'g Node, stated: &mut Stated, weight: Weight) {
        let mut people: Vec<Person> = Vec::new();
        for (key, role) in
            [("author", "author"), ("creator", "author"), ("translator", "translator"), ("editor", "editor")]
        {
            let all = self.things(node.get(key)).into_iter().filter_map(|thing| self.person(thing, role));
            for person in all {
                if !people.iter().any(|own| own.name == person.name) {
                    people.push(person);
                }
            }
        }
        if !people.is_empty() {
            let statement = Statement { value: people, line: Some(self.line), source: SOURCE, weight };
            stated.contributors.push(statement);
        }
    }

    /// The series and the number: `isPartOf` a volume or an issue of a periodical.
    fn part_of(&self, node: &'g Node, stated: &mut Stated) {
        let mut open: Vec<&Value> = self.things(node.get("isPartOf"));
        let (mut volume, mut issue) = (None, None);
        for _ in 0..8 {
            let Some(Value::Object(part)) = open.pop().map(|part| self.resolved(part)) else { break };
            let kind = self.texts(part.get("@type")).join(" ");
            issue = issue.or(self.texts(part.get("issueNumber")).into_iter().next());
            volume = volume.or(self.texts(part.get("volumeNumber")).into_iter().next());
            if kind.contains("Periodical") || kind.contains("Series") {
                for name in self.texts(part.get("name")) {
                    add(&mut stated.series, Some(&name), self.line, SOURCE, Weight::Embedded);
                }
            }
            open.extend(self.things(part.get("isPartOf")));
        }
        let number = match (volume, issue) {
            (Some(volume), Some(issue)) => Some(format!("{volume}({issue})")),
            (volume, issue) => issue.or(volume),
        };
        add(&mut stated.numbers, number.as_deref(), self.line, SOURCE, Weight::Embedded);
    }

    fn person(&self, thing: &'g Value, role: &str) -> Option<Person> {
        let role = Some(role.to_owned());
        match self.resolved(thing) {
            Value::String(name) if !name.contains("://") => {
                Some(Person { name: unescaped(name.trim().to_owned()), role, ..Person::default() })
            }
            Value::Object(node) => {
                let first = |key: &str| self.texts(node.get(key)).into_iter().next();
                let links = self.texts(node.get("sameAs")).into_iter().chain(self.texts(node.get("identifier")));
                let orcid = links.into_iter().chain(first("@id")).find(|link| link.contains("orcid.org/"));
                Some(Person {
                    name: first("name")?,
                    role,
                    email: first("email").map(|own| own.trim_start_matches("mailto:").to_owned()),
                    orcid,
                    biography: first("description"),
                    position: first("jobTitle"),
                    organization: first("worksFor").or(first("affiliation")),
                })
            }
            _ => None,
        }
        .filter(|person| !person.name.is_empty())
    }

    /// A value, one by one.
    fn things(&self, value: Option<&'g Value>) -> Vec<&'g Value> {
        match value {
            Some(Value::Array(all)) => all.iter().take(200).collect(),
            Some(Value::Object(node)) if node.contains_key("@list") => match node.get("@list") {
                Some(Value::Array(all)) => all.iter().take(200).collect(),
                other => other.into_iter().collect(),
            },
            Some(Value::Null) | None => Vec::new(),
            Some(one) => vec![one],
        }
    }

    /// What a reference such as `{"@id": "#person"}` refers to.
    fn resolved(&self, value: &'g Value) -> &'g Value {
        let Value::Object(node) = value else { return value };
        let (Some(id), true) = (node.get("@id").and_then(Value::as_str), node.len() <= 2 && !node.contains_key("name"))
        else {
            return value;
        };
        let is_it = |own: &&&Value| own.get("@id").and_then(Value::as_str) == Some(id) && own.get("name").is_some();
        self.nodes.iter().find(is_it).copied().unwrap_or(value)
    }

    /// The texts of a value: its own, or the names of things.
    fn texts(&self, value: Option<&'g Value>) -> Vec<String> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(node) => ["@value", "name", "value", "@id", "url"]
                .iter()
                .find_map(|key| node.get(*key).and_then(Value::as_str))
                .map(|text| text.trim().to_owned()),
            _ => None,
        };
        let all = self.things(value).into_iter().map(|one| self.resolved(one));
        all.filter_map(text).map(unescaped).filter(|text| !text.is_empty()).collect()
    }
}

/// A text without the character references of HTML, which are no part of JSON, but stand there often.
fn unescaped(text: String) -> String {
    match text.contains('&') && text.contains(';') {
        true => super::plain(&text),
        false => text,
    }
}
