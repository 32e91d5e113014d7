//! Content that is made piece by piece while it is sent.
//!
//! Nothing is held between two pieces but the place where the next one begins, however slowly the client
//! reads; and no connection to the database outlives a piece.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::HttpRequest;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::{Bytes, Data};

use super::coding::Encoder;
use super::problem::Problem;
use super::request;
use super::respond::Body;
use super::state::State;

/// How many bytes a piece is expected to have.
const SIZE: usize = 200_000;

/// What is sent, and how far it is made.
pub trait Pieces: Send + 'static {
    /// Appends the next piece: a few milliseconds of work, in which others wait.
    fn step(&mut self, state: &State, out: &mut Vec<u8>) -> Result<(), Problem>;

    /// Whether that was the last one.
    fn is_done(&self) -> bool;
}

/// The content that begins with these bytes and goes on with the pieces after them.
pub fn body<P: Pieces>(request: &HttpRequest, state: Data<State>, pieces: P, bytes: Vec<u8>) -> Body {
    let is_head = request::is_head(request);
    let state = state.into_inner();
    Box::new(move |coding| {
        let (encoder, step) = match Encoder::new(coding) {
            Ok(_) if is_head => (None, Step::Ended),
            Ok(encoder) => (Some(encoder), Step::Made(pieces, bytes)),
            Err(error) => (None, Step::Failed(error)),
        };
        BoxBody::new(Sending { state, encoder, step })
    })
}

/// Content under way.
struct Sending<P> {
    state: Arc<State>,
    encoder: Option<Encoder>,
    step: Step<P>,
}

/// The making of a piece.
type Making<P> = Pin<Box<dyn Future<Output = Result<(P, Vec<u8>), Problem>>>>;

/// Where the making stands.
enum Step<P> {
    /// A piece is made.
    Made(P, Vec<u8>),
    /// The next piece will be made from here.
    Waiting(P),
    /// It is being made.
    Making(Making<P>),
    /// It could not be made.
    Failed(io::Error),
    /// There is no more.
    Ended,
}

async fn make<P: Pieces>(state: Arc<State>, mut pieces: P) -> Result<(P, Vec<u8>), Problem> {
    let step = move |state: &State| {
        let mut bytes = Vec::with_capacity(SIZE);
        pieces.step(state, &mut bytes)?;
        Ok((pieces, bytes))
    };
    state.read(step).await
}

impl<P: Pieces> Sending<P> {
    /// Codes a piece; after the last one comes what the coding holds back.
    fn code(&mut self, pieces: &P, bytes: Vec<u8>) -> io::Result<Bytes> {
        let Some(encoder) = &mut self.encoder else { return Ok(Bytes::new()) };
        let coded = encoder.push(bytes)?;
        match self.encoder.take_if(|_| pieces.is_done()) {
            Some(encoder) => Ok([coded, encoder.finish()?].concat().into()),
            None => Ok(coded),
        }
    }
}

// No field is pinned: the one future is in a box.
impl<P> Unpin for Sending<P> {}

impl<P: Pieces> MessageBody for Sending<P> {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    /// An error breaks the connection off, so that nobody takes half a file for a whole one.
    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.step, Step::Ended) {
                Step::Ended => return Poll::Ready(None),
                Step::Failed(error) => return Poll::Ready(Some(Err(error))),
                Step::Made(pieces, bytes) => {
                    let coded = this.code(&pieces, bytes);
                    this.step = if pieces.is_done() { Step::Ended } else { Step::Waiting(pieces) };
                    match coded {
                        Ok(coded) if coded.is_empty() => {}
                        Ok(coded) => return Poll::Ready(Some(Ok(coded))),
                        Err(error) => this.step = Step::Failed(error),
                    }
                }
                Step::Waiting(pieces) => {
                    // Others on this thread have their turn between two pieces.
                    this.step = Step::Making(Box::pin(make(this.state.clone(), pieces)));
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Step::Making(mut making) => match making.as_mut().poll(context) {
                    Poll::Pending => {
                        this.step = Step::Making(making);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok((pieces, bytes))) => this.step = Step::Made(pieces, bytes),
                    Poll::Ready(Err(problem)) => {
                        log::error!("an answer was broken off: {problem}");
                        this.step = Step::Failed(io::Error::other(problem.to_string()));
                    }
                },
            }
        }
    }
}
