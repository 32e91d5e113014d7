//! The article itself, as `article-meta`; its parts stand in the order that the tag set asks for.

use super::contributor;
use super::related::{appearance, related, self_uri};
use crate::domain::article::{Access, AccessKind, Subject, SubjectKind};
use crate::domain::text::{LocalText, TextKind};
use crate::domain::{Identity, PartialDate};
use crate::format::xml::{Element, Xml};
use crate::format::{genre, language_tag, uri};
use crate::record::article::{Article, Notice};

/// Writes what is known of an article, or of its tombstone.
pub fn write(own: &Article, identity: &Identity, xml: &mut Xml<'_>) {
    xml.element("article-meta").children(|xml| {
        identifiers(own, xml);
        category(own, xml);
        titles(own, xml);
        contributor::write(&own.contributions, xml);
        disclaimers(own, xml);
        match own.published {
            Some(date) => {
                let element = xml.element("pub-date").attribute("date-type", "pub");
                dated(element.attribute("publication-format", "electronic"), date);
            }
            None => xml.element("pub-date-not-available").empty(),
        }
        number(own, xml);
        events(own, xml);
        permissions(own, xml);
        addresses(own, identity, xml);
        own.relations.iter().for_each(|relation| related(relation, identity, xml));
        own.appearances.iter().filter(|own| !own.primary).for_each(|own| appearance(own, xml));
        abstracts(own, xml);
        keywords(own, xml);
        if let Some(count) = own.word_count {
            let count = count.to_string();
            xml.element("counts").children(|xml| xml.element("word-count").attribute("count", &count).empty());
        }
        custom(own, xml);
    });
}

/// Of the schemes, only these are values of `pub-id-type`; the others are named beside.
fn identifiers(own: &Article, xml: &mut Xml<'_>) {
    for identifier in &own.identifiers {
        let scheme = identifier.scheme.as_str();
        let listed = ["doi", "handle", "ark", "arxiv", "isbn", "pmid", "pmcid"].contains(&scheme);
        xml.element("article-id")
            .attribute("pub-id-type", if listed { scheme } else { "custom" })
            .attribute_if("custom-type", (!listed).then_some(scheme))
            .text(&identifier.value);
    }
    xml.element("article-id").attribute("pub-id-type", "archive").text(&own.id.to_string());
}

fn category(own: &Article, xml: &mut Xml<'_>) {
    let heading = genre::name(&own.r#type).unwrap_or(&own.r#type);
    xml.element("article-categories").children(|xml| {
        let group = xml.element("subj-group").attribute("subj-group-type", "heading");
        group.children(|group| group.leaf("subject", heading));
    });
}

/// Forms in other languages and scripts, each with its subtitle, are translated titles to JATS;
/// variants and the title in the capitals it was printed in are alternative ones.
fn titles(own: &Article, xml: &mut Xml<'_>) {
    let title = own.title.as_deref().unwrap_or_default();
    let (variants, translated): (Vec<_>, Vec<_>) =
        own.titles.iter().filter(|form| form.text != title).partition(|form| form.kind == TextKind::Variant);
    xml.element("title-group").children(|xml| {
        xml.leaf("article-title", title);
        xml.leaf_if("subtitle", own.subtitle.as_deref());
        for form in translated {
            with_language(xml.element("trans-title-group"), form).children(|xml| {
                xml.leaf("trans-title", &form.text);
                let same = |other: &&LocalText| {
                    (other.kind, &other.language, &other.script) == (form.kind, &form.language, &form.script)
                };
                xml.leaf_if("trans-subtitle", own.subtitles.iter().find(same).map(|form| form.text.as_str()));
            });
        }
        for form in variants {
            with_language(xml.element("alt-title"), form).text(&form.text);
        }
        let printed = own.title_as_published.as_deref().filter(|printed| *printed != title);
        if let Some(printed) = printed {
            xml.element("alt-title").attribute("alt-title-type", "as-published").text(printed);
        }
    });
}

fn with_language<'x>(element: Element<'x>, form: &LocalText) -> Element<'x> {
    let tag = language_tag::tag(form.language.as_ref(), form.script.as_deref());
    element.attribute_if("xml:lang", tag.as_deref())
}

fn disclaimers(own: &Article, xml: &mut Xml<'_>) {
    if own.disclaimers.is_empty() {
        return;
    }
    xml.element("author-notes").children(|xml| {
        for disclaimer in &own.disclaimers {
            xml.element("fn")
                .attribute("fn-type", "custom")
                .attribute("custom-type", "disclaimer")
                .attribute_if("xml:lang", disclaimer.language.as_ref().map(|tag| tag.as_str()))
                .children(|note| note.leaf("p", &disclaimer.text));
        }
    });
}

/// Fills an element with a date, as precise as it is known.
fn dated(element: Element<'_>, date: PartialDate) {
    element.attribute("iso-8601-date", &date.to_string()).children(|xml| {
        xml.leaf_if("day", date.day_of_month().map(|day| format!("{day:02}")).as_deref());
        xml.leaf_if("month", date.month().map(|month| format!("{month:02}")).as_deref());
        xml.leaf("year", &format!("{:04}", date.year()));
    });
}

/// `12(3)` is an issue of a volume; any other number is that of an issue.
fn number(own: &Article, xml: &mut Xml<'_>) {
    let Some(number) = &own.number else { return };
    match number.split_once('(') {
        Some((volume, issue)) if !volume.is_empty() => {
            xml.leaf("volume", volume);
            xml.leaf("issue", issue.trim_end_matches(')'));
        }
        _ => xml.leaf("issue", number),
    }
}

/// The publisher's own last revision, and notices.
fn events(own: &Article, xml: &mut Xml<'_>) {
    if own.revised.is_none() && own.notices.is_empty() {
        return;
    }
    xml.element("pub-history").children(|xml| {
        if let Some(date) = own.revised {
            let event = xml.element("event").attribute("event-type", "revision");
            event.children(|event| dated(event.element("date").attribute("date-type", "revised"), date));
        }
        own.notices.iter().for_each(|notice| event(notice, xml));
    });
}

fn event(own: &Notice, xml: &mut Xml<'_>) {
    let kind = own.kind.replace('_', "-");
    xml.element("event").attribute("event-type", &kind).children(|xml| {
        xml.leaf("event-desc", &own.text);
        if let Some(doi) = own.article.as_ref().and_then(|link| link.doi.as_deref()) {
            xml.element("article-id").attribute("pub-id-type", "doi").text(doi);
        }
        if let Some(date) = own.date {
            dated(xml.element("date").attribute("date-type", &kind), date);
        }
        if let Some(url) = &own.url {
            self_uri(url.as_str(), xml).empty();
        }
    });
}

/// What is known of rights; access is said only where it is known to be open, now or from a day on.
fn permissions(own: &Article, xml: &mut Xml<'_>) {
    let start = own.access.as_ref().and_then(free_from);
    if own.rights.is_none() && start.is_none() {
        return;
    }
    let rights = own.rights.clone().unwrap_or_default();
    xml.element("permissions").children(|xml| {
        xml.leaf_if("copyright-statement", rights.statement.as_deref());
        xml.leaf_if("copyright-holder", rights.holder.as_deref());
        if let Some(start) = start {
            xml.element("ali:free_to_read").attribute_if("start_date", start.as_deref()).empty();
        }
        if rights.uri.is_none() && rights.reuse.is_none() {
            return;
        }
        let uri = rights.uri.as_ref().map(|uri| uri.as_str());
        xml.element("license").attribute_if("xlink:href", uri).children(|xml| {
            xml.leaf_if("ali:license_ref", uri);
            xml.leaf_if("license-p", rights.reuse.as_deref());
        });
    });
}

/// Since when it is free to read (NISO RP-22-2015): `Some(None)` without a day.
fn free_from(access: &Access) -> Option<Option<String>> {
    match (access.kind, access.until) {
        (AccessKind::Open, _) => Some(None),
        (AccessKind::Embargoed, Some(date)) if date.day_of_month().is_some() => Some(Some(date.to_string())),
        _ => None,
    }
}

/// The page to cite, and the files.
fn addresses(own: &Article, identity: &Identity, xml: &mut Xml<'_>) {
    match &own.url {
        Some(url) => self_uri(url.as_str(), xml).empty(),
        None => uri::page(own.id, identity).iter().for_each(|page| self_uri(page, xml).empty()),
    }
    for file in &own.files {
        let element = self_uri(file.url.as_str(), xml)
            .attribute_if("content-type", file.media_type.as_deref())
            .attribute_if("xlink:title", file.label.as_deref())
            .attribute_if("hreflang", file.language.as_ref().map(|tag| tag.as_str()));
        element.attribute("specific-use", &file.role).empty();
    }
}

fn abstracts(own: &Article, xml: &mut Xml<'_>) {
    let shown = own.r#abstract.as_deref();
    let (main, others): (Vec<_>, Vec<_>) = own.abstracts.iter().partition(|form| Some(form.text.as_str()) == shown);
    for form in main {
        with_language(xml.element("abstract"), form).children(|xml| xml.leaf("p", &form.text));
    }
    for form in others {
        with_language(xml.element("trans-abstract"), form).children(|xml| xml.leaf("p", &form.text));
    }
}

/// One group for the words of each vocabulary in each language, in the order they first occur.
fn keywords(own: &Article, xml: &mut Xml<'_>) {
    let kind = |own: &Subject| match own.kind {
        SubjectKind::Topic => "topic",
        SubjectKind::Person => "person",
        SubjectKind::Body => "organization",
        SubjectKind::Place => "geographic",
        SubjectKind::Event => "event",
    };
    let key = |own: &Subject| (kind(own), own.scheme.clone(), own.language.clone());
    let all: Vec<&Subject> = own.subjects.iter().chain(&own.places).collect();
    let mut done = Vec::new();
    for first in &all {
        let group = key(first);
        if done.contains(&group) {
            continue;
        }
        let element = xml
            .element("kwd-group")
            .attribute("kwd-group-type", group.0)
            .attribute_if("vocab", group.1.as_deref())
            .attribute_if("xml:lang", group.2.as_ref().map(|tag| tag.as_str()));
        element.children(|xml| {
            for subject in all.iter().filter(|subject| key(subject) == group) {
                xml.element("kwd")
                    .attribute_if("vocab-term", subject.id.as_deref())
                    .attribute_if("vocab-term-identifier", subject.uri.as_ref().map(|uri| uri.as_str()))
                    .text(&subject.label);
            }
        });
        done.push(group);
    }
}

/// What JATS has no element for.
fn custom(own: &Article, xml: &mut Xml<'_>) {
    let content = (own.content != "text").then_some(own.content.as_str());
    let access = own.access.as_ref().filter(|access| access.kind != AccessKind::Open).map(|own| own.kind.word());
    let withdrawn = (own.status == "withdrawn").then_some("withdrawn");
    let all = [("content", content), ("access", access), ("status", withdrawn)];
    let known: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    if known.is_empty() {
        return;
    }
    xml.element("custom-meta-group").children(|xml| {
        for (name, value) in known {
            xml.element("custom-meta").children(|xml| {
                xml.leaf("meta-name", name);
                xml.leaf("meta-value", value);
            });
        }
    });
}
