//! `/v1/erasures`: taking a text out of everything that is and was.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::Value;

use super::params::Params;
use super::problem::Problem;
use super::state::State;
use super::{content, declare, edit};
use crate::domain::erasure::Erasure;
use crate::domain::{Grant, Id, Resource};
use crate::import::edit::{Fault, Fields, read};
use crate::store::edit::Erased;

/// What is to be erased.
#[derive(utoipa::ToSchema)]
#[schema(as = ErasureSource)]
#[allow(dead_code)]
pub struct ErasureSource {
    /// The text, such as an address or a former name. It is found in any case, and only as whole words.
    #[schema(min_length = 2, max_length = 500, example = "Ada Oldname")]
    text: String,
    /// What takes its place. Without it, a value that holds nothing else is taken away, and inside of longer
    /// texts it becomes `[…]`.
    #[schema(example = "Ada Newman")]
    replacement: Option<String>,
    /// Only in these things and in what refers to them, by id. Without any, everywhere.
    #[schema(value_type = Option<Vec<String>>, example = json!(["au3"]))]
    within: Option<Vec<Id>>,
}

/// Erase a text
///
/// For the law: takes a text out of all values, bodies, revisions, old versions and slugs, in one write. What showed it
/// changes, and the log says so; the log itself never held it. Backups and the files that were imported are not
/// reached. Erasing again finds nothing.
#[utoipa::path(tag = "service", operation_id = "eraseText", params(declare::Erasing), security(("key" = ["admin"])),
    request_body(content = ErasureSource, content_type = "application/json"),
    responses((status = 200, description = "Where it stood.", body = Erased, content_type = "application/json")))]
#[post("/erasures")]
pub async fn erase(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let edit = edit::edit(grant, &mut params);
    let trial = params.switch("dry_run");
    params.none_left()?;
    let text = content::read(&request, content, content::JSON).await?;
    let (erasure, within) = asked(read(&text).map_err(Problem::Malformed)?).map_err(Problem::Content)?;
    let erased = state.write(move |store| store.erase(&edit, &erasure, &within, trial)).await;
    let erased = erased.map_err(|error| edit::problem(error, Resource::Article, ""))?;
    Ok(HttpResponse::Ok().json(erased))
}

/// What is asked for, or all that is wrong with it.
fn asked(mut fields: Fields) -> Result<(Erasure, Vec<Id>), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut word = |name: &str| match fields.shift_remove(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(_) => {
            faults.push(Fault::at(format!("/{name}"), "write a text"));
            None
        }
    };
    let (text, replacement) = (word("text").unwrap_or_default(), word("replacement"));
    let within = match fields.shift_remove("within") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items,
        Some(other) => vec![other],
    };
    let mut ids = Vec::new();
    for (index, item) in within.iter().enumerate() {
        match item.as_str().and_then(|text| text.parse::<Id>().ok()) {
            Some(id) => ids.push(id),
            None => faults.push(Fault::at(format!("/within/{index}"), "write an id, such as `au3`")),
        }
    }
    faults.extend(fields.keys().map(|name| Fault::unknown(name, "`text`, `replacement` and `within`")));
    let erasure = Erasure::new(&text, replacement).map_err(|why| faults.push(Fault::at("/text", why)));
    match (erasure, faults.is_empty()) {
        (Ok(erasure), true) => Ok((erasure, ids)),
        _ => Err(faults),
    }
}
