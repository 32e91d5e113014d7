//! Lines to paragraphs, by what a reader sees: leading, indents, lines that end early, sizes.

use super::furniture::{self, Kept};
use super::kind::{self, Kind};
use super::line::Line;
use super::script;
use crate::import::commentary::markup::Marks;
use crate::import::manuscript::{self, Hint};
use std::collections::HashMap;

/// A paragraph.
#[derive(Debug)]
pub struct Paragraph {
    /// Its lines.
    pub lines: Vec<Line>,
    /// What it looks like.
    pub kind: Kind,
}

/// A line longer than this, in bytes, would be taken for a whole paragraph by who reads on.
const LONG: usize = 200;

/// The lines of a manuscript.
pub fn lines(lines: Vec<Line>, kept: Kept) -> Vec<manuscript::Line> {
    let body = furniture::usual_size(&lines);
    let paragraphs = kind::recognise(paragraphs(lines, body), body);
    let paragraphs = joined(paragraphs, body);
    let mut writer = Writer::default();
    let plain = |text: String| Line { text, ..Line::default() };
    for head in kept.heads {
        writer.paragraph(&Paragraph { lines: vec![plain(head)], kind: Kind::Masthead });
    }
    let (notes, rest): (Vec<_>, Vec<_>) = paragraphs.into_iter().partition(|p| p.kind == Kind::AuthorNote);
    rest.iter().chain(&notes).for_each(|paragraph| writer.paragraph(paragraph));
    for statement in kept.statements {
        writer.paragraph(&Paragraph { lines: vec![plain(statement)], kind: Kind::Text });
    }
    writer.lines
}

/// Parts lines where a new paragraph begins.
fn paragraphs(lines: Vec<Line>, body: f64) -> Vec<Paragraph> {
    let layout = Layout::of(&lines, body);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if !layout.begins(&last.lines, &line) => last.lines.push(line),
            _ => paragraphs.push(Paragraph { lines: vec![line], kind: Kind::Text }),
        }
    }
    paragraphs
}

/// The figures of a layout.
struct Layout {
    body: f64,
    /// The usual distance of baselines by size, in quarters of a point.
    leading: HashMap<u64, f64>,
    /// Of all sizes, in sizes.
    ratio: f64,
    /// The edges of the text of each region.
    edges: HashMap<usize, (f64, f64)>,
}

impl Layout {
    fn of(lines: &[Line], body: f64) -> Self {
        let mut steps: HashMap<u64, Vec<f64>> = HashMap::new();
        for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
            let step = next.y - line.y;
            if line.region == next.region && same(line.size, next.size) && (0.8..2.6).contains(&(step / line.size)) {
                steps.entry(bucket(line.size)).or_default().push(step);
            }
        }
        let few: HashMap<u64, f64> = steps.iter().map(|(size, all)| (*size, usual(all))).collect();
        let ratio = few.get(&bucket(body)).map_or(1.25, |leading| leading / body);
        Self { body, leading: few, ratio, edges: edges(lines, body) }
    }

    /// Whether a line begins a new paragraph after these.
    fn begins(&self, before: &[Line], line: &Line) -> bool {
        let (Some(first), Some(last)) = (before.first(), before.last()) else { return true };
        let step = line.y - last.y;
        let size = line.size.max(last.size);
        if self.is_heading_on(last, line) {
            return false;
        }
        if last.region != line.region || step < 0.3 * size || !same(last.size, line.size) {
            return true;
        }
        let leading = self.leading.get(&bucket(line.size)).copied().unwrap_or(self.ratio * line.size);
        // Headings are set closer than text, and their lines are few.
        let loose = if line.size > 1.15 * self.body { leading.max(1.45 * line.size) } else { leading };
        if step > 1.28 * loose.max(line.size) {
            return true;
        }
        if line.bold != last.bold || line.note.is_some() && line.size < 0.97 * self.body || is_item(&line.text) {
            return true;
        }
        let ended = is_ended(&last.text);
        if line.italic != last.italic && (ended || !self.is_full(last, line)) {
            return true;
        }
        if line.size > 1.15 * self.body {
            return false;
        }
        if self.room(last) > 0.4 && self.room(line) < 0.25 && !self.is_full(last, line) {
            return true;
        }
        if is_centred(self, last) && !is_centred(self, line) && !self.is_full(last, line) {
            return true;
        }
        let indented = |own: &Line| self.indent(own) > 0.8 * own.size && self.indent(own) < 6.0 * own.size;
        let hanging = before.len() == 1 && is_item(&first.text)
            || before.iter().skip(1).rev().take(8).all(indented) && before.len() > 1;
        indented(line) && !indented(last) && !hanging && !is_centred(self, line)
            || !indented(line) && before.len() > 1 && before.iter().skip(1).rev().take(8).all(indented) && ended
            || ended && !self.is_full(last, line)
            || indented(line)
                && before.len() == 1
                && indented(last)
                && !is_item(&last.text)
                && ended
                && !self.is_full(last, line)
    }

    /// Whether a line of a heading above columns was taken for the first of one.
    fn is_heading_on(&self, last: &Line, line: &Line) -> bool {
        let step = (line.y - last.y) / line.size;
        let over = line.left < last.right && line.right > last.left;
        last.region != line.region
            && last.page == line.page
            && line.size > 1.15 * self.body
            && same(last.size, line.size)
            && last.bold == line.bold
            && (0.8..1.7).contains(&step)
            && over
    }

    /// How far a line begins inside its column, at the side where lines begin.
    fn indent(&self, line: &Line) -> f64 {
        let (left, right) = self.edges.get(&line.region).copied().unwrap_or(line.column);
        if line.leftward { right - line.right } else { line.left - left }
    }

    /// How much of its column a line leaves free at its end.
    fn room(&self, line: &Line) -> f64 {
        let (left, right) = self.edges.get(&line.region).copied().unwrap_or(line.column);
        let room = if line.leftward { line.left - left } else { right - line.right };
        room / (right - left).max(1.0)
    }

    /// Whether the next line's first word had no room at the end of a line.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let (left, right) = self.edges.get(&line.region).copied().unwrap_or(line.column);
        let room = if line.leftward { line.left - left } else { right - line.right };
        let wide = next.text.chars().next().is_some_and(|c| script::is_wide(c.encode_utf8(&mut [0; 4])));
        let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let width = match wide {
            true => 3.2 * line.size,
            false => 0.5 * line.size * (word as f64 + 0.6),
        };
        room < width
    }
}

fn is_centred(layout: &Layout, line: &Line) -> bool {
    let (left, right) = layout.edges.get(&line.region).copied().unwrap_or(line.column);
    let (before, after) = (line.left - left, right - line.right);
    before > 1.5 * line.size && (before - after).abs() < 0.8 * line.size
}

/// Left and right edges of regions: those that most lines of the text's size keep.
fn edges(lines: &[Line], body: f64) -> HashMap<usize, (f64, f64)> {
    let mut regions: HashMap<usize, Vec<&Line>> = HashMap::new();
    for line in lines.iter().filter(|l| same(l.size, body)) {
        regions.entry(line.region).or_default().push(line);
    }
    let edges = regions.into_iter().filter(|(_, own)| own.len() > 2).map(|(region, own)| {
        let mut lefts: Vec<f64> = own.iter().map(|l| l.left).collect();
        let mut rights: Vec<f64> = own.iter().map(|l| l.right).collect();
        lefts.sort_by(f64::total_cmp);
        rights.sort_by(f64::total_cmp);
        let leftward = own.iter().filter(|l| l.leftward).count() * 2 > own.len();
        // One line may hang out; the text begins where at least every fifth line does.
        let at = |values: &[f64], share: usize| values.get((values.len() * share / 100).min(values.len() - 1)).copied();
        let (left, right) = match leftward {
            false => (at(&lefts, 15), at(&rights, 97)),
            true => (at(&lefts, 3), at(&rights, 85)),
        };
        (region, (left.unwrap_or_default(), right.unwrap_or_default()))
    });
    edges.collect()
}

/// The most usual of some distances; the least of a few.
fn usual(steps: &[f64]) -> f64 {
    let mut counts: HashMap<u64, (usize, f64)> = HashMap::new();
    for step in steps {
        let entry = counts.entry((step * 2.0).round() as u64).or_insert((0, *step));
        entry.0 += 1;
    }
    let more = |a: usize, b: usize| if steps.len() > 4 { a.cmp(&b) } else { std::cmp::Ordering::Equal };
    let most = counts.into_values().max_by(|a, b| more(a.0, b.0).then(b.1.total_cmp(&a.1)));
    most.map_or(0.0, |(_, step)| step)
}

fn bucket(size: f64) -> u64 {
    (size * 4.0).round().max(0.0) as u64
}

/// Whether two sizes look the same.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.07 * a.max(b)
}

/// Whether a text ends as a sentence does.
pub fn is_ended(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '›') || c.is_numeric()
    });
    let bare = if bare.is_empty() { text } else { bare };
    bare.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '؟', '।', '．', '۔'])
        || text.ends_with(['.', '!', '?', '。'])
}

/// Whether a line begins with a bullet.
pub fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '■', '◦', '‣', '●', '○', '➢', '✓', '·'])
        || text.starts_with("– ")
        || text.starts_with("- ")
}

/// Puts together what a column's end, a page's end or something between them cut.
fn joined(paragraphs: Vec<Paragraph>, body: f64) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let indents = paragraphs.iter().filter(|p| p.kind == Kind::Text && is_indented(p)).count() * 3;
    let indents = indents > paragraphs.iter().filter(|p| p.kind == Kind::Text && p.lines.len() > 1).count();
    for paragraph in paragraphs {
        // A paragraph that goes on behind a page of notes is rare; looking on for it would cost.
        let mut before = out.iter().enumerate().rev().take(12);
        let last = before.find(|(_, p)| !matches!(p.kind, Kind::Aside | Kind::AuthorNote | Kind::Foot));
        let last = last.map(|(at, _)| at);
        let open = last.and_then(|at| out.get_mut(at)).filter(|open| continues(open, &paragraph, body, indents));
        match open {
            Some(open) => open.lines.extend(paragraph.lines),
            None => out.push(paragraph),
        }
    }
    out
}

fn is_indented(paragraph: &Paragraph) -> bool {
    match paragraph.lines.as_slice() {
        [first, second, ..] if first.leftward => second.right - first.right > 0.8 * first.size,
        [first, second, ..] => (0.8..6.0).contains(&((first.left - second.left) / first.size)),
        _ => false,
    }
}

fn continues(open: &Paragraph, next: &Paragraph, body: f64, indents: bool) -> bool {
    let (Some(last), Some(first)) = (open.lines.last(), next.lines.first()) else { return false };
    let text = |p: &Paragraph| matches!(p.kind, Kind::Text | Kind::Item);
    let alike = same(last.size, first.size) && last.bold == first.bold && same(first.size, body);
    if !text(open)
        || next.kind != Kind::Text
        || !alike
        || last.region == first.region && last.page == first.page && !starts_lower(&first.text)
    {
        return false;
    }
    let long = open.lines.iter().take(4).map(|l| l.text.chars().count()).sum::<usize>() > 60;
    let indented = first.left - first.column.0 > 0.8 * first.size && !first.leftward;
    match is_ended(&last.text) {
        false => starts_lower(&first.text) || long && !indented && !first.apart,
        // Where first lines are indented, one that is not goes on.
        true => {
            indents
                && long
                && !indented
                && !is_indented(next)
                && next.lines.len() > 1
                && last.column.1 - last.right < 2.0 * last.size
        }
    }
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

#[derive(Default)]
struct Writer {
    lines: Vec<manuscript::Line>,
    number: u32,
}

impl Writer {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let Paragraph { lines, kind } = paragraph;
        let whole = matches!(kind, Kind::Title | Kind::Heading);
        if !self.lines.is_empty() {
            self.lines.push(manuscript::Line { number: self.number, ..manuscript::Line::default() });
        }
        let first = self.number + 1;
        self.number += u32::try_from(lines.len()).unwrap_or(u32::MAX);
        if whole {
            let text = lines.iter().fold(String::new(), |text, line| glue(text, &line.text));
            let marks = Marks { heading: true, ..Marks::default() };
            self.push(first, text, marks, hint(*kind));
            return;
        }
        let apart = lines.iter().all(|l| l.italic) || lines.iter().all(|l| l.bold);
        let last = lines.len().saturating_sub(1);
        for ((at, number), line) in (0..).zip(first..).zip(lines) {
            let item = at == 0 && *kind == Kind::Item;
            let marks = Marks { opens: apart && at == 0, closes: apart && at == last, item, ..Marks::default() };
            let text = match item {
                true => format!(
                    "• {}",
                    line.text.trim_start_matches(
                        |c: char| !c.is_alphanumeric() && !matches!(c, '“' | '"' | '(' | '«' | '「')
                    )
                ),
                false => line.text.clone(),
            };
            self.push(number, text, marks, hint(*kind));
        }
    }

    /// A line, in pieces where it is long.
    fn push(&mut self, number: u32, text: String, marks: Marks, hint: Option<Hint>) {
        let text = match text.strip_suffix('\u{2010}') {
            Some(cut) => format!("{cut}-"),
            None => text,
        };
        let mut rest = text.as_str();
        let mut marks = marks;
        while rest.len() > LONG && !marks.heading {
            let end = (0..=LONG).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or_default();
            let end = rest.get(..end).and_then(|part| part.rfind(' ')).filter(|at| *at > 0).unwrap_or(end);
            let (part, tail) = rest.split_at(end);
            self.lines.push(manuscript::Line {
                number,
                text: part.trim().to_owned(),
                marks: Marks { closes: false, ..marks },
                hint,
            });
            marks = Marks { opens: false, item: false, ..marks };
            rest = tail.trim_start();
        }
        self.lines.push(manuscript::Line { number, text: rest.to_owned(), marks, hint });
    }
}

fn hint(kind: Kind) -> Option<Hint> {
    match kind {
        Kind::Title => Some(Hint::Title),
        Kind::Masthead => Some(Hint::Masthead),
        Kind::Aside => Some(Hint::Aside),
        Kind::Text | Kind::Heading | Kind::Item | Kind::Foot | Kind::AuthorNote => None,
    }
}

/// Two lines of a heading on one.
pub fn glue(mut text: String, next: &str) -> String {
    let wide = |c: Option<char>| c.is_some_and(|c| script::is_unspaced(c.encode_utf8(&mut [0; 4])));
    let unspaced = wide(text.chars().next_back()) && wide(next.chars().next());
    if !text.is_empty() && !unspaced {
        text.push(' ');
    }
    text.push_str(next);
    text
}
