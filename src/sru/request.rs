//! Requests: parameters read once, each either used, passed over as the protocol says, or refused.

use super::diagnostic::Diagnostic;
use super::scan;
use super::schema::{self, Schema};

/// How many records an answer holds where nothing is said.
pub const DEFAULT: usize = 10;

/// How many it holds at most; a server may give fewer than were asked for.
pub const MOST: usize = 200;

/// A version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 1.1
    V1_1,
    /// 1.2
    V1_2,
    /// 2.0
    V2_0,
}

impl Version {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Version::V1_1 => "1.1",
            Version::V1_2 => "1.2",
            Version::V2_0 => "2.0",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Version::V1_1, Version::V1_2, Version::V2_0].into_iter().find(|version| version.word() == text)
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// What the service can do.
    Explain,
    /// Records.
    Search,
    /// The terms of an index.
    Scan,
}

/// A request.
#[derive(Debug)]
pub struct Request {
    /// In which version it is answered.
    pub version: Version,
    /// What is asked for.
    pub operation: Operation,
    /// The first thing that is wrong with it.
    pub wrong: Option<Diagnostic>,
    /// The query.
    pub query: String,
    /// The place of the first record, from 1.
    pub start: usize,
    /// The most records.
    pub maximum: usize,
    /// In which form; `None` where none is offered.
    pub schema: Option<&'static Schema>,
    /// Whether records come as escaped text.
    pub escaped: bool,
    /// The order, as version 1.1 and 2.0 have it beside the query.
    pub sort_keys: Option<String>,
    /// What is asked of a scan.
    pub scan: scan::Asked,
    /// What is told back, in the order of the schema of answers.
    pub echoed: Vec<(&'static str, String)>,
}

/// Parameters that are told back, in the order of the schemas; others that are known are passed over.
const ECHOED: [&str; 15] = [
    "version",
    "scanClause",
    "responsePosition",
    "maximumTerms",
    "queryType",
    "query",
    "startRecord",
    "maximumRecords",
    "recordXMLEscaping",
    "recordPacking",
    "recordSchema",
    "resultSetTTL",
    "sortKeys",
    "stylesheet",
    "renderedBy",
];

/// Parameters that are optional to a server, or ask for nothing that changes an answer.
const PASSED_OVER: [&str; 9] = [
    "operation",
    "recordXPath",
    "httpAccept",
    "responseType",
    "extraRequestData",
    "facetLimit",
    "facetStart",
    "facetSort",
    "facetCount",
];

impl Request {
    /// Reads the parameters.
    pub fn read(parameters: Vec<(String, String)>) -> Request {
        let mut read = Reading { parameters, wrong: None };
        let (version, operation) = read.version_and_operation();
        let searching = operation == Operation::Search;
        let query = read.one("query").unwrap_or_default();
        if searching && query.trim().is_empty() {
            read.refuse(7, "query");
        }
        let clause = read.one("scanClause").unwrap_or_default();
        if operation == Operation::Scan && clause.trim().is_empty() {
            read.refuse(7, "scanClause");
        }
        let position = read.number("responsePosition", 0).unwrap_or(1);
        let terms = read.number("maximumTerms", 1).unwrap_or(scan::DEFAULT).min(scan::MOST);
        let start = read.number("startRecord", 1).unwrap_or(1);
        let maximum = read.number("maximumRecords", 0).unwrap_or(DEFAULT).min(MOST);
        let name = read.one("recordSchema").filter(|name| !name.is_empty());
        let schema = schema::find(name.as_deref());
        if let (true, Some(name), None) = (searching, &name, schema) {
            read.refuse(66, name);
        } else if searching && schema.is_none() {
            read.refuse(66, "");
        }
        let (packing, of_packing) = match version {
            Version::V2_0 => ("recordXMLEscaping", &["packed", "unpacked"]),
            _ => ("recordPacking", &["xml", "string"]),
        };
        let escaped = read.word(packing, &["xml", "string"], 71).is_some_and(|word| word == "string");
        read.word("recordPacking", of_packing, 71);
        read.word("queryType", &["cql"], 6);
        read.word("renderedBy", &["client"], 6);
        read.number("resultSetTTL", 0);
        read.others();
        let sort_keys = read.one("sortKeys").filter(|keys| !keys.trim().is_empty());
        let told = |name: &'static str| read.given(name).map(|value| (name, value.to_owned()));
        let wrong = read.wrong.as_ref().map(|diagnostic| diagnostic.details.clone());
        // What could not be read could not stand in the schema of answers either.
        let echoed = ECHOED.into_iter().filter_map(told).filter(|(name, value)| {
            matches!(*name, "query" | "scanClause")
                || !wrong.as_ref().is_some_and(|wrong| wrong.starts_with(*name) || wrong == value)
        });
        let echoed = echoed.collect();
        let scan = scan::Asked { clause, position, maximum: terms };
        Request {
            version,
            operation,
            wrong: read.wrong,
            query,
            start,
            maximum,
            schema,
            escaped,
            sort_keys,
            scan,
            echoed,
        }
    }
}

/// Parameters under way.
struct Reading {
    parameters: Vec<(String, String)>,
    wrong: Option<Diagnostic>,
}

impl Reading {
    /// Versions 1.1 and 1.2 name both; 2.0 neither, and a query is what tells a search from explain, a
    /// clause to scan for a scan.
    fn version_and_operation(&mut self) -> (Version, Operation) {
        let (version, operation) = (self.one("version"), self.one("operation"));
        let (has_query, has_clause) = (self.given("query").is_some(), self.given("scanClause").is_some());
        let known = version.as_deref().map(Version::parse);
        let asked = match operation.as_deref() {
            Some("searchRetrieve") => Operation::Search,
            Some("scan") => Operation::Scan,
            Some("explain") => Operation::Explain,
            None if has_query => Operation::Search,
            None if has_clause => Operation::Scan,
            None => Operation::Explain,
            Some(other) => {
                self.refuse(4, other);
                Operation::Explain
            }
        };
        let version = match (known, &operation) {
            (Some(Some(version)), _) => version,
            (Some(None), _) => {
                self.refuse(5, Version::V2_0.word());
                Version::V1_2
            }
            (None, None) if asked != Operation::Explain => Version::V2_0,
            (None, Some(_)) if asked != Operation::Explain => {
                self.refuse(7, "version");
                Version::V1_2
            }
            (None, _) => Version::V1_2,
        };
        // A version that is not known is told where records were asked for.
        (version, asked)
    }

    fn given(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The only value of a parameter.
    fn one(&mut self, name: &str) -> Option<String> {
        let values: Vec<_> = self.parameters.iter().filter(|(own, _)| own == name).collect();
        let value = values.first().map(|(_, value)| value.clone());
        if values.len() > 1 {
            self.refuse(6, &format!("{name} is given twice"));
        }
        value
    }

    /// A whole number from `least` on.
    fn number(&mut self, name: &str, least: usize) -> Option<usize> {
        let text = self.one(name)?;
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // A place beyond all numbers is beyond all records too.
        let number = text.parse().ok().or(plain.then_some(usize::MAX >> 1)).filter(|number| plain && *number >= least);
        if number.is_none() {
            self.refuse(6, &format!("{name}: {text}"));
        }
        number
    }

    /// One of these words.
    fn word(&mut self, name: &str, words: &[&str], code: u16) -> Option<String> {
        let word = self.one(name)?;
        if !words.contains(&word.as_str()) {
            self.refuse(code, &format!("{name}: {word}"));
        }
        Some(word)
    }

    /// Parameters of other makers begin with `x-`; whatever else is not known is refused.
    fn others(&mut self) {
        let known = |name: &str| ECHOED.contains(&name) || PASSED_OVER.contains(&name) || name.starts_with("x-");
        if let Some(name) = self.parameters.iter().map(|(name, _)| name).find(|name| !known(name)).cloned() {
            self.refuse(8, &name);
        }
    }

    /// Notes what is wrong; the first counts.
    fn refuse(&mut self, code: u16, details: &str) {
        self.wrong.get_or_insert_with(|| Diagnostic::new(code, details));
    }
}
