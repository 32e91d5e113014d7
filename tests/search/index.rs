//! The index on disk: it is gone on with, made anew where it is damaged, and survives being killed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::app::{Response, exchange};
use crate::support::dir::Dir;
use crate::support::program::{byline, byline_with};
use crate::support::served::Served;

fn get(served: &Served, path: &str) -> Response {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.address);
    exchange(served.address, request.as_bytes())
}

/// How many articles have a word, and whether that is of all there are.
fn count(served: &Served, q: &str) -> (Value, Value) {
    let page = get(served, &format!("/v1/articles?q={q}")).json();
    (page["total"].clone(), page["search"]["complete"].clone())
}

/// Waits until all articles are searched and so many are found: an index is made while the service answers.
fn found(served: &Served, articles: usize) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while count(served, "breakwater") != (json!(articles), json!(true)) {
        assert!(Instant::now() < deadline, "not {articles}, but {:?}", count(served, "breakwater"));
    }
}

fn lines(from: usize, to: usize) -> Vec<u8> {
    let line = |n: usize| {
        let own = json!({"resource": "article", "key": format!("k{n}"), "status": "published",
            "titles": [{"text": format!("Breakwater {n}"), "language": "en"}]});
        format!("{own}\n")
    };
    (from..to).map(line).collect::<String>().into_bytes()
}

/// The files of the index.
fn files(dir: &Dir) -> Vec<PathBuf> {
    let home = dir.path().join("byline.sqlite-search");
    let numbered = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    numbered.flat_map(|dir| fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path())).collect()
}

const MADE: &str = "made the search index";

#[test]
fn it_is_gone_on_with_and_made_anew_only_where_it_must_be() {
    let dir = Dir::new();
    byline_with(&dir, &["import", "-"], &lines(0, 40)).must(0);
    let served = Served::start(&dir, &[], "info");
    found(&served, 40);
    let greeting = served.greeting.clone();
    let (code, said) = served.stop();
    assert_eq!(code, 0);
    assert!((greeting + &said).contains(MADE));

    // What was written meanwhile is followed.
    byline_with(&dir, &["import", "-"], &lines(40, 50)).must(0);
    let served = Served::start(&dir, &[], "info");
    found(&served, 50);
    let greeting = served.greeting.clone();
    let (_, said) = served.stop();
    assert!(!(greeting + &said).contains(MADE), "it was made anew");

    // A byte is another.
    let longest = files(&dir).into_iter().max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap();
    let mut bytes = fs::read(&longest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&longest, bytes).unwrap();
    let served = Served::start(&dir, &[], "info");
    found(&served, 50);
    let greeting = served.greeting.clone();
    assert!((greeting + &served.stop().1).contains(MADE), "a damaged index was used");

    // Files are missing.
    for path in files(&dir).into_iter().filter(|path| path.extension().is_some_and(|own| own == "idx")) {
        fs::remove_file(path).unwrap();
    }
    let served = Served::start(&dir, &[], "info");
    found(&served, 50);
    served.stop();

    byline(&dir, &["reindex"]).must(0);
    let served = Served::start(&dir, &[], "info");
    found(&served, 50);
    let greeting = served.greeting.clone();
    assert!((greeting + &served.stop().1).contains(MADE), "it was asked to be made anew");
}

#[test]
fn killed_at_any_moment_it_finds_everything_again() {
    let dir = Dir::new();
    byline_with(&dir, &["import", "-"], &lines(0, 10)).must(0);
    for round in 1..6 {
        let mut served = Served::start(&dir, &[], "info");
        byline_with(&dir, &["import", "-"], &lines(round * 10, round * 10 + 10)).must(0);
        for _ in 0..round * 3 {
            count(&served, "breakwater");
        }
        served.child.kill().unwrap();
        served.child.wait().unwrap();
    }
    let served = Served::start(&dir, &[], "info");
    found(&served, 60);
    assert_eq!(get(&served, "/readyz").json()["search"], "complete");
}

#[test]
fn a_second_service_on_one_file_keeps_its_index_in_memory() {
    let dir = Dir::new();
    byline_with(&dir, &["import", "-"], &lines(0, 10)).must(0);
    let (one, two) = (Served::start(&dir, &[], "info"), Served::start(&dir, &[], "info"));
    for served in [&one, &two] {
        found(served, 10);
    }
    let greeting = two.greeting.clone();
    assert!((greeting + &two.stop().1).contains("kept in memory"));
    found(&one, 10);
}
