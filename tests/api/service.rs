//! Health, the document, Swagger UI, the page at `/`, explanations of problems.

use crate::support::app::{both_apps, both_demos};

#[test]
fn the_service_tells_how_it_is() {
    both_demos(|app| {
        for (path, told) in [("/healthz", r#"{"status":"ok"}"#), ("/readyz", r#"{"status":"ok","search":"complete"}"#)]
        {
            let answer = app.get(path);
            assert_eq!((answer.status, answer.text()), (200, told.to_owned()));
            app.get(&format!("{path}?x=1")).problem(400, "invalid-parameter");
        }
    });
}

#[test]
fn a_service_whose_schema_changed_is_not_ready() {
    both_apps(|app| {
        assert_eq!(app.get("/readyz").status, 200);
        byline::store::revert(&app.database.url).unwrap();
        let answer = app.get("/readyz");
        answer.problem(503, "unavailable");
        assert!(answer.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
        assert_eq!(app.get("/healthz").status, 200);
    });
}

#[test]
fn swagger_has_its_assets_inside() {
    both_demos(|app| {
        let answer = app.get("/docs");
        assert_eq!((answer.status, answer.header("location")), (302, Some("/docs/")));
        let page = app.get("/docs/");
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").unwrap().starts_with("text/html"));
        let page = page.text();
        let assets: Vec<&str> = page.split(['"', '\'']).filter(|p| p.ends_with(".js") || p.ends_with(".css")).collect();
        assert!(assets.len() >= 3, "{page}");
        let mut named = String::new();
        for asset in assets {
            assert!(!asset.contains("//"), "{asset} comes from elsewhere");
            let answer = app.get(&format!("/docs/{}", asset.trim_start_matches("./").trim_start_matches("/docs/")));
            assert_eq!(answer.status, 200, "{asset}");
            named.push_str(&answer.text());
        }
        assert!(named.contains("/openapi.json"));
        assert!(app.get("/").text().contains("/v1/articles"));
    });
}

#[test]
fn every_problem_explains_itself() {
    both_demos(|app| {
        let document = app.get("/openapi.json");
        assert_eq!(document.header("content-type"), Some("application/json"));
        assert!(document.json()["openapi"].as_str().unwrap().starts_with("3.1"));
        let paths = ["/nowhere", "/v1/articles?x=1", "/v1/articles/arzz"];
        for path in paths {
            let kind = app.get(path).json()["type"].as_str().unwrap().to_owned();
            let explained = app.get(&kind);
            assert_eq!(explained.status, 200);
            assert_eq!(explained.header("content-type"), Some("text/plain; charset=utf-8"));
            assert!(explained.text().len() > 60);
        }
        app.get("/problems/none").problem(404, "not-found");
    });
}

/// Every operation of the document answers 200, 300 or 302 to its own examples on the sample archive, or 404
/// where the example is not in it.
#[test]
fn every_operation_is_served() {
    both_demos(|app| {
        let document = app.json("/openapi.json");
        let mut called = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            // What is only written has tests of its own.
            let Some(operation) = item.get("get") else { continue };
            assert!(operation["operationId"].is_string(), "{path}");
            let mut own = path.clone();
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                if parameter["in"] == "path" {
                    let example = parameter["example"].as_str().map(str::to_owned);
                    let example = example.unwrap_or_else(|| parameter["example"].to_string());
                    own = own.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), &example);
                }
            }
            let answer = app.get(&own);
            let status = answer.status.to_string();
            assert!(
                answer.status < 500 && operation["responses"][&status].is_object(),
                "{own}: {status} is not declared"
            );
            called += 1;
        }
        assert!(called >= 20);
    });
}
