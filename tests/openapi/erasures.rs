//! The erasing operation is called with what it takes and what it refuses.

use std::collections::BTreeSet;

use byline::domain::{Scope, Timestamp};
use byline::store::NewKey;

use super::app::{self, App};
use super::by;
use super::writes::Calls;

const JSON: &str = "application/json";

#[test]
fn erasing_answers_as_it_declares() {
    let store = app::archive("erasures");
    let key = |scope: Scope| {
        let new = NewKey { name: scope.word().to_owned(), scope, series: Vec::new(), expires: None };
        format!("Bearer {}", store.create_key(&new, Timestamp::now()).unwrap().reveal())
    };
    let (admin, writer) = (key(Scope::Admin), key(Scope::Write));
    let app = App::on(store.clone());
    let long = "x".repeat(33_000);
    let own = [("authorization", admin.as_str())];
    let (target, text) = ("/v1/erasures", r#"{"text": "No Such Name", "within": ["au3"], "replacement": null}"#);
    let operations = by("post");
    let operation = operations.iter().find(|own| own.path == target).unwrap();
    let mut calls = Calls { app: &app, operation, method: "POST", key: &admin, seen: BTreeSet::new() };
    let padding = [("x-padding", long.as_str())];
    for (target, fields, media_type, content, status) in [
        (target, &own[..], JSON, text, 200),
        ("/v1/erasures?dry_run=true&message=x", &own, JSON, text, 200),
        ("/v1/erasures?dry_run=maybe", &own, JSON, text, 400),
        (target, &own, JSON, "nonsense", 400),
        (target, &[], JSON, text, 401),
        (target, &[("authorization", writer.as_str())], JSON, text, 403),
        (target, &own, JSON, &" ".repeat(5 << 20), 413),
        (&format!("{target}?{long}"), &own, JSON, text, 414),
        (target, &own, "text/plain", text, 415),
        (target, &own, JSON, r#"{"text": "x", "within": ["x"], "colour": 1}"#, 422),
        (target, &padding, JSON, text, 431),
    ] {
        assert_eq!(calls.ask(target, fields, media_type, content).status, status, "{target} {}", content.len());
    }
    calls.all_seen();
}
