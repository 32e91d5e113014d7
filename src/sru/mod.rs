//! SRU, Search/Retrieve via URL: versions 1.1, 1.2 (Library of Congress) and 2.0 (OASIS, part 3), with
//! CQL. No HTTP and no SQL: parameters in, XML out.

pub mod cql;
mod diagnostic;
mod explain;
mod index;
mod plan;
mod request;
mod response;
mod scan;
mod schema;
mod sort;
mod term;

pub use diagnostic::Diagnostic;

use crate::domain::Identity;
use crate::search::Search;
use crate::store::StoreError;
use crate::store::reader::Reader;
use request::{Operation, Request};

/// What an answer needs beside the request.
pub struct Source<'a> {
    /// The archive.
    pub reader: &'a Reader,
    /// Where texts are found by their words.
    pub search: &'a Search,
    /// Who it says it is.
    pub identity: &'a Identity,
    /// Where this service was asked: scheme, host and port. It takes the place of a public address in
    /// the description of the service, and nowhere else.
    pub asked_at: &'a str,
}

/// Answers a request, given as its parameters. Whatever is wrong with it is told in the answer.
pub fn answer(source: &Source<'_>, parameters: Vec<(String, String)>) -> Result<Vec<u8>, StoreError> {
    let request = Request::read(parameters);
    match request.operation {
        Operation::Explain => Ok(explain::answer(source, &request)),
        Operation::Search => search(source, &request),
        Operation::Scan => scan::answer(source, &request),
    }
}

fn search(source: &Source<'_>, request: &Request) -> Result<Vec<u8>, StoreError> {
    let wrong = |diagnostic: Diagnostic| response::search(source, request, &response::Found::nothing(diagnostic));
    if let Some(diagnostic) = &request.wrong {
        return wrong(diagnostic.clone());
    }
    let mut query = match plan::plan(source, request)? {
        Ok(query) => query,
        Err(diagnostic) => return wrong(diagnostic),
    };
    query.skip = request.start - 1;
    query.limit = request.maximum.max(1);
    let page = source.reader.page(&query)?;
    if request.start as u64 > page.total.max(1) {
        let details = format!("there are {} records", page.total);
        return wrong(Diagnostic::new(61, details).with_total(page.total));
    }
    let mut records = page.items;
    records.truncate(request.maximum);
    response::search(source, request, &response::Found { total: page.total, records, wrong: None })
}
