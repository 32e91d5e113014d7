//! What an import changes in what is there already.

use serde_json::{Map, Value};

use super::fingerprint::{Imported, value_hash};

/// What came of merging.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The fields as they are to be.
    pub fields: Map<String, Value>,
    /// Whether any differs from before.
    pub changed: bool,
    /// Fields that the source changed and somebody else changed too: they stay as they are.
    pub conflicts: Vec<String>,
}

/// Merges what a source says now (`given`) into what there is (`current`), knowing what the source
/// said last. A field changes where its given value differs from the last and nobody else touched it.
/// Without a last word from this source only empty fields are filled.
pub fn merge(current: Map<String, Value>, given: Map<String, Value>, last: Option<&Imported>) -> Merged {
    let mut merged = Merged { fields: current, changed: false, conflicts: Vec::new() };
    for (name, value) in given {
        let own = merged.fields.get(&name).unwrap_or(&Value::Null);
        if *own == value {
            continue;
        }
        let said = last.and_then(|last| last.field(&name));
        let untouched = match said {
            Some(said) if said == value_hash(&value) => continue,
            Some(said) => said == value_hash(own),
            None => is_empty(own),
        };
        if untouched {
            merged.fields.insert(name, value);
            merged.changed = true;
        } else if !is_empty(&value) {
            merged.conflicts.push(name);
        }
    }
    merged
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.values().all(is_empty),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_source_changes_only_what_it_changed_and_nobody_touched() {
        let first = map(json!({"a": 1, "b": 1, "c": 1, "d": []}));
        let last = Imported::of(&first);
        let current = map(json!({"a": 1, "b": "edited", "c": "edited", "d": []}));
        let given = map(json!({"a": 2, "b": 1, "c": 3, "d": [4]}));
        let merged = merge(current, given, Some(&last));
        assert_eq!(merged.fields, map(json!({"a": 2, "b": "edited", "c": "edited", "d": [4]})));
        assert_eq!(merged.conflicts, ["c"]);
        assert!(merged.changed);
    }

    #[test]
    fn a_new_source_fills_only_what_is_empty() {
        let merged = merge(map(json!({"a": 1, "b": null})), map(json!({"a": 2, "b": 3, "c": null})), None);
        assert_eq!(merged.fields, map(json!({"a": 1, "b": 3})));
        assert_eq!(merged.conflicts, ["a"]);
    }

    #[test]
    fn what_a_source_said_reads_back() {
        let imported = Imported::of(&map(json!({"a": 1, "b": "x"})));
        assert_eq!(Imported::from_bytes(&imported.to_bytes()), imported);
        assert_eq!(Imported::from_bytes(b"short"), Imported::default());
    }
}
