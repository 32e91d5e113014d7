//! A key of one series imports into that series alone.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{aside, ask, counts, ended, import};
use crate::editing::writer;
use crate::support::app::both_apps;

#[test]
fn other_series_are_refused_document_by_document() {
    both_apps(|app| {
        let all = writer(app);
        let [own, other] = ["Own", "Other"].map(|title| app.make("series", &all, json!({"titles": [{"text": title}]})));
        let known =
            app.make("authors", &all, json!({"names": [{"full": "Known"}], "contacts": [{"email": "k@k.example"}]}));
        let outside = app.make(
            "articles",
            &all,
            json!({"titles": [{"text": "Outside"}], "status": "published",
            "identifiers": [{"scheme": "doi", "value": "10.5555/outside"}], "appearances": [{"series": other}]}),
        );
        let key = app.key(Scope::Write, &[&own]);
        let article = |key: &str, series: Value, more: Value| {
            let places: Vec<Value> =
                series.as_array().unwrap().iter().map(|id| json!({"series": id, "number": key})).collect();
            let mut line = json!({"resource": "article", "key": key, "titles": [{"text": key}], "appearances": places});
            line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            line.to_string()
        };
        let doi = json!({"byline": "MINE", "identifiers": [{"scheme": "doi", "value": "10.5555/outside"}]});
        let lines = [
            (article("inside", json!([own]), json!({"contributions": [{"author": known}]})), true),
            (article("elsewhere", json!([other]), json!({})), false),
            (article("both", json!([own, other]), json!({})), false),
            (article("nowhere", json!([]), json!({})), false),
            (article("taken over", json!([own]), doi), false),
            (article("by id", json!([own]), json!({"id": outside})), false),
            (json!({"resource": "series", "key": "new", "titles": [{"text": "New"}]}).to_string(), false),
            (json!({"resource": "series", "id": other, "titles": [{"text": "Other"}], "frequency": "daily"}).to_string(), false),
            (json!({"resource": "series", "id": own, "titles": [{"text": "Own"}], "frequency": "daily"}).to_string(), true),
            (json!({"resource": "author", "key": "fresh", "names": [{"full": "Fresh"}]}).to_string(), true),
            (json!({"resource": "author", "id": known, "names": [{"full": "Known"}], "url": "https://k.example/"}).to_string(), false),
            (json!({"resource": "disclaimer", "key": "d", "text": "Mine.", "series": own}).to_string(), true),
            (json!({"resource": "disclaimer", "key": "e", "text": "Mine.", "series": other}).to_string(), false),
            // The corpus dialect mentions its series: one that is not there cannot be made.
            (json!({"id": "c1", "title": "C", "date": "2024", "byline": "BY A", "series": {"id": "s1", "title": "Third"}}).to_string(), false),
        ];
        let text = lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n");
        let report = import(app, &key, "?name=partner.jsonl", &text);
        assert_eq!(report.status, 200, "{}", report.text());
        let errors: Vec<(u64, String)> = report.json()["files"][0]["problems"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|own| own["severity"] == "error")
            .map(|own| (own["line"].as_u64().unwrap(), own["reason"].as_str().unwrap().to_owned()))
            .collect();
        let refused: Vec<u64> = (1..).zip(&lines).filter(|(_, (_, taken))| !taken).map(|(line, _)| line).collect();
        assert_eq!(errors.iter().map(|(line, _)| *line).collect::<Vec<_>>(), refused, "{errors:?}");
        assert!(
            errors.iter().all(|(_, reason)| reason.contains("the key `key-") && reason.contains("good for")),
            "{errors:?}"
        );
        let taken = (lines.len() - refused.len()) as u64;
        let [documents, created, updated, unchanged, no] = counts(&report.json());
        assert_eq!((documents, created + updated + unchanged, no), (lines.len() as u64, taken, refused.len() as u64));
        assert_eq!(app.json(&format!("/v1/articles/{outside}"))["byline"], Value::Null);
        assert_eq!(app.json("/v1/series")["total"], 2);
        assert_eq!(app.json(&format!("/v1/authors/{known}"))["url"], Value::Null);
        // Where nothing is left, nothing is imported.
        import(app, &key, "", &lines[1].0).problem(422, "nothing-imported");
        // A job does no more.
        let job = ended(app, &key, &aside(app, &key, "?name=partner.jsonl", &text));
        assert_eq!((job["state"].as_str(), job["refused"].as_u64()), (Some("done"), Some(refused.len() as u64)));
        // It sees its own jobs; whoever may write everything sees all.
        let theirs = aside(app, &all, "", &lines[9].0);
        ask(app, &key, &theirs).problem(403, "forbidden");
        app.write("DELETE", &theirs, &key, &[], &Value::Null).problem(403, "forbidden");
        let seen = |key: &str| ask(app, key, "/v1/imports").json()["total"].clone();
        assert_eq!((seen(&key), seen(&all)), (json!(1), json!(2)));
    });
}
