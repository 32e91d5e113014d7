//! ResourceSync (ANSI/NISO Z39.99-2017): what there is to copy, and what changed since.

use super::sitemap::NAMESPACE;
use super::{Part, exact};
use crate::catalog::Hit;
use crate::domain::change::{ChangeKind, Event};
use crate::domain::{Id, Timestamp};
use crate::format::xml::Xml;
use crate::format::{self, XML};

/// The namespace of what ResourceSync adds to sitemaps.
const TERMS: &str = "http://www.openarchives.org/rs/terms/";

/// Where the source is described (section 7).
pub const DESCRIPTION: &str = "/.well-known/resourcesync";
/// What can be done with it (section 8).
pub const CAPABILITIES: &str = "/resourcesync/capabilities.xml";
/// What there is (section 9).
pub const RESOURCES: &str = "/resourcesync/resources.xml";
/// What changed (section 12).
pub const CHANGES: &str = "/resourcesync/changes.xml";

/// What a list says of itself.
struct Head<'a> {
    capability: &'a str,
    /// The list above it.
    up: Option<&'a str>,
    /// The list it is a page of.
    index: Option<&'a str>,
    /// Attributes of its `rs:md`.
    times: &'a [(&'a str, Timestamp)],
}

/// The description of the source: one set of resources, with the list of its capabilities.
pub fn description(base: &str) -> Vec<u8> {
    let head = Head { capability: "description", up: None, index: None, times: &[] };
    document("urlset", base, &head, |set| {
        set.element("url").children(|url| {
            url.leaf("loc", &format!("{base}{CAPABILITIES}"));
            url.element("rs:md").attribute("capability", "capabilitylist").empty();
        });
    })
}

/// The list of capabilities.
pub fn capabilities(base: &str) -> Vec<u8> {
    let head = Head { capability: "capabilitylist", up: Some(DESCRIPTION), index: None, times: &[] };
    document("urlset", base, &head, |set| {
        for (path, capability) in [(RESOURCES, "resourcelist"), (CHANGES, "changelist")] {
            set.element("url").children(|url| {
                url.leaf("loc", &format!("{base}{path}"));
                url.element("rs:md").attribute("capability", capability).empty();
            });
        }
    })
}

/// The index of the pages of what there is, as of a moment (section 9.2).
pub fn resource_index(base: &str, parts: &[Part], at: Timestamp) -> Vec<u8> {
    let times = [("at", at)];
    let head = Head { capability: "resourcelist", up: Some(CAPABILITIES), index: None, times: &times };
    document("sitemapindex", base, &head, |index| {
        for part in parts {
            index.element("sitemap").children(|sitemap| {
                sitemap.leaf("loc", &format!("{base}{}", part.path));
                sitemap.leaf("lastmod", &exact(part.modified));
                sitemap.element("rs:md").attribute("capability", "resourcelist").empty();
            });
        }
    })
}

/// A page of what there is: each record in its canonical form, with its other forms as alternates.
pub fn resources(base: &str, hits: &[Hit], at: Timestamp) -> Vec<u8> {
    let times = [("at", at)];
    let head = Head { capability: "resourcelist", up: Some(CAPABILITIES), index: Some(RESOURCES), times: &times };
    document("urlset", base, &head, |set| {
        for hit in hits {
            let address = address(base, hit.id);
            set.element("url").children(|url| {
                url.leaf("loc", &address);
                url.leaf("lastmod", &exact(hit.modified));
                url.element("rs:md").attribute("type", format::JSON.media_type).empty();
                let others = format::ALL.iter().filter(|other| other.describes(hit.id.resource()));
                for other in others.filter(|other| other.name != format::JSON.name && other.is_total()) {
                    let link = url.element("rs:ln").attribute("rel", "alternate");
                    let link = link.attribute("href", &format!("{address}.{}", other.extension));
                    link.attribute("type", other.media_type).empty();
                }
            });
        }
    })
}

/// The index of the pages of the change log, each with the times of its first and last change; the last
/// page is still open (section 12.2).
pub fn change_index(base: &str, parts: &[(String, Timestamp, Option<Timestamp>)], from: Timestamp) -> Vec<u8> {
    let times = [("from", from)];
    let head = Head { capability: "changelist", up: Some(CAPABILITIES), index: None, times: &times };
    document("sitemapindex", base, &head, |index| {
        for (path, from, until) in parts {
            index.element("sitemap").children(|sitemap| {
                sitemap.leaf("loc", &format!("{base}{path}"));
                let list = sitemap.element("rs:md").attribute("capability", "changelist");
                let list = list.attribute("from", &exact(*from));
                list.attribute_if("until", until.map(exact).as_deref()).empty();
            });
        }
    })
}

/// A page of the change log, oldest first; `closed` where no change will come to it any more.
pub fn changes(base: &str, events: &[Event], closed: bool) -> Vec<u8> {
    let first = events.first().map(|event| ("from", event.time));
    let last = events.last().filter(|_| closed).map(|event| ("until", event.time));
    let times: Vec<_> = first.into_iter().chain(last).collect();
    let head = Head { capability: "changelist", up: Some(CAPABILITIES), index: Some(CHANGES), times: &times };
    document("urlset", base, &head, |set| {
        for event in events {
            set.element("url").children(|url| {
                url.leaf("loc", &address(base, event.id));
                let change = url.element("rs:md").attribute("change", word(event.kind));
                change.attribute("datetime", &exact(event.time)).attribute("type", format::JSON.media_type).empty();
            });
        }
    })
}

/// The word for a kind of change (section 12.1).
fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Updated => "updated",
        ChangeKind::Withdrawn | ChangeKind::Merged => "deleted",
    }
}

fn address(base: &str, id: Id) -> String {
    format!("{base}/v1/{}/{id}", id.resource().plural())
}

fn document(root: &str, base: &str, head: &Head<'_>, write: impl FnOnce(&mut Xml<'_>)) -> Vec<u8> {
    let mut out = XML.to_vec();
    Xml::new(&mut out).element(root).attribute("xmlns", NAMESPACE).attribute("xmlns:rs", TERMS).children(|list| {
        for (relation, path) in [("up", head.up), ("index", head.index)] {
            if let Some(path) = path {
                list.element("rs:ln").attribute("rel", relation).attribute("href", &format!("{base}{path}")).empty();
            }
        }
        let mut own = list.element("rs:md").attribute("capability", head.capability);
        for (name, time) in head.times {
            own = own.attribute(name, &exact(*time));
        }
        own.empty();
        write(list);
    });
    out.push(b'\n');
    out
}
