//! Scheduled publication: a write, when its time has come.

use byline::domain::Timestamp;
use serde_json::json;

use super::writer;
use crate::support::app::both_apps;

#[test]
fn what_is_due_is_published_by_a_write() {
    both_apps(|app| {
        let key = writer(app);
        let scheduled = |at: &str| json!({"titles": [{"text": at}], "status": "scheduled", "publish_at": at});
        let path = |at: &str| format!("/v1/articles/{}", app.make("articles", &key, scheduled(at)));
        let [early, late] = ["2030-01-01T08:00:00Z", "2031-01-01T08:00:00Z"].map(path);
        // Its time alone makes nothing public.
        let past = path("2020-01-01T00:00:00Z");
        for path in [&early, &late, &past] {
            app.get(path).problem(404, "not-found");
        }
        let publish = |at: &str| {
            let ids = app.database.store.publish_due(Timestamp::parse(at).unwrap()).unwrap();
            ids.iter().map(|id| format!("/v1/articles/{id}")).collect::<Vec<_>>()
        };
        assert_eq!(publish("2019-01-01T00:00:00Z"), [""; 0]);
        assert_eq!(publish("2030-01-01T07:59:59Z"), [past.as_str()]);
        assert_eq!(publish("2030-01-01T08:00:00Z"), [early.as_str()]);
        assert_eq!(publish("2030-01-01T08:00:00Z"), [""; 0], "once");
        assert_eq!(app.json(&early)["status"], "published");
        assert!(app.private(&early, &key).json()["publish_at"].is_null());
        app.get(&late).problem(404, "not-found");
        // It may be put off, published at once, or made a draft again, until it is public.
        assert_eq!(app.patch(&late, &key, json!({"publish_at": "2032-01-01T00:00:00Z"})).status, 200);
        assert_eq!(publish("2031-06-01T00:00:00Z"), [""; 0]);
        assert_eq!(app.patch(&late, &key, json!({"status": "draft"})).status, 200);
        assert_eq!(publish("2033-01-01T00:00:00Z"), [""; 0]);
        for wrong in [
            json!({"status": "scheduled", "publish_at": null}),
            json!({"status": "published", "publish_at": "2040-01-01T00:00:00Z"}),
        ] {
            let refused = app.patch(&late, &key, wrong).problem(422, "invalid-content");
            assert_eq!(refused["errors"][0]["pointer"], "/publish_at");
        }
        assert_eq!(app.patch(&late, &key, json!({"status": "published"})).status, 200);
        let rows = app
            .database
            .store
            .read(|db| db.revisions(early.rsplit('/').next().unwrap().parse::<byline::domain::Id>().unwrap().key()));
        assert_eq!(rows.unwrap().last().unwrap().actor, "scheduler");
    });
}
