//! Lists in every format: whole, in pages, while the archive changes.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use byline::domain::Resource;
use serde_json::Value;

use crate::support::app::{App, Response, both_apps, both_demos, exchange};

/// Articles with these numbers.
fn articles(numbers: std::ops::Range<usize>, word: &str) -> String {
    let line = |n: usize| {
        format!(
            r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"Title {n:05} {word}"}}],"abstracts":[{{"text":"{}"}}]}}"#,
            format!("{word} ").repeat(100)
        )
    };
    numbers.map(line).collect::<Vec<_>>().join("\n")
}

fn lines(answer: &Response) -> Vec<Value> {
    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

const LISTS: &[&str] = &[
    "/v1/articles",
    "/v1/authors",
    "/v1/organizations",
    "/v1/series",
    "/v1/disclaimers",
    "/v1/authors/au1/articles",
    "/v1/organizations/or1/articles",
    "/v1/series/se1/articles",
    "/v1/disclaimers/di1/articles",
];

#[test]
fn a_file_holds_the_same_records_as_the_pages() {
    both_demos(|app| {
        for list in LISTS {
            let paged = app.walk(&format!("{list}?limit=7"));
            let file = app.get(&format!("{list}.ndjson"));
            assert_eq!(file.header("content-type"), Some("application/x-ndjson"));
            assert_eq!(lines(&file), paged, "{list}");
            let chosen = app.get_with(list, &[("accept", "application/x-ndjson")]);
            assert_eq!(chosen.body, file.body, "{list}");
            assert_eq!(chosen.header("content-location"), Some(format!("{list}.ndjson").as_str()));
            assert_eq!(app.json(&format!("{list}.json"))["items"], app.json(list)["items"]);
            assert_eq!(chosen.header("vary"), Some("Accept, Accept-Encoding"));
        }
        for query in ["series=se1", "not.language=en&sort=title", "has=doi&year=2018", "status=withdrawn"] {
            let paged = app.walk(&format!("/v1/articles?{query}&limit=200"));
            assert_eq!(lines(&app.get(&format!("/v1/articles.ndjson?{query}"))), paged, "{query}");
        }
    });
}

#[test]
fn every_format_has_lists() {
    both_demos(|app| {
        for list in LISTS {
            let resource = Resource::ALL.into_iter().find(|own| list.ends_with(own.plural())).unwrap();
            for format in super::plain(resource).filter(|format| !format.is_json()) {
                let path = format!("{list}.{}", format.extension);
                let file = app.get(&path);
                assert_eq!(file.status, 200, "{path}: {}", file.text());
                assert_eq!(file.header("content-type"), Some(format.content_type), "{path}");
                let name = file.header("content-disposition").unwrap();
                assert!(name.starts_with("attachment; filename=") && name.contains(format.extension), "{name}");
                let text = file.text();
                if format.media_type.ends_with("xml") {
                    roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
                }
                if format.media_type.ends_with("json") && format.name != "ndjson" {
                    serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
                }
                let head = app.send("HEAD", &path, &[]);
                assert_eq!((head.status, head.header("etag")), (200, file.header("etag")), "{path}");
                let nothing = app.get(&format!("{path}?modified_to=1999-01-01"));
                assert_eq!(nothing.status, 200, "{path}: {}", nothing.text());
                if format.media_type.ends_with("xml") {
                    roxmltree::Document::parse(&nothing.text()).unwrap_or_else(|e| panic!("{path}: {e}"));
                }
            }
        }
        assert_eq!(app.get("/v1/articles.ndjson?modified_to=1999-01-01").body, b"");
        assert_eq!(app.get("/v1/articles.csv?modified_to=1999-01-01").text().lines().count(), 1);
        let of_author = app.get("/v1/authors/au3/articles.csv");
        assert_eq!(of_author.header("content-disposition"), Some("attachment; filename=\"au3-articles.csv\""));
    });
}

#[test]
fn with_a_limit_it_is_paged() {
    both_demos(|app| {
        let whole = lines(&app.get("/v1/articles.ndjson?sort=title"));
        let (mut met, mut next) = (Vec::new(), Some("/v1/articles.ndjson?sort=title&limit=10".to_owned()));
        while let Some(path) = next {
            let page = app.get(&path);
            let items = lines(&page);
            assert!(items.len() <= 10);
            met.extend(items);
            let links = page.headers.iter().filter(|(name, _)| name == "link").map(|(_, link)| link.as_str());
            let link = links.filter_map(|link| link.strip_prefix('<')?.strip_suffix(">; rel=\"next\"")).next();
            assert!(link.is_none_or(|link| link.starts_with("/v1/articles.ndjson?")), "{link:?}");
            next = link.map(str::to_owned);
        }
        assert_eq!(met, whole);
        // A cursor belongs to the list, in whatever format.
        let json = app.json("/v1/articles?sort=title&limit=10")["next"].as_str().unwrap().to_owned();
        let second = lines(&app.get(&json.replace("/v1/articles?", "/v1/articles.ndjson?")));
        assert_eq!(second, whole[10..20]);
    });
}

#[test]
fn what_is_wrong_is_told_before_anything_is_sent() {
    both_demos(|app| {
        for wrong in ["x=1", "limit=0", "limit=201", "fields=id", "sort=x", "published=x", "language=en&author=x"] {
            for path in ["/v1/articles.csv", "/v1/series/se1/articles.ndjson"] {
                app.get(&format!("{path}?{wrong}")).problem(400, "invalid-parameter");
            }
        }
        app.get("/v1/articles.csv?cursor=AQ").problem(404, "unknown-cursor");
        app.get("/v1/articles.xyz").problem(404, "not-found");
        app.get("/v1/authors/auzzz/articles.csv").problem(404, "not-found");
        app.get("/v1/authors/ar1/articles.csv").problem(404, "not-found");
        app.get_with("/v1/articles", &[("accept", "image/png")]).problem(406, "not-acceptable");
        assert_eq!(app.send("POST", "/v1/articles.csv", &["Content-Length: 0"]).status, 405);
        assert_eq!(app.send("OPTIONS", "/v1/articles.csv", &[]).status, 204);
    });
}

#[test]
fn a_long_list_is_sent_in_pieces_in_every_coding() {
    both_apps(|app| {
        app.database.load("t", &articles(1..421, "old"));
        let plain = app.send("GET", "/v1/articles.ndjson?sort=title", &[]);
        assert_eq!(plain.header("transfer-encoding"), Some("chunked"));
        let items = lines(&plain);
        assert_eq!(items, app.walk("/v1/articles?sort=title&limit=200"));
        assert_eq!(ids(&items).into_iter().collect::<BTreeSet<_>>().len(), 420);
        let tag = plain.header("etag").unwrap().to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        for coding in ["gzip", "br", "zstd"] {
            let coded = app.get_with("/v1/articles.ndjson?sort=title", &[("accept-encoding", coding)]);
            assert_eq!(coded.header("content-encoding"), Some(coding));
            assert_ne!(coded.header("etag"), Some(tag.as_str()));
            assert!(coded.body.len() < plain.body.len() / 4, "{coding}: {}", coded.body.len());
            assert!(decoded(coding, &coded.body) == plain.body, "{coding}");
        }
        let head = app.send("HEAD", "/v1/articles.ndjson?sort=title", &[]);
        assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag.as_str())));
        let again = |tag: &str| app.get_with("/v1/articles.ndjson?sort=title", &[("if-none-match", tag)]);
        assert_eq!((again(&tag).status, again(&tag).body.len()), (304, 0));
        app.database.import_at("t", &articles(7..8, "new"), "2024-05-01T00:00:00Z").must_succeed();
        assert_eq!(again(&tag).status, 200);
        assert_eq!(app.get("/v1/articles.csv").text().matches("\r\n").count(), 421);
    });
}

fn decoded(coding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match coding {
        "gzip" => drop(flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).unwrap()),
        "br" => drop(brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain).unwrap()),
        _ => plain = zstd::decode_all(bytes).unwrap(),
    }
    plain
}

/// A client that takes the beginning, and the rest when asked to.
struct Slow {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Slow {
    fn begin(app: &App, path: &str) -> Slow {
        let mut stream = TcpStream::connect(app.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut read = vec![0; 4_000];
        stream.read_exact(&mut read).unwrap();
        Slow { stream, read }
    }

    fn end(mut self) -> Vec<u8> {
        let _ = self.stream.read_to_end(&mut self.read);
        self.read
    }
}

/// Enough that neither the socket nor the service takes all of it in at once.
const MANY: usize = 12_000;

#[test]
fn what_does_not_change_is_met_once_while_all_else_does() {
    both_apps(|app| {
        app.database.load("t", &articles(0..MANY, "old"));
        let slow = Slow::begin(app, "/v1/articles.ndjson?sort=title");
        // While the client sleeps: some change their place in the order, some are new, others are read.
        let moved = articles(0..300, "new").replace("Title 00", "Title 99");
        app.database.import_at("t", &moved, "2024-05-01T00:00:00Z").must_succeed();
        app.database.import_at("t", &articles(MANY..MANY + 50, "new"), "2024-05-01T00:00:00Z").must_succeed();
        assert_eq!(app.get("/v1/articles?limit=5").status, 200, "others are answered meanwhile");
        let items = lines(&Response::parse(&slow.end()));
        let still: Vec<&str> =
            items.iter().filter_map(|item| item["title"].as_str()).filter(|title| title.ends_with("old")).collect();
        let once: BTreeSet<&str> = still.iter().copied().collect();
        assert_eq!(still.len(), once.len(), "something stands twice");
        for n in 300..MANY {
            assert!(once.contains(format!("Title {n:05} old").as_str()), "{n} is missing");
        }
    });
}

#[test]
fn a_file_that_cannot_be_ended_is_broken_off() {
    both_apps(|app| {
        app.database.load("t", &articles(0..MANY, "old"));
        let slow = Slow::begin(app, "/v1/articles.csv?sort=title");
        app.database.spoil_records();
        let bytes = slow.end();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("HTTP/1.1 200"), "{}", &text[..200]);
        assert!(!text.ends_with("0\r\n\r\n"), "half a file looks like a whole one");
        assert!(!text.contains("Title 11999"), "it was not broken off");
        let first = exchange(app.address, b"GET /v1/articles.csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assert!(first.status >= 500, "{}", first.text());
    });
}
