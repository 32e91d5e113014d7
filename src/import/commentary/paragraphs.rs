//! Paragraphs that no blank line parts, as in a text taken from pages: the column they fill tells where one ends.

use super::document::width;
use super::words::{ends_in_abbreviation, is_finished, starts_lower};

/// Fewer lines show no column.
const FEWEST: usize = 6;

/// Narrower lines, in letters, are no running text.
const NARROWEST: usize = 40;

/// So many lines one behind the other are running text: full ones, but for the last where it ends a sentence.
const RUN: usize = 3;

/// The lines before which something new begins: the first of the running text below a heading, and those before which
/// a line ended a sentence though there was room for more.
pub fn breaks(lines: &[&str]) -> Vec<usize> {
    let column = Column::of(lines);
    let Some(start) = column.start(lines) else { return Vec::new() };
    let mut found: Vec<usize> = Some(start).filter(|start| *start > 0).into_iter().collect();
    let mut begins = start;
    for at in start + 1..lines.len() {
        let (Some(before), Some(this)) = (lines.get(at - 1), lines.get(at)) else { break };
        let heading = begins + 1 == at && begins > start && !is_finished(before) && column.is_short(before);
        let ended = is_finished(before) && !ends_in_abbreviation(before);
        if (ended || heading) && !starts_lower(this) && column.has_room(before, this) {
            found.push(at);
            begins = at;
        }
    }
    found
}

/// How wide the lines of a text are.
struct Column(usize);

impl Column {
    /// As wide as three lines in four are at most.
    fn of(lines: &[&str]) -> Column {
        let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
        Column(if widths.len() < FEWEST { 0 } else { usual })
    }

    /// The first of several full lines that go on in one another. In scripts with small letters one of them begins
    /// with such a letter, which lines of a heading seldom do.
    fn start(&self, lines: &[&str]) -> Option<usize> {
        if self.0 < NARROWEST {
            return None;
        }
        let cased = lines.iter().any(|line| line.contains(char::is_lowercase));
        let runs = |at: &usize| {
            let run = lines.get(*at..*at + RUN).unwrap_or_default();
            let behind = lines.get(*at + 1..).unwrap_or_default();
            let goes_on = || behind.iter().take(RUN + 1).any(|line| starts_lower(line));
            let full = |(place, line): (usize, &&str)| self.is_full(line) || place + 1 == RUN && is_finished(line);
            run.len() == RUN && run.iter().enumerate().all(full) && (!cased || goes_on())
        };
        let at = (0..lines.len()).find(runs)?;
        let parted = at.checked_sub(1).and_then(|before| Some(self.has_room(lines.get(before)?, lines.get(at)?)));
        Some(if parted == Some(false) { 0 } else { at })
    }

    fn is_full(&self, line: &str) -> bool {
        width(line) * 100 >= self.0 * 82
    }

    fn is_short(&self, line: &str) -> bool {
        width(line) * 100 <= self.0 * 80
    }

    /// Whether the first word of the next line would have had room behind this one, and more.
    fn has_room(&self, line: &str, next: &str) -> bool {
        let first = next.split_whitespace().next().map_or(0, width).min(self.0 / 4);
        (width(line) + 1 + first) * 100 <= self.0 * 92
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_above_running_text_and_a_line_with_room_begin_paragraphs() {
        let lines = [
            "Gull Papers | 12",
            "The harbour waits",
            "Ann Roe",
            "The harbour waits for the tide, as it has done for years, and",
            "the town waits for the harbour, which is slow. Nobody has asked",
            "the tide. The pilots say that it would answer if it were asked",
            "in the right way.",
            "Some have the time to wait for what it says, and do not mind",
            "that it says the same every day. Some have not.",
            "About the author",
            "Ann Roe is a pilot at the Gull Lab and has been there for long",
            "and longer.",
        ];
        assert_eq!(breaks(&lines), [3, 7, 9, 10]);
        assert!(breaks(&lines[..5]).is_empty());
    }

    #[test]
    fn lines_that_fill_their_column_are_one_paragraph() {
        let lines = ["The harbour waits for the tide, as it has done.", "It waits for long, says Dr. Roe of the lab,"];
        assert!(breaks(&lines.repeat(5)).is_empty());
    }
}
