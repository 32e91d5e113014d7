//! What the archive keeps about itself: its identity, its epoch, its secret.

use super::db::Db;
use super::error::StoreError;
use crate::domain::{CanonicalPages, Identity, setting};

/// The archive's own facts. Nothing here changes while a service runs, but through `byline configure`.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// The epoch of the change log: another one begins when a backup is restored.
    pub epoch: String,
    /// The key under which cursors and tokens are signed.
    pub secret: Vec<u8>,
    /// Identity settings that were set, by name (see [`NAMES`]).
    pub identity: Vec<(String, String)>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("epoch", &self.epoch).field("identity", &self.identity).finish_non_exhaustive()
    }
}

/// The identity settings: name, what it is, and an example.
pub const NAMES: &[(&str, &str, &str)] = &[
    ("base-url", "the public address of this service, to which paths are appended", "https://commentary.example.org"),
    ("repository-name", "the archive's name, for harvesters and readers", "Harbour Institute Commentaries"),
    ("repository-identifier", "the domain name in OAI identifiers", "commentary.example.org"),
    ("admin-email", "the address harvesters write to", "librarian@example.org"),
    ("marc-organization-code", "the MARC organization code of the cataloguing body", "NZ-WeHI"),
    ("metadata-licence", "the licence of the metadata, a URI", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("time-zone", "the time zone of dates without one (IANA)", "Pacific/Auckland"),
    (
        "canonical-pages",
        "whose page of an article is the one to find, where its publisher has one too: publisher or own",
        "publisher",
    ),
];

impl Settings {
    /// Reads them; the first time, an epoch and a secret are made.
    pub fn load(db: &mut dyn Db) -> Result<Self, StoreError> {
        let all = db.all_meta()?;
        let value = |key: &str| all.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone());
        let (epoch, secret) = (value("epoch"), value("secret"));
        let (Some(epoch), Some(secret)) = (epoch, secret) else {
            return Err(StoreError::Migrations("it has no epoch; run `byline migrate`".to_owned()));
        };
        let secret = secret.as_bytes().to_vec();
        let identity =
            all.iter().filter_map(|(key, value)| Some((key.strip_prefix("setting.")?.to_owned(), value.clone())));
        Ok(Settings { epoch, secret, identity: identity.collect() })
    }

    /// Makes epoch and secret where there are none.
    pub fn initialise(db: &mut dyn Db) -> Result<(), StoreError> {
        if db.meta("epoch")?.is_none() {
            db.set_meta("epoch", &random(4)?)?;
        }
        if db.meta("secret")?.is_none() {
            db.set_meta("secret", &random(52)?)?;
        }
        Ok(())
    }

    /// Begins another epoch.
    pub fn renew_epoch(db: &mut dyn Db) -> Result<(), StoreError> {
        db.set_meta("epoch", &random(4)?)
    }

    /// Sets one identity setting; an empty value takes it away.
    pub fn set(db: &mut dyn Db, name: &str, value: &str) -> Result<(), StoreError> {
        db.set_meta(&format!("setting.{name}"), value)
    }

    /// The archive's identity. A value that is wrong, see [`Settings::wrong`], is as if it were not set.
    pub fn identity(&self) -> Identity {
        let get = |name| setting::check(name, self.get(name)?).ok();
        Identity {
            base_url: get("base-url"),
            repository_name: get("repository-name"),
            repository_identifier: get("repository-identifier"),
            admin_email: get("admin-email"),
            marc_organization_code: get("marc-organization-code"),
            metadata_licence: get("metadata-licence"),
            time_zone: get("time-zone"),
            canonical_pages: self.get("canonical-pages").and_then(CanonicalPages::parse).unwrap_or_default(),
        }
    }

    /// What is wrong with the value that is kept of a setting: an older version took more.
    pub fn wrong(&self, name: &str) -> Option<String> {
        setting::check(name, self.get(name)?).err()
    }

    /// One identity setting, where it is set.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.identity.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }
}

/// Random letters and digits from the system: five bits each.
pub(crate) fn random(length: usize) -> Result<String, StoreError> {
    let mut bytes = vec![0u8; length];
    getrandom::fill(&mut bytes).map_err(|e| StoreError::Unavailable(format!("no random numbers: {e}")))?;
    let alphabet = b"0123456789abcdefghjkmnpqrstvwxyz";
    Ok(bytes.iter().map(|byte| char::from(alphabet[usize::from(byte % 32)])).collect())
}
