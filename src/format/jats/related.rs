//! Other works, other places of publication, and addresses.

use crate::domain::Identity;
use crate::format::uri;
use crate::format::xml::{Element, Xml};
use crate::record::article::{Appearance, Relation};

/// Writes a relation; the text inside names the other work.
pub fn related(own: &Relation, identity: &Identity, xml: &mut Xml<'_>) {
    let kind = match own.r#type.as_str() {
        "responds_to" => "commentary-article",
        "corrects" => "corrected-article",
        "retracts" => "retracted-article",
        "translation_of" => "translated-article",
        "continues" => "continued-article",
        "replaces" => "replaced-article",
        "reviews" => "reviewed-article",
        "references" => "article-reference",
        _ => "companion",
    };
    let link = own.article.as_ref();
    let doi = own.doi.as_deref().or(link.and_then(|link| link.doi.as_deref())).map(|doi| ("doi", doi.to_owned()));
    let address = || {
        let url = own.url.as_ref().map(|url| url.as_str().to_owned()).or_else(|| link?.url.clone());
        Some(("uri", url.or_else(|| uri::page(link?.id, identity))?))
    };
    let target = doi.or_else(address);
    let text = own.citation.as_deref().or(link.and_then(|link| link.title.as_deref()));
    if target.is_none() && text.is_none() {
        return;
    }
    let element = xml.element("related-article").attribute("related-article-type", kind);
    let element = match &target {
        Some((scheme, value)) => element.attribute("ext-link-type", scheme).attribute("xlink:href", value),
        None => element,
    };
    element.text(text.unwrap_or_default());
}

/// Writes another place where the article was published.
pub fn appearance(own: &Appearance, xml: &mut Xml<'_>) {
    let number = own.number.as_ref().map(|number| format!("no. {number}"));
    let series = own.series.as_ref().map(|series| series.title.clone());
    let publisher = own.publisher.as_ref().map(|publisher| publisher.name.clone());
    let parts = [series, number, publisher, own.published.map(|date| date.to_string())];
    let element = xml
        .element("related-object")
        .attribute("document-type", "article")
        .attribute("specific-use", &own.kind)
        .attribute_if("xlink:href", own.url.as_ref().map(|url| url.as_str()))
        .attribute_if("xml:lang", own.language.as_ref().map(|tag| tag.as_str()));
    element.text(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
}

/// Begins an address of the article.
pub fn self_uri<'x>(address: &'x str, xml: &'x mut Xml<'_>) -> Element<'x> {
    xml.element("self-uri").attribute("xlink:href", address)
}
