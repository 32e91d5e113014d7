//! Who is told what: filters, secrets, telling again, restored archives.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{Scene, both, changes, courier};
use crate::support::app::{App, Database};
use crate::support::dir::Dir;
use crate::support::program::byline;
use crate::support::receiver::Answer::{Later, Status};
use crate::support::receiver::Got;

fn series(scene: &Scene, title: &str) -> String {
    scene.app.make("series", &scene.key, json!({"titles": [{"text": title}]}))
}

fn article(series: &str) -> Value {
    json!({"titles": [{"text": "A"}], "status": "published", "appearances": [{"series": series}]})
}

#[test]
fn a_webhook_of_a_series_is_told_what_the_feed_of_that_series_tells() {
    both(|scene| {
        let [own, other] = ["Own", "Other"].map(|title| series(scene, title));
        let (all, _) = scene.hook(json!({ "series": [own] }));
        let (some, _) =
            scene.hook(json!({ "series": [own], "resources": ["article"], "kinds": ["left", "withdrawn"] }));
        let [stays, leaves, foreign] =
            [&own, &own, &other].map(|at| scene.app.make("articles", &scene.key, article(at)));
        let path = |id: &str| format!("/v1/articles/{id}");
        let patch = |id: &str, change: Value| assert_eq!(scene.app.patch(&path(id), &scene.key, change).status, 200);
        patch(&foreign, json!({"byline": "X"}));
        patch(&leaves, json!({"appearances": [{"series": other}]}));
        patch(&leaves, json!({"byline": "X"}));
        patch(&foreign, json!({"appearances": [{"series": own}]}));
        assert_eq!(scene.app.write("DELETE", &path(&stays), &scene.key, &["If-Match: *"], &Value::Null).status, 200);
        // The series were there before the webhooks.
        let feed = changes(&scene.app, &format!("&series={own}&since=test-2"));
        let kinds: Vec<&str> = feed.iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"left") && kinds.contains(&"withdrawn") && kinds.contains(&"updated"), "{kinds:?}");
        let few = feed.iter().filter(|item| ["left", "withdrawn"].contains(&item["kind"].as_str().unwrap())).count();
        let _courier = scene.courier();
        let got = scene.receiver.take(feed.len() + few);
        let of = |id: &str| {
            got.iter().filter(|own| own.id().starts_with(&format!("{id}-"))).map(Got::json).collect::<Vec<_>>()
        };
        let told: Vec<Value> = of(&all).iter().map(|own| own["data"].clone()).collect();
        assert_eq!(told, feed);
        let types: Vec<Value> = of(&some).iter().map(|own| own["type"].clone()).collect();
        assert_eq!(types, ["article.left", "article.withdrawn"]);
        [all, some].iter().for_each(|id| drop(scene.settled(id)));
        assert!(scene.receiver.rest().is_empty());
    });
}

#[test]
fn both_secrets_sign_until_the_overlap_ends() {
    both(|scene| {
        let (id, before) = scene.hook(json!({}));
        let rotate = |query: &str| scene.ask("POST", &format!("/{id}/rotate{query}"), &Value::Null);
        let rotated = rotate("").json();
        let after = rotated["secret"].as_str().unwrap().to_owned();
        assert!(after != before && rotated["previous_secret_until"].is_string());
        let _courier = scene.courier();
        let next = || {
            scene.articles(1);
            scene.receiver.next()
        };
        let got = next();
        assert_eq!((got.signed(&after), got.signed(&before)), (1, 1));
        assert_eq!(got.field("webhook-signature").split(' ').count(), 2);
        scene.settled(&id);
        scene.age(&id, |row| row.previous_until = super::days_ago(0) - 1);
        let got = next();
        assert_eq!((got.signed(&after), got.signed(&before)), (1, 0));
        scene.settled(&id);
        let last = rotate("?overlap=0").json();
        assert!(last["previous_secret_until"].is_null());
        let got = next();
        assert_eq!((got.signed(last["secret"].as_str().unwrap()), got.signed(&after)), (1, 0));
        assert_eq!(got.field("webhook-signature").split(' ').count(), 1);
        for wrong in ["?overlap=-1", "?overlap=169", "?overlap=x", "?overlap=1&overlap=2", "?colour=red"] {
            rotate(wrong).problem(400, "invalid-parameter");
        }
    });
}

#[test]
fn what_was_told_is_told_again_and_what_was_before_too() {
    both(|scene| {
        scene.articles(2);
        let (id, _) = scene.hook(json!({}));
        let _courier = scene.courier();
        scene.articles(1);
        let place = |n: u32| format!("{id}-test-{n}");
        let first = scene.receiver.next();
        assert_eq!(first.id(), place(3), "what was before is not told by itself");
        scene.settled(&id);
        let replay = |content: Value| scene.ask("POST", &format!("/{id}/replay"), &content);
        assert_eq!(replay(json!({"delivery": place(3)})).status, 202);
        let again = scene.receiver.next();
        assert_eq!((again.id(), &again.body), (first.id(), &first.body));
        scene.settled(&id);
        let answer = replay(json!({"since": "test-0"}));
        assert_eq!((answer.status, &answer.json()["place"]), (202, &json!("test-0")));
        let all: Vec<String> = scene.receiver.take(3).iter().map(Got::id).collect();
        assert_eq!(all, [1, 2, 3].map(place));
        scene.log_once(&id, |log| log.len() == 3 && log.iter().all(|own| own["state"] == "done"));
        assert!(scene.receiver.rest().is_empty());
        let pointer = |content: Value| replay(content).problem(422, "invalid-content")["errors"][0]["pointer"].clone();
        for place in ["test-4", "other-1", "now", "x", ""] {
            assert!(["/since", ""].contains(&pointer(json!({"since": place})).as_str().unwrap()), "{place}");
        }
        for delivery in [place(4), place(0), "wh9-test-1".to_owned(), "x".to_owned()] {
            assert_eq!(pointer(json!({"delivery": delivery})), "/delivery", "{delivery}");
        }
        assert_eq!(pointer(json!({})), "");
        assert_eq!(pointer(json!({"since": "test-1", "delivery": place(1)})), "");
        assert_eq!(pointer(json!({"since": 1})), "/since");
    });
}

#[test]
fn what_is_disabled_by_hand_waits_and_another_address_is_used_at_once() {
    both(|scene| {
        let (id, _) = scene.hook(json!({"enabled": false, "url": "http://127.0.0.1:1/"}));
        scene.articles(1);
        let _courier = scene.courier();
        assert_eq!(scene.json(&format!("/{id}"))["disabled_because"], "it was disabled by hand");
        let patch = |content: Value| scene.ask("PATCH", &format!("/{id}"), &content);
        assert_eq!(patch(json!({"enabled": true})).status, 200);
        // Nobody listens there.
        scene.log_once(&id, |log| log.first().is_some_and(|own| own["error"].is_string()));
        assert_eq!(patch(json!({"url": scene.receiver.url()})).status, 200);
        if scene.settled(&id)[0]["state"] == "failed" {
            // All its attempts were made before.
            scene.ask("POST", &format!("/{id}/replay"), &json!({"since": "test-0"}));
        }
        assert_eq!(scene.receiver.next().id(), format!("{id}-test-1"));
    });
}

#[test]
fn what_is_removed_is_told_nothing_and_its_id_is_never_given_again() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(1);
        assert_eq!(scene.ask("DELETE", &format!("/{id}"), &Value::Null).status, 204);
        scene.ask("GET", &format!("/{id}"), &Value::Null).problem(404, "not-found");
        let (next, _) = scene.hook(json!({}));
        assert_ne!(next, id);
        scene.articles(1);
        let _courier = scene.courier();
        assert_eq!(scene.receiver.next().id(), format!("{next}-test-2"));
        scene.settled(&next);
        assert!(scene.receiver.rest().is_empty());
        assert_eq!(scene.json("")["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_restored_archive_tells_nobody_anything_by_itself() {
    both(|scene| {
        let (id, secret) = scene.hook(json!({}));
        scene.articles(2);
        let courier_before = scene.courier();
        scene.receiver.take(2);
        scene.settled(&id);
        drop(courier_before);
        scene.articles(1);
        let dir = Dir::new();
        byline(&dir, &["--database-url", &scene.app.database.url, "backup", "kept.sqlite"]).must(0);
        let other = Database::bare(scene.app.database.engine);
        byline(&dir, &["--database-url", &other.url, "restore", "kept.sqlite"]).must(0);
        let app = App::with(other, |state| state.webhooks_anywhere = true);
        let key = app.key(Scope::Admin, &[]);
        let hook = format!("/v1/webhooks/{id}");
        let get = |path: &str| app.write("GET", path, &key, &[], &Value::Null).json();
        let own = get(&hook);
        assert_eq!(own["enabled"], false);
        assert!(own["disabled_because"].as_str().unwrap().contains("restored from a backup"), "{own}");
        let epoch = app.database.store.settings().unwrap().epoch;
        assert_eq!((&own["place"], &own["waiting"]), (&json!(format!("{epoch}-3")), &json!(0)));
        assert_eq!(get(&format!("{hook}/deliveries"))["items"], json!([]));
        let _courier = courier(&app.database.store, byline::courier::Rules { anywhere: true, pauses: super::QUICK });
        app.make("articles", &key, json!({"titles": [{"text": "New"}], "status": "published"}));
        assert!(scene.receiver.rest().is_empty());
        assert_eq!(app.write("PATCH", &hook, &key, &[], &json!({"enabled": true})).status, 200);
        let got = scene.receiver.next();
        assert_eq!((got.id(), got.signed(&secret)), (format!("{id}-{epoch}-4"), 1), "only what came since");
    });
}

#[test]
fn a_copy_goes_on_where_the_original_stood() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(2);
        let first = scene.courier();
        scene.receiver.take(2);
        scene.settled(&id);
        drop(first);
        scene.articles(1);
        for engine in crate::support::app::engines() {
            let other = Database::bare(engine);
            byline(&Dir::new(), &["--database-url", &scene.app.database.url, "copy", "--to", &other.url]).must(0);
            let _courier = courier(&other.store, byline::courier::Rules { anywhere: true, pauses: super::QUICK });
            assert_eq!(scene.receiver.next().id(), format!("{id}-test-3"));
        }
        assert!(scene.receiver.rest().is_empty());
    });
}

#[test]
fn a_test_is_sent_at_once_and_changes_nothing() {
    both(|scene| {
        let (id, secret) = scene.hook(json!({}));
        let before = scene.json(&format!("/{id}"));
        scene.receiver.answer([Status(204), Later(503, "60"), Status(410)]);
        let test = || {
            let answer = scene.ask("POST", &format!("/{id}/test"), &Value::Null);
            assert_eq!(answer.status, 200, "{}", answer.text());
            answer.json()
        };
        let told = test();
        let got = scene.receiver.next();
        assert_eq!((got.kind().as_str(), got.signed(&secret)), ("webhook.test", 1));
        assert_eq!(told, json!({ "id": got.id(), "taken": true, "status": 204, "error": null }));
        let (busy, gone) = (test(), test());
        assert_eq!((&busy["taken"], &busy["status"]), (&json!(false), &json!(503)));
        assert_eq!((&gone["taken"], &gone["error"]), (&json!(false), &json!("it answered 410")));
        assert_eq!(scene.json(&format!("/{id}")), before);
        let writer = scene.app.key(Scope::Write, &[]);
        let path = format!("/v1/webhooks/{id}/test");
        scene.app.write("POST", &path, &writer, &[], &Value::Null).problem(403, "forbidden");
        scene.ask("POST", "/wh9/test", &Value::Null).problem(404, "not-found");
        assert_eq!(scene.receiver.rest().len(), 2);
    });
}
