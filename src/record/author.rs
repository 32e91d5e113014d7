//! The author's record.

use serde::{Deserialize, Serialize};

use super::Frame;
use super::article::{Affiliation, affiliation};
use super::neighbour::Neighbours;
use super::withdrawal::{self, Withdrawal};
use crate::domain::author::{self as truth, PersonIdentifier, PersonName};
use crate::domain::identifier::WebUrl;
use crate::domain::{Id, Timestamp};

/// A person who writes, translates or edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Author {
    /// Their id, for ever.
    #[schema(value_type = String, example = "au1")]
    pub id: Id,
    /// A name for addresses; it may change.
    #[schema(example = "jane-doe")]
    pub slug: Option<String>,
    /// The name to show, in its own order.
    #[schema(example = "Jane Doe")]
    pub name: String,
    /// The name for lists, family name first.
    #[schema(example = "Doe, Jane")]
    pub sort_name: String,
    /// All forms of the name.
    pub names: Vec<PersonName>,
    /// The ORCID iD, as URI.
    #[schema(example = "https://orcid.org/0000-0002-1825-0097")]
    pub orcid: Option<String>,
    /// All identifiers.
    pub identifiers: Vec<PersonIdentifier>,
    /// Present posts.
    pub affiliations: Vec<Affiliation>,
    /// The person's own page.
    pub url: Option<WebUrl>,
    /// When this record was first kept.
    pub created: Timestamp,
    /// When this record last changed.
    pub modified: Timestamp,
    /// Why and since when it is withdrawn; null otherwise.
    pub withdrawal: Option<Withdrawal>,
}

pub(super) fn derive(frame: &Frame<'_>, own: &truth::Author, around: &dyn Neighbours) -> Author {
    let name = own.name().cloned().unwrap_or_default();
    Author {
        id: frame.id,
        slug: frame.slug.map(str::to_owned),
        sort_name: name.sort_form(),
        name: name.full,
        names: own.names.clone(),
        orcid: own.orcid().map(str::to_owned),
        identifiers: own.identifiers.clone(),
        affiliations: own.affiliations.iter().map(|a| affiliation(a, around)).collect(),
        url: own.url.clone(),
        withdrawal: withdrawal::derive(own.withdrawal.as_ref(), around),
        created: frame.created,
        modified: frame.modified,
    }
}
