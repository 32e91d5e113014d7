//! The operations of the document, and whether an answer is what its operation declares.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::app::Answer;
use super::schema::Schemas;
use super::{APP, DOCUMENT, KEYS, METHODS, PRIVATE, WITHDRAWN};

/// One operation, its references followed.
pub(super) struct Operation {
    pub(super) path: String,
    pub(super) id: String,
    /// Whether it needs a key.
    pub(super) needs_key: bool,
    pub(super) parameters: Vec<Value>,
    pub(super) responses: BTreeMap<String, Value>,
}

pub(super) fn schemas(complete: bool) -> Schemas<'static> {
    Schemas { document: &DOCUMENT, complete }
}

/// The operations of GET that can do without a key.
pub(super) fn operations() -> Vec<Operation> {
    by("get").into_iter().filter(|own| !own.is_of_webhooks()).collect()
}

/// The operations of a method.
pub(super) fn by(method: &str) -> Vec<Operation> {
    let follow = |node: &Value| schemas(false).resolve(node).clone();
    let mut all = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        let methods = item.as_object().unwrap().keys();
        assert!(methods.clone().all(|own| METHODS.contains(&own.as_str())), "{path}");
        let operation = &item[method];
        if operation.is_null() {
            continue;
        }
        let parameters = operation["parameters"].as_array().into_iter().flatten().map(follow).collect();
        let responses = operation["responses"].as_object().unwrap().iter();
        all.push(Operation {
            path: path.clone(),
            id: operation["operationId"].as_str().unwrap().to_owned(),
            needs_key: operation["security"].as_array().is_some_and(|all| all.iter().all(|own| own != &json!({}))),
            parameters,
            responses: responses.map(|(status, response)| (status.clone(), follow(response))).collect(),
        });
    }
    all
}

/// Fields that only public answers have.
const PUBLIC: &[&str] = &["Last-Modified", "Vary"];

impl Operation {
    /// Its path with these values, or with the examples.
    pub(super) fn target(&self, values: &[(&str, &str)]) -> String {
        let mut target = self.path.clone();
        for parameter in self.parameters.iter().filter(|own| own["in"] == "path") {
            let name = parameter["name"].as_str().unwrap();
            let given = values.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
            let given = given.or_else(|| self.written_twice().filter(|_| name == "id"));
            let example = match &parameter["example"] {
                Value::Null => panic!("{name} has no example"),
                Value::String(example) => example.clone(),
                other => other.to_string(),
            };
            target = target.replace(&format!("{{{name}}}"), &encode(&given.unwrap_or(example)));
        }
        target
    }

    /// Whether it belongs to webhooks, which are tested by themselves.
    pub(super) fn is_of_webhooks(&self) -> bool {
        self.path.starts_with("/v1/webhooks")
    }

    /// Of a history, something that has more than one revision.
    pub(super) fn written_twice(&self) -> Option<String> {
        let resource = self.path.split('/').nth(2).filter(|_| self.path.contains("/revisions"))?;
        let path = WITHDRAWN.iter().find(|path| path.split('/').nth(2) == Some(resource)).unwrap();
        path.rsplit('/').next().map(str::to_owned)
    }

    /// Asks for a target, with a key where one is needed.
    pub(super) fn get(&self, target: &str) -> Answer {
        self.get_with(target, &[])
    }

    pub(super) fn get_with(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let key = [("authorization", KEYS[0].as_str())];
        let key = key.iter().filter(|_| self.needs_key);
        APP.get_with(target, &fields.iter().chain(key).copied().collect::<Vec<_>>())
    }

    /// Asks with content, which no such operation reads.
    pub(super) fn get_with_content(&self, target: &str) -> Answer {
        let key = if self.needs_key { KEYS[0].as_str() } else { "" };
        APP.get_with_content(target, key)
    }

    pub(super) fn query(&self) -> impl Iterator<Item = (&str, &Value)> {
        let own = self.parameters.iter().filter(|own| own["in"] == "query");
        own.map(|own| (own["name"].as_str().unwrap(), &own["schema"]))
    }

    pub(super) fn takes(&self, name: &str) -> bool {
        self.query().any(|(own, _)| own == name)
    }

    /// The media types of its answer.
    pub(super) fn media_types(&self) -> impl Iterator<Item = &str> {
        let content = self.responses.get("200").and_then(|answer| answer["content"].as_object());
        let all = content.into_iter().flatten().map(|(media_type, _)| media_type.as_str());
        // A stream of events does not end; `tests/changes` listens to one.
        all.filter(|media_type| *media_type != "text/event-stream")
    }

    pub(super) fn declares(&self, status: &str) -> bool {
        self.responses.contains_key(status)
    }

    /// Whether an answer is what is declared; `whole` where no field is left out of it.
    pub(super) fn check(&self, target: &str, answer: &Answer, whole: bool) {
        let at = format!("{} {target} -> {}", self.id, answer.status);
        let Some(declared) = self.responses.get(&answer.status.to_string()) else {
            panic!("{at}: this status is not declared; {}", String::from_utf8_lossy(&answer.body));
        };
        let fields = declared["headers"].as_object().unwrap();
        let is_private = answer.field("content-type") == Some(PRIVATE);
        for name in fields.keys().filter(|name| *name != "Link" && !(is_private && PUBLIC.contains(&name.as_str()))) {
            assert!(answer.field(name).is_some(), "{at}: {name} is declared and not there");
        }
        for name in ["ETag", "Last-Modified", "Location", "Link", "Retry-After", "X-Request-Id"] {
            assert!(answer.field(name).is_none() || fields.contains_key(name), "{at}: {name} is not declared");
        }
        let Some(content) = declared["content"].as_object() else {
            return assert!(answer.body.is_empty(), "{at}: content is not declared");
        };
        let media_type = answer.field("content-type").unwrap().split(';').next().unwrap();
        let Some(form) = content.get(media_type) else { panic!("{at}: {media_type} is not declared") };
        let body = match media_type.ends_with("json") && media_type != "application/x-ndjson" {
            true => answer.json(),
            false => Value::from(String::from_utf8_lossy(&answer.body)),
        };
        let checked = schemas(whole && answer.status == 200).check(&form["schema"], &body);
        checked.unwrap_or_else(|wrong| panic!("{at}:\n{wrong}"));
        if media_type == "application/problem+json" {
            assert_eq!(body["status"], answer.status, "{at}");
        }
    }
}

pub(super) fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The values of one parameter as a query string.
pub(super) fn pairs(name: &str, value: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let pair = |value: String| format!("{}={}", encode(name), encode(&value));
    match value {
        Value::Array(list) if ["fields", "facets"].contains(&name) => {
            pair(list.iter().map(text).collect::<Vec<_>>().join(","))
        }
        Value::Array(list) => list.iter().map(|value| pair(text(value))).collect::<Vec<_>>().join("&"),
        value => pair(text(value)),
    }
}
