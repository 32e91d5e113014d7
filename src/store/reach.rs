//! What a key reaches: the rule for every write with one, whether an edit or an import.

use crate::domain::{Entity, Grant, Id};

/// Whether a key is good for the series that a thing belongs to.
pub(super) fn reaches(grant: &Grant, id: Id, entity: &Entity) -> bool {
    match entity {
        Entity::Series(_) => grant.reaches(&[id]),
        other => grant.reaches(&other.series()),
    }
}

/// Whether a key may make a thing of these values. Whoever may write an article may name an author who is
/// not known yet; a new series belongs to none that a key is good for.
pub(super) fn may_make(grant: &Grant, entity: &Entity) -> bool {
    match entity {
        Entity::Author(_) | Entity::Organization(_) => true,
        Entity::Series(_) => grant.series.is_empty(),
        other => grant.reaches(&other.series()),
    }
}
