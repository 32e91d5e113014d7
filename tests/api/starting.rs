//! The first moments of a service: single records are answered while the catalog is still being read in.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use byline::http::State;
use byline::store::reader::Reader;

use crate::editing::writer;
use crate::support::app::{App, both_apps};

/// An archive with a record of every standing, and the addresses that are asked for.
fn archive(app: &App) -> Vec<String> {
    app.database.load_demo();
    let key = writer(app);
    for name in ["J. Doe", "Jane Doe"] {
        app.make("authors", &key, json!({"names": [{"full": name}]}));
    }
    let all = app.all("authors");
    let id = |name: &str| all.iter().find(|own| own["name"] == name).map(|own| own["id"].as_str().unwrap().to_owned());
    let (one, two) = (id("J. Doe").unwrap(), id("Jane Doe").unwrap());
    assert_eq!(app.patch(&format!("/v1/authors/{one}"), &key, json!({"merged_into": two})).status, 200);
    let withdrawn = app.json("/v1/articles?status=withdrawn")["items"][0]["id"].as_str().unwrap().to_owned();
    let records = ["articles", "authors", "organizations", "series", "disclaimers"].iter().flat_map(|resource| {
        let ids = app.all(resource).into_iter().map(|own| own["id"].as_str().unwrap().to_owned());
        ids.map(move |id| format!("/v1/{resource}/{id}"))
    });
    let others = [
        format!("/v1/authors/{one}"),
        format!("/v1/authors/{one}.csv"),
        format!("/v1/articles/{withdrawn}"),
        "/v1/articles/ar1.bib".to_owned(),
        "/v1/articles/ar1.xyz".to_owned(),
        "/v1/articles/ar1?fields=title".to_owned(),
        "/v1/articles/ar1?nonsense=1".to_owned(),
        "/v1/articles/ar999999".to_owned(),
    ];
    records.chain(others).collect()
}

/// An answer but for what differs from one request to the next.
fn told(app: &App, path: &str) -> (u16, BTreeSet<(String, String)>, String) {
    let answer = app.get(path);
    let differs = ["date", "x-request-id", "byline-sequence"];
    let fields = answer.headers.into_iter().filter(|(name, _)| !differs.contains(&name.as_str()));
    (answer.status, fields.collect(), String::from_utf8_lossy(&answer.body).into_owned())
}

#[test]
fn single_records_are_answered_before_the_catalog_is_read_in_and_all_else_waits() {
    both_apps(|whole| {
        let paths = archive(whole);
        let store = whole.database.store.clone();
        let state = State::new(Reader::begin(store.clone(), store).unwrap()).unwrap();
        let reader = state.reader.clone();
        let begun = Arc::new(whole.begun_beside(state));
        // No worker is left that a question could hold up: they wait without one.
        let lists = ["/v1/articles", "/v1/articles?q=reef", "/articles/ar1", "/v1/authors/jane-doe", "/v1/changes"];
        let waiting: Vec<_> = lists
            .into_iter()
            .map(|path| {
                let begun = begun.clone();
                (path, thread::spawn(move || begun.get(path)))
            })
            .collect();
        for path in &paths {
            assert_eq!(told(&begun, path), told(whole, path), "{path}");
        }
        let tag = begun.get("/v1/articles/ar1").header("etag").unwrap().to_owned();
        assert_eq!(begun.get_with("/v1/articles/ar1", &[("if-none-match", &tag)]).status, 304);
        assert_eq!(begun.get("/healthz").status, 200);
        let unready = begun.get("/readyz");
        unready.problem(503, "unavailable");
        assert!(unready.header("retry-after").is_some());
        assert!(!waiting.iter().any(|(_, own)| own.is_finished()), "an answer without a catalog");
        reader.fill().unwrap();
        for (path, answer) in waiting {
            let answer = answer.join().unwrap();
            assert!(answer.status < 400, "{path}: {}", answer.text());
        }
        let total = |app: &App| -> Value { app.json("/v1/articles")["total"].clone() };
        assert_eq!(total(&begun), total(whole));
        assert_eq!(begun.get("/readyz").status, 200);
        for path in &paths {
            assert_eq!(told(&begun, path), told(whole, path), "{path}");
        }
    });
}
