//! Formatted citations.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};

use super::params::Params;
use super::problem::Problem;
use super::respond::{Content, Validator};
use super::state::State;
use super::{accept, declare, single};
use crate::domain::Resource;
use crate::domain::digest::hash64;
use crate::format::citation::{self, Style, Unknown};
use crate::format::record;
use crate::record::Record;
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

/// How a citation is asked for.
struct Asked {
    style: Style,
    media_type: &'static str,
}

impl Asked {
    fn of(request: &HttpRequest) -> Result<Asked, Problem> {
        let mut params = Params::of(request)?;
        let [style, locale, format] = ["style", "locale", "format"].map(|name| params.one(name));
        let named = Style::named(style.as_deref().unwrap_or(citation::DEFAULT_STYLE), locale.as_deref());
        if let Err(unknown) = &named {
            let (name, given, all) = match unknown {
                Unknown::Style => ("style", style, citation::style_names().collect::<Vec<_>>()),
                Unknown::Locale => ("locale", locale, citation::locales().collect()),
            };
            let given = given.unwrap_or_default();
            params.refuse(name, format!("there is no {name} `{given}`; there are {}", all.join(", ")));
        }
        let media_type = format.as_ref().map(|word| TYPES.iter().find(|(own, _)| own == word));
        if let Some(None) = media_type {
            params.refuse("format", "write `text` or `html`");
        }
        params.none_left()?;
        let media_type = match media_type.flatten() {
            Some((_, media_type)) => media_type,
            None => accept::one_of(request, &TYPES.map(|(_, media_type)| media_type))?,
        };
        let style = named.map_err(|_| Problem::parameter("style", "it cannot be read"))?;
        Ok(Asked { style, media_type })
    }

    /// The citation of an article.
    fn cite(&self, stored: &Stored) -> Result<String, Problem> {
        let record = record(Resource::Article, &stored.document).map_err(StoreError::from)?;
        let Record::Article(article) = &record else { return Err(single::not_found(Resource::Article, &stored.id)) };
        Ok(match self.media_type {
            "text/html" => self.style.html(article),
            _ => self.style.text(article),
        })
    }
}
