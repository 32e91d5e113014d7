//! The posts of a WordPress export.

use std::io::{self, BufRead};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use super::lines::{self, One, Read};
use super::single::{prepared, unreadable};
use super::together::together;
use super::{Asked, Done, FileReport, Watch, known};
use crate::import::commentary::{self, Known, convert};
use crate::import::html;
use crate::import::lines::Place;
use crate::import::report::{Problem, Severity};
use crate::import::wxr::{Broken, Post, Posts};
use crate::store::{Importer, Store, StoreError};

/// How many posts are handed over at once.
const BATCH: usize = 32;

pub(super) fn take(
    store: &Store,
    importer: Importer,
    asked: &Asked,
    input: impl BufRead + Send,
    done: Done,
    watch: &dyn Watch,
) -> Result<FileReport, StoreError> {
    let known = known(store)?;
    let from = done.place.line;
    lines::all(importer, done, watch, move |send| read(input, asked, &known, from, send))
}

/// Reads post by post, those that are done already too: the writers of the site stand before them all.
fn read(input: impl BufRead, asked: &Asked, known: &Known, from: u64, send: &SyncSender<Read>) {
    let bytes = Arc::new(AtomicU64::new(0));
    let mut posts = Posts::new(Counted { inner: input, bytes: bytes.clone() }, html::fragment);
    let place = |line: u64| Place { line, byte: bytes.load(Ordering::Relaxed) };
    let (mut number, mut batch) = (0, Vec::with_capacity(BATCH));
    let documents = |batch: &mut Vec<_>| together(std::mem::take(batch), |post| one(post, asked, known));
    for post in posts.by_ref() {
        number += 1;
        if number <= from {
            continue;
        }
        batch.push(post);
        if batch.len() == BATCH {
            let documents = documents(&mut batch);
            if send.send(Read { documents, told: Vec::new(), end: place(number) }).is_err() {
                return;
            }
        }
    }
    let mut documents = documents(&mut batch);
    if number == 0 {
        let reason = "no published post is in it; it is to be what WordPress writes under Tools, Export";
        documents.push(Err(vec![Problem::error(None, "document", reason)]));
    }
    let told = left_out(&posts.skipped);
    let _ = send.send(Read { documents, told, end: place(number) });
}

fn one(post: Result<Post, Broken>, asked: &Asked, known: &Known) -> One {
    let Post { key, line, manuscript } = post.map_err(|broken| match broken {
        Broken::Xml(problem) => vec![problem],
        Broken::Io(error) => vec![unreadable(&error)],
    })?;
    // Only an address holds beyond its export.
    let key = if key.contains("://") { key } else { format!("{} {key}", asked.key) };
    let reading = commentary::read(manuscript, known);
    let mut document = convert::document(&key, &reading, &asked.given);
    let mut problems = std::mem::take(&mut document.problems);
    for problem in problems.iter_mut().filter(|own| own.severity > Severity::Info) {
        problem.line = problem.line.or(Some(line));
        problem.reason = format!("{} (post {key})", problem.reason);
    }
    match prepared(document) {
        Some(items) => Ok((u64::from(line), items, problems)),
        None => Err(problems),
    }
}

/// What is no published post is told, kind by kind.
fn left_out(skipped: &[(String, u64)]) -> Vec<Problem> {
    if skipped.is_empty() {
        return Vec::new();
    }
    let kinds = skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
    vec![Problem::info(None, "document", format!("left out, being no published posts: {kinds}"))]
}

/// Counts the bytes that are read.
struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: BufRead> io::Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let read = io::Read::read(&mut from, out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}
