//! Harvests while others write: nothing is lost, and what does not change is not given twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use byline::domain::Timestamp;
use byline::import::labels::Labels;
use byline::store::Importer;

use super::{article, articles, ask, child, repositories, walk};
use crate::support::app::{App, Database, run};

const LATER: &str = "2024-02-01T00:00:00Z";

#[test]
fn what_changes_during_a_walk_is_met_at_its_end() {
    repositories(
        |database| drop(database.load("t", &articles(350))),
        |app| {
            let edits = |page: usize| {
                // One that was met, one that was not, a new one, and one that is withdrawn.
                let met = article(page, &format!("Met {page}"), "");
                let not_met = article(340 + page, &format!("Not met {page}"), "");
                let new = article(1_000 + page, &format!("New {page}"), "");
                let gone =
                    article(330 + page, "Gone", r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"#);
                app.database.import_at("t", &[met, not_met, new, gone].join("\n"), LATER).must_succeed();
            };
            let (headers, pages) = walk(app, "ListRecords", "metadataPrefix=oai_dc", edits);
            assert!(pages.len() >= 4);
            let count =
                |id: &str| headers.iter().filter(|header| header.identifier.ends_with(&format!(":{id}"))).count();
            let edited = (pages.len() - 1) as u64;
            let all = app.json("/v1/articles?limit=1")["total"].as_u64().unwrap() + edited;
            let distinct: BTreeSet<&String> = headers.iter().map(|header| &header.identifier).collect();
            assert_eq!(distinct.len() as u64, all, "nothing is lost");
            for header in headers.iter().filter(|header| header.datestamp.starts_with("2024-01")) {
                let id = header.identifier.rsplit(':').next().unwrap();
                let changed = headers.iter().any(|own| own.identifier == header.identifier && own.datestamp == LATER);
                assert_eq!(count(id), 1 + usize::from(changed), "{id}");
            }
            let text: String = pages.iter().map(|page| page.text.as_str()).collect();
            for page in 1..pages.len() {
                for title in ["Met", "Not met", "New"] {
                    assert!(text.contains(&format!("{title} {page}</")), "{title} {page}");
                }
                assert!(!text.contains(&format!("Title {}</", 340 + page)), "an old form of {page}");
            }
            assert_eq!(headers.iter().filter(|header| header.deleted).count() as u64, edited);
        },
    );
}

#[test]
fn a_list_whose_rest_is_gone_ends_well() {
    repositories(
        |database| drop(database.load("t", &articles(150))),
        |app| {
            let all_change = |_| {
                let lines: Vec<String> = (0..150).map(|n| article(n, "Changed", "")).collect();
                app.database.import_at("t", &lines.join("\n"), LATER).must_succeed();
            };
            let (headers, pages) = walk(app, "ListRecords", "metadataPrefix=oai_dc&until=2024-01-15", all_change);
            assert_eq!((headers.len(), pages.len()), (101, 2));
            assert_eq!(headers[100].identifier, headers[99].identifier);
            assert_eq!(headers[100].datestamp, LATER);
        },
    );
}

#[test]
fn what_leaves_a_set_is_not_in_it_and_not_deleted() {
    repositories(
        |database| drop(database.load("t", &articles(3))),
        |app| {
            let other = r#"{"resource":"series","key":"o","titles":[{"text":"Other"}]}"#;
            let moved = article(0, "Title 0", "").replace("@s", "@o");
            app.database.import_at("t", &format!("{other}\n{moved}"), LATER).must_succeed();
            let own = |set: &str| walk(app, "ListIdentifiers", &format!("metadataPrefix=oai_dc&set={set}"), |_| ()).0;
            assert_eq!(own("series:se1").len(), 2);
            assert_eq!(own("series:se2").len(), 1);
            assert!(!own("series:se2")[0].deleted);
            assert_eq!(own("series:se2")[0].datestamp, LATER);
        },
    );
}

#[test]
fn an_answer_is_dated_before_a_write_that_is_under_way() {
    repositories(
        |database| drop(database.load("t", &articles(3))),
        |app| {
            let store = app.database.store.clone();
            let (begun, heard) = channel();
            let (end, ended) = channel::<()>();
            let writer = thread::spawn(move || {
                store.write(|_| {
                    begun.send(Timestamp::now()).unwrap();
                    ended.recv().unwrap();
                    Ok(())
                })
            });
            let since = heard.recv().unwrap();
            // Longer than clocks may differ, so that only the lock can hold the date back.
            thread::sleep(Duration::from_millis(4_300));
            let seconds = |date: String| Timestamp::parse(&date).unwrap().seconds();
            assert!(seconds(ask(app, "verb=Identify").date()) <= since.seconds());
            assert!(seconds(ask(app, "verb=ListRecords&metadataPrefix=oai_dc").date()) <= since.seconds());
            end.send(()).unwrap();
            writer.join().unwrap().unwrap();
            thread::sleep(Duration::from_millis(300));
            let now = seconds(ask(app, "verb=Identify").date());
            assert!(now > since.seconds() && now + 10 > Timestamp::now().seconds(), "{now}");
        },
    );
}

/// What a harvester knows: the title of each item, or that it is deleted.
type Copy = BTreeMap<String, Option<String>>;

/// Harvests all that changed since a date into a copy; gives the dates of the first and last answers.
fn harvest(app: &App, since: Option<&str>, copy: &mut Copy) -> Option<(String, String)> {
    let from = since.map(|since| format!("&from={since}")).unwrap_or_default();
    let mut query = format!("verb=ListRecords&metadataPrefix=oai_dc{from}");
    let mut dates = Vec::new();
    loop {
        let page = ask(app, &query);
        if page.codes() == ["noRecordsMatch"] {
            return Some((page.date(), page.date()));
        }
        assert_eq!(page.codes(), [""; 0], "{query}");
        dates.push(page.date());
        page.read(|root| {
            for record in root.descendants().filter(|own| own.tag_name().name() == "record") {
                let header = record.children().find(|own| own.tag_name().name() == "header").unwrap();
                let title = record.descendants().find(|own| own.tag_name().name() == "title");
                let title = title.map(|own| own.text().unwrap_or_default().to_owned());
                copy.insert(child(header, "identifier").unwrap(), title);
            }
        });
        match page.token() {
            Some((token, ..)) if !token.is_empty() => query = format!("verb=ListRecords&resumptionToken={token}"),
            _ => return Some((dates.first()?.clone(), dates.last()?.clone())),
        }
    }
}

#[test]
fn who_harvests_all_the_time_misses_nothing() {
    repositories(
        |database| write(database, &articles(250)),
        |app| {
            for by_first in [true, false] {
                let stop = AtomicBool::new(false);
                thread::scope(|scope| {
                    let writer = scope.spawn(|| {
                        let mut round = 0;
                        while !stop.load(Ordering::Acquire) {
                            let some = (0..7)
                                .map(|n| article((round * 7 + n * 31) % 300, &format!("Round {round} {by_first}"), ""));
                            write(&app.database, &some.collect::<Vec<_>>().join("\n"));
                            round += 1;
                        }
                        round
                    });
                    let (mut copy, mut since) = (Copy::new(), None);
                    for _ in 0..12 {
                        let (first, last) = harvest(app, since.as_deref(), &mut copy).unwrap();
                        since = Some(if by_first { first } else { last });
                    }
                    stop.store(true, Ordering::Release);
                    assert!(writer.join().unwrap() > 3);
                    harvest(app, since.as_deref(), &mut copy);
                    let mut whole = Copy::new();
                    harvest(app, None, &mut whole);
                    assert_eq!(copy, whole);
                });
            }
        },
    );
}

/// Writes as of now.
fn write(database: &Database, lines: &str) {
    run(Importer::new(database.store.clone(), "t", false), lines.as_bytes(), &Labels::in_year(2026)).must_succeed();
}
