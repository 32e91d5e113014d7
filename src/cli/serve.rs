//! `byline serve`

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use byline::http::{self, State};
use byline::import::fingerprint::prepare;
use byline::import::labels::Labels;
use byline::import::lines;
use byline::store::reader::{self, Reader};
use byline::store::{Importer, Migrate, Store};

use super::args::Serve;
use super::{Failure, open};

/// The database file of the sample archive.
const DEMO: &str = "sqlite:byline-demo.sqlite";

pub fn run(url: &str, options: Serve) -> Result<(), Failure> {
    let store = match (options.demo, options.migrate) {
        (true, _) => demo()?,
        (false, true) => Store::open(url, Migrate::Run)?,
        (false, false) => open(url)?,
    };
    let reader = Reader::open(store.clone())?.with_cache(u64::from(options.cache) << 20);
    let mut state = State::new(reader)?;
    if let Some(base) = &options.base_url {
        state.identity.base_url = Some(base.as_str().trim_end_matches('/').to_owned());
    }
    let base = state.identity.base_url.clone();
    let io = |e: std::io::Error| Failure::Io(format!("cannot serve at {}: {e}", options.listen));
    let (upgrading, stop) = (store.clone(), Arc::new(AtomicBool::new(false)));
    let stopped = stop.clone();
    let upgrade = std::thread::spawn(move || match reader::upgrade_records(&upgrading, &stopped) {
        Ok(0) => {}
        Ok(count) => log::info!("brought {count} records up to date"),
        Err(error) => log::error!("records could not be brought up to date: {error}"),
    });
    actix_web::rt::System::new().block_on(async {
        let serving = http::serve(state, &options.listen, options.workers.map(usize::from)).map_err(io)?;
        let base = base.unwrap_or_else(|| format!("http://{}", serving.address));
        // It listens for signals once it has run for the first time: who reads the addresses may send one.
        let serving = actix_web::rt::spawn(serving.server);
        actix_web::rt::task::yield_now().await;
        announce(&base, &store);
        serving.await.map_err(|e| Failure::Io(e.to_string()))?.map_err(io)
    })?;
    stop.store(true, Ordering::Release);
    if upgrade.join().is_err() {
        log::error!("bringing records up to date ended early");
    }
    log::info!("stopped");
    Ok(())
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
        documents.push((document.line, prepare(document)));
    }
    importer.batch(documents)?;
    Ok(store)
}
