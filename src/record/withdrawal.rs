//! What stays of a withdrawn author, organization, series or disclaimer.

use serde::{Deserialize, Serialize};

use super::neighbour::{Neighbour, Neighbours};
use super::public::public_text;
use crate::domain::{Entity, Id, Ref, Timestamp, article};

/// That a thing is withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ThingWithdrawal)]
pub struct Withdrawal {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<String>,
    /// What to use in its place.
    pub successor: Option<Successor>,
}

/// What stands in the place of a withdrawn thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "au1", "name": "Jane Doe"}))]
pub struct Successor {
    /// Its id; it is of the same kind.
    #[schema(value_type = String)]
    pub id: Id,
    /// Its name or title; of a disclaimer the text.
    pub name: String,
}

pub(super) fn derive(own: Option<&article::Withdrawal>, around: &dyn Neighbours) -> Option<Withdrawal> {
    let own = own?;
    let successor = own.successor.as_ref().and_then(Ref::id).and_then(|id| {
        let found = around.get(id)?;
        let name = match found {
            Neighbour::Person { link, .. } | Neighbour::Organization { link } => link.name.clone(),
            Neighbour::Series { link, .. } => link.title.clone(),
            Neighbour::Disclaimer(link) => link.text.clone(),
            Neighbour::Article(_) | Neighbour::Merged { .. } => return None,
        };
        Some(Successor { id: found.agent().unwrap_or(id), name })
    });
    Some(Withdrawal { at: own.at, reason: own.reason.as_deref().map(public_text), successor })
}

/// Takes out of a withdrawn thing what its tombstone does not show: all but its names, titles, texts and
/// identifiers. Of articles, see [`super::article`].
pub fn strip(entity: &mut Entity) {
    let Some(withdrawal) = entity.withdrawal().cloned() else { return };
    match entity {
        Entity::Article(_) => return,
        Entity::Author(own) => {
            own.affiliations.clear();
            own.contacts.clear();
            own.url = None;
        }
        Entity::Organization(own) => {
            (own.place, own.country, own.url) = (None, None, None);
            own.predecessors.clear();
            own.successors.clear();
        }
        Entity::Series(own) => {
            (own.publisher, own.parent, own.preceding, own.succeeding) = (None, None, None, None);
            (own.frequency, own.url, own.description, own.bodies_public) = (None, None, None, false);
        }
        Entity::Disclaimer(own) => {
            own.languages.clear();
            own.types.clear();
        }
    }
    let reason = withdrawal.reason.as_deref().map(public_text);
    entity.set_withdrawal(Some(article::Withdrawal { reason, ..withdrawal }));
}
