//! A disclaimer gets new words from a day on, and articles of before keep the old ones.

use serde_json::{Value, json};

use super::writer;
use crate::support::app::{App, Response, both_apps};

fn succeed(app: &App, id: &str, key: &str, fields: &[&str], content: &Value) -> Response {
    app.write("POST", &format!("/v1/disclaimers/{id}/successor"), key, fields, content)
}

/// The words on an article.
fn words(app: &App, id: &str) -> Vec<String> {
    let record = app.json(&format!("/v1/articles/{id}"));
    record["disclaimers"].as_array().unwrap().iter().map(|own| own["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn new_words_end_the_old_ones_at_a_day() {
    both_apps(|app| {
        let key = writer(app);
        let series = app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let standing = json!({"text": "Old.", "language": "en", "series": series, "from": "2010", "languages": ["en"]});
        let old = app.make("disclaimers", &key, standing);
        let article = |published: &str| {
            let place = json!([{"series": series, "published": published, "language": "en"}]);
            app.make("articles", &key, json!({"titles": [{"text": "A"}], "status": "published", "appearances": place}))
        };
        let [before, after, during] = ["2024-06-30", "2024-07-01", "2024"].map(article);
        let (kept, head) = (app.get(&format!("/v1/articles/{before}")).body, app.database.head());
        let content = json!({"text": "New.", "from": "2024-07"});
        let asked = ["If-Match: \"r1\"", "Idempotency-Key: \"next\""];
        let made = succeed(app, &old, &key, &asked, &content);
        assert_eq!(made.status, 201, "{}", made.text());
        let next = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(made.header("location"), Some(format!("/v1/disclaimers/{next}").as_str()));
        // All in one write: both disclaimers, and the two articles that do not say what they said.
        assert_eq!(app.database.head(), head + 4);
        assert_eq!(app.get(&format!("/v1/articles/{before}")).body, kept, "it keeps what was said when it came out");
        assert_eq!((words(app, &after), words(app, &during)), (vec!["New.".to_owned()], vec![]));
        let (was, now) = (app.json(&format!("/v1/disclaimers/{old}")), app.json(&format!("/v1/disclaimers/{next}")));
        assert_eq!((&was["from"], &was["to"]), (&json!("2010"), &json!("2024-06-30")));
        assert_eq!((&now["from"], &now["to"]), (&json!("2024-07"), &Value::Null));
        assert_eq!((&now["series"]["id"], &now["languages"]), (&json!(series), &json!(["en"])), "as it was");
        // Done once, however often it is sent.
        let again = succeed(app, &old, &key, &asked, &content);
        assert_eq!((again.status, again.body, app.database.head()), (201, made.body, head + 4));
        // The one between two others ends where the one after it begins.
        let any = ["If-Match: *"];
        let made = succeed(app, &old, &key, &any, &json!({"text": "Middle.", "from": "2020-01-01"}));
        assert_eq!(made.json()["to"], "2024-06-30");
        assert_eq!(words(app, &before), ["Middle."]);
    });
}

#[test]
fn what_cannot_follow_is_told_and_nothing_is_done() {
    both_apps(|app| {
        let key = writer(app);
        let series = app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let old = json!({"text": "Old.", "series": series, "from": "2010-01-01", "to": "2015"});
        let old = app.make("disclaimers", &key, old);
        let printed = app.make("disclaimers", &key, json!({"text": "Printed."}));
        let head = app.database.head();
        let any = ["If-Match: *"];
        for (id, content, expected) in [
            (&old, json!({"text": "", "colour": 1}), vec!["/colour", "/text", "/from"]),
            (&old, json!({"text": "N", "from": "soon"}), vec!["/from"]),
            (&old, json!({"text": "N", "from": "2010"}), vec!["/from"]),
            (&old, json!({"text": "N", "from": "2016-01-02", "to": null}), vec!["/from"]),
            (&old, json!({"text": "N", "from": "0001", "series": "se9"}), vec!["/series", "/from"]),
            (&printed, json!({"text": "N", "from": "2014"}), vec![""]),
        ] {
            let refused = succeed(app, id, &key, &any, &content);
            let problem = refused.problem(422, "invalid-content");
            let pointers: Vec<&str> =
                problem["errors"].as_array().unwrap().iter().map(|own| own["pointer"].as_str().unwrap()).collect();
            assert_eq!(pointers, expected, "{content}");
        }
        let content = json!({"text": "N", "from": "2014"});
        succeed(app, &old, &key, &[], &content).problem(428, "precondition-required");
        let stale = succeed(app, &old, &key, &["If-Match: \"r7\""], &content);
        stale.problem(412, "precondition-failed");
        let other = app.make("series", &key, json!({"titles": [{"text": "Other"}]}));
        let narrow = app.key(byline::domain::Scope::Write, &[&other]);
        succeed(app, &old, &narrow, &any, &content).problem(403, "forbidden");
        assert_eq!(app.database.head(), head + 1, "only the series was made");
        // The day after it ends is no gap.
        assert_eq!(succeed(app, &old, &key, &any, &json!({"text": "N", "from": "2016", "to": null})).status, 201);
        assert_eq!(app.json(&format!("/v1/disclaimers/{old}"))["to"], "2015-12-31");
    });
}
