//! The series, as `journal-meta`.

use crate::domain::text::TextKind;
use crate::format::language_tag;
use crate::format::xml::Xml;
use crate::record::article::Article;

/// Writes what is known of the series and the publisher.
pub fn write(own: &Article, xml: &mut Xml<'_>) {
    if own.series.is_none() && own.publisher.is_none() {
        return;
    }
    xml.element("journal-meta").children(|xml| {
        if let Some(series) = &own.series {
            xml.element("journal-id").attribute("journal-id-type", "archive").text(&series.id.to_string());
            xml.element("journal-title-group").children(|xml| {
                xml.leaf("journal-title", &series.title);
                for form in series.titles.iter().filter(|form| form.text != series.title) {
                    let tag = language_tag::tag(form.language.as_ref(), form.script.as_deref());
                    if matches!(form.kind, TextKind::Translated | TextKind::Parallel | TextKind::Romanised) {
                        let group = xml.element("trans-title-group").attribute_if("xml:lang", tag.as_deref());
                        group.children(|group| group.leaf("trans-title", &form.text));
                    }
                }
            });
            xml.leaf_if("issn", series.issn.as_deref());
        }
        if let Some(publisher) = &own.publisher {
            xml.element("publisher").children(|xml| {
                xml.leaf("publisher-name", &publisher.name);
                xml.leaf_if("publisher-loc", publisher.place.as_deref());
            });
        }
    });
}
