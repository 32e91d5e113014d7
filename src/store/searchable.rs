//! What is read of records so that they can be found by their words.

use super::error::StoreError;
use super::reader::Reader;
use crate::catalog::State;
use crate::domain::Id;
use crate::domain::redaction::redact;

/// A record as it can be found.
#[derive(Debug)]
pub struct Searchable {
    /// Its id.
    pub id: Id,
    /// Its JSON, as the public reads it.
    pub document: Vec<u8>,
    /// The paragraphs of an article, whether they are served or not, without any contacts.
    pub paragraphs: Vec<String>,
}

impl Reader {
    /// Those of these records that lists show. They are as of now: what changes meanwhile stands in the log.
    pub fn searchable(&self, ids: &[Id]) -> Result<Vec<Searchable>, StoreError> {
        let is_listed = |id: &&Id| self.hit(**id).is_some_and(|hit| hit.state == State::Listed);
        let keys: Vec<i64> = ids.iter().filter(is_listed).map(|id| id.key()).collect();
        let (documents, mut bodies) = self.source().snapshot(|db| Ok((db.documents(&keys)?, db.bodies(&keys)?)))?;
        bodies.sort_unstable_by_key(|body| body.id);
        let found = documents.into_iter().filter_map(|row| Some((Id::from_key(row.id)?, row)));
        let whole = found.map(|(id, row)| {
            let body = bodies.binary_search_by_key(&row.id, |body| body.id).ok().map(|at| &bodies[at]);
            let paragraphs: Vec<String> =
                body.map(|body| serde_json::from_slice(&body.paragraphs)).transpose()?.unwrap_or_default();
            let paragraphs = paragraphs.iter().map(|text| redact(text, &[])).collect();
            Ok(Searchable { id, document: row.document, paragraphs })
        });
        whole.collect()
    }
}
