//! What an import may be asked by, and what is refused.

use byline::http::State;
use byline::store::reader::Reader;
use serde_json::json;

use super::{LINES, ask, counts, import};
use crate::editing::writer;
use crate::support::app::{App, Database, Engine, both_apps, engines};

const LINE: &str = r#"{"resource":"author","key":"a","names":[{"full":"A"}]}"#;

#[test]
fn other_content_is_refused() {
    both_apps(|app| {
        let key = writer(app);
        for media_type in [
            "application/json",
            "application/vnd.byline.private+json",
            "multipart/form-data; boundary=x",
            "image/png",
            "text/plain; charset=shift_jis",
            "application/octet-stream; charset=utf-8",
            "application/x-ndjson; charset=windows-1252",
            "x",
        ] {
            let refused = app.post("/v1/import?name=a", &key, media_type, &[], LINE.as_bytes());
            refused.problem(415, "unsupported-media-type");
            assert_eq!(
                refused.header("accept"),
                Some(
                    "application/x-ndjson, text/plain, text/markdown, text/html, application/pdf, application/xml, application/octet-stream"
                )
            );
        }
        let coded = app.post("/v1/import", &key, LINES, &["Content-Encoding: gzip"], LINE.as_bytes());
        coded.problem(415, "unsupported-media-type");
        for query in [
            "?dry_run=yes",
            "?dry_run=",
            "?colour=red",
            "?name=",
            "?source=%20",
            "?number=1",
            "?name=a&name=b",
            "?message=",
            &format!("?name={}", "x".repeat(201)),
        ] {
            import(app, &key, query, LINE).problem(400, "invalid-parameter");
        }
        for query in ["", "?name=a.txt&published=2024-13", "?name=a.txt&language=english", "?name=a.txt&url=x"] {
            let target = format!("/v1/import{query}");
            app.post(&target, &key, "text/plain", &[], b"x").problem(400, "invalid-parameter");
        }
        app.post("/v1/import", &key, LINES, &["Idempotency-Key: \"\""], LINE.as_bytes())
            .problem(400, "invalid-parameter");
        assert_eq!(app.send("GET", "/v1/import", &[]).header("allow"), Some("POST, OPTIONS"));
        assert_eq!(app.database.head(), 0);
    });
}

#[test]
fn what_nobody_tells_the_form_of_is_told_by_its_name() {
    both_apps(|app| {
        let key = writer(app);
        let post = |query: &str, text: &str| {
            app.post(&format!("/v1/import{query}"), &key, "application/octet-stream", &[], text.as_bytes())
        };
        for query in ["", "?name=harbour", "?name=harbour.doc"] {
            let refused = post(query, LINE);
            refused.problem(400, "invalid-parameter");
            assert_eq!(refused.json()["errors"][0]["parameter"], "name", "{}", refused.text());
        }
        assert_eq!(counts(&post("?name=a.jsonl", LINE).json()), [1, 1, 0, 0, 0]);
        let text = "A Quiet Harbour\n\nBy Jane Doe\n\nThe harbour was quiet that day, as it is so often.\n";
        assert_eq!(counts(&post("?name=a.txt&number=7", text).json()), [1, 1, 0, 0, 0]);
        assert_eq!(app.json("/v1/articles?number=7")["items"][0]["title"], "A Quiet Harbour");
    });
}

#[test]
fn texts_are_read_in_the_encodings_they_come_in() {
    both_apps(|app| {
        let key = writer(app);
        let text =
            "THE QUIET HARBOUR – A NOTE\n\nBy Zoë Müller\n\nThe harbour was quiet that day, as it is “so often”.\n";
        let latin: Vec<u8> = text
            .chars()
            .map(|c| match c {
                '–' => 0x96,
                '“' => 0x93,
                '”' => 0x94,
                c => c as u8,
            })
            .collect();
        for (name, media_type, bytes) in [
            ("utf8.txt", "text/plain; charset=utf-8", text.as_bytes()),
            ("latin.txt", "text/plain; charset=\"windows-1252\"", &latin),
            ("unsaid.txt", "Text/Plain", &latin),
        ] {
            let answer =
                app.post(&format!("/v1/import?name={name}&number={}", &name[..4]), &key, media_type, &[], bytes);
            assert_eq!(answer.status, 200, "{}", answer.text());
            let report = answer.json();
            let id = report["files"][0]["id"].as_str().unwrap().strip_suffix(" created").unwrap();
            assert!(
                app.json(&format!("/v1/articles/{id}"))["byline"].as_str().unwrap().contains("Zoë Müller"),
                "{report}"
            );
        }
    });
}

#[test]
fn the_same_request_is_answered_as_it_was() {
    both_apps(|app| {
        let (key, other) = (writer(app), writer(app));
        let post = |key: &str, query: &str, line: &str, more: &[&str]| {
            let fields = [&["Idempotency-Key: \"5f1c\""], more].concat();
            app.post(&format!("/v1/import{query}"), key, LINES, &fields, line.as_bytes())
        };
        let refused = post(&key, "", "nonsense", &[]);
        refused.problem(422, "nothing-imported");
        let first = post(&key, "", LINE, &[]);
        assert_eq!(
            (first.status, counts(&first.json())),
            (200, [1, 1, 0, 0, 0]),
            "what was refused may be tried again"
        );
        let again = post(&key, "", LINE, &[]);
        assert_eq!((again.status, &again.body), (200, &first.body));
        post(&key, "", &LINE.replace("\"A\"", "\"B\""), &[]).problem(422, "idempotency-key-reused");
        post(&key, "?dry_run=true", LINE, &[]).problem(422, "idempotency-key-reused");
        assert_eq!(counts(&post(&other, "", LINE, &[]).json()), [1, 1, 0, 0, 0]);
        app.write("POST", "/v1/authors", &key, &["Idempotency-Key: 5f1c"], &json!({"names": [{"full": "A"}]}))
            .problem(422, "idempotency-key-reused");
        // A job is made once.
        let third = writer(app);
        let jobs = [0, 1].map(|_| post(&third, "?name=j", LINE, &["Prefer: respond-async"]));
        assert!(jobs.iter().all(|job| job.status == 202));
        assert_eq!(jobs[0].header("location"), jobs[1].header("location"));
        assert_eq!(ask(app, &third, "/v1/imports").json()["total"], 1);
    });
}

#[test]
fn no_more_is_taken_than_is_allowed() {
    for engine in engines() {
        let database = Database::fresh(engine);
        let state = State::new(Reader::open(database.store.clone()).unwrap()).unwrap();
        let app = App::of(database, state.with_imports(None, 3 << 20).unwrap());
        let key = writer(&app);
        let lines = |bytes: usize| format!("{LINE}\n{}", " ".repeat(bytes - LINE.len() - 1));
        let post = |text: &str, fields: &[&str]| app.post("/v1/import", &key, LINES, fields, text.as_bytes());
        assert_eq!(post(&lines(1 << 20), &[]).status, 200);
        assert_eq!(post(&lines((1 << 20) + 1), &[]).status, 202);
        assert_eq!(post(&lines(3 << 20), &[]).status, 202);
        post(&lines((3 << 20) + 1), &[]).problem(413, "content-too-large");
        // Likewise where the length is not told before.
        let head = format!(
            "POST /v1/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\nContent-Type: {LINES}\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        let chunked = |text: &str| app.raw(format!("{head}{:x}\r\n{text}\r\n0\r\n\r\n", text.len()).as_bytes());
        assert_eq!(chunked(&lines(2 << 20)).status, 202);
        chunked(&lines((3 << 20) + 1)).problem(413, "content-too-large");
        // What ends early is no import.
        let mut cut = std::net::TcpStream::connect(app.address).unwrap();
        std::io::Write::write_all(&mut cut, format!("{head}300000\r\n{}", lines(2 << 20)).as_bytes()).unwrap();
        drop(cut);
        while engine == Engine::Sqlite && std::fs::read_dir(app.database.store.beside()).unwrap().count() > 0 {
            std::thread::yield_now();
        }
        assert_eq!(ask(&app, &key, "/v1/imports").json()["total"], 3);
    }
}
