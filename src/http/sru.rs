//! `/sru`: searching by SRU.

use actix_web::web;
use actix_web::{HttpRequest, HttpResponse, get, post};

use super::problem::Problem;
use super::respond::Validator;
use super::state::State;
use super::{content, declare, respond};
use crate::domain::digest::hash64;
use crate::sru::{self, Source};

/// The parameters: name, description, example.
pub(super) const PARAMETERS: &[(&str, &str, &str)] = &[
    ("version", "The version of the protocol: 1.1, 1.2 or 2.0; 2.0 where it is not given and there is a query.", "2.0"),
    (
        "operation",
        "What is asked for, `explain`, `searchRetrieve` or `scan`; versions 1.1 and 1.2 need it.",
        "searchRetrieve",
    ),
    ("query", "What is looked for, in CQL. For example `dc.title any harbour`.", "dc.title any harbour"),
    ("startRecord", "The place of the first record, from 1 on; 1 where it is not given.", "1"),
    ("maximumRecords", "How many records are wanted; no more than 200 are given, and 10 where it is not said.", "10"),
    ("recordSchema", "In which form, by name or identifier. For example `dc`.", "dc"),
    (
        "recordPacking",
        "Whether records stand as `xml` or as text, `string`; in version 2.0 `packed` or `unpacked`.",
        "xml",
    ),
    ("recordXMLEscaping", "Whether records stand as `xml` or as text, `string`, in version 2.0.", "xml"),
    ("queryType", "The language of the query, in version 2.0: `cql`.", "cql"),
    ("sortKeys", "The order, where the query has no `sortBy`. For example `date,,0`.", "date,,0"),
    ("resultSetTTL", "A number of seconds; result sets are not kept.", "0"),
    (
        "scanClause",
        "The index that is scanned and the term to begin at, in CQL. For example `dc.creator = mel`.",
        "dc.creator = mel",
    ),
    (
        "responsePosition",
        "Where in the answer to a scan that term is to stand: 1, where it is not given, for the first.",
        "1",
    ),
    ("maximumTerms", "How many terms are wanted; no more than 100 are given, and 20 where it is not said.", "20"),
    ("stylesheet", "Told back, and not used.", "/style.xsl"),
];

/// Search by SRU
///
/// Search/Retrieve via URL 1.1, 1.2 and 2.0, with CQL: `explain`, which any request without a query gets,
/// tells every index and schema; `searchRetrieve` finds articles; `scan` lists the terms of an index. What is wrong with a request is told as
/// a diagnostic in the XML, under status 200.
#[utoipa::path(tag = "harvesting", operation_id = "searchRetrieve", params(declare::Sru),
    responses((status = 200, description = "Records, or what the service can do, or diagnostics.", body = String, content_type = "text/xml")))]
#[get("/sru")]
pub(super) async fn get(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let xml = answer(&request, &state, request.query_string()).await?;
    let validator = Validator { tag: format!("{:016x}", hash64(&xml)), modified: None };
    Ok(validator.answer(&state, &request, respond::TEXT_XML, xml.into()))
}

/// Search by SRU, with the parameters as a form
///
/// As by GET: for queries that are longer than an address may be (SRU 1.2, "SRU via HTTP POST";
/// searchRetrieve 1.0, part 3, appendix B).
#[utoipa::path(tag = "harvesting", operation_id = "searchRetrieveByForm",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "Records, or what the service can do, or diagnostics.", body = String, content_type = "text/xml")))]
#[post("/sru")]
pub(super) async fn post(
    request: HttpRequest,
    state: web::Data<State>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    let xml = answer(&request, &state, &content::form(&request, content).await?).await?;
    Ok(respond::fresh(&request, respond::TEXT_XML, xml.into()))
}

async fn answer(request: &HttpRequest, state: &web::Data<State>, form: &str) -> Result<Vec<u8>, Problem> {
    let parameters = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let asked_at = {
        let connection = request.connection_info();
        format!("{}://{}", connection.scheme(), connection.host())
    };
    let answered = state.read(move |state| {
        let (reader, search, identity) = (&state.reader, &state.search, &state.identity);
        let source = Source { reader, search, identity, asked_at: &asked_at };
        Ok(sru::answer(&source, parameters)?)
    });
    answered.await
}
