//! What looks wrong in a reading as a whole.

use super::document::Document;
use super::reading::{Known, Reading, Review};
use super::words::words;
use crate::import::report::{Certainty, Problem};

/// Reports what is in doubt or missing.
pub fn all(reading: &mut Reading, document: &Document, known: &Known) {
    date(reading, known);
    typography(reading, document);
    missing(reading);
    guesses(reading);
}

fn doubt(reading: &mut Reading, line: Option<u32>, field: &str, reason: String) {
    reading.problems.push(Problem::warning(line, field, reason.clone()));
    if !reading.review.iter().any(|r| r.field == field) {
        reading.review.push(Review { field: field.to_owned(), reason });
    }
}

/// A date to come.
fn date(reading: &mut Reading, known: &Known) {
    let Some(published) = reading.published.clone() else { return };
    let Some(today) = known.today.as_deref() else { return };
    let shown = today.get(..published.value.len().min(today.len())).unwrap_or(today);
    if published.value.as_str() > shown {
        let reason = format!("the date of publication, {}, is still to come", published.value);
        doubt(reading, Some(published.lines.0), "published", reason);
    }
}

/// Signs that stand for lost ones, and words that run together.
fn typography(reading: &mut Reading, document: &Document) {
    let line_of = |found: &dyn Fn(&str) -> bool| document.lines.iter().find(|l| found(&l.text)).map(|l| l.number);
    if let Some(line) = line_of(&|text| text.contains('\u{fffd}')) {
        let reason = "signs are lost in the text: U+FFFD stands in their place";
        if !reading.problems.iter().any(|p| p.field == "document" && p.reason.contains("U+FFFD")) {
            reading.problems.push(Problem::warning(Some(line), "document", reason));
        }
    }
    let latin = |w: &str| w.chars().all(|c| c.is_alphabetic() && c < '\u{250}');
    let long = |text: &str| words(text).any(|w| w.chars().count() >= 16 && latin(w) && is_run_together(w));
    let glued = |text: &str| {
        text.split_whitespace().any(|w| {
            let inner = w.trim_matches(|c: char| !c.is_alphanumeric());
            inner.split_once(['.', ',']).is_some_and(|(a, b)| {
                a.chars().count() > 3
                    && b.chars().count() > 3
                    && a.chars().all(char::is_lowercase)
                    && b.chars().next().is_some_and(char::is_uppercase)
                    && b.chars().skip(1).all(char::is_lowercase)
            })
        })
    };
    let count = document.lines.iter().filter(|l| long(&l.text) || glued(&l.text)).count();
    if count > 0
        && let Some(line) = line_of(&|text| long(text) || glued(text))
    {
        let reason = format!("words run together on {count} lines: blanks are lost");
        reading.problems.push(Problem::warning(Some(line), "document", reason));
    }
}

/// `theministrysaid`: a long word that is made of frequent small ones.
fn is_run_together(word: &str) -> bool {
    let folded = word.to_lowercase();
    const SMALL: &[&str] =
        &["the", "andthe", "ofthe", "inthe", "tothe", "thatthe", "said", "which", "with", "from", "have", "this"];
    let begins = ["the", "and", "that", "with", "this", "from", "of", "in"].iter().any(|s| folded.starts_with(s));
    let inner = SMALL.iter().filter(|s| folded.get(2..).is_some_and(|f| f.contains(**s))).count();
    inner >= 2 || begins && inner >= 1 && folded.chars().count() >= 15
}

fn missing(reading: &mut Reading) {
    if reading.published.is_none() {
        let reason = "no date found; give it with --published YYYY-MM-DD";
        reading.problems.push(Problem::warning(None, "published", reason));
    }
    if reading.number.is_none() {
        let reason = "no number found; give it with --number N";
        reading.problems.push(Problem::warning(None, "number", reason));
    }
}

/// What is a guess is reviewed before it is claimed.
fn guesses(reading: &mut Reading) {
    let of = |found: Option<(Certainty, (u32, u32))>| {
        found.filter(|(c, _)| *c == Certainty::Doubtful).map(|(_, lines)| lines.0)
    };
    let fields = [
        ("title", of(reading.title.as_ref().map(|f| (f.certainty, f.lines)))),
        ("contributions", of(reading.contributors.as_ref().map(|f| (f.certainty, f.lines)))),
        ("published", of(reading.published.as_ref().map(|f| (f.certainty, f.lines)))),
        ("number", of(reading.number.as_ref().map(|f| (f.certainty, f.lines)))),
        ("series", of(reading.series.as_ref().map(|f| (f.certainty, f.lines)))),
        ("disclaimers", of(reading.disclaimer.as_ref().map(|f| (f.certainty, f.lines)))),
    ];
    for (field, line) in fields {
        if let Some(line) = line
            && !reading.review.iter().any(|r| r.field == field)
        {
            let reason = format!("{field}: a guess, by place and form alone");
            doubt(reading, Some(line), field, reason);
        }
    }
}
