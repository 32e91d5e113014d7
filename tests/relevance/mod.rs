//! A collection of invented commentaries in many languages, with queries and what each article is worth to them: how
//! well a search finds. `README.md` tells how it was made.

mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use score::{DEPTH, Judged, Means, ndcg};

use crate::support::app::{App, Database, engines};

/// Something that somebody looks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    id: String,
    /// `mul` where it is a name or an acronym that no language owns.
    language: String,
    q: String,
    about: String,
    judged: Judged,
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance").join(name)).unwrap()
}

fn queries() -> Vec<Query> {
    serde_json::from_str(&read("queries.json")).unwrap()
}

/// The articles of the collection.
fn articles() -> Vec<Value> {
    let lines = read("articles.jsonl");
    let things = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    things.filter(|own| own["resource"] == "article").collect()
}

#[test]
fn every_judgement_is_of_an_article_that_is_there() {
    let articles = articles();
    let keys: BTreeSet<&str> = articles.iter().map(|own| own["key"].as_str().unwrap()).collect();
    assert_eq!(keys.len(), articles.len(), "a key is there twice");
    let mut ids = BTreeSet::new();
    for own in queries() {
        assert!(ids.insert(own.id.clone()), "{} is there twice", own.id);
        assert!(!own.q.is_empty() && !own.about.is_empty() && !own.language.is_empty(), "{}", own.id);
        assert!(own.judged.values().any(|grade| *grade == 3), "{} has nothing that is wanted", own.id);
        for (key, grade) in &own.judged {
            assert!(keys.contains(key.as_str()), "{}: there is no {key}", own.id);
            assert!((1..=3).contains(grade), "{}: {key} has the grade {grade}", own.id);
        }
    }
}

/// What must be reached: the mean over all queries, and that of each language.
const LEAST: (f64, f64) = (0.86, 0.74);

#[test]
fn what_is_wanted_is_found_first() {
    for engine in engines() {
        let database = Database::fresh(engine);
        database.load("relevance", &read("articles.jsonl"));
        let app = App::on(database);
        let titled = |own: &Value| own["titles"][0]["text"].as_str().unwrap().to_owned();
        let articles = articles();
        let keys: BTreeMap<String, &str> =
            articles.iter().map(|own| (titled(own), own["key"].as_str().unwrap())).collect();
        let queries = queries();
        let scores = queries.iter().map(|own| {
            let words: String = url::form_urlencoded::byte_serialize(own.q.as_bytes()).collect();
            let page = app.json(&format!("/v1/articles?limit={DEPTH}&fields=titles&q={words}"));
            let ranked: Vec<&str> = page["items"].as_array().unwrap().iter().map(|item| keys[&titled(item)]).collect();
            (own.language.as_str(), ndcg(&ranked, &own.judged, DEPTH))
        });
        let means = Means::of(scores);
        for (language, (mean, count)) in &means.languages {
            println!("{language}: {mean:.3} of {count} queries");
            assert!(*mean >= LEAST.1, "{language}: {mean}");
        }
        println!("all: {:.4}", means.all);
        assert!(means.all >= LEAST.0, "{means:?}");
    }
}
