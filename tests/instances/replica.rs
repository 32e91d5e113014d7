//! Reading from a replica, a hot standby that follows by streaming: what is behind says so.

use byline::domain::Scope;
use serde_json::json;

use super::{Instances, counts};
use crate::support::app::{Database, Response};
use crate::support::client::{Client, key, patiently};
use crate::support::dir::Dir;
use crate::support::postgres::Server;
use crate::support::program::byline;

fn asked(client: &Client, path: &str, place: &str) -> Response {
    client.get(path, &[("byline-sequence", place)]).unwrap()
}

fn title(client: &Client, path: &str) -> String {
    client.get(path, &[]).unwrap().json()["title"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_public_is_read_from_the_replica_and_is_never_older_than_was_asked() {
    let Some(server) = Server::start(&["synchronous_commit=on"], |_| ()) else { return };
    let database = Database::of(&server);
    let Some(replica) = server.replica() else { return };
    let read = replica.url(database.url.rsplit('/').next().unwrap());
    let key = key(&database, "desk", Scope::Write);
    let instances = Instances::start(&database.url, &key, &[&[], &["--database-read-url", &read]]);
    let (primary, reader) = (instances.client(0), instances.client(1));

    // What either writes both show.
    let id = primary.publish("Mole");
    let path = format!("/v1/articles/{id}");
    counts(&reader, "/v1/articles", 1);
    assert_eq!(title(&reader, &path), "Mole");
    let patched = reader.write(Some(&id), &json!({"titles": [{"text": "Breakwater"}]})).unwrap();
    assert_eq!(patched.status, 200, "{}", patched.text());
    assert_eq!(title(&reader, &path), "Breakwater", "who writes reads it at once");
    counts(&reader, "/v1/articles?q=breakwater", 1);

    // The replica stands still: what is asked for no place is answered as of then, all else waits in vain.
    replica.admin("SELECT pg_wal_replay_pause()");
    patiently("a replica that stands still", || {
        let paused = byline::store::engine::postgres::establish(&read).ok()?;
        is_paused(paused).then_some(())
    });
    let patched = primary.write(Some(&id), &json!({"titles": [{"text": "Quay"}]})).unwrap();
    let told = patched.header("byline-sequence").unwrap().to_owned();
    assert_eq!(asked(&primary, &path, &told).json()["title"], "Quay");
    assert_eq!(title(&reader, &path), "Breakwater");
    for path in [&path, "/v1/articles", &format!("/v1/changes?since={told}")] {
        let behind = asked(&reader, path, &told);
        behind.problem(503, "unavailable");
        assert!(behind.header("retry-after").is_some());
    }
    // Whoever writes there is told of the write, and shown it where it was written.
    let patched = reader.write(Some(&id), &json!({"titles": [{"text": "Jetty"}]})).unwrap();
    assert_eq!(patched.status, 200, "{}", patched.text());
    let later = patched.header("byline-sequence").unwrap().to_owned();
    assert_ne!(told, later);
    assert_eq!(title(&reader, &path), "Breakwater");
    asked(&reader, &path, &later).problem(503, "unavailable");
    let private = reader.get(&format!("{path}?view=private"), &[("authorization", &format!("Bearer {key}"))]).unwrap();
    assert_eq!(private.json()["titles"][0]["text"], "Jetty");
    replica.admin("SELECT pg_wal_replay_resume()");
    let caught_up = patiently("a replica that goes on", || {
        Some(asked(&reader, &path, &later)).filter(|answer| answer.status == 200)
    });
    assert_eq!(caught_up.json()["title"], "Jetty");
    assert_eq!(asked(&reader, &format!("/v1/changes?since={later}"), &later).status, 200);

    // It ends and comes back, and so does the database itself.
    for server in [&replica, &server] {
        server.restart("INT");
        let id = primary.publish("Slipway");
        patiently("the newest", || reader.get(&format!("/v1/articles/{id}"), &[]).filter(|own| own.status == 200));
    }
}

fn is_paused(mut conn: byline::store::engine::postgres::Conn) -> bool {
    use diesel::prelude::*;
    let state = diesel::dsl::sql::<diesel::sql_types::Text>("pg_get_wal_replay_pause_state()");
    diesel::select(state).get_result::<String>(&mut conn).unwrap() == "paused"
}

#[test]
fn what_is_no_replica_is_refused() {
    let Some(server) = crate::support::postgres::server() else { return };
    let (database, other, dir) = (Database::of(server), Database::of(server), Dir::new());
    other.set_meta("epoch", "other");
    let serve = |read: &str| {
        byline(
            &dir,
            &[
                "--database-url",
                &database.url,
                "serve",
                "--wait",
                "0",
                "--listen",
                "127.0.0.1:0",
                "--database-read-url",
                read,
            ],
        )
        .must(3)
        .err
    };
    let empty = server.fresh_database();
    for (read, expected) in [
        (other.url.as_str(), "no replica"),
        (empty.as_str(), "replica"),
        ("sqlite:byline.sqlite", "only PostgreSQL has replicas"),
        ("postgres://byline:s3cret@127.0.0.1:1/none", "cannot be reached"),
    ] {
        let said = serve(read);
        assert!(said.contains(expected) && !said.contains("s3cret"), "{read}: {said}");
    }
}
