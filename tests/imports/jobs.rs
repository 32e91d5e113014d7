//! Imports that are done beside their requests.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::PathBuf;

use byline::domain::{Scope, Timestamp};
use byline::store::jobs::{Answer, NewJob};
use byline::store::{NewKey, Store};
use serde_json::{Value, json};

use super::{LINES, aside, ask, asked_aside, authors, counts, ended, patiently};
use crate::editing::writer;
use crate::support::app::{App, Database, Engine, both_apps};

/// Where this app keeps content, and what is in it of ours: on PostgreSQL others have theirs there too.
fn spooled(app: &App, name: &str) -> PathBuf {
    app.database.store.beside().join(name)
}

/// A job that another process is at work on: its file is locked. Gives its path, its file and its name.
fn held(app: &App, actor: &str, lines: &str) -> (String, File, String) {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("test-{}-{count}", std::process::id());
    DirBuilder::new().recursive(true).mode(0o700).create(app.database.store.beside()).unwrap();
    let mut file = File::create(spooled(app, &name)).unwrap();
    file.lock().unwrap();
    file.write_all(lines.as_bytes()).unwrap();
    let asked = json!({"form": "lines", "name": "held", "key": "held", "source": null, "dry_run": false, "message": null,
        "given": {"series": null, "number": null, "published": null, "language": null, "url": null}});
    let new = NewJob {
        spool: name.clone(),
        actor: actor.to_owned(),
        asked: asked.to_string().into(),
        bytes: lines.len() as u64,
    };
    match app.database.store.add_job(new, None, Timestamp::now()).unwrap() {
        Answer::Queued { id, is_new: true } => (format!("/v1/imports/{id}"), file, name),
        other => panic!("{other:?}"),
    }
}

/// A key of a name.
fn named(app: &App, name: &str) -> String {
    let new = NewKey { name: name.to_owned(), scope: Scope::Write, series: Vec::new(), expires: None };
    app.database.store.create_key(&new, Timestamp::now()).unwrap().reveal().to_owned()
}

#[test]
fn what_is_large_becomes_a_job() {
    both_apps(|app| {
        let key = named(app, "desk");
        let lines = format!("{}nonsense\n{}", authors(100), " ".repeat(1 << 20));
        let queued = app.post("/v1/import?name=people.jsonl", &key, LINES, &[], lines.as_bytes());
        assert_eq!((queued.status, queued.header("location")), (202, Some("/v1/imports/1")), "{}", queued.text());
        assert_eq!(queued.header("preference-applied"), None);
        assert_eq!(queued.header("cache-control"), Some("private, no-store"));
        let job = ended(app, &key, "/v1/imports/1");
        assert_eq!((&job["state"], &job["detail"]), (&json!("done"), &Value::Null), "{job}");
        assert_eq!((&job["name"], &job["by"], &job["id"]), (&json!("people.jsonl"), &json!("desk"), &json!(1)));
        assert_eq!((job["bytes"].as_u64(), &job["bytes_done"]), (Some(lines.len() as u64), &job["bytes"]));
        assert!(job["queued"].as_str() <= job["started"].as_str() && job["started"].as_str() <= job["ended"].as_str());
        assert_eq!((counts(&job), counts(&job["report"])), ([101, 100, 0, 0, 1], [101, 100, 0, 0, 1]));
        assert_eq!(job["report"]["files"][0]["problems"][0]["line"], 101);
        // The report is the one that a small import is answered with.
        let small = app.post("/v1/import?name=people.jsonl", &key, LINES, &[], lines.trim_end().as_bytes());
        let [mut small, mut large] = [small.json(), job["report"].clone()];
        for name in ["created", "unchanged", "files"] {
            for own in [&mut small, &mut large] {
                own.as_object_mut().unwrap().remove(name);
            }
        }
        assert_eq!(small, large);
        // A text, and one that is only tried.
        let text = "A TITLE\n\nBy Jane Doe\n\nThe text of it.\n";
        let fields = ["Prefer: wait=5, respond-async"];
        let queued = app.post("/v1/import?name=a.txt&dry_run=true", &key, "text/plain", &fields, text.as_bytes());
        assert_eq!((queued.status, queued.header("preference-applied")), (202, Some("respond-async")));
        let job = ended(app, &key, "/v1/imports/2");
        assert_eq!((counts(&job), &job["dry_run"]), ([1, 1, 0, 0, 0], &json!(true)));
        assert!(job["report"]["files"][0]["fields"].as_array().unwrap().len() > 2, "{job}");
        assert_eq!(app.json("/v1/articles")["total"], 0);
        let list = ask(app, &key, "/v1/imports?limit=1");
        assert_eq!(list.header("cache-control"), Some("private, no-store"));
        assert_eq!((&list.json()["items"][0]["id"], &list.json()["total"]), (&json!(2), &json!(2)));
        assert!(list.json()["items"][0]["report"].is_null());
        let next = ask(app, &key, list.json()["next"].as_str().unwrap()).json();
        assert_eq!((&next["items"][0]["id"], &next["next"]), (&json!(1), &Value::Null));
        for path in ["/v1/imports/3", "/v1/imports/x", "/v1/imports/01", "/v1/imports/-1"] {
            ask(app, &key, path).problem(404, "not-found");
        }
        let reader = app.key(Scope::Private, &[]);
        ask(app, &reader, "/v1/imports/1").problem(403, "forbidden");
        app.get("/v1/imports").problem(401, "unauthorized");
    });
}

#[test]
fn content_is_kept_for_nobody_else_and_no_longer_than_needed() {
    both_apps(|app| {
        named(app, "desk");
        let key = writer(app);
        // What is kept now, of this archive.
        let mark = byline::domain::digest::hash64(&app.database.store.settings().unwrap().secret);
        let own = || -> Vec<PathBuf> {
            let all = fs::read_dir(app.database.store.beside()).unwrap().map(|entry| entry.unwrap().path());
            all.filter(|path| path.to_str().unwrap().contains(&format!("{mark:016x}"))).collect()
        };
        let (_, file, _) = held(app, "desk", "");
        assert_eq!(fs::metadata(app.database.store.beside()).unwrap().permissions().mode() & 0o777, 0o700);
        // Refused before it is a job: it is gone with its request.
        app.post("/v1/import", &key, LINES, &["Prefer: respond-async", "Idempotency-Key: a"], b"x");
        app.post("/v1/import", &key, LINES, &["Prefer: respond-async", "Idempotency-Key: a"], b"y")
            .problem(422, "idempotency-key-reused");
        let path = aside(app, &key, "", &authors(3));
        assert_eq!(counts(&ended(app, &key, &path)), [3, 3, 0, 0, 0]);
        drop(file);
        ended(app, &key, "/v1/imports/1");
        ended(app, &key, "/v1/imports/2");
        // On PostgreSQL tests share the directory, and a secret: only what SQLite has is all ours.
        while app.database.engine == Engine::Sqlite && !own().is_empty() {
            std::thread::yield_now();
        }
    });
}

#[test]
fn a_job_waits_while_another_process_is_at_work_on_it() {
    both_apps(|app| {
        let key = named(app, "desk");
        let (path, file, name) = held(app, "desk", &authors(5));
        // Others go on meanwhile.
        assert_eq!(ended(app, &key, &aside(app, &key, "", &authors(2)))["state"], "done");
        assert_eq!(ask(app, &key, &path).json()["state"], "queued");
        drop(file);
        assert_eq!(counts(&ended(app, &key, &path)), [5, 5, 0, 0, 0]);
        while spooled(app, &name).exists() {
            std::thread::yield_now();
        }
    });
}

#[test]
fn a_job_that_waits_can_be_cancelled() {
    both_apps(|app| {
        let key = named(app, "desk");
        let (path, file, name) = held(app, "desk", &authors(5));
        for _ in 0..2 {
            let cancelled = app.write("DELETE", &path, &key, &[], &Value::Null);
            assert_eq!((cancelled.status, &cancelled.json()["state"]), (200, &json!("cancelled")));
        }
        assert!(!spooled(app, &name).exists());
        drop(file);
        assert_eq!(ended(app, &key, &aside(app, &key, "", &authors(2)))["state"], "done");
        let job = ask(app, &key, &path).json();
        assert_eq!((&job["state"], counts(&job)), (&json!("cancelled"), [0; 5]));
        // What has ended stays as it is.
        let done = app.write("DELETE", "/v1/imports/2", &key, &[], &Value::Null);
        assert_eq!((done.status, &done.json()["state"]), (200, &json!("done")));
        assert_eq!(app.json("/v1/authors")["total"], 2);
    });
}

#[test]
fn a_job_that_is_under_way_can_be_cancelled_and_what_is_written_stays() {
    both_apps(|app| {
        let key = named(app, "desk");
        let path = aside(app, &key, "", &authors(40_000));
        while ask(app, &key, &path).json()["documents"] == 0 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        // A write may find the lock taken for longer than it waits; whoever asks again is answered.
        let cancelled = patiently(|| app.write("DELETE", &path, &key, &[], &Value::Null));
        assert_eq!(cancelled.status, 200, "{}", cancelled.text());
        // The next is taken up once it has ended.
        let queued = patiently(|| asked_aside(app, &key, "?dry_run=true", &authors(1)));
        assert_eq!(queued.status, 202, "{}", queued.text());
        ended(app, &key, queued.header("location").unwrap());
        let job = ask(app, &key, &path).json();
        assert_eq!(job["state"], "cancelled");
        let written = job["created"].as_u64().unwrap();
        assert!(written > 0 && written < 40_000, "{job}");
        assert_eq!(app.json("/v1/authors?limit=1")["total"], written);
    });
}

#[test]
fn a_key_that_was_revoked_imports_no_more() {
    both_apps(|app| {
        let key = writer(app);
        named(app, "desk");
        let (path, file, _) = held(app, "desk", &authors(5));
        app.database.store.revoke_key("desk", Timestamp::now()).unwrap();
        drop(file);
        let job = ended(app, &key, &path);
        assert_eq!((&job["state"], counts(&job)), (&json!("failed"), [0; 5]));
        assert!(job["detail"].as_str().unwrap().contains("`desk` is good for nothing any more"), "{job}");
        assert_eq!(app.json("/v1/authors")["total"], 0);
    });
}

#[test]
fn what_is_gone_with_its_instance_is_told() {
    both_apps(|app| {
        let key = named(app, "desk");
        let (path, _file, name) = held(app, "desk", &authors(5));
        fs::remove_file(spooled(app, &name)).unwrap();
        // On PostgreSQL another instance may have it, as long as it spoke of it lately.
        let state = || ask(app, &key, &path).json()["state"].as_str().unwrap().to_owned();
        assert_eq!(state(), if app.database.engine == Engine::Sqlite { "interrupted" } else { "queued" });
        let age = |db: &mut dyn byline::store::db::Db| {
            let mut row = db.job(1)?.unwrap();
            row.seen -= 16 * 60 * 1_000_000;
            db.put_job(row)
        };
        app.database.store.write(age).unwrap();
        assert_eq!(state(), "interrupted");
        assert!(ask(app, &key, &path).json()["detail"].as_str().unwrap().contains("import it again"));
    });
}

#[test]
fn the_last_hundred_are_remembered_and_copied() {
    both_apps(|app| {
        let key = named(app, "desk");
        let (held, file, _) = held(app, "desk", "");
        for _ in 0..104 {
            app.post("/v1/import?dry_run=true", &key, LINES, &["Prefer: respond-async"], authors(1).as_bytes());
        }
        assert_eq!(ended(app, &key, "/v1/imports/105")["state"], "done");
        aside(app, &key, "?dry_run=true", &authors(1));
        let list = ask(app, &key, "/v1/imports?limit=200").json();
        assert!((100..106).contains(&list["total"].as_u64().unwrap()), "{}", list["total"]);
        assert_eq!(list["items"][0]["id"], 106);
        assert_eq!(ask(app, &key, &held).status, 200, "what has not ended is not forgotten");
        ask(app, &key, "/v1/imports/2").problem(404, "not-found");
        let copy = Database::fresh(app.database.engine);
        app.database.store.copy_to(&copy.store, byline::store::copy::Epoch::Kept, &mut |_| ()).unwrap();
        let rows = |store: &Store| store.read(|db| db.jobs()).unwrap();
        ended(app, &key, "/v1/imports/106");
        let (own, copied) = (rows(&app.database.store), rows(&copy.store));
        assert_eq!(own.len(), copied.len());
        assert_eq!(own[1..], copied[1..]);
        drop(file);
    });
}
