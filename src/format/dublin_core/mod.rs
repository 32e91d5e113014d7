//! Dublin Core: the fifteen elements for harvesters (`oai_dc`), and qualified by terms and encodings.
//!
//! Both say the same statements. Each `Term` has a qualified name and the element that it is reduced
//! to, so that the simple form is the qualified one "dumbed down" (DCMI Grammatical Principles).

mod article;
mod series;
mod term;

use self::term::Statements;
use super::xml::Xml;
use super::{Envelope, Format, Render};
use crate::domain::{Identity, Resource};
use crate::record::Record;

const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
const QUALIFIED: &str = "http://dspace.org/qualifieddc/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The fifteen elements, in the container that OAI-PMH requires of every repository.
pub static SIMPLE: Format = Format {
    name: "oai_dc",
    title: "Dublin Core",
    media_type: "application/xml",
    content_type: "application/xml",
    aliases: &[],
    profile: Some(OAI_DC),
    extension: "dc.xml",
    resources: &[Resource::Article, Resource::Series],
    render: Some(simple),
    one: Envelope::XML,
    many: Envelope::RECORDS,
};

/// Elements refined by DCMI terms and encoding schemes, in the container that harvesters know under
/// the prefix `qdc`.
pub static TERMS: Format = terms(qualified);

/// The same as it is harvested: without `xsi:type`. Encoding schemes are types of `dcterms.xsd`, built on
/// its own schema of the elements. The schema that `oai_dc.xsd` has of the same namespace knows none of
/// them, and who validates OAI-PMH has that one loaded: there a typed element is an error.
pub static HARVESTED_TERMS: Format = terms(untyped);

const fn terms(render: Render) -> Format {
    Format {
        name: "qdc",
        title: "Qualified Dublin Core (DCMI terms)",
        media_type: "application/xml",
        content_type: "application/xml",
        aliases: &[],
        profile: Some(QUALIFIED),
        extension: "dcterms.xml",
        resources: &[Resource::Article, Resource::Series],
        render: Some(render),
        one: Envelope::XML,
        many: Envelope::RECORDS,
    }
}

fn simple(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    let mut xml = Xml::new(out);
    let root = xml
        .element("oai_dc:dc")
        .attribute("xmlns:oai_dc", OAI_DC)
        .attribute("xmlns:dc", DC)
        .attribute("xmlns:xsi", XSI)
        .attribute(
            "xsi:schemaLocation",
            "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        );
    root.children(|xml| state(record, identity, &mut Statements::simple(xml)));
}

fn qualified(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    contain(out, |xml| state(record, identity, &mut Statements::qualified(xml)));
}

fn untyped(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    contain(out, |xml| state(record, identity, &mut Statements::untyped(xml)));
}

fn contain(out: &mut Vec<u8>, write: impl FnOnce(&mut Xml<'_>)) {
    let mut xml = Xml::new(out);
    let root = xml
        .element("qdc:qualifieddc")
        .attribute("xmlns:qdc", QUALIFIED)
        .attribute("xmlns:dc", DC)
        .attribute("xmlns:dcterms", DCTERMS)
        .attribute("xmlns:xsi", XSI)
        .attribute(
            "xsi:schemaLocation",
            "http://dspace.org/qualifieddc/ http://dublincore.org/schemas/xmls/qdc/2006/01/06/qualifieddc.xsd \
             http://purl.org/dc/elements/1.1/ http://dublincore.org/schemas/xmls/qdc/2006/01/06/dc.xsd \
             http://purl.org/dc/terms/ http://dublincore.org/schemas/xmls/qdc/2006/01/06/dcterms.xsd",
        );
    root.children(write);
}

fn state(record: &Record, identity: &Identity, say: &mut Statements<'_, '_>) {
    match record {
        Record::Article(own) => article::state(own, identity, say),
        Record::Series(own) => series::state(own, identity, say),
        Record::Author(_) | Record::Organization(_) | Record::Disclaimer(_) => {}
    }
}
