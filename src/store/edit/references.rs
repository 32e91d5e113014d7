//! What a thing refers to: whether it is there, and whether the chain comes back to where it began.

use std::collections::{BTreeSet, VecDeque};

use super::{View, merging};
use crate::domain::article::{Relation, RelationType};
use crate::domain::{Entity, Id, Ref};
use crate::import::edit::{Fault, Reference, Sent};
use crate::store::StoreError;
use crate::store::db::Db;

/// How far a chain is followed.
const FAR: usize = 10_000;

/// A way in which one thing leads to another of its kind, and which never comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chain {
    Parent,
    Preceding,
    Succeeding,
    Predecessors,
    Successors,
    Replacement,
    Relation(RelationType),
}

/// What is wrong with the references that were sent.
pub(super) fn faults(db: &mut dyn Db, view: Option<&View>, sent: &Sent) -> Result<Vec<Fault>, StoreError> {
    let mut faults = absent(db, view, &sent.references)?;
    faults.extend(merging::faults(db, view, sent)?);
    let Some(view) = view else { return Ok(faults) };
    for Reference { pointer, id, .. } in &sent.references {
        let Some(chain) = Chain::of(pointer, &sent.entity).filter(|_| *id != view.id) else { continue };
        if !chain.next(&view.entity).contains(id) && leads_back(db, chain, *id, view.id)? {
            faults.push(Fault::at(pointer, format!("{id} leads back to {}: that would be a circle", view.id)));
        }
    }
    Ok(faults)
}

/// The references that name nothing, or the thing itself. Those that were there before stay as they are: an
/// import may have left some that wait for what they name.
fn absent(db: &mut dyn Db, view: Option<&View>, references: &[Reference]) -> Result<Vec<Fault>, StoreError> {
    let before: BTreeSet<Id> = view.map(|view| view.entity.clone().references()).into_iter().flatten().collect();
    let mut faults = Vec::new();
    for Reference { pointer, id, .. } in references {
        if view.is_some_and(|view| view.id == *id) {
            faults.push(Fault::at(pointer, format!("{id} is this very {}", id.resource().name())));
        } else if !before.contains(id)
            && let Some(why) = absence(db, *id)?
        {
            faults.push(Fault::at(pointer, why));
        }
    }
    Ok(faults)
}

/// Why a thing cannot be referred to. What was said of a withdrawn article may still be.
fn absence(db: &mut dyn Db, id: Id) -> Result<Option<String>, StoreError> {
    let Some(row) = db.entities(&[id.key()])?.pop() else {
        return Ok(Some(format!("there is no {} `{id}`", id.resource().name())));
    };
    let entity: Entity = serde_json::from_slice(&row.document)?;
    let is_gone = entity.withdrawal().is_some() && !matches!(entity, Entity::Article(_));
    Ok(is_gone.then(|| format!("{id} is withdrawn")))
}

fn leads_back(db: &mut dyn Db, chain: Chain, from: Id, to: Id) -> Result<bool, StoreError> {
    let (mut seen, mut due) = (BTreeSet::from([from]), VecDeque::from([from]));
    while let Some(id) = due.pop_front().filter(|_| seen.len() < FAR) {
        let Some(row) = db.entities(&[id.key()])?.pop() else { continue };
        for next in chain.next(&serde_json::from_slice(&row.document)?) {
            if next == to {
                return Ok(true);
            }
            if seen.insert(next) {
                due.push_back(next);
            }
        }
    }
    Ok(false)
}

impl Chain {
    /// The chain that a place belongs to.
    fn of(pointer: &str, entity: &Entity) -> Option<Chain> {
        let mut parts = pointer.split('/').skip(1);
        match (parts.next()?, parts.next()) {
            ("parent", _) => Some(Chain::Parent),
            ("preceding", _) => Some(Chain::Preceding),
            ("succeeding", _) => Some(Chain::Succeeding),
            ("predecessors", _) => Some(Chain::Predecessors),
            ("successors", _) => Some(Chain::Successors),
            ("withdrawal", _) => Some(Chain::Replacement),
            ("relations", Some(at)) => {
                let Entity::Article(own) = entity else { return None };
                let kind = own.relations.get(at.parse::<usize>().ok()?)?.r#type;
                goes_one_way(kind).then_some(Chain::Relation(kind))
            }
            _ => None,
        }
    }

    /// What a thing leads to.
    fn next(self, entity: &Entity) -> Vec<Id> {
        let ids = |refs: &mut dyn Iterator<Item = &Ref>| refs.filter_map(Ref::id).collect();
        match (self, entity) {
            (Chain::Parent, Entity::Series(own)) => ids(&mut own.parent.iter()),
            (Chain::Preceding, Entity::Series(own)) => ids(&mut own.preceding.iter()),
            (Chain::Succeeding, Entity::Series(own)) => ids(&mut own.succeeding.iter()),
            (Chain::Predecessors, Entity::Organization(own)) => ids(&mut own.predecessors.iter()),
            (Chain::Successors, Entity::Organization(own)) => ids(&mut own.successors.iter()),
            (Chain::Replacement, any) => {
                any.withdrawal().and_then(|own| own.successor.as_ref()?.id()).into_iter().collect()
            }
            (Chain::Relation(kind), Entity::Article(own)) => {
                let same = |own: &&Relation| own.r#type == kind;
                ids(&mut own.relations.iter().filter(same).filter_map(|own| own.article.as_ref()))
            }
            _ => Vec::new(),
        }
    }
}

/// Whether what has this relation to another comes after it, so that no circle can be. Two articles may
/// refer to each other.
const fn goes_one_way(kind: RelationType) -> bool {
    match kind {
        RelationType::RespondsTo
        | RelationType::Corrects
        | RelationType::TranslationOf
        | RelationType::Continues
        | RelationType::Replaces
        | RelationType::Reviews => true,
        RelationType::References | RelationType::RelatedTo => false,
    }
}
