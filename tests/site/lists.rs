//! Lists on pages: complete, without a limit of depth.

use std::collections::BTreeSet;

use serde_json::json;

use super::{attributes, browse, page, shown};
use crate::support::app::{both_apps, both_demos};

#[test]
fn a_long_list_is_walked_by_its_links() {
    both_apps(|app| {
        let mut lines = vec![
            json!({"resource": "series", "key": "s", "titles": [{"text": "Long"}]}).to_string(),
            json!({"resource": "author", "key": "p", "names": [{"full": "Pat Long"}]}).to_string(),
        ];
        lines.extend((0..230).map(|n| {
            json!({"resource": "article", "key": format!("a{n}"), "titles": [{"text": format!("Article {n}")}],
                "contributions": [{"author": "@p", "role": "author"}],
                "appearances": [{"series": "@s", "number": n.to_string(), "published": format!("20{:02}", n % 20)}]})
            .to_string()
        }));
        app.database.load("x", &lines.join("\n"));
        for first in ["/articles", "/series/long", "/authors/pat-long", "/articles?series=se1&language=en&x=1"] {
            let wanted = if first.contains("language") { 0 } else { 230 };
            let (mut seen, mut next, mut pages) = (BTreeSet::new(), Some(first.to_owned()), 0);
            while let Some(path) = next {
                let html = page(app, &path);
                let links = attributes(&html, "href");
                seen.extend(links.iter().filter(|href| href.starts_with("/articles/article-")).cloned());
                next = html
                    .split("<a rel=\"next\" href=\"")
                    .nth(1)
                    .map(|rest| super::unescaped(rest.split('"').next().unwrap()));
                pages += 1;
            }
            assert_eq!((seen.len(), pages), (wanted, if wanted > 0 { 3 } else { 1 }), "{first}");
        }
        assert_eq!(browse(app, "/articles?after=x").status, 404);
        assert!(shown(&page(app, "/series/long")).contains("230 articles"));
    });
}

#[test]
fn filters_are_those_of_the_api_and_what_is_unknown_is_passed_over() {
    both_demos(|app| {
        let text = shown(&page(app, "/articles?author=au1&colour=red"));
        let total = app.json("/v1/articles?author=au1")["total"].as_u64().unwrap();
        assert!(total > 0 && text.contains(&format!("{total} article")), "{text}");
        assert_eq!(browse(app, "/articles?author=nobody").status, 404);
        assert!(!shown(&page(app, "/articles?status=published")).contains("(withdrawn)"));
        // What is a code is called by its name.
        let html = page(app, "/articles?subject=ST-004&place=nz&language=en&type=commentary&not.language=fr");
        let on = html.split("class=\"filters\"").nth(1).unwrap().split("</ul>").next().unwrap();
        let on = shown(&format!("<body><ul {on}"));
        for name in [
            "subject Harbour finance",
            "place New Zealand",
            "language English",
            "type Commentary",
            "not language French",
        ] {
            assert!(on.contains(name), "{name}: {on}");
        }
        let feed = app.get("/feeds/articles.json?subject=st-004").json();
        assert!(feed["title"].as_str().unwrap().contains("Harbour finance"), "{feed}");
    });
}
