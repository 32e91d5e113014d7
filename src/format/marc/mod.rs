//! MARC 21 bibliographic records, as ISO 2709 and as MARCXML.
//!
//! `article` and `series` build a `Marc`; `binary` and `xml` write it. A record keeps its fields
//! as ISO 2709 has them, one behind the other in one string, so that building it takes few allocations
//! and both forms say the same.

mod article;
mod binary;
mod fixed;
mod linking;
mod names;
mod notes;
mod record;
mod series;
mod shared;
mod titles;
mod xml;

use self::record::Marc;
use super::{Envelope, Format};
use crate::domain::{Identity, Resource};
use crate::record::Record;

/// The namespace of MARCXML.
pub const NAMESPACE: &str = "http://www.loc.gov/MARC21/slim";

/// MARC 21 in ISO 2709: records one behind the other.
pub static MARC: Format = Format {
    name: "marc",
    title: "MARC 21 (ISO 2709)",
    media_type: "application/marc",
    content_type: "application/marc",
    aliases: &[],
    profile: None,
    extension: "mrc",
    resources: &[Resource::Article, Resource::Series],
    render: Some(|record, identity, out| {
        if let Some(marc) = build(record, identity) {
            binary::write(&marc, out);
        }
    }),
    one: Envelope::NONE,
    many: Envelope::NONE,
};

/// MARC 21 in XML.
pub static MARCXML: Format = Format {
    name: "marcxml",
    title: "MARCXML",
    media_type: "application/marcxml+xml",
    content_type: "application/marcxml+xml",
    aliases: &[],
    profile: Some(NAMESPACE),
    extension: "marcxml",
    resources: &[Resource::Article, Resource::Series],
    render: Some(|record, identity, out| {
        if let Some(marc) = build(record, identity) {
            xml::write(&marc, out);
        }
    }),
    one: Envelope::XML,
    many: Envelope {
        open: |_, _, out| {
            out.extend_from_slice(super::XML);
            out.extend_from_slice(b"<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n");
        },
        between: "\n",
        close: "\n</collection>\n",
    },
};

fn build(record: &Record, identity: &Identity) -> Option<Marc> {
    match record {
        Record::Article(own) => Some(article::build(own, identity)),
        Record::Series(own) => Some(series::build(own, identity)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
