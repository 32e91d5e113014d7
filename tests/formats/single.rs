//! One record: by `Accept`, by suffix, with validators.

use std::collections::BTreeSet;

use byline::domain::{Identity, Resource};
use byline::format;

use crate::support::app::{App, both_apps, both_demos};

/// The media type of an answer that must be 200.
fn chosen(app: &App, accept: &str) -> String {
    let answer = app.get_with("/v1/articles/ar1", &[("accept", accept)]);
    assert_eq!(answer.status, 200, "{accept}: {}", answer.text());
    let media_type = answer.header("content-type").unwrap();
    media_type.split(';').next().unwrap().to_owned()
}

#[test]
fn the_client_chooses_the_format() {
    both_demos(|app| {
        for json in [
            "",
            "*/*",
            "application/*",
            "application/json",
            "APPLICATION/JSON; charset=utf-8",
            "text/csv;q=0.5, application/json",
            "text/csv;q=0.2, */*;q=0.3",
            "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            "text/html,application/xhtml+xml,text/csv;q=0.9,image/webp,*/*;q=0.8",
            "application/json, text/csv",
            "application/x-no-such-type, */*;q=0.1",
        ] {
            assert_eq!(chosen(app, json), "application/json", "{json}");
        }
        for csv in [
            "text/csv",
            "Text/CSV",
            "application/csv",
            "text/csv;q=0.9, application/json;q=0.8",
            "text/csv, */*;q=0.5",
            "application/json;q=0, text/csv;q=0.001",
            "application/x-no-such-type;q=1.0, text/csv;q=0.5, */*;q=0.1",
            "text/csv;header=present",
            "text/csv, text/html;q=0.5, */*;q=0.1",
        ] {
            assert_eq!(chosen(app, csv), "text/csv", "{csv}");
        }
        assert_eq!(chosen(app, "application/jsonl"), "application/x-ndjson");
        assert_eq!(chosen(app, "application/json;q=0, application/x-ndjson"), "application/x-ndjson");
        for none in ["image/png", "text/csv;q=0", "*/*;q=0", "application/json;q=0"] {
            let problem = app.get_with("/v1/articles/ar1", &[("accept", none)]).problem(406, "not-acceptable");
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains("application/json") && detail.contains("text/csv"), "{detail}");
        }
    });
}

#[test]
fn every_format_is_had_both_ways() {
    both_demos(|app| {
        let records = [
            (Resource::Article, "arr"),
            (Resource::Author, "au3"),
            (Resource::Organization, "or1"),
            (Resource::Series, "se1"),
            (Resource::Disclaimer, "di2"),
        ];
        for (resource, id) in records {
            let (mut tags, mut types) = (BTreeSet::new(), BTreeSet::new());
            let bare = format!("/v1/{}/{id}", resource.plural());
            for format in super::plain(resource) {
                let path = format!("{bare}.{}", format.extension);
                // Whatever is accepted, a suffix decides.
                let named = app.get_with(&path, &[("accept", "image/png")]);
                assert_eq!(named.status, 200, "{path}: {}", named.text());
                assert_eq!(named.header("content-type"), Some(format.content_type), "{path}");
                assert!(tags.insert(named.header("etag").unwrap().to_owned()), "{path} shares its tag");
                let head = app.send("HEAD", &path, &[]);
                assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
                assert_eq!(head.header("etag"), named.header("etag"), "{path}");
                // Of several formats with one media type the first is given.
                if !types.insert(format.media_type) {
                    continue;
                }
                let chosen = app.get_with(&bare, &[("accept", format.media_type)]);
                assert_eq!(chosen.body, named.body, "{path}");
                for field in ["etag", "last-modified", "content-type"] {
                    assert_eq!(chosen.header(field), named.header(field), "{path} {field}");
                }
                assert_eq!(chosen.header("vary"), Some("Accept, Accept-Encoding"));
                let location = (!format.is_json()).then_some(path.as_str());
                assert_eq!(chosen.header("content-location"), location);
                let tag = chosen.header("etag").unwrap();
                let again = app.get_with(&bare, &[("accept", format.media_type), ("if-none-match", tag)]);
                assert_eq!((again.status, again.header("content-location")), (304, location), "{path}");
                let other = app.get_with(&bare, &[("accept", "image/png, */*"), ("if-none-match", tag)]);
                assert_eq!(other.status == 304, format.is_json(), "{path}");
                let modified = chosen.header("last-modified").unwrap();
                let since = app.get_with(&path, &[("if-modified-since", modified)]);
                assert_eq!(since.status, 304, "{path}");
            }
        }
    });
}

#[test]
fn a_file_tells_its_name_and_where_it_belongs() {
    both_demos(|app| {
        let answer = app.get("/v1/articles/arr.csv");
        assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"arr.csv\""));
        assert_eq!(
            answer.header("link"),
            Some("</articles/arr>; rel=\"describes\"; type=\"text/html\", </v1/articles/arr>; rel=\"canonical\"")
        );
        assert_eq!(app.get("/v1/articles/arr").header("content-disposition"), None);
    });
}

#[test]
fn what_a_format_cannot_describe_is_not_there() {
    both_demos(|app| {
        for path in ["/v1/articles/arr.xyz", "/v1/articles/arr.", "/v1/articles/arr..csv", "/v1/articles/arr.csv.json"]
        {
            let problem = app.get(path).problem(404, "not-found");
            assert!(problem["detail"].as_str().unwrap().contains("csv"), "{problem}");
        }
        for resource in Resource::ALL {
            for format in format::ALL.iter().filter(|format| format::of_extension(format.extension, resource).is_none())
            {
                let id = app.all(resource.plural())[0]["id"].as_str().unwrap().to_owned();
                app.get(&format!("/v1/{}/{id}.{}", resource.plural(), format.extension)).problem(404, "not-found");
            }
        }
    });
}

#[test]
fn only_json_has_fields() {
    both_demos(|app| {
        assert_eq!(app.json("/v1/articles/arr.json?fields=id").to_string(), "{\"id\":\"arr\"}");
        for path in ["/v1/articles/arr.csv?fields=id", "/v1/articles/arr.ndjson?fields=id", "/v1/articles/arr.csv?x=1"]
        {
            app.get(path).problem(400, "invalid-parameter");
        }
        let accept = [("accept", "text/csv")];
        app.get_with("/v1/articles/arr?fields=id", &accept).problem(400, "invalid-parameter");
    });
}

#[test]
fn a_slug_leads_to_the_id_in_the_same_format() {
    both_demos(|app| {
        let slug = app.json("/v1/articles/arr")["slug"].as_str().unwrap().to_owned();
        for suffix in ["", ".json", ".csv"] {
            let answer = app.get(&format!("/v1/articles/{slug}{suffix}"));
            assert_eq!(answer.status, 302);
            assert_eq!(answer.header("location"), Some(format!("/v1/articles/arr{suffix}").as_str()));
        }
        app.get(&format!("/v1/articles/{slug}.xyz")).problem(404, "not-found");
    });
}

#[test]
fn what_is_withdrawn_is_gone_in_every_format() {
    both_demos(|app| {
        for format in super::plain(Resource::Article) {
            let by_suffix = app.get(&format!("/v1/articles/are.{}", format.extension));
            let by_type = app.get_with("/v1/articles/are", &[("accept", format.media_type)]);
            for answer in [by_suffix, by_type] {
                assert_eq!(answer.problem(410, "withdrawn")["tombstone"]["id"], "are");
            }
        }
    });
}

#[test]
fn tags_follow_the_record_and_the_identity() {
    both_apps(|app| {
        let line = |title: &str| format!(r#"{{"resource":"article","key":"a","titles":[{{"text":"{title}"}}]}}"#);
        app.database.load("t", &line("One"));
        let tag = || app.get("/v1/articles/ar1.csv").header("etag").unwrap().to_owned();
        let before = tag();
        app.database.import_at("t", &line("One"), "2024-03-01T00:00:00Z").must_succeed();
        assert_eq!(tag(), before);
        app.database.import_at("t", &line("Two"), "2024-03-01T00:00:00Z").must_succeed();
        assert_ne!(tag(), before);
    });
}

#[test]
fn formats_tells_of_every_format() {
    both_demos(|app| {
        let list = app.json("/v1/formats");
        let items = list["items"].as_array().unwrap();
        let names: BTreeSet<&str> = items.iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(names.len(), items.len(), "a name stands twice");
        let offered = format::ALL.iter().filter(|format| format.is_offered(&Identity::default()));
        assert_eq!(names, offered.map(|format| format.name).collect());
        assert_eq!(items[0]["name"], "json");
        for item in items {
            for resource in item["resources"].as_array().unwrap() {
                let resource = resource.as_str().unwrap();
                let extension = item["extension"].as_str().unwrap();
                let id = app.all(resource)[0]["id"].as_str().unwrap().to_owned();
                let answer = app.get(&format!("/v1/{resource}/{id}.{extension}"));
                let media_type = answer.header("content-type").unwrap().split(';').next().unwrap().to_owned();
                assert!(answer.status == 404 || item["media_type"] == media_type.as_str(), "{item}");
            }
        }
    });
}

/// A deposit names who makes it: while the archive has no name and no address there is none, and what is
/// missing is told.
#[test]
fn a_format_is_not_offered_until_the_archive_has_what_it_needs() {
    const TYPE: &str = "application/vnd.crossref.deposit+xml";
    both_demos(|app| {
        for path in
            ["/v1/articles/arq.crossref.xml", "/v1/articles.crossref.xml", "/v1/series/se1/articles.crossref.xml"]
        {
            let problem = app.get(path).problem(404, "not-found");
            let detail = problem["detail"].as_str().unwrap();
            for part in ["repository-name and admin-email", "byline configure"] {
                assert!(detail.contains(part), "{path}: {detail}");
            }
        }
        for path in ["/v1/articles/arq", "/v1/articles"] {
            let refused = app.get_with(path, &[("accept", TYPE)]).problem(406, "not-acceptable");
            assert!(!refused.to_string().contains(TYPE), "{refused}");
        }
        for path in ["/v1/formats", "/articles/the-quiet-harbour", "/articles/the-quiet-harbour/linkset.json"] {
            assert!(!app.get(path).text().contains("crossref.xml"), "{path}");
        }
    });
    let app = super::archive();
    for answer in [app.get("/v1/articles/arq.crossref.xml"), app.get_with("/v1/articles/arq", &[("accept", TYPE)])] {
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(TYPE)));
        assert!(answer.text().contains("<depositor_name>The Example Archive</depositor_name>"));
    }
    for path in ["/v1/formats", "/articles/the-quiet-harbour", "/articles/the-quiet-harbour/linkset.json"] {
        assert!(app.get(path).text().contains("crossref"), "{path}");
    }
}
