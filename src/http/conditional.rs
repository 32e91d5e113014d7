//! Conditional requests (RFC 9110, section 13).

use actix_web::HttpRequest;
use actix_web::http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};

use crate::domain::Timestamp;

/// Whether the client already has what we would send.
///
/// `If-None-Match` compares weakly and takes precedence; `If-Modified-Since` compares whole seconds
/// (sections 13.1.2, 13.1.3 and 13.2.2).
pub fn is_fresh(request: &HttpRequest, etag: &str, modified: Option<Timestamp>) -> bool {
    let headers = request.headers();
    let mut given = headers.get_all(IF_NONE_MATCH).peekable();
    if given.peek().is_some() {
        let mut values = given.filter_map(|value| value.to_str().ok());
        return values.any(|value| value.trim() == "*" || tags(value).any(|tag| tag == etag));
    }
    let since = headers.get(IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok()).and_then(parse_date);
    match (since, modified) {
        (Some(since), Some(modified)) => modified.seconds() <= since,
        _ => false,
    }
}

/// The opaque tags of a list, without `W/`, with their quotes.
fn tags(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(|tag| tag.trim().trim_start_matches("W/"))
}

/// An HTTP date (section 5.6.7): the preferred form and the two old ones, as seconds since 1970.
fn parse_date(text: &str) -> Option<i64> {
    let date: actix_web::http::header::HttpDate = text.trim().parse().ok()?;
    let time: std::time::SystemTime = date.into();
    match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs()).ok().map(|seconds| -seconds),
    }
}

/// An instant as an HTTP date.
pub fn http_date(instant: Timestamp) -> String {
    let seconds = u64::try_from(instant.seconds()).unwrap_or(0);
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    actix_web::http::header::HttpDate::from(time).to_string()
}
