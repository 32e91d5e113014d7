//! Fields that articles and series have alike.

use super::record::{Marc, Subfields};
use crate::domain::{Identity, LanguageTag};
use crate::format::{language, script};
use crate::record::neighbour::AgentLink;

impl Marc {
    /// Begins the alternate of a linked field: field 880.
    pub(super) fn alternate(&mut self, of: &str, indicators: &str, link: u32, text: &str) -> Subfields<'_> {
        let script = script::of(text).unwrap_or("Zyyy");
        let turn = if script::is_right_to_left(script) { "/r" } else { "" };
        let mut field = self.field("880", indicators);
        field.sub('6', &format!("{of}-{link:02}/{}{turn}", script::marc_code(script)));
        field
    }

    /// Field 041, second form: the language tag itself, where it says more than its code.
    pub(super) fn language_tag(&mut self, tag: Option<&LanguageTag>) {
        let more = tag.filter(|tag| tag.as_str().len() > tag.primary().len() || language::code(tag) == "mis");
        if let Some(tag) = more {
            self.field("041", " 7").sub('a', tag.as_str()).sub('2', "rfc5646");
        }
    }

    /// Field 264: who published it, where and when; `None` where neither is known.
    pub(super) fn imprint(&mut self, publisher: Option<&AgentLink>, date: Option<&str>) -> Option<Subfields<'_>> {
        if publisher.is_none() && date.is_none() {
            return None;
        }
        let mut field = self.field("264", " 1");
        if let Some(publisher) = publisher {
            if let Some(place) = &publisher.place {
                field.sub('a', place).then(" :");
            }
            field.sub('b', &publisher.name);
            if date.is_some() {
                field.then(",");
            }
        }
        field.sub_if('c', date);
        Some(field)
    }

    /// The fields that say whose record it is: 003, 035 and 040.
    pub(super) fn origin(&mut self, id: &str, identity: &Identity) {
        let code = identity.marc_organization_code.as_deref();
        if let Some(code) = code {
            self.control("003", code);
            self.field("035", "  ").sub('a', "(").then(code).then(")").then(id);
        }
        self.field("040", "  ").sub_if('a', code).sub('b', "eng").sub('e', "rda").sub_if('c', code);
    }

    /// The 3XX triple (RDA content, media and carrier types).
    pub(super) fn carrier(&mut self, content: &str) {
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
