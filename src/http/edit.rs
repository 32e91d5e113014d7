//! Writing: POST, PUT, PATCH and DELETE of the five resources.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, delete, patch, post, put, web};
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

use super::content::{self, JSON, MERGE_PATCH};
use super::params::Params;
use super::private::{self, PrivateArticle, PrivateAuthor, PrivateDisclaimer, PrivateOrganization, PrivateSeries};
use super::problem::Problem;
use super::state::State;
use super::{declare, single};
use crate::domain::{Article, Author, Disclaimer, Grant, Id, Organization, Resource, Series, Timestamp};
use crate::import::edit::{Fields, read, read_patch};
use crate::store::Store;
use crate::store::edit::{Condition, Created, Edit, EditError, How, Once, Removal, Removed};

/// The longest message or reason, in characters.
pub(super) const LONGEST: usize = 1_000;

/// Declares the writing operations of a resource.
macro_rules! operations {
    ($module:ident, $resource:expr, $tag:literal, $name:literal, $a:literal, $all:literal, $one:literal, $example:literal, $own:ty, $view:ty) => {
        mod $module {
            use super::*;

            #[utoipa::path(tag = $tag, operation_id = concat!("create", $name), summary = concat!("Create ", $a),
                description = "Makes a new one of these values. Everything that is wrong with them is told at once. \
                    An article without `status` is a draft, which only `?view=private` shows. With an `Idempotency-Key` \
                    the same request, sent again within a day, is done once and answered as it was.",
                params(declare::Creating), security(("key" = ["write"])),
                request_body(content = $own, content_type = "application/json"),
                responses((status = 201, description = "It is made; `Location` has its path.", body = $view,
                    content_type = "application/vnd.byline.private+json")))]
            #[post($all)]
            pub async fn create(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                content: web::Payload,
            ) -> Result<HttpResponse, Problem> {
                super::create(request, state, grant, content, $resource).await
            }

            #[utoipa::path(tag = $tag, operation_id = concat!("replace", $name), summary = concat!("Replace ", $a),
                description = "Sets all values; what is left out is empty afterwards, but for `slug` and `status`, which \
                    stay. The private view may be sent back as it was got, with changes. What changes nothing makes no \
                    revision.",
                params(("id" = String, Path, description = "Its id.", example = $example), declare::Changing),
                security(("key" = ["write"])), request_body(content = $own, content_type = "application/json"),
                responses((status = 200, description = "As it is now.", body = $view,
                    content_type = "application/vnd.byline.private+json")))]
            #[put($one)]
            pub async fn replace(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                name: web::Path<String>,
                content: web::Payload,
            ) -> Result<HttpResponse, Problem> {
                let text = content::read(&request, content, JSON).await;
                change(request, state, grant, $resource, &name, text, |text| read(text).map(How::Replace)).await
            }

            #[utoipa::path(tag = $tag, operation_id = concat!("change", $name), summary = concat!("Change ", $a),
                description = "Changes some values by a JSON Merge Patch (RFC 7396): what is null is taken away, lists \
                    are replaced whole. What changes nothing makes no revision.",
                params(("id" = String, Path, description = "Its id.", example = $example), declare::Changing),
                security(("key" = ["write"])), request_body(content = $own, content_type = "application/merge-patch+json"),
                responses((status = 200, description = "As it is now.", body = $view,
                    content_type = "application/vnd.byline.private+json")))]
            #[patch($one)]
            pub async fn patch(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                name: web::Path<String>,
                content: web::Payload,
            ) -> Result<HttpResponse, Problem> {
                let text = content::read(&request, content, MERGE_PATCH).await;
                change(request, state, grant, $resource, &name, text, |text| read_patch(text).map(How::Patch)).await
            }

            #[utoipa::path(tag = $tag, operation_id = concat!("remove", $name), summary = concat!("Withdraw ", $a),
                description = "What was public is withdrawn: it answers 410 with its tombstone. What never was, a draft, \
                    is removed whole. A withdrawal is undone by a PATCH that sets `withdrawal` to null, and of an article \
                    `status` to `published`.",
                params(("id" = String, Path, description = "Its id.", example = $example), declare::Removing),
                security(("key" = ["write"])),
                responses((status = 200, description = "It is withdrawn.", body = $view,
                    content_type = "application/vnd.byline.private+json"),
                    (status = 204, description = "It was never public, and is gone.")))]
            #[delete($one)]
            pub async fn remove(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                name: web::Path<String>,
            ) -> Result<HttpResponse, Problem> {
                super::remove(request, state, grant, $resource, &name).await
            }

            pub fn routes(config: &mut ServiceConfig<'_>) {
                config.service(create).service(replace).service(patch).service(remove);
            }
        }
    };
}

operations!(
    articles,
    Resource::Article,
    "articles",
    "Article",
    "an article",
    "/articles",
    "/articles/{id}",
    "arr",
    Article,
    PrivateArticle
);
operations!(
    authors,
    Resource::Author,
    "authors",
    "Author",
    "an author",
    "/authors",
    "/authors/{id}",
    "au3",
    Author,
    PrivateAuthor
);
operations!(
    organizations,
    Resource::Organization,
    "organizations",
    "Organization",
    "an organization",
    "/organizations",
    "/organizations/{id}",
    "or1",
    Organization,
    PrivateOrganization
);
operations!(
    series,
    Resource::Series,
    "series",
    "Series",
    "a series",
    "/series",
    "/series/{id}",
    "se1",
    Series,
    PrivateSeries
);
operations!(
    disclaimers,
    Resource::Disclaimer,
    "disclaimers",
    "Disclaimer",
    "a disclaimer",
    "/disclaimers",
    "/disclaimers/{id}",
    "di2",
    Disclaimer,
    PrivateDisclaimer
);

/// Every operation that writes one thing.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    for routes in [articles::routes, authors::routes, organizations::routes, series::routes, disclaimers::routes] {
        routes(config);
    }
}

async fn create(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    content: web::Payload,
    resource: Resource,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let edit = edit(grant, &mut params);
    params.none_left()?;
    let token = content::token(request.headers())?;
    let text = content::read(&request, content, JSON).await?;
    let fields = read(&text).map_err(Problem::Malformed)?;
    let once = token.map(|token| once(&request, token, &text));
    let created = state.write(move |store| store.create(&edit, resource, fields, once.as_ref())).await;
    Ok(made(created.map_err(|error| problem(error, resource, ""))?))
}

/// A request that makes a thing of another one, on a revision of that.
pub(super) struct Derived {
    /// Who, when and why.
    pub edit: Edit,
    /// The other one.
    pub id: Id,
    /// What must hold of it.
    pub condition: Condition,
    /// What was sent.
    pub sent: Fields,
    /// The name of the request, where it has one.
    pub once: Option<Once>,
}

/// Answers a request that makes a thing of another one.
pub(super) async fn derive(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    name: &str,
    content: web::Payload,
    work: impl FnOnce(&Store, Derived) -> Result<Created, EditError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let edit = edit(grant, &mut params);
    params.none_left()?;
    let id = single::id(resource, name)?;
    let (condition, token) = (content::condition(&request)?, content::token(request.headers())?);
    let text = content::read(&request, content, JSON).await?;
    let sent = read(&text).map_err(Problem::Malformed)?;
    let once = token.map(|token| once(&request, token, &text));
    let created = state.write(move |store| work(store, Derived { edit, id, condition, sent, once })).await;
    Ok(made(created.map_err(|error| problem(error, resource, name))?))
}

/// The answer of a request that made something.
fn made(created: Created) -> HttpResponse {
    let mut response = private::send(StatusCode::CREATED, &created.tag, created.json);
    if let Ok(path) = header::HeaderValue::try_from(single::path(created.id)) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

async fn change(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    name: &str,
    text: Result<String, Problem>,
    how: fn(&str) -> Result<How, String>,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let edit = edit(grant, &mut params);
    params.none_left()?;
    let id = single::id(resource, name)?;
    let condition = content::condition(&request)?;
    let how = how(&text?).map_err(Problem::Malformed)?;
    let changed = state.write(move |store| store.change(&edit, id, &condition, how)).await;
    let view = changed.map_err(|error| problem(error, resource, name))?;
    Ok(private::send(StatusCode::OK, &view.tag(), view.to_json()?))
}

async fn remove(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let edit = edit(grant, &mut params);
    let (reason, successor) = (text(&mut params, "reason"), params.one("successor"));
    let successor = successor.map(|text| single::id(resource, &text).map_err(|_| text)).transpose();
    if let Err(wrong) = &successor {
        params.refuse("successor", format!("`{wrong}` is not the id of another {}", resource.name()));
    }
    params.none_left()?;
    let id = single::id(resource, name)?;
    let condition = content::condition(&request)?;
    let removal = Removal { reason, successor: successor.unwrap_or_default() };
    let removed = state.write(move |store| store.remove(&edit, id, &condition, &removal)).await;
    Ok(match removed.map_err(|error| problem(error, resource, name))? {
        Removed::Withdrawn(view) => private::send(StatusCode::OK, &view.tag(), view.to_json()?),
        Removed::Gone => HttpResponse::NoContent().finish(),
    })
}

/// Who edits, when and why.
pub(super) fn edit(grant: Grant, params: &mut Params) -> Edit {
    Edit { grant, message: text(params, "message"), now: Timestamp::now() }
}

/// A parameter that holds words.
pub(super) fn text(params: &mut Params, name: &str) -> Option<String> {
    let text = params.one(name)?;
    if text.chars().count() > LONGEST || text.trim().is_empty() {
        params.refuse(name, format!("write 1 to {LONGEST} characters, or leave it out"));
    }
    Some(text)
}

/// A request by its name, with a hash of all that makes it another one.
pub(super) fn once(request: &HttpRequest, token: String, text: &str) -> Once {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    Once { token, request: Sha256::digest(format!("{} {target}\n{text}", request.method())).to_vec() }
}

/// What an edit that is not done is answered with.
pub(super) fn problem(error: EditError, resource: Resource, name: &str) -> Problem {
    match error {
        EditError::Unknown => single::not_found(resource, &name),
        EditError::OutOfReach => Problem::Forbidden,
        EditError::Stale => name.parse().map_or(Problem::PreconditionRequired, Problem::Stale),
        EditError::Invalid(faults) => Problem::Content(faults),
        EditError::InUse(ids) => Problem::InUse(ids),
        EditError::Reused => Problem::Reused,
        EditError::Store(error) => Problem::Store(error),
    }
}
