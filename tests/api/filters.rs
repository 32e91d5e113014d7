//! Every filter, against what a walk over all records says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{encode, ids};
use crate::support::app::{App, both_demos};

/// The values by which a record is found with one filter.
pub type Values = fn(&Value) -> Vec<String>;

fn strings<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<String> {
    values
        .filter_map(|v| match v {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect()
}

fn list<'a>(own: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    own[field].as_array().unwrap().iter()
}

/// The appearances, and the one a tombstone is cited by.
fn places(own: &Value) -> impl Iterator<Item = &Value> {
    list(own, "appearances").chain([own])
}

fn affiliations(own: &Value) -> Vec<String> {
    strings(list(own, "contributions").flat_map(|c| list(c, "affiliations")).map(|a| &a["organization"]["id"]))
}

fn languages<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let tags = strings(values).into_iter();
    tags.flat_map(|tag| {
        let ends: Vec<usize> = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]).collect();
        ends.into_iter().map(move |end| tag[..end].to_owned()).collect::<Vec<_>>()
    })
    .collect()
}

/// Of articles, filter by filter.
pub const ARTICLES: &[(&str, Values)] = &[
    ("series", |own| strings(places(own).map(|p| &p["series"]["id"]))),
    ("number", |own| strings(places(own).map(|p| &p["number"]))),
    ("author", |own| strings(list(own, "contributions").map(|c| &c["author"]["id"]))),
    ("organization", |own| {
        let signed = strings(list(own, "contributions").map(|c| &c["author"]["id"]));
        let signed = signed.into_iter().filter(|id| id.starts_with("or"));
        let published = strings(places(own).map(|p| &p["publisher"]["id"]));
        signed.chain(published).chain(affiliations(own)).collect()
    }),
    ("publisher", |own| strings(places(own).map(|p| &p["publisher"]["id"]))),
    ("language", |own| languages(places(own).map(|p| &p["language"]))),
    ("type", |own| strings([&own["type"]].into_iter())),
    ("content", |own| strings([&own["content"]].into_iter())),
    ("subject", |own| strings(list(own, "subjects").flat_map(|s| [&s["id"], &s["label"]]))),
    ("place", |own| strings(list(own, "places").flat_map(|s| [&s["id"], &s["label"]]))),
    ("status", |own| strings([&own["status"]].into_iter())),
    ("notice", |own| strings(list(own, "notices").map(|n| &n["kind"]))),
    ("year", |own| {
        let published = strings(places(own).map(|p| &p["published"])).into_iter().map(|date| date[..4].to_owned());
        published.chain(strings(places(own).map(|p| &p["year"]))).collect()
    }),
    ("disclaimer", |own| strings(list(own, "disclaimers").map(|d| &d["id"]))),
    ("has", has),
];

const AUTHORS: &[(&str, Values)] = &[
    ("organization", |own| strings(list(own, "affiliations").map(|a| &a["organization"]["id"]))),
    ("orcid", |own| strings([&own["orcid"]].into_iter())),
    ("name", |own| strings(list(own, "names").map(|n| &n["full"]).chain([&own["name"], &own["sort_name"]]))),
    ("has", has),
];

const ORGANIZATIONS: &[(&str, Values)] = &[
    ("country", |own| strings([&own["country"]].into_iter())),
    ("ror", |own| strings([&own["ror"]].into_iter())),
    ("name", |own| strings(list(own, "names").map(|n| &n["text"]))),
    ("has", has),
];

const SERIES: &[(&str, Values)] = &[
    ("publisher", |own| strings([&own["publisher"]["id"]].into_iter())),
    ("language", |own| languages([&own["language"]].into_iter())),
    ("kind", |own| strings([&own["kind"]].into_iter())),
    ("issn", |own| strings(["online", "print", "linking"].into_iter().map(|m| &own["issn"][m]))),
    ("numbering", |own| strings([&own["numbering"]].into_iter())),
    ("code", |own| strings([&own["code"]].into_iter())),
    ("has", has),
];

const DISCLAIMERS: &[(&str, Values)] = &[
    ("series", |own| strings([&own["series"]["id"]].into_iter())),
    ("language", |own| languages([&own["language"]].into_iter())),
    ("type", |own| {
        let own = strings(list(own, "types"));
        let all = "commentary response correction translation review interview editors_note";
        if own.is_empty() { all.split(' ').map(str::to_owned).collect() } else { own }
    }),
    ("has", has),
];

const ALL: [(&str, &[(&str, Values)]); 5] = [
    ("articles", ARTICLES),
    ("authors", AUTHORS),
    ("organizations", ORGANIZATIONS),
    ("series", SERIES),
    ("disclaimers", DISCLAIMERS),
];

/// The top-level fields that hold something.
fn has(own: &Value) -> Vec<String> {
    let fields = own.as_object().unwrap().iter();
    fields.filter(|(_, value)| !is_empty(value)).map(|(name, _)| name.clone()).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(Value::is_null),
        _ => false,
    }
}

/// Everything there is of a resource, withdrawn articles too, and the parameters that list it.
fn everything(app: &App, resource: &str) -> (Vec<Value>, &'static str) {
    let all = if resource == "articles" { "status=published&status=withdrawn" } else { "" };
    (app.walk(&format!("/v1/{resource}?limit=200&{all}")), all)
}

fn found(app: &App, resource: &str, query: &str) -> BTreeSet<String> {
    ids(&app.walk(&format!("/v1/{resource}?fields=id&limit=50&{query}"))).into_iter().collect()
}

#[test]
fn every_filter_finds_what_has_the_value_and_no_more() {
    both_demos(|app| {
        for (resource, filters) in ALL {
            let (records, all) = everything(app, resource);
            let every: BTreeSet<String> = ids(&records).into_iter().collect();
            for (name, values) in filters {
                let mut by_value: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
                for record in &records {
                    for value in values(record) {
                        by_value.entry(value).or_default().insert(record["id"].as_str().unwrap().to_owned());
                    }
                }
                assert!(!by_value.is_empty(), "the archive has nothing for {resource}?{name}=");
                let all = if *name == "status" { "" } else { all };
                for (value, wanted) in &by_value {
                    let value = encode(value);
                    assert_eq!(&found(app, resource, &format!("{name}={value}&{all}")), wanted, "{name}={value}");
                    let others: BTreeSet<_> = every.difference(wanted).cloned().collect();
                    assert_eq!(
                        found(app, resource, &format!("not.{name}={value}&{all}")),
                        others,
                        "not.{name}={value}"
                    );
                }
                // Repeated: any of them; negated twice: none of them.
                let two: Vec<_> = by_value.iter().take(2).collect();
                if let [(a, of_a), (b, of_b)] = two[..] {
                    let (a, b) = (encode(a), encode(b));
                    let either: BTreeSet<_> = of_a.union(of_b).cloned().collect();
                    assert_eq!(found(app, resource, &format!("{name}={a}&{all}&{name}={b}")), either, "{name}");
                    let both: BTreeSet<_> = of_a.intersection(of_b).cloned().collect();
                    assert_eq!(found(app, resource, &format!("all.{name}={a}&{all}&all.{name}={b}")), both, "{name}");
                    let neither: BTreeSet<_> = every.difference(&either).cloned().collect();
                    assert_eq!(found(app, resource, &format!("not.{name}={a}&not.{name}={b}&{all}")), neither);
                }
            }
        }
    });
}

#[test]
fn missing_is_the_other_side_of_has() {
    both_demos(|app| {
        for (resource, _) in ALL {
            let (records, all) = everything(app, resource);
            for field in records[0].as_object().unwrap().keys() {
                let wanted = records.iter().filter(|own| is_empty(&own[field])).cloned().collect::<Vec<_>>();
                let wanted: BTreeSet<String> = ids(&wanted).into_iter().collect();
                assert_eq!(found(app, resource, &format!("missing={field}&{all}")), wanted, "{resource} {field}");
                assert_eq!(found(app, resource, &format!("not.has={field}&{all}")), wanted, "{resource} {field}");
            }
        }
    });
}

#[test]
fn different_filters_must_all_hold() {
    both_demos(|app| {
        let (records, all) = everything(app, "articles");
        let mut met = 0;
        for (first, of_first) in ARTICLES.iter().filter(|(name, _)| *name != "status") {
            for (second, of_second) in ARTICLES.iter().filter(|(name, _)| name != first && *name != "status") {
                let source = records.iter().find(|r| !of_first(r).is_empty() && !of_second(r).is_empty()).unwrap();
                let (a, b) = (of_first(source).remove(0), of_second(source).remove(0));
                let wanted: BTreeSet<String> = records
                    .iter()
                    .filter(|r| of_first(r).contains(&a) && !of_second(r).contains(&b))
                    .map(|r| r["id"].as_str().unwrap().to_owned())
                    .collect();
                let query = format!("{first}={}&not.{second}={}&{all}", encode(&a), encode(&b));
                assert_eq!(found(app, "articles", &query), wanted, "{query}");
                met += usize::from(!wanted.is_empty());
            }
        }
        assert!(met > 20);
    });
}

#[test]
fn only_published_articles_are_listed_unless_asked_for() {
    both_demos(|app| {
        let plain = app.all("articles");
        assert!(plain.iter().all(|own| own["status"] == "published"));
        assert_eq!(app.walk("/v1/articles?status=published&limit=200"), plain);
        let withdrawn = app.walk("/v1/articles?status=withdrawn");
        assert_eq!(withdrawn.len(), 1);
        assert_eq!(withdrawn[0]["withdrawal"]["successor"]["title"], "A Census of the Reefs, Recounted");
        assert_eq!(app.walk("/v1/articles?not.status=published"), withdrawn);
    });
}

/// The first and last day of a date of any precision, as text that sorts.
fn span(date: &str) -> (String, String) {
    let (first, last) = ["-01-01", "-12-31"].map(|rest| format!("{date}{rest}")).into();
    match date.len() {
        4 => (first, last),
        // No month has a day 32, and none is written so: as an upper end it does.
        7 => (format!("{date}-01"), format!("{date}-31")),
        _ => (date.to_owned(), date.to_owned()),
    }
}

#[test]
fn dates_are_intervals_and_bounds_belong_to_them() {
    both_demos(|app| {
        let (records, all) = everything(app, "articles");
        let dates: Vec<String> = records.iter().flat_map(|r| strings(places(r).map(|p| &p["published"]))).collect();
        let asked = dates.iter().map(String::as_str).chain(["2008-07", "2022-09-30", "2022-10", "1999", "2099-12-31"]);
        for bound in asked.collect::<BTreeSet<_>>() {
            let (first, last) = span(bound);
            let on = |keep: &dyn Fn(&str, &str) -> bool| -> BTreeSet<String> {
                let dated = |own: &&Value| {
                    strings(places(own).map(|p| &p["published"])).iter().any(|d| {
                        let (start, end) = span(d);
                        keep(&start, &end)
                    })
                };
                records.iter().filter(dated).map(|r| r["id"].as_str().unwrap().to_owned()).collect()
            };
            let from = on(&|_, end| *end >= *first);
            let to = on(&|start, _| *start <= *last);
            assert_eq!(found(app, "articles", &format!("published_from={bound}&{all}")), from, "from {bound}");
            assert_eq!(found(app, "articles", &format!("published_to={bound}&{all}")), to, "to {bound}");
            let within = on(&|start, end| *end >= *first && *start <= *last);
            let query = format!("published_from={bound}&published_to={bound}&{all}");
            assert_eq!(found(app, "articles", &query), within, "on {bound}");
        }
    });
}

#[test]
fn modified_bounds_are_instants_or_whole_days() {
    both_demos(|app| {
        for (resource, _) in ALL {
            let all = app.all(resource).len();
            let count = |query: &str| app.json(&format!("/v1/{resource}?{query}"))["total"].as_u64().unwrap() as usize;
            assert_eq!(count("modified_from=2024-01-01T00:00:00Z"), all);
            assert_eq!(count("modified_from=2024-01-01T01:00:00%2B01:00"), all);
            assert_eq!(count("modified_from=2024-01-01T00:00:00.000001Z"), 0);
            assert_eq!(count("modified_to=2024-01-01T00:00:00Z"), all);
            assert_eq!(count("modified_to=2023-12-31T23:59:59.999999Z"), 0);
            assert_eq!(count("modified_to=2023"), 0);
            assert_eq!(count("modified_from=2024&modified_to=2024-01"), all);
            assert_eq!(count("modified_from=2024-01-02"), 0);
        }
    });
}

#[test]
fn disclaimers_are_found_by_a_day_they_hold_on() {
    both_demos(|app| {
        let records = app.all("disclaimers");
        for day in ["2013-01-14", "2013-01-15", "2019-06", "2019-06-30", "2019-07-01", "2019", "2030", "1990-01-01"] {
            let (first, last) = span(day);
            let wanted: BTreeSet<String> = records
                .iter()
                .filter(|own| own["from"].as_str().is_none_or(|from| span(from).0 <= last))
                .filter(|own| own["to"].as_str().is_none_or(|to| span(to).1 >= first))
                .map(|own| own["id"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(found(app, "disclaimers", &format!("valid_on={day}")), wanted, "{day}");
        }
    });
}

#[test]
fn spelling_does_not_matter_where_a_reader_sees_none() {
    both_demos(|app| {
        let same = |resource: &str, one: &str, other: &str| {
            let found = found(app, resource, one);
            assert!(!found.is_empty(), "{one}");
            assert_eq!(found, self::found(app, resource, other), "{one} {other}");
        };
        same("articles", "number=24A", "number=24a");
        same("articles", "subject=Harbour+finance", "subject=HARBOUR%20FINANCE");
        same("articles", "place=NZ", "place=nz");
        same("authors", "name=Ma%C3%ABlle+d%E2%80%99Aubr%C3%A9ac", "name=MAELLE+D%E2%80%99AUBREAC");
        same("authors", "orcid=0000-0007-0210-0111", "orcid=https://orcid.org/0000-0007-0210-0111");
        same("series", "issn=2910-2049", "issn=29102049");
        same("series", "code=tide", "code=TIDE");
        same("articles", "language=vi", "language=VI");
    });
}

#[test]
fn what_no_parameter_is_or_takes_is_named() {
    both_demos(|app| {
        let refused = [
            ("articles?colour=red", "colour"),
            ("articles?Language=en", "Language"),
            ("articles?not.limit=3", "not.limit"),
            ("articles?not.published_from=2024", "not.published_from"),
            ("articles?not.missing=doi", "not.missing"),
            ("articles?type=poem", "type"),
            ("articles?status=draft", "status"),
            ("articles?status=scheduled", "status"),
            ("articles?series=au1", "series"),
            ("articles?author=jane", "author"),
            ("articles?has=body_text", "has"),
            ("articles?missing=contributions.name", "missing"),
            ("articles?published_from=2024-02-30", "published_from"),
            ("articles?published_from=2024&published_from=2024", "published_from"),
            ("articles?modified_from=2024-01-01T00:00:00", "modified_from"),
            ("articles?year=twenty", "year"),
            ("authors?orcid=0000-0000-0000", "orcid"),
            ("series?issn=1234567", "issn"),
            ("articles?language=english!", "language"),
            ("articles?sort=size", "sort"),
            ("articles?sort=title&sort=-title", "sort"),
            ("authors?sort=title", "sort"),
            ("authors?series=se1", "series"),
            ("series?kind=book", "kind"),
            ("organizations?country=", "country"),
            ("disclaimers?valid_on=today", "valid_on"),
            ("articles?=x", ""),
        ];
        for (path, parameter) in refused {
            let problem = app.get(&format!("/v1/{path}")).problem(400, "invalid-parameter");
            let named: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|e| e["parameter"].clone()).collect();
            assert_eq!(named, [parameter], "{path}: {problem}");
        }
        // All that is wrong is told at once.
        let problem = app.get("/v1/articles?a=1&limit=0&sort=x&fields=y&year=z").problem(400, "invalid-parameter");
        let mut named: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["parameter"].as_str().unwrap()).collect();
        named.sort();
        assert_eq!(named, ["a", "fields", "limit", "sort", "year"]);
    });
}

#[test]
fn what_nothing_can_have_finds_nothing() {
    both_demos(|app| {
        for query in [
            "articles?published_from=2025&published_to=2024",
            "articles?modified_from=2025-01-01T00:00:00Z&modified_to=2024-06-01T00:00:00Z",
            "series?issn=1234-5678",
            "authors?orcid=0000-0000-0000-0000",
            "articles?series=sezzz",
            "articles?author=orzzz",
            "articles?year=1066",
        ] {
            let page = app.json(&format!("/v1/{query}"));
            assert_eq!((page["total"].as_u64(), &page["next"]), (Some(0), &Value::Null), "{query}");
            assert!(page["items"].as_array().unwrap().is_empty());
        }
        assert_eq!(app.json("/v1/series?not.issn=1234-5678")["total"], 4);
    });
}
