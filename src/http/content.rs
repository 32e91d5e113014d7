//! What a write carries: its content, the revision it is made on, the name of the request.

use std::time::Duration;

use actix_web::http::header::{self, HeaderMap};
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;

use super::private::PRIVATE;
use super::problem::Problem;
use super::state::State;
use crate::store::edit::Condition;

/// The media type of a JSON Merge Patch (RFC 7396).
pub const MERGE_PATCH: &str = "application/merge-patch+json";

/// The media type of a resource.
pub const JSON: &str = "application/json";

/// The most bytes of content that are read.
const MOST: usize = 4 << 20;

/// The most bytes of a form.
const LONGEST_FORM: usize = 256 << 10;

/// For how long the next piece of content is waited for.
pub const PATIENCE: Duration = Duration::from_secs(30);

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
    let bytes = whole(request, content, MOST).await?;
    String::from_utf8(bytes).map_err(|_| Problem::Malformed("it is not UTF-8".to_owned()))
}

/// The form in the content of a request, and its query string, as one form; an error where the content is no form.
/// None is an empty one.
pub async fn form(request: &HttpRequest, content: web::Payload) -> Result<String, Problem> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|own| own.to_str().ok()).unwrap_or_default();
    let (media_type, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    let is_form = media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let most = if is_form { LONGEST_FORM } else { 0 };
    if !is_form && !media_type.is_empty() {
        return Err(Problem::Body);
    }
    let bytes = whole(request, content, most).await.map_err(|problem| match problem {
        Problem::ContentTooLarge if !is_form => Problem::Body,
        problem => problem,
    })?;
    // What is no UTF-8 is no value of any parameter either.
    Ok([request.query_string(), &String::from_utf8_lossy(&bytes)].join("&"))
}

/// All content, where it is no more than `most` bytes.
async fn whole(request: &HttpRequest, mut content: web::Payload, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = piece(request, &mut content).await? {
        if bytes.len() + piece.len() > most {
            return Err(Problem::ContentTooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The next piece of content; `None` at its end. Whoever sends none of it for too long is not waited for (RFC 9110,
/// section 15.5.9).
pub async fn piece(request: &HttpRequest, content: &mut web::Payload) -> Result<Option<web::Bytes>, Problem> {
    let patience = request.app_data::<web::Data<State>>().map_or(PATIENCE, |state| state.patience);
    match timeout(patience, content.next()).await {
        Err(_) => Err(Problem::TooSlow),
        Ok(piece) => piece.transpose().map_err(|_| Problem::Malformed("the content ended early".to_owned())),
    }
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
    let mut strong = Vec::new();
    for value in values {
        let tags = tags(value).ok_or_else(|| {
            let detail = "write the `ETag` of the private view as it came, quotes and all, such as `\"r1\"`; or `*`";
            Problem::parameter("If-Match", detail)
        })?;
        strong.extend(tags.into_iter().filter(|(is_weak, _)| !is_weak).map(|(_, opaque)| opaque.to_owned()));
    }
    Ok(Condition::Tags(strong))
}

/// The members of a list of entity tags (RFC 9110, section 8.8.3): whether each is weak, and what stands between its
/// quotes, which may be a comma too. `None` where it is no such list.
fn tags(list: &str) -> Option<Vec<(bool, &str)>> {
    let (mut tags, mut rest) = (Vec::new(), list.trim());
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start();
            continue;
        }
        let weak = rest.strip_prefix("W/");
        let (opaque, after) = weak.unwrap_or(rest).strip_prefix('"')?.split_once('"')?;
        tags.push((weak.is_some(), opaque));
        rest = after.trim_start();
        if !rest.is_empty() && !rest.starts_with(',') {
            return None;
        }
    }
    Some(tags)
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
