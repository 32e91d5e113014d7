//! How much text and how many links stand where on a page, and what is left out of account.

use super::part::{Part, part_of};
use super::tree::{Kind, Page};
use crate::import::manuscript::Hint;

/// A page measured.
pub struct Measured<'p> {
    /// The page.
    pub page: &'p Page,
    parts: Vec<Option<Part>>,
    left_out: Vec<bool>,
    unseen: Vec<bool>,
    /// Before each place: how many letters and figures, and how many of them in links.
    text: Vec<u32>,
    links: Vec<u32>,
}

/// Elements that say more than this, in letters, are of no small kind, whatever they are called.
const fn most(hint: Hint) -> u32 {
    match hint {
        Hint::Date | Hint::Masthead => 160,
        Hint::Byline | Hint::Title | Hint::Subtitle => 400,
        Hint::Standfirst | Hint::Note => 1_500,
        Hint::Disclaimer => 2_500,
        Hint::Biography => 4_000,
        Hint::Aside => 8_000,
    }
}

/// What is called after an author and says more than this tells of them.
const LONGEST_BYLINE: u32 = 120;

impl<'p> Measured<'p> {
    /// Measures a page.
    pub fn of(page: &'p Page) -> Self {
        let parts: Vec<Option<Part>> = (0..page.nodes.len()).map(|at| page.element(at).and_then(part_of)).collect();
        let mut own =
            Measured { page, parts, left_out: Vec::new(), unseen: Vec::new(), text: Vec::new(), links: Vec::new() };
        own.left_out = own.outside(|part| part == Part::Unseen);
        own.unseen.clone_from(&own.left_out);
        own.count();
        let all = own.letters(0);
        let is_small = |at: usize| own.prose(at) * 2 < all || own.prose(at) < 200;
        let small: Vec<bool> = (0..page.nodes.len()).map(is_small).collect();
        own.left_out =
            own.outside_at(|at, part| part == Part::Unseen || part == Part::Site && small.get(at) == Some(&true));
        own.count();
        own
    }

    fn outside(&self, is_out: impl Fn(Part) -> bool) -> Vec<bool> {
        self.outside_at(|_, part| is_out(part))
    }

    fn outside_at(&self, is_out: impl Fn(usize, Part) -> bool) -> Vec<bool> {
        let (mut until, mut all) = (0, Vec::with_capacity(self.parts.len()));
        for (at, part) in self.parts.iter().enumerate() {
            if at >= until && part.is_some_and(|part| is_out(at, part)) {
                until = self.page.nodes.get(at).map_or(at, |node| node.end);
            }
            all.push(at < until);
        }
        all
    }

    fn count(&mut self) {
        let (mut text, mut links, mut link_until) = (0_u32, 0_u32, 0);
        (self.text, self.links) = (Vec::with_capacity(self.parts.len()), Vec::with_capacity(self.parts.len()));
        for (at, node) in self.page.nodes.iter().enumerate() {
            self.text.push(text);
            self.links.push(links);
            match &node.kind {
                Kind::Element(own) if own.name == "a" => link_until = link_until.max(node.end),
                Kind::Text(own) if !self.is_left_out(at) => {
                    let count = own.chars().filter(|c| c.is_alphanumeric()).count();
                    let count = u32::try_from(count).unwrap_or(u32::MAX);
                    text = text.saturating_add(count);
                    links = links.saturating_add(if at < link_until { count } else { 0 });
                }
                _ => {}
            }
        }
        self.text.push(text);
        self.links.push(links);
    }

    /// Whether a place is not read.
    pub fn is_left_out(&self, at: usize) -> bool {
        self.left_out.get(at).copied().unwrap_or(false)
    }

    /// Whether a place is never shown.
    pub fn is_unseen(&self, at: usize) -> bool {
        self.unseen.get(at).copied().unwrap_or(false)
    }

    fn between(counts: &[u32], from: usize, to: usize) -> u32 {
        let at = |place: usize| counts.get(place).or(counts.last()).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }

    fn end(&self, at: usize) -> usize {
        self.page.nodes.get(at).map_or(at, |node| node.end)
    }

    /// How many letters stand inside.
    pub fn letters(&self, at: usize) -> u32 {
        Self::between(&self.text, at, self.end(at))
    }

    /// How many letters stand inside that are no links.
    pub fn prose(&self, at: usize) -> u32 {
        self.letters(at).saturating_sub(Self::between(&self.links, at, self.end(at)))
    }

    /// How many letters that are no links stand between two places.
    pub fn prose_between(&self, from: usize, to: usize) -> u32 {
        Self::between(&self.text, from, to).saturating_sub(Self::between(&self.links, from, to))
    }

    /// Whether more of it is links than not.
    pub fn is_links(&self, at: usize) -> bool {
        self.letters(at) > self.prose(at) * 2
    }

    /// What an element is for, where its size does not speak against it.
    pub fn part(&self, at: usize) -> Option<Part> {
        let part = self.parts.get(at).copied().flatten()?;
        let letters = self.letters(at);
        match part {
            Part::Piece(Hint::Byline) if letters > LONGEST_BYLINE && letters <= most(Hint::Biography) => {
                let is_inline = !super::tree::is_block(self.page.name(at));
                (!is_inline).then_some(Part::Piece(Hint::Biography))
            }
            Part::Piece(hint) if letters > most(hint) => None,
            part => Some(part),
        }
    }
}
