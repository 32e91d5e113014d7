//! The service on a database of its own, in this process, and the real program in a directory.

use std::any::Any;
use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use byline::domain::{Id, Resource, Scope, Timestamp};
use byline::http::{self, State};
use byline::import::fingerprint::prepare;
use byline::import::labels::Labels;
use byline::import::lines;
use byline::import::report::Problem;
use byline::store::reader::Reader;
use byline::store::{Action, Importer, Migrate, NewKey, Outcome, Store};
use serde_json::Value;

use super::dir::Dir;
use super::postgres::{self, skip};

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own, without a service.
pub struct Database {
    pub engine: Engine,
    pub url: String,
    pub store: Store,
    _dir: Option<Dir>,
}

/// The service on a database of its own.
pub struct App {
    pub database: Database,
    pub address: SocketAddr,
    agent: ureq::Agent,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

/// An answer, its field names in lower case.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Of the documents that could be read.
    pub outcomes: Vec<Outcome>,
    /// Of the lines that could not.
    pub unread: Vec<Vec<Problem>>,
}

/// A fixed clock for everything that is loaded without one: what is made by it is the same on every
/// engine and in every run.
pub const EARLY: &str = "2024-01-01T00:00:00Z";

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

/// The engines there are here. Where PostgreSQL is missing that is said and counted.
pub fn engines() -> Vec<Engine> {
    static SKIPPED: AtomicU32 = AtomicU32::new(0);
    if postgres::server().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
    skip(&format!("{count} tests ran on SQLite alone so far"));
    vec![Engine::Sqlite]
}

/// Says on which engine a test failed.
fn named(engine: Engine, test: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(test)) {
        let _ = writeln!(std::io::stderr(), "that was on {engine:?}");
        resume_unwind(panic as Box<dyn Any + Send>);
    }
}

impl Database {
    /// A new one, empty, with the settings that tests compare by.
    pub fn fresh(engine: Engine) -> Database {
        let database = Database::bare(engine);
        database.settle();
        database
    }

    /// A new one on a PostgreSQL server of its own, likewise.
    pub fn of(server: &postgres::Server) -> Database {
        let url = server.fresh_database();
        let store = Store::open(&url, Migrate::Run).unwrap();
        let database = Database { engine: Engine::Postgres, url, store, _dir: None };
        database.settle();
        database
    }

    /// One that is there, on PostgreSQL.
    pub fn existing(url: &str) -> Database {
        let store = Store::open(url, Migrate::Check).unwrap();
        Database { engine: Engine::Postgres, url: url.to_owned(), store, _dir: None }
    }

    fn settle(&self) {
        self.set_meta("epoch", "test");
        self.set_meta("secret", "a secret that is the same in all tests");
    }

    /// A new one as it comes.
    pub fn bare(engine: Engine) -> Database {
        let (url, dir) = match engine {
            Engine::Sqlite => {
                let dir = Dir::new();
                (format!("sqlite:{}", dir.path().join("archive.sqlite").display()), Some(dir))
            }
            Engine::Postgres => (postgres::server().unwrap().fresh_database(), None),
        };
        let store = Store::open(&url, Migrate::Run).unwrap();
        Database { engine, url, store, _dir: dir }
    }

    /// The same, for a service; the one that it is of must outlive it.
    pub fn again(&self) -> Database {
        Database { engine: self.engine, url: self.url.clone(), store: self.store.clone(), _dir: None }
    }

    pub fn set_meta(&self, key: &str, value: &str) {
        self.store.write(|db| db.set_meta(key, value)).unwrap();
    }

    /// Takes JSON Lines in as `byline import` does, at a fixed time.
    pub fn import(&self, source: &str, text: &str) -> Imported {
        self.import_at(source, text, EARLY)
    }

    /// Likewise, at another time.
    pub fn import_at(&self, source: &str, text: &str, now: &str) -> Imported {
        let importer = Importer::new(self.store.clone(), source, false);
        run(importer.at(Timestamp::parse(now).unwrap()), text.as_bytes(), &Labels::in_year(2026))
    }

    /// Takes in what must not be refused.
    pub fn load(&self, source: &str, text: &str) -> Imported {
        let imported = self.import(source, text);
        imported.must_succeed();
        imported
    }

    /// Loads the sample archive.
    pub fn load_demo(&self) {
        self.load("demo", byline::demo::ARCHIVE);
    }

    /// Leaves only half of every article's record, as a broken disk might.
    pub fn spoil_records(&self) {
        let (first, last) = Id::range(Resource::Article);
        let spoil = |db: &mut dyn byline::store::db::Db| {
            let ids = db.entity_ids(first, last, i64::MAX)?;
            for ids in ids.chunks(500) {
                let mut rows = db.records(ids)?;
                rows.iter_mut().for_each(|row| row.document.truncate(100));
                db.put_records(&rows)?;
            }
            Ok(())
        };
        self.store.write(spoil).unwrap();
    }

    /// The last number of the log.
    pub fn head(&self) -> i64 {
        self.store.read(|db| db.head()).unwrap().sequence
    }
}

/// Takes JSON Lines in as `byline import` does.
pub fn run(mut importer: Importer, bytes: &[u8], labels: &Labels) -> Imported {
    let mut imported = Imported::default();
    let mut documents = Vec::new();
    for document in lines::read(Cursor::new(bytes), labels) {
        match document {
            Ok(document) => documents.push((document.line, prepare(document))),
            Err(problems) => imported.unread.push(problems),
        }
    }
    while !documents.is_empty() {
        let rest = documents.split_off(documents.len().min(500));
        imported.outcomes.extend(importer.batch(std::mem::replace(&mut documents, rest)).unwrap());
    }
    imported
}

impl Imported {
    pub fn count(&self, action: Action) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.action == action).count()
    }

    pub fn must_succeed(&self) {
        assert!(self.unread.is_empty(), "{:?}", self.unread);
        let refused = self.outcomes.iter().find(|outcome| outcome.action == Action::Rejected);
        assert!(refused.is_none(), "{refused:?}");
    }

    /// The ids of the documents, in order.
    pub fn ids(&self) -> Vec<String> {
        self.outcomes.iter().map(|outcome| outcome.id.unwrap().to_string()).collect()
    }
}

impl App {
    /// On a new, empty database.
    pub fn fresh(engine: Engine) -> App {
        App::on(Database::fresh(engine))
    }

    /// Another service over a store of the same database, which must outlive it.
    pub fn beside(&self, store: Store) -> App {
        App::on(self.database_of(store))
    }

    /// Another service in a state of its own, of which nothing is awaited; it must not outlive this one.
    pub fn begun_beside(&self, state: State) -> App {
        App::begun(self.database_of(state.reader.store().clone()), state)
    }

    fn database_of(&self, store: Store) -> Database {
        Database { engine: self.database.engine, url: self.database.url.clone(), store, _dir: None }
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

/// Sends bytes to an address and reads an answer to its end.
pub fn exchange(address: SocketAddr, bytes: &[u8]) -> Response {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    // A server that refuses early may close before it has read all.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Response::parse(&answer)
}

impl Response {
    /// Takes an answer apart.
    pub fn parse(bytes: &[u8]) -> Response {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut response = Response { status, headers, body: bytes[end + 4..].to_vec() };
        if response.header("transfer-encoding") == Some("chunked") {
            response.body = unchunked(&response.body);
        }
        response
    }

    /// The only value of a field.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} stands twice");
        value
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// That it is a problem of this status and name (RFC 9457), and its JSON.
    pub fn problem(&self, status: u16, name: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        for field in ["title", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| text.len() > 5), "{field}: {problem}");
        }
        problem
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).unwrap();
        let size = usize::from_str_radix(size.split(';').next().unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
    body
}
