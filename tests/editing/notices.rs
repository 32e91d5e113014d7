//! A notice and the article that carries it lead to each other.

use serde_json::{Value, json};

use super::{article, writer};
use crate::support::app::{App, both_apps};

/// What the record of an article says of others: how, and of which, under which title.
fn relations(app: &App, path: &str) -> Value {
    let short = |own: &Value| json!([own["type"], own["article"]["id"], own["article"]["title"]]);
    app.json(path)["relations"].as_array().unwrap().iter().map(short).collect()
}

fn notice(kind: &str, carrier: &str) -> Value {
    json!({"notices": [{"kind": kind, "text": "A figure was wrong.", "article": carrier}]})
}

#[test]
fn what_carries_a_notice_says_so_in_its_own_record() {
    both_apps(|app| {
        let key = writer(app);
        let carrier = app.make("articles", &key, article("Correction"));
        let wrong = app.make("articles", &key, article("Wrong"));
        let [of_carrier, of_wrong] = [&carrier, &wrong].map(|id| format!("/v1/articles/{id}"));
        let head = app.database.head();
        assert_eq!(app.patch(&of_wrong, &key, notice("correction", &carrier)).status, 200);
        assert_eq!(app.json(&of_wrong)["notices"][0]["article"]["id"], carrier.as_str());
        assert_eq!(relations(app, &of_carrier), json!([["corrects", wrong, "Wrong"]]));
        // Both are told, and both follow.
        assert_eq!(app.database.head(), head + 2);
        app.patch(&of_wrong, &key, json!({"titles": [{"text": "Put right"}]}));
        assert_eq!(relations(app, &of_carrier), json!([["corrects", wrong, "Put right"]]));
        let page = app.json(&format!("{of_carrier}/relations"));
        assert_eq!(
            (&page["items"][0]["direction"], &page["items"][0]["types"][0]),
            (&json!("outgoing"), &json!("corrects"))
        );
        // What it says by itself is said once.
        app.patch(&of_carrier, &key, json!({"relations": [{"type": "corrects", "article": wrong}]}));
        assert_eq!(relations(app, &of_carrier), json!([["corrects", wrong, "Put right"]]));
        app.patch(&of_carrier, &key, json!({"relations": []}));
        assert_eq!(relations(app, &of_carrier), json!([["corrects", wrong, "Put right"]]));
        app.patch(&of_wrong, &key, notice("retraction", &carrier));
        assert_eq!(relations(app, &of_carrier), json!([["retracts", wrong, "Put right"]]));
        // An editor's note is no correction; and a notice that goes takes the way back with it.
        app.patch(&of_wrong, &key, notice("editors_note", &carrier));
        assert_eq!(relations(app, &of_carrier), json!([]));
        app.patch(&of_wrong, &key, notice("correction", &carrier));
        app.patch(&of_wrong, &key, json!({"notices": []}));
        assert_eq!(relations(app, &of_carrier), json!([]));
    });
}

#[test]
fn what_is_not_public_is_not_told_of_by_its_carrier() {
    both_apps(|app| {
        let key = writer(app);
        let carrier = app.make("articles", &key, article("Correction"));
        let mut draft = notice("correction", &carrier);
        draft["titles"] = json!([{"text": "Secret"}]);
        let id = app.make("articles", &key, draft);
        let path = format!("/v1/articles/{carrier}");
        assert_eq!(relations(app, &path), json!([]));
        app.patch(&format!("/v1/articles/{id}"), &key, json!({"status": "published"}));
        assert_eq!(relations(app, &path), json!([["corrects", id, "Secret"]]));
    });
}

#[test]
fn an_import_of_both_at_once_leads_both_ways() {
    both_apps(|app| {
        let lines = [
            r#"{"resource":"article","key":"c","titles":[{"text":"Correction X"}]}"#,
            r#"{"resource":"article","key":"w","titles":[{"text":"Wrong X"}],"notices":[{"kind":"correction","text":"So.","article":"@c"}]}"#,
        ];
        // In either order: what is named may come later.
        for (source, order) in [("first", [0, 1]), ("second", [1, 0])] {
            let text = order.map(|index| lines[index].replace('X', source)).join("\n");
            app.database.load(source, &text);
            let found = app.json("/v1/articles?fields=relations,title");
            let own = found["items"]
                .as_array()
                .unwrap()
                .iter()
                .find(|own| own["title"] == format!("Correction {source}").as_str());
            let own = own.unwrap_or_else(|| panic!("{found}"));
            assert_eq!(own["relations"][0]["article"]["title"], format!("Wrong {source}").as_str(), "{found}");
        }
    });
}
