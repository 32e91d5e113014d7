//! The one redaction that public text passes.

use serde_json::Value;

use super::identifier::is_web;

/// Takes every e-mail address out of a text that is not in `consented`, with the brackets that held
/// it and a word such as "e-mail:" before it. Addresses are compared without case.
pub fn redact(text: &str, consented: &[&str]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end)) = next_address(rest) {
        let address = &rest[start..end];
        if consented.iter().any(|c| c.eq_ignore_ascii_case(address)) {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        out.push_str(&rest[..start]);
        rest = &rest[end..];
        close_gap(&mut out, &mut rest);
    }
    out.push_str(rest);
    out
}

/// [`redact`]s every text in a JSON value; addresses on the web stay as they are.
pub fn redact_all(value: &mut Value, consented: &[&str]) {
    match value {
        Value::String(text) if !is_web(text) && has_contact(text, consented) => *text = redact(text, consented),
        Value::Array(items) => items.iter_mut().for_each(|item| redact_all(item, consented)),
        Value::Object(fields) => fields.values_mut().for_each(|field| redact_all(field, consented)),
        _ => {}
    }
}

/// Whether a text holds anything [`redact`] would take out.
pub fn has_contact(text: &str, consented: &[&str]) -> bool {
    may_have_address(text) && redact(text, consented) != text
}

/// Whether there is an at sign in a text, or in the UTF-8 of several: most have none, and need not be looked at.
pub fn may_have_address(text: impl AsRef<[u8]>) -> bool {
    let text = text.as_ref();
    memchr::memchr(b'@', text).is_some() || memchr::memmem::find(text, "＠".as_bytes()).is_some()
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

/// The byte range of the first thing that reads as an address: local part, at sign (also full
/// width), a domain with a dot.
fn next_address(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some((at, sign)) = text[from..].char_indices().find(|(_, c)| matches!(c, '@' | '＠')) {
        let (at, after) = (from + at, from + at + sign.len_utf8());
        let local = text[..at].chars().rev().take_while(|c| is_local(*c)).map(char::len_utf8).sum::<usize>();
        let domain = text[after..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            .map(char::len_utf8)
            .sum::<usize>();
        let domain = text[after..after + domain].trim_end_matches(['.', '-']).len();
        let dotted = text[after..after + domain].trim_start_matches('.').contains('.');
        if local > 0 && domain > 0 && dotted {
            let start = at - local;
            let lead = text[start..at].len() - text[start..at].trim_start_matches(['\'', '`', '{', '/', '.']).len();
            return Some((start + lead, after + domain));
        }
        from = after;
    }
    None
}

/// Clauses that say nothing but that an address follows, behind what else a sentence says.
const CLAUSES: &[&str] =
    &[" and can be reached at", " and may be reached at", " and can be contacted at", " and may be contacted at"];

/// Joins what stood before and after an address: drops a clause about it, empty brackets, a label, doubled spaces.
fn close_gap(out: &mut String, rest: &mut &str) {
    if rest.is_empty() || rest.starts_with(['.', ',', ';']) {
        let before = CLAUSES.iter().find_map(|clause| out.trim_end().strip_suffix(clause));
        if let Some(length) = before.map(|before| before.trim_end_matches(',').len()) {
            out.truncate(length);
            return;
        }
    }
    for label in ["mailto:", "Email:", "email:", "E-mail:", "e-mail:", "Email", "email", "E-mail", "e-mail", "at"] {
        let trimmed = out.trim_end();
        if let Some(before) = trimmed.strip_suffix(label).filter(|b| !b.ends_with(char::is_alphanumeric)) {
            let only_in_brackets = label != "at" || before.trim_end().ends_with(['(', '[', '<']);
            if only_in_brackets {
                out.truncate(before.len());
                break;
            }
        }
    }
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>'), ('（', '）')] {
        let before = out.trim_end().strip_suffix(open).map(str::len);
        let after = rest.trim_start().strip_prefix(close);
        if let (Some(length), Some(after)) = (before, after) {
            out.truncate(length);
            *rest = after;
        }
    }
    if out.is_empty() || out.ends_with(char::is_whitespace) {
        *rest = rest.trim_start_matches(' ');
    }
    if rest.starts_with(['.', ',', ';', ':', '!', '?', ')']) || rest.is_empty() {
        out.truncate(out.trim_end_matches(' ').len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_with_its_brackets() {
        let text = "Jane Doe (jane@doe.example) is a fellow.";
        assert_eq!(redact(text, &[]), "Jane Doe is a fellow.");
        assert_eq!(redact(text, &["Jane@Doe.example"]), text);
    }

    #[test]
    fn nothing_that_reads_as_an_address_stays() {
        for text in [
            "a@b.co",
            "Write to a.b+c@d-e.example.",
            "x ＠y.example",
            "x＠y.example",
            "<a@b.co>",
            "mailto:a@b.co",
            "a@b.co,c@d.co",
            "Contact: e-mail: a@b.co; phone",
        ] {
            let public = redact(text, &[]);
            assert!(next_address(&public).is_none(), "{text} -> {public}");
        }
        assert_eq!(redact("Write to a.b@c.example.", &[]), "Write to.");
        assert_eq!(redact("Reach her [email: a@b.co] soon", &[]), "Reach her soon");
    }

    #[test]
    fn an_address_goes_with_the_clause_that_only_leads_to_it() {
        for (text, public) in [
            ("Jane Doe directs it and can be reached at a@b.co. She sails.", "Jane Doe directs it. She sails."),
            ("Jane Doe directs it, and may be contacted at a@b.co", "Jane Doe directs it"),
            ("She can be reached at a@b.co.", "She can be reached at."),
            ("He came and can be reached at a@b.co on Mondays.", "He came and can be reached at on Mondays."),
        ] {
            assert_eq!(redact(text, &[]), public);
        }
    }

    #[test]
    fn other_text_is_untouched() {
        for text in ["", "@handle on the network", "5 @ 3", "a@b", "no address"] {
            assert_eq!(redact(text, &[]), text);
            assert!(!has_contact(text, &[]));
        }
    }
}
