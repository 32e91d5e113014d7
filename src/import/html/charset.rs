//! The encoding that a page declares (WHATWG HTML, section 13.2.3.2: prescanning its first bytes).

/// How far a declaration is looked for, in bytes. The standard says 1,024; saved pages may have more
/// before it.
const REACH: usize = 8 << 10;

/// The label of the encoding that a page declares in a `meta` element.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..REACH).unwrap_or(bytes);
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = head.as_str();
    while let Some((_, behind)) = rest.split_once("<meta") {
        let tag = behind.split('>').next().unwrap_or_default();
        if let Some((_, label)) = tag.split_once("charset") {
            let label = label.trim_start().strip_prefix('=').unwrap_or_default();
            let label = label.trim_start().trim_start_matches(['"', '\'']);
            let label: String = label.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
            if !label.is_empty() {
                return Some(label);
            }
        }
        rest = behind;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn both_forms_are_found() {
        assert_eq!(declared(b"<head><META charset='windows-1251'>").as_deref(), Some("windows-1251"));
        let old = b"<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\">";
        assert_eq!(declared(old).as_deref(), Some("shift_jis"));
        assert_eq!(declared(b"<p>charset=x</p>"), None);
    }
}
