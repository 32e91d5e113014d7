//! The fields of a resource as JSON, one by one, without the whole.

use std::ops::Range;

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use serde_json::Error;

use crate::domain::Entity;

/// Fields as JSON, with a comma behind each.
pub(super) struct Fields {
    json: Vec<u8>,
    places: Vec<(&'static str, Range<usize>)>,
}

impl Fields {
    /// Those fields of a resource that are wanted.
    pub(super) fn of(entity: &Entity, wanted: impl Fn(&'static str) -> bool) -> Result<Self, Error> {
        let fields = Fields { json: Vec::with_capacity(2_048), places: Vec::with_capacity(32) };
        entity.serialize(Collect { fields, wanted })
    }

    /// All of them.
    pub(super) fn json(&self) -> &[u8] {
        &self.json
    }

    /// The name and the JSON of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.places.iter().map(|(name, place)| (*name, &self.json[place.clone()]))
    }
}

struct Collect<W> {
    fields: Fields,
    wanted: W,
}

impl<W: Fn(&'static str) -> bool> SerializeStruct for Collect<W> {
    type Ok = Fields;
    type Error = Error;

    fn serialize_field<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) -> Result<(), Error> {
        if (self.wanted)(name) {
            let Fields { json, places } = &mut self.fields;
            let start = json.len();
            serde_json::to_writer(&mut *json, value)?;
            places.push((name, start..json.len()));
            json.push(b',');
        }
        Ok(())
    }

    fn end(self) -> Result<Fields, Error> {
        Ok(self.fields)
    }
}

fn not_a_struct<T>() -> Result<T, Error> {
    Err(Error::custom("it has no fields"))
}

/// Values that have no fields.
macro_rules! refuse {
    ($($name:ident($($type:ty),*) -> $answer:ty;)*) => {
        $(fn $name(self, $(_: $type),*) -> Result<$answer, Error> {
            not_a_struct()
        })*
    };
}

type No = Impossible<Fields, Error>;

impl<W: Fn(&'static str) -> bool> Serializer for Collect<W> {
    type Ok = Fields;
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Self;
    type SerializeStructVariant = No;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    refuse! {
        serialize_bool(bool) -> Fields;
        serialize_i8(i8) -> Fields;
        serialize_i16(i16) -> Fields;
        serialize_i32(i32) -> Fields;
        serialize_i64(i64) -> Fields;
        serialize_u8(u8) -> Fields;
        serialize_u16(u16) -> Fields;
        serialize_u32(u32) -> Fields;
        serialize_u64(u64) -> Fields;
        serialize_f32(f32) -> Fields;
        serialize_f64(f64) -> Fields;
        serialize_char(char) -> Fields;
        serialize_str(&str) -> Fields;
        serialize_bytes(&[u8]) -> Fields;
        serialize_none() -> Fields;
        serialize_unit() -> Fields;
        serialize_unit_struct(&'static str) -> Fields;
        serialize_unit_variant(&'static str, u32, &'static str) -> Fields;
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_some<V: Serialize + ?Sized>(self, _: &V) -> Result<Fields, Error> {
        not_a_struct()
    }

    fn serialize_newtype_struct<V: Serialize + ?Sized>(self, _: &'static str, _: &V) -> Result<Fields, Error> {
        not_a_struct()
    }

    fn serialize_newtype_variant<V: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &V,
    ) -> Result<Fields, Error> {
        not_a_struct()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::Article;

    #[test]
    fn fields_are_those_of_the_whole() {
        let article = Article { byline: Some("BY \"JANE\" DOE".to_owned()), ..Article::default() };
        let entity = Entity::Article(Box::new(article));
        let all = Fields::of(&entity, |_| true).unwrap();
        let text = |json: &[u8]| std::str::from_utf8(json).unwrap().to_owned();
        let parts: Vec<String> = all.iter().map(|(name, json)| format!("\"{name}\":{}", text(json))).collect();
        assert_eq!(format!("{{{}}}", parts.join(",")), serde_json::to_string(&entity).unwrap());
        let one = Fields::of(&entity, |name| name == "byline").unwrap();
        assert_eq!(text(one.json()), r#""BY \"JANE\" DOE","#);
    }
}
