//! A bibliographic record: leader, control fields, data fields with their subfields.

use crate::format::xml;

/// Ends a field in ISO 2709.
pub(super) const FIELD_END: char = '\u{1e}';
/// Begins a subfield; its code follows.
pub(super) const SUBFIELD: char = '\u{1f}';
/// The most bytes of a field: its length has four digits in the directory, and its end counts.
const FIELD_BYTES: usize = 9_998;

/// A bibliographic record.
#[derive(Debug)]
pub(super) struct Marc {
    /// Leader/05: `n` new, `c` changed, `d` withdrawn.
    pub(super) status: char,
    /// Leader/06: what kind of thing it is.
    pub(super) kind: char,
    /// Leader/07: `m` monograph, `a` part of one, `s` serial.
    pub(super) level: char,
    /// The fields' content: control fields as they are, data fields as indicators and subfields.
    content: String,
    pub(super) fields: Vec<Field>,
    /// How many fields are linked to one in another script.
    links: u32,
}

/// Where a field's content is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) tag: &'static str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Field {
    /// Whether it is one of 00X, which have neither indicators nor subfields.
    pub(super) fn is_control(&self) -> bool {
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
    pub(super) fn new(status: char, kind: char, level: char) -> Marc {
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
    pub(super) fn control(&mut self, tag: &'static str, data: &str) {
        self.begin(tag);
        self.content.push_str(data);
    }

    /// Begins a data field with its two indicators.
    pub(super) fn field(&mut self, tag: &'static str, indicators: &str) -> Subfields<'_> {
        self.begin(tag);
        self.content.push_str(indicators);
        let start = self.content.len() - indicators.len();
        Subfields { content: &mut self.content, start }
    }

    /// The number of the next pair of fields in two scripts.
    pub(super) fn next_link(&mut self) -> u32 {
        self.links += 1;
        self.links
    }

    /// Puts the fields in order. The last thing done to a record.
    pub(super) fn finish(mut self) -> Marc {
        self.end();
        self.fields.sort_by_key(Field::place);
        self
    }

    /// The content of a field.
    pub(super) fn content(&self, field: &Field) -> &str {
        self.content.get(field.start..field.end).unwrap_or_default()
    }
}

/// The subfields of a field that is being written. Text loses its control characters; a field that
/// would grow longer than ISO 2709 can say is cut, with an ellipsis.
#[derive(Debug)]
pub(super) struct Subfields<'a> {
    content: &'a mut String,
    start: usize,
}

impl Subfields<'_> {
    /// Adds a subfield.
    pub(super) fn sub(&mut self, code: char, text: &str) -> &mut Self {
        if self.room() > 0 {
            self.content.push(SUBFIELD);
            self.content.push(code);
        }
        self.then(text)
    }

    /// Links the field to the same in another script (subfield $6, MARC 21 appendix A).
    pub(super) fn link(&mut self, link: Option<u32>) -> &mut Self {
        match link {
            Some(number) => self.sub('6', &format!("880-{number:02}")),
            None => self,
        }
    }

    /// Adds a subfield, where there is something to say.
    pub(super) fn sub_if(&mut self, code: char, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.sub(code, text),
            None => self,
        }
    }

    /// Adds a subfield that would be wrong if it were cut: not at all where it does not fit.
    pub(super) fn uri(&mut self, code: char, uri: &str) -> &mut Self {
        if uri.len() < self.room() { self.sub(code, uri) } else { self }
    }

    /// Goes on with the last subfield.
    pub(super) fn then(&mut self, text: &str) -> &mut Self {
        let room = self.room();
        let (text, cut) = match text.get(..room) {
            _ if text.len() <= room => (text, false),
            Some(part) => (part, true),
            None => (text.get(..text.floor_char_boundary(room)).unwrap_or_default(), true),
        };
        if text.bytes().any(|byte| byte < b' ' || byte == 0xef) {
            let held = text.chars().map(|c| if c < ' ' { ' ' } else { c });
            self.content.extend(held.filter(|c| xml::can_hold(*c)));
        } else {
            self.content.push_str(text);
        }
        if cut && room > 0 {
            self.content.push('…');
        }
        self
    }

    /// Ends with a full stop, unless a mark that ends a sentence stands there.
    pub(super) fn stop(&mut self) -> &mut Self {
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
