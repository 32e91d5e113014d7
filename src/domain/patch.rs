//! How two states of a thing differ, as a JSON Patch (RFC 6902) of whole top-level fields.

use serde_json::{Map, Value, json};

/// The steps that turn one JSON object into another.
pub fn between(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Value> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let mut steps: Vec<Value> = gone.map(|name| json!({"op": "remove", "path": pointer(name)})).collect();
    for (name, value) in after {
        match before.get(name) {
            Some(old) if old == value => {}
            Some(_) => steps.push(json!({"op": "replace", "path": pointer(name), "value": value})),
            None => steps.push(json!({"op": "add", "path": pointer(name), "value": value})),
        }
    }
    steps
}

/// Applies such steps to a JSON object; what none of them can be is passed over.
pub fn apply(object: &mut Map<String, Value>, steps: &[Value]) {
    for step in steps {
        let Some(name) = step["path"].as_str().and_then(|path| path.strip_prefix('/')) else { continue };
        let name = name.replace("~1", "/").replace("~0", "~");
        match step["op"].as_str() {
            Some("remove") => drop(object.shift_remove(&name)),
            Some("add" | "replace") => drop(object.insert(name, step["value"].clone())),
            _ => {}
        }
    }
}

/// A JSON Pointer to a top-level field (RFC 6901, section 3).
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_to_what_they_were_made_of() {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        let states = [json!({}), json!({"a": 1, "b/c": [1], "d~e": null}), json!({"a": 2, "x~1y": {}, "d~e": null})];
        for (from, to) in states.iter().flat_map(|from| states.iter().map(move |to| (from, to))) {
            let (mut own, to) = (object(from.clone()), object(to.clone()));
            let steps = between(&own, &to);
            assert_eq!(steps.is_empty(), own == to);
            apply(&mut own, &steps);
            assert_eq!(own, to);
        }
    }
}
