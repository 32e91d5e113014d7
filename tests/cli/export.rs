//! `byline export`

use super::content;
use crate::support::dir::Dir;
use crate::support::program::{Ended, byline};

fn demo() -> Dir {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    dir
}

fn export(dir: &Dir, arguments: &[&str]) -> Ended {
    byline(dir, &[&["export"], arguments].concat()).must(0)
}

#[test]
fn what_is_exported_and_imported_is_exported_the_same() {
    let dir = demo();
    let first = export(&dir, &["--private"]).out;
    assert_eq!(first.lines().count(), 65);
    let copy = Dir::new();
    copy.file("all.jsonl", &first);
    byline(&copy, &["import", "all.jsonl"]).must(0);
    assert_eq!(export(&copy, &["--private"]).out, first);
    // The same of what is public.
    let public = export(&dir, &[]).out;
    assert_eq!(export(&copy, &[]).out, public);
    assert_eq!(public.lines().count(), 64, "all but the draft");
    let again = Dir::new();
    again.file("public.jsonl", &public);
    byline(&again, &["import", "public.jsonl"]).must(0);
    assert_eq!(export(&again, &["--private"]).out, public);
}

#[test]
fn importing_an_export_where_it_came_from_changes_nothing() {
    let dir = demo();
    let all = export(&dir, &["--private"]).out;
    dir.file("all.jsonl", &all);
    let log = super::head(&dir);
    let report = byline(&dir, &["import", "--output", "json", "all.jsonl"]).must(0).json();
    assert_eq!((report["unchanged"].as_u64(), report["refused"].as_u64()), (Some(65), Some(0)), "{report}");
    assert_eq!(super::head(&dir), log);
    assert_eq!(export(&dir, &["--private"]).out, all);
}

#[test]
fn a_file_has_the_same_bytes_as_standard_output() {
    let dir = demo();
    let out = export(&dir, &["--private"]).out;
    assert_eq!(export(&dir, &["--private", "--output", "x.jsonl"]).out, "");
    assert_eq!(std::fs::read_to_string(dir.path().join("x.jsonl")).unwrap(), out);
    let before = content(&dir);
    export(&dir, &[]);
    assert_eq!(content(&dir), before);
    let empty = Dir::new();
    assert_eq!(export(&empty, &[]).out, "");
}
