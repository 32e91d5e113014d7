//! Articles that carry notices on others: their records are derived anew with what they are about.

use std::collections::{BTreeSet, HashMap};

use super::db::{Db, EntityRow, LookupRow};
use super::error::StoreError;
use super::keys;
use super::render::Source;
use super::rows::Later;
use crate::domain::article::NoticeKind;
use crate::domain::{Article, Entity, Id, Resource};
use crate::record::Noticed;
use crate::record::noticed::{self, how};

/// The ids of the articles that carry the notices of one that is written, or did.
pub(super) fn carriers(own: &Article, before: Option<&EntityRow>) -> Result<BTreeSet<Id>, StoreError> {
    let mut all: BTreeSet<Id> = noticed::carriers(&own.notices).map(|(_, carrier)| carrier).collect();
    if let Some(row) = before.filter(|row| has_notices(&row.document))
        && let Entity::Article(before) = serde_json::from_slice(&row.document)?
    {
        all.extend(noticed::carriers(&before.notices).map(|(_, carrier)| carrier));
    }
    Ok(all)
}

/// Whether a document may have notices: most have none, and need not be read for that.
fn has_notices(document: &[u8]) -> bool {
    const NONE: &[u8] = br#""notices":[]"#;
    !document.windows(NONE.len()).any(|own| own == NONE)
}

/// Tells sources of the articles with notices that they carry: as the database has it, and as it will have it once
/// `later` is written.
pub(super) fn bring(db: &mut dyn Db, sources: &mut [Source], later: &Later) -> Result<(), StoreError> {
    let hows = [NoticeKind::Correction, NoticeKind::Retraction].into_iter().filter_map(how);
    let hows: Vec<&'static str> = hows.collect();
    let mut asked: HashMap<String, (usize, &'static str)> = HashMap::new();
    for (index, source) in sources.iter().enumerate() {
        if source.awaited && source.id.resource() == Resource::Article {
            asked.extend(hows.iter().map(|how| (keys::noticed_by(how, source.id), (index, *how))));
        }
    }
    let mut keys: Vec<String> = asked.keys().cloned().collect();
    keys.sort_unstable();
    let mut found: BTreeSet<LookupRow> = db.lookup(&keys)?.into_iter().collect();
    later.lookups.gone.iter().for_each(|row| _ = found.remove(row));
    found.extend(later.lookups.added.iter().filter(|row| asked.contains_key(&row.key)).cloned());
    for row in found {
        let (Some((index, how)), Some(on)) = (asked.get(&row.key), Id::from_key(row.id)) else { continue };
        if let Some(source) = sources.get_mut(*index) {
            source.noticed.push(Noticed { on, how });
            source.references.push(on);
        }
    }
    Ok(())
}
