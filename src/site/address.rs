//! Addresses: of pages and files of ours, and of what others keep.

use serde::Deserialize;

use crate::domain::identifier::Identifier;
use crate::domain::{Id, Identity, Resource};
use crate::format::{Format, uri};

/// The path of the page of a thing. A slug that looks like an id would name something else: the id does
/// then.
pub fn page(id: Id, slug: Option<&str>) -> String {
    let plain = |slug: &&str| slug.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
    let slug = slug.filter(plain).filter(|slug| !slug.is_empty() && slug.parse::<Id>().is_err());
    let resource = id.resource().plural();
    slug.map_or_else(|| format!("/{resource}/{id}"), |slug| format!("/{resource}/{slug}"))
}

/// The slug in the bytes of a record.
pub fn slug_of(document: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        slug: Option<String>,
    }
    serde_json::from_slice::<Named>(document).ok()?.slug
}

/// The path of a record in a format.
pub fn file(id: Id, format: &Format) -> String {
    format!("/v1/{}/{id}.{}", id.resource().plural(), format.extension)
}

/// The path of a list of ours that begins with a filter.
pub fn filtered(path: &str, name: &str, value: &str) -> String {
    let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("{path}?{name}={value}")
}

/// The path that the public address has before ours; mostly none.
pub fn root(identity: &Identity) -> &str {
    let base = identity.base_url.as_deref().unwrap_or_default();
    let rest = base.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').map_or("", |at| rest.get(at..).unwrap_or_default())
}

/// The host of the public address, without its port.
pub fn host(identity: &Identity) -> Option<String> {
    let base = url::Url::parse(identity.base_url.as_deref()?).ok()?;
    base.host_str().map(str::to_owned)
}

/// Where an identifier resolves; `None` where it is no address and no resolver is known.
pub fn identifier(own: &Identifier) -> Option<String> {
    let value = &own.value;
    Some(match own.scheme.as_str() {
        "doi" | "handle" | "orcid" | "ror" => return uri::of(own),
        "isni" => format!("https://isni.org/isni/{value}"),
        "viaf" => format!("https://viaf.org/viaf/{value}"),
        "wikidata" => format!("https://www.wikidata.org/wiki/{value}"),
        "issn" => issn(&own.value),
        _ => return None,
    })
}

/// Where an ISSN resolves.
pub fn issn(issn: &str) -> String {
    format!("https://portal.issn.org/resource/ISSN/{issn}")
}

/// A URI reference as a header field can hold it (RFC 8288, section 3): ASCII, without the signs that
/// end it.
pub fn in_header(reference: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte);
    let mut out = String::with_capacity(reference.len());
    for byte in reference.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The plural of a resource as a word for readers.
pub fn title(resource: Resource) -> &'static str {
    match resource {
        Resource::Article => "Articles",
        Resource::Author => "Authors",
        Resource::Organization => "Organizations",
        Resource::Series => "Series",
        Resource::Disclaimer => "Disclaimers",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_slug_that_looks_like_an_id_is_not_used() {
        let id: Id = "ar1".parse().unwrap();
        assert_eq!(page(id, Some("the-quiet-harbour")), "/articles/the-quiet-harbour");
        for slug in [None, Some(""), Some("ar2"), Some("au7"), Some("a/b"), Some("é")] {
            assert_eq!(page(id, slug), "/articles/ar1", "{slug:?}");
        }
    }

    #[test]
    fn what_stands_before_our_paths_is_kept() {
        let at = |base: &str| Identity { base_url: Some(base.to_owned()), ..Identity::default() };
        assert_eq!(root(&Identity::default()), "");
        assert_eq!(root(&at("https://example.org")), "");
        assert_eq!(root(&at("https://example.org/notes")), "/notes");
        assert_eq!(host(&at("http://example.org:8080")).as_deref(), Some("example.org"));
    }

    #[test]
    fn odd_signs_are_encoded() {
        assert_eq!(in_header("/a?b=\"é>"), "/a?b=%22%C3%A9%3E");
    }
}
