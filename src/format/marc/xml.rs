//! MARC 21 as MARCXML.

use super::NAMESPACE;
use super::record::{Marc, SUBFIELD};
use crate::format::xml::Xml;

/// Appends a record, which can stand alone. Blanks in leader and control fields are data, so nothing is
/// indented.
pub(super) fn write(marc: &Marc, out: &mut Vec<u8>) {
    Xml::new(out).element("record").attribute("xmlns", NAMESPACE).attribute("type", "Bibliographic").children(|own| {
        own.element("leader").children(|leader| {
            let mut buffer = [0; 4];
            leader.raw(b"00000");
            for c in [marc.status, marc.kind, marc.level] {
                leader.text(c.encode_utf8(&mut buffer));
            }
            leader.raw(b" a22000007i 4500");
        });
        for field in &marc.fields {
            let content = marc.content(field);
            if field.is_control() {
                own.element("controlfield").attribute("tag", field.tag).text(content);
                continue;
            }
            let (first, rest) = content.split_at_checked(1).unwrap_or((" ", ""));
            let (second, rest) = rest.split_at_checked(1).unwrap_or((" ", ""));
            let element = own.element("datafield").attribute("tag", field.tag);
            element.attribute("ind1", first).attribute("ind2", second).children(|own| {
                for subfield in rest.split(SUBFIELD).skip(1) {
                    let (code, text) = subfield.split_at_checked(1).unwrap_or((subfield, ""));
                    own.element("subfield").attribute("code", code).text(text);
                }
            });
        }
    });
}
