//! Reading query parameters into a [`Query`].

use super::entry::State;
use super::facet;
use super::field::{self, Field, Kind, Matches, Prefix, STATUS};
use super::present;
use super::query::{Filter, Invalid, Query, Range, Test};
use super::sort::Sort;
use super::sort_key::days;
use super::tally::Facets;
use super::term::{Tag, Term};
use crate::domain::identifier::Identifier;
use crate::domain::{Id, LanguageTag, PartialDate, Resource, Timestamp};

/// The page size of a query that sets none.
const LIMIT: usize = 20;

impl Query {
    /// All listed records of a resource in its default order.
    pub fn new(resource: Resource) -> Self {
        Query {
            resource,
            filters: Vec::new(),
            sort: Sort::default_of(resource),
            after: None,
            limit: LIMIT,
            condition: None,
            skip: 0,
            facets: Facets::default(),
        }
    }

    /// Takes one parameter of the query string: a filter, `not.` or `all.` and a filter, or `sort`.
    /// `Ok(false)` where no such parameter exists here; `limit`, cursors and the like are the caller's.
    pub fn accept(&mut self, parameter: &str, value: &str) -> Result<bool, Invalid> {
        let invalid = |message| Invalid { parameter: parameter.to_owned(), message };
        if parameter == "sort" {
            self.sort = Sort::parse(self.resource, value).map_err(invalid)?;
            return Ok(true);
        }
        let Some((field, prefix)) = field::named(self.resource, parameter) else { return Ok(false) };
        let test = test(self.resource, field, value).map_err(invalid)?;
        match prefix {
            Prefix::All => self.filters.push(Filter { name: "", negated: false, test }),
            prefix => {
                let filter = Filter { name: field.name, negated: prefix == Prefix::Not, test };
                self.add(filter, field).map_err(invalid)?;
            }
        }
        Ok(true)
    }

    /// Only records with this term; for questions that no parameter asks.
    pub fn with_term(mut self, tag: Tag, value: &str) -> Self {
        let test = Test::Terms(Term::new(tag, value).into_iter().collect());
        self.filters.push(Filter { name: "", negated: false, test });
        self
    }

    /// Only records in which this top-level field holds nothing.
    pub fn without_field(mut self, name: &str) -> Self {
        let test = Test::Missing(present::bit(self.resource, name).unwrap_or(0));
        self.filters.push(Filter { name: "", negated: false, test });
        self
    }

    /// Only records that last changed between these instants, ends included.
    pub fn with_modified(mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> Self {
        let range = Range { from: from.map(Timestamp::micros), to: to.map(Timestamp::micros) };
        if range != (Range { from: None, to: None }) {
            self.filters.push(Filter { name: "", negated: false, test: Test::Modified(range) });
        }
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
        Matches::Without => {
            let name = canonical(field, value)?;
            Test::Missing(facet::find(&name).map_or(0, facet::Facet::bit))
        }
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
        Kind::Identifier(scheme) => match Identifier::parse(scheme, value) {
            Ok(identifier) => Ok(identifier.value),
            // Well formed with a wrong check digit: nobody has it.
            Err(_) if is_well_formed(scheme, value) => Ok(String::new()),
            Err(problem) => Err(problem),
        },
        _ if value.trim().is_empty() => Err("the value is empty".to_owned()),
        _ => Ok(value.to_owned()),
    }
}

/// Whether an identifier lacks nothing but the right check digit.
fn is_well_formed(scheme: &str, value: &str) -> bool {
    let (host, length) = match scheme {
        "orcid" => ("orcid.org/", 16),
        "issn" => ("", 8),
        _ => return false,
    };
    let resolved = value.strip_prefix("https://").or(value.strip_prefix("http://")).unwrap_or(value);
    let bare = resolved.trim_start_matches("www.").strip_prefix(host).unwrap_or(value);
    let digits = bare.replace('-', "");
    let body = digits.get(..length - 1).is_some_and(|body| body.bytes().all(|b| b.is_ascii_digit()));
    body && digits.len() == length && digits.ends_with(|c: char| c.is_ascii_digit() || c == 'X' || c == 'x')
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

fn date(value: &str) -> Result<PartialDate, String> {
    let date = PartialDate::parse(value)?;
    if date.year() < 1000 {
        return Err(format!("`{value}` is before the year 1000; write a later date"));
    }
    Ok(date)
}

fn span(value: &str) -> Result<(u32, u32), String> {
    date(value).map(days)
}

/// The first and last microsecond of an instant or a date, in UTC.
fn instants(value: &str) -> Result<(i64, i64), String> {
    if let Ok(date) = date(value) {
        return Ok((midnight(date.start()), midnight(date.end()).saturating_add(DAY - 1)));
    }
    let instant = instant(value).ok_or_else(|| {
        format!("`{value}` is neither an instant nor a date; write `2024-04-12T08:30:00Z` (RFC 3339) or `2024-04-12`")
    })?;
    Ok((instant, instant))
}

/// An instant with its offset (RFC 3339, section 5.6), in microseconds since 1970; what is smaller is
/// cut off.
fn instant(value: &str) -> Option<i64> {
    let (day, rest) = value.split_at_checked(10)?;
    let day = date(day).ok()?;
    let time = rest.strip_prefix(['T', 't'])?;
    let zone = time.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = time.split_at(zone);
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        ("+", ahead) => minutes(ahead)?,
        ("-", behind) => -minutes(behind)?,
        _ => return None,
    };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (clock, second) = clock.rsplit_once(':')?;
    let fraction = Some(fraction).filter(|f| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()))?;
    let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let seconds = (minutes(clock)? - offset) * 60 + two_digits(second, 60)?;
    Some(midnight(day.start()).saturating_add(seconds * 1_000_000 + micros))
}

/// `hh:mm` in minutes.
fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    Some(two_digits(hour, 23)? * 60 + two_digits(minute, 59)?)
}

fn two_digits(text: &str, most: i64) -> Option<i64> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number <= most)
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

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
    fn a_range_is_given_once() {
        let twice = refusal(Resource::Article, &[("published_from", "2024"), ("published_from", "2025")]);
        assert!(twice.message.contains("twice"));
        let mut inside = Query::new(Resource::Article);
        assert_eq!(inside.accept("published_from", "2024-05"), Ok(true));
        assert_eq!(inside.accept("published_to", "2024"), Ok(true));
    }

    #[test]
    fn what_is_no_parameter_is_left_to_the_caller() {
        let mut query = Query::new(Resource::Series);
        for name in [
            "limit",
            "cursor",
            "author",
            "not.sort",
            "not.modified_from",
            "all.modified_from",
            "not.not.code",
            "all.not.code",
            "",
        ] {
            assert_eq!(query.accept(name, "x"), Ok(false), "{name}");
        }
    }

    #[test]
    fn days_bound_instants_in_utc() {
        assert_eq!(instants("1970-01-01"), Ok((0, 86_399_999_999)));
        assert_eq!(instants("9999").map(|i| i.1), Ok(i64::MAX));
        assert_eq!(instants("1970-01-01T01:00:00+01:00"), Ok((0, 0)));
        assert_eq!(instants("1970-01-01t00:00:00.0000019-00:01"), Ok((60_000_001, 60_000_001)));
        assert_eq!(instants("1969-12-31T23:59:60Z"), Ok((0, 0)));
        for other in ["", "1970-01-01T00:00Z", "1970-01-01T00:00:00", "1970-01-01 00:00:00Z", "1970-01T00:00:00Z"] {
            assert!(instants(other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_no_mistake_of_form() {
        for (resource, name, value) in [
            (Resource::Author, "orcid", "https://orcid.org/0000-0002-1825-0098"),
            (Resource::Series, "issn", "2900000X"),
        ] {
            assert_eq!(Query::new(resource).accept(name, value), Ok(true));
            assert!(Query::new(resource).accept(name, &value[..value.len() - 1]).is_err());
        }
    }
}
