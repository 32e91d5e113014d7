//! Webhooks, from outside: what receivers are told, and who may say what is told to whom.

mod command;
mod deliveries;
mod guide;
mod refusals;
mod restarts;
mod subscriptions;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use byline::courier::{Courier, Rules};
use byline::domain::{Scope, Timestamp};
use byline::store::Store;
use byline::store::reader::Reader;
use byline::store::webhooks::db::{DeliveryRow, WebhookRow};
use serde_json::{Value, json};

use crate::support::app::{App, Database, Engine, engines};
use crate::support::receiver::Receiver;

/// Pauses that nobody has to wait for.
const QUICK: &[Duration] = &[Duration::from_millis(20); 4];

/// A service, somebody with a key for everything, and a receiver. Nothing is sent before a [`Courier`] is there.
struct Scene {
    app: App,
    key: String,
    receiver: Receiver,
}

/// Runs a test on each engine.
fn both(test: impl Fn(&Scene)) {
    for engine in engines() {
        eprintln!("on {engine:?}");
        test(&Scene::new(engine));
    }
}

impl Scene {
    fn new(engine: Engine) -> Scene {
        let app = App::with(Database::fresh(engine), |state| state.webhooks_anywhere = true);
        let key = app.key(Scope::Admin, &[]);
        Scene { app, key, receiver: Receiver::start() }
    }

    /// Asks as whoever has the key.
    fn ask(&self, method: &str, path: &str, content: &Value) -> crate::support::app::Response {
        self.app.write(method, &format!("/v1/webhooks{path}"), &self.key, &[], content)
    }

    /// The JSON of an answer that must be right.
    fn json(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, &Value::Null);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Makes a webhook for the receiver; gives its id and its secret.
    fn hook(&self, more: Value) -> (String, String) {
        let mut content = json!({ "url": self.receiver.url() });
        content.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = self.ask("POST", "", &content);
        assert_eq!(made.status, 201, "{}", made.text());
        let text = |name: &str| made.json()[name].as_str().unwrap().to_owned();
        (text("id"), text("secret"))
    }

    fn courier(&self) -> Courier {
        courier(&self.app.database.store, Rules { anywhere: true, pauses: QUICK })
    }

    /// Publishes so many articles, with numbered titles, one change each.
    fn articles(&self, count: usize) {
        for n in 0..count {
            self.app.make("articles", &self.key, json!({"titles": [{"text": format!("A{n}")}], "status": "published"}));
        }
    }

    /// Changes the row of a webhook around the service, as time would.
    fn age(&self, id: &str, change: impl Fn(&mut WebhookRow)) {
        let number = id.parse::<byline::domain::WebhookId>().unwrap().0;
        let store = &self.app.database.store;
        let write = |db: &mut dyn byline::store::db::Db| {
            let mut row = db.webhooks()?.into_iter().find(|row| row.id == number).unwrap();
            change(&mut row);
            db.put_webhook(&row)
        };
        store.write(write).unwrap();
    }

    /// Likewise the rows of its deliveries.
    fn age_deliveries(&self, change: impl Fn(&mut DeliveryRow)) {
        let write = |db: &mut dyn byline::store::db::Db| {
            let mut rows = db.deliveries(1, i64::MAX, i64::MAX)?;
            rows.iter_mut().for_each(&change);
            db.put_deliveries(&rows)
        };
        self.app.database.store.write(write).unwrap();
    }

    /// The deliveries of a webhook, once they are as they must become.
    fn log_once(&self, id: &str, is_right: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        for _ in 0..6_000 {
            let log = self.json(&format!("/{id}/deliveries?limit=200"))["items"].as_array().unwrap().clone();
            if is_right(&log) {
                return log;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{:?}", self.json(&format!("/{id}/deliveries?limit=200")));
    }

    /// Its deliveries, once there are any and all are done with.
    fn settled(&self, id: &str) -> Vec<Value> {
        self.log_once(id, |log| !log.is_empty() && log.iter().all(|own| own["state"] != "waiting"))
    }
}

fn courier(store: &Store, rules: Rules) -> Courier {
    Courier::start(Arc::new(Reader::open(store.clone()).unwrap()), rules, Arc::default()).unwrap()
}

/// What `/v1/changes` tells.
fn changes(app: &App, query: &str) -> Vec<Value> {
    app.json(&format!("/v1/changes?limit=200{query}"))["items"].as_array().unwrap().clone()
}

/// An instant so many days ago, in microseconds.
fn days_ago(days: u64) -> i64 {
    Timestamp::now().before(Duration::from_secs(days * 24 * 3_600)).micros()
}
