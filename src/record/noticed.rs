//! The way back from a correction: of an article that carries a notice on another one, its record says so too,
//! whether or not its own values do.

use super::article::Relation;
use super::neighbour::Neighbours;
use crate::domain::article::{Notice, NoticeKind};
use crate::domain::{Id, Ref};

/// An article that has a notice, as the article that carries the notice is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noticed {
    /// The article with the notice.
    pub on: Id,
    /// What the carrier does to it: `corrects` or `retracts`.
    pub how: &'static str,
}

/// What an article does that carries a notice of this kind. A note puts nothing right.
pub const fn how(kind: NoticeKind) -> Option<&'static str> {
    match kind {
        NoticeKind::Correction => Some("corrects"),
        NoticeKind::Retraction => Some("retracts"),
        NoticeKind::EditorsNote => None,
    }
}

/// The articles that carry notices, each with what it does.
pub fn carriers(notices: &[Notice]) -> impl Iterator<Item = (&'static str, Id)> {
    notices.iter().filter_map(|own| Some((how(own.kind)?, own.article.as_ref().and_then(Ref::id)?)))
}

/// The relations that notices of public articles give their carrier, but for those that it has.
pub(super) fn relations(noticed: &[Noticed], own: &[Relation], around: &dyn Neighbours) -> Vec<Relation> {
    let mut all: Vec<Noticed> = noticed.to_vec();
    all.sort();
    all.dedup();
    let has = |new: &Noticed| {
        own.iter().any(|old| old.r#type == new.how && old.article.as_ref().is_some_and(|link| link.id == new.on))
    };
    let new = all.into_iter().filter(|new| !has(new)).filter_map(|new| {
        let article = around.article(&Ref::from(new.on))?.clone();
        let (doi, url, citation) = Default::default();
        Some(Relation { r#type: new.how.to_owned(), article: Some(article), doi, url, citation })
    });
    new.collect()
}
