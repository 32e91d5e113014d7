//! Validators, content codings, caching.

use std::collections::BTreeSet;
use std::io::Read;

use super::ids;
use crate::support::app::{App, Response, both_apps, both_demos};

/// One of every kind of answer that has a validator.
fn paths(app: &App) -> Vec<String> {
    let article = ids(&app.all("articles")).remove(0);
    let with_body = app.all("articles").into_iter().find(|own| own["body"].is_string()).unwrap();
    let mut paths: Vec<String> = ["articles", "authors", "organizations", "series", "disclaimers"]
        .iter()
        .flat_map(|resource| {
            let id = ids(&app.all(resource)).remove(0);
            [format!("/v1/{resource}"), format!("/v1/{resource}/{id}"), format!("/v1/{resource}/{id}?fields=id")]
        })
        .collect();
    paths.push(format!("/v1/articles/{article}/relations"));
    paths.push(with_body["body"].as_str().unwrap().to_owned());
    paths.extend(["/v1/articles?limit=3&sort=title", "/v1/series/se2/articles", "/openapi.json"].map(str::to_owned));
    paths
}

fn etag(answer: &Response) -> &str {
    let etag = answer.header("etag").unwrap();
    assert!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 10, "{etag} is not strong");
    etag
}

fn decode(answer: &Response) -> Vec<u8> {
    let mut plain = Vec::new();
    let body = answer.body.as_slice();
    match answer.header("content-encoding") {
        None => plain.extend_from_slice(body),
        Some("gzip") => drop(flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap()),
        Some("br") => drop(brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).unwrap()),
        Some("zstd") => plain = zstd::decode_all(body).unwrap(),
        Some(other) => panic!("{other}"),
    }
    plain
}

#[test]
fn content_codings_are_other_bytes_of_the_same_with_tags_of_their_own() {
    both_demos(|app| {
        let mut smaller = 0;
        for path in paths(app) {
            let plain = app.get(&path);
            assert_eq!(plain.status, 200, "{path}");
            assert_eq!(plain.header("content-encoding"), None);
            let mut tags = BTreeSet::from([etag(&plain).to_owned()]);
            for coding in ["gzip", "br", "zstd"] {
                for _ in 0..2 {
                    let answer = app.get_with(&path, &[("accept-encoding", coding)]);
                    assert_eq!(answer.header("content-encoding"), Some(coding), "{path}");
                    assert_eq!(decode(&answer), plain.body, "{path} {coding}");
                    tags.insert(etag(&answer).to_owned());
                    smaller += usize::from(answer.body.len() < plain.body.len());
                    for field in ["content-type", "last-modified", "link", "vary", "cache-control"] {
                        assert_eq!(answer.header(field), plain.header(field), "{path} {field}");
                    }
                }
            }
            assert_eq!(tags.len(), 4, "{path}");
            assert_eq!(plain.header("vary"), Some("Accept, Accept-Encoding"));
        }
        assert!(smaller > 60);
    });
}

#[test]
fn the_client_chooses_the_coding() {
    both_demos(|app| {
        let chosen = |wish: &str| {
            let answer = app.get_with("/v1/articles", &[("accept-encoding", wish)]);
            decode(&answer);
            answer.header("content-encoding").unwrap_or("identity").to_owned()
        };
        assert_eq!(chosen("identity"), "identity");
        assert_eq!(chosen("deflate"), "identity");
        assert_eq!(chosen("gzip;q=0"), "identity");
        assert_eq!(chosen("gzip;q=0.5, br;q=0.9"), "br");
        assert_eq!(chosen("GZIP"), "gzip");
        assert_eq!(chosen("gzip;q=0.5, identity;q=0.9"), "identity");
        assert_eq!(chosen("*;q=0"), "identity");
        assert_ne!(chosen("*"), "identity");
        assert_eq!(chosen("zstd;q=0, br;q=0, *"), "gzip");
        assert_eq!(chosen(""), "identity");
        assert_eq!(chosen(";;q=,,q"), "identity");
    });
}

#[test]
fn a_client_that_has_it_is_told_so() {
    both_demos(|app| {
        for path in paths(app) {
            for coding in ["identity", "gzip", "br", "zstd"] {
                let first = app.get_with(&path, &[("accept-encoding", coding)]);
                let tag = etag(&first).to_owned();
                let again = |wish: &str| app.get_with(&path, &[("accept-encoding", coding), ("if-none-match", wish)]);
                for wish in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
                    let answer = again(&wish);
                    assert_eq!(answer.status, 304, "{path} {wish}");
                    assert_eq!(answer.body, b"");
                    for field in ["etag", "cache-control", "vary"] {
                        assert_eq!(answer.header(field), first.header(field), "{path} {field}");
                    }
                    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
                }
                for wish in ["\"x\"", "", "x", "\"", &tag[1..tag.len() - 1]] {
                    assert_eq!(again(wish).status, 200, "{path} {wish}");
                }
            }
        }
    });
}

#[test]
fn dates_serve_where_there_is_no_tag() {
    both_demos(|app| {
        let path = "/v1/articles/ar1";
        let with = |fields: &[(&str, &str)]| app.get_with(path, fields).status;
        assert_eq!(app.get(path).header("last-modified"), Some("Mon, 01 Jan 2024 00:00:00 GMT"));
        assert_eq!(with(&[("if-modified-since", "Mon, 01 Jan 2024 00:00:00 GMT")]), 304);
        assert_eq!(with(&[("if-modified-since", "Monday, 01-Jan-24 00:00:00 GMT")]), 304);
        assert_eq!(with(&[("if-modified-since", "Mon Jan  1 00:00:00 2024")]), 304);
        assert_eq!(with(&[("if-modified-since", "Sun, 31 Dec 2023 23:59:59 GMT")]), 200);
        for wrong in ["yesterday", "", "2024-01-01", "Mon, 99 Jan 2024 00:00:00 GMT"] {
            assert_eq!(with(&[("if-modified-since", wrong)]), 200, "{wrong}");
        }
        let tag = [("if-none-match", "\"x\""), ("if-modified-since", "Mon, 01 Jan 2024 00:00:00 GMT")];
        assert_eq!(with(&tag), 200, "a tag goes before a date");
        for list in ["/v1/articles", "/v1/articles/ar1/relations", "/v1/series/se1/articles"] {
            assert_eq!(app.get(list).header("last-modified"), None, "{list}");
            let since = [("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")];
            assert_eq!(app.get_with(list, &since).status, 200, "{list}");
        }
    });
}

fn article(title: &str, body: &str) -> String {
    format!(
        r#"{{"resource":"series","key":"s","titles":[{{"text":"S"}}],"bodies_public":true}}
{{"resource":"article","key":"a","titles":[{{"text":"{title}"}}],"appearances":[{{"series":"@s"}}],"body":["{body}"]}}"#
    )
}

#[test]
fn tags_follow_the_bytes() {
    both_apps(|app| {
        app.database.load("t", &article("One", "text"));
        let paths = ["/v1/articles/ar1", "/v1/articles", "/v1/articles/ar1?fields=title"];
        let tags = || paths.map(|path| app.get(path).header("etag").unwrap().to_owned());
        let before = tags();
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 3);
        app.database.import_at("t", &article("One", "text"), "2024-03-01T00:00:00Z").must_succeed();
        assert_eq!(tags(), before, "nothing was changed");
        app.database.import_at("t", &article("Two", "text"), "2024-03-01T00:00:00Z").must_succeed();
        for (path, (old, new)) in paths.iter().zip(before.iter().zip(tags())) {
            assert_ne!(*old, new, "{path}");
            assert_eq!(app.get_with(path, &[("if-none-match", old)]).status, 200);
        }
        assert_eq!(app.get(paths[0]).header("last-modified"), Some("Fri, 01 Mar 2024 00:00:00 GMT"));
    });
}

/// Writes that change only the body move no date of the record, so no date can vouch for a body.
#[test]
fn no_date_vouches_for_a_body_that_changed() {
    both_apps(|app| {
        app.database.load("t", &article("One", "old text"));
        let old = app.get("/v1/articles/ar1/body");
        app.database.import_at("t", &article("One", "new text"), "2024-03-01T00:00:00Z").must_succeed();
        let mut fields = Vec::new();
        if let Some(date) = old.header("last-modified") {
            fields.push(("if-modified-since", date));
        }
        let new = app.get_with("/v1/articles/ar1/body", &fields);
        assert_eq!(new.status, 200, "a client would keep the old text");
        assert_eq!(new.json()["paragraphs"][0], "new text");
        assert_ne!(new.header("etag"), old.header("etag"));
    });
}

#[test]
fn caches_must_ask_again() {
    both_demos(|app| {
        let missing = ["/v1/articles/arzzz", "/v1/articles?x=1"].map(str::to_owned);
        for path in paths(app).into_iter().chain(missing) {
            assert_eq!(app.get(&path).header("cache-control"), Some("public, no-cache"), "{path}");
        }
        for path in ["/healthz", "/readyz"] {
            assert_eq!(app.get(path).header("cache-control"), Some("no-store"), "{path}");
        }
    });
}
