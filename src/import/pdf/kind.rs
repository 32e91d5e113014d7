//! What paragraphs look like: headings by their size and weight; footnotes, captions and pull quotes,
//! which are no running text.

use super::line::Line;
use super::paragraph::{Paragraph, is_ended, is_item, same};

/// What a paragraph looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text, and whatever is not known better.
    Text,
    /// The largest of the first page.
    Title,
    /// A heading within the text.
    Heading,
    /// A list item.
    Item,
    /// A running head that was kept.
    Masthead,
    /// Footnote, caption, pull quote.
    Aside,
    /// In smaller type at the foot of a page, not marked as a note: an imprint, a statement.
    Foot,
    /// A footnote to the heading (`*`, `†`): about an author or the text.
    AuthorNote,
}

/// Words of a paragraph that is surely text.
const PROSE: usize = 25;

/// Says of each paragraph what it looks like.
pub fn recognise(mut paragraphs: Vec<Paragraph>, body: f64) -> Vec<Paragraph> {
    let is_prose = |p: &Paragraph| same(size(p), body) && words(p) >= PROSE;
    let start = paragraphs.iter().position(is_prose).unwrap_or(paragraphs.len());
    let marks: Vec<String> =
        paragraphs.iter().take(start).flat_map(|p| &p.lines).flat_map(|l| l.marks.clone()).take(50).collect();
    notes(&mut paragraphs, body, &marks);
    if let Some(title) = title(&paragraphs, start, body)
        && let Some(paragraph) = paragraphs.get_mut(title)
    {
        paragraph.kind = Kind::Title;
    }
    let text =
        letters(paragraphs.iter().filter(|p| p.kind == Kind::Text && same(size(p), body)).flat_map(|p| &p.lines));
    let mut quotes = 0;
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        if !matches!(paragraph.kind, Kind::Text | Kind::Foot) {
            continue;
        }
        if is_caption(paragraph, body) {
            paragraph.kind = Kind::Aside;
        } else if quotes < 100
            && at > start
            && words(paragraph) >= 5
            && !same(size(paragraph), body)
            && size(paragraph) > body
        {
            quotes += 1;
            let quote = letters(&paragraph.lines);
            let quoted = starts_quoted(paragraph) && words(paragraph) >= 8;
            if quoted || quote.chars().count() > 20 && text.contains(&quote) {
                paragraph.kind = Kind::Aside;
            } else if is_heading(paragraph, body) {
                paragraph.kind = Kind::Heading;
            }
        } else if at > start && is_heading(paragraph, body) {
            paragraph.kind = Kind::Heading;
        } else if paragraph.lines.first().is_some_and(|line| is_item(&line.text)) {
            paragraph.kind = Kind::Item;
        }
    }
    paragraphs
}

fn size(paragraph: &Paragraph) -> f64 {
    paragraph.lines.first().map_or(0.0, |line| line.size)
}

/// Words; of scripts without blanks, every second sign counts as one.
fn words(paragraph: &Paragraph) -> usize {
    let count = |line: &Line| {
        let wide = line.text.chars().filter(|c| super::script::is_wide(c.encode_utf8(&mut [0; 4]))).count();
        line.text.split_whitespace().count() + wide / 2
    };
    paragraph.lines.iter().map(count).sum()
}

fn letters<'a>(lines: impl IntoIterator<Item = &'a Line>) -> String {
    let all = lines.into_iter().flat_map(|line| line.text.chars());
    all.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn starts_quoted(paragraph: &Paragraph) -> bool {
    paragraph.lines.first().is_some_and(|line| line.text.starts_with(['“', '"', '„', '«', '「', '‘', '”']))
}

/// The largest paragraph before the text; where that is one or two words at the very top and another is
/// large too, the other: the first is the name of the series.
fn title(paragraphs: &[Paragraph], start: usize, body: f64) -> Option<usize> {
    let large = |p: &Paragraph| size(p) >= 1.15 * body && words(p) <= 60 && p.kind == Kind::Text;
    let on_first = |p: &Paragraph| p.lines.first().is_some_and(|l| l.page == 0);
    let mut found: Vec<(usize, f64, usize)> = paragraphs
        .iter()
        .enumerate()
        .take(start.max(1))
        .filter(|(_, p)| large(p) && on_first(p))
        .map(|(at, p)| (at, size(p), words(p)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match found.as_slice() {
        [(0, large, words), (second, size, more), ..] if *words <= 3 && more > words && *size > 0.7 * large => {
            Some(*second)
        }
        [(first, ..), ..] => Some(*first),
        [] => None,
    }
}

/// Footnotes: at the foot of a region, in smaller type, behind a mark.
fn notes(paragraphs: &mut [Paragraph], body: f64, heading: &[String]) {
    let mut small = false;
    let mut region = None;
    let place = |p: &Paragraph| p.lines.last().map(|l| (l.page, l.region));
    let mut feet = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate().rev() {
        if place(paragraph) != region {
            (small, region) = (true, place(paragraph));
        }
        let low = paragraph.lines.first().is_some_and(|l| l.y > 0.5 * l.height);
        small = small && low && size(paragraph) <= 0.94 * body;
        feet.extend(small.then_some(at));
    }
    feet.reverse();
    // A note that does not end as a sentence does goes on.
    let mut open: Option<((usize, usize), Kind)> = None;
    for at in feet {
        let Some(paragraph) = paragraphs.get_mut(at) else { continue };
        let Some(here) = place(paragraph) else { continue };
        let mark = paragraph.lines.first().and_then(note_mark);
        let kind = match mark {
            Some(mark) if mark.starts_with(|c: char| !c.is_numeric()) || heading.contains(&mark) => {
                Some(Kind::AuthorNote)
            }
            Some(_) => Some(Kind::Aside),
            None => open.filter(|(place, _)| *place == here).map(|(_, kind)| kind),
        };
        paragraph.kind = Kind::Foot;
        if let Some(kind) = kind {
            paragraph.kind = kind;
            let ended = paragraph.lines.last().is_some_and(|l| is_ended(&l.text));
            open = Some((here, kind)).filter(|_| !ended);
        }
    }
}

/// `1 `, `[1]`, `1. ` before a small line, or a raised mark.
fn note_mark(line: &Line) -> Option<String> {
    if let Some(note) = &line.note {
        return Some(note.trim_matches(['(', ')', '[', ']', '.', ',']).to_owned());
    }
    let first = line.text.split_whitespace().next()?;
    let bare = first.trim_matches(['(', ')', '[', ']', '.']);
    let number = !bare.is_empty() && bare.len() <= 2 && bare.chars().all(|c| c.is_ascii_digit());
    let sign = first.starts_with(['*', '†', '‡', '※', '＊']);
    match (number, sign) {
        (true, _) => Some(bare.to_owned()),
        (_, true) => Some(first.chars().take(1).collect()),
        _ => None,
    }
}

const CAPTIONS: &[&str] = &[
    "figure",
    "fig.",
    "table",
    "chart",
    "map",
    "photo",
    "image",
    "source",
    "sources",
    "abbildung",
    "abb.",
    "grafik",
    "quelle",
    "tabelle",
    "foto",
    "figura",
    "tabla",
    "fuente",
    "gráfico",
    "tableau",
    "graphique",
    "carte",
    "图",
    "圖",
    "表",
    "図",
    "写真",
    "资料来源",
    "資料來源",
    "出所",
    "出典",
    "그림",
    "표",
    "사진",
    "자료",
    "gambar",
    "tabel",
    "sumber",
    "hình",
    "bảng",
    "nguồn",
    "рис.",
    "рисунок",
    "таблица",
    "источник",
    "фото",
    "شكل",
    "المصدر",
    "صورة",
];

/// `Figure 1. …`, `Source: …`, in another size than the text, or slanted.
fn is_caption(paragraph: &Paragraph, body: f64) -> bool {
    let Some(first) = paragraph.lines.first() else { return false };
    let set_apart = size(paragraph) < 0.97 * body || paragraph.lines.iter().all(|l| l.italic) || first.bold;
    let folded = first.text.to_lowercase();
    let after = CAPTIONS.iter().filter_map(|word| folded.strip_prefix(word)).min_by_key(|rest| rest.len());
    let sign = |c: char| matches!(c, ':' | '：' | '.' | '|' | '–' | '．');
    let rest = after.unwrap_or_default().trim_start();
    let unnumbered = rest.trim_start_matches(char::is_numeric);
    // `Figure 1: …` is none of the text; `Figure 1 shows …` may be.
    let certain = unnumbered.len() < rest.len() && unnumbered.trim_start().starts_with(sign);
    let marked = rest.starts_with(|c: char| c.is_numeric() || sign(c));
    after.is_some() && words(paragraph) < 70 && (certain || set_apart && marked)
}

fn is_heading(paragraph: &Paragraph, body: f64) -> bool {
    let larger = size(paragraph) >= 1.1 * body;
    let heavy = paragraph.lines.iter().all(|l| l.bold) && size(paragraph) >= 0.97 * body;
    let ended = paragraph.lines.last().is_some_and(|l| is_ended(&l.text) && !l.text.ends_with(['?', ':', '？', '؟']));
    (larger || heavy) && words(paragraph) <= 18 && !ended
}
