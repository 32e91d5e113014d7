//! Keys by which editors and other systems write: made, listed, rotated, revoked, asked what they grant.
//!
//! Every question goes to the database, so that what one process does to a key every other knows at once.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::db::{ApiKeyRow, Db};
use super::error::StoreError;
use super::open::Store;
use super::settings::random;
use crate::domain::{Grant, Id, Scope, Timestamp};

/// What every secret begins with, so that one is known for what it is wherever it turns up.
const MARK: &str = "byline_";

/// Letters of the part by which a secret is found, and of the rest.
const FOUND_BY: usize = 10;
const RANDOM: usize = 52;

/// The longest name of a key.
const LONGEST_NAME: usize = 100;

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its name: who did it, in the history.
    pub name: String,
    /// What it is good for.
    pub scope: Scope,
    /// The series it is good for; none means all.
    pub series: Vec<Id>,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is good for nothing.
    pub expires: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it is good for anything at an instant.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// Its name.
    pub name: String,
    /// What it is to be good for.
    pub scope: Scope,
    /// The series it is to be good for; none means all.
    pub series: Vec<Id>,
    /// From when on it is to be good for nothing.
    pub expires: Option<Timestamp>,
}

/// What whoever has a key says to be let in. It is seen once, and never kept.
pub struct Secret(String);

impl Secret {
    /// The secret, to be shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A new one, with the part by which it is found.
    fn new() -> Result<(Secret, String), StoreError> {
        let id = random(FOUND_BY)?;
        Ok((Secret(format!("{MARK}{id}_{}", random(RANDOM)?)), id))
    }

    fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

impl Store {
    /// Makes a key. Names are never given twice: the history tells by them who did what.
    pub fn create_key(&self, new: &NewKey, now: Timestamp) -> Result<Secret, StoreError> {
        let refused = |why: String| Err(StoreError::Refused(why));
        if new.name.is_empty() || new.name.len() > LONGEST_NAME || new.name.chars().any(char::is_control) {
            return refused(format!("a key's name has 1 to {LONGEST_NAME} bytes and no control characters"));
        }
        if new.expires.is_some_and(|expires| expires <= now) {
            return refused("it would have expired already".to_owned());
        }
        self.write(|db| {
            if named(db, &new.name)?.is_some() {
                return refused(format!(
                    "there is a key `{}`, or was one; names are not given twice, so take another, or rotate it",
                    new.name
                ));
            }
            for id in &new.series {
                if db.entities(&[id.key()])?.is_empty() {
                    return refused(format!("there is no series {id}"));
                }
            }
            let (secret, id) = Secret::new()?;
            db.put_api_key(ApiKeyRow {
                name: new.name.clone(),
                id,
                hash: secret.hash(),
                scope: new.scope.word().to_owned(),
                series: serde_json::to_string(&new.series)?,
                created: now.micros(),
                expires: new.expires.map(Timestamp::micros),
                revoked: None,
            })?;
            Ok(secret)
        })
    }

    /// All keys, those that are good for nothing any more too.
    pub fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        self.read(|db| db.api_keys()?.into_iter().map(ApiKey::try_from).collect())
    }

    /// Gives a key another secret. The one it had is good for nothing from now on.
    pub fn rotate_key(&self, name: &str) -> Result<Secret, StoreError> {
        self.write(|db| {
            let row = existing(db, name)?;
            if row.revoked.is_some() {
                return Err(StoreError::Refused(format!("the key `{name}` is revoked; make another")));
            }
            let (secret, id) = Secret::new()?;
            db.put_api_key(ApiKeyRow { id, hash: secret.hash(), ..row })?;
            Ok(secret)
        })
    }

    /// Makes a key good for nothing, for ever. Revoking it again changes nothing.
    pub fn revoke_key(&self, name: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write(|db| {
            let row = existing(db, name)?;
            let revoked = row.revoked.or(Some(now.micros()));
            db.put_api_key(ApiKeyRow { revoked, ..row })
        })
    }

    /// What whoever says this may do now; `None` where it is no secret of a key that is good.
    pub fn grant(&self, said: &str, now: Timestamp) -> Result<Option<Grant>, StoreError> {
        let Some((id, _)) = said.strip_prefix(MARK).and_then(|rest| rest.split_once('_')) else { return Ok(None) };
        let well_formed = id.len() == FOUND_BY && id.bytes().all(|b| b.is_ascii_alphanumeric());
        let Some(row) = self.read(|db| if well_formed { db.api_key(id) } else { Ok(None) })? else { return Ok(None) };
        let is_same = bool::from(row.hash.as_slice().ct_eq(hash(said).as_slice()));
        let key = ApiKey::try_from(row)?;
        Ok((is_same && key.is_good(now)).then_some(Grant { name: key.name, scope: key.scope, series: key.series }))
    }
}

fn named(db: &mut dyn Db, name: &str) -> Result<Option<ApiKeyRow>, StoreError> {
    Ok(db.api_keys()?.into_iter().find(|row| row.name == name))
}

fn existing(db: &mut dyn Db, name: &str) -> Result<ApiKeyRow, StoreError> {
    named(db, name)?.ok_or_else(|| StoreError::Refused(format!("there is no key `{name}`; see `byline keys list`")))
}

impl TryFrom<ApiKeyRow> for ApiKey {
    type Error = StoreError;

    fn try_from(row: ApiKeyRow) -> Result<Self, StoreError> {
        let ApiKeyRow { name, id: _, hash: _, scope, series, created, expires, revoked } = row;
        let scope = Scope::parse(&scope).ok_or_else(|| StoreError::Corrupt(format!("key `{name}`")))?;
        Ok(ApiKey {
            name,
            scope,
            series: serde_json::from_str(&series)?,
            created: Timestamp::from_micros(created),
            expires: expires.map(Timestamp::from_micros),
            revoked: revoked.map(Timestamp::from_micros),
        })
    }
}
