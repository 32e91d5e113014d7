//! Answers as XML, in the words of each version.

use std::sync::Arc;

use super::Source;
use super::diagnostic::Diagnostic;
use super::request::{Operation, Request, Version};
use super::scan::Value;
use crate::format::XML;
use crate::format::xml::Xml;
use crate::store::StoreError;
use crate::store::reader::Stored;

/// What a search found.
pub struct Found {
    /// How many records in all: exact.
    pub total: u64,
    /// Those of this answer.
    pub records: Vec<Arc<Stored>>,
    /// What was wrong.
    pub wrong: Option<Diagnostic>,
}

impl Found {
    /// Nothing, for this reason.
    pub fn nothing(diagnostic: Diagnostic) -> Self {
        Found { total: diagnostic.total, records: Vec::new(), wrong: Some(diagnostic) }
    }
}

impl Version {
    fn namespace(self, of: Operation) -> &'static str {
        match self {
            Version::V2_0 if of == Operation::Scan => "http://docs.oasis-open.org/ns/search-ws/scan",
            Version::V2_0 => "http://docs.oasis-open.org/ns/search-ws/sruResponse",
            _ => "http://www.loc.gov/zing/srw/",
        }
    }

    fn diagnostics(self) -> &'static str {
        match self {
            Version::V2_0 => "http://docs.oasis-open.org/ns/search-ws/diagnostic",
            _ => "http://www.loc.gov/zing/srw/diagnostic/",
        }
    }
}

/// The answer to a search.
pub fn search(source: &Source<'_>, request: &Request, found: &Found) -> Result<Vec<u8>, StoreError> {
    let mut records = Vec::with_capacity(found.records.len());
    if let Some(schema) = request.schema {
        for stored in &found.records {
            records.push((stored.id.to_string(), schema.record(stored, source.identity)?));
        }
    }
    let schema = request.schema.map_or("", |schema| schema.identifier);
    Ok(document("searchRetrieveResponse", request, |answer| {
        answer.leaf("numberOfRecords", &found.total.to_string());
        if !records.is_empty() {
            answer.element("records").children(|list| {
                for (place, (id, xml)) in (request.start..).zip(&records) {
                    record(list, request, schema, xml, Some((id, place)));
                }
            });
        }
        let next = request.start.saturating_add(records.len());
        if !records.is_empty() && (next as u64) <= found.total {
            answer.leaf("nextRecordPosition", &next.to_string());
        }
        answer.element("echoedSearchRetrieveRequest").children(|echo| {
            for (name, value) in &request.echoed {
                echo.leaf(name, value);
            }
        });
        diagnostics(answer, request, found.wrong.as_ref());
        if request.version == Version::V2_0 {
            answer.leaf("resultCountPrecision", "info:srw/vocabulary/resultCountPrecision/1/exact");
        }
    }))
}

/// The answer to a scan.
pub fn scan(request: &Request, values: &[Value], wrong: Option<&Diagnostic>) -> Vec<u8> {
    document("scanResponse", request, |answer| {
        if !values.is_empty() {
            answer.element("terms").children(|list| values.iter().for_each(|own| term(list, own)));
        }
        let parts = ["version", "scanClause", "responsePosition", "maximumTerms", "stylesheet"];
        let told: Vec<_> = request.echoed.iter().filter(|(name, _)| parts.contains(name)).collect();
        // The schemas ask for the clause.
        if told.iter().any(|(name, _)| *name == "scanClause") {
            answer.element("echoedScanRequest").children(|echo| {
                told.iter().for_each(|(name, value)| echo.leaf(name, value));
            });
        }
        diagnostics(answer, request, wrong);
    })
}

fn term(list: &mut Xml<'_>, own: &Value) {
    list.element("term").children(|term| {
        term.leaf("value", &own.value);
        term.leaf("numberOfRecords", &own.total.to_string());
        let place = match own.ends {
            (true, true) => "only",
            (true, false) => "first",
            (false, true) => "last",
            (false, false) => "inner",
        };
        term.leaf("whereInList", place);
    });
}

/// The answer to explain, around its record.
pub fn explain(request: &Request, xml: &[u8]) -> Vec<u8> {
    document("explainResponse", request, |answer| {
        record(answer, request, "http://explain.z3950.org/dtd/2.0/", xml, None);
        diagnostics(answer, request, request.wrong.as_ref());
    })
}

fn document(root: &str, request: &Request, write: impl FnOnce(&mut Xml<'_>)) -> Vec<u8> {
    let mut out = XML.to_vec();
    Xml::new(&mut out).element(root).attribute("xmlns", request.version.namespace(request.operation)).children(
        |answer| {
            if request.version != Version::V2_0 {
                answer.leaf("version", request.version.word());
            }
            write(answer);
        },
    );
    out.push(b'\n');
    out
}

fn record(list: &mut Xml<'_>, request: &Request, schema: &str, xml: &[u8], place: Option<(&String, usize)>) {
    list.element("record").children(|record| {
        record.leaf("recordSchema", schema);
        let packing = if request.version == Version::V2_0 { "recordXMLEscaping" } else { "recordPacking" };
        record.leaf(packing, if request.escaped { "string" } else { "xml" });
        record.element("recordData").children(|data| match request.escaped {
            true => data.text(&String::from_utf8_lossy(xml)),
            false => data.raw(xml),
        });
        if let Some((id, place)) = place {
            record.leaf_if("recordIdentifier", Some(id.as_str()).filter(|_| request.version == Version::V1_2));
            record.leaf("recordPosition", &place.to_string());
        }
    });
}

fn diagnostics(answer: &mut Xml<'_>, request: &Request, wrong: Option<&Diagnostic>) {
    let Some(wrong) = wrong else { return };
    answer.element("diagnostics").children(|list| {
        list.element("diagnostic").attribute("xmlns", request.version.diagnostics()).children(|own| {
            own.leaf("uri", &wrong.uri());
            own.leaf_if("details", Some(wrong.details.as_str()).filter(|details| !details.is_empty()));
            own.leaf("message", wrong.message());
        });
    });
}
