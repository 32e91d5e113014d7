//! What a source said, as hashes, so that importing it again changes only what it changed.

use serde_json::{Map, Value};

use super::document::{Document, Item};
use super::fields::Fields;
use crate::domain::Entity;
use crate::domain::digest::hash64;

/// A hash of each field a source gave, by the field's name. Fields without a value are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported(Vec<(u32, u64)>);

impl Imported {
    /// Takes the hashes of some fields.
    fn set(&mut self, fields: &Fields) {
        for (name, value) in fields.iter().filter(|(_, value)| !matches!(*value, b"null" | b"[]" | b"false" | b"\"\""))
        {
            let (name, value) = (name_hash(name), hash64(value));
            match self.0.iter_mut().find(|(own, _)| *own == name) {
                Some((_, own)) => *own = value,
                None => self.0.push((name, value)),
            }
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
}

/// FNV-1a, folded to 32 bits: there are a few dozen names.
fn name_hash(name: &str) -> u32 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) as u32 ^ hash as u32
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

/// An item with hashes of what it says, made beside the writing so that the write lock is held for less.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The item.
    pub item: Item,
    /// A hash of it all: the same for as long as the source says the same.
    pub fingerprint: i64,
    /// The fields, as far as they are hashed already.
    imported: Imported,
    /// The fields that may hold keys of the source; all where none is hashed.
    open: Option<Vec<&'static str>>,
}

impl Prepared {
    fn of(item: Item) -> Self {
        // Values that are read can be written; should one not, it is taken for changed.
        let Ok(fields) = Fields::of(&item.entity, |_| true) else {
            return Prepared { item, fingerprint: 0, imported: Imported::default(), open: None };
        };
        let fingerprint = hash64(fields.json()) as i64;
        let mut imported = Imported::default();
        // Most of what is mentioned has been mentioned before, and is not asked for more.
        let open = (!item.mentioned).then(|| {
            imported.set(&fields);
            fields.iter().filter(|(_, value)| value.contains(&b'@')).map(|(name, _)| name).collect()
        });
        Prepared { item, fingerprint, imported, open }
    }

    /// What the source says, once keys have become ids: what is compared later are ids.
    pub fn imported(&self) -> Result<Imported, serde_json::Error> {
        let mut imported = self.imported.clone();
        let open = |name| self.open.as_ref().is_none_or(|open| open.contains(&name));
        imported.set(&Fields::of(&self.item.entity, open)?);
        Ok(imported)
    }
}

/// Hashes every item of a document.
pub fn prepare(document: Document) -> Vec<Prepared> {
    document.items.into_iter().map(Prepared::of).collect()
}

/// What a source says that says these values.
#[cfg(test)]
pub(super) fn imported(entity: Entity) -> Imported {
    Prepared::of(Item::subject("key", entity)).imported().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::Article;

    #[test]
    fn what_a_source_said_reads_back() {
        let article = Article { byline: Some("BY JANE DOE".to_owned()), word_count: Some(3), ..Article::default() };
        let entity = Entity::Article(Box::new(article));
        let imported = super::imported(entity);
        assert_eq!(Imported::from_bytes(&imported.to_bytes()), imported);
        assert_eq!(imported.field("byline"), Some(value_hash(&"BY JANE DOE".into())));
        assert_eq!(imported.field("titles"), None);
        assert_eq!(Imported::from_bytes(b"short"), Imported::default());
    }

    #[test]
    fn names_of_fields_do_not_collide() {
        let names: Vec<String> = fields(&Entity::Article(Box::default())).keys().cloned().collect();
        let hashes: std::collections::BTreeSet<u32> = names.iter().map(|name| name_hash(name)).collect();
        assert_eq!(hashes.len(), names.len());
    }
}
