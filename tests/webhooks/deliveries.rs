//! What receivers are told, in which order, how often.

use std::collections::BTreeSet;
use std::time::Duration;

use byline::courier::Rules;
use byline::domain::Timestamp;
use byline::store::{Migrate, Store};
use serde_json::{Value, json};

use super::{QUICK, both, changes, courier, days_ago};
use crate::support::receiver::Answer::{Later, Redirect, Silence, Status};
use crate::support::receiver::{Got, Receiver};

fn ids(all: &[Got]) -> Vec<String> {
    all.iter().map(Got::id).collect()
}

#[test]
fn a_change_is_told_as_the_feed_tells_it_and_signed() {
    both(|scene| {
        let _courier = scene.courier();
        let (id, secret) = scene.hook(json!({}));
        scene.articles(1);
        let got = scene.receiver.next();
        assert_eq!(got.line, "POST /hook?who=me HTTP/1.1");
        let item = changes(&scene.app, "").pop().unwrap();
        let expected = json!({ "type": "article.created", "timestamp": item["time"], "data": item });
        assert_eq!(got.json(), expected);
        assert_eq!(got.id(), format!("{id}-{}", item["place"].as_str().unwrap()));
        assert_eq!(got.field("content-type"), "application/json");
        assert!(got.field("user-agent").starts_with("byline/"));
        let sent: i64 = got.field("webhook-timestamp").parse().unwrap();
        assert!((Timestamp::now().seconds() - sent).abs() < 120, "{sent}");
        assert_eq!(got.field("webhook-signature").split(' ').count(), 1);
        assert_eq!(got.signed(&secret), 1);
        let mut other = got.clone();
        other.body[0] = b'[';
        assert_eq!(other.signed(&secret), 0, "the check can fail");
        let log = scene.settled(&id);
        assert_eq!(log.len(), 1);
        let own = &log[0];
        let short = json!([
            own["id"],
            own["place"],
            own["kind"],
            own["state"],
            own["attempts"],
            own["status"],
            own["error"],
            own["next"]
        ]);
        assert_eq!(short, json!([got.id(), item["place"], "created", "done", 1, 204, null, null]));
    });
}

#[test]
fn what_is_not_taken_is_tried_again_with_the_same_id_and_holds_back_what_follows() {
    both(|scene| {
        let (id, secret) = scene.hook(json!({}));
        scene.articles(3);
        scene.receiver.answer([Status(500), Status(503), Status(404)]);
        let _courier = scene.courier();
        let all = scene.receiver.take(6);
        let places: Vec<String> = (1..=3).map(|n| format!("{id}-test-{n}")).collect();
        assert_eq!(
            ids(&all),
            [&places[0], &places[0], &places[0], &places[0], &places[1], &places[2]].map(String::clone)
        );
        assert!(all.iter().all(|own| own.signed(&secret) == 1));
        assert!(all[..4].iter().all(|own| own.body == all[0].body));
        let log = scene.settled(&id);
        assert_eq!(log.iter().map(|own| own["attempts"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 1, 4]);
        assert!(log.iter().all(|own| own["state"] == "done" && own["error"].is_null()));
        assert!(scene.json(&format!("/{id}"))["failing_since"].is_null());
    });
}

#[test]
fn what_fails_alone_does_not_hold_up_the_others_for_long() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(2);
        // The first pauses are short, the one after them is longer than this test.
        const THEN_LONG: &[Duration] =
            &[Duration::from_millis(5), Duration::from_millis(5), Duration::from_millis(5), Duration::from_secs(9_999)];
        scene.receiver.answer([Status(500), Status(500), Status(500), Status(500)]);
        let _courier = courier(&scene.app.database.store, Rules { anywhere: true, pauses: THEN_LONG });
        let all = ids(&scene.receiver.take(5));
        let (first, second) = (format!("{id}-test-1"), format!("{id}-test-2"));
        assert_eq!(all, [&first, &first, &first, &first, &second].map(String::clone));
        let log = scene.log_once(&id, |log| log[0]["state"] == "done");
        assert_eq!(
            (&log[1]["state"], &log[1]["status"], &log[1]["error"]),
            (&json!("waiting"), &json!(500), &json!("it answered 500"))
        );
        // Whoever has repaired the receiver need not wait.
        let replay = json!({ "delivery": first });
        assert_eq!(scene.ask("POST", &format!("/{id}/replay"), &replay).status, 202);
        assert_eq!(scene.receiver.next().id(), first);
        scene.settled(&id);
    });
}

#[test]
fn what_is_never_taken_is_given_up_and_stays_in_the_log() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(1);
        scene.receiver.answer((0..5).map(|_| Status(500)));
        let _courier = scene.courier();
        let all = ids(&scene.receiver.take(5));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 1);
        let log = scene.settled(&id);
        assert_eq!(
            (&log[0]["state"], &log[0]["attempts"], &log[0]["next"]),
            (&json!("failed"), &json!(5), &Value::Null)
        );
        scene.articles(1);
        assert_eq!(scene.receiver.next().id(), format!("{id}-test-2"));
        assert_eq!(scene.settled(&id).len(), 2);
    });
}

#[test]
fn everything_comes_once_and_in_the_order_of_the_log_however_much_it_is() {
    both(|scene| {
        let (id, _) = scene.hook(json!({ "resources": ["article"] }));
        let lines: Vec<String> = (0..230)
            .map(|n| format!(r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"T{n}"}}]}}"#))
            .collect();
        scene.app.database.load("t", &lines.join("\n"));
        let courier = scene.courier();
        let all = ids(&scene.receiver.take(230));
        assert_eq!(all, (1..=230).map(|n| format!("{id}-test-{n}")).collect::<Vec<_>>());
        scene.settled(&id);
        drop(courier);
        assert!(scene.receiver.rest().is_empty());
        // No more than so many wait at a time; what the log has is queued in its turn.
        scene.app.database.load("t", &lines.join("\n").replace("\"T", "\"U"));
        scene.receiver.answer([Silence]);
        let courier = scene.courier();
        let first = scene.receiver.next();
        let own = scene.json(&format!("/{id}"));
        assert_eq!((&own["waiting"], &own["place"]), (&json!(100), &json!("test-330")));
        first.release.unwrap().send(()).unwrap();
        assert_eq!(scene.receiver.take(229).last().unwrap().id(), format!("{id}-test-460"));
        drop(courier);
    });
}

#[test]
fn several_services_on_one_database_send_nothing_twice() {
    both(|scene| {
        let ids = [scene.hook(json!({})).0, scene.hook(json!({})).0];
        let couriers: Vec<_> = (0..3)
            .map(|_| {
                let store = Store::open(&scene.app.database.url, Migrate::Check).unwrap();
                courier(&store, Rules { anywhere: true, pauses: QUICK })
            })
            .collect();
        scene.articles(25);
        let got = scene.receiver.take(50);
        ids.iter().for_each(|id| drop(scene.settled(id)));
        drop(couriers);
        assert!(scene.receiver.rest().is_empty());
        for id in ids {
            let own: Vec<String> = got.iter().map(Got::id).filter(|own| own.starts_with(&id)).collect();
            assert_eq!(own, (1..=25).map(|n| format!("{id}-test-{n}")).collect::<Vec<_>>());
        }
    });
}

#[test]
fn a_slow_receiver_holds_up_nobody_else() {
    both(|scene| {
        let slow = Receiver::start();
        slow.answer([Silence]);
        let made = scene.ask("POST", "", &json!({ "url": slow.url() }));
        assert_eq!(made.status, 201);
        let (id, _) = scene.hook(json!({}));
        let _courier = scene.courier();
        scene.articles(2);
        let held = slow.next();
        assert_eq!(ids(&scene.receiver.take(2)), [format!("{id}-test-1"), format!("{id}-test-2")]);
        assert!(slow.rest().is_empty(), "one at a time");
        held.release.unwrap().send(()).unwrap();
        assert!(slow.next().id().ends_with("test-2"));
    });
}

#[test]
fn a_receiver_that_is_gone_is_told_nothing_more_until_somebody_says_so() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(2);
        scene.receiver.answer([Status(410)]);
        let _courier = scene.courier();
        scene.receiver.next();
        let log = scene.log_once(&id, |log| log.iter().any(|own| own["status"] == 410));
        assert_eq!(log.len(), 2);
        let own = scene.json(&format!("/{id}"));
        assert_eq!(
            (&own["enabled"], &own["disabled_because"]),
            (&json!(false), &json!("the receiver answered 410 Gone"))
        );
        scene.articles(1);
        assert!(scene.receiver.rest().is_empty());
        let enabled = scene.ask("PATCH", &format!("/{id}"), &json!({ "enabled": true })).json();
        assert_eq!((&enabled["enabled"], &enabled["disabled_because"]), (&json!(true), &Value::Null));
        let all = ids(&scene.receiver.take(3));
        assert_eq!(all, (1..=3).map(|n| format!("{id}-test-{n}")).collect::<Vec<_>>(), "nothing is lost");
    });
}

#[test]
fn a_webhook_that_fails_for_five_days_is_disabled() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(1);
        const LONG: &[Duration] = &[Duration::from_secs(9_999); 3];
        scene.receiver.answer([Status(500), Status(500)]);
        let _courier = courier(&scene.app.database.store, Rules { anywhere: true, pauses: LONG });
        scene.receiver.next();
        let log = scene.log_once(&id, |log| log[0]["attempts"] == 1);
        assert!(log[0]["next"].as_str() > log[0]["tried"].as_str());
        assert!(scene.json(&format!("/{id}"))["failing_since"].is_string());
        scene.age_deliveries(|row| row.next = 0);
        scene.age(&id, |row| (row.failing, row.next) = (Some(days_ago(5)), 0));
        let disabled = (0..6_000).find_map(|_| {
            std::thread::sleep(Duration::from_millis(10));
            scene.json(&format!("/{id}"))["disabled_because"].as_str().map(str::to_owned)
        });
        assert_eq!(disabled.as_deref(), Some("no delivery was taken for five days; of the last one: it answered 500"));
    });
}

#[test]
fn redirects_are_not_followed() {
    both(|scene| {
        let inside = Receiver::start();
        let (id, _) = scene.hook(json!({}));
        scene.receiver.answer([Redirect(inside.url())]);
        scene.articles(1);
        let courier = courier(&scene.app.database.store, Rules { anywhere: true, pauses: &[] });
        let log = scene.settled(&id);
        let own = &log[0];
        assert_eq!((&own["status"], &own["error"]), (&json!(302), &json!("it redirects; redirects are not followed")));
        drop(courier);
        assert!(inside.rest().is_empty());
    });
}

#[test]
fn nothing_goes_to_private_addresses_unless_it_may() {
    both(|scene| {
        let port = scene.receiver.address.port();
        let urls = ["http://127.0.0.1", "http://localhost", "https://localhost", "https://[::ffff:127.0.0.1]"];
        let hooks: Vec<String> =
            urls.iter().map(|url| scene.hook(json!({ "url": format!("{url}:{port}/") })).0).collect();
        scene.articles(1);
        let courier = courier(&scene.app.database.store, Rules { anywhere: false, pauses: &[] });
        for id in hooks {
            let log = scene.log_once(&id, |log| log.len() == 1 && log[0]["state"] == "failed");
            let error = log[0]["error"].as_str().unwrap();
            assert!(error.contains("public internet") || error.contains("it is `http`"), "{error}");
            assert!(log[0]["status"].is_null());
        }
        drop(courier);
        assert!(scene.receiver.rest().is_empty());
    });
}

#[test]
fn what_was_taken_is_forgotten_after_thirty_days_and_what_failed_after_ninety() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(4);
        let first = scene.courier();
        scene.receiver.take(4);
        assert_eq!(scene.settled(&id).len(), 4);
        drop(first);
        scene.age_deliveries(|row| {
            row.ended = Some([91, 89, 29, 31].map(days_ago)[row.sequence as usize - 1]);
            row.error = (row.sequence <= 2).then(|| "it answered 500".to_owned());
        });
        let _courier = scene.courier();
        let log = scene.log_once(&id, |log| log.len() < 3);
        let left: Vec<&str> = log.iter().map(|own| own["place"].as_str().unwrap()).collect();
        assert_eq!(left, ["test-3", "test-2"]);
    });
}

#[test]
fn a_receiver_that_asks_to_wait_is_left_alone_for_so_long() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(2);
        scene.receiver.answer([Later(429, "3600"), Status(204), Status(204)]);
        let _courier = scene.courier();
        let first = scene.receiver.next().id();
        let log = scene.log_once(&id, |log| log.iter().any(|own| own["attempts"] == 1));
        assert_eq!((&log[1]["state"], &log[1]["status"]), (&json!("waiting"), &json!(429)));
        let at = |name: &str| Timestamp::parse(log[1][name].as_str().unwrap()).unwrap().micros();
        assert!((3_600_000_000..3_660_000_000).contains(&(at("next") - at("tried"))), "{log:?}");
        // What comes after it waits too, though its own turn has come.
        assert_eq!(log[0]["attempts"], 0);
        assert!(scene.receiver.rest().is_empty());
        // An hour later.
        scene.age(&id, |row| row.next = 0);
        scene.age_deliveries(|row| row.next = 0);
        assert_eq!(scene.receiver.next().id(), first);
        scene.settled(&id);
    });
}
