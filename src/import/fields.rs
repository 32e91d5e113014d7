//! The fields of a resource as JSON, one by one, without the whole.

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use serde_json::Error;

use crate::domain::Entity;

/// Gives the name and the JSON of each field that is wanted, in their order.
pub(super) fn each(
    entity: &Entity,
    wanted: impl Fn(&'static str) -> bool,
    take: impl FnMut(&'static str, &[u8]),
) -> Result<(), Error> {
    entity.serialize(Fields { wanted, take, json: Vec::with_capacity(1_024) })
}

struct Fields<W, T> {
    wanted: W,
    take: T,
    json: Vec<u8>,
}

impl<W: Fn(&'static str) -> bool, T: FnMut(&'static str, &[u8])> SerializeStruct for Fields<W, T> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) -> Result<(), Error> {
        if (self.wanted)(name) {
            self.json.clear();
            serde_json::to_writer(&mut self.json, value)?;
            (self.take)(name, &self.json);
        }
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
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

type No = Impossible<(), Error>;

impl<W: Fn(&'static str) -> bool, T: FnMut(&'static str, &[u8])> Serializer for Fields<W, T> {
    type Ok = ();
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
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_some<V: Serialize + ?Sized>(self, _: &V) -> Result<(), Error> {
        not_a_struct()
    }

    fn serialize_newtype_struct<V: Serialize + ?Sized>(self, _: &'static str, _: &V) -> Result<(), Error> {
        not_a_struct()
    }

    fn serialize_newtype_variant<V: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &V,
    ) -> Result<(), Error> {
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
        let mut parts = Vec::new();
        each(&entity, |_| true, |name, json| parts.push(format!("\"{name}\":{}", std::str::from_utf8(json).unwrap())))
            .unwrap();
        assert_eq!(format!("{{{}}}", parts.join(",")), serde_json::to_string(&entity).unwrap());
        let mut names = Vec::new();
        each(&entity, |name| name == "byline", |name, _| names.push(name)).unwrap();
        assert_eq!(names, ["byline"]);
    }
}
