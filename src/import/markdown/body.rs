//! The text below the front matter: each paragraph, heading and item a line.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::import::commentary::markup::{self, Marks};
use crate::import::manuscript::{Hint, Line};

/// The lines of a Markdown text that begins after so many lines of its document.
pub(super) fn lines(text: &str, before: usize) -> Vec<Line> {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut body =
        Body { places: places(text), before, lines: Vec::new(), piece: Piece::default(), around: Around::default() };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        body.take(event, &range);
    }
    body.end();
    body.lines
}

/// Where each line begins.
fn places(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// A line of the source longer than this, in bytes, is one of running text.
const SHORT: usize = 120;

struct Body {
    places: Vec<usize>,
    before: usize,
    lines: Vec<Line>,
    piece: Piece,
    around: Around,
}

/// The paragraph, heading or item that is being read.
#[derive(Default)]
struct Piece {
    text: String,
    number: u32,
    heading: Option<HeadingLevel>,
    item: bool,
    /// Characters outside of any emphasis.
    plain: usize,
    /// Whether a picture stands in it: what stands beside is its caption.
    picture: bool,
}

/// What the reader is inside of.
#[derive(Default)]
struct Around {
    quotes: usize,
    asides: usize,
    emphasis: usize,
    pictures: usize,
    items: usize,
}

impl Body {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, range),
            // The lines of a heading (`By …`, a date) are lines; those of a wrapped paragraph make one again.
            Event::SoftBreak if self.piece.text.len() <= SHORT => self.cut(range),
            Event::SoftBreak => self.text(" ", range),
            Event::HardBreak => self.cut(range),
            Event::Html(html) => {
                self.html(&html, range);
            }
            Event::InlineHtml(tag) if tag.trim_start_matches(['<', '/']).to_ascii_lowercase().starts_with("br") => {
                self.cut(range);
            }
            Event::Rule => {
                self.end();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.end(),
            Tag::Heading { level, .. } => {
                self.end();
                self.piece.heading = Some(*level);
            }
            Tag::Item => {
                self.end();
                self.around.items += 1;
                self.piece.item = true;
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.around.quotes += 1;
            }
            Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.end();
                self.around.asides += 1;
            }
            Tag::TableHead | Tag::TableRow => self.end(),
            Tag::TableCell => self.text(" ", range),
            Tag::Emphasis | Tag::Strong => self.around.emphasis += 1,
            Tag::Image { .. } => {
                self.around.pictures += 1;
                self.piece.picture = true;
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        let less = |count: &mut usize| *count = count.saturating_sub(1);
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Heading(_) => self.end(),
            TagEnd::Item => {
                self.end();
                less(&mut self.around.items);
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                less(&mut self.around.quotes);
            }
            TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.end();
                less(&mut self.around.asides);
            }
            TagEnd::Emphasis | TagEnd::Strong => less(&mut self.around.emphasis),
            TagEnd::Image => less(&mut self.around.pictures),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.around.pictures > 0 {
            return;
        }
        if self.piece.number == 0 && !text.trim().is_empty() {
            let line = self.places.partition_point(|place| *place <= range.start) + self.before;
            self.piece.number = u32::try_from(line).unwrap_or(u32::MAX);
        }
        if self.around.emphasis == 0 {
            self.piece.plain += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
        self.piece.text.push_str(text);
    }

    /// A block of HTML: its text, without tags.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        let (text, _) = markup::strip(html);
        if !text.is_empty() && !text.starts_with('<') {
            self.text(&text, range);
            self.text(" ", range);
        }
    }

    /// A line ends, and its paragraph does not.
    fn cut(&mut self, range: &Range<usize>) {
        self.push();
        let line = self.places.partition_point(|place| *place <= range.end) + self.before;
        self.piece.number = u32::try_from(line).unwrap_or(u32::MAX);
    }

    /// A paragraph ends.
    fn end(&mut self) {
        let pushed = self.push();
        if pushed {
            self.lines.push(Line { number: self.lines.last().map_or(1, |line| line.number), ..Line::default() });
        }
        let item = self.piece.item && !pushed && self.around.items > 0;
        self.piece = Piece { item, ..Piece::default() };
    }

    /// Keeps what was read as a line, where it is something.
    fn push(&mut self) -> bool {
        let text = self.piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.piece.text.clear();
        if text.is_empty() {
            return false;
        }
        let emphasised = self.piece.plain == 0 && text.chars().any(char::is_alphanumeric);
        let marks = Marks {
            heading: self.piece.heading.is_some(),
            opens: emphasised,
            closes: emphasised,
            quoted: self.around.quotes > 0,
            item: self.piece.item,
            rule: false,
        };
        let aside = self.around.asides > 0 || self.piece.picture;
        let title =
            self.piece.heading == Some(HeadingLevel::H1) && self.lines.iter().all(|l| l.hint != Some(Hint::Title));
        let hint = if aside { Some(Hint::Aside) } else { title.then_some(Hint::Title) };
        self.lines.push(Line { number: self.piece.number.max(1), text, marks, hint });
        self.piece.plain = 0;
        true
    }
}
