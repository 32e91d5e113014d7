//! The log as a stream of events (Server-Sent Events, HTML standard, section 9.2).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use actix_web::body::{BodyStream, BoxBody};
use actix_web::http::header::{self, HeaderName};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;

use super::asked::{Asked, Place};
use super::lines::line;
use crate::changes::{Piece, place};
use crate::domain::change::Filter;
use crate::http::problem::Problem;
use crate::http::request;
use crate::http::state::State;
use crate::store::StoreError;

/// How many events are sent at once.
const PIECE: usize = 100;

/// How often the log is looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// After so long without an event the client is told where the log has been read to; that also shows
/// whether it is still there.
const SILENCE: Duration = Duration::from_secs(15);

/// How many streams there may be at once.
const MOST: usize = 1_000;

/// How long a client waits before it asks anew, in milliseconds.
const RETRY: u32 = 2_000;

/// The streams that are open, and whether they are to end.
#[derive(Default)]
pub struct Streams {
    open: AtomicUsize,
    ending: AtomicBool,
}

impl Streams {
    /// Lets every stream end, so that the service can stop. Clients go on with another process.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Release);
    }
}

/// Answers all changes, and each that comes, for as long as the client listens.
pub(super) async fn answer(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let query = request.query_string().to_owned();
    let last = last_event(&request)?;
    let begin = move |state: &State| {
        let asked = Asked::parse(state, &query)?;
        let after = last.as_deref().and_then(Place::parse).map(|place| place.number(state)).transpose()?;
        Ok((after.unwrap_or(asked.after), asked.filter))
    };
    let (after, filter) = state.read(begin).await?;
    let body = match request::is_head(&request) {
        true => BoxBody::new(()),
        false => body(Feed::open(state.into_inner(), after, filter)?),
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, super::TYPES[2]))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept, Last-Event-ID"))
        // For proxies that would gather an answer before they pass it on.
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .body(body))
}

/// The event a client was given last before it lost the connection.
fn last_event(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get("Last-Event-ID") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    match Place::parse(text) {
        Some(Place::After(..)) => Ok(Some(text.to_owned())),
        _ => Err(Problem::parameter("Last-Event-ID", "it is not the id of an event of this feed")),
    }
}

/// A stream under way.
struct Feed {
    state: Arc<State>,
    after: i64,
    filter: Filter,
    /// When something was sent last; nothing before the beginning.
    sent: Option<Instant>,
}

impl Feed {
    fn open(state: Arc<State>, after: i64, filter: Filter) -> Result<Feed, Problem> {
        if state.streams.open.fetch_add(1, Ordering::AcqRel) >= MOST {
            state.streams.open.fetch_sub(1, Ordering::AcqRel);
            return Err(StoreError::Unavailable(format!("{MOST} streams are open")).into());
        }
        Ok(Feed { state, after, filter, sent: None })
    }

    /// The next bytes, as soon as there are any; `None` where the stream is to end.
    async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        loop {
            if self.state.streams.ending.load(Ordering::Acquire) {
                return Ok(None);
            }
            let (after, filter) = (self.after, self.filter.clone());
            let read = move |state: &State| {
                let piece = Piece::read(&state.reader, &filter, after, PIECE)?;
                let mut bytes = Vec::new();
                for change in &piece.changes {
                    bytes.extend_from_slice(format!("id: {}\nevent: {}\ndata: ", change.place, change.kind).as_bytes());
                    line(change, &mut bytes)?;
                    bytes.push(b'\n');
                }
                Ok((bytes, piece.read_to, piece.is_end))
            };
            let (mut bytes, read_to, is_end) = self.state.read(read).await?;
            self.after = read_to;
            let is_silent = self.sent.is_none_or(|sent| sent.elapsed() >= SILENCE);
            if bytes.is_empty() && is_silent {
                bytes = format!("id: {}\n\n", place(&self.state.reader, read_to)).into_bytes();
            }
            if !bytes.is_empty() {
                if self.sent.is_none() {
                    bytes.splice(0..0, format!("retry: {RETRY}\n\n").into_bytes());
                }
                self.sent = Some(Instant::now());
                return Ok(Some(bytes.into()));
            }
            if is_end {
                actix_web::rt::time::sleep(PAUSE).await;
            }
        }
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.state.streams.open.fetch_sub(1, Ordering::AcqRel);
    }
}

fn body(feed: Feed) -> BoxBody {
    let next = |mut feed: Feed| async {
        match feed.next().await {
            Ok(bytes) => bytes.map(|bytes| (Ok::<Bytes, std::convert::Infallible>(bytes), feed)),
            Err(problem) => {
                log::error!("a stream of changes was broken off: {problem}");
                None
            }
        }
    };
    BoxBody::new(BodyStream::new(stream::unfold(feed, next)))
}
