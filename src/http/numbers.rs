//! `/v1/series/{id}/numbers/{number}`

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;

use super::envelope::{self, ArticlePage, Frame};
use super::params::Params;
use super::problem::Problem;
use super::respond::NO_CACHE;
use super::state::State;
use super::{accept, declare, single};
use crate::catalog::{Query, State as Listing};
use crate::domain::{Id, PartialDate, Resource, text};
use crate::record::article::Article;
use crate::store::StoreError;
use crate::store::reader::{Page, Stored};

/// The most articles that one answer names where a number is ambiguous.
const MOST: usize = 200;

/// Find an article by its number
///
/// Redirects to the article of this number in the series. `latest` is the newest article. Where
/// several articles have the number, the answer is 300 with the list of them; `year` tells them apart
/// where numbering restarts.
#[utoipa::path(tag = "series", operation_id = "getArticleByNumber",
    params(
        ("id" = String, Path, description = "The series' id.", example = "se1"),
        ("number" = String, Path, description = "The number, in any case, or `latest`.", example = "24A"),
        declare::Year),
    responses((status = 200, description = "What a client that follows the redirect is given: the article.", body = Article),
        (status = 300, description = "Several articles have the number: these.", body = ArticlePage),
        (status = 302, description = "`Location` has the article's path.")))]
#[get("/series/{id}/numbers/{number}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    accept::format(&request, Resource::Article, &state.identity)?;
    let (series, number) = path.into_inner();
    let id = single::id(Resource::Series, &series)?;
    let mut params = Params::of(&request)?;
    let year = params.one("year");
    params.none_left()?;
    let target = request.uri().path().to_owned();
    let read = move |state: &State| {
        single::must_exist(state, id)?;
        let page = state.reader.page(&query(id, &number, year.as_deref())?)?;
        answer(state, page, &Wanted { series: id.to_string(), number, year }, &target)
    };
    Ok(match state.read(read).await? {
        Answer::One(id) => single::redirect(StatusCode::FOUND, &single::path(id)),
        Answer::Several(bytes) => HttpResponse::build(StatusCode::MULTIPLE_CHOICES)
            .content_type("application/json")
            .insert_header(NO_CACHE)
            .body(bytes),
    })
}

enum Answer {
    One(Id),
    Several(web::Bytes),
}

fn query(series: Id, number: &str, year: Option<&str>) -> Result<Query, Problem> {
    let mut query = Query::new(Resource::Article);
    let latest = number == "latest";
    query.limit = if latest && year.is_none() { 1 } else { MOST };
    if !latest {
        query = query.with_withdrawn();
    }
    let mut accept = |name: &str, value: &str| match query.accept(name, value) {
        Ok(_) => Ok(()),
        Err(_) if name == "number" => Err(unknown()),
        Err(invalid) => Err(Problem::parameter(name, invalid.message)),
    };
    accept("series", &series.to_string())?;
    if !latest {
        accept("number", number)?;
    }
    if let Some(year) = year {
        accept("year", year)?;
    }
    Ok(query)
}

fn unknown() -> Problem {
    Problem::NotFound("the series has no article of this number; see its `articles`".to_owned())
}

/// What must stand together in one appearance; the filters of a list may find it in several.
struct Wanted {
    series: String,
    number: String,
    year: Option<String>,
}

/// The place of a record in a series.
#[derive(Deserialize)]
struct Place {
    series: Option<Named>,
    number: Option<String>,
    year: Option<i16>,
    published: Option<PartialDate>,
    #[serde(default)]
    appearances: Vec<Place>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Wanted {
    fn is_latest(&self) -> bool {
        self.number == "latest"
    }

    /// Whether a record has the number in the series; of a tombstone only the place it is cited by is
    /// left.
    fn is_met_by(&self, record: &Stored) -> Result<bool, StoreError> {
        let own: Place = serde_json::from_slice(&record.document)?;
        Ok(self.stands_in(&own) || own.appearances.iter().any(|place| self.stands_in(place)))
    }

    fn stands_in(&self, place: &Place) -> bool {
        let number = |own: &str| text::clean(own).to_lowercase();
        let years = [place.year, place.published.map(PartialDate::year)];
        place.series.as_ref().is_some_and(|series| series.id == self.series)
            && (self.is_latest() || place.number.as_deref().is_some_and(|own| number(own) == number(&self.number)))
            && self.year.as_ref().is_none_or(|year| years.iter().flatten().any(|own| Ok(*own) == year.parse()))
    }
}

fn answer(state: &State, page: Page, wanted: &Wanted, path: &str) -> Result<Answer, Problem> {
    let mut items = Vec::with_capacity(page.items.len());
    for item in page.items {
        if wanted.is_met_by(&item)? {
            items.push(item);
        }
    }
    // What is withdrawn is asked for only where nothing else has the number.
    let listed = |item: &Arc<Stored>| state.reader.hit(item.id).is_some_and(|hit| hit.state == Listing::Listed);
    if items.iter().any(listed) {
        items.retain(listed);
    }
    match items.as_slice() {
        [] => Err(unknown()),
        [one] => Ok(Answer::One(one.id)),
        [newest, ..] if wanted.is_latest() => Ok(Answer::One(newest.id)),
        several => {
            let documents: Vec<_> = several.iter().map(|item| item.document.clone()).collect();
            let epoch = &state.reader.settings().epoch;
            let (tags, total) = (several.iter().map(|item| item.etag), several.len() as u64);
            let extras = &[("facets", None), ("search", None)];
            let frame = Frame { total, next: None, epoch, as_of: page.as_of, path, extras };
            Ok(Answer::Several(envelope::make(&documents, tags, frame).bytes))
        }
    }
}
