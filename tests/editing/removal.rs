//! DELETE: withdrawn with a tombstone, or removed where it was never public.

use serde_json::{Value, json};

use super::{article, writer};
use crate::support::app::both_apps;

#[test]
fn a_published_article_is_withdrawn_and_may_come_back() {
    both_apps(|app| {
        let key = writer(app);
        let successor = app.make("articles", &key, article("Successor"));
        let path = format!("/v1/articles/{}", app.make("articles", &key, article("Printed twice")));
        let target = format!("{path}?reason=Printed%20twice.&successor={successor}");
        for wrong in ["&successor=ar1", "reason=", "successor=au1", "successor=x"] {
            let target = format!("{path}?{wrong}&successor=ar1").replace("?&", "?");
            app.write("DELETE", &target, &key, &["If-Match: *"], &Value::Null).problem(400, "invalid-parameter");
        }
        for wrong in ["arzzz", path.rsplit('/').next().unwrap()] {
            let target = format!("{path}?successor={wrong}");
            let refused =
                app.write("DELETE", &target, &key, &["If-Match: *"], &Value::Null).problem(422, "invalid-content");
            assert_eq!(refused["errors"][0]["pointer"], "/withdrawal/successor");
        }
        let withdrawn = app.write("DELETE", &target, &key, &["If-Match: \"r1\""], &Value::Null);
        assert_eq!((withdrawn.status, withdrawn.header("etag")), (200, Some("\"r2\"")));
        let tombstone = app.get(&path).problem(410, "withdrawn")["tombstone"].clone();
        assert_eq!(tombstone["withdrawal"]["reason"], "Printed twice.");
        assert_eq!(tombstone["withdrawal"]["successor"]["id"], successor);
        let again = app.write("DELETE", &path, &key, &["If-Match: *"], &Value::Null);
        assert_eq!((again.status, again.header("etag")), (200, Some("\"r2\"")), "it is withdrawn already");
        let changes = app.database.store.read(|db| db.changes(2, 10)).unwrap();
        assert_eq!(changes.iter().map(|own| own.kind.as_str()).collect::<Vec<_>>(), ["withdrawn"]);
        let back = app.patch(&path, &key, json!({"status": "published"}));
        assert_eq!(back.status, 200, "{}", back.text());
        assert_eq!(app.json(&path)["title"], "Printed twice");
        assert_eq!(app.database.head(), 4);
    });
}

#[test]
fn a_draft_is_removed_whole() {
    both_apps(|app| {
        let key = writer(app);
        let draft = json!({"titles": [{"text": "Never seen"}], "identifiers": [{"scheme": "doi", "value": "10.5555/never"}], "body": ["One."]});
        let id = app.make("articles", &key, draft.clone());
        let path = format!("/v1/articles/{id}");
        let referring = app.make(
            "articles",
            &key,
            json!({"titles": [{"text": "B"}], "relations": [{"type": "references", "article": id}]}),
        );
        let refused = app.write("DELETE", &path, &key, &["If-Match: *"], &Value::Null).problem(409, "in-use");
        assert!(refused["detail"].as_str().unwrap().contains(&referring), "{refused}");
        app.patch(&format!("/v1/articles/{referring}"), &key, json!({"relations": []}));
        let gone = app.write("DELETE", &path, &key, &["If-Match: *"], &Value::Null);
        assert_eq!((gone.status, gone.body.len()), (204, 0));
        app.private(&path, &key).problem(404, "not-found");
        app.get(&path).problem(404, "not-found");
        assert_eq!(app.database.head(), 0);
        let export = |db: &mut dyn byline::store::db::Db| db.entity_ids(0, i64::MAX, 10);
        assert_eq!(app.database.store.read(export).unwrap().len(), 1);
        // Its DOI and its slug are free, its id is not.
        let other = app.make("articles", &key, draft);
        assert_ne!(other, id);
        assert_eq!(app.private(&format!("/v1/articles/{other}"), &key).json()["slug"], "never-seen");
        // A copy that names the id brings it back, with its history going on.
        app.database.load("copy", &json!({"resource": "article", "id": id, "titles": [{"text": "Back"}]}).to_string());
        assert_eq!(app.private(&path, &key).header("etag"), Some("\"r3\""));
    });
}

#[test]
fn what_is_in_use_stays_and_what_is_not_leaves_a_tombstone() {
    both_apps(|app| {
        let key = writer(app);
        for (resource, content, shown) in [
            (
                "authors",
                json!({"names": [{"full": "Jane Doe"}], "url": "https://doe.example/", "contacts": [{"email": "hidden@doe.example"}]}),
                "name",
            ),
            (
                "organizations",
                json!({"names": [{"text": "House"}], "url": "https://house.example/", "place": "Vale"}),
                "name",
            ),
            (
                "series",
                json!({"titles": [{"text": "Notes"}], "url": "https://notes.example/", "description": "Short."}),
                "title",
            ),
            ("disclaimers", json!({"text": "Mine alone.", "types": ["commentary"]}), "text"),
        ] {
            let successor = app.make(resource, &key, content.clone());
            let id = app.make(resource, &key, content.clone());
            let path = format!("/v1/{resource}/{id}");
            let mut using = article("Using");
            match resource {
                "authors" | "organizations" => using["contributions"] = json!([{"author": id}]),
                "series" => using["appearances"] = json!([{"series": id}]),
                _ => using["disclaimers"] = json!([id]),
            }
            let using = app.make("articles", &key, using);
            let target = format!("{path}?successor={successor}&reason=Write%20to%20hidden%40reason.example.");
            let delete = |target: &str| app.write("DELETE", target, &key, &["If-Match: *"], &Value::Null);
            let refused = delete(&target).problem(409, "in-use");
            assert!(refused["detail"].as_str().unwrap().contains(&using), "{refused}");
            let gone = json!({"withdrawal": {"at": "2024-01-01T00:00:00Z"}});
            app.patch(&path, &key, gone.clone()).problem(409, "in-use");
            app.patch(
                &format!("/v1/articles/{using}"),
                &key,
                json!({"contributions": [], "appearances": [], "disclaimers": []}),
            );
            let head = app.database.head();
            assert_eq!(delete(&target).status, 200);
            let changes = app.database.store.read(|db| db.changes(head, 10)).unwrap();
            assert_eq!(changes.iter().map(|own| own.kind.as_str()).collect::<Vec<_>>(), ["withdrawn"]);
            let refused = app.get(&path);
            let tombstone = refused.problem(410, "withdrawn")["tombstone"].clone();
            assert!(!refused.text().contains("hidden@"), "{tombstone}");
            assert_eq!(tombstone["withdrawal"]["successor"]["id"], successor);
            assert!(tombstone[shown].is_string() && tombstone["url"].is_null(), "{tombstone}");
            assert_eq!(app.walk(&format!("/v1/{resource}")).len(), 1, "it is in no list");
            if resource != "disclaimers" {
                app.get(&format!("/v1/{resource}/{id}/articles")).problem(410, "withdrawn");
                let page = app.get_with(&format!("/{resource}/{id}"), &[("accept", "text/html")]);
                assert_eq!(page.status, 410);
            }
            // Nothing can refer to it any more, until it is back.
            let refused = app.patch(
                &format!("/v1/articles/{using}"),
                &key,
                match resource {
                    "authors" | "organizations" => json!({"contributions": [{"author": id}]}),
                    "series" => json!({"appearances": [{"series": id}]}),
                    _ => json!({"disclaimers": [id]}),
                },
            );
            refused.problem(422, "invalid-content");
            assert_eq!(app.patch(&path, &key, json!({"withdrawal": null})).status, 200);
            assert!(app.json(&path)["withdrawal"].is_null());
            assert_eq!(app.walk(&format!("/v1/{resource}")).len(), 2);
            app.write("POST", &format!("/v1/{resource}"), &key, &[], &{
                let mut content = content;
                content["withdrawal"] = gone["withdrawal"].clone();
                content
            })
            .problem(422, "invalid-content");
        }
    });
}
