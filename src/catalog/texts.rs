//! A column of short byte strings, all in one piece of memory.

use super::documents::Doc;

/// The place of a text that is not there.
const NONE: u32 = u32::MAX;

/// Texts begin at multiples of this, so that places reach 16 GiB.
const UNIT: usize = 4;

/// Texts by ordinal, each after its length in one byte. Replaced texts stay behind until they are
/// half of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    places: Vec<u32>,
    bytes: Vec<u8>,
    wasted: usize,
}

impl Texts {
    /// The text of an ordinal.
    pub fn get(&self, doc: Doc) -> Option<&[u8]> {
        let start =
            self.places.get(doc as usize).filter(|place| **place != NONE).map(|place| *place as usize * UNIT)?;
        let length = usize::from(self.bytes[start]);
        Some(&self.bytes[start + 1..start + 1 + length])
    }

    /// Sets the text of an ordinal; of longer ones the first 255 bytes are kept.
    pub fn set(&mut self, doc: Doc, text: Option<&[u8]>) {
        let index = doc as usize;
        if self.get(doc) == text {
            return;
        }
        if index >= self.places.len() {
            self.places.resize(index + 1, NONE);
        }
        self.wasted += self.get(doc).map_or(0, |old| size(old.len()));
        self.places[index] = text.map_or(NONE, |text| append(&mut self.bytes, text));
        if self.wasted > 1 << 16 && self.wasted > self.bytes.len() / 2 {
            self.compact();
        }
    }

    /// Gives back memory that growing took in advance.
    pub fn shrink(&mut self) {
        self.places.shrink_to_fit();
        self.bytes.shrink_to_fit();
    }

    /// How many bytes it takes.
    pub fn memory(&self) -> usize {
        self.places.capacity() * 4 + self.bytes.capacity()
    }

    fn compact(&mut self) {
        let mut bytes = Vec::with_capacity(self.bytes.len() - self.wasted);
        let text = |doc| self.get(doc).map_or(NONE, |text| append(&mut bytes, text));
        self.places = (0..self.places.len() as Doc).map(text).collect();
        self.bytes = bytes;
        self.wasted = 0;
    }
}

fn size(length: usize) -> usize {
    (1 + length).next_multiple_of(UNIT)
}

fn append(bytes: &mut Vec<u8>, text: &[u8]) -> u32 {
    let place = bytes.len() / UNIT;
    let text = &text[..text.len().min(usize::from(u8::MAX))];
    bytes.push(text.len() as u8);
    bytes.extend_from_slice(text);
    bytes.resize(place * UNIT + size(text.len()), 0);
    place as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_texts_do_not_pile_up() {
        let mut texts = Texts::default();
        for round in 0..100_000u32 {
            texts.set(round % 10, Some(&round.to_be_bytes()));
            texts.set(3, None);
        }
        assert!(texts.bytes.len() < 1 << 18);
        for doc in 0..10u32 {
            let expected = (99_990 + doc).to_be_bytes();
            assert_eq!(texts.get(doc), (doc != 3).then_some(&expected[..]));
        }
        assert_eq!(texts.get(10), None);
    }
}
