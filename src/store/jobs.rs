//! Imports that are done beside the requests that asked for them: their rows, and answers to imports that
//! are asked for once more.

use super::db::JobRow;
use super::edit::{EditError, Once, transaction};
use super::error::StoreError;
use super::open::Store;
use crate::domain::{JobState, Timestamp};

/// How many jobs are remembered.
const REMEMBERED: usize = 100;

impl JobRow {
    /// How it stands, as far as its row tells.
    pub fn standing(&self) -> JobState {
        JobState::parse(&self.state).unwrap_or(JobState::Failed)
    }
}

/// A job to be made.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// The name of the file with its content.
    pub spool: String,
    /// The name of the key that asked.
    pub actor: String,
    /// What is to become of the content, as JSON.
    pub asked: Vec<u8>,
    /// How many bytes the content has.
    pub bytes: u64,
}

/// What an import is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done, and this was reported, as JSON.
    Reported(Vec<u8>),
    /// A job does it.
    Queued {
        /// Its number.
        id: i64,
        /// Whether it was made just now.
        is_new: bool,
    },
}

impl Store {
    /// Makes a job; or, where the same request was made before, gives the job that does it.
    pub fn add_job(&self, new: NewJob, once: Option<&Once>, now: Timestamp) -> Result<Answer, EditError> {
        transaction(self, |db| {
            if let Some(row) = once.map(|once| once.row(db, &new.actor, now)).transpose()?.flatten() {
                return Ok(answer(row.id, row.answer));
            }
            let rows = db.jobs()?;
            let id = rows.first().map_or(0, |row| row.id) + 1;
            let old = rows.iter().skip(REMEMBERED - 1).filter(|row| !row.standing().is_open());
            db.delete_jobs(&old.map(|row| row.id).collect::<Vec<_>>())?;
            db.put_job(JobRow {
                id,
                spool: new.spool,
                actor: new.actor.clone(),
                asked: new.asked,
                bytes: i64::try_from(new.bytes).unwrap_or(i64::MAX),
                state: JobState::Queued.word().to_owned(),
                queued: now.micros(),
                started: None,
                ended: None,
                seen: now.micros(),
                line: 0,
                byte: 0,
                report: Vec::new(),
                detail: None,
            })?;
            if let Some(once) = once {
                let mut row = once.answered(&new.actor, now);
                row.id = id;
                db.insert_once(row)?;
            }
            Ok(Answer::Queued { id, is_new: true })
        })
    }

    /// Changes a job that is still to be done; gives it as it is then, `None` where there is none.
    pub fn change_job(&self, id: i64, change: impl FnOnce(&mut JobRow)) -> Result<Option<JobRow>, StoreError> {
        self.write(|db| {
            let Some(mut row) = db.job(id)? else { return Ok(None) };
            if row.standing().is_open() {
                change(&mut row);
                db.put_job(row.clone())?;
            }
            Ok(Some(row))
        })
    }

    /// What was answered to this import before, within a day.
    pub fn answered(&self, actor: &str, once: &Once, now: Timestamp) -> Result<Option<Answer>, EditError> {
        transaction(self, |db| Ok(once.row(db, actor, now)?.map(|row| answer(row.id, row.answer))))
    }

    /// Remembers the report of an import; gives what is to be answered: what was answered first.
    pub fn remember(&self, actor: &str, once: &Once, report: Vec<u8>, now: Timestamp) -> Result<Answer, EditError> {
        transaction(self, |db| {
            if let Some(row) = once.row(db, actor, now)? {
                return Ok(answer(row.id, row.answer));
            }
            let mut row = once.answered(actor, now);
            row.answer.clone_from(&report);
            db.insert_once(row)?;
            Ok(Answer::Reported(report))
        })
    }
}

fn answer(job: i64, report: Vec<u8>) -> Answer {
    if job > 0 { Answer::Queued { id: job, is_new: false } } else { Answer::Reported(report) }
}
