//! What records were: their public versions.
//!
//! Kept is, of each change, what it took the place of. A version is the record as it is now with the old
//! values put back, change by change; so a new way of rendering reaches old versions too, in all that
//! never changed.

use serde_json::{Map, Value};

use super::bodies::published;
use super::error::StoreError;
use super::reader::Reader;
use crate::domain::Id;
use crate::domain::redaction::redact_all;
use crate::record::article::consented;

/// A public version of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub number: usize,
    /// The top-level fields by which it differs from the version before; none of the first.
    pub fields: Vec<String>,
    /// The record as it was.
    pub record: Map<String, Value>,
}

impl Reader {
    /// The versions of a published article, the newest first; `None` where there is none. They show no
    /// address that may not be shown today.
    pub fn versions(&self, id: Id) -> Result<Option<Vec<Version>>, StoreError> {
        self.source().snapshot(|db| {
            let Some((article, circle)) = published(db, id)? else { return Ok(None) };
            let Some(now) = db.documents(&[id.key()])?.pop() else { return Ok(None) };
            let rows = db.versions(id.key())?;
            let (mut record, count): (Map<String, Value>, _) = (serde_json::from_slice(&now.document)?, rows.len());
            let mut versions = Vec::with_capacity(count + 1);
            for (index, row) in rows.into_iter().enumerate() {
                let before: Map<String, Value> = serde_json::from_slice(&row.before)?;
                let fields = before.keys().filter(|name| *name != "modified").cloned().collect();
                versions.push(Version { number: count + 1 - index, fields, record: record.clone() });
                record.extend(before);
            }
            versions.push(Version { number: 1, fields: Vec::new(), record });
            let consented = consented(&article, &circle);
            for version in &mut versions {
                version.record.values_mut().for_each(|value| redact_all(value, &consented));
            }
            Ok(Some(versions))
        })
    }
}
