//! The organization: publisher, affiliation, corporate author.

use serde::{Deserialize, Serialize};

use super::article::Withdrawal;
use super::identifier::{Identifier, WebUrl};
use super::reference::OrganizationRef;
use super::text::LocalText;
use super::{Ref, Resource, Slot, map_all, successor};

/// A body, as an editor keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = OrganizationSource)]
pub struct Organization {
    /// Its names; one is `main`.
    pub names: Vec<LocalText>,
    /// The town it sits in.
    pub place: Option<String>,
    /// Its country, an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Its site.
    pub url: Option<WebUrl>,
    /// ROR, ISNI, Wikidata.
    pub identifiers: Vec<Identifier>,
    /// Bodies it came from.
    #[schema(value_type = Vec<OrganizationRef>)]
    pub predecessors: Vec<Ref>,
    /// Bodies it went into.
    #[schema(value_type = Vec<OrganizationRef>)]
    pub successors: Vec<Ref>,
    /// Why and since when it is withdrawn.
    pub withdrawal: Option<Withdrawal>,
    /// The organization that this one turned out to be: it leads there, and records show that one. What names this one
    /// keeps its id, so that null undoes it.
    #[schema(value_type = Option<OrganizationRef>)]
    pub merged_into: Option<Ref>,
}

impl Organization {
    pub(super) fn map_refs<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        let refs = self.predecessors.iter_mut().chain(&mut self.successors);
        let refs = refs.chain(successor(&mut self.withdrawal)).chain(&mut self.merged_into);
        map_all(refs, Slot::One(Resource::Organization), map)
    }
}
