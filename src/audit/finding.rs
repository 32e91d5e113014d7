//! One thing in doubt.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::Id;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// What kind of doubt it is, the most pressing first.
    #[derive(PartialOrd, Ord)]
    Kind {
        /// A reader of an import was not sure of a field; it stays out of most formats until somebody looks.
        #[default] InDoubt = "in_doubt",
        /// It says that it was published at a time that has not come.
        FutureDate = "future_date",
        /// It was published before its series began, or after it ended.
        OutsideSeries = "outside_series",
        /// Another article has its number in the series.
        NumberTaken = "number_taken",
        /// Its number does not fit between those of its neighbours in time.
        NumberOutOfSequence = "number_out_of_sequence",
        /// It looks like another article.
        LikelyDuplicate = "likely_duplicate",
        /// Two authors are likely one person.
        LikelySameAuthor = "likely_same_author",
        /// An author is credited under a name that is none of theirs.
        NameDiffers = "name_differs",
        /// Somebody is credited both as its author and as its translator.
        TwoRoles = "two_roles",
        /// A text lost characters or spaces on its way.
        DamagedText = "damaged_text",
        /// Its title is in capitals throughout.
        TitleInCapitals = "title_in_capitals",
    }
}

/// One thing in doubt, for an editor to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Its name: the same as long as what it is about stays as it is.
    pub id: String,
    /// What kind of doubt it is.
    pub kind: Kind,
    /// What it is about.
    pub about: Id,
    /// The other thing, where it is about two.
    pub other: Option<Id>,
    /// The field that is in doubt.
    pub field: String,
    /// Its value, where it can be shown in a line.
    pub value: Option<String>,
    /// Why, in words.
    pub reason: String,
}

impl Finding {
    /// A finding about one thing.
    pub fn new(kind: Kind, about: Id, field: &str, value: Option<String>, reason: String) -> Self {
        Self::of(kind, about, None, field, value, reason)
    }

    /// A finding about two things.
    pub fn pair(kind: Kind, about: Id, other: Id, field: &str, value: Option<String>, reason: String) -> Self {
        Self::of(kind, about, Some(other), field, value, reason)
    }

    fn of(kind: Kind, about: Id, other: Option<Id>, field: &str, value: Option<String>, reason: String) -> Self {
        let mut hash = Sha256::new();
        let other_text = other.map(|id| id.to_string()).unwrap_or_default();
        for part in [kind.word(), &about.to_string(), &other_text, field, value.as_deref().unwrap_or_default()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let id = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Finding { id, kind, about, other, field: field.to_owned(), value, reason }
    }
}
