//! Three instances behind a proxy, killed, stopped and started again, and the database with them, while others
//! write and read: no answer is wrong, and nothing that was acknowledged is lost.
//!
//! `BYLINE_KILLS` sets how often, for each proxy.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use byline::domain::{Id, Scope};
use serde_json::{Value, json};

use crate::store::killed::{is_whole, kills, random};
use crate::support::app::{Database, Response};
use crate::support::beside::{Beside, found, free};
use crate::support::client::{Client, key, patiently};
use crate::support::dir::Dir;
use crate::support::postgres::Server;
use crate::support::program::terminate;
use crate::support::served::Served;

const WRITERS: usize = 3;

/// What a writer knows of an article: the title that was acknowledged last, and the one it asked for since.
struct Known {
    title: String,
    asked: Option<String>,
}

/// What a writer did.
#[derive(Default)]
struct Done {
    articles: BTreeMap<String, Known>,
    /// How many new articles were not acknowledged.
    open: usize,
}

/// An answer of the service itself, of this status; nothing where a proxy or the service says that it cannot be
/// had now. Whatever else is wrong.
fn expected(answer: Option<Response>, status: u16) -> Option<Response> {
    let answer = answer.filter(|answer| ![502, 503, 504].contains(&answer.status))?;
    assert_eq!(answer.status, status, "a wrong answer: {answer:?}");
    Some(answer)
}

fn place(answer: &Response) -> String {
    answer.header("byline-sequence").unwrap().to_owned()
}

/// Makes articles and changes each, and asks for each what it was told of it.
fn write(client: &Client, name: &str, over: &AtomicBool) -> Done {
    let mut done = Done::default();
    for number in (0..).take_while(|_| !over.load(Ordering::Relaxed)) {
        let title = format!("{name} {number}");
        let content = json!({"titles": [{"text": title}], "status": "published"});
        let Some(made) = expected(client.write(None, &content), 201) else {
            done.open += 1;
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let id = made.json()["id"].as_str().unwrap().to_owned();
        shows(client, &id, &place(&made), &title);
        let other = format!("{title} again");
        let known = match expected(client.write(Some(&id), &json!({"titles": [{"text": other}]})), 200) {
            Some(patched) => {
                shows(client, &id, &place(&patched), &other);
                Known { title: other, asked: None }
            }
            None => Known { title, asked: Some(other) },
        };
        done.articles.insert(id, known);
    }
    done
}

/// What whoever was told of a place is shown: the record as it was written, and in a list.
fn shows(client: &Client, id: &str, place: &str, title: &str) {
    let told = [("byline-sequence", place)];
    if let Some(record) = expected(client.get(&format!("/v1/articles/{id}"), &told), 200) {
        assert_eq!(record.json()["title"], *title, "{id} at {place}");
    }
    // Others write too, but not so much meanwhile.
    if let Some(list) = expected(client.get("/v1/articles?sort=-modified&limit=100", &told), 200) {
        let list = list.json();
        let own = list["items"].as_array().unwrap().iter().find(|item| item["id"] == id);
        assert_eq!(own.unwrap_or_else(|| panic!("{id} at {place} in {list}"))["title"], *title);
    }
}

/// Follows the log, and gives the places in it; and sees that no list grows shorter on the way.
fn follow(client: &Client, over: &AtomicBool) -> Vec<String> {
    let (mut places, mut total) = (vec!["test-0".to_owned()], 0);
    // What was written before the end stands in what is asked after it.
    let mut last = false;
    while !last {
        last = over.load(Ordering::Relaxed);
        loop {
            let since = places.last().unwrap();
            let page = expected(client.get(&format!("/v1/changes?limit=200&since={since}"), &[]), 200);
            let Some(page) = page else {
                last = false;
                break;
            };
            let changes = page.json()["items"].as_array().unwrap().clone();
            if changes.is_empty() {
                break;
            }
            places.extend(changes.iter().map(|change| change["place"].as_str().unwrap().to_owned()));
        }
        let told = [("byline-sequence", places.last().unwrap().as_str())];
        if let Some(list) = expected(client.get("/v1/articles?limit=1", &told), 200) {
            let now = list.json()["total"].as_u64().unwrap();
            assert!(now >= total, "{now} articles, and there were {total}");
            total = now;
        }
        thread::sleep(Duration::from_millis(10));
    }
    places.split_off(1)
}

/// Instances at addresses of their own, and what becomes of them.
struct Herd<'a> {
    server: &'a Server,
    url: &'a str,
    dirs: [Dir; 3],
    addresses: [SocketAddr; 3],
    served: Vec<Served>,
}

impl<'a> Herd<'a> {
    fn start(server: &'a Server, url: &'a str, addresses: [SocketAddr; 3]) -> Herd<'a> {
        let mut herd = Herd { server, url, dirs: [Dir::new(), Dir::new(), Dir::new()], addresses, served: Vec::new() };
        herd.served = (0..3).map(|n| herd.one(n)).collect();
        herd
    }

    fn one(&self, n: usize) -> Served {
        Served::start_at(&self.addresses[n].to_string(), &self.dirs[n], &["--database-url", self.url], "error")
    }

    /// One instance is killed or stopped, or the database ends or crashes; in the end all are there again.
    fn disturb(&mut self, round: u64) {
        let n = random(3) as usize;
        match round % 4 {
            0 => self.served[n].child.kill().unwrap(),
            1 => self.server.restart("INT"),
            2 => terminate(&self.served[n].child),
            _ => self.server.restart("QUIT"),
        }
        if round.is_multiple_of(2) {
            self.served[n].wait();
            self.served[n] = self.one(n);
        }
    }
}

/// All that was acknowledged is there, and as it was acknowledged; of the rest, all or nothing.
fn is_kept(database: &Database, all: &[Done]) {
    let records = crate::store::killed::records(database);
    let (mut acknowledged, mut open) = (0, 0);
    for done in all {
        open += done.open;
        for (id, Known { title, asked }) in &done.articles {
            acknowledged += 1;
            let record = &records[&id.parse::<Id>().unwrap().key()];
            let now = serde_json::from_slice::<Value>(&record.document).unwrap()["title"].clone();
            assert!(now == **title || asked.as_ref().is_some_and(|own| now == **own), "{id}: {now}, not {title}");
        }
    }
    assert!(acknowledged > 0, "nothing was written");
    assert!((acknowledged..=acknowledged + open).contains(&records.len()), "{} of {acknowledged}", records.len());
}

/// A proxy over three addresses, which is started by its name and what it is to be told.
fn behind(program: &str, arguments: &[&str], configure: impl Fn(&Path, SocketAddr, &[SocketAddr; 3])) {
    let Some(program) = found(program) else { return };
    let Some(server) = Server::start(&["synchronous_commit=on"], |_| ()) else { return };
    let database = Database::of(&server);
    let key = key(&database, "desk", Scope::Write);
    let addresses = [free(), free(), free()];
    let mut herd = Herd::start(&server, &database.url, addresses);
    let proxy = Beside::start(&program, arguments, |dir, own| configure(dir, own, &addresses));
    let client = || Client::new(proxy.address, &key);
    patiently("an answer through the proxy", || client().get("/v1/articles", &[]).filter(|own| own.status == 200));
    let over = &AtomicBool::new(false);
    let (all, places) = thread::scope(|scope| {
        let write = |n: usize| write(&client(), &format!("Writer {n}, article"), over);
        let writers: Vec<_> = (0..WRITERS).map(|n| scope.spawn(move || write(n))).collect();
        let follower = scope.spawn(|| follow(&client(), over));
        for round in 0..kills() {
            thread::sleep(Duration::from_millis(200 + random(800) as u64));
            herd.disturb(round);
        }
        thread::sleep(Duration::from_millis(300));
        over.store(true, Ordering::Relaxed);
        let all: Vec<Done> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        (all, follower.join().unwrap())
    });
    is_kept(&database, &all);
    is_whole(&database);
    // Whoever followed the log met all of it, once and in order.
    let log: Vec<String> = (1..=database.head()).map(|number| format!("test-{number}")).collect();
    assert!(places.len() <= log.len() && places == log[..places.len()], "gaps in what was followed");
    // Every instance gives the same, whatever it went through.
    let told = format!("test-{}", database.head());
    let lists = addresses.map(|address| {
        let own = Client::new(address, &key);
        let ask = || own.get("/v1/articles?limit=200", &[("byline-sequence", &told)]).filter(|own| own.status == 200);
        patiently("a list of each", ask).text()
    });
    assert!(lists[0] == lists[1] && lists[1] == lists[2]);
}

#[test]
fn nothing_is_lost_or_wrong_behind_haproxy() {
    behind("haproxy", &["-db", "-f", "proxy.cfg"], |dir, own, addresses| {
        let server = |(n, address): (usize, &SocketAddr)| format!("    server i{n} {address}\n");
        let servers: String = addresses.iter().enumerate().map(server).collect();
        let text = format!(
            "defaults\n    mode http\n    timeout connect 1s\n    timeout client 30s\n    timeout server 30s\n\
             \x20   retries 2\n    option redispatch\n\
             frontend in\n    bind {own}\n    default_backend instances\n\
             backend instances\n    balance roundrobin\n    option httpchk GET /readyz\n\
             \x20   default-server check inter 200ms fall 1 rise 1\n{servers}"
        );
        fs::write(dir.join("proxy.cfg"), text).unwrap();
    });
}

#[test]
fn nothing_is_lost_or_wrong_behind_nginx() {
    behind("nginx", &["-p", ".", "-c", "nginx.conf", "-e", "error.log"], |dir, own, addresses| {
        let server = |address: &SocketAddr| format!("server {address} max_fails=1 fail_timeout=1s; ");
        let servers: String = addresses.iter().map(server).collect();
        let spaces: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {name}; "))
            .concat();
        let text = format!(
            "daemon off; pid nginx.pid; events {{}}\n\
             http {{ access_log off; {spaces}\n upstream instances {{ {servers} }}\n\
             server {{ listen {own}; location / {{\n proxy_pass http://instances; proxy_http_version 1.1;\n\
             proxy_set_header Host $host; proxy_connect_timeout 1s; }} }} }}\n"
        );
        fs::write(dir.join("nginx.conf"), text).unwrap();
    });
}
