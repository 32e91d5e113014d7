//! Closed lists of words.

/// A closed list of words, written in snake case, with its names at hand.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$word_doc])* #[serde(rename = $text)] $word),+ }

        // By hand: the derive does not see names that a macro hands it.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some($name::WORDS.iter().copied()))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}

        impl $name {
            /// Every word of the list.
            pub const WORDS: &'static [&'static str] = &[$($text),+];

            /// The word as it is written.
            pub const fn word(self) -> &'static str {
                match self { $($name::$word => $text),+ }
            }
        }
    };
}
pub(crate) use vocabulary;
