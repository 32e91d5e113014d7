//! What a key reaches: the rule for every write with one, whether an edit or an import.

use super::ingest::{Ingest, Stop};
use super::session::Draft;
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

impl Ingest<'_, '_> {
    /// The draft, if anything changed, where the key may change the thing: `may` tells that of what it was
    /// before. What is only mentioned stays as it is where not.
    pub(super) fn reached(
        &mut self,
        id: Id,
        may: bool,
        draft: Option<Draft>,
        mentioned: bool,
    ) -> Result<Option<Draft>, Stop> {
        let Some(grant) = self.grant else { return Ok(draft) };
        match may && draft.as_ref().is_none_or(|own| reaches(grant, id, &own.entity)) {
            true => Ok(draft),
            false if mentioned => Ok(None),
            false => self.reject("series", format!("the key `{}` is not good for the series of {id}", grant.name)),
        }
    }

    /// Rejects what the key may not make.
    pub(super) fn must_make(&mut self, entity: &Entity) -> Result<(), Stop> {
        match self.grant {
            Some(grant) if !may_make(grant, entity) => {
                let what = entity.resource().name();
                let reason = format!("the key `{}` is good for other series, and cannot make this {what}", grant.name);
                self.reject("series", reason)
            }
            _ => Ok(()),
        }
    }
}
