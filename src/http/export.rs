//! Lists in other formats than JSON: the whole list as one file, or a page of it where one is asked for.
//!
//! A file is made while it is sent, however slowly the client reads.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, guard, web};

use super::found;
use super::listing::{self, Asked, Scope};
use super::pieces::{self, Pieces};
use super::problem::Problem;
use super::respond::{Content, Validator, stream};
use super::single;
use super::state::State;
use crate::domain::Resource;
use crate::export::{self, Hindrance, Walk};
use crate::format::Format;

/// A list that is restricted by its path: the name of the filter, and what its id is of.
type By = Option<(&'static str, Resource)>;

/// Every list there is: its path, and what it lists.
pub(super) const LISTS: &[(&str, Resource, By)] = &[
    ("/v1/articles", Resource::Article, None),
    ("/v1/authors", Resource::Author, None),
    ("/v1/authors/{id}/articles", Resource::Article, Some(("author", Resource::Author))),
    ("/v1/organizations", Resource::Organization, None),
    ("/v1/organizations/{id}/articles", Resource::Article, Some(("organization", Resource::Organization))),
    ("/v1/series", Resource::Series, None),
    ("/v1/series/{id}/articles", Resource::Article, Some(("series", Resource::Series))),
    ("/v1/disclaimers", Resource::Disclaimer, None),
    ("/v1/disclaimers/{id}/articles", Resource::Article, Some(("disclaimer", Resource::Disclaimer))),
];

/// The lists with a suffix for their format, in the scope of `/v1`. Their operations are made of those of
/// the lists.
pub(super) fn routes(scope: actix_web::Scope) -> actix_web::Scope {
    LISTS.iter().fold(scope, |scope, (path, resource, by)| {
        let path = format!("{}.{{format}}", path.trim_start_matches("/v1"));
        let handler = move |request, state| by_suffix(request, state, *resource, *by);
        scope.service(web::resource(path).guard(guard::Get()).to(handler))
    })
}

async fn by_suffix(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    by: By,
) -> Result<HttpResponse, Problem> {
    let part = |name| request.match_info().get(name).unwrap_or_default();
    let format = single::of_suffix(part("format"), resource, &state.identity)?;
    let scope = by.map(|(name, of)| single::id(of, part("id")).map(|id| (name, id))).transpose()?;
    if let Some(response) = listing::elsewhere(&request, &state, scope).await? {
        return Ok(response);
    }
    match format.is_json() {
        true => listing::json(request, state, resource, scope).await,
        false => answer(request, state, resource, scope, format).await,
    }
}

/// Answers a list in a format.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    scope: Option<Scope>,
    format: &'static Format,
) -> Result<HttpResponse, Problem> {
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let mut fields = single::fields(format, &disposition(resource, scope, format));
    fields.extend(location(&request, format));
    let asked = target.clone();
    let begun = state.read(move |state| begin(state, resource, scope, &asked, format)).await?;
    let Begun { walk, bytes, next, generation } = begun;
    fields.extend(next.map(|next| (header::LINK, format!("<{next}>; rel=\"next\""))));
    if walk.is_done {
        let validator = Validator { tag: single::tag(format, &bytes), modified: None };
        let content = Content { media_type: format.content_type, bytes: bytes.into(), fields };
        return Ok(found::told_whole(&state, &request, validator.send(&state, &request, content)));
    }
    let body = pieces::body(&request, state.clone(), walk, bytes);
    let answer = stream(&request, &tag(&target, format, generation), format.content_type, fields, body);
    Ok(found::told_whole(&state, &request, answer))
}

/// A validator that holds until anything in the archive changes, or the service starts anew.
fn tag(target: &str, format: &Format, generation: u64) -> String {
    static PROCESS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    format!("{:016x}-{}", PROCESS.hash_one((target, format.name, generation)), format.name)
}

/// A name to keep a file under (RFC 6266).
fn disposition(resource: Resource, scope: Option<Scope>, format: &Format) -> String {
    let of = scope.map(|(_, id)| format!("{id}-")).unwrap_or_default();
    format!("attachment; filename=\"{of}{}.{}\"", resource.plural(), format.extension)
}

/// Where the chosen form of a list stands by itself.
fn location(request: &HttpRequest, format: &Format) -> Option<(header::HeaderName, String)> {
    let path = request.uri().path();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let own = format!("{path}.{}{query}", format.extension);
    (!path.contains('.')).then_some((header::CONTENT_LOCATION, own))
}

/// The beginning of a file.
struct Begun {
    walk: Walk,
    bytes: Vec<u8>,
    next: Option<String>,
    generation: u64,
}

/// Checks what is asked for and makes the first records, so that what is wrong is told before anything
/// is sent.
fn begin(
    state: &State,
    resource: Resource,
    scope: Option<Scope>,
    target: &str,
    format: &'static Format,
) -> Result<Begun, Problem> {
    if let Some((_, id)) = scope {
        single::must_exist(state, id)?;
    }
    let asked = Asked::parse(state, resource, scope, target, format)?;
    let generation = state.reader.generation();
    let is_page = asked.limit.is_some() || asked.query.after.is_some();
    let mut query = asked.query.clone();
    query.limit = asked.limit.unwrap_or(query.limit);
    let query = export::entries(format, query, &state.reader).map_err(|hindrance| match hindrance {
        Hindrance::Nothing => Problem::NotFound(hindrance.to_string()),
        Hindrance::Mixed(filter, _) => Problem::parameter(filter, hindrance.to_string()),
    })?;
    let mut walk = if is_page { Walk::page(format, query) } else { Walk::whole(format, query) };
    let mut bytes = Vec::new();
    walk.begin(&state.reader, &state.identity, &mut bytes);
    walk.step(&state.reader, &state.identity, &mut bytes)?;
    let next = walk.query.after.as_ref().filter(|_| is_page);
    let next = next.map(|position| asked.next(state.reader.settings(), position));
    Ok(Begun { walk, bytes, next, generation })
}

impl Pieces for Walk {
    fn step(&mut self, state: &State, out: &mut Vec<u8>) -> Result<(), Problem> {
        Ok(Walk::step(self, &state.reader, &state.identity, out)?)
    }

    fn is_done(&self) -> bool {
        self.is_done
    }
}
