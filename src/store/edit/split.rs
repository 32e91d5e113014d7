//! Splitting: what was taken for one author or organization is two.
//!
//! The second one is made, and articles that named the first now name it: an author's parts in them; of an
//! organization its parts, the posts held at it, and that it published them. What else names an organization,
//! such as a series, is changed by itself.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::View;
use super::{Condition, Created, Edit, EditError, Once, add, make, reach, sent, view, write};
use crate::domain::{Article, Entity, Id, Resource};
use crate::import::edit::{Fault, Fields};
use crate::store::StoreError;
use crate::store::db::Db;
use crate::store::merges::Merges;
use crate::store::neighbours::Circle;
use crate::store::open::Store;
use crate::store::session::{Session, display_name};

/// How a thing is to be split.
#[derive(Clone, Debug)]
pub struct Split {
    /// The values of the second one.
    second: Fields,
    /// The articles that are to name it, in the order in which they were sent.
    articles: Vec<Id>,
}

impl Split {
    /// Reads it from what was sent: the values under the name of the resource, and `articles`.
    pub fn of(resource: Resource, mut sent: Fields) -> Result<Split, Vec<Fault>> {
        let mut faults = Vec::new();
        let second = match sent.shift_remove(resource.name()) {
            Some(Value::Object(second)) => second,
            _ => {
                let detail = format!("it is missing, or no object; write the values of the second {}", resource.name());
                faults.push(Fault::at(format!("/{}", resource.name()), detail));
                Fields::new()
            }
        };
        let listed = sent.shift_remove("articles");
        let listed = listed.as_ref().and_then(Value::as_array).filter(|own| !own.is_empty());
        if listed.is_none() {
            faults.push(Fault::at(
                "/articles",
                "it is missing; list the articles of the second one, such as `[\"ar5\"]`",
            ));
        }
        let mut articles = Vec::new();
        for (at, value) in listed.into_iter().flatten().enumerate() {
            let id = value.as_str().and_then(|text| text.parse().ok());
            match id.filter(|id: &Id| id.resource() == Resource::Article) {
                Some(id) if articles.contains(&id) => faults.push(Fault::at(place(at), format!("{id} is there twice"))),
                Some(id) => articles.push(id),
                None => faults.push(Fault::at(place(at), "it is not the id of an article; write one such as `ar5`")),
            }
        }
        let unknown = |name: &String| {
            let name = name.replace('~', "~0").replace('/', "~1");
            Fault::at(format!("/{name}"), format!("there are `{}` and `articles`", resource.name()))
        };
        faults.extend(sent.keys().map(unknown));
        if faults.is_empty() { Ok(Split { second, articles }) } else { Err(faults) }
    }
}

fn place(at: usize) -> String {
    format!("/articles/{at}")
}

impl Store {
    /// Makes a second thing, which articles name from now on in the place of the first; the first is not
    /// written. The same request once more, by the same name, is answered as it was.
    pub fn split(
        &self,
        edit: &Edit,
        id: Id,
        condition: &Condition,
        split: Split,
        once: Option<&Once>,
    ) -> Result<Created, EditError> {
        make(self, edit, once, |db| {
            let first = edit.meet(db, id, condition)?;
            let Split { second, articles } = split;
            let below = |error| below(id.resource(), error);
            let (found, mut faults) = parts(db, edit, &first, &articles)?;
            let sent = match sent::checked(db, edit, None, second, id.resource()).map_err(below) {
                Err(EditError::Invalid(own)) => Err(own),
                other => Ok(other?),
            };
            let sent = match sent {
                Ok(sent) if faults.is_empty() => sent,
                own => {
                    faults.extend(own.err().into_iter().flatten());
                    return Err(EditError::Invalid(faults));
                }
            };
            let (mut circle, author) = (Circle::default(), edit.author());
            let mut session = Session::new(db, &mut circle, edit.now);
            let second = add(&mut session, edit, sent).map_err(below)?;
            for (article, old) in found {
                let moved = moved(session.db, &article, &old, second)?;
                write(&mut session, &article, moved, article.slug.clone())?;
            }
            session.finish(&author, Vec::new())?;
            Ok(second)
        })
    }
}

/// Faults of the second thing, where it stands in what was sent.
fn below(resource: Resource, error: EditError) -> EditError {
    match error {
        EditError::Invalid(faults) => {
            let at = |own: Fault| Fault { pointer: format!("/{}{}", resource.name(), own.pointer), ..own };
            EditError::Invalid(faults.into_iter().map(at).collect())
        }
        other => other,
    }
}

/// The articles, each with those of its references that are or lead to a thing; and what is wrong with them.
type Parts = (Vec<(View, BTreeSet<Id>)>, Vec<Fault>);

fn parts(db: &mut dyn Db, edit: &Edit, first: &View, articles: &[Id]) -> Result<Parts, EditError> {
    let merges = Merges::read(db)?;
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (at, id) in articles.iter().enumerate() {
        let Some(article) = view::load(db, *id)? else {
            faults.push(Fault::at(place(at), format!("there is no article `{id}`")));
            continue;
        };
        reach(&edit.grant, *id, &article.entity)?;
        let old = article.entity.clone().references().into_iter().filter(|own| merges.leads(*own, first.id));
        let old: BTreeSet<Id> = old.collect();
        match old.is_empty() {
            true => faults.push(Fault::at(place(at), format!("{id} does not name {}", first.id))),
            false => found.push((article, old)),
        }
    }
    Ok((found, faults))
}

/// An article that names the second thing. The names that were printed stay.
fn moved(db: &mut dyn Db, article: &View, old: &BTreeSet<Id>, second: Id) -> Result<Entity, StoreError> {
    let mut entity = article.entity.clone();
    if let Entity::Article(own) = &mut entity {
        keep_names(db, own, old)?;
    }
    let done: Result<(), StoreError> = entity.map_references(&mut |reference, _| {
        if reference.id().is_some_and(|id| old.contains(&id)) {
            *reference = second.into();
        }
        Ok(())
    });
    done.map(|()| entity)
}

/// Writes down the names of those who were printed under the name that they have.
fn keep_names(db: &mut dyn Db, article: &mut Article, old: &BTreeSet<Id>) -> Result<(), StoreError> {
    for part in article.contributions.iter_mut().filter(|part| part.name.is_none()) {
        let Some(id) = part.author.id().filter(|id| old.contains(id)) else { continue };
        let Some(row) = db.entities(&[id.key()])?.pop() else { continue };
        part.name = display_name(&serde_json::from_slice(&row.document)?);
    }
    Ok(())
}
