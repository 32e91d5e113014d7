//! `/v1/articles/{id}/relations`

use byline::domain::Scope;
use serde_json::{Value, json};

use super::id_of;
use crate::support::app::{App, both_apps, both_demos};

fn of(app: &App, id: &str) -> Vec<Value> {
    let items = app.walk(&format!("/v1/articles/{id}/relations?limit=200"));
    for item in &items {
        let keys: Vec<_> = item.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(["outgoing", "incoming"].contains(&item["direction"].as_str().unwrap()));
        assert_eq!(keys[..3], ["direction", "types", "article"], "{item}");
    }
    items
}

#[test]
fn both_directions_are_there() {
    both_demos(|app| {
        let asked = id_of(app, "articles", "number", "24A");
        let review = app.all("articles").into_iter().find(|own| own["type"] == "review").unwrap();
        let id = review["id"].as_str().unwrap();
        let items = of(app, id);
        let short: Vec<_> =
            items.iter().map(|i| (i["direction"].as_str().unwrap(), i["types"][0].as_str().unwrap())).collect();
        assert_eq!(
            short,
            [
                ("outgoing", "reviews"),
                ("outgoing", "references"),
                ("outgoing", "related_to"),
                ("incoming", "responds_to")
            ]
        );
        assert!(items[0]["citation"].as_str().unwrap().contains("The Keepers of the Gauge"));
        assert_eq!(items[1]["doi"], "10.5555/gauges.margins.1998");
        assert_eq!(items[1]["article"], Value::Null);
        assert_eq!(items[2]["url"], "https://gauges.example/keepers");
        assert_eq!(items[3]["article"]["id"], asked);
        assert_eq!(items[3]["article"]["number"], "24A");
    });
}

#[test]
fn what_one_says_the_other_shows() {
    both_demos(|app| {
        let mut met = 0;
        for own in app.all("articles") {
            for relation in own["relations"].as_array().unwrap() {
                let Some(other) = relation["article"]["id"].as_str() else { continue };
                if app.get(&format!("/v1/articles/{other}")).status == 410 {
                    continue;
                }
                let back = of(app, other);
                let back = back.iter().filter(|i| i["direction"] == "incoming" && i["article"]["id"] == own["id"]);
                let types: Vec<_> = back.flat_map(|i| i["types"].as_array().unwrap().clone()).collect();
                assert!(types.contains(&relation["type"]), "{} of {other}: {types:?}", own["id"]);
                met += 1;
            }
        }
        assert!(met >= 8);
    });
}

#[test]
fn notices_and_withdrawals_are_relations_too() {
    both_demos(|app| {
        let correction = id_of(app, "articles", "doi", "10.5555/tide.2018.20c");
        let types: Vec<Value> =
            of(app, &correction).iter().filter(|i| i["direction"] == "incoming").map(|i| i["types"].clone()).collect();
        assert_eq!(types, [serde_json::json!(["correction_in"])]);
        let successor = id_of(app, "articles", "doi", "10.5555/tide.2018.2");
        let incoming: Vec<_> = of(app, &successor).into_iter().filter(|i| i["direction"] == "incoming").collect();
        assert_eq!(incoming.len(), 1);
        assert_eq!(incoming[0]["types"], serde_json::json!(["replaced_by"]));
        assert_eq!(incoming[0]["article"]["title"], "A Census of the Reefs");
    });
}

#[test]
fn relations_page_like_any_list() {
    both_apps(|app| {
        let mut lines = vec![r#"{"resource":"article","key":"hub","titles":[{"text":"Hub"}],"relations":[{"type":"references","citation":"a"},{"type":"references","citation":"b"},{"type":"references","citation":"c"}]}"#.to_owned()];
        lines.extend((0..9).map(|n| format!(r#"{{"resource":"article","key":"s{n}","titles":[{{"text":"Spoke {n}"}}],"relations":[{{"type":"responds_to","article":"@hub"}}]}}"#)));
        app.database.load("t", &lines.join("\n"));
        let whole = app.walk("/v1/articles/ar1/relations?limit=200");
        assert_eq!(whole.len(), 12);
        for limit in [1, 2, 3, 4, 5, 11, 12] {
            assert_eq!(app.walk(&format!("/v1/articles/ar1/relations?limit={limit}")), whole, "{limit}");
        }
        assert_eq!(app.json("/v1/articles/ar2/relations")["total"], 1);
        for wrong in ["limit=0", "limit=201", "sort=title", "fields=id", "type=responds_to"] {
            app.get(&format!("/v1/articles/ar1/relations?{wrong}")).problem(400, "invalid-parameter");
        }
        let next = app.json("/v1/articles/ar1/relations?limit=2")["next"].as_str().unwrap().replace("ar1", "ar2");
        app.get(&next).problem(404, "unknown-cursor");
        app.get("/v1/articles/ar1/relations?cursor=x").problem(404, "unknown-cursor");
        app.get("/v1/articles/arzz/relations").problem(404, "not-found");
    });
}

#[test]
fn a_target_that_comes_later_is_found_then() {
    both_apps(|app| {
        let line = r#"{"resource":"article","key":"a","titles":[{"text":"A"}],"relations":[{"type":"responds_to","doi":"10.5555/LATER"},{"type":"references","url":"http://www.later.example/b/"}]}"#;
        app.database.load("t", line);
        let relations = |path: &str| {
            app.json(path)["relations"]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| r["article"]["id"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(relations("/v1/articles/ar1"), [Value::Null, Value::Null]);
        let head = app.database.head();
        let b = r#"{"resource":"article","key":"b","titles":[{"text":"B"}],"identifiers":[{"scheme":"doi","value":"10.5555/later"}]}
{"resource":"article","key":"c","titles":[{"text":"C"}],"appearances":[{"url":"https://later.example/b"}]}"#;
        app.database.load("other", b);
        assert_eq!(relations("/v1/articles/ar1"), ["ar2", "ar3"]);
        assert_eq!(app.database.head(), head + 3, "two are new, one shows them");
        assert_eq!(of(app, "ar2")[0]["article"]["id"], "ar1");
    });
}

#[test]
fn a_notice_and_the_article_that_carries_it_show_each_other_until_it_is_taken_back() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let new = |title: &str, kind: &str, number: &str| {
            app.make(
                "articles",
                &key,
                json!({"titles": [{"text": title}], "type": kind, "status": "published",
                "identifiers": [{"scheme": "doi", "value": format!("10.5555/{number}")}],
                "appearances": [{"number": number, "url": format!("https://house.example/{number}")}]}),
            )
        };
        let (wrong, correcting) = (new("Wrong", "commentary", "1"), new("Put right", "correction", "2"));
        let path = format!("/v1/articles/{wrong}");
        let before = [&wrong, &correcting].map(|id| (of(app, id), timeless(app, id)));
        for (kind, says, back) in
            [("correction", "corrects", "correction_in"), ("retraction", "retracts", "retraction_in")]
        {
            let notice = json!({"kind": kind, "text": "See there.", "date": "2024-04-12", "article": correcting});
            assert_eq!(app.patch(&path, &key, json!({"notices": [notice]})).status, 200);
            let shown = json!({"id": correcting, "type": "correction", "title": "Put right", "number": "2",
                "doi": "10.5555/2", "url": "https://house.example/2"});
            let own = app.json(&path);
            assert_eq!((&own["status"], &own["notices"][0]["article"]), (&json!("published"), &shown));
            let there = of(app, &correcting);
            let short = |own: &Value| json!([own["direction"], own["types"], own["article"]["id"]]);
            let both = json!([["outgoing", [says], wrong], ["incoming", [back], wrong]]);
            assert_eq!(there.iter().map(short).collect::<Value>(), both);
            let told = app.json(&format!("/v1/articles/{correcting}"))["relations"][0].clone();
            assert_eq!((&told["type"], &told["article"]["title"]), (&json!(says), &json!("Wrong")));
            for (format, mark) in [
                ("jsonld", "https://doi.org/10.5555/2"),
                ("jats.xml", "10.5555/2"),
                ("mods.xml", "Put right"),
                ("marcxml", "Put right"),
            ] {
                assert!(app.get(&format!("{path}.{format}")).text().contains(mark), "{format} of {kind}");
            }
            let page = app.get(app.get(&format!("/articles/{correcting}")).header("location").unwrap()).text();
            assert!(page.contains("/articles/wrong"), "the page of the one that carries it leads back");
            assert_eq!(app.patch(&path, &key, json!({"notices": []})).status, 200);
            assert_eq!([&wrong, &correcting].map(|id| (of(app, id), timeless(app, id))), before, "both are as before");
        }
        let unknown = json!([{"kind": "correction", "text": "x", "article": "arzzz"}]);
        let refused = app.patch(&path, &key, json!({"notices": unknown})).problem(422, "invalid-content");
        assert_eq!(refused["errors"][0]["pointer"], "/notices/0/article");
    });
}

/// The record of an article without the time of its last change.
fn timeless(app: &App, id: &str) -> Value {
    let mut own = app.json(&format!("/v1/articles/{id}"));
    own["modified"].take();
    own
}
