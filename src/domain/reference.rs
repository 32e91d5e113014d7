//! What a place that holds a [`Ref`](super::Ref) may name, as schemas tell it.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::Resource::{Article, Author, Disclaimer, Organization, Series};
use super::{Id, Resource};

macro_rules! references {
    ($($name:ident: $resources:expr, $description:literal, $example:literal;)+) => { $(
        #[doc = $description]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let text = ObjectBuilder::new().schema_type(Type::String).description(Some($description));
                text.pattern(Some(Id::pattern(&$resources))).examples([$example]).into()
            }
        }

        impl ToSchema for $name {}
    )+ };
}

references! {
    ArticleRef: [Article], "The id of an article.", "ar4";
    AuthorRef: [Author], "The id of an author.", "au1";
    OrganizationRef: [Organization], "The id of an organization.", "or1";
    SeriesRef: [Series], "The id of a series.", "se1";
    DisclaimerRef: [Disclaimer], "The id of a disclaimer.", "di1";
    AgentRef: [Author, Organization], "The id of an author, or of an organization that signs.", "au1";
    AnyRef: Resource::ALL, "The id of a thing of the same kind.", "ar4";
}
