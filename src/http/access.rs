//! Which operations need a key, and what it must be good for.
//!
//! Each operation says so once, in its OpenAPI declaration; what is enforced is read from there. A handler
//! that needs to know what a key allows takes a [`Grant`], which only a request that was let in has.

use std::future::{Ready, ready};

use actix_web::dev::{Payload, ResourceDef, ServiceRequest};
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde_json::Value;

use super::params::Params;
use super::problem::Problem;
use super::state::State;
use crate::domain::{Grant, Scope};

/// The name of the security scheme in the OpenAPI document.
pub const SCHEME: &str = "key";

/// Every operation that knows keys.
pub(super) struct Rules(Vec<Rule>);

struct Rule {
    method: Method,
    pattern: ResourceDef,
    /// What the path begins with, and how many slashes it has: most paths differ in these, which costs less to see
    /// than that they do not match.
    begins: String,
    slashes: usize,
    scope: Scope,
    /// Whether it can do without a key too: then only the private view needs one.
    optional: bool,
}

impl Rules {
    /// Those of an OpenAPI document.
    pub(super) fn of(document: &Value) -> Rules {
        let paths = document["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path, method, operation))
        });
        let rule = |(path, method, operation): (&String, &String, &Value)| {
            let security = operation["security"].as_array()?;
            let scope = security.iter().find_map(|own| Scope::parse(own[SCHEME][0].as_str()?))?;
            let optional = security.iter().any(|own| own.as_object().is_some_and(|own| own.is_empty()));
            let method = method.to_uppercase().parse().ok()?;
            let begins = path.split('{').next().unwrap_or_default().to_owned();
            let slashes = slashes(path);
            Some(Rule { method, pattern: ResourceDef::new(path.as_str()), begins, slashes, scope, optional })
        };
        Rules(operations.filter_map(rule).collect())
    }

    /// The rule for a request; of what can do without a key there is one for the private view alone.
    fn of_request(&self, request: &ServiceRequest) -> Option<&Rule> {
        let (method, is_private) = (request.method(), is_private(request.query_string()));
        let path = request.path();
        let slashes = slashes(path);
        // Patterns come last: what is public is compared with none.
        let holds = |rule: &&Rule| {
            rule.slashes == slashes
                && (is_private || !rule.optional)
                && rule.method == *method
                && path.starts_with(rule.begins.as_str())
                && rule.pattern.is_match(path)
        };
        self.0.iter().find(holds)
    }
}

fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// Lets a request in, with what its key allows where the operation needs one; or tells why not. What is
/// public pays for none of it, and is the same with a key and without. Gives whether a key was asked for.
pub(super) async fn admit(request: &ServiceRequest) -> Result<bool, Problem> {
    let Some(state) = request.app_data::<web::Data<State>>() else { return Ok(false) };
    let Some(rule) = state.rules.of_request(request) else { return Ok(false) };
    let said = bearer(request).ok_or(Problem::Unauthorized)?.to_owned();
    let scope = rule.scope;
    let grant = state.grant(said).await?.ok_or(Problem::Unauthorized)?;
    if !grant.scope.includes(scope) {
        return Err(Problem::Forbidden);
    }
    request.extensions_mut().insert(grant);
    Ok(true)
}

/// The token of `Authorization: Bearer` (RFC 6750, section 2.1).
fn bearer(request: &ServiceRequest) -> Option<&str> {
    let mut fields = request.headers().get_all(header::AUTHORIZATION);
    let (scheme, token) = fields.next().filter(|_| fields.next().is_none())?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether a query asks for the private view.
pub fn is_private(query: &str) -> bool {
    let may = query.contains("view") || query.contains('%');
    may && Params::parse(query).is_ok_and(|mut params| params.all("view").iter().any(|view| view == "private"))
}

/// Refuses a view that there is not.
pub fn no_view(params: &mut Params) {
    if !params.all("view").is_empty() {
        params.refuse("view", "the one view beside the public one is `private`");
    }
}

impl FromRequest for Grant {
    type Error = Problem;
    type Future = Ready<Result<Grant, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Grant>().cloned().ok_or(Problem::Unauthorized))
    }
}
