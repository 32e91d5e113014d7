//! Sending what was found: validators, content codings, caching.

use actix_web::body::BoxBody;
use actix_web::http::header::{self, HeaderName, HeaderValue, TryIntoHeaderPair};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use super::accept::Coding;
use super::coding::compress;
use super::conditional::{http_date, is_fresh};
use super::state::State;
use crate::domain::Timestamp;
pub use crate::domain::digest::tag;

/// A field whose value never changes, so that sending it copies nothing.
pub struct Fixed(HeaderName, &'static str);

impl TryIntoHeaderPair for Fixed {
    type Error = std::convert::Infallible;

    fn try_into_pair(self) -> Result<(HeaderName, HeaderValue), Self::Error> {
        Ok((self.0, HeaderValue::from_static(self.1)))
    }
}

/// Any cache may keep an answer, and asks whether it still holds: what is published may change, be
/// withdrawn and come back at any time (RFC 9111, section 5.2.2.4).
pub const NO_CACHE: Fixed = Fixed(header::CACHE_CONTROL, "public, no-cache");

/// XML of protocols for machines. Without a character set, some would read it as ASCII (RFC 7303, section 3).
pub const TEXT_XML: &str = "text/xml; charset=utf-8";

/// On what of a request an answer depends.
const VARY: Fixed = Fixed(header::VARY, "Accept, Accept-Encoding");

/// The validator of an answer, before its content coding.
#[derive(Clone, Debug)]
pub struct Validator {
    /// A tag that differs whenever the plain bytes do.
    pub tag: String,
    /// When they last changed, where that is known to the second.
    pub modified: Option<Timestamp>,
}

impl Validator {
    /// The strong entity tag of a content coding's bytes.
    fn etag(&self, coding: Coding) -> String {
        let (dash, coding) = if coding == Coding::Identity { ("", "") } else { ("-", coding.name()) };
        ["\"", &self.tag, dash, coding, "\""].concat()
    }

    /// The answer of some bytes.
    pub fn answer(&self, state: &State, request: &HttpRequest, media_type: &'static str, bytes: Bytes) -> HttpResponse {
        self.send(state, request, Content { media_type, bytes, fields: Vec::new() })
    }

    /// The answer of some bytes, with a `Link` field where there is one; it is made only where it is sent.
    pub fn linked(
        &self,
        state: &State,
        request: &HttpRequest,
        media_type: &'static str,
        bytes: Bytes,
        link: impl FnOnce() -> Option<String>,
    ) -> HttpResponse {
        let fields = |fresh: bool| match fresh {
            true => Vec::new(),
            false => link().map(|link| (header::LINK, link)).into_iter().collect(),
        };
        self.respond(state, request, Content { media_type, bytes, fields })
    }

    /// The answer: that the client has it already, or the bytes in the content coding that it likes
    /// best.
    pub fn send(&self, state: &State, request: &HttpRequest, content: Content<Fields>) -> HttpResponse {
        let Content { media_type, bytes, fields } = content;
        self.respond(state, request, Content { media_type, bytes, fields: |fresh| told(fields, fresh) })
    }

    fn respond(
        &self,
        state: &State,
        request: &HttpRequest,
        content: Content<impl FnOnce(bool) -> Fields>,
    ) -> HttpResponse {
        let coding = Coding::of(request);
        let etag = self.etag(coding);
        let fresh = is_fresh(request, &etag, self.modified);
        let mut response = if fresh { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header(NO_CACHE).insert_header(VARY);
        for field in (content.fields)(fresh) {
            response.append_header(field);
        }
        if fresh {
            return response.insert_header((header::ETAG, etag)).finish();
        }
        response.insert_header(Fixed(header::CONTENT_TYPE, content.media_type));
        if let Some(modified) = self.modified {
            response.insert_header((header::LAST_MODIFIED, http_date(modified)));
        }
        let bytes = match coding {
            Coding::Identity => content.bytes,
            coding => {
                response.insert_header(Fixed(header::CONTENT_ENCODING, coding.name()));
                let plain = content.bytes;
                state.answers.get_or_insert_with(&etag, || compress(coding, &plain)).unwrap_or(plain)
            }
        };
        response.insert_header((header::ETAG, etag)).body(bytes)
    }
}

/// The fields that are told: of what is known already, only where it stands (RFC 9110, section 15.4.5).
fn told(mut fields: Fields, fresh: bool) -> Fields {
    fields.retain(|(name, _)| !fresh || *name == header::CONTENT_LOCATION);
    fields
}

/// Begins an answer that is made while it is sent. What changes meanwhile may be in it or not, so that
/// its validator is a weak one (RFC 9110, section 8.8.1).
pub fn stream(request: &HttpRequest, tag: &str, media_type: &'static str, fields: Fields, body: Body) -> HttpResponse {
    let coding = Coding::of(request);
    let tag = format!("\"{tag}-{}\"", coding.name());
    let fresh = is_fresh(request, &tag, None);
    let mut response = if fresh { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(NO_CACHE).insert_header(VARY).insert_header((header::ETAG, format!("W/{tag}")));
    for field in told(fields, fresh) {
        response.append_header(field);
    }
    if fresh {
        return response.finish();
    }
    response.insert_header(Fixed(header::CONTENT_TYPE, media_type));
    if coding != Coding::Identity {
        response.insert_header(Fixed(header::CONTENT_ENCODING, coding.name()));
    }
    response.body(body(coding))
}

/// Fields of an answer's own.
pub type Fields = Vec<(HeaderName, String)>;

/// Makes the content of a stream in a content coding.
pub type Body = Box<dyn FnOnce(Coding) -> BoxBody>;

/// What is sent.
pub struct Content<F> {
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// The content, before its coding.
    pub bytes: Bytes,
    /// Fields of its own.
    pub fields: F,
}

/// An answer that is made for one request: without validators, in the content coding that the client
/// likes best.
pub fn fresh(request: &HttpRequest, content_type: &'static str, plain: Bytes) -> HttpResponse {
    let coding = Coding::of(request);
    let mut response = HttpResponse::Ok();
    response.insert_header(NO_CACHE).insert_header(Fixed(header::VARY, "Accept-Encoding"));
    response.insert_header(Fixed(header::CONTENT_TYPE, content_type));
    match compress(coding, &plain) {
        Ok(bytes) if coding != Coding::Identity => {
            response.insert_header(Fixed(header::CONTENT_ENCODING, coding.name())).body(bytes)
        }
        _ => response.body(plain),
    }
}
