//! Editors and imports side by side: what an editor touched stays.

use serde_json::json;

use super::writer;
use crate::support::app::both_apps;

#[test]
fn an_import_does_not_undo_what_an_editor_did() {
    both_apps(|app| {
        let key = writer(app);
        let line = |byline: &str, revised: &str| {
            json!({"resource": "article", "key": "a", "titles": [{"text": "A"}], "byline": byline, "revised": revised,
                "body": ["One."], "title_as_published": "A!"})
            .to_string()
        };
        let id = app.database.load("source", &line("BY A", "2024-01-01")).ids()[0].clone();
        let path = format!("/v1/articles/{id}");
        let edited = json!({"byline": "BY EDITOR", "title_as_published": null, "body": ["Two."], "word_count": 2});
        assert_eq!(app.patch(&path, &key, edited).status, 200);
        // The same again changes nothing; what the source changes comes in where no editor was.
        app.database.load("source", &line("BY A", "2024-01-01"));
        assert_eq!(app.private(&path, &key).header("etag"), Some("\"r2\""));
        let imported = app.database.load("source", &line("BY SOURCE", "2024-02-02"));
        let told: Vec<&str> = imported.outcomes[0].problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(told, ["byline"], "a conflict is told");
        let own = app.private(&path, &key).json();
        assert_eq!(own["byline"], "BY EDITOR");
        assert_eq!(own["revised"], "2024-02-02");
        assert_eq!(
            (&own["title_as_published"], &own["body"], &own["word_count"]),
            (&json!(null), &json!(["Two."]), &json!(2))
        );
        // A withdrawal stays, whatever the source says.
        app.write("DELETE", &path, &key, &["If-Match: *"], &serde_json::Value::Null);
        app.database.load("source", &line("BY SOURCE", "2024-03-03"));
        app.get(&path).problem(410, "withdrawn");
    });
}

/// A line with an article of one contribution.
fn by(n: usize, author: &str, more: serde_json::Value) -> String {
    let mut line = json!({"resource": "article", "key": format!("a{n}"), "titles": [{"text": format!("A{n}")}],
        "contributions": [{"author": author}]});
    line.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    line.to_string()
}

#[test]
fn an_import_knows_who_was_merged_into_whom() {
    both_apps(|app| {
        let key = writer(app);
        let orcid = "0000-0002-1825-0097";
        let jane = |url: &str| {
            json!({"resource": "author", "key": "jane", "names": [{"full": "Jane Doe"}], "url": url,
                "identifiers": [{"scheme": "orcid", "value": orcid}], "contacts": [{"email": "jane@doe.example"}]})
            .to_string()
        };
        app.database.load("one", &[jane("https://a.example/"), by(1, "@jane", json!({}))].join("\n"));
        let other = app.make("authors", &key, json!({"names": [{"full": "Jane D. Doe"}]}));
        app.patch("/v1/authors/au1", &key, json!({"merged_into": other}));
        let names =
            |id: &str| app.private(&format!("/v1/articles/{id}"), &key).json()["contributions"][0]["author"].clone();
        // By the key: what was there stays, what is new names the other; the merged one may change, and stays merged.
        let lines = [jane("https://b.example/"), by(1, "@jane", json!({"byline": "B"})), by(2, "@jane", json!({}))];
        let ids = app.database.load("one", &lines.join("\n")).ids();
        assert_eq!([names(&ids[1]), names(&ids[2])], ["au1", other.as_str()]);
        let view = app.private("/v1/authors/au1", &key).json();
        assert_eq!((&view["merged_into"], &view["url"]), (&json!(other), &json!("https://b.example/")));
        assert_eq!(app.get("/v1/authors/au1").status, 302);
        // By an identifier, by an address, from another source.
        for (n, known) in [
            json!({"identifiers": [{"scheme": "orcid", "value": orcid}]}),
            json!({"contacts": [{"email": "jane@doe.example"}]}),
        ]
        .into_iter()
        .enumerate()
        {
            let mut person = json!({"resource": "author", "key": format!("p{n}"), "names": [{"full": "Doe"}]});
            person.as_object_mut().unwrap().extend(known.as_object().cloned().unwrap());
            let source = format!("two{n}");
            let ids =
                app.database.load(&source, &[person.to_string(), by(3, &format!("@p{n}"), json!({}))].join("\n")).ids();
            assert_eq!([&json!(ids[0]), &names(&ids[1])], [&json!(other), &json!(other)]);
        }
        assert_eq!(app.json("/v1/authors")["total"], 1);
        // By its id, as it is: a copy says what it says.
        let ids = app.database.load("three", &by(4, "au1", json!({}))).ids();
        assert_eq!(names(&ids[0]), "au1");
        assert_eq!(app.json(&format!("/v1/articles/{}", ids[0]))["contributions"][0]["author"]["id"], other);
        // No circle comes in.
        let line = json!({"resource": "author", "id": other, "names": [{"full": "Jane D. Doe"}], "merged_into": "au1"})
            .to_string();
        let refused = app.database.import("four", &line);
        assert_eq!(refused.count(byline::store::Action::Rejected), 1);
        assert_eq!(refused.outcomes[0].problems[0].field, "merged_into");
    });
}

#[test]
fn an_import_lets_nobody_come_back_who_was_withdrawn() {
    both_apps(|app| {
        let key = writer(app);
        let person = json!({"resource": "author", "key": "jane", "names": [{"full": "Jane Doe"}],
            "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]});
        app.database.load("one", &person.to_string());
        app.write("DELETE", "/v1/authors/au1", &key, &["If-Match: *"], &serde_json::Value::Null);
        // Another source speaks of somebody with the same identifier: somebody new, and that is told.
        let taken = app.database.load("two", &[person.to_string(), by(1, "@jane", json!({}))].join("\n"));
        assert_eq!(taken.ids()[0], "au2");
        assert!(
            taken.outcomes[0].problems.iter().any(|own| own.reason.contains("au1") && own.reason.contains("withdrawn"))
        );
        assert_eq!(app.json("/v1/articles/ar1")["contributions"][0]["author"]["id"], "au2");
        // The source that knows the withdrawn one by a key is told too.
        let taken = app.database.load("one", &by(2, "@jane", json!({})));
        let told = &taken.outcomes[0].problems;
        assert!(told.iter().any(|own| own.field == "reference" && own.reason.contains("au1 is withdrawn")), "{told:?}");
        app.get("/v1/authors/au1").problem(410, "withdrawn");
    });
}

/// A slug leads to one thing, today's and every earlier one: what else brings it gets another, and that is told.
#[test]
fn an_imported_slug_that_is_taken_is_made_distinct() {
    both_apps(|app| {
        let key = writer(app);
        let line = |key: &str, slug: &str| {
            json!({"resource": "article", "key": key, "slug": slug, "status": "published", "titles": [{"text": key}]})
                .to_string()
        };
        let first = app.database.load("one", &line("first", "harbours")).ids()[0].clone();
        assert_eq!(app.patch(&format!("/v1/articles/{first}"), &key, json!({"slug": "tides"})).status, 200);
        let lines = [("a", "harbours"), ("b", "tides"), ("c", "quays"), ("d", "quays")];
        let lines = lines.map(|(key, slug)| line(key, slug)).join("\n");
        let imported = app.database.load("two", &lines);
        let slugs = imported.ids().into_iter().map(|id| app.json(&format!("/v1/articles/{id}"))["slug"].clone());
        assert_eq!(slugs.collect::<Vec<_>>(), ["harbours-ar2", "tides-ar3", "quays", "quays-ar5"]);
        let told = imported.outcomes.iter().map(|own| own.problems.iter().map(|own| own.field.as_str()).collect());
        assert_eq!(told.collect::<Vec<Vec<_>>>(), [vec!["slug"], vec!["slug"], vec![], vec!["slug"]]);
        for (slug, id) in [("harbours", "ar1"), ("tides", "ar1"), ("tides-ar3", "ar3"), ("quays", "ar4")] {
            let leads = app.get(&format!("/v1/articles/{slug}"));
            assert_eq!(leads.header("location"), Some(format!("/v1/articles/{id}").as_str()), "{slug}");
        }
        let head = app.database.head();
        app.database.load("two", &lines);
        assert_eq!(app.database.head(), head);
        // A long one stays one that can be imported again.
        let long = ["quay"; 24].join("-");
        app.database.load("two", &[line("f", &long), line("g", &long)].join("\n"));
        let slug = app.json("/v1/articles/ar7")["slug"].as_str().unwrap().to_owned();
        assert_eq!(slug, ["quay"; 16].join("-"));
        let refused = app.database.import("two", &line("e", "ar1"));
        assert_eq!(refused.unread[0][0].field, "slug", "what is an id is no slug");
    });
}
