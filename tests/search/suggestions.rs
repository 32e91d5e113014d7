//! What somebody who types may mean, and what is like an article.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{article, encode};
use crate::support::app::{App, both_apps, both_demos};

fn suggested(app: &App, q: &str, more: &str) -> Vec<Value> {
    let answer = app.json(&format!("/v1/suggest?q={}{more}", encode(q)));
    answer["items"].as_array().unwrap().clone()
}

fn labels(all: &[Value]) -> Vec<&str> {
    all.iter().map(|own| own["label"].as_str().unwrap()).collect()
}

#[test]
fn the_same_named_are_told_apart() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let house =
            app.make("organizations", &key, json!({"names": [{"text": "Harbour Institute"}], "place": "Salt Quay"}));
        let post = json!([{"organization": house, "name": "Harbour Institute"}]);
        let many = app.make("authors", &key, json!({"names": [{"full": "Jane Doe"}], "affiliations": post}));
        let few = app.make("authors", &key, json!({"names": [{"full": "Jane Doe"}]}));
        for (author, year) in [(&many, 2019), (&many, 2023), (&few, 2001)] {
            let own = json!({"status": "published", "titles": [{"text": format!("Of {year}"), "language": "en"}], "appearances": [{"published": year.to_string()}],
                "subjects": [{"label": "Harbour dues"}], "contributions": [{"name": "Jane Doe", "author": author}]});
            app.make("articles", &key, own);
        }
        let authors = suggested(app, "doe ja", "&kind=author");
        assert_eq!(labels(&authors), ["Jane Doe", "Jane Doe"]);
        assert_eq!(authors[0]["hint"], "Harbour Institute; 2019–2023; 2 articles");
        assert_eq!(authors[1]["hint"], "2001; 1 article");
        for own in &authors {
            let link = own["link"].as_str().unwrap();
            let count = app.json(link)["total"].as_u64().unwrap();
            assert!(own["hint"].as_str().unwrap().contains(&format!("{count} article")), "{own}");
        }
        let all = suggested(app, "harb", "");
        let kinds: Vec<_> = all.iter().map(|own| own["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["organization", "subject"]);
        assert_eq!(app.json(all[1]["link"].as_str().unwrap())["total"], 3);
        let like = suggested(app, "harbuor inst", "");
        assert_eq!((labels(&like), &like[0]["similar"]), (vec!["Harbour Institute"], &json!(true)));
        assert_eq!(suggested(app, "", ""), [Value::Null; 0]);
        assert_eq!(suggested(app, "jane", "&limit=1&kind=author").len(), 1);
        for wrong in ["kind=person", "limit=0", "limit=21", "other=1"] {
            app.get(&format!("/v1/suggest?q=a&{wrong}")).problem(400, "invalid-parameter");
        }
    });
}

#[test]
fn titles_are_suggested_word_by_word() {
    both_demos(|app| {
        for q in ["the quiet h", "harbour qui", "QUIET harbour"] {
            assert!(labels(&suggested(app, q, "&kind=article")).contains(&"The Quiet Harbour"), "{q}");
        }
        assert!(labels(&suggested(app, "海峡", "&kind=article"))[0].contains("海峡"));
    });
}

#[test]
fn what_is_like_an_article_is_listed() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let made = |title: &str, text: &str| app.make("articles", &key, article(title, "en", text));
        let own = made("Cod quotas", "The cod quota divides two fishing ports.");
        let near = made("Two ports, one quota", "Fishing ports argue about cod.");
        made("Railways", "A bridge over the river.");
        let similar = app.json(&format!("/v1/articles/{own}/similar?fields=title"));
        assert_eq!(similar["items"], json!([{"id": near, "title": "Two ports, one quota"}]));
        app.get("/v1/articles/arzzz/similar").problem(404, "not-found");
        app.get(&format!("/v1/articles/{own}/similar?cursor=AQ")).problem(400, "invalid-parameter");
    });
}
