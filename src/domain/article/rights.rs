//! What may be done with an article, and who may read it.

use serde::{Deserialize, Serialize};

use crate::domain::PartialDate;
use crate::domain::identifier::WebUrl;
use crate::domain::vocabulary::vocabulary;

/// What is known of rights; nothing is claimed that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// The licence's or statement's URI.
    pub uri: Option<WebUrl>,
    /// Who holds the copyright.
    pub holder: Option<String>,
    /// The statement as printed.
    pub statement: Option<String>,
    /// What reuse is allowed, in words.
    pub reuse: Option<String>,
}

vocabulary! {
    /// Who may read the publisher's page.
    AccessKind {
        /// Everyone.
        #[default] Open = "open",
        /// Those who register, free of charge.
        Registration = "registration",
        /// Subscribers.
        Subscription = "subscription",
        /// Nobody or subscribers, until a date.
        Embargoed = "embargoed",
    }
}

/// Who may read an article at its publisher's, where known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// `open`, `registration`, `subscription` or `embargoed`.
    #[schema(value_type = String, min_length = 1, pattern = r"\S")]
    pub kind: AccessKind,
    /// When an embargo ends.
    #[serde(default)]
    pub until: Option<PartialDate>,
}
