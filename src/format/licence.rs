//! Licences by their URIs.

/// The short name of a Creative Commons licence or tool: `CC BY 4.0`; `None` for any other URI.
pub fn creative_commons(uri: &str) -> Option<String> {
    let path = uri.split_once("://")?.1.trim_start_matches("www.").strip_prefix("creativecommons.org/")?;
    let mut parts = path.split('/');
    let (kind, code) = (parts.next()?, parts.next()?);
    let version = parts.next().filter(|own| own.starts_with(|c: char| c.is_ascii_digit()));
    let name = match (kind, code) {
        ("licenses", code) => format!("CC {}", code.to_uppercase()),
        ("publicdomain", "zero") => "CC0".to_owned(),
        ("publicdomain", "mark") => "Public Domain Mark".to_owned(),
        _ => return None,
    };
    Some(match version {
        Some(version) => format!("{name} {version}"),
        None => name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        let name = |uri| creative_commons(uri);
        assert_eq!(name("https://creativecommons.org/licenses/by-nc-nd/4.0/").as_deref(), Some("CC BY-NC-ND 4.0"));
        assert_eq!(name("http://creativecommons.org/publicdomain/zero/1.0/").as_deref(), Some("CC0 1.0"));
        assert_eq!(name("https://rightsstatements.org/vocab/InC/1.0/"), None);
    }
}
