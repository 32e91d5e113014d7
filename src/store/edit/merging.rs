//! Merging authors and organizations: what one of them can be merged into, and what is lost from sight by it.

use super::View;
use crate::domain::{Entity, Id};
use crate::import::edit::{Fault, Sent};
use crate::store::StoreError;
use crate::store::db::Db;
use crate::store::merges::Merges;

/// Where it is said what a thing is merged into.
const PLACE: &str = "/merged_into";

/// Why a thing cannot be merged into what was sent. That it must be there, and another one of its kind, is told
/// with all other references.
pub(super) fn faults(db: &mut dyn Db, view: Option<&View>, sent: &Sent) -> Result<Vec<Fault>, StoreError> {
    let Some(into) = sent.entity.merged() else { return Ok(Vec::new()) };
    if sent.entity.withdrawal().is_some() {
        let detail = format!("what was merged is not withdrawn; it leads to {into} until this is null");
        return Ok(vec![Fault::at(PLACE, detail)]);
    }
    let (own, before) = (view.map(|view| view.id), view.and_then(|view| view.entity.merged()));
    let Some(id) = into.id().filter(|id| Some(*id) != own && before != Some(into)) else { return Ok(Vec::new()) };
    let merges = Merges::read(db)?;
    let detail = match (own.filter(|own| merges.leads(id, *own)), merges.survivor(id)) {
        (Some(own), _) => format!("{id} leads to {own}: that would be a circle"),
        (None, last) if last != id => format!("{id} was merged into {last}; name {last}"),
        (None, _) => return Ok(Vec::new()),
    };
    Ok(vec![Fault::at(PLACE, detail)])
}

/// What readers no longer find once a thing is merged: names, identifiers and contacts that what it leads to
/// has not.
pub(super) fn unseen(db: &mut dyn Db, entity: &Entity) -> Result<Vec<Fault>, StoreError> {
    let Some(into) = entity.merged_into() else { return Ok(Vec::new()) };
    let into = Merges::read(db)?.survivor(into);
    let Some(row) = db.entities(&[into.key()])?.pop() else { return Ok(Vec::new()) };
    let there = marks(&serde_json::from_slice(&row.document)?);
    let unseen = marks(entity).into_iter().filter(|own| !there.contains(own));
    Ok(unseen.map(|(what, text)| Fault::at(PLACE, format!("{into} has not the {what} `{text}`"))).collect())
}

/// Those of them that are another thing than this one, whatever either was merged into.
pub(super) fn others(db: &mut dyn Db, ids: Vec<Id>, own: Option<Id>) -> Result<Vec<Id>, StoreError> {
    let Some(own) = own.filter(|_| !ids.is_empty()) else { return Ok(ids) };
    let merges = Merges::read(db)?;
    Ok(ids.into_iter().filter(|id| merges.survivor(*id) != merges.survivor(own)).collect())
}

/// By what a person or body is known.
fn marks(entity: &Entity) -> Vec<(&'static str, String)> {
    match entity {
        Entity::Author(own) => {
            let names = own.names.iter().map(|name| ("name", name.full.clone()));
            let identifiers = own.identifiers.iter().map(|own| ("identifier", own.identifier.value.clone()));
            let contacts = own.contacts.iter().map(|own| ("contact", own.email.to_lowercase()));
            names.chain(identifiers).chain(contacts).collect()
        }
        Entity::Organization(own) => {
            let names = own.names.iter().map(|name| ("name", name.text.clone()));
            names.chain(own.identifiers.iter().map(|own| ("identifier", own.value.clone()))).collect()
        }
        Entity::Article(_) | Entity::Series(_) | Entity::Disclaimer(_) => Vec::new(),
    }
}
