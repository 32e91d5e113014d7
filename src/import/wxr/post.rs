//! One item of an export, and what it is as a manuscript.

use std::collections::HashSet;

use super::shortcode;
use super::{Fragment, Post, Site, Writer};
use crate::import::manuscript::{Manuscript, Person, Stated, Statement, Weight};

const SOURCE: &str = "WordPress export";

/// The fields of an item as they stand.
#[derive(Debug, Default)]
pub(super) struct Raw {
    line: u32,
    content_line: u32,
    bytes: u64,
    fields: Vec<(String, String)>,
    meta: Vec<(String, String)>,
    categories: Vec<Category>,
}

#[derive(Debug)]
struct Category {
    domain: String,
    nicename: String,
    label: String,
}

/// Fields of plugins and themes that mean something here, by the end of their names.
const META: &[(&str, Meta)] = &[
    ("subtitle", Meta::Subtitle),
    ("doi", Meta::Doi),
    ("series", Meta::Series),
    ("issue_number", Meta::Number),
    ("number", Meta::Number),
    ("issue", Meta::Number),
];

#[derive(Clone, Copy)]
enum Meta {
    Subtitle,
    Doi,
    Series,
    Number,
}

impl Raw {
    pub fn new(line: u32) -> Self {
        Raw { line, ..Raw::default() }
    }

    /// Takes an element; `line` is where it ends or begins.
    pub fn field(&mut self, name: &str, text: String, line: u32) {
        if name == "content:encoded" {
            self.content_line = line;
        }
        self.grow(text.len());
        self.fields.push((name.to_owned(), text));
    }

    /// How many bytes it has so far.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    fn grow(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64 + 64);
    }

    /// Takes a field of a plugin.
    pub fn meta(&mut self, pairs: Vec<(String, String)>) {
        let of = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, text)| text.trim().to_owned());
        if let (Some(key), Some(value)) = (of("wp:meta_key"), of("wp:meta_value")) {
            self.grow(key.len() + value.len());
            self.meta.push((key, value));
        }
    }

    /// Takes a category, a tag, or another term.
    pub fn category(&mut self, domain: String, nicename: String, label: String) {
        self.grow(label.len() + nicename.len());
        self.categories.push(Category { domain, nicename, label: plain(&label) });
    }

    fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.trim()).unwrap_or_default()
    }

    /// Why it is no published post; `None` where it is one.
    pub fn standing(&self) -> Option<String> {
        let (kind, status) = (self.get("wp:post_type"), self.get("wp:status"));
        match (kind, status) {
            ("post" | "", "publish" | "") => None,
            ("post" | "", status) => Some(status.to_owned()),
            // Of other types those that a site made for its texts; pages, menus and pictures are none.
            (kind, "publish") if is_text(kind) => None,
            (kind, _) => Some(kind.to_owned()),
        }
    }

    /// The manuscript of it. Its key is none of those that posts before it have: exports that were put together of
    /// several give one `guid` to two posts.
    pub fn post(&self, site: &Site, fragment: Fragment, known: &HashSet<String>) -> Post {
        let content = shortcode::dropped(self.get("content:encoded"));
        let html = if content.contains("<!-- wp:") { content } else { shortcode::paragraphs(&content) };
        let mut manuscript =
            Manuscript { lines: fragment(&html, self.content_line.max(self.line)), ..Manuscript::default() };
        self.state(site, &mut manuscript.stated);
        let row = format!("post {}", self.get("wp:post_id"));
        let names = [self.get("guid"), self.get("link"), &row];
        let free = names.into_iter().find(|name| !name.is_empty() && !known.contains(*name));
        let key = free.unwrap_or(&row).to_owned();
        Post { key, line: self.line, manuscript }
    }

    fn state(&self, site: &Site, stated: &mut Stated) {
        let one = |list: &mut Vec<Statement<String>>, text: &str| {
            if !text.trim().is_empty() {
                list.push(self.said(text.trim().to_owned(), Weight::Editorial));
            }
        };
        one(&mut stated.titles, &plain(self.get("title")));
        one(&mut stated.urls, Some(self.get("link")).filter(|link| !link.contains("?p=")).unwrap_or_default());
        one(&mut stated.abstracts, &plain(self.get("excerpt:encoded")));
        one(&mut stated.publishers, &site.title);
        // The clock of the site says on which day it appeared there; `pubDate` is in UTC.
        let local = self.get("wp:post_date");
        one(&mut stated.published, if is_date(local) { local } else { self.get("pubDate") });
        for category in self.categories.iter().filter(|own| !own.label.is_empty()) {
            match category.domain.as_str() {
                "category" if category.nicename != "uncategorized" => one(&mut stated.subjects, &category.label),
                "post_tag" => one(&mut stated.subjects, &category.label),
                "series" | "collection" => one(&mut stated.series, &category.label),
                _ => {}
            }
        }
        for (key, value) in &self.meta {
            // Names that begin with an underscore are the machine's own.
            let name = META.iter().find(|(name, _)| key.trim_start_matches('_') == *name);
            match name.map(|(_, meta)| *meta) {
                Some(Meta::Subtitle) => one(&mut stated.subtitles, value),
                Some(Meta::Doi) => one(&mut stated.dois, value),
                Some(Meta::Series) => one(&mut stated.series, value),
                Some(Meta::Number) => one(&mut stated.numbers, value),
                None => {}
            }
        }
        if !site.language.is_empty() {
            stated.languages.push(self.said(site.language.clone(), Weight::Generic));
        }
        self.people(site, stated);
    }

    /// Co-authors where a plugin keeps them; else whoever typed it in, which may be an editor.
    fn people(&self, site: &Site, stated: &mut Stated) {
        let coauthors = self.categories.iter().filter(|own| own.domain == "author" && !own.label.is_empty());
        let people: Vec<Person> = coauthors.map(|own| coauthor(own, site)).collect();
        if !people.is_empty() {
            stated.contributors.push(self.said(people, Weight::Editorial));
            return;
        }
        let login = self.get("dc:creator");
        if let Some(writer) = site.writers.get(login).filter(|writer| !writer.name.is_empty()) {
            stated.contributors.push(self.said(vec![person(writer)], Weight::Embedded));
        }
    }

    fn said<T>(&self, value: T, weight: Weight) -> Statement<T> {
        Statement { value, line: Some(self.line), source: SOURCE, weight }
    }
}

fn is_text(kind: &str) -> bool {
    let texts =
        ["article", "articles", "commentary", "commentaries", "publication", "publications", "analysis", "opinion"];
    texts.contains(&kind)
}

fn is_date(text: &str) -> bool {
    text.len() >= 10 && !text.starts_with("0000")
}

/// A text without its tags.
fn plain(html: &str) -> String {
    crate::import::html::plain(html)
}

/// `cap-login` leads to the writer of that login; a guest is only named.
fn coauthor(own: &Category, site: &Site) -> Person {
    let login = own.nicename.strip_prefix("cap-").unwrap_or(&own.nicename);
    let known = site.writers.get(login).or_else(|| site.writers.get(own.label.as_str()));
    match known.filter(|writer| !writer.name.is_empty()) {
        Some(writer) => person(writer),
        None => Person { name: own.label.clone(), ..Person::default() },
    }
}

fn person(writer: &Writer) -> Person {
    let email = Some(writer.email.clone()).filter(|email| !email.is_empty());
    Person { name: writer.name.clone(), email, ..Person::default() }
}
