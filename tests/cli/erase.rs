//! `byline erase`: what is erased stands nowhere any more, in no case and in no byte of the file.

use serde_json::{Value, json};

use crate::support::dir::Dir;
use crate::support::program::byline;

fn lines(title: &str) -> String {
    let author = json!({"resource": "author", "key": "p", "contacts": [{"email": "ada@oldname.example"}], "names": [
        {"full": "Ada Oldname", "given": "Ada", "family": "Oldname", "kind": "main"},
        {"full": "A. Oldname", "kind": "variant"}]});
    let article = json!({"resource": "article", "key": "a", "status": "published", "titles": [{"text": title}],
        "byline": "BY ADA OLDNAME", "body": ["The tide turned.", "Write to ada@oldname.example.", "ada@oldname.example"],
        "contributions": [{"author": "@p", "name": "Ada  Oldname", "biography": "Ada Oldname (ADA@OLDNAME.EXAMPLE) keeps a harbour."}]});
    format!("{author}\n{article}\n")
}

fn erase(dir: &Dir, arguments: &[&str]) -> Value {
    byline(dir, &[&["erase", "--output", "json"], arguments].concat()).must(0).json()
}

#[test]
fn what_is_erased_is_nowhere_any_more() {
    let dir = Dir::new();
    for title in ["First Title", "Of Ada Oldname, Harbourmaster", "Third Title"] {
        dir.file("a.jsonl", lines(title));
        byline(&dir, &["import", "a.jsonl"]).must(0);
    }
    let before = byline(&dir, &["export", "--private"]).must(0).out;
    let found = erase(&dir, &["Ada Oldname", "--dry-run"]);
    assert_eq!(found["things"].as_array().unwrap().len(), 2, "{found}");
    assert_eq!(found["things"][1], json!({"id": "au1", "places": ["/slug", "/names/0/full"]}));
    assert!(found["keys"] == 1 && found["histories"] == 1, "{found}");
    assert_eq!(byline(&dir, &["export", "--private"]).must(0).out, before, "a trial changes nothing");

    erase(&dir, &["Ada Oldname", "--replacement", "Ada Newman"]);
    erase(&dir, &["ada@oldname.example"]);
    erase(&dir, &["oldname", "--replacement", "Newman", "--message", "at her wish"]);
    assert_eq!(erase(&dir, &["oldname"]), json!({"things": [], "histories": 0, "keys": 0}));

    let after = byline(&dir, &["export", "--private"]).must(0).out;
    let all: Vec<Value> = after.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let author = all.iter().find(|own| own["resource"] == "author").unwrap();
    assert_eq!(author["names"][0]["full"], "Ada Newman");
    assert_eq!((&author["names"][1]["full"], &author["slug"]), (&json!("A. Newman"), &json!("ada-newman")));
    assert!(author["contacts"].as_array().is_none_or(Vec::is_empty), "{author}");
    let article = all.iter().find(|own| own["resource"] == "article").unwrap();
    assert_eq!(article["byline"], "BY Ada Newman");
    assert_eq!(article["body"], json!(["The tide turned.", "Write to […]."]));
    assert_eq!(article["contributions"][0]["biography"], "Ada Newman ([…]) keeps a harbour.");
    for file in std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|own| own != "jsonl") {
            let bytes = std::fs::read(&file).unwrap().to_ascii_lowercase();
            assert!(!bytes.windows(7).any(|own| own == b"oldname"), "{}", file.display());
        }
    }
    let again = byline(&dir, &["import", "a.jsonl", "--output", "json"]).must(0).out;
    assert!(again.contains("\"unchanged\":2"), "the same file brings nothing back: {again}");
}

#[test]
fn it_can_be_kept_to_a_thing_and_what_refers_to_it() {
    let dir = Dir::new();
    let people = ["x", "y"].map(|key| {
        json!({"resource": "author", "key": key, "names": [{"full": format!("Kim {key}"), "kind": "main"},
            {"full": "Kim Former", "kind": "variant"}]})
    });
    let article = |key: &str| {
        json!({"resource": "article", "key": format!("a{key}"), "status": "published", "titles": [{"text": "Tides"}],
            "byline": "Kim Former", "contributions": [{"author": format!("@{key}")}]})
    };
    let lines = people.iter().cloned().chain(["x", "y"].map(article)).map(|line| format!("{line}\n"));
    dir.file("a.jsonl", lines.collect::<String>());
    byline(&dir, &["import", "a.jsonl"]).must(0);
    let erased = erase(&dir, &["kim former", "--within", "au1"]);
    let ids: Vec<_> = erased["things"].as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ar1", "au1"]);
    let after = byline(&dir, &["export", "--private"]).must(0).out;
    assert_eq!(after.matches("Kim Former").count(), 2, "{after}");
    byline(&dir, &["erase", "a"]).must(2);
    byline(&dir, &["erase", "Kim", "--within", "kim"]).must(2);
    byline(&dir, &["erase", "Kim", "--replacement", "kim"]).must(2);
}
