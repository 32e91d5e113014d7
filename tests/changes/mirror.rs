//! Copies that hear of the archive by the feed alone.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::{archive, article, follow};
use crate::support::app::{App, Engine, engines};

/// A copy of the records that a question to the feed is about.
#[derive(Default)]
struct Mirror {
    query: String,
    records: BTreeMap<String, Value>,
    place: Option<String>,
}

impl Mirror {
    /// Hears what is new, and asks for each record that changed.
    fn update(&mut self, app: &App, limit: usize) {
        let (items, as_of) = follow(app, &self.query, self.place.as_deref(), limit);
        for item in items {
            let path = item["path"].as_str().unwrap().to_owned();
            let record = app.get(&path);
            match (item["kind"].as_str().unwrap(), record.status) {
                ("left", _) | (_, 410) => self.records.remove(&path),
                (_, 200) => {
                    assert_eq!(record.header("etag"), item["etag"].as_str(), "{path}");
                    self.records.insert(path, record.json())
                }
                (_, status) => panic!("{path}: {status}"),
            };
        }
        self.place = Some(as_of);
    }
}

/// Everything public, by path.
fn public(app: &App, lists: &[&str]) -> BTreeMap<String, Value> {
    let all = lists.iter().flat_map(|list| {
        let resource = list.split('?').next().unwrap().to_owned();
        let records = app.walk(&format!("/v1/{list}"));
        records.into_iter().map(move |record| (format!("/v1/{resource}/{}", record["id"].as_str().unwrap()), record))
    });
    all.collect()
}

/// An edit of one of the articles: its title, its series, and whether it is withdrawn.
type Edit = (usize, u8, bool, bool);

fn line((n, title, other, withdrawn): Edit) -> String {
    let gone = if withdrawn { r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"# } else { "" };
    article(n, &format!("Title {title}"), if other { "o" } else { "s" }, gone)
}

#[test]
fn copies_end_with_what_the_archive_has() {
    for engine in engines() {
        let steps = prop::collection::vec(
            prop::collection::vec((0..6usize, 0..3u8, any::<bool>(), prop::bool::weighted(0.2)), 1..4),
            1..5,
        );
        let cases = if engine == Engine::Sqlite { 12 } else { 4 };
        let mut runner =
            TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
        runner
            .run(&(steps, 1..5usize), |(steps, limit)| {
                let app = App::fresh(engine);
                app.database.load("t", &archive(3));
                let series = app.walk("/v1/series?limit=200");
                let s = series.iter().find(|own| own["title"] == "Series s").unwrap()["id"].as_str().unwrap();
                let mut whole = Mirror::default();
                let mut part = Mirror { query: format!("&series={s}&resource=article"), ..Mirror::default() };
                for (at, step) in steps.into_iter().enumerate() {
                    // One of them listens more often than the other.
                    if at % 2 == 0 {
                        whole.update(&app, limit);
                    }
                    let lines: Vec<String> = step.into_iter().map(line).collect();
                    app.database.import_at("t", &lines.join("\n"), "2024-03-01T00:00:00Z").must_succeed();
                    part.update(&app, limit);
                }
                whole.update(&app, limit);
                let lists = [
                    "articles?limit=200",
                    "authors?limit=200",
                    "organizations?limit=200",
                    "series?limit=200",
                    "disclaimers?limit=200",
                ];
                prop_assert_eq!(&whole.records, &public(&app, &lists));
                let articles = public(&app, &[&format!("articles?limit=200&series={s}")]);
                prop_assert_eq!(&part.records, &articles);
                Ok(())
            })
            .unwrap();
    }
}
