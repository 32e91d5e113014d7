//! What records were.

use serde_json::{Value, json};

use super::ids;
use crate::support::app::{App, both_apps, both_demos};

const EMAIL: &str = "jo@own.example";

fn lines(title: &str, name: &str, consent: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"author","key":"j","names":[{{"full":"{name}"}}],"contacts":[{{"email":"{EMAIL}"{consent}}}]}}
{{"resource":"article","key":"a","titles":[{{"text":"{title}"}}],"contributions":[{{"author":"@j","biography":"Writes to {EMAIL}. Sees https://own.example/@jo@own.example too."}}]{more}}}"#
    )
}

const CONSENT: &str = r#","consent":{"by":"editors","at":"2024-01-01T00:00:00Z","scope":"biography"}"#;

/// Three versions of one article: as the record was each time.
fn history(app: &App) -> (String, Vec<Value>) {
    let steps = [
        ("2024-01-01T00:00:00Z", lines("First", "Jo", "", "")),
        ("2024-02-01T00:00:00Z", lines("Second", "Jo", "", r#","word_count":7"#)),
        ("2024-03-01T00:00:00Z", lines("Second", "Jo Renamed", "", r#","word_count":7"#)),
    ];
    let mut was = Vec::new();
    for (now, text) in steps {
        app.database.import_at("t", &text, now).must_succeed();
        was.push(app.all("articles")[0].clone());
    }
    (ids(&was)[0].clone(), was)
}

#[test]
fn every_version_is_the_record_as_it_was() {
    both_apps(|app| {
        let (id, was) = history(app);
        let listed = app.walk(&format!("/v1/articles/{id}/versions?limit=1"));
        assert_eq!(app.walk(&format!("/v1/articles/{id}/versions")), listed);
        let numbers: Vec<u64> = listed.iter().map(|own| own["number"].as_u64().unwrap()).collect();
        assert_eq!(numbers, [3, 2, 1]);
        let fields: Vec<&Value> = listed.iter().map(|own| &own["fields"]).collect();
        assert_eq!(fields, [&json!(["contributions"]), &json!(["title", "titles", "word_count"]), &json!([])]);
        for own in &listed {
            let expected = &was[own["number"].as_u64().unwrap() as usize - 1];
            let version = app.get(own["path"].as_str().unwrap());
            assert_eq!(version.json(), *expected);
            assert_eq!(own["modified"], expected["modified"]);
        }
        let links =
            |number: usize| app.get(&format!("/v1/articles/{id}/versions/{number}")).header("link").unwrap().to_owned();
        assert!(links(1).contains("versions/2>; rel=\"successor-version\"") && !links(1).contains("predecessor"));
        assert!(links(3).contains("versions/2>; rel=\"predecessor-version\"") && !links(3).contains("successor"));
        let tag = app.get(&format!("/v1/articles/{id}/versions/1")).header("etag").unwrap().to_owned();
        let again = app.get_with(&format!("/v1/articles/{id}/versions/1"), &[("if-none-match", &tag)]);
        assert_eq!(again.status, 304);
    });
}

#[test]
fn a_difference_leads_from_one_version_to_the_other() {
    both_apps(|app| {
        let (id, was) = history(app);
        for (to, from) in [(2, None), (3, None), (3, Some(1)), (1, Some(3)), (2, Some(2))] {
            let query = from.map(|from| format!("?from={from}")).unwrap_or_default();
            let answer = app.json(&format!("/v1/articles/{id}/versions/{to}/diff{query}"));
            let from = from.unwrap_or(to - 1);
            assert_eq!((&answer["from"], &answer["to"]), (&json!(from), &json!(to)));
            let mut record = was[from - 1].clone();
            for step in answer["patch"].as_array().unwrap() {
                assert_eq!(step["op"], "replace");
                record[step["path"].as_str().unwrap().trim_start_matches('/')] = step["value"].clone();
            }
            assert_eq!(record, was[to - 1]);
        }
        let first = app.json(&format!("/v1/articles/{id}/versions/1/diff"));
        assert_eq!((first["from"].as_u64(), first["patch"][0]["op"].as_str()), (Some(0), Some("add")));
    });
}

#[test]
fn old_versions_show_no_address_that_may_not_be_shown_today() {
    both_apps(|app| {
        app.database.load("t", &lines("First", "Jo", CONSENT, ""));
        let id = ids(&app.all("articles"))[0].clone();
        let biography = |number: usize| {
            let version = app.json(&format!("/v1/articles/{id}/versions/{number}"));
            version["contributions"][0]["biography"].as_str().unwrap().to_owned()
        };
        assert!(biography(1).contains(&format!("to {EMAIL}")));
        app.database.import_at("t", &lines("First", "Jo", "", ""), "2024-02-01T00:00:00Z").must_succeed();
        for number in [1, 2] {
            assert!(!biography(number).contains(EMAIL), "{}", biography(number));
        }
        for path in ["versions/2/diff", "versions/1/diff", "versions"] {
            let text = app.get(&format!("/v1/articles/{id}/{path}")).text();
            assert!(!text.contains(EMAIL), "{text}");
        }
    });
}

#[test]
fn versions_of_the_withdrawn_are_gone_until_it_comes_back() {
    both_apps(|app| {
        let (id, was) = history(app);
        let gone = r#","word_count":7,"status":"withdrawn","withdrawal":{"at":"2024-04-01T00:00:00Z"}"#;
        app.database.import_at("t", &lines("Second", "Jo Renamed", "", gone), "2024-04-01T00:00:00Z").must_succeed();
        for path in ["versions", "versions/1", "versions/4", "versions/9", "versions/1/diff"] {
            app.get(&format!("/v1/articles/{id}/{path}")).problem(410, "withdrawn");
        }
        let back = r#","word_count":7,"status":"published","withdrawal":null"#;
        app.database.import_at("t", &lines("Second", "Jo Renamed", "", back), "2024-05-01T00:00:00Z").must_succeed();
        assert_eq!(app.json(&format!("/v1/articles/{id}/versions"))["total"], 5);
        assert_eq!(app.json(&format!("/v1/articles/{id}/versions/1")), was[0]);
    });
}

#[test]
fn drafts_leave_no_version_behind() {
    both_apps(|app| {
        app.database.load("t", &lines("Hidden one", "Jo", "", r#","status":"draft""#));
        app.database.load("t", &lines("Hidden two", "Jo", "", r#","status":"draft""#));
        app.database.load("t", &lines("Now", "Jo", "", r#","status":"published""#));
        let id = ids(&app.all("articles"))[0].clone();
        let listed = app.json(&format!("/v1/articles/{id}/versions"));
        assert_eq!(listed["total"], 1);
        assert!(!app.get(&format!("/v1/articles/{id}/versions/1")).text().contains("Hidden"));
    });
}

#[test]
fn what_is_not_there_is_told() {
    both_demos(|app| {
        let id = ids(&app.all("articles"))[0].clone();
        for path in [
            "versions/0",
            "versions/2",
            "versions/x",
            "versions/01",
            "versions/1%00",
            "versions/2/diff",
            "versions/1/diff?from=2",
        ] {
            app.get(&format!("/v1/articles/{id}/{path}")).problem(404, "not-found");
        }
        for query in ["from=0", "from=x", "from=%2B1", "to=1"] {
            app.get(&format!("/v1/articles/{id}/versions/1/diff?{query}")).problem(400, "invalid-parameter");
        }
        app.get("/v1/articles/ar9999/versions").problem(404, "not-found");
        app.get(&format!("/v1/articles/{id}/versions?cursor=AQ")).problem(404, "unknown-cursor");
    });
}
