//! Links that lead programs from the page of a thing to its metadata, files and makers: Signposting, at
//! level 2 of its FAIR profile, in the `Link` field (RFC 8288) and as a link set (RFC 9264).

use serde_json::{Map, Value, json};

use super::article::canonical;
use super::{Site, address};
use crate::domain::Resource;
use crate::domain::identifier::Identifier;
use crate::format::uri;
use crate::record::Record;
use crate::record::article::Article;
use crate::record::neighbour::AgentLink;

/// The media type of a link set in JSON (RFC 9264, section 4.2).
pub const LINKSET: &str = "application/linkset+json";

/// One link.
#[derive(Clone, Debug, PartialEq)]
pub struct Signpost {
    /// Its relation.
    pub rel: &'static str,
    /// Its target.
    pub href: String,
    /// The media type of the target.
    pub media_type: Option<String>,
    /// The profile of the target (RFC 6906).
    pub profile: Option<&'static str>,
}

impl Signpost {
    fn new(rel: &'static str, href: impl Into<String>) -> Signpost {
        Signpost { rel, href: href.into(), media_type: None, profile: None }
    }

    fn typed(self, media_type: impl Into<String>) -> Signpost {
        Signpost { media_type: Some(media_type.into()), ..self }
    }
}

/// The links of the page of an article.
pub fn article(site: &Site<'_>, record: &Record, own: &Article) -> Vec<Signpost> {
    let path = address::page(own.id, own.slug.as_deref());
    // What cites it: its DOI, else the address by which it is to be found.
    let cite = own.doi.as_deref().map(uri::doi).or_else(|| canonical(site, own)).unwrap_or_else(|| site.url(&path));
    let mut all = vec![Signpost::new("cite-as", cite)];
    all.push(Signpost::new("type", "https://schema.org/AboutPage"));
    all.push(Signpost::new("type", format!("https://schema.org/{}", kind(own))));
    let authors = own.contributions.iter().filter(|part| part.role == "author");
    let authors = authors.filter_map(|part| part.author.as_ref()).filter_map(persistent);
    all.extend(authors.map(|uri| Signpost::new("author", uri)));
    all.extend(described(site, record));
    all.extend(
        own.files
            .iter()
            .map(|file| Signpost { media_type: file.media_type.clone(), ..Signpost::new("item", file.url.as_str()) }),
    );
    if let Some(body) = &own.body {
        all.push(Signpost::new("item", site.url(body)).typed("application/json"));
    }
    let licence = own.rights.as_ref().and_then(|rights| rights.uri.as_ref());
    all.extend(licence.map(|uri| Signpost::new("license", uri.as_str())));
    let series = own.series.as_ref().map(|link| site.url(&(site.path_of)(link.id)));
    all.extend(series.map(|page| Signpost::new("collection", page).typed("text/html")));
    all.push(Signpost::new("linkset", site.url(&format!("{path}/linkset.json"))).typed(LINKSET));
    all
}

/// The links of the page of any other thing.
pub fn thing(site: &Site<'_>, record: &Record) -> Vec<Signpost> {
    let kind = match record.id().resource() {
        Resource::Author => "ProfilePage",
        Resource::Series => "CollectionPage",
        _ => "AboutPage",
    };
    let kind = Signpost::new("type", format!("https://schema.org/{kind}"));
    std::iter::once(kind).chain(described(site, record)).collect()
}

/// Where its metadata is, in every format.
fn described(site: &Site<'_>, record: &Record) -> impl Iterator<Item = Signpost> {
    let id = record.id();
    site.formats(record).into_iter().map(move |format| Signpost {
        profile: format.profile,
        ..Signpost::new("describedby", site.url(&address::file(id, format))).typed(format.media_type)
    })
}

/// The class of schema.org that the work is of.
fn kind(own: &Article) -> &'static str {
    match (own.content.as_str(), own.r#type.as_str()) {
        ("audio", _) => "AudioObject",
        ("video", _) => "VideoObject",
        (_, "review") => "Review",
        (_, "interview" | "editors_note") => "Article",
        (_, "correction") => "CorrectionComment",
        _ => "OpinionNewsArticle",
    }
}

/// A URI of a person or body that does not change hands.
fn persistent(link: &AgentLink) -> Option<String> {
    let known = ["isni", "viaf", "wikidata"];
    let other = link.identifiers.iter().find(|own: &&Identifier| known.contains(&own.scheme.as_str()));
    link.orcid.clone().or(link.ror.clone()).or_else(|| other.and_then(address::identifier))
}

/// The value of the `Link` field.
pub fn field(all: &[Signpost]) -> String {
    let one = |own: &Signpost| {
        let mut text = format!("<{}>; rel=\"{}\"", address::in_header(&own.href), own.rel);
        let plain = |value: &&str| value.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\');
        if let Some(media_type) = own.media_type.as_deref().filter(plain) {
            text.push_str(&format!("; type=\"{media_type}\""));
        }
        if let Some(profile) = own.profile {
            text.push_str(&format!("; profile=\"{profile}\""));
        }
        text
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The link set of a page: its own links, and those that lead back from its metadata and files.
pub fn linkset(site: &Site<'_>, record: &Record, own: &Article) -> Vec<u8> {
    let page = site.url(&address::page(own.id, own.slug.as_deref()));
    let all = article(site, record, own);
    let mut context = Map::new();
    context.insert("anchor".to_owned(), json!(page));
    for post in all.iter().filter(|post| post.rel != "linkset") {
        let targets = context.entry(post.rel).or_insert_with(|| json!([]));
        if let Value::Array(targets) = targets {
            targets.push(target(post));
        }
    }
    let back = |post: &Signpost| {
        let rel = match post.rel {
            "describedby" => "describes",
            "item" => "collection",
            _ => return None,
        };
        Some(json!({"anchor": post.href, rel: [{"href": page, "type": "text/html"}]}))
    };
    let contexts: Vec<Value> = std::iter::once(Value::Object(context)).chain(all.iter().filter_map(back)).collect();
    json!({ "linkset": contexts }).to_string().into_bytes()
}

fn target(post: &Signpost) -> Value {
    let mut target = json!({ "href": post.href });
    if let (Some(target), Some(media_type)) = (target.as_object_mut(), &post.media_type) {
        target.insert("type".to_owned(), json!(media_type));
    }
    // A target attribute that is no registered one is an array of values (RFC 9264, section 4.2.4.3).
    if let (Some(target), Some(profile)) = (target.as_object_mut(), post.profile) {
        target.insert("profile".to_owned(), json!([profile]));
    }
    target
}
