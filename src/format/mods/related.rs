//! `relatedItem`: series, other appearances, other works.

use super::{in_language, publisher, titles};
use crate::domain::{Id, LanguageTag};
use crate::format::forms::Forms;
use crate::format::script;
use crate::format::xml::Xml;
use crate::record::article::{Appearance, Article, Relation};
use crate::record::neighbour::{ArticleLink, SeriesLink};

/// Writes the series of an article: `series`, whose number it is, or `host`, in which it is printed.
pub(super) fn series(mods: &mut Xml<'_>, own: &Article, series: &SeriesLink) {
    let hosted = series.kind == "host";
    mods.element("relatedItem").attribute("type", if hosted { "host" } else { "series" }).children(|item| {
        run(item, series, own.language.as_ref(), own.number.as_deref().filter(|_| !hosted));
        let date = if hosted { own.published.map(|date| date.to_string()) } else { year(own.year) };
        part(item, own.number.as_deref(), date);
        if hosted {
            item.element("originInfo").children(|origin| origin.leaf("issuance", "serial"));
            item.element("genre").attribute("authority", "marcgt").text("periodical");
        }
    });
}

/// The title of a series, in both scripts where it has them, and its ISSN.
fn run(item: &mut Xml<'_>, series: &SeriesLink, language: Option<&LanguageTag>, number: Option<&str>) {
    let forms = Forms::new(&series.title, &series.titles, language);
    let alternate = forms.alternate.map(|form| (form.text.as_str(), form.language.as_ref()));
    let group = alternate.map(|_| "series");
    for (title, language) in [(forms.shown, forms.language)].into_iter().chain(alternate) {
        let element = item.element("titleInfo").attribute_if("altRepGroup", group);
        let element = in_language(element, language, group.and(script::of(title)));
        element.children(|own| {
            titles::parts(own, title, language, None);
            own.leaf_if("partNumber", number);
        });
    }
    if let Some(issn) = &series.issn {
        item.element("identifier").attribute("type", "issn").text(issn);
    }
    local(item, series.id);
}

/// The number of another record here. Not in `recordInfo`, where some readers take it for the number of
/// the record that holds the item.
fn local(item: &mut Xml<'_>, id: Id) {
    item.element("identifier").attribute("type", "local").text(&id.to_string());
}

/// The year of a number, where numbering restarts.
fn year(year: Option<i16>) -> Option<String> {
    year.map(|year| format!("{year:04}"))
}

/// Where in its series or host an article stands.
fn part(item: &mut Xml<'_>, number: Option<&str>, date: Option<String>) {
    if number.is_none() && date.is_none() {
        return;
    }
    item.element("part").children(|part| {
        if let Some(number) = number {
            detail(part, "number", number);
            if let Some((volume, issue)) = number.strip_suffix(')').and_then(|number| number.split_once('(')) {
                detail(part, "volume", volume);
                detail(part, "issue", issue);
            }
        }
        if let Some(date) = date {
            part.element("date").attribute("encoding", "w3cdtf").text(&date);
        }
    });
}

fn detail(part: &mut Xml<'_>, kind: &str, number: &str) {
    part.element("detail").attribute("type", kind).children(|own| own.leaf("number", number));
}

/// Writes a link to another series.
pub(super) fn other_series(mods: &mut Xml<'_>, kind: &str, series: &SeriesLink) {
    mods.element("relatedItem").attribute("type", kind).children(|item| run(item, series, None, None));
}

/// Writes another place where an article appeared.
pub(super) fn appearance(mods: &mut Xml<'_>, own: &Article, other: &Appearance) {
    let (kind, label) = match other.kind.as_str() {
        "original" => ("original", "Originally published"),
        "reprint" => ("otherVersion", "Reprint"),
        _ => ("otherVersion", "Other edition"),
    };
    mods.element("relatedItem").attribute("type", kind).attribute("displayLabel", label).children(|item| {
        if let Some(title) = &own.title {
            item.element("titleInfo").children(|info| info.leaf("title", title));
        }
        if other.publisher.is_some() || other.published.is_some() {
            item.element("originInfo").attribute("eventType", "publication").children(|origin| {
                if let Some(agent) = &other.publisher {
                    publisher(origin, agent);
                }
                if let Some(date) = other.published {
                    origin.element("dateIssued").attribute("encoding", "w3cdtf").text(&date.to_string());
                }
            });
        }
        super::languages(item, other.language.as_ref());
        if let Some(series) = &other.series {
            let kind = if series.kind == "host" { "host" } else { "series" };
            item.element("relatedItem").attribute("type", kind).children(|item| {
                run(item, series, other.language.as_ref(), other.number.as_deref());
                part(item, other.number.as_deref(), year(other.year));
            });
        }
        if let Some(url) = &other.url {
            item.element("location").children(|location| location.leaf("url", url.as_str()));
        }
    });
}

/// Writes a relation. MODS keeps `preceding` and `succeeding` for what follows in time; what its closed
/// list of types has no word for has only a label.
pub(super) fn relation(mods: &mut Xml<'_>, own: &Relation) {
    let (kind, label) = match own.r#type.as_str() {
        "translation_of" => (Some("original"), "Translation of"),
        "continues" => (Some("preceding"), "Continues"),
        "replaces" => (Some("preceding"), "Replaces"),
        "reviews" => (Some("reviewOf"), "Review of"),
        "references" => (Some("references"), "References"),
        "responds_to" => (Some("references"), "Response to"),
        "corrects" => (None, "Corrects"),
        "retracts" => (None, "Retracts"),
        _ => (None, "Related to"),
    };
    let element = mods.element("relatedItem").attribute_if("type", kind).attribute("displayLabel", label);
    element.children(|item| match &own.article {
        Some(article) => work(item, article),
        None => {
            if let Some(citation) = &own.citation {
                item.element("note").attribute("type", "citation/reference").text(citation);
            }
            address(item, own.doi.as_deref(), own.url.as_ref().map(|url| url.as_str()));
        }
    });
}

/// Writes a link to another article.
pub(super) fn article(mods: &mut Xml<'_>, kind: Option<&str>, label: &str, other: &ArticleLink) {
    let element = mods.element("relatedItem").attribute_if("type", kind).attribute("displayLabel", label);
    element.children(|item| work(item, other));
}

fn work(item: &mut Xml<'_>, other: &ArticleLink) {
    if let Some(title) = &other.title {
        item.element("titleInfo").children(|info| {
            info.leaf("title", title);
            info.leaf_if("partNumber", other.number.as_deref());
        });
    }
    item.element("genre").text(&other.r#type.replace('_', " "));
    address(item, other.doi.as_deref(), other.url.as_deref());
    local(item, other.id);
}

fn address(item: &mut Xml<'_>, doi: Option<&str>, url: Option<&str>) {
    if let Some(doi) = doi {
        item.element("identifier").attribute("type", "doi").text(doi);
    }
    if let Some(url) = url {
        item.element("location").children(|location| location.leaf("url", url));
    }
}
