//! Editors and imports side by side: what an editor touched stays.

use serde_json::json;

use super::writer;
use crate::support::app::both_apps;

#[test]
fn an_import_does_not_undo_what_an_editor_did() {
    both_apps(|app| {
        let key = writer(app);
        let line = |byline: &str, revised: &str| {
            json!({"resource": "article", "key": "a", "titles": [{"text": "A"}], "byline": byline, "revised": revised,
                "body": ["One."], "title_as_published": "A!"})
            .to_string()
        };
        let id = app.database.load("source", &line("BY A", "2024-01-01")).ids()[0].clone();
        let path = format!("/v1/articles/{id}");
        let edited = json!({"byline": "BY EDITOR", "title_as_published": null, "body": ["Two."], "word_count": 2});
        assert_eq!(app.patch(&path, &key, edited).status, 200);
        // The same again changes nothing; what the source changes comes in where no editor was.
        app.database.load("source", &line("BY A", "2024-01-01"));
        assert_eq!(app.private(&path, &key).header("etag"), Some("\"r2\""));
        let imported = app.database.load("source", &line("BY SOURCE", "2024-02-02"));
        let told: Vec<&str> = imported.outcomes[0].problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(told, ["byline"], "a conflict is told");
        let own = app.private(&path, &key).json();
        assert_eq!(own["byline"], "BY EDITOR");
        assert_eq!(own["revised"], "2024-02-02");
        assert_eq!(
            (&own["title_as_published"], &own["body"], &own["word_count"]),
            (&json!(null), &json!(["Two."]), &json!(2))
        );
        // A withdrawal stays, whatever the source says.
        app.write("DELETE", &path, &key, &["If-Match: *"], &serde_json::Value::Null);
        app.database.load("source", &line("BY SOURCE", "2024-03-03"));
        app.get(&path).problem(410, "withdrawn");
    });
}
