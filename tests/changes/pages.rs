//! Pages and lines of the feed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{archive, article, follow};
use crate::support::app::{both_apps, both_demos};

const LATER: &str = "2024-02-01T00:00:00Z";

#[test]
fn the_whole_log_is_walked_in_order_and_without_gaps() {
    both_demos(|app| {
        let head = app.database.head();
        for limit in [1, 7, 200] {
            let (items, as_of) = follow(app, "", None, limit);
            let places: Vec<String> = items.iter().map(|item| item["place"].as_str().unwrap().to_owned()).collect();
            let all: Vec<String> = (1..=head).map(|number| format!("test-{number}")).collect();
            assert_eq!(places, all);
            assert_eq!(as_of, format!("test-{head}"));
            assert!(items.is_sorted_by_key(|item| item["time"].as_str().unwrap().to_owned()));
        }
    });
}

#[test]
fn a_change_says_what_to_ask_for_and_which_tag_that_has() {
    both_apps(|app| {
        app.database.load("t", &archive(2));
        app.database.import_at("t", &article(1, "Another title", "s", ""), LATER).must_succeed();
        let (items, _) = follow(app, "", None, 50);
        let last = items.last().unwrap();
        let record = app.get(last["path"].as_str().unwrap());
        let id = record.json()["id"].clone();
        let expected = json!({
            "place": "test-5", "kind": "updated", "resource": "article", "id": id,
            "path": format!("/v1/articles/{}", id.as_str().unwrap()), "time": "2024-02-01T00:00:00.000000Z",
            "fields": ["title", "titles"], "etag": record.header("etag"), "into": null,
        });
        assert_eq!(*last, expected);
        assert_eq!((&items[0]["kind"], &items[0]["fields"]), (&json!("created"), &json!([])));
    });
}

#[test]
fn nothing_is_told_of_what_is_not_public() {
    both_apps(|app| {
        app.database.load("t", &archive(1));
        let head = app.database.head();
        app.database.load("t", &article(7, "Not yet", "s", r#","status":"draft""#));
        let text = app.get("/v1/changes.ndjson").text();
        assert_eq!(text.lines().count() as i64, head);
        app.database.load("t", &article(7, "Now it is", "s", r#","status":"published""#));
        let (items, _) = follow(app, "", Some(&format!("test-{head}")), 10);
        assert_eq!(items.iter().map(|item| item["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["created"]);
    });
}

#[test]
fn filters_leave_out_the_rest_and_tell_what_leaves() {
    both_apps(|app| {
        app.database.load("t", &archive(3));
        let series = |key: &str| {
            let all = app.all("series");
            all.iter().find(|own| own["title"] == format!("Series {key}")).unwrap()["id"].as_str().unwrap().to_owned()
        };
        let (s, o) = (series("s"), series("o"));
        let (_, as_of) = follow(app, "", None, 100);
        app.database.import_at("t", &article(0, "Title 0", "o", ""), LATER).must_succeed();
        app.database.import_at("t", &article(1, "Other", "s", ""), LATER).must_succeed();
        let gone = r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"#;
        app.database.import_at("t", &article(2, "Title 2", "s", gone), LATER).must_succeed();
        let kinds = |query: &str| -> Vec<String> {
            let (items, _) = follow(app, query, Some(&as_of), 1);
            items.iter().map(|item| item["kind"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(kinds(&format!("&series={s}")), ["left", "updated", "withdrawn"]);
        assert_eq!(kinds(&format!("&series={o}")), ["updated"]);
        assert_eq!(kinds(&format!("&series={s}&series={o}")), ["updated", "updated", "withdrawn"]);
        assert_eq!(kinds("&resource=article"), ["updated", "updated", "withdrawn"]);
        assert_eq!(kinds("&resource=series&resource=author"), Vec::<String>::new());
        assert_eq!(kinds(&format!("&series={s}&resource=series")), Vec::<String>::new());
        let (items, _) = follow(app, "&resource=series", None, 1);
        let resources: BTreeSet<&str> = items.iter().map(|item| item["resource"].as_str().unwrap()).collect();
        assert_eq!((items.len(), resources), (2, BTreeSet::from(["series"])));
    });
}

#[test]
fn a_feed_that_finds_nothing_says_how_far_it_has_read() {
    both_demos(|app| {
        let page = app.json("/v1/changes?series=se9999");
        assert_eq!(page, json!({"items": [], "next": null, "as_of": format!("test-{}", app.database.head())}));
    });
}

#[test]
fn lines_are_the_changes_of_the_pages() {
    both_demos(|app| {
        let (items, _) = follow(app, "", None, 200);
        let lines = |response: &crate::support::app::Response| -> Vec<Value> {
            assert_eq!(response.header("content-type"), Some("application/x-ndjson"));
            response.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let by_suffix = app.get("/v1/changes.ndjson");
        assert_eq!(lines(&by_suffix), items);
        let by_accept = app.get_with("/v1/changes", &[("accept", "application/x-ndjson")]);
        assert_eq!(by_accept.body, by_suffix.body);
        let tag = by_suffix.header("etag").unwrap();
        assert_eq!(app.get_with("/v1/changes.ndjson", &[("if-none-match", tag)]).status, 304);
        let some = app.get("/v1/changes.ndjson?limit=3&since=test-5&resource=article");
        let (expected, _) = follow(app, "&resource=article", Some("test-5"), 200);
        assert_eq!(lines(&some), expected[..3]);
    });
}

#[test]
fn a_place_that_the_log_does_not_have_is_gone() {
    both_demos(|app| {
        let head = app.database.head();
        for since in ["other-1".to_owned(), format!("test-{}", head + 1), "test-999999999999999999".to_owned()] {
            for path in ["/v1/changes", "/v1/changes.ndjson"] {
                app.get(&format!("{path}?since={since}")).problem(410, "stale-place");
            }
        }
        for since in
            ["", "test", "test-", "-1", "test--1", "test-x", "test-1 ", "1", "TEST-1", "test-1234567890123456789"]
        {
            let path = format!("/v1/changes?since={}", super::super::api::encode(since));
            assert_eq!(app.get(&path).problem(400, "invalid-parameter")["errors"][0]["parameter"], "since", "{since}");
        }
        for (query, name) in [("resource=x", "resource"), ("series=ar1", "series"), ("limit=0", "limit"), ("x=1", "x")]
        {
            let problem = app.get(&format!("/v1/changes?{query}")).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], name);
        }
        assert_eq!(app.json("/v1/changes?since=now")["items"], json!([]));
        assert_eq!(app.json(&format!("/v1/changes?since=test-{head}"))["next"], Value::Null);
        assert_eq!(app.json("/v1/changes?since=test-0&limit=1")["items"][0]["place"], "test-1");
        assert_eq!(app.get_with("/v1/changes", &[("accept", "text/csv")]).status, 406);
    });
}
