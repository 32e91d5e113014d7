//! From the article on a page to the lines of a manuscript.

use super::measure::Measured;
use super::part::Part;
use super::parted;
use super::region::Region;
use super::tree::{Element, Kind, Page, is_block};
use crate::import::commentary::disclaimer;
use crate::import::commentary::markup::Marks;
use crate::import::manuscript::{Hint, Line};

/// The lines of the article, each paragraph followed by an empty one.
pub fn of(measured: &Measured<'_>, region: Region) -> Vec<Line> {
    let mut writer = Writer::new(measured, region);
    writer.all();
    writer.lines
}

struct Open {
    end: usize,
    is_block: bool,
    heading: bool,
    quoted: bool,
    item: bool,
    emphasis: bool,
    preformatted: bool,
    hint: Option<Hint>,
}

struct Writer<'m, 'p> {
    measured: &'m Measured<'p>,
    page: &'p Page,
    region: Region,
    /// What says whose views these are, outside the article: often the foot of the page.
    disclaimers: Vec<usize>,
    lines: Vec<Line>,
    open: Vec<Open>,
    paragraph: Vec<Line>,
    line: Line,
    /// Whether a blank is to come before the next word.
    blank: bool,
    broken: bool,
}

impl<'m, 'p> Writer<'m, 'p> {
    fn new(measured: &'m Measured<'p>, region: Region) -> Self {
        let (lines, open, paragraph, line) = Default::default();
        let disclaimers = disclaimers(measured, region);
        let page = measured.page;
        Writer { measured, page, region, disclaimers, lines, open, paragraph, line, blank: false, broken: false }
    }

    fn all(&mut self) {
        let mut at = 1;
        while at < self.page.nodes.len() {
            self.close(at);
            let Some(node) = self.page.nodes.get(at) else { break };
            at = match &node.kind {
                Kind::Text(own) => {
                    if self.is_read(at) {
                        self.text(own, node.line);
                    }
                    at + 1
                }
                Kind::Element(own) => self.element(at, own, node.end),
            };
        }
        self.close(usize::MAX);
        self.end_paragraph();
    }

    /// Whether text at a place is the article's.
    fn is_read(&self, at: usize) -> bool {
        at == self.region.around
            || self.page.inside(self.region.around).contains(&at)
            || self.open.iter().any(|own| own.hint.is_some())
    }

    /// Enters an element, or goes behind it.
    fn element(&mut self, at: usize, element: &Element, end: usize) -> usize {
        let inside = self.page.inside(self.region.around).contains(&at);
        let leads = self.leads_on(at);
        let hint = self.hint(at, element);
        if !leads && self.is_skipped(at, element, hint, inside) {
            if self.is_sign(at) {
                self.end_line();
            }
            return end;
        }
        match element.name.as_str() {
            "br" => {
                self.break_line();
                return end;
            }
            "hr" => {
                self.end_paragraph();
                return end;
            }
            "tr" if self.row(at, end) => return end,
            _ => {}
        }
        let is_block = is_block(&element.name);
        if is_block {
            self.end_paragraph();
        } else if hint.is_some() && hint != self.hinted() || self.is_glued(at) {
            self.end_line();
        }
        let emphasis = matches!(element.name.as_str(), "em" | "i" | "b" | "strong");
        let heading = matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        self.open.push(Open {
            end,
            is_block,
            heading,
            quoted: element.name == "blockquote",
            item: element.name == "li",
            emphasis,
            preformatted: element.name == "pre",
            hint,
        });
        at + 1
    }

    /// Whether what is left out is no more than the sign between two pieces of a line (`·`).
    fn is_sign(&self, at: usize) -> bool {
        let text = self.page.text(at);
        let is_short = (1..=3).contains(&text.chars().count()) && !text.contains(char::is_alphanumeric);
        is_short && !is_block(self.page.name(at)) && !self.is_in_prose(at)
    }

    /// Whether the article, or a disclaimer outside of it, is an element or inside of it.
    fn leads_on(&self, at: usize) -> bool {
        let mut places =
            self.disclaimers.iter().chain([&self.region.around, &self.region.text]).chain(&self.region.title);
        places.any(|place| *place == at || self.page.inside(at).contains(place))
    }

    fn hint(&self, at: usize, element: &Element) -> Option<Hint> {
        if self.region.title == Some(at) {
            return Some(Hint::Title);
        }
        if self.disclaimers.contains(&at) {
            return Some(Hint::Disclaimer);
        }
        if is_note(element) {
            return Some(Hint::Aside);
        }
        match self.measured.part(at) {
            // What stands in the margin at the end tells of authors as often as of other things.
            None | Some(Part::Piece(Hint::Title)) if element.name == "aside" => {
                (!self.is_at_end(at)).then_some(Hint::Aside)
            }
            Some(Part::Piece(Hint::Title)) => None,
            Some(Part::Piece(Hint::Date)) if self.is_in_prose(at) => None,
            Some(Part::Piece(hint)) => Some(hint),
            _ => None,
        }
    }

    /// A date or a name that is marked up inside a sentence is part of it.
    fn is_in_prose(&self, at: usize) -> bool {
        let around = std::iter::once(at).chain(self.page.around(at)).find(|own| is_block(self.page.name(*own)));
        around.is_some_and(|around| self.measured.prose(around) > 240)
    }

    fn is_skipped(&self, at: usize, element: &Element, hint: Option<Hint>, inside: bool) -> bool {
        let kept = matches!(hint, Some(Hint::Biography | Hint::Disclaimer | Hint::Note));
        if self.measured.is_left_out(at) {
            return true;
        }
        if matches!(element.name.as_str(), "sup" | "a") && self.is_reference(at, element) {
            return true;
        }
        if !inside {
            return self.hinted().is_none() && !kept && !self.leads_to_kept(at);
        }
        if self.measured.letters(at) == 0 {
            return !matches!(element.name.as_str(), "br" | "hr") && !is_block(&element.name);
        }
        let in_text = self.page.inside(self.region.text).contains(&at);
        let is_block = is_block(&element.name);
        if in_text || !is_block || hint.is_some() || self.hinted().is_some() {
            return in_text && is_block && hint.is_none() && self.is_list_of_links(at);
        }
        let is_page = matches!(self.page.name(self.region.around), "body" | "html" | "#root");
        let before = self.region.title.is_some_and(|title| at < title);
        let behind = at >= self.page.inside(self.region.text).end;
        self.measured.is_links(at) && !self.is_byline_of_links(at)
            || is_page && (before || behind) && !self.leads_to_kept(at)
    }

    /// Whether authors, each a link to their page, stand between a title and its text.
    fn is_byline_of_links(&self, at: usize) -> bool {
        let text = self.page.inside(self.region.text);
        let is_between = self.region.title.is_some_and(|title| at > title) && at < text.start;
        is_between && self.page.inside(at).any(|inside| self.measured.part(inside) == Some(Part::Piece(Hint::Byline)))
    }

    /// Links to other pages inside a text, one after the other.
    fn is_list_of_links(&self, at: usize) -> bool {
        let links = self.page.inside(at).filter(|inside| self.page.name(*inside) == "a").count();
        matches!(self.page.name(at), "ul" | "ol" | "div" | "section")
            && links > 1
            && self.measured.prose(at) * 10 < self.measured.letters(at)
    }

    /// Whether something that is kept wherever it stands is inside.
    fn leads_to_kept(&self, at: usize) -> bool {
        self.page.inside(at).any(|inside| {
            matches!(self.measured.part(inside), Some(Part::Piece(Hint::Biography | Hint::Disclaimer)))
                && !self.measured.is_left_out(inside)
                && !self.measured.is_links(inside)
        })
    }

    /// The number of a footnote.
    fn is_reference(&self, at: usize, element: &Element) -> bool {
        let text = self.page.text(at);
        let is_mark =
            text.chars().count() <= 6 && text.chars().all(|c| c.is_ascii_digit() || "[]()*†‡§↩↑^ ,ivxabc".contains(c));
        let links = |at: usize| {
            let href = self.page.element(at).and_then(|own| own.attribute("href")).unwrap_or_default();
            href.contains('#')
        };
        match element.name.as_str() {
            "a" => is_mark && links(at),
            _ => is_mark && self.page.inside(at).any(links),
        }
    }

    /// A row of short cells is one line, its cells apart.
    fn row(&mut self, at: usize, end: usize) -> bool {
        let cells: Vec<usize> =
            self.page.inside(at).filter(|cell| matches!(self.page.name(*cell), "td" | "th")).take(40).collect();
        let is_plain = |cell: &usize| {
            let nested =
                |inside: usize| matches!(self.page.name(inside), "td" | "table" | "br" | "ul" | "ol" | "h1" | "h2");
            self.measured.letters(*cell) <= 80 && !self.page.inside(*cell).any(nested)
        };
        let full: Vec<usize> = cells.iter().copied().filter(|cell| self.measured.letters(*cell) > 0).collect();
        if full.len() < 2 || !full.iter().all(is_plain) || self.measured.is_links(at) {
            return false;
        }
        let is_figures = self.is_behind_prose(at);
        self.end_paragraph();
        let mut text = String::new();
        for cell in &full {
            if !text.is_empty() {
                text.push_str(if text.ends_with(':') { " " } else { " | " });
            }
            text.push_str(&self.page.text(*cell));
        }
        let number = self.page.nodes.get(at).map_or(0, |node| node.line);
        let hint = self.hinted().or(is_figures.then_some(Hint::Aside));
        self.lines.push(Line { number, text, hint, ..Line::default() });
        self.lines.push(Line { number, ..Line::default() });
        debug_assert!(end > at);
        true
    }

    /// Whether most of the text stands before a place.
    fn is_at_end(&self, at: usize) -> bool {
        let end = self.page.inside(self.region.around).end;
        let before = self.measured.prose_between(self.region.around, at);
        before > 2 * self.measured.prose_between(at, end)
    }

    /// Whether a good deal of the text stands before a place.
    fn is_behind_prose(&self, at: usize) -> bool {
        let from = self.region.text.max(self.region.title.unwrap_or(0));
        self.measured.prose_between(from, at) > 400
    }

    /// Whether an inline element follows another one without a blank, in a line that is no prose: what
    /// parts them on the screen is a style.
    fn is_glued(&self, at: usize) -> bool {
        let follows = at.checked_sub(1).is_some_and(|before| {
            let ended = self.page.around(before).chain([before]).find(|own| {
                self.page.element(*own).is_some() && self.page.nodes.get(*own).is_some_and(|node| node.end == at)
            });
            ended.is_some_and(|own| self.measured.letters(own) >= 3)
        });
        follows
            && !self.blank
            && self.line.text.ends_with(char::is_alphanumeric)
            && self.measured.letters(at) >= 3
            && !self.is_in_prose(at)
            && !matches!(self.page.name(at), "sup" | "sub")
    }

    fn hinted(&self) -> Option<Hint> {
        self.open.iter().rev().find_map(|own| own.hint)
    }

    /// Leaves the elements that end before a place.
    fn close(&mut self, at: usize) {
        while let Some(last) = self.open.pop_if(|own| own.end <= at) {
            let hinted = last.hint.is_some() && {
                let around = self.hinted();
                around != last.hint
            };
            if hinted && !self.line.text.is_empty() {
                self.line.hint = last.hint;
            }
            if last.is_block {
                // The marks are those of the element that ends.
                let end = last.end;
                self.open.push(last);
                self.end_paragraph();
                self.open.pop_if(|own| own.end == end);
            } else if hinted {
                self.end_line();
            }
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if self.open.iter().any(|own| own.preformatted) {
            for (number, part) in (line..).zip(text.split('\n')) {
                if number > line {
                    self.break_line();
                }
                self.words(part, number);
            }
            return;
        }
        let lead = text.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
        self.words(text, line + u32::try_from(lead).unwrap_or(0));
    }

    fn words(&mut self, text: &str, number: u32) {
        let emphasis = self.open.iter().any(|own| own.emphasis);
        self.blank |= text.starts_with(char::is_whitespace) || self.parts_name(text);
        for word in text.split_whitespace() {
            if self.line.text.is_empty() {
                self.line.number = number;
                self.line.marks.opens = emphasis;
                self.line.hint = self.hinted();
            } else if self.blank {
                self.line.text.push(' ');
            }
            self.line.text.push_str(word);
            self.line.marks.closes = emphasis;
            self.blank = true;
            self.broken = false;
        }
        self.blank = text.ends_with(char::is_whitespace) || self.blank && text.trim().is_empty();
    }

    /// Whether a piece of a byline begins a word of its own, though no blank stands before it: `By` and `Ann Roe`.
    fn parts_name(&self, text: &str) -> bool {
        self.hinted() == Some(Hint::Byline)
            && text.starts_with(char::is_uppercase)
            && self.line.text.ends_with(|c: char| c.is_lowercase() || c == ':')
    }

    /// One break ends a line, a second one the paragraph.
    fn break_line(&mut self) {
        if self.line.text.is_empty() {
            if self.broken || !self.paragraph.is_empty() {
                self.end_paragraph();
            }
        } else {
            self.end_line();
        }
        self.broken = true;
    }

    fn end_line(&mut self) {
        self.blank = false;
        let mut line = std::mem::take(&mut self.line);
        if line.text.is_empty() {
            return;
        }
        let any = |is: fn(&Open) -> bool| self.open.iter().any(is);
        let mut marks = Marks { opens: line.marks.opens, closes: line.marks.closes, ..Marks::default() };
        (marks.heading, marks.quoted) = (any(|own| own.heading), any(|own| own.quoted));
        if any(|own| own.item) && self.paragraph.is_empty() && line.hint.is_none() {
            marks.item = true;
            line.text.insert_str(0, "• ");
        }
        line.marks = marks;
        self.paragraph.push(line);
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        self.broken = false;
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let paragraph: Vec<Line> = paragraph.into_iter().flat_map(parted::by_kind).collect();
        let several = paragraph.windows(2).any(|pair| matches!(pair, [a, b] if a.hint != b.hint));
        if several {
            return self.pieces(paragraph);
        }
        let number = paragraph.last().map_or(0, |line| line.number);
        self.lines.extend(paragraph);
        self.lines.push(Line { number, ..Line::default() });
    }

    /// A line of several pieces (`By Ann Roe | 12 April 2024 | 4 minutes`): each is a paragraph. Words
    /// between them that say nothing by themselves are dropped, but for the `By` before a name and the
    /// `and` between two.
    fn pieces(&mut self, paragraph: Vec<Line>) {
        let mut before: Option<Line> = None;
        let mut made: Vec<Line> = Vec::new();
        for mut line in paragraph {
            if line.hint.is_none() {
                if line.text.chars().filter(|c| c.is_alphanumeric()).count() <= 14 {
                    before = Some(line);
                    continue;
                }
                line.hint = Some(Hint::Masthead);
            }
            let words = before.take().map(|words| words.text).unwrap_or_default();
            let words = words.trim_start_matches(|c: char| "|·•–—/- ".contains(c));
            let byline = line.hint == Some(Hint::Byline);
            match made.last_mut() {
                Some(last) if byline && last.hint == Some(Hint::Byline) && !words.is_empty() => {
                    let glue = if words.starts_with([',', ';']) { "" } else { " " };
                    last.text.push_str(&format!("{glue}{words} {}", line.text));
                    continue;
                }
                _ if byline && words.chars().any(char::is_alphabetic) => line.text = format!("{words} {}", line.text),
                _ => {}
            }
            made.push(line);
        }
        for line in made {
            let number = line.number;
            self.lines.push(line);
            self.lines.push(Line { number, ..Line::default() });
        }
    }
}

/// How many paragraphs outside the article are looked at for a disclaimer.
const LOOKED_AT: usize = 500;

/// The paragraphs behind the text of an article, outside of it or left out of it, that have the form of a disclaimer.
fn disclaimers(measured: &Measured<'_>, region: Region) -> Vec<usize> {
    let page = measured.page;
    let article = page.inside(region.around);
    let behind = (page.inside(region.text).end..page.nodes.len())
        .filter(|at| !article.contains(at) || measured.is_left_out(*at));
    let is_paragraph = |at: &usize| {
        let has_blocks = || page.inside(*at).any(|inside| page.element(inside).is_some_and(|own| is_block(&own.name)));
        let is_one = page.element(*at).is_some_and(|own| is_block(&own.name) || own.name == "small");
        is_one && measured.part(*at) != Some(Part::Unseen) && !has_blocks()
    };
    let texts = behind.filter(is_paragraph).take(LOOKED_AT);
    let is_one = |at: &usize| {
        let text = page.text(*at);
        text.len() > 30 && text.len() < 2_000 && disclaimer::phrase_of(&text).is_some()
    };
    texts.filter(is_one).collect()
}

/// The footnotes that Word, WordPress and Markdown make: `_ftn1`, `fn:1`, `footnote-2`.
fn is_note(element: &Element) -> bool {
    let is_place = matches!(element.name.as_str(), "li" | "p" | "div" | "dd");
    let id = element.attribute("id").unwrap_or_default().trim_start_matches('_').to_ascii_lowercase();
    let rest = ["ftn", "fn", "footnote", "edn", "endnote"].iter().find_map(|start| id.strip_prefix(start));
    is_place
        && rest.is_some_and(|rest| rest.trim_start_matches([':', '-', '_']).starts_with(|c: char| c.is_ascii_digit()))
}
