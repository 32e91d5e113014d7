//! `/v1/authors/{id}/split`, `/v1/organizations/{id}/split`

use actix_web::{HttpRequest, HttpResponse, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::edit::Derived;
use super::private::{PrivateAuthor, PrivateOrganization};
use super::problem::Problem;
use super::state::State;
use super::{declare, edit};
use crate::domain::reference::ArticleRef;
use crate::domain::{Author, Grant, Id, Organization, Resource};
use crate::store::edit::{EditError, Split};

/// An author of whom two are to be made.
#[derive(utoipa::ToSchema)]
#[allow(dead_code)]
pub struct SplitAuthorSource {
    /// The second one.
    author: Author,
    /// The articles that are theirs.
    #[schema(value_type = Vec<ArticleRef>, min_items = 1, example = json!(["ar5"]))]
    articles: Vec<Id>,
}

/// An organization of which two are to be made.
#[derive(utoipa::ToSchema)]
#[allow(dead_code)]
pub struct SplitOrganizationSource {
    /// The second one.
    organization: Organization,
    /// The articles that are its own.
    #[schema(value_type = Vec<ArticleRef>, min_items = 1, example = json!(["ar5"]))]
    articles: Vec<Id>,
}

/// Split an author
///
/// Two persons were taken for one: makes a second author, whose parts in these articles are theirs from now on. Names
/// stay as they were printed. All of it is one write, made on a revision of the first, which is not changed itself.
/// With an `Idempotency-Key` the same request, sent again within a day, is done once. To undo a merge, set
/// `merged_into` to null.
#[utoipa::path(tag = "authors", operation_id = "splitAuthor",
    params(("id" = String, Path, description = "The id of the first.", example = "au3"), declare::Splitting),
    security(("key" = ["write"])), request_body(content = SplitAuthorSource, content_type = "application/json"),
    responses((status = 201, description = "The second is made; `Location` has its path.", body = PrivateAuthor,
        content_type = "application/vnd.byline.private+json")))]
#[post("/authors/{id}/split")]
pub async fn author(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    split(request, state, grant, Resource::Author, &name, content).await
}

/// Split an organization
///
/// Two bodies were taken for one: makes a second organization. What these articles said of the first, that it
/// signed them, published them or that an author had a post there, they say of the second from now on. Names stay as
/// they were printed. All of it is one write, made on a revision of the first, which is not changed itself.
#[utoipa::path(tag = "organizations", operation_id = "splitOrganization",
    params(("id" = String, Path, description = "The id of the first.", example = "or1"), declare::Splitting),
    security(("key" = ["write"])), request_body(content = SplitOrganizationSource, content_type = "application/json"),
    responses((status = 201, description = "The second is made; `Location` has its path.", body = PrivateOrganization,
        content_type = "application/vnd.byline.private+json")))]
#[post("/organizations/{id}/split")]
pub async fn organization(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    split(request, state, grant, Resource::Organization, &name, content).await
}

/// Both operations.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(author).service(organization);
}

async fn split(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    name: &str,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    edit::derive(
        request,
        state,
        grant,
        resource,
        name,
        content,
        move |store, Derived { edit, id, condition, sent, once }| {
            let split = Split::of(resource, sent).map_err(EditError::Invalid)?;
            store.split(&edit, id, &condition, split, once.as_ref())
        },
    )
    .await
}
