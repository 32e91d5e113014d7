//! Odd input is refused as what it is, never a failure of the service.

use crate::support::app::{Response, both_demos};

/// That an answer is one of ours and blames the client.
fn refused(answer: &Response, what: &str) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status, "{what}");
    for field in ["type", "title", "detail"] {
        assert!(problem[field].is_string(), "{what}: {problem}");
    }
}

const ODD: &[&str] = &[
    "%00",
    "%01",
    "%1F",
    "%7F",
    "%0A",
    "%0D%0A",
    "%FF",
    "%C3",
    "%C3%28",
    "%ED%A0%80",
    "%F4%90%80%80",
    "%",
    "%4",
    "%GG",
    "%%",
    "a%00b",
    "%E2%80%A8%00",
    "99999999999999999999999999",
    "-1",
    "1e400",
    "NaN",
    "0x10",
    "%F0%9F%9A%A2",
    "%2F",
    "%5C",
    "..",
    "'",
    "%22",
    "';DROP%20TABLE%20record;--",
    "%3Cscript%3E",
    "{}",
    "[]",
    "%E2%80%AE",
    "%EF%BF%BF",
    "%20",
    "+",
];

#[test]
fn odd_values_of_parameters() {
    both_demos(|app| {
        let parameters = [
            "limit",
            "cursor",
            "fields",
            "sort",
            "series",
            "number",
            "author",
            "language",
            "type",
            "subject",
            "place",
            "status",
            "year",
            "published_from",
            "modified_to",
            "has",
            "missing",
            "not.subject",
            "colour",
        ];
        for odd in ODD {
            for parameter in parameters {
                let path = format!("/v1/articles?{parameter}={odd}");
                let answer = app.send("GET", &path, &[]);
                // `NaN` is the tag of a language, too.
                let free = ["number", "subject", "place", "not.subject", "language"].contains(&parameter);
                if answer.status != 200 || !free {
                    refused(&answer, &path);
                }
                let name = format!("/v1/articles?{odd}=x");
                refused(&app.send("GET", &name, &[]), &name);
            }
        }
        // Text filters take any text there can be, and find nothing.
        for text in ["%F0%9F%9A%A2", "%3Cscript%3E", "';DROP%20TABLE%20record;--", "%2F"] {
            assert_eq!(app.json(&format!("/v1/articles?subject={text}"))["total"], 0);
        }
        for control in ["%00", "%01", "%7F", "%0A", "%C2%85", "a%00b"] {
            let path = format!("/v1/articles?subject={control}");
            let problem = app.send("GET", &path, &[]).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "subject");
        }
    });
}

#[test]
fn odd_values_in_paths() {
    both_demos(|app| {
        for odd in ODD.iter().filter(|odd| **odd != "..") {
            for path in [
                format!("/v1/articles/{odd}"),
                format!("/v1/articles/{odd}/body"),
                format!("/v1/articles/{odd}/relations"),
                format!("/v1/series/{odd}/articles"),
                format!("/v1/series/se1/numbers/{odd}"),
                format!("/v1/series/{odd}/numbers/1"),
                format!("/v1/articles/ar1.{odd}"),
                format!("/problems/{odd}"),
                format!("/{odd}"),
            ] {
                refused(&app.send("GET", &path, &[]), &path);
            }
        }
    });
}

#[test]
fn odd_lookups() {
    both_demos(|app| {
        for odd in ODD {
            for parameter in ["doi", "url", "identifier"] {
                let path = format!("/v1/articles/lookup?{parameter}={odd}");
                refused(&app.send("GET", &path, &[]), &path);
            }
        }
    });
}

#[test]
fn many_parameters() {
    both_demos(|app| {
        let hundred = |pair: &str| vec![pair; 100].join("&");
        assert_eq!(
            app.json(&format!("/v1/articles?{}", hundred("language=en")))["total"],
            app.json("/v1/articles?language=en")["total"]
        );
        let types = format!("/v1/articles?{}&type=review", hundred("type=commentary"));
        assert!(app.json(&types)["total"].as_u64().unwrap() > 10);
        assert!(!app.walk(&format!("{types}&limit=5")).is_empty());
        for pair in ["limit=3", "cursor=x", "sort=title", "fields=id", "colour=red", "published_from=2024"] {
            let path = format!("/v1/articles?{}", hundred(pair));
            refused(&app.get(&path), &path);
        }
        assert_eq!(app.json("/v1/articles?&&&&limit=1&&")["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn odd_bytes_on_the_wire() {
    both_demos(|app| {
        let get = |target: &[u8]| {
            let mut request = b"GET ".to_vec();
            request.extend_from_slice(target);
            request.extend_from_slice(b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            app.raw(&request)
        };
        for target in [
            &b"/v1/articles?subject=\xff"[..],
            b"/v1/articles?subject=\x00",
            b"/v1/articles/\xc3\x28",
            b"/v1/articles?subject=<>\"",
        ] {
            let answer = get(target);
            assert!(answer.status == 200 || (400..500).contains(&answer.status), "{target:?}: {}", answer.status);
        }
        // The service is as well as before.
        assert_eq!(app.get("/readyz").status, 200);
        let fields =
            ["Accept: \u{1}", "If-None-Match: \u{7f}\"", "Accept-Encoding: \u{ff}", "If-Modified-Since: \u{e9}"];
        for field in fields {
            let answer = app.send("GET", "/v1/articles/ar1", &[field]);
            assert!(answer.status < 500, "{field:?}: {}", answer.status);
        }
        assert_eq!(
            app.send("GET", &format!("http://{}/v1/articles/ar1", app.address), &[]).status,
            200,
            "absolute form"
        );
    });
}
