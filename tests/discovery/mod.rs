//! What crawlers and harvesters find things by.

mod resourcesync;
mod sitemap;

use byline::domain::Scope;
use serde_json::json;

use crate::support::app::{App, Database, Engine, both_apps, both_demos, engines};

/// The address that the archive of these tests has.
const BASE: &str = "https://commentary.example.org";

/// The sample archive with a public address and these settings.
fn archive(engine: Engine, settings: &[(&str, &str)]) -> App {
    let database = Database::fresh(engine);
    database.load_demo();
    database.set_meta("setting.base-url", BASE);
    settings.iter().for_each(|(name, value)| database.set_meta(&format!("setting.{name}"), value));
    App::on(database)
}

/// An XML file that must be there.
fn xml(app: &App, path: &str) -> String {
    let answer = app.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/xml"), "{path}");
    answer.text()
}

/// What stands between two texts, everywhere.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

/// The paths of the addresses of a list, which all begin with the base.
fn paths(text: &str) -> Vec<String> {
    let own = |loc: &str| loc.strip_prefix(BASE).unwrap_or_else(|| panic!("{loc} is elsewhere")).to_owned();
    between(text, "<loc>", "</loc>").into_iter().map(own).collect()
}

const NEED_AN_ADDRESS: [&str; 6] = [
    "/sitemap.xml",
    "/sitemap-articles-1.xml",
    "/.well-known/resourcesync",
    "/resourcesync/resources.xml",
    "/resourcesync/changes-1.xml",
    "/.well-known/api-catalog",
];

#[test]
fn without_a_public_address_no_address_is_made_up() {
    both_demos(|app| {
        for path in NEED_AN_ADDRESS {
            let problem = app.get(path).problem(404, "not-found");
            assert!(problem["detail"].as_str().unwrap().contains("byline configure base-url="), "{path}: {problem}");
            let options = app.send("OPTIONS", path, &[]);
            assert_eq!((options.status, options.header("allow")), (204, Some("GET, HEAD, OPTIONS")), "{path}");
            assert_eq!(app.send("DELETE", path, &[]).status, 405, "{path}");
        }
        let robots = app.get("/robots.txt");
        assert_eq!((robots.status, robots.text().as_str()), (200, "User-agent: *\nAllow: /\n"));
        assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    });
}

#[test]
fn an_empty_archive_has_no_lists_but_a_description() {
    both_apps(|app| {
        app.database.set_meta("setting.base-url", BASE);
        let app = app.beside(app.database.store.clone());
        for path in
            ["/sitemap.xml", "/sitemap-series-1.xml", "/resourcesync/resources.xml", "/resourcesync/changes.xml"]
        {
            app.get(path).problem(404, "not-found");
        }
        assert_eq!(paths(&xml(&app, "/.well-known/resourcesync")), ["/resourcesync/capabilities.xml"]);
    });
}

#[test]
fn files_are_asked_for_with_conditions_and_come_compressed() {
    let app = archive(Engine::Sqlite, &[]);
    for path in NEED_AN_ADDRESS {
        let path = if path == "/sitemap-articles-1.xml" { "/sitemap-authors-1.xml" } else { path };
        let answer = app.get(path);
        let etag = answer.header("etag").unwrap();
        assert_eq!(app.get_with(path, &[("If-None-Match", etag)]).status, 304, "{path}");
        if let Some(modified) = answer.header("last-modified") {
            assert_eq!(app.get_with(path, &[("If-Modified-Since", modified)]).status, 304, "{path}");
        }
        let zipped = app.send("GET", path, &["Accept-Encoding: gzip"]);
        assert_eq!(zipped.header("content-encoding"), Some("gzip"), "{path}");
        assert_ne!(zipped.header("etag"), Some(etag), "{path}");
        assert_eq!(app.send("HEAD", path, &[]).body, b"", "{path}");
    }
}

#[test]
fn the_apis_are_told_of() {
    let app = archive(Engine::Sqlite, &[]);
    let answer = app.get("/.well-known/api-catalog");
    let media_type = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";
    assert_eq!(answer.header("content-type"), Some(media_type));
    assert_eq!(answer.header("link"), Some("</.well-known/api-catalog>; rel=\"api-catalog\""));
    let set = answer.json();
    let contexts = set["linkset"].as_array().unwrap();
    let items: Vec<_> = contexts[0]["item"].as_array().unwrap().iter().map(|item| item["href"].as_str()).collect();
    let anchors: Vec<_> = contexts[1..].iter().map(|context| context["anchor"].as_str()).collect();
    assert_eq!(items, anchors);
    for context in &contexts[1..] {
        for relation in ["service-desc", "service-doc", "status"] {
            let link = &context[relation][0];
            let path = link["href"].as_str().unwrap().strip_prefix(BASE).unwrap();
            let answer = app.get(path);
            assert_eq!(answer.status, 200, "{path}");
            let own = answer.header("content-type").unwrap().split(';').next();
            assert_eq!(own, link["type"].as_str(), "{path}");
        }
    }
}

#[test]
fn what_was_merged_is_no_page_and_no_resource() {
    for engine in engines() {
        let app = archive(engine, &[]);
        let key = app.key(Scope::Write, &[]);
        let (pages, records) = ("/sitemap-authors-1.xml", "/resourcesync/resources-authors-1.xml");
        let before = [xml(&app, pages), xml(&app, records)].map(|text| paths(&text).len());
        let index = xml(&app, "/sitemap.xml");
        assert_eq!(app.patch("/v1/authors/au1", &key, json!({"merged_into": "au2"})).status, 200);
        for (path, before) in [pages, records].into_iter().zip(before) {
            let text = xml(&app, path);
            assert_eq!(paths(&text).len(), before - 1, "{path}");
            assert!(!paths(&text).iter().any(|own| own.ends_with("/au1")), "{path}");
        }
        assert_ne!(xml(&app, "/sitemap.xml"), index, "the list of pages changed");
        let changes = xml(&app, "/resourcesync/changes-1.xml");
        let last = changes.rsplit("<url>").find(|url| url.contains("/v1/authors/au1<")).unwrap();
        assert!(last.contains("change=\"deleted\""), "{last}");
    }
}
