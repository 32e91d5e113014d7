//! Bodies that are not served are found by plain words, and nothing more can be learnt of them.

use byline::domain::Scope;
use serde_json::json;

use super::{article, ask, titles};
use crate::support::app::both_apps;

#[test]
fn a_body_that_is_not_served_is_found_by_plain_words_only() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let closed = app.make("series", &key, json!({"titles": [{"text": "Closed"}], "bodies_public": false}));
        let open = app.make("series", &key, json!({"titles": [{"text": "Open"}], "bodies_public": true}));
        for (series, title) in [(&closed, "Shut"), (&open, "Ajar")] {
            let mut own = article(title, "en", "Nothing much.");
            own["appearances"] = json!([{ "series": series, "primary": true, "language": "en" }]);
            own["body"] = json!(["Marzipan towers lean over the canal.", "Write to quayside@house.example at once."]);
            app.make("articles", &key, own);
        }
        for (q, expected) in [
            ("marzipan", &["Ajar", "Shut"][..]),
            ("marzipan tower canal", &["Ajar", "Shut"]),
            ("\"marzipan towers\"", &["Ajar"]),
            ("body:marzipan", &["Ajar"]),
            ("marzi*", &["Ajar"]),
            ("body:marzi*", &["Ajar"]),
        ] {
            assert_eq!(titles(app, q), expected, "{q}");
        }
        // An address is in neither.
        for q in ["quayside", "quayside@house.example"] {
            let page = ask(app, "articles", q, "");
            assert_ne!(page["search"]["match"], "all", "{q}");
        }
        let marked = ask(app, "articles", "marzipan", "&highlight=body");
        for (item, marked) in
            marked["items"].as_array().unwrap().iter().zip(marked["search"]["highlights"].as_array().unwrap())
        {
            assert_eq!(marked["body_html"].is_string(), item["title"] == "Ajar", "{marked}");
        }
        // No word is put in the place of another that only such a body has.
        let mut alone = article("Alone", "en", "Nothing more.");
        alone["appearances"] = json!([{ "series": closed, "primary": true, "language": "en" }]);
        alone["body"] = json!(["Zabaglione."]);
        let path = format!("/v1/articles/{}", app.make("articles", &key, alone));
        let like = ask(app, "articles", "zabaglioni", "");
        assert_eq!((&like["total"], &like["search"]["replaced"]), (&json!(0), &json!([])));
        assert_eq!(titles(app, "zabaglione"), ["Alone"]);
        // It changes without a word in the log.
        assert_eq!(app.patch(&path, &key, json!({"body": ["Tiramisu."]})).status, 200);
        assert_eq!((titles(app, "zabaglione"), titles(app, "tiramisu")), (vec![], vec!["Alone".to_owned()]));
        assert_eq!(app.patch(&path, &key, json!({"body": []})).status, 200);
        assert_eq!(titles(app, "tiramisu"), [""; 0]);
    });
}
