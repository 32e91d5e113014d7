//! MODS of an article.

use super::{RecordInfo, in_language, names, publisher, related, subject, titles};
use crate::domain::Identity;
use crate::domain::article::{AccessKind, Rights};
use crate::format::forms::Forms;
use crate::format::xml::Xml;
use crate::format::{licence, thesaurus, uri};
use crate::record::article::Article;

/// Writes what is inside `mods`.
pub(super) fn write(mods: &mut Xml<'_>, own: &Article, identity: &Identity) {
    let title = own.title.as_deref().unwrap_or("[Untitled]");
    let forms = Forms::new(title, &own.titles, own.language.as_ref());
    titles::write(mods, &forms, own.subtitle.as_deref(), &own.subtitles);
    if let Some(printed) = own.title_as_published.as_deref().filter(|printed| *printed != title) {
        let element = mods.element("titleInfo").attribute("type", "alternative");
        element.attribute("displayLabel", "Title as printed").children(|info| info.leaf("title", printed));
    }
    let first = own.contributions.iter().position(|part| part.role == "author");
    for (index, part) in own.contributions.iter().enumerate() {
        names::contribution(mods, part, Some(index) == first);
    }
    mods.leaf(
        "typeOfResource",
        match own.content.as_str() {
            "audio" => "sound recording-nonmusical",
            "video" => "moving image",
            _ => "text",
        },
    );
    if let Some(term) = thesaurus::genre(&own.r#type) {
        mods.element("genre").attribute("authority", "marcgt").text(term);
    }
    mods.leaf("genre", &own.r#type.replace('_', " "));
    origin(mods, own);
    super::languages(mods, own.language.as_ref());
    physical(mods, own);
    for own in &own.abstracts {
        in_language(mods.element("abstract"), own.language.as_ref(), own.script.as_deref()).text(&own.text);
    }
    notes(mods, own);
    for own in own.subjects.iter().chain(&own.places) {
        subject(mods, own);
    }
    relations(mods, own);
    identifiers(mods, own);
    locations(mods, own);
    conditions(mods, own);
    let withdrawn = own.withdrawal.as_ref().map(|_| "withdrawn");
    let id = own.id.to_string();
    RecordInfo { id: &id, created: own.created, modified: own.modified, note: withdrawn }.write(mods, identity);
}

fn origin(mods: &mut Xml<'_>, own: &Article) {
    let dated = own.published.is_some() || own.revised.is_some();
    if own.publisher.is_none() && !dated {
        return;
    }
    mods.element("originInfo").attribute("eventType", "publication").children(|origin| {
        if let Some(agent) = &own.publisher {
            publisher(origin, agent);
        }
        if let Some(date) = own.published {
            let element = origin.element("dateIssued").attribute("encoding", "w3cdtf").attribute("keyDate", "yes");
            element.text(&date.to_string());
        }
        if let Some(date) = own.revised {
            origin.element("dateModified").attribute("encoding", "w3cdtf").text(&date.to_string());
        }
        if own.series.as_ref().is_none_or(|series| series.kind != "host") {
            origin.leaf("issuance", "monographic");
        }
    });
}

fn physical(mods: &mut Xml<'_>, own: &Article) {
    mods.element("physicalDescription").children(|physical| {
        physical.element("form").attribute("authority", "marccategory").text("electronic resource");
        for (index, file) in own.files.iter().enumerate() {
            let earlier = own.files.get(..index).unwrap_or_default();
            let kind = file.media_type.as_deref();
            physical.leaf_if(
                "internetMediaType",
                kind.filter(|kind| !earlier.iter().any(|own| own.media_type.as_deref() == Some(*kind))),
            );
        }
        physical.leaf("extent", "1 online resource");
        if let Some(words) = own.word_count {
            physical.element("extent").attribute("unit", "words").text(&words.to_string());
        }
    });
}

fn notes(mods: &mut Xml<'_>, own: &Article) {
    if let Some(byline) = &own.byline {
        mods.element("note").attribute("type", "statement of responsibility").text(byline);
    }
    for biography in own.contributions.iter().filter_map(|part| part.biography.as_deref()) {
        mods.element("note").attribute("type", "biographical/historical").text(biography);
    }
    for disclaimer in &own.disclaimers {
        let element = mods.element("note").attribute("type", "disclaimer");
        in_language(element, disclaimer.language.as_ref(), None).text(&disclaimer.text);
    }
    for notice in &own.notices {
        let (kind, label) = match notice.kind.as_str() {
            "retraction" => ("retraction", "Retraction"),
            "correction" => ("correction", "Correction"),
            _ => ("editorial", "Editors’ note"),
        };
        let label = notice.date.map_or(label.to_owned(), |date| format!("{label} ({date})"));
        let element = mods.element("note").attribute("type", kind).attribute("displayLabel", &label);
        element.attribute_if("xlink:href", notice.url.as_ref().map(|url| url.as_str())).text(&notice.text);
    }
    if let Some(withdrawal) = &own.withdrawal {
        let day = withdrawal.at.to_string();
        let label = format!("Withdrawn ({})", day.get(..10).unwrap_or_default());
        let element = mods.element("note").attribute("type", "withdrawal").attribute("displayLabel", &label);
        element.text(withdrawal.reason.as_deref().unwrap_or("Withdrawn."));
    }
}

fn relations(mods: &mut Xml<'_>, own: &Article) {
    if let Some(series) = &own.series {
        related::series(mods, own, series);
    }
    for other in own.appearances.iter().filter(|own| !own.primary) {
        related::appearance(mods, own, other);
    }
    for relation in &own.relations {
        related::relation(mods, relation);
    }
    for notice in &own.notices {
        if let Some(article) = &notice.article {
            let label = match notice.kind.as_str() {
                "retraction" => "Retracted by",
                "correction" => "Corrected by",
                _ => "Editors’ note",
            };
            related::article(mods, None, label, article);
        }
    }
    if let Some(successor) = own.withdrawal.as_ref().and_then(|own| own.successor.as_ref()) {
        related::article(mods, Some("succeeding"), "Replaced by", successor);
    }
}

fn identifiers(mods: &mut Xml<'_>, own: &Article) {
    for identifier in own.identifiers.iter().filter(|own| own.scheme != "issn") {
        let kind = match identifier.scheme.as_str() {
            "handle" => "hdl",
            other => other,
        };
        mods.element("identifier").attribute("type", kind).text(&identifier.value);
    }
    if let Some(url) = &own.url {
        mods.element("identifier").attribute("type", "uri").text(url.as_str());
    }
    mods.element("identifier").attribute("type", "local").text(&own.id.to_string());
}

/// `usage="primary"`: its longer form is deprecated since MODS 3.8.
fn locations(mods: &mut Xml<'_>, own: &Article) {
    let doi = || own.doi.as_deref().map(uri::doi);
    let page = own.url.as_ref().map(|url| url.as_str().to_owned()).or_else(doi);
    if page.is_none() && own.files.is_empty() && own.images.is_empty() {
        return;
    }
    mods.element("location").children(|location| {
        if let Some(page) = page {
            let url = location.element("url").attribute("usage", "primary");
            url.attribute("access", "object in context").text(&page);
        }
        for file in &own.files {
            let role = file.role.replace('_', " ");
            let note = match (&file.media_type, file.bytes) {
                (Some(kind), Some(bytes)) => format!("{kind}, {bytes} bytes"),
                (Some(kind), None) => kind.clone(),
                (None, Some(bytes)) => format!("{bytes} bytes"),
                (None, None) => String::new(),
            };
            let url = location.element("url").attribute("access", "raw object");
            let url = url.attribute("displayLabel", file.label.as_deref().unwrap_or(&role));
            url.attribute_if("note", Some(note.as_str()).filter(|note| !note.is_empty())).text(file.url.as_str());
        }
        for image in &own.images {
            let label = image.caption.as_deref().or(image.alt.as_deref()).unwrap_or("Image");
            let url = location.element("url").attribute("access", "preview").attribute("displayLabel", label);
            url.attribute_if("note", image.credit.as_deref()).text(image.url.as_str());
        }
    });
}

fn conditions(mods: &mut Xml<'_>, own: &Article) {
    if let Some(access) = &own.access {
        // COAR access rights.
        let (text, term) = match access.kind {
            AccessKind::Open => ("Open access", "c_abf2"),
            AccessKind::Registration => ("Free of charge after registration", "c_16ec"),
            AccessKind::Subscription => ("For subscribers", "c_16ec"),
            AccessKind::Embargoed => ("Under embargo", "c_f1cf"),
        };
        let until = access.until.map_or(String::new(), |until| format!(" until {until}"));
        let element = mods.element("accessCondition").attribute("type", "restriction on access");
        let element = element.attribute("xlink:href", &format!("http://purl.org/coar/access_right/{term}"));
        element.text(&format!("{text}{until}"));
    }
    if let Some(rights) = &own.rights {
        self::rights(mods, rights);
    }
}

fn rights(mods: &mut Xml<'_>, own: &Rights) {
    const USE: &str = "use and reproduction";
    if let Some(uri) = &own.uri {
        let name = licence::creative_commons(uri.as_str());
        let element = mods.element("accessCondition").attribute("type", USE).attribute("xlink:href", uri.as_str());
        element.text(name.as_deref().unwrap_or(uri.as_str()));
    }
    for text in own.statement.iter().chain(&own.reuse) {
        mods.element("accessCondition").attribute("type", USE).text(text);
    }
    if let Some(holder) = &own.holder {
        let element = mods.element("accessCondition").attribute("type", USE);
        element.text(&format!("Rights holder: {holder}"));
    }
}
