//! What a write carries: its content, the revision it is made on, the name of the request.

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, web};

use super::private::PRIVATE;
use super::problem::Problem;
use crate::store::edit::Condition;

/// The media type of a JSON Merge Patch (RFC 7396).
pub const MERGE_PATCH: &str = "application/merge-patch+json";

/// The media type of a resource.
pub const JSON: &str = "application/json";

/// The most bytes of content that are read.
const MOST: usize = 4 << 20;

/// The longest name of a request, in bytes.
const LONGEST_TOKEN: usize = 255;

/// Reads the content of a request, which must be of a media type.
pub async fn read(request: &HttpRequest, content: web::Payload, media_type: &'static str) -> Result<String, Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|own| own.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    let is_right =
        given.eq_ignore_ascii_case(media_type) || (media_type == JSON && given.eq_ignore_ascii_case(PRIVATE));
    if !is_right || request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::MediaType(media_type));
    }
    let bytes = content.to_bytes_limited(MOST).await.map_err(|_| Problem::ContentTooLarge)?;
    let bytes = bytes.map_err(|_| Problem::Malformed("the content ended early".to_owned()))?;
    String::from_utf8(bytes.into()).map_err(|_| Problem::Malformed("it is not UTF-8".to_owned()))
}

/// The revision a write is made on (RFC 9110, section 13.1.1): `*`, or tags. Weak ones never match.
pub fn condition(request: &HttpRequest) -> Result<Condition, Problem> {
    let values: Vec<&str> = request.headers().get_all(header::IF_MATCH).filter_map(|v| v.to_str().ok()).collect();
    if values.is_empty() {
        return Err(Problem::PreconditionRequired);
    }
    if values.iter().any(|value| value.trim() == "*") {
        return Ok(Condition::Exists);
    }
    let tags = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|tag| !tag.is_empty());
    let mut strong = Vec::new();
    for tag in tags {
        let opaque = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"').and_then(|own| own.strip_suffix('"'));
        let opaque = opaque.filter(|own| !own.contains('"')).ok_or_else(|| {
            let detail = "write the `ETag` of the private view as it came, quotes and all, such as `\"r1\"`; or `*`";
            Problem::parameter("If-Match", detail)
        })?;
        strong.extend(Some(opaque.to_owned()).filter(|_| !tag.starts_with("W/")));
    }
    Ok(Condition::Tags(strong))
}

/// The name of a request that is to be done once (draft-ietf-httpapi-idempotency-key-header), with its
/// quotes or without.
pub fn token(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("Idempotency-Key");
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if text.is_empty() || text.len() > LONGEST_TOKEN || values.next().is_some() {
        let detail =
            format!("write one name of 1 to {LONGEST_TOKEN} visible ASCII characters, such as a UUID in quotes");
        return Err(Problem::parameter("Idempotency-Key", detail));
    }
    Ok(Some(text.to_owned()))
}
