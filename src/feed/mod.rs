//! Feeds: the newest articles, of all or of some, for those who follow them.
//!
//! A [`Feed`] is made once and written in any of [`FORMATS`]. Its entries tell when an article was
//! published and when its publisher revised it; that a record of ours changed is no news to a reader, and
//! moves the feed's entity tag alone.

mod atom;
mod entry;
mod json;
mod rss;

pub use entry::Entry;

use crate::domain::PartialDate;
use crate::site::{Site, address};

/// A format of feeds.
pub struct Format {
    /// What stands behind the last dot of its address.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// Makes the document.
    pub render: fn(&Feed) -> Vec<u8>,
}

/// Every format, the one to recommend first.
pub static FORMATS: &[Format] = &[
    Format {
        extension: "atom",
        media_type: "application/atom+xml",
        content_type: "application/atom+xml; charset=utf-8",
        render: atom::render,
    },
    Format {
        extension: "rss",
        media_type: "application/rss+xml",
        content_type: "application/rss+xml; charset=utf-8",
        render: rss::render,
    },
    Format {
        extension: "json",
        media_type: "application/feed+json",
        content_type: "application/feed+json",
        render: json::render,
    },
];

/// A page of a feed (RFC 5005, section 3).
pub struct Feed {
    /// The URI that names it, the same for all its pages.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who publishes it: the archive's name.
    pub publisher: String,
    /// The page for people with the same articles.
    pub home: String,
    /// The address of this page.
    pub own: String,
    /// The address of the first page.
    pub first: String,
    /// The address of the next page.
    pub next: Option<String>,
    /// The newest date of an entry.
    pub updated: Option<PartialDate>,
    /// The licence of the metadata.
    pub licence: Option<String>,
    /// The articles, newest first.
    pub entries: Vec<Entry>,
}

/// Which part of a list a feed is.
pub struct Part {
    /// What the list is restricted to, in words; empty for all.
    pub title: String,
    /// The query that restricts it, with its `?`; empty for all.
    pub query: String,
    /// The path and query of this page.
    pub own: String,
    /// The path and query of the next page.
    pub next: Option<String>,
}

impl Feed {
    /// Of the entries of a part of the list.
    pub fn new(site: &Site<'_>, format: &Format, part: &Part, entries: Vec<Entry>) -> Feed {
        let first = site.url(&format!("/feeds/articles.{}{}", format.extension, part.query));
        let newest = entries.iter().map(|entry| entry.updated).max_by_key(|day| day.start());
        Feed {
            id: match &site.identity.base_url {
                Some(base) => format!("{base}/feeds/articles{}", part.query),
                None => format!("tag:{},2026:feeds/articles{}", authority(site), part.query),
            },
            title: match part.title.as_str() {
                "" => site.name().to_owned(),
                title => format!("{title} – {}", site.name()),
            },
            publisher: site.name().to_owned(),
            home: site.url(&format!("/articles{}", part.query)),
            own: site.url(&part.own),
            next: part.next.as_deref().map(|next| site.url(next)),
            updated: newest,
            licence: site.identity.metadata_licence.clone(),
            first,
            entries,
        }
    }
}

/// The name under which URIs are given (RFC 4151, section 2.1): the archive's own, else the host of its
/// address. An archive that has neither is a trial, and its names are nobody's (RFC 2606, section 2).
fn authority(site: &Site<'_>) -> String {
    let own = site.identity.repository_identifier.clone();
    own.or_else(|| address::host(site.identity)).unwrap_or_else(|| "byline.invalid".to_owned())
}

/// A date as an instant (RFC 3339): its first moment in UTC.
fn instant(day: PartialDate) -> String {
    let (year, month, day) = day.start();
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}
