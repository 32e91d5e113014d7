//! Who made an article, as it was printed that day.

use serde::{Deserialize, Serialize};

use crate::domain::Ref;
use crate::domain::reference::{AgentRef, OrganizationRef};

/// One author's part in an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContributionSource)]
pub struct Contribution {
    /// The author, or the organization that signs.
    #[schema(value_type = AgentRef)]
    pub author: Ref,
    /// `author`, `translator`, `editor`, `interviewer`, `photographer` or another role.
    #[serde(default = "author_role")]
    pub role: String,
    /// The name as printed, where it differs from the author's.
    #[serde(default)]
    pub name: Option<String>,
    /// The biography as printed; e-mail addresses in it stay private.
    #[serde(default)]
    pub biography: Option<String>,
    /// Posts as printed that day.
    #[serde(default)]
    pub affiliations: Vec<Affiliation>,
    /// Books the biography names.
    #[serde(default)]
    pub books: Vec<Book>,
}

fn author_role() -> String {
    "author".to_owned()
}

/// A post held at an organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AffiliationSource)]
pub struct Affiliation {
    /// The post, as printed.
    #[serde(default)]
    pub position: Option<String>,
    /// The organization's name, as printed.
    #[schema(min_length = 1, pattern = r"\S")]
    pub name: String,
    /// The organization, where it is known.
    #[serde(default)]
    #[schema(value_type = Option<OrganizationRef>)]
    pub organization: Option<Ref>,
    /// Whether the post is a former one.
    #[serde(default)]
    pub former: bool,
}

/// A book an author's biography names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Its title.
    #[schema(min_length = 1, pattern = r"\S")]
    pub title: String,
    /// Its publisher, as printed.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its year.
    #[serde(default)]
    pub year: Option<i16>,
}
