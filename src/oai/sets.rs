//! The sets of the repository (OAI-PMH 2.0, section 2.6): which there are, and what they are called.

use std::sync::{Arc, PoisonError, RwLock};

use crate::catalog::{Query, Tag};
use crate::domain::{Id, Resource};
use crate::format::xml::Xml;
use crate::record::{Record, sets};
use crate::store::StoreError;
use crate::store::reader::{Reader, Standing};

const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
const OAI_DC_SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";
const DC: &str = "http://purl.org/dc/elements/1.1/";

/// The names of all sets, in order, kept while the archive does not change.
#[derive(Debug, Default)]
pub struct SetList(RwLock<(u64, Arc<Vec<String>>)>);

impl SetList {
    /// As of now.
    pub fn of(&self, reader: &Reader) -> Arc<Vec<String>> {
        // Asked first: a list that is newer than its generation is made anew once more, and no harm done.
        // One more than it, so that nothing is kept for the first.
        let generation = reader.generation() + 1;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.0 == generation {
            return kept.1;
        }
        let new = Arc::new(reader.values(Resource::Article, Tag::Set));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = (generation, new.clone());
        new
    }
}

/// What a set is called, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its name for people.
    pub name: String,
    /// In a sentence.
    pub text: String,
}

impl Description {
    /// Writes a set with its description (section 4.6, and the guidelines for `setDescription`).
    pub fn write(&self, set: &str, out: &mut Xml<'_>) {
        out.element("set").children(|out| {
            out.leaf("setSpec", set);
            out.leaf("setName", &self.name);
            out.element("setDescription").children(|out| {
                let root = out.element("oai_dc:dc").attribute("xmlns:oai_dc", OAI_DC).attribute("xmlns:dc", DC);
                let root = root.attribute("xsi:schemaLocation", &format!("{OAI_DC} {OAI_DC_SCHEMA}"));
                root.children(|out| out.leaf("dc:description", &self.text));
            });
        });
    }
}

/// Describes a set.
pub fn describe(reader: &Reader, set: &str) -> Result<Description, StoreError> {
    let Some((kind, value)) = set.split_once(':') else { return Ok(group(set)) };
    let (name, what) = match kind {
        "series" => (name_of(reader, value)?, "Articles that appeared in the series"),
        "author" => (name_of(reader, value)?, "Articles with a part by"),
        "subject" => (label(reader, set)?, "Articles on the subject"),
        "language" => (Some(value.replace(':', "-")), "Articles that appeared in the language"),
        _ => (Some(value.to_owned()), "Articles that appeared in the year"),
    };
    let name = name.unwrap_or_else(|| value.to_owned());
    let mut title = kind.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Ok(Description { text: format!("{what} {name}."), name: format!("{title}: {name}") })
}

/// A set of all sets of a kind.
fn group(kind: &str) -> Description {
    let (name, text) = match kind {
        "series" => ("By series", "Articles that appeared in a series; each series is a set."),
        "author" => ("By author", "Articles of known authors; each person or organization is a set."),
        "subject" => ("By subject", "Articles with subjects; each subject is a set."),
        "language" => (
            "By language",
            "Articles whose language is known; each language tag (BCP 47) is a set, below it its variants.",
        ),
        _ => ("By year", "Articles whose year is known; each year is a set."),
    };
    Description { name: name.to_owned(), text: text.to_owned() }
}

/// The name of the series, person or organization with an id.
fn name_of(reader: &Reader, id: &str) -> Result<Option<String>, StoreError> {
    let Ok(id) = id.parse::<Id>() else { return Ok(None) };
    let Standing::Found(stored) = reader.record(id)? else { return Ok(None) };
    Ok(match Record::from_bytes(id.resource(), &stored.document)? {
        Record::Series(own) => Some(own.title),
        Record::Author(own) => Some(own.name),
        Record::Organization(own) => Some(own.name),
        Record::Article(_) | Record::Disclaimer(_) => None,
    })
}

/// The label of a subject, as an article has it.
fn label(reader: &Reader, set: &str) -> Result<Option<String>, StoreError> {
    let mut query = Query::new(Resource::Article).with_term(Tag::Set, set);
    query.limit = 1;
    let page = reader.page(&query)?;
    let Some(stored) = page.items.first() else { return Ok(None) };
    let Record::Article(own) = Record::from_bytes(Resource::Article, &stored.document)? else { return Ok(None) };
    Ok(own.without_doubts().subjects.into_iter().map(|own| own.label).find(|label| sets::of_subject(label) == set))
}
