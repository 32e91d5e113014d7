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
        let untouched = match last.map(|last| last.field(&name)) {
            Some(Some(said)) if said == value_hash(&value) => continue,
            Some(None) if is_empty(&value) => continue,
            Some(Some(said)) => said == value_hash(own),
            Some(None) | None => is_empty(own),
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

/// Whether a value says nothing.
pub fn is_empty(value: &Value) -> bool {
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
    use crate::domain::{Entity, Series};
    use crate::import::fingerprint::{fields, imported};

    fn series(code: &str, frequency: &str, description: &str, key_title: &str) -> Entity {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Entity::Series(Box::new(Series {
            code: text(code),
            frequency: text(frequency),
            description: text(description),
            key_title: text(key_title),
            ..Series::default()
        }))
    }

    #[test]
    fn a_source_changes_only_what_it_changed_and_nobody_touched() {
        let last = imported(series("a", "b", "c", ""));
        let current = fields(&series("a", "edited", "edited", ""));
        let given = fields(&series("new", "b", "new", "new"));
        let merged = merge(current, given, Some(&last));
        assert_eq!(merged.fields, fields(&series("new", "edited", "edited", "new")));
        assert_eq!(merged.conflicts, ["description"]);
        assert!(merged.changed);
    }

    #[test]
    fn what_a_source_takes_back_goes_unless_somebody_touched_it() {
        let last = imported(series("a", "b", "", ""));
        let merged = merge(fields(&series("a", "edited", "", "")), fields(&series("", "", "", "")), Some(&last));
        assert_eq!(merged.fields, fields(&series("", "edited", "", "")));
    }

    #[test]
    fn a_new_source_fills_only_what_is_empty() {
        let merged = merge(fields(&series("a", "", "", "")), fields(&series("b", "c", "", "")), None);
        assert_eq!(merged.fields, fields(&series("a", "c", "", "")));
        assert_eq!(merged.conflicts, ["code"]);
    }
}
