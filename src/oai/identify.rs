//! `Identify` and `ListMetadataFormats` (OAI-PMH 2.0, sections 4.2 and 4.4).

use super::date::datestamp;
use super::{Answer, Prefix, Repository, formats};
use crate::catalog::{Query, Sort, SortBy};
use crate::domain::{Id, Resource};
use crate::format::xml::Xml;
use crate::store::StoreError;

/// The content codings that answers come in.
const CODINGS: [&str; 3] = ["gzip", "br", "zstd"];

impl Repository<'_> {
    /// What the repository is.
    pub(super) fn identify(&self, out: &mut Xml<'_>) -> Result<(), StoreError> {
        let mut oldest = Query::new(Resource::Article).with_withdrawn();
        (oldest.sort, oldest.limit) = (Sort { by: SortBy::Modified, descending: false }, 1);
        let (found, _) = self.reader.find(&oldest);
        // Of an empty archive, now: nothing will be older.
        let (earliest, sample) = match found.hits.first() {
            Some(hit) => (hit.modified, hit.id),
            None => (self.reader.horizon()?, Id::new(Resource::Article, 1)),
        };
        out.element("Identify").children(|out| {
            out.leaf("repositoryName", self.site.name);
            out.leaf("baseURL", &self.address());
            out.leaf("protocolVersion", "2.0");
            out.leaf("adminEmail", self.site.email);
            out.leaf("earliestDatestamp", &datestamp(earliest));
            out.leaf("deletedRecord", "persistent");
            out.leaf("granularity", "YYYY-MM-DDThh:mm:ssZ");
            CODINGS.iter().for_each(|coding| out.leaf("compression", coding));
            out.element("description").children(|out| self.describe_identifiers(&self.identifier(sample), out));
        });
        Ok(())
    }

    /// How items are named (OAI guidelines for identifiers, section 3).
    fn describe_identifiers(&self, sample: &str, out: &mut Xml<'_>) {
        const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/oai-identifier";
        let root = out.element("oai-identifier").attribute("xmlns", NAMESPACE);
        root.attribute("xsi:schemaLocation", &format!("{NAMESPACE} {NAMESPACE}.xsd")).children(|out| {
            out.leaf("scheme", "oai");
            out.leaf("repositoryIdentifier", self.site.identifier);
            out.leaf("delimiter", ":");
            out.leaf("sampleIdentifier", sample);
        });
    }

    /// Which formats there are, altogether or for one item.
    pub(super) fn list_formats(&self, identifier: Option<&str>, out: &mut Xml<'_>) -> Answer {
        let mut prefixes: Vec<&Prefix> = formats::ALL.iter().collect();
        if let Some(identifier) = identifier {
            let item = match self.item(identifier)? {
                Ok(item) => item,
                Err(fault) => return Ok(Err(vec![fault])),
            };
            prefixes.retain(|prefix| item.is_in(prefix));
        }
        out.element("ListMetadataFormats").children(|out| {
            for Prefix { name, schema, namespace, .. } in prefixes {
                out.element("metadataFormat").children(|out| {
                    out.leaf("metadataPrefix", name);
                    out.leaf("schema", schema);
                    out.leaf("metadataNamespace", namespace);
                });
            }
        });
        Ok(Ok(()))
    }
}
