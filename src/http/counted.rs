//! Pages of things that are counted from 1, the newest first: versions, revisions, jobs, drafts.

use super::envelope::{self, Frame, Made};
use super::params::{Params, address};
use super::problem::Problem;
use super::state::State;
use super::{cursor, listing};
use crate::catalog::Position;
use crate::domain::digest::hash64;
use crate::domain::{Id, Resource};

/// The way from one of them to the others (RFC 5829, section 3): `list` is their path, `latest` that of the thing
/// as it is.
pub fn links(latest: &str, list: &str, number: u64, newest: u64) -> String {
    let link = |path: &str, relation: &str| format!("<{path}>; rel=\"{relation}\"");
    let one = |number: u64, relation: &str| link(&format!("{list}/{number}"), relation);
    let mut links = vec![link(latest, "latest-version"), link(list, "version-history")];
    links.extend((number > 1).then(|| one(number - 1, "predecessor-version")));
    links.extend((number < newest).then(|| one(number + 1, "successor-version")));
    links.join(", ")
}

/// What is asked of such a list: how much of it, and from where on.
pub struct Counted {
    path: String,
    filters: Vec<(String, String)>,
    /// How many things a page holds at most.
    pub limit: usize,
    /// The number below which the page begins.
    pub below: u64,
}

/// A part of a list.
pub struct Part<T> {
    /// How many things the whole list has.
    pub total: u64,
    /// Those of the page, each with its number.
    pub items: Vec<(u64, T)>,
    /// Whether more follow.
    pub more: bool,
}

impl Counted {
    /// Reads the parameters of paging, beside which there are no others left. `filters` are those that were
    /// read before.
    pub fn of(
        state: &State,
        path: &str,
        mut params: Params,
        filters: Vec<(String, String)>,
    ) -> Result<Counted, Problem> {
        let limit = listing::limit(&mut params).unwrap_or(20);
        let after = params.one("cursor");
        params.none_left()?;
        let mut asked = Counted { path: path.to_owned(), filters, limit, below: u64::MAX };
        if let Some(text) = after {
            asked.below = cursor::read(state.reader.settings(), &asked.list(), &text)?.id.number();
        }
        Ok(asked)
    }

    /// The part of a whole list that was asked for.
    pub fn part<T>(&self, all: Vec<(u64, T)>) -> Part<T> {
        let total = all.len() as u64;
        let mut rest = all.into_iter().filter(|(number, _)| *number < self.below);
        let items = rest.by_ref().take(self.limit).collect();
        Part { total, items, more: rest.next().is_some() }
    }

    /// The page of a part, whose things are JSON; true at this place in the log.
    pub fn page(&self, state: &State, as_of: i64, part: Part<Vec<u8>>) -> Made {
        let settings = state.reader.settings();
        let last = part.items.last().filter(|_| part.more);
        let next = last.map(|(number, _)| {
            let place = Position { key: Vec::new(), id: Id::new(Resource::Article, *number) };
            let cursor = cursor::write(settings, &self.list(), &place);
            let own = [("limit".to_owned(), self.limit.to_string()), ("cursor".to_owned(), cursor)];
            address(&self.path, self.filters.iter().chain(&own))
        });
        let own = [("limit".to_owned(), self.limit.to_string()), ("below".to_owned(), self.below.to_string())];
        let named = address(&self.path, self.filters.iter().chain(&own));
        let (json, total): (Vec<Vec<u8>>, _) = (part.items.into_iter().map(|(_, json)| json).collect(), part.total);
        let tags: Vec<u64> = json.iter().map(|bytes| hash64(bytes)).collect();
        let frame = Frame { total, next, epoch: &settings.epoch, as_of, path: &named, extras: &[] };
        envelope::make(&json, tags.into_iter(), frame)
    }

    /// What cursors belong to.
    fn list(&self) -> String {
        address(&self.path, &self.filters)
    }
}
