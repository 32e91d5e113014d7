//! What is erased over HTTP is in no answer any more, and in no history.

use serde_json::{Value, json};

use crate::imports::LINES;
use crate::support::app::{App, both_apps};
use byline::domain::Scope;

const NAME: &str = "Ada Oldname";

/// Everything that tells of the author and the article.
fn answers(app: &App, key: &str) -> Vec<String> {
    let bearer = format!("Bearer {key}");
    let fields = [("authorization", bearer.as_str())];
    let private = ["/v1/articles/ar1", "/v1/authors/au1"].map(|path| format!("{path}?view=private"));
    let public = ["/v1/articles.ndjson", "/v1/authors.ndjson", "/v1/changes", "/v1/articles/ar1/versions"];
    let histories = ["/v1/articles/ar1/revisions", "/v1/authors/au1/revisions", "/v1/articles/ar1/revisions/1"];
    let more = ["/v1/articles/ar1/versions/1", "/v1/articles/ar1/body", "/articles/ar1", "/v1/articles/ar1.bib"];
    let all = private.into_iter().chain([&public[..], &histories, &more].concat().into_iter().map(str::to_owned));
    all.map(|path| app.get_with(&path, &fields).text()).collect()
}

fn erase(app: &App, key: &str, query: &str, content: &Value) -> Value {
    let answer = app.write("POST", &format!("/v1/erasures{query}"), key, &[], content);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn it_is_in_no_answer_and_in_no_history() {
    both_apps(|app| {
        let key = app.key(Scope::Admin, &[]);
        app.make("authors", &key, json!({"names": [{"full": NAME}], "contacts": [{"email": "ada@oldname.example"}]}));
        let article = json!({"status": "published", "titles": [{"text": "Of ADA OLDNAME"}], "byline": "By Ada  Oldname",
            "body": ["Ada Oldname keeps a harbour."], "contributions": [{"author": "au1", "name": NAME}]});
        app.make("articles", &key, article);
        let patch = json!({"titles": [{"text": "Harbours"}], "byline": null, "body": ["Nothing."]});
        assert_eq!(app.patch("/v1/articles/ar1", &key, patch).status, 200);
        assert_eq!(app.patch("/v1/articles/ar1", &key, json!({"slug": "harbours"})).status, 200);
        let head = app.database.head();

        let shows = |all: &[String]| all.iter().filter(|text| text.to_lowercase().contains("oldname")).count();
        let before = answers(app, &key);
        assert!(shows(&before) >= 7, "{}", shows(&before));
        let found = erase(app, &key, "?dry_run=true", &json!({"text": "ada oldname"}));
        let ids: Vec<_> = found["things"].as_array().unwrap().iter().map(|own| own["id"].clone()).collect();
        assert_eq!(ids, ["ar1", "au1"], "{found}");
        assert_eq!((answers(app, &key), app.database.head()), (before, head), "a trial changes nothing");

        erase(app, &key, "", &json!({"text": NAME, "replacement": "Ada Newman", "within": ["au1"]}));
        erase(app, &key, "?message=at%20her%20wish", &json!({"text": "ada@OLDNAME.example"}));
        let after = answers(app, &key);
        assert_eq!(shows(&after), 0, "{after:?}");
        assert!(app.database.head() > head, "whoever has a copy is told");
        assert!(after.iter().any(|text| text.contains("Ada Newman")));
        assert_eq!(app.get("/authors/ada-oldname").status, 404);
        assert_eq!(erase(app, &key, "", &json!({"text": "Oldname"}))["things"], json!([]));
    });
}

/// The request that made a job is remembered, without an answer of its own.
#[test]
fn a_request_without_an_answer_stands_in_no_way() {
    both_apps(|app| {
        let key = app.key(Scope::Admin, &[]);
        let line = json!({"resource": "author", "key": "a", "names": [{"full": NAME}]}).to_string();
        let fields = ["Prefer: respond-async", "Idempotency-Key: \"once\""];
        let job = app.post("/v1/import", &key, LINES, &fields, line.as_bytes());
        assert_eq!(job.status, 202, "{}", job.text());
        app.make("authors", &key, json!({"names": [{"full": NAME}]}));
        assert_eq!(
            erase(app, &key, "", &json!({"text": NAME}))["things"][0]["places"],
            json!(["/slug", "/names/0/full"])
        );
    });
}
