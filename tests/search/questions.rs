//! What somebody may ask, and what is found.

use byline::domain::Scope;
use serde_json::json;

use super::{article, ask, found, titles};
use crate::support::app::{App, both_apps};

fn filled(app: &App) -> String {
    let key = app.key(Scope::Write, &[]);
    for (title, language, text) in [
        ("The Quiet Harbour", "en", "Small harbours teach large ones."),
        ("Harbour Dues", "en", "Who pays, and for what: the quiet question of a loud port."),
        ("Ports of the North", "en", "Ice, tugs and the U.S. coast guard."),
        ("Les ports oubliés", "fr", "Une étude des petits havres de l’été."),
        ("Häfen im Winter", "de", "Die Fähren fahren weiter."),
        ("海峡政策の二十年", "ja", "渡船は嵐で止まる。"),
        ("해양 안보의 과제", "ko", "해양은 넓고 협정은 좁다."),
        ("Cảng biển Đà Nẵng", "vi", "Hàng hải và đường sắt."),
        ("Новые порты", "ru", "О новых портах и старых правилах."),
    ] {
        app.make("articles", &key, article(title, language, text));
    }
    key
}

#[test]
fn words_are_found_in_any_form_and_language() {
    both_apps(|app| {
        filled(app);
        for (q, expected) in [
            ("harbours", &["Harbour Dues", "The Quiet Harbour"][..]),
            ("HARBOUR quiet", &["Harbour Dues", "The Quiet Harbour"]),
            ("\"quiet harbour\"", &["The Quiet Harbour"]),
            ("\"harbour quiet\"", &[]),
            ("harbour -dues", &["The Quiet Harbour"]),
            ("harbour -\"quiet harbour\"", &["Harbour Dues"]),
            ("title:port", &["Les ports oubliés", "Ports of the North"]),
            ("abstract:port", &["Harbour Dues"]),
            ("US coast", &["Ports of the North"]),
            ("oublie etude", &["Les ports oubliés"]),
            ("hafen", &["Häfen im Winter"]),
            ("海峡政策", &["海峡政策の二十年"]),
            ("「海峡政策」", &["海峡政策の二十年"]),
            ("嵐", &["海峡政策の二十年"]),
            ("해양", &["해양 안보의 과제"]),
            ("da nang", &["Cảng biển Đà Nẵng"]),
            ("новый порт", &["Новые порты"]),
            ("harb*", &["Harbour Dues", "The Quiet Harbour"]),
            ("title:harb* quiet", &["Harbour Dues", "The Quiet Harbour"]),
            ("the quiet harbour of the world's", &[]),
            ("what is the harbour for", &["Harbour Dues", "The Quiet Harbour"]),
        ] {
            let page = ask(app, "articles", q, "");
            let all = titles(app, q);
            match page["search"]["match"].as_str().unwrap() {
                "all" => assert_eq!(all, expected, "{q}"),
                other => assert!(expected.is_empty(), "{q}: {other} {all:?}"),
            }
        }
    });
}

#[test]
fn what_stands_nowhere_is_told() {
    both_apps(|app| {
        filled(app);
        let similar = ask(app, "articles", "harbuor dues", "");
        assert_eq!(similar["items"][0]["title"], "Harbour Dues");
        assert_eq!(similar["search"]["match"], "similar");
        assert_eq!(similar["search"]["replaced"], json!([{"word": "harbuor", "by": ["harbour"]}]));
        let any = ask(app, "articles", "harbour winter", "");
        assert_eq!((&any["search"]["match"], &any["total"]), (&json!("any"), &json!(3)));
        let none = ask(app, "articles", "xylophone", "");
        assert_eq!((&none["search"]["match"], &none["total"]), (&json!("none"), &json!(0)));
        // Nothing is put in the place of what must not be there.
        assert_eq!(titles(app, "harbour -dueys").len(), 2);
    });
}

#[test]
fn anything_can_be_typed() {
    both_apps(|app| {
        filled(app);
        for q in [
            "!!",
            "\"",
            "\"\"",
            "-",
            "- -",
            "-\"",
            "*",
            "**",
            "a*",
            "?",
            ":",
            "title:",
            ":x",
            "title:\"",
            "((",
            "AND",
            "OR NOT",
            "a AND",
            "+b",
            "~",
            "^2",
            "\\",
            "[a TO b]",
            "{",
            "/x/",
            "field:x",
            "title:title:x",
            "«",
            "\u{200b}",
            "\u{301}",
            "👩‍🚀",
            "ﷺ",
            "𐍈",
            "١٢٣",
            "--x",
            "-*",
            "\"a*\"",
            "é*",
            "(.*",
            "harb.*",
            "[",
            "a|b",
            "<b>",
            "' or 1=1",
        ] {
            for list in ["articles", "authors", "series", "organizations"] {
                ask(app, list, q, "");
            }
            app.json(&format!("/v1/suggest?q={}", super::encode(q)));
        }
        let long = "harbour ".repeat(400);
        assert_eq!(titles(app, &long).len(), 2);
        // Nothing is asked for: everything is there.
        assert_eq!(ask(app, "articles", " ", "")["total"], 9);
        assert!(ask(app, "articles", " ", "")["search"].is_null());
    });
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    both_apps(|app| {
        filled(app);
        for (query, parameter) in [("q=a&q=b", "q"), ("q=a&highlight=titel", "highlight"), ("q=%FF", "q")] {
            let problem = app.get(&format!("/v1/articles?{query}")).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}");
        }
        app.get("/v1/disclaimers?q=a").problem(400, "invalid-parameter");
        let usual = app.json("/v1/articles?q=%20")["items"].clone();
        assert_eq!(app.json("/v1/articles?sort=relevance")["items"], usual);
        let csv = app.get("/v1/articles.csv?q=harbour").text();
        assert!(
            csv.contains("The Quiet Harbour") && csv.contains("Harbour Dues") && !csv.contains("Ports of"),
            "{csv}"
        );
    });
}

#[test]
fn names_are_found_in_any_order_and_by_every_form() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let names = json!([{"full": "佐竹健二", "kind": "main", "script": "Jpan"}, {"full": "Satake Kenji", "given": "Kenji", "family": "Satake", "kind": "romanised"}]);
        let author = app.make("authors", &key, json!({ "names": names }));
        let own = json!({"status": "published", "titles": [{"text": "Tides"}], "contributions": [{"name": "Kenji Satake", "author": author}]});
        app.make("articles", &key, own);
        let other =
            app.make("authors", &key, json!({"names": [{"full": "Jürgen Öst", "given": "Jürgen", "family": "Öst"}]}));
        for q in ["Satake Kenji", "kenji satake", "佐竹", "\"Satake Kenji\"", "author:satake"] {
            assert_eq!(titles(app, q), ["Tides"], "{q}");
        }
        for q in ["kenji satake", "佐竹健二", "Satake"] {
            assert_eq!(ask(app, "authors", q, "")["items"][0]["id"], author.as_str(), "{q}");
        }
        assert_eq!(ask(app, "authors", "jurgen ost", "")["items"][0]["id"], other.as_str());
        assert_eq!(found(app, "authors", "Juergen"), ["Jürgen Öst"]);
        let series = app.make("series", &key, json!({"titles": [{"text": "Tideline Notes"}], "code": "TLN"}));
        for q in ["tideline", "TLN", "notes tide*"] {
            assert_eq!(ask(app, "series", q, "")["items"][0]["id"], series.as_str(), "{q}");
        }
    });
}
