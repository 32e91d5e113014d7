//! From HTML to a flat tree, with bounded work whatever the page.
//!
//! The tokens are those of the standard (WHATWG HTML, section 13.2.5). Of its rules for building a tree
//! only those are kept that matter for reading: end tags that are left out, void elements, and inline
//! elements that are closed across a block.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Elements nested deeper than this are read as if their tags were not there.
const DEEPEST: usize = 200;

/// A page of more elements and texts than this is not read further.
const MOST_NODES: usize = 400_000;

/// How many attributes of an element are kept, and how many bytes of each.
const MOST_ATTRIBUTES: usize = 32;
const LONGEST_ATTRIBUTE: usize = 8 << 10;

/// A page: its elements and texts in the order of their starts.
#[derive(Debug, Default)]
pub struct Page {
    /// All of them. The first is the root.
    pub nodes: Vec<Node>,
    /// Whether the page has more, which was not read.
    pub is_cut: bool,
}

/// An element or a text.
#[derive(Debug)]
pub struct Node {
    /// The place of the element around it; the root's own for the root.
    pub parent: usize,
    /// The place behind the last node inside it.
    pub end: usize,
    /// The line of the source on which it begins, from 1.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// An element.
    Element(Element),
    /// A text, its character references resolved.
    Text(String),
}

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name, in small letters.
    pub name: String,
    /// Its attributes, names in small letters.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// Reads a page.
    pub fn parse(html: &str) -> Page {
        let mut builder = Builder::new();
        builder.lines = html.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        {
            let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
                builder.event(event, span.start);
                None
            };
            let mut emitter = CallbackEmitter::new(callback);
            emitter.naively_switch_states(true);
            // A text in memory is always readable.
            let _ = Tokenizer::new_with_emitter(html, emitter).finish();
        }
        builder.finish()
    }

    /// The element at a place.
    pub fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes.get(at)?.kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    /// The name of the element at a place; nothing for a text.
    pub fn name(&self, at: usize) -> &str {
        self.element(at).map_or("", |element| element.name.as_str())
    }

    /// The places of all nodes inside one.
    pub fn inside(&self, at: usize) -> std::ops::Range<usize> {
        at + 1..self.nodes.get(at).map_or(at + 1, |node| node.end)
    }

    /// The elements around a node, the nearest first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: &usize| self.nodes.get(*at).map(|node| node.parent).filter(|parent| parent != at);
        std::iter::successors(parent(&at), move |at| parent(at))
    }

    /// All text inside a node, blanks collapsed.
    pub fn text(&self, at: usize) -> String {
        let mut text = String::new();
        for inside in self.inside(at) {
            match self.nodes.get(inside).map(|node| &node.kind) {
                Some(Kind::Text(own)) => text.push_str(own),
                Some(Kind::Element(own)) if is_block(&own.name) || own.name == "br" => text.push(' '),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Elements that stand in the lines of a text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

const HEAD: &[&str] = &["title", "meta", "link", "style", "script", "base", "noscript", "template", "object"];

/// Whether an element makes a paragraph of its own.
pub fn is_block(name: &str) -> bool {
    !INLINE.contains(&name) && name != "br"
}

/// Which open elements a start tag closes, and which it does not look beyond.
fn closes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const CELL: &[&str] = &["td", "th", "caption", "table", "button", "object"];
    match name {
        "li" => (&["li", "p"], &["ul", "ol", "menu", "td", "th", "table"]),
        "dt" | "dd" => (&["dt", "dd", "p"], &["dl", "td", "th", "table"]),
        "tr" => (&["td", "th", "tr", "caption", "colgroup", "p"], &["table", "tbody", "thead", "tfoot"]),
        "td" | "th" => (&["td", "th", "p"], &["tr", "table"]),
        "tbody" | "thead" | "tfoot" => {
            (&["td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "p"], &["table"])
        }
        "option" => (&["option"], &["select", "datalist"]),
        "body" => (&["head"], &[]),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["p", "h1", "h2", "h3", "h4", "h5", "h6"], CELL),
        name if is_block(name) => (&["p"], CELL),
        _ => (&[], &[]),
    }
}

struct Builder {
    page: Page,
    open: Vec<usize>,
    /// Start tags beyond the deepest whose end tags are still to come.
    beyond: usize,
    lines: Vec<usize>,
    line: usize,
    tag: Option<(Element, u32)>,
    name: Option<String>,
}

impl Builder {
    fn new() -> Self {
        let root = Element { name: "#root".to_owned(), attributes: Vec::new() };
        let root = Node { parent: 0, end: 0, line: 1, kind: Kind::Element(root) };
        let page = Page { nodes: vec![root], is_cut: false };
        Builder { page, open: vec![0], beyond: 0, lines: Vec::new(), line: 0, tag: None, name: None }
    }

    /// The line of a place in the source. Places only go on.
    fn line_at(&mut self, offset: usize) -> u32 {
        while self.lines.get(self.line).is_some_and(|end| *end < offset) {
            self.line += 1;
        }
        u32::try_from(self.line + 1).unwrap_or(u32::MAX)
    }

    fn event(&mut self, event: CallbackEvent<'_>, offset: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let line = self.line_at(offset);
                self.tag = Some((Element { name: text(name), attributes: Vec::new() }, line));
                self.name = None;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute("");
                self.name = (name.len() <= 64).then(|| text(name));
            }
            CallbackEvent::AttributeValue { value } => {
                let value = value.get(..LONGEST_ATTRIBUTE).unwrap_or(value);
                self.attribute(&text(value));
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.attribute("");
                if let Some((element, line)) = self.tag.take() {
                    self.start(element, line);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.name = None;
                self.end(&text(name));
            }
            CallbackEvent::String { value } => {
                let line = self.line_at(offset);
                self.string(&String::from_utf8_lossy(value), line);
            }
            _ => {}
        }
    }

    fn attribute(&mut self, value: &str) {
        let (Some(name), Some((element, _))) = (self.name.take(), &mut self.tag) else { return };
        if element.attributes.len() < MOST_ATTRIBUTES && element.attribute(&name).is_none() {
            element.attributes.push((name, value.to_owned()));
        }
    }

    fn string(&mut self, value: &str, line: u32) {
        let is_blank = value.chars().all(char::is_whitespace);
        if self.is_in_head() && !is_blank && !self.open.iter().any(|at| HEAD.contains(&self.page.name(*at))) {
            self.close(&["head"], &[]);
        }
        let value: String = value.chars().filter(|c| *c != '\0').collect();
        self.push(Kind::Text(value), line);
    }

    fn is_in_head(&self) -> bool {
        self.open.iter().any(|at| self.page.name(*at) == "head")
    }

    fn start(&mut self, element: Element, line: u32) {
        let name = element.name.as_str();
        if name == "head" && self.page.nodes.len() > 64 || name == "html" && self.open.len() > 1 {
            return;
        }
        if self.is_in_head() && !HEAD.contains(&name) {
            self.close(&["head"], &[]);
        }
        let (closed, within) = closes(name);
        self.close(closed, within);
        let is_void = VOID.contains(&name);
        if !is_void && self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        if let Some(at) = self.push(Kind::Element(element), line)
            && !is_void
        {
            self.open.push(at);
        }
    }

    /// Closes every open element of these names, up to one of those.
    fn close(&mut self, names: &[&str], within: &[&str]) {
        let mut keep = None;
        for (depth, at) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.page.name(*at);
            if names.contains(&name) {
                keep = Some(depth);
            } else if within.contains(&name) {
                break;
            }
        }
        if let Some(depth) = keep {
            self.truncate(depth);
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            let line = u32::try_from(self.line + 1).unwrap_or(u32::MAX);
            return self.start(Element { name: "br".to_owned(), attributes: Vec::new() }, line);
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let is_table = matches!(name, "table" | "tr" | "tbody" | "thead" | "tfoot" | "body" | "html");
        for (depth, at) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.page.name(*at);
            if open == name {
                return self.truncate(depth);
            }
            let is_wall = matches!(open, "td" | "th" | "table") && !is_table;
            if is_wall || !is_block(name) && is_block(open) {
                return;
            }
        }
    }

    fn truncate(&mut self, depth: usize) {
        let end = self.page.nodes.len();
        for at in self.open.drain(depth..) {
            if let Some(node) = self.page.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn push(&mut self, kind: Kind, line: u32) -> Option<usize> {
        let at = self.page.nodes.len();
        if at >= MOST_NODES {
            self.page.is_cut = true;
            return None;
        }
        let parent = self.open.last().copied().unwrap_or(0);
        self.page.nodes.push(Node { parent, end: at + 1, line, kind });
        Some(at)
    }

    fn finish(mut self) -> Page {
        self.truncate(0);
        self.page
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(html: &str) -> String {
        let page = Page::parse(html);
        let mut out = String::new();
        for (at, node) in page.nodes.iter().enumerate().skip(1) {
            let depth = page.around(at).count();
            match &node.kind {
                Kind::Element(own) => out.push_str(&format!("{depth}{} ", own.name)),
                Kind::Text(own) => out.push_str(&format!("{depth}“{}” ", own.trim())),
            }
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn end_tags_may_be_left_out() {
        assert_eq!(shape("<p>a<p>b<ul><li>c<li>d</ul>e"), "1p 2“a” 1p 2“b” 1ul 2li 3“c” 2li 3“d” 1“e”");
        assert_eq!(
            shape("<table><tr><td>a<td>b<tr><td>c</table>d"),
            "1table 2tr 3td 4“a” 3td 4“b” 2tr 3td 4“c” 1“d”"
        );
    }

    #[test]
    fn an_inline_element_does_not_close_a_block() {
        assert_eq!(shape("<b><p>a</b>b</p>c</b>d"), "1b 2p 3“a” 3“b” 2“c” 1“d”");
        assert_eq!(shape("<div><table><tr><td></div>a</table>b</div>c"), "1div 2table 3tr 4td 5“a” 2“b” 1“c”");
    }

    #[test]
    fn scripts_and_titles_are_text_and_lines_are_counted() {
        let page = Page::parse("<title>a<b></title>\n<script>if (a<b) '<p>'</script>\n\n<p class='x y'>z &amp; é");
        let paragraph = page.nodes.iter().position(|n| matches!(&n.kind, Kind::Element(e) if e.name == "p"));
        let at = paragraph.unwrap_or_default();
        assert_eq!(page.nodes.get(at).map(|n| n.line), Some(4));
        assert_eq!(page.text(at), "z & é");
        assert_eq!(page.element(at).and_then(|e| e.attribute("class")), Some("x y"));
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let page = Page::parse(&"<div>".repeat(100_000));
        assert_eq!(page.nodes.len(), DEEPEST);
        let page = Page::parse(&"<b></b>".repeat(MOST_NODES + 10));
        assert!(page.is_cut);
        assert_eq!(page.nodes.len(), MOST_NODES);
    }
}
