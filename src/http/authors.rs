//! `/v1/authors`

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{ArticlePage, AuthorPage};
use super::problem::Problem;
use super::state::State;
use super::{declare, listing, single};
use crate::domain::Resource;
use crate::record::author::Author;

/// List authors
///
/// Persons who write, translate or edit, by name for lists. Organizations that sign articles are under `/v1/organizations`.
#[utoipa::path(tag = "authors", operation_id = "listAuthors", params(declare::Authors),
    responses((status = 200, description = "A page of authors.", body = AuthorPage)))]
#[get("/authors")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    listing::answer(request, state, Resource::Author, None).await
}

/// Get an author
///
/// The whole public record, in any format of `/v1/formats`. A slug instead of the id redirects, and so does what was
/// merged into another.
#[utoipa::path(tag = "authors", operation_id = "getAuthor",
    params(("id" = String, Path, description = "Their id, or their slug; an extension of `/v1/formats` behind it, such as `.csv`, stands for `Accept`.", example = "au3"), declare::OneAuthor),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The author.", body = Author),
        (status = 302, description = "It was merged into another, or this is a slug: `Location` has the path.")))]
#[get("/authors/{id}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    single::answer(request, state, Resource::Author, id.into_inner()).await
}

/// List an author's articles
///
/// Articles to which they contributed in any role, newest first, by the filters of `/v1/articles`.
#[utoipa::path(tag = "authors", operation_id = "listArticlesOfAuthor",
    params(("id" = String, Path, description = "The author's id.", example = "au1"), declare::ArticlesOfAuthor),
    responses((status = 200, description = "A page of articles.", body = ArticlePage),
        (status = 302, description = "It was merged into another: `Location` has the list of that.")))]
#[get("/authors/{id}/articles")]
pub(super) async fn articles(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = single::id(Resource::Author, &id)?;
    listing::answer(request, state, Resource::Article, Some(("author", id))).await
}
