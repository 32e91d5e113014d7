//! Bodies as the public may read them.

use super::db::Db;
use super::error::StoreError;
use super::neighbours::Circle;
use super::reader::Reader;
use crate::domain::article::Status;
use crate::domain::redaction::redact;
use crate::domain::{Article, Entity, Id};
use crate::record::article::{consented, serves_body};

impl Reader {
    /// The public paragraphs of an article's body; `None` where there is none or it is not served.
    pub fn body(&self, id: Id) -> Result<Option<Vec<String>>, StoreError> {
        self.source().snapshot(|db| {
            let Some((article, circle)) = published(db, id)? else { return Ok(None) };
            let Some(body) = db.bodies(&[id.key()])?.pop() else { return Ok(None) };
            if !serves_body(&article, &circle) {
                return Ok(None);
            }
            let consented = consented(&article, &circle);
            let paragraphs: Vec<String> = serde_json::from_slice(&body.paragraphs)?;
            Ok(Some(paragraphs.iter().map(|p| redact(p, &consented)).collect()))
        })
    }
}

/// A published article as its editors keep it, and what stands around it.
pub(super) fn published(db: &mut dyn Db, id: Id) -> Result<Option<(Box<Article>, Circle)>, StoreError> {
    let Some(row) = db.entities(&[id.key()])?.pop() else { return Ok(None) };
    let mut entity: Entity = serde_json::from_slice(&row.document)?;
    let mut circle = Circle::default();
    circle.gather(db, entity.references().into_iter())?;
    match entity {
        Entity::Article(article) if article.status == Status::Published => Ok(Some((article, circle))),
        _ => Ok(None),
    }
}
