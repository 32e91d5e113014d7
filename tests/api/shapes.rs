//! Every record has every key, always; the document says which.

use serde_json::{Map, Value};

use super::{id_of, ids};
use crate::support::app::{App, both_demos};

const RESOURCES: [(&str, &str); 5] = [
    ("articles", "Article"),
    ("authors", "Author"),
    ("organizations", "Organization"),
    ("series", "Series"),
    ("disclaimers", "Disclaimer"),
];

/// The schema a reference or the one alternative that is not null leads to.
fn schema<'a>(document: &'a Value, mut own: &'a Value) -> &'a Value {
    loop {
        if let Some(path) = own["$ref"].as_str() {
            own = document.pointer(&path[1..]).unwrap();
        } else if let Some(list) = own["oneOf"].as_array().or(own["anyOf"].as_array()) {
            own = list.iter().find(|s| s["type"] != "null").unwrap();
        } else {
            return own;
        }
    }
}

/// The properties an object may have, of all the schemas it is put together from.
fn properties(document: &Value, own: &Value) -> Map<String, Value> {
    let own = schema(document, own);
    let parts = own["allOf"].as_array().into_iter().flatten();
    let mut all: Map<String, Value> = parts.flat_map(|part| properties(document, part)).collect();
    all.extend(own["properties"].as_object().cloned().unwrap_or_default());
    all
}

/// That a value has exactly the keys its schema names, at every depth.
fn complete(document: &Value, own: &Value, value: &Value, at: &str) {
    let own = schema(document, own);
    match value {
        Value::Object(fields) => {
            let properties = properties(document, own);
            let mut names: Vec<_> = fields.keys().collect();
            let mut wanted: Vec<_> = properties.keys().collect();
            names.sort();
            wanted.sort();
            assert_eq!(names, wanted, "{at}");
            for (name, value) in fields {
                complete(document, &properties[name], value, &format!("{at}.{name}"));
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| complete(document, &own["items"], v, &format!("{at}[{i}]")));
        }
        _ => {}
    }
}

#[test]
fn records_have_all_keys_at_every_depth() {
    both_demos(|app| {
        let document = app.json("/openapi.json");
        for (resource, name) in RESOURCES {
            let all = app.all(resource);
            assert!(all.len() > 3, "{resource}");
            let own = &document["components"]["schemas"][name];
            for record in &all {
                complete(&document, own, record, &format!("{resource}/{}", record["id"]));
            }
        }
    });
}

#[test]
fn a_list_and_a_single_record_are_the_same_bytes() {
    both_demos(|app| {
        for (resource, _) in RESOURCES {
            let page = app.get(&format!("/v1/{resource}?limit=200")).text();
            let page: serde_json::Map<String, Value> = serde_json::from_str(&page).unwrap();
            for item in page["items"].as_array().unwrap() {
                let path = format!("/v1/{resource}/{}", item["id"].as_str().unwrap());
                let single = app.get(&path);
                assert_eq!(single.status, 200);
                assert_eq!(single.text(), item.to_string(), "{path}");
                assert_eq!(single.header("content-type"), Some("application/json"));
            }
        }
    });
}

#[test]
fn what_a_reader_looks_for_is_there() {
    both_demos(|app| {
        let id = id_of(app, "articles", "doi", "10.5555/tide.2018.20");
        let own = app.json(&format!("/v1/articles/{id}"));
        assert_eq!(own["title"], "The Harbour Fund at Ten");
        assert_eq!(own["title"], own["titles"][0]["text"]);
        assert_eq!(own["status"], "published");
        assert_eq!((own["number"].as_str(), own["year"].as_i64()), (Some("20"), Some(2018)));
        assert_eq!(own["published"], "2018-10-16");
        assert_eq!(own["publisher"]["name"], "Saltmarsh Institute");
        assert_eq!(own["series"]["title"], "Tideline");
        assert_eq!(own["contributions"][0]["books"][1]["title"], "Mud: A Ledger");
        assert_eq!(own["contributions"][0]["affiliations"][0]["former"], true);
        assert_eq!(own["notices"][0]["kind"], "correction");
        assert_eq!(own["notices"][0]["article"]["number"], "20C");
        // The disclaimer printed on it wins over the one of its series.
        assert_eq!(own["disclaimers"].as_array().unwrap().len(), 1);
        assert!(own["disclaimers"][0]["text"].as_str().unwrap().starts_with("The author advised two of the ports"));
        assert_eq!(own["created"], "2024-01-01T00:00:00.000000Z");
        assert_eq!(own["slug"], "the-harbour-fund-at-ten");
    });
}

#[test]
fn disclaimers_of_a_series_follow_its_dates_languages_and_types() {
    both_demos(|app| {
        let shown = |doi: &str| {
            let id = id_of(app, "articles", "doi", doi);
            let own = app.json(&format!("/v1/articles/{id}"));
            let texts = own["disclaimers"].as_array().unwrap().iter().map(|d| d["text"].as_str().unwrap().to_owned());
            texts.collect::<Vec<_>>()
        };
        assert!(shown("10.5555/tide.2019.13")[0].starts_with("Tideline is a place for argument."));
        assert!(shown("10.5555/tide.2019.14")[0].starts_with("Authors of Tideline speak for themselves."));
        assert_eq!(shown("10.5555/tide.2013.9.vi"), [""; 0], "neither its language nor its type");
        assert_eq!(shown("10.5555/tide.2018.20c"), [""; 0], "a correction");
    });
}

#[test]
fn a_slug_redirects_and_keeps_the_query() {
    both_demos(|app| {
        for (resource, _) in RESOURCES.iter().filter(|(resource, _)| *resource != "disclaimers") {
            for record in app.all(resource) {
                let Some(slug) = record["slug"].as_str() else { continue };
                let path = format!("/v1/{resource}/{}", record["id"].as_str().unwrap());
                let answer = app.get(&format!("/v1/{resource}/{slug}?fields=id"));
                assert_eq!((answer.status, answer.header("location")), (302, Some(&*format!("{path}?fields=id"))));
                assert_eq!(answer.header("cache-control"), Some("public, no-cache"));
                assert_eq!(app.get(&path).status, 200);
            }
        }
    });
}

#[test]
fn scoped_lists_are_the_filter_by_another_name() {
    both_demos(|app| {
        let scopes = [
            ("authors", "author"),
            ("series", "series"),
            ("disclaimers", "disclaimer"),
            ("organizations", "organization"),
        ];
        for (resource, filter) in scopes {
            let mut met = 0;
            for id in ids(&app.all(resource)) {
                let scoped = app.walk(&format!("/v1/{resource}/{id}/articles?limit=7"));
                let filtered = app.walk(&format!("/v1/articles?{filter}={id}&limit=200"));
                assert_eq!(scoped, filtered, "{resource} {id}");
                met += scoped.len();
                let twice = app.get(&format!("/v1/{resource}/{id}/articles?{filter}={id}"));
                let problem = twice.problem(400, "invalid-parameter");
                assert_eq!(problem["errors"][0]["parameter"], filter);
            }
            assert!(met > 5, "{resource}");
            let wrong = format!("/v1/{resource}/{}/articles", &unknown(app, resource));
            app.get(&wrong).problem(404, "not-found");
            app.get(&format!("/v1/{resource}/nobody/articles")).problem(404, "not-found");
        }
    });
}

/// An id of a resource that nothing has.
fn unknown(app: &App, resource: &str) -> String {
    let any = ids(&app.all(resource)).pop().unwrap();
    format!("{}zzz", &any[..2])
}
