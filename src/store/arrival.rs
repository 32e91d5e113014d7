//! Relations find each other: what is named by DOI or address is named by id once it is here.

use super::error::StoreError;
use super::keys;
use super::session::{Draft, Session};
use crate::domain::article::Relation;
use crate::domain::{Entity, Id, Ref};

impl Session<'_> {
    /// Sets what is to be written under an id. Of an article, the works it names by DOI or address are
    /// looked up, and the articles that wait for it are told that it has come.
    pub fn arrive(&mut self, id: Id, mut draft: Draft) -> Result<(), StoreError> {
        let Entity::Article(article) = &mut draft.entity else {
            self.put(id, draft);
            return Ok(());
        };
        for relation in article.relations.iter_mut().filter(|r| r.article.is_none()) {
            let doi = relation.doi.iter().map(|doi| format!("article:doi:{doi}"));
            let url = relation.url.iter().map(|url| format!("article:{}", url.lookup_key()));
            for key in doi.chain(url) {
                if let [one] = self.find(&key)?.as_slice() {
                    relation.article = Some(Ref::from(*one));
                }
            }
        }
        let wanted = keys::wanted(article);
        self.put(id, draft);
        self.answer_waiting(id, &wanted)
    }

    /// Articles that refer to this one by DOI or address now refer to it by id.
    fn answer_waiting(&mut self, id: Id, wanted: &[String]) -> Result<(), StoreError> {
        for key in wanted {
            for waiting in self.find(key)? {
                let Some(mut draft) = self.load(waiting)? else { continue };
                if let Entity::Article(article) = &mut draft.entity {
                    let points = |r: &Relation| {
                        let doi = r.doi.as_ref().is_some_and(|doi| *key == format!("wants:doi:{doi}"));
                        doi || r.url.as_ref().is_some_and(|url| *key == format!("wants:{}", url.lookup_key()))
                    };
                    let open = article.relations.iter_mut().filter(|r| r.article.is_none() && points(r));
                    open.for_each(|r| r.article = Some(Ref::from(id)));
                }
                self.put(waiting, draft);
            }
        }
        Ok(())
    }
}
