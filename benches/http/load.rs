//! A load generator that needs nothing installed: two threads of sixteen connections each, which are
//! kept alive and send the next request when the answer to the one before is there.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const THREADS: usize = 2;
const CONNECTIONS: usize = 16;

/// The bytes of a GET request.
pub type Request = Arc<[u8]>;

/// A request for a target, with further header lines.
pub fn get(target: &str, fields: &str) -> Request {
    format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n{fields}\r\n").into_bytes().into()
}

/// What one server is asked.
pub struct Load {
    address: SocketAddr,
    requests: Vec<Request>,
    once: bool,
    end: Instant,
    next: AtomicUsize,
}

/// What came of it.
pub struct Round {
    took: Duration,
    /// Of each answer, in microseconds.
    pub latencies: Vec<u32>,
}

impl Load {
    /// Each request once, or all of them in turn until the time is over.
    pub fn new(address: SocketAddr, requests: Vec<Request>, once: bool, time: Duration) -> Arc<Load> {
        // Each of them once has a bound too.
        let end = Instant::now() + if once { time * 20 } else { time };
        Arc::new(Load { address, requests, once, end, next: AtomicUsize::new(0) })
    }

    fn next(&self) -> Option<&Request> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let over = (self.once && next >= self.requests.len()) || Instant::now() >= self.end;
        (!over).then(|| &self.requests[next % self.requests.len()])
    }
}

impl Round {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }
}

/// Runs the load.
pub fn drive(load: Arc<Load>) -> Round {
    let begun = Instant::now();
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let load = load.clone();
            std::thread::spawn(move || {
                let runtime = runtime();
                let connections: Vec<_> = (0..CONNECTIONS).map(|_| runtime.spawn(connection(load.clone()))).collect();
                connections.into_iter().flat_map(|task| runtime.block_on(task).unwrap()).collect::<Vec<u32>>()
            })
        })
        .collect();
    let latencies = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    Round { took: begun.elapsed(), latencies }
}

/// The bytes of the answers to these requests, as they were sent.
pub fn answers(address: SocketAddr, requests: &[Request]) -> Vec<u8> {
    runtime().block_on(async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (mut all, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
        for request in requests {
            let length = exchange(&mut stream, request, &mut buffer).await;
            all.extend_from_slice(&buffer[..length]);
        }
        all
    })
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap()
}

async fn connection(load: Arc<Load>) -> Vec<u32> {
    let mut stream = TcpStream::connect(load.address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut latencies, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
    while let Some(request) = load.next() {
        let sent = Instant::now();
        exchange(&mut stream, request, &mut buffer).await;
        latencies.push(sent.elapsed().as_micros() as u32);
    }
    latencies
}

/// Sends a request and reads its answer; gives the answer's length. An error answer ends the bench.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> usize {
    stream.write_all(request).await.unwrap();
    let (mut filled, mut length) = (0, None);
    while length.is_none_or(|length| filled < length) {
        let read = stream.read(&mut buffer[filled..]).await.unwrap();
        assert!(read > 0, "the connection was closed");
        filled += read;
        if length.is_none() {
            length = Head::parse(&buffer[..filled]).map(|head| {
                assert!(
                    matches!(head.status, 200 | 304),
                    "{}\n{}",
                    String::from_utf8_lossy(request),
                    String::from_utf8_lossy(&buffer[..filled])
                );
                head.length + head.content
            });
            let needed = length.unwrap_or(0).max(filled + 1);
            if buffer.len() < needed {
                buffer.resize(needed, 0);
            }
        }
    }
    filled
}

/// What must be known of the head of an answer.
pub struct Head {
    /// The status.
    pub status: u16,
    /// Bytes of the head.
    pub length: usize,
    /// Bytes of the content.
    pub content: usize,
}

impl Head {
    /// Reads it where it is complete.
    pub fn parse(bytes: &[u8]) -> Option<Head> {
        let mut head =
            Head { status: std::str::from_utf8(bytes.get(9..12)?).ok()?.parse().ok()?, length: 0, content: 0 };
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            head.length += line.len();
            if line == b"\r\n" {
                return Some(head);
            }
            if line.len() > 16 && line[..15].eq_ignore_ascii_case(b"content-length:") {
                head.content = std::str::from_utf8(&line[15..]).ok()?.trim().parse().ok()?;
            }
        }
        None
    }
}
