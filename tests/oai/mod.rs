//! OAI-PMH 2.0 over HTTP, on both engines.

mod errors;
mod flow;
mod forms;
mod lists;
mod partial;
mod repository;
mod sets;

use roxmltree::{Document, Node};

use crate::support::app::{App, Database, Engine, Response, engines};

pub const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/";
pub const BASE: &str = "https://archive.example/oai";

/// Gives a database the identity without which there is nothing to harvest.
pub fn identify(database: &Database) {
    for (name, value) in [
        ("base-url", "https://archive.example"),
        ("repository-name", "Harbour & Co"),
        ("repository-identifier", "archive.example"),
        ("admin-email", "librarian@archive.example"),
        ("metadata-licence", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ] {
        database.set_meta(&format!("setting.{name}"), value);
    }
}

/// Runs a test on a repository of each engine with these articles in it.
pub fn repositories(load: impl Fn(&Database), test: impl Fn(&App)) {
    for engine in engines() {
        test(&repository(engine, &load));
    }
}

fn repository(engine: Engine, load: &impl Fn(&Database)) -> App {
    let database = Database::fresh(engine);
    identify(&database);
    load(&database);
    App::on(database)
}

/// So many articles in a series, of two languages, each with a subject and a day.
pub fn articles(count: usize) -> String {
    let series = r#"{"resource":"series","key":"s","titles":[{"text":"Tide & Time"}]}"#.to_owned();
    let author = r#"{"resource":"author","key":"a","names":[{"full":"Jane Doe"}]}"#.to_owned();
    let all = (0..count).map(|n| article(n, &format!("Title {n}"), ""));
    [series, author].into_iter().chain(all).collect::<Vec<_>>().join("\n")
}

/// One of them, with further fields.
pub fn article(n: usize, title: &str, rest: &str) -> String {
    let (language, day) = (["en", "zh-Hant"][n % 2], 1 + n % 28);
    format!(
        r#"{{"resource":"article","key":"k{n}","titles":[{{"text":"{title}"}}],"contributions":[{{"author":"@a"}}],
        "subjects":[{{"label":"Harbour Finance {}"}}],
        "appearances":[{{"series":"@s","number":"{n}","language":"{language}","published":"2020-01-{day:02}"}}]{rest}}}"#,
        n % 3
    )
    .replace('\n', "")
}

/// Asks, and checks what holds for every answer.
pub fn ask(app: &App, query: &str) -> Answer {
    answer(app.get(&format!("/oai?{query}")), query)
}

/// Checks what holds for every answer.
pub fn answer(response: Response, query: &str) -> Answer {
    assert_eq!(response.status, 200, "{query}: {}", response.text());
    assert_eq!(response.header("content-type"), Some("text/xml; charset=utf-8"), "{query}");
    assert_eq!(response.header("vary"), Some("Accept-Encoding"), "{query}");
    let text = String::from_utf8(response.body).unwrap_or_else(|e| panic!("{query}: {e}"));
    let answer = Answer { text };
    answer.read(|root| {
        assert_eq!((root.tag_name().name(), root.tag_name().namespace()), ("OAI-PMH", Some(NAMESPACE)), "{query}");
        let location = root.attribute(("http://www.w3.org/2001/XMLSchema-instance", "schemaLocation"));
        assert_eq!(
            location,
            Some("http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
        );
        let names: Vec<&str> = root.children().filter(Node::is_element).map(|own| own.tag_name().name()).collect();
        assert_eq!(names[..2], ["responseDate", "request"], "{query}");
        let faults = names.iter().filter(|name| **name == "error").count();
        assert_eq!(names.len(), 2 + faults.max(1), "{query}: {names:?}");
        assert_eq!(child(root, "request").as_deref(), Some(BASE), "{query}");
        let date = child(root, "responseDate").unwrap();
        assert!(date.len() == 20 && date.ends_with('Z'), "{date}");
    });
    answer
}

/// The XML of an answer.
pub struct Answer {
    pub text: String,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Header {
    pub identifier: String,
    pub datestamp: String,
    pub sets: Vec<String>,
    pub deleted: bool,
}

/// The text of a child.
pub fn child(node: Node<'_, '_>, name: &str) -> Option<String> {
    let found = node.children().find(|own| own.tag_name().name() == name)?;
    Some(found.text().unwrap_or_default().to_owned())
}

impl Answer {
    pub fn read<T>(&self, read: impl FnOnce(Node<'_, '_>) -> T) -> T {
        let document = Document::parse(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text));
        read(document.root_element())
    }

    /// The texts of all elements of a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.read(|root| {
            let own = root.descendants().filter(|own| own.is_element() && own.tag_name().name() == name);
            own.map(|own| own.text().unwrap_or_default().to_owned()).collect()
        })
    }

    pub fn codes(&self) -> Vec<String> {
        self.read(|root| {
            let errors = root.children().filter(|own| own.tag_name().name() == "error");
            errors.map(|own| own.attribute("code").unwrap().to_owned()).collect()
        })
    }

    pub fn headers(&self) -> Vec<Header> {
        self.read(|root| {
            let own = root.descendants().filter(|own| own.tag_name().name() == "header");
            own.map(|own| Header {
                identifier: child(own, "identifier").unwrap(),
                datestamp: child(own, "datestamp").unwrap(),
                sets: own
                    .children()
                    .filter(|own| own.tag_name().name() == "setSpec")
                    .filter_map(|own| own.text().map(str::to_owned))
                    .collect(),
                deleted: own.attribute("status") == Some("deleted"),
            })
            .collect()
        })
    }

    /// The token, with how many items came before and how many there are.
    pub fn token(&self) -> Option<(String, u64, u64)> {
        self.read(|root| {
            let own = root.descendants().find(|own| own.tag_name().name() == "resumptionToken")?;
            let number = |name| own.attribute(name).unwrap().parse().unwrap();
            assert!(own.attribute("expirationDate").is_none());
            Some((own.text().unwrap_or_default().to_owned(), number("cursor"), number("completeListSize")))
        })
    }

    pub fn date(&self) -> String {
        self.read(|root| child(root, "responseDate").unwrap())
    }
}

/// Walks a list, with something done after each page; checks cursors and sizes.
pub fn walk(app: &App, verb: &str, arguments: &str, mut between: impl FnMut(usize)) -> (Vec<Header>, Vec<Answer>) {
    let (mut headers, mut pages): (Vec<Header>, Vec<Answer>) = Default::default();
    let mut query = format!("verb={verb}&{arguments}");
    loop {
        let page = ask(app, &query);
        assert_eq!(page.codes(), [""; 0], "{query}");
        let token = page.token();
        if let Some((_, cursor, size)) = &token {
            assert_eq!(*cursor, headers.len() as u64, "{query}");
            assert!(*size >= cursor + page.headers().len() as u64, "{query}");
        }
        headers.extend(page.headers());
        pages.push(page);
        match token {
            Some((token, ..)) if !token.is_empty() => query = format!("verb={verb}&resumptionToken={token}"),
            Some((_, _, size)) => {
                assert!(pages.len() > 1 && size == headers.len() as u64);
                return (headers, pages);
            }
            None => {
                assert_eq!(pages.len(), 1, "the last page has an empty token");
                return (headers, pages);
            }
        }
        between(pages.len());
    }
}
