//! `byline import`

use serde_json::{Value, json};

use super::{content, head, store};
use crate::support::dir::Dir;
use crate::support::program::{byline, byline_with};

fn demo() -> Dir {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    dir
}

/// The report's counts: documents, created, updated, unchanged, refused.
fn counts(report: &Value) -> [u64; 5] {
    ["documents", "created", "updated", "unchanged", "refused"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn the_report_for_scripts_has_one_shape() {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    dir.file(
        "bad.jsonl",
        "{\"resource\":\"author\",\"names\":[{\"full\":\"A\"}]}\nnonsense\n\n{\"resource\":\"author\",\"frob\":1}\n",
    );
    let report = byline(&dir, &["import", "--output", "json", "demo.jsonl", "bad.jsonl"]).must(1).json();
    let keys: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["dry_run", "documents", "created", "updated", "unchanged", "refused", "by_field", "files"]);
    assert_eq!(counts(&report), [68, 66, 0, 0, 2]);
    assert_eq!(report["dry_run"], false);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    assert_eq!((&files[0]["file"], counts(&files[0])), (&json!("demo.jsonl"), [65, 65, 0, 0, 0]));
    assert_eq!((&files[1]["file"], counts(&files[1])), (&json!("bad.jsonl"), [3, 1, 0, 0, 2]));
    let errors: Vec<_> = files[1]["problems"].as_array().unwrap().iter().filter(|p| p["severity"] == "error").collect();
    let lines: Vec<_> = errors.iter().map(|p| p["line"].as_u64().unwrap()).collect();
    assert!(lines.contains(&2) && lines.contains(&4), "{errors:?}");
    for problem in errors {
        let keys: Vec<_> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["line", "field", "reason", "severity"]);
    }
}

#[test]
fn standard_input_is_read_like_a_file() {
    let dir = Dir::new();
    let report =
        byline_with(&dir, &["import", "--output", "json", "-"], byline::demo::ARCHIVE.as_bytes()).must(0).json();
    assert_eq!(counts(&report), [65, 65, 0, 0, 0]);
    assert_eq!(report["files"][0]["file"], "standard input");
    let again =
        byline_with(&dir, &["import", "--output", "json", "-"], byline::demo::ARCHIVE.as_bytes()).must(0).json();
    assert_eq!(counts(&again), [65, 0, 0, 65, 0]);
    assert_eq!(
        counts(&byline_with(&dir, &["import", "--output", "json", "-"], b"").must(1).json())[4],
        1,
        "an empty text is no article"
    );
}

#[test]
fn importing_again_changes_nothing() {
    let dir = demo();
    let (before, log) = (content(&dir), head(&dir));
    let report = byline(&dir, &["import", "--output", "json", "demo.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [65, 0, 0, 65, 0]);
    assert_eq!(head(&dir), log);
    assert_eq!(content(&dir), before);
}

#[test]
fn a_dry_run_tells_all_and_writes_nothing() {
    let dir = demo();
    let changed = byline::demo::ARCHIVE.replace("Who Dredges, Who Pays", "Who Pays");
    let new = "{\"resource\":\"author\",\"key\":\"new\",\"names\":[{\"full\":\"New\"}]}";
    dir.file("demo.jsonl", format!("{changed}\n{new}\nnonsense"));
    let before = content(&dir);
    let report = byline(&dir, &["import", "--dry-run", "--output", "json", "demo.jsonl"]).must(1).json();
    assert_eq!(report["dry_run"], true);
    assert_eq!(counts(&report), [67, 1, 1, 64, 1]);
    assert_eq!(content(&dir), before);
    let text = byline(&dir, &["import", "--dry-run", "demo.jsonl"]).must(1).out;
    assert!(text.contains("dry run, nothing kept"), "{text}");
    assert_eq!(content(&dir), before);
    // Then it does what it said.
    let report = byline(&dir, &["import", "--output", "json", "demo.jsonl"]).must(1).json();
    assert_eq!(counts(&report), [67, 1, 1, 64, 1]);
    // A dry run on nothing makes no archive either.
    let empty = Dir::new();
    empty.file("demo.jsonl", byline::demo::ARCHIVE);
    let report = byline(&empty, &["import", "--dry-run", "--output", "json", "demo.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [65, 65, 0, 0, 0]);
    assert_eq!(head(&empty), 0);
}

#[test]
fn a_changed_file_changes_what_it_changed() {
    let dir = demo();
    let before = store(&dir);
    let id = |doi: &str| before.read(|db| db.lookup(&[format!("article:doi:{doi}")])).unwrap()[0].id;
    let own = id("10.5555/tide.2014.3");
    let revisions = |id: i64| store(&dir).read(|db| db.revisions(id)).unwrap();
    assert_eq!(revisions(own).len(), 1);
    dir.file("demo.jsonl", byline::demo::ARCHIVE.replace("Cables on the Seabed, Law on the Shelf", "Cables and Law"));
    let log = head(&dir);
    let report = byline(&dir, &["import", "--output", "json", "demo.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [65, 0, 1, 64, 0]);
    let revisions = revisions(own);
    assert_eq!(revisions.len(), 2);
    let patch: Value = serde_json::from_slice(revisions[1].patch.as_ref().unwrap()).unwrap();
    assert_eq!(patch.as_array().unwrap().len(), 1);
    assert_eq!((&patch[0]["op"], &patch[0]["path"]), (&json!("replace"), &json!("/titles")));
    assert_eq!(revisions[1].message.as_deref(), Some("demo.jsonl"));
    let changes = store(&dir).read(|db| db.changes(log, 10)).unwrap();
    let own_change = changes.iter().find(|change| change.id == own).unwrap();
    assert_eq!(own_change.fields, r#"["title","titles"]"#);
    assert_eq!(changes.len(), 2, "and the response that shows its title");
}

#[test]
fn what_somebody_else_wrote_stays_and_is_told() {
    let dir = Dir::new();
    let own = |subtitle: &str| {
        format!(
            r#"{{"resource":"article","key":"a","titles":[{{"text":"A"}}],{subtitle}"identifiers":[{{"scheme":"doi","value":"10.5555/a"}}]}}"#
        )
    };
    dir.file("one.jsonl", own(""));
    dir.file("two.jsonl", own(r#""subtitles":[{"text":"Hers"}],"#));
    byline(&dir, &["import", "one.jsonl"]).must(0);
    let filled = byline(&dir, &["import", "--output", "json", "two.jsonl"]).must(0).json();
    assert_eq!(counts(&filled), [1, 0, 1, 0, 0], "another source fills what is empty");
    dir.file("one.jsonl", own(r#""subtitles":[{"text":"His"}],"#));
    let log = head(&dir);
    let report = byline(&dir, &["import", "--output", "json", "one.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [1, 0, 0, 1, 0]);
    let problem = &report["files"][0]["problems"][0];
    assert_eq!(
        (&problem["field"], &problem["severity"], &problem["line"]),
        (&json!("subtitles"), &json!("warning"), &json!(1))
    );
    assert_eq!(head(&dir), log);
    let out = byline(&dir, &["export"]).must(0).out;
    assert!(out.contains("Hers") && !out.contains("His"), "{out}");
}

#[test]
fn scripts_are_told_of_every_problem_and_people_of_the_first() {
    let dir = Dir::new();
    dir.file("bad.jsonl", "nonsense\n".repeat(1_200));
    let report = byline(&dir, &["import", "--output", "json", "bad.jsonl"]).must(1).json();
    let file = &report["files"][0];
    let lines: Vec<u64> =
        file["problems"].as_array().unwrap().iter().map(|own| own["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, (1..=1_200).collect::<Vec<u64>>());
    assert_eq!((&file["problems_not_listed"], &report["by_field"][0]["errors"]), (&json!(0), &json!(1_200)));
    let told = byline(&dir, &["import", "bad.jsonl"]).must(1).out;
    assert!(told.contains("bad.jsonl:1000: error") && !told.contains("bad.jsonl:1001: error"), "{told}");
    assert!(told.contains("and 200 more; --output json lists them all"), "{told}");
}

#[test]
fn a_refused_line_stops_nothing_and_leaves_nothing() {
    let dir = Dir::new();
    let good = |n: usize| format!(r#"{{"resource":"author","key":"a{n}","names":[{{"full":"Author {n}"}}]}}"#);
    let bad = [
        "nonsense",
        "{",
        "[]",
        "null",
        "42",
        r#"{"resource":"planet","key":"x"}"#,
        r#"{"resource":"author","key":"x","names":[{"full":7}]}"#,
        r#"{"resource":"author","key":"x","names":[{"full":"X","frob":1}]}"#,
        r#"{"resource":"author","key":"@x","names":[{"full":"RefusedMark"}]}"#,
        r#"{"resource":"author","id":"ar1","names":[{"full":"RefusedMark"}]}"#,
        r#"{"resource":"article","key":"x","titles":[]}"#,
        r#"{"resource":"article","key":"x","titles":[{"text":"RefusedMark"}],"contributions":[{"author":"@nobody"}]}"#,
        r#"{"resource":"article","key":"x","titles":[{"text":"RefusedMark"}],"appearances":[{"published":"2024-13"}]}"#,
        r#"{"resource":"article","key":"x","titles":[{"text":"RefusedMark"}],"status":"withdrawn"}"#,
        r#"{"resource":"series","key":"x","titles":[{"text":"RefusedMark"}],"issn":{"online":"1234-5678"}}"#,
        r#"{"resource":"article","key":"x","titles":[{"text":"RefusedMark"}],"appearances":[{"series":"@a1"}]}"#,
        "{\"resource\":\"author\",\"key\":\"x\",\"names\":[{\"full\":\"\\ud800\"}]}",
    ];
    let lines: Vec<String> =
        (0..bad.len()).flat_map(|n| [good(n), bad[n].to_owned()]).chain([good(bad.len())]).collect();
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend_from_slice(b"\n\xff\xfe{}\n");
    dir.file("mixed.jsonl", bytes);
    let report = byline(&dir, &["import", "--output", "json", "mixed.jsonl"]).must(1).json();
    let (good, refused) = (bad.len() as u64 + 1, bad.len() as u64 + 1);
    assert_eq!(counts(&report), [good + refused, good, 0, 0, refused], "{report}");
    let told: std::collections::BTreeSet<u64> = report["files"][0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["severity"] == "error")
        .map(|p| p["line"].as_u64().unwrap())
        .collect();
    let wanted = (0..=bad.len() as u64).map(|n| n * 2 + 2).collect();
    assert_eq!(told, wanted, "{report}");
    assert_eq!(head(&dir), good as i64);
    assert!(!content(&dir).contains("RefusedMark"));
}

#[test]
fn a_huge_line_is_refused_and_reading_goes_on() {
    let dir = Dir::new();
    let mut file =
        format!(r#"{{"resource":"author","key":"a","names":[{{"full":"A"}}],"pad":"{}"}}"#, "x".repeat(17 << 20));
    file.push_str("\n{\"resource\":\"author\",\"key\":\"b\",\"names\":[{\"full\":\"B\"}]}\n");
    dir.file("huge.jsonl", file);
    let report = byline(&dir, &["import", "--output", "json", "huge.jsonl"]).must(1).json();
    assert_eq!(counts(&report), [2, 1, 0, 0, 1]);
    let problem = &report["files"][0]["problems"][0];
    assert!(problem["reason"].as_str().unwrap().contains("16 MB"), "{problem}");
    dir.file("huge.txt", "x".repeat(17 << 20));
    let report = byline(&dir, &["import", "--output", "json", "huge.txt"]).must(1).json();
    assert_eq!(counts(&report), [1, 0, 0, 0, 1]);
    assert!(report["files"][0]["problems"][0]["reason"].as_str().unwrap().contains("16 MiB"));
}

#[test]
fn what_was_referred_to_and_never_came_is_told() {
    let dir = Dir::new();
    dir.file("a.jsonl", r#"{"resource":"article","key":"a","titles":[{"text":"A"}],"relations":[{"type":"responds_to","article":"@never"}]}"#);
    let report = byline(&dir, &["import", "--output", "json", "a.jsonl"]).must(0).json();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    assert!(problems.iter().any(|p| p["reason"].as_str().unwrap().contains("@never")), "{report}");
}

#[test]
fn the_same_key_of_another_source_is_another_thing() {
    let dir = Dir::new();
    let line = |name: &str| format!(r#"{{"resource":"author","key":"1","names":[{{"full":"{name}"}}]}}"#);
    dir.file("a.jsonl", line("Ann"));
    dir.file("b.jsonl", line("Ben"));
    let report = byline(&dir, &["import", "--output", "json", "a.jsonl", "b.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [2, 2, 0, 0, 0]);
    // A moved file is known by the name that is given.
    dir.file("moved.jsonl", line("Anne"));
    let report = byline(&dir, &["import", "--output", "json", "--source", "a.jsonl", "moved.jsonl"]).must(0).json();
    assert_eq!(counts(&report), [1, 0, 1, 0, 0]);
}

#[test]
fn what_cannot_be_told_apart_is_refused_by_name() {
    let dir = Dir::new();
    let known = r#"{"resource":"article","key":"a","titles":[{"text":"A"}],"appearances":[{"url":"https://x.example/1"}]}
{"resource":"article","key":"b","titles":[{"text":"B"}],"appearances":[{"url":"https://x.example/1"}]}"#;
    dir.file("known.jsonl", known);
    byline(&dir, &["import", "known.jsonl"]).must(0);
    dir.file(
        "new.jsonl",
        r#"{"resource":"article","key":"c","titles":[{"text":"C"}],"appearances":[{"url":"http://www.x.example/1/"}]}"#,
    );
    let log = head(&dir);
    let report = byline(&dir, &["import", "--output", "json", "new.jsonl"]).must(1).json();
    assert!(report["files"][0]["problems"][0]["reason"].as_str().unwrap().contains("ar1, ar2"), "{report}");
    assert_eq!(head(&dir), log);
}

#[test]
fn the_schema_of_a_line_is_told() {
    let dir = Dir::new();
    let schema = byline(&dir, &["openapi", "--import-schema"]).must(0).json();
    let text = schema.to_string();
    for word in ["title_as_published", "withdrawal", "contributions", "bodies_public", "consent"] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn a_folder_with_nothing_that_is_read_is_a_failure() {
    let dir = Dir::new();
    std::fs::create_dir_all(dir.path().join("texts/empty")).unwrap();
    dir.file("texts/picture.png", "\u{89}PNG");
    for folder in ["texts", "texts/empty"] {
        let ended = byline(&dir, &["import", folder]).must(2);
        assert!(ended.err.contains(folder) && ended.err.contains("nothing to import"), "{ended:?}");
    }
}

#[test]
fn what_becomes_an_article_has_no_error() {
    let dir = Dir::new();
    dir.file("short.txt", "The Tide\n\nBy Ann Roe\n\nApril 12, 2024\n");
    let report = byline(&dir, &["import", "--output", "json", "short.txt"]).must(0).json();
    assert_eq!(report["created"], 1, "{report}");
    let problems = report["files"][0]["problems"].as_array().unwrap();
    assert!(problems.iter().any(|own| own["field"] == "body" && own["severity"] == "warning"), "{report}");
    assert!(problems.iter().all(|own| own["severity"] != "error"), "{report}");
}

#[test]
fn a_folder_is_read_with_all_it_holds_and_what_is_left_out_is_told() {
    let dir = Dir::new();
    std::fs::create_dir_all(dir.path().join("texts/deeper")).unwrap();
    let text = |name: &str| {
        format!("The {name} Tide\n\nBy Ann Roe\n\nApril 12, 2024\n\n{}", "The sea came back to Kelm. ".repeat(20))
    };
    dir.file("texts/first.txt", text("First"));
    dir.file("texts/deeper/second.md", format!("# {}", text("Second")));
    dir.file("texts/deeper/picture.png", "\u{89}PNG");
    dir.file("texts/.hidden.txt", text("Hidden"));
    let ended = byline(&dir, &["import", "--output", "json", "texts"]).must(0);
    let report = ended.json();
    assert_eq!(counts(&report), [2, 2, 0, 0, 0], "{report}");
    let files: Vec<_> = report["files"].as_array().unwrap().iter().map(|f| f["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["deeper/picture.png", "deeper/second.md", "first.txt"]);
    let titles = byline(&dir, &["export"]).must(0).out;
    assert!(titles.contains("The First Tide") && titles.contains("The Second Tide"), "{titles}");
    let told = byline(&dir, &["import", "texts"]).must(0);
    assert!(told.err.contains("1 png") || told.out.contains("1 png"), "{told:?}");
    assert!(told.out.contains("2 unchanged") || told.err.contains("2 unchanged"), "{told:?}");
}

#[test]
fn texts_of_the_same_name_in_several_folders_are_several_articles() {
    let dir = Dir::new();
    for place in ["north", "south"] {
        std::fs::create_dir_all(dir.path().join(place)).unwrap();
        let body = "The sea came back to Kelm. ".repeat(20);
        dir.file(&format!("{place}/index.txt"), format!("The {place} tide\n\nBy Ann Roe\n\n{body}"));
    }
    let files = ["import", "--output", "json", "north/index.txt", "south/index.txt"];
    let report = byline(&dir, &files).must(0).json();
    assert_eq!(counts(&report), [2, 2, 0, 0, 0], "{report}");
    let again = byline(&dir, &files).must(0).json();
    assert_eq!(counts(&again), [2, 0, 0, 2, 0], "{again}");
}

#[test]
fn an_input_that_is_not_there_fails_before_anything_is_read() {
    let dir = Dir::new();
    dir.file("tide.txt", format!("The tide\n\nBy Ann Roe\n\n{}", "The sea came back to Kelm. ".repeat(20)));
    let ended = byline(&dir, &["import", "tide.txt", "tied.txt"]);
    assert_ne!(ended.code, 0);
    assert!(ended.err.contains("tied.txt"), "{ended:?}");
    assert_eq!(byline(&dir, &["export"]).must(0).out, "");
}

#[test]
fn of_more_than_ten_texts_only_what_is_to_be_looked_at_is_told() {
    let dir = Dir::new();
    let names: Vec<String> = (1..=11).map(|n| format!("tide{n}.txt")).collect();
    for (n, name) in names.iter().enumerate() {
        let body = format!("The sea came back to Kelm {n} times. ").repeat(20);
        dir.file(name, format!("The tide of {n} moons\n\nBy Ann Roe\n\n{body}"));
    }
    let all: Vec<&str> = std::iter::once("import").chain(names.iter().map(String::as_str)).collect();
    let told = byline(&dir, &all).must(0).out;
    assert!(told.contains("To look at, by field:") && !told.contains("tide3.txt: ar"), "{told}");
    assert!(told.contains("11 read: 11 created"), "{told}");
    let few = byline(&dir, &all[..4]).must(0).out;
    assert!(few.contains("tide3.txt: ar") && few.contains("3 unchanged"), "{few}");
}
