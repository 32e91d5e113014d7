//! Who may do what: scopes as the OpenAPI document declares them, keys of one series, keys that are no good.

use byline::domain::{Scope, Timestamp};
use byline::store::NewKey;
use serde_json::{Value, json};

use super::{article, writer};
use crate::support::app::{App, Response, both_apps};

/// Every operation that knows keys: method, path, scope, whether it can do without.
fn operations() -> Vec<(String, String, Scope, bool)> {
    let document = byline::http::document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(security) = operation["security"].as_array() else { continue };
            let scope = security.iter().find_map(|own| Scope::parse(own["key"][0].as_str()?)).unwrap();
            let optional = security.iter().any(|own| own.as_object().unwrap().is_empty());
            let example = operation["parameters"].as_array().into_iter().flatten();
            let example = example.filter(|own| own["in"] == "path").find_map(|own| own["example"].as_str());
            let path = path.replace("{id}", example.unwrap_or_default());
            all.push((method.to_uppercase(), path, scope, optional));
        }
    }
    assert!(all.len() >= 35, "{all:?}");
    all
}

fn ask(app: &App, method: &str, path: &str, fields: &[String]) -> Response {
    let mut lines: Vec<&str> = fields.iter().map(String::as_str).collect();
    lines.push("Content-Length: 0");
    let path = if method == "GET" { format!("{path}?view=private") } else { path.to_owned() };
    app.send(method, &path, &lines)
}

#[test]
fn every_operation_asks_for_the_scope_it_declares() {
    both_apps(|app| {
        app.database.load_demo();
        let keys = Scope::ALL.map(|scope| (scope, app.key(scope, &[])));
        for (method, path, scope, optional) in operations() {
            let always =
                ["/v1/drafts", "/v1/import"].iter().any(|own| path.starts_with(own)) || path.contains("/revisions");
            assert_eq!(optional, method == "GET" && scope == Scope::Private && !always, "{method} {path}");
            let none = ask(app, &method, &path, &[]);
            none.problem(401, "unauthorized");
            assert_eq!(none.header("www-authenticate"), Some("Bearer"));
            assert_eq!(none.header("cache-control"), Some("private, no-store"));
            for (own, key) in &keys {
                let answer = ask(app, &method, &path, &[format!("authorization: bEaReR {key}")]);
                assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{method} {path}");
                if own.includes(scope) {
                    assert!(!matches!(answer.status, 401 | 403), "{method} {path} with {own:?}: {}", answer.text());
                } else {
                    answer.problem(403, "forbidden");
                }
            }
        }
    });
}

/// An answer without what differs with every request.
fn said(response: &Response) -> (u16, Vec<u8>, Option<&str>) {
    (response.status, response.body.clone(), response.header("www-authenticate"))
}

#[test]
fn nothing_tells_whether_a_key_exists() {
    both_apps(|app| {
        app.database.load_demo();
        let store = &app.database.store;
        let new =
            |name: &str, expires| NewKey { name: name.to_owned(), scope: Scope::Admin, series: Vec::new(), expires };
        let (early, late) = ("2024-01-01T00:00:00Z", "2024-06-01T00:00:00Z");
        let [early, late] = [early, late].map(|text| Timestamp::parse(text).unwrap());
        let expired = store.create_key(&new("expired", Some(late)), early).unwrap();
        let revoked = store.create_key(&new("revoked", None), early).unwrap();
        let rotated = store.create_key(&new("rotated", None), early).unwrap();
        let good = store.rotate_key("rotated").unwrap();
        let put = |secret: &str| {
            app.send("PUT", "/v1/articles/arr", &["Content-Length: 0", &format!("Authorization: Bearer {secret}")])
        };
        assert_eq!(put(revoked.reveal()).status, 428);
        store.revoke_key("revoked", Timestamp::now()).unwrap();
        assert_eq!(put(good.reveal()).status, 428);
        let none = app.send("PUT", "/v1/articles/arr", &["Content-Length: 0"]);
        let (start, end) = good.reveal().split_at(good.reveal().len() - 1);
        let other_end = format!("{start}{}", if end == "x" { "y" } else { "x" });
        let long = "x".repeat(5_000);
        for secret in
            [expired.reveal(), revoked.reveal(), rotated.reveal(), &other_end, "byline_x_y", "byline_", "", "é", &long]
        {
            assert_eq!(said(&put(secret)), said(&none), "{secret}");
        }
        for line in [format!("Authorization: Basic {}", good.reveal()), format!("Authorization: {}", good.reveal())] {
            assert_eq!(said(&app.send("PUT", "/v1/articles/arr", &["Content-Length: 0", &line])), said(&none));
        }
        let twice = format!("Authorization: Bearer {}", good.reveal());
        assert_eq!(app.send("PUT", "/v1/articles/arr", &["Content-Length: 0", &twice, &twice]).status, 401);
    });
}

#[test]
fn a_key_never_changes_what_is_public() {
    both_apps(|app| {
        app.database.load_demo();
        let key = app.key(Scope::Admin, &[]);
        for path in [
            "/v1/articles",
            "/v1/articles/arr",
            "/v1/articles/are",
            "/v1/authors/au3",
            "/v1/formats",
            "/articles",
            "/openapi.json",
            "/nowhere",
            "/v1/articles?view=x",
            "/v1/authors/au3?view=public",
        ] {
            let (plain, with_key) = (app.get(path), app.get_with(path, &[("authorization", &format!("Bearer {key}"))]));
            let wrong = app.get_with(path, &[("authorization", "Bearer nonsense")]);
            let lasting = |r: &Response| {
                let fields = r.headers.iter().filter(|(name, _)| name != "date" && name != "x-request-id").cloned();
                (r.status, r.body.clone(), fields.collect::<Vec<_>>())
            };
            assert_eq!(lasting(&plain), lasting(&with_key), "{path}");
            assert_eq!(lasting(&plain), lasting(&wrong), "{path}");
        }
        app.get("/v1/authors/au3?view=public").problem(400, "invalid-parameter");
        // However the parameter is written.
        assert_eq!(app.get("/v1/authors/au3?%76iew=private").status, 401);
        assert_eq!(app.get("/v1/authors/au3?view=priv%61te").status, 401);
        assert_eq!(app.get("/v1/%61uthors/au3?view=private").status, 401);
    });
}

#[test]
fn a_key_of_one_series_reaches_that_series_only() {
    both_apps(|app| {
        let all = writer(app);
        let [own, other] = ["Own", "Other"].map(|title| app.make("series", &all, json!({"titles": [{"text": title}]})));
        let key = app.key(Scope::Write, &[&own]);
        let of = |series: &[&str]| {
            let places: Vec<Value> = series.iter().map(|series| json!({"series": series})).collect();
            json!({"titles": [{"text": "A"}], "appearances": places})
        };
        let post = |content: &Value| app.write("POST", "/v1/articles", &key, &[], content);
        let inside = app.make("articles", &key, of(&[&own]));
        let outside = app.make("articles", &all, of(&[&other]));
        for content in [of(&[&other]), of(&[&own, &other]), of(&[]), article("A")] {
            post(&content).problem(403, "forbidden");
        }
        let (inside, outside) = (format!("/v1/articles/{inside}"), format!("/v1/articles/{outside}"));
        assert_eq!(app.private(&inside, &key).status, 200);
        app.private(&outside, &key).problem(403, "forbidden");
        app.patch(&outside, &key, json!({"byline": "X"})).problem(403, "forbidden");
        app.write("DELETE", &outside, &key, &["If-Match: *"], &Value::Null).problem(403, "forbidden");
        assert_eq!(app.patch(&inside, &key, json!({"byline": "X"})).status, 200);
        app.patch(&inside, &key, json!({"appearances": [{"series": other}]})).problem(403, "forbidden");
        assert_eq!(app.patch(&format!("/v1/series/{own}"), &key, json!({"frequency": "daily"})).status, 200);
        app.patch(&format!("/v1/series/{other}"), &key, json!({"frequency": "daily"})).problem(403, "forbidden");
        app.write("POST", "/v1/series", &key, &[], &json!({"titles": [{"text": "New"}]})).problem(403, "forbidden");
        // Whoever writes an article may name an author who is not known yet, and change none who is.
        let author =
            app.make("authors", &key, json!({"names": [{"full": "A"}], "contacts": [{"email": "a@a.example"}]}));
        app.patch(&format!("/v1/authors/{author}"), &key, json!({"url": "https://a.example/"}))
            .problem(403, "forbidden");
        app.private(&format!("/v1/authors/{author}"), &key).problem(403, "forbidden");
        let statement = |series: &str| json!({"text": "Mine.", "series": series});
        assert_eq!(app.write("POST", "/v1/disclaimers", &key, &[], &statement(&own)).status, 201);
        app.write("POST", "/v1/disclaimers", &key, &[], &statement(&other)).problem(403, "forbidden");
    });
}
