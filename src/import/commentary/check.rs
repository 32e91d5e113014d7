//! What looks wrong in a reading as a whole.

use std::collections::HashSet;

use super::document::{Document, Role};
use super::introduced;
use super::lexicon::{Words, index};
use super::people;
use super::reading::{Contributor, ContributorRole, Known, Reading, Review};
use super::rubric::{is_body_name, is_rubric};
use super::words::{bare, fold, is_capitals, is_hanging, is_unspaced, starts_upper, words};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Problem};

/// Reports what is in doubt or missing.
pub fn all(reading: &mut Reading, document: &Document, known: &Known) {
    date(reading, known);
    title(reading);
    alone(reading, document);
    biographies(reading);
    unnamed(reading, document);
    series(reading);
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

/// A title none of whose words the text has: the name of a series, or the motto of a site.
fn title(reading: &mut Reading) {
    let (Some(title), Some(body)) = (reading.title.clone(), reading.body.as_ref()) else { return };
    let stems = |text: &str| -> HashSet<String> {
        let long = words(text).map(|w| fold(bare(w))).filter(|w| w.chars().count() >= STEM);
        long.map(|w| w.chars().take(STEM).collect()).collect()
    };
    let own = stems(&title.value);
    let shared = body.value.paragraphs.iter().any(|p| !own.is_disjoint(&stems(&p.text)));
    if own.len() > 1 && !shared && !title.value.contains(is_unspaced) {
        let reason = "the text has none of the words of its title".to_owned();
        doubt(reading, Some(title.lines.0), "title", reason);
    }
}

/// A title of which the text alone tells, where the heading holds more than was understood, or nobody is surely its
/// author.
fn alone(reading: &mut Reading, document: &Document) {
    let Some(title) = reading.title.clone().filter(|title| title.source == "heading") else { return };
    let called = document.with_role(Role::Title).any(|(_, block)| block.hint == Some(Hint::Title));
    let reason = match () {
        () if title.value.contains(" | ") || title.value.contains(['{', '}']) => "it holds what titles do not have",
        () if title.value.ends_with('.') && !super::words::ends_in_abbreviation(&title.value) => {
            "it is a whole sentence"
        }
        () if called => return,
        () if reading.subtitle.as_ref().is_some_and(|own| own.lines.0 == title.lines.1 + 1) => {
            "the line below it may belong to it"
        }
        () if title.lines.0 != title.lines.1 && holds_two(document) => "it may be a title and a subtitle",
        () if document.with_role(Role::Unknown).next().is_some() => "other lines of the heading are not understood",
        () if reading.contributors.as_ref().is_none_or(|own| own.certainty == Certainty::Doubtful) => {
            "no author below it is sure"
        }
        () => return,
    };
    doubt(reading, Some(title.lines.0), "title", format!("“{}” is read as the title, but {reason}", title.value));
}

/// Whether a line of the title that is not set in capitals begins with a capital, though the one before could end there.
fn holds_two(document: &Document) -> bool {
    let lines = document.lines.iter().filter(|line| line.role == Role::Title).map(|line| line.text.as_str());
    let lines: Vec<&str> = lines.collect();
    lines.windows(2).any(|pair| match pair {
        [before, line] => {
            !is_capitals(line) && starts_upper(line) && !is_hanging(before) && !before.ends_with([':', ',', '–', '—'])
        }
        _ => false,
    })
}

/// Somebody whom a paragraph at the start or the end introduces as biographies do, or who stands in the heading, and
/// is no contributor.
fn unnamed(reading: &mut Reading, document: &Document) {
    let Some(named) = reading.contributors.clone() else { return };
    let known = |name: &[String]| {
        let last = name.last().map(|word| fold(word)).unwrap_or_default();
        named.value.iter().any(|own| fold(&own.name).contains(&last))
    };
    let aside = |role: Role| matches!(role, Role::BackMatter | Role::Unknown | Role::Masthead);
    let edge = document.blocks.iter().filter(|b| aside(b.role) && b.hint.is_none() && b.text.len() < 1200);
    let other = edge.flat_map(|b| introduced::people_of(&b.text)).map(|(name, _)| name).find(|name| !known(name));
    let heading = reading.subtitle.as_ref().map(|own| own.value.as_str());
    let around = document.blocks.iter().take(document.heading_end()).filter(|b| aside(b.role)).map(|b| b.text.as_str());
    let beside = |text: &&str| {
        let last = text.split_whitespace().next_back().map(|word| fold(bare(word))).unwrap_or_default();
        people::is_names(text) && !is_rubric(text) && !is_body_name(text) && !known(&[last])
    };
    let heading = heading.into_iter().chain(around).find(beside).map(str::to_owned);
    let staff = named.value.iter().find(|own| own.role == ContributorRole::Editor).map(|own| own.name.clone());
    let name = other.map(|name| name.join(" ")).or(heading);
    if let Some(name) = name {
        let reason = format!("{name} stands beside the text, and is not named by the byline");
        doubt(reading, Some(named.lines.0), "contributions", reason);
    } else if let Some(name) = untold(reading, &named.value) {
        let reason = format!("others have a biography, {name} has none");
        doubt(reading, Some(named.lines.0), "contributions", reason);
    } else if let Some(name) = named.value.iter().map(|own| &own.name).find(|name| is_odd(name)) {
        let reason = format!("“{name}” is no usual name of a person");
        doubt(reading, Some(named.lines.0), "contributions", reason);
    } else if let Some(name) = staff {
        let reason = format!("{name} may be an editor of the series, not of this text");
        doubt(reading, Some(named.lines.0), "contributions", reason);
    }
}

/// One who has no biography, where others have.
fn untold(reading: &Reading, people: &[Contributor]) -> Option<String> {
    let told = |at: usize| reading.biographies.iter().any(|own| usize::try_from(own.value.contributor) == Ok(at));
    let authors = people.iter().enumerate().filter(|(_, own)| own.role == ContributorRole::Author);
    let (with, without): (Vec<_>, Vec<_>) = authors.partition(|(at, _)| told(*at));
    without.first().filter(|_| !with.is_empty()).map(|(_, own)| own.name.clone())
}

/// Whether a name is one word, or many, or has words of posts or bodies.
fn is_odd(name: &str) -> bool {
    let count = name.split_whitespace().count();
    let spaced = !name.contains(is_unspaced);
    spaced && !(2..=5).contains(&count) || index().holds(Words::Units, name) || index().holds(Words::Publications, name)
}

/// A series that one line of the text names, and nothing else: neither a number beside it nor what is known.
fn series(reading: &mut Reading) {
    let Some(found) = reading.series.clone() else { return };
    let marked = found.value.title.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '|'));
    let numbered = reading.number.is_some();
    if !found.value.known && (marked || !numbered && found.source == "heading") {
        let reason = format!("“{}” is read as the series by its place and form alone", found.value.title);
        doubt(reading, Some(found.lines.0), "series", reason);
    }
}

/// How many letters of a word tell it from others.
const STEM: usize = 5;

/// Somebody whom the biographies introduce, and the byline does not name.
fn biographies(reading: &mut Reading) {
    let Some(named) = reading.contributors.clone() else { return };
    let known = |name: &[String]| {
        let last = name.last().map(|word| fold(word)).unwrap_or_default();
        named.value.iter().any(|own| fold(&own.name).contains(&last))
    };
    let introduced = reading.biographies.iter().flat_map(|own| introduced::people_of(&own.value.text));
    let other = introduced.map(|(name, _)| name).find(|name| !known(name));
    if let Some(name) = other {
        let reason = format!("a biography speaks of {}, whom the byline does not name", name.join(" "));
        doubt(reading, Some(named.lines.0), "contributions", reason);
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
    match (&reading.series, &reading.number) {
        (Some(_), None) => {
            let reason = "no number found; give it with --number N";
            reading.problems.push(Problem::warning(None, "number", reason));
        }
        // What stands in no series needs no number.
        (None, _) => {
            let reason = "no series found; give it with --series NAME, and the number in it with --number N";
            reading.problems.push(Problem::info(None, "series", reason));
        }
        (Some(_), Some(_)) => {}
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
    doubted(reading);
}

/// What is reviewed is no longer called sure.
fn doubted(reading: &mut Reading) {
    let Reading { title, contributors, published, number, series, review, .. } = reading;
    let in_doubt = |field: &str| review.iter().any(|own| own.field == field);
    let lower = |certainty: Option<&mut Certainty>, field: &str| {
        if let Some(certainty) = certainty.filter(|_| in_doubt(field)) {
            *certainty = Certainty::Doubtful;
        }
    };
    lower(title.as_mut().map(|own| &mut own.certainty), "title");
    lower(contributors.as_mut().map(|own| &mut own.certainty), "contributions");
    lower(published.as_mut().map(|own| &mut own.certainty), "published");
    lower(number.as_mut().map(|own| &mut own.certainty), "number");
    lower(series.as_mut().map(|own| &mut own.certainty), "series");
}
