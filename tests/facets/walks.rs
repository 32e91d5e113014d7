//! Walking the values of a facet by cursors.

use serde_json::Value;

use crate::support::app::both_demos;

fn count(value: &Value) -> u64 {
    value["count"].as_u64().unwrap()
}

#[test]
fn every_value_is_met_once_in_either_order() {
    both_demos(|app| {
        for facet in super::ALL.split(',') {
            for query in ["", "language=en", "status=withdrawn"] {
                let by_name = app.walk(&format!("/v1/facets/{facet}?sort=value&limit=200&{query}"));
                let mut frequent = by_name.clone();
                frequent.sort_by_key(|value| std::cmp::Reverse(count(value)));
                for (sort, wanted) in [("value", by_name), ("-count", frequent)] {
                    for limit in [1, 2, 5] {
                        let path = format!("/v1/facets/{facet}?sort={sort}&limit={limit}&{query}");
                        assert_eq!(app.walk(&path), wanted, "{path}");
                    }
                }
            }
        }
    });
}

#[test]
fn values_are_in_order_of_their_names() {
    both_demos(|app| {
        let values = |facet: &str| app.walk(&format!("/v1/facets/{facet}?sort=value&limit=200"));
        let ids = |facet: &str| {
            values(facet).into_iter().map(|value| value["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let years = ids("year").into_iter().map(|year| year.parse::<u32>().unwrap());
        assert!(years.is_sorted());
        // As the lists of the things themselves.
        for (facet, list) in [("author", "authors"), ("series", "series"), ("publisher", "organizations")] {
            let own = ids(facet);
            let all = crate::api::ids(&app.all(list));
            let all: Vec<_> = all.into_iter().filter(|id| own.contains(id)).collect();
            let own: Vec<_> = own.into_iter().filter(|id| all.contains(id)).collect();
            assert!(!own.is_empty(), "{facet}");
            assert_eq!(own, all, "{facet}");
        }
    });
}

#[test]
fn a_cursor_belongs_to_its_facet_order_and_filters() {
    both_demos(|app| {
        let page = app.json("/v1/facets/year?limit=1&language=en");
        let next = page["next"].as_str().unwrap();
        for other in [
            next.replace("facets/year", "facets/type"),
            next.replace("language=en", "language=fr"),
            next.replace("-count", "value"),
            next.replace("facets/year", "articles").replace("sort=-count&", ""),
        ] {
            assert_ne!(other, next);
            app.get(&other).problem(404, "unknown-cursor");
        }
        let articles = app.json("/v1/articles?limit=1&language=en");
        let foreign = articles["next"].as_str().unwrap().replace("articles", "facets/year");
        app.get(&foreign).problem(404, "unknown-cursor");
    });
}
