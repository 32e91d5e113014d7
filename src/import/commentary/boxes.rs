//! Two boxes side by side at the top of a page: the name of the house, which takes more than one line, and beside it
//! series, number and date.

use std::collections::HashSet;

use super::lexicon::{Words, index};
use super::rubric::is_body_name;
use super::words::{fold, is_hanging, starts_lower, weight};
use crate::import::manuscript::Line;

/// What parts the boxes in a line.
const BAR: &str = " | ";

/// How many of the first lines with text are looked at.
const TOP: usize = 14;

/// Puts a name that goes on in the box below together: `Tide Institute for | Gull Memo` above `Harbours | No. 7`
/// become `Tide Institute for Harbours` and `Gull Memo | No. 7`. What repeats two such lines on another page follows.
pub fn put_together(lines: &mut [Line]) {
    let mut full = 0;
    let mut seen: HashSet<(String, String)> = HashSet::new();
    for at in 1..lines.len() {
        let (Some(before), Some(line)) = (lines.get(at - 1), lines.get(at)) else { return };
        full += usize::from(!before.text.is_empty());
        if !before.text.contains(BAR) && !line.text.contains(BAR) {
            continue;
        }
        let top = full <= TOP;
        let pair = (before.text.clone(), line.text.clone());
        let known = || seen.contains(&pair);
        let Some((whole, rest)) = joined(&before.text, &line.text).filter(|_| top || known()) else { continue };
        if top {
            seen.insert(pair);
        }
        for (at, text) in [(at - 1, whole), (at, rest)] {
            if let Some(line) = lines.get_mut(at) {
                line.text = text;
            }
        }
    }
}

/// The name over two lines, and what stands beside it.
fn joined(before: &str, line: &str) -> Option<(String, String)> {
    const LONGEST: usize = 14;
    let ((first, right), (second, below)) = (boxes(before), boxes(line));
    let opening = second.split_whitespace().next().unwrap_or_default();
    let closing = first.split_whitespace().next_back().unwrap_or_default();
    let small = |word: &str| word.chars().count() > 1 && index().is(Words::Stop, &fold(word));
    let goes_on = is_hanging(first) || small(closing) || starts_lower(second) || small(opening) && weight(second) > 1;
    let plain = |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':'));
    let whole = format!("{first} {second}");
    // Without a box beside its first line, it must be the name of a house.
    let house = right.is_some() || is_body_name(&whole);
    let rest: Vec<&str> = [right, below].into_iter().flatten().collect();
    let fits =
        goes_on && house && plain(first) && plain(second) && weight(&whole) <= LONGEST && !first.ends_with([',', '.']);
    fits.then(|| (whole, rest.join(BAR)))
}

fn boxes(line: &str) -> (&str, Option<&str>) {
    line.split_once(BAR).map_or((line, None), |(left, right)| (left, Some(right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_house_beside_its_series() {
        let found = |before, line| joined(before, line).map(|(whole, rest)| format!("{whole} / {rest}"));
        assert_eq!(
            found("Tide Institute for | Gull Memo", "Harbours | No. 7").as_deref(),
            Some("Tide Institute for Harbours / Gull Memo | No. 7")
        );
        assert_eq!(
            found("TIDE INSTITUTE", "OF FOREIGN PORTS | GULL COMMENT").as_deref(),
            Some("TIDE INSTITUTE OF FOREIGN PORTS / GULL COMMENT")
        );
        assert_eq!(found("Gull Memo | No. 7", "Tide Lab | May 2024"), None);
    }
}
