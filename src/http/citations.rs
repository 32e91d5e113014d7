//! Formatted citations.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::envelope::{self, CitationPage, Frame, Made};
use super::params::Params;
use super::problem::Problem;
use super::respond::{Content, Validator};
use super::state::State;
use super::{accept, declare, listing, single};
use crate::domain::digest::hash64;
use crate::domain::{Id, Resource};
use crate::format::citation::{self, Style};
use crate::format::record;
use crate::record::Record;
use crate::record::article::Article;
use crate::store::StoreError;
use crate::store::reader::Stored;

/// The media types of citations, the default one first, with their words for `format`.
pub(super) const TYPES: [(&str, &str); 2] = [("text", "text/plain"), ("html", "text/html")];

/// Cite an article
///
/// A reference to the article in a citation style, as plain text or as a fragment of HTML: one line that
/// a bibliography could hold. Where a style leaves out series or number of such an article, it is given
/// in a way in which the style prints them.
#[utoipa::path(tag = "articles", operation_id = "citeArticle",
    params(("id" = String, Path, description = "The article's id.", example = "arr"), declare::Citing),
    responses((status = 200, description = "The citation.", content((String = "text/plain"), (String = "text/html"))),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/citation")]
pub(super) async fn of_article(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = single::id(Resource::Article, &id)?;
    let asked = Asked::of(&request)?;
    let media_type = asked.media_type;
    let read = move |state: &State| {
        let stored = single::resolve(state, Resource::Article, &id.to_string())?;
        Ok((asked.cite(&stored)?, stored.modified))
    };
    let (mut citation, modified) = state.read(read).await?;
    citation.push('\n');
    let tag = format!("{:016x}-cite", hash64(format!("{media_type} {citation}").as_bytes()));
    let content = Content {
        media_type: if media_type == "text/html" { "text/html; charset=utf-8" } else { "text/plain; charset=utf-8" },
        bytes: citation.into(),
        fields: vec![(header::LINK, format!("<{}>; rel=\"about\"", single::path(id)))],
    };
    Ok(Validator { tag, modified: Some(modified) }.send(&state, &request, content))
}

/// A citation of an article.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Citation {
    /// The article's id.
    #[schema(value_type = String)]
    id: Id,
    /// A reference to it, one line; a style that numbers references has the number before it.
    citation: String,
    /// The same as a fragment of HTML; null where `format` is not `html`.
    #[schema(required)]
    citation_html: Option<String>,
}

/// Cite articles
///
/// A list of references to the articles that the same filters find at `/v1/articles`, in the same order,
/// each made for itself: what a bibliography would do to tell two references apart is left to it. Where a
/// style numbers references, the numbers run through all pages.
#[utoipa::path(tag = "articles", operation_id = "citeArticles", params(declare::Citations),
    responses((status = 200, description = "A page of citations.", body = CitationPage)))]
#[get("/articles/citations")]
pub(super) async fn of_articles(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    // A page takes long to make.
    let made = state.read_aside(move |state| listing::kept(state, target, page)).await?;
    Ok(made.answer(&state, &request))
}

/// Makes a page of citations.
fn page(state: &State, target: &str) -> Result<Made, Problem> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut params = Params::parse(query)?;
    let chosen = ["style", "locale", "format"].map(|name| (name, params.one(name)));
    let [(_, style), (_, locale), (_, format)] = &chosen;
    let style = named(&mut params, style.as_deref(), locale.as_deref());
    let has_html = media_type(&mut params, format.as_deref()) == Some("text/html");
    let first = first(&mut params);
    let own = ["style", "locale", "format", "first"];
    let mut asked = listing::Asked::of(state, Resource::Article, None, path, params, &own)?;
    let style = style.ok_or_else(unread)?;
    asked.query.limit = asked.limit.unwrap_or(asked.query.limit);
    let page = state.reader.page(&asked.query)?;
    let cite = |(number, stored): (u64, &Arc<Stored>)| -> Result<Vec<u8>, Problem> {
        let made = style.numbered(number, &article(stored)?);
        let citation_html = has_html.then(|| made.html());
        let item = Citation { id: stored.id, citation: made.text(), citation_html };
        Ok(serde_json::to_vec(&item).map_err(StoreError::from)?)
    };
    let items = (first..).zip(&page.items).map(cite).collect::<Result<Vec<_>, _>>()?;
    for (name, value) in chosen {
        value.into_iter().for_each(|value| asked.hand_on(name, value));
    }
    if style.has_numbers() {
        asked.hand_on("first", (first + items.len() as u64).to_string());
    }
    let settings = state.reader.settings();
    let next = page.next.as_ref().map(|position| asked.next(settings, position));
    let tags = items.iter().map(|item| hash64(item));
    let (total, as_of, epoch) = (page.total, page.as_of, &settings.epoch);
    Ok(envelope::make(&items, tags, Frame { total, next, epoch, as_of, path: target, extras: &[] }))
}

/// The highest number that a citation can be told to have.
pub(super) const LAST: u32 = 999_999_999;

/// The number of the first citation of a page.
fn first(params: &mut Params) -> u64 {
    let Some(text) = params.one("first") else { return 1 };
    let number = text.parse().ok().filter(|number| (1..=LAST).contains(number) && !text.starts_with('+'));
    if number.is_none() {
        params.refuse("first", format!("`{text}` is not a number; write a whole one from 1 to {LAST}"));
    }
    number.unwrap_or(1).into()
}

/// How a citation is asked for.
struct Asked {
    style: Style,
    media_type: &'static str,
}

impl Asked {
    fn of(request: &HttpRequest) -> Result<Asked, Problem> {
        let mut params = Params::of(request)?;
        let [style, locale, format] = ["style", "locale", "format"].map(|name| params.one(name));
        let style = named(&mut params, style.as_deref(), locale.as_deref());
        let media_type = media_type(&mut params, format.as_deref());
        params.none_left()?;
        let media_type = match media_type {
            Some(media_type) => media_type,
            None => accept::one_of(request, &TYPES.map(|(_, media_type)| media_type))?,
        };
        Ok(Asked { style: style.ok_or_else(unread)?, media_type })
    }

    /// The citation of an article.
    fn cite(&self, stored: &Stored) -> Result<String, Problem> {
        let article = article(stored)?;
        Ok(match self.media_type {
            "text/html" => self.style.html(&article),
            _ => self.style.text(&article),
        })
    }
}

/// The style of this name in this locale; what there is not is refused.
fn named(params: &mut Params, style: Option<&str>, locale: Option<&str>) -> Option<Style> {
    let name = style.unwrap_or(citation::DEFAULT_STYLE);
    if Style::named(name, None).is_err() {
        let all = citation::style_names().collect::<Vec<_>>().join(", ");
        params.refuse("style", format!("there is no style `{name}`; there are {all}"));
    }
    if let Some(locale) = locale
        && Style::named(citation::DEFAULT_STYLE, Some(locale)).is_err()
    {
        let all = citation::locales().collect::<Vec<_>>().join(", ");
        params.refuse("locale", format!("there is no locale `{locale}`; there are {all}"));
    }
    Style::named(name, locale).ok()
}

/// The media type of a word for it; another word is refused.
fn media_type(params: &mut Params, format: Option<&str>) -> Option<&'static str> {
    let word = format?;
    let known = TYPES.iter().find(|(own, _)| *own == word).map(|(_, media_type)| *media_type);
    if known.is_none() {
        params.refuse("format", "write `text` or `html`");
    }
    known
}

fn unread() -> Problem {
    Problem::parameter("style", "it cannot be read")
}

/// An article as it may be cited: without its doubtful fields.
fn article(stored: &Stored) -> Result<Article, Problem> {
    match record(Resource::Article, &stored.document).map_err(StoreError::from)? {
        Record::Article(article) => Ok(*article),
        _ => Err(single::not_found(Resource::Article, &stored.id)),
    }
}
