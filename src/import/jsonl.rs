//! Byline's own JSON Lines: one line, one resource, whole.
//!
//! `{"resource": "article", "key": "my-key", …}`: beside `resource` a line may have `id`, `key`,
//! `slug`, `created` and `modified`; the other fields are those of the resource's struct in
//! [`crate::domain`]. References are ids, or `@` and the `key` of another line. [`write_line`] is the
//! inverse of [`parse_line`]; [`json_schema`] says the same to a machine.

mod article;
mod check;
mod frame;
mod schema;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use schema::{json_schema, slug_schema};

pub(super) use self::check::{Checker, is_address};
use self::frame::Frame;
pub(super) use self::frame::{SLUG, is_slug};
use super::document::{Document, Item};
use super::json;
use super::report::{Problem, Severity};
use crate::domain::{Entity, Resource};

/// Reads one line. Unknown fields, wrong types and values that contradict each other are all told;
/// warnings come with the document, any error in place of it.
pub fn parse_line(line_number: u64, text: &str) -> Result<Document, Vec<Problem>> {
    let line = u32::try_from(line_number).ok();
    let mut fields = json::object(text, line).map_err(|problem| vec![problem])?;
    let mut check = Checker::new(line);
    let Some(resource) = frame::resource(&mut fields, &mut check) else { return Err(check.problems) };
    let frame = Frame::take(&mut fields, resource, &mut check);
    let Some(mut entity) = entity(resource, fields, &mut check) else { return Err(check.problems) };
    check.entity(&mut entity);
    if check.problems.iter().any(|p| p.severity == Severity::Error) {
        return Err(check.problems);
    }
    Ok(Document { line: line_number, items: vec![frame.item(entity)], problems: check.problems })
}

fn entity(resource: Resource, fields: Map<String, Value>, check: &mut Checker) -> Option<Entity> {
    Some(match resource {
        Resource::Article => Entity::Article(Box::new(typed(fields, check)?)),
        Resource::Author => Entity::Author(Box::new(typed(fields, check)?)),
        Resource::Organization => Entity::Organization(Box::new(typed(fields, check)?)),
        Resource::Series => Entity::Series(Box::new(typed(fields, check)?)),
        Resource::Disclaimer => Entity::Disclaimer(Box::new(typed(fields, check)?)),
    })
}

/// The fields as the struct they are for; `None`, with all that does not fit, where anything does
/// not.
fn typed<T: DeserializeOwned>(fields: Map<String, Value>, check: &mut Checker) -> Option<T> {
    let mut value = Value::Object(fields);
    let before = check.problems.len();
    let fits = |value: &Value| serde_path_to_error::deserialize::<_, T>(value).map(drop);
    if let Ok(entity) = T::deserialize(&value) {
        return Some(entity);
    }
    json::mend(&mut value, check.line, &mut check.problems, fits);
    if check.problems.len() == before {
        check.error("", "the fields do not make a resource");
    }
    // What is not the resource's own has been taken out before.
    let is_unknown = |own: &&mut Problem| own.reason.starts_with("unknown field") && !own.field.contains(['.', '[']);
    for own in check.problems.iter_mut().skip(before).filter(is_unknown) {
        own.reason.push_str(", or of `resource`, `id`, `key`, `slug`, `created`, `modified`");
    }
    None
}

/// Writes an item as one line, without line break: the identity first, then the fields that hold
/// something. [`parse_line`] reads it back to the same item, where it is not a mere mention.
pub fn write_line(item: &Item) -> Result<String, serde_json::Error> {
    let Item { key, id, slug, created, modified, mentioned: _, entity } = item;
    let mut fields = Map::new();
    fields.insert("resource".to_owned(), entity.resource().name().into());
    let identity = [
        ("id", id.map(|id| id.to_string())),
        ("key", key.clone()),
        ("slug", slug.clone()),
        ("created", created.map(|t| t.to_string())),
        ("modified", modified.map(|t| t.to_string())),
    ];
    fields.extend(identity.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
    if let Some(Value::Object(own)) = trimmed(serde_json::to_value(entity)?) {
        fields.extend(own.into_iter().filter(|(name, _)| name != "resource"));
    }
    serde_json::to_string(&fields)
}

/// A value without what says nothing: null, false, empty lists, objects of nothing else.
fn trimmed(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => {
            Some(Value::Array(list.into_iter().map(|v| trimmed(v).unwrap_or(Value::Object(Map::new()))).collect()))
        }
        Value::Object(fields) => {
            let fields: Map<_, _> = fields.into_iter().filter_map(|(k, v)| Some((k, trimmed(v)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        other => Some(other),
    }
}
