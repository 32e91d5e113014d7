//! Revisions: who, when, why and what; and how one is brought back.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::writer;
use crate::support::app::{App, Response, both_apps};

fn ask(app: &App, key: &str, path: &str) -> Response {
    app.get_with(path, &[("authorization", &format!("Bearer {key}"))])
}

/// Applies a JSON Patch of whole top-level fields.
fn apply(document: &mut Value, patch: &Value) {
    for step in patch.as_array().unwrap() {
        let name = step["path"].as_str().unwrap().strip_prefix('/').unwrap();
        match step["op"].as_str().unwrap() {
            "remove" => drop(document.as_object_mut().unwrap().remove(name)),
            _ => document[name] = step["value"].clone(),
        }
    }
}

#[test]
fn every_write_is_told_and_can_be_brought_back() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let series = app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let id = app.make(
            "articles",
            &key,
            json!({"titles": [{"text": "One"}], "body": ["First."], "appearances": [{"series": series, "number": "1"}]}),
        );
        let path = format!("/v1/articles/{id}");
        let write = |message: &str, patch: Value| {
            let target = format!("{path}?message={message}");
            let changed = app.write("PATCH", &target, &key, &["If-Match: *"], &patch);
            assert_eq!(changed.status, 200, "{}", changed.text());
            app.private(&path, &key).json()
        };
        let views = [
            app.private(&path, &key).json(),
            write("Title", json!({"titles": [{"text": "Two"}], "status": "published"})),
            write("Body", json!({"body": ["First.", "Second."]})),
            write("Both", json!({"body": [], "byline": "BY A", "review": [{"field": "byline", "reason": "Sure?"}]})),
            write("Back", json!({"body": ["Third."], "byline": null})),
        ];
        let list = format!("{path}/revisions");
        let page = ask(app, &reader, &list);
        assert_eq!((page.status, page.header("cache-control")), (200, Some("private, no-store")));
        let items = page.json()["items"].as_array().unwrap().clone();
        assert_eq!(page.json()["total"], 5);
        let told: Vec<_> =
            items.iter().map(|own| (own["revision"].as_i64().unwrap(), own["message"].as_str())).collect();
        assert_eq!(told, [(5, Some("Back")), (4, Some("Both")), (3, Some("Body")), (2, Some("Title")), (1, None)]);
        assert!(items.iter().all(|own| own["by"].as_str().unwrap().starts_with("key-")));
        assert!(items.is_sorted_by(|later, earlier| later["at"].as_str() >= earlier["at"].as_str()));
        assert_eq!((&items[4]["kind"], &items[4]["patch"]), (&json!("created"), &Value::Null));
        assert!(items[..4].iter().all(|own| own["kind"] == "changed"));
        assert_eq!(items[2]["patch"], json!([{"op": "replace", "path": "/body", "value": ["First.", "Second."]}]));
        // Each is what the thing was, and the patches lead from one to the next.
        let mut document = ask(app, &reader, &format!("{list}/1")).json()["document"].clone();
        for (number, view) in (1..).zip(&views) {
            let own = ask(app, &reader, &format!("{list}/{number}"));
            assert_eq!(own.status, 200);
            let mut wanted = view.clone();
            for name in ["revision", "merged_from", "warnings"] {
                wanted.as_object_mut().unwrap().remove(name);
            }
            assert_eq!(own.json()["document"], wanted, "{number}");
            if number > 1 {
                apply(&mut document, &items[5 - number]["patch"]);
            }
            assert_eq!(document, wanted, "the patch of {number}");
            let link = own.header("link").unwrap();
            let before = format!("<{list}/{}>; rel=\"predecessor-version\"", number - 1);
            assert_eq!(link.contains(&before), number > 1, "{link}");
            assert_eq!(link.contains("successor-version"), number < 5, "{link}");
        }
        // What was is brought back by a PUT of its document.
        let old = ask(app, &reader, &format!("{list}/2")).json()["document"].clone();
        let undone = app.write("PUT", &path, &key, &["If-Match: \"r5\""], &old);
        assert_eq!((undone.status, undone.header("etag")), (200, Some("\"r6\"")), "{}", undone.text());
        assert_eq!(ask(app, &reader, &format!("{list}/6")).json()["document"], old);
        assert_eq!(app.json(&path)["title"], "Two");
        // A draft cannot come back once it was public.
        let draft = ask(app, &reader, &format!("{list}/1")).json()["document"].clone();
        app.write("PUT", &path, &key, &["If-Match: *"], &draft).problem(422, "invalid-content");
        // The private view leads here; nobody else does.
        let link = app.private(&path, &reader);
        assert_eq!(link.header("link"), Some(format!("<{list}>; rel=\"version-history\"").as_str()));
        app.get(&list).problem(401, "unauthorized");
        app.get(&format!("{list}/1")).problem(401, "unauthorized");
        for wrong in ["0", "7", "01", "x", "-1", "99999999999999999999"] {
            ask(app, &reader, &format!("{list}/{wrong}")).problem(404, "not-found");
        }
        ask(app, &reader, &format!("{list}?view=private")).problem(400, "invalid-parameter");
        ask(app, &reader, "/v1/articles/arzzz/revisions").problem(404, "not-found");
        ask(app, &reader, "/v1/authors/ar1/revisions").problem(404, "not-found");
        let outside = app.make("series", &key, json!({"titles": [{"text": "T"}]}));
        ask(app, &app.key(Scope::Private, &[&outside]), &list).problem(403, "forbidden");
        assert_eq!(ask(app, &app.key(Scope::Private, &[&series]), &list).status, 200);
    });
}

#[test]
fn a_slug_that_was_is_in_the_history() {
    both_apps(|app| {
        let key = writer(app);
        let path = format!("/v1/authors/{}", app.make("authors", &key, json!({"names": [{"full": "Jane Doe"}]})));
        for slug in ["jane-roe", "j-roe"] {
            assert_eq!(app.patch(&path, &key, json!({ "slug": slug })).status, 200);
        }
        let list = format!("{path}/revisions");
        let revisions = ask(app, &key, &list).json()["items"].as_array().unwrap().clone();
        let patches: Vec<_> = revisions.iter().map(|own| own["patch"].clone()).collect();
        let step = |slug: &str| json!([{"op": "replace", "path": "/slug", "value": slug}]);
        assert_eq!(patches, [step("j-roe"), step("jane-roe"), Value::Null]);
        let first = ask(app, &key, &format!("{list}/1")).json()["document"].clone();
        assert_eq!(first["slug"], "jane-doe");
        // It is brought back like any value.
        assert_eq!(app.write("PUT", &path, &key, &["If-Match: *"], &first).status, 200);
        assert_eq!(app.json(&path)["slug"], "jane-doe");
    });
}

#[test]
fn all_five_resources_have_a_history() {
    both_apps(|app| {
        app.database.load_demo();
        let reader = app.key(Scope::Private, &[]);
        for resource in ["articles", "authors", "organizations", "series", "disclaimers"] {
            let id = app.all(resource)[0]["id"].as_str().unwrap().to_owned();
            let list = format!("/v1/{resource}/{id}/revisions");
            let page = ask(app, &reader, &list).json();
            assert_eq!(page["items"][0]["by"], "import", "{list}");
            assert_eq!(page["items"][0]["message"], "demo", "{list}");
            let newest = page["items"][0]["path"].as_str().unwrap();
            let mut view = app.private(&format!("/v1/{resource}/{id}"), &reader).json();
            for name in ["revision", "merged_from", "warnings"] {
                view.as_object_mut().unwrap().remove(name);
            }
            assert_eq!(ask(app, &reader, newest).json()["document"], view);
        }
    });
}

#[test]
fn an_import_keeps_the_way_back_of_bodies_too() {
    both_apps(|app| {
        let reader = app.key(Scope::Private, &[]);
        let line = |body: &str| {
            json!({"resource": "article", "key": "a", "titles": [{"text": "A"}], "body": [body]}).to_string()
        };
        let id = app.database.load("s", &line("One.")).ids()[0].clone();
        // Twice in one transaction: what is kept is what there was before it.
        app.database.load("s", &format!("{}\n{}", line("Two."), line("Three.")));
        let list = format!("/v1/articles/{id}/revisions");
        let page = ask(app, &reader, &list).json();
        assert_eq!(page["items"][0]["patch"], json!([{"op": "replace", "path": "/body", "value": ["Three."]}]));
        let bodies = [1, 2].map(|n| ask(app, &reader, &format!("{list}/{n}")).json()["document"]["body"].clone());
        assert_eq!(bodies, [json!(["One."]), json!(["Three."])]);
    });
}

#[test]
fn what_was_removed_and_came_back_tells_both() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let id = app.make("articles", &key, json!({"titles": [{"text": "One"}]}));
        let path = format!("/v1/articles/{id}");
        app.patch(&path, &key, json!({"byline": "BY A"}));
        assert_eq!(app.write("DELETE", &path, &key, &["If-Match: *"], &Value::Null).status, 204);
        ask(app, &reader, &format!("{path}/revisions")).problem(404, "not-found");
        let again = json!({"resource": "article", "id": id, "status": "draft", "titles": [{"text": "Again"}]});
        app.database.load("s", &again.to_string());
        let list = format!("{path}/revisions");
        let page = ask(app, &reader, &list).json();
        let kinds: Vec<&str> =
            page["items"].as_array().unwrap().iter().map(|own| own["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["created", "removed", "changed", "created"]);
        assert!(page["items"].as_array().unwrap().iter().all(|own| own["patch"].is_null()));
        assert_eq!(ask(app, &reader, &format!("{list}/4")).json()["document"]["titles"][0]["text"], "Again");
        ask(app, &reader, &format!("{list}/2")).problem(404, "not-found");
    });
}

#[test]
fn a_long_history_is_walked_whole() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let id = app.make("authors", &key, json!({"names": [{"full": "A"}]}));
        for n in 2..=12 {
            app.patch(&format!("/v1/authors/{id}"), &key, json!({"names": [{"full": format!("A {n}")}]}));
        }
        let (mut next, mut seen) = (Some(format!("/v1/authors/{id}/revisions?limit=5")), Vec::new());
        while let Some(path) = next {
            let page = ask(app, &reader, &path).json();
            assert_eq!(page["total"], 12);
            seen.extend(page["items"].as_array().unwrap().iter().map(|own| own["revision"].as_i64().unwrap()));
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, (1..=12).rev().collect::<Vec<_>>());
    });
}

/// Any two revisions are compared; and where readers find versions, editors find revisions.
#[test]
fn two_revisions_are_compared_and_stand_beside_versions_too() {
    both_apps(|app| {
        let (key, reader) = (writer(app), app.key(Scope::Private, &[]));
        let id = app.make("articles", &key, json!({"titles": [{"text": "Secret draft"}], "byline": "BY A"}));
        let path = format!("/v1/articles/{id}");
        for patch in
            [json!({"byline": "BY B"}), json!({"byline": "BY C", "word_count": 3}), json!({"status": "published"})]
        {
            assert_eq!(app.patch(&path, &key, patch).status, 200);
        }
        let diff = |query: &str| ask(app, &reader, &format!("{path}/revisions/{query}"));
        let [byline, words] = [
            json!({"op": "replace", "path": "/byline", "value": "BY C"}),
            json!({"op": "replace", "path": "/word_count", "value": 3}),
        ];
        assert_eq!(diff("3/diff").json(), json!({"id": id, "from": 2, "to": 3, "patch": [byline, words]}));
        assert_eq!(diff("3/diff?from=1").json()["patch"], json!([byline, words]));
        assert_eq!(diff("1/diff?from=3").json()["patch"][0]["value"], "BY A", "backwards too");
        let whole = diff("1/diff").json();
        assert_eq!((&whole["from"], &whole["patch"][0]["op"]), (&json!(0), &json!("add")));
        diff("9/diff").problem(404, "not-found");
        diff("3/diff?from=9").problem(404, "not-found");
        diff("3/diff?from=x").problem(400, "invalid-parameter");
        app.get(&format!("{path}/revisions/3/diff")).problem(401, "unauthorized");
        for (own, there) in [
            ("/versions?view=private", "/revisions"),
            ("/versions?limit=2&view=private", "/revisions?limit=2"),
            ("/versions/2?view=private", "/revisions/2"),
            ("/versions/3/diff?view=private&from=1", "/revisions/3/diff?from=1"),
        ] {
            let [view, revisions] = [own, there].map(|end| ask(app, &reader, &format!("{path}{end}")));
            assert_eq!((view.status, view.header("cache-control")), (200, Some("private, no-store")), "{own}");
            assert_eq!(view.header("content-type"), Some("application/vnd.byline.private+json"));
            assert_eq!(view.json(), revisions.json(), "{own}");
            app.get(&format!("{path}{own}")).problem(401, "unauthorized");
        }
        // Readers know one version, and no draft before it.
        assert_eq!(app.json(&format!("{path}/versions"))["total"], 1);
        app.get(&format!("{path}/versions?view=x")).problem(400, "invalid-parameter");
        for resource in ["authors", "organizations", "series", "disclaimers"] {
            let content = match resource {
                "authors" => json!({"names": [{"full": "A"}]}),
                "organizations" => json!({"names": [{"text": "A"}]}),
                "series" => json!({"titles": [{"text": "A"}]}),
                _ => json!({"text": "A."}),
            };
            let id = app.make(resource, &key, content);
            let own = ask(app, &reader, &format!("/v1/{resource}/{id}/revisions/1/diff"));
            assert_eq!((own.status, &own.json()["id"]), (200, &json!(id)));
        }
    });
}
