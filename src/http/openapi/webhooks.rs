//! What operations on webhooks answer beside their own: each needs a key, and no cache keeps anything of it.

use super::answers::ANY;

/// The fields of an answer that is no problem.
pub(super) fn fields(status: &str) -> &'static [&'static str] {
    match status {
        "201" => &["Location", "Cache-Control"],
        _ => &["Cache-Control"],
    }
}

/// The problems that an operation can be answered with.
pub(super) fn refusals(path: &str, method: &str, has_content: bool) -> Vec<&'static str> {
    let own: &[&str] = match (has_content, method) {
        (true, _) => &["BadRequest", "ContentTooLarge", "UnsupportedMediaType", "InvalidContent"],
        (false, "post") => &["InvalidParameter"],
        (false, _) => &["InvalidParameter", "UnexpectedContent"],
    };
    let place: &[&str] = match path {
        "/v1/webhooks" => &[],
        _ if path.ends_with("/deliveries") => &["NotFoundOrUnknownCursor", "StaleCursor"],
        _ => &["NotFound"],
    };
    own.iter().chain(place).copied().chain(ANY).collect()
}
