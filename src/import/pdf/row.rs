//! Glyphs to pieces of lines: what stands on one baseline without a wide gap.

use super::content::{Glyph, Way};
use super::script;

/// A glyph on its line.
#[derive(Debug, Clone)]
pub struct Mark {
    /// What was drawn.
    pub glyph: Glyph,
    /// A blank stands before it.
    pub spaced: bool,
    /// It stands above the line, as a footnote's mark does.
    pub raised: bool,
    /// It reached over several lines; the rest of its word follows.
    pub initial: bool,
}

/// A stretch of a line.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its glyphs from left to right.
    pub marks: Vec<Mark>,
    /// The line of the page it stands on.
    pub row: usize,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// Its baseline.
    pub y: f64,
    /// The size of most of it.
    pub size: f64,
}

/// The widest gap within a piece, in sizes of the font, over that between words. What is cut within a
/// column is put together again.
const GAP: f64 = 0.5;

/// Glyphs of a row beyond which it is no line.
const CROWD: usize = 600;

struct Row {
    y: f64,
    size: f64,
    marks: Vec<Mark>,
}

/// The pieces of a page from top to bottom. A page set in columns from top to bottom is turned first.
pub fn pieces(glyphs: Vec<Glyph>, width: f64) -> Vec<Piece> {
    let glyphs = accented(along(glyphs, width));
    let mut rows = rows(glyphs);
    settle(&mut rows);
    let mut pieces = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        split(row, number, &mut pieces);
    }
    pieces
}

/// Only what runs as the page does; vertical text turned so that it runs along.
fn along(mut glyphs: Vec<Glyph>, width: f64) -> Vec<Glyph> {
    if !is_vertical(&glyphs) {
        glyphs.retain(|g| g.way == Way::Along);
        return glyphs;
    }
    for glyph in &mut glyphs {
        // The middle of the column: of a font made for it the origin is there, of another it stands left.
        let middle = match glyph.way {
            Way::Down => 0.0,
            Way::Along => glyph.length / 2.0,
            Way::Turned => 0.35 * glyph.size,
        };
        let above = if glyph.way == Way::Along { glyph.size } else { 0.0 };
        (glyph.x, glyph.y) = (glyph.y - above, width - glyph.x - middle);
        if glyph.way != Way::Turned {
            glyph.length = glyph.size;
        }
    }
    glyphs
}

/// Whether glyphs follow one another downwards: by their font, or each drawn below the last.
fn is_vertical(glyphs: &[Glyph]) -> bool {
    let count = |way| glyphs.iter().filter(|g| g.way == way).count();
    let upright = || glyphs.iter().filter(|g| g.way == Way::Along && script::is_wide(&g.text));
    let (mut below, mut beside) = (0, 0);
    for (glyph, next) in upright().zip(upright().skip(1)) {
        let (right, down) = ((next.x - glyph.x) / glyph.size, (next.y - glyph.y) / glyph.size);
        below += usize::from(right.abs() < 0.3 && (0.7..1.6).contains(&down));
        beside += usize::from(down.abs() < 0.3 && (0.4..1.6).contains(&right));
    }
    count(Way::Down) > count(Way::Along) || below > 20 && below > 2 * beside
}

/// Puts signs that are drawn over or under a letter behind it: one drawn just before or after, at the same
/// place. Of text that runs to the left the sign is drawn before its letter.
fn accented(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut waiting: Vec<Glyph> = Vec::new();
    for mut glyph in glyphs {
        if script::is_combining(&glyph.text) {
            let leftward = glyph.text.chars().any(script::is_leftward);
            if waiting.len() > 4 || !leftward && accent(&mut out, &glyph) {
                continue;
            }
            waiting.push(glyph);
            continue;
        }
        for sign in waiting.drain(..) {
            // Fonts draw it a little to the left.
            let slack = if sign.text.chars().any(script::is_leftward) { 0.35 } else { 0.1 };
            if bears(&glyph, &sign, slack) {
                glyph.text = format!("{}{}", glyph.text, sign.text).into();
            } else if !accent(&mut out, &sign) {
                out.push(sign);
            }
        }
        out.push(glyph);
    }
    out.append(&mut waiting);
    out
}

/// Puts a sign on one of the last letters; `false` where none stands there.
fn accent(out: &mut [Glyph], sign: &Glyph) -> bool {
    let host = out.iter_mut().rev().take(3).find(|base| bears(base, sign, 0.1));
    match host {
        Some(base) => base.text = format!("{}{}", base.text, sign.text).into(),
        None => return false,
    }
    true
}

/// Whether a sign stands where a letter does, or so many sizes of it beside.
fn bears(base: &Glyph, sign: &Glyph, slack: f64) -> bool {
    let middle = sign.x + sign.length / 2.0;
    let slack = slack * base.size;
    let letter = !base.text.trim().is_empty() && base.text.len() < 32;
    letter && (sign.y - base.y).abs() < base.size && (base.x - slack..=base.x + base.length + slack).contains(&middle)
}

/// Glyphs whose baselines are one.
fn rows(glyphs: Vec<Glyph>) -> Vec<Row> {
    let usual = median(glyphs.iter().map(|g| g.size));
    let mut glyphs: Vec<(Glyph, bool)> = glyphs.into_iter().map(|glyph| dropped(glyph, usual)).collect();
    glyphs.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y));
    let mut rows: Vec<Row> = Vec::new();
    for (glyph, initial) in glyphs {
        // What is drawn later may be a little higher; the rows of one height are few.
        let fits = |row: &&mut Row| (glyph.y - row.y).abs() <= 0.25 * glyph.size.min(row.size);
        let near = rows.iter_mut().rev().take(4).find(fits);
        let mark = |glyph| Mark { glyph, spaced: false, raised: false, initial };
        match near {
            Some(row) => {
                if glyph.size > row.size && !glyph.text.trim().is_empty() {
                    (row.size, row.y) = (glyph.size, glyph.y);
                }
                row.marks.push(mark(glyph));
            }
            None => rows.push(Row { y: glyph.y, size: glyph.size, marks: vec![mark(glyph)] }),
        }
    }
    rows
}

/// An initial that reaches over several lines is put on the first.
fn dropped(mut glyph: Glyph, usual: f64) -> (Glyph, bool) {
    let large = glyph.size > 2.2 * usual && glyph.size < 8.0 * usual && usual > 0.0;
    let initial = large && glyph.y > 150.0 && glyph.text.chars().all(char::is_uppercase);
    if initial {
        glyph.y -= 0.7 * (glyph.size - usual);
        glyph.size = usual;
    }
    (glyph, initial)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Puts small signs above or below a line on it, also where they happen to stand on the baseline of a line
/// of another column.
fn settle(rows: &mut Vec<Row>) {
    for at in 0..rows.len() {
        let near: Vec<usize> = (at.saturating_sub(3)..(at + 4).min(rows.len())).filter(|other| *other != at).collect();
        let Some(row) = rows.get_mut(at).filter(|row| row.marks.len() <= CROWD) else { continue };
        let long = row.marks.len() > 40;
        let own = std::mem::take(&mut row.marks);
        let mut kept = Vec::with_capacity(own.len());
        for (place, mark) in own.iter().enumerate() {
            let small = !long || mark.glyph.size < 0.9 * row_size(rows, at);
            let beside = || {
                own.iter()
                    .enumerate()
                    .any(|(other, o)| other != place && o.glyph.size > 1.1 * mark.glyph.size && touch(o, mark))
            };
            let host = Some(())
                .filter(|()| small && !beside())
                .and_then(|()| near.iter().find_map(|other| Some((*other, raised(rows.get(*other)?, mark)?))));
            match host.and_then(|(other, raised)| Some((rows.get_mut(other)?, raised))) {
                Some((host, raised)) => host.marks.push(Mark { raised, ..mark.clone() }),
                None => kept.push(mark.clone()),
            }
        }
        if let Some(row) = rows.get_mut(at) {
            // What came from rows before stays.
            row.marks.extend(kept);
        }
    }
    rows.retain(|row| !row.marks.is_empty());
}

fn row_size(rows: &[Row], at: usize) -> f64 {
    rows.get(at).map_or(0.0, |row| row.size)
}

/// Whether a glyph belongs to a line that it stands above (`true`) or below.
fn raised(host: &Row, mark: &Mark) -> Option<bool> {
    let glyph = &mark.glyph;
    let (rise, ratio) = ((host.y - glyph.y) / host.size, glyph.size / host.size);
    let sign = glyph.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '∗' | '†' | '‡'));
    let raised = (0.12..0.75).contains(&rise) && (ratio <= 0.85 || sign && ratio <= 1.0 && rise > 0.25);
    let lowered = ratio <= 0.8 && (-0.4..-0.05).contains(&rise);
    let touches = || {
        host.marks.iter().take(CROWD).any(|own| !own.raised && own.glyph.size > 0.95 * glyph.size && touch(own, mark))
    };
    ((raised || lowered) && touches()).then_some(raised)
}

/// Whether two glyphs stand beside each other.
fn touch(host: &Mark, mark: &Mark) -> bool {
    let (host, own) = (&host.glyph, &mark.glyph);
    let reach = 0.7 * host.size;
    !host.text.trim().is_empty() && own.x < host.x + host.length + reach && own.x + own.length > host.x - reach
}

/// Cuts a row at its wide gaps.
fn split(row: Row, number: usize, pieces: &mut Vec<Piece>) {
    let mut marks = row.marks;
    marks.sort_by(|a, b| a.glyph.x.total_cmp(&b.glyph.x));
    let mut current: Vec<Mark> = Vec::new();
    let (mut spaced, mut end) = (false, f64::NEG_INFINITY);
    let threshold = blank(&marks);
    for mut mark in marks {
        if mark.glyph.text.trim().is_empty() {
            spaced = true;
            continue;
        }
        let gap = mark.glyph.x - end;
        if let Some(last) = current.last() {
            // Drawn twice to look heavier.
            let again = last.glyph.text == mark.glyph.text && mark.glyph.x - last.glyph.x < 0.3 * last.glyph.length;
            if again {
                continue;
            }
            let size = mark.glyph.size.max(last.glyph.size);
            let wide =
                threshold.max(if script::is_unspaced(&mark.glyph.text) && script::is_unspaced(&last.glyph.text) {
                    0.55
                } else {
                    0.0
                });
            mark.spaced = spaced || gap > wide * size && !last.initial;
            if gap > (GAP + threshold) * size && !last.initial {
                pieces.extend(piece(std::mem::take(&mut current), number));
            }
        }
        end = end.max(mark.glyph.x + mark.glyph.length);
        if current.is_empty() {
            mark.spaced = false;
            end = mark.glyph.x + mark.glyph.length;
        }
        spaced = false;
        current.push(mark);
    }
    pieces.extend(piece(current, number));
}

/// How wide a gap is a blank, in sizes of the font: more where letters are spaced out.
fn blank(marks: &[Mark]) -> f64 {
    let seen = marks.iter().filter(|m| !m.glyph.text.trim().is_empty());
    let pairs = seen.clone().zip(seen.skip(1));
    let gaps: Vec<f64> = pairs.map(|(a, b)| (b.glyph.x - a.glyph.x - a.glyph.length) / b.glyph.size).collect();
    let middle = median(gaps.iter().copied());
    match gaps.len() > 5 && middle > 0.08 {
        true => middle + 0.2,
        false => 0.17,
    }
}

fn piece(marks: Vec<Mark>, row: usize) -> Option<Piece> {
    let first = marks.first()?;
    let left = first.glyph.x;
    let right = marks.iter().map(|m| m.glyph.x + m.glyph.length).fold(left, f64::max);
    let level = || marks.iter().filter(|m| !m.raised);
    let y = level().next().unwrap_or(first).glyph.y;
    let size = match level().next() {
        Some(_) => median(level().map(|m| m.glyph.size)),
        None => first.glyph.size,
    };
    Some(Piece { marks, row, left, right, y, size })
}
