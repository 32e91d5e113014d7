//! The JSON Schema of a line, from the types that read it.

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::domain::article::Article;
use crate::domain::author::Author;
use crate::domain::disclaimer::Disclaimer;
use crate::domain::organization::Organization;
use crate::domain::series::Series;
use crate::domain::{Entity, Id, Resource};

const DEFINITIONS: &str = "#/$defs/";
const COMPONENTS: &str = "#/components/schemas/";

/// The JSON Schema (2020-12) of one line.
pub fn json_schema() -> Value {
    let mut schemas = Vec::new();
    Entity::schemas(&mut schemas);
    let mut definitions: Map<String, Value> =
        schemas.into_iter().map(|(name, schema)| (name, value(&schema))).collect();
    for resource in Resource::ALL {
        let (name, own) = match resource {
            Resource::Article => component::<Article>(),
            Resource::Author => component::<Author>(),
            Resource::Organization => component::<Organization>(),
            Resource::Series => component::<Series>(),
            Resource::Disclaimer => component::<Disclaimer>(),
        };
        definitions.shift_remove(&name);
        definitions.insert(resource.name().to_owned(), line_of(resource, own));
    }
    for (_, reference) in definitions.iter_mut().filter(|(name, _)| name.ends_with("Ref")) {
        let own = reference["pattern"].as_str().unwrap_or_default().trim_matches(['^', '$']);
        reference["pattern"] = json!(format!("^(@.+|{own})$"));
        let what = reference["description"].as_str().unwrap_or_default();
        reference["description"] = json!(format!("{what} Or `@` and the key of another line."));
    }
    let lines = Resource::ALL.map(|r| json!({ "$ref": format!("{DEFINITIONS}{}", r.name()) }));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of Byline's JSON Lines",
        "description": "One resource, whole. References are ids, or `@` and the key of another line.",
        "oneOf": lines,
        "$defs": definitions,
    });
    point_inside(&mut schema);
    schema
}

/// A type's schema and the name others refer to it by.
fn component<T: ToSchema>() -> (String, Value) {
    (T::name().into_owned(), value(&T::schema()))
}

fn value(schema: &impl serde::Serialize) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

/// A resource's schema with what a line has beside its fields.
fn line_of(resource: Resource, schema: Value) -> Value {
    let name = resource.name();
    let instant = |text: &str| json!({ "type": ["string", "null"], "format": "date-time", "description": text });
    let mut properties = Map::new();
    let mut add = |name: &str, schema: Value| properties.insert(name.to_owned(), schema);
    add("resource", json!({ "const": name }));
    add(
        "id",
        json!({ "type": ["string", "null"], "pattern": Id::pattern(&[resource]), "description": "The id it has in the archive it comes from." }),
    );
    add(
        "key",
        json!({ "type": ["string", "null"], "pattern": "^[^@]", "description": "Its key in this source; references to it are `@` and the key." }),
    );
    add("slug", slug_schema());
    add("created", instant("When it was first kept."));
    add("modified", instant("When its public bytes last changed."));
    let mut required = vec![json!("resource")];
    let mut line = json!({ "type": "object" });
    if let Value::Object(mut own) = schema {
        if let Some(Value::Object(fields)) = own.shift_remove("properties") {
            properties.extend(fields);
        }
        if let Some(Value::Array(fields)) = own.shift_remove("required") {
            required.extend(fields);
        }
        if let Value::Object(line) = &mut line {
            line.extend(own);
        }
    }
    if let Value::Object(line) = &mut line {
        line.insert("properties".to_owned(), Value::Object(properties));
        line.insert("required".to_owned(), Value::Array(required));
        line.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    line
}

/// The schema of a slug, which is sent beside the fields of a resource.
pub fn slug_schema() -> Value {
    json!({ "type": ["string", "null"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "Its name in addresses." })
}

/// Turns every reference to OpenAPI's components into one to `$defs`.
fn point_inside(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("$ref", Value::String(target)) => {
                        if let Some(name) = target.strip_prefix(COMPONENTS) {
                            *target = format!("{DEFINITIONS}{name}");
                        }
                    }
                    (_, inner) => point_inside(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(point_inside),
        _ => {}
    }
}
