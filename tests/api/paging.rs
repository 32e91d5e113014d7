//! Pages and cursors.

use std::collections::BTreeSet;

use serde_json::Value;

use super::ids;
use crate::support::app::{App, both_apps, both_demos};
use crate::support::corpus;

#[test]
fn every_walk_meets_everything_once_whatever_the_page_size() {
    both_apps(|app| {
        app.database.load("corpus", &corpus::lines(230, 7));
        for sort in ["published", "-published", "modified", "-modified", "title", "-title", "number", "-number"] {
            let whole = ids(&app.walk(&format!("/v1/articles?sort={sort}&limit=200&fields=id")));
            let set: BTreeSet<_> = whole.iter().collect();
            assert_eq!(set.len(), whole.len(), "{sort}");
            assert!(whole.len() > 200);
            for limit in [1, 7, 64] {
                let walked = ids(&app.walk(&format!("/v1/articles?sort={sort}&limit={limit}&fields=id")));
                assert_eq!(walked, whole, "{sort} {limit}");
            }
        }
        for filter in ["type=review", "not.language=en", "language=zh&has=abstract", "missing=published", "number=5"] {
            let whole = ids(&app.walk(&format!("/v1/articles?{filter}&limit=200")));
            assert_eq!(ids(&app.walk(&format!("/v1/articles?{filter}&limit=3"))), whole, "{filter}");
        }
    });
}

#[test]
fn the_page_size_has_bounds_and_a_default() {
    both_demos(|app| {
        assert_eq!(app.json("/v1/articles")["items"].as_array().unwrap().len(), 20);
        assert_eq!(app.json("/v1/articles?limit=1")["items"].as_array().unwrap().len(), 1);
        assert!(app.json("/v1/articles?limit=200")["next"].is_null());
        for wrong in ["0", "201", "-1", "+5", "1.0", "1e2", "", "%20", "%D9%A3", "99999999999999999999999", "abc"] {
            let problem = app.get(&format!("/v1/articles?limit={wrong}")).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "limit", "{wrong}");
            assert!(problem["detail"].as_str().unwrap().contains("1 to 200"), "{problem}");
        }
        app.get("/v1/articles?limit=5&limit=5").problem(400, "invalid-parameter");
    });
}

fn next(page: &Value) -> &str {
    page["next"].as_str().unwrap()
}

#[test]
fn next_keeps_every_parameter_and_stands_in_the_link_field() {
    both_demos(|app| {
        let path = "/v1/articles?language=en&not.type=review&type=commentary&type=response&sort=title&limit=4&fields=title,series.title";
        let first = app.get(path);
        let page = first.json();
        assert_eq!(first.header("link"), Some(&*format!("<{}>; rel=\"next\"", next(&page))));
        for part in path.split(['?', '&']) {
            assert!(next(&page).replace("%2C", ",").contains(part), "{part} in {}", next(&page));
        }
        assert_eq!(app.get("/v1/series").header("link"), None, "one page has no next");
        let second = app.get(next(&page));
        assert_eq!(second.json()["total"], page["total"]);
        assert!(
            ids(second.json()["items"].as_array().unwrap())
                .iter()
                .all(|id| !ids(page["items"].as_array().unwrap()).contains(id))
        );
    });
}

fn cursor_of(path: &str) -> &str {
    path.split("cursor=").nth(1).unwrap()
}

#[test]
fn a_cursor_that_is_not_ours_is_refused() {
    both_demos(|app| {
        let path = app.json("/v1/articles?limit=3&sort=title");
        let cursor = cursor_of(next(&path)).to_owned();
        let refused = |cursor: &str, status: u16, kind: &str| {
            let answer = app.get(&format!("/v1/articles?limit=3&sort=title&cursor={cursor}"));
            let problem = answer.problem(status, kind);
            assert_eq!(problem["errors"][0]["parameter"], "cursor", "{cursor}");
        };
        let unknown = |cursor: &str| refused(cursor, 404, "unknown-cursor");
        // Every single letter matters.
        for at in 0..cursor.len() {
            let mut altered = cursor.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            unknown(std::str::from_utf8(&altered).unwrap());
        }
        unknown(&cursor[..cursor.len() - 1]);
        unknown(&format!("{cursor}A"));
        unknown("AQ");
        unknown(&"A".repeat(2_000));
        for malformed in ["", "%00", "....", "a+b", "a=", &"A".repeat(2_001)] {
            refused(malformed, 400, "invalid-parameter");
        }
    });
}

#[test]
fn a_cursor_belongs_to_its_filters_and_its_order() {
    both_demos(|app| {
        let page = app.json("/v1/articles?limit=3&sort=title&language=en");
        let cursor = cursor_of(next(&page)).to_owned();
        for other in [
            "articles?sort=-title&language=en",
            "articles?sort=title",
            "articles?sort=title&language=fr",
            "articles?sort=title&language=en&type=commentary",
            "articles?language=en",
            "authors?",
            "series/se2/articles?sort=title&language=en",
        ] {
            let answer = app.get(&format!("/v1/{other}&cursor={cursor}"));
            let problem = answer.problem(404, "unknown-cursor");
            assert_eq!(problem["errors"][0]["parameter"], "cursor", "{other}");
        }
        // The page size, the fields and the order of parameters may change on the way.
        let a = app.json(&format!("/v1/articles?cursor={cursor}&fields=id&language=en&limit=5&sort=title"));
        let whole = ids(&app.walk("/v1/articles?sort=title&language=en&limit=200"));
        assert_eq!(ids(a["items"].as_array().unwrap()), whole[3..8]);
        let twice = format!("/v1/articles?sort=title&language=en&cursor={cursor}&cursor={cursor}");
        app.get(&twice).problem(400, "invalid-parameter");
    });
}

#[test]
fn a_cursor_outlives_the_service_but_not_the_epoch() {
    use crate::support::app::{Database, engines};
    for engine in engines() {
        let database = Database::fresh(engine);
        database.load_demo();
        let first = App::on(database);
        let path = next(&first.json("/v1/articles?limit=3")).to_owned();
        let relations = first.json("/v1/articles?has=relations&limit=1")["items"][0]["id"].as_str().unwrap().to_owned();
        let before = first.json(&path);
        // The same database, opened anew.
        let url = first.database.url.clone();
        let again = byline::store::Store::open(&url, byline::store::Migrate::Check).unwrap();
        let second = first.beside(again.clone());
        assert_eq!(second.json(&path), before);
        drop(second);
        // A restored backup begins another epoch.
        again.write(|db| db.set_meta("epoch", "other")).unwrap();
        let third = first.beside(again);
        let problem = third.get(&path).problem(410, "stale-cursor");
        assert!(problem["detail"].as_str().unwrap().contains("without `cursor`"), "{problem}");
        assert!(third.json("/v1/articles")["as_of"].as_str().unwrap().starts_with("other-"));
        third.get(&format!("/v1/articles/{relations}/relations")).json();
    }
}

#[test]
fn as_of_names_the_place_in_the_log() {
    both_apps(|app| {
        assert_eq!(app.json("/v1/articles")["as_of"], "test-0");
        app.database.load_demo();
        let head = app.database.head();
        assert!(head > 60);
        for list in ["articles", "authors", "series/se1/articles"] {
            assert_eq!(app.json(&format!("/v1/{list}"))["as_of"], format!("test-{head}"), "{list}");
        }
    });
}
