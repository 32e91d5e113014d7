//! `/v1/articles/lookup`

use super::{encode, id_of};
use crate::support::app::{both_apps, both_demos};

#[test]
fn a_doi_is_found_in_any_spelling() {
    both_demos(|app| {
        let id = id_of(app, "articles", "doi", "10.5555/tide.2014.3r");
        for doi in [
            "10.5555/tide.2014.3r",
            "10.5555/TIDE.2014.3R",
            "doi:10.5555/tide.2014.3R",
            "DOI: 10.5555/tide.2014.3r",
            "https://doi.org/10.5555/tide.2014.3r",
            "http://dx.doi.org/10.5555/Tide.2014.3r",
            "https://www.doi.org/10.5555/tide.2014.3r",
            " 10.5555/tide.2014.3r ",
        ] {
            let answer = app.get(&format!("/v1/articles/lookup?doi={}", encode(doi)));
            assert_eq!(
                (answer.status, answer.header("location")),
                (302, Some(&*format!("/v1/articles/{id}"))),
                "{doi}"
            );
            assert_eq!(answer.header("cache-control"), Some("public, no-cache"));
        }
        app.get("/v1/articles/lookup?doi=10.5555/nothing").problem(404, "not-found");
        for wrong in ["tide.2014.3r", "10.5555", "10.5555/", "https://doi.example/10.5555/x", ""] {
            let problem =
                app.get(&format!("/v1/articles/lookup?doi={}", encode(wrong))).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "doi", "{wrong}");
        }
    });
}

#[test]
fn an_address_is_found_whatever_its_scheme_and_end() {
    both_demos(|app| {
        let id = id_of(app, "articles", "url", "https://saltmarsh.example/tideline/2014/3");
        for url in [
            "https://saltmarsh.example/tideline/2014/3",
            "http://saltmarsh.example/tideline/2014/3",
            "https://www.saltmarsh.example/tideline/2014/3/",
            "HTTPS://SALTMARSH.EXAMPLE/tideline/2014/3",
            "https://saltmarsh.example:443/tideline/2014/3",
        ] {
            let answer = app.get(&format!("/v1/articles/lookup?url={}", encode(url)));
            assert_eq!(
                (answer.status, answer.header("location")),
                (302, Some(&*format!("/v1/articles/{id}"))),
                "{url}"
            );
        }
        app.get("/v1/articles/lookup?url=https://saltmarsh.example/nothing").problem(404, "not-found");
        for wrong in ["saltmarsh.example/tideline", "ftp://saltmarsh.example/x", "javascript:alert(1)", ""] {
            let problem =
                app.get(&format!("/v1/articles/lookup?url={}", encode(wrong))).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "url", "{wrong}");
        }
    });
}

#[test]
fn every_public_article_is_found_by_its_doi_and_its_addresses() {
    both_demos(|app| {
        let (mut dois, mut urls) = (0, 0);
        for own in app.all("articles") {
            let wanted = format!("/v1/articles/{}", own["id"].as_str().unwrap());
            if let Some(doi) = own["doi"].as_str() {
                dois += 1;
                assert_eq!(
                    app.get(&format!("/v1/articles/lookup?doi={}", encode(doi))).header("location"),
                    Some(&*wanted)
                );
            }
            for place in own["appearances"].as_array().unwrap() {
                let Some(url) = place["url"].as_str() else { continue };
                urls += 1;
                assert_eq!(
                    app.get(&format!("/v1/articles/lookup?url={}", encode(url))).header("location"),
                    Some(&*wanted),
                    "{url}"
                );
            }
        }
        assert!(dois > 20 && urls > 30);
        app.get("/v1/articles/lookup?doi=10.5555/tide.2026.draft").problem(404, "not-found");
    });
}

#[test]
fn what_is_asked_must_make_sense_and_agree() {
    both_demos(|app| {
        for wrong in ["?doi=10.5555/a&doi=10.5555/b", "?isbn=1", "?doi=10.5555/a&x=1", "?identifier=plain"] {
            app.get(&format!("/v1/articles/lookup{wrong}")).problem(400, "invalid-parameter");
        }
        let to = |query: &str| app.get(&format!("/v1/articles/lookup?{query}")).header("location").map(str::to_owned);
        let both = to("doi=10.5555/tide.2014.3&url=https://saltmarsh.example/tideline/2014/3");
        assert!(both.is_some() && both == to("doi=10.5555/tide.2014.3"));
        assert_eq!(to("doi=10.5555/tide.2014.3r&url=https://saltmarsh.example/tideline/2014/3"), None, "two articles");
        let problem = app.get("/v1/articles/lookup").problem(404, "not-found");
        assert!(problem["detail"].as_str().unwrap().contains("give `doi`, `url` or `identifier`"), "{problem}");
    });
}

#[test]
fn other_identifiers_are_looked_up_by_scheme() {
    both_apps(|app| {
        let line = r#"{"resource":"article","key":"a","titles":[{"text":"A"}],"identifiers":[{"scheme":"handle","value":"20.5555/7"}]}"#;
        app.database.load("t", line);
        assert_eq!(
            app.get("/v1/articles/lookup?identifier=handle:20.5555/7").header("location"),
            Some("/v1/articles/ar1")
        );
        app.get("/v1/articles/lookup?identifier=handle:20.5555/8").problem(404, "not-found");
    });
}
