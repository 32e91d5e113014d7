//! What single writes do to records and the log.

use byline::store::Action;
use serde_json::{Value, json};

use crate::support::app::{App, both_apps};

const LATER: &str = "2024-06-01T00:00:00Z";

fn later(app: &App, line: &str) {
    app.database.import_at("demo", line, LATER).must_succeed();
}

/// The line of the sample archive with this key, changed.
fn demo_line(key: &str, change: impl FnOnce(&mut Value)) -> String {
    let mark = format!("\"key\":\"{key}\"");
    let line = byline::demo::ARCHIVE.lines().find(|line| line.contains(&mark)).unwrap();
    let mut value = serde_json::from_str(line).unwrap();
    change(&mut value);
    value.to_string()
}

/// The log after a number: ids and kinds, in order.
fn log(app: &App, after: i64) -> Vec<(i64, String, i64)> {
    let rows = app.database.store.read(|db| db.changes(after, 10_000)).unwrap();
    rows.iter().enumerate().for_each(|(at, row)| assert_eq!(row.sequence, after + 1 + at as i64, "a gap"));
    assert!(rows.is_sorted_by_key(|row| row.time), "time runs backwards");
    rows.into_iter().map(|row| (row.id, row.kind, row.time)).collect()
}

/// Everything public, by path.
fn state(app: &App) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for resource in ["articles", "authors", "organizations", "series", "disclaimers"] {
        let more = if resource == "articles" { "&status=published&status=withdrawn" } else { "" };
        for mut own in app.walk(&format!("/v1/{resource}?limit=200{more}")) {
            let id = own["id"].as_str().unwrap().to_owned();
            let modified = own["modified"].take().as_str().unwrap().to_owned();
            all.push((id, modified, own));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// That after a write exactly the records whose bytes differ have a new date and stand in the log.
fn moved(app: &App, line: &str) -> Vec<String> {
    let (before, head) = (state(app), app.database.head());
    later(app, line);
    let after = state(app);
    let logged: Vec<String> =
        log(app, head).iter().map(|(id, ..)| byline::domain::Id::from_key(*id).unwrap().to_string()).collect();
    let mut differ = Vec::new();
    for (id, modified, own) in &after {
        match before.iter().find(|(other, ..)| other == id) {
            Some((_, old_modified, old)) if old == own => assert_eq!(modified, old_modified, "{id} moved for nothing"),
            _ => {
                assert_eq!(modified, "2024-06-01T00:00:00.000000Z", "{id}");
                differ.push(id.clone());
            }
        }
    }
    let mut sorted = logged;
    sorted.sort();
    assert_eq!(sorted, differ);
    differ
}

#[test]
fn a_new_name_reaches_every_record_that_shows_it() {
    both_apps(|app| {
        app.database.load_demo();
        // A publisher: its series, their articles, affiliations, kin.
        let line = demo_line("saltmarsh", |own| own["names"][0]["text"] = "Saltmarsh College".into());
        let ids = moved(app, &line);
        assert!(ids.len() > 25, "{ids:?}");
        let tideline = app.json("/v1/series?code=tide")["items"][0]["id"].as_str().unwrap().to_owned();
        for own in app.walk(&format!("/v1/series/{tideline}/articles?limit=200")) {
            assert_eq!(own["publisher"]["name"], "Saltmarsh College");
        }
        // An author.
        let line = demo_line("mele", |own| own["names"][0]["full"] = "Mele T. Hale".into());
        let ids = moved(app, &line);
        assert!(ids.len() >= 4 && ids.iter().filter(|id| id.starts_with("au")).count() == 1, "{ids:?}");
        // A series.
        let line = demo_line("cahiers", |own| own["titles"][0]["text"] = "Carnets".into());
        let ids = moved(app, &line);
        assert!(ids.iter().any(|id| id.starts_with("di")) && ids.len() >= 6, "{ids:?}");
        // An article that others relate to: its title is shown one step away.
        let line = demo_line("tide-2014-3", |own| own["titles"][0]["text"] = "Cables".into());
        assert_eq!(moved(app, &line).len(), 2);
        // What others do not show moves only itself.
        let line = demo_line("dang", |own| own["url"] = "https://dang.example/".into());
        assert_eq!(moved(app, &line).len(), 1);
    });
}

#[test]
fn private_writes_move_nothing() {
    both_apps(|app| {
        app.database.load_demo();
        for (key, change) in [("tide-2026-draft", "a draft"), ("oakhurst", "a contact")] {
            let line = demo_line(key, |own| match key {
                "oakhurst" => own["contacts"][0]["email"] = "new@oakhurst-pell.example".into(),
                _ => own["titles"][0]["text"] = "Another title".into(),
            });
            assert_eq!(moved(app, &line), [""; 0], "{change}");
        }
        // A consent is private; what it uncovers is not.
        let line = demo_line("namgung", |own| {
            own["contacts"][0]["consent"] =
                serde_json::json!({"by": "x", "at": "2024-01-01T00:00:00Z", "scope": "biography"});
        });
        let ids = moved(app, &line);
        assert_eq!(
            ids.len(),
            byline::demo::ARCHIVE.matches(" saebyeol@deungdae.example").count()
                + byline::demo::ARCHIVE.matches("(saebyeol@deungdae.example").count(),
            "{ids:?}"
        );
        for id in ids {
            let own = app.json(&format!("/v1/articles/{id}"));
            assert!(own["contributions"][0]["biography"].as_str().unwrap().contains("saebyeol@deungdae.example"));
        }
    });
}

#[test]
fn dates_of_a_disclaimer_reach_the_articles_they_cover() {
    both_apps(|app| {
        app.database.load_demo();
        let line = demo_line("tide-first", |own| own["to"] = "2018-12-31".into());
        let ids = moved(app, &line);
        // The disclaimer, and the one article between the two ends.
        assert_eq!(ids.len(), 2, "{ids:?}");
        let own = app.json(&format!("/v1/articles/{}", ids.iter().find(|id| id.starts_with("ar")).unwrap()));
        assert_eq!((&own["published"], &own["disclaimers"]), (&"2019-06-27".into(), &serde_json::json!([])));
    });
}

#[test]
fn importing_again_appends_nothing() {
    both_apps(|app| {
        app.database.load_demo();
        let (before, head) = (state(app), app.database.head());
        for source in ["demo", "demo", "another source"] {
            let again = app.database.import_at(source, byline::demo::ARCHIVE, LATER);
            // Another source does not own the keys, and the two of one name cannot be told apart.
            if source == "demo" {
                again.must_succeed();
                assert_eq!(again.count(Action::Unchanged), 65);
                assert_eq!(app.database.head(), head);
                assert_eq!(state(app), before);
            }
        }
        assert_eq!(log(app, 0).len() as i64, app.database.head());
    });
}

#[test]
fn time_in_the_log_never_runs_backwards() {
    both_apps(|app| {
        app.database.import_at("t", r#"{"resource":"author","key":"a","names":[{"full":"A"}]}"#, LATER).must_succeed();
        app.database
            .import_at("t", r#"{"resource":"author","key":"b","names":[{"full":"B"}]}"#, "2020-01-01T00:00:00Z")
            .must_succeed();
        let times: Vec<i64> = log(app, 0).iter().map(|(.., time)| *time).collect();
        assert_eq!(times.len(), 2);
        assert_eq!(times[0], times[1]);
        assert_eq!(app.json("/v1/authors/au2")["modified"], "2024-06-01T00:00:00.000000Z");
    });
}

/// A refused document leaves nothing behind, not even a name that was thought of on the way.
#[test]
fn a_refused_document_leaves_nothing() {
    both_apps(|app| {
        let known = r#"{"resource":"article","key":"a","titles":[{"text":"A"}],"identifiers":[{"scheme":"doi","value":"10.5555/x"}]}
{"resource":"article","key":"b","titles":[{"text":"B"}],"identifiers":[{"scheme":"handle","value":"20.1/x"}],"appearances":[{"url":"https://x.example/b"}]}
{"resource":"article","key":"c","titles":[{"text":"C"}],"appearances":[{"url":"https://x.example/b"}]}"#;
        let three = app.database.load("one", known);
        assert_eq!(three.ids(), ["ar1", "ar2", "ar3"], "one source, three keys, three articles");
        let head = app.database.head();
        // New author, new organization, new series; then the article itself cannot be told apart.
        let line = r#"{"id":"c00000001","type":"commentary","series":{"id":"s1","code":"zz","name":"Zebra Notes","number":"1"},"title":"T","language":"en","authors":[{"id":"a1","name":"Jane Zebra","given":"Jane","family":"Zebra","role":"fellow","org":"Zebra House"}],"byline":"BY JANE ZEBRA","date":"2024-04-12","status":"published","url":"https://x.example/b"}"#;
        let refused = app.database.import("corpus", line);
        assert_eq!(refused.count(Action::Rejected), 1, "{refused:?}");
        assert!(refused.outcomes[0].problems[0].reason.contains("ar2, ar3"), "{refused:?}");
        assert_eq!(app.database.head(), head);
        for resource in ["authors", "organizations", "series"] {
            assert_eq!(app.json(&format!("/v1/{resource}"))["total"], 0, "{resource}");
        }
        let after = r#"{"resource":"author","key":"z","names":[{"full":"Jane Zebra"}]}
{"resource":"organization","key":"h","names":[{"text":"Zebra House"}]}"#;
        app.database.load("one", after);
        assert_eq!(app.json("/v1/authors")["items"][0]["slug"], "jane-zebra", "its slug was not taken");
        assert_eq!(app.json("/v1/organizations")["items"][0]["slug"], "zebra-house");
    });
}

/// What is public cannot be hidden by an import; the other lines of the file are taken.
#[test]
fn a_line_that_would_hide_something_is_refused_alone() {
    both_apps(|app| {
        app.database.load("t", r#"{"resource":"article","key":"a","titles":[{"text":"A"}]}"#);
        let lines = r#"{"resource":"author","key":"x","names":[{"full":"X"}]}
{"resource":"article","key":"a","status":"draft","titles":[{"text":"A"}]}
{"resource":"author","key":"y","names":[{"full":"Y"}]}"#;
        let imported = app.database.import("t", lines);
        let actions: Vec<_> = imported.outcomes.iter().map(|o| o.action).collect();
        assert_eq!(actions, [Action::Created, Action::Rejected, Action::Created]);
        let problem = &imported.outcomes[1].problems[0];
        assert_eq!((problem.line, problem.field.as_str()), (Some(2), "status"));
        assert!(problem.reason.contains("withdraw"), "{problem:?}");
        assert_eq!(app.json("/v1/articles/ar1")["title"], "A");
        assert_eq!(app.json("/v1/authors")["total"], 2);
    });
}

#[test]
fn a_change_of_the_body_alone_is_a_change() {
    both_apps(|app| {
        let series = r#"{"resource":"series","key":"s","titles":[{"text":"S"}],"bodies_public":true}"#;
        let with = |body: &str| {
            format!(
                r#"{series}
{{"resource":"article","key":"a","titles":[{{"text":"A"}}],"appearances":[{{"series":"@s"}}],"body":{body}}}"#
            )
        };
        app.database.load("t", &with(r#"["One."]"#));
        let record = || app.json("/v1/articles/ar1");
        let (first, head) = (record(), app.database.head());
        app.database.import_at("t", &with(r#"["One."]"#), LATER).must_succeed();
        assert_eq!((record(), app.database.head()), (first.clone(), head), "the same again is no change");
        app.database.import_at("t", &with(r#"["Two."]"#), LATER).must_succeed();
        assert_eq!(app.json("/v1/articles/ar1/body")["paragraphs"], json!(["Two."]));
        let second = record();
        assert_ne!(second["body_modified"], first["body_modified"]);
        assert_ne!(second["modified"], first["modified"]);
        assert_eq!(log(app, head).len(), 1);
        // What the source takes back goes.
        app.database.import_at("t", &with("[]"), LATER).must_succeed();
        app.get("/v1/articles/ar1/body").problem(404, "not-found");
        let third = record();
        assert!(third["body"].is_null() && third["body_modified"].is_null(), "{third}");
        assert_eq!(log(app, head).len(), 2);
        // Another source does not know what is there, and fills only what is empty.
        app.database.import_at("t", &with(r#"["Three."]"#), LATER).must_succeed();
        let lines = r#"{"resource":"article","id":"ar1","titles":[{"text":"A"}],"body":["Other."]}"#;
        let other = app.database.import_at("u", lines, LATER);
        assert_eq!(other.outcomes[0].problems[0].field, "body");
        assert_eq!(app.json("/v1/articles/ar1/body")["paragraphs"], json!(["Three."]));
    });
}

#[test]
fn a_draft_that_is_published_appears() {
    both_apps(|app| {
        let own = |status: &str| {
            format!(r#"{{"resource":"article","key":"a","status":"{status}","titles":[{{"text":"A"}}],"body":["x"]}}"#)
        };
        let other = r#"{"resource":"article","key":"b","titles":[{"text":"B"}],"relations":[{"type":"responds_to","article":"@a"}]}"#;
        app.database.load("t", &format!("{}\n{other}", own("draft")));
        app.get("/v1/articles/ar1").problem(404, "not-found");
        app.get("/v1/articles/a").problem(404, "not-found");
        let b = |app: &App| app.json("/v1/articles/ar2")["relations"][0]["article"].clone();
        assert_eq!(b(app), Value::Null, "nobody learns of a draft");
        let head = app.database.head();
        app.database.import_at("t", &own("published"), LATER).must_succeed();
        assert_eq!(app.json("/v1/articles/ar1")["title"], "A");
        assert_eq!(b(app)["id"], "ar1");
        let kinds: Vec<_> = log(app, head).into_iter().map(|(_, kind, _)| kind).collect();
        assert_eq!(kinds, ["created", "updated"]);
    });
}

/// A disclaimer may come before the series it stands in.
#[test]
fn a_series_that_comes_late_has_its_disclaimers() {
    both_apps(|app| {
        app.database.load("t", r#"{"resource":"disclaimer","key":"d","text":"Views.","series":"@s"}"#);
        let late = r#"{"resource":"series","key":"s","titles":[{"text":"S"}]}
{"resource":"article","key":"a","titles":[{"text":"A"}],"appearances":[{"series":"@s"}]}"#;
        app.database.load("t", late);
        assert_eq!(app.json("/v1/articles/ar1")["disclaimers"][0]["text"], "Views.");
        assert_eq!(app.json("/v1/disclaimers/di1")["series"]["title"], "S");
    });
}

/// Records of an older program are brought up to date beside a running service: tags move, nothing is
/// told of, and nothing stays stale.
#[test]
fn an_upgrade_of_records_is_seen_and_is_no_change() {
    use byline::domain::digest::hash64;
    use byline::store::db::EntryRow;
    use byline::store::upgrade::upgrade_records;
    for engine in crate::support::app::engines() {
        let database = crate::support::app::Database::fresh(engine);
        database.load_demo();
        // As an older derivation would have left them: without a field.
        let age = |db: &mut dyn byline::store::db::Db| {
            let ids = db.entity_ids(0, i64::MAX, i64::MAX)?;
            let mut rows = db.records(&ids)?;
            rows.sort_by_key(|row| row.id);
            let (mut entries, mut stored) = (Vec::new(), db.entries_of(&ids)?);
            stored.sort();
            for (row, (id, mut bytes)) in rows.iter_mut().zip(stored) {
                let mut own: Value = serde_json::from_slice(&row.document)?;
                own.as_object_mut().unwrap().shift_remove("slug");
                row.document = serde_json::to_vec(&own)?;
                let etag = hash64(&row.document);
                assert_eq!((row.id, &bytes[2..10]), (id, &row.etag.to_be_bytes()[..]));
                bytes[2..10].copy_from_slice(&etag.to_be_bytes());
                entries.push(EntryRow { id, bytes });
                (row.etag, row.renderer) = (etag as i64, 0);
            }
            db.put_records(&rows)?;
            db.put_entries(&entries)
        };
        database.store.write(age).unwrap();
        let app = App::on(database);
        let path = "/v1/articles/ar1";
        let (old, head) = (app.get(path), app.database.head());
        assert!(old.json().get("slug").is_none());
        let list = app.get("/v1/articles?limit=200");
        let done = upgrade_records(&app.database.store, &std::sync::atomic::AtomicBool::new(false)).unwrap();
        assert_eq!(done, 64, "everything but the draft");
        let new = app.get(path);
        assert!(new.json()["slug"].is_string(), "{}", new.text());
        assert_ne!(new.header("etag"), old.header("etag"));
        assert_eq!(new.json()["modified"], old.json()["modified"]);
        assert_eq!(app.database.head(), head);
        let again = app.get_with("/v1/articles?limit=200", &[("if-none-match", list.header("etag").unwrap())]);
        assert_eq!(again.status, 200);
        assert!(again.json()["items"].as_array().unwrap().iter().all(|own| own["slug"].is_string()));
        assert_eq!(upgrade_records(&app.database.store, &Default::default()).unwrap(), 0);
    }
}

/// An id at the end of all ids would leave none for what comes next.
#[test]
fn ids_do_not_run_out_by_a_line() {
    both_apps(|app| {
        let line = |id: &str| format!(r#"{{"resource":"author","id":"{id}","names":[{{"full":"N"}}]}}"#);
        let refused = app.database.import("t", &line("auzzzzzzzzzzz"));
        assert_eq!(refused.count(Action::Rejected), 1);
        let problem = &refused.outcomes[0].problems[0];
        assert_eq!(problem.field, "id");
        app.database.load("t", &line("auzzzz"));
        let next = app.database.load("t", r#"{"resource":"author","key":"k","names":[{"full":"M"}]}"#);
        assert_eq!(next.ids(), ["au10000"]);
        assert_eq!(app.json("/v1/authors/au10000")["name"], "M");
    });
}
