//! Validation by the part of JSON Schema that the document uses, stricter than the standard: a keyword
//! that is not known here fails, and so does a key that no schema names.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use regex::Regex;
use serde_json::{Map, Value};

/// What annotates and does not restrict.
const ANNOTATIONS: &[&str] = &["description", "title", "examples", "default"];

pub struct Schemas<'a> {
    pub document: &'a Value,
    /// Whether every key that a schema names must be there.
    pub complete: bool,
}

impl<'a> Schemas<'a> {
    /// Everything that is wrong with a value.
    pub fn check(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let mut wrong = Vec::new();
        self.walk(schema, value, "", &mut wrong);
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }

    /// Follows references.
    pub fn resolve<'n>(&self, node: &'n Value) -> &'n Value
    where
        'a: 'n,
    {
        match node["$ref"].as_str() {
            Some(reference) => {
                let target = self.document.pointer(reference.trim_start_matches('#'));
                self.resolve(target.unwrap_or_else(|| panic!("{reference} leads nowhere")))
            }
            None => node,
        }
    }

    fn walk(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let schema = self.resolve(schema);
        let Value::Object(keywords) = schema else { panic!("{at}: a schema is an object") };
        for (keyword, rule) in keywords {
            let problem = match (keyword.as_str(), value) {
                ("type", _) => (!has_type(rule, value)).then(|| format!("is no {rule}")),
                ("enum", _) => (!rule.as_array().unwrap().contains(value)).then(|| format!("is none of {rule}")),
                ("pattern", Value::String(text)) => {
                    let matches = is_match(rule.as_str().unwrap(), text);
                    (!matches).then(|| format!("does not match {rule}"))
                }
                ("format", Value::String(text)) => {
                    (!has_format(rule.as_str().unwrap(), text)).then(|| format!("is no {rule}"))
                }
                ("minimum", Value::Number(n)) => {
                    (n.as_f64() < rule.as_f64()).then(|| format!("is smaller than {rule}"))
                }
                ("maximum", Value::Number(n)) => (n.as_f64() > rule.as_f64()).then(|| format!("is larger than {rule}")),
                ("minLength", Value::String(t)) => {
                    (t.chars().count() < size(rule)).then(|| format!("is shorter than {rule}"))
                }
                ("maxLength", Value::String(t)) => {
                    (t.chars().count() > size(rule)).then(|| format!("is longer than {rule}"))
                }
                ("minItems", Value::Array(list)) => (list.len() < size(rule)).then(|| format!("has less than {rule}")),
                ("items", Value::Array(list)) => {
                    list.iter().enumerate().for_each(|(n, item)| self.walk(rule, item, &format!("{at}/{n}"), wrong));
                    None
                }
                ("required", Value::Object(object)) => {
                    let missing = rule.as_array().unwrap().iter().find(|k| !object.contains_key(k.as_str().unwrap()));
                    missing.map(|key| format!("lacks {key}"))
                }
                ("properties", Value::Object(object)) => {
                    self.properties(rule.as_object().unwrap(), object, at, wrong);
                    None
                }
                ("oneOf", _) => {
                    let fitting = rule.as_array().unwrap().iter().filter(|own| self.check(own, value).is_ok()).count();
                    (fitting != 1).then(|| format!("fits {fitting} alternatives of {rule}"))
                }
                ("anyOf", _) => {
                    let fits = rule.as_array().unwrap().iter().any(|own| self.check(own, value).is_ok());
                    (!fits).then(|| format!("fits no alternative of {rule}"))
                }
                ("allOf", Value::Object(_)) => {
                    self.walk(&self.merged(rule.as_array().unwrap()), value, at, wrong);
                    None
                }
                ("pattern" | "format" | "minimum" | "maximum" | "minLength" | "maxLength" | "minItems", _) => None,
                ("items" | "required" | "properties" | "allOf", _) => None,
                (annotation, _) if ANNOTATIONS.contains(&annotation) => None,
                (other, _) => panic!("{at}: the keyword {other} is not known to this test"),
            };
            wrong.extend(problem.map(|problem| format!("{at}: {value} {problem}")));
        }
    }

    fn properties(&self, rules: &Map<String, Value>, object: &Map<String, Value>, at: &str, wrong: &mut Vec<String>) {
        for (key, value) in object {
            match rules.get(key) {
                Some(rule) => self.walk(rule, value, &format!("{at}/{key}"), wrong),
                None => wrong.push(format!("{at}: the key {key} is not in the schema")),
            }
        }
        if self.complete {
            wrong.extend(rules.keys().filter(|key| !object.contains_key(*key)).map(|key| format!("{at}: lacks {key}")));
        }
    }

    fn merged(&self, parts: &[Value]) -> Value {
        let mut whole = serde_json::json!({ "type": "object", "properties": {} });
        for part in parts.iter().map(|part| self.resolve(part)) {
            let properties = part["properties"].as_object().unwrap().clone();
            whole["properties"].as_object_mut().unwrap().extend(properties);
        }
        whole
    }
}

fn is_match(pattern: &str, text: &str) -> bool {
    static MADE: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Default::default);
    let mut made = MADE.lock().unwrap();
    made.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap()).is_match(text)
}

fn size(rule: &Value) -> usize {
    usize::try_from(rule.as_u64().unwrap()).unwrap()
}

fn has_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known to this test"),
    };
    match rule {
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        name => is(name.as_str().unwrap()),
    }
}

fn has_format(format: &str, text: &str) -> bool {
    match format {
        "date-time" => byline::domain::Timestamp::parse(text).is_ok(),
        "uri" => byline::domain::identifier::WebUrl::parse(text).is_ok(),
        "uri-reference" => !text.contains(char::is_whitespace),
        other => panic!("the format {other} is not known to this test"),
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let document = serde_json::json!({ "components": { "schemas": { "T": { "type": "string", "pattern": "^a" } } } });
    let of = |complete| Schemas { document: &document, complete };
    let schema = serde_json::json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "$ref": "#/components/schemas/T" },
            "n": { "type": ["integer", "null"], "minimum": 1 },
            "list": { "type": "array", "items": { "enum": ["x", "y"] } },
            "one": { "oneOf": [{ "$ref": "#/components/schemas/T" }, { "type": "null" }] },
        },
    });
    for good in [r#"{"id":"a"}"#, r#"{"id":"ab","n":null,"list":["y"],"one":null}"#, r#"{"id":"a","n":3,"one":"a"}"#] {
        assert_eq!(of(false).check(&schema, &serde_json::from_str(good).unwrap()), Ok(()), "{good}");
    }
    for bad in [
        "{}",
        "[]",
        r#"{"id":"b"}"#,
        r#"{"id":"a","n":0}"#,
        r#"{"id":"a","n":"1"}"#,
        r#"{"id":"a","list":["z"]}"#,
        r#"{"id":"a","one":"b"}"#,
        r#"{"id":"a","more":1}"#,
    ] {
        assert!(of(false).check(&schema, &serde_json::from_str(bad).unwrap()).is_err(), "{bad}");
    }
    assert!(of(true).check(&schema, &serde_json::json!({ "id": "a" })).is_err());
}
