//! Links for programs: the `Link` field and the link set.

use super::public_demo;
use crate::support::app::{App, Engine, both_demos};

const PAGE: &str = "/articles/the-quiet-harbour";

/// The targets of a relation in a `Link` field.
fn targets(field: &str, rel: &str) -> Vec<String> {
    let links = field.split(", <").map(|link| link.trim_start_matches('<'));
    let own = links.filter(|link| link.contains(&format!("rel=\"{rel}\"")));
    own.map(|link| link.split('>').next().unwrap().to_owned()).collect()
}

#[test]
fn the_page_leads_to_all_that_describes_it() {
    both_demos(|app| {
        let answer = app.get(PAGE);
        let field = answer.header("link").unwrap();
        assert_eq!(targets(field, "cite-as"), ["https://doi.org/10.5555/tide.2023.7"]);
        assert_eq!(targets(field, "type"), ["https://schema.org/AboutPage", "https://schema.org/OpinionNewsArticle"]);
        assert_eq!(targets(field, "author"), ["https://orcid.org/0000-0007-0210-0111"]);
        assert_eq!(targets(field, "license"), ["https://creativecommons.org/licenses/by/4.0/"]);
        assert_eq!(targets(field, "collection"), ["/series/tideline"]);
        assert_eq!(targets(field, "linkset"), [format!("{PAGE}/linkset.json")]);
        assert!(targets(field, "item").iter().any(|own| own.ends_with(".pdf")), "{field}");
        let described = targets(field, "describedby");
        let formats = byline::format::of(byline::domain::Resource::Article);
        let offered = formats.filter(|format| format.is_offered(&byline::domain::Identity::default()));
        assert_eq!(described.len(), offered.count());
        for path in described.iter().map(String::as_str).chain(["/v1/articles/arq", "/v1/articles/arq?fields=id"]) {
            let answer = app.get(path);
            assert_eq!(answer.status, 200, "{path}");
            let back = answer.headers.iter().filter(|(name, _)| name == "link");
            let back: Vec<String> = back.flat_map(|(_, link)| targets(link, "describes")).collect();
            assert_eq!(back, ["/articles/arq"; 1][..if path.contains("fields") { 0 } else { 1 }], "{path}");
        }
        assert_eq!(targets(app.get("/v1/articles/arq/body").header("link").unwrap(), "collection"), ["/articles/arq"]);
    });
}

#[test]
fn the_link_set_says_the_same_and_leads_back() {
    both_demos(|app| {
        let answer = app.get(&format!("{PAGE}/linkset.json"));
        assert_eq!(answer.header("content-type"), Some("application/linkset+json"));
        let set = answer.json();
        let contexts = set["linkset"].as_array().unwrap();
        assert_eq!(contexts[0]["anchor"], PAGE);
        let page = app.get(PAGE);
        let field = page.header("link").unwrap();
        for (rel, own) in contexts[0].as_object().unwrap().iter().filter(|(rel, _)| *rel != "anchor") {
            let hrefs: Vec<&str> = own.as_array().unwrap().iter().map(|own| own["href"].as_str().unwrap()).collect();
            assert_eq!(targets(field, rel), hrefs, "{rel}");
        }
        let described = contexts[0]["describedby"].as_array().unwrap();
        for own in described {
            let back = contexts.iter().find(|context| context["anchor"] == own["href"]).unwrap();
            assert_eq!(back["describes"][0]["href"], PAGE);
        }
        let moved = app.get("/articles/arq/linkset.json");
        assert_eq!((moved.status, moved.header("location")), (302, Some(format!("{PAGE}/linkset.json").as_str())));
    });
}

#[test]
fn links_are_absolute_where_the_archive_has_an_address() {
    let app: App = public_demo(Engine::Sqlite, &[]);
    let answer = app.get(PAGE);
    let field = answer.header("link").unwrap();
    assert_eq!(targets(field, "collection"), ["https://commentary.example.org/series/tideline"]);
    assert!(
        targets(field, "describedby").iter().all(|own| own.starts_with("https://commentary.example.org/v1/")),
        "{field}"
    );
}
