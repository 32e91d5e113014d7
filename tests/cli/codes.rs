//! Exit codes: 0 done, 1 refused documents, 2 usage, 3 database, 4 files and network.

use std::process::Stdio;

use crate::support::dir::Dir;
use crate::support::postgres;
use crate::support::program::{byline, byline_with, command};

#[test]
fn zero_is_done() {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    let one = byline(&dir, &["import", "demo.jsonl"]).must(0);
    assert!(one.out.contains("65 read: 65 created, 0 updated, 0 unchanged, 0 refused"), "{one:?}");
    assert_eq!(one.err, "", "nothing to tell, and no progress bar where nobody watches");
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["help"],
        &["import", "--help"],
        &["export"],
        &["configure"],
        &["openapi"],
        &["migrate"],
    ] {
        let ended = byline(&dir, arguments).must(0);
        assert!(!ended.out.is_empty(), "{arguments:?}");
        assert_eq!(ended.err, "", "{arguments:?}");
    }
    for command in ["serve", "import", "export", "migrate", "configure", "keys", "openapi", "health"] {
        let help = byline(&dir, &[command, "--help"]).must(0).out;
        assert!(help.contains("Usage:") && help.contains("--database-url"), "{help}");
    }
    assert!(byline(&dir, &["--help"]).out.contains("Exit codes"));
}

#[test]
fn one_is_that_documents_were_refused() {
    let dir = Dir::new();
    let ended = byline_with(&dir, &["import", "-"], b"{\"resource\":\"author\"\n").must(1);
    assert!(ended.err.contains("one document was refused"), "{ended:?}");
}

#[test]
fn two_is_wrong_usage() {
    let dir = Dir::new();
    for arguments in [
        &[][..],
        &["frobnicate"],
        &["import"],
        &["import", "--frob", "x"],
        &["import", "x.txt", "--published", "yesterday"],
        &["import", "x.txt", "--url", "nowhere"],
        &["import", "x.txt", "--language", "!"],
        &["import", "x.txt", "--output", "xml"],
        &["serve", "--workers", "0"],
        &["serve", "--base-url", "ftp://x"],
        &["configure", "base-url"],
        &["keys"],
        &["keys", "create", "one"],
        &["keys", "create", "one", "--scope", "all"],
        &["keys", "create", "one", "--scope", "write", "--series", "ar1"],
        &["keys", "create", "one", "--scope", "write", "--series", "se1"],
        &["keys", "create", "one", "--scope", "write", "--expires", "soon"],
        &["keys", "create", "one", "--scope", "write", "--expires", "2020-01-01"],
        &["keys", "rotate", "nobody"],
        &["keys", "revoke", "nobody"],
        &["configure", "colour=red"],
        &["configure", "base-url=nonsense"],
        &["configure", "admin-email=nobody"],
    ] {
        let ended = byline(&dir, arguments).must(2);
        assert!(!ended.err.is_empty(), "{arguments:?}");
    }
    let why = byline(&dir, &["configure", "colour=red"]).err;
    assert!(why.contains("base-url") && why.contains("time-zone"), "it says what there is: {why}");
}

#[test]
fn three_is_the_database() {
    let dir = Dir::new();
    dir.file("x.jsonl", "");
    dir.file("no-database", "this is text, and long enough to be no empty file at all");
    for url in [
        "mysql://x/y",
        "sqlite:",
        "sqlite:no/such/folder/x.sqlite",
        "sqlite:no-database",
        "postgres://a:hunter2@127.0.0.1:1/none",
    ] {
        for arguments in
            [&["export"][..], &["import", "x.jsonl"], &["migrate"], &["configure"], &["serve", "--wait", "0"]]
        {
            let ended = byline(&dir, &[&["--database-url", url], arguments].concat()).must(3);
            assert!(ended.err.starts_with("byline: "), "{ended:?}");
            assert!(!ended.err.contains("hunter2"), "{ended:?}");
        }
    }
}

#[test]
fn four_is_files_and_the_network() {
    let dir = Dir::new();
    for arguments in [
        &["import", "nothing.jsonl"][..],
        &["import", "nothing.txt"],
        &["import", "--meta", "nowhere", "x.jsonl"],
        &["export", "--output", "no/such/folder/x"],
        &["serve", "--listen", "999.1.1.1:1"],
        &["serve", "--listen", "nonsense"],
    ] {
        let ended = byline(&dir, arguments).must(4);
        assert!(ended.err.starts_with("byline: "), "{ended:?}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = byline(&dir, &["serve", "--listen", &address]).must(4);
    assert!(ended.err.contains(&address), "{ended:?}");
}

/// What a container engine takes for unwell.
#[test]
fn one_is_a_service_that_is_not_well() {
    let ended = byline(&Dir::new(), &["health", "--listen", "127.0.0.1:1"]).must(1);
    assert!(ended.err.starts_with("byline: there is no service"), "{ended:?}");
}

/// A reader that goes away, as `head` does, is no failure.
#[test]
fn a_closed_pipe_is_no_failure() {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    for arguments in [&["openapi"][..], &["configure"]] {
        let mut child = command(dir.path(), arguments).stdout(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {said}");
    }
}

#[test]
fn a_postgres_database_is_brought_up_to_date_only_when_asked() {
    let Some(server) = postgres::server() else { return };
    let (dir, url) = (Dir::new(), server.fresh_database());
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    let with = |arguments: &[&str]| byline(&dir, &[&["--database-url", &url], arguments].concat());
    let refused = with(&["import", "demo.jsonl"]).must(3);
    assert!(refused.err.contains("byline migrate"), "{refused:?}");
    with(&["serve"]).must(3);
    let migrated = with(&["migrate"]).must(0);
    assert!(migrated.out.contains("is up to date") && !migrated.out.contains("s3cret"), "{migrated:?}");
    with(&["migrate"]).must(0);
    with(&["import", "demo.jsonl"]).must(0);
    assert_eq!(with(&["export", "--private"]).must(0).out.lines().count(), 65);
}
