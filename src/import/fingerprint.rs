//! What a source said, as hashes, so that importing it again changes only what it changed.

use serde_json::{Map, Value};

use super::document::{Document, Item};
use crate::domain::Entity;
use crate::domain::digest::hash64;

/// A hash of each field a source gave, by the field's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported(Vec<(u32, u64)>);

impl Imported {
    /// Of the values of an entity.
    pub fn of(values: &Map<String, Value>) -> Self {
        Imported(values.iter().map(|(name, value)| (name_hash(name), value_hash(value))).collect())
    }

    /// Hashes anew the fields that hold references, after keys in them became ids: what is compared
    /// later are ids.
    pub fn refresh(&mut self, entity: &Entity) {
        let value = |value: Result<Value, serde_json::Error>| value.unwrap_or(Value::Null);
        match entity {
            Entity::Article(own) => {
                self.set("contributions", &value(serde_json::to_value(&own.contributions)));
                self.set("appearances", &value(serde_json::to_value(&own.appearances)));
                self.set("disclaimers", &value(serde_json::to_value(&own.disclaimers)));
                self.set("notices", &value(serde_json::to_value(&own.notices)));
                self.set("relations", &value(serde_json::to_value(&own.relations)));
                self.set("withdrawal", &value(serde_json::to_value(&own.withdrawal)));
            }
            other => *self = Imported::of(&fields(other)),
        }
    }

    fn set(&mut self, name: &str, value: &Value) {
        let name = name_hash(name);
        if let Some(field) = self.0.iter_mut().find(|(own, _)| *own == name) {
            field.1 = value_hash(value);
        }
    }

    /// The hash of a field, where the source gave one.
    pub fn field(&self, name: &str) -> Option<u64> {
        let wanted = name_hash(name);
        self.0.iter().find(|(own, _)| *own == wanted).map(|(_, hash)| *hash)
    }

    /// As the store keeps it: twelve bytes a field.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(name, value)| name.to_be_bytes().into_iter().chain(value.to_be_bytes())).collect()
    }

    /// From what the store keeps; bytes of another form are nothing.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let number = |part: &[u8]| part.iter().fold(0u64, |n, byte| n << 8 | u64::from(*byte));
        let fields = bytes.chunks_exact(12).map(|field| {
            let (name, value) = field.split_at(4);
            (number(name) as u32, number(value))
        });
        Imported(fields.collect())
    }

    fn whole(&self) -> u64 {
        hash64(&self.to_bytes())
    }
}

fn name_hash(name: &str) -> u32 {
    hash64(name.as_bytes()) as u32
}

/// The hash of one value.
pub fn value_hash(value: &Value) -> u64 {
    hash64(value.to_string().as_bytes())
}

/// An entity's fields by name, every one of them.
pub fn fields(entity: &Entity) -> Map<String, Value> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// An item with its hashes, made beside the writing so that the write lock is held for less.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The item.
    pub item: Item,
    /// A hash of all its fields.
    pub fingerprint: i64,
    /// A hash of each.
    pub imported: Imported,
}

/// Hashes every item of a document.
pub fn prepare(document: Document) -> Vec<Prepared> {
    let one = |item: Item| {
        let imported = Imported::of(&fields(&item.entity));
        Prepared { fingerprint: imported.whole() as i64, imported, item }
    };
    document.items.into_iter().map(one).collect()
}
