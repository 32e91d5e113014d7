//! `/sitemap.xml`

use std::collections::BTreeMap;

use serde_json::Value;

use super::{archive, between, paths, xml};
use crate::support::app::{App, engines};

/// All pages for people that the sitemap names, with their dates.
fn sitemap(app: &App) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let index = xml(app, "/sitemap.xml");
    for (part, newest) in paths(&index).iter().zip(between(&index, "<lastmod>", "</lastmod>")) {
        let text = xml(app, part);
        let dates = between(&text, "<lastmod>", "</lastmod>");
        assert!(dates.iter().all(|date| *date <= newest), "{part}");
        for (path, date) in paths(&text).into_iter().zip(dates) {
            assert!(all.insert(path.clone(), date.to_owned()).is_none(), "{path} stands twice");
        }
    }
    all
}

/// The pages of these records.
fn pages(kind: &str, records: &[Value]) -> BTreeMap<String, String> {
    let name = |record: &Value| record["slug"].as_str().or(record["id"].as_str()).unwrap().to_owned();
    let seconds = |record: &Value| format!("{}Z", &record["modified"].as_str().unwrap()[..19]);
    records.iter().map(|record| (format!("/{kind}/{}", name(record)), seconds(record))).collect()
}

#[test]
fn it_names_every_page_that_is_canonical_and_nothing_withdrawn() {
    for engine in engines() {
        for (setting, own) in [("publisher", false), ("own", true)] {
            let app = archive(engine, &[("canonical-pages", setting)]);
            app.database.load(
                "test",
                r#"{"resource":"article","key":"a","titles":[{"text":"No page elsewhere"}],"contributions":[]}"#,
            );
            let mut expected = pages("authors", &app.all("authors"));
            expected.append(&mut pages("series", &app.all("series")));
            expected.append(&mut pages("organizations", &app.all("organizations")));
            let mut articles = app.all("articles");
            assert!(articles.iter().any(|article| article["url"].is_null()));
            articles.retain(|article| own || article["url"].is_null());
            expected.append(&mut pages("articles", &articles));
            assert_eq!(sitemap(&app), expected, "{setting}");
        }
    }
}

#[test]
fn it_has_no_other_pages() {
    let app = archive(crate::support::app::Engine::Sqlite, &[]);
    for path in ["articles-0", "articles-01", "articles-+1", "articles-2", "disclaimers-1", "organizations-2", "-1"] {
        app.get(&format!("/sitemap-{path}.xml")).problem(404, "not-found");
    }
    app.get(&format!("/sitemap-articles-{}.xml", u64::MAX)).problem(404, "not-found");
}

#[test]
fn a_page_that_changes_moves_its_date_and_its_tag() {
    for engine in engines() {
        let app = archive(engine, &[]);
        let before = app.get("/sitemap-series-1.xml");
        let title = r#"{"resource":"series","key":"new","titles":[{"text":"Another Series"}]}"#;
        app.database.import_at("test", title, "2030-01-01T00:00:00Z").must_succeed();
        let after = app.get("/sitemap-series-1.xml");
        assert_ne!(before.header("etag"), after.header("etag"));
        assert_eq!(after.header("last-modified"), Some("Tue, 01 Jan 2030 00:00:00 GMT"));
        assert!(after.text().contains("/series/another-series</loc><lastmod>2030-01-01T00:00:00Z</lastmod>"));
        assert!(!before.text().contains("another-series"));
    }
}
