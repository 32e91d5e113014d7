//! The processes that are measured.

use std::fs::{File, read_to_string};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::archive::Archive;
use crate::corpus::Corpus;
use crate::load;

/// A process; it ends with this value.
pub struct Child {
    process: std::process::Child,
    /// Where it listens, where it does.
    pub address: SocketAddr,
    /// The file of its counts, where they are counted; each has a number behind its name.
    pub counts: Option<PathBuf>,
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `byline serve` with two workers and its log as it is by default, in a file.
pub fn serve(archive: &Archive) -> Child {
    listening(service(archive, 2), &archive.dir.join("log"))
}

/// The ceiling with the answers in a file.
pub fn ceiling(answers: &Path) -> Child {
    listening(ceiling_of(answers, 2), &answers.with_extension("address"))
}

/// Such a process with its instructions counted.
pub fn counted(command: Command, log: &Path, counts: &Path) -> Child {
    let mut counter = Command::new("valgrind");
    counter.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", counts.display()));
    counter.arg(command.get_program()).args(command.get_args()).env_remove("RUST_LOG");
    let mut child = listening(counter, log);
    child.counts = Some(counts.to_owned());
    child
}

/// The command of the service.
pub fn service(archive: &Archive, workers: usize) -> Command {
    let mut command = byline(archive);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--workers", &workers.to_string(), "--index"])
        .arg(&archive.index);
    command
}

/// The command of the ceiling.
pub fn ceiling_of(answers: &Path, workers: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("ceiling").arg(answers).arg(workers.to_string());
    command
}

/// `byline import`
pub fn import(archive: &Archive, corpus: &Corpus) -> Child {
    let mut command = byline(archive);
    command.arg("import").arg(&corpus.file).stdout(Stdio::null());
    if corpus.meta.exists() {
        command.arg("--meta").arg(&corpus.meta);
    }
    Child { process: command.spawn().unwrap(), address: ([127, 0, 0, 1], 0).into(), counts: None }
}

fn byline(archive: &Archive) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.env_remove("RUST_LOG").args(["--database-url", &archive.url]);
    command
}

/// Starts a process and waits until it has told its address: the service in its log, since what it greets with may
/// be a public one, the ceiling at once.
fn listening(mut command: Command, log: &Path) -> Child {
    let told = File::create(log).unwrap();
    let process = command.stdout(told.try_clone().unwrap()).stderr(told).spawn().unwrap();
    let begun = Instant::now();
    let told = || {
        let text = read_to_string(log).unwrap_or_default();
        let (_, rest) = text.split_once("listening on: ")?;
        rest.split_once(['/', '\n'])?.0.parse().ok()
    };
    let mut child = Child { process, address: ([127, 0, 0, 1], 0).into(), counts: None };
    loop {
        if let Some(address) = told() {
            child.address = address;
            return child;
        }
        assert!(child.runs() && begun.elapsed() < Duration::from_secs(600), "it does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Child {
    /// Whether its search index has everything.
    pub fn finds_everything(&self) -> bool {
        let answer = load::answers(self.address, &[load::get("/readyz", "")]);
        String::from_utf8_lossy(&answer).contains(r#""search":"complete""#)
    }

    /// Whether it has not ended.
    pub fn runs(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
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
