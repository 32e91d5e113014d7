//! Citations: of one article and of many.

use byline::domain::Resource;
use byline::format::citation;
use serde_json::Value;

use crate::support::app::{App, Engine, both_demos};

/// Every item of a list of citations.
fn cited(app: &App, query: &str) -> Vec<Value> {
    app.walk(&format!("/v1/articles/citations?{query}"))
}

fn texts(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["citation"].as_str().unwrap()).collect()
}

#[test]
fn many_are_cited_as_one_is() {
    both_demos(|app| {
        for query in ["style=apa", "style=mla&locale=de", "style=harvard&format=html"] {
            let items = cited(app, &format!("{query}&limit=7"));
            assert_eq!(items.len() as u64, app.json("/v1/articles?limit=1")["total"].as_u64().unwrap());
            for item in &items {
                let path = format!("/v1/articles/{}/citation?{query}", item["id"].as_str().unwrap());
                let key = if query.contains("html") { "citation_html" } else { "citation" };
                let one = app.get(&path);
                assert_eq!(one.text(), format!("{}\n", item[key].as_str().unwrap()), "{path}");
                assert_eq!(item["citation_html"].is_null(), !query.contains("html"), "{item}");
            }
        }
    });
}

#[test]
fn filters_and_order_are_those_of_the_list() {
    both_demos(|app| {
        for query in ["series=se1", "not.language=en&sort=title", "has=doi&year=2018&sort=-published", "subject=x"] {
            let listed = app.json(&format!("/v1/articles?{query}&limit=200"));
            let cited = app.json(&format!("/v1/articles/citations?{query}&limit=200"));
            let ids = |list: &Value| -> Vec<String> {
                list["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()).collect()
            };
            assert_eq!(ids(&cited), ids(&listed), "{query}");
            assert_eq!((&cited["total"], &cited["as_of"]), (&listed["total"], &listed["as_of"]), "{query}");
        }
    });
}

#[test]
fn numbers_run_through() {
    both_demos(|app| {
        let items = cited(app, "style=ieee&limit=3&sort=title");
        for (at, text) in texts(&items).into_iter().enumerate() {
            assert!(text.starts_with(&format!("[{}] ", at + 1)), "{text}");
        }
        let later = app.json("/v1/articles/citations?style=ieee&first=40&limit=2&format=html");
        assert!(later["items"][1]["citation_html"].as_str().unwrap().starts_with("[41] "), "{later}");
        // A style without numbers has none, and nothing to hand on.
        let plain = app.json("/v1/articles/citations?style=apa&limit=2&first=40");
        assert!(!plain.to_string().contains("40"), "{plain}");
        // A reference that stands alone has no number.
        let id = items[0]["id"].as_str().unwrap();
        assert!(!app.get(&format!("/v1/articles/{id}/citation?style=ieee")).text().contains('['));
    });
}

#[test]
fn what_is_wrong_is_named() {
    both_demos(|app| {
        let path = "/v1/articles/citations?style=x&locale=y&format=z&first=0&fields=id&colour=1&limit=0&sort=q";
        let answer = app.get(path);
        let problem = answer.problem(400, "invalid-parameter");
        let mut named: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|own| own["parameter"].as_str().unwrap()).collect();
        named.sort();
        assert_eq!(named, ["colour", "fields", "first", "format", "limit", "locale", "sort", "style"]);
        let known = problem["errors"].as_array().unwrap().iter().find(|own| own["parameter"] == "colour").unwrap();
        let known = known["detail"].as_str().unwrap();
        assert!(known.ends_with("sort, limit, cursor, style, locale, format, first"), "{known}");
        app.get("/v1/articles/citations?locale=y").problem(400, "invalid-parameter");
        // A cursor belongs to its own list.
        let next = app.json("/v1/articles?limit=2")["next"].as_str().unwrap().replace("?", "/citations?");
        app.get(&next).problem(404, "unknown-cursor");
        assert_eq!(app.get_with("/v1/articles/citations", &[("accept", "text/html")]).status, 406);
        assert_eq!(app.get("/v1/articles/citations.bib").status, 404);
    });
}

#[test]
fn it_is_kept_until_the_archive_changes() {
    let app = App::fresh(Engine::Sqlite);
    app.database.load("t", r#"{"resource":"article","key":"a","titles":[{"text":"First"}]}"#);
    let path = "/v1/articles/citations?style=ieee";
    let before = app.get(path);
    assert_eq!(before.header("content-type"), Some("application/json"));
    let tag = before.header("etag").unwrap();
    for _ in 0..3 {
        assert_eq!(app.get_with(path, &[("if-none-match", tag)]).status, 304);
    }
    app.database.load("t", r#"{"resource":"article","key":"a","titles":[{"text":"Second"}]}"#);
    let after = app.get_with(path, &[("if-none-match", tag)]);
    assert_eq!(after.status, 200);
    assert!(texts(after.json()["items"].as_array().unwrap())[0].contains("Second"));
}

#[test]
fn every_style_tells_in_a_list_what_it_tells_alone() {
    let app = App::demo(Engine::Sqlite);
    let numbered = citation::style_names().filter(|style| {
        let style: String = url::form_urlencoded::byte_serialize(style.as_bytes()).collect();
        let list = app.json(&format!("/v1/articles/citations?style={style}&limit=1"));
        let id = list["items"][0]["id"].as_str().unwrap();
        let one = app.get(&format!("/v1/{}/{id}/citation?style={style}", Resource::Article.plural())).text();
        let text = list["items"][0]["citation"].as_str().unwrap();
        let label = text.strip_suffix(one.trim_end()).unwrap_or_else(|| panic!("{style}: {text} / {one}"));
        assert!(label.is_empty() || label.contains('1') && label.len() < 6, "{style}: {label}");
        !label.is_empty()
    });
    assert!(numbered.count() > 5);
}
