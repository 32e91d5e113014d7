//! JSON of which every fault is to be told, not the first.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use super::report::Problem;
use super::text::tidy;

/// Why a value does not fit a type, and where.
pub(super) type Misfit = serde_path_to_error::Error<serde_json::Error>;

/// Reads an object. Its texts are cleaned on the way, empty ones are left out as if they were not
/// there, and a key that stands twice is refused.
pub(super) fn object(text: &str, line: Option<u32>) -> Result<Map<String, Value>, Problem> {
    let mut source = serde_json::Deserializer::from_str(text);
    let tree = Tree.deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    match tree {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Problem::error(line, "", "the line is JSON but not an object; write `{…}`, one resource a line")),
        Err(error) => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            let reason = format!("the line cannot be read as JSON: {said} (column {})", error.column());
            Err(Problem::error(line, "", reason))
        }
    }
}

/// Takes whatever does not fit out of a value, and tells it; `false` where the value itself does not
/// fit. `fits` tries to read the value as the type it is for.
pub(super) fn mend(
    value: &mut Value,
    line: Option<u32>,
    problems: &mut Vec<Problem>,
    fits: impl Fn(&Value) -> Result<(), Misfit>,
) -> bool {
    const ENOUGH: usize = 64;
    for _ in 0..ENOUGH {
        let Err(misfit) = fits(value) else { return true };
        let problem = problem(&misfit, line);
        // What was taken out is not missing.
        if !problems.iter().any(|told| told.field == problem.field) {
            problems.push(problem);
        }
        if !take_out(value, misfit.path()) {
            return false;
        }
    }
    false
}

fn problem(misfit: &Misfit, line: Option<u32>) -> Problem {
    let path = misfit.path().to_string();
    let path = if path == "." { "" } else { &path };
    let said = misfit.inner().to_string();
    match said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(missing) if path.is_empty() => Problem::error(line, missing, "it is missing, or empty"),
        Some(missing) => Problem::error(line, &format!("{path}.{missing}"), "it is missing, or empty"),
        None => Problem::error(line, path, said),
    }
}

/// Removes the innermost named field on the way to a misfit.
fn take_out(value: &mut Value, path: &Path) -> bool {
    let segments: Vec<&Segment> = path.iter().collect();
    let Some(last) = segments.iter().rposition(|s| matches!(s, Segment::Map { .. })) else { return false };
    let mut at = value;
    for segment in segments.iter().take(last) {
        let inner = match segment {
            Segment::Map { key } => at.get_mut(key),
            Segment::Seq { index } => at.get_mut(index),
            Segment::Enum { .. } | Segment::Unknown => Some(at),
        };
        match inner {
            Some(inner) => at = inner,
            None => return false,
        }
    }
    match (at, segments.get(last)) {
        (Value::Object(fields), Some(Segment::Map { key })) => fields.shift_remove(key).is_some(),
        _ => false,
    }
}

struct Tree;

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(tidy(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = source.next_element_seed(Tree)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        let mut empty = Vec::new();
        while let Some(key) = source.next_key::<String>()? {
            let value = source.next_value_seed(Tree)?;
            if fields.contains_key(&key) || empty.contains(&key) {
                return Err(A::Error::custom(format!("the key `{key}` stands twice in one object")));
            }
            match value {
                Value::String(text) if text.is_empty() => empty.push(key),
                value => {
                    fields.insert(key, value);
                }
            }
        }
        Ok(Value::Object(fields))
    }
}
