//! Services that end while something is on its way.

use std::io::Write;
use std::net::TcpStream;

use byline::store::Store;

use crate::support::app::{Database, both};
use crate::support::dir::Dir;
use crate::support::program::{byline, terminate};
use crate::support::receiver::Answer::Silence;
use crate::support::receiver::Receiver;
use crate::support::served::Served;

const FLAG: &str = "--webhook-private";

/// A webhook of everything, made by the command.
fn hook(dir: &Dir, url: &str, receiver: &Receiver) -> String {
    let arguments = ["--database-url", url, "webhooks", FLAG, "--output", "json", "add", &receiver.url()];
    byline(dir, &arguments).must(0).json()["secret"].as_str().unwrap().to_owned()
}

fn publish(dir: &Dir, url: &str, title: &str) {
    dir.file("one.jsonl", format!(r#"{{"resource":"article","key":"{title}","titles":[{{"text":"{title}"}}]}}"#));
    byline(dir, &["--database-url", url, "import", "one.jsonl"]).must(0);
}

/// As if the time had passed for which a delivery is one sender's.
fn pass(store: &Store) {
    let write = |db: &mut dyn byline::store::db::Db| {
        for mut row in db.webhooks()? {
            row.lease = 0;
            db.put_webhook(&row)?;
        }
        Ok(())
    };
    store.write(write).unwrap();
}

#[test]
fn what_was_accepted_before_a_kill_is_delivered_after_it() {
    both(|database: &Database| {
        let (dir, receiver, url) = (Dir::new(), Receiver::start(), database.url.as_str());
        let secret = hook(&dir, url, &receiver);
        receiver.answer([Silence]);
        let mut served = Served::start(&dir, &["--database-url", url, FLAG], "info");
        publish(&dir, url, "A");
        let first = receiver.next();
        // It was sent and not answered; two more wait behind it.
        publish(&dir, url, "B");
        publish(&dir, url, "C");
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        let waiting = database.store.read(|db| db.webhooks()).unwrap();
        assert!(waiting[0].lease > 0, "the delivery is still that sender's");
        let mut again = Served::start(&dir, &["--database-url", url, FLAG], "info");
        pass(&database.store);
        let got = receiver.take(3);
        assert_eq!(got.iter().map(|own| own.id()).collect::<Vec<_>>(), ["wh1-test-1", "wh1-test-2", "wh1-test-3"]);
        assert_eq!((first.id(), &first.body), (got[0].id(), &got[0].body), "the same, once more");
        assert!(got.iter().all(|own| own.signed(&secret) == 1));
        terminate(&again.child);
        assert_eq!(again.wait(), 0);
        assert!(!again.said().contains("whsec_"));
    });
}

#[test]
fn a_request_under_way_is_ended_before_the_service_ends() {
    let (dir, receiver) = (Dir::new(), Receiver::start());
    hook(&dir, "sqlite:byline.sqlite", &receiver);
    receiver.answer([Silence]);
    let mut served = Served::start(&dir, &[FLAG], "debug");
    publish(&dir, "sqlite:byline.sqlite", "A");
    let got = receiver.next();
    publish(&dir, "sqlite:byline.sqlite", "B");
    terminate(&served.child);
    // It has heard the signal when it takes no more connections.
    while let Ok(mut stream) = TcpStream::connect(served.address) {
        let _ = stream.write_all(b"x");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    got.release.as_ref().unwrap().send(()).unwrap();
    assert_eq!(served.wait(), 0);
    let log = byline(&dir, &["webhooks", "log", "wh1", "--output", "json"]).must(0).json();
    let states: Vec<&str> =
        log["deliveries"].as_array().unwrap().iter().map(|own| own["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["done"], "and nothing new was begun: {log}");
    assert!(receiver.rest().is_empty());
    let said = served.said();
    assert!(said.contains("was taken with 204") && !said.contains("whsec_"), "{said}");
}

#[test]
fn without_the_setting_the_service_sends_nothing_inside() {
    let (dir, receiver) = (Dir::new(), Receiver::start());
    hook(&dir, "sqlite:byline.sqlite", &receiver);
    publish(&dir, "sqlite:byline.sqlite", "A");
    let mut served = Served::start(&dir, &[], "info");
    let log = loop {
        let log = byline(&dir, &["webhooks", "log", "wh1", "--output", "json"]).must(0).json();
        match log["deliveries"][0]["error"].as_str() {
            Some(error) => break error.to_owned(),
            None => std::thread::sleep(std::time::Duration::from_millis(50)),
        }
    };
    assert!(log.contains("it is `http`"), "{log}");
    terminate(&served.child);
    assert_eq!(served.wait(), 0);
    assert!(receiver.rest().is_empty());
}
