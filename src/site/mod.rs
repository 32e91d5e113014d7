//! Pages for people: from a record, and what is around it, to HTML. Nothing here speaks HTTP.
//!
//! A page is a struct of what it shows and a template below `templates/site/` that says how. Every text
//! that comes from a record stands in its own language and direction; our own words are English.

pub mod address;
mod agent;
mod article;
mod details;
mod error;
mod front;
mod highwire;
mod list;
mod series;
mod shell;
pub mod signposts;
pub mod text;
pub mod words;

pub use agent::AgentPage;
pub use article::{ArticlePage, Incoming, Surroundings, canonical, title_of};
pub use error::{ErrorPage, Tombstone};
pub use front::FrontPage;
pub use list::{Choice, Filter, ListPage, Narrowing, Row, Rows, Search};
pub use series::SeriesPage;
pub use shell::Link;

use crate::domain::digest::hash64;
use crate::domain::{Id, Identity};
use crate::format::{self, Format};
use crate::record::Record;
use std::sync::LazyLock;

/// The one style sheet.
pub const STYLE: &str = include_str!("style.css");

/// The mark of the site, an SVG image.
pub const ICON: &str = include_str!("icon.svg");

/// The paths of the two with a hash of their bytes, so that they may be cached for ever.
static STYLE_PATH: LazyLock<String> = LazyLock::new(|| format!("/style.css?{}", version(STYLE)));
static ICON_PATH: LazyLock<String> = LazyLock::new(|| format!("/icon.svg?{}", version(ICON)));

/// What stands behind the `?` of an asset's address.
pub fn version(asset: &str) -> String {
    format!("{:016x}", hash64(asset.as_bytes()))
}

/// What every page is made with.
pub struct Site<'a> {
    /// Who the archive says it is.
    pub identity: &'a Identity,
    /// The path of the page of a thing: by its slug where it has one.
    pub path_of: &'a dyn Fn(Id) -> String,
}

impl Site<'_> {
    /// The archive's name.
    pub fn name(&self) -> &str {
        self.identity.repository_name.as_deref().unwrap_or("Byline")
    }

    /// The address of a page of ours as a link on another: a path, with what the public address has
    /// before it.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", address::root(self.identity))
    }

    /// The formats that a record can be had in. A renderer that finds nothing to write writes nothing.
    pub fn formats(&self, record: &Record) -> Vec<&'static Format> {
        let has = |format: &&Format| match record {
            Record::Article(own) => format.has(own, self.identity),
            _ => format.is_total(),
        };
        format::of(record.id().resource()).filter(has).collect()
    }

    /// The page of a thing, as a link.
    pub fn page(&self, id: Id) -> String {
        self.href(&(self.path_of)(id))
    }

    /// The absolute address of a path, where the archive has one; the link otherwise.
    pub fn url(&self, path: &str) -> String {
        self.identity.url(path).unwrap_or_else(|| path.to_owned())
    }
}
