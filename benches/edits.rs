//! How long one edit takes that every article shows: `cargo bench --bench edits [-- ARTICLES]`.
//!
//! All articles have one author, one series and one publisher, each of which is given another name, by an edit
//! like those over HTTP: one transaction, in which every record is derived anew and every change logged.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use byline::domain::{Grant, Id, Scope, Timestamp};
use byline::import::edit::read_patch;
use byline::store::edit::{Condition, Edit, How};
use byline::store::{Migrate, Store};

/// Seconds that such an edit may take.
const WANTED: f64 = 10.0;

fn main() {
    let articles = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("edits");
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let (file, url) = (dir.join("archive.jsonl"), format!("sqlite:{}", dir.join("archive.sqlite").display()));
    std::fs::write(&file, lines(articles)).unwrap();
    let import =
        Command::new(env!("CARGO_BIN_EXE_byline")).args(["--database-url", &url, "import"]).arg(&file).status();
    assert!(import.unwrap().success());
    let store = Store::open(&url, Migrate::Run).unwrap();
    let head = || store.read(|db| db.head()).unwrap().sequence;
    for (id, patch) in [
        ("au1", r#"{"names": [{"full": "Another Writer"}]}"#),
        ("se1", r#"{"titles": [{"text": "Other Letters"}]}"#),
        ("or1", r#"{"names": [{"text": "Another House"}]}"#),
    ] {
        let grant = Grant { name: "bench".to_owned(), scope: Scope::Write, series: Vec::new() };
        let edit = Edit { grant, message: None, now: Timestamp::now() };
        let (before, begun) = (head(), Instant::now());
        let id: Id = id.parse().unwrap();
        store.change(&edit, id, &Condition::Exists, How::Patch(read_patch(patch).unwrap())).unwrap();
        let took = begun.elapsed().as_secs_f64();
        let verdict = if took <= WANTED { "within" } else { "MISSES" };
        println!("{id}: {} changes in {took:.1} s, {verdict} {WANTED} s", head() - before);
    }
}

fn lines(articles: usize) -> String {
    let mut lines = String::from(
        r#"{"resource":"organization","key":"o","names":[{"text":"House"}]}
{"resource":"series","key":"s","titles":[{"text":"Letters"}],"publisher":"@o"}
{"resource":"author","key":"a","names":[{"full":"Jo Writer"}]}
"#,
    );
    for n in 0..articles {
        let day = n % 28 + 1;
        let abstracts = format!("What the harbours of the coast cost in year {n}, and who pays for them in the end.");
        writeln!(
            lines,
            r#"{{"resource":"article","key":"{n}","titles":[{{"text":"Harbour question {n}","language":"en"}}],"abstracts":[{{"text":"{abstracts}"}}],"contributions":[{{"author":"@a","biography":"Jo Writer writes on harbours."}}],"appearances":[{{"series":"@s","publisher":"@o","number":"{n}","published":"2020-01-{day:02}"}}]}}"#
        )
        .unwrap();
    }
    lines
}
