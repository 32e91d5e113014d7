//! The feed as a stream of events.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use super::{archive, article, follow};
use crate::support::app::{App, both_apps};
use crate::support::dir::Dir;
use crate::support::served::Served;

/// A client that listens.
struct Listener {
    lines: BufReader<TcpStream>,
}

/// An event: id, name, data.
#[derive(Debug, PartialEq)]
struct Event {
    id: String,
    name: Option<String>,
    data: Option<Value>,
}

impl Listener {
    fn open(address: SocketAddr, query: &str, fields: &str) -> Listener {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let request =
            format!("GET /v1/changes{query} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n{fields}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut listener = Listener { lines: BufReader::new(stream) };
        let mut head = Vec::new();
        loop {
            let line = listener.line().unwrap();
            if line.is_empty() {
                break;
            }
            head.push(line.to_ascii_lowercase());
        }
        assert!(head[0].contains(" 200 "), "{head:?}");
        assert!(head.contains(&"content-type: text/event-stream".to_owned()), "{head:?}");
        assert!(head.contains(&"cache-control: no-store".to_owned()), "{head:?}");
        assert_eq!(listener.event_lines(), ["retry: 2000"]);
        listener
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).unwrap();
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The lines up to the next empty one; the sizes of chunks are left out.
    fn event_lines(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().expect("the stream ended");
            let is_size = !line.is_empty() && line.bytes().all(|b| b.is_ascii_hexdigit());
            match line.is_empty() {
                // A chunk ends with an empty line too.
                true if lines.is_empty() => {}
                true => return lines,
                false if is_size => {}
                false => lines.push(line),
            }
        }
    }

    fn event(&mut self) -> Event {
        let lines = self.event_lines();
        let field = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        Event {
            id: field("id: ").unwrap(),
            name: field("event: "),
            data: field("data: ").map(|data| serde_json::from_str(&data).unwrap()),
        }
    }
}

fn edit(app: &App, n: usize, title: &str) {
    app.database.import_at("t", &article(n, title, "s", ""), "2024-02-01T00:00:00Z").must_succeed();
}

#[test]
fn changes_come_as_they_are_committed() {
    both_apps(|app| {
        app.database.load("t", &archive(2));
        let (before, as_of) = follow(app, "", None, 100);
        let mut all = Listener::open(app.address, "", "");
        for change in &before {
            let event = all.event();
            assert_eq!(
                (event.id.as_str(), event.name.as_deref()),
                (change["place"].as_str().unwrap(), change["kind"].as_str())
            );
            assert_eq!(event.data.as_ref(), Some(change));
        }
        let mut new = Listener::open(app.address, "?since=now", "");
        // It is told at once where it stands.
        assert_eq!(new.event(), Event { id: as_of.clone(), name: None, data: None });
        edit(app, 0, "Edited");
        let (after, _) = follow(app, "", Some(&as_of), 100);
        for listener in [&mut all, &mut new] {
            assert_eq!(listener.event().data.as_ref(), after.first());
        }
    });
}

#[test]
fn a_client_that_lost_the_connection_goes_on() {
    both_apps(|app| {
        app.database.load("t", &archive(3));
        let (items, _) = follow(app, "", None, 100);
        let mut again = Listener::open(app.address, "?since=test-1", "Last-Event-ID: test-3\r\n");
        assert_eq!(again.event().data.as_ref(), Some(&items[3]));
        let refused = |id: &str| app.get_with("/v1/changes", &[("accept", "text/event-stream"), ("last-event-id", id)]);
        refused("other-3").problem(410, "stale-place");
        refused("test-99").problem(410, "stale-place");
        assert_eq!(refused("now").problem(400, "invalid-parameter")["errors"][0]["parameter"], "Last-Event-ID");
        let head = app.send("HEAD", "/v1/changes", &["Accept: text/event-stream"]);
        assert_eq!((head.status, head.header("content-type"), head.body.len()), (200, Some("text/event-stream"), 0));
    });
}

#[test]
fn a_service_that_listeners_are_at_ends_when_it_is_told_to() {
    let dir = Dir::new();
    let served = Served::start(&dir, &["--demo"], "warn");
    let mut listener = Listener::open(served.address, "?since=now", "");
    assert!(listener.event().data.is_none());
    let (code, said) = served.stop();
    assert_eq!((code, said.trim()), (0, ""));
    // The stream was ended, not broken off: the last chunk is there (RFC 9112, section 7.1).
    let mut rest = Vec::new();
    while let Some(line) = listener.line() {
        rest.push(line);
    }
    assert_eq!(rest.iter().map(String::as_str).filter(|line| !line.is_empty()).collect::<Vec<_>>(), ["0"]);
}
