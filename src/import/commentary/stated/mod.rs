//! What a form states beside the text, reconciled with what the text shows.
//!
//! What an editor wrote for this very text (front matter, fields of an export) goes before the text; what a
//! machine wrote is used where the text is silent. Where both speak and differ, both are told.

mod dates;
mod pages;
mod people;
mod sites;
mod titles;

pub use people::{names, settle as people, tell as biographies};
pub use sites::Sites;
pub use titles::{behind_house, named_by_file, placed, without_site};

use super::disclaimer;
use super::language;
use super::number_forms::is_lettered;
use super::reading::{Disclaimer, Reading, SeriesName};
use crate::import::manuscript::{Stated, Statement, Weight};
use crate::import::report::{Certainty, Finding, Problem};

/// Letters and figures alone, in small letters: what two texts have in common however they are set.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How sure a statement is where the text does not confirm it.
const fn certainty(weight: Weight) -> Certainty {
    match weight {
        Weight::Editorial => Certainty::Certain,
        Weight::Embedded => Certainty::Likely,
        Weight::Generic => Certainty::Doubtful,
    }
}

/// A statement as a finding.
fn finding<T, U>(statement: &Statement<T>, value: U) -> Finding<U> {
    let line = statement.line.unwrap_or(1);
    Finding { value, lines: (line, line), source: statement.source, certainty: certainty(statement.weight) }
}

/// Takes over what the text does not say or says less well, all but titles and people. `placed` says whether the date
/// that the text shows stands where texts give their own.
pub fn settle(reading: &mut Reading, stated: &Stated, placed: bool) {
    dates::settle(reading, stated, placed);
    number(reading, stated);
    series(reading, stated);
    subtitle(reading, stated);
    summary(reading, stated);
    languages(reading, stated);
    disclaimers(reading, stated);
    titles::compare(reading, stated);
    pages::settle(reading, stated);
}

/// Drops what was told of a field that the text lacks: it is found now.
fn found(reading: &mut Reading, field: &str) {
    reading.problems.retain(|problem| problem.field != field || problem.line.is_some());
}

/// The value of two, where the text shows one: the editor's, or the text's. A difference is told.
fn choose(
    shown: Option<Finding<String>>,
    statement: &Statement<String>,
    value: String,
    field: &'static str,
    problems: &mut Vec<Problem>,
) -> Finding<String> {
    let Some(shown) = shown else { return finding(statement, value) };
    if folded(&shown.value) == folded(&value) {
        return Finding { certainty: Certainty::Certain, ..shown };
    }
    let editorial = statement.weight == Weight::Editorial;
    let (kept, certainty) = match editorial {
        true => ("the former is kept", Certainty::Likely),
        false => ("the latter is kept", shown.certainty),
    };
    let reason = format!("the {} says “{value}”, the text “{}”; {kept}", statement.source, shown.value);
    problems.push(Problem::warning(Some(shown.lines.0), field, reason));
    match editorial {
        true => Finding { certainty, ..finding(statement, value) },
        false => shown,
    }
}

fn number(reading: &mut Reading, stated: &Stated) {
    let Some(statement) = stated.numbers.first() else { return };
    let Some(value) = plain_number(&statement.value) else { return };
    if reading.number.is_none() {
        found(reading, "number");
    }
    let shown = reading.number.take();
    reading.number = Some(choose(shown, statement, value, "number", &mut reading.problems));
}

/// A number without what announces it: `No. 17` is `17`, `第57期` is `57`. What has several is kept whole.
fn plain_number(text: &str) -> Option<String> {
    let text = text.trim();
    if is_lettered(text) {
        return Some(text.to_owned());
    }
    let from = text.find(|c: char| c.is_ascii_digit() || c.is_numeric());
    let Some(from) = from else { return (!text.is_empty() && text.len() <= 12).then(|| text.to_owned()) };
    let rest = text.get(from..)?;
    let inside = |c: char| c.is_alphanumeric() && c.is_ascii() || c.is_numeric() || "/.-–()".contains(c);
    let number: String = rest.chars().take_while(|c| inside(*c)).collect();
    let number = number.trim_end_matches(['.', '-', '–', '/']);
    let behind = rest.get(number.len()..).unwrap_or_default();
    let has_more = behind.chars().any(|c| c.is_numeric());
    // `Vol. 12, No. 3`
    if has_more
        && let Some(last) = behind
            .rsplit(|c: char| !c.is_alphanumeric())
            .find(|own| own.chars().all(char::is_numeric) && !own.is_empty())
    {
        return Some(format!("{number}({last})"));
    }
    (!number.is_empty() && number.chars().count() <= 30).then(|| number.to_owned())
}

fn series(reading: &mut Reading, stated: &Stated) {
    let Some(statement) = stated.series.first() else { return };
    let shown = reading.series.take();
    let known =
        shown.as_ref().is_some_and(|own| own.value.known && folded(&own.value.title) == folded(&statement.value));
    let title = shown.as_ref().map(|own| own.with(own.value.title.clone()));
    if shown.is_none() {
        found(reading, "series");
    }
    let chosen = choose(title, statement, statement.value.clone(), "series", &mut reading.problems);
    let kept = shown.filter(|own| own.value.title == chosen.value).map(|own| own.value);
    let name = kept.unwrap_or_else(|| SeriesName { title: chosen.value.clone(), known });
    reading.series = Some(chosen.with(name));
}

fn subtitle(reading: &mut Reading, stated: &Stated) {
    let Some(statement) = stated.subtitles.first() else { return };
    let is_title = |own: &Finding<String>| folded(&own.value).contains(&folded(&statement.value));
    if reading.title_as_published.as_ref().is_some_and(is_title) {
        return;
    }
    let shown = reading.subtitle.take();
    reading.subtitle = Some(choose(shown, statement, statement.value.clone(), "subtitle", &mut reading.problems));
}

/// The shortest summary that is taken from a page's metadata, in characters.
const SHORTEST: usize = 40;

/// A summary. What a page gives for search engines is none where it is cut off, or is the text's own
/// beginning, or the title.
fn summary(reading: &mut Reading, stated: &Stated) {
    let is_own = |statement: &&Statement<String>| {
        let text = folded(&statement.value);
        let start: String = text.chars().take(60).collect();
        let title = reading.title.as_ref().map(|own| folded(&own.value)).unwrap_or_default();
        let subtitle = reading.subtitle.as_ref().map(|own| folded(&own.value)).unwrap_or_default();
        let body = reading.body.iter().flat_map(|body| body.value.paragraphs.iter().take(3));
        let begins = body.into_iter().any(|own| folded(&own.text).contains(&start));
        let cut = ["…", "...", "[...]", "[…]", "…]"].iter().any(|end| statement.value.trim_end().ends_with(end));
        let machine = statement.weight < Weight::Editorial;
        !text.is_empty()
            && text != title
            && text != subtitle
            && !(begins || machine && (cut || statement.value.chars().count() < SHORTEST))
    };
    let Some(statement) = stated.abstracts.iter().find(is_own) else { return };
    let shown = reading.standfirst.take();
    reading.standfirst = Some(match shown {
        Some(shown) if statement.weight < Weight::Editorial || folded(&shown.value) == folded(&statement.value) => {
            shown
        }
        _ => {
            reading.problems.retain(|problem| problem.field != "abstract");
            reading.review.retain(|doubt| doubt.field != "abstract");
            finding(statement, statement.value.clone())
        }
    });
}

/// The text tells its own language best; what is stated is for texts that are too short for that.
fn languages(reading: &mut Reading, stated: &Stated) {
    let primary = |tag: &str| {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let is_tag = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
        is_tag.then_some(first)
    };
    let known = stated.languages.iter().find_map(|own| primary(&own.value).map(|tag| (own, tag)));
    let Some((statement, tag)) = known else { return };
    match &mut reading.language {
        None => {
            found(reading, "language");
            reading.language = Some(finding(statement, tag));
        }
        Some(shown) if primary(&shown.value).as_ref() == Some(&tag) => shown.certainty = Certainty::Certain,
        Some(shown) if statement.weight > Weight::Generic => {
            let reason =
                format!("the {} says `{tag}`, the text is in `{}`, which is kept", statement.source, shown.value);
            reading.problems.push(Problem::warning(statement.line, "language", reason));
        }
        Some(_) => {}
    }
}

fn disclaimers(reading: &mut Reading, stated: &Stated) {
    let Some(statement) = stated.disclaimers.first().filter(|_| reading.disclaimer.is_none()) else { return };
    let text = statement.value.clone();
    let phrase = disclaimer::phrase_of(&text);
    let language = phrase.map(|phrase| language::or_phrase(&text, phrase));
    reading.disclaimer = Some(finding(statement, Disclaimer { text, language }));
}
