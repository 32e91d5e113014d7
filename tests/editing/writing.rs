//! POST, PUT and PATCH: what is written, what is answered, and what the public sees of it.

use serde_json::{Value, json};

use super::{article, state, writer};
use crate::support::app::both_apps;

const PRIVATE: &str = "application/vnd.byline.private+json";

#[test]
fn what_is_made_is_answered_and_shown() {
    both_apps(|app| {
        let key = writer(app);
        for (resource, content) in [
            ("organizations", json!({"names": [{"text": "Harbour Institute"}]})),
            ("series", json!({"titles": [{"text": "Harbour Notes"}], "publisher": "or1"})),
            ("authors", json!({"names": [{"full": "Jane Doe"}], "contacts": [{"email": "jane@doe.example"}]})),
            ("disclaimers", json!({"text": "The views are the author’s own.", "series": "se1"})),
            (
                "articles",
                json!({"titles": [{"text": "The Quiet Harbour"}], "status": "published", "body": ["One.", "Two."],
                "contributions": [{"author": "au1"}], "appearances": [{"series": "se1", "number": "1"}]}),
            ),
        ] {
            let made = app.write("POST", &format!("/v1/{resource}"), &key, &[], &content);
            assert_eq!(made.status, 201, "{}", made.text());
            assert_eq!(made.header("etag"), Some("\"r1\""));
            assert_eq!(made.header("content-type"), Some(PRIVATE));
            let path = made.header("location").unwrap().to_owned();
            let own = made.json();
            assert_eq!(path, format!("/v1/{resource}/{}", own["id"].as_str().unwrap()));
            assert_eq!(own["revision"], 1);
            let keys: Vec<&String> = own.as_object().unwrap().keys().collect();
            assert_eq!(keys[..4], ["id", "slug", "revision", "created"]);
            for (name, value) in content.as_object().unwrap() {
                let kept = &own[name];
                let same = kept == value
                    || kept[0].as_object().is_some_and(|kept| {
                        value[0].as_object().unwrap().iter().all(|(name, value)| kept[name] == *value)
                    });
                assert!(same, "{name}: {kept} is not {value}");
            }
            assert_eq!(app.private(&path, &key).body, made.body, "{path}");
            assert_eq!(app.get(&path).status, 200, "{path}");
        }
        assert_eq!(app.database.head(), 5);
        assert!(!app.get("/v1/authors/au1").text().contains("jane@doe.example"));
        let by_slug = app.private("/v1/articles/the-quiet-harbour", &key);
        assert_eq!(by_slug.status, 302);
        assert_eq!(by_slug.header("location"), Some("/v1/articles/ar1?view=private"));
        // It is never cut down.
        let bearer = format!("Bearer {key}");
        let cut = app.get_with("/v1/articles/ar1?view=private&fields=titles", &[("authorization", &bearer)]);
        let wrong = &cut.problem(400, "invalid-parameter")["errors"][0];
        assert_eq!(wrong["parameter"], "fields");
        assert!(wrong["detail"].as_str().unwrap().contains("always whole"), "{wrong}");
    });
}

/// What a list holds is written whole, so that an empty text in it is left out as in a PUT.
#[test]
fn an_empty_text_in_a_list_of_a_patch_is_as_if_it_were_not_there() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/series/{}", app.make("series", &key, json!({"titles": [{"text": "A"}], "code": "A"})));
        let patch = json!({"titles": [{"text": "B", "kind": "", "language": ""}], "code": ""});
        let patched = app.patch(&path, &key, patch);
        assert_eq!(patched.status, 200, "{}", patched.text());
        let own = patched.json();
        assert_eq!(own["titles"], json!([{"text": "B", "language": null, "script": null, "kind": "main"}]));
        assert_eq!(own["code"], Value::Null);
        let refused = app.patch(&path, &key, json!({"titles": [{"text": ""}]})).problem(422, "invalid-content");
        assert_eq!(refused["errors"][0]["pointer"], "/titles/0/text");
    });
}

#[test]
fn a_draft_is_private_until_it_is_published() {
    both_apps(|app| {
        let key = writer(app);
        let id = app.make("articles", &key, json!({"titles": [{"text": "Early"}]}));
        let path = format!("/v1/articles/{id}");
        assert_eq!(app.private(&path, &key).json()["status"], "draft");
        app.get(&path).problem(404, "not-found");
        app.get("/v1/articles/early").problem(404, "not-found");
        assert_eq!((app.json("/v1/articles")["total"].clone(), app.database.head()), (json!(0), 0));
        let published = app.patch(&path, &key, json!({"status": "published"}));
        assert_eq!((published.status, published.header("etag")), (200, Some("\"r2\"")));
        assert_eq!(app.json(&path)["title"], "Early");
        assert_eq!(app.database.head(), 1);
        for status in ["draft", "scheduled"] {
            let refused = app.patch(&path, &key, json!({"status": status})).problem(422, "invalid-content");
            assert_eq!(refused["errors"][0]["pointer"], "/status");
        }
    });
}

#[test]
fn a_write_needs_the_present_revision() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/articles/{}", app.make("articles", &key, article("A")));
        for method in ["PUT", "PATCH", "DELETE"] {
            let content = if method == "DELETE" { Value::Null } else { article("B") };
            app.write(method, &path, &key, &[], &content).problem(428, "precondition-required");
            for tag in ["\"r2\"", "W/\"r1\"", "\"r11\"", "\"\"", "\"r2, r1\"", "\"a,\", \"b\""] {
                let stale = app.write(method, &path, &key, &[&format!("If-Match: {tag}")], &content);
                stale.problem(412, "precondition-failed");
                let link = format!("<{path}?view=private>; rel=\"latest-version\"");
                assert_eq!(stale.header("link"), Some(link.as_str()), "{tag}");
            }
            for odd in ["r1", "\"r1", "W/r1", "\"r1\", r2", "\"r1\"r2\""] {
                let refused = app.write(method, &path, &key, &[&format!("If-Match: {odd}")], &content);
                refused.problem(400, "invalid-parameter");
                assert_eq!(refused.json()["errors"][0]["parameter"], "If-Match", "{odd}");
            }
            let gone = "/v1/articles/arzzz";
            app.write(method, gone, &key, &["If-Match: *"], &content).problem(404, "not-found");
        }
        assert_eq!(app.private(&path, &key).header("etag"), Some("\"r1\""));
        let changed = app.write("PUT", &path, &key, &["If-Match: \"r7\", \"r1\""], &article("B"));
        assert_eq!((changed.status, changed.header("etag")), (200, Some("\"r2\"")));
        app.write("PUT", &path, &key, &["If-Match: \"r1\""], &article("C")).problem(412, "precondition-failed");
        assert_eq!(app.json(&path)["title"], "B");
    });
}

#[test]
fn what_changes_nothing_is_written_nowhere() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!(
            "/v1/articles/{}",
            app.make("articles", &key, json!({"titles": [{"text": "A"}], "status": "published", "body": ["One."]}))
        );
        let before = state(app, &path, &key);
        let view = before.1.clone();
        assert_eq!(app.write("PUT", &path, &key, &["If-Match: \"r1\""], &view).status, 200);
        for patch in [
            json!({}),
            json!({"byline": null}),
            json!({"titles": [{"text": "A", "kind": "main"}]}),
            json!({"byline": ""}),
            json!({"id": view["id"], "revision": 1}),
        ] {
            assert_eq!(app.patch(&path, &key, patch).header("etag"), Some("\"r1\""));
        }
        assert_eq!(state(app, &path, &key), before);
        let row = |db: &mut dyn byline::store::db::Db| {
            Ok(db.revisions(view["id"].as_str().unwrap().parse::<byline::domain::Id>().unwrap().key())?.len())
        };
        assert_eq!(app.database.store.read(row).unwrap(), 1);
    });
}

#[test]
fn put_sets_all_and_patch_some() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/articles/{}", app.make("articles", &key, json!({
            "titles": [{"text": "A"}], "status": "published", "byline": "BY A", "body": ["One."], "rights": {"holder": "H", "reuse": "R"},
            "identifiers": [{"scheme": "doi", "value": "https://doi.org/10.5555/A"}]})));
        assert_eq!(app.private(&path, &key).json()["identifiers"][0]["value"], "10.5555/a");
        let own = app.patch(&path, &key, json!({"rights": {"reuse": null, "statement": "©"}, "body": ["Two."]})).json();
        assert_eq!(own["rights"], json!({"uri": null, "holder": "H", "statement": "©", "reuse": null}));
        assert_eq!((&own["byline"], &own["body"]), (&json!("BY A"), &json!(["Two."])));
        let own = app.write("PUT", &path, &key, &["If-Match: *"], &json!({"titles": [{"text": "A"}]})).json();
        assert_eq!(
            (&own["byline"], &own["body"], &own["status"], &own["slug"]),
            (&Value::Null, &json!([]), &json!("published"), &json!("a"))
        );
        assert_eq!(app.json(&path)["doi"], Value::Null);
        // Who, why and what is kept.
        let id = own["id"].as_str().unwrap().parse::<byline::domain::Id>().unwrap();
        let target = format!("{path}?message=The%20author%20wrote.");
        assert_eq!(app.write("PATCH", &target, &key, &["If-Match: *"], &json!({"byline": "BY B"})).status, 200);
        let rows = app.database.store.read(|db| db.revisions(id.key())).unwrap();
        let last = rows.last().unwrap();
        assert!(last.actor.starts_with("key-"), "{last:?}");
        assert_eq!((last.number, last.message.as_deref()), (4, Some("The author wrote.")));
        // The way back.
        let patch: Value = serde_json::from_slice(last.patch.as_ref().unwrap()).unwrap();
        assert_eq!(patch, json!([{"op": "replace", "path": "/byline", "value": null}]));
    });
}

#[test]
fn a_renamed_slug_redirects() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/authors/{}", app.make("authors", &key, json!({"names": [{"full": "Jane Doe"}]})));
        let other = format!(
            "/v1/authors/{}",
            app.make("authors", &key, json!({"names": [{"full": "Jane Doe"}], "slug": "j-doe"}))
        );
        assert_eq!(app.patch(&path, &key, json!({"slug": "jane-roe"})).status, 200);
        for slug in ["jane-doe", "jane-roe"] {
            assert_eq!(app.get(&format!("/v1/authors/{slug}")).header("location"), Some(path.as_str()));
        }
        assert_eq!(app.json(&path)["slug"], "jane-roe");
        for slug in ["jane-doe", "jane-roe", "No Slug", "au1", "a--b"] {
            let refused = app.patch(&other, &key, json!({"slug": slug})).problem(422, "invalid-content");
            assert_eq!(refused["errors"][0]["pointer"], "/slug", "{slug}");
        }
        assert_eq!(app.patch(&path, &key, json!({"slug": "jane-doe"})).status, 200);
        // Nobody saw the slug of a draft.
        let draft = format!(
            "/v1/articles/{}",
            app.make("articles", &key, json!({"titles": [{"text": "A"}], "slug": "hidden-away"}))
        );
        app.patch(&draft, &key, json!({"slug": "open", "status": "published"}));
        app.get("/v1/articles/hidden-away").problem(404, "not-found");
        assert_eq!(app.get("/v1/articles/open").status, 302);
    });
}

#[test]
fn an_edit_reaches_every_record_that_shows_it() {
    both_apps(|app| {
        app.database.load_demo();
        let key = writer(app);
        let (head, path) = (app.database.head(), "/v1/authors/au1");
        let mut view = app.private(path, &key).json();
        view["names"][0]["full"] = "Renamed Person".into();
        assert_eq!(app.write("PUT", path, &key, &["If-Match: *"], &view).status, 200);
        assert_eq!(app.json(path)["name"], "Renamed Person");
        let total = app.json(&format!("{path}/articles"))["total"].as_i64().unwrap();
        assert!(total > 0 && app.database.head() > head + total, "themselves and their articles");
        for own in app.walk(&format!("{path}/articles?limit=200")) {
            assert!(own["contributions"].to_string().contains("Renamed Person"), "{}", own["id"]);
        }
    });
}

#[test]
fn relations_find_what_an_editor_adds() {
    both_apps(|app| {
        let key = writer(app);
        let mut waiting = article("Waiting");
        waiting["relations"] = json!([{"type": "references", "doi": "10.5555/late"}]);
        let waiting = format!("/v1/articles/{}", app.make("articles", &key, waiting));
        let mut late = article("Late");
        late["identifiers"] = json!([{"scheme": "doi", "value": "10.5555/late"}]);
        let late = app.make("articles", &key, late);
        assert_eq!(app.json(&waiting)["relations"][0]["article"]["id"], late);
        assert_eq!(app.private(&waiting, &key).header("etag"), Some("\"r2\""));
    });
}
