//! A node of a JSON-LD document, made property by property.

use serde_json::{Map, Value};

use crate::domain::LanguageTag;
use crate::domain::text::LocalText;
use crate::format::language_tag;

/// An object with a type. Properties stand in the order they are given; what is unknown is left out.
#[derive(Debug)]
pub struct Node(Map<String, Value>);

impl Node {
    /// A thing of a type.
    pub fn new(kind: impl Into<Value>) -> Node {
        Node(Map::new()).with("@type", kind)
    }

    /// The root of a document in schema.org's terms.
    pub fn document(id: Option<String>, kind: impl Into<Value>) -> Node {
        Node(Map::new()).with("@context", "https://schema.org").with("@id", id).with("@type", kind)
    }

    /// Adds a property, unless its value is null or empty. A list of one is that one.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Node {
        let value = match value.into() {
            Value::Null => return self,
            Value::String(text) if text.is_empty() => return self,
            Value::Array(mut values) if values.len() < 2 => match values.pop() {
                Some(only) => only,
                None => return self,
            },
            value => value,
        };
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Adds its identity.
    pub fn id(self, id: Option<String>) -> Node {
        self.with("@id", id)
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Value {
        Value::Object(node.0)
    }
}

/// The texts of all, with what they are made by.
pub fn list<T>(all: impl IntoIterator<Item = T>, make: impl FnMut(T) -> Value) -> Vec<Value> {
    all.into_iter().map(make).collect()
}

/// A text with its language, where that is known.
pub fn text(text: &str, language: Option<&LanguageTag>, script: Option<&str>) -> Value {
    match language_tag::tag(language, script) {
        Some(tag) => {
            Value::Object(Map::from_iter([("@language".to_owned(), tag.into()), ("@value".to_owned(), text.into())]))
        }
        None => text.into(),
    }
}

/// The forms of a text beside the one that is shown, each with its language.
pub fn others<'a>(forms: &'a [LocalText], shown: Option<&'a str>) -> impl Iterator<Item = Value> {
    let others = forms.iter().filter(move |form| Some(form.text.as_str()) != shown);
    others.map(|form| text(&form.text, form.language.as_ref(), form.script.as_deref()))
}
