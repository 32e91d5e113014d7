//! The document: lines with roles, and the paragraphs they make up.

use super::furniture;
use super::hyphen::Hyphens;
use super::lexicon::{Set, index};
use super::markup::Marks;
use super::paragraphs;
use super::words::{self, is_han_or_kana, weight};
#[cfg(test)]
use crate::import::manuscript::Manuscript;
use crate::import::manuscript::{self, Hint};

/// What a line was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Not recognised yet.
    Unknown,
    /// Blank, a rule, or an ornament.
    Blank,
    /// Page numbers and running heads.
    Furniture,
    /// Series, number or date line of the heading.
    Masthead,
    /// The title.
    Title,
    /// A second heading.
    Subtitle,
    /// The byline.
    Byline,
    /// A biography.
    Biography,
    /// The standfirst.
    Standfirst,
    /// The text.
    Body,
    /// The disclaimer.
    Disclaimer,
    /// What follows the disclaimer and belongs to no field.
    BackMatter,
}

/// One line, without markup.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: u32,
    /// Its text, blanks collapsed.
    pub text: String,
    /// What it was recognised as.
    pub role: Role,
    /// What its markup said.
    pub marks: Marks,
    /// What its form says that it is.
    pub hint: Option<Hint>,
}

/// A paragraph: lines that follow one another without a blank line.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its lines, as places in `Document::lines`.
    pub lines: Vec<usize>,
    /// Its text on one line.
    pub text: String,
    /// First and last line number.
    pub span: (u32, u32),
    /// What it was recognised as.
    pub role: Role,
    /// Marked as a heading.
    pub heading: bool,
    /// Set apart as a whole: emphasised or quoted.
    pub set_apart: bool,
    /// A list item.
    pub item: bool,
    /// What its form says that it is.
    pub hint: Option<Hint>,
    /// Line numbers at which it was continued after a page break.
    pub joins: Vec<u32>,
    /// Whether a part of it was taken out.
    pub cut: bool,
}

impl Block {
    /// Whether nobody has claimed it yet, or its form alone set it aside as a box beside the text.
    pub fn is_open(&self) -> bool {
        self.role == Role::Unknown || self.role == Role::BackMatter && self.hint == Some(Hint::Aside)
    }
}

/// A text as lines and paragraphs.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// All lines in order.
    pub lines: Vec<Line>,
    /// The paragraphs in order.
    pub blocks: Vec<Block>,
    /// How lines that end in a hyphen go on.
    pub hyphens: Hyphens,
    /// Lines that were dropped as page numbers or running heads.
    pub furniture: Vec<u32>,
}

/// From a line longer than this on, up to a blank one, every line is a paragraph
/// of its own.
const LONG: usize = 200;

/// The same, where some line of the text is longer than that: no column is so wide.
const WIDE: usize = 110;

impl Document {
    /// Cuts a clean text into lines and paragraphs.
    #[cfg(test)]
    pub fn new(text: &str) -> Self {
        Self::of(Manuscript::of_text(text).lines)
    }

    /// Makes paragraphs of the lines of a manuscript.
    pub fn of(lines: Vec<manuscript::Line>) -> Self {
        let mut lines: Vec<Line> = lines.into_iter().map(line_of).collect();
        let furniture = furniture::mark(&mut lines);
        let hyphens = Hyphens::learn(&lines);
        let mut document = Self { lines, blocks: Vec::new(), hyphens, furniture };
        let groups = group(&document.lines);
        let parts = groups.into_iter().flat_map(|group| document.parts(group)).collect::<Vec<_>>();
        document.blocks = parts.into_iter().map(|part| document.block(part)).collect();
        document.part_labels();
        document
    }

    /// Lines that no blank line parts, cut into their paragraphs.
    fn parts(&self, mut group: Vec<usize>) -> Vec<Vec<usize>> {
        let texts: Vec<&str> = group.iter().filter_map(|at| self.lines.get(*at)).map(|l| l.text.as_str()).collect();
        let mut parts: Vec<Vec<usize>> =
            paragraphs::breaks(&texts).into_iter().rev().map(|from| group.split_off(from)).collect();
        parts.push(group);
        parts.reverse();
        parts
    }

    /// A label on a line of its own (`Abstract`, `About the author`) is a paragraph of its own, and so is a
    /// line that begins with a mark of notes behind a short one.
    fn part_labels(&mut self) {
        let mut at = 0;
        while at < self.blocks.len() {
            let count = self.blocks.get(at).map_or(0, |b| b.lines.len());
            let text = |line: usize| self.line_text(at, line).unwrap_or_default();
            let longest = (0..count).map(|line| text(line).chars().count()).max().unwrap_or(0);
            let place = (0..count).find_map(|line| {
                let this = text(line);
                let short_before = line > 0 && text(line - 1).chars().count() * 4 < longest * 3;
                let finished = line > 0 && words::is_finished(&text(line - 1));
                match () {
                    () if count > 1 && line == 0 && is_rubric_line(&this) => Some(1),
                    () if count > 1
                        && is_label_line(&this)
                        && (line == 0 || finished || !words::starts_lower(&this)) =>
                    {
                        Some(if line == 0 { 1 } else { line })
                    }
                    () if (short_before || finished) && this.starts_with(['※', '†', '*']) => Some(line),
                    () if short_before && !finished && !words::starts_lower(&this) && is_disclaimer_line(&this) => {
                        Some(line)
                    }
                    () if line > 0 && repeats(&text(line - 1), &this) => Some(line),
                    () => None,
                }
            });
            match place {
                Some(line) => {
                    self.split(at, 0, line);
                    at += 1;
                }
                None => at += 1,
            }
        }
    }

    /// The paragraph made of these lines.
    pub fn block(&self, lines: Vec<usize>) -> Block {
        let all: Vec<&Line> = lines.iter().filter_map(|at| self.lines.get(*at)).collect();
        let mut text = String::new();
        for line in &all {
            self.hyphens.append(&mut text, &line.text);
        }
        let marks = |at: Option<&&Line>| at.map(|l| l.marks).unwrap_or_default();
        let (first, last) = (marks(all.first()), marks(all.last()));
        let span = (all.first().map_or(0, |l| l.number), all.last().map_or(0, |l| l.number));
        Block {
            lines,
            text,
            span,
            role: Role::Unknown,
            heading: first.heading,
            set_apart: first.opens && last.closes || all.iter().all(|l| l.marks.quoted),
            item: first.item,
            hint: all.first().and_then(|line| line.hint),
            joins: Vec::new(),
            cut: false,
        }
    }

    /// Gives a paragraph and its lines a role.
    pub fn claim(&mut self, block: usize, role: Role) {
        let Some(block) = self.blocks.get_mut(block) else {
            return;
        };
        block.role = role;
        for at in &block.lines {
            if let Some(line) = self.lines.get_mut(*at) {
                line.role = role;
            }
        }
    }

    /// Makes three paragraphs of one: the lines before `from`, those from
    /// `from` to before `to`, and the rest; empty ones are left out. Gives the
    /// place of the middle one.
    pub fn split(&mut self, block: usize, from: usize, to: usize) -> usize {
        let Some(whole) = self.blocks.get(block) else {
            return block;
        };
        let part = |skip: usize, end: usize| -> Vec<usize> {
            let kept = whole.lines.iter().copied().take(end);
            kept.skip(skip).collect()
        };
        let parts = [part(0, from), part(from, to), part(to, usize::MAX)];
        let middle = block + usize::from(from > 0);
        let parts: Vec<Block> =
            parts.into_iter().filter(|lines| !lines.is_empty()).map(|lines| self.block(lines)).collect();
        self.blocks.splice(block..=block, parts);
        middle
    }

    /// The places of the paragraphs that have this role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = (usize, &Block)> {
        let all = self.blocks.iter().enumerate();
        all.filter(move |(_, block)| block.role == role)
    }

    /// How many paragraphs the heading can reach over: up to the first long one.
    pub fn heading_end(&self) -> usize {
        let prose = |b: &Block| b.role == Role::Unknown && b.hint.is_none() && is_running(&b.text);
        let end = self.blocks.iter().take(24).position(prose);
        end.unwrap_or(self.blocks.len().min(24))
    }

    /// The text of one line of a paragraph.
    pub fn line_text(&self, block: usize, line: usize) -> Option<String> {
        let at = *self.blocks.get(block)?.lines.get(line)?;
        self.lines.get(at).map(|line| line.text.clone())
    }

    /// Gives a paragraph of one line another text: what others left of it.
    pub fn rewrite(&mut self, block: usize, text: &str) {
        let Some(block) = self.blocks.get_mut(block) else {
            return;
        };
        block.text = text.to_owned();
        if let [only] = block.lines.as_slice()
            && let Some(line) = self.lines.get_mut(*only)
        {
            line.text = text.to_owned();
        }
    }

    /// The text of all paragraphs.
    pub fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.blocks.iter().map(|b| b.text.as_str())
    }
}

fn is_label_line(text: &str) -> bool {
    [Set::Summary, Set::About, Set::Notes]
        .iter()
        .any(|set| index().heading(*set, text).is_some_and(|(rest, _)| rest.is_empty()))
}

/// Whether a line begins with all of the one before, of several words: that one is its heading.
fn repeats(before: &str, line: &str) -> bool {
    before.contains(' ') && line.strip_prefix(before).is_some_and(|rest| rest.starts_with([' ', ',']))
}

fn is_rubric_line(text: &str) -> bool {
    words::is_capitals(text) && index().is_phrase(Set::Rubrics, &words::fold(text))
}

fn is_disclaimer_line(text: &str) -> bool {
    index().find(Set::Disclaimer, &words::fold(text)).is_some()
}

/// Whether a text is long enough to be running text and nothing else.
fn is_running(text: &str) -> bool {
    weight(text) > 60 || weight(text) > 36 && words::is_finished(text) && words::sentences(text).len() > 1
}

/// Whether two lines join without a blank: between signs of scripts that have none.
pub fn joins_without_blank(before: &str, next: &str) -> bool {
    let east = |c: char| is_han_or_kana(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}');
    before.chars().next_back().is_some_and(east) && next.chars().next().is_some_and(east)
}

fn line_of(line: manuscript::Line) -> Line {
    let manuscript::Line { number, text, marks, hint } = line;
    let role = match text.is_empty() {
        true => Role::Blank,
        false => Role::Unknown,
    };
    Line { number, text, role, marks, hint }
}

/// How wide a line is: signs of scripts without blanks take the room of two letters.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if words::is_unspaced(c) { 2 } else { 1 }).sum()
}

/// Groups the lines into paragraphs.
fn group(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let (mut open, mut unwrapped) = (false, false);
    let long = if lines.iter().any(|line| width(&line.text) > LONG) { WIDE } else { LONG };
    for (at, line) in lines.iter().enumerate() {
        if line.role != Role::Unknown {
            (open, unwrapped) = (false, false);
            continue;
        }
        unwrapped |= width(&line.text) > long;
        let alone = line.marks.heading || unwrapped;
        match groups.last_mut() {
            Some(last) if open && !alone && !line.marks.item => last.push(at),
            _ => groups.push(vec![at]),
        }
        open = !alone;
    }
    groups
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let document = Document::new("\n\n***ONE\nTWO***\n\nthree\n");
        let texts: Vec<_> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["ONE TWO", "three"]);
        assert_eq!(document.blocks.first().unwrap().span, (3, 4));
        assert!(document.blocks.first().unwrap().set_apart);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "word ".repeat(60);
        let document = Document::new(&format!("one\ntwo\n{long}\n{long}\nshort\nshort"));
        assert_eq!(document.blocks.len(), 5);
    }

    #[test]
    fn furniture_is_left_out() {
        let text = "Tidings\none\n\nTidings\n2\ntwo\n\u{c}Tidings\nthree\n- 3 -\n";
        let document = Document::new(text);
        let texts: Vec<_> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["Tidings one", "two", "three"]);
        assert_eq!(document.furniture, [4, 5, 7, 9]);
    }

    #[test]
    fn the_menu_of_a_page_is_left_out() {
        let document = Document::new("Home\nAbout us\nEvents\nContact\n\nTides rise\n\nAnn Roe");
        assert_eq!(document.texts().collect::<Vec<_>>(), ["Tides rise", "Ann Roe"]);
        let document = Document::new("Gull Lab\n\nWhen\nTides\nRise\nAgain\n\nAnn Roe");
        assert_eq!(document.blocks.len(), 3);
    }

    #[test]
    fn addresses_at_the_foot_of_a_page_are_left_out() {
        let text = "One of the harbours is\n\n12 Quay Lane, Suite 3, Gullport\nPhone: (808) 555-0161 Fax: (808) 555-0162 www.tide.example\n\nlate. Ann Roe (a@b.example) is a pilot.";
        assert_eq!(Document::new(text).furniture, [3, 4]);
    }

    #[test]
    fn splitting_keeps_every_line() {
        let mut document = Document::new("a\nb\nc\nd");
        assert_eq!(document.split(0, 1, 3), 1);
        let texts: Vec<_> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["a", "b c", "d"]);
        assert_eq!(document.split(0, 0, 1), 0);
        assert_eq!(document.blocks.len(), 3);
    }
}
