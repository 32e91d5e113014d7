//! JATS 1.3 (NISO Z39.96-2021), Journal Archiving and Interchange: the front matter of an article. The
//! body stands at an address of its own, and its rights are not those of the metadata.
//!
//! JATS as a file has no namespace; harvesting needs one, so elements stand in the namespace that
//! PubMed Central's OAI-PMH service gave them.

mod contributor;
mod meta;
mod related;
mod series;

use super::xml::Xml;
use super::{Envelope, Format};
use crate::domain::{Identity, Resource};
use crate::record::Record;
use crate::record::article::Article;

/// The namespace of harvested elements.
pub const NAMESPACE: &str = "https://jats.nlm.nih.gov/ns/archiving/1.3/";

/// The address of their schema.
pub const SCHEMA: &str = "https://jats.nlm.nih.gov/archiving/1.3/xsd/JATS-archivearticle1-3.xsd";

/// JATS XML.
pub static JATS: Format = Format {
    name: "jats",
    title: "JATS XML 1.3, front matter",
    media_type: "application/vnd.jats+xml",
    content_type: "application/vnd.jats+xml",
    aliases: &["application/jats+xml"],
    profile: Some(NAMESPACE),
    extension: "jats.xml",
    resources: &[Resource::Article],
    render: Some(render),
    one: Envelope::XML,
    many: Envelope::RECORDS,
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    let Record::Article(own) = record else { return };
    let mut root = Xml::new(out);
    let article = root
        .element("article")
        .attribute("xmlns", NAMESPACE)
        .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .attribute("xmlns:ali", "http://www.niso.org/schemas/ali/1.0/")
        .attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .attribute(
            "xsi:schemaLocation",
            "https://jats.nlm.nih.gov/ns/archiving/1.3/ \
             https://jats.nlm.nih.gov/archiving/1.3/xsd/JATS-archivearticle1-3.xsd",
        )
        .attribute("dtd-version", "1.3")
        .attribute("article-type", kind(own))
        .attribute_if("xml:lang", own.language.as_ref().map(|tag| tag.as_str()));
    article.children(|xml| {
        xml.element("front").children(|xml| {
            series::write(own, xml);
            meta::write(own, identity, xml);
        });
    });
}

/// The type of an article, of JATS' suggested values where one fits.
fn kind(own: &Article) -> &str {
    match own.r#type.as_str() {
        "commentary" => "article-commentary",
        "response" => "reply",
        "review" => "book-review",
        "editors_note" => "editorial",
        other => other,
    }
}
