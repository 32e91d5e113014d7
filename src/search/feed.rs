//! The thread that makes the index and keeps it up to date.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread::{self, available_parallelism};
use std::time::{Duration, Instant};

use tantivy::index::SegmentMeta;
use tantivy::indexer::{IndexWriter, IndexWriterOptions};
use tantivy::{FutureResult, Index, IndexReader, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::decoded::Kept;
use super::document::document;
use super::home::{Home, Mark};
use super::index::Shared;
use super::schema::Fields;
use super::tongue::Known;
use super::view::View;
use crate::catalog::{Query, Sort, SortBy};
use crate::domain::{Id, Resource};
use crate::record::Record;
use crate::store::StoreError;
use crate::store::reader::Reader;

/// How soon a commit of another process is looked for.
const REST: Duration = Duration::from_millis(500);

/// How often it is looked whether there is a catalog to begin with.
const BEFORE: Duration = Duration::from_millis(10);

/// How long it waits after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How many records are read at once.
const CHUNK: usize = 500;

/// How many of such chunks are divided among the threads that take records apart.
const ROUND: usize = 40;

/// How many such threads there are at most.
const HANDS: usize = 4;

/// How many changes are followed before they are shown.
const MOST: i64 = 20_000;

/// How many bytes the index may hold in memory before it writes a part of it.
const MEMORY: usize = 64 << 20;

/// After how many records an index that is being made is first shown.
const FIRST: usize = 1_000;

/// Why the index could not be kept up to date.
#[derive(Debug)]
enum Failure {
    Store(StoreError),
    Index(TantivyError),
    /// A thread that takes records apart ended early.
    Hand,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

impl From<TantivyError> for Failure {
    fn from(error: TantivyError) -> Self {
        Failure::Index(error)
    }
}

/// Runs until the service ends.
pub fn run(shared: &Arc<Shared>, reader: &Arc<Reader>, home: Home) {
    let mut feed = None;
    let mut opened = home.open();
    while !reader.is_whole() && !shared.is_stopped() {
        shared.rest(BEFORE);
    }
    while !shared.is_stopped() {
        let done = (|| {
            let current = match feed.take() {
                Some(current) => current,
                None => Feed::begin(shared, reader, &home, opened.take())?,
            };
            feed.insert(current).step(&home)
        })();
        match done {
            Ok(()) => shared.rest(REST),
            Err(failure) => {
                match &failure {
                    Failure::Store(why) => log::warn!("the search index waits for the database: {why}"),
                    Failure::Index(why) => {
                        log::error!("the search index is made anew: {why}");
                        feed = None;
                    }
                    Failure::Hand => {
                        log::error!("the search index is made anew: a thread ended early");
                        feed = None;
                    }
                }
                shared.rest(AFTER_FAILURE);
            }
        }
    }
}

/// An index that is written.
struct Feed<'a> {
    shared: &'a Shared,
    reader: &'a Reader,
    fields: Arc<Fields>,
    writer: IndexWriter,
    searched: IndexReader,
    mark: Mark,
    /// For each thread that takes records apart.
    known: Vec<Known>,
    kept: Arc<Kept>,
    joining: Joining,
}

/// How far the parts of an index that was made are from being one.
enum Joining {
    /// It is begun when nothing else is joined.
    Wanted,
    UnderWay(Pin<Box<FutureResult<Option<SegmentMeta>>>>),
    Done,
}

impl<'a> Feed<'a> {
    /// Goes on with the index that is there, or makes one.
    fn begin(
        shared: &'a Shared,
        reader: &'a Reader,
        home: &Home,
        opened: Option<(Index, Mark)>,
    ) -> Result<Feed<'a>, Failure> {
        let wanted = wanted(reader)?;
        if let Some((index, mark)) = opened
            && mark.continues(&wanted)
        {
            let mut feed = Feed::of(shared, reader, index, mark)?;
            if feed.is_in_parts()? {
                feed.joining = Joining::Wanted;
            }
            feed.show();
            home.tidy();
            return Ok(feed);
        }
        Feed::make(shared, reader, home, wanted)
    }

    fn of(shared: &'a Shared, reader: &'a Reader, index: Index, mark: Mark) -> Result<Feed<'a>, Failure> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(MEMORY)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer = index.writer_with_options(options)?;
        let searched = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Feed {
            shared,
            reader,
            fields: Arc::default(),
            writer,
            searched,
            mark,
            known: (0..hands()).map(|_| Known::default()).collect(),
            kept: Arc::default(),
            joining: Joining::Done,
        })
    }

    /// Makes an index of every record. What was searched before is searched until it is done.
    fn make(shared: &'a Shared, reader: &'a Reader, home: &Home, mark: Mark) -> Result<Feed<'a>, Failure> {
        let started = Instant::now();
        let mut feed = Feed::of(shared, reader, home.create()?, mark)?;
        let is_first = shared.is_bare();
        if is_first {
            feed.show();
        }
        let (mut done, mut next) = (0, FIRST);
        for resource in [Resource::Series, Resource::Organization, Resource::Author, Resource::Article] {
            let mut query = Query::new(resource);
            query.limit = CHUNK;
            if resource == Resource::Article {
                query.sort = Sort { by: SortBy::Published, descending: true };
            }
            let mut more = true;
            while more && !shared.is_stopped() {
                let mut round: Vec<Vec<Id>> = Vec::new();
                let until = if is_first { (next - done).div_ceil(CHUNK).min(ROUND) } else { ROUND };
                while more && round.len() < until {
                    let (found, _) = reader.find(&query);
                    round.push(found.hits.iter().map(|hit| hit.id).collect());
                    query.after = found.next;
                    more = query.after.is_some();
                }
                feed.write(&round, false)?;
                done += round.iter().map(Vec::len).sum::<usize>();
                if is_first && done >= next {
                    next = done * 2;
                    feed.commit()?;
                }
            }
        }
        if !shared.is_stopped() {
            feed.mark.complete = true;
            feed.commit()?;
            feed.joining = Joining::Wanted;
            feed.join()?;
            home.tidy();
            log::info!("made the search index of {done} records in {:.1} s", started.elapsed().as_secs_f64());
        }
        Ok(feed)
    }

    /// Follows the log to its end, and what is not told there; makes the index anew where that was asked for.
    fn step(&mut self, home: &Home) -> Result<(), Failure> {
        let commits = self.reader.store().commits();
        self.reader.catch_up()?;
        let order = self.reader.source().index_order()?;
        let wanted = Mark::new(&self.reader.settings().epoch, &order, self.reader.sequence());
        let bodies = order.bodies.saturating_sub(self.mark.bodies) as usize;
        if !self.mark.continues(&wanted) || bodies > order.latest.len() {
            *self = Feed::make(self.shared, self.reader, home, wanted)?;
        } else if bodies > 0 {
            let latest = &order.latest[order.latest.len() - bodies..];
            let ids: BTreeSet<Id> = latest.iter().copied().collect();
            self.write(&chunks(ids), true)?;
            self.mark.bodies = order.bodies;
            if self.mark.sequence == wanted.sequence {
                self.commit()?;
            }
        }
        self.follow()?;
        self.join()?;
        self.shared.reached(commits);
        Ok(())
    }

    /// Whether no part has as much as half of the index: it was made, and stopped before its parts were joined.
    fn is_in_parts(&self) -> Result<bool, Failure> {
        let parts = self.writer.index().searchable_segment_metas()?;
        let of_each = || parts.iter().map(SegmentMeta::num_docs);
        Ok(parts.len() > 1 && of_each().max() < Some(of_each().sum::<u32>() / 2))
    }

    /// Makes one part of an index that was made of many: whoever asks looks into each of them. It is searched
    /// and written meanwhile.
    fn join(&mut self) -> Result<(), Failure> {
        self.joining = match std::mem::replace(&mut self.joining, Joining::Done) {
            Joining::Done => Joining::Done,
            Joining::Wanted => {
                let parts = self.writer.index().searchable_segment_ids()?;
                match parts.len() {
                    0 | 1 => Joining::Done,
                    _ => Joining::UnderWay(Box::pin(self.writer.merge(&parts))),
                }
            }
            Joining::UnderWay(mut joined) => match joined.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Pending => Joining::UnderWay(joined),
                Poll::Ready(Ok(_)) => {
                    self.searched.reload()?;
                    self.show();
                    Joining::Done
                }
                // Some of them are being joined already.
                Poll::Ready(Err(_)) => Joining::Wanted,
            },
        };
        Ok(())
    }

    fn follow(&mut self) -> Result<(), Failure> {
        while self.mark.sequence < self.reader.sequence() && !self.shared.is_stopped() {
            let events = self.reader.events(self.mark.sequence, MOST)?;
            let Some(last) = events.last() else { break };
            // What is newer than the catalog is not known to be listed or not.
            let sequence = last.sequence.min(self.reader.sequence());
            let seen = events.iter().filter(|event| event.sequence <= sequence);
            let ids: BTreeSet<Id> = seen.map(|event| event.id).collect();
            self.write(&chunks(ids), true)?;
            self.mark.sequence = sequence;
            self.commit()?;
        }
        Ok(())
    }

    /// Writes these records as they are now, several chunks at a time.
    fn write(&mut self, chunks: &[Vec<Id>], anew: bool) -> Result<(), Failure> {
        let next = AtomicUsize::new(0);
        let pen = Pen { reader: self.reader, fields: &self.fields, writer: &self.writer, anew };
        let hand = |known: &mut Known| -> Result<(), Failure> {
            while let Some(ids) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
                pen.write(ids, known)?;
            }
            Ok(())
        };
        let (own, others) = self.known.split_first_mut().ok_or(Failure::Hand)?;
        let others = others.iter_mut().take(chunks.len().saturating_sub(1));
        thread::scope(|scope| {
            let others: Vec<_> = others.map(|known| scope.spawn(|| hand(known))).collect();
            let done = hand(own);
            let ended = others.into_iter().map(|other| other.join().unwrap_or(Err(Failure::Hand)));
            ended.fold(done, Result::and)
        })
    }

    /// Keeps what was written, and shows it.
    fn commit(&mut self) -> Result<(), Failure> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&self.mark).map_err(StoreError::from)?);
        prepared.commit()?;
        self.searched.reload()?;
        self.show();
        Ok(())
    }

    fn show(&self) {
        self.shared.show(View::new(self.searched.searcher(), self.fields.clone(), self.kept.clone(), &self.mark));
    }
}

/// Writes records into an index.
struct Pen<'a> {
    reader: &'a Reader,
    fields: &'a Fields,
    writer: &'a IndexWriter,
    /// Whether they may be in it already.
    anew: bool,
}

impl Pen<'_> {
    fn write(&self, ids: &[Id], known: &mut Known) -> Result<(), Failure> {
        if self.anew {
            for id in ids {
                self.writer.delete_term(Term::from_field_u64(self.fields.key, id.key() as u64));
            }
        }
        for found in self.reader.searchable(ids)? {
            let record = Record::from_bytes(found.id.resource(), &found.document).map_err(StoreError::from)?;
            let own: Option<TantivyDocument> =
                document(self.fields, known, found.id.key() as u64, &record, &found.paragraphs);
            if let Some(own) = own {
                self.writer.add_document(own)?;
            }
        }
        Ok(())
    }
}

/// How many threads take records apart: one for each core, but not too many.
fn hands() -> usize {
    available_parallelism().map_or(1, NonZero::get).min(HANDS)
}

fn chunks(ids: BTreeSet<Id>) -> Vec<Vec<Id>> {
    let ids: Vec<Id> = ids.into_iter().collect();
    ids.chunks(CHUNK).map(<[Id]>::to_vec).collect()
}

/// What an index has to be of.
fn wanted(reader: &Reader) -> Result<Mark, StoreError> {
    Ok(Mark::new(&reader.settings().epoch, &reader.source().index_order()?, reader.sequence()))
}
