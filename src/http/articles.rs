//! `/v1/articles`

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::envelope::ArticlePage;
use super::params::Params;
use super::problem::Problem;
use super::respond::{Validator, tag};
use super::state::State;
use super::{accept, declare, listing, single};
use crate::domain::digest::hash64;
use crate::domain::identifier::{self, Identifier, WebUrl};
use crate::domain::{Id, Resource};
use crate::record::article::Article;
use crate::site::address;
use crate::store::StoreError;

/// List articles
///
/// Published articles, newest first, by any filters. Different filters must all hold; a repeated one
/// holds if any of its values does.
#[utoipa::path(tag = "articles", operation_id = "listArticles", params(declare::Articles),
    responses((status = 200, description = "A page of articles.", body = ArticlePage)))]
#[get("/articles")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    listing::answer(request, state, Resource::Article, None).await
}

/// Get an article
///
/// The whole public record, in any format of `/v1/formats`. A slug instead of the id redirects.
#[utoipa::path(tag = "articles", operation_id = "getArticle",
    params(("id" = String, Path, description = "Its id, or its slug; an extension of `/v1/formats` behind it, such as `.csv`, stands for `Accept`.", example = "arr"), declare::OneArticle),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The article.", body = Article),
        (status = 302, description = "The slug is known: `Location` has the id."),
        (status = 410, description = "It is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    single::answer(request, state, Resource::Article, id.into_inner()).await
}

/// The paragraphs of an article.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"article": "ar1", "paragraphs": ["The harbour was quiet.", "It did not stay so."]}))]
pub struct Body {
    /// The article's id.
    #[schema(value_type = String)]
    article: Id,
    /// Its paragraphs, plain text.
    paragraphs: Vec<String>,
}

/// Get an article's body
///
/// The text, where its series allows bodies to be served. E-mail addresses are taken out.
#[utoipa::path(tag = "articles", operation_id = "getArticleBody",
    params(("id" = String, Path, description = "The article's id.", example = "arr")),
    responses((status = 200, description = "The paragraphs.", body = Body),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/body")]
pub(super) async fn body(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    Params::of(&request)?.none_left()?;
    let id = single::id(Resource::Article, &id)?;
    let read = move |state: &State| {
        single::resolve(state, Resource::Article, &id.to_string())?;
        let body = state.reader.body(id)?;
        let paragraphs =
            body.ok_or_else(|| Problem::NotFound(format!("the body of {id} is not served here; see its `url`")))?;
        let json = serde_json::to_vec(&Body { article: id, paragraphs }).map_err(StoreError::from)?;
        Ok(json)
    };
    let json = state.read(read).await?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    // The page it is a part of (Signposting, FAIR profile).
    let page = address::page(id, None);
    let link = format!("<{}>; rel=\"collection\"; type=\"text/html\"", state.identity.url(&page).unwrap_or(page));
    Ok(validator.linked(&state, &request, "application/json", json.into(), || Some(link)))
}

/// Find an article by an identifier
///
/// Redirects to the article with this `doi`, `url` or `identifier`; where several are given, all must
/// be its own. DOIs are found in any case, with or without resolver; addresses with either scheme, with
/// or without `www.` and a final slash.
#[utoipa::path(tag = "articles", operation_id = "lookupArticle",
    params(declare::Lookup),
    responses((status = 200, description = "What a client that follows the redirect is given: the article.", body = Article),
        (status = 302, description = "It is known: `Location` has its path.")))]
#[get("/articles/lookup")]
pub(super) async fn lookup(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let given = ["doi", "url", "identifier"].map(|name| params.one(name).map(|value| (name, value)));
    params.none_left()?;
    let wanted: Vec<Wanted> =
        given.into_iter().flatten().map(|(name, value)| wanted(name, &value)).collect::<Result<_, _>>()?;
    let id = state.read(move |state| find(state, &wanted)).await?;
    Ok(single::redirect(StatusCode::FOUND, &single::path(id)))
}

/// The one article that all of them name.
fn find(state: &State, wanted: &[Wanted]) -> Result<Id, Problem> {
    let mut found = None;
    for wanted in wanted {
        let id = match wanted {
            Wanted::Doi(doi) => state.reader.by_doi(doi)?,
            Wanted::Url(url) => state.reader.by_url(url)?,
            Wanted::Identifier(identifier) => state.reader.by_identifier(identifier)?,
        };
        match (id, found) {
            (Some(id), None) => found = Some(id),
            (Some(id), Some(before)) if id == before => {}
            _ => return Err(Problem::NotFound("no article of this archive is known by that".to_owned())),
        }
    }
    found.ok_or_else(|| Problem::NotFound("nothing to look up; give `doi`, `url` or `identifier`".to_owned()))
}

/// By what an article is looked up.
enum Wanted {
    Doi(String),
    Url(WebUrl),
    Identifier(Identifier),
}

/// What has the form of an address or identifier but cannot be one is known to nobody.
fn wanted(name: &'static str, value: &str) -> Result<Wanted, Problem> {
    let (has_form, wanted) = match name {
        "doi" => (false, identifier::doi(value).map(Wanted::Doi)),
        "url" => (identifier::is_web(value), WebUrl::parse(value).map(Wanted::Url)),
        _ => match value.split_once(':') {
            Some((scheme, text)) => (
                identifier::is_scheme(scheme) && !text.trim().is_empty(),
                Identifier::parse(scheme, text).map(Wanted::Identifier),
            ),
            None => (false, Err(format!("`{value}` has no scheme; write `scheme:value`, such as `handle:20.5555/1`"))),
        },
    };
    wanted.map_err(|detail| if has_form { Problem::NotFound(detail) } else { Problem::parameter(name, detail) })
}
