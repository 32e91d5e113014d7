//! Every page there is, found by following links from `/`.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::{attributes, browse};
use crate::support::app::{App, Response, both_demos};

/// Follows every link of ours that is to be followed by programs; gives the answers by path.
fn crawl(app: &App) -> BTreeMap<String, Response> {
    let unfollowed = Regex::new(r#"<a [^>]*rel="nofollow"[^>]*>"#).unwrap();
    let mut found = BTreeMap::new();
    let mut open = vec!["/".to_owned()];
    while let Some(path) = open.pop() {
        if found.contains_key(&path) {
            continue;
        }
        let answer = browse(app, &path);
        if answer.header("content-type").is_some_and(|own| own.starts_with("text/html")) && !path.starts_with("/docs") {
            let html = answer.text();
            let html = unfollowed.replace_all(&html, "");
            let links = attributes(&html, "href").into_iter().filter(|href| href.starts_with('/'));
            open.extend(links.map(|href| href.split('#').next().unwrap().to_owned()));
        }
        open.extend(answer.header("location").map(str::to_owned));
        found.insert(path, answer);
    }
    found
}

#[test]
fn all_links_answer_and_all_things_are_reached() {
    both_demos(|app| {
        let found = crawl(app);
        for (path, answer) in &found {
            let is_gone = answer.status == 410 && answer.text().contains("Withdrawn");
            assert!(answer.status == 200 || is_gone, "{path}: {} {}", answer.status, answer.text());
        }
        for resource in ["articles", "authors", "organizations", "series"] {
            for own in app.all(resource) {
                let path = format!("/{resource}/{}", own["slug"].as_str().unwrap());
                assert!(found.contains_key(&path), "nothing leads to {path}");
            }
        }
        assert!(found.len() > 150, "{}", found.len());
    });
}

#[test]
fn every_page_is_whole() {
    both_demos(|app| {
        let pages = crawl(app).into_iter().filter(|(path, answer)| {
            answer.header("content-type") == Some("text/html; charset=utf-8") && !path.starts_with("/docs")
        });
        let mut titles = BTreeSet::new();
        for (path, answer) in pages {
            let html = answer.text();
            let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}"));
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            for (part, times) in [("<h1", 1), ("<main", 1), ("<title>", 1), ("class=\"skip\" href=\"#main\"", 1)] {
                assert_eq!(html.matches(part).count(), times, "{path}: {part}");
            }
            assert!(!attributes(&html, "lang")[0].is_empty(), "{path}");
            assert!(!html.contains("javascript:") && !html.contains(" style="), "{path}");
            let scripts = html.matches("<script").count();
            assert_eq!(scripts, html.matches("<script type=\"application/ld+json\">").count(), "{path}");
            assert!(html.len() < 60_000, "{path}: {}", html.len());
            let title = html.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
            assert!(titles.insert((title, path.clone())), "{path}");
        }
    });
}

#[test]
fn pages_are_asked_for_again_only_when_they_changed() {
    both_demos(|app| {
        for path in ["/", "/articles", "/articles/the-quiet-harbour", "/series/tideline", "/style.css"] {
            let first = app.get(path);
            assert_eq!((first.status, first.header("cache-control")), (200, Some("public, no-cache")), "{path}");
            let tag = first.header("etag").unwrap();
            assert_eq!(app.get_with(path, &[("If-None-Match", tag)]).status, 304, "{path}");
            let again = app.get(path);
            assert_eq!((&again.body, again.header("etag")), (&first.body, Some(tag)), "{path}");
            let packed = app.get_with(path, &[("Accept-Encoding", "gzip")]);
            assert_eq!(packed.header("content-encoding"), Some("gzip"), "{path}");
            assert!(packed.body.len() < first.body.len() / 2, "{path}");
            assert_eq!(app.get(&format!("{path}?utm_source=x&limit=0")).body, first.body, "{path}");
        }
        let html = app.get("/").text();
        let assets =
            attributes(&html, "href").into_iter().filter(|href| href.contains(".css?") || href.contains(".svg?"));
        for asset in assets {
            assert_eq!(app.get(&asset).header("cache-control"), Some("public, max-age=31536000, immutable"), "{asset}");
        }
    });
}
