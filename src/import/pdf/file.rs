//! A file as objects by number.
//!
//! The cross-reference table is not used. It is the part of a file that is damaged most often and that a
//! hostile one lies with, and every reader needs the way without it anyhow: the file is read once from
//! its start to its end, and of an object that is written twice, as by an incremental update, the later
//! one counts (ISO 32000-1, 7.5.6).

use super::budget::{Budget, OBJECTS};
use super::crypt::{Crypt, Locked};
use super::filter;
use super::lexer::{Lexer, Token, is_blank};
use super::object::{Dict, Object, Stream};
use super::parser;
use memchr::memmem;
use std::collections::HashMap;

/// References that lead to one another.
const LINKS: usize = 8;

/// A file.
pub struct File<'a> {
    bytes: &'a [u8],
    budget: &'a Budget,
    places: HashMap<u32, Place>,
    packed: Vec<Vec<u8>>,
    crypt: Option<Crypt>,
    /// The trailers put together, the later before the earlier.
    pub trailer: Dict,
    /// The numbers of the objects that say they are pages, for a file whose page tree is broken.
    pub pages: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// An offset in the file and a generation.
    Own(usize, u16),
    /// The number of an object stream and an offset in it.
    Packed(usize, usize),
}

/// What one reading of the file found.
#[derive(Default)]
struct Scan {
    places: HashMap<u32, (usize, Place)>,
    containers: Vec<(usize, Stream)>,
    trailers: Vec<(usize, Dict)>,
    pages: Vec<u32>,
    catalog: Option<u32>,
}

impl<'a> File<'a> {
    /// Finds all objects.
    pub fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Locked> {
        let mut scan = Scan::default();
        scan.objects(bytes, budget);
        scan.trailers(bytes, budget);
        let trailer = scan.trailer();
        let places = scan.places.iter().map(|(number, (_, place))| (*number, *place)).collect();
        let pages = std::mem::take(&mut scan.pages);
        let mut file = Self { bytes, budget, places, packed: Vec::new(), crypt: None, trailer, pages };
        file.crypt = file.unlock()?;
        file.unpack(scan);
        Ok(file)
    }

    /// What reading costs.
    pub fn budget(&self) -> &'a Budget {
        self.budget
    }

    fn unlock(&self) -> Result<Option<Crypt>, Locked> {
        let Object::Dict(dict) = self.resolve(self.trailer.get(b"Encrypt")) else { return Ok(None) };
        let entries = dict.0.iter().map(|(key, value)| (key.clone(), self.resolve(value)));
        let dict = Dict(entries.collect());
        let id = self.resolve(self.trailer.get(b"ID"));
        let id = id.elements().first().and_then(Object::text).unwrap_or_default();
        Crypt::open(&dict, id).map(Some)
    }

    /// Objects within object streams (7.5.7).
    fn unpack(&mut self, mut scan: Scan) {
        for (offset, stream) in std::mem::take(&mut scan.containers) {
            let Some(data) = self.data(&stream) else { continue };
            let count = stream.dict.get(b"N").index().unwrap_or_default().min(OBJECTS);
            let first = stream.dict.get(b"First").index().unwrap_or_default();
            let mut lexer = Lexer::new(&data, 0, self.budget);
            for _ in 0..count {
                let (Some(Token::Number(number)), Some(Token::Number(at))) = (lexer.token(), lexer.token()) else {
                    break;
                };
                let place = Place::Packed(self.packed.len(), first.saturating_add(at as usize));
                scan.put(number as u32, offset, place);
            }
            self.packed.push(data);
        }
        self.places = scan.places.iter().map(|(number, (_, place))| (*number, *place)).collect();
        if self.pages.is_empty() {
            let packed = self.places.iter().filter(|(_, place)| matches!(place, Place::Packed(..)));
            let mut numbers: Vec<u32> = packed.map(|(number, _)| *number).collect();
            numbers.sort_unstable();
            let is = |kind: &[u8], number: &u32| self.get(*number).dict().is_some_and(|d| d.is(kind));
            if !matches!(self.resolve(self.trailer.get(b"Root")), Object::Dict(_)) {
                let root = numbers.iter().find(|n| is(b"Catalog", n)).or(scan.catalog.as_ref());
                self.trailer.0.extend(root.map(|n| (b"Root"[..].into(), Object::Reference(*n))));
            }
            self.pages = numbers;
        }
    }

    /// The object of a number: `Null` where there is none (7.3.10).
    pub fn get(&self, number: u32) -> Object {
        match self.places.get(&number) {
            Some(Place::Own(at, generation)) => {
                let id = (number, *generation);
                let mut object = body(self.bytes, *at, id, self.budget).map(|(object, _)| object).unwrap_or_default();
                if let Some(crypt) = &self.crypt {
                    crypt.strings(&mut object, id);
                }
                object
            }
            Some(Place::Packed(stream, at)) => {
                let data = self.packed.get(*stream).map(Vec::as_slice).unwrap_or_default();
                parser::object_at(data, *at, self.budget).unwrap_or_default()
            }
            None => Object::Null,
        }
    }

    /// What an object is once its references are followed.
    pub fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LINKS {
            let Object::Reference(number) = object else { return object };
            object = self.get(number);
        }
        Object::Null
    }

    /// The value of a key of a dictionary, resolved.
    pub fn value(&self, dict: &Dict, key: &[u8]) -> Object {
        self.resolve(dict.get(key))
    }

    /// The value of a key of a dictionary, if that is a dictionary.
    pub fn dict(&self, dict: &Dict, key: &[u8]) -> Dict {
        self.value(dict, key).dict().cloned().unwrap_or_default()
    }

    /// The decoded data of a stream; `None` of a picture.
    pub fn data(&self, stream: &Stream) -> Option<Vec<u8>> {
        let filters = filter::filters(&stream.dict, |object| self.resolve(object));
        let raw = self.bytes.get(self.extent(stream))?;
        let clear = filters.first().is_some_and(|(name, _)| name == b"Crypt");
        match &self.crypt {
            Some(crypt) if !clear && !stream.dict.is(b"XRef") => {
                let raw = raw.get(..self.budget.inflate(raw.len()))?;
                filter::decode(&crypt.stream(raw, stream.id), &filters, self.budget)
            }
            _ => filter::decode(raw, &filters, self.budget),
        }
    }

    /// Where the data of a stream stands: as long as `/Length` says, where `endstream` proves it.
    fn extent(&self, stream: &Stream) -> std::ops::Range<usize> {
        let start = stream.data.start;
        let length = self.value(&stream.dict, b"Length").index().unwrap_or_default();
        let end = start.saturating_add(length);
        if length > 0 && is_end(self.bytes, end) { start..end } else { stream.data.clone() }
    }
}

impl Scan {
    fn objects(&mut self, bytes: &[u8], budget: &Budget) {
        let finder = memmem::Finder::new(b"obj");
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| finder.find(rest)).map(|found| at + found) {
            at = found + 3;
            let Some(id) = header(bytes, found) else { continue };
            self.put(id.0, found, Place::Own(at, id.1));
            let Some((object, end)) = body(bytes, at, id, budget) else { continue };
            at = end.max(at);
            match object {
                Object::Stream(stream) if stream.dict.is(b"ObjStm") => self.containers.push((found, *stream)),
                Object::Stream(stream) if stream.dict.is(b"XRef") => self.trailers.push((found, stream.dict)),
                Object::Dict(dict) if dict.is(b"Page") => self.pages.push(id.0),
                Object::Dict(dict) if dict.is(b"Catalog") => self.catalog = Some(id.0),
                _ => {}
            }
        }
    }

    fn trailers(&mut self, bytes: &[u8], budget: &Budget) {
        for found in memmem::find_iter(bytes, b"trailer").take(1_000) {
            if let Some(Object::Dict(dict)) = parser::object_at(bytes, found + 7, budget) {
                self.trailers.push((found, dict));
            }
        }
        self.trailers.sort_by_key(|(at, _)| *at);
    }

    /// The last value of each key that the trailers give; the last catalog where none is named.
    fn trailer(&self) -> Dict {
        let all = self.trailers.iter().flat_map(|(_, dict)| dict.0.iter());
        let wanted = all.filter(|(key, _)| matches!(&**key, b"Root" | b"Info" | b"Encrypt" | b"ID"));
        let mut trailer = Dict(wanted.cloned().collect());
        if trailer.get(b"Root") == &Object::Null {
            trailer.0.extend(self.catalog.map(|number| (b"Root"[..].into(), Object::Reference(number))));
        }
        trailer
    }

    fn put(&mut self, number: u32, offset: usize, place: Place) {
        let room = self.places.len() < OBJECTS;
        match self.places.get_mut(&number) {
            Some(own) if own.0 <= offset => *own = (offset, place),
            Some(_) => {}
            None if room => _ = self.places.insert(number, (offset, place)),
            None => {}
        }
    }
}

/// Number and generation before `obj`.
fn header(bytes: &[u8], obj: usize) -> Option<(u32, u16)> {
    let before = bytes.get(obj.saturating_sub(24)..obj)?;
    let (before, generation) = digits_off(before)?;
    let (_, number) = digits_off(before)?;
    Some((number.parse().ok()?, generation.parse().unwrap_or_default()))
}

fn digits_off(bytes: &[u8]) -> Option<(&[u8], &str)> {
    let end = bytes.iter().rposition(|b| !is_blank(*b))? + 1;
    let text = bytes.get(..end)?;
    let start = text.iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |at| at + 1);
    let digits = std::str::from_utf8(text.get(start..)?).ok()?;
    (!digits.is_empty()).then_some((text.get(..start)?, digits))
}

/// The object behind `obj`, and where it ends.
fn body(bytes: &[u8], at: usize, id: (u32, u16), budget: &Budget) -> Option<(Object, usize)> {
    let mut lexer = Lexer::new(bytes, at, budget);
    let object = parser::object(&mut lexer)?;
    let Object::Dict(dict) = object else { return Some((object, lexer.at)) };
    let end = lexer.at;
    lexer.skip_blank();
    if !bytes.get(lexer.at..).is_some_and(|rest| rest.starts_with(b"stream")) {
        return Some((Object::Dict(dict), end));
    }
    let start = lexer.at + 6;
    let start = match bytes.get(start..) {
        Some([b'\r', b'\n', ..]) => start + 2,
        Some([b'\r' | b'\n', ..]) => start + 1,
        _ => start,
    };
    let end = end_of_stream(bytes, start, &dict, budget);
    Some((Object::Stream(Box::new(Stream { dict, data: start..end, id })), end))
}

fn end_of_stream(bytes: &[u8], start: usize, dict: &Dict, budget: &Budget) -> usize {
    let length = dict.get(b"Length").index().unwrap_or_default();
    let stated = start.saturating_add(length);
    if length > 0 && is_end(bytes, stated) {
        return stated;
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let end = memmem::find(rest, b"endstream").unwrap_or(rest.len());
    let data = rest.get(..end).unwrap_or_default();
    let end = memmem::find(data, b"endobj").unwrap_or(end);
    budget.work(end);
    let data = rest.get(..end).unwrap_or_default();
    let cut = usize::from(data.ends_with(b"\n")) + usize::from(data.ends_with(b"\r\n") || data.ends_with(b"\r"));
    start + end - cut
}

fn is_end(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest.iter().take(4).take_while(|b| is_blank(**b)).count();
    rest.get(blank..).is_some_and(|rest| rest.starts_with(b"endstream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_object_counts_and_loops_end() {
        let budget = Budget::new();
        let bytes =
            b"1 0 obj 5 endobj 2 0 obj 3 0 R endobj 3 0 obj 2 0 R endobj 1 0 obj (x) endobj trailer <</Root 1 0 R>>";
        let Ok(file) = File::open(bytes, &budget) else { panic!("not opened") };
        assert_eq!(file.get(1), Object::Text(b"x"[..].into()));
        assert_eq!(file.resolve(&Object::Reference(2)), Object::Null);
        assert_eq!(file.trailer.get(b"Root"), &Object::Reference(1));
    }
}
