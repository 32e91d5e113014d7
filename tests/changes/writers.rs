//! Several writers at once, through two services on one database, while copies listen to either.

use std::sync::atomic::{AtomicBool, Ordering};

use byline::domain::Scope;
use byline::store::{Migrate, Store};
use serde_json::{Value, json};

use super::mirror::{Mirror, leads, public};
use crate::store::killed::random;
use crate::support::app::{App, Engine, engines};

/// How many write at once, and how often each.
const WRITERS: usize = 4;
const EDITS: usize = 40;

/// How many articles, and how many authors, they all write to.
const ARTICLES: usize = 8;
const AUTHORS: usize = 4;

/// One edit of anything, by chance.
fn edit(app: &App, key: &str) {
    let of = |prefix: &str, count: usize| format!("{prefix}{}", 1 + random(count as u128));
    let (article, author, series) = (of("ar", ARTICLES), of("au", AUTHORS), of("se", 2));
    let word = ["Ash", "Birch", "Cedar", "Dogwood", "Elm"][random(5) as usize];
    let place = json!([{"series": series, "number": random(9).to_string()}]);
    let whole = |status: &str| json!({"titles": [{"text": word}], "status": status, "appearances": place, "contributions": [{"author": author}]});
    let (articles, own) = ("/v1/articles".to_owned(), format!("/v1/articles/{article}"));
    let (method, path, content) = match random(14) {
        0 => ("POST", articles, whole("published")),
        1 => ("POST", articles, whole("draft")),
        2 => ("PATCH", own, json!({"titles": [{"text": word}]})),
        3 => ("PATCH", own, json!({"appearances": place})),
        4 => ("PATCH", own, json!({"contributions": [{"author": author, "name": word}]})),
        5 => ("PATCH", own, json!({"slug": format!("{}-{article}", word.to_lowercase())})),
        6 => ("PATCH", own, json!({"notices": [{"kind": "correction", "text": word, "article": of("ar", ARTICLES)}]})),
        7 => ("DELETE", format!("{own}?reason={word}&successor={}", of("ar", ARTICLES)), Value::Null),
        8 | 9 => ("PATCH", own, json!({"status": "published"})),
        10 => ("PATCH", format!("/v1/authors/{author}"), json!({"names": [{"full": word}]})),
        11 => ("PATCH", format!("/v1/authors/{author}"), json!({"merged_into": of("au", AUTHORS)})),
        12 => ("PATCH", format!("/v1/authors/{author}"), json!({"merged_into": null})),
        _ => ("PATCH", format!("/v1/series/{series}"), json!({"titles": [{"text": format!("{word} {series}")}]})),
    };
    let condition = ["If-Match: *"];
    let fields = if method == "POST" { &condition[..0] } else { &condition[..] };
    let answer = app.write(method, &path, key, fields, &content);
    assert!(matches!(answer.status, 200 | 201 | 422), "{method} {path} {content}: {}", answer.text());
}

/// What all write to.
fn begin(app: &App, key: &str) {
    for n in 1..=2 {
        app.make("series", key, json!({"titles": [{"text": format!("Series {n}")}]}));
    }
    for n in 1..=AUTHORS {
        app.make("authors", key, json!({"names": [{"full": format!("Writer {n}")}]}));
    }
    for n in 1..=ARTICLES {
        let own = json!({"titles": [{"text": format!("Article {n}")}], "status": "published",
            "appearances": [{"series": format!("se{}", 1 + n % 2), "number": "1"}]});
        app.make("articles", key, own);
    }
}

fn copies_follow(engine: Engine) {
    let first = App::fresh(engine);
    let second = first.beside(Store::open(&first.database.url, Migrate::Check).unwrap());
    let (apps, key) = ([&first, &second], first.key(Scope::Write, &[]));
    begin(&first, &key);
    let part = |series: &str| format!("&series={series}&resource=article");
    let queries = [String::new(), part("se1"), part("se2"), "&resource=author".to_owned()];
    let over = AtomicBool::new(false);
    let mut mirrors: Vec<Mirror> = std::thread::scope(|scope| {
        let listeners: Vec<_> = queries
            .iter()
            .enumerate()
            .map(|(at, query)| {
                let (app, over) = (apps[at % 2], &over);
                scope.spawn(move || {
                    let mut mirror = Mirror { query: query.clone(), ..Mirror::default() };
                    while !over.load(Ordering::Relaxed) {
                        mirror.follow(app, 3);
                    }
                    mirror
                })
            })
            .collect();
        let writers: Vec<_> = (0..WRITERS)
            .map(|at| {
                let (app, key) = (apps[at % 2], &key);
                scope.spawn(move || (0..EDITS).for_each(|_| edit(app, key)))
            })
            .collect();
        let ended: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        over.store(true, Ordering::Relaxed);
        ended.into_iter().for_each(|writer| writer.unwrap());
        listeners.into_iter().map(|listener| listener.join().unwrap()).collect()
    });
    mirrors.iter_mut().for_each(|mirror| mirror.update(&second, 50));
    let lists = ["articles", "authors", "organizations", "series", "disclaimers"];
    let lists: Vec<String> = lists.iter().map(|list| format!("{list}?limit=200")).collect();
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    let [whole, one, two, authors] = &mirrors[..] else { unreachable!() };
    assert_eq!(whole.records, public(&first, &lists));
    assert_eq!(whole.leads, leads(&first));
    for (mirror, series) in [(one, "se1"), (two, "se2")] {
        assert_eq!(mirror.records, public(&first, &[&format!("articles?limit=200&series={series}")]), "{series}");
    }
    assert_eq!((&authors.records, &authors.leads), (&public(&first, &["authors?limit=200"]), &whole.leads));
    // The log is whole, and its order that of time.
    let (items, _) = super::follow(&first, "", None, 200);
    let places: Vec<String> = items.iter().map(|item| item["place"].as_str().unwrap().to_owned()).collect();
    assert_eq!(places, (1..=first.database.head()).map(|number| format!("test-{number}")).collect::<Vec<_>>());
    assert!(items.is_sorted_by_key(|item| item["time"].as_str().unwrap().to_owned()));
}

#[test]
fn copies_follow_several_writers_on_sqlite() {
    copies_follow(Engine::Sqlite);
}

#[test]
fn copies_follow_several_writers_on_postgres() {
    if engines().contains(&Engine::Postgres) {
        copies_follow(Engine::Postgres);
    }
}
