//! MARC 21 bibliographic records, as ISO 2709 and as MARCXML.
//!
//! [`article`] and [`series`] build a [`Marc`]; [`binary`] and [`xml`] write it. A record keeps its fields
//! as ISO 2709 has them, one behind the other in one string, so that building it takes few allocations
//! and both forms say the same.

mod article;
mod binary;
mod fixed;
mod linking;
mod names;
mod notes;
mod series;
mod titles;
mod xml;

use super::{Envelope, Format, language};
use crate::domain::{Identity, LanguageTag, Resource};
use crate::record::Record;

/// The namespace of MARCXML.
pub const NAMESPACE: &str = "http://www.loc.gov/MARC21/slim";

/// MARC 21 in ISO 2709: records one behind the other.
pub static MARC: Format = Format {
    name: "marc",
    title: "MARC 21 (ISO 2709)",
    media_type: "application/marc",
    content_type: "application/marc",
    aliases: &[],
    profile: None,
    extension: "mrc",
    resources: &[Resource::Article, Resource::Series],
    render: Some(|record, identity, out| {
        if let Some(marc) = build(record, identity) {
            binary::write(&marc, out);
        }
    }),
    one: Envelope::NONE,
    many: Envelope::NONE,
};

/// MARC 21 in XML.
pub static MARCXML: Format = Format {
    name: "marcxml",
    title: "MARCXML",
    media_type: "application/marcxml+xml",
    content_type: "application/marcxml+xml",
    aliases: &[],
    profile: Some(NAMESPACE),
    extension: "marcxml",
    resources: &[Resource::Article, Resource::Series],
    render: Some(|record, identity, out| {
        if let Some(marc) = build(record, identity) {
            xml::write(&marc, out);
        }
    }),
    one: Envelope::XML,
    many: Envelope {
        open: |_, _, out| {
            out.extend_from_slice(super::XML);
            out.extend_from_slice(b"<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n");
        },
        between: "\n",
        close: "\n</collection>\n",
    },
};

fn build(record: &Record, identity: &Identity) -> Option<Marc> {
    match record {
        Record::Article(own) => Some(article::build(own, identity)),
        Record::Series(own) => Some(series::build(own, identity)),
        _ => None,
    }
}

/// Ends a field in ISO 2709.
const FIELD_END: char = '\u{1e}';
/// Begins a subfield; its code follows.
const SUBFIELD: char = '\u{1f}';
/// The most bytes of a field: its length has four digits in the directory, and its end counts.
const FIELD_BYTES: usize = 9_998;

/// A bibliographic record.
#[derive(Debug)]
struct Marc {
    /// Leader/05: `n` new, `c` changed, `d` withdrawn.
    status: char,
    /// Leader/06: what kind of thing it is.
    kind: char,
    /// Leader/07: `m` monograph, `a` part of one, `s` serial.
    level: char,
    /// The fields' content: control fields as they are, data fields as indicators and subfields.
    content: String,
    fields: Vec<Field>,
    /// How many fields are linked to one in another script.
    links: u32,
}

/// Where a field's content is.
#[derive(Clone, Copy, Debug)]
struct Field {
    tag: &'static str,
    start: usize,
    end: usize,
}

impl Field {
    /// Whether it is one of 00X, which have neither indicators nor subfields.
    fn is_control(&self) -> bool {
        self.tag.starts_with("00")
    }

    /// Where it stands among others: by tag; added entries of persons and bodies keep the order in which
    /// they were made, which is that of the byline.
    fn place(&self) -> &'static str {
        match self.tag {
            "710" => "700",
            tag => tag,
        }
    }
}

impl Marc {
    fn new(status: char, kind: char, level: char) -> Marc {
        let (content, fields) = (String::with_capacity(6_144), Vec::with_capacity(64));
        Marc { status, kind, level, content, fields, links: 0 }
    }

    /// Begins a field: ends the one before.
    fn begin(&mut self, tag: &'static str) {
        self.end();
        let start = self.content.len();
        self.fields.push(Field { tag, start, end: start });
    }

    fn end(&mut self) {
        if let Some(last) = self.fields.last_mut() {
            last.end = self.content.len();
        }
    }

    /// Adds a control field.
    fn control(&mut self, tag: &'static str, data: &str) {
        self.begin(tag);
        self.content.push_str(data);
    }

    /// Begins a data field with its two indicators.
    fn field(&mut self, tag: &'static str, indicators: &str) -> Subfields<'_> {
        self.begin(tag);
        self.content.push_str(indicators);
        let start = self.content.len() - indicators.len();
        Subfields { content: &mut self.content, start }
    }

    /// The number of the next pair of fields in two scripts.
    fn next_link(&mut self) -> u32 {
        self.links += 1;
        self.links
    }

    /// Puts the fields in order. The last thing done to a record.
    fn finish(mut self) -> Marc {
        self.end();
        self.fields.sort_by_key(Field::place);
        self
    }

    /// The content of a field.
    fn content(&self, field: &Field) -> &str {
        self.content.get(field.start..field.end).unwrap_or_default()
    }
}

/// The subfields of a field that is being written. Text loses its control characters; a field that
/// would grow longer than ISO 2709 can say is cut, with an ellipsis.
#[derive(Debug)]
struct Subfields<'a> {
    content: &'a mut String,
    start: usize,
}

impl Subfields<'_> {
    /// Adds a subfield.
    fn sub(&mut self, code: char, text: &str) -> &mut Self {
        if self.room() > 0 {
            self.content.push(SUBFIELD);
            self.content.push(code);
        }
        self.then(text)
    }

    /// Adds a subfield, where there is something to say.
    fn sub_if(&mut self, code: char, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.sub(code, text),
            None => self,
        }
    }

    /// Adds a subfield that would be wrong if it were cut: not at all where it does not fit.
    fn uri(&mut self, code: char, uri: &str) -> &mut Self {
        if uri.len() < self.room() { self.sub(code, uri) } else { self }
    }

    /// Goes on with the last subfield.
    fn then(&mut self, text: &str) -> &mut Self {
        let room = self.room();
        let (text, cut) = match text.get(..room) {
            _ if text.len() <= room => (text, false),
            Some(part) => (part, true),
            None => (text.get(..text.floor_char_boundary(room)).unwrap_or_default(), true),
        };
        if text.bytes().any(|byte| byte < b' ' || byte == 0xef) {
            let held = text.chars().map(|c| if c < ' ' { ' ' } else { c });
            self.content.extend(held.filter(|c| super::xml::can_hold(*c)));
        } else {
            self.content.push_str(text);
        }
        if cut && room > 0 {
            self.content.push('…');
        }
        self
    }

    /// Ends with a full stop, unless a mark that ends a sentence stands there.
    fn stop(&mut self) -> &mut Self {
        if !self.content.ends_with(['.', '?', '!', '。', '？', '！', '؟', '।']) {
            self.then(".");
        }
        self
    }

    /// How many bytes of text may follow: what is left of the field, without a code and an ellipsis.
    fn room(&self) -> usize {
        FIELD_BYTES.saturating_sub(self.content.len() - self.start + 8)
    }
}

/// Writes the link of a field to the same in another script (subfield $6, MARC 21 appendix A).
fn link(field: &mut Subfields<'_>, link: Option<u32>) {
    if let Some(number) = link {
        field.sub('6', &format!("880-{number:02}"));
    }
}

impl Marc {
    /// Begins the alternate of a linked field: field 880.
    fn alternate(&mut self, of: &str, indicators: &str, link: u32, text: &str) -> Subfields<'_> {
        let script = super::script::of(text).unwrap_or("Zyyy");
        let turn = if super::script::is_right_to_left(script) { "/r" } else { "" };
        let mut field = self.field("880", indicators);
        field.sub('6', &format!("{of}-{link:02}/{}{turn}", super::script::marc_code(script)));
        field
    }

    /// Field 041, second form: the language tag itself, where it says more than its code.
    fn language_tag(&mut self, tag: Option<&LanguageTag>) {
        let more = tag.filter(|tag| tag.as_str().len() > tag.primary().len() || language::code(tag) == "mis");
        if let Some(tag) = more {
            self.field("041", " 7").sub('a', tag.as_str()).sub('2', "rfc5646");
        }
    }

    /// The fields that say whose record it is: 003, 035 and 040.
    fn origin(&mut self, id: &str, identity: &Identity) {
        let code = identity.marc_organization_code.as_deref();
        if let Some(code) = code {
            self.control("003", code);
            self.field("035", "  ").sub('a', "(").then(code).then(")").then(id);
        }
        self.field("040", "  ").sub_if('a', code).sub('b', "eng").sub('e', "rda").sub_if('c', code);
    }

    /// The 3XX triple (RDA content, media and carrier types).
    fn carrier(&mut self, content: &str) {
        let (term, code) = match content {
            "audio" => ("spoken word", "spw"),
            "video" => ("two-dimensional moving image", "tdi"),
            _ => ("text", "txt"),
        };
        self.field("336", "  ").sub('a', term).sub('b', code).sub('2', "rdacontent");
        self.field("337", "  ").sub('a', "computer").sub('b', "c").sub('2', "rdamedia");
        self.field("338", "  ").sub('a', "online resource").sub('b', "cr").sub('2', "rdacarrier");
    }
}

#[cfg(test)]
mod tests;
