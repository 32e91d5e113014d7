//! How the values of facets are written, for filters and for people.

use serde::Deserialize;

use crate::catalog::facet::{Facet, Label};
use crate::catalog::{Tag, Value};
use crate::domain::article::Subject;
use crate::site::words;
use crate::store::counting::Names;

/// A value as its filter takes it, and for people. Where no record tells more it is written as the catalog
/// compares it.
pub fn of(facet: &Facet, own: &Value, names: &Names) -> (String, String) {
    let plain = || own.value.clone();
    let record = own.named_by.and_then(|hit| names.get(&hit.id));
    match facet.label {
        Label::Record => {
            let named = record.and_then(|record| serde_json::from_slice::<Named>(&record.document).ok()?.name);
            (plain(), named.unwrap_or_else(plain))
        }
        Label::Subject | Label::Place => {
            let about = record.and_then(|record| serde_json::from_slice::<About>(&record.document).ok());
            let (subjects, id, label) = match facet.label {
                Label::Subject => (about.map(|own| own.subjects), Tag::SubjectId, Tag::BareSubject),
                _ => (about.map(|own| own.places), Tag::PlaceId, Tag::BarePlace),
            };
            let mut subjects = subjects.into_iter().flatten();
            subjects.find_map(|subject| written(subject, id, label, &own.value)).unwrap_or_else(|| (plain(), plain()))
        }
        Label::Language => (plain(), words::language(&own.value)),
        Label::Type => (plain(), words::article_type(&own.value)),
        Label::Notice => (plain(), words::notice(&own.value)),
        Label::Plain => (plain(), plain()),
    }
}

/// A subject's id, or its label where it has none, and its label: where it is this value.
fn written(subject: Subject, id: Tag, label: Tag, value: &str) -> Option<(String, String)> {
    let Subject { id: own, label: text, .. } = subject;
    let own = own.filter(|own| id.normal(own).is_some());
    let normal = own.as_deref().map_or_else(|| label.normal(&text), |own| id.normal(own));
    (normal.as_deref() == Some(value)).then(|| (own.unwrap_or_else(|| text.clone()), text))
}

/// The name of a record.
#[derive(Deserialize)]
struct Named {
    #[serde(alias = "title")]
    name: Option<String>,
}

/// What an article is about.
#[derive(Deserialize)]
struct About {
    subjects: Vec<Subject>,
    places: Vec<Subject>,
}
