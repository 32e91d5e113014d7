//! Facets: the values by which the articles of a list can be filtered further, with how many each leaves.
//! They stand beside the items of lists, and all of one at `/v1/facets/{field}`.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::envelope::{self, FacetPage, Frame, Made};
use super::listing::{self, Asked};
use super::params::{Params, address};
use super::problem::Problem;
use super::state::State;
use super::{accept, cursor, declare};
use crate::catalog::facet::{self, Facet};
use crate::catalog::{Facets, Place, Query, Values, ValuesBy};
use crate::domain::{Id, Resource};
use crate::store::StoreError;
use crate::store::counting::{Counted, Names};
use crate::store::reader::Page;

pub(super) mod names;

/// The parameter that asks for facets beside a list.
pub(super) const FACETS: &str = "facets";

/// The parameter that tells how many values of each are wanted.
pub(super) const FACET_LIMIT: &str = "facet_limit";

/// Both of them.
pub(super) const PARAMETERS: &[&str] = &[FACETS, FACET_LIMIT];

/// How many values of a facet a list tells, where nothing else is said, and at most.
pub(super) const TOP: (usize, usize) = (10, 100);

/// The orders of the values of a facet, by name; the first is the usual one.
pub(super) const SORTS: [(&str, ValuesBy); 2] = [("-count", ValuesBy::Count), ("value", ValuesBy::Value)];

/// What the articles of a list are counted by. An article that has several values counts for each of them.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FacetCounts {
    /// The facet, and the filter that its links use.
    #[schema(example = "series")]
    field: &'static str,
    /// The most frequent values, at most `facet_limit`; of those that are equally frequent the first by name.
    values: Vec<FacetValue>,
    /// How many values there are in all.
    #[schema(example = 34)]
    distinct: u64,
    /// Whether there are more than `values` holds.
    #[schema(example = true)]
    more: bool,
    /// The articles that have no value.
    missing: FacetMissing,
    /// The path of all values under the same filters, page by page.
    #[schema(example = "/v1/facets/series?language=en")]
    all: String,
}

/// A value of a facet.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FacetValue {
    /// The value as its filter takes it: an id, a word, a year; of a subject or place without an id its label.
    #[schema(example = "se1")]
    id: String,
    /// The value for people: the title or name of a record, the label of a subject, a language or type in English.
    #[schema(example = "Tideline")]
    label: String,
    /// How many articles have it, under all filters: the `total` of `link`.
    #[schema(example = 21)]
    count: u64,
    /// The path of the list with this filter as well. Where the list has one of its kind already, `all.` stands
    /// before it, so that both hold.
    #[schema(example = "/v1/articles?language=en&series=se1")]
    link: String,
}

/// The articles that have no value in a facet.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FacetMissing {
    /// How many they are: the `total` of `link`.
    #[schema(example = 2)]
    count: u64,
    /// The path of the list of them, by the filter `without`.
    #[schema(example = "/v1/articles?language=en&without=series")]
    link: String,
}

/// List the values of a facet
///
/// All values of one facet in the articles that the filters of `/v1/articles` find, with how many articles
/// have each, and the path of the list of those. Counts are exact, and hold under all filters. An article
/// that has several values counts for each of them. Languages are without script and region; years are
/// those that the filter `year` finds; a subject or place is one by its id, or by its label where it has none.
#[utoipa::path(tag = "articles", operation_id = "listFacetValues",
    params(("field" = String, Path, description = "The facet.", example = "series"), declare::FacetValues),
    responses((status = 200, description = "A page of values.", body = FacetPage)))]
#[get("/facets/{field}")]
pub(super) async fn values(
    request: HttpRequest,
    state: web::Data<State>,
    field: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let facet = facet::find(&field).ok_or_else(|| Problem::NotFound(unknown(&field)))?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let make = move |state: &State, target: &str| page(state, facet, target);
    let made = state.read(move |state| listing::kept(state, target, make)).await?;
    Ok(made.answer(&state, &request))
}

/// Makes a page of values.
fn page(state: &State, facet: &'static Facet, target: &str) -> Result<Made, Problem> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut params = Params::parse(query)?;
    let (sort, by) = sort(&mut params);
    let after = params.one("cursor");
    let mut asked = Asked::of(state, Resource::Article, None, path, params, &[listing::WORDS])?;
    let links = Links { path: ARTICLES, pairs: asked.filters(), scope: None };
    asked.list = format!("{}\n{sort}", asked.list);
    asked.hand_on("sort", sort.to_owned());
    let settings = state.reader.settings();
    let after = after.map(|text| cursor::unseal(settings, &asked.list, &text)).transpose()?;
    let after = after.map(|bytes| place(&bytes).ok_or_else(cursor::foreign)).transpose()?;
    let limit = asked.limit.unwrap_or(asked.query.limit);
    let Counted { tally, names, as_of } = state.reader.count(&asked.query, &Values { facet, by, after, limit })?;
    let items = tally.values.iter().map(|own| serde_json::to_vec(&links.value(facet, own, &names)));
    let items = items.collect::<Result<Vec<_>, _>>().map_err(StoreError::from)?;
    let next = tally.next.map(|next| asked.at(cursor::seal(settings, &asked.list, &bytes(&next))));
    let tags = names.values().map(|record| record.etag);
    let (total, epoch) = (tally.distinct, &settings.epoch);
    Ok(envelope::make(&items, tags, Frame { total, next, epoch, as_of, path: target, extras: &[] }))
}

/// What is counted beside a list, where that is asked for.
pub fn counts(asked: &Asked, page: &Page) -> Option<Vec<FacetCounts>> {
    let links = Links { path: &asked.path, pairs: asked.pairs.clone(), scope: asked.scope.map(|(name, _)| name) };
    let counts = page.tallies.iter().map(|own| FacetCounts {
        field: own.facet.name,
        values: own.values.iter().map(|value| links.value(own.facet, value, &page.names)).collect(),
        distinct: own.distinct,
        more: own.next.is_some(),
        missing: FacetMissing { count: own.missing, link: links.with("without", own.facet.name) },
        all: address(&format!("/v1/facets/{}", own.facet.name), &asked.filters()),
    });
    Some(counts.collect()).filter(|all: &Vec<_>| !all.is_empty())
}

/// Reads what is to be counted into a query; gives the parameters as they were given.
pub fn read(params: &mut Params, query: &mut Query) -> Vec<(String, String)> {
    let (wanted, top) = (params.one(FACETS), params.one(FACET_LIMIT));
    let mut facets = Facets { of: Vec::new(), top: TOP.0 };
    for name in wanted.iter().flat_map(|list| list.split(',')).map(str::trim) {
        match facet::find(name) {
            Some(facet) if !facets.of.contains(&facet) => facets.of.push(facet),
            Some(_) => {}
            None => params.refuse(FACETS, unknown(name)),
        }
    }
    if let Some(text) = &top {
        match text.parse().ok().filter(|top| (1..=TOP.1).contains(top) && !text.starts_with('+')) {
            Some(top) => facets.top = top,
            None => {
                params.refuse(FACET_LIMIT, format!("`{text}` is no number of values; write one from 1 to {}", TOP.1));
            }
        }
    }
    query.facets = facets;
    let given = [(FACETS, wanted), (FACET_LIMIT, top)];
    given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// Refuses what only JSON has.
pub fn only_json(params: &mut Params, name: &str) {
    if !params.all(name).is_empty() {
        params.refuse(name, "only JSON has counts beside the items; leave it out, or ask for JSON");
    }
}

fn unknown(name: &str) -> String {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    format!("there is no facet `{shown}`; there are {}", facet::NAMES.join(", "))
}

/// The order that is asked for, and its name.
fn sort(params: &mut Params) -> (&'static str, ValuesBy) {
    let [usual, _] = SORTS;
    let Some(text) = params.one("sort") else { return usual };
    let known = SORTS.into_iter().find(|(name, _)| *name == text);
    known.unwrap_or_else(|| {
        let all = SORTS.map(|(name, _)| name).join(" or ");
        params.refuse("sort", format!("values cannot be sorted by `{text}`; write {all}"));
        usual
    })
}

/// The path of the list that the filters are of.
const ARTICLES: &str = "/v1/articles";

/// The list that links lead to parts of.
struct Links<'a> {
    path: &'a str,
    pairs: Vec<(String, String)>,
    scope: Option<&'static str>,
}

impl Links<'_> {
    fn value(&self, facet: &Facet, value: &crate::catalog::Value, names: &Names) -> FacetValue {
        let (id, label) = names::of(facet, value, names);
        FacetValue { link: self.with(facet.name, &id), id, label, count: value.count }
    }

    /// The path of the list with another filter.
    fn with(&self, name: &str, value: &str) -> String {
        let new = narrowing(&self.pairs, self.scope, name, value);
        address(self.path, self.pairs.iter().chain(&new))
    }
}

/// The parameter that leaves of a list only what a filter finds; `None` where nothing else is in it. One of the same
/// name would be an alternative: both hold where `all.` stands before the new one.
pub(super) fn narrowing(
    pairs: &[(String, String)],
    scope: Option<&str>,
    name: &str,
    value: &str,
) -> Option<(String, String)> {
    let mut same = pairs.iter().filter(|(own, _)| own == name);
    let given = (same.next(), same.next());
    if let (Some((_, only)), None) = given
        && only == value
    {
        return None;
    }
    let is_taken = scope == Some(name) || given.0.is_some();
    let pair = (if is_taken { format!("all.{name}") } else { name.to_owned() }, value.to_owned());
    (!pairs.contains(&pair)).then_some(pair)
}

/// A place as bytes: the count, the length of the key in two bytes, the key, the value.
fn bytes(place: &Place) -> Vec<u8> {
    let length = (place.key.len() as u16).to_be_bytes();
    [&place.count.to_be_bytes(), &length[..], &place.key, place.value.as_bytes()].concat()
}

/// Reads such bytes.
fn place(bytes: &[u8]) -> Option<Place> {
    let (count, rest) = bytes.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (key, value) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let value = std::str::from_utf8(value).ok()?.to_owned();
    Some(Place { count: u64::from_be_bytes(*count), key: key.to_vec(), value })
}

impl Asked {
    /// The filters as they were given, that of the path among them.
    fn filters(&self) -> Vec<(String, String)> {
        let is_filter =
            |name: &str| !["sort", "limit", "fields", listing::HIGHLIGHT, FACETS, FACET_LIMIT].contains(&name);
        let scope = self.scope.map(|(name, id): (_, Id)| (name.to_owned(), id.to_string()));
        scope.into_iter().chain(self.pairs.iter().filter(|(name, _)| is_filter(name)).cloned()).collect()
    }
}
