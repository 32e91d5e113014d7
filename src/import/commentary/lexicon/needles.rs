//! Many pieces of text, looked for in one pass.

use aho_corasick::AhoCorasick;

/// Folded pieces that are looked for together, however many they are.
#[derive(Debug)]
pub struct Needles {
    pieces: Vec<String>,
    /// None where there is nothing to look for.
    automaton: Option<AhoCorasick>,
}

impl Needles {
    /// Of these pieces.
    pub fn new(pieces: Vec<String>) -> Self {
        let automaton = AhoCorasick::new(&pieces).ok().filter(|_| !pieces.is_empty());
        Needles { pieces, automaton }
    }

    /// Every place of a folded text where a piece stands: which of them it is, the piece, and where it begins. Pieces
    /// may overlap.
    pub fn places<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, &'a str, usize)> {
        let found = self.automaton.iter().flat_map(move |all| all.find_overlapping_iter(folded));
        found.filter_map(|m| {
            let which = m.pattern().as_usize();
            Some((which, self.pieces.get(which)?.as_str(), m.start()))
        })
    }
}
