//! Resumption tokens (OAI-PMH 2.0, section 3.5): all that is needed to go on with a list, sealed.
//!
//! The service keeps nothing of a list: a token can be used again, by anyone, at any time.

use super::formats;
use super::request::Selection;
use crate::catalog::Position;
use crate::domain::{Id, Timestamp};
use crate::store::Settings;
use crate::store::seal::Purpose;

/// How far a list has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many items came before.
    pub cursor: u64,
    /// How many there are altogether, as was counted at the beginning.
    pub size: u64,
}

/// A place in a list of records or headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListToken {
    /// What the list is of.
    pub of: Selection,
    /// The last item that was given.
    pub after: Position,
    /// How far that was.
    pub progress: Progress,
}

/// A place in the list of sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetToken {
    /// The last set that was given.
    pub after: String,
    /// How far that was.
    pub progress: Progress,
}

/// No value has it.
const BETWEEN: &str = "|";

impl ListToken {
    /// As it is handed out.
    pub fn write(&self, settings: &Settings) -> String {
        let ListToken { of: Selection { prefix, from, until, set, .. }, after, progress } = self;
        let instant = |bound: &Option<Timestamp>| bound.map(|bound| bound.micros().to_string()).unwrap_or_default();
        let key: String = after.key.iter().map(|byte| format!("{byte:02x}")).collect();
        let parts = [
            self.of.verb().to_owned(),
            prefix.name.to_owned(),
            instant(from),
            instant(until),
            set.clone().unwrap_or_default(),
            key,
            after.id.to_string(),
            progress.cursor.to_string(),
            progress.size.to_string(),
        ];
        settings.seal(Purpose::Harvest, parts.join(BETWEEN).as_bytes())
    }

    /// What was handed out; `None` where it was not, or in another epoch.
    pub fn read(settings: &Settings, token: &str) -> Option<ListToken> {
        let message = settings.unseal(Purpose::Harvest, token).ok()?;
        let parts: Vec<&str> = std::str::from_utf8(&message).ok()?.split(BETWEEN).collect();
        let [verb, prefix, from, until, set, key, id, cursor, size] = parts[..] else { return None };
        let instant = |text: &str| text.parse().ok().map(Timestamp::from_micros);
        let byte = |at: usize| u8::from_str_radix(key.get(at..at + 2)?, 16).ok();
        let of = Selection {
            records: verb == "ListRecords",
            prefix: formats::find(prefix)?,
            from: instant(from),
            until: instant(until),
            set: Some(set.to_owned()).filter(|set| !set.is_empty()),
        };
        let after =
            Position { key: (0..key.len()).step_by(2).map(byte).collect::<Option<_>>()?, id: id.parse::<Id>().ok()? };
        Some(ListToken { of, after, progress: Progress { cursor: cursor.parse().ok()?, size: size.parse().ok()? } })
    }
}

impl SetToken {
    /// As it is handed out.
    pub fn write(&self, settings: &Settings) -> String {
        let SetToken { after, progress: Progress { cursor, size } } = self;
        settings.seal(Purpose::Harvest, format!("ListSets|{after}|{cursor}|{size}").as_bytes())
    }

    /// What was handed out; `None` where it was not, or in another epoch.
    pub fn read(settings: &Settings, token: &str) -> Option<SetToken> {
        let message = settings.unseal(Purpose::Harvest, token).ok()?;
        let parts: Vec<&str> = std::str::from_utf8(&message).ok()?.split(BETWEEN).collect();
        let ["ListSets", after, cursor, size] = parts[..] else { return None };
        let progress = Progress { cursor: cursor.parse().ok()?, size: size.parse().ok()? };
        Some(SetToken { after: after.to_owned(), progress })
    }
}
