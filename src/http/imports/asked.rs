//! What is asked of an import: by its media type, its parameters and its fields.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::domain::identifier::WebUrl;
use crate::domain::{Grant, LanguageTag, PartialDate};
use crate::http::edit;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::import::commentary::convert::Given;
use crate::intake::{Asked, Form};

/// What is read: JSON Lines, commentaries in any form, and exports of many.
pub const TYPES: &str = "application/x-ndjson, text/plain, text/markdown, text/html, application/pdf, application/xml, \
     application/octet-stream";

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;

/// Encodings of text that are told apart from UTF-8 by the bytes themselves (WHATWG Encoding standard: all
/// of the others are windows-1252).
const CHARSETS: [&str; 5] = ["utf-8", "utf8", "windows-1252", "iso-8859-1", "us-ascii"];

/// Reads what is asked for. Lines without a name come from the key: each has its own source.
pub fn parse(request: &HttpRequest, grant: &Grant) -> Result<Asked, Problem> {
    let told = form(request)?;
    let mut params = Params::of(request)?;
    let dry_run = params.switch("dry_run");
    let (name, source) = (named(&mut params, "name"), named(&mut params, "source"));
    let message = edit::text(&mut params, "message");
    let form = told.or_else(|| Form::of_name(name.as_deref()?)).unwrap_or_else(|| {
        params.refuse("name", "its end tells what the content is: write one such as `articles.jsonl` or `harbour.txt`");
        Form::Lines
    });
    if form.is_single() && name.is_none() {
        params.refuse("name", "it is missing; a text is known again by its name, such as `harbour.txt`");
    }
    let given = if form.is_single() { given(&mut params) } else { not_of_lines(&mut params) };
    params.none_left()?;
    let key = name.clone().unwrap_or_else(|| grant.name.clone());
    Ok(Asked { form, name: name.unwrap_or_else(|| "content".to_owned()), key, source, dry_run, message, given })
}

/// Whether a client would rather not wait (RFC 7240, section 4.1).
pub fn prefers_not_to_wait(request: &HttpRequest) -> bool {
    let fields = request.headers().get_all("Prefer").filter_map(|own| own.to_str().ok());
    let mut all = fields.flat_map(|own| own.split([',', ';']));
    all.any(|own| own.trim().eq_ignore_ascii_case("respond-async"))
}

/// What the media type says; `None` where that is nothing.
fn form(request: &HttpRequest) -> Result<Option<Form>, Problem> {
    let refused = Problem::MediaType(TYPES);
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|own| own.to_str().ok()).unwrap_or_default();
    let mut parts = given.split(';').map(|part| part.trim().to_ascii_lowercase());
    let media_type = parts.next().unwrap_or_default();
    let form = Form::of_media_type(&media_type);
    if form.is_none() && media_type != "application/octet-stream" {
        return Err(refused);
    }
    let charset = parts.find_map(|part| Some(part.strip_prefix("charset=")?.trim_matches('"').to_owned()));
    let is_read = charset.is_none_or(|own| match form {
        Some(Form::Lines | Form::Wxr) => own == "utf-8",
        Some(Form::Text | Form::Markdown | Form::Html) => CHARSETS.contains(&own.as_str()),
        Some(Form::Pdf) | None => false,
    });
    match is_read && !request.headers().contains_key(header::CONTENT_ENCODING) {
        true => Ok(form),
        false => Err(refused),
    }
}

fn given(params: &mut Params) -> Given {
    Given {
        series: named(params, "series"),
        number: named(params, "number"),
        published: parsed(params, "published", PartialDate::parse),
        language: parsed(params, "language", LanguageTag::parse),
        url: parsed(params, "url", WebUrl::parse),
    }
}

/// Refuses what is told of one text where there may be many documents.
fn not_of_lines(params: &mut Params) -> Given {
    for name in ["series", "number", "published", "language", "url"] {
        if !params.all(name).is_empty() {
            params.refuse(name, "it is told of a text; here each document tells its own");
        }
    }
    Given::default()
}

fn named(params: &mut Params, name: &str) -> Option<String> {
    let text = params.one(name)?;
    if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
        params.refuse(name, format!("write 1 to {LONGEST_NAME} characters, or leave it out"));
    }
    Some(text)
}

fn parsed<T>(params: &mut Params, name: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
    match parse(&params.one(name)?) {
        Ok(value) => Some(value),
        Err(why) => {
            params.refuse(name, why);
            None
        }
    }
}
