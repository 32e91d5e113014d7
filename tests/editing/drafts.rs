//! `/v1/drafts`: what is not public, for whoever may see it.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::writer;
use crate::support::app::{App, Response, both_apps};

fn drafts(app: &App, key: &str, query: &str) -> Response {
    app.get_with(&format!("/v1/drafts{query}"), &[("authorization", &format!("Bearer {key}"))])
}

fn ids(page: &Response) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    let items = page.json()["items"].as_array().unwrap().clone();
    items.iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_not_public_is_listed_for_editors() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        assert_eq!(drafts(app, &reader, "").json()["total"], 0);
        let [own, other] = ["Own", "Other"].map(|title| app.make("series", &key, json!({"titles": [{"text": title}]})));
        let article = |title: &str, series: &[&str], more: Value| {
            let places: Vec<Value> = series.iter().map(|id| json!({"series": id, "number": "7"})).collect();
            let mut article = json!({"titles": [{"text": title}], "appearances": places});
            article.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            app.make("articles", &key, article)
        };
        let first = article("First", &[&own], json!({}));
        let public = article("Public", &[&own], json!({"status": "published"}));
        let late = json!({"status": "scheduled", "publish_at": "2099-01-01T00:00:00Z"});
        let waiting = article("Waiting", &[&other, &own], late);
        let last = article("Last", &[], json!({}));
        let page = drafts(app, &reader, "");
        assert_eq!(page.header("cache-control"), Some("private, no-store"));
        assert_eq!(ids(&page), [last.as_str(), &waiting, &first], "the newest first");
        let keys = page.json().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys, ["items", "total", "next", "as_of"]);
        let item = &page.json()["items"][1];
        let titled = json!([{"id": own, "title": "Own"}, {"id": other, "title": "Other"}]);
        assert_eq!(
            (&item["title"], &item["status"], &item["series"]),
            (&json!("Waiting"), &json!("scheduled"), &titled)
        );
        assert_eq!(item["publish_at"], "2099-01-01T00:00:00.000000Z");
        assert!(item["by"].as_str().unwrap().starts_with("key-") && item["slug"] == "waiting", "{item}");
        // The number that others have is doubtful; the private view, to which the path leads, tells it.
        let view = app.get_with(item["path"].as_str().unwrap(), &[("authorization", &format!("Bearer {reader}"))]);
        assert_eq!(view.json()["warnings"].as_array().unwrap().len() as u64, item["warnings"].as_u64().unwrap());
        assert!(item["warnings"].as_u64() > Some(0), "{item}");
        for (query, wanted) in [
            ("?status=draft".to_owned(), vec![&last, &first]),
            ("?status=scheduled".to_owned(), vec![&waiting]),
            (format!("?series={own}"), vec![&waiting, &first]),
            (format!("?series={other}&status=draft"), vec![]),
            ("?series=se9".to_owned(), vec![]),
        ] {
            let page = drafts(app, &reader, &query);
            assert_eq!(ids(&page), wanted.iter().map(|id| id.as_str()).collect::<Vec<_>>(), "{query}");
            assert_eq!(page.json()["total"], wanted.len(), "{query}");
        }
        // A key of a series is shown what is wholly in it.
        assert_eq!(ids(&drafts(app, &app.key(Scope::Private, &[&own]), "")), [first.as_str()]);
        assert_eq!(ids(&drafts(app, &app.key(Scope::Private, &[&own, &other]), "")), [waiting.as_str(), &first]);
        for wrong in
            ["?status=published", "?series=ar1", "?series=x", "?title=x", "?view=private", "?status=draft&status=draft"]
        {
            drafts(app, &reader, wrong).problem(400, "invalid-parameter");
        }
        app.get("/v1/drafts").problem(401, "unauthorized");
        // What is published, removed or made a draft again moves.
        app.patch(&format!("/v1/articles/{first}"), &key, json!({"status": "published"}));
        app.patch(&format!("/v1/articles/{waiting}"), &key, json!({"status": "draft", "byline": "BY A"}));
        app.write("DELETE", &format!("/v1/articles/{last}"), &key, &["If-Match: *"], &Value::Null);
        let page = drafts(app, &reader, "");
        assert_eq!(ids(&page), [waiting.as_str()]);
        let item = &page.json()["items"][0];
        assert_eq!((&item["revision"], &item["status"]), (&json!(2), &json!("draft")));
        assert!(item["modified"].as_str() > item["created"].as_str());
        assert!(!ids(&page).contains(&public));
    });
}

#[test]
fn many_are_walked_whole() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let lines: Vec<String> = (0..23)
            .map(|n| {
                json!({"resource": "article", "key": n.to_string(), "status": "draft", "titles": [{"text": "D"}]})
                    .to_string()
            })
            .collect();
        app.database.load("drafts", &lines.join("\n"));
        let (mut next, mut seen) = (Some("?limit=5&status=draft".to_owned()), Vec::new());
        while let Some(query) = next {
            let page = drafts(app, &reader, &query);
            assert_eq!(page.json()["total"], 23);
            seen.extend(ids(&page));
            next = page.json()["next"].as_str().map(|path| path.strip_prefix("/v1/drafts").unwrap().to_owned());
            if seen.len() == 10 {
                // One that is new comes before all.
                app.make(
                    "articles",
                    &key,
                    json!({"titles": [{"text": "New"}], "status": "scheduled", "publish_at": "2099-01-01T00:00:00Z"}),
                );
            }
            if let Some(next) = &next {
                let other = next.replace("status=draft", "status=scheduled");
                drafts(app, &reader, &other).problem(404, "unknown-cursor");
            }
        }
        assert_eq!((seen.len(), seen.iter().collect::<std::collections::BTreeSet<_>>().len()), (23, 23));
    });
}

#[test]
fn drafts_of_before_are_found() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let tricky = json!({"titles": [{"text": "\"status\":\"draft\""}], "status": "published"});
        app.make("articles", &key, tricky);
        let draft = app.make("articles", &key, json!({"titles": [{"text": "D"}]}));
        // As a database of before is: without the keys, and without the migration that adds them.
        app.database
            .store
            .write(|db| {
                let rows = db.lookup(&["article:status:draft".to_owned()])?;
                assert_eq!(rows.len(), 1);
                db.delete_lookups(&rows)
            })
            .unwrap();
        assert_eq!(ids(&drafts(app, &reader, "")), [""; 0]);
        crate::store::migrations::again(&app.database, "drafts");
        assert_eq!(ids(&drafts(app, &reader, "")), [draft.as_str()]);
    });
}
