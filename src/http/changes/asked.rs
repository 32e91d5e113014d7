//! What of the log is asked for.

use crate::domain::change::{self, Filter};
use crate::domain::{Id, Resource};
use crate::http::listing;
use crate::http::params::{Params, encode};
use crate::http::problem::Problem;
use crate::http::sequence;
use crate::http::state::State;

/// How many changes a page holds where nothing is said.
pub(super) const LIMIT: usize = 100;

/// A place in the log as it is written: the epoch and a number; or the end as it is now.
pub(in crate::http) const SINCE: &str = "^([0-9a-z]+-[0-9]{1,18}|now)$";

/// A question to the feed.
pub(super) struct Asked {
    /// The place after which it begins.
    pub after: i64,
    /// How many changes are wanted at once, where that was said.
    pub limit: Option<usize>,
    /// What is wanted.
    pub filter: Filter,
    /// The filters and the limit as they were given.
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// Reads a query; every parameter that is wrong is named.
    pub fn parse(state: &State, query: &str) -> Result<Asked, Problem> {
        let mut params = Params::parse(query)?;
        let limit = listing::limit(&mut params);
        let since = params.one("since");
        let (resources, series) = (params.all("resource"), params.all("series"));
        let mut filter = Filter::default();
        for word in &resources {
            match Resource::ALL.into_iter().find(|resource| resource.name() == word) {
                Some(resource) => filter.resources.push(resource),
                None => params.refuse("resource", format!("`{word}` is none; write {}", words())),
            }
        }
        for word in &series {
            match word.parse::<Id>().ok().filter(|id| id.resource() == Resource::Series) {
                Some(id) => filter.series.push(id),
                None => params.refuse("series", format!("`{word}` is not the id of a series, such as `se1`")),
            }
        }
        let place = since.as_deref().map(Place::parse);
        if let Some(None) = place {
            params.refuse("since", "it is not a place in the log; take it from an `as_of` as it is, or write `now`");
        }
        params.none_left()?;
        let after = match place.flatten() {
            Some(place) => place.number(state)?,
            None => 0,
        };
        let named =
            |name: &str, all: Vec<String>| all.into_iter().map(|own| (name.to_owned(), own)).collect::<Vec<_>>();
        let mut pairs = named("resource", resources);
        pairs.extend(named("series", series));
        pairs.extend(limit.map(|limit| ("limit".to_owned(), limit.to_string())));
        Ok(Asked { after, limit, filter, pairs })
    }

    /// The path that goes on after a place.
    pub fn path(&self, path: &str, place: &str) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let since = format!("since={place}");
        format!("{path}?{}", pairs.chain([since]).collect::<Vec<_>>().join("&"))
    }
}

fn words() -> String {
    Resource::ALL.map(|resource| format!("`{}`", resource.name())).join(", ")
}

/// A place in the log, as an `as_of` or an event's id gives it.
pub(super) enum Place<'a> {
    /// Whatever comes from now on.
    Now,
    /// After a change.
    After(change::Place<'a>),
}

impl<'a> Place<'a> {
    /// Reads one; `None` where it has not the form of one.
    pub fn parse(text: &'a str) -> Option<Place<'a>> {
        if text == "now" { Some(Place::Now) } else { change::Place::parse(text).map(Place::After) }
    }

    /// Its number in the log, which is seen up to there; an error where the log has no such place.
    pub fn number(&self, state: &State) -> Result<i64, Problem> {
        match self {
            Place::Now => Ok(state.reader.sequence()),
            Place::After(place) => sequence::in_log(&state.reader, *place),
        }
    }
}
