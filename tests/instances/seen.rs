//! What one instance writes the others answer with: records that they kept, lists, and what they find.

use byline::domain::Scope;
use diesel::connection::SimpleConnection;
use serde_json::json;

use super::{Instances, counts};
use crate::support::app::Database;
use crate::support::client::{Client, key, patiently};
use crate::support::postgres::{Server, server};

/// Each instance makes an article, which all have; each changes it, which all see; where they kept it, too.
fn follow(clients: &[Client], round: usize) {
    for (n, writer) in clients.iter().enumerate() {
        let title = format!("Breakwater r{round}w{n}");
        let id = writer.publish(&title);
        let path = format!("/v1/articles/{id}");
        clients.iter().for_each(|other| is_titled(other, &path, &title));
        let other_title = format!("Mole r{round}w{n}");
        let patch = json!({"titles": [{"text": other_title}]});
        patiently("a patch", || writer.write(Some(&id), &patch).filter(|answer| answer.status == 200));
        for other in clients {
            is_titled(other, &path, &other_title);
            counts(other, &format!("/v1/articles?q=%22mole+r{round}w{n}%22"), 1);
            counts(other, &format!("/v1/articles?q=%22breakwater+r{round}w{n}%22"), 0);
            patiently("the newest", || {
                let list = other.get("/v1/articles?sort=-modified&limit=1", &[]).filter(|list| list.status == 200)?;
                (list.json()["items"][0]["title"] == other_title).then_some(())
            });
        }
    }
}

fn is_titled(client: &Client, path: &str, title: &str) {
    patiently(&format!("{title} at {path}"), || {
        let record = client.get(path, &[]).filter(|record| record.status == 200)?;
        (record.json()["title"] == title).then_some(())
    });
}

#[test]
fn what_one_writes_all_answer_with_and_find() {
    let Some(server) = server() else { return };
    let database = Database::of(server);
    let instances = Instances::start(&database.url, &key(&database, "desk", Scope::Write), &[&[], &[], &[]]);
    let clients = instances.clients();
    follow(&clients, 1);
    // All connections of all instances are lost, and none of them is told.
    let mut conn = byline::store::engine::postgres::establish(&database.url).unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    conn.batch_execute(cut).unwrap();
    follow(&clients, 2);
}

#[test]
fn instances_go_on_after_the_server_ended_and_crashed() {
    let Some(server) = Server::start(&["synchronous_commit=on"], |_| ()) else { return };
    let database = Database::of(&server);
    let instances = Instances::start(&database.url, &key(&database, "desk", Scope::Write), &[&[], &[]]);
    let clients = instances.clients();
    follow(&clients, 1);
    for (round, signal) in [(2, "INT"), (3, "QUIT")] {
        server.restart(signal);
        follow(&clients, round);
    }
    for (_, served) in instances.all {
        assert_eq!(served.stop().0, 0);
    }
}
