//! One item: its header, its record in a format, and `GetRecord` (OAI-PMH 2.0, sections 2.5 and 4.1).

use super::date::datestamp;
use super::fault::{Code, Fault};
use super::{Answer, Prefix, Repository};
use crate::domain::{Id, Identity, Resource, Timestamp};
use crate::format::xml::Xml;
use crate::record::{Record, formats, sets};
use crate::store::StoreError;
use crate::store::reader::{Standing, Stored};

/// An article, read.
pub struct Item {
    /// It without its doubtful fields, or its tombstone.
    record: Record,
    id: Id,
    modified: Timestamp,
    is_withdrawn: bool,
    /// The formats it has or had a record in, of those that not every item has one in.
    formats: Vec<&'static str>,
    sets: Vec<String>,
}

/// What there is of an item in a format.
enum Dissemination {
    /// Its metadata.
    Metadata(Vec<u8>),
    /// Nothing any more.
    Deleted,
}

impl Item {
    /// Reads a stored article.
    pub fn read(stored: &Stored) -> Result<Item, StoreError> {
        let Record::Article(article) = Record::from_bytes(Resource::Article, &stored.document)? else {
            return Err(StoreError::Corrupt(format!("{} is no article", stored.id)));
        };
        Ok(Item {
            id: stored.id,
            modified: stored.modified,
            is_withdrawn: article.withdrawal.is_some(),
            formats: formats::of(&article),
            sets: sets::of(&article),
            record: Record::Article(Box::new(article.without_doubts())),
        })
    }

    /// Whether lists in a format have it.
    pub fn is_in(&self, prefix: &Prefix) -> bool {
        prefix.format.is_total() || self.formats.contains(&prefix.format.name)
    }

    fn disseminate(&self, prefix: &Prefix, whole: bool, identity: &Identity) -> Dissemination {
        // The last item of a list may have lost its record in the format while the list was walked.
        if self.is_withdrawn || !self.is_in(prefix) {
            return Dissemination::Deleted;
        }
        if !whole {
            return Dissemination::Metadata(Vec::new());
        }
        prefix.metadata(&self.record, self.modified, identity).map_or(Dissemination::Deleted, Dissemination::Metadata)
    }
}

impl Repository<'_> {
    /// The item of an identifier.
    pub(super) fn item(&self, identifier: &str) -> Result<Result<Item, Fault>, StoreError> {
        let unknown = || Fault::new(Code::IdDoesNotExist, format!("there is no item `{identifier}`"));
        let id = identifier.strip_prefix(&self.identifier_of("")).and_then(|id| id.parse::<Id>().ok());
        let Some(id) = id.filter(|id| id.resource() == Resource::Article) else { return Ok(Err(unknown())) };
        match self.reader.record(id)? {
            Standing::Found(stored) | Standing::Withdrawn(stored) => Item::read(&stored).map(Ok),
            Standing::Merged(_) | Standing::Unknown => Ok(Err(unknown())),
        }
    }

    /// One record.
    pub(super) fn get_record(&self, identifier: &str, prefix: &Prefix, out: &mut Xml<'_>) -> Answer {
        let item = match self.item(identifier)? {
            Ok(item) => item,
            Err(fault) => return Ok(Err(vec![fault])),
        };
        if !item.is_in(prefix) {
            let why = format!("this item lacks what {} needs; ListMetadataFormats tells what it has", prefix.name);
            return Ok(Err(vec![Fault::new(Code::CannotDisseminateFormat, why)]));
        }
        out.element("GetRecord").children(|out| self.record(&item, prefix, true, out));
        Ok(Ok(()))
    }

    /// Writes a record, with its metadata unless it is deleted, or only its header.
    pub(super) fn record(&self, item: &Item, prefix: &Prefix, whole: bool, out: &mut Xml<'_>) {
        let what = item.disseminate(prefix, whole, self.identity);
        if !whole {
            return self.header(item, &what, out);
        }
        out.element("record").children(|out| {
            self.header(item, &what, out);
            if let Dissemination::Metadata(metadata) = &what {
                out.element("metadata").children(|out| out.raw(metadata));
                self.about(out);
            }
        });
    }

    /// Writes a header: identifier, datestamp and sets.
    fn header(&self, item: &Item, what: &Dissemination, out: &mut Xml<'_>) {
        let status = matches!(what, Dissemination::Deleted).then_some("deleted");
        out.element("header").attribute_if("status", status).children(|out| {
            out.leaf("identifier", &self.identifier(item.id));
            out.leaf("datestamp", &datestamp(item.modified));
            item.sets.iter().for_each(|set| out.leaf("setSpec", set));
        });
    }

    /// Writes the licence of the metadata, where there is one (guidelines for rights about metadata,
    /// section 3.1).
    fn about(&self, out: &mut Xml<'_>) {
        const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/rights/";
        const LOCATION: &str =
            "http://www.openarchives.org/OAI/2.0/rights/ http://www.openarchives.org/OAI/2.0/rights.xsd";
        let Some(licence) = &self.identity.metadata_licence else { return };
        out.element("about").children(|out| {
            let rights = out.element("rights").attribute("xmlns", NAMESPACE).attribute("xsi:schemaLocation", LOCATION);
            rights.children(|out| out.element("rightsReference").attribute("ref", licence).empty());
        });
    }
}
