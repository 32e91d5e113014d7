//! Pages for people: `/`, `/articles/{slug}` and the like. They ignore parameters they do not know.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard};
use askama::Template;

use super::envelope::Made;
use super::gather::{self, Asked};
use super::problem::Problem;
use super::respond::Validator;
use super::single::redirect;
use super::state::State;
use super::{accept, browse, single};
use crate::domain::Resource;
use crate::domain::digest::hash64;
use crate::record::Record;
use crate::site::{self, ErrorPage, FrontPage, ListPage, SeriesPage, Tombstone, address, signposts};
use crate::site::{AgentPage, ArticlePage};
use crate::store::StoreError;
use crate::store::reader::{Standing, Stored};

/// The paths of all pages, for those who ask with another method.
pub(super) const PATHS: &[&str] = &[
    "/",
    "/style.css",
    "/icon.svg",
    "/{list:articles|authors|organizations|series}",
    "/{list:articles|authors|organizations|series}/{name}",
    "/articles/{name}/linkset.json",
];

/// Nothing on a page is run or fetched from elsewhere (Content Security Policy, level 3).
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

const HTML: &str = "text/html; charset=utf-8";

/// The routes of all pages.
pub(super) fn routes(config: &mut ServiceConfig) {
    let get = |path: &str| web::resource(path).guard(guard::Get());
    config
        .service(get("/").to(front))
        .service(get("/style.css").to(style))
        .service(get("/icon.svg").to(icon))
        .service(get("/articles/{name}/linkset.json").to(linkset));
    for resource in [Resource::Article, Resource::Author, Resource::Organization, Resource::Series] {
        let list = move |request, state| list(request, state, resource);
        let one = move |request, state, name: web::Path<String>| one(request, state, resource, name.into_inner());
        let path = format!("/{}", resource.plural());
        config.service(get(&path).to(list)).service(get(&format!("{path}/{{name}}")).to(one));
    }
}

/// What a page turned out to be.
pub(super) enum Shown {
    /// A document with its media type and its links.
    Page { bytes: Bytes, link: Option<String> },
    /// Something with another address.
    Moved(String),
}

async fn front(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    show(request, state, HTML, |state, _| {
        gather::with_site(state, |site| {
            let none = Asked::default();
            let mut series = gather::query(Resource::Series, &[])?;
            series.limit = 12;
            let series = gather::rows(state, series, &none, |record| site::Row::of(site, record))?;
            let mut newest = gather::query(Resource::Article, &[])?;
            newest.limit = 12;
            let newest = gather::rows(state, newest, &none, |record| site::Row::of(site, record))?;
            page(&FrontPage::new(site, series, newest), None)
        })
    })
    .await
}

async fn list(request: HttpRequest, state: web::Data<State>, resource: Resource) -> HttpResponse {
    show(request, state, HTML, move |state, asked| {
        gather::with_site(state, |site| {
            if resource == Resource::Article {
                return page(&browse::articles(state, site, asked)?, None);
            }
            let query = asked.query(state, resource)?;
            let rows = gather::rows(state, query, asked, |record| site::Row::of(site, record))?;
            let filters = gather::named_filters(state, resource, asked);
            page(&ListPage::new(site, resource, filters, &asked.query_string(resource), rows), None)
        })
    })
    .await
}

async fn one(request: HttpRequest, state: web::Data<State>, resource: Resource, name: String) -> HttpResponse {
    show(request, state, HTML, move |state, asked| {
        let stored = match find(state, resource, &name)? {
            Ok(stored) => stored,
            Err(path) => return Ok(Shown::Moved(path)),
        };
        let record = gather::record(&stored)?;
        gather::with_site(state, |site| {
            let things = || Some(signposts::field(&signposts::thing(site, &record)));
            let articles = |filter: &'static str| -> Result<_, Problem> {
                let query = gather::query(Resource::Article, &[(filter.to_owned(), stored.id.to_string())])?;
                gather::rows(state, query, asked, |record| site::Row::of(site, record))
            };
            match &record {
                Record::Article(own) => {
                    let around = gather::around(state, own)?;
                    let link = signposts::field(&signposts::article(site, &record, own));
                    page(&ArticlePage::new(site, &record, own, around), Some(link))
                }
                Record::Author(own) => page(&AgentPage::author(site, &record, own, articles("author")?), things()),
                Record::Organization(own) => {
                    let series = gather::series_of(state, site, own.id)?;
                    page(&AgentPage::organization(site, &record, own, series, articles("organization")?), things())
                }
                Record::Series(own) => {
                    let query = gather::query(Resource::Article, &[("series".to_owned(), own.id.to_string())])?;
                    let rows = gather::rows(state, query, asked, |record| match record {
                        Record::Article(article) => site::Row::in_series(site, article, own),
                        other => site::Row::of(site, other),
                    })?;
                    let standing = gather::disclaimers_of(state, own.id)?;
                    page(&SeriesPage::new(site, &record, own, &standing, rows), things())
                }
                Record::Disclaimer(_) => Err(single::not_found(resource, &stored.id)),
            }
        })
    })
    .await
}

async fn linkset(request: HttpRequest, state: web::Data<State>, name: web::Path<String>) -> HttpResponse {
    let name = name.into_inner();
    show(request, state, signposts::LINKSET, move |state, _| {
        let stored = match find(state, Resource::Article, &name)? {
            Ok(stored) => stored,
            Err(path) => return Ok(Shown::Moved(format!("{path}/linkset.json"))),
        };
        let record = gather::record(&stored)?;
        let Record::Article(own) = &record else { return Err(single::not_found(Resource::Article, &name)) };
        gather::with_site(state, |site| {
            Ok(Shown::Page { bytes: Bytes::from(signposts::linkset(site, &record, own)), link: None })
        })
    })
    .await
}

/// The record of a name, or the path where it is to be found.
fn find(state: &State, resource: Resource, name: &str) -> Result<Result<Arc<Stored>, String>, Problem> {
    let stored = match single::find(state, resource, name)? {
        single::Found::Record(stored) => stored,
        single::Found::Elsewhere(id) => match state.reader.record(id)? {
            Standing::Found(stored) => stored,
            Standing::Withdrawn(stored) => return Err(Problem::Withdrawn(stored)),
            Standing::Merged(_) | Standing::Unknown => return Err(single::not_found(resource, &name)),
        },
    };
    let path = address::page(stored.id, address::slug_of(&stored.document).as_deref());
    let is_here = path.rsplit('/').next() == Some(name);
    Ok(if is_here { Ok(stored) } else { Err(format!("{}{path}", address::root(&state.identity))) })
}

fn page(template: &impl Template, link: Option<String>) -> Result<Shown, Problem> {
    Ok(Shown::Page { bytes: html(template)?, link })
}

fn html(template: &impl Template) -> Result<Bytes, Problem> {
    let html = template.render().map_err(|error| StoreError::Corrupt(format!("a page cannot be made: {error}")))?;
    Ok(Bytes::from(html))
}

/// Answers with what was made before or is made now.
pub(super) async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    media_type: &'static str,
    make: impl FnOnce(&State, &Asked) -> Result<Shown, Problem> + Send + 'static,
) -> HttpResponse {
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let asked = Asked::of(&request);
    let made = state
        .read(move |state| {
            let generation = state.generation();
            if let Some(made) = state.pages.get(&target, generation) {
                return Ok(Ok(made));
            }
            let (bytes, link) = match make(state, &asked)? {
                Shown::Page { bytes, link } => (bytes, link),
                Shown::Moved(path) => return Ok(Err(path)),
            };
            let validator = Validator { tag: format!("{:016x}", hash64(&bytes)), modified: None };
            let made = Made { validator, link, bytes };
            state.pages.keep(target, generation, &made);
            Ok(Ok(made))
        })
        .await;
    match made {
        Ok(Ok(made)) => guarded(made.validator.linked(&state, &request, media_type, made.bytes, || made.link)),
        Ok(Err(path)) => redirect(StatusCode::FOUND, &path),
        Err(problem) => refused(&state, &request, &problem).await,
    }
}

/// A problem as a page, for those who read pages.
pub(super) async fn refused(state: &Arc<State>, request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let mut response = problem.error_response();
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    if accept::names(request, "application/json") || accept::names(request, "application/problem+json") {
        return response;
    }
    let made = match problem {
        Problem::Withdrawn(stored) => tombstone(state, stored.clone()).await,
        problem => gather::with_site(state, |site| html(&explained(site, problem))),
    };
    let Ok(made) = made else { return response };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    guarded(response.set_body(made).map_into_boxed_body())
}

/// The page of what was withdrawn. It leads to other things, and where they stand has to be read.
async fn tombstone(state: &Arc<State>, stored: Arc<Stored>) -> Result<Bytes, Problem> {
    let page = move |state: &State| match gather::record(&stored)? {
        Record::Article(own) => gather::with_site(state, |site| html(&Tombstone::new(site, &own))),
        _ => gather::with_site(state, |site| html(&explained(site, &Problem::Withdrawn(stored.clone())))),
    };
    state.read(page).await
}

fn explained(site: &site::Site<'_>, problem: &Problem) -> ErrorPage {
    let detail = match problem {
        Problem::NotFound(_) => "Nothing is known under this address. Perhaps it is mistyped.".to_owned(),
        problem => problem.detail(),
    };
    ErrorPage::new(site, problem.status_code().as_u16(), problem.title(), &detail)
}

fn guarded(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
    response
}

async fn style(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    asset(&state, &request, site::STYLE, "text/css; charset=utf-8")
}

async fn icon(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    asset(&state, &request, site::ICON, "image/svg+xml")
}

/// A part of the program. Under the address with its hash it never changes (RFC 8246).
fn asset(state: &State, request: &HttpRequest, text: &'static str, media_type: &'static str) -> HttpResponse {
    let version = site::version(text);
    let is_versioned = request.query_string() == version;
    let validator = Validator { tag: version, modified: None };
    let mut response = validator.answer(state, request, media_type, Bytes::from_static(text.as_bytes()));
    if is_versioned {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}
