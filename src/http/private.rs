//! The private view of a thing: what an editor sees, and what writes are answered with.

use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};

use super::params::Params;
use super::problem::Problem;
use super::state::State;
use super::{edit, revisions, single};
use crate::domain::{Article, Author, Disclaimer, Grant, Id, Organization, Resource, Series};
use crate::import::edit::Fault;

/// The media type of the private view. It is another one than that of the public record, because it has
/// another form.
pub const PRIVATE: &str = "application/vnd.byline.private+json";

/// Answers the private view of one thing.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    name: String,
) -> Result<HttpResponse, Problem> {
    let grant = Grant::extract(&request).await?;
    let mut params = Params::of(&request)?;
    params.one("view");
    if !params.all("fields").is_empty() {
        params.refuse("fields", "the private view is always whole; leave out `fields`, or `view`");
    }
    params.none_left()?;
    let asked = name.clone();
    let id = name.parse::<Id>().ok().filter(|id| id.resource() == resource);
    let found = state.read_aside(move |state| {
        let store = state.reader.store();
        match id {
            Some(id) => Ok(Ok(store.view(&grant, id))),
            None if name.contains(char::is_control) => Ok(Err(None)),
            None => Ok(Err(store.named(resource, &name)?)),
        }
    });
    let view = match found.await? {
        Ok(view) => view.map_err(|error| edit::problem(error, resource, &asked))?,
        Err(Some(id)) => {
            let to = single::with_query(&single::path(id), request.query_string());
            return Ok(HttpResponse::Found().insert_header((header::LOCATION, to)).finish());
        }
        Err(None) => return Err(single::not_found(resource, &asked)),
    };
    let mut response = send(StatusCode::OK, &view.tag(), view.to_json()?);
    let link = format!("<{}>; rel=\"version-history\"", revisions::list_of(view.id));
    if let Ok(link) = header::HeaderValue::try_from(link) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// The private view as an answer.
pub fn send(status: StatusCode, tag: &str, json: Vec<u8>) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, PRIVATE))
        .insert_header((header::ETAG, format!("\"{tag}\"")))
        .body(json)
}

/// Declares the private view of a resource.
macro_rules! view {
    ($name:ident, $own:ty, $what:literal $(, $more:ident: $type:ty = $about:literal)?) => {
        #[doc = $what]
        #[derive(utoipa::ToSchema)]
        #[allow(dead_code)]
        pub struct $name {
            /// Its id, for ever.
            #[schema(value_type = String)]
            id: Id,
            /// A name for addresses. Where it is changed, the one before redirects.
            slug: Option<String>,
            /// How often it was written. Its tag, `"r12"`, is the `ETag`.
            #[schema(minimum = 1, example = 12)]
            revision: i64,
            /// When it was first kept.
            created: crate::domain::Timestamp,
            #[serde(flatten)]
            own: $own,
            $(#[doc = $about] #[schema(value_type = Vec<String>)] $more: $type,)?
            /// What is doubtful about it, though it may be right.
            warnings: Vec<Fault>,
        }
    };
}

view!(PrivateArticle, Article, "Everything that is known of an article.");
view!(PrivateAuthor, Author, "Everything that is known of an author.", merged_from: Vec<Id> = "The authors that were merged into this one.");
view!(PrivateOrganization, Organization, "Everything that is known of an organization.", merged_from: Vec<Id> = "The organizations that were merged into this one.");
view!(PrivateSeries, Series, "Everything that is known of a series.");
view!(PrivateDisclaimer, Disclaimer, "Everything that is known of a disclaimer.");
