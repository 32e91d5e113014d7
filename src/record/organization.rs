//! The organization's record.

use serde::{Deserialize, Serialize};

use super::Frame;
use super::neighbour::{AgentLink, Neighbours};
use super::withdrawal::{self, Withdrawal};
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::organization as truth;
use crate::domain::text::{self, LocalText};
use crate::domain::{Id, Ref, Timestamp};

/// A body: publisher, affiliation or corporate author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Organization {
    /// Its id, for ever.
    #[schema(value_type = String, example = "or1")]
    pub id: Id,
    /// A name for addresses; it may change.
    #[schema(example = "harbour-institute")]
    pub slug: Option<String>,
    /// The name to show.
    #[schema(example = "Harbour Institute")]
    pub name: String,
    /// All forms of the name.
    pub names: Vec<LocalText>,
    /// The town it sits in.
    #[schema(example = "Port Vale")]
    pub place: Option<String>,
    /// Its country (ISO 3166-1 alpha-2).
    #[schema(example = "NZ")]
    pub country: Option<String>,
    /// Its site.
    pub url: Option<WebUrl>,
    /// Its ROR id.
    #[schema(example = "https://ror.org/05dxps055")]
    pub ror: Option<String>,
    /// All identifiers.
    pub identifiers: Vec<Identifier>,
    /// Bodies it came from.
    pub predecessors: Vec<AgentLink>,
    /// Bodies it went into.
    pub successors: Vec<AgentLink>,
    /// When this record was first kept.
    pub created: Timestamp,
    /// When this record last changed.
    pub modified: Timestamp,
    /// Why and since when it is withdrawn; null otherwise.
    pub withdrawal: Option<Withdrawal>,
}

pub(super) fn derive(frame: &Frame<'_>, own: &truth::Organization, around: &dyn Neighbours) -> Organization {
    // What was merged into this one, or into another that is named too, is not shown beside it.
    let links = |refs: &[Ref]| {
        let mut links: Vec<AgentLink> = Vec::new();
        for link in refs.iter().filter_map(|r| around.organization(r)).filter(|link| link.id != frame.id) {
            if !links.iter().any(|known| known.id == link.id) {
                links.push(link.clone());
            }
        }
        links
    };
    Organization {
        id: frame.id,
        slug: frame.slug.map(str::to_owned),
        name: text::display(&own.names).map(|n| n.text.clone()).unwrap_or_default(),
        names: own.names.clone(),
        place: own.place.clone(),
        country: own.country.clone(),
        url: own.url.clone(),
        ror: own.identifiers.iter().find(|i| i.scheme == "ror").map(|i| i.value.clone()),
        identifiers: own.identifiers.clone(),
        predecessors: links(&own.predecessors),
        successors: links(&own.successors),
        withdrawal: withdrawal::derive(own.withdrawal.as_ref(), around),
        created: frame.created,
        modified: frame.modified,
    }
}
