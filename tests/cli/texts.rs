//! Commentary text: what is read of it, what is told, and what is served.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::app::{Response, exchange};
use crate::support::dir::Dir;
use crate::support::program::byline;
use crate::support::served::Served;

fn get(address: SocketAddr, path: &str) -> Response {
    exchange(address, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
}

fn fixture() -> Dir {
    let dir = Dir::new();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(root.join("tests/fixtures/commentary/harbour-letter.txt")).unwrap();
    dir.file("letter.txt", text);
    dir
}

const GIVEN: &[&str] = &[
    "--series",
    "Harbour Letters",
    "--number",
    "12A",
    "--published",
    "2024-04",
    "--url",
    "https://letters.example/12a",
    "--language",
    "en",
];

#[test]
fn every_field_is_right_and_its_origin_told() {
    let dir = fixture();
    let arguments = [&["import", "--output", "json", "letter.txt"], GIVEN].concat();
    let report = byline(&dir, &arguments).must(0).json();
    let file = &report["files"][0];
    assert_eq!((&report["created"], &file["id"]), (&json!(1), &json!("ar1 created")));
    let field = |name: &str| -> Vec<&Value> {
        file["fields"].as_array().unwrap().iter().filter(|f| f["field"] == name).collect()
    };
    assert_eq!(field("title")[0]["value"], "Ostrava Bets on the Shipyards of the U.S. Coast");
    assert_eq!(field("title")[0]["lines"], json!([4, 5]));
    assert_eq!(field("number")[0]["from"], "given");
    assert_eq!(field("post").len(), 4);
    assert_eq!(field("e-mail").len(), 2);
    for own in file["fields"].as_array().unwrap() {
        assert!(["certain", "likely", "doubtful"].contains(&own["certainty"].as_str().unwrap()), "{own}");
        assert!(!own["value"].as_str().unwrap().contains("tidelab.example"), "{own}");
    }
    // The standfirst speaks of something else than the body.
    let problems = file["problems"].as_array().unwrap();
    assert!(problems.iter().any(|p| p["field"] == "abstract"), "{problems:?}");
    assert!(
        problems.iter().all(|p| p["field"] != "published" && p["field"] != "number"),
        "they were given: {problems:?}"
    );
    served(&dir);
}

fn served(dir: &Dir) {
    let served = Served::start(dir, &[], "warn");
    let own = get(served.address, "/v1/articles/ar1").json();
    assert_eq!(own["title"], "Ostrava Bets on the Shipyards of the U.S. Coast");
    assert_eq!(own["title_as_published"], "OSTRAVA BETS ON THE SHIPYARDS OF THE U.S. COAST");
    assert_eq!(own["byline"], "BY ANNA MCCARTHY AND JAN VAN DER DOE");
    assert_eq!(own["slug"], "ostrava-bets-on-the-shipyards-of-the-u-s-coast");
    let anna = &own["contributions"][0];
    assert_eq!(anna["name"], "Anna McCarthy");
    let posts: Vec<_> = anna["affiliations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            (a["position"].as_str().unwrap(), a["name"].as_str().unwrap(), a["organization"]["name"].as_str().unwrap())
        })
        .collect();
    let centre = "Center for Harbour-Making Studies at Gull University";
    assert_eq!(
        posts,
        [
            ("deputy head", centre, centre),
            ("visiting lecturer", centre, centre),
            ("senior adviser (nonresident)", "Tide Lab", "Tide Lab"),
        ]
    );
    assert_eq!(
        anna["books"],
        json!([{"title": "High Water: The Long Wait", "publisher": "Gull University Press", "year": 2018}])
    );
    assert!(anna["biography"].as_str().unwrap().starts_with("Anna McCarthy is deputy head of"), "{anna}");
    assert_eq!(own["contributions"][1]["name"], "Jan van der Doe");
    assert_eq!(own["contributions"][1]["author"]["family"], "van der Doe");
    assert!(own["abstract"].as_str().unwrap().starts_with("On May 3 Norland and Sudovia"));
    assert_eq!(
        (&own["series"]["title"], &own["number"], &own["published"], &own["language"]),
        (&json!("Harbour Letters"), &json!("12A"), &json!("2024-04"), &json!("en"))
    );
    assert_eq!(own["url"], "https://letters.example/12a");
    assert!(
        own["disclaimers"][0]["text"]
            .as_str()
            .unwrap()
            .starts_with("Harbour Letters commentaries and responses represent")
    );
    assert!(own["review"].as_array().unwrap().iter().any(|doubt| doubt["field"] == "abstract"), "{own}");
    assert!(own["word_count"].as_u64().unwrap() > 80);
    assert!(!own.to_string().contains('@'));
    let authors = get(served.address, "/v1/authors").text();
    assert!(!authors.contains("tidelab.example") && !authors.contains("ropewalk.example"));
    assert_eq!(served.stop().0, 0);
    let private = byline(dir, &["export", "--private"]).must(0).out;
    assert!(private.contains("anna.mccarthy@tidelab.example") && private.contains("doe@ropewalk.example"));
    let article: Value = serde_json::from_str(private.lines().last().unwrap()).unwrap();
    let body: Vec<&str> = article["body"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    assert_eq!(body.len(), 3, "{body:?}");
    assert!(
        body[1].ends_with("strengthened ties with other seafaring towns that share the same worries."),
        "a page break cut it"
    );
    assert!(body[2].ends_with("her campaign managers and US shipowners want to see."));
    assert!(body[0].contains('—') && !body[0].contains("Norland"));
}

#[test]
fn what_the_text_does_not_say_is_told_and_not_made_up() {
    let dir = fixture();
    let report = byline(&dir, &["import", "--output", "json", "letter.txt"]).must(0).json();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    for field in ["published", "number"] {
        assert!(problems.iter().any(|p| p["field"] == field && p["severity"] == "warning"), "{field}: {problems:?}");
    }
    let out = byline(&dir, &["export"]).must(0).out;
    let own: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    let place = &own["appearances"][0];
    assert!(place["published"].is_null() && place["number"].is_null() && place["url"].is_null(), "{place}");
    assert!(place["series"].is_string());
}

#[test]
fn a_dry_run_of_a_text_writes_nothing_and_tells_the_same() {
    let dir = fixture();
    byline(&dir, &["migrate"]).must(0);
    let before = super::content(&dir);
    let dry =
        byline(&dir, &[&["import", "--dry-run", "--output", "json", "letter.txt"], GIVEN].concat()).must(0).json();
    assert_eq!(super::content(&dir), before);
    let wet = byline(&dir, &[&["import", "--output", "json", "letter.txt"], GIVEN].concat()).must(0).json();
    assert_eq!(dry["files"], wet["files"]);
    let text = byline(&dir, &[&["import", "letter.txt"], GIVEN].concat()).must(0).out;
    assert!(
        text.contains("Ostrava Bets on the Shipyards of the U.S. Coast")
            && text.contains("0 created, 0 updated, 1 unchanged"),
        "{text}"
    );
}

#[test]
fn importing_a_text_again_changes_nothing() {
    let dir = fixture();
    let arguments = [&["import", "letter.txt"], GIVEN].concat();
    byline(&dir, &arguments).must(0);
    let (before, log) = (super::content(&dir), super::head(&dir));
    byline(&dir, &arguments).must(0);
    assert_eq!((super::content(&dir), super::head(&dir)), (before, log));
    // The same text under another name is the same article, by series, number and language.
    let text = std::fs::read(dir.path().join("letter.txt")).unwrap();
    dir.file("copy.txt", text);
    let report = byline(&dir, &[&["import", "--output", "json", "--source", "elsewhere", "copy.txt"], GIVEN].concat())
        .must(0)
        .json();
    assert_eq!(report["created"], 0, "{report}");
    assert_eq!(super::head(&dir), log);
}

/// The sample that the project was given, where it is beside it.
#[test]
fn the_real_sample_comes_out_right() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared", "../../shared"].map(|place| root.join(place).join("samples/pacnet-commentary.txt"));
    let Some(sample) = found.iter().find(|path| path.exists()) else {
        let _ = writeln!(std::io::stderr(), "the real sample is skipped: ../shared/samples is missing");
        return;
    };
    let dir = Dir::new();
    dir.file("sample.txt", std::fs::read(sample).unwrap());
    let report = byline(&dir, &["import", "--output", "json", "sample.txt"]).must(0).json();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    for field in ["published", "number", "abstract"] {
        assert!(problems.iter().any(|p| p["field"] == field), "{field}: {problems:?}");
    }
    let out = byline(&dir, &["export", "--private"]).must(0).out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let own = lines.last().unwrap();
    assert_eq!(own["titles"][0]["text"], "Kishida Goes All-In on Partnership With the U.S.");
    assert_eq!(own["title_as_published"], "KISHIDA GOES ALL-IN ON PARTNERSHIP WITH THE U.S.");
    assert_eq!(own["byline"], "BY BRAD GLOSSERMAN");
    let part = &own["contributions"][0];
    let posts: Vec<_> = part["affiliations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["position"].as_str().unwrap(), a["name"].as_str().unwrap()))
        .collect();
    let centre = "Center for Rule-Making Strategies at Tama University";
    assert_eq!(
        posts,
        [
            ("deputy director", centre),
            ("visiting professor", centre),
            ("senior adviser (nonresident)", "Pacific Forum")
        ]
    );
    assert_eq!(
        part["books"][0],
        json!({"title": "Peak Japan: The End of Great Ambitions", "publisher": "Georgetown University Press", "year": 2019})
    );
    let author = lines.iter().find(|line| line["resource"] == "author").unwrap();
    assert_eq!(author["names"][0]["full"], "Brad Glosserman");
    assert_eq!(author["contacts"][0]["email"], "brad@pacforum.org");
    assert!(author["contacts"][0]["consent"].is_null());
    let series = lines.iter().find(|line| line["resource"] == "series").unwrap();
    assert_eq!(series["titles"][0]["text"], "PacNet");
    let disclaimer = lines.iter().find(|line| line["resource"] == "disclaimer").unwrap();
    assert!(disclaimer["text"].as_str().unwrap().starts_with("PacNet commentaries and responses represent"));
    assert_eq!(own["disclaimers"][0], disclaimer["id"]);
    assert!(own["abstracts"][0]["text"].as_str().unwrap().starts_with("On March 7 Australia and Vietnam upgraded"));
    assert!(own["review"].as_array().unwrap().iter().any(|doubt| doubt["field"] == "abstract"));
    let body: Vec<&str> = own["body"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    assert!(body[0].starts_with("It is telling that one of the most popular photos"));
    assert!(
        body.iter().any(|p| p.contains("strengthen cooperation with other regional allies and partners")),
        "a page break cut it"
    );
    assert!(body.last().unwrap().ends_with("his campaign strategists and US alliance managers want to see."));
    assert_eq!(body.len(), 12);
    assert!(!byline(&dir, &["export"]).must(0).out.contains("pacforum.org"));
}
