//! The log of a service: whole lines to standard error, many in one write.
//!
//! There is a line for each request. Written one by one they would cost a tenth of the time of a short
//! answer, and threads would wait for each other; here a thread writes what has gathered.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use byline::domain::Timestamp;
use log::{Metadata, Record};

/// How long lines may gather.
const PAUSE: Duration = Duration::from_millis(20);

/// So many bytes are written at once, without a pause.
const ENOUGH: usize = 1 << 16;

/// With so many bytes waiting, whoever logs waits too.
const MOST: usize = 1 << 20;

/// A log under way. What has been logged is written when this value goes.
pub struct Log {
    gathered: Arc<Gathered>,
    writer: Option<JoinHandle<()>>,
}

/// Where lines are put down.
struct Lines {
    filter: env_logger::Logger,
    gathered: Arc<Gathered>,
}

#[derive(Default)]
struct Gathered {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    ended: bool,
}

/// Begins a log on standard error of what `filter` lets through.
pub fn begin(filter: env_logger::Logger) -> Log {
    let gathered = Arc::new(Gathered::default());
    log::set_max_level(filter.filter());
    // One that is there already stays.
    let _ = log::set_boxed_logger(Box::new(Lines { filter, gathered: gathered.clone() }));
    let own = gathered.clone();
    let writer = std::thread::spawn(move || own.write_all(io::stderr()));
    Log { gathered, writer: Some(writer) }
}

impl log::Log for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.filter.enabled(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if self.filter.matches(record) {
            self.gathered.add(line(Timestamp::now(), record).as_bytes());
        }
    }

    fn flush(&self) {}
}

/// A line: when, how grave, from where, what.
fn line(now: Timestamp, record: &Record<'_>) -> String {
    let mut line = String::with_capacity(192);
    line.push('[');
    push_instant(&mut line, now);
    line.push(' ');
    line.push_str(record.level().as_str());
    line.push_str(if record.level().as_str().len() < 5 { "  " } else { " " });
    line.push_str(record.target());
    line.push_str("] ");
    let said = line.len();
    // A text takes whatever is written to it.
    let _ = line.write_fmt(*record.args());
    // What follows a line break could be taken for another line.
    if line[said..].contains('\n') {
        let text = line.split_off(said);
        line.push_str(&text.replace('\n', "\n    "));
    }
    line.push('\n');
    line
}

/// An instant with its milliseconds. A second in a row is written out once.
fn push_instant(line: &mut String, now: Timestamp) {
    thread_local! {
        static SECOND: RefCell<(i64, String)> = const { RefCell::new((i64::MIN, String::new())) };
    }
    SECOND.with_borrow_mut(|(second, text)| {
        if *second != now.seconds() {
            *second = now.seconds();
            *text = now.to_string();
            text.truncate("2024-04-12T08:30:00.".len());
        }
        line.push_str(text);
    });
    let millis = now.micros().rem_euclid(1_000_000) / 1_000;
    line.extend([millis / 100, millis / 10 % 10, millis % 10].map(|digit| char::from(b'0' + digit as u8)));
    line.push('Z');
}

impl Gathered {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts down a line.
    fn add(&self, line: &[u8]) {
        let full = |waiting: &mut Waiting| waiting.bytes.len() > MOST && !waiting.ended;
        let waiting = self.changed.wait_while(self.waiting(), full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let before = waiting.bytes.len();
        waiting.bytes.extend_from_slice(line);
        let wake = before == 0 || (before < ENOUGH && waiting.bytes.len() >= ENOUGH);
        drop(waiting);
        if wake {
            self.changed.notify_all();
        }
    }

    /// Writes until the end. A reader that has gone away is no failure.
    fn write_all(&self, mut to: impl Write) {
        // Two buffers take turns: a new one each time would be made of new memory each time.
        let mut bytes = Vec::new();
        loop {
            let idle = |waiting: &mut Waiting| waiting.bytes.is_empty() && !waiting.ended;
            let waiting = self.changed.wait_while(self.waiting(), idle).unwrap_or_else(PoisonError::into_inner);
            let few = |waiting: &mut Waiting| waiting.bytes.len() < ENOUGH && !waiting.ended;
            let waiting = self.changed.wait_timeout_while(waiting, PAUSE, few);
            let (mut waiting, _) = waiting.unwrap_or_else(PoisonError::into_inner);
            std::mem::swap(&mut bytes, &mut waiting.bytes);
            let ended = waiting.ended;
            drop(waiting);
            self.changed.notify_all();
            let _ = to.write_all(&bytes);
            bytes.clear();
            if ended {
                return;
            }
        }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.gathered.waiting().ended = true;
        self.gathered.changed.notify_all();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lines_are_written_in_order() {
        let gathered = Arc::new(Gathered::default());
        let (read, write) = io::pipe().unwrap_or_else(|e| panic!("{e}"));
        let own = gathered.clone();
        let log = Log { gathered: gathered.clone(), writer: Some(std::thread::spawn(move || own.write_all(write))) };
        let reader = std::thread::spawn(move || io::read_to_string(read));
        let told: Vec<String> = (0..100_000).map(|n| format!("line {n} of the log\n")).collect();
        told.iter().for_each(|line| gathered.add(line.as_bytes()));
        drop(log);
        assert_eq!(reader.join().ok().and_then(Result::ok), Some(told.concat()));
    }

    #[test]
    fn a_line_says_when_how_grave_whence_and_what() {
        let line = |micros, level, args| {
            line(Timestamp::from_micros(micros), &Record::builder().level(level).target("byline").args(args).build())
        };
        let first = line(1_500_000, log::Level::Info, format_args!("serving"));
        assert_eq!(first, "[1970-01-01T00:00:01.500Z INFO  byline] serving\n");
        let second = line(1_007_000, log::Level::Error, format_args!("one\ntwo"));
        assert_eq!(second, "[1970-01-01T00:00:01.007Z ERROR byline] one\n    two\n");
    }
}
