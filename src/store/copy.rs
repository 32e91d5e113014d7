//! Everything of one database into another: between engines, into backups and out of them.

use super::db::{
    ApiKeyRow, BodyRow, ChangeRow, Db, EntityRow, EntryRow, JobRow, LookupRow, MetaRow, OnceRow, RecordRow,
    ReferenceRow, RevisionRow, SourceRow, VersionRow,
};
use super::error::StoreError;
use super::open::Store;
use super::review::db::VerdictRow;
use super::settings::Settings;
use super::webhooks::after_restore;
use super::webhooks::db::{DeliveryRow, WebhookRow};

/// How many rows are in memory at once.
const PAGE: i64 = 2_000;

/// The tables, in the order in which they are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Counters, epoch, secret, settings.
    Meta,
    /// The truth.
    Entity,
    /// What refers to what.
    Reference,
    /// By what things are found.
    Lookup,
    /// Texts of articles.
    Body,
    /// Public documents.
    Record,
    /// What the catalog keeps of them.
    Entry,
    /// The public log.
    Change,
    /// What records were.
    Version,
    /// Every write.
    Revision,
    /// What sources said.
    Source,
    /// Who may write.
    ApiKey,
    /// What was answered to what is done once.
    Once,
    /// Who is told of changes.
    Webhook,
    /// What is told to them.
    Delivery,
    /// Imports, without their content: one that has not ended is told as interrupted in the copy.
    Job,
    /// Findings that are none.
    Verdict,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 17] = [
        Table::Meta,
        Table::Entity,
        Table::Reference,
        Table::Lookup,
        Table::Body,
        Table::Record,
        Table::Entry,
        Table::Change,
        Table::Version,
        Table::Revision,
        Table::Source,
        Table::ApiKey,
        Table::Once,
        Table::Webhook,
        Table::Delivery,
        Table::Job,
        Table::Verdict,
    ];
}

impl Table {
    /// Gives all rows, page by page.
    pub(super) fn walk(
        self,
        db: &mut dyn Db,
        mut each: impl FnMut(Rows) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut place = Place::default();
        loop {
            let rows = db.rows(self, &place, PAGE)?;
            let (count, last) = rows.end();
            if count == 0 {
                return Ok(());
            }
            place = last;
            each(rows)?;
        }
    }
}

/// Rows of one table, in the order of its key.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    Meta(Vec<MetaRow>),
    Entity(Vec<EntityRow>),
    Reference(Vec<ReferenceRow>),
    Lookup(Vec<LookupRow>),
    Body(Vec<BodyRow>),
    Record(Vec<RecordRow>),
    Entry(Vec<EntryRow>),
    Change(Vec<ChangeRow>),
    Version(Vec<VersionRow>),
    Revision(Vec<RevisionRow>),
    Source(Vec<SourceRow>),
    ApiKey(Vec<ApiKeyRow>),
    Once(Vec<OnceRow>),
    Webhook(Vec<WebhookRow>),
    Delivery(Vec<DeliveryRow>),
    Job(Vec<JobRow>),
    Verdict(Vec<VerdictRow>),
}

/// The key of a row: texts before numbers, as far as it has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The text, and a second one.
    pub texts: (String, String),
    /// The number, and a second one.
    pub numbers: (i64, i64),
}

impl Rows {
    /// How many there are, and the key of the last.
    fn end(&self) -> (usize, Place) {
        let number = |first: i64| Place { numbers: (first, 0), ..Place::default() };
        let pair = |first: i64, second: i64| Place { numbers: (first, second), ..Place::default() };
        let text = |text: &str, id: i64| Place { texts: (text.to_owned(), String::new()), numbers: (id, 0) };
        let (count, last) = match self {
            Rows::Meta(rows) => (rows.len(), rows.last().map(|row| text(&row.key, 0))),
            Rows::Entity(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Reference(rows) => (rows.len(), rows.last().map(|row| pair(row.to_id, row.from_id))),
            Rows::Lookup(rows) => (rows.len(), rows.last().map(|row| text(&row.key, row.id))),
            Rows::Body(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Record(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Entry(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Change(rows) => (rows.len(), rows.last().map(|row| number(row.sequence))),
            Rows::Version(rows) => (rows.len(), rows.last().map(|row| pair(row.id, row.sequence))),
            Rows::Revision(rows) => (rows.len(), rows.last().map(|row| pair(row.id, row.number))),
            Rows::ApiKey(rows) => (rows.len(), rows.last().map(|row| text(&row.name, 0))),
            Rows::Webhook(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Delivery(rows) => (rows.len(), rows.last().map(|row| pair(row.webhook, row.sequence))),
            Rows::Job(rows) => (rows.len(), rows.last().map(|row| number(row.id))),
            Rows::Verdict(rows) => (rows.len(), rows.last().map(|row| text(&row.finding, 0))),
            Rows::Once(rows) => {
                let texts = |row: &OnceRow| (row.actor.clone(), row.token.clone());
                (rows.len(), rows.last().map(|row| Place { texts: texts(row), ..Place::default() }))
            }
            Rows::Source(rows) => {
                let texts = |row: &SourceRow| (row.name.clone(), row.key.clone());
                (rows.len(), rows.last().map(|row| Place { texts: texts(row), ..Place::default() }))
            }
        };
        (count, last.unwrap_or_default())
    }

    /// Adds them to a database that has none of them; what `meta` has is replaced.
    fn put(&self, db: &mut dyn Db) -> Result<(), StoreError> {
        match self {
            Rows::Meta(rows) => rows.iter().try_for_each(|row| db.set_meta(&row.key, &row.value)),
            Rows::Entity(rows) => db.insert_entities(rows),
            Rows::Reference(rows) => db.insert_references(rows),
            Rows::Lookup(rows) => db.insert_lookups(rows),
            Rows::Body(rows) => db.put_bodies(rows),
            Rows::Record(rows) => db.insert_records(rows),
            Rows::Entry(rows) => db.insert_entries(rows),
            Rows::Change(rows) => db.append_changes(rows),
            Rows::Version(rows) => db.insert_versions(rows),
            Rows::Revision(rows) => db.insert_revisions(rows),
            Rows::Source(rows) => db.put_sources(rows),
            Rows::ApiKey(rows) => rows.iter().try_for_each(|row| db.put_api_key(row.clone())),
            Rows::Once(rows) => rows.iter().try_for_each(|row| db.insert_once(row.clone())),
            Rows::Webhook(rows) => rows.iter().try_for_each(|row| db.put_webhook(row)),
            Rows::Delivery(rows) => db.put_deliveries(rows),
            Rows::Job(rows) => rows.iter().try_for_each(|row| db.put_job(row.clone())),
            Rows::Verdict(rows) => rows.iter().try_for_each(|row| db.put_verdict(row)),
        }
    }
}

/// What becomes of the epoch of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    /// It goes on: the copy takes the place of the original.
    Kept,
    /// Another one begins: what came after the copy was made is lost, and nobody may go on from there.
    New,
}

impl Store {
    /// Copies everything into another database, which must be empty, as of one moment and in one
    /// transaction. Tells after each page how many rows there are so far, and gives their number.
    pub fn copy_to(&self, other: &Store, epoch: Epoch, told: &mut dyn FnMut(u64)) -> Result<u64, StoreError> {
        self.snapshot(|from| {
            other.write(|to| {
                if to.head()?.sequence > 0 || !to.entity_ids(0, i64::MAX, 1)?.is_empty() {
                    return Err(StoreError::Refused(format!("{other} is not empty; copy into a new one")));
                }
                let mut count = 0;
                for table in Table::ALL {
                    table.walk(from, |rows| {
                        rows.put(to)?;
                        count += rows.end().0 as u64;
                        told(count);
                        Ok(())
                    })?;
                }
                match epoch {
                    Epoch::Kept => Ok(count),
                    Epoch::New => {
                        Settings::renew_epoch(to)?;
                        after_restore(to)?;
                        Ok(count)
                    }
                }
            })
        })
    }
}
