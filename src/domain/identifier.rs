//! Identifiers that others give: parse or fail.

use serde::{Deserialize, Serialize};

/// An identifier in a named scheme, in the scheme's canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "Unchecked")]
#[schema(example = json!({"scheme": "doi", "value": "10.5555/harbour.2024.24"}))]
pub struct Identifier {
    /// `doi`, `orcid`, `isni`, `viaf`, `wikidata`, `ror`, `issn`, `handle`, `isbn`, `local`, or another
    /// scheme's short name in lower case.
    #[schema(min_length = 1, pattern = r"\S")]
    pub scheme: String,
    /// The identifier: a DOI without resolver, an ORCID or ROR as `https` URI, others as their scheme
    /// writes them.
    #[schema(min_length = 1, pattern = r"\S")]
    pub value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    scheme: String,
    value: String,
}

impl TryFrom<Unchecked> for Identifier {
    type Error = String;

    fn try_from(raw: Unchecked) -> Result<Self, String> {
        Identifier::parse(&raw.scheme, &raw.value)
    }
}

impl Identifier {
    /// Checks a value by its scheme's rules and puts it in canonical form.
    pub fn parse(scheme: &str, value: &str) -> Result<Self, String> {
        let value = value.trim();
        let canonical = match scheme {
            "doi" => doi(value)?,
            "orcid" => orcid(value)?,
            "isni" => isni(value)?,
            "issn" => issn(value)?,
            "ror" => ror(value)?,
            "wikidata" => wikidata(value)?,
            "viaf" => viaf(value)?,
            _ if !is_scheme(scheme) => {
                return Err(format!(
                    "`{scheme}` is not a scheme's name; write lower-case letters, digits and hyphens, such as `doi`"
                ));
            }
            _ if value.is_empty() || value.chars().any(char::is_control) => {
                return Err(format!("the {scheme} is empty or has control characters"));
            }
            _ => value.to_owned(),
        };
        Ok(Identifier { scheme: scheme.to_owned(), value: canonical })
    }

    /// The key under which it is looked up, the same for all its spellings.
    pub fn lookup_key(&self) -> String {
        format!("{}:{}", self.scheme, self.value.to_lowercase())
    }
}

/// Whether this is the short name of a scheme.
pub fn is_scheme(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A DOI without resolver or prefix, in lower case: DOIs do not tell case apart (DOI Handbook, 2.4).
pub fn doi(text: &str) -> Result<String, String> {
    let lower = text.trim().to_lowercase();
    let mut rest = lower.as_str();
    for prefix in ["https://", "http://", "dx.doi.org/", "doi.org/", "www.doi.org/", "doi:", "urn:doi:"] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    let rest = rest.trim_start();
    let (registrant, suffix) = rest.split_once('/').unwrap_or((rest, ""));
    let directory = registrant.strip_prefix("10.").unwrap_or("");
    let well_formed = directory.len() >= 4
        && directory.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && !suffix.is_empty()
        && suffix.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if well_formed {
        Ok(rest.to_owned())
    } else {
        Err(format!("`{text}` is not a DOI; write one such as `10.5555/abc.123`, with or without `https://doi.org/`"))
    }
}

/// An ORCID iD as `https` URI, its check digit right (ISO 7064, MOD 11-2).
pub fn orcid(text: &str) -> Result<String, String> {
    sixteen(text, "orcid.org")
        .map(|d| format!("https://orcid.org/{}-{}-{}-{}", &d[..4], &d[4..8], &d[8..12], &d[12..]))
        .ok_or_else(|| format!("`{text}` is not an ORCID iD; write one such as `0000-0002-1825-0097`, its last character is a check digit"))
}

/// An ISNI as sixteen characters without spaces (ISO 27729; the check digit as in ORCID).
pub fn isni(text: &str) -> Result<String, String> {
    sixteen(text, "isni.org/isni")
        .ok_or_else(|| format!("`{text}` is not an ISNI; write its sixteen digits, the last is a check digit"))
}

fn sixteen(text: &str, host: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let bare = bare.strip_prefix(host).map_or(bare, |rest| rest.trim_matches('/'));
    let digits: String = bare.chars().filter(|c| *c != '-' && *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
    let body = digits.get(..15).filter(|b| b.bytes().all(|b| b.is_ascii_digit()))?;
    let total = body.bytes().fold(0u32, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    let check = match (12 - total % 11) % 11 {
        10 => "X".to_owned(),
        n => n.to_string(),
    };
    (digits.len() == 16 && digits.ends_with(&check)).then_some(digits)
}

/// An ISSN as `1234-567X`, its check digit right (ISO 3297).
pub fn issn(text: &str) -> Result<String, String> {
    let bare = text.trim();
    let bare = bare.strip_prefix("ISSN").unwrap_or(bare);
    let digits: String =
        bare.chars().filter(|c| !matches!(c, '-' | ' ' | ':')).map(|c| c.to_ascii_uppercase()).collect();
    let problem =
        || format!("`{text}` is not an ISSN; write one such as `2900-0009`, its last character is a check digit");
    let body = digits.get(..7).filter(|b| b.bytes().all(|b| b.is_ascii_digit())).ok_or_else(problem)?;
    let total: u32 = body.bytes().zip((2..=8).rev()).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    let check = match (11 - total % 11) % 11 {
        10 => "X".to_owned(),
        n => n.to_string(),
    };
    if digits.len() == 8 && digits.ends_with(&check) {
        Ok(format!("{}-{}", &digits[..4], &digits[4..]))
    } else {
        Err(problem())
    }
}

/// A ROR id as `https` URI.
fn ror(text: &str) -> Result<String, String> {
    let lower = text.trim().to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("ror.org/");
    if bare.len() == 9 && bare.starts_with('0') && bare.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(format!("https://ror.org/{bare}"))
    } else {
        Err(format!("`{text}` is not a ROR id; write one such as `https://ror.org/05dxps055`"))
    }
}

fn wikidata(text: &str) -> Result<String, String> {
    let bare = text.rsplit('/').next().unwrap_or(text).trim().to_ascii_uppercase();
    let digits = bare.strip_prefix('Q').unwrap_or("");
    if !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(bare)
    } else {
        Err(format!("`{text}` is not a Wikidata item; write one such as `Q42`"))
    }
}

fn viaf(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text).trim();
    if (1..=22).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
        Ok(bare.to_owned())
    } else {
        Err(format!("`{text}` is not a VIAF id; write its digits"))
    }
}

/// An absolute `http` or `https` URL, as the URL standard writes it.
pub fn url(text: &str) -> Result<String, String> {
    match url::Url::parse(text.trim()) {
        Ok(url)
            if matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none() =>
        {
            Ok(url.into())
        }
        _ => Err(format!("`{text}` is not a web address; write one with its scheme, such as `https://example.org/24`")),
    }
}

/// Whether this begins as a web address does, and goes on without white space.
pub fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// A web address, checked where it enters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebUrl(String);

impl WebUrl {
    /// Reads an absolute `http` or `https` URL.
    pub fn parse(text: &str) -> Result<Self, String> {
        url(text).map(WebUrl)
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which it is looked up: without scheme, `www.`, fragment and final slash.
    pub fn lookup_key(&self) -> String {
        let bare = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        let bare = bare.strip_prefix("www.").unwrap_or(bare);
        let bare = bare.split('#').next().unwrap_or(bare);
        format!("url:{}", bare.trim_end_matches('/'))
    }
}

impl TryFrom<String> for WebUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        WebUrl::parse(&text)
    }
}

impl From<WebUrl> for String {
    fn from(url: WebUrl) -> String {
        url.0
    }
}

super::string_schema!(WebUrl, "An absolute web address.", format = "uri", example = "https://harbour.example/2024/24");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_doi_is_the_same_in_every_spelling() {
        for text in
            ["10.5555/Abc.1", "https://doi.org/10.5555/abc.1", "doi:10.5555/ABC.1", "http://dx.doi.org/10.5555/abc.1"]
        {
            assert_eq!(doi(text).unwrap(), "10.5555/abc.1");
        }
        for text in ["", "10.5555", "10.5555/", "11.5555/a", "10.5555/a b", "10.x/1"] {
            assert!(doi(text).is_err(), "{text}");
        }
    }

    #[test]
    fn check_digits_are_checked() {
        assert_eq!(orcid("0000-0002-1825-0097").unwrap(), "https://orcid.org/0000-0002-1825-0097");
        assert_eq!(orcid("https://orcid.org/0000-0002-1694-233x").unwrap(), "https://orcid.org/0000-0002-1694-233X");
        assert!(orcid("0000-0002-1825-0098").is_err());
        assert!(orcid("é000-0002-1825-0097").is_err());
        assert_eq!(issn("29000009").unwrap(), "2900-0009");
        assert!(issn("2900-0008").is_err());
        assert_eq!(isni("0000 0001 2103 2683").unwrap(), "0000000121032683");
    }

    #[test]
    fn urls_have_a_scheme_and_no_password() {
        assert_eq!(WebUrl::parse("https://Example.org").unwrap().as_str(), "https://example.org/");
        for text in ["example.org", "ftp://example.org/", "https://a:b@example.org/", "javascript:alert(1)", "https://"]
        {
            assert!(WebUrl::parse(text).is_err(), "{text}");
        }
        assert_eq!(WebUrl::parse("https://www.example.org/a/#x").unwrap().lookup_key(), "url:example.org/a");
    }
}
