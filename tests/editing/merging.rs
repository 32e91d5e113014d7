//! Authors and organizations that are merged: a pointer, and everything that shows it.

use serde_json::{Value, json};

use super::writer;
use byline::store::Selection;

use crate::privacy::lines;
use crate::support::app::{App, both_apps, engines};

/// Two authors, each with an article, and an article of both.
fn two(app: &App, key: &str) {
    for (name, orcid) in [("J. Doe", "0000-0002-1825-0097"), ("Jane Doe", "0000-0001-5109-3700")] {
        app.make(
            "authors",
            key,
            json!({"names": [{"full": name}], "identifiers": [{"scheme": "orcid", "value": orcid}],
                "contacts": [{"email": "private@doe.example"}]}),
        );
    }
    for parts in [
        json!([{"author": "au1"}]),
        json!([{"author": "au2"}]),
        json!([{"author": "au1", "name": "J. D."}, {"author": "au2"}]),
    ] {
        app.make("articles", key, json!({"titles": [{"text": "A"}], "status": "published", "contributions": parts}));
    }
}

/// Everything public by path, without the time of its last change.
fn public(app: &App) -> Vec<Value> {
    let lists = ["articles", "authors", "organizations", "series", "disclaimers"];
    let mut all: Vec<Value> = lists.iter().flat_map(|list| app.all(list)).collect();
    all.iter_mut().for_each(|own| own["modified"] = Value::Null);
    all
}

fn refused(app: &App, path: &str, key: &str, patch: Value) -> String {
    let problem = app.patch(path, key, patch).problem(422, "invalid-content");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
    assert_eq!(problem["errors"][0]["pointer"], "/merged_into", "{problem}");
    problem["errors"][0]["detail"].as_str().unwrap().to_owned()
}

#[test]
fn a_merged_author_leads_to_the_other_and_comes_back() {
    both_apps(|app| {
        let key = writer(app);
        two(app, &key);
        app.patch("/v1/authors/au1", &key, json!({"slug": "j-doe-senior"}));
        let (before, head) = (public(app), app.database.head());
        let tags: Vec<Option<String>> =
            (1..4).map(|n| app.get(&format!("/v1/articles/ar{n}")).header("etag").map(str::to_owned)).collect();
        let merged = app.patch("/v1/authors/au1", &key, json!({"merged_into": "au2"}));
        assert_eq!((merged.status, merged.header("etag")), (200, Some("\"r3\"")), "{}", merged.text());
        // The record is gone from wherever it was, and its addresses lead on.
        for path in ["au1", "au1.csv", "j-doe", "j-doe-senior", "au1?fields=name"] {
            let moved = app.get(&format!("/v1/authors/{path}"));
            let to = path.replace("j-doe-senior", "au2").replace("j-doe", "au2").replace("au1", "au2");
            assert_eq!(
                (moved.status, moved.header("location")),
                (302, Some(format!("/v1/authors/{to}").as_str())),
                "{path}"
            );
            assert_eq!(moved.header("cache-control"), Some("public, no-cache"), "it may be undone");
        }
        for path in ["au1/articles", "au1/articles.csv", "au1/articles?limit=1"] {
            let moved = app.get(&format!("/v1/authors/{path}"));
            let to = format!("/v1/authors/{}", path.replace("au1", "au2"));
            assert_eq!((moved.status, moved.header("location")), (302, Some(to.as_str())));
        }
        for name in ["au1", "j-doe"] {
            let page = app.get(&format!("/authors/{name}"));
            assert_eq!((page.status, page.header("location")), (302, Some("/authors/jane-doe")));
        }
        assert_eq!(app.json("/v1/authors")["total"], 1);
        for path in ["/v1/authors.csv", "/v1/authors.ndjson", "/authors"] {
            let text = app.get(path);
            assert_eq!(text.status, 200, "{path}");
            assert!(!text.text().contains("au1") && !text.text().contains("j-doe"), "{path}: {}", text.text());
        }
        // Records show the other, and the names that were printed.
        let names = |n: usize| -> Vec<(String, String)> {
            let record = app.json(&format!("/v1/articles/ar{n}"));
            let parts = record["contributions"].as_array().unwrap().iter();
            parts
                .map(|own| {
                    (
                        own["name"].as_str().unwrap().into(),
                        format!("{} {}", own["author"]["id"], own["author"]["orcid"]),
                    )
                })
                .collect()
        };
        let other = r#""au2" "https://orcid.org/0000-0001-5109-3700""#.to_owned();
        assert_eq!(names(1), [("J. Doe".to_owned(), other.clone())]);
        assert_eq!(names(3), [("J. D.".to_owned(), other.clone()), ("Jane Doe".to_owned(), other)]);
        for (n, tag) in tags.iter().enumerate() {
            let now = app.get(&format!("/v1/articles/ar{}", n + 1));
            assert_eq!(now.header("etag") == tag.as_deref(), n == 1, "only what shows it changes");
        }
        // Whoever asks by either is answered the same.
        for query in ["author=au1", "author=au2", "author=au1&author=au2"] {
            assert_eq!(app.json(&format!("/v1/articles?{query}"))["total"], 3, "{query}");
        }
        assert_eq!(app.json("/v1/articles?not.author=au1")["total"], 0);
        assert_eq!(app.get("/feeds/articles.json?author=au1").json()["items"].as_array().unwrap().len(), 3);
        // By its identifier too, and by that of the other.
        let known_by = |orcid: &str| {
            let page = app.json(&format!("/v1/authors?{orcid}"));
            (page["total"].as_u64().unwrap(), page["items"][0]["id"].as_str().unwrap_or("").to_owned())
        };
        let (old, own) = ("orcid=0000-0002-1825-0097", "orcid=0000-0001-5109-3700");
        for orcid in [old.to_owned(), own.to_owned(), format!("{old}&{own}"), format!("{old}&has=orcid")] {
            assert_eq!(known_by(&orcid), (1, "au2".to_owned()), "{orcid}");
        }
        assert_eq!(known_by("orcid=0000-0001-2345-6789").0, 0);
        // The log tells it, with where it leads.
        let changes = app.json(&format!("/v1/changes?since=test-{head}"))["items"].clone();
        let told: Vec<String> = changes
            .as_array()
            .unwrap()
            .iter()
            .map(|own| format!("{} {} {}", own["kind"], own["id"], own["into"]))
            .collect();
        assert_eq!(told, [r#""merged" "au1" "au2""#, r#""updated" "ar1" null"#, r#""updated" "ar3" null"#]);
        assert_eq!((&changes[0]["etag"], &changes[0]["fields"]), (&Value::Null, &json!([])));
        // The private view is whole.
        let view = app.private("/v1/authors/au1", &key).json();
        assert_eq!((&view["merged_into"], &view["names"][0]["full"]), (&json!("au2"), &json!("J. Doe")));
        let warnings = view["warnings"].to_string();
        for unseen in
            ["au2 has not the name `J. Doe`", "au2 has not the identifier `https://orcid.org/0000-0002-1825-0097`"]
        {
            assert!(warnings.contains(unseen), "{warnings}");
        }
        assert!(!warnings.contains("private@doe.example"), "the other has it too: {warnings}");
        assert_eq!(app.private("/v1/authors/au2", &key).json()["merged_from"], json!(["au1"]));
        assert_eq!(
            app.private("/v1/articles/ar1", &key).json()["contributions"][0]["author"],
            "au1",
            "it stays as it was"
        );
        let again = app.write("PUT", "/v1/authors/au1", &key, &["If-Match: *"], &view);
        assert_eq!(again.header("etag"), Some("\"r3\""), "the private view may be sent back");
        // A rename of the other reaches what names the merged one.
        assert_eq!(app.patch("/v1/authors/au2", &key, json!({"names": [{"full": "Jane Roe"}]})).status, 200);
        assert_eq!(app.json("/v1/articles/ar1")["contributions"][0]["author"]["name"], "Jane Roe");
        assert_eq!(app.json("/v1/articles/ar1")["contributions"][0]["name"], "J. Doe");
        app.patch("/v1/authors/au2", &key, json!({"names": [{"full": "Jane Doe"}]}));
        // And all of it is undone.
        let head = app.database.head();
        assert_eq!(app.patch("/v1/authors/au1", &key, json!({"merged_into": null})).status, 200);
        assert_eq!(public(app), before);
        let changes = app.json(&format!("/v1/changes?since=test-{head}"))["items"].clone();
        assert_eq!(
            (&changes[0]["kind"], &changes[0]["id"], &changes[0]["into"]),
            (&json!("updated"), &json!("au1"), &Value::Null)
        );
        assert_eq!(app.json("/v1/articles?author=au1")["total"], 2);
        assert_eq!(app.json("/v1/authors?orcid=0000-0002-1825-0097")["items"][0]["id"], "au1");
    });
}

#[test]
fn a_merge_leads_to_another_of_its_kind_that_leads_nowhere() {
    both_apps(|app| {
        let key = writer(app);
        two(app, &key);
        app.make("authors", &key, json!({"names": [{"full": "C"}]}));
        app.make("authors", &key, json!({"names": [{"full": "Gone"}]}));
        app.make("organizations", &key, json!({"names": [{"text": "A body"}]}));
        app.write("DELETE", "/v1/authors/au4", &key, &["If-Match: *"], &Value::Null);
        let path = "/v1/authors/au1";
        for wrong in ["au9", "au1", "au4", "or1", "ar1", "@key", "x"] {
            refused(app, path, &key, json!({"merged_into": wrong}));
        }
        assert_eq!(app.patch("/v1/authors/au2", &key, json!({"merged_into": "au3"})).status, 200);
        assert_eq!(refused(app, path, &key, json!({"merged_into": "au2"})), "au2 was merged into au3; name au3");
        assert!(refused(app, "/v1/authors/au3", &key, json!({"merged_into": "au2"})).contains("circle"));
        // What others were merged into may be merged: they follow.
        assert_eq!(app.patch("/v1/authors/au3", &key, json!({"merged_into": "au1"})).status, 200);
        for from in ["au2", "au3"] {
            assert_eq!(app.get(&format!("/v1/authors/{from}")).header("location"), Some("/v1/authors/au1"));
        }
        assert_eq!(app.json("/v1/articles/ar2")["contributions"][0]["author"]["id"], "au1");
        assert_eq!(app.json("/v1/articles?author=au2")["total"], 3);
        let head = app.database.head();
        assert_eq!(app.patch("/v1/authors/au1", &key, json!({"names": [{"full": "Jane Roe"}]})).status, 200);
        assert_eq!(app.json("/v1/articles/ar2")["contributions"][0]["author"]["name"], "Jane Roe", "two steps away");
        assert_eq!(app.database.head(), head + 4, "the author and three articles");
        // What others lead to stays.
        app.write("DELETE", path, &key, &["If-Match: *"], &Value::Null).problem(409, "in-use");
        let lonely = app.make("authors", &key, json!({"names": [{"full": "Lonely"}], "merged_into": "au1"}));
        let refused = app.write("DELETE", &format!("/v1/authors/{lonely}"), &key, &["If-Match: *"], &Value::Null);
        assert_eq!(refused.problem(422, "invalid-content")["errors"][0]["pointer"], "/merged_into");
        app.make("series", &key, json!({"titles": [{"text": "S"}]}));
        let restricted = app.key(byline::domain::Scope::Write, &["se1"]);
        app.patch(path, &restricted, json!({"merged_into": null})).problem(403, "forbidden");
    });
}

#[test]
fn a_merged_organization_is_the_other_wherever_it_stands() {
    both_apps(|app| {
        let key = writer(app);
        for name in ["Old House", "New House"] {
            app.make("organizations", &key, json!({"names": [{"text": name}], "place": name}));
        }
        app.patch("/v1/organizations/or2", &key, json!({"predecessors": ["or1"]}));
        app.make("series", &key, json!({"titles": [{"text": "S"}], "publisher": "or1"}));
        app.make(
            "authors",
            &key,
            json!({"names": [{"full": "A"}], "affiliations": [{"name": "Old House", "organization": "or1"}]}),
        );
        app.make(
            "articles",
            &key,
            json!({"titles": [{"text": "A"}], "status": "published", "appearances": [{"series": "se1"}]}),
        );
        app.make(
            "articles",
            &key,
            json!({"titles": [{"text": "B"}], "status": "published", "contributions": [
            {"author": "au1", "affiliations": [{"name": "Old House", "organization": "or1"}]}, {"author": "or1"}]}),
        );
        let before = public(app);
        assert_eq!(app.patch("/v1/organizations/or1", &key, json!({"merged_into": "or2"})).status, 200);
        let of = |path: &str, pointer: &str| app.json(path).pointer(pointer).unwrap().clone();
        for (path, pointer) in [
            ("/v1/articles/ar1", "/publisher/id"),
            ("/v1/series/se1", "/publisher/id"),
            ("/v1/authors/au1", "/affiliations/0/organization/id"),
            ("/v1/articles/ar2", "/contributions/0/affiliations/0/organization/id"),
            ("/v1/articles/ar2", "/contributions/1/author/id"),
        ] {
            assert_eq!(of(path, pointer), "or2", "{path} {pointer}");
        }
        assert_eq!(of("/v1/articles/ar2", "/contributions/0/affiliations/0/name"), "Old House");
        assert_eq!(of("/v1/organizations/or2", "/predecessors"), json!([]), "nothing came from itself");
        for filter in ["organization", "publisher", "affiliation"] {
            let [old, new] = ["or1", "or2"].map(|id| app.get(&format!("/v1/articles?{filter}={id}")));
            assert_eq!(old.status, new.status, "{filter}");
            assert_eq!(old.json()["items"], new.json()["items"], "{filter}");
        }
        assert_eq!(app.json("/v1/articles?organization=or1")["total"], 2);
        assert_eq!(app.json("/v1/series?publisher=or1")["total"], 1);
        assert_eq!(app.get("/organizations/or1").header("location"), Some("/organizations/new-house"));
        // The name of the publisher reaches articles through the series.
        app.patch("/v1/organizations/or2", &key, json!({"names": [{"text": "Newest House"}]}));
        assert_eq!(of("/v1/articles/ar1", "/publisher/name"), "Newest House");
        app.patch("/v1/organizations/or2", &key, json!({"names": [{"text": "New House"}]}));
        assert_eq!(app.patch("/v1/organizations/or1", &key, json!({"merged_into": null})).status, 200);
        assert_eq!(public(app), before);
    });
}

#[test]
fn copies_lead_where_the_archive_does() {
    for engine in engines() {
        let app = App::fresh(engine);
        let key = writer(&app);
        two(&app, &key);
        for name in ["C", "D"] {
            app.make("authors", &key, json!({"names": [{"full": name}], "url": "https://private.example/"}));
        }
        app.make("organizations", &key, json!({"names": [{"text": "Old"}]}));
        app.make("organizations", &key, json!({"names": [{"text": "New"}]}));
        app.make("series", &key, json!({"titles": [{"text": "S"}], "publisher": "or1"}));
        for (own, into) in [("authors/au1", "au2"), ("authors/au2", "au3"), ("organizations/or1", "or2")] {
            assert_eq!(app.patch(&format!("/v1/{own}"), &key, json!({"merged_into": into})).status, 200);
        }
        let leads = |app: &App| {
            ["authors/au1", "authors/au2", "authors/jane-doe", "organizations/or1", "organizations/old"]
                .map(|path| app.get(&format!("/v1/{path}")).header("location").map(str::to_owned))
        };
        let all = lines(&app.database, Selection::Public);
        assert!(!all.contains("0000-0002-1825-0097"), "of who was merged only where that leads: {all}");
        for selection in [Selection::Public, Selection::Private] {
            let all = lines(&app.database, selection);
            let copy = App::fresh(engine);
            copy.database.load("copy", &all);
            assert_eq!(lines(&copy.database, selection), all, "{selection:?}");
            assert_eq!(public(&copy), public(&app), "{selection:?}");
            assert_eq!(leads(&copy), leads(&app), "{selection:?}");
            assert!(leads(&copy).iter().all(Option::is_some));
            // Into what is there already it brings nothing new.
            let head = app.database.head();
            app.database.load("again", &all);
            assert_eq!(app.database.head(), head, "{selection:?}");
        }
    }
}
