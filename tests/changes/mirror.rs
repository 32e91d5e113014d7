//! Copies that hear of the archive by the feed alone.

use std::collections::BTreeMap;

use byline::domain::Scope;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::{archive, article, follow};
use crate::support::app::{App, Engine, Response, engines};

/// A copy of the records that a question to the feed is about.
#[derive(Default)]
pub struct Mirror {
    pub query: String,
    pub records: BTreeMap<String, Value>,
    /// What was merged, and where it leads.
    pub leads: BTreeMap<String, String>,
    pub place: Option<String>,
}

impl Mirror {
    /// Hears what is new while nobody writes: what the feed says of a record is what is answered of it.
    pub fn update(&mut self, app: &App, limit: usize) {
        self.apply(app, limit, &|item, record| {
            assert_eq!(item["into"].is_string(), record.status == 302, "{item}");
            if let Some(into) = item["into"].as_str() {
                assert_eq!(record.header("location"), Some(format!("/v1/authors/{into}").as_str()));
            }
            if record.status == 200 && item["kind"] != "left" {
                assert_eq!(record.header("etag"), item["etag"].as_str(), "{item}");
            }
        });
    }

    /// Hears what is new while others write.
    pub fn follow(&mut self, app: &App, limit: usize) {
        self.apply(app, limit, &|_, _| {});
    }

    /// Asks for each record that changed.
    fn apply(&mut self, app: &App, limit: usize, check: &dyn Fn(&Value, &Response)) {
        let (items, as_of) = follow(app, &self.query, self.place.as_deref(), limit);
        for item in items {
            let path = item["path"].as_str().unwrap().to_owned();
            let record = app.get(&path);
            check(&item, &record);
            self.leads.remove(&path);
            match (item["kind"].as_str().unwrap(), record.status) {
                ("left", _) | (_, 410) => self.records.remove(&path),
                (_, 302) => {
                    self.leads.insert(path.clone(), record.header("location").unwrap().to_owned());
                    self.records.remove(&path)
                }
                (_, 200) => self.records.insert(path, record.json()),
                (_, status) => panic!("{path}: {status}"),
            };
        }
        self.place = Some(as_of);
    }
}

/// Everything public, by path.
pub fn public(app: &App, lists: &[&str]) -> BTreeMap<String, Value> {
    let all = lists.iter().flat_map(|list| {
        let resource = list.split('?').next().unwrap().to_owned();
        let records = app.walk(&format!("/v1/{list}"));
        records.into_iter().map(move |record| (format!("/v1/{resource}/{}", record["id"].as_str().unwrap()), record))
    });
    all.collect()
}

/// Where every author leads that is merged.
pub fn leads(app: &App) -> BTreeMap<String, String> {
    let paths = (1..=WRITERS).map(|n| format!("/v1/authors/au{n}"));
    let led = paths.filter_map(|path| Some((path.clone(), app.get(&path).header("location")?.to_owned())));
    led.collect()
}

/// How many authors there are.
const WRITERS: usize = 4;

/// An edit of one of the articles: its title, its series, and whether it is withdrawn.
type Edit = (usize, u8, bool, bool);

/// That an author is merged into another, or no longer into any; it may be refused.
type Merge = (usize, Option<usize>);

fn merge(app: &App, key: &str, (own, into): Merge) {
    let into = into.map(|n| format!("au{}", n + 1));
    let answer = app.patch(&format!("/v1/authors/au{}", own + 1), key, json!({"merged_into": into}));
    assert!(matches!(answer.status, 200 | 422), "{}", answer.text());
}

fn line((n, title, other, withdrawn): Edit) -> String {
    let gone = if withdrawn { r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"# } else { "" };
    let by = format!(r#","contributions":[{{"author":"@w{}"}}]"#, n % WRITERS);
    article(n, &format!("Title {title}"), if other { "o" } else { "s" }, &(by + gone))
}

#[test]
fn copies_end_with_what_the_archive_has() {
    for engine in engines() {
        let steps = prop::collection::vec(
            (
                prop::collection::vec((0..6usize, 0..3u8, any::<bool>(), prop::bool::weighted(0.2)), 1..4),
                prop::collection::vec((0..WRITERS, prop::option::weighted(0.7, 0..WRITERS)), 0..3),
            ),
            1..5,
        );
        let cases = if engine == Engine::Sqlite { 12 } else { 4 };
        let mut runner =
            TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
        runner
            .run(&(steps, 1..5usize), |(steps, limit)| {
                let app = App::fresh(engine);
                let writers = (0..WRITERS)
                    .map(|n| format!(r#"{{"resource":"author","key":"w{n}","names":[{{"full":"Writer {n}"}}]}}"#));
                app.database.load("t", &writers.collect::<Vec<_>>().join("\n"));
                app.database.load("t", &archive(3));
                let key = app.key(Scope::Write, &[]);
                let series = app.walk("/v1/series?limit=200");
                let s = series.iter().find(|own| own["title"] == "Series s").unwrap()["id"].as_str().unwrap();
                let mut whole = Mirror::default();
                let mut part = Mirror { query: format!("&series={s}&resource=article"), ..Mirror::default() };
                let mut writers_of = Mirror { query: "&resource=author".to_owned(), ..Mirror::default() };
                for (at, (step, merges)) in steps.into_iter().enumerate() {
                    // One of them listens more often than the other.
                    if at % 2 == 0 {
                        whole.update(&app, limit);
                    }
                    let lines: Vec<String> = step.into_iter().map(line).collect();
                    app.database.import_at("t", &lines.join("\n"), "2024-03-01T00:00:00Z").must_succeed();
                    merges.into_iter().for_each(|own| merge(&app, &key, own));
                    part.update(&app, limit);
                    writers_of.update(&app, limit);
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
                prop_assert_eq!(&whole.leads, &leads(&app));
                prop_assert_eq!(writers_of.records.len() + writers_of.leads.len(), WRITERS);
                prop_assert_eq!(&writers_of.leads, &whole.leads);
                let articles = public(&app, &[&format!("articles?limit=200&series={s}")]);
                prop_assert_eq!(&part.records, &articles);
                Ok(())
            })
            .unwrap();
    }
}
