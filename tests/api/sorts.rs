//! Orders, both ways, what lacks the value last.

use serde_json::Value;

use super::ids;
use crate::support::app::{App, both_apps, both_demos};

fn sorted(app: &App, resource: &str, sort: &str) -> Vec<Value> {
    app.walk(&format!("/v1/{resource}?limit=9&sort={sort}"))
}

/// `2024-04` as the first and last day it may mean.
fn span(date: &str) -> (String, String) {
    match date.len() {
        4 => (format!("{date}-01-01"), format!("{date}-12-31")),
        7 => (format!("{date}-01"), format!("{date}-31")),
        _ => (date.to_owned(), date.to_owned()),
    }
}

#[test]
fn the_reverse_is_the_reverse_but_for_what_lacks_the_value() {
    both_demos(|app| {
        let keys = [
            ("articles", "published", "published"),
            ("articles", "modified", "modified"),
            ("articles", "title", "title"),
            ("articles", "number", "number"),
            ("authors", "name", "name"),
            ("authors", "modified", "modified"),
            ("organizations", "name", "name"),
            ("series", "title", "title"),
            ("disclaimers", "from", "from"),
        ];
        for (resource, sort, field) in keys {
            let up = sorted(app, resource, sort);
            let down = sorted(app, resource, &format!("-{sort}"));
            let missing = up.iter().filter(|own| own[field].is_null()).count();
            let split = up.len() - missing;
            assert!(up[split..].iter().all(|own| own[field].is_null()), "{resource} {sort}");
            let wanted: Vec<_> = up[..split].iter().rev().chain(up[split..].iter().rev()).cloned().collect();
            assert_eq!(ids(&down), ids(&wanted), "{resource} {sort}");
            let mut every = ids(&up);
            every.sort();
            let mut all = ids(&app.all(resource));
            all.sort();
            assert_eq!(every, all, "{resource} {sort}");
        }
        assert_eq!(ids(&app.all("articles")), ids(&sorted(app, "articles", "-published")), "newest first");
        assert_eq!(ids(&app.all("authors")), ids(&sorted(app, "authors", "name")));
    });
}

#[test]
fn dates_go_by_start_then_end_and_undated_come_last() {
    both_demos(|app| {
        let up = sorted(app, "articles", "published");
        let key = |own: &Value| own["published"].as_str().map(span);
        let dated: Vec<_> = up.iter().filter_map(key).collect();
        assert!(dated.is_sorted());
        assert!(dated.len() < up.len(), "the archive has an undated article");
        assert!(up[dated.len()..].iter().all(|own| own["published"].is_null()));
    });
}

fn title(key: &str, title: &str, number: &str) -> String {
    let number = if number.is_empty() { Value::Null } else { number.into() };
    serde_json::json!({"resource": "article", "key": key, "titles": [{"text": title}],
        "appearances": [{"series": "@s", "number": number}]})
    .to_string()
}

#[test]
fn texts_sort_as_a_reader_expects_and_numbers_by_value() {
    both_apps(|app| {
        // In order, by the root collation of CLDR with numbers by value.
        let titles = [
            "“A” or b",
            "9 lives",
            "10 lives",
            "aardvark",
            "Äpfel",
            "apple",
            "Apple",
            "ápple",
            "zebra",
            "Ωmega",
            "язык",
            "日本",
        ];
        let numbers = ["1", "2", "3R", "9", "10", "10A", "12(3)", "12(10)", "100", "A1", "", ""];
        let lines: Vec<String> = titles
            .iter()
            .zip(numbers)
            .enumerate()
            // Not in the order they are to come out in.
            .map(|(at, _)| (at * 5) % titles.len())
            .map(|at| title(&format!("k{at}"), titles[at], numbers[(at * 7) % numbers.len()]))
            .collect();
        let series = r#"{"resource":"series","key":"s","titles":[{"text":"S"}]}"#;
        app.database.load("t", &format!("{series}\n{}", lines.join("\n")));
        let column = |sort: &str, field: &str| -> Vec<String> {
            let all = sorted(app, "articles", sort);
            all.iter().map(|own| own[field].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(column("title", "title"), titles);
        assert_eq!(column("number", "number"), numbers);
        let mut down: Vec<_> = numbers[..10].iter().rev().copied().collect();
        down.extend(["", ""]);
        assert_eq!(column("-number", "number"), down);
    });
}
