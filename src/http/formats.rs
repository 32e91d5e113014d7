//! `/v1/formats`

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::accept;
use super::params::Params;
use super::problem::Problem;
use super::respond::Validator;
use super::state::State;
use crate::domain::digest::hash64;
use crate::domain::{Identity, Resource};
use crate::format;
use crate::store::StoreError;

/// The formats there are.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Formats {
    /// The formats, the default one first.
    items: Vec<FormatInfo>,
}

/// A format in which records can be had.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Format)]
pub struct FormatInfo {
    /// Its short name.
    #[schema(example = "csv")]
    name: &'static str,
    /// What it is.
    #[schema(example = "CSV, a record a row")]
    title: &'static str,
    /// What stands behind the first dot of a path: `/v1/articles/{id}.csv`, `/v1/articles.csv`.
    #[schema(example = "csv")]
    extension: &'static str,
    /// Its media type, for `Accept`.
    #[schema(example = "text/csv")]
    media_type: &'static str,
    /// Other media types it is asked for by.
    #[schema(example = json!(["application/csv"]))]
    aliases: &'static [&'static str],
    /// The vocabulary to read it by, a URI; null where the media type says all.
    #[schema(required)]
    profile: Option<&'static str>,
    /// What it can describe, as in paths: `articles`, `authors`, …
    #[schema(value_type = Vec<String>, example = json!(["articles"]))]
    resources: Vec<&'static str>,
    /// How lists come: `paged`, in an envelope with the path of the next page, or `complete`, as one
    /// file unless `limit` asks for pages.
    #[schema(example = "complete")]
    lists: &'static str,
}

/// List formats
///
/// Every format in which records and lists can be had. Ask by `Accept`, or by a suffix on the path of a
/// record or a list.
#[utoipa::path(tag = "service", operation_id = "listFormats",
    responses((status = 200, description = "The formats.", body = Formats)))]
#[get("/formats")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    Params::of(&request)?.none_left()?;
    let json = serde_json::to_vec(&formats(&state.identity)).map_err(StoreError::from)?;
    let validator = Validator { tag: format!("{:016x}", hash64(&json)), modified: None };
    Ok(validator.answer(&state, &request, "application/json", json.into()))
}

/// The table, rows of one name as one format, without those for which the archive lacks a setting.
fn formats(identity: &Identity) -> Formats {
    let mut items: Vec<FormatInfo> = Vec::new();
    for format in format::ALL.iter().filter(|format| format.is_offered(identity)) {
        let resources = || {
            let public = [Resource::Article, Resource::Author, Resource::Organization, Resource::Series];
            let all = public.into_iter().chain([Resource::Disclaimer]);
            all.filter(|resource| format.describes(*resource)).map(Resource::plural)
        };
        match items.iter_mut().find(|own| own.name == format.name) {
            Some(own) => own.resources.extend(resources()),
            None => items.push(FormatInfo {
                name: format.name,
                title: format.title,
                extension: format.extension,
                media_type: format.media_type,
                aliases: format.aliases,
                profile: format.profile,
                resources: resources().collect(),
                lists: if format.is_json() { "paged" } else { "complete" },
            }),
        }
    }
    Formats { items }
}
