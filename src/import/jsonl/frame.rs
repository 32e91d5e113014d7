//! What a line says beside the resource's own fields.

use serde_json::{Map, Value};

use super::check::Checker;
use crate::domain::{Entity, Id, Resource, Timestamp};
use crate::import::document::Item;

/// Identity and times of a line.
pub(super) struct Frame {
    key: Option<String>,
    id: Option<Id>,
    slug: Option<String>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
}

/// Which resource the line is.
pub(super) fn resource(fields: &mut Map<String, Value>, check: &mut Checker) -> Option<Resource> {
    let named = text(fields, "resource", check)?;
    let found = named.as_deref().and_then(|name| name.parse().ok());
    if found.is_none() {
        let names = Resource::ALL.map(|r| format!("`{}`", r.name())).join(", ");
        let said = named.map_or("it is missing".to_owned(), |name| format!("`{name}` is not a resource"));
        check.error("resource", format!("{said}; write one of {names}"));
    }
    found
}

impl Frame {
    pub(super) fn take(fields: &mut Map<String, Value>, resource: Resource, check: &mut Checker) -> Frame {
        let id = text(fields, "id", check).flatten();
        let id = id.and_then(|id| {
            let found = id.parse::<Id>().ok().filter(|id| id.resource() == resource);
            if found.is_none() {
                let (name, prefix) = (resource.a_name(), resource.prefix());
                check.error("id", format!("`{id}` is not the id of {name}; write one such as `{prefix}1`, or a `key`"));
            }
            found
        });
        let key = text(fields, "key", check).flatten();
        if key.as_deref().is_some_and(|key| key.starts_with('@')) {
            check.error("key", "a key is written without `@`, which stands only in references to it");
        }
        let slug = text(fields, "slug", check).flatten();
        if slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
            check.error("slug", SLUG);
        }
        let created = instant(fields, "created", check);
        let modified = instant(fields, "modified", check);
        if let (Some(created), Some(modified)) = (created, modified)
            && modified < created
        {
            check.error("modified", "it is before `created`");
        }
        Frame { key, id, slug, created, modified }
    }

    pub(super) fn item(self, entity: Entity) -> Item {
        let Frame { key, id, slug, created, modified } = self;
        Item { key, id, slug, created, modified, mentioned: false, entity }
    }
}

/// Takes a text out of the fields; `None` where it is something else.
fn text(fields: &mut Map<String, Value>, name: &str, check: &mut Checker) -> Option<Option<String>> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Some(None),
        Some(Value::String(text)) => Some(Some(text)),
        Some(other) => {
            check.error(name, format!("`{other}` is not a text"));
            None
        }
    }
}

fn instant(fields: &mut Map<String, Value>, name: &str, check: &mut Checker) -> Option<Timestamp> {
    let text = text(fields, name, check).flatten()?;
    Timestamp::parse(&text).map_err(|reason| check.error(name, reason)).ok()
}

/// What a slug is.
pub(in crate::import) const SLUG: &str =
    "a slug has at most 120 lower-case letters, digits and single hyphens between them, and is no id: `quiet-harbour`";

/// Whether this may be a slug.
pub(in crate::import) fn is_slug(text: &str) -> bool {
    text.len() <= 120
        && text.parse::<Id>().is_err()
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
