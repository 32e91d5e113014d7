//! A collection of invented commentaries in many languages, with queries and what each article is worth to them: how
//! well a search finds. `README.md` tells how it was made.

mod score;

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use score::Judged;

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
