//! The jobs of this instance: one at a time, each from where it was broken off.
//!
//! A job is a row, and a file beside it ([`Spool`]). How far it is done is written in the transaction of the
//! documents it tells of, so that a service that was killed goes on exactly there. On PostgreSQL several
//! instances may share the rows; a job belongs to the one that has its file, and a lock on the file says
//! which process is at work.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::job::JobReport;
use super::spool::Spool;
use super::{FileReport, work};
use crate::domain::digest::hash64;
use crate::domain::{JobState, Timestamp};
use crate::store::db::JobRow;
use crate::store::edit::{EditError, Once};
use crate::store::jobs::{Answer, NewJob};
use crate::store::{Store, StoreError};

/// For how long an instance may say nothing of a job before it is taken for gone, in microseconds. It speaks
/// with each transaction.
const SILENCE: i64 = 15 * 60 * 1_000_000;

/// How long it rests where there is nothing to do, or the database cannot be reached.
const REST: Duration = Duration::from_secs(2);

/// The jobs of this instance.
pub struct Jobs {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// How many bytes the content of an import may have.
    pub most: u64,
}

/// What the thread that does the jobs and those who ask for them have together.
pub(super) struct Shared {
    pub store: Store,
    pub spool: Spool,
    /// Whether the service ends.
    pub stop: AtomicBool,
    called: Mutex<bool>,
    call: Condvar,
    current: Mutex<Option<Current>>,
}

/// How far a job is of which nothing is kept, as of its last batch.
#[derive(Clone)]
pub(super) struct Current {
    pub id: i64,
    pub report: FileReport,
    pub byte: i64,
}

impl Jobs {
    /// With files in this directory.
    pub fn new(store: Store, dir: PathBuf, most: u64) -> Result<Jobs, StoreError> {
        let spool = Spool::new(dir, hash64(&store.settings()?.secret));
        let (stop, called, call, current) = Default::default();
        let shared = Arc::new(Shared { store, spool, stop, called, call, current });
        Ok(Jobs { shared, thread: Mutex::default(), most })
    }

    /// Where content is kept until it is taken in.
    pub fn spool(&self) -> &Spool {
        &self.shared.spool
    }

    /// Begins to do jobs, those that another process left off first.
    pub fn begin(&self) {
        let shared = self.shared.clone();
        *lock(&self.thread) = Some(std::thread::spawn(move || work::all(&shared)));
    }

    /// Breaks off after the batch that is under way, and waits for that. It goes on when the service does.
    pub fn end(&self) {
        self.shared.end();
        if lock(&self.thread).take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("imports ended early");
        }
    }

    /// Adds a job; or gives the answer to the same request before.
    pub fn add(&self, new: NewJob, once: Option<&Once>, now: Timestamp) -> Result<Answer, EditError> {
        let spool = new.spool.clone();
        let added = self.shared.store.add_job(new, once, now);
        match &added {
            Ok(Answer::Queued { is_new: true, .. }) => self.shared.wake(),
            _ => self.shared.spool.remove(&spool),
        }
        added
    }

    /// A job as it stands.
    pub fn get(&self, id: i64, now: Timestamp) -> Result<Option<JobReport>, StoreError> {
        self.row(id)?.map(|row| self.shown(row, now)).transpose()
    }

    /// All jobs that are remembered, the newest first.
    pub fn all(&self, now: Timestamp) -> Result<Vec<JobReport>, StoreError> {
        let rows = self.shared.store.read(|db| db.jobs())?;
        rows.into_iter().map(|row| self.shown(row, now)).collect()
    }

    /// Cancels a job that is still to be done. What is written of it stays.
    pub fn cancel(&self, id: i64, now: Timestamp) -> Result<Option<JobReport>, StoreError> {
        let row = self.shared.store.change_job(id, |row| {
            row.state = JobState::Cancelled.word().to_owned();
            row.ended = Some(now.micros());
        })?;
        let Some(row) = row else { return Ok(None) };
        self.shared.spool.remove(&row.spool);
        self.shown(row, now).map(Some)
    }

    fn row(&self, id: i64) -> Result<Option<JobRow>, StoreError> {
        self.shared.store.read(|db| db.job(id))
    }

    fn shown(&self, mut row: JobRow, now: Timestamp) -> Result<JobReport, StoreError> {
        let current = self.shared.current().clone().filter(|own| own.id == row.id && row.standing().is_open());
        let elsewhere = self.shared.store.blocks() && now.micros() - row.seen < SILENCE;
        if row.standing().is_open() && !elsewhere && !self.shared.spool.has(&row.spool) {
            row.state = JobState::Interrupted.word().to_owned();
            row.detail = Some("its content is gone; import it again".to_owned());
        }
        JobReport::of(&row, current.map(|own| (own.report, own.byte)))
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.shared.end();
    }
}

impl Shared {
    /// How far the job is that is only tried.
    pub fn current(&self) -> MutexGuard<'_, Option<Current>> {
        lock(&self.current)
    }

    /// Whether the service ends.
    pub fn ends(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    fn end(&self) {
        self.stop.store(true, Ordering::Release);
        self.wake();
    }

    fn wake(&self) {
        *lock(&self.called) = true;
        self.call.notify_all();
    }

    /// Rests until there is a new job, or for a while.
    pub fn rest(&self) {
        let called = lock(&self.called);
        let waited = self.call.wait_timeout_while(called, REST, |called| !*called);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
