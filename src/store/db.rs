//! What the store asks of a database: the rows, and the few questions about them.
//!
//! [`Db`] is the seam between the two engines and everything else: `engine/queries.rs` implements it
//! once in Diesel, and is compiled for each engine; all above it is written against the trait.

use diesel::prelude::*;

use super::copy::{Place, Rows, Table};
use super::error::StoreError;
use super::review::db::ReviewDb;
use super::tables;
use super::webhooks::db::WebhookDb;
use crate::domain::Timestamp;

/// A fact of the archive about itself.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct MetaRow {
    /// Its name.
    pub key: String,
    /// What it is.
    pub value: String,
}

/// A resource's own values.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::entity, treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct EntityRow {
    /// Its id as integer.
    pub id: i64,
    /// Its slug.
    pub slug: Option<String>,
    /// How often it was written.
    pub revision: i64,
    /// When it was first kept, in microseconds.
    pub created: i64,
    /// When its body was set, in microseconds; 0 where it has none.
    pub body: i64,
    /// [`crate::domain::Entity`] as JSON, without the body.
    pub document: Vec<u8>,
}

impl EntityRow {
    /// When its body was set, where it has one.
    pub fn body_set(&self) -> Option<Timestamp> {
        (self.body > 0).then(|| Timestamp::from_micros(self.body))
    }
}

/// A public document.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::record, treat_none_as_default_value = false)]
pub struct RecordRow {
    /// Its id as integer.
    pub id: i64,
    /// A hash of its bytes.
    pub etag: i64,
    /// When its public bytes last changed, in microseconds.
    pub modified: i64,
    /// The version of the derivation it comes from.
    pub renderer: i32,
    /// The JSON.
    pub document: Vec<u8>,
}

/// What the catalog keeps of a public document.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::entry)]
pub struct EntryRow {
    /// The id of its record as integer.
    pub id: i64,
    /// `catalog::Entry` as bytes.
    pub bytes: Vec<u8>,
}

/// What of a record is sent.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = tables::record)]
pub struct DocumentRow {
    /// Its id as integer.
    pub id: i64,
    /// A hash of its bytes.
    pub etag: i64,
    /// When its public bytes last changed, in microseconds.
    pub modified: i64,
    /// The JSON.
    pub document: Vec<u8>,
}

/// An entry of the public log.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tables::change, treat_none_as_default_value = false)]
pub struct ChangeRow {
    /// Its place in the log.
    pub sequence: i64,
    /// What changed.
    pub id: i64,
    /// How: a [`crate::domain::change::ChangeKind`].
    pub kind: String,
    /// When, in microseconds.
    pub time: i64,
    /// The changed top-level fields, a JSON list.
    pub fields: String,
    /// Ids of its series before, a JSON list.
    pub series_before: String,
    /// Ids of its series since, a JSON list.
    pub series_after: String,
}

/// What a record was before a change.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tables::version, treat_none_as_default_value = false)]
pub struct VersionRow {
    /// The record.
    pub id: i64,
    /// The change.
    pub sequence: i64,
    /// The old values of the top-level fields that changed, a JSON object.
    pub before: Vec<u8>,
}

/// A write, private.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tables::revision, treat_none_as_default_value = false)]
pub struct RevisionRow {
    /// What was written.
    pub id: i64,
    /// Its number, from 1.
    pub number: i64,
    /// When, in microseconds.
    pub time: i64,
    /// Who.
    pub actor: String,
    /// Why.
    pub message: Option<String>,
    /// What: a JSON Patch that leads back to the revision before; null for the first, and where a draft is
    /// removed.
    pub patch: Option<Vec<u8>>,
}

/// What a source said last of one thing.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::source, treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct SourceRow {
    /// The source's name.
    pub name: String,
    /// The thing's key in it.
    pub key: String,
    /// What it is here.
    pub id: i64,
    /// A hash of all it said; null while it was only referred to.
    pub fingerprint: Option<i64>,
    /// A hash of each field it gave (`import::fingerprint`).
    pub imported: Vec<u8>,
}

/// That a resource refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Queryable, Insertable)]
#[diesel(table_name = tables::reference, treat_none_as_default_value = false)]
pub struct ReferenceRow {
    /// The other.
    pub to_id: i64,
    /// The one.
    pub from_id: i64,
}

/// A key by which a resource is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Queryable, Insertable)]
#[diesel(table_name = tables::lookup, treat_none_as_default_value = false)]
pub struct LookupRow {
    /// The key.
    pub key: String,
    /// What is found.
    pub id: i64,
}

/// The paragraphs of an article.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::body, treat_none_as_default_value = false)]
pub struct BodyRow {
    /// The article.
    pub id: i64,
    /// A JSON list of strings.
    pub paragraphs: Vec<u8>,
}

/// A key by which somebody writes.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::api_key, primary_key(name), treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct ApiKeyRow {
    /// Its name.
    pub name: String,
    /// The part of its secret by which it is found.
    pub id: String,
    /// The SHA-256 of its secret.
    pub hash: Vec<u8>,
    /// What it is good for: a [`crate::domain::Scope`].
    pub scope: String,
    /// Ids of the series it is good for, a JSON list; empty for all.
    pub series: String,
    /// When it was made, in microseconds.
    pub created: i64,
    /// From when on it is good for nothing.
    pub expires: Option<i64>,
    /// When it was revoked.
    pub revoked: Option<i64>,
}

impl std::fmt::Debug for ApiKeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = (&self.name, &self.scope, &self.series, self.created, self.expires, self.revoked);
        f.debug_tuple("ApiKeyRow").field(&shown).finish()
    }
}

/// What was answered to a request that is to be done once.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tables::once, treat_none_as_default_value = false)]
pub struct OnceRow {
    /// The name of the key that asked.
    pub actor: String,
    /// What the client calls the request.
    pub token: String,
    /// A hash of the request.
    pub request: Vec<u8>,
    /// When, in microseconds.
    pub time: i64,
    /// What was made.
    pub id: i64,
    /// Its revision.
    pub revision: i64,
    /// The JSON that was answered.
    pub answer: Vec<u8>,
}

/// An import that is done beside the request that asked for it.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::job, treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct JobRow {
    /// Its number, from 1.
    pub id: i64,
    /// The name of the file with its content.
    pub spool: String,
    /// The name of the key that asked.
    pub actor: String,
    /// What is to become of the content, as JSON.
    pub asked: Vec<u8>,
    /// How many bytes the content has.
    pub bytes: i64,
    /// How it stands: a [`crate::domain::JobState`].
    pub state: String,
    /// When it was asked for, in microseconds.
    pub queued: i64,
    /// When it began.
    pub started: Option<i64>,
    /// When it ended.
    pub ended: Option<i64>,
    /// When its instance last spoke of it.
    pub seen: i64,
    /// How many lines are done.
    pub line: i64,
    /// How many bytes are done.
    pub byte: i64,
    /// What was reported of them, as JSON; empty where nothing was.
    pub report: Vec<u8>,
    /// Why it failed.
    pub detail: Option<String>,
}

/// The end of the public log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last sequence; 0 where nothing has happened yet.
    pub sequence: i64,
    /// The time of the last change, in microseconds.
    pub time: i64,
}

/// A connection to either engine.
///
/// Lists of ids may hold any number; answers come in no particular order unless said.
pub trait Db: WebhookDb + ReviewDb {
    /// Runs `work` in one transaction that holds the write lock from its start; all or nothing.
    fn write(&mut self, work: &mut dyn FnMut(&mut dyn Db) -> Result<(), StoreError>) -> Result<(), StoreError>;
    /// Runs `work` in one transaction that sees one state of the database.
    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Db) -> Result<(), StoreError>) -> Result<(), StoreError>;

    /// Whether many keys are asked for in one statement, so that asking for them at once is faster.
    fn asks_for_many(&self) -> bool;

    /// The value of a key of `meta`.
    fn meta(&mut self, key: &str) -> Result<Option<String>, StoreError>;
    /// All of `meta`, by key.
    fn all_meta(&mut self) -> Result<Vec<(String, String)>, StoreError>;
    /// Sets a key of `meta`.
    fn set_meta(&mut self, key: &str, value: &str) -> Result<(), StoreError>;

    /// The entities of these ids.
    fn entities(&mut self, ids: &[i64]) -> Result<Vec<EntityRow>, StoreError>;
    /// Up to `limit` ids above `after` and up to `last`, ascending.
    fn entity_ids(&mut self, after: i64, last: i64, limit: i64) -> Result<Vec<i64>, StoreError>;
    /// Adds entities.
    fn insert_entities(&mut self, rows: &[EntityRow]) -> Result<(), StoreError>;
    /// Changes one.
    fn update_entity(&mut self, row: &EntityRow) -> Result<(), StoreError>;

    /// Takes one away.
    fn delete_entity(&mut self, id: i64) -> Result<(), StoreError>;

    /// The bodies of these articles.
    fn bodies(&mut self, ids: &[i64]) -> Result<Vec<BodyRow>, StoreError>;
    /// Sets bodies.
    fn put_bodies(&mut self, rows: &[BodyRow]) -> Result<(), StoreError>;
    /// Takes the body of an article away.
    fn delete_body(&mut self, id: i64) -> Result<(), StoreError>;

    /// The ids from `first` to `last` that refer to this one, ascending.
    fn dependents(&mut self, to: i64, first: i64, last: i64) -> Result<Vec<i64>, StoreError>;
    /// Adds references; those that are there stay.
    fn insert_references(&mut self, rows: &[ReferenceRow]) -> Result<(), StoreError>;
    /// Takes references `(to, from)` away.
    fn delete_references(&mut self, rows: &[ReferenceRow]) -> Result<(), StoreError>;

    /// All pairs with these keys.
    fn lookup(&mut self, keys: &[String]) -> Result<Vec<LookupRow>, StoreError>;
    /// All pairs whose keys begin so.
    fn lookup_from(&mut self, prefix: &str) -> Result<Vec<LookupRow>, StoreError>;
    /// Adds pairs; those that are there stay.
    fn insert_lookups(&mut self, rows: &[LookupRow]) -> Result<(), StoreError>;
    /// Takes pairs away.
    fn delete_lookups(&mut self, rows: &[LookupRow]) -> Result<(), StoreError>;

    /// The JSON of these records, each with id, tag and time.
    fn documents(&mut self, ids: &[i64]) -> Result<Vec<DocumentRow>, StoreError>;
    /// The records of these ids.
    fn records(&mut self, ids: &[i64]) -> Result<Vec<RecordRow>, StoreError>;
    /// Up to `limit` ids above `after` and their catalog entries, ascending.
    fn entries(&mut self, after: i64, limit: i64) -> Result<Vec<(i64, Vec<u8>)>, StoreError>;
    /// The catalog entries of these ids.
    fn entries_of(&mut self, ids: &[i64]) -> Result<Vec<(i64, Vec<u8>)>, StoreError>;
    /// Up to `limit` ids of records of an older renderer.
    fn outdated(&mut self, renderer: i32, limit: i64) -> Result<Vec<i64>, StoreError>;
    /// Adds entries.
    fn insert_entries(&mut self, rows: &[EntryRow]) -> Result<(), StoreError>;
    /// Changes entries.
    fn put_entries(&mut self, rows: &[EntryRow]) -> Result<(), StoreError>;
    /// Adds records.
    fn insert_records(&mut self, rows: &[RecordRow]) -> Result<(), StoreError>;
    /// Changes records.
    fn put_records(&mut self, rows: &[RecordRow]) -> Result<(), StoreError>;

    /// The end of the log.
    fn head(&mut self) -> Result<Head, StoreError>;
    /// Appends to the log.
    fn append_changes(&mut self, rows: &[ChangeRow]) -> Result<(), StoreError>;
    /// Up to `limit` changes after a sequence, in order.
    fn changes(&mut self, after: i64, limit: i64) -> Result<Vec<ChangeRow>, StoreError>;

    /// Keeps what records were.
    fn insert_versions(&mut self, rows: &[VersionRow]) -> Result<(), StoreError>;
    /// Changes what is kept of it.
    fn put_versions(&mut self, rows: &[VersionRow]) -> Result<(), StoreError>;
    /// What a record was before each of its changes, the newest first.
    fn versions(&mut self, id: i64) -> Result<Vec<VersionRow>, StoreError>;

    /// Adds revisions.
    fn insert_revisions(&mut self, rows: &[RevisionRow]) -> Result<(), StoreError>;
    /// Changes what revisions tell.
    fn put_revisions(&mut self, rows: &[RevisionRow]) -> Result<(), StoreError>;
    /// The revisions of one entity, in order.
    fn revisions(&mut self, id: i64) -> Result<Vec<RevisionRow>, StoreError>;

    /// What a source said of these keys.
    fn sources(&mut self, source: &str, keys: &[String]) -> Result<Vec<SourceRow>, StoreError>;
    /// All that sources said of these ids.
    fn sources_of(&mut self, ids: &[i64]) -> Result<Vec<SourceRow>, StoreError>;
    /// Up to `limit` keys of a source that were referred to and have not come.
    fn awaited_keys(&mut self, source: &str, limit: i64) -> Result<Vec<String>, StoreError>;
    /// Sets what sources said.
    fn put_sources(&mut self, rows: &[SourceRow]) -> Result<(), StoreError>;

    /// Up to `limit` rows of a table after a place, in the order of its key.
    fn rows(&mut self, table: Table, after: &Place, limit: i64) -> Result<Rows, StoreError>;
    /// Forgets what sources said of one thing.
    fn delete_sources_of(&mut self, id: i64) -> Result<(), StoreError>;

    /// What was answered to a request of this actor by this name.
    fn once(&mut self, actor: &str, token: &str) -> Result<Option<OnceRow>, StoreError>;
    /// Keeps what was answered.
    fn insert_once(&mut self, row: OnceRow) -> Result<(), StoreError>;
    /// Changes what is kept of it.
    fn put_once(&mut self, row: OnceRow) -> Result<(), StoreError>;
    /// Forgets what was answered before an instant.
    fn forget_once(&mut self, before: i64) -> Result<(), StoreError>;

    /// All jobs, the newest first.
    fn jobs(&mut self) -> Result<Vec<JobRow>, StoreError>;
    /// Those that have not ended, the oldest first.
    fn open_jobs(&mut self) -> Result<Vec<JobRow>, StoreError>;
    /// One job.
    fn job(&mut self, id: i64) -> Result<Option<JobRow>, StoreError>;
    /// Sets the job of this number.
    fn put_job(&mut self, row: JobRow) -> Result<(), StoreError>;
    /// Forgets jobs.
    fn delete_jobs(&mut self, ids: &[i64]) -> Result<(), StoreError>;

    /// All keys, by name.
    fn api_keys(&mut self) -> Result<Vec<ApiKeyRow>, StoreError>;
    /// The key that is found by this part of its secret.
    fn api_key(&mut self, id: &str) -> Result<Option<ApiKeyRow>, StoreError>;
    /// Sets the key of this name.
    fn put_api_key(&mut self, row: ApiKeyRow) -> Result<(), StoreError>;

    /// A number that differs after another connection committed; used to ask cheaply whether the log
    /// has grown.
    fn version(&mut self) -> Result<i64, StoreError>;

    /// Whether nobody writes at this moment. Does not wait.
    fn is_quiet(&mut self) -> Result<bool, StoreError>;

    /// Gives back the room of what is gone, so that its bytes are not left lying about. Outside of a transaction.
    fn compact(&mut self) -> Result<(), StoreError>;

    /// The version of the last migration that was run.
    fn schema_version(&mut self) -> Result<String, StoreError>;
}
