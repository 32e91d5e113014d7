//! The author: a person.

use serde::{Deserialize, Serialize};

use super::article::{Affiliation, Withdrawal};
use super::identifier::{Identifier, WebUrl};
use super::reference::AuthorRef;
use super::text::{LocalText, TextKind};
use super::{LanguageTag, Ref, Resource, Slot, Timestamp, map_all, successor};

/// A person who writes, translates or edits, as an editor keeps them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = AuthorSource)]
pub struct Author {
    /// Names: the main one, native script, romanised, variants.
    pub names: Vec<PersonName>,
    /// ORCID, ISNI, VIAF, Wikidata.
    pub identifiers: Vec<PersonIdentifier>,
    /// Present posts.
    pub affiliations: Vec<Affiliation>,
    /// The person's own page.
    pub url: Option<WebUrl>,
    /// E-mail addresses and the like; private unless consented to.
    pub contacts: Vec<Contact>,
    /// Why and since when it is withdrawn.
    pub withdrawal: Option<Withdrawal>,
    /// The author that this one turned out to be: it leads there, and records show that one. What names this one
    /// keeps its id, so that null undoes it.
    #[schema(value_type = Option<AuthorRef>)]
    pub merged_into: Option<Ref>,
}

/// One form of a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({"full": "Satake Kenji", "given": "Kenji", "family": "Satake", "suffix": null, "language": "ja", "script": "Latn", "kind": "main"}))]
pub struct PersonName {
    /// The whole name in its own order.
    #[schema(min_length = 1, pattern = r"\S")]
    pub full: String,
    /// Given names.
    pub given: Option<String>,
    /// Family name with its particles: `van der Doe`.
    pub family: Option<String>,
    /// `Jr.`, `III`.
    pub suffix: Option<String>,
    /// The language whose order it follows.
    pub language: Option<LanguageTag>,
    /// Its script (ISO 15924).
    pub script: Option<String>,
    /// `main`, `parallel`, `translated`, `romanised` or `variant`.
    #[schema(value_type = String)]
    pub kind: TextKind,
}

impl PersonName {
    /// The form for lists in order of family name: `Doe, Jane, Jr.`.
    pub fn sort_form(&self) -> String {
        let family = self.family.as_deref().filter(|f| !f.is_empty());
        let given = self.given.as_deref().filter(|g| !g.is_empty());
        let parts = [family, given, self.suffix.as_deref()];
        match (family, given) {
            (None, _) | (_, None) => self.full.clone(),
            _ => parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }
}

impl From<LocalText> for PersonName {
    /// The name of a body, which has no parts.
    fn from(LocalText { text, language, script, kind }: LocalText) -> Self {
        PersonName { full: text, given: None, family: None, suffix: None, language, script, kind }
    }
}

/// An identifier of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "UncheckedIdentifier")]
#[schema(example = json!({"scheme": "orcid", "value": "https://orcid.org/0000-0002-1825-0097", "authenticated": false}))]
pub struct PersonIdentifier {
    /// The scheme and value.
    #[serde(flatten)]
    pub identifier: Identifier,
    /// Whether the person confirmed it by signing in to the scheme's own service.
    #[serde(default)]
    pub authenticated: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UncheckedIdentifier {
    scheme: String,
    value: String,
    #[serde(default)]
    authenticated: bool,
}

impl TryFrom<UncheckedIdentifier> for PersonIdentifier {
    type Error = String;

    fn try_from(raw: UncheckedIdentifier) -> Result<Self, String> {
        let identifier = Identifier::parse(&raw.scheme, &raw.value)?;
        Ok(PersonIdentifier { identifier, authenticated: raw.authenticated })
    }
}

/// A way to reach a person. Private.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// An e-mail address.
    #[schema(min_length = 6, pattern = r"^\S+@\S+\.\S+$")]
    pub email: String,
    /// The consent to show it, where given.
    #[serde(default)]
    pub consent: Option<Consent>,
}

/// That a person allowed a contact to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who recorded it.
    #[schema(min_length = 1, pattern = r"\S")]
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What for: `biography` allows it in biographies, bylines and bodies.
    #[schema(min_length = 1, pattern = r"\S")]
    pub scope: String,
}

impl Author {
    /// The name to show.
    pub fn name(&self) -> Option<&PersonName> {
        self.names.iter().find(|n| n.kind == TextKind::Main).or(self.names.first())
    }

    /// The ORCID URI.
    pub fn orcid(&self) -> Option<&str> {
        self.identifiers.iter().find(|i| i.identifier.scheme == "orcid").map(|i| i.identifier.value.as_str())
    }

    pub(super) fn map_refs<E>(&mut self, map: &mut dyn FnMut(&mut Ref, Slot) -> Result<(), E>) -> Result<(), E> {
        let organizations = self.affiliations.iter_mut().filter_map(|a| a.organization.as_mut());
        map_all(organizations, Slot::One(Resource::Organization), map)?;
        let authors = successor(&mut self.withdrawal).chain(&mut self.merged_into);
        map_all(authors, Slot::One(Resource::Author), map)
    }
}
