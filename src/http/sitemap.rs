//! The sitemap of the pages for people.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::problem::Problem;
use super::state::State;
use super::well_known::{self, Document};
use crate::catalog::Query;
use crate::discovery::sitemap::{self, Page};
use crate::discovery::{PAGE, Part, WITH_PAGES};
use crate::domain::{CanonicalPages, Identity, Resource};
use crate::site::address;
use crate::store::StoreError;

/// How many records are read at once.
const BATCH: usize = 500;

/// `/sitemap.xml`
pub(super) async fn index(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, |state, base| {
        let mut parts = Vec::new();
        for resource in WITH_PAGES {
            let spans = state.reader.spans(&listed(resource, &state.identity), PAGE);
            let path = |place: u64| format!("/sitemap-{}-{place}.xml", resource.plural());
            parts.extend(spans.iter().map(|span| Part { path: path(span.place), modified: span.modified }));
        }
        if parts.is_empty() {
            return Err(Problem::NotFound("there are no pages yet, and so no sitemap".to_owned()));
        }
        let modified = parts.iter().map(|part| part.modified).max();
        Ok(Document::new(sitemap::index(base, &parts), modified))
    })
    .await
}

/// `/sitemap-{kind}-{place}.xml`
pub(super) async fn pages(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, move |state, base| {
        let resource = well_known::kind(&WITH_PAGES, &path.0)?;
        let found = state.reader.run(&listed(resource, &state.identity), well_known::place(&path.1)?, PAGE);
        let (span, hits) = found.ok_or_else(well_known::no_page)?;
        let mut pages = Vec::with_capacity(hits.len());
        for hits in hits.chunks(BATCH) {
            // Where one was written to this moment, the list is made anew when it is asked for again.
            let records = state.reader.fetch(hits)?.ok_or(StoreError::Busy)?;
            for record in records {
                let named: Named = serde_json::from_slice(&record.document).map_err(StoreError::from)?;
                let path = address::page(record.id, named.slug.as_deref());
                pages.push(Page { path, modified: record.modified });
            }
        }
        Ok(Document::new(sitemap::pages(base, &pages), Some(span.modified)))
    })
    .await
}

/// The records whose pages are to be found: of articles that have a page at their publisher's, only
/// where our own are the canonical ones.
fn listed(resource: Resource, identity: &Identity) -> Query {
    let query = Query::new(resource);
    match (resource, identity.canonical_pages) {
        (Resource::Article, CanonicalPages::Publisher) => query.without_field("url"),
        _ => query,
    }
}

/// The part of a record that names its page.
#[derive(Deserialize)]
struct Named {
    slug: Option<String>,
}
