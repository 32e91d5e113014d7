//! The order by relevance, other orders, filters, pages, highlights.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{article, ask, encode, found};
use crate::support::app::{App, both_apps, both_demos};

fn walk(app: &App, path: &str) -> Vec<String> {
    app.walk(path).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_fits_best_comes_first_and_what_is_newer_of_two() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let dated = |title: &str, text: &str, published: &str| {
            let mut own = article(title, "en", text);
            own["appearances"][0]["published"] = json!(published);
            own
        };
        app.make("articles", &key, dated("Grain", "A word of quotas at sea, and of much else beside.", "2020-01-01"));
        app.make("articles", &key, dated("Quotas", "On fish.", "2019-01-01"));
        app.make("articles", &key, dated("Quotas", "On fish.", "2021-01-01"));
        app.make("articles", &key, dated("Nothing", "Of the kind.", "2022-01-01"));
        let page = ask(app, "articles", "quota", "");
        let order: Vec<_> =
            page["items"].as_array().unwrap().iter().map(|own| own["published"].as_str().unwrap()).collect();
        assert_eq!(order, ["2021-01-01", "2019-01-01", "2020-01-01"]);
        let by_date = ask(app, "articles", "quota", "&sort=published");
        let order: Vec<_> =
            by_date["items"].as_array().unwrap().iter().map(|own| own["published"].as_str().unwrap()).collect();
        assert_eq!(order, ["2019-01-01", "2020-01-01", "2021-01-01"]);
        assert_eq!(by_date["total"], 3);
    });
}

#[test]
fn pages_of_any_order_make_the_whole() {
    both_demos(|app| {
        for q in ["harbour", "the", "-harbour", "tide*", "fishing port ferry"] {
            for sort in ["", "&sort=relevance", "&sort=-published", "&sort=title"] {
                let all = walk(app, &format!("/v1/articles?q={}{sort}&limit=200", encode(q)));
                for limit in [1, 3] {
                    let pages = walk(app, &format!("/v1/articles?q={}{sort}&limit={limit}", encode(q)));
                    assert_eq!(pages, all, "{q}{sort}");
                }
            }
            let mut ranked = walk(app, &format!("/v1/articles?q={}&limit=200", encode(q)));
            let mut dated = walk(app, &format!("/v1/articles?q={}&sort=published&limit=200", encode(q)));
            ranked.sort();
            dated.sort();
            assert_eq!(ranked, dated, "{q}");
        }
    });
}

#[test]
fn filters_cut_what_is_found() {
    both_demos(|app| {
        let all: Vec<Value> = app.walk("/v1/articles?q=harbour&limit=200");
        let languages: Vec<&str> = all.iter().filter_map(|own| own["language"].as_str()).collect();
        for language in ["en", "fr", "ja"] {
            let expected = languages.iter().filter(|own| own.split('-').next() == Some(language)).count();
            for sort in ["", "&sort=title"] {
                let page = ask(app, "articles", "harbour", &format!("&language={language}{sort}"));
                assert_eq!(page["total"], expected, "{language}{sort} {page}");
                let rest = ask(app, "articles", "harbour", &format!("&not.language={language}{sort}"));
                assert_eq!(rest["total"], all.len() - expected, "{language}");
            }
        }
        let series = all.iter().find_map(|own| own["series"]["id"].as_str()).unwrap();
        let of_series = app.json(&format!("/v1/series/{series}/articles?q=harbour&limit=200"));
        let expected =
            all.iter().filter(|own| own["appearances"].as_array().unwrap().iter().any(|a| a["series"]["id"] == series));
        assert_eq!(of_series["total"], expected.count());
    });
}

#[test]
fn a_cursor_of_an_older_order_goes_on_and_says_so() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        for n in 0..4 {
            app.make("articles", &key, article(&format!("Harbour {n}"), "en", "Mud."));
        }
        let first = ask(app, "articles", "harbour", "&limit=2");
        assert_eq!(first["search"]["same_order"], true);
        let next = first["next"].as_str().unwrap();
        assert_eq!(app.json(next)["search"]["same_order"], true);
        app.make("articles", &key, article("Another", "en", "Tide."));
        let second = app.json(next);
        assert_eq!(second["search"]["same_order"], false);
        assert_eq!(second["items"].as_array().unwrap().len(), 2);
        // A cursor belongs to its question and its order.
        let cursor = next.split("cursor=").nth(1).unwrap();
        for other in ["q=harbours", "q=harbour&sort=title", "sort=title"] {
            app.get(&format!("/v1/articles?{other}&limit=2&cursor={cursor}")).problem(404, "unknown-cursor");
        }
    });
}

#[test]
fn words_are_marked_in_public_texts() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        app.make("articles", &key, article("Harbours & <b>ports</b>", "en", "The harbour, and the ports."));
        let page = ask(app, "articles", "harbour the", "&highlight=title,abstract,author");
        let marked = &page["search"]["highlights"][0];
        assert_eq!(marked["title_html"], "<mark>Harbours</mark> &amp; &lt;b&gt;ports&lt;/b&gt;");
        assert_eq!(marked["abstract_html"], "The <mark>harbour</mark>, and the ports.");
        assert!(marked["author_html"].is_null() && marked["body_html"].is_null());
        assert!(ask(app, "articles", "harbour", "")["search"]["highlights"].is_null());
        assert_eq!(found(app, "articles", "harbour").len(), 1);
    });
}

#[test]
fn facets_count_what_is_found() {
    both_demos(|app| {
        for q in ["harbour", "the", "tide*"] {
            for sort in ["", "&sort=title"] {
                let names = "&facets=series,author,language,year,type,subject,place&facet_limit=100&limit=2";
                let page = ask(app, "articles", q, &format!("{names}{sort}"));
                assert!(page["total"].as_u64().unwrap() > 2, "{q}");
                for facet in page["facets"].as_array().unwrap() {
                    let values = facet["values"].as_array().unwrap().iter();
                    for value in values.chain([&facet["missing"]]) {
                        let found = app.json(value["link"].as_str().unwrap());
                        assert_eq!(found["total"], value["count"], "{q} {value}");
                    }
                    let all = app.walk(facet["all"].as_str().unwrap());
                    assert_eq!(facet["distinct"], all.len(), "{q}");
                }
            }
        }
    });
}
