//! What a page prints of itself beside its text: a browser the title and the address it was printed from, the house
//! the DOI.

use crate::domain::identifier::doi;
use crate::import::manuscript::{Line, Stated, Statement, Weight};

/// The parts between which columns of one line are told.
const COLUMN: char = '|';

/// Takes what a browser prints above and below each page out of the lines; states the address, and a DOI that stands
/// alone.
pub fn take(lines: &mut Vec<Line>, stated: &mut Stated) {
    let foot = lines.iter().find_map(|line| Some((line.number, foot(&line.text)?.to_owned())));
    if let Some((number, address)) = foot {
        lines.retain(|line| !is_head(&line.text) && self::foot(&line.text).is_none());
        stated.urls.push(statement(number, address, "foot of the printed page"));
    }
    let mut found = own_dois(lines);
    if let Some((number, doi)) = found.pop().filter(|(_, last)| found.iter().all(|(_, other)| other == last)) {
        stated.dois.push(statement(number, doi, "text"));
    }
}

fn statement(line: u32, value: String, source: &'static str) -> Statement<String> {
    Statement { value, line: Some(line), source, weight: Weight::Embedded }
}

/// The address in `https://tide.example/a  2/3`.
fn foot(text: &str) -> Option<&str> {
    let (address, rest) = text.split_once(char::is_whitespace)?;
    let (page, pages) = rest.trim_matches(|c: char| c.is_whitespace() || c == COLUMN).split_once('/')?;
    let (page, pages) = (page.parse::<u16>().ok()?, pages.parse::<u16>().ok()?);
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    (is_address && (1..=pages).contains(&page)).then_some(address)
}

/// Whether a line begins as in `3/12/24, 10:42 AM  The Tide Turns`: with a day in figures and a time.
fn is_head(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(day), Some(time)) = (words.next(), words.next()) else { return false };
    let figures = |text: &str, parts: std::ops::RangeInclusive<usize>, signs: &[char]| {
        let all: Vec<&str> = text.split(signs).collect();
        let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.contains(&all.len()) && all.iter().all(is_number)
    };
    figures(day.trim_end_matches([',', '.']), 3..=3, &['/', '.', '-']) && figures(time, 2..=3, &[':'])
}

/// The DOIs of lines that hold nothing else: behind a label, or with no other line around.
fn own_dois(lines: &[Line]) -> Vec<(u32, String)> {
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.text.trim().is_empty());
    let one = |(at, line): (usize, &Line)| {
        let text = line.text.trim();
        let labelled = text.get(..3).filter(|label| label.eq_ignore_ascii_case("doi")).and_then(|_| text.get(3..));
        let value = labelled.map_or(text, |rest| rest.trim_start_matches([':', ' ']));
        let alone = blank(at.checked_sub(1)) && blank(Some(at + 1)) && value.contains("10.");
        let is_one = (labelled.is_some() || alone) && !value.contains(char::is_whitespace) && doi(value).is_ok();
        is_one.then(|| (line.number, value.to_owned()))
    };
    lines.iter().enumerate().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn taken(text: &[&str]) -> (Vec<String>, Stated) {
        let line = |(at, text): (u32, &&str)| Line { number: at, text: (*text).to_owned(), ..Line::default() };
        let (mut lines, mut stated) = ((1..).zip(text).map(line).collect(), Stated::default());
        take(&mut lines, &mut stated);
        (lines.into_iter().map(|line| line.text).collect(), stated)
    }

    #[test]
    fn what_a_browser_prints_around_pages() {
        let (lines, stated) = taken(&[
            "3/12/24, 10:42 AM | The Tide Turns | Tide Lab",
            "The Tide Turns",
            "On 3/12/24 at 10:42 it rose.",
            "https://tide.example/a | 1/2",
            "https://tide.example/a 2/2",
        ]);
        assert_eq!(lines, ["The Tide Turns", "On 3/12/24 at 10:42 it rose."]);
        assert_eq!(stated.urls[0].value, "https://tide.example/a");
        let (lines, stated) = taken(&["12.03.2024, 10:42 was the time", "https://tide.example/a 3/2"]);
        assert_eq!((lines.len(), stated.urls.len()), (2, 0));
    }

    #[test]
    fn a_doi_of_its_own() {
        let own = |text: &[&str]| taken(text).1.dois.first().map(|found| found.value.clone());
        assert_eq!(own(&["Text.", "", "https://doi.org/10.5555/a.1"]).as_deref(), Some("https://doi.org/10.5555/a.1"));
        assert_eq!(own(&["© Tide Lab", "DOI: 10.5555/a.1", "ISSN 1"]).as_deref(), Some("10.5555/a.1"));
        // Of a note, and of several works.
        assert_eq!(own(&["1 Ann Roe, Tides, 2020,", "https://doi.org/10.5555/a.1"]), None);
        assert_eq!(own(&["DOI: 10.5555/a", "DOI: 10.5555/b"]), None);
    }
}
