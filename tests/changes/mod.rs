//! The change feed: whoever applies it has what the archive has.

mod events;
mod mirror;
mod pages;
mod writers;

use serde_json::Value;

use crate::support::app::App;

/// Every change after a place, by pages of so many; and the place up to which they go.
pub fn follow(app: &App, query: &str, since: Option<&str>, limit: usize) -> (Vec<Value>, String) {
    let since = since.map(|place| format!("&since={place}")).unwrap_or_default();
    let (mut items, mut path) = (Vec::new(), format!("/v1/changes?limit={limit}{query}{since}"));
    loop {
        let page = app.json(&path);
        let own = page["items"].as_array().unwrap();
        assert!(own.len() <= limit, "{path}");
        items.extend(own.iter().cloned());
        match page["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => return (items, page["as_of"].as_str().unwrap().to_owned()),
        }
    }
}

/// An article of the series `@{series}`, as a line.
pub fn article(n: usize, title: &str, series: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"{title}"}}],"appearances":[{{"series":"@{series}","number":"{n}"}}]{more}}}"#
    )
}

/// Two series, `s` and `o`, and so many articles of the first.
pub fn archive(articles: usize) -> String {
    let series = |key: &str| format!(r#"{{"resource":"series","key":"{key}","titles":[{{"text":"Series {key}"}}]}}"#);
    let articles = (0..articles).map(|n| article(n, &format!("Title {n}"), "s", ""));
    [series("s"), series("o")].into_iter().chain(articles).collect::<Vec<_>>().join("\n")
}
