//! Contact data in running text: found, and taken out for the public.

use super::words::sentences;

/// A text without contact data, and the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// The text for the public.
    pub text: String,
    /// Private: the e-mail addresses, in order.
    pub emails: Vec<String>,
    /// Whether anything was taken out.
    pub changed: bool,
}

/// Signs that a sentence is about nothing but how to reach someone.
const CUES: &[&str] = &["reach", "contact", "email", "e-mail", "write to", "correspond", "phone", "tel"];

/// Words that may stand beside an address in brackets without meaning anything else.
const LABELS: &[&str] =
    &["email", "e-mail", "mail", "contact", "mailto", "at", "tel", "phone", "or", "and", "call", "mobile", "fax"];

/// Takes e-mail addresses and telephone numbers out, with the brackets and
/// labels that held nothing else, and sentences that say nothing else.
pub fn redact(text: &str) -> Redacted {
    let spans = find(text);
    let emails = spans.iter().filter_map(|s| s.email.clone()).collect();
    if spans.is_empty() {
        let text = text.to_owned();
        return Redacted { text, emails, changed: false };
    }
    let mut kept = String::with_capacity(text.len());
    for (at, sentence) in sentences(text).into_iter().enumerate() {
        let spans = find(sentence);
        let folded = sentence.to_lowercase();
        let bare = !spans.is_empty() && spans.iter().any(|s| !in_brackets(sentence, s));
        if at > 0 && bare && CUES.iter().any(|cue| folded.contains(cue)) {
            continue;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(&cut_out(sentence, &spans));
    }
    Redacted { text: kept, emails, changed: true }
}

/// Whether a text holds contact data.
pub fn is_present(text: &str) -> bool {
    !find(text).is_empty()
}

#[derive(Debug, Clone)]
struct Span {
    start: usize,
    end: usize,
    email: Option<String>,
}

fn find(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = text.match_indices('@').filter_map(|(at, _)| address(text, at, 1)).collect();
    for sign in [" [at] ", " (at) ", "[at]", "(at)"] {
        let found = text.match_indices(sign);
        spans.extend(found.filter_map(|(at, _)| address(text, at, sign.len())));
    }
    spans.extend(phones(text));
    spans.sort_by_key(|s| (s.start, s.end));
    let mut end = 0;
    spans.retain(|s| {
        let apart = s.start >= end;
        end = end.max(s.end);
        apart
    });
    spans
}

/// The address around a sign at `at`, `length` bytes long.
fn address(text: &str, at: usize, length: usize) -> Option<Span> {
    let (before, after) = (text.get(..at)?, text.get(at + length..)?);
    let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
    let domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let left: usize = before.chars().rev().take(64).take_while(|c| local(*c)).map(char::len_utf8).sum();
    let right: usize = after.chars().take(255).take_while(|c| domain(*c)).map(char::len_utf8).sum();
    let host = after.get(..right)?.trim_end_matches(['.', '-']);
    let name = before.get(at - left..)?.trim_start_matches(['.', '\'', '-']);
    let top = host.rsplit_once('.')?.1;
    if name.is_empty() || top.chars().count() < 2 || host.starts_with('.') {
        return None;
    }
    let mut start = at - name.len();
    if before.get(..start)?.ends_with("mailto:") {
        start -= "mailto:".len();
    }
    Some(Span { start, end: at + length + host.len(), email: Some(format!("{name}@{host}")) })
}

/// Runs of figures that can only be telephone numbers: ten of them or more, or
/// seven behind a plus sign.
fn phones(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')');
    for (at, c) in text.char_indices() {
        run = match run {
            None if c == '+' || c.is_ascii_digit() => Some((at, at + 1, usize::from(c != '+'))),
            Some((start, _, digits)) if c.is_ascii_digit() => Some((start, at + 1, digits + 1)),
            Some(kept) if inside(c) => Some(kept),
            Some(done) => {
                found.extend(phone(text, done));
                None
            }
            None => None,
        };
    }
    found.extend(run.and_then(|done| phone(text, done)));
    found
}

fn phone(text: &str, (start, end, digits): (usize, usize, usize)) -> Option<Span> {
    let number = text.get(start..end)?;
    let years = number.split([' ', '-', '.']).filter(|p| p.len() == 4).count();
    let plus = number.starts_with('+');
    let fits = (plus && (7..=15).contains(&digits) || (10..=15).contains(&digits) && years < 2)
        && number.contains([' ', '-', '.', '+']);
    let before = text.get(..start).unwrap_or_default();
    let start = if before.ends_with('(') && number.contains(')') { start - 1 } else { start };
    fits.then_some(Span { start, end, email: None })
}

fn in_brackets(text: &str, span: &Span) -> bool {
    brackets(text, span).is_some()
}

/// The brackets around a span, when they are near.
fn brackets(text: &str, span: &Span) -> Option<(usize, usize)> {
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let open = before.char_indices().rev().take(200).find(|(_, c)| "()[]<>".contains(*c));
    let close = after.char_indices().take(200).find(|(_, c)| "()[]<>".contains(*c));
    match (open?, close?) {
        ((open, '(' | '[' | '<'), (close, ')' | ']' | '>')) => Some((open, span.end + close + 1)),
        _ => None,
    }
}

/// The text without the spans, and without brackets that held nothing else.
fn cut_out(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        let (start, end) = match brackets(text, span) {
            Some((open, close)) if says_nothing(text.get(open..close).unwrap_or_default()) => (open, close),
            _ => (span.start, span.end),
        };
        if start < from {
            continue;
        }
        out.push_str(text.get(from..start).unwrap_or_default());
        from = end;
        tidy(&mut out, text.get(from..).unwrap_or_default());
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Whether nothing is left in brackets but labels once contact data is out.
fn says_nothing(bracketed: &str) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for span in find(bracketed) {
        rest.push_str(bracketed.get(from..span.start).unwrap_or_default());
        rest.push(' ');
        from = span.end;
    }
    rest.push_str(bracketed.get(from..).unwrap_or_default());
    rest.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .all(|w| LABELS.contains(&w.to_lowercase().as_str()))
}

/// Drops what only led up to the part cut out: a blank, a label, a comma.
fn tidy(out: &mut String, after: &str) {
    for label in ["e-mail:", "email:", "E-mail:", "Email:", "mail:", "tel:", "Tel:", "phone:"] {
        let kept = out.trim_end().strip_suffix(label).map(str::len);
        if let Some(kept) = kept {
            out.truncate(kept);
        }
    }
    let closes = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ')' | ']' | ':');
    if after.is_empty() || after.starts_with(closes) {
        let kept = out.trim_end();
        let kept = match after.starts_with([')', ']']) {
            true => kept.trim_end_matches([',', ';', ':']),
            false => kept,
        };
        out.truncate(kept.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> String {
        redact(text).text
    }

    #[test]
    fn an_address_goes_with_its_brackets() {
        let found = redact("Ann Roe (ann.roe@tides.example) is a pilot. She sails.");
        assert_eq!(found.text, "Ann Roe is a pilot. She sails.");
        assert_eq!(found.emails, ["ann.roe@tides.example"]);
        assert_eq!(public("Ann Roe (email: a@b.example; +81 3 1234 5678) sails."), "Ann Roe sails.");
        assert_eq!(public("Ann Roe <a@b.example>, a pilot"), "Ann Roe, a pilot");
        assert_eq!(public("Ann Roe (Tide Lab, a@b.example) sails."), "Ann Roe (Tide Lab) sails.");
        assert_eq!(public("Ann Roe (a [at] b.example) sails."), "Ann Roe sails.");
    }

    #[test]
    fn a_sentence_that_only_says_how_to_reach_someone_goes() {
        let text = "Ann Roe is a pilot. She can be reached at a@b.example. She sails.";
        assert_eq!(public(text), "Ann Roe is a pilot. She sails.");
        assert_eq!(public("Ann Roe sails. Contact: +1 (808) 555-0199."), "Ann Roe sails.");
    }

    #[test]
    fn ordinary_text_stays() {
        for text in
            ["In 2019-2024 @ noon, 18-page (2019).", "A 1,234,567,890 loss", "2010-2019 and 2020-2024", "@handle @"]
        {
            assert_eq!(public(text), text);
        }
    }

    #[test]
    fn survives_anything() {
        for text in ["@", "a@", "@b.cd", "(((", "+", "a@b.c)", "(at)(at)(at).x", "é@é.éé"] {
            redact(text);
        }
    }
}
