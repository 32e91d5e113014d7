//! PgBouncer in transaction mode between the instances and the server: each transaction may be on another
//! connection.

use std::fs;
use std::net::SocketAddr;

use byline::domain::Scope;
use byline::store::{Migrate, Store};

use super::{Instances, counts};
use crate::support::app::{Database, EARLY};
use crate::support::beside::{Beside, found};
use crate::support::client::{key, patiently};
use crate::support::dir::Dir;
use crate::support::postgres::{Server, own_server};
use crate::support::program::byline;

/// A pooler before a server, with few connections, so that each is used by all.
fn pooler(server: &Server) -> Option<Beside> {
    let program = found("pgbouncer")?;
    let port = server.address().port();
    Some(Beside::start(&program, &["pooler.ini"], |dir, own| {
        fs::write(dir.join("users.txt"), Server::login()).unwrap();
        fs::write(dir.join("pooler.ini"), configuration(port, own)).unwrap();
    }))
}

fn configuration(port: u16, own: SocketAddr) -> String {
    format!(
        "[databases]\n* = host=127.0.0.1 port={port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {}\n\
         unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = users.txt\npool_mode = transaction\n\
         default_pool_size = 3\nserver_reset_query =\nserver_round_robin = 1\n",
        own.port()
    )
}

#[test]
fn instances_behind_a_pooler_in_transaction_mode_see_what_each_other_write() {
    let Some(server) = own_server() else { return };
    let Some(pooler) = pooler(server) else { return };
    let direct = server.fresh_database();
    let through = direct.replace(&server.address().to_string(), &pooler.address.to_string());
    let url = format!("{through}?pooler=transaction");

    // All that the command line does, on a database that is made through the pooler.
    let dir = Dir::new();
    let run = |arguments: &[&str]| byline(&dir, &[&["--database-url", &url], arguments].concat()).must(0);
    run(&["migrate"]);
    dir.file("demo.jsonl", ::byline::demo::ARCHIVE);
    run(&["import", "--source", "demo", "demo.jsonl"]);
    let exported = run(&["export"]).out;
    run(&["backup", "backup.sqlite"]);

    // The same archive through the server itself and through the pooler.
    let database = Database::existing(&direct);
    let own = byline(&dir, &["--database-url", &direct, "export"]).must(0).out;
    assert!(own.len() > 10_000 && own == exported);

    let instances = Instances::start(&url, &key(&database, "desk", Scope::Write), &[&[], &[], &[]]);
    let clients = instances.clients();
    for round in 0..8 {
        for (n, writer) in clients.iter().enumerate() {
            let id = writer.publish(&format!("Quillwort r{round}w{n}"));
            for other in &clients {
                patiently("what was written", || {
                    other.get(&format!("/v1/articles/{id}"), &[]).filter(|own| own.status == 200)
                });
            }
        }
    }
    clients.iter().for_each(|client| counts(client, "/v1/articles?q=quillwort", 24));
    for (_, served) in instances.all {
        let (code, said) = served.stop();
        assert_eq!((code, said.trim()), (0, ""), "nothing went wrong on the way");
    }
    database.import_at("later", r#"{"resource":"article","key":"x","titles":[{"text":"X"}]}"#, EARLY).must_succeed();
    run(&["erase", "Quillwort", "--message", "a test"]);
}

#[test]
fn a_pooler_that_is_not_told_of_is_guessed() {
    let Some(server) = own_server() else { return };
    let Some(pooler) = pooler(server) else { return };
    let url = server.fresh_database().replace(&server.address().to_string(), &pooler.address.to_string());
    let store = Store::open(&url, Migrate::Run);
    // Which statement fails first is chance: many, on as many connections of the pool.
    let failed = store.and_then(|store| {
        std::thread::scope(|scope| {
            let read = || (0..50).try_for_each(|_| store.settings().map(|_| ()));
            let all: Vec<_> = (0..6).map(|_| scope.spawn(read)).collect();
            all.into_iter().try_for_each(|one| one.join().unwrap())
        })
    });
    let why = failed.expect_err("statements that were prepared elsewhere").to_string();
    assert!(why.contains("pooler=transaction"), "{why}");
}
