//! Searching on pages: the field, what is found, and what it can be narrowed by.

use regex::Regex;
use serde_json::Value;

use super::{attributes, page, shown, unescaped};
use crate::support::app::{App, both_demos};

/// The links of what was found, in order.
fn found(html: &str) -> Vec<String> {
    let row = Regex::new(r#"<p class="title"><a href="(/articles/[^"]*)""#).unwrap();
    row.captures_iter(html).map(|found| unescaped(&found[1])).collect()
}

/// The titles on a page, and those of the API in its order.
fn titles(app: &App, query: &str) -> (Vec<String>, Vec<String>) {
    let html = page(app, &format!("/articles?{query}"));
    let row = Regex::new(r#"(?s)<p class="title"><a [^>]*>(.*?)</a>"#).unwrap();
    let tags = Regex::new("<[^>]+>").unwrap();
    let on_page = row.captures_iter(&html).map(|found| unescaped(&tags.replace_all(&found[1], ""))).collect();
    let items = app.json(&format!("/v1/articles?limit=200&{query}"))["items"].as_array().unwrap().clone();
    (on_page, items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn a_page_finds_what_the_api_finds_in_its_order() {
    both_demos(|app| {
        for query in
            ["q=harbour", "q=harbour&series=se1", "q=harbour&sort=-published", "q=%22quiet+harbour%22", "q=the+port"]
        {
            let (on_page, told) = titles(app, query);
            assert_eq!(on_page, told, "{query}");
            assert!(!on_page.is_empty(), "{query}");
        }
        let html = page(app, "/articles?q=quiet+harbour");
        assert!(html.contains("The <mark>Quiet</mark> <mark>Harbour</mark>"), "{html}");
        assert!(html.contains(r#"name="q" value="quiet harbour""#));
        assert!(html.contains(r#"<meta name="robots" content="noindex">"#));
        for elsewhere in ["/", "/articles", "/authors", "/articles/the-quiet-harbour"] {
            let html = page(app, elsewhere);
            assert!(html.contains(r#"<form role="search" action="/articles">"#), "{elsewhere}");
            assert!(!html.contains("noindex"), "{elsewhere}");
        }
        let policy = app.get("/articles?q=x");
        assert!(policy.header("content-security-policy").unwrap().contains("form-action 'self'"));
    });
}

#[test]
fn what_was_typed_is_shown_as_text_and_what_is_not_there_is_told() {
    both_demos(|app| {
        let typed = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
        let html = page(app, &format!("/articles?q={typed}"));
        assert!(!html.contains("<script>alert"), "{html}");
        let html = page(app, "/articles?q=zzyzxwv");
        assert!(found(&html).is_empty());
        assert!(shown(&html).contains("Nothing here has zzyzxwv."), "{}", shown(&html));
        let text = shown(&page(app, "/articles?q=quiet+harbuor"));
        assert!(text.contains("“harbour” for “harbuor”"), "{text}");
        assert!(text.contains("The Quiet Harbour"), "{text}");
        // Blank words look for nothing.
        assert_eq!(found(&page(app, "/articles?q=+")), found(&page(app, "/articles")));
    });
}

#[test]
fn every_choice_leads_to_as_many_as_it_says() {
    both_demos(|app| {
        let choice = Regex::new(
            r#"(?s)<li><a href="(/articles\?[^"]*)" rel="nofollow"><bdi[^>]*>[^<]*</bdi></a> <span class="note">(\d+)</span></li>"#,
        )
        .unwrap();
        for path in [
            "/articles",
            "/articles?q=harbour",
            "/articles?q=harbour&language=en&sort=-published",
            "/articles?subject=st-004",
        ] {
            let html = page(app, path);
            let choices: Vec<(String, Value)> = choice
                .captures_iter(&html)
                .map(|found| (unescaped(&found[1]), found[2].parse::<u64>().unwrap().into()))
                .collect();
            assert!(choices.len() > 5, "{path}: {html}");
            for (link, count) in choices {
                let query = link.split_once('?').unwrap().1;
                assert_eq!(app.json(&format!("/v1/articles?limit=1&{query}"))["total"], count, "{path}: {link}");
                let html = page(app, &link);
                assert!(found(&html).len() as u64 == count.as_u64().unwrap().min(100), "{path}: {link}");
                let followed = attributes(&html, "href");
                assert!(!followed.contains(&link), "{link}");
            }
        }
    });
}

#[test]
fn other_lists_and_feeds_are_searched_too() {
    both_demos(|app| {
        let text = shown(&page(app, "/authors?q=mele"));
        let total = app.json("/v1/authors?q=mele")["total"].as_u64().unwrap();
        assert!(total > 0 && text.contains(&format!("{total} author")), "{text}");
        let feed = app.get("/feeds/articles.json?q=quiet+harbour");
        let all = app.json("/v1/articles?q=quiet+harbour")["total"].as_u64().unwrap();
        assert!(all > 0);
        assert_eq!(feed.json()["items"].as_array().unwrap().len() as u64, all, "{}", feed.text());
    });
}
