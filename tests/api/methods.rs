//! HEAD, OPTIONS, and what is not allowed.

use crate::support::app::{App, both_demos};

const PATHS: &[&str] = &[
    "/",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/docs/",
    "/problems/not-found",
    "/v1/articles",
    "/v1/articles/ar1",
    "/v1/articles/ar1/relations",
    "/v1/articles/lookup?doi=10.5555/tide.2013.9",
    "/v1/authors",
    "/v1/authors/au1",
    "/v1/authors/au1/articles",
    "/v1/organizations",
    "/v1/organizations/or1",
    "/v1/organizations/or1/articles",
    "/v1/series",
    "/v1/series/se1",
    "/v1/series/se1/articles",
    "/v1/series/se1/numbers/latest",
    "/v1/disclaimers",
    "/v1/disclaimers/di1",
    "/v1/disclaimers/di1/articles",
    "/v1/articles/nothing-of-this-name",
    "/v1/articles?limit=0",
    "/articles",
    "/articles/the-quiet-harbour",
    "/articles/the-quiet-harbour/linkset.json",
    "/series/tideline",
    "/style.css",
    "/nowhere",
];

/// The methods that a path knows.
fn allowed(path: &str) -> &'static str {
    let parts: Vec<&str> = path.split('?').next().unwrap().split('/').skip(1).collect();
    match parts.as_slice() {
        ["v1", "articles", "lookup"] => "GET, HEAD, OPTIONS",
        ["v1", _] => "GET, HEAD, POST, OPTIONS",
        ["v1", _, _] => "GET, HEAD, PUT, DELETE, PATCH, OPTIONS",
        _ => "GET, HEAD, OPTIONS",
    }
}

/// Fields that name the request or the moment.
fn lasting(fields: &[(String, String)]) -> Vec<(String, String)> {
    let mut own: Vec<_> = fields.iter().filter(|(name, _)| name != "date" && name != "x-request-id").cloned().collect();
    own.sort();
    own
}

#[test]
fn head_is_get_without_the_content() {
    both_demos(|app| {
        for path in PATHS {
            for coding in ["Accept-Encoding: identity", "Accept-Encoding: br"] {
                let get = app.send("GET", path, &[coding]);
                let head = app.send("HEAD", path, &[coding]);
                assert_eq!(head.status, get.status, "{path}");
                assert_eq!(lasting(&head.headers), lasting(&get.headers), "{path}");
                assert_eq!(head.body, b"", "{path}");
                let length = get.header("content-length").map(|n| n.parse::<usize>().unwrap());
                assert!(length.is_none_or(|n| n == get.body.len()), "{path}");
            }
        }
    });
}

#[test]
fn options_tells_the_methods() {
    both_demos(|app| {
        for path in PATHS.iter().filter(|path| **path != "/nowhere") {
            let answer = app.send("OPTIONS", path, &["Origin: https://reader.example"]);
            assert_eq!(answer.status, 204, "{path}");
            assert_eq!(answer.header("allow"), Some(allowed(path)), "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
            assert_eq!(answer.header("access-control-allow-methods"), Some(allowed(path)));
            let allowed = answer.header("access-control-allow-headers").unwrap();
            assert!(allowed.contains("If-None-Match"), "{allowed}");
            assert_eq!(answer.body, b"");
        }
    });
}

#[test]
fn other_methods_are_refused_with_those_there_are() {
    both_demos(|app| {
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"] {
            for path in PATHS.iter().filter(|path| **path != "/nowhere") {
                if allowed(path).split(", ").any(|own| own == method) {
                    app.send(method, path, &["Content-Length: 0"]).problem(401, "unauthorized");
                    continue;
                }
                let answer = app.send(method, path, &["Content-Length: 0"]);
                answer.problem(405, "method-not-allowed");
                assert_eq!(answer.header("allow"), Some(allowed(path)), "{method} {path}");
            }
            app.send(method, "/nowhere", &["Content-Length: 0"]).problem(404, "not-found");
        }
    });
}

#[test]
fn what_there_is_not_is_not_found() {
    both_demos(|app| {
        for path in [
            "/nowhere",
            "/v1",
            "/v1/",
            "/v2/articles",
            "/v1/article",
            "/v1/articles/",
            "/v1/articles/ar1/",
            "//v1/articles",
            "/v1/articles/ar1/body/x",
            "/v1/articles/ar1/nothing",
            "/v1/series/se1/numbers",
            "/v1/series/se1/numbers/",
            "/v1/articles/arzzz",
            "/v1/articles/AR1",
            "/v1/articles/au1",
            "/v1/articles/ar0",
            "/v1/articles/ar01",
            "/v1/articles/ar1.xyz",
            "/v1/articles/aril",
            "/v1/articles/..%2Fauthors",
            "/v1/articles/%2e%2e",
            "/v1/authors/ar1",
            "/problems/nothing",
            "/docs/nothing.js",
            "/v1/articles/arzzzzzzzzzzz",
            "/v1/articles/arzzzzzzzzzzzzzzzzzzzzzz",
            "/v1/articles/lookup/x",
            "/v1/series/se1/numbers/1/2",
        ] {
            app.get(path).problem(404, "not-found");
        }
    });
}

#[test]
fn what_is_not_offered_is_refused() {
    both_demos(|app| {
        let with = |accept: &str| app.get_with("/v1/articles/ar1", &[("accept", accept)]);
        for accept in
            ["*/*", "application/json", "application/*", "text/html, */*;q=0.1", "application/json;charset=utf-8", ""]
        {
            assert_eq!(with(accept).status, 200, "{accept}");
        }
        for path in [
            "/v1/articles",
            "/v1/articles/ar1",
            "/v1/articles/ar1/relations",
            "/v1/articles/ar1/body",
            "/v1/series/se1/numbers/1",
        ] {
            for accept in ["text/html", "image/*", "application/x-no-such-type, */*;q=0"] {
                let problem = app.get_with(path, &[("accept", accept)]).problem(406, "not-acceptable");
                assert!(problem["detail"].as_str().unwrap().contains("application/json"), "{path} {accept}");
            }
        }
        assert_eq!(app.get("/v1/articles/ar1.json").body, app.get("/v1/articles/ar1").body);
        assert_eq!(app.get_with("/v1/articles/ar1.json", &[("accept", "text/html")]).status, 200, "the address chose");
    });
}

#[test]
fn content_is_not_read() {
    both_demos(|app| {
        for path in ["/v1/articles", "/v1/articles/ar1", "/healthz"] {
            for fields in
                [["Content-Length: 2", "Content-Type: application/json"], ["Transfer-Encoding: chunked", "X: y"]]
            {
                let answer = request(app, path, &fields);
                answer.problem(415, "unsupported-media-type");
            }
            assert_eq!(request(app, path, &["Content-Length: 0"]).status, 200, "{path}");
            let unread = request(app, "/v1/erasures", &["Content-Length: 2", "Content-Type: application/json"]);
            unread.problem(405, "method-not-allowed");
        }
    });
}

fn request(app: &App, path: &str, fields: &[&str]) -> crate::support::app::Response {
    let content = if fields.iter().any(|f| f.ends_with("chunked")) { "2\r\n{}\r\n0\r\n\r\n" } else { "" };
    let content = if fields.iter().any(|f| f.ends_with("Length: 2")) { "{}" } else { content };
    let fields = fields.join("\r\n");
    app.raw(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n\r\n{content}").as_bytes())
}

#[test]
fn sizes_have_limits() {
    both_demos(|app| {
        let target = |length: usize| {
            let start = "/v1/articles?subject=";
            format!("{start}{}", "x".repeat(length - start.len()))
        };
        assert_eq!(app.send("GET", &target(32_768), &[]).status, 200);
        app.send("GET", &target(32_769), &[]).problem(414, "uri-too-long");
        app.send("GET", &target(60_000), &[]).problem(414, "uri-too-long");
        app.send("GET", &format!("/{}", "x".repeat(33_000)), &[]).problem(414, "uri-too-long");
        let field = |length: usize| format!("X-Padding: {}", "x".repeat(length));
        assert_eq!(app.send("GET", "/v1/articles/ar1", &[&field(16_000)]).status, 200);
        app.send("GET", "/v1/articles/ar1", &[&field(17_000)]).problem(431, "fields-too-large");
        app.send("GET", "/v1/articles/ar1", &[&field(40_000)]).problem(431, "fields-too-large");
        let many: Vec<String> = (0..90).map(|n| format!("X-{n}: {}", "y".repeat(250))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        app.send("GET", "/v1/articles/ar1", &many).problem(431, "fields-too-large");
    });
}

#[test]
fn every_answer_can_be_read_by_other_sites_and_is_not_guessed_at() {
    both_demos(|app| {
        for path in PATHS {
            for method in ["GET", "HEAD", "OPTIONS", "POST"] {
                let answer = app.send(method, path, &["Content-Length: 0"]);
                assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{method} {path}");
                assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{method} {path}");
                let exposed = answer.header("access-control-expose-headers").unwrap();
                for field in ["ETag", "Link", "Location", "Retry-After"] {
                    assert!(exposed.contains(field), "{exposed}");
                }
                assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
            }
        }
    });
}

#[test]
fn a_request_id_is_kept_where_it_is_plain() {
    both_demos(|app| {
        let id = |given: &str| {
            app.get_with("/healthz", &[("x-request-id", given)]).header("x-request-id").unwrap().to_owned()
        };
        assert_eq!(id("abc-123_4.5"), "abc-123_4.5");
        for odd in ["a b", "", "ä", "a\"b", &"x".repeat(65)] {
            let own = id(odd);
            assert_ne!(own, odd);
            assert!(!own.is_empty());
        }
        assert_ne!(app.get("/healthz").header("x-request-id"), app.get("/healthz").header("x-request-id"));
    });
}

#[test]
fn a_method_the_path_does_not_know_is_told_before_all_else() {
    both_demos(|app| {
        for (method, path, allow) in [
            ("DELETE", "/v1/articles", "GET, HEAD, POST, OPTIONS"),
            ("PUT", "/v1/articles/lookup", "GET, HEAD, OPTIONS"),
            ("PATCH", "/v1/articles/citations", "GET, HEAD, OPTIONS"),
            ("POST", "/v1/articles/ar1", "GET, HEAD, PUT, DELETE, PATCH, OPTIONS"),
            ("DELETE", "/v1/changes", "GET, HEAD, OPTIONS"),
        ] {
            for fields in [&["Content-Length: 0"][..], &["Content-Type: application/json", "Content-Length: 2"]] {
                let refused = app.send(method, path, fields);
                refused.problem(405, "method-not-allowed");
                assert_eq!(refused.header("allow"), Some(allow), "{method} {path}");
            }
        }
    });
}
