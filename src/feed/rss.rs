//! RSS 2.0, with authors, rights and languages in Dublin Core and paging in Atom's links.

use super::Feed;
use super::entry::Entry;
use crate::domain::PartialDate;
use crate::format::XML;
use crate::format::xml::Xml;

/// Makes the document.
pub fn render(feed: &Feed) -> Vec<u8> {
    let mut out = XML.to_vec();
    let mut xml = Xml::new(&mut out);
    let rss = xml.element("rss").attribute("version", "2.0").attribute("xmlns:atom", "http://www.w3.org/2005/Atom");
    rss.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/").children(|xml| {
        xml.element("channel").children(|xml| {
            xml.leaf("title", &feed.title);
            xml.leaf("link", &feed.home);
            xml.leaf("description", &format!("The newest articles of {}", feed.title));
            xml.leaf_if("lastBuildDate", feed.updated.map(mail_date).as_deref());
            let links = [("self", Some(&feed.own)), ("first", Some(&feed.first)), ("next", feed.next.as_ref())];
            for (rel, href) in links {
                let Some(href) = href else { continue };
                let element = xml.element("atom:link").attribute("rel", rel).attribute("href", href);
                element.attribute("type", "application/rss+xml").empty();
            }
            feed.entries.iter().for_each(|own| item(xml, own));
        });
    });
    out.push(b'\n');
    out
}

fn item(xml: &mut Xml<'_>, own: &Entry) {
    xml.element("item").children(|xml| {
        xml.leaf("title", &own.title.text);
        xml.leaf("link", &own.link);
        xml.element("guid").attribute("isPermaLink", "false").text(&own.id);
        xml.leaf_if("pubDate", own.published.map(mail_date).as_deref());
        own.authors.iter().for_each(|own| xml.leaf("dc:creator", &own.name));
        own.contributors.iter().for_each(|own| xml.leaf("dc:contributor", &own.name));
        xml.leaf_if("description", own.summary.as_ref().map(|own| own.text.as_str()));
        own.categories.iter().for_each(|own| xml.leaf("category", own));
        xml.leaf_if("dc:language", Some(own.title.lang.as_str()).filter(|own| !own.is_empty()));
        xml.leaf_if("dc:identifier", own.doi.as_deref());
        xml.leaf_if("dc:rights", own.licence.as_deref());
        own.rights.iter().for_each(|own| xml.leaf("dc:rights", own));
        // An enclosure has all three (RSS 2.0, "enclosure"), and an item one enclosure.
        let file = own.files.iter().find_map(|file| Some((file, file.bytes?, file.media_type.as_deref()?)));
        if let Some((file, bytes, media_type)) = file {
            let element = xml.element("enclosure").attribute("url", file.url.as_str());
            element.attribute("length", &bytes.to_string()).attribute("type", media_type).empty();
        }
    });
}

/// A date as mail has it (RFC 5322, section 3.3), which RSS asks for.
fn mail_date(day: PartialDate) -> String {
    let (year, month, day) = day.start();
    let date = jiff::civil::Date::new(year, month as i8, day as i8);
    date.map(|date| date.strftime("%a, %d %b %Y 00:00:00 GMT").to_string()).unwrap_or_default()
}
