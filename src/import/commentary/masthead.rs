//! Series, number and date lines of the heading.

use super::date;
use super::document::{Block, Document, Role};
use super::reading::Known;
use super::series::known_title;
use super::words::{bare, fold, starts_upper};
use crate::import::report::{Certainty, Finding, Problem};

/// What the lines of the heading said beside title and byline.
#[derive(Debug, Clone, Default)]
pub struct Masthead {
    /// The name before a number, as printed or as known.
    pub series: Option<Finding<String>>,
    /// The number.
    pub number: Option<Finding<String>>,
    /// The date.
    pub published: Option<Finding<String>>,
}

/// One line understood.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    series: Option<String>,
    number: Option<String>,
    date: Option<String>,
}

/// Finds the lines of the heading that give series, number or date, and says
/// which of number and date are missing.
pub fn recognise(document: &mut Document, known: &Known, problems: &mut Vec<Problem>) -> Masthead {
    let mut masthead = Masthead::default();
    let mut block = 0;
    while block < document.heading_end() {
        let mut line = 0;
        while let Some((number, text)) = line_of(document, block, line) {
            let Some(parts) = parse(&text, known) else {
                if date::is_ambiguous(&text) {
                    let reason = format!("“{text}” could be two dates; none is taken");
                    problems.push(Problem::warning(Some(number), "published", reason));
                }
                line += 1;
                continue;
            };
            keep(&mut masthead, parts, number, problems);
            let place = document.split(block, line, line + 1);
            document.claim(place, Role::Masthead);
            block = place + 1;
            line = 0;
            if block >= document.heading_end() {
                break;
            }
        }
        block += 1;
    }
    report_missing(&masthead, problems);
    masthead
}

fn line_of(document: &Document, block: usize, line: usize) -> Option<(u32, String)> {
    let block: &Block = document.blocks.get(block).filter(|b| b.role == Role::Unknown)?;
    let line = document.lines.get(*block.lines.get(line)?)?;
    Some((line.number, line.text.clone()))
}

fn keep(masthead: &mut Masthead, parts: Parts, line: u32, problems: &mut Vec<Problem>) {
    let fields = [
        ("series", &mut masthead.series, parts.series),
        ("number", &mut masthead.number, parts.number),
        ("published", &mut masthead.published, parts.date),
    ];
    for (field, slot, value) in fields {
        let Some(value) = value else { continue };
        match slot {
            Some(first) if first.value != value => {
                let reason = format!("“{value}” differs from “{}” above, which is kept", first.value);
                problems.push(Problem::warning(Some(line), field, reason));
            }
            Some(_) => {}
            None => {
                *slot = Some(Finding { value, lines: (line, line), source: "heading", certainty: Certainty::Likely });
            }
        }
    }
}

fn report_missing(masthead: &Masthead, problems: &mut Vec<Problem>) {
    if masthead.published.is_none() {
        let reason = "no date found; give it with --published YYYY-MM-DD";
        problems.push(Problem::warning(None, "published", reason));
    }
    if masthead.number.is_none() {
        let reason = "no number found; give it with --number N";
        problems.push(Problem::warning(None, "number", reason));
    }
}

/// A line that gives a number, a date, or both, and nothing unknown.
fn parse(line: &str, known: &Known) -> Option<Parts> {
    if line.len() > 120 {
        return None;
    }
    let mut parts = Parts::default();
    for segment in line.split(['|', '•', '·', '–', '—']) {
        let segment = segment.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '-');
        if segment.is_empty() {
            continue;
        }
        if let Some(date) = date::parse(segment) {
            parts.date.get_or_insert(date);
        } else if let Some(found) = numbered(segment, known) {
            parts.series = parts.series.or(found.series);
            parts.number = parts.number.or(found.number);
            parts.date = parts.date.or(found.date);
        } else if let Some(title) = known_title(segment, known) {
            parts.series.get_or_insert(title);
        } else {
            return None;
        }
    }
    let any = parts.number.is_some() || parts.date.is_some() || parts.series.is_some();
    any.then_some(parts)
}

/// `PacNet #24`, `Commentary No. 12, April 2024`, `Vol. 3, No. 2`, or a known
/// series and a figure.
fn numbered(segment: &str, known: &Known) -> Option<Parts> {
    let spaced = segment.replace('#', " # ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = tokens.get(..at)?;
        let marker = is_marker(token);
        let named = !before.is_empty() && known_title(&before.join(" "), known).is_some();
        let at_number = match (marker, named) {
            (true, _) => at + 1,
            (false, true) => at,
            (false, false) => continue,
        };
        let Some(number) = tokens.get(at_number).and_then(|t| number(t)) else {
            continue;
        };
        let (before, number) = with_volume(before, number);
        let series = series_name(before, known)?;
        let rest = tokens.get(at_number + 1..)?.join(" ");
        let date = match rest.is_empty() {
            true => None,
            false => Some(date::parse(&rest).or_else(|| bare_year(&rest))?),
        };
        return Some(Parts { series, number: Some(number), date });
    }
    None
}

fn bare_year(text: &str) -> Option<String> {
    date::year(bare(text)).map(|y| y.to_string())
}

fn is_marker(token: &str) -> bool {
    let word = fold(token.trim_end_matches(['.', ':']));
    let short = matches!(word.as_str(), "no" | "nr" | "n°" | "nº" | "№");
    short && (token.ends_with(['.', '°', 'º', '№', ':']) || token.len() == 2)
        || matches!(word.as_str(), "#" | "number" | "num" | "issue")
}

/// `24`, `24A`, `12(3)`, `27R`.
fn number(token: &str) -> Option<String> {
    let token = token.trim_end_matches([',', '.', ':', ';']);
    let rest = token.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = token.len() - rest.len();
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = rest.len() - tail.len();
    let inner = tail.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let tail_fits =
        tail.is_empty() || inner.is_some_and(|i| (1..=4).contains(&i.len()) && i.chars().all(char::is_alphanumeric));
    let fits = (1..=6).contains(&digits) && letters <= 2 && tail_fits;
    fits.then(|| token.to_owned())
}

/// `Vol. 3` before a number makes `3(2)` of it.
fn with_volume<'a>(before: &'a [&'a str], number: String) -> (&'a [&'a str], String) {
    if let [rest @ .., label, volume] = before {
        let volume = bare(volume);
        let is_volume = matches!(fold(bare(label)).as_str(), "vol" | "volume");
        if is_volume && !volume.is_empty() && volume.chars().all(|c| c.is_ascii_digit()) {
            return (rest, format!("{volume}({number})"));
        }
    }
    (before, number)
}

/// The name before a number: `Some(None)` where there is none, `None` where
/// what stands there cannot be a name.
fn series_name(before: &[&str], known: &Known) -> Option<Option<String>> {
    let name = before.join(" ");
    let name = name.trim_end_matches([',', ':', '-', '.']).trim();
    if name.is_empty() {
        return Some(None);
    }
    if let Some(title) = known_title(name, known) {
        return Some(Some(title));
    }
    let fits = before.len() <= 6 && starts_upper(name) && !name.ends_with("'s");
    fits.then(|| Some(name.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn known() -> Known {
        Known { series: vec!["SeaNotes".to_owned()], ..Known::default() }
    }

    fn parts(line: &str) -> Option<(Option<String>, Option<String>, Option<String>)> {
        parse(line, &known()).map(|p| (p.series, p.number, p.date))
    }

    #[test]
    fn understands_the_usual_lines() {
        let some = |s: &str| Some(s.to_owned());
        let all = (some("SeaNotes"), some("24"), some("2024-04-12"));
        assert_eq!(parts("SEANOTES #24 | April 12, 2024"), Some(all.clone()));
        assert_eq!(parts("SeaNotes 24 – 12 April 2024"), Some(all));
        let other = (some("Commentary"), some("12A"), None);
        assert_eq!(parts("Commentary No. 12A"), Some(other));
        assert_eq!(parts("Vol. 3, No. 2 (2021)"), Some((None, some("3(2)"), some("2021"))));
        assert_eq!(parts("April 2024"), Some((None, None, some("2024-04"))));
        assert_eq!(parts("#7"), Some((None, some("7"), None)));
    }

    #[test]
    fn leaves_titles_alone() {
        for line in ["NO. 1 PRIORITY: FISH", "A GROUP OF 7", "Port 24", "There are no 12 ways"] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_inside_a_paragraph_is_cut_out() {
        let mut document = Document::new("SeaNotes #24\nTIDES\nApril 12, 2024\n\nBy Ann Roe");
        let mut problems = Vec::new();
        let found = recognise(&mut document, &known(), &mut problems);
        assert_eq!(found.number.unwrap().value, "24");
        assert_eq!(found.published.unwrap().lines, (3, 3));
        assert!(problems.is_empty());
        let left: Vec<_> = document.with_role(Role::Unknown).map(|(_, b)| b.text.as_str()).collect();
        assert_eq!(left, ["TIDES", "By Ann Roe"]);
    }

    #[test]
    fn missing_date_and_number_are_reported() {
        let mut problems = Vec::new();
        recognise(&mut Document::new("TIDES\n\nBy Ann Roe"), &known(), &mut problems);
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["published", "number"]);
    }
}
