//! The processes that are measured.

use std::fs::{File, read_to_string};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus::Corpus;

/// A process; it ends with this value.
pub struct Child {
    process: std::process::Child,
    /// Where it listens, where it does.
    pub address: SocketAddr,
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `byline serve` with two workers and its log as it is by default, in a file.
pub fn serve(database: &Path, dir: &Path) -> Child {
    let log = dir.join("log");
    let mut command = byline(database);
    command.args(["serve", "--listen", "127.0.0.1:0", "--workers", "2"]);
    // What it greets with may be a public address; its log has the one it listens at.
    listening(command.stderr(File::create(&log).unwrap()), &log, "listening on: ")
}

/// The ceiling with the answers in a file.
pub fn ceiling(answers: &Path) -> Child {
    let log = answers.with_extension("address");
    let mut command = Command::new(std::env::current_exe().unwrap());
    listening(command.arg("ceiling").arg(answers).stdout(File::create(&log).unwrap()), &log, "http://")
}

/// `byline import`
pub fn import(corpus: &Corpus, database: &Path) -> Child {
    let mut command = byline(database);
    command.arg("import").arg(&corpus.file).stdout(Stdio::null());
    if corpus.meta.exists() {
        command.arg("--meta").arg(&corpus.meta);
    }
    Child { process: command.spawn().unwrap(), address: ([127, 0, 0, 1], 0).into() }
}

fn byline(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.env_remove("RUST_LOG").arg("--database-url").arg(format!("sqlite:{}", database.display()));
    command
}

/// Waits until a process has told its address, behind these words.
fn listening(command: &mut Command, log: &Path, words: &str) -> Child {
    let process = command.spawn().unwrap();
    let begun = Instant::now();
    let told = || {
        let text = read_to_string(log).unwrap_or_default();
        let (_, rest) = text.split_once(words)?;
        rest.split_once(['/', '\n'])?.0.parse().ok()
    };
    let mut child = Child { process, address: ([127, 0, 0, 1], 0).into() };
    loop {
        if let Some(address) = told() {
            child.address = address;
            return child;
        }
        assert!(child.runs() && begun.elapsed() < Duration::from_secs(60), "it does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Child {
    /// Whether it has not ended.
    pub fn runs(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    /// Processor time it has taken, where the system tells (Linux).
    pub fn cpu(&self) -> Duration {
        let stat = read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
        // User and system time, in hundredths of a second.
        let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// A figure of its memory in megabytes, likewise.
    pub fn memory(&self, name: &str) -> Option<u64> {
        let status = read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.split_whitespace().next()?.parse().ok().map(|kilobytes: u64| kilobytes >> 10)
    }
}
