//! Atom (RFC 4287), in pages (RFC 5005), with licences (RFC 4946).

use super::entry::{Entry, Person};
use super::{Feed, instant};
use crate::format::XML;
use crate::format::xml::Xml;

/// Makes the document.
pub fn render(feed: &Feed) -> Vec<u8> {
    let mut out = XML.to_vec();
    Xml::new(&mut out).element("feed").attribute("xmlns", "http://www.w3.org/2005/Atom").children(|xml| {
        xml.leaf("id", &feed.id);
        xml.leaf("title", &feed.title);
        // A feed has a date; one without entries was never updated.
        xml.leaf("updated", &feed.updated.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), instant));
        xml.element("author").children(|author| author.leaf("name", &feed.publisher));
        link(xml, "self", &feed.own, Some("application/atom+xml"));
        link(xml, "alternate", &feed.home, Some("text/html"));
        link(xml, "first", &feed.first, None);
        if let Some(next) = &feed.next {
            link(xml, "next", next, None);
        }
        if let Some(licence) = &feed.licence {
            link(xml, "license", licence, None);
        }
        feed.entries.iter().for_each(|own| entry(xml, own));
    });
    out.push(b'\n');
    out
}

fn entry(xml: &mut Xml<'_>, own: &Entry) {
    let lang = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    xml.element("entry").attribute_if("xml:lang", lang(&own.title.lang).as_deref()).children(|xml| {
        xml.leaf("id", &own.id);
        xml.leaf("title", &own.title.text);
        xml.leaf("updated", &instant(own.updated));
        xml.leaf_if("published", own.published.map(instant).as_deref());
        own.authors.iter().for_each(|own| person(xml, "author", own));
        own.contributors.iter().for_each(|own| person(xml, "contributor", own));
        link(xml, "alternate", &own.link, Some("text/html"));
        if let Some(page) = &own.page {
            link(xml, "related", page, Some("text/html"));
        }
        if let Some(doi) = &own.doi {
            link(xml, "cite-as", doi, None);
        }
        if let Some(licence) = &own.licence {
            link(xml, "license", licence, None);
        }
        for file in &own.files {
            let element = xml.element("link").attribute("rel", "enclosure").attribute("href", file.url.as_str());
            let element = element.attribute_if("type", file.media_type.as_deref());
            element.attribute_if("length", file.bytes.map(|bytes| bytes.to_string()).as_deref()).empty();
        }
        if let Some(text) = &own.summary {
            xml.element("summary").attribute_if("xml:lang", lang(&text.lang).as_deref()).text(&text.text);
        }
        for term in &own.categories {
            xml.element("category").attribute("term", term).empty();
        }
        if !own.rights.is_empty() {
            xml.leaf("rights", &own.rights.join(" – "));
        }
    });
}

fn person(xml: &mut Xml<'_>, element: &str, own: &Person) {
    xml.element(element).children(|xml| {
        xml.leaf("name", &own.name);
        xml.leaf_if("uri", own.uri.as_deref());
    });
}

fn link(xml: &mut Xml<'_>, rel: &str, href: &str, media_type: Option<&str>) {
    xml.element("link").attribute("rel", rel).attribute_if("type", media_type).attribute("href", href).empty();
}
