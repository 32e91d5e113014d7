//! `byline review`: what is in doubt is told, answers are kept at once, and nobody is asked twice.

use serde_json::{Value, json};

use crate::support::dir::Dir;
use crate::support::program::{byline, byline_with};

const WORDS: [&str; 12] =
    ["Tides", "Reefs", "Pilots", "Harbours", "Buoys", "Charts", "Fog", "Anchors", "Sails", "Knots", "Gulls", "Piers"];

fn article(key: &str, number: &str, published: &str, more: &Value) -> Value {
    let word = WORDS[key.bytes().map(usize::from).sum::<usize>() % WORDS.len()];
    let mut own = json!({"resource": "article", "key": key, "status": "published",
        "titles": [{"text": format!("{word} and what {key} became of them")}],
        "appearances": [{"series": "@letters", "number": number, "published": published, "language": "en"}]});
    own.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    own
}

/// An archive with one doubt of each kind, and much that is none.
fn archive() -> Dir {
    let dir = Dir::new();
    let person =
        |key: &str, name: &str| json!({"resource": "author", "key": key, "names": [{"full": name, "kind": "main"}]});
    let by = |key: &str, role: &str| {
        let post = json!({"position": "fellow", "name": "Tide Lab", "organization": "@lab"});
        json!({"author": format!("@{key}"), "role": role, "affiliations": [post]})
    };
    let none = json!({});
    let mut lines = vec![
        json!({"resource": "series", "key": "letters", "titles": [{"text": "Harbour Letters"}], "start": "2020-01-01"}),
        json!({"resource": "organization", "key": "lab", "names": [{"text": "Tide Lab"}]}),
        person("roe", "Ann Q. Roe"),
        person("aroe", "Roe, A."),
        person("other", "Anna Poe"),
    ];
    for (at, month) in (1..=9).enumerate() {
        let key = format!("a{month}");
        lines.push(article(&key, &(at + 1).to_string(), &format!("2024-0{month}-01"), &none));
    }
    lines.extend([
        article("late", "3", "2024-08-15", &json!({"contributions": [by("roe", "author"), by("roe", "translator")]})),
        article("early", "0", "2019-12-01", &json!({"contributions": [by("aroe", "author")]})),
        article("future", "10", "2199-01-01", &json!({"contributions": [by("other", "author")]})),
        json!({"resource": "article", "key": "capitals", "status": "published", "titles": [{"text": "THE HARBOUR SLEEPS"}],
            "abstracts": [{"text": "It was la\u{fffd}e."}], "review": [{"field": "title", "reason": "two readings"}]}),
    ]);
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    dir.file("a.jsonl", lines.join("\n"));
    byline(&dir, &["import", "a.jsonl"]).must(0);
    dir
}

fn findings(dir: &Dir) -> Vec<Value> {
    let out = byline(dir, &["review", "--output", "json"]).must(0).out;
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn kinds(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["kind"].as_str().unwrap()).collect()
}

fn exported(dir: &Dir, text: &str) -> Value {
    let out = byline(dir, &["export", "--private"]).must(0).out;
    serde_json::from_str(out.lines().find(|line| line.contains(text)).unwrap()).unwrap()
}

#[test]
fn what_is_in_doubt_is_listed_and_nothing_else() {
    let dir = archive();
    let found = findings(&dir);
    let expected = [
        "in_doubt",
        "future_date",
        "outside_series",
        "number_taken",
        "number_out_of_sequence",
        "likely_same_author",
        "two_roles",
        "damaged_text",
        "title_in_capitals",
    ];
    assert_eq!(kinds(&found), expected, "{found:#?}");
    assert_eq!(found[3]["value"], "3");
    assert!(found[5]["reason"].as_str().unwrap().contains("“Ann Q. Roe” and “Roe, A.”"), "{found:#?}");
    let listed = byline(&dir, &["review", "--list", "--kind", "future_date"]).must(0).out;
    assert!(listed.contains("2199-01-01 has not come yet") && listed.ends_with("1 in doubt\n"), "{listed}");
    byline(&dir, &["review", "--kind", "nonsense"]).must(2);
}

#[test]
fn answers_are_kept_and_a_review_goes_on_where_it_was_left() {
    let dir = archive();
    // A new title, then an answer that cannot be, then a right one; and away.
    let first = byline_with(&dir, &["review"], b"=The Harbour Sleeps\n=never\n=2025-01-01\nq\n").must(0);
    assert!(first.out.contains("/appearances/0/published"), "{}", first.out);
    assert!(first.out.ends_with("\n2 settled, 7 left\n"), "{}", first.out);
    let article = exported(&dir, "The Harbour Sleeps");
    assert!(article.get("review").and_then(Value::as_array).is_none_or(Vec::is_empty), "{article}");
    assert_eq!(exported(&dir, "future")["appearances"][0]["published"], "2025-01-01");
    let left = findings(&dir);
    assert!(!kinds(&left).contains(&"in_doubt") && !kinds(&left).contains(&"future_date"), "{left:#?}");
    assert!(!kinds(&left).contains(&"title_in_capitals"), "what was put right is found no more: {left:#?}");

    // The end of the input is the end of the walk.
    let second = byline_with(&dir, &["review", "--kind", "outside_series"], b"r\n").must(0);
    assert!(second.out.contains("1 settled, 0 left"), "{}", second.out);
    let third = byline_with(&dir, &["review", "--kind", "likely_same_author"], b"m\n").must(0);
    assert!(third.out.contains("1 settled, 0 left"), "{}", third.out);
    assert_eq!(exported(&dir, "Roe, A.")["merged_into"], "au1");
    assert_eq!(kinds(&findings(&dir)), ["number_taken", "number_out_of_sequence", "two_roles", "damaged_text"]);
}

#[test]
fn answers_come_from_a_file_too() {
    let dir = archive();
    let found = findings(&dir);
    let of = |kind: &str| found.iter().find(|own| own["kind"] == kind).unwrap()["id"].clone();
    let lines = [
        json!({"finding": of("two_roles"), "verdict": "right"}),
        json!({"finding": of("future_date"), "value": "2025"}),
        json!({"finding": of("two_roles"), "verdict": "merge"}),
        json!({"finding": "none", "verdict": "right"}),
        json!({"finding": of("in_doubt")}),
    ];
    dir.file("answers.jsonl", lines.map(|line| line.to_string()).join("\n"));
    let ended = byline(&dir, &["review", "--apply", "answers.jsonl"]).must(1);
    for said in ["answers.jsonl:3: ", "answers.jsonl:4: there is no finding `none`", "answers.jsonl:5: give a `value`"]
    {
        assert!(ended.out.contains(said), "{}", ended.out);
    }
    assert!(ended.out.ends_with("2 settled, 3 refused\n"), "{}", ended.out);
    let left = findings(&dir);
    assert!(!kinds(&left).contains(&"two_roles") && !kinds(&left).contains(&"future_date"), "{left:#?}");
    // A verdict goes with a copy.
    byline(&dir, &["copy", "--to", "sqlite:other.sqlite"]).must(0);
    let other = byline(&dir, &["--database-url", "sqlite:other.sqlite", "review", "--output", "json"]).must(0).out;
    assert_eq!(other.lines().count(), left.len());
}
