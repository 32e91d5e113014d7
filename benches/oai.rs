//! How fast the archive is harvested: `cargo bench --bench oai [-- WORD…]`.
//!
//! One harvester on one connection asks for page after page, as the protocol has it: each page tells where
//! the next begins. Beside it, a ceiling: a handler that sends the bytes of such pages from memory, to the
//! same harvester. The archive is that of the bench `http`, by the same words.
#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::expect_used)]

#[path = "http/archive.rs"]
mod archive;
#[path = "http/ceiling.rs"]
mod ceiling;
#[path = "http/child.rs"]
mod child;
#[path = "http/corpus.rs"]
mod corpus;
#[path = "http/load.rs"]
mod load;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use archive::Archive;
use child::Child;
use load::{Head, get};

/// The formats that are harvested.
const PREFIXES: [&str; 2] = ["oai_dc", "marc21"];

/// Records a second that are wanted.
const TARGET: f64 = 20_000.0;

/// How many pages the ceiling has in memory.
const PAGES: usize = 100;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [ceiling, file, workers] = &words[..]
        && ceiling == "ceiling"
    {
        return ceiling::run(file.as_ref(), workers.parse().unwrap());
    }
    let archive = Archive::of(&words);
    for prefix in PREFIXES {
        // Started anew, so that no format finds in memory what another has read.
        let service = child::serve(&archive);
        let known = exchange(&mut connect(service.address), "/oai?verb=ListMetadataFormats").1;
        if known.contains(&format!("<metadataPrefix>{prefix}</metadataPrefix>")) {
            measure(&service, prefix, &archive.dir);
        }
    }
    println!("\npage: ms from request to answer, median of the first and of the last tenth of the pages.");
}

/// What came of a harvest.
struct Harvest {
    records: usize,
    bytes: usize,
    took: Duration,
    pages: Vec<Duration>,
    memory: Vec<u64>,
}

fn measure(service: &Child, prefix: &str, dir: &Path) {
    let (first, targets) = harvest(service, prefix);
    // Once more, with the records in memory as far as they are kept there.
    let (second, _) = harvest(service, prefix);
    let file = dir.join("answers");
    let requests: Vec<_> = targets.iter().take(PAGES).map(|target| get(target, "")).collect();
    std::fs::write(&file, load::answers(service.address, &requests)).unwrap();
    let ceiling = child::ceiling(&file);
    let mut stream = connect(ceiling.address);
    let begun = Instant::now();
    let sent: usize = targets.iter().map(|target| exchange(&mut stream, target).1.matches("<header").count()).sum();
    let most = sent as f64 / begun.elapsed().as_secs_f64();
    for (name, own) in [("first", first), ("second", second)] {
        let rate = own.records as f64 / own.took.as_secs_f64();
        let tenth = own.pages.len() / 10;
        let (start, end) = (median(&own.pages[..tenth]), median(&own.pages[own.pages.len() - tenth..]));
        println!(
            "{prefix:<8} {name:<7} {} records, {} MB in {:.1} s: {rate:.0} a second {}; {:.2} of the ceiling's {most:.0}",
            own.records,
            own.bytes >> 20,
            own.took.as_secs_f64(),
            if rate >= TARGET { "reaches 20,000" } else { "MISSES 20,000" },
            rate / most,
        );
        println!("  page {start:.2} and {end:.2} ms; memory after each tenth {:?} MB", own.memory);
    }
}

/// Harvests everything; gives the targets that were asked, too.
fn harvest(service: &Child, prefix: &str) -> (Harvest, Vec<String>) {
    let mut stream = connect(service.address);
    let mut target = format!("/oai?verb=ListRecords&metadataPrefix={prefix}");
    let mut own = Harvest { records: 0, bytes: 0, took: Duration::ZERO, pages: Vec::new(), memory: Vec::new() };
    let (mut targets, mut size, begun) = (Vec::new(), usize::MAX, Instant::now());
    loop {
        let (took, page) = exchange(&mut stream, &target);
        targets.push(target);
        own.pages.push(took);
        own.bytes += page.len();
        own.records += page.matches("<header").count();
        let rest = page.rfind("<resumptionToken").map_or("", |at| &page[at..]);
        let part =
            |from: &str, to: &str| rest.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|own| own.0);
        size = part("completeListSize=\"", "\"").and_then(|size| size.parse().ok()).unwrap_or(size);
        if own.records >= size * (own.memory.len() + 1) / 10 {
            own.memory.push(service.memory("RssAnon").unwrap_or(0));
        }
        match part(">", "<") {
            Some(token) if !token.is_empty() => target = format!("/oai?verb=ListRecords&resumptionToken={token}"),
            _ => break,
        }
    }
    own.took = begun.elapsed();
    assert_eq!(own.records, size);
    (own, targets)
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Sends a request and reads its answer; gives how long that took.
fn exchange(stream: &mut TcpStream, target: &str) -> (Duration, String) {
    let begun = Instant::now();
    stream.write_all(&get(target, "")).unwrap();
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 1 << 18]);
    let mut head: Option<Head> = None;
    while head.as_ref().is_none_or(|head| bytes.len() < head.length + head.content) {
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "the connection was closed");
        bytes.extend_from_slice(&buffer[..read]);
        head = head.or_else(|| Head::parse(&bytes));
    }
    let took = begun.elapsed();
    assert!(head.is_some_and(|head| head.status == 200), "{}", String::from_utf8_lossy(&bytes));
    (took, String::from_utf8(bytes).unwrap())
}

/// In milliseconds.
fn median(values: &[Duration]) -> f64 {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.get(values.len() / 2).map_or(0.0, |value| value.as_secs_f64() * 1e3)
}
