//! What Dublin Core says of an article.

use super::term::*;
use crate::domain::Identity;
use crate::domain::article::{AccessKind, Subject};
use crate::domain::identifier::WebUrl;
use crate::domain::text;
use crate::format::{genre, uri};
use crate::record::article::{Appearance, Article, Relation};
use crate::record::neighbour::ArticleLink;

/// Writes the statements of an article, or of its tombstone.
pub fn state(own: &Article, identity: &Identity, say: &mut Statements<'_, '_>) {
    titles(own, say);
    let (authors, others): (Vec<_>, Vec<_>) = own.contributions.iter().partition(|part| part.role == "author");
    authors.iter().for_each(|part| say.contributor(CREATOR, part));
    others.iter().for_each(|part| say.contributor(CONTRIBUTOR, part));
    own.subjects.iter().for_each(|subject| topic(subject, say));
    descriptions(own, say);
    if let Some(publisher) = &own.publisher {
        say.text(PUBLISHER, &publisher.name, None);
    }
    dates(own, say);
    types(own, say);
    identifiers(own, identity, say);
    container(own, identity, say);
    if let Some(language) = &own.language {
        say.coded(LANGUAGE, "dcterms:RFC3066", language.as_str());
    }
    relations(own, identity, say);
    own.places.iter().for_each(|place| spatial(place, say));
    rights(own, say);
}

/// The title with its subtitle, as one; other forms of the title beside it.
fn titles(own: &Article, say: &mut Statements<'_, '_>) {
    let main = text::display(&own.titles);
    let language = main.and_then(|form| form.language.as_ref()).or(own.language.as_ref());
    let title = own.title.as_deref().unwrap_or_default();
    match &own.subtitle {
        Some(subtitle) => say.text(TITLE, &[title, ": ", subtitle].concat(), language),
        None => say.text(TITLE, title, language),
    }
    let others = own.titles.iter().filter(|form| form.text != title);
    others.for_each(|form| say.form(ALTERNATIVE, form));
}

fn topic(own: &Subject, say: &mut Statements<'_, '_>) {
    let scheme = match own.scheme.as_deref() {
        Some("lcsh") => Some("dcterms:LCSH"),
        Some("mesh") => Some("dcterms:MESH"),
        _ => None,
    };
    match scheme {
        Some(scheme) if say.is_qualified() => say.coded(SUBJECT, scheme, &own.label),
        _ => say.text(SUBJECT, &own.label, own.language.as_ref()),
    }
}

fn descriptions(own: &Article, say: &mut Statements<'_, '_>) {
    own.abstracts.iter().for_each(|form| say.form(ABSTRACT, form));
    for notice in &own.notices {
        let kind = match notice.kind.as_str() {
            "correction" => "Correction",
            "retraction" => "Retraction",
            _ => "Editor’s note",
        };
        match notice.date {
            Some(date) => say.labelled(DESCRIPTION, &format!("{kind}, {date}"), &notice.text),
            None => say.labelled(DESCRIPTION, kind, &notice.text),
        }
    }
}

fn dates(own: &Article, say: &mut Statements<'_, '_>) {
    if let Some(date) = own.published {
        say.date(ISSUED, date);
    }
    // One date in the simple form, which has no word for any other.
    if let Some(date) = own.revised.filter(|_| say.is_qualified()) {
        say.date(MODIFIED, date);
    }
    let until = own.access.as_ref().and_then(|access| access.until);
    if let Some(date) = until.filter(|_| say.is_qualified()) {
        say.date(AVAILABLE, date);
    }
}

fn types(own: &Article, say: &mut Statements<'_, '_>) {
    let dcmi = match own.content.as_str() {
        "audio" => "Sound",
        "video" => "MovingImage",
        _ => "Text",
    };
    say.coded(TYPE, "dcterms:DCMIType", dcmi);
    let kind = genre::name(&own.r#type).unwrap_or(&own.r#type);
    say.text(TYPE, kind, None);
    let mut types: Vec<&str> = own.files.iter().filter_map(|file| file.media_type.as_deref()).collect();
    types.dedup();
    types.iter().for_each(|media_type| say.coded(FORMAT, "dcterms:IMT", media_type));
    if let Some(count) = own.word_count {
        say.text(EXTENT, &format!("{count} words"), None);
    }
}

/// The page to cite first, then the persistent identifiers.
fn identifiers(own: &Article, identity: &Identity, say: &mut Statements<'_, '_>) {
    match &own.url {
        Some(url) => say.uri(IDENTIFIER, url.as_str()),
        None => uri::page(own.id, identity).iter().for_each(|page| say.uri(IDENTIFIER, page)),
    }
    own.identifiers.iter().for_each(|identifier| say.identifier(identifier));
}

/// The series by which it is cited.
fn container(own: &Article, identity: &Identity, say: &mut Statements<'_, '_>) {
    let Some(series) = &own.series else { return };
    let mut citation = series.title.clone();
    if let Some(number) = &own.number {
        citation.push_str(", no. ");
        citation.push_str(number);
    }
    if let Some(year) = own.year {
        citation.push_str(&format!(" ({year})"));
    }
    if let Some(date) = own.published.filter(|_| say.is_qualified()) {
        citation.push_str(&format!(", {date}"));
    }
    say.text(CITATION, &citation, None);
    if let Some(issn) = &series.issn {
        say.uri(IS_PART_OF, &["urn:ISSN:", issn].concat());
    }
    if let Some(uri) = uri::record(series.id, identity).filter(|_| say.is_qualified()) {
        say.uri(IS_PART_OF, &uri);
    }
}

fn relations(own: &Article, identity: &Identity, say: &mut Statements<'_, '_>) {
    for relation in &own.relations {
        let term = match relation.r#type.as_str() {
            "responds_to" | "corrects" | "reviews" | "references" => REFERENCES,
            "translation_of" => IS_VERSION_OF,
            "replaces" => REPLACES,
            _ => RELATION,
        };
        related(term, relation, identity, say);
    }
    for other in own.appearances.iter().filter(|other| !other.primary) {
        appearance(other, say);
    }
    for file in &own.files {
        say.uri(HAS_FORMAT, file.url.as_str());
    }
    let withdrawal = own.withdrawal.as_ref();
    if let Some(successor) = withdrawal.and_then(|own| address(own.successor.as_ref()?, identity)) {
        say.uri(IS_REPLACED_BY, &successor);
    }
}

fn related(term: Term, own: &Relation, identity: &Identity, say: &mut Statements<'_, '_>) {
    let address = match &own.article {
        Some(link) => address(link, identity),
        None => own.doi.as_deref().map(uri::doi).or(own.url.as_ref().map(|url| url.as_str().to_owned())),
    };
    let title = own.article.as_ref().and_then(|link| link.title.as_deref());
    match (address, own.citation.as_deref().or(title)) {
        (Some(address), _) => say.uri(term, &address),
        (None, Some(citation)) => say.text(term, citation, None),
        (None, None) => {}
    }
}

fn address(own: &ArticleLink, identity: &Identity) -> Option<String> {
    let doi = own.doi.as_deref().map(uri::doi);
    doi.or(own.url.clone()).or_else(|| uri::page(own.id, identity))
}

/// Another place where it was published: the same text is another format, a changed one another version.
fn appearance(own: &Appearance, say: &mut Statements<'_, '_>) {
    let term = if own.kind == "edition" { HAS_VERSION } else { HAS_FORMAT };
    if let Some(url) = &own.url {
        return say.uri(term, WebUrl::as_str(url));
    }
    let date = own.published.map(|date| date.to_string());
    let number = own.number.as_ref().map(|number| format!("no. {number}"));
    let series = own.series.as_ref().map(|series| series.title.clone());
    let publisher = own.publisher.as_ref().map(|publisher| publisher.name.clone());
    let parts: Vec<String> = [series, number, publisher, date].into_iter().flatten().collect();
    say.text(term, &parts.join(", "), None);
}

fn spatial(own: &Subject, say: &mut Statements<'_, '_>) {
    if let Some(code) = own.id.as_deref().filter(|_| say.is_qualified() && own.scheme.as_deref() == Some("iso3166")) {
        say.coded(SPATIAL, "dcterms:ISO3166", code);
    }
    say.text(SPATIAL, &own.label, own.language.as_ref());
}

/// The licence first, then what else is known of rights and access, then the disclaimers. Access is
/// said in the terms of `info:eu-repo`, which aggregators of `oai_dc` read.
fn rights(own: &Article, say: &mut Statements<'_, '_>) {
    if let Some(rights) = &own.rights {
        rights.uri.iter().for_each(|licence| say.uri(LICENCE, licence.as_str()));
        rights.statement.iter().for_each(|statement| say.text(RIGHTS, statement, None));
        match &rights.holder {
            Some(holder) if say.is_qualified() => say.text(RIGHTS_HOLDER, holder, None),
            Some(holder) => say.labelled(RIGHTS_HOLDER, "Rights holder", holder),
            None => {}
        }
        rights.reuse.iter().for_each(|reuse| say.text(RIGHTS, reuse, None));
    }
    if let Some(access) = &own.access {
        let term = match access.kind {
            AccessKind::Open => "info:eu-repo/semantics/openAccess",
            AccessKind::Registration | AccessKind::Subscription => "info:eu-repo/semantics/restrictedAccess",
            AccessKind::Embargoed => "info:eu-repo/semantics/embargoedAccess",
        };
        say.uri(ACCESS_RIGHTS, term);
    }
    for disclaimer in &own.disclaimers {
        say.text(RIGHTS, &disclaimer.text, disclaimer.language.as_ref());
    }
}
