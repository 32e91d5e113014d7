//! Connections to a real PostgreSQL server: what is accepted, what is refused, and what survives.

use std::thread;
use std::time::Duration;

use byline::store::engine::postgres::{Cause, Conn, ConnectError, establish, pool};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use crate::support::postgres::{Server, own_server, server};

diesel::table! {
    notes (id) {
        id -> Integer,
        text -> Text,
    }
}

/// The server, or the end of a test that cannot be made.
macro_rules! or_skip {
    ($server:expr) => {
        match $server {
            Some(server) => server,
            None => return,
        }
    };
}

mod pooled;
mod queries;
mod tls;
mod url;

fn with_notes(server: &Server) -> (String, Conn) {
    let url = server.fresh_database();
    let mut conn = establish(&url).unwrap();
    conn.batch_execute("CREATE TABLE notes (id integer PRIMARY KEY, text text NOT NULL)").unwrap();
    (url, conn)
}

fn number(conn: &mut Conn, expression: &str) -> i64 {
    let query = diesel::dsl::sql::<BigInt>(expression);
    diesel::select(query).get_result(conn).unwrap()
}

fn show(conn: &mut Conn, setting: &str) -> String {
    let query = diesel::dsl::sql::<Text>(&format!("current_setting('{setting}')"));
    diesel::select(query).get_result(conn).unwrap()
}

fn database_of(url: &str) -> &str {
    let place = url.split('?').next().unwrap();
    place.rsplit('/').next().unwrap()
}

fn with(url: &str, parameters: &str) -> String {
    format!("{url}{}{parameters}", if url.contains('?') { '&' } else { '?' })
}

fn is_encrypted(conn: &mut Conn) -> bool {
    let query = "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())";
    diesel::select(diesel::dsl::sql::<Bool>(query)).get_result(conn).unwrap()
}

fn refusal(url: &str) -> ConnectError {
    let error = establish(url).err().expect("a refusal");
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains("s3cret"), "{text}");
    }
    error
}

/// The cause of a refusal by the server.
fn cause(url: &str) -> Cause {
    match refusal(url) {
        ConnectError::Server { cause, .. } => cause,
        other => panic!("{other}"),
    }
}

#[test]
fn a_password_is_enough_in_plain() {
    let server = or_skip!(server());
    let mut conn = establish(&with(&server.fresh_database(), "sslmode=disable")).unwrap();
    assert_eq!(number(&mut conn, "1::bigint"), 1);
    assert!(!is_encrypted(&mut conn));
}

#[test]
fn a_session_is_in_utc_and_bears_our_name() {
    let server = or_skip!(server());
    let url = server.fresh_database();
    let database = database_of(&url);
    server.admin(&format!("ALTER DATABASE {database} SET timezone = 'Asia/Tokyo'"));
    let mut conn = establish(&url).unwrap();
    assert_eq!(show(&mut conn, "timezone"), "UTC");
    assert_eq!(show(&mut conn, "client_encoding"), "UTF8");
    assert_eq!(show(&mut conn, "application_name"), "byline");
    assert_eq!(show(&mut conn, "statement_timeout"), "0");
    let options = "application_name=copy%20job&options=-c%20statement_timeout%3D7s";
    let mut conn = establish(&with(&url, options)).unwrap();
    assert_eq!(show(&mut conn, "application_name"), "copy job");
    assert_eq!(show(&mut conn, "statement_timeout"), "7s");
}

#[test]
fn a_unix_socket_serves_too() {
    let server = or_skip!(own_server());
    let directory = server.directory().to_str().unwrap();
    let place = format!("@{}:", directory.replace('/', "%2F"));
    let url = server.fresh_database().replace("@127.0.0.1:", &place);
    let mut conn = establish(&url).unwrap();
    assert_eq!(number(&mut conn, "1::bigint"), 1);
}

#[test]
fn a_wrong_password_is_named_as_such() {
    let server = or_skip!(own_server());
    let url = server.fresh_database();
    let (start, end) = (url.find("://").unwrap() + 3, url.find('@').unwrap());
    let user = url[start..end].split(':').next().unwrap();
    let with_login = |login: &str| format!("{}{login}{}", &url[..start], &url[end..]);
    let wrong = with_login(&format!("{user}:s3cretly"));
    let error = refusal(&wrong);
    assert!(error.to_string().contains("user and password"), "{error}");
    assert!(!error.is_temporary());
    assert!(matches!(cause(&wrong), Cause::Login(_)));
    assert!(matches!(cause(&with_login(user)), Cause::NoPassword));
    // A pool says so, too, and without waiting.
    let error = pool(&wrong, 2, Duration::from_secs(600)).err().unwrap();
    assert!(error.to_string().contains("user and password"), "{error}");
}

#[test]
fn a_missing_database_and_a_missing_server_are_named() {
    let server = or_skip!(server());
    assert!(matches!(cause(&server.url("nowhere")), Cause::NoDatabase(_)));
    let error = refusal("postgres://byline:s3cret@127.0.0.1:1/byline");
    assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
    assert!(error.is_temporary());
}

#[test]
fn a_silent_server_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgres://a:s3cret@127.0.0.1:{port}/b?connect_timeout=1");
    assert!(matches!(cause(&url), Cause::Timeout(_)));
}

#[test]
fn databases_are_made_from_many_threads() {
    let server = or_skip!(server());
    let urls: std::collections::HashSet<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| with_notes(server).0)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(urls.len(), 4);
}
