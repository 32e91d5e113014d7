//! `/v1/series/{id}/numbers/{number}`

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};

use super::envelope::{self, ArticlePage};
use super::params::Params;
use super::problem::Problem;
use super::respond::NO_CACHE;
use super::state::State;
use super::{accept, declare, single};
use crate::catalog::Query;
use crate::domain::{Id, Resource};
use crate::record::article::Article;
use crate::store::reader::Page;

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
    accept::format(&request)?;
    let (series, number) = path.into_inner();
    let id = single::id(Resource::Series, &series)?;
    let mut params = Params::of(&request)?;
    let year = params.one("year");
    params.none_left()?;
    let target = request.uri().path().to_owned();
    let read = move |state: &State| {
        single::must_exist(state, id)?;
        let page = state.reader.page(&query(id, &number, year.as_deref())?)?;
        Ok((answer(state, &page, &number, &target)?, ()))
    };
    let (response, ()) = state.into_inner().read(read).await?;
    Ok(match response {
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
    query.limit = if latest { 1 } else { MOST };
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

fn answer(state: &State, page: &Page, number: &str, path: &str) -> Result<Answer, Problem> {
    match page.items.as_slice() {
        [] => Err(unknown()),
        [one] => Ok(Answer::One(one.id)),
        [newest, ..] if number == "latest" => Ok(Answer::One(newest.id)),
        several => {
            let items: Vec<_> = several.iter().map(|item| item.document.clone()).collect();
            let epoch = &state.reader.settings().epoch;
            let tags = several.iter().map(|item| item.etag);
            Ok(Answer::Several(envelope::make(&items, tags, page.total, None, epoch, page.as_of, path).bytes))
        }
    }
}
