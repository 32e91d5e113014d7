//! One author, or organization, that turns out to be two.

use serde_json::{Value, json};

use super::writer;
use crate::support::app::{App, Response, both_apps};

fn article(app: &App, key: &str, more: Value) -> String {
    let mut own = json!({"titles": [{"text": "A"}], "status": "published"});
    own.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    app.make("articles", key, own)
}

fn split(app: &App, path: &str, key: &str, fields: &[&str], content: &Value) -> Response {
    app.write("POST", &format!("{path}/split"), key, fields, content)
}

fn pointers(refused: &Response) -> Vec<String> {
    let problem = refused.problem(422, "invalid-content");
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|own| own["pointer"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn one_author_becomes_two() {
    both_apps(|app| {
        let key = writer(app);
        let first = app.make("authors", &key, json!({"names": [{"full": "John Roe"}]}));
        let path = format!("/v1/authors/{first}");
        let other = app.make("authors", &key, json!({"names": [{"full": "Other"}]}));
        let merged = app.make("authors", &key, json!({"names": [{"full": "J. Roe"}], "merged_into": first}));
        for parts in [
            json!([{"author": first}]),
            json!([{"author": other}, {"author": first, "name": "J. R."}]),
            json!([{"author": merged}]),
            json!([{"author": first}]),
        ] {
            article(app, &key, json!({"contributions": parts}));
        }
        app.patch("/v1/articles/ar4", &key, json!({"byline": "BY ROE"}));
        let (kept, head) = (app.get("/v1/articles/ar4").body, app.database.head());
        let content = json!({"author": {"names": [{"full": "John Roe Jr."}]}, "articles": ["ar1", "ar2", "ar3"]});
        let asked = ["If-Match: \"r1\"", "Idempotency-Key: \"s1\""];
        let made = split(app, &path, &key, &asked, &content);
        assert_eq!(
            (made.status, made.header("location"), made.header("etag")),
            (201, Some("/v1/authors/au4"), Some("\"r1\"")),
            "{}",
            made.text()
        );
        assert_eq!(app.database.head(), head + 4, "a new author and three articles, at once");
        let part = |n: usize, at: usize| {
            let own = app.json(&format!("/v1/articles/ar{n}"))["contributions"][at].clone();
            (own["author"]["id"].as_str().unwrap().to_owned(), own["name"].as_str().unwrap().to_owned())
        };
        let own = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        assert_eq!(part(1, 0), own("au4", "John Roe"), "as it was printed");
        assert_eq!([part(2, 0), part(2, 1)], [own(&other, "Other"), own("au4", "J. R.")]);
        assert_eq!(part(3, 0), own("au4", "J. Roe"), "what leads to the first is the first");
        assert_eq!(app.get("/v1/articles/ar4").body, kept);
        assert_eq!(app.json("/v1/articles?author=au4")["total"], 3);
        assert_eq!(app.json(&format!("/v1/articles?author={first}"))["total"], 1);
        // Done once, however often it is sent.
        let again = split(app, &path, &key, &asked, &content);
        assert_eq!((again.status, again.body), (201, made.body));
        assert_eq!(app.database.head(), head + 4);
        // Merging the second into the first brings all together again.
        app.patch("/v1/authors/au4", &key, json!({"merged_into": first}));
        assert_eq!(app.json(&format!("/v1/articles?author={first}"))["total"], 4);
    });
}

#[test]
fn what_cannot_be_split_is_told_and_nothing_is_done() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/authors/{}", app.make("authors", &key, json!({"names": [{"full": "A"}]})));
        article(app, &key, json!({"contributions": [{"author": "au1"}]}));
        article(app, &key, json!({}));
        let head = app.database.head();
        let any = ["If-Match: *"];
        let content = json!({"author": {"names": [], "colour": 1, "affiliations": [{"name": "X", "organization": "or9"}]},
            "articles": ["ar1", "ar2", "ar9"]});
        assert_eq!(
            pointers(&split(app, &path, &key, &any, &content)),
            ["/articles/1", "/articles/2", "/author/colour", "/author/names", "/author/affiliations/0/organization"]
        );
        let content = json!({"articles": ["ar1", "ar1", "au1", 5], "a/b": 1});
        assert_eq!(
            pointers(&split(app, &path, &key, &any, &content)),
            ["/author", "/articles/1", "/articles/2", "/articles/3", "/a~1b"]
        );
        let good = json!({"author": {"names": [{"full": "B"}]}, "articles": ["ar1"]});
        for empty in [json!([]), Value::Null, json!("ar1")] {
            let mut content = good.clone();
            content["articles"] = empty;
            assert_eq!(pointers(&split(app, &path, &key, &any, &content)), ["/articles"]);
        }
        let taken = json!({"author": {"names": [{"full": "B"}], "slug": "a"}, "articles": ["ar1"]});
        assert_eq!(pointers(&split(app, &path, &key, &any, &taken)), ["/author/slug"]);
        split(app, &path, &key, &[], &good).problem(428, "precondition-required");
        split(app, &path, &key, &["If-Match: \"r2\""], &good).problem(412, "precondition-failed");
        split(app, "/v1/authors/au9", &key, &any, &good).problem(404, "not-found");
        app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let restricted = app.key(byline::domain::Scope::Write, &["se1"]);
        split(app, &path, &restricted, &any, &good).problem(403, "forbidden");
        assert_eq!(app.database.head(), head + 1, "the series");
        assert_eq!(split(app, &path, &key, &any, &good).status, 201);
    });
}

#[test]
fn one_organization_becomes_two() {
    both_apps(|app| {
        let key = writer(app);
        app.make("organizations", &key, json!({"names": [{"text": "House"}]}));
        app.make(
            "authors",
            &key,
            json!({"names": [{"full": "A"}], "affiliations": [{"name": "House", "organization": "or1"}]}),
        );
        article(
            app,
            &key,
            json!({"appearances": [{"publisher": "or1"}], "contributions": [
            {"author": "or1"}, {"author": "au1", "affiliations": [{"name": "The House", "organization": "or1"}]}]}),
        );
        let content = json!({"organization": {"names": [{"text": "Other House"}]}, "articles": ["ar1"]});
        assert_eq!(split(app, "/v1/organizations/or1", &key, &["If-Match: *"], &content).status, 201);
        let own = app.json("/v1/articles/ar1");
        for pointer in
            ["/publisher/id", "/contributions/0/author/id", "/contributions/1/affiliations/0/organization/id"]
        {
            assert_eq!(own.pointer(pointer).unwrap(), "or2", "{pointer}");
        }
        assert_eq!(
            (&own["contributions"][0]["name"], &own["contributions"][1]["affiliations"][0]["name"]),
            (&json!("House"), &json!("The House"))
        );
        assert_eq!(app.json("/v1/authors/au1")["affiliations"][0]["organization"]["id"], "or1", "it is no article");
    });
}
