//! The one table of filters: their names in the query string, what they match, and how they are
//! described. Parameters, their documentation and the messages about wrong values come from it.

mod kind;
mod table;

pub use kind::Kind;
use table::{ARTICLE, AUTHOR, DISCLAIMER, ORGANIZATION, SERIES};

use super::term::Tag;
use crate::domain::Resource;

/// One filter of one resource. Repeated values are alternatives; different filters must all hold.
#[derive(Debug)]
pub struct Field {
    /// Its name in the query string; `not.` before it negates, where [`Field::negatable`], and `all.` asks
    /// for all of its values, where [`Field::repeatable`].
    pub name: &'static str,
    /// What its values look like.
    pub kind: Kind,
    /// What it does, for the documentation of the API.
    pub description: &'static str,
    /// A value, likewise.
    pub example: &'static str,
    pub(super) matches: Matches,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matches {
    /// Records with the value under one of these tags.
    Terms(&'static [Tag]),
    Status,
    Has,
    Missing,
    /// Records without any value of a facet.
    Without,
    PublishedFrom,
    PublishedTo,
    ModifiedFrom,
    ModifiedTo,
    ValidOn,
}

impl Field {
    /// Whether `not.` may stand before its name.
    pub const fn negatable(&self) -> bool {
        matches!(self.matches, Matches::Terms(_) | Matches::Status | Matches::Has)
    }

    /// Whether it may be given several times: those that bound a range may not. Its values are then
    /// alternatives; behind `all.` each of them must hold.
    pub const fn repeatable(&self) -> bool {
        self.negatable() || matches!(self.matches, Matches::Missing | Matches::Without | Matches::ValidOn)
    }
}

/// The filters of a resource, in the order of the documentation.
pub fn of(resource: Resource) -> &'static [Field] {
    match resource {
        Resource::Article => ARTICLE,
        Resource::Author => AUTHOR,
        Resource::Organization => ORGANIZATION,
        Resource::Series => SERIES,
        Resource::Disclaimer => DISCLAIMER,
    }
}

/// The filter of a resource with this name.
pub fn find(resource: Resource, name: &str) -> Option<&'static Field> {
    of(resource).iter().find(|field| field.name == name)
}

/// What may stand before the name of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// Nothing: any of its values holds.
    None,
    /// `not.`: none of them does.
    Not,
    /// `all.`: each of them does.
    All,
}

impl Prefix {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Prefix::None => "",
            Prefix::Not => "not.",
            Prefix::All => "all.",
        }
    }

    /// Every one that a filter can have.
    pub fn of(field: &Field) -> impl Iterator<Item = Prefix> {
        let not = Some(Prefix::Not).filter(|_| field.negatable());
        let all = Some(Prefix::All).filter(|_| field.repeatable());
        [Some(Prefix::None), not, all].into_iter().flatten()
    }
}

/// The filter that a parameter is, and what stands before its name.
pub fn named(resource: Resource, parameter: &str) -> Option<(&'static Field, Prefix)> {
    let prefix = [Prefix::Not, Prefix::All].into_iter().find(|own| parameter.starts_with(own.text()));
    let prefix = prefix.unwrap_or(Prefix::None);
    let field = find(resource, &parameter[prefix.text().len()..])?;
    Prefix::of(field).any(|own| own == prefix).then_some((field, prefix))
}

/// The words of `status`.
pub const STATUS: &[&str] = &["published", "withdrawn"];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Query;

    /// A filter with a value of its pattern.
    fn filters() -> impl Strategy<Value = (Resource, &'static Field, String)> {
        let all = Resource::ALL.iter().flat_map(|resource| of(*resource).iter().map(|field| (*resource, field)));
        let patterned: Vec<_> = all.filter(|(_, field)| field.kind.pattern().is_some()).collect();
        prop::sample::select(patterned).prop_flat_map(|(resource, field)| {
            // The strategy knows no anchors.
            let pattern = field.kind.pattern().unwrap();
            let inner = pattern.trim_start_matches('^').trim_end_matches('$').to_owned();
            let value = prop::string::string_regex(&inner).unwrap();
            value.prop_map(move |value| (resource, field, value))
        })
    }

    proptest! {
        #[test]
        fn every_value_of_a_pattern_is_accepted((resource, field, value) in filters()) {
            let accepted = Query::new(resource).accept(field.name, &value);
            prop_assert_eq!(accepted, Ok(true), "{}={:?}", field.name, value);
        }
    }

    #[test]
    fn patterns_take_no_day_that_is_not_in_the_calendar() {
        let pattern = regex::Regex::new(&Kind::Date.pattern().unwrap()).unwrap();
        for (day, is_one) in [
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("2023-02-29", false),
            ("1900-02-29", false),
            ("2024-02-30", false),
            ("2024-04-31", false),
            ("2024-12-31", true),
            ("2024-13", false),
            ("0999", false),
        ] {
            assert_eq!(pattern.is_match(day), is_one, "{day}");
            let accepted = Query::new(Resource::Article).accept("published_from", day);
            assert_eq!(accepted.is_ok(), is_one, "{day}");
        }
    }

    #[test]
    fn every_example_is_accepted_and_every_name_stands_once() {
        for resource in Resource::ALL {
            let mut names = std::collections::BTreeSet::new();
            let mut query = Query::new(resource);
            for field in of(resource) {
                assert!(names.insert(field.name), "{}", field.name);
                assert_eq!(query.accept(field.name, field.example), Ok(true), "{}", field.name);
                let negated = query.accept(&format!("not.{}", field.name), field.example);
                assert_eq!(negated, Ok(field.negatable()), "not.{}", field.name);
                let joined = query.accept(&format!("all.{}", field.name), field.example);
                assert_eq!(joined, Ok(field.repeatable()), "all.{}", field.name);
            }
        }
    }
}
