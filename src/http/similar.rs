//! `/v1/articles/{id}/similar`

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{self, ArticlePage, Frame, Made};
use super::params::Params;
use super::problem::Problem;
use super::state::State;
use super::{accept, declare, listing, single};
use crate::catalog::{Hit, Query};
use crate::domain::{Id, Resource};
use crate::record::Record;
use crate::store::StoreError;
use crate::store::reader::RETRIES;

/// List articles that are like one
///
/// Those that have most of the words that tell it from others, the best first. There is one page.
#[utoipa::path(tag = "search", operation_id = "listSimilarArticles",
    params(("id" = String, Path, description = "The article's id.", example = "arr"), declare::Similar),
    responses((status = 200, description = "The articles.", body = ArticlePage),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/similar")]
pub(super) async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let id = single::id(Resource::Article, &id)?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let make = move |state: &State, target: &str| page(state, id, target);
    let made = state.read(move |state| listing::kept(state, target, make)).await?;
    Ok(made.answer(&state, &request))
}

fn page(state: &State, id: Id, target: &str) -> Result<Made, Problem> {
    let mut params = Params::parse(target.split_once('?').map_or("", |(_, query)| query))?;
    let limit = listing::limit(&mut params).unwrap_or(10);
    let wanted = params.one("fields");
    let fields = state.fields_of(Resource::Article).choose(&mut params, wanted.as_deref());
    params.none_left()?;
    let stored = single::resolve(state, Resource::Article, &id.to_string())?;
    let record = Record::from_bytes(Resource::Article, &stored.document).map_err(StoreError::from)?;
    let view = state.search.opened()?;
    let Record::Article(own) = record else { return Err(Problem::NotFound(format!("{id} is no article"))) };
    let plan = view.like(&own);
    for _ in 0..RETRIES {
        let (hits, as_of) = state.reader.passing(&Query::new(Resource::Article), |passing, sequence| {
            let ranked = view.best(&plan, None, limit, |other| other != id && passing.has(other));
            let hits: Option<Vec<Hit>> = ranked.ranks.iter().map(|rank| passing.hit(rank.id)).collect();
            (hits.unwrap_or_default(), sequence.min(view.sequence))
        });
        if let Some(items) = state.reader.fetch(&hits)? {
            let shown =
                items.iter().map(|item| envelope::shown(item, fields.as_ref())).collect::<Result<Vec<_>, _>>()?;
            let tags = items.iter().map(|item| item.etag);
            let epoch = &state.reader.settings().epoch;
            let extras = &[("facets", None), ("search", None)];
            let total = items.len() as u64;
            let frame = Frame { total, next: None, epoch, as_of, path: target, extras };
            return Ok(envelope::make(&shown, tags, frame));
        }
        state.reader.catch_up()?;
    }
    Err(StoreError::Busy.into())
}
