//! The operations of imports are called with what they take and what they refuse.

use std::collections::BTreeSet;

use byline::domain::{Scope, Timestamp};
use byline::http::State;
use byline::store::NewKey;
use byline::store::reader::Reader;

use super::app::{self, App};
use super::by;
use super::writes::Calls;

const LINES: &str = "application/x-ndjson";

#[test]
fn imports_answer_as_they_declare() {
    let store = app::archive("imports");
    let key = |scope: Scope| {
        let new = NewKey { name: scope.word().to_owned(), scope, series: Vec::new(), expires: None };
        format!("Bearer {}", store.create_key(&new, Timestamp::now()).unwrap().reveal())
    };
    let (writer, reader) = (key(Scope::Write), key(Scope::Private));
    let state = State::new(Reader::open(store.clone()).unwrap()).unwrap();
    let app = App::of(state.with_imports(None, 2 << 20).unwrap());
    let long = "x".repeat(33_000);
    let padding = [("x-padding", long.as_str()), ("y-padding", long.as_str())];
    let own = [("authorization", writer.as_str())];
    let line = r#"{"resource": "author", "names": [{"full": "A"}]}"#;
    for (method, target, media_type, content) in
        [("POST", "/v1/import", LINES, line), ("DELETE", "/v1/imports/1", "", "")]
    {
        let operations = by(&method.to_lowercase());
        let operation = operations.iter().find(|own| own.path.starts_with("/v1/import")).unwrap();
        let mut calls = Calls { app: &app, operation, method, key: &writer, seen: BTreeSet::new() };
        assert_eq!(calls.ask(target, &[], media_type, content).status, 401);
        assert_eq!(calls.ask(target, &[("authorization", &reader)], media_type, content).status, 403);
        assert_eq!(calls.ask(target, &padding, media_type, content).status, 431);
        assert_eq!(calls.ask(&format!("{target}?{long}"), &own, media_type, content).status, 414);
        assert_eq!(calls.ask(&format!("{target}?colour=red"), &own, media_type, content).status, 400);
        assert_eq!(calls.ask(target, &own, "image/png", "x").status, 415);
        if method == "POST" {
            assert_eq!(calls.ask(target, &own, LINES, "nonsense").status, 422);
            assert_eq!(calls.ask(target, &own, LINES, &" ".repeat(3 << 20)).status, 413);
            assert_eq!(calls.ask(target, &own, LINES, line).status, 200);
            let text = "text/plain; charset=windows-1252";
            assert_eq!(calls.ask("/v1/import?name=a.txt", &own, text, "A TITLE\n\nBy Jane Doe\n\nText.").status, 200);
            let asynchronously = [own[0], ("prefer", "respond-async")];
            assert_eq!(calls.ask(target, &asynchronously, LINES, line).status, 202);
        } else {
            assert_eq!(calls.ask(target, &own, "", "").status, 200);
            assert_eq!(calls.ask("/v1/imports/99", &own, "", "").status, 404);
        }
        calls.all_seen();
    }
}
