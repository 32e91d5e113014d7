//! Lists of records: parameters, paging, the answer.

use actix_web::{HttpRequest, HttpResponse, web};

use super::envelope::{self, Made};
use super::params::{Params, encode};
use super::problem::{Problem, Wrong};
use super::state::State;
use super::{accept, cursor};
use crate::catalog::{Field, Query, Sort, field};
use crate::domain::{Id, Resource};

/// The most records a page may hold.
pub(super) const MOST: usize = 200;

/// What a list is restricted to by its path: a filter and its value.
pub type Scope = (&'static str, Id);

/// Answers a list of a resource's records.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    scope: Option<Scope>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let path = request.uri().path().to_owned();
    let made = state
        .read(move |state| {
            let generation = state.reader.generation();
            if let Some(made) = state.pages.get(&target, generation) {
                return Ok(made);
            }
            if let Some((_, id)) = scope {
                super::single::must_exist(state, id)?;
            }
            let made = page(state, resource, scope, &path, &target)?;
            state.pages.keep(target, generation, &made);
            Ok(made)
        })
        .await?;
    Ok(made.answer(&state, &request))
}

/// Makes a page.
fn page(state: &State, resource: Resource, scope: Option<Scope>, path: &str, target: &str) -> Result<Made, Problem> {
    let query_string = target.split_once('?').map_or("", |(_, query)| query);
    let mut params = Params::parse(query_string)?;
    let (wanted, after) = (params.one("fields"), params.one("cursor"));
    let mut query = Query::new(resource);
    let given_limit = limit(&mut params);
    query.limit = given_limit.unwrap_or(query.limit);
    let rest = params.take();
    for (name, value) in &rest {
        let scoped = scope.is_some_and(|(own, _)| name.strip_prefix("not.").unwrap_or(name) == own);
        match if scoped { Ok(false) } else { query.accept(name, value) } {
            Ok(true) => {}
            Ok(false) => {
                params.refuse(name, format!("there is no such parameter here; there are {}", known(resource, scope)))
            }
            Err(invalid) => params.refuse_all([Wrong::from(invalid)]),
        }
    }
    if rest.iter().filter(|(name, _)| name == "sort").count() > 1 {
        params.refuse("sort", "it is given twice; give it once");
    }
    if let Some((name, id)) = scope
        && let Err(invalid) = query.accept(name, &id.to_string())
    {
        params.refuse_all([Wrong::from(invalid)]);
    }
    let fields = match wanted.as_deref().map(|list| state.fields_of(resource).select(list)) {
        None => None,
        Some(Ok(fields)) => Some(fields),
        Some(Err(detail)) => {
            params.refuse("fields", detail);
            None
        }
    };
    params.check()?;
    let list = name_of(path, &query.sort, &rest);
    let settings = state.reader.settings();
    query.after = after.map(|text| cursor::read(settings, &list, &text)).transpose()?;
    let page = state.reader.page(&query)?;
    let next = page.next.as_ref().map(|position| {
        let mut pairs: Vec<String> =
            rest.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.extend(given_limit.map(|limit| format!("limit={limit}")));
        pairs.extend(wanted.as_ref().map(|wanted| format!("fields={}", encode(wanted))));
        pairs.push(format!("cursor={}", cursor::write(settings, &list, position)));
        format!("{path}?{}", pairs.join("&"))
    });
    let items = page.items.iter().map(|item| envelope::shown(item, fields.as_ref())).collect::<Result<Vec<_>, _>>()?;
    let tags = page.items.iter().map(|item| item.etag);
    Ok(envelope::make(&items, tags, page.total, next, &settings.epoch, page.as_of, target))
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

/// What a cursor belongs to: the path, the order and the filters, however they were written.
fn name_of(path: &str, sort: &Sort, rest: &[(String, String)]) -> String {
    let mut filters: Vec<String> =
        rest.iter().filter(|(name, _)| name != "sort").map(|(name, value)| format!("{name}={value}")).collect();
    filters.sort();
    filters.dedup();
    format!("{path}\n{sort}\n{}", filters.join("\n"))
}

fn known(resource: Resource, scope: Option<Scope>) -> String {
    let filters = filters(resource, scope.map(|(name, _)| name));
    let names = filters.flat_map(|f| [Some(f.name.to_owned()), f.negatable().then(|| format!("not.{}", f.name))]);
    names.flatten().chain(["sort", "limit", "cursor", "fields"].map(str::to_owned)).collect::<Vec<_>>().join(", ")
}

/// The filters of a list; `without` is the one that its path stands for.
pub(super) fn filters(resource: Resource, without: Option<&'static str>) -> impl Iterator<Item = &'static Field> {
    field::of(resource).iter().filter(move |field| Some(field.name) != without)
}
