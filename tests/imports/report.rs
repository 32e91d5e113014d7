//! What an import is answered with: the report that `byline import` prints.

use serde_json::{Value, json};

use super::{LINES, ask, counts, import};
use crate::editing::writer;
use crate::support::app::{both, both_apps};
use crate::support::dir::Dir;
use crate::support::program::byline;

const BAD: &str = "{\"resource\":\"author\",\"names\":[{\"full\":\"A\"}]}\nnonsense\n\n{\"resource\":\"author\",\"frob\":1}\n\
    {\"id\":\"c1\",\"title\":\"A\",\"date\":\"2024\",\"byline\":\"BY A\",\"subjects\":[\"t1\"]}\n";

const TEXT: &str = include_str!("../fixtures/commentary/harbour-letter.txt");

#[test]
fn it_is_the_one_of_the_command_line() {
    both_apps(|app| {
        let (key, dir) = (writer(app), Dir::new());
        dir.file("demo.jsonl", byline::demo::ARCHIVE);
        dir.file("bad.jsonl", BAD);
        dir.file("letter.txt", TEXT);
        let given = ["--number", "24", "--published", "2024-04-12", "--language", "en", "--series", "Letters"];
        for (file, media_type, query, code, more) in [
            ("demo.jsonl", LINES, "", 0, &[][..]),
            ("demo.jsonl", LINES, "&dry_run=true", 0, &["--dry-run"]),
            ("bad.jsonl", LINES, "&dry_run=false", 1, &[]),
            ("letter.txt", "text/plain", "&number=24&published=2024-04-12&language=en&series=Letters", 0, &given),
        ] {
            let printed = byline(&dir, &[&["import", "--output", "json", file], more].concat()).must(code);
            let content = std::fs::read(dir.path().join(file)).unwrap();
            let answer = app.post(&format!("/v1/import?name={file}{query}"), &key, media_type, &[], &content);
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert_eq!(answer.header("content-type"), Some("application/json"));
            assert_eq!(answer.header("cache-control"), Some("private, no-store"));
            assert_eq!(answer.text(), printed.out.trim_end(), "{file}");
        }
        assert_eq!(app.json("/v1/articles?number=24&series=se5&limit=1")["total"].as_u64().map(|n| n < 2), Some(true));
    });
}

#[test]
fn what_never_came_is_told_at_every_line_that_refers_to_it() {
    let article = |key: &str, to: &str| {
        let line = json!({"resource": "article", "key": key, "titles": [{"text": key}], "status": "published",
            "relations": [{"type": "responds_to", "article": to}]});
        format!("{line}\n")
    };
    let lines = [article("a", "@c"), article("b", "@gone"), article("c", "@gone"), article("d", "@lost")].concat();
    both_apps(|app| {
        let key = writer(app);
        for query in ["?dry_run=true", ""] {
            let report = import(app, &key, query, &lines).json();
            let told: Vec<_> = report["files"][0]["problems"].as_array().unwrap().iter().collect();
            let told: Vec<_> = told.iter().map(|own| (own["line"].as_u64(), own["reason"].as_str().unwrap())).collect();
            let gone = "`@gone` is referred to and never came";
            let lost = "`@lost` is referred to and never came";
            assert_eq!(told, [(Some(2), gone), (Some(3), gone), (Some(4), lost)], "{query}");
        }
        // Once it is there, nothing is missing.
        let came = [article("gone", "@a"), article("lost", "@a")].concat();
        let report = import(app, &key, "", &came).json();
        assert_eq!(report["files"][0]["problems"], json!([]), "{report}");
    });
}

#[test]
fn what_refers_to_itself_is_one_thing_however_often_it_comes() {
    let line = json!({"resource": "article", "key": "a", "titles": [{"text": "A"}], "status": "published",
        "relations": [{"type": "related_to", "article": "@a"}]});
    both_apps(|app| {
        let key = writer(app);
        for counted in [[1, 1, 0, 0, 0], [1, 0, 0, 1, 0]] {
            let report = import(app, &key, "", &format!("{line}\n")).json();
            assert_eq!(counts(&report), counted, "{report}");
            assert_eq!(report["files"][0]["problems"], json!([]), "{report}");
        }
        let articles = app.all("articles");
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0]["relations"][0]["article"]["id"], articles[0]["id"], "{articles:?}");
    });
}

#[test]
fn what_one_of_them_took_the_other_knows() {
    both(|database| {
        let (dir, url) = (Dir::new(), database.url.as_str());
        dir.file("demo.jsonl", byline::demo::ARCHIVE);
        byline(&dir, &["--database-url", url, "import", "demo.jsonl"]).must(0);
        dir.file("letter.txt", TEXT);
        byline(&dir, &["--database-url", url, "import", "--language", "en", "letter.txt"]).must(0);
        let head = database.head();
        let app = crate::support::app::App::on(database.again());
        let key = writer(&app);
        let again = import(&app, &key, "?name=demo.jsonl", byline::demo::ARCHIVE).json();
        assert_eq!(counts(&again), [65, 0, 0, 65, 0]);
        let again = app.post("/v1/import?name=letter.txt&language=en", &key, "text/plain", &[], TEXT.as_bytes());
        assert_eq!(counts(&again.json()), [1, 0, 0, 1, 0], "{}", again.text());
        assert_eq!(app.database.head(), head);
    });
}

#[test]
fn a_dry_run_writes_nothing() {
    both_apps(|app| {
        let key = writer(app);
        let tables = || {
            let read = |db: &mut dyn byline::store::db::Db| {
                let ids = db.entity_ids(0, i64::MAX, i64::MAX)?;
                let meta: Vec<_> = db.all_meta()?.into_iter().filter(|(name, _)| name != "writes").collect();
                Ok((ids, meta, db.head()?, db.sources("content", &["a".to_owned()])?))
            };
            app.database.store.snapshot(read).unwrap()
        };
        let before = tables();
        let tried = import(app, &key, "?dry_run=true", byline::demo::ARCHIVE).json();
        assert_eq!((counts(&tried), &tried["dry_run"]), ([65, 65, 0, 0, 0], &json!(true)));
        assert_eq!(tables(), before);
        let done = import(app, &key, "", byline::demo::ARCHIVE).json();
        assert_eq!((counts(&done), &done["dry_run"]), ([65, 65, 0, 0, 0], &json!(false)));
        assert_eq!(app.json("/v1/articles")["total"], 33);
        let again = import(app, &key, "", byline::demo::ARCHIVE).json();
        assert_eq!(counts(&again), [65, 0, 0, 65, 0]);
    });
}

#[test]
fn what_was_not_taken_at_all_is_a_problem_with_the_report() {
    both_apps(|app| {
        let key = writer(app);
        for (lines, documents) in [("", 0), ("\n \n", 0), ("<html>", 1), ("nonsense\n[]\n{\"resource\":\"planet\"}", 3)]
        {
            for query in ["", "?dry_run=true"] {
                let problem = import(app, &key, query, lines).problem(422, "nothing-imported");
                assert_eq!(counts(&problem["report"]), [documents, 0, 0, 0, documents], "{lines}");
            }
        }
        let report = &import(app, &key, "", "nonsense").problem(422, "nothing-imported")["report"];
        assert_eq!(report["files"][0]["problems"][0]["line"], 1);
        let empty = app.post("/v1/import?name=a.txt", &key, "text/plain", &[], b" \n");
        empty.problem(422, "nothing-imported");
        assert_eq!(app.database.head(), 0);
        // One that is taken is enough, and what is refused stops nothing.
        assert_eq!(counts(&import(app, &key, "", BAD).json()), [4, 2, 0, 0, 2]);
    });
}

#[test]
fn who_imported_and_why_is_in_the_history() {
    both_apps(|app| {
        let key = writer(app);
        let line = r#"{"resource":"author","key":"a","names":[{"full":"A"}]}"#;
        assert_eq!(import(app, &key, "?name=people.jsonl", line).status, 200);
        let other = r#"{"resource":"author","key":"a","names":[{"full":"B"}]}"#;
        assert_eq!(import(app, &key, "?source=people.jsonl&message=They%20wrote.", other).status, 200);
        let own: Value = ask(app, &key, "/v1/authors/au1/revisions").json();
        let name = app.database.store.api_keys().unwrap()[0].name.clone();
        assert_eq!((&own["items"][0]["by"], &own["items"][0]["message"]), (&json!(name), &json!("They wrote.")));
        assert_eq!((&own["items"][1]["by"], &own["items"][1]["message"]), (&json!(name), &json!("people.jsonl")));
    });
}

#[test]
fn lines_without_a_name_are_each_key_s_own() {
    both_apps(|app| {
        let (one, two) = (writer(app), writer(app));
        let line = |name: &str| format!(r#"{{"resource":"author","key":"1","names":[{{"full":"{name}"}}]}}"#);
        assert_eq!(counts(&import(app, &one, "", &line("Ann")).json()), [1, 1, 0, 0, 0]);
        assert_eq!(counts(&import(app, &two, "", &line("Ben")).json()), [1, 1, 0, 0, 0]);
        assert_eq!(counts(&import(app, &one, "", &line("Anne")).json()), [1, 0, 1, 0, 0]);
        assert_eq!(app.json("/v1/authors")["total"], 2);
    });
}
