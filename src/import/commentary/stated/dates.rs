//! Dates that a form states.

use super::{certainty, finding, found};
use crate::import::commentary::{Reading, date};
use crate::import::manuscript::{Stated, Statement, Weight};
use crate::import::report::{Certainty, Finding, Problem};

/// Settles when the text was published and revised.
pub fn settle(reading: &mut Reading, stated: &Stated, placed: bool) {
    published(reading, stated, placed);
    revised(reading, stated);
}

fn published(reading: &mut Reading, stated: &Stated, placed: bool) {
    for statement in &stated.published {
        if day(&statement.value).is_none() && statement.weight == Weight::Editorial {
            let reason = format!(
                "the {} says “{}”, which is no date that can be read one way only; write 2024-04-12",
                statement.source, statement.value
            );
            reading.problems.push(Problem::warning(statement.line, "published", reason));
        }
    }
    let Some((statement, value)) = first(&stated.published) else { return };
    let Some(shown) = reading.published.take() else {
        if stated.published.iter().all(|own| day(&own.value).is_some()) {
            found(reading, "published");
        }
        reading.published = Some(finding(statement, value));
        return;
    };
    let (mut kept, mut other) = (shown, finding(statement, value));
    if kept.certainty == Certainty::Doubtful
        && statement.weight > Weight::Generic
        && !is_part(&kept.value, &other.value)
    {
        // The year of the rights, or what the text says by its place alone.
        reading.review.retain(|own| own.field != "published");
        reading.published = Some(other);
        return;
    }
    if is_part(&kept.value, &other.value) || is_near(&kept.value, &other.value) {
        // One of them is more precise; a page's own clock may be a day off where the text tells the day.
        if other.value.len() > kept.value.len() {
            std::mem::swap(&mut kept, &mut other);
        }
        if statement.weight == Weight::Editorial
            && other.value.len() == kept.value.len()
            && other.source == statement.source
        {
            kept = other;
        }
        reading.published = Some(Finding { certainty: Certainty::Certain, ..kept });
        return;
    }
    let editorial = statement.weight == Weight::Editorial || statement.weight == Weight::Embedded && !placed;
    let which = if editorial { "former" } else { "latter" };
    let reason = format!("the {} says {}, the text {}; the {which} is kept", statement.source, other.value, kept.value);
    reading.problems.push(Problem::warning(Some(kept.lines.0), "published", reason));
    reading.published = Some(match editorial {
        true => Finding { certainty: Certainty::Likely, ..other },
        false => kept,
    });
}

fn revised(reading: &mut Reading, stated: &Stated) {
    let Some((statement, value)) = first(&stated.revised) else { return };
    let published = reading.published.as_ref().map(|own| own.value.clone());
    if published.as_ref().is_some_and(|day| value.starts_with(day.as_str()) || day.starts_with(value.as_str())) {
        return;
    }
    if published.as_ref().is_some_and(|day| value < *day) {
        if statement.weight == Weight::Editorial {
            let reason = format!(
                "the {} says it was revised on {value}, before it was published; that is left out",
                statement.source
            );
            reading.problems.push(Problem::warning(statement.line, "revised", reason));
        }
        return;
    }
    if reading.updated.is_none() || statement.weight == Weight::Editorial {
        reading.updated = Some(Finding { certainty: certainty(statement.weight), ..finding(statement, value) });
    }
}

/// The first statement that is a date, and that date.
fn first(list: &[Statement<String>]) -> Option<(&Statement<String>, String)> {
    list.iter().find_map(|own| day(&own.value).map(|day| (own, day)))
}

/// Whether one date is the other, said less precisely.
fn is_part(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Whether two days follow one another: a clock elsewhere tells the day before or after.
fn is_near(a: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (a.parse::<jiff::civil::Date>(), b.parse::<jiff::civil::Date>()) else { return false };
    a.tomorrow().is_ok_and(|next| next == b) || b.tomorrow().is_ok_and(|next| next == a)
}

/// The day of a statement as it is written, whatever its time zone: the day on which it appeared there.
///
/// ISO 8601 with or without a time, `2023/12/04`, `20231204`, the form of e-mails and feeds (RFC 5322,
/// section 3.3), and dates as they are printed.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    numeric(text).or_else(|| feed(text)).or_else(|| date::parse(text))
}

fn numeric(text: &str) -> Option<String> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).count();
    let (year, rest) = text.split_at_checked(4)?;
    if digits(year) != 4 || !(1800..=2200).contains(&year.parse::<i32>().ok()?) {
        return None;
    }
    if rest.is_empty() {
        return Some(year.to_owned());
    }
    let (month, rest) = match rest.strip_prefix(['-', '/', '.']) {
        Some(rest) => rest.split_at_checked(digits(rest).min(2))?,
        None if digits(rest) >= 4 => rest.split_at_checked(2)?,
        None => return None,
    };
    let month: i8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    let rest = rest.strip_prefix(['-', '/', '.']).unwrap_or(rest);
    let (day, behind) = rest.split_at_checked(digits(rest).min(2))?;
    if day.is_empty() {
        return behind.is_empty().then(|| format!("{year}-{month:02}"));
    }
    let is_over =
        behind.is_empty() || behind.starts_with(|c: char| c == 'T' || c == 't' || c == ',' || c.is_whitespace());
    let date = jiff::civil::Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    is_over.then(|| date.to_string())
}

/// `Mon, 15 Apr 2024 02:00:00 +0000`
fn feed(text: &str) -> Option<String> {
    let rest = text.split_once(", ").map_or(text, |(_, rest)| rest);
    let words: Vec<&str> = rest.split_whitespace().collect();
    let [day, month, year, time, ..] = words.as_slice() else { return None };
    if !time.contains(':') {
        return None;
    }
    date::parse(&format!("{day} {month} {year}"))
}
