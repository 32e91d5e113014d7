//! A client that sends the place in the log that it was told is never answered from an older state.

use byline::domain::Scope;
use byline::store::{Migrate, Store};
use serde_json::json;

use crate::support::app::{App, Response, both_apps};

/// The number in a place in the log of the tests.
fn number(place: &str) -> i64 {
    place.strip_prefix("test-").unwrap().parse().unwrap()
}

fn place(answer: &Response) -> String {
    let place = answer.header("byline-sequence").unwrap_or_else(|| panic!("no place: {answer:?}")).to_owned();
    number(&place);
    place
}

/// What a service answers to whoever was told of a place.
fn ask(app: &App, path: &str, place: &str) -> Response {
    app.get_with(path, &[("byline-sequence", place)])
}

#[test]
fn every_answer_tells_a_place_not_before_what_it_shows() {
    both_apps(|app| {
        app.database.load_demo();
        let list = app.get("/v1/articles?limit=2");
        let as_of = list.json()["as_of"].as_str().unwrap().to_owned();
        assert_eq!(place(&list), as_of);
        let etag = list.header("etag").unwrap();
        let known = app.get_with("/v1/articles?limit=2", &[("if-none-match", etag)]);
        assert_eq!((known.status, place(&known)), (304, as_of.clone()));
        for path in ["/v1/articles/ar1", "/v1/articles/ar0", "/v1/articles?x=y", "/articles", "/sru", "/v1/changes"] {
            assert_eq!(place(&app.get(path)), as_of, "{path}");
        }
        let key = app.key(Scope::Write, &[]);
        let made =
            app.write("POST", "/v1/articles", &key, &[], &json!({"titles": [{"text": "Quay"}], "status": "published"}));
        assert_eq!(made.status, 201);
        let told = place(&made);
        assert!(number(&told) > number(&as_of), "{told}");
        assert_eq!(app.json("/v1/articles?limit=1")["as_of"], told);
    });
}

#[test]
fn a_place_that_there_is_not_is_refused() {
    both_apps(|app| {
        app.database.load_demo();
        let now = place(&app.get("/v1/articles"));
        for path in ["/v1/articles", "/v1/articles/ar1", "/v1/articles?q=harbour", "/v1/changes", "/articles"] {
            assert_eq!(ask(app, path, &now).status, 200, "{path}");
            assert_eq!(ask(app, path, "test-0").status, 200, "{path}");
        }
        let beyond = format!("test-{}", number(&now) + 1);
        for stale in [beyond.as_str(), "other-1"] {
            ask(app, "/v1/articles", stale).problem(409, "foreign-place");
            app.get(&format!("/v1/changes?since={stale}")).problem(410, "stale-place");
        }
        for wrong in ["", "7", "test-", "test-x", "TEST-1", "test-9999999999999999999"] {
            let problem = ask(app, "/v1/articles", wrong).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "Byline-Sequence", "{wrong}");
        }
        // The private view is never behind; what is no place is told there too.
        let key = format!("Bearer {}", app.key(Scope::Private, &[]));
        let private = |place: &str| {
            let fields = [("authorization", key.as_str()), ("byline-sequence", place)];
            app.get_with("/v1/articles/ar1?view=private", &fields)
        };
        assert_eq!(private(&now).status, 200);
        assert_eq!(private("x y").problem(400, "invalid-parameter")["errors"][0]["parameter"], "Byline-Sequence");
    });
}

#[test]
fn what_one_instance_tells_another_knows_at_once() {
    both_apps(|app| {
        let other = app.beside(Store::open(&app.database.url, Migrate::Check).unwrap());
        let key = app.key(Scope::Write, &[]);
        for n in 0..25 {
            let title = format!("Wharf n{n}");
            let content = json!({"titles": [{"text": title}], "status": "published"});
            let made = app.write("POST", "/v1/articles", &key, &[], &content);
            let (id, told) = (made.json()["id"].as_str().unwrap().to_owned(), place(&made));
            // Each of these is asked first by turns, for the first one makes the others newer.
            let paths = [
                format!("/v1/articles/{id}"),
                "/v1/articles?limit=1&sort=-modified".to_owned(),
                format!("/v1/articles?q=%22wharf+n{n}%22"),
                format!("/v1/changes?since={told}"),
                "/v1/articles.ndjson?sort=-modified".to_owned(),
            ];
            for turn in 0..paths.len() {
                let path = &paths[(n + turn) % paths.len()];
                let answer = if path.contains("since") { other.get(path) } else { ask(&other, path, &told) };
                assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                let shows = path.contains("since") || answer.text().contains(&title);
                assert!(shows, "{path} at {told}: {}", answer.text());
                assert!(number(&place(&answer)) >= number(&told), "{path}");
            }
        }
    });
}
