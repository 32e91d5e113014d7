//! Dates as printed in a heading.

use super::words::fold;
use jiff::civil;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A text that is a date and nothing else, as `2024-04-12` or `2024-04`.
///
/// `April 12, 2024`, `12 April 2024`, `Friday, Apr. 12, 2024`, `April 2024`
/// and `2024-04-12`; a label such as `Published:` before it is allowed. Dates
/// in figures whose order is open (`04/12/2024`) are not read.
pub fn parse(text: &str) -> Option<String> {
    if text.len() > 60 {
        return None;
    }
    let tokens: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '(' | ')'))
        .map(|t| fold(t.trim_end_matches('.')))
        .filter(|t| !t.is_empty())
        .collect();
    let mut rest: Vec<&str> = tokens.iter().map(String::as_str).collect();
    rest.retain(|t| !matches!(*t, "published" | "date" | "posted" | "released" | "on" | "of"));
    if rest.first().is_some_and(|t| is_short_for(t, &DAYS)) {
        rest.remove(0);
    }
    match rest.as_slice() {
        [m, d, y] if month(m).is_some() => ymd(y, month(m)?, d),
        [d, m, y] if month(m).is_some() => ymd(y, month(m)?, d),
        [m, y] => Some(format!("{}-{:02}", year(y)?, month(m)?)),
        [iso] => parse_iso(iso),
        _ => None,
    }
}

/// Whether a text looks like a date in figures that `parse` refuses.
pub fn is_ambiguous(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['/', '.']).collect();
    let figures = |p: &&str| p.chars().all(|c| c.is_ascii_digit());
    parts.len() == 3
        && parts.iter().all(figures)
        && parts.first().is_some_and(|p| (1..=2).contains(&p.len()))
        && parts.last().is_some_and(|y| year(y).is_some())
}

/// A year such as `2024`.
pub fn year(text: &str) -> Option<i16> {
    let four = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let year = text.parse().ok().filter(|_| four)?;
    (1900..=2100).contains(&year).then_some(year)
}

fn ymd(y: &str, month: i8, d: &str) -> Option<String> {
    let digits = d.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let date = civil::Date::new(year(y)?, month, digits.parse().ok()?).ok()?;
    Some(date.to_string())
}

fn parse_iso(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || m.len() != 2 || d.len() != 2 {
        return None;
    }
    ymd(y, m.parse().ok()?, d)
}

fn month(token: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|m| is_short_for(token, &[m]))?;
    i8::try_from(at + 1).ok()
}

/// The whole word or at least three letters of it.
fn is_short_for(token: &str, words: &[&str]) -> bool {
    let short = (3..=4).contains(&token.len());
    words.iter().any(|w| *w == token || short && w.starts_with(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_forms() {
        for text in [
            "April 12, 2024",
            "APRIL 12, 2024",
            "12 April 2024",
            "Friday, Apr. 12, 2024",
            "2024-04-12",
            "Published: April 12th, 2024",
            "12. April 2024",
        ] {
            assert_eq!(parse(text).as_deref(), Some("2024-04-12"), "{text}");
        }
        assert_eq!(parse("Sept. 2023").as_deref(), Some("2023-09"));
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", "April", "2024", "April 31, 2024", "04/12/2024", "May we 2024", "a-b-c"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert!(is_ambiguous("04/12/2024"));
        assert!(!is_ambiguous("1.2"));
    }
}
