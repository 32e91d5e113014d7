//! The article.

use serde_json::Value;

use super::agent::{agent, contributor, property};
use super::node::{Node, list, others, text};
use super::series::container;
use super::{signed, work};
use crate::domain::article::{AccessKind, File, Image, Subject, SubjectKind};
use crate::domain::identifier::WebUrl;
use crate::domain::identity::CanonicalPages;
use crate::domain::{Identity, LanguageTag, PartialDate};
use crate::format::uri;
use crate::record::article::{Appearance, Article, Notice};
use crate::record::neighbour::DisclaimerLink;

/// The document of an article, or of its tombstone.
pub fn article(own: &Article, identity: &Identity) -> Node {
    let page = uri::page(own.id, identity);
    let url = own.url.as_ref().map(|url| url.as_str().to_owned()).or(page.clone());
    let main_page = match identity.canonical_pages {
        CanonicalPages::Own => page.or(url.clone()),
        CanonicalPages::Publisher => url.clone(),
    };
    let doi = own.doi.as_deref().map(uri::doi);
    let id = doi.clone().or_else(|| uri::record(own.id, identity));
    let node = Node::document(id, kinds(own))
        .with("headline", own.title.as_deref())
        .with("alternativeHeadline", alternative(own))
        .with("alternateName", others(&own.titles, own.title.as_deref()).collect::<Vec<_>>())
        .with("abstract", abstracts(own))
        .with("url", url)
        .with("mainEntityOfPage", main_page)
        .with("sameAs", doi)
        .with("identifier", list(&own.identifiers, property))
        .with("datePublished", date(own.published))
        .with("dateModified", date(own.revised))
        .with("inLanguage", tag(own.language.as_ref()))
        .with("creditText", own.byline.as_deref());
    let node = contributors(node, own, identity)
        .with("publisher", own.publisher.as_ref().map(|link| agent(link, &link.name, identity)))
        .with("isPartOf", own.series.as_ref().map(|s| container(s, own.number.as_deref(), own.published, identity)))
        .with("position", own.number.as_deref())
        .with("reportNumber", own.number.as_deref().filter(|_| is_report(own)))
        .with("workExample", list(own.appearances.iter().filter(|a| !a.primary), |a| appearance(a, identity)));
    let node = rights(subjects(node, own), own);
    let node = work::relations(node, &own.relations, &about(own), identity);
    let node = files(node, &own.files)
        .with("image", list(&own.images, image))
        .with("wordCount", own.word_count)
        .with("usageInfo", usage(own, identity))
        .with("correction", list(own.notices.iter().filter(|n| n.kind == "correction"), |n| notice(n, identity)))
        .with("comment", list(own.notices.iter().filter(|n| n.kind != "correction"), |n| notice(n, identity)))
        .with("creativeWorkStatus", status(own));
    signed(node, own.modified, identity)
}

/// Opinion pieces are `OpinionNewsArticle`, a pending term, with the settled `Article` beside.
fn kinds(own: &Article) -> Vec<Value> {
    let opinion = matches!(own.r#type.as_str(), "commentary" | "response" | "translation");
    let kinds = [opinion.then_some("OpinionNewsArticle"), Some("Article"), is_report(own).then_some("Report")];
    list(kinds.into_iter().flatten(), Value::from)
}

fn is_report(own: &Article) -> bool {
    own.series.as_ref().is_some_and(|series| series.kind == "reports")
}

/// The subtitle and its other forms, and the title in the capitals it was printed in.
fn alternative(own: &Article) -> Vec<Value> {
    let shown = own.subtitle.as_deref();
    let printed = own.title_as_published.as_deref().filter(|printed| Some(*printed) != own.title.as_deref());
    let plain = shown.into_iter().map(Value::from);
    plain.chain(others(&own.subtitles, shown)).chain(printed.map(Value::from)).collect()
}

fn abstracts(own: &Article) -> Vec<Value> {
    let shown = own.r#abstract.as_deref();
    shown.into_iter().map(Value::from).chain(others(&own.abstracts, shown)).collect()
}

fn contributors(node: Node, own: &Article, identity: &Identity) -> Node {
    let of = |roles: &[&str]| {
        let parts = own.contributions.iter().filter(|part| roles.contains(&part.role.as_str()));
        list(parts, |part| contributor(part, identity))
    };
    let others = own.contributions.iter().filter(|p| !["author", "translator", "editor"].contains(&p.role.as_str()));
    let others = list(others, |part| contributor(part, identity));
    node.with("author", of(&["author"]))
        .with("translator", of(&["translator"]))
        .with("editor", of(&["editor"]))
        .with("contributor", others)
}

/// Another place where it was published.
fn appearance(own: &Appearance, identity: &Identity) -> Value {
    let number = own.number.as_deref();
    Node::new("CreativeWork")
        .with("url", own.url.as_ref().map(WebUrl::as_str))
        .with("datePublished", date(own.published))
        .with("inLanguage", tag(own.language.as_ref()))
        .with("publisher", own.publisher.as_ref().map(|link| agent(link, &link.name, identity)))
        .with("isPartOf", own.series.as_ref().map(|series| container(series, number, own.published, identity)))
        .with("position", number)
        .into()
}

/// Free words are `keywords`; places are `contentLocation`. Terms of a thesaurus, persons, bodies and
/// events are `about`.
fn subjects(node: Node, own: &Article) -> Node {
    let free = own.subjects.iter().filter(|subject| is_free(subject));
    let places = own.places.iter().chain(own.subjects.iter().filter(|subject| subject.kind == SubjectKind::Place));
    node.with("keywords", list(free, |subject| text(&subject.label, subject.language.as_ref(), None)))
        .with("contentLocation", list(places, subject))
}

fn about(own: &Article) -> Vec<Value> {
    let bound = own.subjects.iter().filter(|subject| !is_free(subject) && subject.kind != SubjectKind::Place);
    list(bound, subject)
}

fn is_free(subject: &Subject) -> bool {
    subject.kind == SubjectKind::Topic && subject.scheme.is_none() && subject.uri.is_none()
}

fn subject(own: &Subject) -> Value {
    let node = Node::new(match own.kind {
        SubjectKind::Topic => "DefinedTerm",
        SubjectKind::Person => "Person",
        SubjectKind::Body => "Organization",
        SubjectKind::Place => "Place",
        SubjectKind::Event => "Event",
    });
    let node = node
        .id(own.uri.as_ref().map(|uri| uri.as_str().to_owned()))
        .with("name", text(&own.label, own.language.as_ref(), None));
    let (scheme, code) = (own.scheme.as_deref(), own.id.as_deref());
    if own.kind == SubjectKind::Topic {
        return node.with("termCode", code).with("inDefinedTermSet", scheme.map(term_set)).into();
    }
    let code = code.map(|code| Node::new("PropertyValue").with("propertyID", scheme).with("value", code));
    node.with("identifier", code).into()
}

fn term_set(scheme: &str) -> Node {
    Node::new("DefinedTermSet").with("name", scheme)
}

/// What is known of rights and access; nothing is claimed that is not.
fn rights(node: Node, own: &Article) -> Node {
    let node = match &own.rights {
        None => node,
        Some(rights) => node
            .with("license", rights.uri.as_ref().map(WebUrl::as_str))
            .with("copyrightHolder", rights.holder.as_deref())
            .with("copyrightNotice", rights.statement.as_deref()),
    };
    let Some(access) = &own.access else { return node };
    let until = access.until.map(|date| format!("Embargoed until {date}"));
    let condition = match access.kind {
        AccessKind::Open => None,
        AccessKind::Registration => Some("Registration required, free of charge".to_owned()),
        AccessKind::Subscription => Some("Subscription required".to_owned()),
        AccessKind::Embargoed => until.or(Some("Embargoed".to_owned())),
    };
    let free = matches!(access.kind, AccessKind::Open | AccessKind::Registration);
    node.with("isAccessibleForFree", free).with("conditionsOfAccess", condition)
}

/// Disclaimers, which have no property of their own, and what reuse is allowed.
fn usage(own: &Article, identity: &Identity) -> Vec<Value> {
    let reuse = own.rights.as_ref().and_then(|rights| rights.reuse.as_deref());
    let reuse = reuse.map(|text| Node::new("CreativeWork").with("name", "Reuse").with("text", text));
    let disclaimers = own.disclaimers.iter().map(|own| disclaimer(own, identity));
    disclaimers.chain(reuse.map(Value::from)).collect()
}

fn disclaimer(own: &DisclaimerLink, identity: &Identity) -> Value {
    Node::new("CreativeWork")
        .id(uri::record(own.id, identity))
        .with("name", "Disclaimer")
        .with("text", own.text.as_str())
        .with("inLanguage", tag(own.language.as_ref()))
        .into()
}

fn notice(own: &Notice, identity: &Identity) -> Value {
    let (kind, name) = match own.kind.as_str() {
        "correction" => ("CorrectionComment", "Correction"),
        "retraction" => ("Comment", "Retraction"),
        _ => ("Comment", "Editor’s note"),
    };
    Node::new(kind)
        .with("name", name)
        .with("text", own.text.as_str())
        .with("datePublished", date(own.date))
        .with("url", own.url.as_ref().map(WebUrl::as_str))
        .with("isPartOf", own.article.as_ref().map(|link| work::linked(link, identity)))
        .into()
}

fn status(own: &Article) -> Option<&'static str> {
    let retracted = own.notices.iter().any(|notice| notice.kind == "retraction");
    match own.status.as_str() {
        "withdrawn" => Some("Withdrawn"),
        _ => retracted.then_some("Retracted"),
    }
}

/// The full text is an encoding of the article; whatever else goes with it is media beside it.
fn files(node: Node, files: &[File]) -> Node {
    let whole = |file: &&File| matches!(file.role.as_str(), "fulltext" | "audio" | "video");
    node.with("encoding", list(files.iter().filter(whole), file))
        .with("associatedMedia", list(files.iter().filter(|own| !whole(own)), file))
}

fn file(own: &File) -> Value {
    let group = own.media_type.as_deref().and_then(|media_type| media_type.split('/').next());
    Node::new(match group.unwrap_or(&own.role) {
        "audio" => "AudioObject",
        "video" => "VideoObject",
        "image" => "ImageObject",
        _ => "MediaObject",
    })
    .with("name", own.label.as_deref())
    .with("contentUrl", own.url.as_str())
    .with("encodingFormat", own.media_type.as_deref())
    .with("contentSize", own.bytes.map(|bytes| format!("{bytes} B")))
    .with("sha256", own.sha256.as_deref())
    .with("inLanguage", tag(own.language.as_ref()))
    .into()
}

fn image(own: &Image) -> Value {
    // UN/CEFACT's unit of picture elements.
    let pixels = |count: u32| Node::new("QuantitativeValue").with("value", count).with("unitCode", "E37");
    Node::new("ImageObject")
        .with("contentUrl", own.url.as_str())
        .with("description", own.alt.as_deref())
        .with("caption", own.caption.as_deref())
        .with("creditText", own.credit.as_deref())
        .with("license", own.licence.as_ref().map(WebUrl::as_str))
        .with("width", own.width.map(pixels))
        .with("height", own.height.map(pixels))
        .into()
}

fn date(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn tag(language: Option<&LanguageTag>) -> Option<&str> {
    language.map(LanguageTag::as_str)
}
