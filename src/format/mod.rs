//! Formats: each a pure function from a record to bytes, in one table.
//!
//! The table drives `Accept`, the suffix of a URL and the documentation. A new format is a file and a
//! row here.

/// A representation of a record.
#[derive(Debug)]
pub struct Format {
    /// Its short name.
    pub name: &'static str,
    /// Its media type, without parameters.
    pub media_type: &'static str,
    /// What stands behind the dot in a URL.
    pub extension: &'static str,
}

/// Canonical JSON: the record as it is stored.
pub static JSON: Format = Format { name: "json", media_type: "application/json", extension: "json" };

/// Every format, the default one first.
pub static ALL: &[&Format] = &[&JSON];

/// The format of a URL's suffix.
pub fn of_extension(extension: &str) -> Option<&'static Format> {
    ALL.iter().copied().find(|format| format.extension == extension)
}
