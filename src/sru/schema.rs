//! Record schemas: the names and identifiers by which SRU knows formats.

use crate::domain::{Identity, Resource};
use crate::format::{self, Format};
use crate::store::StoreError;
use crate::store::reader::Stored;

/// A form in which records can be had.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its short name.
    pub name: &'static str,
    /// Its identifier.
    pub identifier: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Where its XML Schema is.
    pub location: &'static str,
    /// The format that makes its records.
    format: &'static str,
    /// What stands around the elements in place of the format's own root.
    root: Option<(&'static str, &'static str)>,
}

/// Every schema, the default one first. Those whose format is not in the table are not offered.
static ALL: &[Schema] = &[
    Schema {
        name: "dc",
        identifier: "info:srw/schema/1/dc-v1.1",
        title: "Dublin Core",
        location: "http://www.loc.gov/standards/sru/recordSchemas/dc-schema.xsd",
        format: "oai_dc",
        root: Some((
            "<srw_dc:dc xmlns:srw_dc=\"info:srw/schema/1/dc-schema\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
            "</srw_dc:dc>",
        )),
    },
    Schema {
        name: "marcxml",
        identifier: "info:srw/schema/1/marcxml-v1.1",
        title: "MARCXML",
        location: "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
        format: "marcxml",
        root: None,
    },
    Schema {
        name: "mods",
        identifier: "info:srw/schema/1/mods-v3.8",
        title: "MODS 3.8",
        location: "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd",
        format: "mods",
        root: None,
    },
    Schema {
        name: "oai_dc",
        identifier: "http://www.openarchives.org/OAI/2.0/oai_dc/",
        title: "Dublin Core, as harvesters have it",
        location: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        format: "oai_dc",
        root: None,
    },
];

/// The schemas that are offered.
pub fn all() -> impl Iterator<Item = &'static Schema> {
    ALL.iter().filter(|schema| schema.maker().is_some())
}

/// The schema of a name or identifier; without one, the default.
pub fn find(name: Option<&str>) -> Option<&'static Schema> {
    all().find(|schema| name.is_none_or(|name| schema.name.eq_ignore_ascii_case(name) || schema.identifier == name))
}

impl Schema {
    fn maker(&self) -> Option<&'static Format> {
        format::of_name(self.format, Resource::Article)
    }

    /// The XML of a record; empty where the format has none for it.
    pub fn record(&self, stored: &Stored, identity: &Identity) -> Result<Vec<u8>, StoreError> {
        let mut xml = Vec::with_capacity(4_096);
        if let Some(format) = self.maker() {
            format.entry(stored.id.resource(), &stored.document, identity, &mut xml)?;
        }
        Ok(match self.root {
            Some((open, close)) => [open.as_bytes(), inside(&xml), close.as_bytes()].concat(),
            None => xml,
        })
    }
}

/// What stands inside the root element; a `>` in an attribute is always escaped.
fn inside(xml: &[u8]) -> &[u8] {
    let start = xml.iter().position(|byte| *byte == b'>').map_or(0, |at| at + 1);
    let end = xml.iter().rposition(|byte| *byte == b'<').unwrap_or(start);
    xml.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_taken_off() {
        assert_eq!(inside(b"<a b=\"c\"><d>e</d><f/></a>"), b"<d>e</d><f/>");
        assert_eq!(inside(b"<a/>"), b"");
        assert_eq!(inside(b""), b"");
    }
}
