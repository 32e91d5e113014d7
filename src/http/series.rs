//! `/v1/series`

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{ArticlePage, SeriesPage};
use super::problem::Problem;
use super::state::State;
use super::{declare, listing, single};
use crate::domain::Resource;
use crate::record::series::Series;

/// List series
///
/// Named runs of commentaries, by title.
#[utoipa::path(tag = "series", operation_id = "listSeries", params(declare::SeriesList),
    responses((status = 200, description = "A page of series.", body = SeriesPage)))]
#[get("/series")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    listing::answer(request, state, Resource::Series, None).await
}

/// Get a series
///
/// The whole public record, in any format of `/v1/formats`. A slug instead of the id redirects.
#[utoipa::path(tag = "series", operation_id = "getSeries",
    params(("id" = String, Path, description = "Its id, or its slug; an extension of `/v1/formats` behind it, such as `.csv`, stands for `Accept`.", example = "se1"), declare::OneSeries),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The series.", body = Series),
        (status = 302, description = "The slug is known: `Location` has the id.")))]
#[get("/series/{id}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    single::answer(request, state, Resource::Series, id.into_inner()).await
}

/// List a series' articles
///
/// Articles that appeared in it, newest first, by the filters of `/v1/articles`.
#[utoipa::path(tag = "series", operation_id = "listArticlesOfSeries",
    params(("id" = String, Path, description = "The series' id.", example = "se1"), declare::ArticlesOfSeries),
    responses((status = 200, description = "A page of articles.", body = ArticlePage)))]
#[get("/series/{id}/articles")]
pub(super) async fn articles(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = single::id(Resource::Series, &id)?;
    listing::answer(request, state, Resource::Article, Some(("series", id))).await
}
