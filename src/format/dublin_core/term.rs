//! The terms, and statements written with them.

use crate::domain::identifier::Identifier;
use crate::domain::text::LocalText;
use crate::domain::{LanguageTag, PartialDate};
use crate::format::xml::{Element, Xml};
use crate::format::{language_tag, uri};
use crate::record::article::Contribution;

/// A property: the element it is reduced to, and its qualified name.
#[derive(Clone, Copy, Debug)]
pub struct Term(&'static str, &'static str);

pub const TITLE: Term = Term("dc:title", "dc:title");
pub const ALTERNATIVE: Term = Term("dc:title", "dcterms:alternative");
pub const CREATOR: Term = Term("dc:creator", "dc:creator");
pub const CONTRIBUTOR: Term = Term("dc:contributor", "dc:contributor");
pub const SUBJECT: Term = Term("dc:subject", "dc:subject");
pub const ABSTRACT: Term = Term("dc:description", "dcterms:abstract");
pub const DESCRIPTION: Term = Term("dc:description", "dc:description");
pub const PUBLISHER: Term = Term("dc:publisher", "dc:publisher");
pub const DATE: Term = Term("dc:date", "dc:date");
pub const ISSUED: Term = Term("dc:date", "dcterms:issued");
pub const MODIFIED: Term = Term("dc:date", "dcterms:modified");
pub const AVAILABLE: Term = Term("dc:date", "dcterms:available");
pub const TYPE: Term = Term("dc:type", "dc:type");
pub const FORMAT: Term = Term("dc:format", "dc:format");
pub const EXTENT: Term = Term("dc:format", "dcterms:extent");
pub const IDENTIFIER: Term = Term("dc:identifier", "dc:identifier");
/// How the work is cited; in simple form, where it comes from.
pub const CITATION: Term = Term("dc:source", "dcterms:bibliographicCitation");
pub const LANGUAGE: Term = Term("dc:language", "dc:language");
pub const RELATION: Term = Term("dc:relation", "dc:relation");
pub const IS_PART_OF: Term = Term("dc:relation", "dcterms:isPartOf");
pub const IS_VERSION_OF: Term = Term("dc:relation", "dcterms:isVersionOf");
pub const HAS_VERSION: Term = Term("dc:relation", "dcterms:hasVersion");
pub const HAS_FORMAT: Term = Term("dc:relation", "dcterms:hasFormat");
pub const REFERENCES: Term = Term("dc:relation", "dcterms:references");
pub const REPLACES: Term = Term("dc:relation", "dcterms:replaces");
pub const IS_REPLACED_BY: Term = Term("dc:relation", "dcterms:isReplacedBy");
pub const SPATIAL: Term = Term("dc:coverage", "dcterms:spatial");
pub const RIGHTS: Term = Term("dc:rights", "dc:rights");
pub const LICENCE: Term = Term("dc:rights", "dcterms:license");
pub const RIGHTS_HOLDER: Term = Term("dc:rights", "dcterms:rightsHolder");
pub const ACCESS_RIGHTS: Term = Term("dc:rights", "dcterms:accessRights");

/// Where statements are written, in simple or in qualified form.
#[derive(Debug)]
pub struct Statements<'a, 'b> {
    xml: &'a mut Xml<'b>,
    qualified: bool,
    typed: bool,
}

impl<'a, 'b> Statements<'a, 'b> {
    /// Without qualifiers.
    pub fn simple(xml: &'a mut Xml<'b>) -> Self {
        Statements { xml, qualified: false, typed: false }
    }

    /// With terms and encoding schemes.
    pub fn qualified(xml: &'a mut Xml<'b>) -> Self {
        Statements { xml, qualified: true, typed: true }
    }

    /// With terms alone.
    pub fn untyped(xml: &'a mut Xml<'b>) -> Self {
        Statements { xml, qualified: true, typed: false }
    }

    /// Whether it is the qualified form that is written.
    pub fn is_qualified(&self) -> bool {
        self.qualified
    }

    /// A text in a language.
    pub fn text(&mut self, term: Term, text: &str, language: Option<&LanguageTag>) {
        if !text.is_empty() {
            self.element(term).attribute_if("xml:lang", language.map(LanguageTag::as_str)).text(text);
        }
    }

    /// One form of a text.
    pub fn form(&mut self, term: Term, form: &LocalText) {
        let tag = language_tag::tag(form.language.as_ref(), form.script.as_deref());
        self.element(term).attribute_if("xml:lang", tag.as_deref()).text(&form.text);
    }

    /// A text with a word before that says what it is.
    pub fn labelled(&mut self, term: Term, label: &str, text: &str) {
        self.element(term).children(|inside| {
            inside.text(label);
            inside.text(": ");
            inside.text(text);
        });
    }

    /// A value in an encoding scheme, which only the typed form names.
    pub fn coded(&mut self, term: Term, scheme: &'static str, value: &str) {
        let scheme = self.typed.then_some(scheme);
        self.element(term).attribute_if("xsi:type", scheme).text(value);
    }

    /// A URI.
    pub fn uri(&mut self, term: Term, uri: &str) {
        self.coded(term, "dcterms:URI", uri);
    }

    /// A date as precise as it is known.
    pub fn date(&mut self, term: Term, date: PartialDate) {
        self.coded(term, "dcterms:W3CDTF", &date.to_string());
    }

    /// An identifier: its URI, else its scheme and value.
    pub fn identifier(&mut self, own: &Identifier) {
        match uri::of(own) {
            Some(uri) => self.uri(IDENTIFIER, &uri),
            None => self.labelled(IDENTIFIER, &own.scheme, &own.value),
        }
    }

    /// One who had a part in it, under the name that the archive knows them by, family name first, so
    /// that all that someone wrote stands under one name; as printed where that has no parts.
    pub fn contributor(&mut self, term: Term, part: &Contribution) {
        let author = part.author.as_ref();
        let parts = author.and_then(|own| Some((own.family.as_deref()?, own.given.as_deref()?, own)));
        match parts.filter(|(family, given, _)| !family.is_empty() && !given.is_empty()) {
            None => self.text(term, &part.name, None),
            Some((family, given, own)) => self.element(term).children(|name| {
                let suffix = own.suffix.as_deref();
                for (at, part) in [Some(family), Some(given), suffix].into_iter().flatten().enumerate() {
                    name.text(if at > 0 { ", " } else { "" });
                    name.text(part);
                }
            }),
        }
    }

    fn element(&mut self, Term(simple, qualified): Term) -> Element<'_> {
        self.xml.element(if self.qualified { qualified } else { simple })
    }
}
