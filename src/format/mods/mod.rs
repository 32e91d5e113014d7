//! MODS 3.8 of articles and series.

mod article;
mod names;
mod related;
mod series;
mod titles;

use super::xml::{Element, Xml};
use super::{Envelope, Format, language, language_tag, thesaurus};
use crate::domain::article::{Subject, SubjectKind};
use crate::domain::{Identity, LanguageTag, Resource, Timestamp};
use crate::record::Record;
use crate::record::neighbour::AgentLink;

/// The namespace of MODS 3.
pub const NAMESPACE: &str = "http://www.loc.gov/mods/v3";

/// MODS.
pub static MODS: Format = Format {
    name: "mods",
    title: "MODS 3.8",
    media_type: "application/mods+xml",
    content_type: "application/mods+xml",
    aliases: &[],
    profile: Some(NAMESPACE),
    extension: "mods.xml",
    resources: &[Resource::Article, Resource::Series],
    render: Some(render),
    one: Envelope::XML,
    many: Envelope {
        open: |_, _, out| {
            out.extend_from_slice(super::XML);
            out.extend_from_slice(b"<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n");
        },
        between: "\n",
        close: "\n</modsCollection>\n",
    },
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    if !matches!(record, Record::Article(_) | Record::Series(_)) {
        return;
    }
    Xml::new(out)
        .element("mods")
        .attribute("xmlns", NAMESPACE)
        .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .attribute("version", "3.8")
        .children(|mods| match record {
            Record::Article(own) => article::write(mods, own, identity),
            Record::Series(own) => series::write(mods, own, identity),
            _ => {}
        });
}

/// The language of an element's text by its code and by its tag, and its script where it is told apart.
fn in_language<'a>(element: Element<'a>, tag: Option<&LanguageTag>, script: Option<&str>) -> Element<'a> {
    element
        .attribute_if("lang", tag.map(language::code))
        .attribute_if("xml:lang", language_tag::tag(tag, script).as_deref())
        .attribute_if("script", script)
}

/// The language of the whole.
fn languages(mods: &mut Xml<'_>, tag: Option<&LanguageTag>) {
    let Some(tag) = tag else { return };
    mods.element("language").children(|own| {
        let code = own.element("languageTerm").attribute("type", "code").attribute("authority", "iso639-2b");
        code.text(language::code(tag));
        let code = own.element("languageTerm").attribute("type", "code").attribute("authority", "rfc5646");
        code.text(tag.as_str());
    });
}

/// Who publishes it, and where; inside `originInfo`.
fn publisher(origin: &mut Xml<'_>, agent: &AgentLink) {
    if let Some(place) = &agent.place {
        origin.element("place").children(|own| own.element("placeTerm").attribute("type", "text").text(place));
    }
    origin.leaf("publisher", &agent.name);
}

/// A subject or place.
fn subject(mods: &mut Xml<'_>, own: &Subject) {
    let authority = thesaurus::of(own.scheme.as_deref()).map(|own| own.code);
    let uri = own.uri.as_ref().map(|uri| uri.as_str());
    let element =
        in_language(mods.element("subject").attribute_if("authority", authority), own.language.as_ref(), None);
    element.children(|subject| {
        let kind = match own.kind {
            SubjectKind::Person => "personal",
            SubjectKind::Body => "corporate",
            SubjectKind::Event => "conference",
            SubjectKind::Topic => return subject.element("topic").attribute_if("valueURI", uri).text(&own.label),
            SubjectKind::Place => {
                subject.element("geographic").attribute_if("valueURI", uri).text(&own.label);
                if let Some(code) = own.id.as_deref().filter(|_| own.scheme.as_deref() == Some("iso3166")) {
                    subject.element("geographicCode").attribute("authority", "iso3166").text(&code.to_lowercase());
                }
                return;
            }
        };
        let name = subject.element("name").attribute("type", kind).attribute_if("valueURI", uri);
        name.children(|name| name.leaf("namePart", &own.label));
    });
}

/// Whose record this is, of when.
struct RecordInfo<'a> {
    id: &'a str,
    created: Timestamp,
    modified: Timestamp,
    note: Option<&'a str>,
}

impl RecordInfo<'_> {
    fn write(&self, mods: &mut Xml<'_>, identity: &Identity) {
        let code = identity.marc_organization_code.as_deref();
        mods.element("recordInfo").children(|own| {
            if let Some(code) = code {
                own.element("recordContentSource").attribute("authority", "marcorg").text(code);
            } else {
                own.leaf_if("recordContentSource", identity.repository_name.as_deref());
            }
            let second =
                |time: Timestamp| time.to_string().get(..19).map(|text| format!("{text}Z")).unwrap_or_default();
            for (name, time) in [("recordCreationDate", self.created), ("recordChangeDate", self.modified)] {
                own.element(name).attribute("encoding", "w3cdtf").text(&second(time));
            }
            own.element("recordIdentifier").attribute_if("source", code).text(self.id);
            own.element("languageOfCataloging").children(|own| {
                let term = own.element("languageTerm").attribute("type", "code").attribute("authority", "iso639-2b");
                term.text("eng");
            });
            own.element("descriptionStandard").attribute("authority", "descriptionconventions").text("rda");
            own.leaf_if("recordInfoNote", self.note);
        });
    }
}

#[cfg(test)]
mod tests;
