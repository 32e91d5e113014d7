//! A PostgreSQL server for the tests, made on the spot and gone with the test process.
//!
//! Environment:
//! - `BYLINE_TEST_PG_BIN`: the directory of `initdb` and `postgres`, where they are in no usual
//!   place.
//! - `BYLINE_TEST_POSTGRES_URL`: an existing server to use instead, as a user who may create
//!   databases. The databases made in it stay.
//! - `BYLINE_REQUIRE_POSTGRES=1`: fail where there is no server, instead of skipping.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use byline::store::engine::postgres::{Conn, establish};
use diesel::connection::SimpleConnection;

pub mod launch;

use launch::{binaries, new_dir, unprivileged, wait_until_ready};

const USER: &str = "byline";
/// Full of what has to be escaped in a URL.
const PASSWORD: &str = "s3cret/:@%?";
const PASSWORD_IN_URL: &str = "s3cret%2F%3A%40%25%3F";

/// A running server.
pub struct Server {
    /// The URL up to the database.
    base: String,
    /// What follows the database: parameters, with their question mark, or nothing.
    parameters: String,
    admin: String,
    connection: Mutex<Option<Conn>>,
    directory: PathBuf,
    /// Its standard input, closed by the system when this process ends, is what keeps the server.
    keeper: Option<Child>,
}

/// The server of this test process; `None` where there can be none, said once on standard error.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| match env::var("BYLINE_TEST_POSTGRES_URL") {
            Ok(url) => Some(Server::existing(&url)),
            Err(_) => Server::start(&[], |_| ()),
        })
        .as_ref()
}

/// The server of this test process if it was started here: without TLS, and with passwords.
pub fn own_server() -> Option<&'static Server> {
    server().filter(|server| server.keeper.is_some())
}

/// Says that PostgreSQL tests are skipped and why, or panics where they are required.
pub fn skip(reason: &str) {
    let required = env::var("BYLINE_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(!required, "PostgreSQL tests are required: {reason}");
    // Unlike eprintln!, this is shown for tests that pass, too.
    let _ = writeln!(std::io::stderr(), "PostgreSQL tests skipped: {reason}");
}

impl Server {
    /// Starts a server with these settings (`name=value`), in whose directory `prepare` may put
    /// files before.
    pub fn start(settings: &[&str], prepare: impl Fn(&Path)) -> Option<Self> {
        Self::launch("", settings, prepare)
    }

    /// Starts a replica of this one, which was started here: a hot standby that follows by streaming.
    pub fn replica(&self) -> Option<Self> {
        Self::launch(&self.admin, &[], |_| ())
    }

    fn launch(primary: &str, settings: &[&str], prepare: impl Fn(&Path)) -> Option<Self> {
        static BINARIES: OnceLock<Option<PathBuf>> = OnceLock::new();
        let bin = BINARIES.get_or_init(|| {
            let found = binaries();
            if found.is_none() {
                skip("no initdb and postgres found; BYLINE_TEST_PG_BIN may name their directory");
            }
            found
        });
        let bin = bin.as_ref()?;
        let started = (0..3).find_map(|_| Self::try_start(bin, primary, settings, &prepare));
        Some(started.expect("three ports were taken between choosing and using them"))
    }

    /// `None` if another process took the port.
    fn try_start(bin: &Path, primary: &str, settings: &[&str], prepare: impl Fn(&Path)) -> Option<Self> {
        let dir = new_dir();
        fs::write(dir.join("password"), PASSWORD).unwrap();
        prepare(&dir);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("sh");
        command
            .args(["-c", include_str!("postgres/keep.sh"), "sh"])
            .args([bin, &dir])
            .args([USER, &port.to_string(), primary])
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0); // out of reach of the terminal's Ctrl-C
        if let Some((uid, gid)) = unprivileged(&dir) {
            for entry in fs::read_dir(&dir).unwrap() {
                chown(entry.unwrap().path(), Some(uid), Some(gid)).unwrap();
            }
            chown(&dir, Some(uid), Some(gid)).unwrap();
            command.uid(uid).gid(gid);
        }
        let mut keeper = command.spawn().unwrap();
        if !wait_until_ready(&dir, &mut keeper) {
            drop(keeper.stdin.take());
            keeper.wait().unwrap();
            return None;
        }
        let base = format!("postgres://{USER}:{PASSWORD_IN_URL}@127.0.0.1:{port}/");
        Some(Self {
            admin: format!("{base}postgres"),
            base,
            parameters: String::new(),
            connection: Mutex::new(None),
            directory: dir,
            keeper: Some(keeper),
        })
    }

    fn existing(url: &str) -> Self {
        let (place, parameters) = url.split_at(url.find('?').unwrap_or(url.len()));
        let start = place.find("://").expect("a URL") + 3;
        let end = place[start..].find('/').map_or(place.len(), |i| start + i);
        Self {
            base: format!("{}/", &place[..end]),
            parameters: parameters.to_owned(),
            admin: url.to_owned(),
            connection: Mutex::new(None),
            directory: PathBuf::new(),
            keeper: None,
        }
    }

    /// The URL of a database made just now, and empty. May be called from async code, too.
    pub fn fresh_database(&self) -> String {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let n = LAST.fetch_add(1, Ordering::Relaxed) + 1;
        let name = match self.keeper {
            Some(_) => format!("t_{n}"),
            None => format!("t_{}_{n}", process::id()),
        };
        self.admin(&format!("CREATE DATABASE {name}"));
        self.url(&name)
    }

    /// The URL of a database of this name.
    pub fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.base, self.parameters)
    }

    /// Its address and port, if it was started here.
    pub fn address(&self) -> SocketAddr {
        self.base.rsplit('@').next().unwrap().trim_end_matches('/').parse().unwrap()
    }

    /// The line of a list of users, with the password in plain, as poolers read it.
    pub fn login() -> String {
        format!("\"{USER}\" \"{PASSWORD}\"\n")
    }

    /// Where a server that was started here keeps its files.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Ends the server by a signal (`INT` cuts its connections, `QUIT` is a crash), and starts it again.
    pub fn restart(&self, signal: &str) {
        let done = || fs::read_to_string(self.directory.join("restarts")).unwrap_or_default().lines().count();
        let (before, deadline) = (done(), Instant::now() + Duration::from_secs(60));
        let mut keeper = self.keeper.as_ref().unwrap().stdin.as_ref().unwrap();
        writeln!(keeper, "{signal}").unwrap();
        while done() == before || establish(&self.admin).is_err() {
            assert!(Instant::now() < deadline, "the PostgreSQL server does not come back");
            thread::sleep(Duration::from_millis(20));
        }
        *self.connection.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Runs a statement as the administrator.
    pub fn admin(&self, sql: &str) {
        let run = || {
            let mut slot = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
            let conn = slot.get_or_insert_with(|| establish(&self.admin).unwrap());
            conn.batch_execute(sql).unwrap();
        };
        thread::scope(|scope| scope.spawn(run).join().unwrap());
    }
}
