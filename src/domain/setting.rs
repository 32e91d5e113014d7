//! The values of identity settings: checked before they are kept, and again when they are read, for what
//! was kept before a rule is there still.

use super::identifier::WebUrl;
use super::identity::CanonicalPages;

/// The value of the setting of this name as it is kept, or what is wrong with it.
pub fn check(name: &str, value: &str) -> Result<String, String> {
    match name {
        "base-url" => base_url(value),
        "repository-identifier" => repository_identifier(value),
        "admin-email" => email(value),
        "metadata-licence" => WebUrl::parse(value).map(String::from),
        "canonical-pages" => match CanonicalPages::parse(value) {
            Some(_) => Ok(value.to_owned()),
            None => Err(format!("it is none of {}", CanonicalPages::WORDS.join(" and "))),
        },
        _ => text(value),
    }
}

/// The public address of the service: paths are appended to it, so it ends with a host or a path. It is
/// the `baseURL` of OAI-PMH, which the protocol joins to a query (section 3.1.1).
pub fn base_url(value: &str) -> Result<String, String> {
    let url = WebUrl::parse(value)?;
    match url.as_str().find(['?', '#']) {
        Some(_) => Err("paths are appended to it, so it cannot have a query or a fragment".to_owned()),
        None => Ok(url.as_str().trim_end_matches('/').to_owned()),
    }
}

/// The domain name in OAI identifiers. Each of its parts begins with a letter (oai-identifier.xsd,
/// `repositoryIdentifierType`).
fn repository_identifier(value: &str) -> Result<String, String> {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if value.contains(':') || value.contains('/') {
        return Err("it is a domain name alone, without scheme, port or path".to_owned());
    }
    if !value.contains('.') {
        return Err("it has no dot; a domain name has two parts or more".to_owned());
    }
    match value.split('.').find(|part| !is_part(part)) {
        Some(part) => Err(format!(
            "its part `{part}` is not a letter followed by letters, digits and hyphens, as OAI identifiers have it"
        )),
        None => Ok(value.to_owned()),
    }
}

/// The address harvesters write to (OAI-PMH.xsd, `emailType`), of a length that Crossref takes
/// (common5.3.1.xsd, `email_address`).
fn email(value: &str) -> Result<String, String> {
    let Some((local, host)) = value.split_once('@') else {
        return Err("it has no `@`".to_owned());
    };
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\@".contains(c);
    if !value.chars().all(|c| is_plain(c) || c == '@') || host.contains('@') {
        return Err("it is one bare address, without spaces, name or brackets".to_owned());
    }
    let parts: Vec<&str> = host.split('.').collect();
    if local.is_empty() || parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
        return Err("a name, an `@` and a domain name with a dot are needed".to_owned());
    }
    match value.chars().count() {
        6..=200 => Ok(value.to_owned()),
        _ => Err("it is shorter than 6 letters or longer than 200".to_owned()),
    }
}

/// Text that every format can hold, on one line.
fn text(value: &str) -> Result<String, String> {
    match value.chars().any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        true => Err("it holds control characters".to_owned()),
        false => Ok(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_schemas_of_oai_refuse_is_refused() {
        for (name, value) in [
            ("repository-identifier", "localhost"),
            ("repository-identifier", "3com.example"),
            ("repository-identifier", "archive.example.1"),
            ("repository-identifier", "archive..example"),
            ("repository-identifier", ".example"),
            ("repository-identifier", "archive.example."),
            ("repository-identifier", "-a.example"),
            ("repository-identifier", "a_b.example"),
            ("repository-identifier", "https://archive.example"),
            ("repository-identifier", "archive.example:8080"),
            ("repository-identifier", "b\u{fc}cher.example"),
            ("admin-email", "librarian"),
            ("admin-email", "a@b"),
            ("admin-email", "a@b."),
            ("admin-email", "a@.b"),
            ("admin-email", "a@b..example"),
            ("admin-email", "@b.example"),
            ("admin-email", "a b@c.example"),
            ("admin-email", "A <a@b.example>"),
            ("admin-email", "a@b.example, c@d.example"),
            ("admin-email", "a@b@c.example"),
            ("admin-email", "mailto:a@b.example"),
            ("admin-email", "a@b.c"),
            ("base-url", "archive.example"),
            ("base-url", "ftp://archive.example"),
            ("base-url", "https://archive.example/?a=b"),
            ("base-url", "https://archive.example/#top"),
            ("base-url", "https://user:word@archive.example"),
            ("canonical-pages", "theirs"),
            ("repository-name", "a\u{0}b"),
        ] {
            assert!(check(name, value).is_err_and(|why| why.len() > 8), "{name}={value}");
        }
    }

    #[test]
    fn what_is_right_is_kept_as_it_is() {
        for (name, value) in [
            ("repository-identifier", "commentary.example.org"),
            ("repository-identifier", "a.b-2"),
            ("admin-email", "first.last+oai@mail.example.org"),
            ("base-url", "https://archive.example"),
            ("base-url", "http://archive.example:8080/commentary"),
            ("repository-name", "]]> <&\"N\u{e4}me"),
        ] {
            assert_eq!(check(name, value).as_deref(), Ok(value), "{name}");
        }
        assert_eq!(base_url("https://Archive.example/").as_deref(), Ok("https://archive.example"));
    }
}
