//! What cannot be written, and how that is told.

use serde_json::{Value, json};

use super::{article, writer};
use crate::support::app::{App, Response, both_apps};

fn pointers(refused: &Response) -> Vec<String> {
    let problem = refused.problem(422, "invalid-content");
    let mut all: Vec<String> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            assert!(error["detail"].as_str().unwrap().len() > 5 && error["parameter"].is_null(), "{error}");
            error["pointer"].as_str().unwrap().to_owned()
        })
        .collect();
    all.sort();
    all
}

fn post(app: &App, resource: &str, key: &str, content: &Value) -> Response {
    app.write("POST", &format!("/v1/{resource}"), key, &[], content)
}

#[test]
fn everything_wrong_is_told_at_once() {
    both_apps(|app| {
        let key = writer(app);
        let refused = post(
            app,
            "articles",
            &key,
            &json!({
                "titles": [{"text": "A"}, {"text": "B", "language": "english"}], "colour": "red", "a/b": 1, "slug": "No Slug",
                "identifiers": [{"scheme": "doi", "value": "x"}, {"scheme": "issn", "value": "2900-0008"}],
                "appearances": [{"url": "nowhere", "published": "2024-02-30"}], "word_count": "many",
                "files": [{"role": "x", "url": "https://a.example/", "sha256": "1"}],
            }),
        );
        let mut expected = [
            "/a~1b",
            "/appearances/0/published",
            "/appearances/0/url",
            "/colour",
            "/files/0/sha256",
            "/identifiers/0",
            "/identifiers/1",
            "/slug",
            "/titles/1/language",
            "/word_count",
        ];
        expected.sort_unstable();
        assert_eq!(pointers(&refused), expected);
        let refused = post(
            app,
            "authors",
            &key,
            &json!({"names": [], "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0098"}],
            "contacts": [{"email": "nobody"}]}),
        );
        assert_eq!(pointers(&refused), ["/contacts/0/email", "/identifiers/0", "/names"]);
        assert_eq!(app.database.head(), 0);
    });
}

#[test]
fn references_must_lead_somewhere_right() {
    both_apps(|app| {
        let key = writer(app);
        app.make("authors", &key, json!({"names": [{"full": "A"}]}));
        let refused = post(
            app,
            "articles",
            &key,
            &json!({"titles": [{"text": "A"}],
            "contributions": [{"author": "au1"}, {"author": "au9"}, {"author": "se1"}, {"author": "@key"}], "colour": "red",
            "appearances": [{"series": "se9"}], "disclaimers": ["di1"], "relations": [{"type": "corrects", "article": "ar9"}]}),
        );
        assert_eq!(
            pointers(&refused),
            [
                "/appearances/0/series",
                "/colour",
                "/contributions/1/author",
                "/contributions/2/author",
                "/contributions/3/author",
                "/disclaimers/0",
                "/relations/0/article"
            ],
            "with all else that is wrong"
        );
        let refused = post(
            app,
            "articles",
            &key,
            &json!({"titles": [{"text": "A"}],
            "contributions": [{"author": "au1"}, {"author": "au9"}], "appearances": [{"series": "se9"}], "disclaimers": ["di1"],
            "relations": [{"type": "corrects", "article": "ar9"}]}),
        );
        assert_eq!(
            pointers(&refused),
            ["/appearances/0/series", "/contributions/1/author", "/disclaimers/0", "/relations/0/article"]
        );
    });
}

/// What only the archive can tell is told beside what is wrong with the form, where it stood in what was sent.
#[test]
fn what_the_archive_knows_is_told_with_all_else() {
    both_apps(|app| {
        let key = writer(app);
        let doi = |value: &str| json!({"scheme": "doi", "value": value});
        let mut first = article("First");
        let own = app.make("articles", &key, first.clone());
        first["relations"] = json!([{"type": "corrects", "article": own}]);
        first["identifiers"] = json!([doi("10.5555/taken")]);
        first["slug"] = json!("taken");
        let other = app.make("articles", &key, first);
        let wrong = json!({
            "colour": "red", "status": "draft", "slug": "taken",
            "identifiers": [doi("x"), doi("10.5555/taken")],
            "appearances": [{"published": "soon"}, {"url": "nowhere", "series": "se9"}, {"series": "au1"}],
            "contributions": [{"role": "editor"}, {"author": "au9", "affiliations": [{"organization": "or9", "name": "X"}]}],
            "relations": [{"type": "nonsense", "article": other}, {"type": "corrects", "article": other}, {"type": "reviews"}],
            "notices": [{"kind": "correction", "text": ""}],
        });
        let refused = app.patch(&format!("/v1/articles/{own}"), &key, wrong);
        let expected = [
            "/appearances/0/published",
            "/appearances/1/series",
            "/appearances/1/url",
            "/appearances/2/series",
            "/colour",
            "/contributions/0/author",
            "/contributions/1/affiliations/0/organization",
            "/contributions/1/author",
            "/identifiers/0",
            "/identifiers/1",
            "/notices/0/text",
            "/relations/0/type",
            "/relations/1/article",
            "/relations/2",
            "/slug",
            "/status",
        ];
        assert_eq!(pointers(&refused), expected);
        let said = refused.text();
        assert!(
            said.contains("circle") && said.contains("it is missing, or empty") && !said.contains("null, expected")
        );
        // What cannot be read says nothing of what goes with it.
        let refused = post(
            app,
            "articles",
            &key,
            &json!({"titles": [{"text": "A"}], "status": "sometime",
            "publish_at": "2099-01-01T00:00:00Z"}),
        );
        assert_eq!(pointers(&refused), ["/status"]);
    });
}

#[test]
fn nothing_leads_back_to_itself() {
    both_apps(|app| {
        let key = writer(app);
        let series: Vec<String> = (0..3)
            .map(|n| {
                let parent = if n == 0 { Value::Null } else { format!("se{n}").into() };
                app.make(
                    "series",
                    &key,
                    json!({"titles": [{"text": format!("S{n}")}], "parent": parent, "preceding": parent}),
                )
            })
            .collect();
        let path = format!("/v1/series/{}", series[0]);
        for field in ["parent", "preceding"] {
            for other in &series {
                let refused = app.patch(&path, &key, json!({field: other}));
                assert_eq!(pointers(&refused), [format!("/{field}")]);
            }
        }
        assert_eq!(app.patch(&path, &key, json!({"succeeding": series[1]})).status, 200, "that is the same said twice");
        let first = app.make("organizations", &key, json!({"names": [{"text": "A"}]}));
        let second = app.make("organizations", &key, json!({"names": [{"text": "B"}], "successors": [first]}));
        let refused = app.patch(&format!("/v1/organizations/{first}"), &key, json!({"successors": [second]}));
        assert_eq!(pointers(&refused), ["/successors/0"]);
        let first = app.make("articles", &key, article("A"));
        let relate = |kind: &str, to: &str| json!({"relations": [{"type": kind, "article": to}]});
        for (kind, may) in
            [("translation_of", false), ("corrects", false), ("responds_to", false), ("references", true)]
        {
            let mut second = article("B");
            second["relations"] = relate(kind, &first)["relations"].clone();
            let second = app.make("articles", &key, second);
            let answer = app.patch(&format!("/v1/articles/{first}"), &key, relate(kind, &second));
            if may {
                assert_eq!(answer.status, 200);
            } else {
                assert_eq!(pointers(&answer), ["/relations/0/article"], "{kind}");
            }
            let itself = app.patch(&format!("/v1/articles/{first}"), &key, relate(kind, &first));
            assert_eq!(pointers(&itself), ["/relations/0/article"], "{kind}");
        }
    });
}

#[test]
fn doubts_are_told_and_do_not_hinder() {
    both_apps(|app| {
        let key = writer(app);
        app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let mut one = article("A");
        one["appearances"] = json!([{"series": "se1", "number": "24", "year": 2024, "url": "https://s.example/24"}]);
        one["identifiers"] = json!([{"scheme": "doi", "value": "10.5555/a"}]);
        assert_eq!(post(app, "articles", &key, &one).json()["warnings"], json!([]));
        assert_eq!(pointers(&post(app, "articles", &key, &one)), ["/identifiers/0"], "a DOI names one article");
        one["identifiers"] = json!([]);
        let again = post(app, "articles", &key, &one);
        let warnings = again.json()["warnings"].as_array().unwrap().clone();
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(
            warnings
                .iter()
                .all(|own| own["pointer"] == "/appearances"
                    && own["detail"].as_str().unwrap().starts_with("ar1 has this"))
        );
        let person = json!({"names": [{"full": "Jane Doe"}], "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]});
        app.make("authors", &key, person.clone());
        let twin = post(app, "authors", &key, &person).json();
        assert_eq!(twin["warnings"].as_array().unwrap().len(), 2, "{twin}");
    });
}

#[test]
fn content_is_one_object_of_one_media_type_and_not_too_long() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/articles/{}", app.make("articles", &key, article("A")));
        let send = |method: &str, target: &str, media_type: &str, text: &str| {
            let head = format!(
                "{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\nIf-Match: *\r\n"
            );
            app.raw(
                format!("{head}Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{text}", text.len()).as_bytes(),
            )
        };
        for text in ["", "{", "[]", "null", "1", "{\"a\":1,\"a\":2}", "{} {}", &"{\"a\":".repeat(200)] {
            send("POST", "/v1/articles", "application/json", text).problem(400, "malformed-content");
            send("PATCH", &path, "application/merge-patch+json", text).problem(400, "malformed-content");
        }
        let json = "application/json; charset=utf-8";
        assert_eq!(send("PUT", &path, json, &article("B").to_string()).status, 200);
        assert_eq!(send("PUT", &path, "application/vnd.byline.private+json", &article("C").to_string()).status, 200);
        for media_type in ["text/plain", "application/xml", "application/merge-patch+json", ""] {
            let refused = send("POST", "/v1/articles", media_type, "{}");
            refused.problem(415, "unsupported-media-type");
            assert_eq!(refused.header("accept"), Some("application/json"), "{media_type}");
        }
        let refused = send("PATCH", &path, json, "{}");
        refused.problem(415, "unsupported-media-type");
        assert_eq!(refused.header("accept-patch"), Some("application/merge-patch+json"));
        let long = format!("{{\"byline\": \"{}\"}}", "x".repeat(4 << 20));
        send("POST", "/v1/articles", "application/json", &long).problem(413, "content-too-large");
        send("DELETE", &path, "application/json", "{}").problem(415, "unsupported-media-type");
        for target in ["/v1/articles?colour=red", "/v1/articles?message=", "/v1/articles?view=private"] {
            send("POST", target, "application/json", "{}").problem(400, "invalid-parameter");
        }
        // What the archive gives is not for editors.
        let refused = app.patch(&path, &key, json!({"id": "ar9", "revision": 77, "created": "2020-01-01T00:00:00Z"}));
        assert_eq!(pointers(&refused), ["/created", "/id", "/revision"]);
    });
}
