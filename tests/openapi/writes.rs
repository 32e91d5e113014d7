//! Every writing operation is called with what it takes and what it refuses, on an archive of its own.

use std::collections::BTreeSet;

use byline::domain::{Scope, Timestamp};
use byline::store::NewKey;
use serde_json::{Value, json};

use super::app::{self, Answer, App};
use super::{JSON, METHODS, NOT_SEEN, Operation, by};

const PATCH: &str = "application/merge-patch+json";

/// Something of a resource that nothing refers to.
fn content(resource: &str) -> Value {
    match resource {
        "articles" => json!({"titles": [{"text": "A"}], "status": "published"}),
        "authors" => json!({"names": [{"full": "A"}]}),
        "organizations" => json!({"names": [{"text": "A"}]}),
        "series" => json!({"titles": [{"text": "A"}]}),
        _ => json!({"text": "A."}),
    }
}

pub(super) struct Calls<'a> {
    pub app: &'a App,
    pub operation: &'a Operation,
    pub method: &'a str,
    pub key: &'a str,
    pub seen: BTreeSet<u16>,
}

impl Calls<'_> {
    pub fn ask(&mut self, target: &str, fields: &[(&str, &str)], media_type: &str, content: &str) -> Answer {
        let answer = self.app.send(self.method, target, fields, media_type, content);
        self.operation.check(target, &answer, true);
        self.seen.insert(answer.status);
        answer
    }

    /// That every status that is declared was seen, and no other.
    pub fn all_seen(&self) {
        let declared = self.operation.responses.keys().filter(|status| !NOT_SEEN.contains(&status.as_str()));
        let declared: BTreeSet<String> = declared.cloned().collect();
        let seen: BTreeSet<String> = self.seen.iter().map(u16::to_string).collect();
        assert_eq!(declared, seen, "statuses of {}", self.operation.id);
    }

    /// As whoever may write.
    fn write(&mut self, target: &str, condition: &str, media_type: &str, content: &str) -> u16 {
        let fields = [("authorization", self.key), ("if-match", condition)];
        let fields = if condition.is_empty() { &fields[..1] } else { &fields[..] };
        self.ask(target, fields, media_type, content).status
    }

    fn made(&self, resource: &str, content: &Value) -> String {
        let key = [("authorization", self.key)];
        let made = self.app.send("POST", &format!("/v1/{resource}"), &key, JSON, &content.to_string());
        made.field("location").unwrap().to_owned()
    }
}

#[test]
fn every_write_answers_as_it_declares() {
    let store = app::archive("writes");
    let key = |scope: Scope| {
        let new = NewKey { name: scope.word().to_owned(), scope, series: Vec::new(), expires: None };
        format!("Bearer {}", store.create_key(&new, Timestamp::now()).unwrap().reveal())
    };
    let (writer, reader) = (key(Scope::Write), key(Scope::Private));
    let app = App::on(store.clone());
    let mut count = 0;
    for method in METHODS.iter().filter(|own| **own != "get") {
        for operation in by(method).iter().filter(|own| {
            own.path.starts_with("/v1/")
                && !own.path.starts_with("/v1/import")
                && own.path != "/v1/erasures"
                && !own.is_of_webhooks()
        }) {
            count += 1;
            let method = method.to_uppercase();
            let calls = Calls { app: &app, operation, method: &method, key: &writer, seen: BTreeSet::new() };
            call(calls, &reader);
        }
    }
    assert_eq!(count, 23);
}

fn call(mut calls: Calls<'_>, reader: &str) {
    let resource = calls.operation.path.split('/').nth(2).unwrap().to_owned();
    let mut own = content(&resource);
    let after = ["/split", "/successor"].into_iter().find(|end| calls.operation.path.ends_with(end)).unwrap_or("");
    let makes = calls.method == "POST";
    let is_new = makes && after.is_empty();
    if after == "/successor" {
        let series = calls.made("series", &content("series"));
        own["series"] = series.rsplit('/').next().unwrap().into();
    }
    let mut target = if is_new { format!("/v1/{resource}") } else { calls.made(&resource, &own) };
    if after == "/successor" {
        own["from"] = json!("2024-07-01");
    }
    if after == "/split" {
        let (mut article, id) = (content("articles"), target.rsplit('/').next().unwrap());
        article["contributions"] = json!([{"author": id}]);
        let article = calls.made("articles", &article);
        own = json!({(resource.trim_end_matches('s')): own, "articles": [article.rsplit('/').next().unwrap()]});
    }
    target.push_str(after);
    let text = own.to_string();
    let media_type = match calls.method {
        "PATCH" => PATCH,
        "DELETE" => "",
        _ => JSON,
    };
    let condition = if is_new { "" } else { "*" };
    // Refused, whatever is sent.
    let long = "x".repeat(33_000);
    let padding = [("x-padding", long.as_str()), ("y-padding", long.as_str())];
    assert_eq!(calls.ask(&target, &[], media_type, &text).status, 401);
    assert_eq!(calls.ask(&target, &[("authorization", reader)], media_type, &text).status, 403);
    assert_eq!(calls.ask(&target, &padding, media_type, &text).status, 431);
    assert_eq!(calls.write(&format!("{target}?{long}"), condition, media_type, &text), 414);
    assert_eq!(calls.write(&format!("{target}?colour=red"), condition, media_type, &text), 400);
    assert_eq!(calls.write(&target, condition, "text/plain", "x"), 415);
    if !is_new {
        assert_eq!(calls.write(&target, "", media_type, &text), 428);
        assert_eq!(calls.write(&target, "\"r99\"", media_type, &text), 412);
        let unknown = format!("/v1/{resource}/{}zzzz{after}", &target.split('/').nth(3).unwrap()[..2]);
        assert_eq!(calls.write(&unknown, condition, media_type, &text), 404);
    }
    if calls.method == "DELETE" {
        let itself = target.rsplit('/').next().unwrap();
        assert_eq!(calls.write(&format!("{target}?successor={itself}"), condition, "", ""), 422);
        in_use(&mut calls, &resource);
        assert_eq!(calls.write(&format!("{target}?reason=Why&message=Because"), condition, "", ""), 200);
        if resource == "articles" {
            let draft = calls.made(&resource, &json!({"titles": [{"text": "Draft"}]}));
            assert_eq!(calls.write(&draft, condition, "", ""), 204);
        }
    } else {
        assert_eq!(calls.write(&target, condition, media_type, "["), 400);
        assert_eq!(calls.write(&target, condition, media_type, "{\"colour\": 1}"), 422);
        let huge = format!("{{\"slug\": \"{}\"}}", "x".repeat(5 << 20));
        assert_eq!(calls.write(&target, condition, media_type, &huge), 413);
        let status = calls.write(&format!("{target}?message=Because"), condition, media_type, &text);
        assert_eq!(status, if makes { 201 } else { 200 });
    }
    calls.all_seen();
}

/// Something to which something else refers is not taken back.
fn in_use(calls: &mut Calls<'_>, resource: &str) {
    let used = calls.made(
        resource,
        &match resource {
            "articles" => json!({"titles": [{"text": "Draft"}]}),
            other => content(other),
        },
    );
    let id = used.rsplit('/').next().unwrap();
    let mut article = content("articles");
    match resource {
        "articles" => article["relations"] = json!([{"type": "references", "article": id}]),
        "authors" | "organizations" => article["contributions"] = json!([{"author": id}]),
        "series" => article["appearances"] = json!([{"series": id}]),
        _ => article["disclaimers"] = json!([id]),
    }
    calls.made("articles", &article);
    assert_eq!(calls.write(&used, "*", "", ""), 409);
}
