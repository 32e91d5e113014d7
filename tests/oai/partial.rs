//! A format that not every item has a record in.

use super::{ask, repositories, walk};
use crate::support::app::{App, Database};

/// One article: with a DOI, a date, and further fields.
fn line(n: usize, doi: Option<&str>, date: Option<&str>, rest: &str) -> String {
    let identifiers = doi.map(|doi| format!(r#","identifiers":[{{"scheme":"doi","value":"{doi}"}}]"#));
    let published = date.map(|date| format!(r#","published":"{date}""#)).unwrap_or_default();
    let identifiers = identifiers.unwrap_or_default();
    format!(
        r#"{{"resource":"article","key":"k{n}","titles":[{{"text":"Title {n}"}}],"appearances":[{{"number":"{n}"{published}}}]{identifiers}{rest}}}"#
    )
}

const WITHDRAWN: &str = r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"#;
const DOUBTED: &str = r#","review":[{"field":"identifiers","reason":"another work's"}]"#;

/// The first five have a record or had one, the others have none.
fn some(database: &Database) {
    let lines = [
        line(1, Some("10.5555/a.1"), Some("2020-04-12"), ""),
        line(2, Some("10.5555/a.2"), Some("2020"), ""),
        line(3, Some("10.5555/a.3"), Some("2020-04"), ""),
        line(4, Some("10.5555/a.4"), Some("1450"), ""),
        line(5, Some("10.5555/a.5"), Some("2021"), WITHDRAWN),
        line(6, None, Some("2021"), ""),
        line(7, Some("10.5555/a.7"), None, ""),
        line(8, Some("10.5555.12/a.8"), Some("2021"), ""),
        line(9, Some("10.5555/a.9"), Some("1066"), ""),
        line(10, Some("10.5555/a.10"), Some("2021"), DOUBTED),
        line(11, None, Some("2021"), WITHDRAWN),
    ];
    database.load("t", &lines.join("\n"));
}

fn identifier(n: usize) -> String {
    // Crockford's digits: the eleventh is `b`.
    format!("oai:archive.example:ar{}", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b"][n - 1])
}

#[test]
fn an_item_without_a_record_in_a_format_is_not_in_its_lists() {
    repositories(some, |app| {
        for verb in ["ListRecords", "ListIdentifiers"] {
            let (headers, _) = walk(app, verb, "metadataPrefix=crossref", |_| ());
            let met: Vec<&str> = headers.iter().map(|own| own.identifier.as_str()).collect();
            assert_eq!(met, (1..=5).map(identifier).collect::<Vec<_>>(), "{verb}");
            assert_eq!(headers.iter().map(|own| own.deleted).collect::<Vec<_>>(), [false, false, false, false, true]);
        }
        for n in 1..=11 {
            let item = identifier(n);
            let formats = ask(app, &format!("verb=ListMetadataFormats&identifier={item}")).all("metadataPrefix");
            assert_eq!(formats.contains(&"crossref".to_owned()), n <= 5, "{item}");
            assert_eq!(formats.len(), if n <= 5 { 6 } else { 5 }, "{item}");
            for prefix in &formats {
                let one = ask(app, &format!("verb=GetRecord&metadataPrefix={prefix}&identifier={item}"));
                assert_eq!(one.codes(), [""; 0], "{item} {prefix}");
                assert_eq!(one.all("metadata").is_empty(), n == 5 || n == 11, "{item} {prefix}");
            }
            if n > 5 {
                let none = ask(app, &format!("verb=GetRecord&metadataPrefix=crossref&identifier={item}"));
                assert_eq!(none.codes(), ["cannotDisseminateFormat"], "{item}");
            }
        }
        let (all, _) = walk(app, "ListIdentifiers", "metadataPrefix=jats", |_| ());
        assert_eq!(all.len(), 11);
    });
}

#[test]
fn a_record_is_a_batch_of_its_own() {
    const NAMESPACE: &str = "http://www.crossref.org/schema/5.3.1";
    repositories(some, |app: &App| {
        let page = ask(app, "verb=ListRecords&metadataPrefix=crossref");
        page.read(|root| {
            let batches: Vec<_> = root.descendants().filter(|own| own.tag_name().name() == "doi_batch").collect();
            assert_eq!(batches.len(), 4);
            for batch in batches {
                let names: Vec<&str> =
                    batch.children().filter(|own| own.is_element()).map(|own| own.tag_name().name()).collect();
                assert_eq!(names, ["head", "body"]);
                let text = |name: &str| {
                    let found = batch.descendants().find(|own| own.tag_name().name() == name);
                    found.and_then(|own| own.text()).unwrap_or_default().to_owned()
                };
                assert_eq!(text("depositor_name"), "Harbour & Co");
                assert_eq!(text("email_address"), "librarian@archive.example");
                assert_eq!(text("registrant"), "Harbour & Co");
                assert!(text("doi").starts_with("10.5555/a."));
                assert!(text("resource").starts_with("https://archive.example/articles/ar"), "{}", text("resource"));
                assert_eq!(batch.tag_name().namespace(), Some(NAMESPACE));
            }
        });
    });
}

#[test]
fn its_lists_are_resumed_and_complete() {
    let load = |database: &Database| {
        let lines =
            (1..=500).map(|n| line(n, (n % 2 == 0).then(|| format!("10.5555/a.{n}")).as_deref(), Some("2020"), ""));
        database.load("t", &lines.collect::<Vec<_>>().join("\n"));
    };
    repositories(load, |app| {
        let with_doi: Vec<String> = app
            .walk("/v1/articles?has=doi&limit=200&sort=modified")
            .iter()
            .map(|own| format!("oai:archive.example:{}", own["id"].as_str().unwrap()))
            .collect();
        assert_eq!(with_doi.len(), 250);
        for verb in ["ListRecords", "ListIdentifiers"] {
            let (headers, pages) = walk(app, verb, "metadataPrefix=crossref&set=year:2020", |_| ());
            assert_eq!((headers.len(), pages.len()), (250, 3));
            assert!(pages.iter().all(|page| page.token().unwrap().2 == 250));
            assert_eq!(headers.iter().map(|own| own.identifier.clone()).collect::<Vec<_>>(), with_doi);
        }
    });
}

/// A DOI that comes and goes while the list is walked: what has no record any more is not in it.
#[test]
fn what_loses_its_record_leaves_the_list() {
    let load = |database: &Database| {
        let lines = (1..=150).map(|n| line(n, Some(&format!("10.5555/a.{n}")), Some("2020"), ""));
        database.load("t", &lines.collect::<Vec<_>>().join("\n"));
    };
    repositories(load, |app| {
        let all_lose = |_| {
            let lines: Vec<String> = (1..=150).map(|n| line(n, None, Some("2020"), "")).collect();
            app.database.import_at("t", &lines.join("\n"), "2024-02-01T00:00:00Z").must_succeed();
        };
        let (headers, pages) = walk(app, "ListIdentifiers", "metadataPrefix=crossref", all_lose);
        assert_eq!((headers.len(), pages.len()), (101, 2));
        assert!(headers[100].deleted, "the last one is given once more, without its record");
        assert_eq!(ask(app, "verb=ListRecords&metadataPrefix=crossref").codes(), ["noRecordsMatch"]);
    });
}
