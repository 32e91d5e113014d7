//! Sitemaps (sitemaps.org, protocol 0.9).

use super::{Part, instant};
use crate::domain::Timestamp;
use crate::format::XML;
use crate::format::xml::Xml;

/// The namespace of sitemaps.
pub(super) const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path.
    pub path: String,
    /// When what it shows last changed.
    pub modified: Timestamp,
}

/// The index of sitemaps.
pub fn index(base: &str, parts: &[Part]) -> Vec<u8> {
    let mut out = XML.to_vec();
    Xml::new(&mut out).element("sitemapindex").attribute("xmlns", NAMESPACE).children(|index| {
        for part in parts {
            index.element("sitemap").children(|sitemap| {
                sitemap.leaf("loc", &format!("{base}{}", part.path));
                sitemap.leaf("lastmod", &instant(part.modified));
            });
        }
    });
    out.push(b'\n');
    out
}

/// A sitemap of pages.
pub fn pages(base: &str, pages: &[Page]) -> Vec<u8> {
    let mut out = XML.to_vec();
    Xml::new(&mut out).element("urlset").attribute("xmlns", NAMESPACE).children(|set| {
        for page in pages {
            set.element("url").children(|url| {
                url.leaf("loc", &format!("{base}{}", page.path));
                url.leaf("lastmod", &instant(page.modified));
            });
        }
    });
    out.push(b'\n');
    out
}
