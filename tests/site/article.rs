//! The page of an article.

use byline::store::db::LookupRow;
use serde_json::json;

use super::{attributes, browse, metas, page, public_demo, shown};
use crate::support::app::{App, Engine, both_apps, both_demos};

#[test]
fn ids_and_old_slugs_lead_to_the_slug() {
    both_apps(|app| {
        let line = json!({"resource": "article", "key": "a", "titles": [{"text": "Two"}]});
        let id = app.database.load("x", &line.to_string()).ids().remove(0);
        let key: byline::domain::Id = id.parse().unwrap();
        let earlier = [LookupRow { key: "slug:articles:one".to_owned(), id: key.key() }];
        app.database.store.write(|db| db.insert_lookups(&earlier)).unwrap();
        for name in [id.as_str(), "one"] {
            let answer = app.get(&format!("/articles/{name}"));
            assert_eq!((answer.status, answer.header("location")), (302, Some("/articles/two")), "{name}");
        }
        assert!(shown(&page(app, "/articles/two")).contains("Two"));
    });
}

#[test]
fn a_page_shows_what_the_record_tells() {
    both_demos(|app| {
        let html = page(app, "/articles/the-quiet-harbour");
        let text = shown(&html);
        for part in [
            "Tideline No. 7 (2023)",
            "The Quiet Harbour",
            "What a port of nine berths can teach one of ninety",
            "BY ELEONOOR VAN DER MAAS-TULL",
            "13 April 2023",
            "The best-run harbour on the coast",
            "Read it at saltmarsh.example",
            "A harbour that is never mentioned is either lost or well run.",
            "Authors of Tideline speak for themselves.",
            "Eleonoor van der Maas-Tull directs the Saltmarsh Institute",
            "CC BY 4.0",
            "10.5555/tide.2023.7",
            "Earlier · No. 4 (2022) The River Keeps the Minutes",
            "Later · No. 24 (2024) Feet Wet, Carried On",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let links = attributes(&html, "href");
        for link in [
            "/series/tideline",
            "/authors/eleonoor-van-der-maas-tull",
            "https://saltmarsh.example/tideline/2023/7",
            "https://doi.org/10.5555/tide.2023.7",
            "https://creativecommons.org/licenses/by/4.0/",
            "/articles/feet-wet-carried-on",
            "/v1/articles/arq.json",
        ] {
            assert!(links.iter().any(|own| own == link), "{link}: {links:?}");
        }
    });
}

#[test]
fn relations_are_shown_from_both_sides() {
    both_demos(|app| {
        let answered = shown(&page(app, "/articles/cables-on-the-seabed-law-on-the-shelf"));
        assert!(answered.contains("Answered by The Shelf Is Not Empty No. 3R (2014), 4 March 2014"), "{answered}");
        let answer = shown(&page(app, "/articles/the-shelf-is-not-empty"));
        assert!(answer.contains("Responds to Cables on the Seabed, Law on the Shelf"), "{answer}");
    });
}

#[test]
fn a_retraction_stands_before_the_title() {
    both_demos(|app| {
        let html = page(app, "/articles/ghost-nets-and-missing-numbers");
        let notice = html.find("class=\"notice retraction\"").unwrap();
        assert!(notice < html.find("<h1").unwrap());
        assert!(shown(&page(app, "/articles")).contains("Ghost Nets and Missing Numbers Retracted"));
    });
}

#[test]
fn the_title_is_the_first_heading() {
    both_demos(|app| {
        let withdrawn = browse(app, "/articles/a-census-of-the-reefs");
        assert_eq!(withdrawn.status, 410);
        for html in [page(app, "/articles/ghost-nets-and-missing-numbers"), withdrawn.text()] {
            let first = html.find("<h2").into_iter().chain(html.find("<h3")).min();
            assert!(html.find("<h1").unwrap() < first.unwrap_or(usize::MAX), "{html}");
        }
    });
}

#[test]
fn an_article_from_right_to_left_outside_all_series() {
    both_apps(|app| {
        let line = json!({"resource": "article", "key": "a", "titles": [{"text": "ميناء بلا بحر", "language": "ar"}],
            "appearances": [{"published": "2025-03-04", "language": "ar"}]});
        let id = app.database.load("x", &line.to_string()).ids().remove(0);
        let slug = app.json(&format!("/v1/articles/{id}"))["slug"].as_str().unwrap().to_owned();
        let html = page(app, &format!("/articles/{slug}"));
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
        assert!(html.contains("<p class=\"facts\" lang=\"en\" dir=\"ltr\">"), "{html}");
        // There is no feed that would bring more of it.
        assert!(html.contains("<h2>Metadata</h2>") && !html.contains("<h2>Feeds</h2>"), "{html}");
    });
}

#[test]
fn every_text_is_marked_with_its_language() {
    both_demos(|app| {
        let html = page(app, "/articles/er-tunohai-xia-yi-tunotian-qi");
        assert!(html.contains("<html lang=\"ja\" dir=\"ltr\">"));
        assert!(html.contains("<h1 lang=\"ja\" dir=\"ltr\">二つの海峡、一つの天気</h1>"));
        assert!(html.contains("<header class=\"site\" lang=\"en\" dir=\"ltr\">"));
        let grain = page(app, "/articles/grain-through-a-narrow-door");
        assert!(grain.contains("lang=\"ar\" dir=\"rtl\""), "{grain}");
    });
}

#[test]
fn citation_tools_find_one_set_of_tags() {
    both_demos(|app| {
        let html = page(app, "/articles/the-quiet-harbour");
        for (name, value) in [
            ("citation_title", "The Quiet Harbour: What a port of nine berths can teach one of ninety"),
            ("citation_author", "van der Maas-Tull, Eleonoor"),
            ("citation_author_institution", "Saltmarsh Institute"),
            ("citation_publication_date", "2023/04/13"),
            ("citation_journal_title", "Tideline"),
            ("citation_issn", "2910-2049"),
            ("citation_issue", "7"),
            ("citation_doi", "10.5555/tide.2023.7"),
            ("citation_language", "en"),
            ("citation_abstract_html_url", "https://saltmarsh.example/tideline/2023/7"),
            ("og:type", "article"),
        ] {
            assert_eq!(metas(&html, name), [value], "{name}");
        }
        let report = page(app, "/articles/letters-for-a-small-coast");
        assert_eq!(metas(&report, "citation_technical_report_institution"), ["Saltmarsh Forum"]);
        assert_eq!(metas(&report, "citation_technical_report_number"), ["1"]);
        assert_eq!(metas(&report, "citation_journal_title"), [""; 0]);
        assert_eq!(metas(&report, "citation_publication_date"), ["2005/03"]);
    });
}

/// The target of `rel=canonical`.
fn canonical(html: &str) -> Option<String> {
    Some(html.split("<link rel=\"canonical\" href=\"").nth(1)?.split('"').next()?.to_owned())
}

#[test]
fn the_publishers_page_is_the_one_to_find_unless_the_archive_says_otherwise() {
    let found = |app: &App| canonical(&page(app, "/articles/the-quiet-harbour"));
    let publisher = Some("https://saltmarsh.example/tideline/2023/7".to_owned());
    assert_eq!(found(App::demo(Engine::Sqlite)), publisher);
    assert_eq!(found(&public_demo(Engine::Sqlite, &[])), publisher);
    let own = public_demo(Engine::Sqlite, &[("canonical-pages", "own")]);
    assert_eq!(found(&own).as_deref(), Some("https://commentary.example.org/articles/the-quiet-harbour"));
    assert_eq!(canonical(&page(&own, "/")).as_deref(), Some("https://commentary.example.org/"));
    assert_eq!(canonical(&page(App::demo(Engine::Sqlite), "/")), None);
}

#[test]
fn what_stands_before_our_paths_stands_before_all_links() {
    let app = public_demo(Engine::Sqlite, &[("base-url", "https://example.org/notes")]);
    for path in ["/", "/articles/the-quiet-harbour", "/series/tideline", "/articles", "/nothing"] {
        let html = super::browse(&app, path).text();
        for link in attributes(&html, "href").iter().filter(|href| href.starts_with('/')) {
            assert!(link.starts_with("/notes/"), "{path}: {link}");
        }
    }
    let moved = app.get("/articles/arq");
    assert_eq!(moved.header("location"), Some("/notes/articles/the-quiet-harbour"));
}

#[test]
fn fields_in_doubt_and_contacts_are_not_shown() {
    both_apps(|app| {
        let lines = [
            json!({"resource": "author", "key": "p", "names": [{"full": "Pat Open"}], "contacts": [{"email": "pat@open.example",
                "consent": {"by": "e", "at": "2024-01-01T00:00:00Z", "scope": "biography"}}]}),
            json!({"resource": "article", "key": "a", "titles": [{"text": "One <b>& \"Two\"</b>"}],
                "subtitles": [{"text": "DoubtfulSubtitle"}], "abstracts": [{"text": "</script><script>alert(1)</script>"}],
                "contributions": [{"author": "@p", "role": "author", "biography": "Write to pat@open.example."}],
                "review": [{"field": "subtitle", "reason": "DoubtfulReason"}]}),
        ];
        app.database.load("x", &lines.map(|line| line.to_string()).join("\n"));
        let html = page(app, "/articles/one-b-two-b");
        assert!(!html.contains("Doubtful") && !html.contains("@open"), "{html}");
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(shown(&html).contains("One <b>& \"Two\"</b>"), "{html}");
        assert!(app.get("/v1/articles?limit=1").text().contains("pat@open.example"));
    });
}
