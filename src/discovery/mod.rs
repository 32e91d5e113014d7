//! What crawlers and harvesters find things by: sitemaps, ResourceSync, `robots.txt`, the catalogue of
//! APIs. Bytes only; what stands in them comes from the caller.

pub mod resourcesync;
pub mod sitemap;
pub mod well_known;

use crate::domain::{Resource, Timestamp};

/// How many numbers of records, or places in the change log, one page of a list spans. With all formats
/// of a record named, a page stays under 12 MB of the 50 MB that a sitemap may have.
pub const PAGE: u64 = 5_000;

/// The resources that have pages for people.
pub const WITH_PAGES: [Resource; 4] = [Resource::Series, Resource::Organization, Resource::Author, Resource::Article];

/// One page of a list that is cut into pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its path.
    pub path: String,
    /// When anything in it last changed.
    pub modified: Timestamp,
}

/// An instant to the second, as sitemaps have it (W3C note on date and time formats).
fn instant(time: Timestamp) -> String {
    let text = time.to_string();
    format!("{}Z", text.split('.').next().unwrap_or(&text).trim_end_matches('Z'))
}

/// An instant with all its decimals.
fn exact(time: Timestamp) -> String {
    time.to_string()
}
