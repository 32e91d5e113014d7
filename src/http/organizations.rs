//! `/v1/organizations`

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{ArticlePage, OrganizationPage};
use super::problem::Problem;
use super::state::State;
use super::{declare, listing, single};
use crate::domain::Resource;
use crate::record::organization::Organization;

/// List organizations
///
/// Publishers, affiliations and corporate authors, by name.
#[utoipa::path(tag = "organizations", operation_id = "listOrganizations", params(declare::Organizations),
    responses((status = 200, description = "A page of organizations.", body = OrganizationPage)))]
#[get("/organizations")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    listing::answer(request, state, Resource::Organization, None).await
}

/// Get an organization
///
/// The whole public record, in any format of `/v1/formats`. A slug instead of the id redirects, and so does what was
/// merged into another.
#[utoipa::path(tag = "organizations", operation_id = "getOrganization",
    params(("id" = String, Path, description = "Its id, or its slug; an extension of `/v1/formats` behind it, such as `.csv`, stands for `Accept`.", example = "or1"), declare::OneOrganization),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The organization.", body = Organization),
        (status = 302, description = "It was merged into another, or this is a slug: `Location` has the path.")))]
#[get("/organizations/{id}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    single::answer(request, state, Resource::Organization, id.into_inner()).await
}

/// List an organization's articles
///
/// Articles it published or signed, or whose authors were affiliated with it, newest first.
#[utoipa::path(tag = "organizations", operation_id = "listArticlesOfOrganization",
    params(("id" = String, Path, description = "The organization's id.", example = "or1"), declare::ArticlesOfOrganization),
    responses((status = 200, description = "A page of articles.", body = ArticlePage),
        (status = 302, description = "It was merged into another: `Location` has the list of that.")))]
#[get("/organizations/{id}/articles")]
pub(super) async fn articles(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = single::id(Resource::Organization, &id)?;
    listing::answer(request, state, Resource::Article, Some(("organization", id))).await
}
