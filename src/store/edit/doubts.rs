//! What is known under another id already.

use super::{View, merging};
use crate::domain::{Entity, Id};
use crate::import::edit::{Fault, Sent};
use crate::store::StoreError;
use crate::store::db::Db;
use crate::store::keys;

/// What of a thing another one has too, though that may be right.
pub(super) fn doubts(db: &mut dyn Db, id: Option<Id>, entity: &Entity) -> Result<Vec<Fault>, StoreError> {
    let mut faults = Vec::new();
    let mut known = Vec::new();
    for (pointer, what, keys) in shared(entity) {
        known.push((pointer, what, db.lookup(&keys)?));
    }
    if let Entity::Article(article) = entity {
        for prefix in keys::numbers(article) {
            known.push(("/appearances", "number in this series", db.lookup_from(&prefix)?));
        }
    }
    for (pointer, what, rows) in known {
        let others = others(rows.into_iter().filter_map(|row| Id::from_key(row.id)), id);
        let others = merging::others(db, others, id)?;
        if !others.is_empty() {
            let verb = if others.len() == 1 { "has" } else { "have" };
            faults.push(Fault::at(pointer, format!("{} {verb} this {what} too", list(&others))));
        }
    }
    faults.extend(merging::unseen(db, entity)?);
    faults.dedup();
    Ok(faults)
}

/// What only one thing can have, and another one has.
pub(super) fn taken(db: &mut dyn Db, view: Option<&View>, sent: &Sent) -> Result<Vec<Fault>, StoreError> {
    let (own, resource) = (view.map(|view| view.id), sent.entity.resource());
    let mut faults = Vec::new();
    if let Some(slug) = &sent.slug {
        let others = others(found(db, keys::slug(resource, slug))?, own);
        if !others.is_empty() {
            faults.push(Fault::at("/slug", format!("`{slug}` leads to {}; choose another", list(&others))));
        }
    }
    let Entity::Article(article) = &sent.entity else { return Ok(faults) };
    let before = match view.map(|view| &view.entity) {
        Some(Entity::Article(before)) => before.doi(),
        _ => None,
    };
    let at = article.identifiers.iter().position(|own| own.scheme == "doi");
    if let (Some(doi), Some(at)) = (article.doi().filter(|doi| Some(*doi) != before), at) {
        let others = others(found(db, format!("article:doi:{doi}"))?, own);
        if !others.is_empty() {
            let detail = format!("{} has this DOI, and a DOI names one article", list(&others));
            faults.push(Fault::at(format!("/identifiers/{at}"), detail));
        }
    }
    Ok(faults)
}

/// Places, what stands there, and the keys under which others would be found.
fn shared(entity: &Entity) -> Vec<(&'static str, &'static str, Vec<String>)> {
    let mut classes = keys::identity(entity).into_iter();
    let mut next = || classes.next().unwrap_or_default();
    match entity {
        Entity::Article(_) => {
            let _dois = next();
            vec![("/appearances", "address", next())]
        }
        Entity::Author(own) => {
            let names = own.names.iter().map(|name| keys::name(entity.resource(), &name.full)).collect();
            vec![("/identifiers", "identifier", next()), ("/contacts", "address", next()), ("/names", "name", names)]
        }
        Entity::Organization(_) => vec![("/identifiers", "identifier", next()), ("/names", "name", next())],
        Entity::Series(_) => vec![("/issn", "ISSN", next()), ("/titles", "title", next())],
        Entity::Disclaimer(_) => vec![("/text", "text, in the same place,", next())],
    }
}

fn found(db: &mut dyn Db, key: String) -> Result<Vec<Id>, StoreError> {
    Ok(db.lookup(&[key])?.into_iter().filter_map(|row| Id::from_key(row.id)).collect())
}

fn others(ids: impl IntoIterator<Item = Id>, own: Option<Id>) -> Vec<Id> {
    let mut others: Vec<Id> = ids.into_iter().filter(|id| Some(*id) != own).collect();
    others.sort();
    others.dedup();
    others.truncate(10);
    others
}

fn list(ids: &[Id]) -> String {
    ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", ")
}
