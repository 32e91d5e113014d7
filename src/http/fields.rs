//! `fields=`: which parts of a record are sent.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::params::Params;
use crate::domain::Resource;

/// The fields a record can have, at any depth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldTree {
    names: Vec<(String, FieldTree)>,
}

impl FieldTree {
    /// No fields.
    pub(super) const fn empty() -> Self {
        FieldTree { names: Vec::new() }
    }

    /// Those of a resource's records, by the schemas of the OpenAPI document.
    pub fn of(schemas: &Map<String, Value>, resource: Resource) -> FieldTree {
        schemas.get(FieldTree::schema(resource)).map(|schema| tree(schemas, schema, 0)).unwrap_or_default()
    }

    /// The name of the schema of a resource's records.
    pub const fn schema(resource: Resource) -> &'static str {
        match resource {
            Resource::Article => "Article",
            Resource::Author => "Author",
            Resource::Organization => "Organization",
            Resource::Series => "Series",
            Resource::Disclaimer => "Disclaimer",
        }
    }

    /// Every field with its path, those that hold others before them.
    pub fn paths(&self) -> Vec<String> {
        let below = |(name, tree): &(String, FieldTree)| {
            let inner = tree.paths().into_iter().map(|path| format!("{name}.{path}")).collect::<Vec<_>>();
            std::iter::once(name.clone()).chain(inner).collect::<Vec<_>>()
        };
        self.names.iter().flat_map(below).collect()
    }

    fn child(&self, name: &str) -> Option<&FieldTree> {
        self.names.iter().find(|(own, _)| own == name).map(|(_, tree)| tree)
    }

    fn child_mut(&mut self, name: &str) -> &mut FieldTree {
        let at = self.names.iter().position(|(own, _)| own == name).unwrap_or_else(|| {
            self.names.push((name.to_owned(), FieldTree::default()));
            self.names.len() - 1
        });
        &mut self.names[at].1
    }

    /// Reads a list such as `id,title,contributions.author.name`; every name must exist.
    fn select(&self, list: &str) -> Result<FieldTree, String> {
        let mut chosen = FieldTree::default();
        chosen.child_mut("id");
        for path in list.split(',') {
            let mut known = self;
            for name in path.split('.') {
                known = known.child(name).ok_or_else(|| self.unknown(path, name, known))?;
            }
            chosen.add(path);
        }
        Ok(chosen)
    }

    /// The list that was given in `fields`; one that cannot be is refused.
    pub fn choose(&self, params: &mut Params, list: Option<&str>) -> Option<FieldTree> {
        match self.select(list?) {
            Ok(chosen) => Some(chosen),
            Err(detail) => {
                params.refuse("fields", detail);
                None
            }
        }
    }

    /// Adds a path. The whole of a field takes in its parts, whichever was named first.
    fn add(&mut self, path: &str) {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let is_whole = self.child(name).is_some_and(|own| own.names.is_empty());
        let own = self.child_mut(name);
        match rest {
            Some(rest) if !is_whole => own.add(rest),
            _ => *own = FieldTree::default(),
        }
    }

    fn unknown(&self, path: &str, name: &str, among: &FieldTree) -> String {
        let names = among.names.iter().map(|(own, _)| own.as_str()).collect::<Vec<_>>().join(", ");
        match names.is_empty() {
            true => format!("`{path}`: there is nothing below this field"),
            false => format!("`{path}`: there is no field `{name}`; there are {names}"),
        }
    }

    /// What this selection keeps of the JSON of a record. What is kept whole is copied as it stands.
    pub fn cut(&self, json: &[u8]) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::new();
        let json = std::str::from_utf8(json).map_err(serde_json::Error::custom)?;
        Cut { tree: self, out: &mut out }.deserialize(&mut serde_json::Deserializer::from_str(json))?;
        Ok(out)
    }
}

/// A value of which some fields are written.
struct Cut<'a> {
    tree: &'a FieldTree,
    out: &'a mut Vec<u8>,
}

impl Cut<'_> {
    fn plain<E: Error>(self, value: impl Serialize) -> Result<(), E> {
        serde_json::to_writer(self.out, &value).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Cut<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        if !self.tree.names.is_empty() {
            return value.deserialize_any(self);
        }
        let whole = <&RawValue>::deserialize(value)?;
        self.out.extend_from_slice(whole.get().as_bytes());
        Ok(())
    }
}

impl<'de> Visitor<'de> for Cut<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let before = self.out.len();
        while let Some(own) = map.next_key_seed(Name(self.tree))? {
            let Some((name, tree)) = own else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            self.out.push(if self.out.len() == before { b'{' } else { b',' });
            // No name of a field has a sign that JSON would escape.
            self.out.extend([b"\"", name.as_bytes(), b"\":"].concat());
            map.next_value_seed(Cut { tree, out: self.out })?;
        }
        if self.out.len() == before {
            self.out.push(b'{');
        }
        self.out.push(b'}');
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.out.push(b'[');
        let before = self.out.len();
        loop {
            let end = self.out.len();
            if end > before {
                self.out.push(b',');
            }
            if list.next_element_seed(Cut { tree: self.tree, out: self.out })?.is_none() {
                self.out.truncate(end);
                self.out.push(b']');
                return Ok(());
            }
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.plain(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.plain(value)
    }
}

/// The name of a field, and what is kept of it where it is.
struct Name<'a>(&'a FieldTree);

impl<'a, 'de> DeserializeSeed<'de> for Name<'a> {
    type Value = Option<(&'a str, &'a FieldTree)>;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<Self::Value, D::Error> {
        name.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Name<'a> {
    type Value = Option<(&'a str, &'a FieldTree)>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.names.iter().find(|(own, _)| own == name).map(|(own, tree)| (own.as_str(), tree)))
    }
}

/// Follows references, alternatives and lists down to objects; deep enough for every record.
fn tree(schemas: &Map<String, Value>, schema: &Value, depth: usize) -> FieldTree {
    if depth > 8 {
        return FieldTree::default();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return schemas.get(name).map(|schema| tree(schemas, schema, depth)).unwrap_or_default();
    }
    if let Some(items) = schema.get("items") {
        return tree(schemas, items, depth);
    }
    for combined in ["oneOf", "anyOf", "allOf"] {
        if let Some(list) = schema[combined].as_array() {
            let names = list.iter().flat_map(|own| tree(schemas, own, depth).names).collect();
            return FieldTree { names };
        }
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    FieldTree { names: properties.map(|(name, own)| (name.clone(), tree(schemas, own, depth + 1))).collect() }
}
