//! Every operation on webhooks is called with what it takes and what it refuses.

use std::collections::BTreeSet;

use byline::domain::{Scope, Timestamp};
use byline::store::{NewKey, Store};
use serde_json::{Value, json};

use super::app::{self, Answer, App};
use super::{JSON, METHODS, NOT_SEEN, Operation, by};

const PATCH: &str = "application/merge-patch+json";

struct Calls<'a> {
    app: &'a App,
    operation: &'a Operation,
    method: &'a str,
    seen: BTreeSet<u16>,
}

impl Calls<'_> {
    fn ask(&mut self, target: &str, fields: &[(&str, &str)], media_type: &str, content: &str) -> Answer {
        let answer = self.app.send(self.method, target, fields, media_type, content);
        self.operation.check(target, &answer, true);
        self.seen.insert(answer.status);
        answer
    }
}

fn key(store: &Store, scope: Scope) -> String {
    let new = NewKey { name: scope.word().to_owned(), scope, series: Vec::new(), expires: None };
    format!("Bearer {}", store.create_key(&new, Timestamp::now()).unwrap().reveal())
}

#[test]
fn every_operation_on_webhooks_answers_as_it_declares() {
    let store = app::archive("webhooks");
    let [admin, writer] = [Scope::Admin, Scope::Write].map(|scope| key(&store, scope));
    let app = App::on(store.clone());
    let mut count = 0;
    for method in METHODS {
        for operation in by(method).iter().filter(|own| own.is_of_webhooks()) {
            count += 1;
            let method = method.to_uppercase();
            let calls = Calls { app: &app, operation, method: &method, seen: BTreeSet::new() };
            call(calls, &store, &admin, &writer);
        }
    }
    assert_eq!(count, 9);
}

/// A webhook with two deliveries, by id.
fn hook(app: &App, store: &Store, admin: &str) -> String {
    let content = json!({"url": "https://partner.example/hook"}).to_string();
    let made = app.send("POST", "/v1/webhooks", &[("authorization", admin)], JSON, &content).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let epoch = made["place"].as_str().unwrap().split('-').next().unwrap();
    let replay = json!({ "since": format!("{epoch}-0") }).to_string();
    app.send("POST", &format!("/v1/webhooks/{id}/replay"), &[("authorization", admin)], JSON, &replay);
    assert!(!store.take_due(100, Timestamp::now()).unwrap().is_empty());
    id
}

fn call(mut calls: Calls<'_>, store: &Store, admin: &str, writer: &str) {
    let id = hook(calls.app, store, admin);
    let path = calls.operation.path.clone();
    let target = path.replace("{id}", &id);
    let (media_type, content) = match (calls.method, path.rsplit('/').next().unwrap()) {
        ("POST", "webhooks") => {
            (JSON, json!({"url": "https://partner.example/", "kinds": ["left"], "resources": ["author"]}))
        }
        ("PATCH", _) => (PATCH, json!({"series": ["se1"]})),
        ("POST", "replay") => (JSON, json!({"delivery": format!("{id}-{}-1", store.settings().unwrap().epoch)})),
        _ => ("", Value::Null),
    };
    let text = if content.is_null() { String::new() } else { content.to_string() };
    let (long, field) = ("x".repeat(33_000), "x".repeat(9_000));
    let own = [("authorization", admin)];
    let padding = [("authorization", admin), ("x-padding", &field), ("y-padding", &field)];
    assert_eq!(calls.ask(&target, &[], media_type, &text).status, 401);
    assert_eq!(calls.ask(&target, &[("authorization", writer)], media_type, &text).status, 403);
    assert_eq!(calls.ask(&target, &padding, media_type, &text).status, 431);
    assert_eq!(calls.ask(&format!("{target}?{long}"), &own, media_type, &text).status, 414);
    assert_eq!(calls.ask(&format!("{target}?colour=red"), &own, media_type, &text).status, 400);
    if path.contains("{id}") {
        assert_eq!(calls.ask(&path.replace("{id}", "whzzzz"), &own, media_type, &text).status, 404);
        assert_eq!(calls.ask(&path.replace("{id}", "ar1"), &own, media_type, &text).status, 404);
    }
    if media_type.is_empty() {
        let status = calls.ask(&target, &own, JSON, "{}").status;
        assert_eq!(status == 415, calls.method != "POST", "{target}");
    } else {
        let huge = format!("{{\"url\": \"{}\"}}", "x".repeat(5 << 20));
        assert_eq!(calls.ask(&target, &own, "text/plain", "x").status, 415);
        assert_eq!(calls.ask(&target, &own, media_type, "[").status, 400);
        assert_eq!(calls.ask(&target, &own, media_type, "{\"colour\": 1}").status, 422);
        assert_eq!(calls.ask(&target, &own, media_type, &huge).status, 413);
    }
    if path.ends_with("/deliveries") {
        assert_eq!(calls.ask(&format!("{target}?cursor=AQ"), &own, "", "").status, 404);
        let page = calls.ask(&format!("{target}?limit=1"), &own, "", "").json();
        let next = page["next"].as_str().unwrap().to_owned();
        assert_eq!(calls.ask(&next, &own, "", "").status, 200);
        let epoch = store.settings().unwrap().epoch;
        store.write(|db| db.set_meta("epoch", "next")).unwrap();
        let restored = App::on(store.clone()).send("GET", &next, &own, "", "");
        store.write(|db| db.set_meta("epoch", &epoch)).unwrap();
        calls.operation.check(&next, &restored, true);
        calls.seen.insert(restored.status);
    }
    let done = calls.ask(&target, &own, media_type, &text);
    assert!(done.status < 300, "{target}: {}", String::from_utf8_lossy(&done.body));
    let declared = calls.operation.responses.keys().filter(|status| !NOT_SEEN.contains(&status.as_str()));
    let declared: BTreeSet<String> = declared.cloned().collect();
    let seen: BTreeSet<String> = calls.seen.iter().map(u16::to_string).collect();
    assert_eq!(declared, seen, "statuses of {}", calls.operation.id);
}
