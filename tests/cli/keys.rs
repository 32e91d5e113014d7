//! `byline keys`: shown once, kept as a hash.

use crate::support::dir::Dir;
use crate::support::program::byline;

#[test]
fn a_key_is_shown_once_and_kept_as_a_hash() {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    let made =
        byline(&dir, &["keys", "create", "desk", "--scope", "write", "--series", "se1", "--expires", "2999-01-01"])
            .must(0);
    let secret = made.out.trim().to_owned();
    assert!(secret.starts_with("byline_") && secret.len() == 7 + 10 + 1 + 52, "{made:?}");
    assert!(made.err.contains("never again"), "{made:?}");
    let listed = byline(&dir, &["keys", "list", "--output", "json"]).must(0).json();
    let key = &listed["keys"][0];
    assert_eq!(key["name"], "desk");
    assert_eq!(key["scope"], "write");
    assert_eq!(key["series"], serde_json::json!(["se1"]));
    assert_eq!(key["expires"], "2999-01-01T00:00:00.000000Z");
    assert!(key["revoked"].is_null());
    byline(&dir, &["keys", "create", "desk", "--scope", "admin"]).must(2);
    let rotated = byline(&dir, &["keys", "rotate", "desk", "--output", "json"]).must(0).json();
    let other = rotated["key"].as_str().unwrap().to_owned();
    assert_ne!(other, secret);
    byline(&dir, &["keys", "revoke", "desk"]).must(0);
    byline(&dir, &["keys", "revoke", "desk"]).must(0);
    byline(&dir, &["keys", "rotate", "desk"]).must(2);
    let text = byline(&dir, &["keys", "list"]).must(0).out;
    assert!(text.contains("desk: write, se1") && text.contains("revoked"), "{text}");
    for file in std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&file).unwrap();
        for secret in [&secret, &other] {
            let half = &secret.as_bytes()[secret.len() - 26..];
            assert!(!bytes.windows(half.len()).any(|own| own == half), "{}", file.display());
        }
    }
}
