//! `/v1/articles/{id}/body`

use crate::support::app::{both_apps, both_demos};

#[test]
fn a_body_is_served_exactly_where_its_record_says_so() {
    both_demos(|app| {
        let mut served = 0;
        for own in app.all("articles") {
            let path = format!("/v1/articles/{}/body", own["id"].as_str().unwrap());
            let answer = app.get(&path);
            match own["body"].as_str() {
                Some(named) => {
                    served += 1;
                    assert_eq!(named, path);
                    let body = answer.json();
                    assert_eq!(body["article"], own["id"]);
                    assert!(body["paragraphs"].as_array().unwrap().len() >= 4);
                    assert_eq!(body.as_object().unwrap().len(), 2);
                }
                None => drop(answer.problem(404, "not-found")),
            }
        }
        assert_eq!(served, 3, "a draft's body is not among them");
        app.get("/v1/articles/arzz/body").problem(404, "not-found");
        app.get("/v1/articles/the-harbour-fund-at-ten/body").problem(404, "not-found");
    });
}

fn lines(public: bool, consent: &str) -> String {
    format!(
        r#"{{"resource":"series","key":"s","titles":[{{"text":"S"}}],"bodies_public":{public}}}
{{"resource":"author","key":"j","names":[{{"full":"Jo"}}],"contacts":[{{"email":"jo@own.example"{consent}}}]}}
{{"resource":"article","key":"a","titles":[{{"text":"A"}}],"contributions":[{{"author":"@j"}}],"appearances":[{{"series":"@s"}}],"body":["Write to jo@own.example or to other@else.example.","No address."]}}"#
    )
}

#[test]
fn only_where_the_series_allows_and_without_addresses() {
    both_apps(|app| {
        app.database.load("t", &lines(false, ""));
        app.get("/v1/articles/ar1/body").problem(404, "not-found");
        assert!(app.json("/v1/articles/ar1")["body"].is_null());
        app.database.load("t", &lines(true, ""));
        assert_eq!(app.json("/v1/articles/ar1")["body"], "/v1/articles/ar1/body");
        let paragraphs = app.json("/v1/articles/ar1/body")["paragraphs"].clone();
        assert_eq!(paragraphs, serde_json::json!(["Write to or to.", "No address."]));
        let consent = r#","consent":{"by":"editors","at":"2024-01-01T00:00:00Z","scope":"biography"}"#;
        app.database.load("t", &lines(true, consent));
        let paragraphs = app.json("/v1/articles/ar1/body")["paragraphs"].clone();
        assert_eq!(paragraphs[0], "Write to jo@own.example or to.");
        app.database.load("t", &lines(false, consent));
        app.get("/v1/articles/ar1/body").problem(404, "not-found");
        assert!(app.json("/v1/articles/ar1")["body"].is_null());
    });
}
