//! How wide glyphs are, in thousandths of the size. A width a little wrong costs nothing here: it tells
//! where a word ends, not where ink goes.

use super::object::{Dict, Object};
use std::collections::HashMap;

/// Widths by code or CID.
#[derive(Debug, Clone, Default)]
pub struct Widths {
    own: HashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    usual: f64,
}

impl Widths {
    /// The width of a glyph.
    pub fn get(&self, code: u32) -> f64 {
        if let Some(own) = self.own.get(&code) {
            return *own;
        }
        let range = self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        range.map_or(self.usual, |(_, _, width)| *width)
    }

    /// `/FirstChar`, `/Widths` of a font of single bytes; those of a standard font (9.6.2.2) where it has none.
    pub fn simple(font: &Dict, widths: &Object, missing: f64, name: &str, characters: &HashMap<u8, String>) -> Self {
        let first = font.get(b"FirstChar").index().unwrap_or_default();
        let codes = (first..256).filter_map(|code| u32::try_from(code).ok());
        let own: HashMap<u32, f64> =
            codes.zip(widths.elements()).filter_map(|(code, width)| Some((code, width.number()?))).collect();
        if !own.is_empty() {
            return Self { own, ranges: Vec::new(), usual: missing };
        }
        let own = characters.iter().map(|(code, text)| (u32::from(*code), standard(name, text)));
        Self { own: own.collect(), ranges: Vec::new(), usual: 500.0 }
    }

    /// `/DW` and `/W` of a CID font (9.7.4.3).
    pub fn composite(font: &Dict, table: &Object) -> Self {
        let mut widths = Self { usual: font.get(b"DW").number().unwrap_or(1000.0), ..Self::default() };
        let mut elements = table.elements().iter();
        while let Some(first) = elements.next().and_then(Object::index).and_then(|n| u32::try_from(n).ok()) {
            match elements.next() {
                Some(Object::Array(list)) => {
                    let pairs = (first..).zip(list).filter_map(|(cid, width)| Some((cid, width.number()?)));
                    widths.own.extend(pairs);
                }
                Some(last) => {
                    let last = last.index().and_then(|n| u32::try_from(n).ok());
                    let width = elements.next().and_then(Object::number);
                    // Few fonts have more than some dozens; the rest would slow every look-up.
                    if let (Some(last), Some(width), true) = (last, width, widths.ranges.len() < 256) {
                        widths.ranges.push((first, last, width));
                    }
                }
                None => break,
            }
        }
        widths
    }
}

/// Helvetica and Times, from the space to the tilde.
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// The width of a character in a standard font, by the font's name.
fn standard(name: &str, text: &str) -> f64 {
    if name.contains("Courier") {
        return 600.0;
    }
    let table = if name.contains("Times") { SERIF } else { SANS };
    let base = unicode_normalization::UnicodeNormalization::nfd(text).next().unwrap_or(' ');
    let base = match base {
        '\u{2018}' | '\u{2019}' => '`',
        '\u{201c}' | '\u{201d}' => '(',
        '\u{2013}' => '0',
        '\u{2014}' | '\u{2026}' => 'W',
        other => other,
    };
    let place = u32::from(base).checked_sub(32).and_then(|at| usize::try_from(at).ok());
    let width = place.and_then(|at| table.get(at)).copied().unwrap_or(500);
    let heavier = if name.contains("Bold") { 1.05 } else { 1.0 };
    f64::from(width) * heavier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_cids() {
        let numbers = |list: &[f64]| list.iter().map(|n| Object::Number(*n)).collect::<Vec<_>>();
        let mut table = numbers(&[1.0]);
        table.push(Object::Array(numbers(&[400.0, 410.0])));
        table.extend(numbers(&[10.0, 20.0, 300.0]));
        let widths = Widths::composite(&Dict::default(), &Object::Array(table));
        assert_eq!([1, 2, 3, 15].map(|cid| widths.get(cid)), [400.0, 410.0, 1000.0, 300.0]);
        assert_eq!(standard("Helvetica", "é"), 556.0);
    }
}
