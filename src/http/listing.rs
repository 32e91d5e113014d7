//! Lists of records: parameters, paging, the answer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::envelope::{self, Frame, Made};
use super::fields::FieldTree;
use super::found::{self, Finding};
use super::params::{Params, address};
use super::problem::{Problem, Wrong};
use super::state::State;
use super::{accept, cursor, export, facets, single};
use crate::catalog::field::{self, Prefix};
use crate::catalog::{Field, Position, Query};
use crate::domain::{Id, Resource};
use crate::format::{self, Format};
use crate::search::SEARCHED;
use crate::store::{Settings, StoreError};

/// The parameter of what is looked for by words.
pub(super) const WORDS: &str = "q";

/// The parameter of the texts in which that is to be shown.
pub(super) const HIGHLIGHT: &str = "highlight";

/// The most records a page may hold.
pub(super) const MOST: usize = 200;

/// What a list is restricted to by its path: a filter and its value.
pub type Scope = (&'static str, Id);

/// Answers a list of a resource's records, in the format the client likes best.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    scope: Option<Scope>,
) -> Result<HttpResponse, Problem> {
    if let Some(response) = elsewhere(&request, &state, scope).await? {
        return Ok(response);
    }
    let format = accept::format(&request, resource, &state.identity)?;
    match format.is_json() {
        true => json(request, state, resource, scope).await,
        false => export::answer(request, state, resource, scope, format).await,
    }
}

/// A redirect, where a list is restricted by its path to what was merged: the same list of what that leads to.
pub async fn elsewhere(
    request: &HttpRequest,
    state: &web::Data<State>,
    scope: Option<Scope>,
) -> Result<Option<HttpResponse>, Problem> {
    let Some((_, id)) = scope.filter(|(_, id)| id.resource().merges()) else { return Ok(None) };
    let Some(into) = state.read(move |state| Ok(state.reader.survivor(id))).await? else { return Ok(None) };
    let rest = request.uri().path().strip_prefix(&single::path(id)).unwrap_or_default();
    let path = single::with_query(&(single::path(into) + rest), request.query_string());
    Ok(Some(single::redirect(StatusCode::FOUND, &path)))
}

/// Answers a page of a list in an envelope.
pub async fn json(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    scope: Option<Scope>,
) -> Result<HttpResponse, Problem> {
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let make = move |state: &State, target: &str| page(state, resource, scope, target);
    let made = state.read(move |state| kept(state, target, make)).await?;
    Ok(found::told_whole(&state, &request, made.answer(&state, &request)))
}

/// A page of a path and query: as it is kept, or made anew.
pub fn kept(
    state: &State,
    target: String,
    make: impl FnOnce(&State, &str) -> Result<Made, Problem>,
) -> Result<Made, Problem> {
    let generation = state.generation();
    if let Some(made) = state.pages.get(&target, generation) {
        return Ok(made);
    }
    let made = make(state, &target)?;
    state.pages.keep(target, generation, &made);
    Ok(made)
}

/// Makes a page.
fn page(state: &State, resource: Resource, scope: Option<Scope>, target: &str) -> Result<Made, Problem> {
    let mut asked = Asked::parse(state, resource, scope, target, &format::JSON)?;
    if let Some((_, id)) = scope {
        single::must_exist(state, id)?;
    }
    asked.query.limit = asked.limit.unwrap_or(asked.query.limit);
    let (page, same_order) = match &asked.found {
        Some(found) if asked.by_relevance => found.page(state, &asked.query)?,
        _ => (state.reader.page(&asked.query)?, true),
    };
    let settings = state.reader.settings();
    let next = page.next.as_ref().map(|position| asked.next(settings, position));
    let items = page.items.iter().map(|item| envelope::shown(item, asked.fields.as_ref()));
    let items = items.collect::<Result<Vec<_>, _>>()?;
    let tags = page.items.iter().chain(page.names.values()).map(|item| item.etag);
    let told = asked.found.as_ref().map(|found| found.told(state, &page.items, same_order, &asked.highlight));
    let counted = facets::counts(&asked, &page).map(|counts| serde_json::to_vec(&counts)).transpose();
    let counted = counted.map_err(StoreError::from)?.map(Into::into);
    let extras = [("facets", counted), ("search", told.transpose()?)];
    let extras = match resource {
        Resource::Article => &extras[..],
        other if SEARCHED.contains(&other) => &extras[1..],
        _ => &[],
    };
    let (total, as_of, epoch) = (page.total, page.as_of, &settings.epoch);
    Ok(envelope::make(&items, tags, Frame { total, next, epoch, as_of, path: target, extras }))
}

/// A list as it was asked for.
pub struct Asked {
    /// What is selected, in which order, from where on.
    pub query: Query,
    /// How many records a page is to hold, where that was said.
    pub limit: Option<usize>,
    /// The parts of records that are wanted.
    fields: Option<FieldTree>,
    /// What is looked for by words.
    found: Option<Finding>,
    /// Whether what fits best comes first.
    by_relevance: bool,
    /// Where it is to be shown in which texts the words stand.
    highlight: Vec<String>,
    /// The path of the list.
    pub path: String,
    /// What its path restricts it to.
    pub scope: Option<Scope>,
    /// The filters and the order as they were given, and all that does not tell one page from another.
    pub pairs: Vec<(String, String)>,
    /// What cursors belong to.
    pub list: String,
}

impl Asked {
    /// Reads a path and query; every parameter that is wrong is named.
    pub fn parse(
        state: &State,
        resource: Resource,
        scope: Option<Scope>,
        target: &str,
        format: &Format,
    ) -> Result<Asked, Problem> {
        let (path, query_string) = target.split_once('?').unwrap_or((target, ""));
        let mut params = Params::parse(query_string)?;
        let counts: &[&str] = if resource == Resource::Article { facets::PARAMETERS } else { &[] };
        if !format.is_json() {
            single::no_fields(&mut params);
            counts.iter().for_each(|name| facets::only_json(&mut params, name));
        }
        let is_searched = SEARCHED.contains(&resource);
        let search: &[&str] = match (is_searched, format.is_json()) {
            (true, true) => &[WORDS, HIGHLIGHT],
            (true, false) => &[WORDS],
            (false, _) => &[],
        };
        Asked::of(state, resource, scope, path, params, &[&["fields"], counts, search].concat())
    }

    /// Reads what is left of a list's parameters. `own` are the names of those that it has beside its
    /// filters, its order and the parameters of paging.
    pub fn of(
        state: &State,
        resource: Resource,
        scope: Option<Scope>,
        path: &str,
        mut params: Params,
        own: &[&str],
    ) -> Result<Asked, Problem> {
        let highlight = if own.contains(&HIGHLIGHT) { highlight(&mut params) } else { Vec::new() };
        let may_search = own.contains(&WORDS);
        if !own.contains(&"fields") && !params.all("fields").is_empty() {
            params.refuse("fields", "there is no such parameter here");
        }
        let (wanted, after) = (params.one("fields"), params.one("cursor"));
        let mut query = Query::new(resource);
        let limit = limit(&mut params);
        let counted = if own.contains(&facets::FACETS) { facets::read(&mut params, &mut query) } else { Vec::new() };
        let mut pairs = params.take();
        let given = |wanted: &str| -> Vec<String> {
            pairs.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.clone()).collect()
        };
        let words = given(WORDS).into_iter().next().filter(|_| may_search).unwrap_or_default();
        // A file is long under way: its order is to keep.
        let may_rank = own.contains(&HIGHLIGHT);
        let by_relevance =
            may_rank && !words.trim().is_empty() && given("sort").iter().all(|sort| sort == found::RELEVANCE);
        for once in ["sort", WORDS] {
            if given(once).len() > 1 {
                params.refuse(once, "it is given twice; give it once");
            }
        }
        for (name, value) in &pairs {
            match name.as_str() {
                WORDS if may_search => continue,
                // Where nothing is looked for, and in files, it is the usual order.
                "sort" if may_search && value == found::RELEVANCE => continue,
                _ => {}
            }
            let is_scope =
                |(field, prefix): (&Field, _)| Some(field.name) == scope.map(|own| own.0) && prefix != Prefix::All;
            let scoped = field::named(resource, name).is_some_and(is_scope);
            match if scoped { Ok(false) } else { query.accept(name, value) } {
                Ok(true) => {}
                Ok(false) => params.refuse(
                    name,
                    format!("there is no such parameter here; there are {}", known(resource, scope, own)),
                ),
                Err(invalid) => params.refuse_all([Wrong::from(invalid)]),
            }
        }
        if let Some((name, id)) = scope
            && let Err(invalid) = query.accept(name, &id.to_string())
        {
            params.refuse_all([Wrong::from(invalid)]);
        }
        let fields = state.fields_of(resource).choose(&mut params, wanted.as_deref());
        params.check()?;
        let found = Finding::of(state, resource, &words)?;
        query.condition = found.as_ref().filter(|_| !by_relevance).map(Finding::condition);
        let order = if by_relevance { found::RELEVANCE.to_owned() } else { query.sort.to_string() };
        let list = name_of(path, &order, &pairs);
        query.after = after.map(|text| cursor::read(state.reader.settings(), &list, &text)).transpose()?;
        pairs.extend(limit.map(|limit| ("limit".to_owned(), limit.to_string())));
        pairs.extend(wanted.map(|wanted| ("fields".to_owned(), wanted)));
        pairs.extend(counted);
        if !highlight.is_empty() {
            pairs.push((HIGHLIGHT.to_owned(), highlight.join(",")));
        }
        let path = path.to_owned();
        Ok(Asked { query, limit, fields, found, by_relevance, highlight, path, scope, pairs, list })
    }

    /// Hands a parameter on to the page that follows.
    pub fn hand_on(&mut self, name: &str, value: String) {
        self.pairs.push((name.to_owned(), value));
    }

    /// The path of the page that begins at a place.
    pub fn next(&self, settings: &Settings, position: &Position) -> String {
        self.at(cursor::write(settings, &self.list, position))
    }

    /// The path of the page that begins at a cursor.
    pub fn at(&self, cursor: String) -> String {
        address(&self.path, self.pairs.iter().chain([&("cursor".to_owned(), cursor)]))
    }
}

/// What is asked of a list that is part of one record: how much of it, and from where on.
pub fn part(state: &State, path: &str, query: &str) -> Result<(usize, Option<Position>), Problem> {
    let mut params = Params::parse(query)?;
    let limit = limit(&mut params).unwrap_or(20);
    let after = params.one("cursor");
    params.none_left()?;
    let after = after.map(|text| cursor::read(state.reader.settings(), path, &text)).transpose()?;
    Ok((limit, after))
}

/// The page size that was asked for.
pub fn limit(params: &mut Params) -> Option<usize> {
    let text = params.one("limit")?;
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit) && !text.starts_with('+'));
    if limit.is_none() {
        params.refuse("limit", format!("`{text}` is not a page size; write a whole number from 1 to {MOST}"));
    }
    limit
}

/// The texts in which what was found is to be shown.
fn highlight(params: &mut Params) -> Vec<String> {
    let Some(list) = params.one(HIGHLIGHT) else { return Vec::new() };
    let parts: Vec<String> = list.split(',').map(|part| part.trim().to_owned()).collect();
    if let Some(other) = parts.iter().find(|part| !found::PARTS.contains(&part.as_str())) {
        let detail = format!("`{other}` is none of the texts that can be shown: {}", found::PARTS.join(", "));
        params.refuse(HIGHLIGHT, detail);
    }
    parts
}

/// What a cursor belongs to: the path, the order and the filters, however they were written and in
/// whatever format.
fn name_of(path: &str, sort: &str, rest: &[(String, String)]) -> String {
    let path = path.split('.').next().unwrap_or(path);
    let mut filters: Vec<String> =
        rest.iter().filter(|(name, _)| name != "sort").map(|(name, value)| format!("{name}={value}")).collect();
    filters.sort();
    filters.dedup();
    format!("{path}\n{sort}\n{}", filters.join("\n"))
}

fn known(resource: Resource, scope: Option<Scope>, own: &[&str]) -> String {
    let filters = filters(resource, scope.map(|(name, _)| name));
    let names = filters.map(|(prefix, field)| format!("{}{}", prefix.text(), field.name));
    let others = ["sort", "limit", "cursor"].iter().chain(own).map(|name| (*name).to_owned());
    names.chain(others).collect::<Vec<_>>().join(", ")
}

/// The filters of a list, each with all that may stand before its name. `scope` is the one that the path
/// stands for: beside it only others of its values can be asked for.
pub(super) fn filters(
    resource: Resource,
    scope: Option<&'static str>,
) -> impl Iterator<Item = (Prefix, &'static Field)> {
    let fields = field::of(resource).iter();
    let all = fields.flat_map(|field| Prefix::of(field).map(move |prefix| (prefix, field)));
    all.filter(move |(prefix, field)| Some(field.name) != scope || *prefix == Prefix::All)
}
