//! `/v1/import` and `/v1/imports`: taking documents in.

mod asked;
mod upload;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) use asked::LONGEST_NAME;
use upload::{Content, Sent, Upload};

use super::counted::{Counted, Part};
use super::envelope::{ImportPage, Made};
use super::params::Params;
use super::problem::Problem;
use super::respond::{Validator, tag};
use super::state::State;
use super::{accept, content, declare};
use crate::domain::digest::hash64;
use crate::domain::{Grant, Timestamp};
use crate::import::labels::Labels;
use crate::intake::{self, Asked, Broken, Done, JobReport, Report, job};
use crate::store::edit::{EditError, Once};
use crate::store::jobs::{Answer, NewJob};
use crate::store::{Store, StoreError};

/// Import documents
///
/// Takes in what `byline import` takes, and reports the same: Byline's JSON Lines, one resource a line
/// (`byline openapi --import-schema`), and the corpus dialect, as `application/x-ndjson`; the text of one
/// commentary, in UTF-8 or windows-1252, as `text/plain`; or any of it as `application/octet-stream`, with a
/// `name` whose end tells what it is, such as `harbour.txt` or `articles.jsonl`. A document is written whole or
/// not at all, and one that is refused does not stop the others. Importing the same again changes nothing. A key that is
/// restricted to series takes in what belongs to them; other documents are refused, each by itself.
///
/// Up to 1 MiB is taken in at once: 200 with the report, or 422 with the report where not one document
/// was taken. More, or what is sent with `Prefer: respond-async` (RFC 7240), becomes a job: 202, and
/// `Location` has where its progress is told. A dry run holds up other writes for as long as it lasts.
#[utoipa::path(tag = "imports", operation_id = "importDocuments", params(declare::Importing),
    security(("key" = ["write"])),
    // The other media types stand in words: generators of clients know none of them.
    request_body(content = inline(declare::Octets), content_type = "application/octet-stream"),
    responses((status = 200, description = "What became of each document.", body = Report),
        (status = 202, description = "A job does it; `Location` has its path.", body = JobReport)))]
#[post("/import")]
pub(super) async fn import(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    let asked = asked::parse(&request, &grant)?;
    let token = content::token(request.headers())?;
    let aside = asked::prefers_not_to_wait(&request);
    let Sent { content, digest } = upload::read(&request, content, &state.imports, aside).await?;
    let once = token.map(|token| Once { token, request: digest });
    let answer = match content {
        Content::Small(bytes) => state.write(move |store| Ok(now(store, &grant, &asked, &bytes, once.as_ref()))).await,
        Content::Spooled(upload) => later(&state, grant, asked, upload, once).await.map(Ok),
    };
    match answer.map_err(problem)?? {
        Answer::Reported(json) => Ok(HttpResponse::Ok().insert_header(JSON).body(json)),
        Answer::Queued { id, .. } => queued(&state, id, aside).await,
    }
}

const JSON: (header::HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));

/// Takes documents in while the client waits.
fn now(store: &Store, grant: &Grant, asked: &Asked, bytes: &[u8], once: Option<&Once>) -> Result<Answer, Problem> {
    let now = Timestamp::now();
    let before = once.map(|once| store.answered(&grant.name, once, now)).transpose().map_err(problem)?;
    if let Some(answer) = before.flatten() {
        return Ok(answer);
    }
    let done = Done::nothing(asked);
    let file = intake::take(store, Some(grant), asked, bytes, &Labels::default(), done, &()).map_err(broken)?;
    let report = Report::of(asked.dry_run, vec![file]);
    if report.documents == report.refused {
        return Err(Problem::NothingImported(Box::new(report)));
    }
    let json = serde_json::to_vec(&report).map_err(StoreError::from)?;
    match once {
        Some(once) => store.remember(&grant.name, once, json, now).map_err(problem),
        None => Ok(Answer::Reported(json)),
    }
}

/// Makes a job of a file.
async fn later(
    state: &web::Data<State>,
    grant: Grant,
    asked: Asked,
    upload: Upload,
    once: Option<Once>,
) -> Result<Answer, EditError> {
    let (imports, bytes) = (state.imports.clone(), upload.bytes);
    let asked = serde_json::to_vec(&asked)?;
    state
        .write(move |_| {
            let new = NewJob { spool: upload.take(), actor: grant.name, asked, bytes };
            imports.add(new, once.as_ref(), Timestamp::now())
        })
        .await
}

async fn queued(state: &web::Data<State>, id: i64, preferred: bool) -> Result<HttpResponse, Problem> {
    let job = state.read_aside(move |state| Ok(state.imports.get(id, Timestamp::now())?)).await?;
    let mut response = HttpResponse::Accepted();
    response.insert_header(JSON).insert_header((header::LOCATION, job::path(id)));
    if preferred {
        response.insert_header(("Preference-Applied", "respond-async"));
    }
    Ok(response.body(serde_json::to_vec(&job.ok_or_else(|| unknown(id))?).map_err(StoreError::from)?))
}

/// List imports
///
/// Imports that are or were done beside their requests, the newest first: how each stands, and how far it
/// is. The last hundred are remembered. A key that is restricted to series sees its own.
#[utoipa::path(tag = "imports", operation_id = "listImports", params(declare::Paging),
    security(("key" = ["write"])),
    responses((status = 200, description = "A page of imports.", body = ImportPage)))]
#[get("/imports")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>, grant: Grant) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let query = request.query_string().to_owned();
    let made = state.read_aside(move |state| page(state, &grant, &query)).await?;
    Ok(made.answer(&state, &request))
}

fn page(state: &State, grant: &Grant, query: &str) -> Result<Made, Problem> {
    let asked = Counted::of(state, "/v1/imports", Params::parse(query)?, Vec::new())?;
    let as_of = state.reader.sequence();
    let all = state.imports.all(Timestamp::now())?.into_iter().filter(|own| sees(grant, own));
    let Part { total, items, more } = asked.part(all.map(|own| (own.job.id as u64, own.job)).collect());
    let items = items.into_iter().map(|(number, job)| Ok((number, serde_json::to_vec(&job)?)));
    let items = items.collect::<Result<Vec<_>, serde_json::Error>>().map_err(StoreError::from)?;
    asked.page(state, as_of, Part { total, items, more })
}

/// Get an import
///
/// How it stands, how far it is, and its report up to there. Of the problems of a file the first 200 are
/// listed, and up to 1,000 where they are errors; the rest is counted.
#[utoipa::path(tag = "imports", operation_id = "getImport",
    params(("job" = i64, Path, description = "Its number.", example = 1, minimum = 1)),
    security(("key" = ["write"])),
    responses((status = 200, description = "The import.", body = JobReport)))]
#[get("/imports/{job}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    job: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    Params::of(&request)?.none_left()?;
    let json = state.read_aside(move |state| Ok(serde_json::to_vec(&one(state, &grant, &job)?))).await?;
    let json = json.map_err(StoreError::from)?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    Ok(validator.answer(&state, &request, "application/json", json.into()))
}

/// Cancel an import
///
/// An import that waits or is under way ends after the documents that are being written; what was written
/// stays. One that has ended stays as it is.
#[utoipa::path(tag = "imports", operation_id = "cancelImport",
    params(("job" = i64, Path, description = "Its number.", example = 1, minimum = 1)),
    security(("key" = ["write"])),
    responses((status = 200, description = "The import as it is now.", body = JobReport)))]
#[delete("/imports/{job}")]
pub(super) async fn cancel(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    job: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let cancel = move |state: &State| {
        let id = one(state, &grant, &job)?.job.id;
        let cancelled = state.imports.cancel(id, Timestamp::now())?.ok_or_else(|| unknown(id))?;
        Ok(serde_json::to_vec(&cancelled).map_err(StoreError::from)?)
    };
    Ok(HttpResponse::Ok().insert_header(JSON).body(state.read_aside(cancel).await?))
}

/// The job of a number, where the key sees it.
fn one(state: &State, grant: &Grant, number: &str) -> Result<JobReport, Problem> {
    let id = number.parse().ok().filter(|id: &i64| id.to_string() == number).ok_or_else(|| unknown(number))?;
    let job = state.imports.get(id, Timestamp::now())?.ok_or_else(|| unknown(number))?;
    if sees(grant, &job) { Ok(job) } else { Err(Problem::Forbidden) }
}

/// Whether a key sees a job: one that is restricted to series its own alone.
fn sees(grant: &Grant, job: &JobReport) -> bool {
    grant.series.is_empty() || job.job.by == grant.name
}

fn unknown(number: impl std::fmt::Display) -> Problem {
    let shown: String = number.to_string().chars().filter(|c| !c.is_control()).take(20).collect();
    Problem::NotFound(format!("there is no import `{shown}`; see /v1/imports"))
}

fn problem(error: EditError) -> Problem {
    match error {
        EditError::Reused => Problem::Reused,
        EditError::Store(error) => Problem::Store(error),
        other => Problem::Store(StoreError::Corrupt(format!("an import cannot be answered: {other:?}"))),
    }
}

fn broken(broken: Broken) -> Problem {
    match broken {
        Broken::Store(error) => Problem::Store(error),
        Broken::Read(error) => Problem::Malformed(error.to_string()),
    }
}

/// Every operation of imports.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(import).service(list).service(get).service(cancel);
}
