//! Finding a thing by its slug or by one of its identifiers.

use super::error::StoreError;
use super::keys;
use super::reader::Reader;
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::{Id, Resource};

impl Reader {
    /// The thing of this slug, today's or an earlier one.
    pub fn by_slug(&self, resource: Resource, slug: &str) -> Result<Option<Id>, StoreError> {
        self.by_key(keys::slug(resource, slug), resource)
    }

    /// The article with this DOI, in any spelling; an error tells what is no DOI.
    pub fn by_doi(&self, doi: &str) -> Result<Option<Id>, StoreError> {
        self.by_key(format!("article:doi:{doi}"), Resource::Article)
    }

    /// The article at this address, whatever its scheme, `www.` and final slash.
    pub fn by_url(&self, url: &WebUrl) -> Result<Option<Id>, StoreError> {
        self.by_key(format!("article:{}", url.lookup_key()), Resource::Article)
    }

    /// The article with this identifier of some scheme.
    pub fn by_identifier(&self, identifier: &Identifier) -> Result<Option<Id>, StoreError> {
        self.by_key(format!("article:{}", identifier.lookup_key()), Resource::Article)
    }

    /// The first public thing under a key, or what it was merged into. What is private is not there.
    fn by_key(&self, key: String, resource: Resource) -> Result<Option<Id>, StoreError> {
        let mut ids: Vec<Id> = self
            .source()
            .read(|db| db.lookup(&[key]))?
            .into_iter()
            .filter_map(|row| Id::from_key(row.id))
            .filter(|id| id.resource() == resource)
            .collect();
        ids.sort();
        Ok(ids.into_iter().find_map(|id| self.hit(id).map(|_| id).or_else(|| self.survivor(id))))
    }
}
