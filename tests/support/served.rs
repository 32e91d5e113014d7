//! The real program, serving.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::dir::Dir;
use super::program::{command, terminate};

/// A service that was started as a program.
pub struct Served {
    pub child: Child,
    pub address: SocketAddr,
    /// What it said on standard error until it told its addresses.
    pub greeting: String,
    rest: Receiver<String>,
}

impl Served {
    /// Starts `byline serve` with these arguments, on a port of its own, and waits for its addresses.
    pub fn start(dir: &Dir, arguments: &[&str], log: &str) -> Served {
        Served::start_at("127.0.0.1:0", dir, arguments, log)
    }

    /// Likewise, at an address and port.
    pub fn start_at(listen: &str, dir: &Dir, arguments: &[&str], log: &str) -> Served {
        let all = [&["serve", "--listen", listen, "--workers", "1"], arguments].concat();
        let mut child = command(dir.path(), &all).env("RUST_LOG", log).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let (mut greeting, mut line) = (String::new(), String::new());
        let address = loop {
            line.clear();
            let read = lines.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended: {greeting}");
            greeting.push_str(&line);
            let address = line.trim().strip_prefix("http://").filter(|rest| rest.contains("/openapi.json"));
            if let Some(address) = address.and_then(|rest| rest.split('/').next()) {
                break address.parse().unwrap();
            }
        };
        Served { child, address, greeting, rest: drain(lines) }
    }

    /// Asks it to end and waits; gives its exit code and what it said since.
    pub fn stop(mut self) -> (i32, String) {
        terminate(&self.child);
        let code = self.wait();
        (code, self.rest.recv().unwrap())
    }

    /// Waits for its end, but not for ever.
    pub fn wait(&mut self) -> i32 {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            if Instant::now() > deadline {
                self.child.kill().unwrap();
                panic!("it did not end");
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// What it said after its addresses; once it has ended.
    pub fn said(&self) -> String {
        self.rest.recv().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Where a test failed before it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads to the end beside, so that the program never waits for a reader.
fn drain(mut lines: BufReader<ChildStderr>) -> Receiver<String> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let _ = lines.read_to_end(&mut text);
        let _ = send.send(String::from_utf8_lossy(&text).into_owned());
    });
    receive
}
