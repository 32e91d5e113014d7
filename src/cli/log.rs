//! The log of a service: whole lines to standard error, many in one write.
//!
//! There is a line for each request. Written one by one they would cost a tenth of the time of a short
//! answer, and threads would wait for each other; here a thread writes what has gathered.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

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

/// Where lines are put down; for `env_logger`.
pub struct Lines(Arc<Gathered>);

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

/// Begins a log on standard error.
pub fn begin() -> (Log, Lines) {
    let gathered = Arc::new(Gathered::default());
    let own = gathered.clone();
    let writer = std::thread::spawn(move || own.write_all(io::stderr()));
    (Log { gathered: gathered.clone(), writer: Some(writer) }, Lines(gathered))
}

impl Gathered {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes until the end. A reader that has gone away is no failure.
    fn write_all(&self, mut to: impl Write) {
        loop {
            let idle = |waiting: &mut Waiting| waiting.bytes.is_empty() && !waiting.ended;
            let waiting = self.changed.wait_while(self.waiting(), idle).unwrap_or_else(PoisonError::into_inner);
            let few = |waiting: &mut Waiting| waiting.bytes.len() < ENOUGH && !waiting.ended;
            let waiting = self.changed.wait_timeout_while(waiting, PAUSE, few);
            let (mut waiting, _) = waiting.unwrap_or_else(PoisonError::into_inner);
            let (bytes, ended) = (std::mem::take(&mut waiting.bytes), waiting.ended);
            drop(waiting);
            self.changed.notify_all();
            let _ = to.write_all(&bytes);
            if ended {
                return;
            }
        }
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let full = |waiting: &mut Waiting| waiting.bytes.len() > MOST && !waiting.ended;
        let waiting = self.0.changed.wait_while(self.0.waiting(), full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let before = waiting.bytes.len();
        waiting.bytes.extend_from_slice(line);
        let wake = before == 0 || (before < ENOUGH && waiting.bytes.len() >= ENOUGH);
        drop(waiting);
        if wake {
            self.0.changed.notify_all();
        }
        Ok(line.len())
    }

    /// Nothing: `env_logger` asks for it after each line.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
        let mut lines = Lines(gathered);
        let told: Vec<String> = (0..100_000).map(|n| format!("line {n} of the log\n")).collect();
        told.iter().for_each(|line| assert!(lines.write_all(line.as_bytes()).is_ok()));
        drop(log);
        assert_eq!(reader.join().ok().and_then(Result::ok), Some(told.concat()));
    }
}
