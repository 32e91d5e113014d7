//! Reading query parameters into a [`Query`].

use super::entry::State;
use super::field::{self, Field, Kind, Matches, STATUS};
use super::present;
use super::query::{Filter, Invalid, Query, Range, Test};
use super::sort::Sort;
use super::sort_key::days;
use super::term::{Tag, Term};
use crate::domain::identifier::Identifier;
use crate::domain::{Id, LanguageTag, PartialDate, Resource, Timestamp};

/// The page size of a query that sets none.
const LIMIT: usize = 20;

impl Query {
    /// All listed records of a resource in its default order.
    pub fn new(resource: Resource) -> Self {
        Query { resource, filters: Vec::new(), sort: Sort::default_of(resource), after: None, limit: LIMIT }
    }

    /// Takes one parameter of the query string: a filter, `not.` and a filter, or `sort`. `Ok(false)`
    /// where no such parameter exists here; `limit`, cursors and the like are the caller's.
    pub fn accept(&mut self, parameter: &str, value: &str) -> Result<bool, Invalid> {
        let invalid = |message| Invalid { parameter: parameter.to_owned(), message };
        if parameter == "sort" {
            self.sort = Sort::parse(self.resource, value).map_err(invalid)?;
            return Ok(true);
        }
        let (name, negated) = parameter.strip_prefix("not.").map_or((parameter, false), |name| (name, true));
        let Some(field) = field::find(self.resource, name).filter(|field| !negated || field.negatable()) else {
            return Ok(false);
        };
        let test = test(self.resource, field, value).map_err(invalid)?;
        self.add(Filter { name: field.name, negated, test }, field).map_err(invalid)?;
        Ok(true)
    }

    /// Only records with this term; for questions that no parameter asks.
    pub fn with_term(mut self, tag: Tag, value: &str) -> Self {
        let test = Test::Terms(Term::new(tag, value).into_iter().collect());
        self.filters.push(Filter { name: "", negated: false, test });
        self
    }

    /// Withdrawn records too.
    pub fn with_withdrawn(mut self) -> Self {
        let test = Test::States(vec![State::Listed, State::Withdrawn]);
        self.filters.push(Filter { name: "", negated: false, test });
        self
    }

    fn add(&mut self, new: Filter, field: &Field) -> Result<(), String> {
        let same = |old: &&mut Filter| match (&old.test, &new.test) {
            (Test::Published(_), Test::Published(_)) | (Test::Modified(_), Test::Modified(_)) => true,
            _ => (old.name, old.negated) == (new.name, new.negated),
        };
        let Some(old) = self.filters.iter_mut().find(same) else {
            self.filters.push(new);
            return Ok(());
        };
        match (&mut old.test, new.test) {
            (Test::Terms(old), Test::Terms(new)) => old.extend(new),
            (Test::States(old), Test::States(new)) => old.extend(new),
            (Test::Has(old), Test::Has(new)) | (Test::Missing(old), Test::Missing(new)) => *old |= new,
            (Test::ValidOn(old), Test::ValidOn(new)) => old.extend(new),
            (Test::Published(old), Test::Published(new)) => narrow(old, new, field)?,
            (Test::Modified(old), Test::Modified(new)) => narrow(old, new, field)?,
            _ => {}
        }
        Ok(())
    }
}

fn narrow<T: PartialOrd + Copy>(old: &mut Range<T>, new: Range<T>, field: &Field) -> Result<(), String> {
    if (old.from.is_some() && new.from.is_some()) || (old.to.is_some() && new.to.is_some()) {
        return Err(format!("`{}` is given twice; give it once", field.name));
    }
    *old = Range { from: old.from.or(new.from), to: old.to.or(new.to) };
    if old.is_inverted() {
        return Err("the range ends before it begins; give a `…_from` that is not after `…_to`".to_owned());
    }
    Ok(())
}

fn test(resource: Resource, field: &Field, value: &str) -> Result<Test, String> {
    let bit = || field_bit(resource, value);
    Ok(match field.matches {
        Matches::Terms(tags) => {
            let value = canonical(field, value)?;
            Test::Terms(tags.iter().filter_map(|tag| Term::new(*tag, &value)).collect())
        }
        Matches::Status => {
            let state = if canonical(field, value)? == STATUS[0] { State::Listed } else { State::Withdrawn };
            Test::States(vec![state])
        }
        Matches::Has => Test::Has(bit()?),
        Matches::Missing => Test::Missing(bit()?),
        Matches::PublishedFrom => Test::Published(Range { from: Some(span(value)?.0), to: None }),
        Matches::PublishedTo => Test::Published(Range { from: None, to: Some(span(value)?.1) }),
        Matches::ModifiedFrom => Test::Modified(Range { from: Some(instants(value)?.0), to: None }),
        Matches::ModifiedTo => Test::Modified(Range { from: None, to: Some(instants(value)?.1) }),
        Matches::ValidOn => Test::ValidOn(vec![span(value)?]),
    })
}

/// The value as records write it.
fn canonical(field: &Field, value: &str) -> Result<String, String> {
    match field.kind {
        Kind::Id(of) => id(of, value),
        Kind::Word(words) if words.contains(&value) => Ok(value.to_owned()),
        Kind::Word(words) => Err(format!("`{value}` is none of the words here: {}", words.join(", "))),
        Kind::Language => LanguageTag::parse(value).map(|tag| tag.as_str().to_owned()),
        Kind::Year => year(value),
        Kind::Identifier(scheme) => Identifier::parse(scheme, value).map(|identifier| identifier.value),
        _ if value.trim().is_empty() => Err("the value is empty".to_owned()),
        _ => Ok(value.to_owned()),
    }
}

fn id(of: &[Resource], value: &str) -> Result<String, String> {
    let id = value.parse::<Id>().ok().filter(|id| of.contains(&id.resource()));
    id.map(|id| id.to_string()).ok_or_else(|| {
        let kinds: Vec<_> = of.iter().map(|r| format!("{} (such as `{}1`)", r.name(), r.prefix())).collect();
        format!("`{value}` is not an id that fits here; write that of one {}", kinds.join(" or "))
    })
}

fn year(value: &str) -> Result<String, String> {
    let digits = (1..=4).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    let year = value.parse::<i16>().ok().filter(|year| digits && *year > 0);
    year.map(|year| year.to_string()).ok_or_else(|| format!("`{value}` is not a year; write one such as `2024`"))
}

fn field_bit(resource: Resource, value: &str) -> Result<u64, String> {
    present::bit(resource, value).ok_or_else(|| {
        format!(
            "`{value}` is not a top-level field of {}; these are: {}",
            resource.plural(),
            present::names(resource).join(", ")
        )
    })
}

fn span(value: &str) -> Result<(u32, u32), String> {
    PartialDate::parse(value).map(days)
}

/// The first and last microsecond of an instant or a date, in UTC.
fn instants(value: &str) -> Result<(i64, i64), String> {
    if let Ok(date) = PartialDate::parse(value) {
        return Ok((midnight(date.start()), midnight(date.end()).saturating_add(86_400_000_000 - 1)));
    }
    let instant = Timestamp::parse(value).map_err(|_| {
        format!("`{value}` is neither an instant nor a date; write `2024-04-12T08:30:00Z` (RFC 3339) or `2024-04-12`")
    })?;
    Ok((instant.micros(), instant.micros()))
}

/// The first microsecond of a day; the last days of the year 9999 are behind all instants.
fn midnight((year, month, day): (i16, u8, u8)) -> i64 {
    Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")).map_or(i64::MAX, Timestamp::micros)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn refusal(resource: Resource, parameters: &[(&str, &str)]) -> Invalid {
        let mut query = Query::new(resource);
        parameters.iter().find_map(|(name, value)| query.accept(name, value).err()).unwrap()
    }

    #[test]
    fn wrong_values_are_told_what_would_be_right() {
        let message = |name: &str, value: &str| refusal(Resource::Article, &[(name, value)]).message;
        assert!(message("series", "au1").contains("one series (such as `se1`)"));
        assert!(message("author", "x").contains("one author (such as `au1`) or organization (such as `or1`)"));
        assert!(message("type", "essay").contains("commentary"));
        assert!(message("has", "colour").contains("title_as_published"));
        assert!(message("sort", "size").contains("-published"));
        assert!(message("modified_from", "yesterday").contains("RFC 3339"));
        assert!(message("published_from", "2024-13").contains("2024-04"));
        for year in ["", "0", "20245", "+202", "２０２４"] {
            assert!(message("year", year).contains("such as `2024`"));
        }
        assert_eq!(refusal(Resource::Article, &[("not.year", "x")]).parameter, "not.year");
    }

    #[test]
    fn a_range_is_given_once_and_forward() {
        let twice = refusal(Resource::Article, &[("published_from", "2024"), ("published_from", "2025")]);
        assert!(twice.message.contains("twice"));
        let inverted = refusal(Resource::Author, &[("modified_to", "2024"), ("modified_from", "2025")]);
        assert!(inverted.message.contains("before it begins"));
        let mut inside = Query::new(Resource::Article);
        assert_eq!(inside.accept("published_from", "2024-05"), Ok(true));
        assert_eq!(inside.accept("published_to", "2024"), Ok(true));
    }

    #[test]
    fn what_is_no_parameter_is_left_to_the_caller() {
        let mut query = Query::new(Resource::Series);
        for name in ["limit", "cursor", "author", "not.sort", "not.modified_from", "not.not.code", ""] {
            assert_eq!(query.accept(name, "x"), Ok(false), "{name}");
        }
    }

    #[test]
    fn days_bound_instants_in_utc() {
        assert_eq!(instants("1970-01-01"), Ok((0, 86_399_999_999)));
        assert_eq!(instants("9999").map(|i| i.1), Ok(i64::MAX));
        assert_eq!(instants("1970-01-01T01:00:00+01:00"), Ok((0, 0)));
    }
}
