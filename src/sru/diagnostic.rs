//! Diagnostics: what is wrong with a request (SRU 1.2, diagnostics list; SRU 2.0, appendix D).

/// One diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its number in the list.
    pub code: u16,
    /// The value it is about, or what would be right.
    pub details: String,
    /// How many records were found nevertheless.
    pub total: u64,
}

impl Diagnostic {
    /// One of this number.
    pub fn new(code: u16, details: impl Into<String>) -> Self {
        Diagnostic { code, details: details.into(), total: 0 }
    }

    /// The same, where so many records were found.
    pub fn with_total(self, total: u64) -> Self {
        Diagnostic { total, ..self }
    }

    /// Its identifier.
    pub fn uri(&self) -> String {
        format!("info:srw/diagnostic/1/{}", self.code)
    }

    /// What its number means.
    pub fn message(&self) -> &'static str {
        MESSAGES.iter().find(|(code, _)| *code == self.code).map_or("General system error", |(_, message)| message)
    }
}

const MESSAGES: &[(u16, &str)] = &[
    (2, "System temporarily unavailable"),
    (4, "Unsupported operation"),
    (5, "Unsupported version"),
    (6, "Unsupported parameter value"),
    (7, "Mandatory parameter not supplied"),
    (8, "Unsupported parameter"),
    (10, "Query syntax error"),
    (15, "Unsupported context set"),
    (16, "Unsupported index"),
    (19, "Unsupported relation"),
    (20, "Unsupported relation modifier"),
    (22, "Unsupported combination of relation and index"),
    (27, "Empty term unsupported"),
    (28, "Masking character not supported"),
    (31, "Anchoring character not supported"),
    (36, "Term in invalid format for index or relation"),
    (38, "Too many boolean operators in query"),
    (39, "Proximity not supported"),
    (46, "Unsupported boolean modifier"),
    (48, "Query feature unsupported"),
    (60, "Result set not created: too many matching records"),
    (61, "First record position out of range"),
    (66, "Unknown schema for retrieval"),
    (71, "Unsupported record packing"),
    (80, "Sort not supported"),
    (84, "Too many sort keys to sort"),
    (87, "Unsupported schema for sort"),
    (88, "Unsupported path for sort"),
    (90, "Unsupported direction"),
    (91, "Unsupported case"),
    (92, "Unsupported missing value action"),
    (120, "Response position out of range"),
];
