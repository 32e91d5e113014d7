//! Facets: every count is the total of the list that its link leads to.
mod odd;
mod walks;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::encode;
use crate::api::filters::{ARTICLES, Values};
use crate::support::app::{App, both_demos};

/// All facets.
const ALL: &str = "series,author,organization,publisher,year,language,subject,place,type,content,notice";

/// A list with some parameters more.
fn with(list: &str, parameters: &str) -> String {
    format!("{list}{}{parameters}", if list.contains('?') { '&' } else { '?' })
}

/// The facets of a list, each checked against the lists that its links lead to.
fn checked(app: &App, list: &str) -> Vec<Value> {
    let target = with(list, &format!("limit=1&fields=id&facet_limit=100&facets={ALL}"));
    let page = app.json(&target);
    let total = |link: &Value| app.json(link.as_str().unwrap())["total"].clone();
    let facets = page["facets"].as_array().unwrap().clone();
    assert!(facets.iter().map(|own| own["field"].as_str().unwrap()).eq(ALL.split(',')), "{target}");
    for facet in &facets {
        let values = facet["values"].as_array().unwrap();
        for value in values {
            assert_eq!(total(&value["link"]), value["count"], "{target}: {value}");
            assert!(value["count"].as_u64() > Some(0), "{target}: {value}");
        }
        let counts: Vec<_> = values.iter().map(|value| value["count"].as_u64()).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{target}: {facet}");
        let missing = &facet["missing"];
        assert_eq!(total(&missing["link"]), missing["count"], "{target}: {facet}");
        assert_eq!(facet["more"], values.len() < facet["distinct"].as_u64().unwrap() as usize, "{target}: {facet}");
        // All of them, as the list has the first.
        let all = app.walk(&with(facet["all"].as_str().unwrap(), "limit=7"));
        assert_eq!(facet["distinct"], all.len(), "{target}: {facet}");
        for (value, own) in values.iter().zip(&all) {
            for key in ["id", "label", "count"] {
                assert_eq!(value[key], own[key], "{target}: {value}");
            }
            assert_eq!(total(&own["link"]), own["count"], "{target}: {own}");
        }
        let ids: BTreeSet<_> = all.iter().map(|value| value["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len(), "{target}: no value stands twice");
    }
    facets
}

/// What a facet lists of the values that its filter finds.
fn listed(facet: &str, own: &Value) -> BTreeSet<String> {
    let (_, values): &(_, Values) = ARTICLES.iter().find(|(name, _)| *name == facet).unwrap();
    let subjects = |field: &str| {
        let all = own[field].as_array().unwrap().iter();
        all.map(|own| own["id"].as_str().or(own["label"].as_str()).unwrap().to_owned()).collect()
    };
    match facet {
        "subject" => subjects("subjects"),
        "place" => subjects("places"),
        "language" => values(own).into_iter().filter(|tag| !tag.contains('-')).collect(),
        _ => values(own).into_iter().collect(),
    }
}

#[test]
fn counts_are_those_of_the_records() {
    both_demos(|app| {
        let records = app.all("articles");
        for facet in checked(app, "/v1/articles") {
            let name = facet["field"].as_str().unwrap();
            let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
            let mut missing = 0;
            for record in &records {
                let values = listed(name, record);
                missing += u64::from(values.is_empty());
                values.into_iter().for_each(|value| *wanted.entry(value).or_default() += 1);
            }
            assert_eq!(facet["missing"]["count"], missing, "{name}");
            assert!(!wanted.is_empty(), "the archive has nothing for {name}");
            let values = facet["values"].as_array().unwrap().iter();
            let values = values.map(|own| (own["id"].as_str().unwrap().to_owned(), own["count"].as_u64().unwrap()));
            assert_eq!(values.collect::<BTreeMap<_, _>>(), wanted, "{name}");
        }
    });
}

#[test]
fn counts_hold_under_all_filters() {
    both_demos(|app| {
        let first = |facet: &str| app.json(&format!("/v1/facets/{facet}?limit=2"))["items"].clone();
        let [subjects, authors] = ["subject", "author"].map(first);
        let id = |values: &Value, place: usize| encode(values[place]["id"].as_str().unwrap());
        for query in [
            "language=en".to_owned(),
            "not.language=en&has=doi".to_owned(),
            "series=se1&sort=title&year=2024".to_owned(),
            "status=withdrawn".to_owned(),
            "status=published&status=withdrawn&without=notice".to_owned(),
            "without=subject&without=place&published_from=2010".to_owned(),
            format!("subject={}&subject={}", id(&subjects, 0), id(&subjects, 1)),
            format!("all.subject={}&all.subject={}", id(&subjects, 0), id(&subjects, 1)),
            format!("author={}&type=commentary&content=text", id(&authors, 0)),
            "number=no such number".replace(' ', "+"),
        ] {
            checked(app, &format!("/v1/articles?{query}"));
        }
    });
}

#[test]
fn counts_hold_in_the_lists_of_series_authors_organizations_and_disclaimers() {
    both_demos(|app| {
        for list in ["series/se2", "authors/au3", "organizations/or2", "disclaimers/di1"] {
            for query in ["", "?language=en", "?all.series=se2"] {
                checked(app, &format!("/v1/{list}/articles{query}"));
            }
        }
    });
}

#[test]
fn labels_are_for_people() {
    both_demos(|app| {
        let label = |facet: &str, id: &str| {
            let all = app.walk(&format!("/v1/facets/{facet}?limit=200"));
            let own = all.iter().find(|value| value["id"] == id).unwrap_or_else(|| panic!("{facet} {id}"));
            own["label"].as_str().unwrap().to_owned()
        };
        for (facet, id, name) in [("series", "se1", "title"), ("author", "au3", "name"), ("publisher", "or1", "name")] {
            let path = format!(
                "/v1/{}/{id}",
                match facet {
                    "series" => "series",
                    "author" => "authors",
                    _ => "organizations",
                }
            );
            assert_eq!(label(facet, id), app.json(&path)[name], "{path}");
        }
        assert_eq!(label("language", "en"), "English");
        assert_eq!(label("year", "2024"), "2024");
        let article = app.all("articles").into_iter().find(|own| own["subjects"][0]["label"].is_string()).unwrap();
        let subject = &article["subjects"][0];
        let id = subject["id"].as_str().or(subject["label"].as_str()).unwrap();
        assert_eq!(label("subject", id), subject["label"]);
    });
}

#[test]
fn lists_have_no_facets_but_for_the_asking() {
    both_demos(|app| {
        for list in ["/v1/articles", "/v1/articles?facet_limit=3", "/v1/series/se1/articles"] {
            assert_eq!(app.json(list).get("facets"), Some(&Value::Null), "{list}");
        }
        assert_eq!(app.json("/v1/authors").get("facets"), None);
        let twice = app.json("/v1/articles?facets=year,type,year&facet_limit=1&limit=1");
        let facets = twice["facets"].as_array().unwrap();
        assert_eq!(facets.len(), 2);
        assert_eq!((facets[0]["values"].as_array().unwrap().len(), &facets[0]["more"]), (1, &Value::Bool(true)));
        assert!(twice["next"].as_str().unwrap().contains("facets=year%2Ctype%2Cyear"), "{}", twice["next"]);
        assert_eq!(app.json(twice["next"].as_str().unwrap())["facets"], twice["facets"]);
    });
}

#[test]
fn what_is_no_facet_is_refused_by_name() {
    both_demos(|app| {
        for (target, parameter, says) in [
            ("articles?facets=colour", "facets", "series, author, organization"),
            ("articles?facets=", "facets", "there is no facet"),
            ("articles?facets=year&facets=type", "facets", "twice"),
            ("articles?facets=year&facet_limit=101", "facet_limit", "from 1 to 100"),
            ("articles?facet_limit=0", "facet_limit", "from 1 to 100"),
            ("articles?without=colour", "without", "series, author, organization"),
            ("articles?not.without=series", "not.without", "no such parameter"),
            ("articles?all.published_from=2024", "all.published_from", "no such parameter"),
            ("articles.csv?facets=year", "facets", "only JSON"),
            ("articles.csv?facet_limit=3", "facet_limit", "only JSON"),
            ("articles/citations?facets=year", "facets", "no such parameter"),
            ("authors?facets=year", "facets", "no such parameter"),
            ("authors?without=series", "without", "no such parameter"),
            ("series/se1/articles?not.series=se1", "not.series", "no such parameter"),
            ("facets/year?sort=-value", "sort", "-count or value"),
            ("facets/year?facets=year", "facets", "no such parameter"),
            ("facets/year?fields=id", "fields", "no such parameter"),
            ("facets/year?limit=201", "limit", "200"),
        ] {
            let problem = app.get(&format!("/v1/{target}")).problem(400, "invalid-parameter");
            let error = &problem["errors"][0];
            assert_eq!(error["parameter"], parameter, "{target}: {problem}");
            assert!(error["detail"].as_str().unwrap().contains(says), "{target}: {problem}");
        }
        let unknown = app.get("/v1/facets/colour").problem(404, "not-found");
        assert!(unknown["detail"].as_str().unwrap().contains("there are series, author"), "{unknown}");
    });
}
