//! Places in the change log, as answers tell them and as requests ask for them: a client that sends what it was
//! told is never answered from an older state, whichever instance it asks.

use std::sync::{PoisonError, RwLock};

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web;

use super::found;
use super::problem::Problem;
use super::state::State;
use crate::domain::change::Place;
use crate::store::StoreError;
use crate::store::reader::Reader;

/// The field, as it is written.
pub const NAME: &str = "Byline-Sequence";

static FIELD: HeaderName = HeaderName::from_static("byline-sequence");

/// The place that answers tell, made once for all until it moves on.
#[derive(Default)]
pub struct Told(RwLock<Option<(i64, HeaderValue)>>);

impl Told {
    /// A field with the place of what an answer was made of, or a later one; to whoever wrote, that of the write.
    pub(super) fn field(&self, reader: &Reader, has_key: bool) -> Option<(HeaderName, HeaderValue)> {
        let number = if has_key { reader.own_place() } else { reader.sequence() };
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let value = match kept {
            Some((of, value)) if of == number => value,
            _ => {
                let place = Place { epoch: &reader.settings().epoch, number };
                let value = HeaderValue::try_from(place.to_string()).ok()?;
                *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((number, value.clone()));
                value
            }
        };
        Some((FIELD.clone(), value))
    }
}

/// Makes sure that what is answered is not older than the place that the request names, where it names one. What is asked
/// with a key is read where it is written, which is never behind.
pub(super) async fn reach(request: &ServiceRequest, with_key: bool) -> Result<(), Problem> {
    let Some(given) = request.headers().get(&FIELD) else { return Ok(()) };
    let given = given.to_str().unwrap_or_default().to_owned();
    let Some(place) = Place::parse(&given) else {
        let wrong = "it is not a place in the log; send it as an answer gave it, or an `as_of`";
        return Err(Problem::parameter(NAME, wrong));
    };
    if with_key {
        return Ok(());
    }
    let Some(state) = request.app_data::<web::Data<State>>() else { return Ok(()) };
    let searches = found::searches(request.path(), request.query_string());
    let is_seen = place.in_log(&state.reader.settings().epoch, state.reader.sequence()).is_some();
    if is_seen && (!searches || state.search.has(place.number)) {
        return Ok(());
    }
    let (epoch, number) = (place.epoch.to_owned(), place.number);
    let wait = move |state: &State| {
        if !state.reader.reach(Place { epoch: &epoch, number })? {
            // Not 410: that would say of what is asked for that it is gone.
            return Err(Problem::ForeignPlace);
        }
        match !searches || state.search.reaches(number) {
            true => Ok(()),
            false => Err(StoreError::Behind.into()),
        }
    };
    state.read_aside(wait).await
}

/// Sees everything up to a place in the log to go on from, and gives its number; an error where the log has no such place.
pub(super) fn in_log(reader: &Reader, place: Place<'_>) -> Result<i64, Problem> {
    if reader.reach(place)? { Ok(place.number) } else { Err(Problem::StalePlace) }
}
