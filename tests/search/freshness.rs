//! What is written is found when it is answered, and what is taken back is not.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{article, titles};
use crate::support::app::both_apps;

#[test]
fn what_is_written_is_found_at_once() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        for n in 0..20 {
            let title = format!("Wharf {n} of mud");
            let path = format!("/v1/articles/{}", app.make("articles", &key, article(&title, "en", "Rope.")));
            assert_eq!(titles(app, &format!("\"wharf {n} of mud\"")), [title.as_str()]);
            assert_eq!(app.patch(&path, &key, json!({"titles": [{"text": format!("Quay {n}")}]})).status, 200);
            assert_eq!(titles(app, &format!("\"wharf {n}\"")), [""; 0]);
            assert_eq!(titles(app, &format!("\"quay {n}\"")), [format!("Quay {n}")]);
            assert_eq!(app.write("DELETE", &path, &key, &["If-Match: *"], &Value::Null).status, 200);
            assert_eq!(titles(app, &format!("\"quay {n}\"")), [""; 0]);
        }
    });
}

#[test]
fn a_new_name_is_found_in_all_that_shows_it() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let author = app.make("authors", &key, json!({"names": [{"full": "Ada Rivers"}]}));
        let own = json!({"status": "published", "titles": [{"text": "Tides"}], "contributions": [{"name": "Ada Rivers", "author": author}]});
        app.make("articles", &key, own);
        app.patch(&format!("/v1/authors/{author}"), &key, json!({"names": [{"full": "Ada Lagoon"}]}));
        assert_eq!(titles(app, "lagoon"), ["Tides"]);
        assert_eq!(titles(app, "ada rivers"), ["Tides"], "it is printed so");
        let other = app.make("authors", &key, json!({"names": [{"full": "A. Estuary"}]}));
        assert_eq!(app.patch(&format!("/v1/authors/{author}"), &key, json!({"merged_into": other})).status, 200);
        assert_eq!(titles(app, "estuary"), ["Tides"]);
        assert_eq!(app.json("/v1/authors?q=lagoon")["total"], 0);
    });
}

#[test]
fn another_process_finds_it_too() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let other = app.beside(app.database.store.clone());
        app.make("articles", &key, article("Breakwater", "en", "Stone."));
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while titles(&other, "breakwater").is_empty() {
            assert!(std::time::Instant::now() < deadline, "it is not found elsewhere");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
}

#[test]
fn an_index_is_made_anew_where_that_is_asked_for() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        app.make("articles", &key, article("Breakwater", "en", "Stone."));
        for _ in 0..3 {
            app.database.store.reindex().unwrap();
            assert_eq!(titles(app, "breakwater"), ["Breakwater"]);
        }
        app.make("articles", &key, article("Another breakwater", "en", "Stone."));
        assert_eq!(titles(app, "breakwater").len(), 2);
        assert_eq!(app.json("/readyz")["search"], "complete");
    });
}
