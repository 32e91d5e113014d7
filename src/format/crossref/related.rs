//! Related works (relations.xsd of schema 5.3.1).
//!
//! An update of another work, such as a correction or a retraction, has its own element in the schema,
//! `updates`, but only within `crossmark`, which asks for the DOI of a publisher's policy and has no
//! place in a report of a series. The schema's relations have no word for it either: what corrects or
//! retracts is deposited as a supplement, from both sides.

use crate::domain::Identity;
use crate::domain::identifier::WebUrl;
use crate::format::uri;
use crate::format::xml::Xml;
use crate::record::article::{Appearance, Notice, Relation};
use crate::record::neighbour::ArticleLink;

/// A related work, by an identifier.
pub struct Related {
    kind: &'static str,
    is_same_work: bool,
    identifier: (&'static str, String),
    description: Option<String>,
}

impl Related {
    /// Of a relation; `None` where the other has no identifier.
    pub fn of(own: &Relation, identity: &Identity) -> Option<Related> {
        let (kind, is_same_work) = match own.r#type.as_str() {
            "responds_to" => ("isReplyTo", false),
            "corrects" => ("isSupplementTo", false),
            "translation_of" => ("isTranslationOf", true),
            "continues" => ("continues", false),
            "replaces" => ("replaces", true),
            "reviews" => ("isReviewOf", false),
            "references" => ("references", false),
            _ => ("hasRelatedMaterial", false),
        };
        let link = own.article.as_ref();
        let identifier = identifier(link, own.doi.as_deref(), own.url.as_ref(), identity)?;
        let description = link.and_then(|link| link.title.clone()).or(own.citation.clone());
        Some(Related { kind, is_same_work, identifier, description })
    }

    /// Of a correction, a retraction or a note: the other side of `corrects`.
    pub fn of_notice(own: &Notice, identity: &Identity) -> Option<Related> {
        let link = own.article.as_ref();
        let identifier = identifier(link, None, own.url.as_ref(), identity)?;
        let description = link.and_then(|link| link.title.clone()).or_else(|| Some(own.text.clone()));
        Some(Related { kind: "isSupplementedBy", is_same_work: false, identifier, description })
    }

    /// Of another place where it was published.
    pub fn of_reprint(own: &Appearance) -> Option<Related> {
        let kind = if own.kind == "edition" { "hasVersion" } else { "isIdenticalTo" };
        let uri = own.url.as_ref()?.as_str().to_owned();
        Some(Related { kind, is_same_work: true, identifier: ("uri", uri), description: None })
    }

    /// Writes it.
    pub fn write(&self, xml: &mut Xml<'_>) {
        let (scheme, value) = &self.identifier;
        let name = if self.is_same_work { "rel:intra_work_relation" } else { "rel:inter_work_relation" };
        xml.element("rel:related_item").children(|xml| {
            xml.leaf_if("rel:description", self.description.as_deref());
            let relation = xml.element(name).attribute("relationship-type", self.kind);
            relation.attribute("identifier-type", scheme).text(value);
        });
    }
}

/// A DOI where there is one, an address otherwise.
fn identifier(
    link: Option<&ArticleLink>,
    doi: Option<&str>,
    url: Option<&WebUrl>,
    identity: &Identity,
) -> Option<(&'static str, String)> {
    let doi = doi.or_else(|| link?.doi.as_deref()).map(|doi| ("doi", doi.to_owned()));
    doi.or_else(|| {
        let url = url.map(|url| url.as_str().to_owned()).or_else(|| link?.url.clone());
        Some(("uri", url.or_else(|| uri::page(link?.id, identity))?))
    })
}
