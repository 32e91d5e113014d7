//! `byline export --format`: a list of records in a format.

use byline::domain::Resource;
use byline::format;

use crate::support::app::exchange;
use crate::support::dir::Dir;
use crate::support::postgres;
use crate::support::program::{byline, command, ended};
use crate::support::served::Served;

/// More articles than are made at a time, in the sample archive.
fn archive(url: &str) -> Dir {
    let dir = Dir::new();
    let lines = (0..120).map(|n| {
        format!(r#"{{"resource":"article","key":"n{n}","titles":[{{"text":"Number {n:03}"}}],"status":"published"}}"#)
    });
    dir.file("more.jsonl", lines.collect::<Vec<_>>().join("\n"));
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["--database-url", url, "migrate"]).must(0);
    byline(&dir, &["--database-url", url, "import", "demo.jsonl", "more.jsonl"]).must(0);
    let refused = byline(&dir, &["--database-url", url, "export", "--format", "crossref", "--output", "x.xml"]).must(2);
    assert!(refused.err.contains("repository-name and admin-email"), "{refused:?}");
    assert!(!dir.path().join("x.xml").exists());
    let identity =
        ["repository-identifier=archive.example", "repository-name=Archive", "admin-email=a@archive.example"];
    byline(&dir, &[&["--database-url", url, "configure"], &identity[..]].concat()).must(0);
    dir
}

/// Compares what is exported with what is served, for everything there is.
fn same(url: &str) {
    let dir = archive(url);
    let served = Served::start(&dir, &["--database-url", url], "warn");
    let get = |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = exchange(served.address, request.as_bytes());
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    };
    let export = |arguments: &[&str]| {
        let all = [&["--database-url", url, "export", "--output", "out"], arguments].concat();
        let ended = byline(&dir, &all).must(0);
        assert_eq!((ended.out, ended.err), (String::new(), String::new()));
        std::fs::read(dir.path().join("out")).unwrap()
    };
    for resource in Resource::ALL {
        for format in format::of(resource).filter(|format| !format.is_json()) {
            let path = format!("/v1/{}.{}", resource.plural(), format.extension);
            let by_name = export(&["--format", format.name, "--resource", resource.plural()]);
            assert!(by_name == get(&path), "{path}");
            assert!(!by_name.is_empty(), "{path}");
        }
    }
    assert!(export(&["--format", "bib"]) == get("/v1/articles.bib"), "by its extension");
    let queries: [&[&str]; 3] =
        [&["series=se1", "sort=title"], &["not.language=en", "has=doi"], &["status=withdrawn", "status=published"]];
    for filters in queries {
        let query = filters.join("&");
        let got = export(&[&["--format", "ris"], filters].concat());
        assert!(got == get(&format!("/v1/articles.ris?{query}")), "{query}");
    }
    assert!(export(&["--format", "marc", "modified_to=1999-01-01"]).is_empty());
    assert_eq!(served.stop().0, 0);
}

#[test]
fn it_has_the_bytes_that_are_served() {
    same("sqlite:other.sqlite");
    if let Some(server) = postgres::server() {
        same(&server.fresh_database());
    }
}

#[test]
fn it_goes_to_standard_output_and_says_the_address_it_is_told() {
    let dir = archive("sqlite:byline.sqlite");
    byline(&dir, &["configure", "base-url=https://archive.example"]).must(0);
    let plain = byline(&dir, &["export", "--format", "jsonld", "series=se1"]).must(0).out;
    assert!(plain.contains("https://archive.example/"), "{plain}");
    let told = ["export", "--format", "jsonld", "series=se1", "--base-url", "https://other.example/x/"];
    let told = byline(&dir, &told).must(0).out;
    assert!(told == plain.replace("https://archive.example", "https://other.example/x"), "{told}");
    let mut child = command(dir.path(), &["export", "--format", "ndjson"]).spawn().unwrap();
    drop(child.stdout.take());
    let left = ended(child.wait_with_output().unwrap()).must(4);
    assert!(left.err.contains("could not be written"), "{left:?}");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_written() {
    let dir = archive("sqlite:byline.sqlite");
    for (arguments, says) in [
        (&["--format", "docx"][..], "there is no format `docx` of articles; there are ndjson, marc, marcxml"),
        (&["--format", "bibtex", "--resource", "authors"], "there is no format `bibtex` of authors; there are ndjson"),
        (&["--format", "json"], "ndjson"),
        (&["--format", "ris", "--resource", "books"], "there is no resource `books`; there are organizations"),
        (&["--format", "ris", "colour=red"], "articles have no filter `colour`"),
        (&["--format", "ris", "limit=3"], "articles have no filter `limit`"),
        (&["--format", "ris", "series"], "NAME=VALUE"),
        (&["--format", "ris", "series=x"], "series:"),
        (&["--format", "ris", "--private"], "--private"),
        (&["series=se1"], "--format"),
        (&["--resource", "authors"], "--format"),
    ] {
        let ended = byline(&dir, &[&["export", "--output", "none"], arguments].concat()).must(2);
        assert!(ended.err.contains(says), "{arguments:?}: {}", ended.err);
        assert!(!dir.path().join("none").exists(), "{arguments:?}");
    }
    let nowhere = ["export", "--format", "ris", "--output", "no/such/folder/x.ris"];
    byline(&dir, &nowhere).must(4);
}
