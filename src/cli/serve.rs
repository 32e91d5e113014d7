//! `byline serve`

use std::io::Cursor;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use actix_web::web;
use futures_util::future::{Either, select};
use tokio::sync::oneshot;

use byline::courier::{Courier, Rules};
use byline::domain::Timestamp;
use byline::http::{self, State};
use byline::import::fingerprint;
use byline::import::labels::Labels;
use byline::import::lines;
use byline::store::reader::Reader;
use byline::store::settings::NAMES;
use byline::store::upgrade::upgrade_records;
use byline::store::{Importer, Migrate, Store, StoreError};

use super::args::Serve;
use super::{Failure, open};

/// How often it is looked whether something is due to be published.
const SCHEDULE: Duration = Duration::from_secs(2);

/// The exit code of a service that is asked a second time to end: that of a program that SIGINT ends.
const AT_ONCE: i32 = 130;

/// The database file of the sample archive.
const DEMO: &str = "sqlite:byline-demo.sqlite";

pub fn run(url: &str, options: Serve) -> Result<(), Failure> {
    let options = Arc::new(options);
    actix_web::rt::System::new().block_on(async {
        // The first process of a container ends at a signal only if it listens for it (signal(7)). It listens from here
        // to the end, so that no signal comes between two listeners.
        let (url, own) = (url.to_owned(), options.clone());
        let prepared = Box::pin(web::block(move || prepare(&url, &own)));
        let mut signals = Signals::listen()?;
        let prepared = match select(prepared, Box::pin(signals.next())).await {
            Either::Left((prepared, _)) => prepared,
            Either::Right(_) => std::process::exit(0),
        };
        let (store, state) = prepared.map_err(|e| Failure::Io(e.to_string()))??;
        let io = |e: std::io::Error| Failure::Io(format!("cannot serve at {}: {e}", options.listen));
        let (base, reader) = (state.identity.base_url.clone(), state.reader.clone());
        let serving = http::serve(state, &options.listen, options.workers.map(usize::from)).map_err(io)?;
        let base = base.unwrap_or_else(|| format!("http://{}", serving.address));
        let (streams, imports, search) = (serving.streams, serving.imports, serving.search);
        // Its first run starts all workers and takes connections: only then are the addresses told, for who reads
        // them may use them at once.
        let mut server = serving.server;
        let begun = std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut server).poll(context))).await;
        if let Poll::Ready(ended) = begun {
            return ended.map_err(io);
        }
        let (handle, serving) = (server.handle(), actix_web::rt::spawn(server));
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = stop.clone();
        actix_web::rt::spawn(async move {
            signals.next().await;
            streams.end();
            // What runs beside ends while the last requests are answered.
            stopping.store(true, Ordering::Release);
            // Whoever asks again does not want to wait for them.
            if let Either::Right(_) = select(Box::pin(handle.stop(true)), Box::pin(signals.next())).await {
                log::warn!("ended at once, as it was asked again");
                std::process::exit(AT_ONCE);
            }
        });
        announce(&base, &store);
        let beside = match select(filled(reader.clone(), options.wait), serving).await {
            Either::Left((filled, serving)) => {
                filled.map_err(|e| Failure::Io(e.to_string()))??;
                let beside = Beside::start(&store, reader, &options, stop.clone());
                serving.await.map_err(|e| Failure::Io(e.to_string()))?.map_err(io)?;
                Some(beside)
            }
            Either::Right((ended, _)) => {
                ended.map_err(|e| Failure::Io(e.to_string()))?.map_err(io)?;
                None
            }
        };
        stop.store(true, Ordering::Release);
        // The import that is under way goes on from here at the next start.
        imports.end();
        search.end();
        beside.into_iter().for_each(Beside::end);
        log::info!("stopped");
        Ok(())
    })
}

/// Waits until the catalog is read in. A thread of its own does it, which nobody waits for at the end.
fn filled(reader: Arc<Reader>, patience: u16) -> oneshot::Receiver<Result<(), StoreError>> {
    let (send, receive) = oneshot::channel();
    std::thread::spawn(move || send.send(patiently(patience, || reader.fill())));
    receive
}

/// What runs beside the answering of requests, once the catalog is read in.
struct Beside {
    upgrade: JoinHandle<()>,
    schedule: JoinHandle<()>,
    courier: Result<Courier, String>,
}

impl Beside {
    /// Begins it; it ends when `stop` is set.
    fn start(store: &Store, reader: Arc<Reader>, options: &Serve, stop: Arc<AtomicBool>) -> Beside {
        let (upgrading, stopped) = (store.clone(), stop.clone());
        let upgrade = std::thread::spawn(move || match upgrade_records(&upgrading, &stopped) {
            Ok(0) => {}
            Ok(count) => log::info!("brought {count} records up to date"),
            Err(error) => log::error!("records could not be brought up to date: {error}"),
        });
        let (publishing, stopped) = (store.clone(), stop.clone());
        let schedule = std::thread::spawn(move || publish_when_due(&publishing, &stopped));
        let rules = Rules { anywhere: options.webhook_private, ..Rules::default() };
        let courier = Courier::start(reader, rules, stop);
        if let Err(why) = &courier {
            log::error!("webhooks are told nothing, for certificates cannot be checked: {why}");
        }
        Beside { upgrade, schedule, courier }
    }

    /// Waits for its end.
    fn end(self) {
        if self.upgrade.join().is_err() {
            log::error!("bringing records up to date ended early");
        }
        if self.schedule.join().is_err() {
            log::error!("publishing what is due ended early");
        }
        drop(self.courier);
    }
}

/// Publishes what is due until `stop` is set.
fn publish_when_due(store: &Store, stop: &AtomicBool) {
    let mut next = Instant::now();
    while !stop.load(Ordering::Acquire) {
        std::thread::sleep(Duration::from_millis(100));
        if Instant::now() < next {
            continue;
        }
        next = Instant::now() + SCHEDULE;
        match store.publish_due(Timestamp::now()) {
            Ok(ids) => ids.iter().for_each(|id| log::info!("published {id}, which was due")),
            Err(error) => log::error!("what is due could not be published: {error}"),
        }
    }
}

/// SIGTERM and SIGINT, which end the service.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> Result<Signals, Failure> {
        let listen = |kind| signal(kind).map_err(|e| Failure::Io(format!("cannot listen for signals: {e}")));
        Ok(Signals { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    /// Waits for the next of either.
    async fn next(&mut self) {
        std::future::poll_fn(|context| match self.terminate.poll_recv(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending => self.interrupt.poll_recv(context).map(|_| ()),
        })
        .await;
    }
}

/// Opens the archive.
fn prepare(url: &str, options: &Serve) -> Result<(Store, State), Failure> {
    let store = match (options.demo, options.migrate) {
        (true, _) => demo()?,
        (false, true) => patiently(options.wait, || Store::open(url, Migrate::Run))?,
        (false, false) => patiently(options.wait, || open(url))?,
    };
    let reader = match &options.database_read_url {
        Some(url) => patiently(options.wait, || Reader::begin(store.clone(), Store::replica(url)?))?,
        None => Reader::begin(store.clone(), store.clone())?,
    };
    let reader = reader.with_cache(u64::from(options.cache) << 20);
    for (name, ..) in NAMES {
        if let Some(why) = reader.settings().wrong(name) {
            log::warn!("the setting {name} is not used: {why}; see `byline configure`");
        }
    }
    let largest = u64::from(options.largest_import) << 20;
    let state = State::new(reader)?.with_imports(options.spool.clone(), largest)?;
    let mut state = state.with_index(options.index.clone());
    state.webhooks_anywhere = options.webhook_private;
    if let Some(base) = &options.base_url {
        state.identity.base_url = Some(base.clone());
    }
    Ok((store, state))
}

/// Tries until it works, until waiting is of no use, or for so many seconds.
fn patiently<T>(seconds: u16, open: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let deadline = Instant::now() + Duration::from_secs(seconds.into());
    let mut told = false;
    loop {
        match open() {
            Err(why @ (StoreError::Unavailable(_) | StoreError::Behind | StoreError::Busy))
                if Instant::now() < deadline =>
            {
                if !std::mem::replace(&mut told, true) {
                    log::warn!("waiting for the database, at most {seconds} s: {why}");
                }
                std::thread::sleep(Duration::from_millis(500));
            }
            ended => return ended,
        }
    }
}

fn announce(base: &str, store: &Store) {
    log::info!("serving {store}");
    eprintln!("\n  Byline serves at\n\n    {base}/docs/         every operation, to read and to try (Swagger UI)");
    eprintln!("    {base}/v1/articles   articles as JSON\n    {base}/openapi.json  the OpenAPI document\n");
}

/// The sample archive, filled in the first time.
fn demo() -> Result<Store, Failure> {
    let store = Store::open(DEMO, Migrate::Run)?;
    let labels = Labels::default();
    let mut importer = Importer::new(store.clone(), "demo", false);
    let mut documents = Vec::new();
    for document in lines::read(Cursor::new(byline::demo::ARCHIVE), &labels) {
        let document = document.map_err(|p| Failure::Io(format!("the sample archive is broken: {p:?}")))?;
        documents.push((document.line, fingerprint::prepare(document)));
    }
    importer.batch(documents)?;
    Ok(store)
}
