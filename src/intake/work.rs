//! Doing jobs, on a thread of its own.

use std::fs::{File, TryLockError};
use std::io::{BufReader, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::job::reported;
use super::jobs::{Current, Shared};
use super::{Asked, Broken, Done, FileReport, Form, Watch, take};
use crate::domain::{Grant, JobState, Scope, Timestamp};
use crate::import::labels::Labels;
use crate::import::lines::Place;
use crate::store::StoreError;
use crate::store::db::{Db, JobRow};

/// Does one job after the other, until the service ends.
pub(super) fn all(shared: &Shared) {
    while !shared.ends() {
        match next(shared) {
            Ok(Some((row, file))) => one(shared, row, file),
            Ok(None) => shared.rest(),
            Err(error) => {
                log::warn!("imports that wait cannot be looked up: {error}");
                shared.rest();
            }
        }
    }
}

/// The oldest job that is still to be done and whose file is here, with the file.
fn next(shared: &Shared) -> Result<Option<(JobRow, File)>, StoreError> {
    let rows = shared.store.read(|db| db.open_jobs())?;
    shared.spool.sweep(&rows.iter().map(|row| row.spool.clone()).collect());
    for row in rows {
        let file = match shared.spool.open(&row.spool) {
            Ok(Some(file)) => file,
            Ok(None) => continue,
            Err(error) => {
                log::warn!("import {} cannot be read: {error}", row.id);
                continue;
            }
        };
        // Where a file system knows no locks, no other process is expected.
        if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Ok(Some((row, file)));
        }
    }
    Ok(None)
}

/// Does a job until it ends, or the service does.
fn one(shared: &Shared, row: JobRow, file: File) {
    let (id, spool) = (row.id, row.spool.clone());
    let ended = catch_unwind(AssertUnwindSafe(|| begin(shared, row, file))).unwrap_or_else(|_| {
        log::error!("import {id} panicked");
        Ok(Some(failed(FAILED)))
    });
    shared.current().take();
    match ended.and_then(|ended| end(shared, id, ended)) {
        Ok(true) => shared.spool.remove(&spool),
        Ok(false) => {}
        // The row tells how far it is; it goes on from there.
        Err(error) => {
            log::warn!("import {id} is put off: {error}");
            shared.rest();
        }
    }
}

/// How a job ended; `None` where it is to go on later.
type Ended = Option<End>;

struct End {
    state: JobState,
    /// Why it failed.
    detail: Option<String>,
    /// What is reported at its end, where it came so far.
    report: Option<FileReport>,
}

/// What whoever asked is told of a fault of the service.
const FAILED: &str = "the service failed; its log tells why";

fn failed(why: impl Into<String>) -> End {
    End { state: JobState::Failed, detail: Some(why.into()), report: None }
}

fn begin(shared: &Shared, row: JobRow, file: File) -> Result<Ended, StoreError> {
    let Some(grant) = grant(shared, &row.actor)? else {
        return Ok(Some(failed(format!("the key `{}` is good for nothing any more", row.actor))));
    };
    let now = Timestamp::now().micros();
    let started = shared.store.change_job(row.id, |row| {
        row.state = JobState::Running.word().to_owned();
        row.started = row.started.or(Some(now));
        row.seen = now;
    })?;
    let Some(row) = started.filter(|row| row.standing().is_open()) else { return Ok(None) };
    let asked: Asked = serde_json::from_slice(&row.asked)?;
    let place = Place { line: row.line as u64, byte: row.byte as u64 };
    let done = Done { place, report: reported(&row, &asked)? };
    log::info!("import {} goes on after line {}", row.id, place.line);
    match run(shared, &row, &grant, &asked, file, done) {
        Ok(report) => {
            let cancelled = shared.store.read(|db| db.job(row.id))?.is_none_or(|row| !row.standing().is_open());
            let ended = |state| Ok(Some(End { state, detail: None, report: Some(report) }));
            match (cancelled, shared.ends()) {
                (true, _) => ended(JobState::Cancelled),
                (false, true) => Ok(None),
                (false, false) => ended(JobState::Done),
            }
        }
        Err(Broken::Store(error @ (StoreError::Busy | StoreError::Unavailable(_) | StoreError::Newer(_)))) => {
            Err(error)
        }
        Err(Broken::Store(error)) => {
            log::error!("import {}: {error}", row.id);
            Ok(Some(failed(FAILED)))
        }
        Err(Broken::Read(error)) => Ok(Some(failed(format!("its content cannot be read: {error}")))),
    }
}

fn run(
    shared: &Shared,
    row: &JobRow,
    grant: &Grant,
    asked: &Asked,
    mut file: File,
    done: Done,
) -> Result<FileReport, Broken> {
    // Other forms are read from their start: what stands there holds for all that follows.
    let from = if asked.form == Form::Lines { done.place.byte } else { 0 };
    file.seek(SeekFrom::Start(from)).map_err(Broken::Read)?;
    let input = BufReader::with_capacity(1 << 18, file);
    let watch = Watching { shared, id: row.id, dry_run: asked.dry_run };
    take(&shared.store, Some(grant), asked, input, &Labels::default(), done, &watch)
}

/// Writes how a job ended; gives whether it has.
fn end(shared: &Shared, id: i64, ended: Ended) -> Result<bool, StoreError> {
    let now = Timestamp::now().micros();
    shared.store.write(|db| {
        let Some(mut row) = db.job(id)? else { return Ok(true) };
        let Some(End { state, detail, report }) = ended else {
            if row.standing().is_open() {
                row.state = JobState::Queued.word().to_owned();
                db.put_job(row)?;
                return Ok(false);
            }
            return Ok(true);
        };
        if row.standing().is_open() {
            (row.state, row.ended) = (state.word().to_owned(), Some(now));
            row.detail = detail;
        }
        if state == JobState::Done {
            row.byte = row.bytes;
        }
        row.report = report.map(|own| serde_json::to_vec(&own)).transpose()?.unwrap_or(row.report);
        db.put_job(row)?;
        Ok(true)
    })
}

/// What the key of this name allows now; `None` where it may not write any more.
fn grant(shared: &Shared, name: &str) -> Result<Option<Grant>, StoreError> {
    let now = Timestamp::now();
    let key = shared.store.api_keys()?.into_iter().find(|key| key.name == name);
    let good = key.filter(|key| key.is_good(now) && key.scope.includes(Scope::Write));
    Ok(good.map(|key| Grant { name: key.name, scope: key.scope, series: key.series }))
}

/// Keeps how far a job is, and breaks it off where it is cancelled or the service ends.
struct Watching<'s> {
    shared: &'s Shared,
    id: i64,
    dry_run: bool,
}

impl Watch for Watching<'_> {
    fn goes_on(&self) -> Result<bool, StoreError> {
        let row = if self.shared.ends() { None } else { self.shared.store.read(|db| db.job(self.id))? };
        Ok(row.is_some_and(|row| row.standing().is_open()))
    }

    fn told(&self, db: &mut dyn Db, report: &FileReport, place: Place) -> Result<(), StoreError> {
        let byte = i64::try_from(place.byte).unwrap_or(i64::MAX);
        if self.dry_run {
            *self.shared.current() = Some(Current { id: self.id, report: report.clone(), byte });
        } else if let Some(mut row) = db.job(self.id)? {
            (row.line, row.byte) = (i64::try_from(place.line).unwrap_or(i64::MAX), byte);
            (row.report, row.seen) = (serde_json::to_vec(report)?, Timestamp::now().micros());
            db.put_job(row)?;
        }
        Ok(())
    }
}
