//! `/v1/disclaimers`

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{ArticlePage, DisclaimerPage};
use super::problem::Problem;
use super::state::State;
use super::{declare, listing, single};
use crate::domain::Resource;
use crate::record::disclaimer::Disclaimer;

/// List disclaimers
///
/// Standing statements, by the first day they hold for.
#[utoipa::path(tag = "disclaimers", operation_id = "listDisclaimers", params(declare::Disclaimers),
    responses((status = 200, description = "A page of disclaimers.", body = DisclaimerPage)))]
#[get("/disclaimers")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    listing::answer(request, state, Resource::Disclaimer, None).await
}

/// Get a disclaimer
///
/// The whole public record.
#[utoipa::path(tag = "disclaimers", operation_id = "getDisclaimer",
    params(("id" = String, Path, description = "Its id; an extension of `/v1/formats` behind it, such as `.csv`, stands for `Accept`.", example = "di2"), declare::OneDisclaimer),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The disclaimer.", body = Disclaimer)))]
#[get("/disclaimers/{id}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    single::answer(request, state, Resource::Disclaimer, id.into_inner()).await
}

/// List a disclaimer's articles
///
/// Articles that show it, newest first, by the filters of `/v1/articles`.
#[utoipa::path(tag = "disclaimers", operation_id = "listArticlesOfDisclaimer",
    params(("id" = String, Path, description = "The disclaimer's id.", example = "di1"), declare::ArticlesOfDisclaimer),
    responses((status = 200, description = "A page of articles.", body = ArticlePage)))]
#[get("/disclaimers/{id}/articles")]
pub(super) async fn articles(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = single::id(Resource::Disclaimer, &id)?;
    listing::answer(request, state, Resource::Article, Some(("disclaimer", id))).await
}
