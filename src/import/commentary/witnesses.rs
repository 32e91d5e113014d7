//! What else is known of a document when its lines are judged.

use std::collections::HashSet;

use super::document::{Block, Document, Role};
use super::file_name::FileName;
use super::masthead::Told;
use super::people::Person;
use super::stated::{self, Sites};
use super::words::{bare, fold, is_capitals, is_finished, weight};
use crate::import::manuscript::{Hint, Stated, Weight};

/// A paragraph of more words than this is running text.
const LONG: usize = 15;

/// What else is known of a document when its lines are judged.
pub struct Witnesses {
    /// The name of its file.
    file: FileName,
    /// The words that its text writes with a small letter.
    small: HashSet<String>,
    /// Whom the form names.
    stated: Vec<String>,
    /// What the form says of its site.
    sites: Sites,
    /// The place of the title, where a page marks it.
    title: Option<usize>,
    /// The place of the first running text behind it.
    text: usize,
}

impl Witnesses {
    /// Gathers them.
    pub fn of(document: &Document, told: &Told) -> Witnesses {
        let running = document.blocks.iter().filter(|b| !is_capitals(&b.text));
        let all = running.flat_map(|b| b.text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—')));
        let small = all.map(bare).filter(|word| word.starts_with(char::is_lowercase)).map(fold);
        let stated = told.stated.map(stated::names).unwrap_or_default().iter().map(|name| letters(name)).collect();
        let sites = told.stated.map(Sites::of).unwrap_or_default();
        let edited = |stated: &Stated| stated.titles.iter().any(|own| own.weight == Weight::Editorial);
        let marked = |at: &usize| {
            let block = document.blocks.get(*at);
            block.is_some_and(|b| b.role == Role::Title && b.hint == Some(Hint::Title))
        };
        let title = (0..document.blocks.len()).find(marked).filter(|_| told.stated.is_some_and(|own| !edited(own)));
        let runs = |b: &Block| b.role == Role::Unknown && is_finished(&b.text) && weight(&b.text) > LONG;
        let behind = document.blocks.iter().skip(title.unwrap_or(0)).position(runs);
        let text = behind.map_or(document.blocks.len(), |at| at + title.unwrap_or(0));
        Witnesses { file: FileName::of(told.known), small: small.collect(), stated, sites, title, text }
    }

    /// Whether the form names all of these people.
    pub fn are_stated(&self, people: &[Person]) -> bool {
        people.iter().all(|person| self.stated.contains(&letters(&person.name.concat())))
    }

    /// Whether the form names others, and none of these people.
    pub fn knows_others(&self, people: &[Person]) -> bool {
        let known = |person: &Person| self.stated.contains(&letters(&person.name.concat()));
        !self.stated.is_empty() && !people.iter().any(known)
    }

    /// Whether one of these names is the site's own.
    pub fn are_sites(&self, people: &[Person]) -> bool {
        people.iter().any(|person| self.sites.has(&person.name.join(" ")))
    }

    /// Whether nothing but a name may stand at this place of a page: between its title and its text.
    pub fn is_in_heading(&self, block: usize) -> bool {
        self.title.is_none_or(|title| (title..self.text).contains(&block))
    }

    /// Whether a page marks its title, so that its other parts are known by their places.
    pub const fn is_page(&self) -> bool {
        self.title.is_some()
    }

    /// Whether the text uses half of the words of a name, or more, as ordinary ones.
    pub fn are_ordinary(&self, name: &[String]) -> bool {
        let long = name.iter().map(|word| fold(bare(word))).filter(|word| word.chars().count() > 2);
        let (ordinary, others): (Vec<String>, Vec<String>) = long.partition(|word| self.small.contains(word));
        !ordinary.is_empty() && ordinary.len() >= others.len()
    }

    /// Whether the name of the file has the surname, or one of them.
    pub fn has_surname(&self, name: &[String]) -> bool {
        name.iter().skip(1).any(|word| {
            self.file.has(bare(word)) || word.split('-').any(|part| word.contains('-') && self.file.has(bare(part)))
        })
    }
}

/// Letters alone, in small letters.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
