//! `fields=`: which parts of a record are sent.

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

    /// What of a value this selection keeps.
    pub fn project(&self, value: Value) -> Value {
        if self.names.is_empty() {
            return value;
        }
        match value {
            Value::Object(map) => {
                let kept = map.into_iter().filter_map(|(name, value)| {
                    let own = self.child(&name)?;
                    Some((name, own.project(value)))
                });
                Value::Object(kept.collect::<Map<_, _>>())
            }
            Value::Array(list) => Value::Array(list.into_iter().map(|item| self.project(item)).collect()),
            other => other,
        }
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
