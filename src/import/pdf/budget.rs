//! What reading one document may cost. Every part that a document can blow up asks here first, so that
//! memory and time are bounded by these figures whatever the file says of itself.

use std::cell::Cell;

/// Bytes that all streams of a document may inflate to, together. Pictures are never inflated; the text
/// of a thousand printed pages takes a tenth of it.
const INFLATED: usize = 64 << 20;
/// Bytes that may be read as tokens, files and inflated streams together, again at each reading; what
/// costs more than its bytes tell is charged for more.
const WORK: usize = 160 << 20;
/// What one token costs beside its bytes.
pub const TOKEN: usize = 8;
/// What drawing a form or a page costs beside its bytes.
pub const FORM: usize = 500;
/// Objects known by number.
pub const OBJECTS: usize = 500_000;
/// Elements of one object, all its arrays and dictionaries together.
pub const ELEMENTS: usize = 200_000;
/// Arrays and dictionaries within one another.
pub const DEPTH: usize = 64;
/// Bytes of one string or name.
pub const STRING: usize = 1 << 20;
/// Pages that are read.
pub const PAGES: usize = 1_500;
/// Fonts that are read.
pub const FONTS: usize = 300;
/// Bytes of all maps from codes to characters, which take a tenfold of it once they are read.
const MAPS: usize = 8 << 20;
/// Glyphs of one page.
pub const PAGE_GLYPHS: usize = 100_000;
/// Lines of a document.
const LINES: usize = 100_000;
/// Glyphs of a document.
const GLYPHS: usize = 4_000_000;

/// What is left.
#[derive(Debug)]
pub struct Budget {
    inflated: Cell<usize>,
    work: Cell<usize>,
    glyphs: Cell<usize>,
    maps: Cell<usize>,
    lines: Cell<usize>,
    spent: Cell<Option<&'static str>>,
}

impl Budget {
    /// The whole budget.
    pub fn new() -> Self {
        Self {
            inflated: Cell::new(INFLATED),
            work: Cell::new(WORK),
            glyphs: Cell::new(GLYPHS),
            maps: Cell::new(MAPS),
            lines: Cell::new(LINES),
            spent: Cell::new(None),
        }
    }

    /// Takes as many of `wanted` inflated bytes as are left.
    pub fn inflate(&self, wanted: usize) -> usize {
        self.take(&self.inflated, wanted, "its compressed parts unfold to more than 64 MiB")
    }

    /// Whether so many bytes may still be read.
    pub fn work(&self, bytes: usize) -> bool {
        self.take(&self.work, bytes, "reading it takes more work than any commentary does") == bytes
    }

    /// Whether one more glyph may be drawn.
    pub fn glyph(&self) -> bool {
        self.take(&self.glyphs, 1, "it has more than four million characters") == 1
    }

    /// Whether a map of so many bytes may be read.
    pub fn map(&self, bytes: usize) -> bool {
        self.take(&self.maps, bytes, "its fonts have larger maps than any commentary needs") == bytes
    }

    /// Whether so many more lines may be kept.
    pub fn lines(&self, count: usize) -> bool {
        self.take(&self.lines, count, "it has more than 100,000 lines") == count
    }

    /// What ran out, in words that end “it was not read to its end: …”.
    pub fn spent(&self) -> Option<&'static str> {
        self.spent.get()
    }

    fn take(&self, left: &Cell<usize>, wanted: usize, why: &'static str) -> usize {
        let got = wanted.min(left.get());
        left.set(left.get() - got);
        if got < wanted && self.spent.get().is_none() {
            self.spent.set(Some(why));
        }
        got
    }
}
