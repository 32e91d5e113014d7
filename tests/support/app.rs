//! The service on a database of its own, in this process.

use std::any::Any;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use byline::domain::{Scope, Timestamp};
use byline::http::{self, State};
use byline::store::reader::Reader;
use byline::store::{NewKey, Store};
use serde_json::Value;

pub use super::database::{Database, EARLY, Engine, engines, run};
pub use super::response::{Response, exchange};

/// The service on a database of its own.
pub struct App {
    pub database: Database,
    pub address: SocketAddr,
    agent: ureq::Agent,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

/// Runs a test on a fresh database of each engine.
pub fn both(test: impl Fn(&Database)) {
    for engine in engines() {
        named(engine, || test(&Database::fresh(engine)));
    }
}

/// Runs a test on a service over an empty database of each engine.
pub fn both_apps(test: impl Fn(&App)) {
    for engine in engines() {
        named(engine, || test(&App::fresh(engine)));
    }
}

/// Runs a test that only reads on a service with the sample archive, one for all such tests.
pub fn both_demos(test: impl Fn(&App)) {
    for engine in engines() {
        named(engine, || test(App::demo(engine)));
    }
}

/// Says on which engine a test failed.
fn named(engine: Engine, test: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(test)) {
        let _ = writeln!(std::io::stderr(), "that was on {engine:?}");
        resume_unwind(panic as Box<dyn Any + Send>);
    }
}

impl App {
    /// On a new, empty database.
    pub fn fresh(engine: Engine) -> App {
        App::on(Database::fresh(engine))
    }

    /// Another service over a store of the same database, which must outlive it.
    pub fn beside(&self, store: Store) -> App {
        App::on(self.database.through(store))
    }

    /// Another service in a state of its own, of which nothing is awaited; it must not outlive this one.
    pub fn begun_beside(&self, state: State) -> App {
        App::begun(self.database.through(state.reader.store().clone()), state)
    }

    /// On a database as it is now.
    pub fn on(database: Database) -> App {
        App::with(database, |_| {})
    }

    /// Likewise, with a state that is other than usual.
    pub fn with(database: Database, change: impl FnOnce(&mut State)) -> App {
        let mut state = State::new(Reader::open(database.store.clone()).unwrap()).unwrap();
        change(&mut state);
        App::of(database, state)
    }

    /// On a database, in a state of its own.
    pub fn of(database: Database, state: State) -> App {
        let search = state.search.clone();
        let app = App::begun(database, state);
        // What is there already can be found from the first question on.
        while !search.is_complete() {
            thread::sleep(Duration::from_millis(1));
        }
        app
    }

    fn begun(database: Database, state: State) -> App {
        let (send, receive) = channel();
        let thread = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let serving = http::serve(state, "127.0.0.1:0", Some(1)).unwrap();
                send.send((serving.address, serving.server.handle())).unwrap();
                serving.server.await.unwrap();
            });
        });
        let (address, server) = receive.recv().unwrap();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            // The server lets go of a connection after five seconds.
            .max_idle_age(Duration::from_secs(2))
            .build();
        App { database, address, agent: config.new_agent(), server, thread: Some(thread) }
    }

    /// The sample archive. It is read by many tests and written by none.
    pub fn demo(engine: Engine) -> &'static App {
        static SQLITE: OnceLock<App> = OnceLock::new();
        static POSTGRES: OnceLock<App> = OnceLock::new();
        let slot = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        slot.get_or_init(|| {
            let database = Database::fresh(engine);
            database.load_demo();
            App::on(database)
        })
    }

    pub fn get(&self, path: &str) -> Response {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.agent.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.call().unwrap_or_else(|e| panic!("{path}: {e}"));
        let headers = answer.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        answer.into_body().into_reader().read_to_end(&mut body).unwrap_or_else(|e| panic!("{path}: {e}"));
        Response { status, headers, body }
    }

    /// The JSON of an answer that must be 200.
    pub fn json(&self, path: &str) -> Value {
        let response = self.get(path);
        assert_eq!(response.status, 200, "{path}: {}", response.text());
        response.json()
    }

    /// Sends any method and target, as they are, with these header lines.
    pub fn send(&self, method: &str, target: &str, fields: &[&str]) -> Response {
        let mut request = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\n", self.address);
        for field in fields.iter().chain(&["Connection: close"]) {
            request.push_str(field);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        self.raw(request.as_bytes())
    }

    /// The secret of a new key.
    pub fn key(&self, scope: Scope, series: &[&str]) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let name = format!("key-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let series = series.iter().map(|id| id.parse().unwrap()).collect();
        let new = NewKey { name, scope, series, expires: None };
        self.database.store.create_key(&new, Timestamp::now()).unwrap().reveal().to_owned()
    }

    /// Sends JSON as whoever has a key, with these header lines.
    pub fn write(&self, method: &str, target: &str, key: &str, fields: &[&str], content: &Value) -> Response {
        let text = if content.is_null() { String::new() } else { content.to_string() };
        let media_type = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        head.push_str(&format!("Authorization: Bearer {key}\r\n"));
        if !content.is_null() {
            head.push_str(&format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", text.len()));
        }
        fields.iter().for_each(|field| head.push_str(&format!("{field}\r\n")));
        self.raw(format!("{head}\r\n{text}").as_bytes())
    }

    /// Sends content of any media type as whoever has a key, with these header lines.
    pub fn post(&self, target: &str, key: &str, media_type: &str, fields: &[&str], content: &[u8]) -> Response {
        let mut head = format!("POST {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        head.push_str(&format!("Authorization: Bearer {key}\r\nContent-Length: {}\r\n", content.len()));
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
        fields.iter().for_each(|field| head.push_str(&format!("{field}\r\n")));
        self.raw(&[format!("{head}\r\n").as_bytes(), content].concat())
    }

    /// Makes a thing, and gives its id.
    pub fn make(&self, resource: &str, key: &str, content: Value) -> String {
        let made = self.write("POST", &format!("/v1/{resource}"), key, &[], &content);
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()["id"].as_str().unwrap().to_owned()
    }

    /// The private view of a thing.
    pub fn private(&self, path: &str, key: &str) -> Response {
        self.get_with(&format!("{path}?view=private"), &[("authorization", &format!("Bearer {key}"))])
    }

    /// Changes a thing as it is now, by a merge patch.
    pub fn patch(&self, path: &str, key: &str, patch: Value) -> Response {
        self.write("PATCH", path, key, &["If-Match: *"], &patch)
    }

    /// Sends any bytes and reads to the end.
    pub fn raw(&self, bytes: &[u8]) -> Response {
        exchange(self.address, bytes)
    }

    /// Every page of a list: ids in order, after checking each envelope.
    pub fn walk(&self, path: &str) -> Vec<Value> {
        let (mut items, mut next, mut total) = (Vec::new(), Some(path.to_owned()), None);
        while let Some(path) = next {
            let page = self.json(&path);
            let keys: Vec<&String> = page.as_object().unwrap().keys().collect();
            // Lists of articles have more.
            assert_eq!(keys[..4], ["items", "total", "next", "as_of"], "{path}");
            assert_eq!(*total.get_or_insert(page["total"].clone()), page["total"], "{path}");
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            next = page["next"].as_str().map(str::to_owned);
            assert!(next.is_some() || page["next"].is_null(), "{path}");
        }
        assert_eq!(Some(Value::from(items.len())), total, "{path}: total");
        items
    }

    /// Every record of a resource.
    pub fn all(&self, resource: &str) -> Vec<Value> {
        self.walk(&format!("/v1/{resource}?limit=200"))
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // The command goes out at once; its future only waits.
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the service panicked");
        }
    }
}
