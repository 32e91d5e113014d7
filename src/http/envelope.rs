//! The envelope of every list.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use super::buffer;
use super::fields::FieldTree;
use super::problem::Problem;
use super::respond::{Validator, tag};
use super::state::State;
use crate::domain::digest::hash64;
use crate::store::StoreError;
use crate::store::reader::Stored;

/// A page as it is sent, kept for whoever asks the same before the archive changes.
#[derive(Clone)]
pub struct Made {
    /// Its validator.
    pub validator: Validator,
    /// Its `Link` field.
    pub link: Option<String>,
    /// Its JSON.
    pub bytes: Bytes,
}

impl Made {
    /// The answer to a request.
    pub fn answer(self, state: &State, request: &HttpRequest) -> HttpResponse {
        self.answer_as(state, request, "application/json")
    }

    /// The answer in a form with a media type of its own.
    pub fn answer_as(self, state: &State, request: &HttpRequest, media_type: &'static str) -> HttpResponse {
        self.validator.linked(state, request, media_type, self.bytes, || self.link)
    }
}

/// What an envelope says of its items.
pub struct Frame<'a> {
    /// How many there are on all pages.
    pub total: u64,
    /// The path of the next page.
    pub next: Option<String>,
    /// The log's epoch.
    pub epoch: &'a str,
    /// The place in the log at which all of it is true.
    pub as_of: i64,
    /// The path and query that it answers.
    pub path: &'a str,
    /// What it has beside: each key with its JSON, null where that was not asked for.
    pub extras: &'a [(&'static str, Option<Bytes>)],
}

/// Puts records into an envelope. The tags are those of all records that show in it.
pub fn make(items: &[impl AsRef<[u8]>], tags: impl Iterator<Item = u64>, frame: Frame<'_>) -> Made {
    let Frame { total, next, epoch, as_of, path, extras } = frame;
    let size: usize = items.iter().map(|item| item.as_ref().len() + 1).sum();
    let mut json = buffer::take(size + 256);
    json.extend_from_slice(b"{\"items\":[");
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        json.extend_from_slice(item.as_ref());
    }
    json.extend_from_slice(format!("],\"total\":{total},\"next\":").as_bytes());
    // A path holds no character that JSON would escape.
    match &next {
        Some(next) => json.extend_from_slice(format!("\"{next}\"").as_bytes()),
        None => json.extend_from_slice(b"null"),
    }
    json.extend_from_slice(format!(",\"as_of\":\"{epoch}-{as_of}\"").as_bytes());
    let mut own: Vec<u8> = tags.flat_map(u64::to_be_bytes).collect();
    own.extend_from_slice(format!("{total} {epoch} {as_of} {path}").as_bytes());
    for (name, value) in extras {
        let value = value.as_deref().unwrap_or(b"null");
        json.extend_from_slice(format!(",\"{name}\":").as_bytes());
        json.extend_from_slice(value);
        own.extend_from_slice(value);
    }
    json.push(b'}');
    Made {
        validator: Validator { tag: tag(hash64(&own)), modified: None },
        link: next.map(|next| format!("<{next}>; rel=\"next\"")),
        bytes: buffer::bytes(json),
    }
}

/// The bytes of a record, or of the part of it that was asked for.
pub fn shown(stored: &Stored, fields: Option<&FieldTree>) -> Result<Bytes, Problem> {
    let Some(fields) = fields else { return Ok(stored.document.clone()) };
    Ok(Bytes::from(fields.cut(&stored.document).map_err(StoreError::from)?))
}

/// Declares the envelope of a list of records.
macro_rules! page {
    ($name:ident, $item:ty, $what:literal $(, $(#[$doc:meta])+ $extra:ident: $type:ty)* $(,)?) => {
        #[doc = $what]
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub struct $name {
            /// The records of this page.
            pub items: Vec<$item>,
            /// How many there are on all pages: exact, and of the same moment as the items.
            #[schema(example = 34)]
            pub total: u64,
            /// The path of the next page; null on the last one.
            #[schema(required, example = "/v1/articles?cursor=AQ")]
            pub next: Option<String>,
            /// The place in the change log at which this page is true.
            #[schema(example = "k3v7-128")]
            pub as_of: String,
            $($(#[$doc])+ #[schema(required)] pub $extra: $type,)*
        }
    };
}

page!(
    ArticlePage, crate::record::article::Article, "A page of articles.",
    /// What the articles of all pages are counted by, as `facets` asks; null where it does not.
    facets: Option<Vec<super::facets::FacetCounts>>,
    /// How `q` was answered; null without it.
    search: Option<super::found::Searched>,
);
page!(FacetPage, super::facets::FacetValue, "A page of the values of a facet.");
page!(
    AuthorPage, crate::record::author::Author, "A page of authors.",
    /// How `q` was answered; null without it.
    search: Option<super::found::Searched>,
);
page!(
    OrganizationPage, crate::record::organization::Organization, "A page of organizations.",
    /// How `q` was answered; null without it.
    search: Option<super::found::Searched>,
);
page!(
    SeriesPage, crate::record::series::Series, "A page of series.",
    /// How `q` was answered; null without it.
    search: Option<super::found::Searched>,
);
page!(DisclaimerPage, crate::record::disclaimer::Disclaimer, "A page of disclaimers.");
page!(VersionPage, super::versions::Listed, "A page of versions.");
page!(CitationPage, super::citations::Citation, "A page of citations.");
page!(RevisionPage, super::revisions::Listed, "A page of revisions.");
page!(DraftPage, super::drafts::Listed, "A page of drafts.");
page!(ImportPage, crate::intake::Job, "A page of imports.");
page!(RelationPage, super::relations::RelatedItem, "A page of relations.");
