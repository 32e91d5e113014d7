//! A walk while others write.

use std::collections::BTreeSet;

use super::ids;
use crate::support::app::{App, both_apps};

const LATER: &str = "2024-02-01T00:00:00Z";

fn article(n: usize, title: &str, day: usize) -> String {
    format!(
        r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"{title}"}}],"appearances":[{{"published":"2020-01-{day:02}"}}]}}"#
    )
}

fn page(app: &App, path: &str) -> (Vec<String>, Option<String>, u64) {
    let page = app.json(path);
    let next = page["next"].as_str().map(str::to_owned);
    (ids(page["items"].as_array().unwrap()), next, page["total"].as_u64().unwrap())
}

#[test]
fn what_does_not_change_is_met_exactly_once() {
    both_apps(|app| {
        let lines: Vec<String> = (0..40).map(|n| article(n, &format!("Title {n:02}"), 1 + n % 28)).collect();
        let own = app.database.load("walk", &lines.join("\n")).ids();
        for sort in ["published", "-published", "title", "-title", "modified", "-modified"] {
            let (mut met, mut next, mut step) = (Vec::new(), Some(format!("/v1/articles?sort={sort}&limit=6")), 0);
            let mut touched = BTreeSet::new();
            while let Some(path) = next {
                let (items, after, total) = page(app, &path);
                assert_eq!(total, 40 + u64::try_from(added(app) - 40).unwrap());
                met.extend(items);
                next = after;
                // One moves to either end, one is new, one is withdrawn.
                let (a, b) = (step * 3 % 40, (step * 7 + 1) % 40);
                let mut lines = vec![article(a, "AAA moved", 1), article(b, "zzz moved", 28)];
                lines.push(article(1000 + step * 10 + sort.len() * 1_000, "M new", 14));
                app.database.import_at("walk", &lines.join("\n"), LATER).must_succeed();
                touched.extend([own[a].clone(), own[b].clone()]);
                step += 1;
            }
            assert!(step > 6);
            for id in own.iter().filter(|id| !touched.contains(*id)) {
                assert_eq!(met.iter().filter(|m| *m == id).count(), 1, "{sort} {id}");
            }
        }
    });
}

/// How many articles are public now, by the store itself.
fn added(app: &App) -> usize {
    let (first, last) = byline::domain::Id::range(byline::domain::Resource::Article);
    app.database.store.read(|db| db.entity_ids(first, last, i64::MAX)).unwrap().len()
}

#[test]
fn what_was_written_is_seen_by_the_next_request() {
    both_apps(|app| {
        app.database.load("w", &article(1, "One", 1));
        let path = "/v1/articles/ar1";
        let first = app.get(path);
        assert_eq!(app.json("/v1/articles?sort=title")["items"][0]["title"], "One");
        for n in 2..30 {
            app.database.import_at("w", &article(1, &format!("Title {n}"), 1), LATER).must_succeed();
            assert_eq!(app.json(path)["title"], format!("Title {n}"));
            assert_eq!(app.json("/v1/articles?sort=title")["items"][0]["title"], format!("Title {n}"));
        }
        assert_ne!(app.get(path).header("etag"), first.header("etag"));
        assert_eq!(app.json(path)["modified"], "2024-02-01T00:00:00.000000Z");
        assert_eq!(app.json(path)["created"], "2024-01-01T00:00:00.000000Z");
    });
}

#[test]
fn reading_and_writing_at_once_gives_whole_pages() {
    both_apps(|app| {
        let load = |round: usize| {
            let lines: Vec<String> = (0..30).map(|n| article(n, &format!("Round {round:03}"), 1)).collect();
            app.database.import_at("w", &lines.join("\n"), LATER).must_succeed();
        };
        load(0);
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..3)
                .map(|n| {
                    scope.spawn(move || {
                        let mut rounds = Vec::new();
                        for at in 0.. {
                            let answer = app
                                .get(&format!("/v1/articles?limit=200&sort={}", ["title", "modified", "published"][n]));
                            // Eight times in a row a write came between is allowed to be too often.
                            if answer.status == 503 {
                                assert!(answer.header("retry-after").is_some());
                                continue;
                            }
                            let page = answer.json();
                            let titles: BTreeSet<_> = page["items"]
                                .as_array()
                                .unwrap()
                                .iter()
                                .map(|i| i["title"].as_str().unwrap().to_owned())
                                .collect();
                            assert_eq!(titles.len(), 1, "a page of two moments: {titles:?}");
                            assert_eq!(page["total"], 30);
                            rounds.extend(titles);
                            if rounds.last().is_some_and(|r| r == "Round 025") {
                                assert!(at > 0);
                                break;
                            }
                        }
                        assert!(rounds.is_sorted(), "an older state after a newer one");
                    })
                })
                .collect();
            (1..=25).for_each(load);
            readers.into_iter().for_each(|reader| reader.join().unwrap());
        });
    });
}
