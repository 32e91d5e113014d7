//! Parameters: patterns of those in paths, and one place for those that many operations have.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Shape, formats, resource_of};
use crate::catalog::facet;
use crate::catalog::field::Kind;
use crate::http::{problem, sequence, webhooks};

/// Says exactly what may stand in the path, and which ids in the query.
pub(super) fn finish(path: &str, method: &str, operation: &mut Value) {
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let pattern = match (parameter["in"].as_str(), parameter["name"].as_str()) {
            (Some("path"), Some("id")) if Shape::of(path) == Shape::Record && method == "get" => {
                resource_of(path).map(|resource| {
                    let extensions = formats::extensions(resource[0]);
                    format!("^[0-9a-z]+(-[0-9a-z]+)*(\\.({extensions}))?$")
                })
            }
            (Some("path"), Some("id")) if Shape::of(path) == Shape::Webhook => Some(webhooks::ID.to_owned()),
            (Some("query"), Some("successor")) => {
                let resource = resource_of(path);
                // Another than the one that the path shows.
                parameter["schema"]["examples"] = json!(resource.map(|own| [format!("{}4", own[0].prefix())]));
                resource.and_then(|own| Kind::Id(own).pattern())
            }
            (Some("path"), Some("id")) => resource_of(path).and_then(|resource| Kind::Id(resource).pattern()),
            (Some("path"), Some("number")) => Kind::Text.pattern(),
            (Some("path"), Some("name")) => {
                parameter["schema"]["enum"] = json!(problem::names().collect::<Vec<_>>());
                None
            }
            (Some("path"), Some("field")) => {
                parameter["schema"]["enum"] = json!(facet::NAMES);
                None
            }
            _ => None,
        };
        if let Some(pattern) = pattern {
            parameter["schema"]["pattern"] = json!(pattern);
        }
    }
}

/// Whether an operation may be told how new what it answers must be: all that anybody may read.
pub(super) fn takes_place(path: &str, operation: &Value) -> bool {
    let needs_key = operation["security"].as_array().is_some_and(|all| !all.contains(&json!({})));
    !needs_key && !matches!(Shape::of(path), Shape::Service | Shape::Webhook)
}

/// Lets an operation be told so.
pub(super) fn add_place(path: &str, operation: &mut Value) {
    if takes_place(path, operation) {
        let reference = json!({ "$ref": format!("#/components/parameters/{}", sequence::NAME) });
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(reference),
            None => operation["parameters"] = json!([reference]),
        }
    }
}

/// The parameter by which it is told so.
pub(super) fn place() -> (String, Value) {
    let parameter = json!({
        "name": sequence::NAME,
        "in": "header",
        "description": "A place in the change log, as an answer gave it in this field or as `as_of`: what is answered is \
            not older. An instance of the service that is behind waits for it, two seconds at most, and answers 503 then. \
            A place that the log does not have is answered 409.",
        "required": false,
        "schema": { "type": "string", "pattern": "^[0-9a-z]+-[0-9]{1,18}$" },
    });
    (sequence::NAME.to_owned(), parameter)
}

/// Gives a form the fields that the query of the same path has: a protocol that takes both reads them alike.
/// No content is an empty form. All in a form is text, whatever it means, and the protocols tell what is wrong
/// with it in words of their own: so the schemas rule nothing out.
pub(super) fn as_forms(item: &mut Value) {
    let query = item["get"]["parameters"].as_array().into_iter().flatten().filter(|own| own["in"] == "query");
    let field = |own: &Value| {
        let mut schema = own["schema"].clone();
        schema.as_object_mut()?.remove("type");
        schema["description"] = own["description"].clone();
        Some((own["name"].as_str()?.to_owned(), schema))
    };
    let fields: Map<_, _> = query.filter_map(field).collect();
    let Some(body) = item.pointer_mut("/post/requestBody") else { return };
    if let Some(form) = body.pointer_mut("/content/application~1x-www-form-urlencoded") {
        form["schema"] = json!({ "type": "object", "properties": fields });
        body["required"] = json!(false);
    }
}

/// Moves every query parameter that several operations have to one place, and puts references where it
/// was.
pub(super) fn share(paths: &mut Value) -> Map<String, Value> {
    // Each parameter, as text, with what the operations that have it list.
    let mut uses: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for_each(paths, |listed, parameter| {
        let (count, lists) = uses.entry(parameter.to_string()).or_default();
        *count += 1;
        lists.insert(listed.to_owned());
    });
    let mut shared = Map::new();
    for_each(paths, |listed, parameter| {
        let Some((2.., lists)) = uses.get(&parameter.to_string()) else { return };
        let name = parameter["name"].as_str().unwrap_or_default();
        let is_free = |key: &String| shared.get(key).is_none_or(|own| own == parameter);
        let keys = [Some(name.to_owned()).filter(|_| lists.len() > 1), Some(format!("{listed}.{name}"))];
        let Some(key) = keys.into_iter().flatten().find(is_free) else { return };
        let reference = json!({ "$ref": format!("#/components/parameters/{key}") });
        shared.insert(key, std::mem::replace(parameter, reference));
    });
    shared
}

fn for_each(paths: &mut Value, mut what: impl FnMut(&str, &mut Value)) {
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        let listed = path.rsplit('/').find(|segment| !segment.starts_with('{')).unwrap_or_default();
        let listed = listed.split('.').next().unwrap_or(listed);
        let operations = item.as_object_mut().into_iter().flatten();
        let parameters = operations.filter_map(|(_, operation)| operation.get_mut("parameters")?.as_array_mut());
        parameters.flatten().filter(|own| own["in"] == "query").for_each(|parameter| what(listed, parameter));
    }
}
