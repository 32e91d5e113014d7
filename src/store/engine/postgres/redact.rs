//! Database URLs as logs may show them.

use super::settings::decode;

const HIDDEN: &str = "***";

/// `url` without its password, for logs.
///
/// Where a password is not escaped as it should be, more is hidden rather than less.
pub fn redacted(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        // libpq's other form, `host=... password=...`, or no URL at all.
        return HIDDEN.to_owned();
    };
    let (credentials, place) = match rest.rsplit_once('@') {
        Some((credentials, place)) => (Some(credentials), place),
        None => (None, rest),
    };
    let (place, query) = match place.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (place, None),
    };
    let mut shown = format!("{scheme}://");
    match credentials.map(|credentials| credentials.split_once(':')) {
        Some(Some((user, _))) => shown += &format!("{user}:{HIDDEN}@"),
        Some(None) => shown += &format!("{}@", credentials.unwrap_or_default()),
        None if !is_place(place) => shown += HIDDEN,
        None => {}
    }
    if credentials.is_some() || is_place(place) {
        shown += place;
    }
    if let Some(query) = query {
        let pairs: Vec<String> = query.split('&').map(without_secret).collect();
        shown += &format!("?{}", pairs.join("&"));
    }
    shown
}

/// Whether this is hosts with ports and a path, and not `user:password` whose host was forgotten.
fn is_place(place: &str) -> bool {
    let hosts = place.split('/').next().unwrap_or_default();
    hosts.split(',').all(|host| {
        let end = host.rfind(']').map_or(0, |i| i + 1);
        match host[end..].split_once(':') {
            Some((_, port)) => port.bytes().all(|byte| byte.is_ascii_digit()),
            None => true,
        }
    })
}

fn without_secret(pair: &str) -> String {
    let (name, value) = decode(pair);
    if name.to_ascii_lowercase().contains("password") && !value.is_empty() {
        return format!("{name}={HIDDEN}");
    }
    pair.to_owned()
}
