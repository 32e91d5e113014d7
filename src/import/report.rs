//! What every reader reports beside its values: problems, and how sure it is.

use serde::{Deserialize, Serialize};

/// One thing an editor should know about an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ImportProblem)]
pub struct Problem {
    /// The line it is about, counted from 1, where it is about one.
    pub line: Option<u32>,
    /// The field it is about, by its name in an article (`title`, `abstract`, …).
    pub field: String,
    /// What is wrong, and where possible what to do about it.
    pub reason: String,
    /// How bad it is.
    pub severity: Severity,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something was done that a reader of the result may want to know.
    Info,
    /// Something is missing or in doubt.
    Warning,
    /// The input cannot become an article as it is.
    Error,
}

/// How sure a reader is of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// One of several readings; someone should look.
    Doubtful,
    /// The usual reading, by rules that can err.
    Likely,
    /// Stated by the input in so many words.
    Certain,
}

/// A value, where it was found, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding<T> {
    /// The value.
    pub value: T,
    /// First and last line it was read from, counted from 1, both included.
    pub lines: (u32, u32),
    /// The part of the input it came from: `heading`, `byline`, `disclaimer`, …
    pub source: &'static str,
    /// How sure the reader is.
    pub certainty: Certainty,
}

impl Problem {
    /// A note about something that was done.
    pub fn info(line: Option<u32>, field: &str, reason: impl Into<String>) -> Self {
        Self::new(Severity::Info, line, field, reason.into())
    }

    /// A warning: something is missing or in doubt.
    pub fn warning(line: Option<u32>, field: &str, reason: impl Into<String>) -> Self {
        Self::new(Severity::Warning, line, field, reason.into())
    }

    /// An error: the input cannot become an article as it is.
    pub fn error(line: Option<u32>, field: &str, reason: impl Into<String>) -> Self {
        Self::new(Severity::Error, line, field, reason.into())
    }

    fn new(severity: Severity, line: Option<u32>, field: &str, reason: String) -> Self {
        Self { line, field: field.to_owned(), reason, severity }
    }
}

impl<T> Finding<T> {
    /// The same finding with another value made from this one.
    pub fn with<U>(&self, value: U) -> Finding<U> {
        Finding { value, lines: self.lines, source: self.source, certainty: self.certainty }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn serialises_in_snake_case() {
        let problem = Problem::warning(Some(3), "abstract", "other subject");
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"line":3,"field":"abstract","reason":"other subject","severity":"warning"}"#
        );
        let json = serde_json::to_string(&Certainty::Doubtful).unwrap();
        assert_eq!(json, r#""doubtful""#);
    }
}
