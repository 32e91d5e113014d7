//! ResourceSync: copies of the archive that stay up to date.

use actix_web::{HttpRequest, HttpResponse, web};

use super::problem::Problem;
use super::state::State;
use super::well_known::{self, Document};
use crate::catalog::Query;
use crate::discovery::{PAGE, Part, resourcesync};
use crate::domain::{Resource, Timestamp};

/// `/.well-known/resourcesync`
pub(super) async fn description(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, |_, base| Ok(Document::new(resourcesync::description(base), None))).await
}

/// `/resourcesync/capabilities.xml`
pub(super) async fn capabilities(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, |_, base| Ok(Document::new(resourcesync::capabilities(base), None))).await
}

/// `/resourcesync/resources.xml`
pub(super) async fn resource_index(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, |state, base| {
        let (_, at) = head(state)?;
        let mut parts = Vec::new();
        for resource in Resource::ALL {
            let path = |place: u64| format!("/resourcesync/resources-{}-{place}.xml", resource.plural());
            let spans = state.reader.spans(&Query::new(resource), PAGE);
            parts.extend(spans.iter().map(|span| Part { path: path(span.place), modified: span.modified }));
        }
        Ok(Document::new(resourcesync::resource_index(base, &parts, at), Some(at)))
    })
    .await
}

/// `/resourcesync/resources-{kind}-{place}.xml`
pub(super) async fn resources(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, move |state, base| {
        let resource = well_known::kind(&Resource::ALL, &path.0)?;
        let found = state.reader.run(&Query::new(resource), well_known::place(&path.1)?, PAGE);
        let (span, hits) = found.ok_or_else(well_known::no_page)?;
        Ok(Document::new(resourcesync::resources(base, &hits, span.modified), Some(span.modified)))
    })
    .await
}

/// `/resourcesync/changes.xml`
pub(super) async fn change_index(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, |state, base| {
        let (last, time) = head(state)?;
        let at = |sequence: i64| -> Result<Timestamp, Problem> {
            Ok(state.reader.events(sequence - 1, 1)?.first().map_or(time, |event| event.time))
        };
        let size = PAGE as i64;
        let parts = (0..(last as u64).div_ceil(PAGE) as i64).map(|page| {
            let until = if (page + 1) * size <= last { Some(at((page + 1) * size)?) } else { None };
            Ok((format!("/resourcesync/changes-{}.xml", page + 1), at(page * size + 1)?, until))
        });
        let parts = parts.collect::<Result<Vec<_>, Problem>>()?;
        Ok(Document::new(resourcesync::change_index(base, &parts, at(1)?), Some(time)))
    })
    .await
}

/// `/resourcesync/changes-{place}.xml`
pub(super) async fn changes(
    request: HttpRequest,
    state: web::Data<State>,
    place: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    well_known::answer(request, state, move |state, base| {
        let after = (well_known::place(&place)? - 1).saturating_mul(PAGE);
        let after = i64::try_from(after).map_err(|_| well_known::no_page())?;
        let events = state.reader.events(after, PAGE as i64)?;
        let last = events.last().ok_or_else(well_known::no_page)?.time;
        let closed = events.len() as u64 == PAGE;
        Ok(Document::new(resourcesync::changes(base, &events, closed), Some(last)))
    })
    .await
}

/// The end of the change log.
fn head(state: &State) -> Result<(i64, Timestamp), Problem> {
    let head = state.reader.head()?;
    head.ok_or_else(|| Problem::NotFound("the archive is empty: there is nothing to copy yet".to_owned()))
}
