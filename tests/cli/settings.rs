//! `byline configure`, `byline openapi`

use std::path::Path;

use crate::support::app::{App, Engine};
use crate::support::dir::Dir;
use crate::support::program::byline;

#[test]
fn settings_are_kept_checked_and_taken_away() {
    let dir = Dir::new();
    let all =
        |arguments: &[&str]| byline(&dir, &[&["configure", "--output", "json"], arguments].concat()).must(0).json();
    let fresh = all(&[]);
    assert!(fresh.as_object().unwrap().values().all(serde_json::Value::is_null));
    assert_eq!(fresh.as_object().unwrap().len(), 8);
    let set = all(&[
        "base-url=https://commentary.example.org/",
        "repository-name=Harbour = Notes",
        "admin-email=a@b.example",
    ]);
    assert_eq!(set["base-url"], "https://commentary.example.org");
    assert_eq!(set["repository-name"], "Harbour = Notes");
    assert_eq!(all(&[]), set, "they last");
    // One that is wrong keeps all away.
    byline(&dir, &["configure", "repository-name=Other", "metadata-licence=none"]).must(2);
    assert_eq!(all(&[]), set);
    byline(&dir, &["configure", "canonical-pages=theirs"]).must(2);
    assert_eq!(all(&["canonical-pages=own"])["canonical-pages"], "own");
    assert!(all(&["repository-name="])["repository-name"].is_null());
    let text = byline(&dir, &["configure"]).must(0).out;
    assert!(text.contains("admin-email=a@b.example") && text.contains("time-zone is not set"), "{text}");
}

#[test]
fn what_the_schemas_of_harvesting_refuse_is_refused_with_the_reason() {
    let dir = Dir::new();
    for (setting, why) in [
        ("repository-identifier=localhost", "no dot"),
        ("repository-identifier=3com.example", "`3com`"),
        ("repository-identifier=archive.example:8080", "without scheme, port or path"),
        ("admin-email=a@b", "a domain name with a dot"),
        ("admin-email=Jane <jane@b.example>", "one bare address"),
        ("base-url=https://archive.example/?a=b", "cannot have a query"),
        ("base-url=archive.example", "its scheme"),
    ] {
        let told = byline(&dir, &["configure", setting]).must(2).err;
        let (name, value) = setting.split_once('=').unwrap();
        for part in [why, value, &format!("write it as in {name}=")] {
            assert!(told.contains(part), "{setting}: {told}");
        }
    }
    let kept = byline(&dir, &["configure", "--output", "json"]).must(0).json();
    assert!(kept.as_object().unwrap().values().all(serde_json::Value::is_null), "{kept}");
    byline(&dir, &["serve", "--base-url", "https://archive.example/?a=b"]).must(2);
}

/// The document that is committed, the one that is told and the one that is served are one.
#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = std::fs::read_to_string(root.join("openapi/v1.json")).expect("openapi/v1.json is committed");
    let dir = Dir::new();
    let told = byline(&dir, &["openapi"]).must(0).out;
    assert!(committed.trim_end() == told.trim_end(), "write it anew: byline openapi > openapi/v1.json");
    assert!(std::fs::read_dir(dir.path()).unwrap().next().is_none(), "and needs no database");
    let served = App::demo(Engine::Sqlite).json("/openapi.json");
    assert!(served == serde_json::from_str::<serde_json::Value>(&committed).unwrap());
}
