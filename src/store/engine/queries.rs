//! [`Db`] in Diesel, written once and compiled for each engine: `super` is the engine.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Conn, LISTS, begin_write, is_quiet};
use crate::store::copy::{Place, Rows, Table};
use crate::store::db::{
    ApiKeyRow, BodyRow, ChangeRow, Db, DocumentRow, EntityRow, EntryRow, Head, JobRow, LookupRow, OnceRow, RecordRow,
    ReferenceRow, RevisionRow, SourceRow, VersionRow,
};
use crate::store::error::StoreError;
use crate::store::tables::{
    api_key, body, change, delivery, entity, entry, job, lookup, meta, once, record, reference, revision, source,
    verdict, version, webhook,
};

type Answer<T> = Result<T, StoreError>;

/// Loads rows by a list of keys: one statement where the engine takes lists, one per key elsewhere.
macro_rules! load {
    ($conn:expr, $keys:expr, |$list:ident| $many:expr, |$key:ident| $one:expr) => {{
        let mut rows = Vec::with_capacity($keys.len());
        if LISTS {
            for $list in $keys.chunks(10_000) {
                rows.extend($many.load($conn)?);
            }
        } else {
            for $key in $keys {
                rows.extend($one.load($conn)?);
            }
        }
        Ok(rows)
    }};
}

/// Rows after a key of one column.
macro_rules! after {
    ($conn:expr, $table:ident, $key:ident, $after:expr, $limit:expr) => {
        $table::table.filter($table::$key.gt($after)).order($table::$key).limit($limit).load($conn)?
    };
}

/// Rows after a key of two columns: the rest of those with the same first one, then the others.
macro_rules! after_pair {
    ($conn:expr, $table:ident, ($first:ident, $second:ident), ($a:expr, $b:expr), $limit:expr) => {{
        let same = $table::table.filter($table::$first.eq($a)).filter($table::$second.gt($b));
        let mut rows = same.order($table::$second).limit($limit).load($conn)?;
        let others = $table::table.filter($table::$first.gt($a)).order(($table::$first, $table::$second));
        let room = $limit - rows.len() as i64;
        rows.append(&mut others.limit(room).load($conn)?);
        rows
    }};
}

impl Db for Conn {
    fn write(&mut self, work: &mut dyn FnMut(&mut dyn Db) -> Answer<()>) -> Answer<()> {
        begin_write(self, |conn| work(conn))
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Db) -> Answer<()>) -> Answer<()> {
        super::begin_read(self, |conn| work(conn))
    }

    fn asks_for_many(&self) -> bool {
        LISTS
    }

    fn meta(&mut self, key: &str) -> Answer<Option<String>> {
        Ok(meta::table.filter(meta::key.eq(key)).select(meta::value).first(self).optional()?)
    }

    fn all_meta(&mut self) -> Answer<Vec<(String, String)>> {
        Ok(meta::table.order(meta::key).load(self)?)
    }

    fn set_meta(&mut self, key: &str, value: &str) -> Answer<()> {
        diesel::insert_into(meta::table)
            .values((meta::key.eq(key), meta::value.eq(value)))
            .on_conflict(meta::key)
            .do_update()
            .set(meta::value.eq(value))
            .execute(self)?;
        Ok(())
    }

    fn entities(&mut self, ids: &[i64]) -> Answer<Vec<EntityRow>> {
        load!(self, ids, |list| entity::table.filter(entity::id.eq_any(list)), |id| entity::table
            .filter(entity::id.eq(id)))
    }

    fn entity_ids(&mut self, after: i64, last: i64, limit: i64) -> Answer<Vec<i64>> {
        let range = entity::table.filter(entity::id.gt(after)).filter(entity::id.le(last));
        Ok(range.order(entity::id).limit(limit).select(entity::id).load(self)?)
    }

    fn insert_entities(&mut self, rows: &[EntityRow]) -> Answer<()> {
        super::insert!(self, entity::table, rows)
    }

    fn update_entity(&mut self, row: &EntityRow) -> Answer<()> {
        diesel::update(entity::table.filter(entity::id.eq(row.id))).set(row).execute(self)?;
        Ok(())
    }

    fn delete_entity(&mut self, id: i64) -> Answer<()> {
        diesel::delete(entity::table.filter(entity::id.eq(id))).execute(self)?;
        Ok(())
    }

    fn bodies(&mut self, ids: &[i64]) -> Answer<Vec<BodyRow>> {
        load!(self, ids, |list| body::table.filter(body::id.eq_any(list)), |id| body::table.filter(body::id.eq(id)))
    }

    fn put_bodies(&mut self, rows: &[BodyRow]) -> Answer<()> {
        super::put!(self, body::table, rows, body::id, [body::paragraphs])
    }

    fn delete_body(&mut self, id: i64) -> Answer<()> {
        diesel::delete(body::table.filter(body::id.eq(id))).execute(self)?;
        Ok(())
    }

    fn dependents(&mut self, to: i64, first: i64, last: i64) -> Answer<Vec<i64>> {
        let pairs = reference::table.filter(reference::to_id.eq(to)).filter(reference::from_id.between(first, last));
        Ok(pairs.order(reference::from_id).select(reference::from_id).load(self)?)
    }

    fn insert_references(&mut self, rows: &[ReferenceRow]) -> Answer<()> {
        super::insert_new!(self, reference::table, rows)
    }

    fn delete_references(&mut self, rows: &[ReferenceRow]) -> Answer<()> {
        for ReferenceRow { to_id, from_id } in rows {
            let one = reference::table.filter(reference::to_id.eq(to_id)).filter(reference::from_id.eq(from_id));
            diesel::delete(one).execute(self)?;
        }
        Ok(())
    }

    fn lookup(&mut self, keys: &[String]) -> Answer<Vec<LookupRow>> {
        load!(self, keys, |list| lookup::table.filter(lookup::key.eq_any(list)), |key| lookup::table
            .filter(lookup::key.eq(key)))
    }

    fn lookup_from(&mut self, prefix: &str) -> Answer<Vec<LookupRow>> {
        let end = format!("{prefix}{}", char::MAX);
        let range = lookup::table.filter(lookup::key.ge(prefix)).filter(lookup::key.lt(end));
        Ok(range.order((lookup::key, lookup::id)).load(self)?)
    }

    fn insert_lookups(&mut self, rows: &[LookupRow]) -> Answer<()> {
        super::insert_new!(self, lookup::table, rows)
    }

    fn delete_lookups(&mut self, rows: &[LookupRow]) -> Answer<()> {
        for LookupRow { key, id } in rows {
            diesel::delete(lookup::table.filter(lookup::key.eq(key)).filter(lookup::id.eq(id))).execute(self)?;
        }
        Ok(())
    }

    fn documents(&mut self, ids: &[i64]) -> Answer<Vec<DocumentRow>> {
        let read = |conn: &mut Conn| -> Answer<Vec<DocumentRow>> {
            load!(
                conn,
                ids,
                |list| record::table.filter(record::id.eq_any(list)).select(DocumentRow::as_select()),
                |id| record::table.filter(record::id.eq(id)).select(DocumentRow::as_select())
            )
        };
        if LISTS || ids.len() == 1 {
            return read(self);
        }
        // Several statements: one transaction takes the read lock once for all of them.
        let mut rows = Vec::new();
        super::begin_read(self, |conn| {
            rows = read(conn)?;
            Ok(())
        })?;
        Ok(rows)
    }

    fn records(&mut self, ids: &[i64]) -> Answer<Vec<RecordRow>> {
        load!(self, ids, |list| record::table.filter(record::id.eq_any(list)), |id| record::table
            .filter(record::id.eq(id)))
    }

    fn entries(&mut self, after: i64, limit: i64) -> Answer<Vec<(i64, Vec<u8>)>> {
        Ok(entry::table.filter(entry::id.gt(after)).order(entry::id).limit(limit).load(self)?)
    }

    fn entries_of(&mut self, ids: &[i64]) -> Answer<Vec<(i64, Vec<u8>)>> {
        load!(self, ids, |list| entry::table.filter(entry::id.eq_any(list)), |id| entry::table.filter(entry::id.eq(id)))
    }

    fn outdated(&mut self, renderer: i32, limit: i64) -> Answer<Vec<i64>> {
        let older = record::table.filter(record::renderer.lt(renderer));
        // In the order of the index: in that of ids every record before the first of them would be looked at.
        Ok(older.order(record::renderer).limit(limit).select(record::id).load(self)?)
    }

    fn insert_entries(&mut self, rows: &[EntryRow]) -> Answer<()> {
        super::insert!(self, entry::table, rows)
    }

    fn put_entries(&mut self, rows: &[EntryRow]) -> Answer<()> {
        super::change!(self, entry::table, rows, entry::id, [entry::bytes])
    }

    fn insert_records(&mut self, rows: &[RecordRow]) -> Answer<()> {
        super::insert!(self, record::table, rows)
    }

    fn put_records(&mut self, rows: &[RecordRow]) -> Answer<()> {
        super::change!(
            self,
            record::table,
            rows,
            record::id,
            [record::etag, record::modified, record::renderer, record::document]
        )
    }

    fn head(&mut self) -> Answer<Head> {
        let last: Option<(i64, i64)> = change::table
            .order(change::sequence.desc())
            .select((change::sequence, change::time))
            .first(self)
            .optional()?;
        Ok(last.map_or(Head::default(), |(sequence, time)| Head { sequence, time }))
    }

    fn append_changes(&mut self, rows: &[ChangeRow]) -> Answer<()> {
        super::insert!(self, change::table, rows)
    }

    fn changes(&mut self, after: i64, limit: i64) -> Answer<Vec<ChangeRow>> {
        Ok(change::table.filter(change::sequence.gt(after)).order(change::sequence).limit(limit).load(self)?)
    }

    fn insert_versions(&mut self, rows: &[VersionRow]) -> Answer<()> {
        super::insert!(self, version::table, rows)
    }

    fn put_versions(&mut self, rows: &[VersionRow]) -> Answer<()> {
        super::put!(self, version::table, rows, (version::id, version::sequence), [version::before])
    }

    fn versions(&mut self, id: i64) -> Answer<Vec<VersionRow>> {
        Ok(version::table.filter(version::id.eq(id)).order(version::sequence.desc()).load(self)?)
    }

    fn insert_revisions(&mut self, rows: &[RevisionRow]) -> Answer<()> {
        super::insert!(self, revision::table, rows)
    }

    fn put_revisions(&mut self, rows: &[RevisionRow]) -> Answer<()> {
        super::put!(self, revision::table, rows, (revision::id, revision::number), [revision::message, revision::patch])
    }

    fn revisions(&mut self, id: i64) -> Answer<Vec<RevisionRow>> {
        Ok(revision::table.filter(revision::id.eq(id)).order(revision::number).load(self)?)
    }

    fn sources(&mut self, name: &str, keys: &[String]) -> Answer<Vec<SourceRow>> {
        let own = || source::table.filter(source::name.eq(name));
        load!(self, keys, |list| own().filter(source::key.eq_any(list)), |key| own().filter(source::key.eq(key)))
    }

    fn sources_of(&mut self, ids: &[i64]) -> Answer<Vec<SourceRow>> {
        load!(self, ids, |list| source::table.filter(source::id.eq_any(list)), |id| source::table
            .filter(source::id.eq(id)))
    }

    fn awaited_keys(&mut self, name: &str, limit: i64) -> Answer<Vec<String>> {
        let open = source::table.filter(source::name.eq(name)).filter(source::fingerprint.is_null());
        Ok(open.order(source::key).limit(limit).select(source::key).load(self)?)
    }

    fn put_sources(&mut self, rows: &[SourceRow]) -> Answer<()> {
        super::put!(
            self,
            source::table,
            rows,
            (source::name, source::key),
            [source::id, source::fingerprint, source::imported]
        )
    }

    fn rows(&mut self, table: Table, after: &Place, limit: i64) -> Answer<Rows> {
        let (Place { texts: (text, second_text), numbers: (first, second) }, n) = (after, limit);
        Ok(match table {
            Table::Meta => Rows::Meta(after!(self, meta, key, text, n)),
            Table::Entity => Rows::Entity(after!(self, entity, id, first, n)),
            Table::Reference => Rows::Reference(after_pair!(self, reference, (to_id, from_id), (first, second), n)),
            Table::Lookup => Rows::Lookup(after_pair!(self, lookup, (key, id), (text, first), n)),
            Table::Body => Rows::Body(after!(self, body, id, first, n)),
            Table::Record => Rows::Record(after!(self, record, id, first, n)),
            Table::Entry => Rows::Entry(after!(self, entry, id, first, n)),
            Table::Change => Rows::Change(after!(self, change, sequence, first, n)),
            Table::Version => Rows::Version(after_pair!(self, version, (id, sequence), (first, second), n)),
            Table::Revision => Rows::Revision(after_pair!(self, revision, (id, number), (first, second), n)),
            Table::Source => Rows::Source(after_pair!(self, source, (name, key), (text, second_text), n)),
            Table::ApiKey => Rows::ApiKey(after!(self, api_key, name, text, n)),
            Table::Job => Rows::Job(after!(self, job, id, first, n)),
            Table::Verdict => Rows::Verdict(after!(self, verdict, finding, text, n)),
            Table::Once => Rows::Once(after_pair!(self, once, (actor, token), (text, second_text), n)),
            Table::Webhook => Rows::Webhook(after!(self, webhook, id, first, n)),
            Table::Delivery => Rows::Delivery(after_pair!(self, delivery, (webhook, sequence), (first, second), n)),
        })
    }

    fn delete_sources_of(&mut self, id: i64) -> Answer<()> {
        diesel::delete(source::table.filter(source::id.eq(id))).execute(self)?;
        Ok(())
    }

    fn once(&mut self, actor: &str, token: &str) -> Answer<Option<OnceRow>> {
        Ok(once::table.filter(once::actor.eq(actor)).filter(once::token.eq(token)).first(self).optional()?)
    }

    fn insert_once(&mut self, row: OnceRow) -> Answer<()> {
        diesel::insert_into(once::table).values(&row).execute(self)?;
        Ok(())
    }

    fn put_once(&mut self, row: OnceRow) -> Answer<()> {
        let own = once::table.filter(once::actor.eq(row.actor)).filter(once::token.eq(row.token));
        diesel::update(own).set(once::answer.eq(row.answer)).execute(self)?;
        Ok(())
    }

    fn forget_once(&mut self, before: i64) -> Answer<()> {
        diesel::delete(once::table.filter(once::time.lt(before))).execute(self)?;
        Ok(())
    }

    fn jobs(&mut self) -> Answer<Vec<JobRow>> {
        Ok(job::table.order(job::id.desc()).load(self)?)
    }

    fn open_jobs(&mut self) -> Answer<Vec<JobRow>> {
        Ok(job::table.filter(job::ended.is_null()).order(job::id).load(self)?)
    }

    fn job(&mut self, id: i64) -> Answer<Option<JobRow>> {
        Ok(job::table.filter(job::id.eq(id)).first(self).optional()?)
    }

    fn put_job(&mut self, row: JobRow) -> Answer<()> {
        diesel::insert_into(job::table).values(&row).on_conflict(job::id).do_update().set(&row).execute(self)?;
        Ok(())
    }

    fn delete_jobs(&mut self, ids: &[i64]) -> Answer<()> {
        for id in ids {
            diesel::delete(job::table.filter(job::id.eq(id))).execute(self)?;
        }
        Ok(())
    }

    fn api_keys(&mut self) -> Answer<Vec<ApiKeyRow>> {
        Ok(api_key::table.order(api_key::name).load(self)?)
    }

    fn api_key(&mut self, id: &str) -> Answer<Option<ApiKeyRow>> {
        Ok(api_key::table.filter(api_key::id.eq(id)).first(self).optional()?)
    }

    fn put_api_key(&mut self, row: ApiKeyRow) -> Answer<()> {
        diesel::insert_into(api_key::table)
            .values(&row)
            .on_conflict(api_key::name)
            .do_update()
            .set(&row)
            .execute(self)?;
        Ok(())
    }

    fn version(&mut self) -> Answer<i64> {
        super::version(self)
    }

    fn is_quiet(&mut self) -> Answer<bool> {
        is_quiet(self)
    }

    fn compact(&mut self) -> Answer<()> {
        super::compact(self)
    }

    fn schema_version(&mut self) -> Answer<String> {
        let last = diesel::sql_query("SELECT max(version) AS value FROM __diesel_schema_migrations");
        Ok(last.get_result::<Words>(self)?.value)
    }
}

/// One text of a statement that gives one.
#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    value: String,
}
