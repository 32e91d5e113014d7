//! What stands around every page: its head, and where one goes from it.

use super::{ICON_PATH, STYLE_PATH, Site, address};
use crate::format::{self, Format};
use crate::record::Record;

/// The head of a page and the words around it.
pub struct Shell {
    /// The archive's name.
    pub site: String,
    /// What stands before all our paths.
    pub root: String,
    /// The title of the window.
    pub title: String,
    /// The language of what the page is about.
    pub lang: String,
    /// What the page is about, in a sentence.
    pub description: Option<String>,
    /// The address by which it is to be found, where that is known.
    pub canonical: Option<String>,
    /// Facts about it for programs.
    pub metas: Vec<Meta>,
    /// Other forms of it.
    pub links: Vec<Link>,
    /// Its description in JSON-LD, as it may stand in HTML.
    pub json_ld: Option<String>,
    /// What stands in the field to search by.
    pub words: String,
}

/// A fact in the head of a page.
pub struct Meta {
    /// `name`, or `property` for Open Graph.
    pub attribute: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub content: String,
}

/// Another form of a page.
#[derive(Clone, Debug)]
pub struct Link {
    /// `alternate`, `prev`, `next`, `license`, …
    pub rel: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub title: String,
}

impl Shell {
    /// Around a page with this heading.
    pub fn new(site: &Site<'_>, heading: &str) -> Shell {
        let name = site.name();
        Shell {
            site: name.to_owned(),
            root: address::root(site.identity).to_owned(),
            title: if heading == name { name.to_owned() } else { format!("{heading} – {name}") },
            lang: "en".to_owned(),
            description: None,
            canonical: None,
            metas: Vec::new(),
            links: Vec::new(),
            json_ld: None,
            words: String::new(),
        }
    }

    /// The attributes of our own words on a page that is in another language.
    pub fn ours(&self) -> &'static str {
        if self.lang.split('-').next() == Some("en") { "" } else { " lang=\"en\" dir=\"ltr\"" }
    }

    /// The direction of the page.
    pub fn direction(&self) -> &'static str {
        super::text::direction(&self.lang)
    }

    /// The style sheet.
    pub fn style(&self) -> &'static str {
        &STYLE_PATH
    }

    /// The icon.
    pub fn icon(&self) -> &'static str {
        &ICON_PATH
    }

    /// Adds a fact.
    pub fn meta(&mut self, name: &'static str, content: impl Into<String>) {
        let attribute = if name.contains(':') { "property" } else { "name" };
        self.metas.push(Meta { attribute, name, content: content.into() });
    }

    /// Adds what the record of the page can be had as, and its JSON-LD.
    pub fn describe(&mut self, site: &Site<'_>, record: &Record) {
        let id = record.id();
        self.links.extend(site.formats(record).into_iter().map(|format| Link {
            rel: "alternate",
            media_type: format.media_type,
            href: site.href(&address::file(id, format)),
            title: format.title.to_owned(),
        }));
        self.json_ld = json_ld(site, record);
    }

    /// Adds the feeds of a list of articles, given as a query such as `?series=se1`.
    pub fn feeds(&mut self, site: &Site<'_>, what: &str, query: &str) {
        let feeds =
            [("atom", "application/atom+xml"), ("rss", "application/rss+xml"), ("json", "application/feed+json")];
        self.links.extend(feeds.map(|(extension, media_type)| Link {
            rel: "alternate",
            media_type,
            href: site.href(&format!("/feeds/articles.{extension}{query}")),
            title: what.to_owned(),
        }));
    }

    /// The feeds that were added.
    pub fn feed_links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.href.contains("/feeds/"))
    }

    /// The formats that were added.
    pub fn format_links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.rel == "alternate" && !link.href.contains("/feeds/"))
    }
}

impl Link {
    /// The name of a feed's format.
    pub fn feed_name(&self) -> &'static str {
        match self.media_type {
            "application/atom+xml" => "Atom",
            "application/rss+xml" => "RSS",
            _ => "JSON Feed",
        }
    }
}

/// The record in JSON-LD, with every `<` escaped, so that nothing in it ends the element that holds it
/// (HTML standard, section 4.12.1.3).
fn json_ld(site: &Site<'_>, record: &Record) -> Option<String> {
    let format: &Format = format::of_name("jsonld", record.id().resource())?;
    let mut out = Vec::new();
    (format.one.open)(site.identity, record.modified(), &mut out);
    (format.render?)(record, site.identity, &mut out);
    out.extend_from_slice(format.one.close.as_bytes());
    String::from_utf8(out).ok().map(|json| json.trim().replace('<', "\\u003c"))
}
