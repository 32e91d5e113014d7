//! What a page draws: its content streams to glyphs with their places (ISO 32000-1, 8.4, 9.4, 14.6).

use super::budget::{ELEMENTS, FONTS, FORM, PAGE_GLYPHS};
use super::file::File;
use super::font::{Font, Maps};
use super::lexer::{Lexer, Token, is_blank};
use super::matrix::Matrix;
use super::object::{Dict, Object, Stream};
use super::page::Page;
use super::parser;
use super::strings;
use std::collections::HashMap;
use std::rc::Rc;

/// Forms drawn within one another.
const FORMS: usize = 8;
/// States and marks kept at a time.
const STACK: usize = 256;
/// Operands of one operator.
const OPERANDS: usize = 64;

/// One or more characters drawn as one, on the page as it is seen: x to the right, y downwards.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Its characters.
    pub text: Rc<str>,
    /// Where it begins on its baseline.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// How far it is to the next, along its own way.
    pub length: f64,
    /// The size of its font as it is seen.
    pub size: f64,
    /// Heavier than the text.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Marked as no part of the text: running head, page number (14.8.2.2).
    pub artifact: bool,
    /// How it is turned.
    pub way: Way,
}

/// Where the next glyph goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the right.
    Along,
    /// Down, upright, as in East Asian columns.
    Down,
    /// Turned: a stamp or a note at the side.
    Turned,
}

/// Fonts of a document, read once each.
#[derive(Default)]
pub struct Fonts {
    maps: Maps,
    known: HashMap<u32, Rc<Font>>,
    read: usize,
    /// Those of the last page, which many pages share.
    resources: Option<(u32, Rc<Resources>)>,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character: f64,
    word: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// What a content stream refers to by name, found once per stream: a hostile one has many of both.
#[derive(Default)]
struct Resources {
    fonts: HashMap<Box<[u8]>, Object>,
    objects: HashMap<Box<[u8]>, Object>,
    /// Graphics states that set a font.
    states: HashMap<Box<[u8]>, (Object, f64)>,
    /// Properties that give a text.
    texts: HashMap<Box<[u8]>, Rc<str>>,
}

impl Resources {
    fn read(file: &File<'_>, resources: &Object) -> Self {
        let Object::Dict(dict) = file.resolve(resources) else { return Self::default() };
        let entries = |key: &[u8]| file.dict(&dict, key).0;
        let state = |state: &Object| {
            let state = file.resolve(state);
            match file.value(state.dict()?, b"Font").elements() {
                [font, Object::Number(size)] => Some((font.clone(), *size)),
                _ => None,
            }
        };
        let text = |properties: &Object| actual_text(file, file.resolve(properties).dict()?);
        Self {
            fonts: entries(b"Font").into_iter().collect(),
            objects: entries(b"XObject").into_iter().collect(),
            states: entries(b"ExtGState").into_iter().filter_map(|(name, own)| Some((name, state(&own)?))).collect(),
            texts: entries(b"Properties").into_iter().filter_map(|(name, own)| Some((name, text(&own)?))).collect(),
        }
    }
}

fn actual_text(file: &File<'_>, properties: &Dict) -> Option<Rc<str>> {
    Some(strings::text(file.value(properties, b"ActualText").text()?).into())
}

/// A piece of marked content.
enum Mark {
    Plain,
    Artifact,
    /// `/ActualText`, until its first glyph has taken it.
    Actual(Option<Rc<str>>),
}

/// What was drawn.
#[derive(Default)]
pub struct Drawn {
    /// The glyphs in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Glyphs of which the file does not say the character.
    pub unknown: usize,
    /// Whether there are pictures.
    pub pictures: bool,
}

struct Painter<'a> {
    file: &'a File<'a>,
    fonts: &'a mut Fonts,
    drawn: Drawn,
    state: State,
    saved: Vec<State>,
    marks: Vec<Mark>,
    text: Matrix,
    line: Matrix,
}

/// Draws a page.
pub fn draw(file: &File<'_>, fonts: &mut Fonts, page: &Page) -> Drawn {
    let state = State {
        matrix: page.matrix,
        font: None,
        size: 0.0,
        character: 0.0,
        word: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut painter = Painter {
        file,
        fonts,
        drawn: Drawn::default(),
        state,
        saved: Vec::new(),
        marks: Vec::new(),
        text: Matrix::SAME,
        line: Matrix::SAME,
    };
    let resources = painter.resources(&page.resources);
    painter.run(&content(file, &page.dict), &resources, 0);
    let inside = |g: &Glyph| g.x > -2.0 && g.x < page.width + 2.0 && g.y > -2.0 && g.y < page.height + g.size;
    painter.drawn.glyphs.retain(inside);
    painter.drawn
}

/// The streams of a page are one (7.8.2).
fn content(file: &File<'_>, page: &Dict) -> Vec<u8> {
    let parts = match file.value(page, b"Contents") {
        Object::Array(parts) => parts,
        one => vec![one],
    };
    let mut data = Vec::new();
    for part in &parts {
        if let Object::Stream(stream) = file.resolve(part) {
            data.extend(file.data(&stream).unwrap_or_default());
            data.push(b'\n');
        }
    }
    data
}

impl Painter<'_> {
    fn resources(&mut self, resources: &Object) -> Rc<Resources> {
        let number = match resources {
            Object::Reference(number) => Some(*number),
            _ => None,
        };
        match &self.fonts.resources {
            Some((own, known)) if Some(*own) == number => Rc::clone(known),
            _ => {
                let read = Rc::new(Resources::read(self.file, resources));
                self.fonts.resources = number.map(|number| (number, Rc::clone(&read)));
                read
            }
        }
    }

    fn run(&mut self, data: &[u8], resources: &Rc<Resources>, depth: usize) {
        if !self.file.budget().work(FORM) {
            return;
        }
        let mut lexer = Lexer::new(data, 0, self.file.budget());
        let mut operands: Vec<Object> = Vec::new();
        while let Some(token) = lexer.token() {
            if let Token::Keyword(operator) = token
                && !matches!(operator, b"true" | b"false" | b"null")
            {
                if operator == b"BI" {
                    skip_picture(&mut lexer);
                    self.drawn.pictures = true;
                }
                self.operate(operator, &operands, resources, depth);
                operands.clear();
                if self.drawn.glyphs.len() >= PAGE_GLYPHS {
                    return;
                }
                continue;
            }
            let operand = match token {
                // No reference is looked for: there are none here.
                Token::Number(number) => Some(Object::Number(number)),
                other => parser::value(&mut lexer, other, FORMS, &mut ELEMENTS.clone()),
            };
            operands.extend(operand.filter(|_| operands.len() < OPERANDS));
        }
    }

    fn operate(&mut self, operator: &[u8], operands: &[Object], resources: &Rc<Resources>, depth: usize) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or_default();
        match operator {
            b"q" if self.saved.len() < STACK => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.matrix = matrix.then(&self.state.matrix);
                }
            }
            b"BT" => self.set_line(Matrix::SAME),
            b"Tm" => self.set_line(Matrix::of(operands).unwrap_or(Matrix::SAME)),
            b"Td" => self.set_line(self.line.moved(number(0), number(1))),
            b"TD" => {
                self.state.leading = -number(1);
                self.set_line(self.line.moved(number(0), number(1)));
            }
            b"T*" => self.next_line(),
            b"TL" => self.state.leading = number(0),
            b"Tc" => self.state.character = number(0),
            b"Tw" => self.state.word = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"Ts" => self.state.rise = number(0),
            b"Tf" => self.set_font(operands, resources),
            b"gs" => self.set_graphics(operands, resources),
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.next_line();
                self.show(operands.first());
            }
            b"\"" => {
                (self.state.word, self.state.character) = (number(0), number(1));
                self.next_line();
                self.show(operands.get(2));
            }
            b"TJ" => self.show_all(operands.first().map(Object::elements).unwrap_or_default()),
            b"Do" => self.form(operands, resources, depth),
            b"BMC" | b"BDC" if self.marks.len() < STACK => self.mark(operands, resources),
            b"EMC" => _ = self.marks.pop(),
            _ => {}
        }
    }

    fn set_line(&mut self, line: Matrix) {
        (self.text, self.line) = (line, line);
    }

    fn next_line(&mut self) {
        self.set_line(self.line.moved(0.0, -self.state.leading));
    }

    fn set_font(&mut self, operands: &[Object], resources: &Rc<Resources>) {
        if let [.., Object::Name(name), Object::Number(size)] = operands {
            self.state.size = *size;
            self.state.font = resources.fonts.get(name).and_then(|font| self.font(font));
        }
    }

    fn set_graphics(&mut self, operands: &[Object], resources: &Rc<Resources>) {
        let Some(Object::Name(name)) = operands.first() else { return };
        if let Some((font, size)) = resources.states.get(name) {
            self.state.size = *size;
            self.state.font = self.font(font);
        }
    }

    fn font(&mut self, font: &Object) -> Option<Rc<Font>> {
        let number = match font {
            Object::Reference(number) => Some(*number),
            _ => None,
        };
        if let Some(known) = number.and_then(|number| self.fonts.known.get(&number)) {
            return Some(Rc::clone(known));
        }
        if self.fonts.read >= FONTS {
            return None;
        }
        let Object::Dict(dict) = self.file.resolve(font) else { return None };
        self.fonts.read += 1;
        let read = Rc::new(Font::read(self.file, &self.fonts.maps, &dict));
        if let Some(number) = number {
            self.fonts.known.insert(number, Rc::clone(&read));
        }
        Some(read)
    }

    fn show_all(&mut self, elements: &[Object]) {
        for element in elements {
            match element {
                Object::Number(back) => {
                    let by = -back / 1000.0 * self.state.size;
                    match self.state.font.as_ref().is_some_and(|font| font.vertical) {
                        true => self.text = self.text.moved(0.0, by),
                        false => self.text = self.text.moved(by * self.state.scale, 0.0),
                    }
                }
                text => self.show(Some(text)),
            }
        }
    }

    fn show(&mut self, text: Option<&Object>) {
        let (Some(text), Some(font)) = (text.and_then(Object::text), self.state.font.clone()) else { return };
        let budget = self.file.budget();
        font.signs(text, |sign| {
            let spacing = self.state.character + if sign.space { self.state.word } else { 0.0 };
            let advance = sign.advance * self.state.size;
            self.glyph(&font, sign.text, advance);
            self.text = match font.vertical {
                true => self.text.moved(0.0, -(advance + spacing)),
                false => self.text.moved((advance + spacing) * self.state.scale, 0.0),
            };
            budget.glyph() && self.drawn.glyphs.len() < PAGE_GLYPHS
        });
    }

    fn glyph(&mut self, font: &Font, text: Rc<str>, advance: f64) {
        let matrix = self.text.then(&self.state.matrix);
        let (x, y) = matrix.point(0.0, self.state.rise);
        let (across, down) = matrix.turned(advance * self.state.scale, 0.0);
        let (up_x, up_y) = matrix.turned(0.0, self.state.size);
        let size = up_x.hypot(up_y);
        if ![x, y, across, down, size].iter().all(|value| value.is_finite()) || size < 0.5 {
            return;
        }
        let turned = down.abs() > 0.1 * across.abs() || across < 0.0;
        let way = match (turned, font.vertical) {
            (true, _) => Way::Turned,
            (false, true) => Way::Down,
            (false, false) => Way::Along,
        };
        let text = match self.actual() {
            Some(actual) => actual,
            None => text,
        };
        if text.is_empty() {
            self.drawn.unknown += 1;
            return;
        }
        let artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        let (bold, italic) = (font.bold, font.italic);
        self.drawn.glyphs.push(Glyph { text, x, y, length: across.hypot(down), size, bold, italic, artifact, way });
    }

    /// The text that stands for what is drawn (14.9.4); the glyphs behind the first are blanks of no width.
    fn actual(&mut self) -> Option<Rc<str>> {
        let innermost = self.marks.iter_mut().rev().find_map(|mark| match mark {
            Mark::Actual(text) => Some(text),
            _ => None,
        })?;
        Some(innermost.take().unwrap_or_else(|| "".into()))
    }

    fn mark(&mut self, operands: &[Object], resources: &Rc<Resources>) {
        let artifact = operands.first().and_then(Object::name) == Some(b"Artifact");
        let text = match operands.get(1) {
            Some(Object::Dict(dict)) => actual_text(self.file, dict),
            Some(Object::Name(name)) => resources.texts.get(name).cloned(),
            _ => None,
        };
        self.marks.push(match text {
            _ if artifact => Mark::Artifact,
            Some(text) => Mark::Actual(Some(text)),
            None => Mark::Plain,
        });
    }

    /// 8.10: a form is drawn in place; a picture is only noted.
    fn form(&mut self, operands: &[Object], resources: &Rc<Resources>, depth: usize) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let Some(object) = resources.objects.get(name) else { return };
        let Object::Stream(stream) = self.file.resolve(object) else { return };
        let Stream { dict, .. } = &*stream;
        if self.file.value(dict, b"Subtype").name() != Some(b"Form") {
            self.drawn.pictures = true;
            return;
        }
        let Some(data) = Some(()).filter(|()| depth < FORMS).and_then(|()| self.file.data(&stream)) else { return };
        let own = match self.file.value(dict, b"Resources") {
            own @ Object::Dict(_) => Rc::new(Resources::read(self.file, &own)),
            _ => Rc::clone(resources),
        };
        let (state, saved, marks) = (self.state.clone(), std::mem::take(&mut self.saved), self.marks.len());
        if let Some(matrix) = Matrix::of(self.file.value(dict, b"Matrix").elements()) {
            self.state.matrix = matrix.then(&self.state.matrix);
        }
        self.run(&data, &own, depth + 1);
        (self.state, self.saved) = (state, saved);
        self.marks.truncate(marks);
    }
}

/// 8.9.7: `BI … ID … EI`.
fn skip_picture(lexer: &mut Lexer<'_>) {
    while let Some(token) = lexer.token() {
        if token == Token::Keyword(b"ID") {
            break;
        }
    }
    let rest = lexer.bytes.get(lexer.at..).unwrap_or_default();
    let end = rest.windows(4).position(|four| match four {
        [before, b'E', b'I', after] => is_blank(*before) && is_blank(*after),
        _ => false,
    });
    let skipped = end.map_or(rest.len(), |at| at + 3);
    lexer.budget.work(skipped);
    lexer.at += skipped;
}
