//! The layout of a plain text that was taken from pages: columns side by side are put one behind the other, letters
//! set apart are put together, and a wide gap in a line of a heading parts what it parts.

/// A line and its number.
type Numbered = (u32, String);

/// So many blanks are a gap.
const GAP: usize = 3;

/// So many lines with text on both sides of a gutter make columns.
const FEWEST: usize = 6;

/// What parts the segments of a line.
const BAR: &str = " | ";

/// The lines of one page in reading order.
pub fn arranged(page: Vec<(u32, &str)>) -> Vec<Numbered> {
    let rows: Vec<Row> = page.iter().map(|(number, text)| Row::of(*number, text)).collect();
    let rows = match gutter(&rows) {
        Some(column) => in_order(rows, column),
        None => rows,
    };
    let blank: Vec<bool> = rows.iter().map(|row| row.chars.is_empty()).collect();
    let near = |at: usize| blank.iter().skip(at).take(5).position(|blank| *blank).unwrap_or((blank.len() - at).min(5));
    let mut group = 0;
    let mut left = 0;
    let mut arranged = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        if left == 0 {
            group = near(at);
            left = group.max(1);
        }
        left -= 1;
        let whole = group >= 5;
        arranged.push((row.number, if whole { row.text() } else { row.parted() }));
        if whole {
            left = usize::from(!blank.get(at + 1).copied().unwrap_or(true));
        }
    }
    arranged
}

/// A line as signs, blanks at its end left out.
#[derive(Debug, Clone, Default)]
struct Row {
    number: u32,
    chars: Vec<char>,
}

impl Row {
    fn of(number: u32, text: &str) -> Row {
        let chars: Vec<char> = together(&text.trim_end().replace('\t', "    "));
        Row { number, chars }
    }

    fn text(&self) -> String {
        self.chars.iter().collect()
    }

    fn part(&self, from: usize, to: usize) -> Row {
        let part = self.chars.get(from..to.min(self.chars.len())).unwrap_or_default();
        let end = part.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1);
        Row { number: self.number, chars: part.get(..end).unwrap_or_default().to_vec() }
    }

    /// Where its text begins.
    fn start(&self) -> usize {
        self.chars.iter().position(|c| !c.is_whitespace()).unwrap_or(0)
    }

    /// Where the text behind each gap begins, and how wide the gap is.
    fn gaps(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut blanks = 0;
        for (at, c) in self.chars.iter().enumerate().skip(self.start()) {
            if c.is_whitespace() {
                blanks += 1;
            } else {
                if blanks >= GAP {
                    found.push((at, blanks));
                }
                blanks = 0;
            }
        }
        found
    }

    /// How it stands to a gutter that ends at this column.
    fn side(&self, column: usize) -> Side {
        let free = |from: usize| self.chars.get(from..column).is_some_and(|c| c.iter().all(|c| c.is_whitespace()));
        match () {
            () if self.chars.is_empty() => Side::Blank,
            () if self.chars.len() + 1 < column => Side::Left,
            () if self.start() >= column && self.start() <= column + 6 => Side::Right,
            () if self.start() < column && free(column.saturating_sub(2)) => Side::Both,
            () => Side::Across,
        }
    }

    /// Its text, where the parts of a heading that gaps part are segments.
    fn parted(&self) -> String {
        let mut text = String::new();
        let mut from = 0;
        for (at, blanks) in self.gaps() {
            let part = self.part(from, at).text();
            let letters = part.chars().filter(|c| c.is_alphabetic()).count();
            let named = letters > 1 && !part.ends_with('.') && part.trim().chars().count() > 3;
            if named || blanks >= 8 && part.chars().any(char::is_alphanumeric) {
                text.push_str(&part);
                text.push_str(BAR);
                from = at;
            }
        }
        let end: String = self.chars.get(from..).unwrap_or_default().iter().collect();
        text + &end
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    Left,
    Right,
    Both,
    Across,
}

/// The column at which the text behind a gutter begins, where the page has one.
fn gutter(rows: &[Row]) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for (column, _) in rows.iter().flat_map(Row::gaps) {
        *counts.entry(column).or_insert(0_usize) += 1;
    }
    let (column, count) = counts.into_iter().max_by_key(|(column, count)| (*count, std::cmp::Reverse(*column)))?;
    (count >= FEWEST).then_some(column)
}

/// The rows with what stands on both sides of the gutter one behind the other, a narrow box first.
fn in_order(rows: Vec<Row>, column: usize) -> Vec<Row> {
    let sides: Vec<Side> = rows.iter().map(|row| row.side(column)).collect();
    let mut ordered = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        if !matches!(sides.get(at), Some(Side::Both)) {
            ordered.extend(rows.get(at).cloned());
            at += 1;
            continue;
        }
        let reach = sides.iter().skip(at).position(|side| *side == Side::Across).map_or(rows.len(), |end| at + end);
        let last = (at..reach).rev().find(|at| matches!(sides.get(*at), Some(Side::Both | Side::Right)));
        let mut end = last.unwrap_or(at) + 1;
        while end < reach && sides.get(end) == Some(&Side::Left) {
            end += 1;
        }
        let region = rows.get(at..end).unwrap_or_default();
        let both = (at..end).filter(|at| sides.get(*at) == Some(&Side::Both)).count();
        let filled = region.iter().filter(|row| !row.chars.is_empty()).count();
        let left: Vec<Row> = region.iter().map(|row| row.part(0, column)).collect();
        let right: Vec<Row> = region.iter().map(|row| row.part(column, usize::MAX)).collect();
        let (wide, narrow) = (width(&left), width(&right));
        if both < FEWEST || both * 5 < filled * 2 || wide < 12 || narrow < 10 {
            ordered.extend(region.iter().cloned());
        } else {
            let blank = |rows: &[Row]| Row { number: rows.last().map_or(0, |row| row.number), chars: Vec::new() };
            let (first, second) = if narrow * 10 < wide * 6 { (right, left) } else { (left, right) };
            let between = blank(&first);
            ordered.extend(first);
            ordered.push(between);
            ordered.extend(second);
        }
        at = end;
    }
    ordered
}

/// How wide the widest of these rows is.
fn width(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.chars.len().saturating_sub(row.start())).max().unwrap_or(0)
}

/// Letters that are set apart, put together: `T I D E   L A B` is `TIDE LAB`.
fn together(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    // Behind other letters that are set so, a number may be.
    let single = |at: usize, behind: bool| {
        let blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        chars.get(at).is_some_and(|c| c.is_uppercase() || behind && (c.is_ascii_digit() || *c == '#'))
            && blank(chars.get(at + 1))
            && (at == 0 || blank(chars.get(at - 1)))
    };
    let mut out = Vec::with_capacity(chars.len());
    let (mut at, mut behind_run) = (0, false);
    while let Some(c) = chars.get(at) {
        let mut run = at;
        while single(run, behind_run) && single(run + 2, behind_run) {
            run += 2;
        }
        if run < at + 6 && !(behind_run && run > at) {
            behind_run = false;
            out.push(*c);
            at += 1;
            continue;
        }
        out.extend(chars.get(at..=run).unwrap_or_default().iter().filter(|c| !c.is_whitespace()));
        at = run + 1;
        // Two or three blanks part words that are set so.
        let blanks = chars.iter().skip(at).take_while(|c| c.is_whitespace()).count();
        behind_run = blanks <= GAP && single(at + blanks, true) && single(at + blanks + 2, true);
        if behind_run {
            out.push(' ');
            at += blanks;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let page = (1_u32..).zip(text.split('\n')).collect();
        let lines = arranged(page).into_iter().map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn letters_set_apart_are_put_together() {
        assert_eq!(read("  T I D E   L A B"), ["TIDE LAB"]);
        assert_eq!(read("T I D E   N E T          No. 31    May 9, 1996"), ["TIDE NET | No. 31 | May 9, 1996"]);
        assert_eq!(read("T I D E  # 4 7       TIDE LAB"), ["TIDE #47 | TIDE LAB"]);
        assert_eq!(read("Plan A B and C, U S A"), ["Plan A B and C, U S A"]);
    }

    #[test]
    fn gaps_part_the_lines_of_a_heading() {
        assert_eq!(read("Harbour Notes        3 May 2024"), ["Harbour Notes | 3 May 2024"]);
        assert_eq!(read("1.   Harbours"), ["1. Harbours"]);
        let prose = "a tide   turns\nand turns\nand turns\nand turns\nand   turns\nagain";
        assert_eq!(read(prose).first().map(String::as_str), Some("a tide turns"));
    }

    fn columns(left: &[&str], right: &[&str], width: usize) -> String {
        let rows = left.iter().zip(right).map(|(left, right)| format!("{left:width$}    {right}"));
        rows.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn columns_are_put_one_behind_the_other() {
        let left = [
            "The tide turns at noon,",
            "and the harbour waits",
            "for it to turn again.",
            "Nobody",
            "knows the",
            "hour of it",
        ];
        let right =
            ["before it comes, and", "that is as it ought", "to be in a harbour.", "Pilots", "wait for", "the tide"];
        let text = format!("Tides of the Harbour\n\n{}", columns(&left, &right, 26));
        let read = read(&text);
        assert_eq!(read.get(1).map(String::as_str), Some(left[0]));
        assert_eq!(read.get(7).map(String::as_str), Some(right[0]));
    }

    #[test]
    fn a_narrow_box_goes_before_the_text() {
        let left = [
            "The tide turns at noon, as it does every day of the year,",
            "and the harbour waits",
            "for it to turn again.",
            "Nobody",
            "knows the",
            "hour of it",
        ];
        let right = ["KEY POINTS", "Tides turn", "at noon.", "They do", "so every", "day."];
        let read = read(&columns(&left, &right, 58));
        assert_eq!(read.first().map(String::as_str), Some("KEY POINTS"));
    }
}
