//! Fonts: bytes of a string to characters and widths (ISO 32000-1, 9.5 to 9.10).

use super::encoding;
use super::file::File;
use super::object::{Dict, Object};
use super::widths::Widths;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;

/// Characters that each font remembers.
const KNOWN: usize = 4096;

/// A font.
pub struct Font {
    codes: Codes,
    unicode: Option<CMap>,
    widths: Widths,
    known: RefCell<HashMap<(u32, u8), Rc<str>>>,
    /// Heavier than the text is.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Its strings run from top to bottom.
    pub vertical: bool,
    /// Of one unit of a width, in sizes of the font.
    pub unit: f64,
}

enum Codes {
    /// Single bytes.
    Simple(HashMap<u8, String>),
    /// One to four bytes give the number of a glyph in a collection (9.7).
    Composite {
        map: Option<Rc<CMap>>,
        collection: Option<Rc<CMap>>,
        /// The codes are UTF-16 themselves.
        utf16: bool,
    },
}

/// The predefined maps that fonts share (9.7.5.2).
#[derive(Default)]
pub struct Maps(RefCell<HashMap<Vec<u8>, Option<Rc<CMap>>>>);

impl Maps {
    fn get(&self, name: CMapName<'_>) -> Option<Rc<CMap>> {
        let mut known = self.0.borrow_mut();
        let read = || load_embedded(name).and_then(|data| CMap::parse(data, load_embedded)).map(Rc::new);
        match name {
            CMapName::Custom(_) => None,
            name => known.entry(name.to_bytes().to_vec()).or_insert_with(read).clone(),
        }
    }
}

/// One code of a string.
pub struct Sign {
    /// Its characters; empty where the file does not say.
    pub text: Rc<str>,
    /// How far it moves, in sizes of the font.
    pub advance: f64,
    /// Word spacing applies: the single byte 32 (9.3.3).
    pub space: bool,
}

impl Font {
    /// Reads a font dictionary.
    pub fn read(file: &File<'_>, maps: &Maps, font: &Dict) -> Self {
        let inner = file.value(font, b"DescendantFonts").elements().first().map(|own| file.resolve(own));
        let inner = inner.as_ref().and_then(Object::dict).cloned();
        let own = inner.as_ref().unwrap_or(font);
        let descriptor = file.dict(own, b"FontDescriptor");
        let name = file.value(own, b"BaseFont").name().map(|n| String::from_utf8_lossy(n).into_owned());
        let name = name.unwrap_or_default();
        let unicode = match file.value(font, b"ToUnicode") {
            Object::Stream(stream) => file.data(&stream).and_then(|data| parse(file, &data)),
            _ => None,
        };
        let type3 = font.get(b"Subtype").name() == Some(b"Type3");
        let matrix = file.value(font, b"FontMatrix");
        let unit = matrix.elements().first().and_then(Object::number).filter(|_| type3);
        let (codes, widths) = match &inner {
            Some(inner) => composite(file, maps, font, inner),
            None => simple(file, font, &descriptor, &name, unicode.is_some()),
        };
        let vertical = matches!(&codes, Codes::Composite { map: Some(map), .. } if is_vertical(map));
        let flags = descriptor.get(b"Flags").index().unwrap_or_default();
        let weight = descriptor.get(b"FontWeight").number().unwrap_or_default();
        Self {
            codes,
            unicode,
            widths,
            known: RefCell::default(),
            bold: weight >= 600.0
                || flags & 1 << 18 != 0
                || names(&name, &["bold", "black", "heavy", "semib", "demi", "cmbx", "sfbx", "-bd"]),
            italic: flags & 1 << 6 != 0
                || names(&name, &["italic", "oblique", "slanted", "cmti", "sfti", "cmsl", "-it"]),
            vertical,
            unit: unit.map_or(0.001, f64::abs),
        }
    }

    /// Reads a string.
    pub fn signs(&self, text: &[u8], mut each: impl FnMut(Sign) -> bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let (code, length, glyph) = self.next(rest);
            rest = rest.get(usize::from(length)..).unwrap_or_default();
            let advance = match self.vertical {
                true => 1.0,
                false => self.widths.get(glyph) * self.unit,
            };
            let space = length == 1 && code == 32;
            if !each(Sign { text: self.text(code, length, glyph), advance, space }) {
                return;
            }
        }
    }

    /// The next code, its length and the number of its glyph.
    fn next(&self, text: &[u8]) -> (u32, u8, u32) {
        let code = |length: u8| {
            let bytes = text.get(..usize::from(length))?;
            Some(bytes.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte)))
        };
        match &self.codes {
            Codes::Simple(_) => code(1).map_or((0, 1, 0), |code| (code, 1, code)),
            Codes::Composite { map: None, .. } => code(2).map_or((0, 2, 0), |code| (code, 2, code)),
            Codes::Composite { map: Some(map), .. } => {
                let found = [1, 2, 3, 4].into_iter().find_map(|length| {
                    let code = code(length)?;
                    Some((code, length, map.lookup_cid_code(code, length)?))
                });
                found.or_else(|| code(2).map(|code| (code, 2, 0))).unwrap_or((0, 2, 0))
            }
        }
    }

    fn text(&self, code: u32, length: u8, glyph: u32) -> Rc<str> {
        if let Some(known) = self.known.borrow().get(&(code, length)) {
            return Rc::clone(known);
        }
        let stated = self.unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(string);
        let stated = stated.map(|text| plain(&text)).filter(|text| !text.is_empty());
        let text = stated.unwrap_or_else(|| plain(&self.encoded(code, glyph).unwrap_or_default()));
        let text: Rc<str> = text.into();
        let mut known = self.known.borrow_mut();
        if known.len() < KNOWN {
            known.insert((code, length), Rc::clone(&text));
        }
        text
    }

    fn encoded(&self, code: u32, glyph: u32) -> Option<String> {
        match &self.codes {
            Codes::Simple(characters) => characters.get(&u8::try_from(code).ok()?).cloned(),
            Codes::Composite { utf16: true, .. } => {
                let units = [code >> 16, code & 0xffff].map(|unit| u16::try_from(unit).unwrap_or_default());
                let units = units.into_iter().skip_while(|unit| *unit == 0);
                char::decode_utf16(units).collect::<Result<String, _>>().ok()
            }
            Codes::Composite { collection, .. } => collection.as_ref()?.lookup_bf_string(glyph).map(string),
        }
    }
}

fn string(found: BfString) -> String {
    match found {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    }
}

fn parse(file: &File<'_>, data: &[u8]) -> Option<CMap> {
    file.budget().map(data.len()).then(|| CMap::parse(data, load_embedded)).flatten()
}

fn is_vertical(map: &CMap) -> bool {
    map.metadata().writing_mode == Some(WritingMode::Vertical)
}

fn names(name: &str, parts: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    parts.iter().any(|part| name.contains(part))
}

fn simple(file: &File<'_>, font: &Dict, descriptor: &Dict, name: &str, mapped: bool) -> (Codes, Widths) {
    let mut encoding = file.value(font, b"Encoding");
    if let Object::Dict(dict) = &mut encoding {
        for (_, value) in &mut dict.0 {
            *value = file.resolve(value);
        }
    }
    let standard = ["Symbol", "ZapfDingbats"].into_iter().find(|own| name.ends_with(own));
    if let (Object::Null, Some(own)) = (&encoding, standard) {
        encoding = Object::Name(own.as_bytes().into());
    }
    let stated = matches!(&encoding, Object::Name(_));
    let builtin = match file.value(descriptor, b"FontFile") {
        Object::Stream(program) if !mapped && !stated => file.data(&program).map(|data| encoding::of_type1(&data)),
        _ => None,
    };
    let kind = font.get(b"Subtype").name();
    let (true_type, type3) = (kind == Some(b"TrueType"), kind == Some(b"Type3"));
    let characters = encoding::characters(&encoding, builtin.as_ref(), true_type, type3);
    let missing = descriptor.get(b"MissingWidth").number().unwrap_or_default();
    let widths = file.value(font, b"Widths");
    let widths = match widths {
        Object::Array(list) => Object::Array(list.iter().take(256).map(|own| file.resolve(own)).collect()),
        other => other,
    };
    let widths = Widths::simple(font, &widths, missing, name, &characters);
    (Codes::Simple(characters), widths)
}

fn composite(file: &File<'_>, maps: &Maps, font: &Dict, inner: &Dict) -> (Codes, Widths) {
    let encoding = file.value(font, b"Encoding");
    // Some writers name a map where its stream belongs (9.10.3): that the codes are the characters.
    let named = file.value(font, b"ToUnicode").name().is_some_and(|name| name.starts_with(b"Identity"));
    let utf16 = named || encoding.name().is_some_and(|name| name.starts_with(b"Uni"));
    let map = match encoding {
        Object::Name(name) => match CMapName::from_bytes(&name) {
            CMapName::IdentityH => None,
            CMapName::IdentityV => Some(Rc::new(CMap::identity_v())),
            known => maps.get(known),
        },
        Object::Stream(stream) => file.data(&stream).and_then(|data| parse(file, &data)).map(Rc::new),
        _ => None,
    };
    let system = file.dict(inner, b"CIDSystemInfo");
    let part = |key: &[u8]| file.value(&system, key).text().map(<[u8]>::to_vec).unwrap_or_default();
    let family = CidFamily::from_registry_ordering(&part(b"Registry"), &part(b"Ordering"));
    let collection = family.ucs2_cmap().and_then(|name| maps.get(name));
    let widths = Widths::composite(inner, &file.value(inner, b"W"));
    (Codes::Composite { map, collection, utf16 }, widths)
}

/// The characters as text is written: ligatures and the shapes of Arabic letters taken apart, radicals
/// that stand for whole characters and blanks made plain, bullets of symbol fonts read; signs for
/// private use and controls are left out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}' | '\u{2f00}'..='\u{2fd5}' => {
                out.extend(std::iter::once(c).nfkc());
            }
            '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' | '\u{25cf}' | '\u{25aa}' => out.push('•'),
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{fffd}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_made_plain() {
        assert_eq!(plain("\u{fb01}\u{a0}\u{f0b7}\u{0}\u{fefb}\u{2f00}"), "fi •\u{644}\u{627}一");
        assert_eq!(plain("ＡＢ①㈱"), "ＡＢ①㈱");
    }
}
