//! The log as lines of JSON.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::asked::Asked;
use crate::changes::{Piece, Shown, place};
use crate::domain::change::Filter;
use crate::domain::digest::hash64;
use crate::http::pieces::{self, Pieces};
use crate::http::problem::Problem;
use crate::http::respond::stream;
use crate::http::state::State;
use crate::store::StoreError;

/// How many changes are written at a time.
const PIECE: usize = 500;

/// Answers all changes up to now, or so many.
pub(super) async fn answer(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let query = request.query_string().to_owned();
    let begin = move |state: &State| {
        let asked = Asked::parse(state, &query)?;
        let mut lines = Lines { after: asked.after, left: asked.limit, filter: asked.filter, is_done: false };
        let mut bytes = Vec::new();
        lines.step(state, &mut bytes)?;
        Ok((lines, bytes, format!("{query} {}", place(&state.reader, state.reader.sequence()))))
    };
    let (lines, bytes, named) = state.read(begin).await?;
    let tag = format!("{:016x}-changes", hash64(named.as_bytes()));
    let fields = vec![(header::CONTENT_DISPOSITION, "attachment; filename=\"changes.ndjson\"".to_owned())];
    let body = pieces::body(&request, state, lines, bytes);
    Ok(stream(&request, &tag, super::TYPES[1], fields, body))
}

/// How far the lines are written.
struct Lines {
    after: i64,
    /// How many are still wanted, where that was said.
    left: Option<usize>,
    filter: Filter,
    is_done: bool,
}

impl Pieces for Lines {
    fn step(&mut self, state: &State, out: &mut Vec<u8>) -> Result<(), Problem> {
        let piece =
            Piece::read(&state.reader, &self.filter, self.after, self.left.map_or(PIECE, |left| left.min(PIECE)))?;
        for change in &piece.changes {
            line(change, out)?;
        }
        self.after = piece.read_to;
        self.left = self.left.map(|left| left - piece.changes.len());
        self.is_done = piece.is_end || self.left == Some(0);
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.is_done
    }
}

/// Appends a change as a line of JSON.
pub(super) fn line(change: &Shown, out: &mut Vec<u8>) -> Result<(), Problem> {
    serde_json::to_writer(&mut *out, change).map_err(StoreError::from)?;
    out.push(b'\n');
    Ok(())
}
