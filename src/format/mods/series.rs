//! MODS of a series.

use super::{RecordInfo, names, publisher, related, titles};
use crate::domain::{Identity, PartialDate};
use crate::format::forms::Forms;
use crate::format::relator;
use crate::format::xml::Xml;
use crate::record::series::Series;

/// Writes what is inside `mods`.
pub(super) fn write(mods: &mut Xml<'_>, own: &Series, identity: &Identity) {
    let forms = Forms::new(&own.title, &own.titles, own.language.as_ref());
    titles::write(mods, &forms, None, &[]);
    if let Some(key) = &own.key_title {
        let info = mods.element("titleInfo").attribute("type", "uniform").attribute("otherType", "key title");
        info.attribute("displayLabel", "Key title").children(|info| info.leaf("title", key));
    }
    if let Some(agent) = &own.publisher {
        names::publisher(mods, agent, relator::ISSUING_BODY);
    }
    mods.leaf("typeOfResource", "text");
    let genre = if own.kind == "host" { "periodical" } else { "series" };
    mods.element("genre").attribute("authority", "marcgt").text(genre);
    mods.element("originInfo").attribute("eventType", "publication").children(|origin| {
        if let Some(agent) = &own.publisher {
            publisher(origin, agent);
        }
        date(origin, own.start, "start");
        date(origin, own.end, "end");
        origin.leaf("issuance", "serial");
        origin.leaf_if("frequency", own.frequency.as_deref());
    });
    super::languages(mods, own.language.as_ref());
    mods.element("physicalDescription").children(|physical| {
        physical.element("form").attribute("authority", "marccategory").text("electronic resource");
    });
    mods.leaf_if("abstract", own.description.as_deref());
    let numbering = match own.numbering.as_str() {
        "yearly" => Some("Numbering begins anew each year."),
        "volume" => Some("Numbered by volume and issue."),
        "none" => Some("Issues are not numbered."),
        _ => None,
    };
    if let Some(text) = numbering {
        mods.element("note").attribute("type", "numbering").text(text);
    }
    for (kind, other) in [("series", &own.parent), ("preceding", &own.preceding), ("succeeding", &own.succeeding)] {
        if let Some(other) = other {
            related::other_series(mods, kind, other);
        }
    }
    identifiers(mods, own);
    if let Some(url) = &own.url {
        mods.element("location").children(|location| {
            location.element("url").attribute("usage", "primary").text(url.as_str());
        });
    }
    let id = own.id.to_string();
    RecordInfo { id: &id, created: own.created, modified: own.modified, note: None }.write(mods, identity);
}

fn date(origin: &mut Xml<'_>, date: Option<PartialDate>, point: &str) {
    if let Some(date) = date {
        let element = origin.element("dateIssued").attribute("encoding", "w3cdtf").attribute("point", point);
        let element = element.attribute_if("keyDate", (point == "start").then_some("yes"));
        element.text(&date.to_string());
    }
}

/// What is described is online: the printed edition's ISSN stands in its own related item.
fn identifiers(mods: &mut Xml<'_>, own: &Series) {
    for (kind, issn) in [("issn", &own.issn.online), ("issn-l", &own.issn.linking)] {
        if let Some(issn) = issn {
            mods.element("identifier").attribute("type", kind).text(issn.as_str());
        }
    }
    if let Some(issn) = &own.issn.print {
        let item = mods.element("relatedItem").attribute("type", "otherFormat");
        item.attribute("displayLabel", "Print version").children(|item| {
            item.element("titleInfo").children(|info| info.leaf("title", &own.title));
            item.element("identifier").attribute("type", "issn").text(issn.as_str());
        });
    }
    if let Some(url) = &own.url {
        mods.element("identifier").attribute("type", "uri").text(url.as_str());
    }
    if let Some(code) = &own.code {
        let element = mods.element("identifier").attribute("type", "local");
        element.attribute("displayLabel", "code of the series").text(code);
    }
    mods.element("identifier").attribute("type", "local").text(&own.id.to_string());
}
