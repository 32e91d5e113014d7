//! Feeds, from outside.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::site::public_demo;
use crate::support::app::{App, Engine, both_apps, both_demos};

const TYPES: [(&str, &str); 3] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("json", "application/feed+json"),
];

fn items(feed: &Value) -> &[Value] {
    feed["items"].as_array().unwrap()
}

#[test]
fn each_format_tells_of_the_same_articles() {
    both_demos(|app| {
        for query in ["", "?series=se1", "?author=au1", "?subject=Dredging", "?language=ja&colour=red"] {
            let known = query.split("&colour").next().unwrap();
            let records = app.walk(&format!("/v1/articles{known}"));
            assert!(!records.is_empty(), "{query}");
            for (extension, media_type) in TYPES {
                let path = format!("/feeds/articles.{extension}{query}");
                let answer = app.get(&path);
                assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{path}");
                let text = answer.text();
                let mark = match extension {
                    "atom" => "</entry>",
                    "rss" => "</item>",
                    _ => "\"content_text\":",
                };
                assert_eq!(text.matches(mark).count(), records.len(), "{path}");
                for own in &records {
                    let title = own["title"].as_str().unwrap().replace('&', "&amp;");
                    assert!(text.contains(&title), "{path}: {title}");
                }
                let tag = answer.header("etag").unwrap();
                assert_eq!(app.get_with(&path, &[("If-None-Match", tag)]).status, 304, "{path}");
            }
        }
        assert_eq!(app.get("/feeds/articles.xml").status, 404);
        app.send("POST", "/feeds/articles.atom", &[]).problem(405, "method-not-allowed");
    });
}

/// Pages ignore parameters they do not know; a filter by what there is not gives nothing, never all.
#[test]
fn a_filter_that_nothing_can_match_is_not_passed_over() {
    both_demos(|app| {
        let paths = ["/feeds/articles.atom", "/feeds/articles.rss", "/feeds/articles.json", "/articles"];
        for path in paths {
            for query in [
                "series=%00",
                "series=%FF",
                "series=",
                "series=%zz",
                "series=sezzz",
                "series=au1",
                "series=Tideline",
                "series=se1&series=sezzz",
                "author=auzzz",
                "author=nobody",
                "organization=orzzz",
                "subject=",
                "subject=%01",
                "language=!",
                "year=x",
                "type=novel",
                "published_from=yesterday",
                "published_from=2020&published_from=2021",
                "not.series=%00",
                "not.series=x",
                "status=withdrawn",
                "status=novel",
                "not.status=published",
            ] {
                let answer = app.get_with(&format!("{path}?{query}"), &[("accept", "application/json")]);
                answer.problem(404, "not-found");
            }
            let length = |query: &str| {
                let answer = app.get(&format!("{path}?{query}"));
                assert_eq!(answer.status, 200, "{path}?{query}: {}", answer.text());
                answer.body.len()
            };
            let all = length("");
            for query in ["subject=Dredging-that-nobody-did", "language=tlh", "year=1066", "series=se1&not.series=se1"]
            {
                assert!(length(query) < all / 2, "{path}?{query}");
            }
            for query in [
                "colour=%00",
                "colour=",
                "status=published",
                "status=published&status=withdrawn",
                "not.status=withdrawn",
            ] {
                assert_eq!(app.get(&format!("{path}?{query}")).status, 200, "{path}?{query}");
            }
        }
        assert!(!items(&app.json("/feeds/articles.json?colour=%00&status=published")).is_empty());
        assert!(items(&app.json("/feeds/articles.json?subject=Dredging-that-nobody-did")).is_empty());
    });
}

#[test]
fn an_entry_is_dated_by_its_publisher_and_named_for_ever() {
    let line = |revised: Value, note: &str| {
        json!({"resource": "article", "key": "a", "titles": [{"text": "One", "language": "en"}], "revised": revised,
            "abstracts": [{"text": note, "language": "en"}],
            "appearances": [{"published": "2020-05", "url": "https://house.example/1"}]})
        .to_string()
    };
    both_apps(|app| {
        let entry = || items(&app.json("/feeds/articles.json"))[0].clone();
        app.database.load("x", &line(Value::Null, "first"));
        let first = entry();
        assert_eq!(first["date_published"], "2020-05-01T00:00:00Z");
        assert_eq!(first["date_modified"], "2020-05-01T00:00:00Z");
        assert_eq!(first["url"], "https://house.example/1");
        assert_eq!(first["id"], "tag:byline.invalid,2024-01-01:ar1");
        let tag = app.get("/feeds/articles.atom").header("etag").unwrap().to_owned();
        // A record that changed is no news, but another feed.
        app.database.import_at("x", &line(Value::Null, "second"), "2025-01-01T00:00:00Z").must_succeed();
        let second = entry();
        assert_eq!((&second["id"], &second["date_modified"]), (&first["id"], &first["date_modified"]));
        assert_eq!(second["summary"], "second");
        assert_eq!(app.get_with("/feeds/articles.atom", &[("If-None-Match", &tag)]).status, 200);
        app.database.import_at("x", &line(json!("2021-02-03"), "second"), "2025-01-02T00:00:00Z").must_succeed();
        assert_eq!(entry()["date_modified"], "2021-02-03T00:00:00Z");
        assert!(app.get("/feeds/articles.atom").text().contains("<updated>2021-02-03T00:00:00Z</updated><author>"));
    });
}

#[test]
fn a_feed_goes_on_to_the_oldest_article() {
    both_apps(|app| {
        let lines = (0..230).map(|n| {
            json!({"resource": "article", "key": format!("a{n}"), "titles": [{"text": format!("Article {n}")}],
                "contributions": [{"name": "Pat", "author": "@p", "role": "author"}],
                "appearances": [{"published": format!("20{:02}", n % 20)}]})
            .to_string()
        });
        let person = json!({"resource": "author", "key": "p", "names": [{"full": "Pat Long"}]}).to_string();
        app.database.load("x", &std::iter::once(person).chain(lines).collect::<Vec<_>>().join("\n"));
        let (mut seen, mut next, mut pages) = (BTreeSet::new(), Some("/feeds/articles.json?author=au1".to_owned()), 0);
        while let Some(path) = next {
            let feed = app.json(&path);
            assert_eq!(feed["feed_url"], path.as_str());
            seen.extend(items(&feed).iter().map(|own| own["id"].as_str().unwrap().to_owned()));
            next = feed["next_url"].as_str().map(str::to_owned);
            pages += 1;
        }
        assert_eq!((seen.len(), pages), (230, 3));
        for extension in ["atom", "rss"] {
            let text = app.get(&format!("/feeds/articles.{extension}")).text();
            assert!(text.contains("rel=\"next\"") && text.contains("rel=\"first\""), "{text}");
        }
    });
}

#[test]
fn rights_disclaimers_and_notices_travel() {
    both_demos(|app| {
        let feed = app.json("/feeds/articles.json?series=se1");
        let by = |title: &str| items(&feed).iter().find(|own| own["title"] == title).unwrap().clone();
        let harbour = by("The Quiet Harbour");
        let disclaimer = "Authors of Tideline speak for themselves.";
        assert!(harbour["_byline"]["disclaimers"][0].as_str().unwrap().starts_with(disclaimer), "{harbour}");
        assert_eq!(harbour["_byline"]["licence"], "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(harbour["authors"][0]["url"], "https://orcid.org/0000-0007-0210-0111");
        assert_eq!(harbour["attachments"][0]["mime_type"], "application/pdf");
        assert!(by("Ghost Nets and Missing Numbers")["summary"].as_str().unwrap().starts_with("Retracted ("));
        let atom = app.get("/feeds/articles.atom?series=se1").text();
        assert!(atom.contains(disclaimer) && atom.contains("rel=\"license\""), "{atom}");
    });
}

#[test]
fn nothing_withdrawn_is_in_a_feed() {
    both_demos(|app| {
        for (extension, _) in TYPES {
            for query in ["", "?status=withdrawn", "?status=withdrawn&status=published", "?not.status=published"] {
                let text = app.get(&format!("/feeds/articles.{extension}{query}")).text();
                assert!(!text.contains(":are<") && !text.contains(":are\""), "{extension}{query}");
            }
        }
    });
}

#[test]
fn addresses_are_absolute_where_the_archive_has_one() {
    let settings = [("repository-identifier", "archive.example.org"), ("repository-name", "Harbour & Co")];
    let app: App = public_demo(Engine::Sqlite, &settings);
    let atom = app.get("/feeds/articles.atom?series=se1").text();
    for part in [
        "<id>https://commentary.example.org/feeds/articles?series=se1</id>",
        "<title>Tideline – Harbour &amp; Co</title>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://commentary.example.org/feeds/articles.atom?series=se1\"/>",
        "<link rel=\"related\" type=\"text/html\" href=\"https://commentary.example.org/articles/the-quiet-harbour\"/>",
        "<id>tag:archive.example.org,2024-01-01:arq</id>",
    ] {
        assert!(atom.contains(part), "{part}: {atom}");
    }
    let own = public_demo(Engine::Sqlite, &[("canonical-pages", "own")]);
    let feed = own.json("/feeds/articles.json");
    for own in items(&feed) {
        assert!(own["url"].as_str().unwrap().starts_with("https://commentary.example.org/articles/"), "{own}");
    }
}
