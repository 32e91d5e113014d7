//! `byline serve`, `byline health`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::support::app::{Response, exchange};
use crate::support::dir::Dir;
use crate::support::postgres;
use crate::support::program::{byline, command, terminate};
use crate::support::served::Served;

fn get(address: SocketAddr, path: &str) -> Response {
    exchange(address, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
}

#[test]
fn it_prints_its_addresses_serves_them_and_ends_when_asked() {
    let dir = Dir::new();
    let served = Served::start(&dir, &[], "info");
    let base = format!("http://{}", served.address);
    for path in ["/docs/", "/v1/articles", "/openapi.json"] {
        assert!(served.greeting.contains(&format!("{base}{path}")), "{}", served.greeting);
        assert_eq!(get(served.address, path).status, 200, "{path}");
    }
    assert_eq!(get(served.address, "/v1/articles").json()["total"], 0, "an empty database is an empty archive");
    byline(&dir, &["health", "--listen", &served.address.to_string()]).must(0);
    let address = served.address;
    let (code, log) = served.stop();
    assert_eq!(code, 0);
    let line = log.lines().find(|line| line.contains("route=/v1/articles ")).unwrap();
    for part in ["id=", "method=GET", "status=200", "micros="] {
        assert!(line.contains(part), "{line}");
    }
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn a_signal_at_the_moment_it_begins_to_listen_is_not_lost() {
    let dir = Dir::new();
    for _ in 0..5 {
        let mut serving = command(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = serving.env("RUST_LOG", "info").spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(log.any(|line| line.contains("listening on")));
        terminate(&child);
        let ended = (0..600).find_map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            child.try_wait().unwrap()
        });
        if ended.is_none() {
            child.kill().unwrap();
        }
        assert_eq!(ended.and_then(|status| status.code()), Some(0));
    }
}

#[test]
fn what_the_library_for_citations_fails_at_is_no_news() {
    let dir = Dir::new();
    let lines = [
        r#"{"resource":"organization","key":"o","names":[{"text":"House"}]}"#,
        r#"{"resource":"series","key":"s","titles":[{"text":"Row"}],"kind":"serial","publisher":"@o"}"#,
        r#"{"resource":"author","key":"p","names":[{"full":"Sure Author","given":"Sure","family":"Author"}]}"#,
        r#"{"resource":"article","key":"a","titles":[{"text":"Title"}],"contributions":[{"author":"@p"}],"appearances":[{"series":"@s","number":".é","published":"2024-01-02","publisher":"@o","url":"https://house.example/1"}]}"#,
    ];
    dir.file("odd.jsonl", lines.join("\n"));
    byline(&dir, &["import", "odd.jsonl"]).must(0);
    let served = Served::start(&dir, &[], "warn");
    for path in ["ar1/citation?style=iso-690-numeric", "citations?style=iso-690-numeric"] {
        let answer = get(served.address, &format!("/v1/articles/{path}"));
        assert!(answer.status == 200 && answer.text().contains("no. .é"), "{}", answer.text());
    }
    let (code, log) = served.stop();
    assert_eq!((code, log.trim()), (0, ""));
}

#[test]
fn the_demo_is_one_command_and_keeps_its_own_file() {
    let dir = Dir::new();
    for _ in 0..2 {
        let served = Served::start(&dir, &["--demo"], "warn");
        assert_eq!(get(served.address, "/v1/articles").json()["total"], 33);
        assert_eq!(served.stop().0, 0);
    }
    assert!(dir.path().join("byline-demo.sqlite").exists());
    assert!(!dir.path().join("byline.sqlite").exists());
}

#[test]
fn the_public_address_is_the_one_that_is_printed() {
    let dir = Dir::new();
    byline(&dir, &["configure", "base-url=https://configured.example"]).must(0);
    // The address that is listened at is printed by nothing else here; the log has it.
    let mut child = crate::support::program::command(dir.path(), &["serve", "--listen", "127.0.0.1:0"])
        .env("BYLINE_BASE_URL", "https://given.example/x/")
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut stderr = child.stderr.take().unwrap();
    let mut bytes = [0u8; 1024];
    while !said.contains("openapi.json") {
        let read = stderr.read(&mut bytes).unwrap();
        assert!(read > 0, "{said}");
        said.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    terminate(&child);
    assert!(child.wait().unwrap().success());
    assert!(said.contains("https://given.example/x/v1/articles") && !said.contains("configured.example"), "{said}");
}

#[test]
fn an_import_beside_it_is_seen_at_once() {
    let dir = Dir::new();
    let served = Served::start(&dir, &[], "warn");
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    assert_eq!(get(served.address, "/v1/articles").json()["total"], 0);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    assert_eq!(get(served.address, "/v1/articles").json()["total"], 33);
    assert_eq!(get(served.address, "/v1/authors").json()["total"], 15);
    dir.file("demo.jsonl", byline::demo::ARCHIVE.replace("Who Dredges, Who Pays", "Who Pays"));
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    assert!(get(served.address, "/v1/articles?number=7&sort=title").text().contains("Who Pays"));
    assert_eq!(served.stop().0, 0);
}

#[test]
fn an_answer_under_way_is_finished_before_the_end() {
    let dir = Dir::new();
    let mut served = Served::start(&dir, &["--demo"], "warn");
    // So many answers that they do not fit into the buffers between us: the service waits for its reader.
    let mut stream = TcpStream::connect(served.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request = b"GET /v1/articles?limit=200 HTTP/1.1\r\nHost: x\r\n\r\n";
    for _ in 0..200 {
        stream.write_all(request).unwrap();
    }
    // It has begun to answer.
    let mut first = [0u8; 1];
    stream.read_exact(&mut first).unwrap();
    terminate(&served.child);
    let mut rest = Vec::new();
    // Requests that it has not read when it closes make the system reset the connection, and what was
    // on its way is lost (RFC 9112, section 9.6): no fault of the service.
    let reset = stream.read_to_end(&mut rest).is_err();
    assert_eq!(served.wait(), 0);
    let answer = [&first[..], &rest].concat();
    let mut at = 0;
    let mut whole = 0;
    while at < answer.len() {
        let head = answer[at..].windows(4).position(|w| w == b"\r\n\r\n");
        let Some(end) = head.map(|head| at + head + 4) else {
            assert!(reset, "a whole head");
            break;
        };
        let head = String::from_utf8_lossy(&answer[at..end]).to_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        at = end + length.trim().parse::<usize>().unwrap();
        assert!(at <= answer.len() || reset, "the last answer was cut");
        whole += 1;
    }
    assert!(whole >= 1);
    assert!(!served.said().contains("panicked"));
}

#[test]
fn asked_again_it_does_not_wait_for_answers_under_way() {
    let dir = Dir::new();
    let key = byline(&dir, &["keys", "create", "desk", "--scope", "write"]).must(0).out;
    let mut served = Served::start(&dir, &[], "warn");
    // The service waits for content that does not come; it says so where it begins to read it (RFC 9110, section 10.1.1).
    let mut stream = TcpStream::connect(served.address).unwrap();
    let head = "POST /v1/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9\r\n";
    let fields = format!("Expect: 100-continue\r\nAuthorization: Bearer {}\r\n\r\n", key.trim());
    stream.write_all(format!("{head}{fields}").as_bytes()).unwrap();
    let mut first = [0u8; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 100");
    terminate(&served.child);
    // It has heard it when it takes no more connections.
    while TcpStream::connect(served.address).is_ok() {
        std::thread::sleep(Duration::from_millis(10));
    }
    terminate(&served.child);
    assert_eq!(served.wait(), 130);
}

#[test]
fn a_connection_that_only_waits_does_not_hold_it_up() {
    let dir = Dir::new();
    let mut served = Served::start(&dir, &["--demo"], "warn");
    let mut idle = TcpStream::connect(served.address).unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut bytes = [0u8; 12];
    idle.read_exact(&mut bytes).unwrap();
    assert_eq!(&bytes, b"HTTP/1.1 200");
    terminate(&served.child);
    assert_eq!(served.wait(), 0);
}

/// A port of this machine at which nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("postgres://someone:s3cret@{}/none", listener.local_addr().unwrap())
}

#[test]
fn a_database_that_does_not_come_up_ends_it() {
    let ended = byline(&Dir::new(), &["--database-url", &nobody(), "serve", "--wait", "1"]).must(3);
    assert!(ended.err.contains("waiting for the database, at most 1 s"), "{ended:?}");
    assert!(ended.err.contains("cannot be reached") && !ended.err.contains("s3cret"), "{ended:?}");
}

#[test]
fn what_can_never_be_a_database_is_not_waited_for() {
    for url in ["postgres://a@127.0.0.1:1/b?sslmode=perhaps", "mysql://a/b"] {
        let ended = byline(&Dir::new(), &["--database-url", url, "serve"]).must(3);
        assert!(!ended.err.contains("waiting"), "{ended:?}");
    }
}

#[test]
fn it_can_be_ended_while_it_waits_for_its_database() {
    let (dir, arguments) = (Dir::new(), ["--database-url", &nobody(), "serve", "--wait", "600"]);
    let mut child = crate::support::program::command(dir.path(), &arguments).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let waiting = lines.find(|line| line.as_ref().unwrap().contains("waiting for the database"));
    assert!(waiting.is_some());
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn it_serves_from_postgres() {
    let Some(server) = postgres::server() else { return };
    let (dir, url) = (Dir::new(), server.fresh_database());
    let served = Served::start(&dir, &["--database-url", &url, "--migrate"], "info");
    assert!(!served.greeting.contains("s3cret"), "{}", served.greeting);
    assert_eq!(get(served.address, "/readyz").status, 200);
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["--database-url", &url, "import", "demo.jsonl"]).must(0);
    // Another process's commit may go unseen for a moment; whoever asks again sees it.
    let mut total = 0;
    for _ in 0..2_000 {
        total = get(served.address, "/v1/articles").json()["total"].as_u64().unwrap();
        if total > 0 {
            break;
        }
    }
    assert_eq!(total, 33);
    let (code, log) = served.stop();
    assert_eq!(code, 0);
    assert!(!log.contains("s3cret"));
}

#[test]
fn what_was_due_while_nobody_served_is_published() {
    let dir = Dir::new();
    let line =
        r#"{"resource":"article","status":"scheduled","publish_at":"2020-01-01T00:00:00Z","titles":[{"text":"Due"}]}"#;
    dir.file("due.jsonl", line);
    byline(&dir, &["import", "due.jsonl"]).must(0);
    let served = Served::start(&dir, &[], "info");
    let status = || {
        let request = "GET /v1/articles/ar1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        crate::support::app::exchange(served.address, request.as_bytes()).status
    };
    // It is published sooner or later; the test ends when it is.
    while status() != 200 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    // It may have been published before the addresses were told.
    let greeting = served.greeting.clone();
    let (code, rest) = served.stop();
    let log = greeting + &rest;
    assert_eq!(code, 0);
    assert!(log.contains("published ar1") && !log.contains("Due"), "{log}");
}
