//! The fields of the index.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use super::SEARCHED;
use crate::domain::Resource;

/// The version of the index: raised whenever the same record would be indexed in another way.
pub const VERSION: u32 = 1;

/// The tokenizer of all texts: they are taken apart before, and their words joined by spaces.
const TOKENIZER: &str = "whitespace";

/// All fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// What the index is made of.
    pub schema: Schema,
    /// The key of the record's id.
    pub key: Field,
    /// The resource's name.
    pub kind: Field,
    /// The first day of publication; 0 where there is none.
    pub day: Field,
    /// What stands in records of each resource that can be searched.
    shelves: [(Resource, Shelf); 4],
    /// Parts of articles, each with where it is asked for by name and how much a phrase in it counts.
    pub parts: [Part; 7],
}

/// The fields of one resource.
#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    /// Every word, as often as it counts: a word of the title more often than one of the text.
    pub all: Field,
    /// Every public word in the form that it has in the text: for beginnings of words and for words like others.
    pub forms: Field,
    /// The words of titles and names in that form: for suggestions.
    pub label: Field,
}

/// A part of articles whose words are kept in their order.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its name in questions.
    pub name: &'static str,
    /// Where its words are.
    pub field: Field,
    /// How often a word of it counts.
    pub weight: usize,
}

/// The parts of articles by name, and how often a word of each counts.
const PARTS: [(&str, usize); 7] =
    [("title", 6), ("author", 4), ("series", 2), ("subject", 2), ("place", 2), ("abstract", 2), ("body", 1)];

impl Default for Fields {
    fn default() -> Self {
        let mut schema = Schema::builder();
        let key = schema.add_u64_field("key", INDEXED | FAST);
        let kind = schema.add_text_field("kind", text(IndexRecordOption::Basic, false));
        let day = schema.add_u64_field("day", FAST);
        let shelves = SEARCHED.map(|resource| {
            let name = |part: &str| format!("{}.{part}", resource.name());
            // Names and titles are short: phrases are looked for in all of it. Articles have their parts.
            let of_all = if resource == Resource::Article { FREQUENT } else { ORDERED };
            let shelf = Shelf {
                all: schema.add_text_field(&name("all"), text(of_all, true)),
                forms: schema.add_text_field(&name("forms"), text(IndexRecordOption::Basic, false)),
                label: schema.add_text_field(&name("label"), text(FREQUENT, true)),
            };
            (resource, shelf)
        });
        let parts =
            PARTS.map(|(name, weight)| Part { name, field: schema.add_text_field(name, text(ORDERED, true)), weight });
        Fields { key, kind, day, shelves, parts, schema: schema.build() }
    }
}

const FREQUENT: IndexRecordOption = IndexRecordOption::WithFreqs;
const ORDERED: IndexRecordOption = IndexRecordOption::WithFreqsAndPositions;

fn text(record: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER);
    TextOptions::default().set_indexing_options(indexing.set_index_option(record).set_fieldnorms(lengths))
}

impl Fields {
    /// Those of a resource; `None` where it cannot be searched.
    pub fn of(&self, resource: Resource) -> Option<&Shelf> {
        self.shelves.iter().find(|(own, _)| *own == resource).map(|(_, shelf)| shelf)
    }

    /// The part of articles with a name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}
