//! `Idempotency-Key`: the same request is done once.

use byline::store::{Migrate, Store};

use super::{article, writer};
use crate::support::app::{App, Response, both_apps};

fn post(app: &App, key: &str, token: &str, title: &str) -> Response {
    app.write("POST", "/v1/articles", key, &[&format!("Idempotency-Key: {token}")], &article(title))
}

fn lasting(response: &Response) -> (u16, Option<&str>, Option<&str>, &[u8]) {
    (response.status, response.header("etag"), response.header("location"), &response.body)
}

#[test]
fn the_same_request_is_done_once() {
    both_apps(|app| {
        let (key, other) = (writer(app), writer(app));
        let first = post(app, &key, "\"5f1c\"", "A");
        assert_eq!(first.status, 201);
        assert_eq!(lasting(&post(app, &key, "\"5f1c\"", "A")), lasting(&first));
        assert_eq!(lasting(&post(app, &key, "5f1c", "A")), lasting(&first), "quotes or not");
        // Also after the thing has changed, and by a service that was started since.
        app.patch(first.header("location").unwrap(), &key, serde_json::json!({"byline": "B"}));
        let beside = app.beside(Store::open(&app.database.url, Migrate::Run).unwrap());
        assert_eq!(lasting(&post(&beside, &key, "5f1c", "A")), lasting(&first));
        post(app, &key, "5f1c", "B").problem(422, "idempotency-key-reused");
        assert_eq!(app.json("/v1/articles")["total"], 1);
        let theirs = post(app, &other, "5f1c", "A");
        assert_ne!(theirs.header("location"), first.header("location"), "names of requests are each key's own");
        assert_ne!(post(app, &key, "5f1d", "A").header("location"), first.header("location"));
        assert_eq!(app.json("/v1/articles")["total"], 3);
        for token in ["", "\"\"", &"x".repeat(300)] {
            post(app, &key, token, "A").problem(400, "invalid-parameter");
        }
        // What was refused may be tried again.
        let refused = app.write("POST", "/v1/articles", &key, &["Idempotency-Key: 5f1e"], &serde_json::json!({}));
        refused.problem(422, "invalid-content");
        assert_eq!(post(app, &key, "5f1e", "A").status, 201);
    });
}

#[test]
fn a_day_later_it_is_another_request() {
    both_apps(|app| {
        let key = writer(app);
        let first = post(app, &key, "5f1c", "A");
        let day = 24 * 3_600 * 1_000_000;
        let age = |db: &mut dyn byline::store::db::Db| {
            let actor = db.api_keys()?.into_iter().next().unwrap().name;
            let mut row = db.once(&actor, "5f1c")?.unwrap();
            db.forget_once(i64::MAX)?;
            row.time -= day;
            db.insert_once(row)
        };
        app.database.store.write(age).unwrap();
        assert_ne!(post(app, &key, "5f1c", "A").header("location"), first.header("location"));
    });
}

#[test]
fn requests_at_the_same_moment_are_done_once() {
    both_apps(|app| {
        let key = writer(app);
        let answers: Vec<Response> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| post(app, &key, "5f1c", "A"))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|own| lasting(own) == lasting(&answers[0])));
        assert_eq!(app.json("/v1/articles")["total"], 1);
    });
}
