//! stub
use crate::record::Record;
/// stub
pub struct Entry;
impl Entry {
    /// stub
    pub fn of(_record: &Record, _etag: u64) -> Self { Entry }
    /// stub
    pub fn to_bytes(&self) -> Vec<u8> { Vec::new() }
}
