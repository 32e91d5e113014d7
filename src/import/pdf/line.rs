//! Lines of a page in reading order, with what layout tells of them.

use super::column::{self, Region};
use super::content::Glyph;
use super::row::{self, Mark, Piece};
use super::script;

/// A line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its text in the order it is read.
    pub text: String,
    /// The page, counted from 0.
    pub page: usize,
    /// The region of the document, counted from 0.
    pub region: usize,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// The edges of its column.
    pub column: (f64, f64),
    /// Its baseline, downwards from the top of the page.
    pub y: f64,
    /// The height of the page.
    pub height: f64,
    /// The size of its letters.
    pub size: f64,
    /// All of it is heavy.
    pub bold: bool,
    /// All of it is slanted.
    pub italic: bool,
    /// The file says that it is no part of the text.
    pub artifact: bool,
    /// It begins with a raised sign: the mark of a footnote.
    pub note: Option<String>,
    /// Raised signs within it.
    pub marks: Vec<String>,
    /// It stands apart from another on the same baseline.
    pub apart: bool,
    /// It runs from right to left.
    pub leftward: bool,
}

/// The lines of a page; `region` is the number of its first region.
pub fn lines(glyphs: Vec<Glyph>, page: usize, (width, height): (f64, f64), mut region: usize) -> Vec<Line> {
    let letters = |leftward| {
        let all = glyphs.iter().flat_map(|g| g.text.chars());
        all.filter(|c| c.is_alphabetic() && script::is_leftward(*c) == leftward).count()
    };
    let leftward = letters(true) > letters(false);
    let regions = column::regions(row::pieces(glyphs, width), leftward);
    let mut lines = Vec::new();
    for Region { pieces, left, right } in regions {
        for mut group in rows(pieces) {
            group.sort_by(|a, b| a.left.total_cmp(&b.left));
            let mut stretches = stretches(group);
            if leftward {
                stretches.reverse();
            }
            let apart = stretches.len() > 1;
            for marks in stretches {
                let line = Line { page, region, column: (left, right), height, apart, ..line(&marks) };
                lines.extend(Some(line).filter(|line| !line.text.is_empty() || line.note.is_some()));
            }
        }
        region += 1;
    }
    lines
}

/// Pieces of one row, the rows from top to bottom.
fn rows(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let own = rows.iter_mut().rev().take(6).find(|row| row.first().is_some_and(|p| p.row == piece.row));
        match own {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    rows
}

/// Pieces of a row put together, save where so much lies between them that they are two things.
fn stretches(pieces: Vec<Piece>) -> Vec<Vec<Mark>> {
    let mut stretches: Vec<Vec<Mark>> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for piece in pieces {
        let Piece { mut marks, left, right, size, .. } = piece;
        match stretches.last_mut() {
            Some(last) if left - end < 3.0 * size => {
                if let Some(first) = marks.first_mut() {
                    first.spaced = true;
                }
                last.extend(marks);
            }
            _ => stretches.push(marks),
        }
        end = right;
    }
    stretches
}

fn line(marks: &[Mark]) -> Line {
    let level = || marks.iter().filter(|m| !m.raised);
    let count = level().count().max(1);
    let share = |is: fn(&Glyph) -> bool| level().filter(|m| is(&m.glyph)).count() * 20 >= count * 19;
    let left = marks.iter().map(|m| m.glyph.x).fold(f64::INFINITY, f64::min);
    let right = marks.iter().map(|m| m.glyph.x + m.glyph.length).fold(f64::NEG_INFINITY, f64::max);
    let mut sizes: Vec<f64> = level().map(|m| m.glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let any = level().next().or(marks.first());
    let (kept, note, within) = without_marks(marks);
    let clusters: Vec<(&str, bool)> = kept.iter().map(|m| (&*m.glyph.text, m.spaced)).collect();
    let text = script::logical(&clusters);
    Line {
        leftward: text.chars().any(script::is_leftward),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        left,
        right,
        y: any.map_or(0.0, |m| m.glyph.y),
        size: sizes.get(sizes.len() / 2).copied().or(any.map(|m| m.glyph.size)).unwrap_or_default(),
        bold: share(|g| g.bold),
        italic: share(|g| g.italic),
        artifact: share(|g| g.artifact),
        note,
        marks: within,
        ..Line::default()
    }
}

/// Takes the marks of footnotes off a line: raised numbers and signs. Raised letters (`1st`, `Mme`) stay,
/// and so does what measures an area.
fn without_marks(marks: &[Mark]) -> (Vec<Mark>, Option<String>, Vec<String>) {
    let (mut kept, mut note, mut within): (Vec<Mark>, _, _) = (Vec::new(), None, Vec::new());
    let mut run: Vec<Mark> = Vec::new();
    for mark in marks.iter().map(Some).chain([None]) {
        if let Some(mark) = mark.filter(|m| m.raised) {
            run.push(mark.clone());
            continue;
        }
        let raised: String = run.iter().map(|m| &*m.glyph.text).collect();
        let is_mark = !raised.is_empty() && raised.chars().all(|c| c.is_numeric() || is_sign(c));
        match is_mark {
            true if kept.is_empty() => note = Some(raised),
            true if is_unit(&kept) && matches!(&*raised, "2" | "3") => kept.append(&mut run),
            true => within.push(raised),
            false => kept.append(&mut run),
        }
        let spaced = run.drain(..).any(|m| m.spaced) && !kept.is_empty();
        kept.extend(mark.map(|m| Mark { spaced: m.spaced || spaced && !is_mark, ..m.clone() }));
    }
    (kept, note, within)
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '∗' | '†' | '‡' | '§' | '¶' | ',' | '(' | ')' | '[' | ']' | '.' | '※' | '＊')
}

fn is_unit(kept: &[Mark]) -> bool {
    let tail: String = kept
        .iter()
        .rev()
        .take(3)
        .map(|m| if m.spaced { format!(" {}", m.glyph.text) } else { m.glyph.text.to_string() })
        .rev()
        .collect();
    [" m", "km", "cm", " ft", "mi"].iter().any(|unit| tail.ends_with(unit))
}
