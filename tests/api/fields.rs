//! `fields=`: parts of records.

use serde_json::{Value, json};

use super::{encode, id_of, ids};
use crate::support::app::both_demos;

/// Cuts a record down by hand.
fn cut(own: &Value, path: &str) -> Value {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match own {
        Value::Array(items) => items.iter().map(|item| cut(item, path)).collect(),
        Value::Object(_) => json!({name: rest.map_or(own[name].clone(), |rest| cut(&own[name], rest))}),
        other => other.clone(),
    }
}

#[test]
fn fields_reach_to_any_depth() {
    both_demos(|app| {
        let paths = [
            "title",
            "contributions",
            "contributions.author.name",
            "contributions.affiliations.organization.id",
            "contributions.books.title",
            "appearances.series.issn",
            "series.title",
            "notices.article.number",
            "relations.article.doi",
            "withdrawal.successor.title",
            "files.bytes",
            "rights.uri",
        ];
        for own in app.all("articles") {
            let id = own["id"].as_str().unwrap();
            for path in paths {
                let mut wanted = cut(&own, path);
                wanted["id"] = id.into();
                assert_eq!(app.json(&format!("/v1/articles/{id}?fields={path}")), wanted, "{id} {path}");
            }
        }
    });
}

#[test]
fn fields_come_together_in_the_order_of_the_record() {
    both_demos(|app| {
        let id = id_of(app, "articles", "doi", "10.5555/tide.2018.20");
        let text = app.get(&format!("/v1/articles/{id}?fields=number,title,series.title,series.id")).text();
        let series = &app.json(&format!("/v1/articles/{id}"))["series"]["id"];
        assert_eq!(
            text,
            format!(
                r#"{{"id":"{id}","title":"The Harbour Fund at Ten","series":{{"id":{series},"title":"Tideline"}},"number":"20"}}"#
            )
        );
        // The whole takes in its parts, in whichever order they are named.
        let whole = app.json(&format!("/v1/articles/{id}?fields=series"));
        for list in ["series,series.title", "series.title,series"] {
            assert_eq!(app.json(&format!("/v1/articles/{id}?fields={list}")), whole, "{list}");
        }
        // In a list it is the same.
        let page = app.json("/v1/articles?fields=title&limit=200");
        for item in page["items"].as_array().unwrap() {
            let keys: Vec<_> = item.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["id", "title"]);
        }
        assert_eq!(ids(page["items"].as_array().unwrap()), ids(&app.all("articles")));
    });
}

#[test]
fn every_field_there_is_can_be_asked_for_on_every_resource() {
    both_demos(|app| {
        for resource in ["articles", "authors", "organizations", "series", "disclaimers"] {
            let own = app.all(resource).remove(0);
            for (name, value) in own.as_object().unwrap() {
                let path = format!("/v1/{resource}/{}?fields={name}", own["id"].as_str().unwrap());
                assert_eq!(&app.json(&path)[name], value, "{path}");
            }
        }
    });
}

#[test]
fn a_field_there_is_not_is_named() {
    both_demos(|app| {
        for wrong in [
            "colour",
            "",
            "title,",
            "title.text",
            "series.colour",
            "contributions.author.email",
            "Title",
            "id..",
            "*",
            "contacts",
            "epoch",
        ] {
            for path in ["/v1/articles/ar1", "/v1/articles", "/v1/series/se1/articles"] {
                let problem = app.get(&format!("{path}?fields={}", encode(wrong))).problem(400, "invalid-parameter");
                assert_eq!(problem["errors"][0]["parameter"], "fields", "{path} {wrong}");
            }
        }
        app.get("/v1/articles/ar1?fields=id&fields=title").problem(400, "invalid-parameter");
        app.get("/v1/articles/ar1?limit=3").problem(400, "invalid-parameter");
        let problem = app.get("/v1/articles/ar1?fields=series.colour").problem(400, "invalid-parameter");
        assert!(problem["detail"].as_str().unwrap().contains("title"), "it says what there is: {problem}");
    });
}
