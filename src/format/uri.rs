//! Identifiers as URIs, and the addresses of this service.

use crate::domain::identifier::{Identifier, is_web};
use crate::domain::{Id, Identity};

/// The address of a DOI at its resolver (DOI Handbook, 3.8): characters that a URI cannot hold are
/// percent-encoded (RFC 3986, section 2.1), as are those that would end its path.
pub fn doi(doi: &str) -> String {
    let mut uri = String::with_capacity(doi.len() + 16);
    uri.push_str("https://doi.org/");
    push_path(doi, &mut uri);
    uri
}

/// The URI of an identifier; `None` where its scheme has none.
pub fn of(identifier: &Identifier) -> Option<String> {
    let value = identifier.value.as_str();
    Some(match identifier.scheme.as_str() {
        "doi" => doi(value),
        "orcid" | "ror" => value.to_owned(),
        "isni" => format!("https://isni.org/isni/{value}"),
        // Both still name their things by `http`, and a URI is a name first.
        "viaf" => format!("http://viaf.org/viaf/{value}"),
        "wikidata" => format!("http://www.wikidata.org/entity/{value}"),
        "gnd" => format!("https://d-nb.info/gnd/{value}"),
        "issn" => format!("urn:ISSN:{value}"),
        "handle" => {
            let mut uri = "https://hdl.handle.net/".to_owned();
            push_path(value, &mut uri);
            uri
        }
        "isbn" => format!("urn:isbn:{value}"),
        _ if is_web(value) => value.to_owned(),
        _ => return None,
    })
}

/// The address of a record under this service, which stays; `None` while the service has no public
/// address.
pub fn record(id: Id, identity: &Identity) -> Option<String> {
    let base = identity.base_url.as_ref()?;
    Some(format!("{base}/v1/{}/{id}", id.resource().plural()))
}

/// The address of the page for readers of an article, author or series.
pub fn page(id: Id, identity: &Identity) -> Option<String> {
    let base = identity.base_url.as_ref()?;
    Some(format!("{base}/{}/{id}", id.resource().plural()))
}

fn push_path(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            ' ' | '"' | '#' | '%' | '<' | '>' | '?' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_ascii() => out.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_dois_become_uris() {
        assert_eq!(doi("10.5555/tide.2024.24"), "https://doi.org/10.5555/tide.2024.24");
        assert_eq!(doi("10.1002/(sici)1<1::a>3.0#é?"), "https://doi.org/10.1002/(sici)1%3C1::a%3E3.0%23%C3%A9%3F");
    }

    #[test]
    fn only_schemes_that_have_uris_give_one() {
        let uri = |scheme: &str, value: &str| of(&Identifier { scheme: scheme.to_owned(), value: value.to_owned() });
        assert_eq!(uri("wikidata", "Q42").as_deref(), Some("http://www.wikidata.org/entity/Q42"));
        assert_eq!(uri("ark", "https://n2t.example/ark:/1/2").as_deref(), Some("https://n2t.example/ark:/1/2"));
        assert_eq!(uri("local", "24-B"), None);
    }
}
