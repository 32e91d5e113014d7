//! The formats that can be harvested: which format a metadata prefix stands for, and where its schema is.

use crate::domain::{Identity, Timestamp};
use crate::format::{self, Format, crossref, dublin_core, jats, marc, mods};
use crate::record::Record;

/// A metadata format (OAI-PMH 2.0, section 3.4).
#[derive(Debug)]
pub struct Prefix {
    /// Its metadata prefix.
    pub name: &'static str,
    /// The address of its schema.
    pub schema: &'static str,
    /// Its XML namespace.
    pub namespace: &'static str,
    /// What makes its entries.
    pub format: &'static Format,
}

impl PartialEq for Prefix {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Prefix {}

/// Every format of articles that can be harvested.
pub static ALL: &[Prefix] = &[
    Prefix {
        name: "oai_dc",
        schema: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        namespace: "http://www.openarchives.org/OAI/2.0/oai_dc/",
        format: &dublin_core::SIMPLE,
    },
    Prefix {
        name: "marc21",
        schema: "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
        namespace: marc::NAMESPACE,
        format: &marc::MARCXML,
    },
    Prefix {
        name: "mods",
        schema: "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd",
        namespace: mods::NAMESPACE,
        format: &mods::MODS,
    },
    Prefix {
        name: "qdc",
        schema: "http://dublincore.org/schemas/xmls/qdc/2006/01/06/qualifieddc.xsd",
        namespace: "http://dspace.org/qualifieddc/",
        format: &dublin_core::HARVESTED_TERMS,
    },
    Prefix { name: "jats", schema: jats::SCHEMA, namespace: jats::NAMESPACE, format: &jats::JATS },
    // A batch of one: what its only element is to be put into, to be deposited, is around it.
    Prefix { name: "crossref", schema: crossref::SCHEMA, namespace: crossref::NAMESPACE, format: &crossref::CROSSREF },
];

/// The format of this prefix.
pub fn find(name: &str) -> Option<&'static Prefix> {
    ALL.iter().find(|prefix| prefix.name == name)
}

impl Prefix {
    /// Makes the metadata of a record: one element, with the address of its schema. `None` where the
    /// format has no entry for it.
    pub fn metadata(&self, record: &Record, modified: Timestamp, identity: &Identity) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(8_192);
        (self.format.one.open)(identity, modified, &mut out);
        // A declaration stands at the beginning of a file only.
        if out.starts_with(format::XML) {
            out.drain(..format::XML.len());
        }
        let before = out.len();
        self.format.render.iter().for_each(|render| render(record, identity, &mut out));
        if out.len() == before {
            return None;
        }
        out.extend_from_slice(self.format.one.close.trim_end().as_bytes());
        self.locate(&mut out);
        Some(out)
    }

    /// Tells the address of the schema in the outermost element, where it does not stand there already:
    /// harvesting requires it (section 2.5), a file does not.
    fn locate(&self, out: &mut Vec<u8>) {
        const ATTRIBUTE: &[u8] = b"xsi:schemaLocation=";
        let end = out.iter().position(|byte| *byte == b'>').unwrap_or(out.len());
        let tag = out.get(..end).unwrap_or_default();
        if tag.windows(ATTRIBUTE.len()).any(|own| own == ATTRIBUTE) {
            return;
        }
        let name = tag.iter().position(|byte| b" \n/".contains(byte)).unwrap_or(end);
        let attribute = format!(" xsi:schemaLocation=\"{} {}\"", self.namespace, self.schema);
        out.splice(name..name, attribute.into_bytes());
    }
}
