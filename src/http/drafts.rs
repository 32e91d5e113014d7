//! `/v1/drafts`: what is not public.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::counted::{Counted, Part};
use super::envelope::{DraftPage, Made};
use super::params::Params;
use super::problem::Problem;
use super::state::State;
use super::{accept, declare, single};
use crate::domain::article::Status;
use crate::domain::{Grant, Id, Resource, Timestamp, text};
use crate::store::StoreError;
use crate::store::edit::{Unpublished, Wanted};

/// What of an article can be asked for here.
pub(super) const STATUSES: [Status; 2] = [Status::Draft, Status::Scheduled];

/// An article that is not public, in short.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Draft, example = json!({"id": "ar14", "slug": "tides-and-tariffs", "status": "draft", "title": "Tides and Tariffs",
    "series": [{"id": "se1", "title": "Tideline"}], "publish_at": null, "created": "2026-05-07T08:30:00.000000Z",
    "modified": "2026-05-07T08:30:00.000000Z", "by": "desk", "revision": 1, "warnings": 0,
    "path": "/v1/articles/ar14?view=private"}))]
pub struct Listed {
    /// Its id.
    #[schema(value_type = String)]
    id: Id,
    /// Its slug.
    #[schema(required)]
    slug: Option<String>,
    /// `draft` or `scheduled`.
    #[schema(value_type = String)]
    status: Status,
    /// Its title.
    #[schema(required)]
    title: Option<String>,
    /// The series it belongs to.
    series: Vec<Belonging>,
    /// When it is to be published, where it is scheduled.
    #[schema(required)]
    publish_at: Option<Timestamp>,
    /// When it was first kept.
    created: Timestamp,
    /// When it was written last.
    modified: Timestamp,
    /// Who wrote it last.
    by: String,
    /// How often it was written.
    revision: i64,
    /// How many things are doubtful about it; they stand in its private view.
    warnings: usize,
    /// Where everything of it can be had.
    path: String,
}

/// A series that something belongs to.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DraftSeries)]
pub struct Belonging {
    /// Its id.
    #[schema(value_type = String)]
    id: Id,
    /// Its title.
    #[schema(required)]
    title: Option<String>,
}

/// List drafts
///
/// Articles that are not public: drafts, and those that wait to be published. The newest first. A key that
/// is restricted to series is shown what belongs to them.
#[utoipa::path(tag = "articles", operation_id = "listDrafts", params(declare::Drafts),
    security(("key" = ["private"])),
    responses((status = 200, description = "A page of drafts.", body = DraftPage)))]
#[get("/drafts")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>, grant: Grant) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let query = request.query_string().to_owned();
    let made = state.read_aside(move |state| page(state, &grant, &query)).await?;
    Ok(made.answer(&state, &request))
}

fn page(state: &State, grant: &Grant, query: &str) -> Result<Made, Problem> {
    let (mut params, mut filters) = (Params::parse(query)?, Vec::new());
    let mut wanted = Wanted::default();
    if let Some(word) = params.one("status") {
        wanted.status = STATUSES.into_iter().find(|status| status.word() == word);
        if wanted.status.is_none() {
            params.refuse("status", format!("`{word}` is neither `draft` nor `scheduled`"));
        }
        filters.push(("status".to_owned(), word));
    }
    if let Some(text) = params.one("series") {
        wanted.series = text.parse().ok().filter(|id: &Id| id.resource() == Resource::Series);
        if wanted.series.is_none() {
            params.refuse("series", format!("`{text}` is not the id of a series"));
        }
        filters.push(("series".to_owned(), text));
    }
    let asked = Counted::of(state, "/v1/drafts", params, filters)?;
    (wanted.below, wanted.limit) = (asked.below, asked.limit);
    let as_of = state.reader.sequence();
    let (total, items, more) = state.reader.store().unpublished(grant, &wanted)?;
    let items = items.into_iter().map(|own| {
        let number = own.id.number();
        Ok((number, serde_json::to_vec(&Listed::from(own)).map_err(StoreError::from)?))
    });
    let items = items.collect::<Result<Vec<_>, Problem>>()?;
    asked.page(state, as_of, Part { total, items, more })
}

impl From<Unpublished> for Listed {
    fn from(own: Unpublished) -> Self {
        let Unpublished { id, slug, article, series, created, modified, by, revision, warnings } = own;
        Listed {
            id,
            slug,
            status: article.status,
            title: text::display(&article.titles).map(|title| title.text.clone()),
            series: series.into_iter().map(|(id, title)| Belonging { id, title }).collect(),
            publish_at: article.publish_at,
            created,
            modified,
            by,
            revision,
            warnings,
            path: format!("{}?view=private", single::path(id)),
        }
    }
}
