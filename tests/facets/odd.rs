//! Facets of what is merged, withdrawn, spelled in several ways, or not there at all.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{checked, with};
use crate::support::app::{App, both_apps};

/// An archive of odd articles.
fn fill(app: &App, key: &str) {
    app.make("organizations", key, json!({"names": [{"text": "Harbour Institute"}]}));
    app.make("organizations", key, json!({"names": [{"text": "Quay Forum"}]}));
    app.make("series", key, json!({"titles": [{"text": "Notes"}], "publisher": "or1"}));
    app.make("series", key, json!({"titles": [{"text": "Letters"}]}));
    for name in ["J. Doe", "Jane Doe", "Kim Roe"] {
        app.make("authors", key, json!({"names": [{"full": name}]}));
    }
    let articles = [
        // Its first appearance has no series, year or publisher; a reprint has them.
        json!({"contributions": [{"author": "au1"}], "appearances": [
            {"primary": true, "language": "en-GB"},
            {"kind": "reprint", "series": "se2", "published": "2020", "year": 2019, "publisher": "or2"}]}),
        json!({"contributions": [{"author": "au1"}, {"author": "au2"}],
            "appearances": [{"series": "se1", "number": "1", "published": "2024-05", "language": "zh-Hant"}],
            "subjects": [{"id": "T/1-a", "label": "Maritime Security"}, {"label": "Café policy"}],
            "places": [{"label": "Aotearoa", "kind": "place"}]}),
        json!({"contributions": [{"author": "or2"}, {"author": "au3",
                "affiliations": [{"name": "Harbour", "organization": "or1"}]}],
            "appearances": [{"series": "se1", "number": "2", "published": "2023", "language": "en"},
                {"kind": "reprint", "series": "se2", "published": "2024", "language": "fr"}],
            "subjects": [{"label": "maritime security"}, {"label": "CAFE Policy"}, {"label": "T 1 a"}, {"label": "++"}]}),
        // By a name that is nobody's, in nothing, about nothing.
        json!({}),
        json!({"appearances": [{"series": "se1", "number": "3", "language": "en"}],
            "contributions": [{"author": "au2"}], "notices": [{"kind": "correction", "text": "Sic."}]}),
    ];
    for (number, own) in articles.into_iter().enumerate() {
        let mut own = own;
        own["titles"] = json!([{"text": format!("Title {number}")}]);
        own["status"] = json!("published");
        app.make("articles", key, own);
    }
}

fn facet(app: &App, query: &str, name: &str) -> Value {
    let page = app.json(&with("/v1/articles", &format!("facets={name}&{query}")));
    page["facets"][0].clone()
}

/// What a facet tells: ids, labels and counts.
fn values(facet: &Value) -> Vec<(&str, &str, u64)> {
    let values = facet["values"].as_array().unwrap().iter();
    let all =
        values.map(|own| (own["id"].as_str().unwrap(), own["label"].as_str().unwrap(), own["count"].as_u64().unwrap()));
    all.collect()
}

const QUERIES: &[&str] = &[
    "",
    "?author=au1",
    "?author=au1&author=au3",
    "?series=se1",
    "?language=zh",
    "?subject=maritime+security",
    "?subject=t/1-A",
    "?year=2024",
    "?status=withdrawn",
    "?status=published&status=withdrawn",
    "?without=series&without=author",
    "?all.without=series&all.without=author",
];

#[test]
fn counts_are_totals_whatever_is_merged_and_withdrawn() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        fill(app, &key);
        QUERIES.iter().for_each(|query| _ = checked(app, &format!("/v1/articles{query}")));
        let people = [("au1", "J. Doe", 2), ("au2", "Jane Doe", 2), ("au3", "Kim Roe", 1), ("or2", "Quay Forum", 1)];
        assert_eq!(values(&facet(app, "", "author")), people);
        // One author by now: an article of both counts once.
        assert_eq!(app.patch("/v1/authors/au1", &key, json!({"merged_into": "au2"})).status, 200);
        assert_eq!(app.write("DELETE", "/v1/articles/ar3", &key, &["If-Match: *"], &Value::Null).status, 200);
        QUERIES.iter().for_each(|query| _ = checked(app, &format!("/v1/articles{query}")));
        assert_eq!(values(&facet(app, "", "author")), [("au2", "Jane Doe", 3)]);
        // A filter by the merged one is by the other: both hold.
        let own = facet(app, "author=au1", "author");
        assert_eq!(values(&own), [("au2", "Jane Doe", 3)]);
        assert_eq!(app.json(own["values"][0]["link"].as_str().unwrap())["total"], 3);
        // A new name shows at once.
        app.patch("/v1/authors/au2", &key, json!({"names": [{"full": "Jane Roe"}]}));
        assert_eq!(values(&facet(app, "", "author")), [("au2", "Jane Roe", 3)]);
    });
}

#[test]
fn what_is_missing_is_missing_everywhere() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        fill(app, &key);
        for (name, missing) in [
            ("series", 1),
            ("author", 1),
            ("organization", 1),
            ("publisher", 1),
            ("year", 2),
            ("language", 1),
            ("subject", 3),
            ("place", 4),
            ("type", 0),
            ("content", 0),
            ("notice", 4),
        ] {
            assert_eq!(facet(app, "", name)["missing"]["count"], missing, "{name}");
        }
    });
}

#[test]
fn a_subject_is_one_by_its_id_or_else_by_its_label() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        fill(app, &key);
        let own = facet(app, "", "subject");
        let mut own = values(&own);
        own.sort_unstable();
        // As the filter finds them: by a label those as well that have an id beside it. Spelled as in the
        // newest article.
        let wanted = [
            ("++", "++", 1),
            ("Café policy", "Café policy", 2),
            ("T 1 a", "T 1 a", 1),
            ("T/1-a", "Maritime Security", 2),
            ("maritime security", "maritime security", 2),
        ];
        assert_eq!(own, wanted);
        assert_eq!(
            values(&facet(app, "", "language")),
            [("en", "English", 3), ("fr", "French", 1), ("zh", "Chinese", 1)]
        );
        let years = facet(app, "", "year");
        let years: Vec<_> = values(&years).into_iter().map(|(year, _, count)| (year, count)).collect();
        assert_eq!(years, [("2024", 2), ("2019", 1), ("2020", 1), ("2023", 1)]);
    });
}
