//! A job as whoever may write is shown it.

use serde::Serialize;

use super::{Asked, FileReport, Report};
use crate::domain::{JobState, Timestamp};
use crate::store::StoreError;
use crate::store::db::JobRow;

/// An import that is done beside the request that asked for it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Job {
    /// Its number.
    #[schema(minimum = 1, example = 7)]
    pub id: i64,
    /// Where it can be asked for again.
    #[schema(example = "/v1/imports/7")]
    pub path: String,
    /// How it stands.
    pub state: JobState,
    /// Why it failed or was interrupted.
    #[schema(required)]
    pub detail: Option<String>,
    /// What its content is called.
    pub name: String,
    /// Whether it is only tried, and nothing of it kept.
    pub dry_run: bool,
    /// The name of the key that asked for it: the author of its revisions.
    pub by: String,
    /// How many bytes its content has.
    pub bytes: i64,
    /// How many of them are done.
    pub bytes_done: i64,
    /// When it was asked for.
    pub queued: Timestamp,
    /// When it began.
    #[schema(required)]
    pub started: Option<Timestamp>,
    /// When it ended.
    #[schema(required)]
    pub ended: Option<Timestamp>,
    /// How many documents are read so far, refused ones among them.
    pub documents: u64,
    /// How many of them were about something new.
    pub created: u64,
    /// How many of them changed what they are about.
    pub updated: u64,
    /// How many of them said nothing new.
    pub unchanged: u64,
    /// How many of them were refused.
    pub refused: u64,
}

/// A job with its report.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct JobReport {
    /// The job.
    #[serde(flatten)]
    pub job: Job,
    /// What is to be told so far: the same as `byline import --output json` prints.
    pub report: Report,
}

impl JobReport {
    /// Of a row; `now` is how far it is where that is newer than the row.
    pub(super) fn of(row: &JobRow, now: Option<(FileReport, i64)>) -> Result<JobReport, StoreError> {
        let asked: Asked = serde_json::from_slice(&row.asked)?;
        let (file, bytes_done) = match now {
            Some(now) => now,
            None => (reported(row, &asked)?, row.byte),
        };
        let report = Report::of(asked.dry_run, vec![file]);
        let job = Job {
            id: row.id,
            path: path(row.id),
            state: row.standing(),
            detail: row.detail.clone(),
            name: asked.name,
            dry_run: asked.dry_run,
            by: row.actor.clone(),
            bytes: row.bytes,
            bytes_done,
            queued: Timestamp::from_micros(row.queued),
            started: row.started.map(Timestamp::from_micros),
            ended: row.ended.map(Timestamp::from_micros),
            documents: report.documents,
            created: report.created,
            updated: report.updated,
            unchanged: report.unchanged,
            refused: report.refused,
        };
        Ok(JobReport { job, report })
    }
}

/// The path of a job.
pub fn path(id: i64) -> String {
    format!("/v1/imports/{id}")
}

/// What is kept of the report of a job.
pub(super) fn reported(row: &JobRow, asked: &Asked) -> Result<FileReport, StoreError> {
    match row.report.is_empty() {
        true => Ok(FileReport::new(&asked.name)),
        false => Ok(serde_json::from_slice(&row.report)?),
    }
}
