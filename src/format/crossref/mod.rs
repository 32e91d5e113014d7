//! Crossref's deposit, schema 5.3.1: what an editor uploads to register or update a DOI.
//!
//! An article has an entry where a deposit of it can be made: it has a DOI, a date of publication and
//! an address to resolve to, and is not withdrawn. A commentary of a series is a `report-paper`, in its
//! series where that has an ISSN, which the schema asks of a series; one that is printed inside a
//! periodical with an ISSN is a `journal_article`. A deposit takes one kind of content only, and never
//! none (crossref5.3.1.xsd, `body`): a list that has both kinds is asked for by the filter `deposit`. The schema has no place for disclaimers, and for licences
//! only outside of a series.
//!
//! A deposit says who makes it, so there is none until the archive has a name and an address: the schema
//! requires both of a depositor.

mod article;
mod limit;
mod person;
mod related;

use super::xml::Xml;
use super::{Envelope, Format};
use crate::domain::{Identity, Resource, Timestamp};
use crate::record::Record;
use crate::record::article::Article;
use crate::record::formats;

/// The namespace of deposits.
pub const NAMESPACE: &str = "http://www.crossref.org/schema/5.3.1";

/// The address of their schema.
pub const SCHEMA: &str = "https://www.crossref.org/schemas/crossref5.3.1.xsd";

const LOCATION: &str = "http://www.crossref.org/schema/5.3.1 https://www.crossref.org/schemas/crossref5.3.1.xsd";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Crossref deposit XML.
pub static CROSSREF: Format = Format {
    name: formats::CROSSREF,
    title: "Crossref deposit XML 5.3.1",
    media_type: "application/vnd.crossref.deposit+xml",
    content_type: "application/vnd.crossref.deposit+xml",
    aliases: &[],
    profile: Some(NAMESPACE),
    extension: "crossref.xml",
    resources: &[Resource::Article],
    render: Some(render),
    one: BATCH,
    many: BATCH,
};

/// A batch, deposited by the archive as it is configured.
const BATCH: Envelope = Envelope { open, between: "\n", close: "\n</body>\n</doi_batch>\n" };

fn open(identity: &Identity, modified: Timestamp, out: &mut Vec<u8>) {
    out.extend_from_slice(super::XML);
    let version = format!("version=\"5.3.1\" xmlns=\"{NAMESPACE}\" xmlns:xsi=\"{XSI}\"");
    out.extend_from_slice(format!("<doi_batch {version} xsi:schemaLocation=\"{LOCATION}\">\n").as_bytes());
    Xml::new(out).element("head").children(|head| {
        // A later version of a record must have a greater number.
        let number: String = modified.to_string().chars().filter(char::is_ascii_digit).take(17).collect();
        let archive = identity.repository_identifier.as_deref().unwrap_or("batch");
        head.leaf("doi_batch_id", limit::cut(&format!("{archive}-{number}"), 100));
        head.leaf("timestamp", &number);
        let name = identity.repository_name.as_deref();
        head.element("depositor").children(|depositor| {
            depositor.leaf_if("depositor_name", name.map(|name| limit::cut(name, 130)));
            depositor.leaf_if("email_address", identity.admin_email.as_deref());
        });
        head.leaf_if("registrant", name.map(|name| limit::cut(name, 255)));
    });
    out.extend_from_slice(b"\n<body>\n");
}

/// Whether a deposit of an article can be made.
pub fn has_deposit(own: &Article, identity: &Identity) -> bool {
    article::Deposit::of(own, identity).is_some()
}

/// The settings that a depositor is made of and the archive lacks.
pub fn missing(identity: &Identity) -> Vec<&'static str> {
    let needs = [("repository-name", &identity.repository_name), ("admin-email", &identity.admin_email)];
    needs.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect()
}

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    if let Record::Article(own) = record
        && let Some(deposit) = article::Deposit::of(own, identity)
    {
        deposit.write(&mut Xml::new(out));
    }
}
