//! Scanning: the terms of an index.

use super::{ask, between, both, diagnostic, search, total};
use crate::support::app::App;

/// Scans by version 1.2, and gives each term with how many it finds and its place in the index.
fn scan(app: &App, clause: &str, parameters: &[(&str, &str)]) -> Vec<(String, u64, String)> {
    let own = [("version", "1.2"), ("operation", "scan"), ("scanClause", clause)];
    let answer = ask(app, &[&own[..], parameters].concat());
    assert!(answer.contains("<scanResponse xmlns=\"http://www.loc.gov/zing/srw/\"><version>1.2</version>"), "{answer}");
    assert!(!answer.contains("diagnostic"), "{clause}: {answer}");
    assert_eq!(between(&answer, "<echoedScanRequest><version>1.2</version><scanClause>", "</scanClause>").len(), 1);
    let parts = |name: &str| {
        between(&answer, &format!("<{name}>"), &format!("</{name}>")).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let totals = parts("numberOfRecords").into_iter().map(|total| total.parse().unwrap());
    parts("value").into_iter().zip(totals).zip(parts("whereInList")).map(|((a, b), c)| (a, b, c)).collect()
}

fn values(found: &[(String, u64, String)]) -> Vec<&str> {
    found.iter().map(|(value, ..)| value.as_str()).collect()
}

#[test]
fn every_term_finds_what_is_said() {
    both(|app| {
        for (index, relation) in [
            ("title", "="),
            ("creator", "=="),
            ("subject", "=="),
            ("coverage", "=="),
            ("publisher", "=="),
            ("source", "=="),
            ("language", "=="),
            ("type", "=="),
            ("date", "=="),
            ("bath.issn", "=="),
        ] {
            let index = if index.contains('.') { index.to_owned() } else { format!("dc.{index}") };
            let found = scan(app, &format!("{index} = \" 0\""), &[("maximumTerms", "100")]);
            assert!(!found.is_empty(), "{index}");
            assert!(values(&found).is_sorted(), "{index}: {found:?}");
            for (value, records, _) in &found {
                assert!(*records > 0, "{index} {value}");
                let query = format!("{index} {relation} \"{value}\"");
                assert_eq!(total(&search(app, &[("query", &query)])) as u64, *records, "{query}");
            }
        }
    });
}

#[test]
fn a_scan_goes_on_from_where_it_is_asked_to() {
    both(|app| {
        let all = scan(app, "dc.language = a", &[("maximumTerms", "100")]);
        assert_eq!(values(&all), ["en", "fr", "ja"]);
        assert_eq!((all[0].2.as_str(), all.last().unwrap().2.as_str()), ("first", "last"));
        assert!(all[1..all.len() - 1].iter().all(|own| own.2 == "inner"), "{all:?}");
        let at = values(&all).iter().position(|own| *own == "ja").unwrap();
        for position in 0..=3 {
            let text = position.to_string();
            let some = scan(app, "dc.language = ja", &[("maximumTerms", "2"), ("responsePosition", &text)]);
            let begin = at + 1 - position;
            assert_eq!(some, all[begin.min(all.len())..(begin + 2).min(all.len())], "{position}");
        }
        // Before a term that is not there; in another case; beyond the end.
        assert_eq!(scan(app, "dc.language = JA", &[("maximumTerms", "1")])[0], all[at]);
        assert_eq!(scan(app, "dc.language = iz", &[("maximumTerms", "1")])[0], all[at]);
        assert_eq!(scan(app, "dc.language = zzz", &[]), []);
        assert_eq!(scan(app, "bath.issn = 0", &[]), [("2910-2049".to_owned(), 2, "only".to_owned())]);
        // Names of nobody who made anything, and of what is not public, are no terms.
        assert!(!values(&scan(app, "dc.creator = a", &[])).contains(&"quay press"));
        assert!(!values(&scan(app, "dc.title = a", &[("maximumTerms", "100")])).contains(&"draft"));
    });
}

#[test]
fn what_cannot_be_scanned_is_told() {
    both(|app| {
        for (code, clause) in [
            (10, "a and b"),
            (10, "dc.title ="),
            (16, "cql.anywhere = a"),
            (16, "dc.nothing = a"),
            (16, "rec.id = a"),
            (22, "dc.title == harbour"),
            (27, "dc.title = \"\""),
            (80, "dc.title = a sortBy dc.title"),
        ] {
            let answer = ask(app, &[("version", "1.2"), ("operation", "scan"), ("scanClause", clause)]);
            assert_eq!(diagnostic(&answer), Some(code), "{clause}: {answer}");
        }
        for (code, name, value) in
            [(120, "responsePosition", "22"), (6, "responsePosition", "-1"), (6, "maximumTerms", "0")]
        {
            let answer =
                ask(app, &[("version", "1.1"), ("operation", "scan"), ("scanClause", "dc.title = a"), (name, value)]);
            assert_eq!(diagnostic(&answer), Some(code), "{name}: {answer}");
        }
        // In version 2.0 the clause says what is asked for.
        let answer = ask(app, &[("scanClause", "dc.title = harbour"), ("maximumTerms", "1")]);
        assert!(
            answer.contains("<scanResponse xmlns=\"http://docs.oasis-open.org/ns/search-ws/scan\"><terms>"),
            "{answer}"
        );
        assert!(ask(app, &[("operation", "explain"), ("version", "1.2")]).contains("search=\"true\" scan=\"true\""));
    });
}
