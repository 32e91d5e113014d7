//! What holds in every format.

use byline::domain::Resource;
use byline::format::{self, Format};
use regex::Regex;
use serde_json::Value;

use super::{archive, path};
use crate::support::app::{App, Database, Engine, Response};

/// Every record of an archive in every format that describes it.
fn each(app: &App, check: &mut dyn FnMut(&str, Resource, &Value, &'static Format, &Response)) {
    for resource in Resource::ALL {
        for record in app.all(resource.plural()) {
            let id = record["id"].as_str().unwrap();
            for format in format::of(resource) {
                let path = path(resource, id, format);
                let answer = app.get(&path);
                // Some formats need what not every record has.
                if answer.status == 404 && format.name.contains("crossref") {
                    continue;
                }
                assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                check(&path, resource, &record, format, &answer);
            }
        }
    }
}

fn is_xml(format: &Format) -> bool {
    format.media_type.ends_with("/xml") || format.media_type.ends_with("+xml")
}

fn is_json(format: &Format) -> bool {
    format.media_type.ends_with("json") && format.name != "ndjson"
}

#[test]
fn every_record_is_well_formed_and_names_itself() {
    let app = archive();
    let address = Regex::new(r"[\w.+-]+@[\w-]+\.\w+").unwrap();
    let mut seen = 0;
    each(&app, &mut |path, _, record, format, answer| {
        seen += 1;
        assert_eq!(answer.header("content-type"), Some(format.content_type), "{path}");
        let text = answer.text();
        if format.name != "marc" {
            assert!(std::str::from_utf8(&answer.body).is_ok(), "{path} is not UTF-8");
        }
        assert!(text.len() > 20, "{path} is empty");
        assert!(!text.contains('\u{fffd}') && !text.contains('\0'), "{path}");
        // Canonical JSON shows what consent lets stand; a deposit names the archive's own address.
        let others = text.replace("<email_address>librarian@archive.example</email_address>", "");
        let found = address.find(&others).filter(|_| format.render.is_some());
        assert!(found.is_none(), "{path} has the address {found:?}");
        assert!(!text.contains("null\"") && !text.contains(">null<"), "{path} has an unknown value as a word");
        if is_xml(format) {
            roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{path} is not well-formed: {e}\n{text}"));
        }
        if is_json(format) {
            serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{path} is no JSON: {e}"));
        }
        let shown = ["title", "name"].iter().find_map(|field| record[*field].as_str());
        let word = shown.and_then(|shown| {
            let letters = shown.split(|c: char| !c.is_ascii_alphabetic());
            letters.max_by_key(|word| word.len()).filter(|word| word.len() > 3)
        });
        if let Some(word) = word {
            let found = text.to_lowercase().contains(&word.to_lowercase());
            assert!(found, "{path} does not say `{word}`:\n{text}");
        }
    });
    assert!(seen > 150);
}

/// An article that is in doubt about almost everything; each field has a mark of its own.
const DOUBTFUL: &str = r#"
{"resource":"organization","key":"o","names":[{"text":"SureHouse"}]}
{"resource":"organization","key":"p","names":[{"text":"DoubtPublisher"}]}
{"resource":"series","key":"s","titles":[{"text":"DoubtSeries"}],"publisher":"@p"}
{"resource":"author","key":"a","names":[{"full":"Sure Author","given":"Sure","family":"Author"}]}
{"resource":"disclaimer","key":"d","text":"DoubtDisclaimer"}
{"resource":"article","key":"x","titles":[{"text":"Sure title"}],"subtitles":[{"text":"DoubtSubtitle"}],"abstracts":[{"text":"DoubtAbstract"}],"title_as_published":"DOUBTTITLE","byline":"DoubtByline","contributions":[{"author":"@a","biography":"DoubtBiography","affiliations":[{"position":"DoubtPosition","name":"DoubtAffiliation","organization":"@o"}],"books":[{"title":"DoubtBook"}]}],"appearances":[{"series":"@s","number":"DoubtNumber","published":"1871-02-03","language":"tlh","url":"https://doubt.example/url"}],"revised":"1872-03-04","subjects":[{"label":"DoubtSubject"}],"places":[{"label":"DoubtPlace","kind":"place"}],"identifiers":[{"scheme":"doi","value":"10.5555/doubt.doi"},{"scheme":"handle","value":"20.5555/doubt"}],"files":[{"role":"fulltext","url":"https://doubt.example/file.pdf"}],"images":[{"url":"https://doubt.example/image.png","caption":"DoubtCaption"}],"rights":{"holder":"DoubtHolder","statement":"DoubtStatement"},"access":{"kind":"open"},"disclaimers":["@d"],"notices":[{"kind":"correction","text":"DoubtNotice"}],"relations":[{"type":"references","citation":"DoubtCitation"}],"word_count":31337,"review":[REVIEW]}
"#;

const FIELDS: &[&str] = &[
    "subtitles",
    "abstracts",
    "title_as_published",
    "byline",
    "contributions.biography",
    "contributions.affiliations",
    "contributions.books",
    "revised",
    "subjects",
    "places",
    "identifiers",
    "files",
    "images",
    "rights",
    "access",
    "disclaimers",
    "notices",
    "relations",
    "word_count",
    "appearances",
];

const MARKS: &[&str] = &["doubt", "1871", "1872", "tlh", "31337", "31,337"];

#[test]
fn what_is_in_doubt_is_in_no_format_but_json() {
    let reviews: Vec<String> =
        FIELDS.iter().map(|field| format!(r#"{{"field":"{field}","reason":"DoubtReason"}}"#)).collect();
    let database = Database::fresh(Engine::Sqlite);
    database.load("t", DOUBTFUL.replace("REVIEW", &reviews.join(",")).trim());
    let app = App::on(database);
    let json = app.get("/v1/articles/ar1").text();
    assert!(json.contains("DoubtReason") && json.contains("DoubtAbstract") && json.contains("1871"), "{json}");
    let mut seen = 0;
    for format in format::of(Resource::Article).filter(|format| format.render.is_some()) {
        for path in [path(Resource::Article, "ar1", format), format!("/v1/articles.{}", format.extension)] {
            let answer = app.get(&path);
            if answer.status == 404 {
                continue;
            }
            seen += 1;
            let text = answer.text();
            for mark in MARKS {
                assert!(!text.to_lowercase().contains(mark), "{path} has `{mark}`:\n{text}");
            }
        }
    }
    for path in ["/v1/articles/ar1/citation", "/v1/articles/citations?style=ieee&format=html"] {
        let text = app.get(path).text();
        assert!(text.contains("Sure title"), "{text}");
        // A filter finds what is in doubt; the citation does not show it.
        for mark in MARKS {
            assert!(!text.to_lowercase().contains(mark), "{path} has `{mark}`:\n{text}");
        }
    }
    assert!(seen > 0);
}
