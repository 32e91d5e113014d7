//! The one route list, and the server around it.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, guard, web};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use super::changes::Streams;
use super::state::State;
use super::{
    articles, authors, changes, citations, disclaimers, docs, drafts, edit, erasures, export, facets, feeds, formats,
    health, imports, numbers, oai, organizations, problem, relations, request, resourcesync, revisions, series,
    similar, site, sitemap, split, sru, succession, suggest, versions, webhooks, well_known,
};
use crate::intake::Jobs;
use crate::search::Search;

/// Every operation of the API. The OpenAPI document is made of this list.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(
            scope("/v1")
                .service(articles::list)
                .service(articles::lookup)
                .service(citations::of_articles)
                .service(articles::get)
                .service(articles::body)
                .service(citations::of_article)
                .service(relations::list)
                .service(similar::list)
                .service(versions::list)
                .service(versions::get)
                .service(versions::compare)
                .service(authors::list)
                .service(authors::get)
                .service(authors::articles)
                .service(organizations::list)
                .service(organizations::get)
                .service(organizations::articles)
                .service(series::list)
                .service(series::get)
                .service(series::articles)
                .service(numbers::get)
                .service(disclaimers::list)
                .service(disclaimers::get)
                .service(disclaimers::articles)
                .service(drafts::list)
                .configure(revisions::routes)
                .configure(imports::routes)
                .service(facets::values)
                .service(suggest::list)
                .service(formats::list)
                .service(changes::list)
                .configure(edit::routes)
                .configure(split::routes)
                .service(succession::succeed)
                .service(erasures::erase)
                .configure(webhooks::routes)
                .map(export::routes)
                .map(changes::routes),
        )
        .service(oai::get)
        .service(oai::post)
        .service(sru::get)
        .service(sru::post)
        .service(health::alive)
        .service(health::ready)
        .service(problem::explain);
}

/// Files for machines that find their own way; they are no operations of the API.
fn files(config: &mut web::ServiceConfig) {
    let file = |path: &str| web::resource(path).guard(guard::Get());
    config
        .service(file("/robots.txt").to(well_known::robots))
        .service(file("/.well-known/api-catalog").to(well_known::api_catalog))
        .service(file("/.well-known/resourcesync").to(resourcesync::description))
        .service(file("/resourcesync/capabilities.xml").to(resourcesync::capabilities))
        .service(file("/resourcesync/resources.xml").to(resourcesync::resource_index))
        .service(file("/resourcesync/resources-{kind}-{place}.xml").to(resourcesync::resources))
        .service(file("/resourcesync/changes.xml").to(resourcesync::change_index))
        .service(file("/resourcesync/changes-{place}.xml").to(resourcesync::changes))
        .service(file("/sitemap.xml").to(sitemap::index))
        .service(file("/sitemap-{kind}-{place}.xml").to(sitemap::pages));
}

/// The paths of what the API has no operations for, as patterns.
pub(super) const FILES: &[&str] = &[
    "/v1/changes.ndjson",
    "/openapi.json",
    "/docs",
    "/docs/{tail}*",
    "/robots.txt",
    "/.well-known/api-catalog",
    "/.well-known/resourcesync",
    "/resourcesync/capabilities.xml",
    "/resourcesync/resources.xml",
    "/resourcesync/resources-{kind}-{place}.xml",
    "/resourcesync/changes.xml",
    "/resourcesync/changes-{place}.xml",
    "/sitemap.xml",
    "/sitemap-{kind}-{place}.xml",
];

/// A service that listens but does not answer yet.
pub struct Serving {
    /// The server; await it.
    pub server: Server,
    /// The address it listens at.
    pub address: std::net::SocketAddr,
    /// What must end before the server can.
    pub streams: Arc<Streams>,
    /// What is to end after it.
    pub imports: Arc<Jobs>,
    /// The same.
    pub search: Arc<Search>,
}

/// Binds an address and builds the server. It ends when its handle is told to, after the requests under way.
pub fn serve(state: State, listen: &str, workers: Option<usize>) -> std::io::Result<Serving> {
    let listener = TcpListener::bind(listen)?;
    let address = listener.local_addr()?;
    let state = Arc::new(state);
    let (warming, streams, imports) = (state.clone(), state.streams.clone(), state.imports.clone());
    imports.begin();
    let search = state.search.clone();
    search.begin(state.reader.clone());
    std::thread::spawn(move || {
        if let Err(error) = warming.reader.warm() {
            log::warn!("records could not be read ahead: {error}");
        }
    });
    let state = web::Data::from(state);
    let build = move || {
        App::new()
            .into_utoipa_app()
            .app_data(state.clone())
            .configure(routes)
            .into_app()
            .configure(site::routes)
            .service(web::resource(feeds::PATH).guard(guard::Get()).to(feeds::articles))
            .service(web::resource("/openapi.json").guard(guard::Get()).to(docs::openapi))
            .service(web::resource("/docs").guard(guard::Get()).to(docs::to_swagger))
            .service(docs::swagger())
            .configure(files)
            .default_service(web::to(request::unrouted))
            .wrap(from_fn(request::guard))
    };
    let mut server = HttpServer::new(build).disable_signals().shutdown_timeout(20);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    Ok(Serving { server: server.listen(listener)?.run(), address, streams, imports, search })
}
