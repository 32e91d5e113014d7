//! Writing XML 1.0: elements, attributes and text into a buffer, always well formed.
//!
//! ```
//! # use byline::format::xml::Xml;
//! let mut out = Vec::new();
//! Xml::new(&mut out).element("dc").attribute("xmlns", "http://purl.org/dc/elements/1.1/").children(|dc| {
//!     dc.element("title").attribute_if("xml:lang", Some("en")).text("Ports & Piers");
//!     dc.element("date").empty();
//! });
//! assert_eq!(out, br#"<dc xmlns="http://purl.org/dc/elements/1.1/"><title xml:lang="en">Ports &amp; Piers</title><date/></dc>"#);
//! ```

/// A place in a buffer where content may stand: text and elements.
#[derive(Debug)]
pub struct Xml<'a> {
    out: &'a mut Vec<u8>,
}

/// An element whose start tag is still open: attributes first, then one of [`text`](Element::text),
/// [`children`](Element::children) and [`empty`](Element::empty) ends it.
#[derive(Debug)]
#[must_use = "the element is written only when its content is given"]
pub struct Element<'a> {
    out: &'a mut Vec<u8>,
    name: &'a str,
}

impl<'a> Xml<'a> {
    /// Content at the end of a buffer.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Xml { out }
    }

    /// Begins an element; the name is written as it is, with its prefix.
    pub fn element<'b>(&'b mut self, name: &'b str) -> Element<'b> {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        Element { out: self.out, name }
    }

    /// Writes an element that holds only text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.element(name).text(text);
    }

    /// Writes an element that holds only text, where there is any.
    pub fn leaf_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        escape(text, self.out);
    }

    /// Writes well-formed XML that was made elsewhere.
    pub fn raw(&mut self, xml: &[u8]) {
        self.out.extend_from_slice(xml);
    }
}

impl<'a> Element<'a> {
    /// Writes an attribute.
    pub fn attribute(self, name: &str, value: &str) -> Self {
        self.out.push(b' ');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"=\"");
        escape(value, self.out);
        self.out.push(b'"');
        self
    }

    /// Writes an attribute, where it has a value.
    pub fn attribute_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Fills the element with text.
    pub fn text(self, text: &str) {
        self.children(|inside| inside.text(text));
    }

    /// Fills the element with what the function writes.
    pub fn children(self, write: impl FnOnce(&mut Xml<'_>)) {
        self.out.push(b'>');
        write(&mut Xml { out: self.out });
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(self.name.as_bytes());
        self.out.push(b'>');
    }

    /// Leaves the element empty.
    pub fn empty(self) {
        self.out.extend_from_slice(b"/>");
    }
}

/// Whether XML 1.0 can hold a character (section 2.2, production 2).
pub fn can_hold(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends text, fit for an element or a quoted attribute. White space other than the blank is written
/// as a reference, so that no parser normalises it (sections 2.11 and 3.3.3); what XML 1.0 cannot hold
/// is left out.
pub fn escape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| MARKED[usize::from(*byte)]) {
        // The two non-characters XML excludes are EF BF BE and EF BF BF in UTF-8.
        let (written, long): (&[u8], _) = match &rest[at..] {
            [b'<', ..] => (b"&lt;", 1),
            [b'>', ..] => (b"&gt;", 1),
            [b'&', ..] => (b"&amp;", 1),
            [b'"', ..] => (b"&quot;", 1),
            [b'\t', ..] => (b"&#9;", 1),
            [b'\n', ..] => (b"&#10;", 1),
            [b'\r', ..] => (b"&#13;", 1),
            [0xef, 0xbf, 0xbe | 0xbf, ..] => (b"", 3),
            [0xef, ..] => (b"\xef", 1),
            _ => (b"", 1),
        };
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(written);
        rest = &rest[at + long..];
    }
    out.extend_from_slice(rest);
}

/// Which bytes may not stand as they are; of 0xEF the next ones tell.
const MARKED: [bool; 256] = {
    let mut marked = [false; 256];
    let mut byte = 0;
    while byte < marked.len() {
        marked[byte] = byte < 0x20 || matches!(byte as u8, b'<' | b'>' | b'&' | b'"' | 0xef);
        byte += 1;
    }
    marked
};

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("a<b>&\"c\" ]]>"), "a&lt;b&gt;&amp;&quot;c&quot; ]]&gt;");
        assert_eq!(escaped("1\t2\n3\r4"), "1&#9;2&#10;3&#13;4");
        assert_eq!(escaped("\0a\u{b}b\u{1f}c\u{fffe}d\u{ffff}"), "abcd");
        assert_eq!(escaped("海图 \u{fffd}\u{ff01}\u{10ffff}é"), "海图 \u{fffd}\u{ff01}\u{10ffff}é");
        let held: String = ('\0'..='\u{ffff}').filter(|c| can_hold(*c) && *c > ' ' && !"<>&\"".contains(*c)).collect();
        assert_eq!(escaped(&held), held);
    }

    #[test]
    fn elements_nest() {
        let mut out = Vec::new();
        Xml::new(&mut out).element("a").attribute("b", "\"1\"").attribute_if("c", None).children(|a| {
            a.leaf("d", "x");
            a.leaf_if("e", None);
            a.text("&");
            a.raw(b"<f/>");
            a.element("g").attribute_if("h", Some("")).empty();
        });
        assert_eq!(String::from_utf8_lossy(&out), "<a b=\"&quot;1&quot;\"><d>x</d>&amp;<f/><g h=\"\"/></a>");
    }
}
