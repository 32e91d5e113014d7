//! The pages for people, from outside.
mod article;
mod crawl;
mod errors;
mod lists;
mod search;
mod signposts;

use regex::Regex;

use crate::support::app::{App, Database, Engine, Response};

/// A page that must be there.
pub fn page(app: &App, path: &str) -> String {
    let answer = app.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    answer.text()
}

/// A page or problem as a browser asks for it.
pub fn browse(app: &App, path: &str) -> Response {
    app.get_with(path, &[("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")])
}

/// The values of an attribute, as a browser reads them.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    let pattern = Regex::new(&format!(r#"[\s]{name}="([^"]*)""#)).unwrap();
    pattern.captures_iter(html).map(|found| unescaped(&found[1])).collect()
}

/// The values of the `meta` elements of a name.
pub fn metas(html: &str, name: &str) -> Vec<String> {
    let pattern = Regex::new(&format!(r#"<meta (?:name|property)="{name}" content="([^"]*)">"#)).unwrap();
    pattern.captures_iter(html).map(|found| unescaped(&found[1])).collect()
}

/// What a browser shows, in one line.
pub fn shown(html: &str) -> String {
    let body = html.split("<body>").nth(1).unwrap();
    let text = Regex::new("<[^>]+>").unwrap().replace_all(body, "");
    unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn unescaped(text: &str) -> String {
    let numbers = Regex::new("&#([0-9]+);").unwrap();
    let text = numbers.replace_all(text, |found: &regex::Captures<'_>| {
        char::from_u32(found[1].parse().unwrap()).unwrap().to_string()
    });
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The sample archive on a service that knows its public address.
pub fn public_demo(engine: Engine, settings: &[(&str, &str)]) -> App {
    let database = Database::fresh(engine);
    database.load_demo();
    database.set_meta("setting.base-url", "https://commentary.example.org");
    for (name, value) in settings {
        database.set_meta(&format!("setting.{name}"), value);
    }
    App::on(database)
}
