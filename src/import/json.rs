//! JSON of which every fault is to be told, not the first.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use super::report::Problem;
use super::text::tidy;

/// Why a value does not fit a type, and where.
pub(super) type Misfit = serde_path_to_error::Error<serde_json::Error>;

/// What becomes of a field that holds an empty text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// It is left out as if it were not there.
    Out,
    /// It is null.
    Null,
}

/// Reads any JSON. Its texts are cleaned on the way, empty ones are left out, and a key that stands
/// twice is refused, as is what is nested more than 127 deep.
pub(super) fn read(text: &str, empty: Empty) -> Result<Value, serde_json::Error> {
    let mut source = serde_json::Deserializer::from_str(text);
    let value = Tree(empty).deserialize(&mut source)?;
    source.end()?;
    Ok(value)
}

/// Reads a line that holds an object.
pub(super) fn object(text: &str, line: Option<u32>) -> Result<Map<String, Value>, Problem> {
    match read(text, Empty::Out) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Problem::error(line, "", "the line is JSON but not an object; write `{…}`, one resource a line")),
        Err(error) => {
            let reason = format!("the line cannot be read as JSON: {} (column {})", cause(&error), error.column());
            Err(Problem::error(line, "", reason))
        }
    }
}

/// Why JSON cannot be read, without the place.
pub(super) fn cause(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or(&said).to_owned()
}

/// Takes whatever does not fit out of a value, and tells it; `None` where the value itself does not
/// fit. `fits` tries to read the value as the type it is for.
pub(super) fn mend(
    value: &mut Value,
    line: Option<u32>,
    problems: &mut Vec<Problem>,
    fits: impl Fn(&Value) -> Result<(), Misfit>,
) -> Option<Gone> {
    const ENOUGH: usize = 64;
    let mut gone = Gone::default();
    for _ in 0..ENOUGH {
        let Err(misfit) = fits(value) else { return Some(gone) };
        let problem = problem(&misfit, &gone.path(misfit.path()), line);
        // What was taken out is not missing.
        if !problems.iter().any(|told| told.field == problem.field) {
            problems.push(problem);
        }
        if !gone.take_out(value, misfit.path()) {
            return None;
        }
    }
    None
}

fn problem(misfit: &Misfit, path: &str, line: Option<u32>) -> Problem {
    let said = misfit.inner().to_string();
    match said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(missing) if path.is_empty() => Problem::error(line, missing, "it is missing, or empty"),
        Some(missing) => Problem::error(line, &format!("{path}.{missing}"), "it is missing, or empty"),
        // An empty text of a patch is read as null.
        None if said.starts_with("invalid type: null") => Problem::error(line, path, "it is missing, or empty"),
        None => Problem::error(line, path, said),
    }
}

/// Which members of each list were taken out, by the place of the list and ascending: a list is read from its
/// start, so that all of them stood before whatever does not fit next.
#[derive(Debug, Default)]
pub(super) struct Gone(HashMap<String, Vec<usize>>);

impl Gone {
    /// A path as it was before anything was taken out.
    fn path(&self, path: &Path) -> String {
        let mut told = String::new();
        path.iter().for_each(|segment| self.step(&mut told, segment));
        told
    }

    fn step(&self, told: &mut String, segment: &Segment) {
        match segment {
            Segment::Map { key } if told.is_empty() => told.push_str(key),
            Segment::Map { key } => {
                told.push('.');
                told.push_str(key);
            }
            Segment::Seq { index } => told.push_str(&format!("[{}]", self.before(told, *index))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }

    /// The place that a member of a list had before anything was taken out.
    fn before(&self, list: &str, index: usize) -> usize {
        let gone = self.0.get(list).into_iter().flatten();
        gone.fold(index, |index, gone| if *gone <= index { index + 1 } else { index })
    }

    /// A JSON Pointer into what is left, as one into what there was.
    pub(super) fn pointer(&self, pointer: &str) -> String {
        let (mut list, mut before) = (String::new(), String::new());
        for token in pointer.split('/').skip(1) {
            before.push('/');
            match token.parse() {
                Ok(index) => {
                    let index = self.before(&list, index);
                    list.push_str(&format!("[{index}]"));
                    before.push_str(&index.to_string());
                }
                Err(_) => {
                    list.push_str(if list.is_empty() { "" } else { "." });
                    list.push_str(token);
                    before.push_str(token);
                }
            }
        }
        before
    }

    /// Removes the innermost field or member of a list on the way to a misfit.
    fn take_out(&mut self, value: &mut Value, path: &Path) -> bool {
        let segments: Vec<&Segment> = path.iter().collect();
        let is_place = |s: &&Segment| matches!(s, Segment::Map { .. } | Segment::Seq { .. });
        let Some(last) = segments.iter().rposition(is_place) else { return false };
        let (mut at, mut told) = (value, String::new());
        for segment in segments.iter().take(last) {
            let inner = match segment {
                Segment::Map { key } => at.get_mut(key),
                Segment::Seq { index } => at.get_mut(index),
                Segment::Enum { .. } | Segment::Unknown => Some(at),
            };
            let Some(inner) = inner else { return false };
            at = inner;
            self.step(&mut told, segment);
        }
        match (at, segments.get(last)) {
            (Value::Object(fields), Some(Segment::Map { key })) => fields.shift_remove(key).is_some(),
            (Value::Array(list), Some(Segment::Seq { index })) if *index < list.len() => {
                list.remove(*index);
                let before = self.before(&told, *index);
                self.0.entry(told).or_default().push(before);
                true
            }
            _ => false,
        }
    }
}

struct Tree(Empty);

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
        // What a list holds is written whole: there is nothing to take away.
        while let Some(value) = source.next_element_seed(Tree(Empty::Out))? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        let mut empty = Vec::new();
        while let Some(key) = source.next_key::<String>()? {
            let value = source.next_value_seed(Tree(self.0))?;
            if fields.contains_key(&key) || empty.contains(&key) {
                return Err(A::Error::custom(format!("the key `{key}` stands twice in one object")));
            }
            match value {
                Value::String(text) if text.is_empty() && self.0 == Empty::Null => {
                    fields.insert(key, Value::Null);
                }
                Value::String(text) if text.is_empty() => empty.push(key),
                value => {
                    fields.insert(key, value);
                }
            }
        }
        Ok(Value::Object(fields))
    }
}
