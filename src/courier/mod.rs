//! Takes what webhooks are to be told to their receivers: a thread beside the service.
//!
//! What is due stands in the database (`store/webhooks/queue.rs`), where each delivery is handed out to one
//! sender at a time: so nothing is lost with a process, and several services on one database share the work.

mod message;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use message::test;

use crate::domain::Timestamp;
use crate::domain::change::Place;
use crate::store::reader::Reader;
use crate::store::webhooks::Parcel;
use crate::store::{Store, StoreError};
use crate::webhook::retry::PAUSES;
use crate::webhook::send::{Ended, Message, Sender};

/// How many requests are under way at once.
const MOST: usize = 8;

/// How often it is looked whether this process has written, which is free.
const TICK: Duration = Duration::from_millis(100);

/// How often the database is asked what is due, and whether another process has written.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often what is not needed any more is forgotten.
const TIDYING: Duration = Duration::from_secs(3_600);

/// By which rules deliveries are sent.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Whether they may go to addresses that are not of the public internet, and by plain HTTP.
    pub anywhere: bool,
    /// The pauses after failures.
    pub pauses: &'static [Duration],
}

impl Default for Rules {
    fn default() -> Self {
        Rules { anywhere: false, pauses: PAUSES }
    }
}

/// The thread. It ends, after the requests under way, when it is dropped.
pub struct Courier {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Courier {
    /// Starts it. An error says why nothing could be sent safely.
    pub fn start(reader: Arc<Reader>, rules: Rules, stop: Arc<AtomicBool>) -> Result<Courier, String> {
        let sender = Arc::new(Sender::new(rules.anywhere)?);
        let round = Round { reader, sender, rules };
        let stopped = stop.clone();
        let thread = thread::spawn(move || round.run(&stopped));
        Ok(Courier { stop, thread: Some(thread) })
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        if thread.join().is_err() {
            log::error!("webhooks: sending ended early");
        }
    }
}

#[derive(Clone)]
struct Round {
    reader: Arc<Reader>,
    sender: Arc<Sender>,
    rules: Rules,
}

impl Round {
    fn store(&self) -> &Store {
        self.reader.store()
    }

    fn run(&self, stop: &AtomicBool) {
        let mut under_way: Vec<JoinHandle<()>> = Vec::new();
        let (mut commits, mut asked, mut tidied) = (0, None::<Instant>, None::<Instant>);
        while !stop.load(Ordering::Acquire) {
            under_way.retain(|request| !request.is_finished());
            let now = self.store().commits();
            let is_due = now != commits || asked.is_none_or(|at| at.elapsed() >= PATIENCE);
            if is_due && under_way.len() < MOST {
                (commits, asked) = (now, Some(Instant::now()));
                match self.take(MOST - under_way.len()) {
                    Ok(parcels) => under_way.extend(parcels.into_iter().filter_map(|parcel| self.send(parcel))),
                    Err(error) => log::error!("webhooks: what is due cannot be read: {error}"),
                }
            }
            if tidied.is_none_or(|at| at.elapsed() >= TIDYING) {
                tidied = Some(Instant::now());
                if let Err(error) = self.tidy() {
                    log::error!("webhooks: {error}");
                }
            }
            thread::park_timeout(TICK);
        }
        for request in under_way {
            if request.join().is_err() {
                log::error!("webhooks: a request ended early");
            }
        }
    }

    /// What is due, with the catalog as new as the log that is told.
    fn take(&self, most: usize) -> Result<Vec<Parcel>, StoreError> {
        let parcels = self.store().take_due(most, Timestamp::now())?;
        if let Some(number) = parcels.iter().map(|parcel| parcel.change.event.sequence).max() {
            self.reader.reach(Place { epoch: &self.reader.settings().epoch, number })?;
        }
        Ok(parcels)
    }

    /// Nothing is written where there are no webhooks.
    fn tidy(&self) -> Result<(), StoreError> {
        match self.store().read(|db| db.webhooks())?.is_empty() {
            true => Ok(()),
            false => self.store().tidy_webhooks(Timestamp::now()),
        }
    }

    /// Sends beside, and wakes the one who waits when it is done. Where the system has no thread for it, it is
    /// handed out again later.
    fn send(&self, parcel: Parcel) -> Option<JoinHandle<()>> {
        let (round, waiting) = (self.clone(), thread::current());
        let work = move || {
            if let Err(error) = round.deliver(&parcel) {
                log::error!("webhooks: a delivery to {} is not noted, and will be sent again: {error}", parcel.webhook);
            }
            waiting.unpark();
        };
        let begun = thread::Builder::new().spawn(work);
        begun.map_err(|error| log::error!("webhooks: nothing can be sent now: {error}")).ok()
    }

    fn deliver(&self, parcel: &Parcel) -> Result<(), StoreError> {
        let (id, body) = message::of(&self.reader, parcel)?;
        let message = Message { id: &id, timestamp: Timestamp::now().seconds(), body: &body };
        let ended = self.sender.send(&parcel.url, &parcel.secrets, message);
        match &ended {
            Ended::Taken(status) => log::debug!("webhooks: {id} was taken with {status}"),
            Ended::Gone => log::warn!("webhooks: {} is disabled, for its receiver is gone", parcel.webhook),
            Ended::Failed(failure) => log::info!("webhooks: {id} was not taken: {}", failure.why),
        }
        self.store().settle(parcel, &ended, self.rules.pauses, Timestamp::now())
    }
}
