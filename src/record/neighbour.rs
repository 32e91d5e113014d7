//! What a record shows of other resources.

use serde::{Deserialize, Serialize};

use super::public::public_text;
use crate::domain::article::{ArticleType, Status};
use crate::domain::author::PersonName;
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::series::SeriesKind;
use crate::domain::text::LocalText;
use crate::domain::{Disclaimer, Entity, Id, LanguageTag, Ref, text};

/// The part of a resource that other records embed.
#[derive(Clone, Debug, PartialEq)]
pub enum Neighbour {
    /// A person, with the contacts that consent lets stand in text.
    Person {
        /// What is embedded.
        link: AgentLink,
        /// Addresses that may be shown in text.
        consented: Vec<String>,
        /// The name for lists.
        sort_form: String,
    },
    /// A body.
    Organization {
        /// What is embedded.
        link: AgentLink,
    },
    /// A series, with the disclaimers that stand in it.
    Series {
        /// What is embedded.
        link: SeriesLink,
        /// Its publisher.
        publisher: Option<Id>,
        /// Its language.
        language: Option<LanguageTag>,
        /// Whether bodies are served.
        bodies_public: bool,
        /// Its standing disclaimers, by id.
        disclaimers: Vec<(Id, Disclaimer)>,
    },
    /// A disclaimer.
    Disclaimer(DisclaimerLink),
    /// An article.
    Article(ArticleLink),
    /// Something that was merged into another.
    Merged {
        /// What it was merged into.
        into: Id,
        /// What it is by itself.
        own: Box<Neighbour>,
    },
}

/// The neighbours of a record at one moment.
pub trait Neighbours {
    /// The neighbour with this id, or what that was merged into; `None` where it is not public. It is never a
    /// [`Neighbour::Merged`].
    fn get(&self, id: Id) -> Option<&Neighbour>;

    /// The neighbour with this id, whatever it was merged into.
    fn itself(&self, id: Id) -> Option<&Neighbour> {
        self.get(id)
    }

    /// The neighbour a reference names.
    fn of(&self, reference: &Ref) -> Option<&Neighbour> {
        self.get(reference.id()?)
    }

    /// The organization a reference names.
    fn organization(&self, reference: &Ref) -> Option<&AgentLink> {
        match self.of(reference)? {
            Neighbour::Organization { link, .. } => Some(link),
            _ => None,
        }
    }

    /// The series a reference names.
    fn series(&self, reference: &Ref) -> Option<&SeriesLink> {
        match self.of(reference)? {
            Neighbour::Series { link, .. } => Some(link),
            _ => None,
        }
    }

    /// The article a reference names.
    fn article(&self, reference: &Ref) -> Option<&ArticleLink> {
        match self.of(reference)? {
            Neighbour::Article(link) => Some(link),
            _ => None,
        }
    }
}

/// A person or an organization, as other records show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"type": "person", "id": "au1", "name": "Jane Doe", "given": "Jane", "family": "Doe", "suffix": null, "orcid": null, "ror": null, "place": null, "names": [], "identifiers": []}))]
pub struct AgentLink {
    /// `person` or `organization`.
    pub r#type: String,
    /// Its id, under `/v1/authors` or `/v1/organizations`.
    #[schema(value_type = String)]
    pub id: Id,
    /// Its name today.
    pub name: String,
    /// A person's given names.
    pub given: Option<String>,
    /// A person's family name.
    pub family: Option<String>,
    /// A person's suffix.
    pub suffix: Option<String>,
    /// A person's ORCID iD.
    pub orcid: Option<String>,
    /// An organization's ROR id.
    pub ror: Option<String>,
    /// The town an organization sits in.
    pub place: Option<String>,
    /// All forms of the name, where there are several.
    pub names: Vec<PersonName>,
    /// Identifiers beside ORCID and ROR.
    pub identifiers: Vec<Identifier>,
}

/// A series, as other records show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "se1", "title": "Harbour Notes", "kind": "serial", "issn": "2900-0009", "titles": []}))]
pub struct SeriesLink {
    /// Its id, under `/v1/series`.
    #[schema(value_type = String)]
    pub id: Id,
    /// Its title.
    pub title: String,
    /// `serial`, `reports` or `host`.
    pub kind: String,
    /// The ISSN to cite.
    pub issn: Option<String>,
    /// All forms of the title, where there are several.
    pub titles: Vec<LocalText>,
}

/// A disclaimer, as other records show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "di1", "text": "The views are the author’s own.", "language": "en"}))]
pub struct DisclaimerLink {
    /// Its id, under `/v1/disclaimers`.
    #[schema(value_type = String)]
    pub id: Id,
    /// Its text.
    pub text: String,
    /// Its language.
    pub language: Option<LanguageTag>,
}

/// An article, as other records show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "ar1", "type": "commentary", "title": "The Quiet Harbour", "number": "24", "doi": "10.5555/harbour.2024.24", "url": "https://harbour.example/2024/24"}))]
pub struct ArticleLink {
    /// Its id, under `/v1/articles`.
    #[schema(value_type = String)]
    pub id: Id,
    /// `commentary`, `response`, …
    pub r#type: String,
    /// Its title.
    pub title: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Its DOI.
    pub doi: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

impl Neighbour {
    /// What others may show of this entity; `disclaimers` are those of a series.
    pub fn of(id: Id, entity: &Entity, disclaimers: Vec<(Id, Disclaimer)>) -> Option<Neighbour> {
        let own = entity.is_public().then(|| Neighbour::alone(id, entity, disclaimers))?;
        Some(match entity.merged_into() {
            Some(into) => Neighbour::Merged { into, own: Box::new(own) },
            None => own,
        })
    }

    /// Its id, where it is a person or an organization.
    pub fn agent(&self) -> Option<Id> {
        self.link().map(|link| link.id)
    }

    /// The link to a person or an organization.
    pub fn link(&self) -> Option<&AgentLink> {
        match self {
            Neighbour::Person { link, .. } | Neighbour::Organization { link } => Some(link),
            _ => None,
        }
    }

    /// The same, whatever it was merged into.
    fn alone(id: Id, entity: &Entity, disclaimers: Vec<(Id, Disclaimer)>) -> Neighbour {
        match entity {
            Entity::Author(author) => {
                let name = author.name().cloned().unwrap_or_default();
                let consented = author.contacts.iter().filter(|c| c.consent.is_some()).map(|c| c.email.clone());
                Neighbour::Person {
                    consented: consented.collect(),
                    sort_form: name.sort_form(),
                    link: AgentLink {
                        r#type: "person".to_owned(),
                        id,
                        orcid: author.orcid().map(str::to_owned),
                        name: name.full,
                        given: name.given,
                        family: name.family,
                        suffix: name.suffix,
                        ror: None,
                        place: None,
                        names: several(&author.names),
                        identifiers: others(author.identifiers.iter().map(|own| &own.identifier)),
                    },
                }
            }
            Entity::Organization(own) => Neighbour::Organization {
                link: AgentLink {
                    r#type: "organization".to_owned(),
                    id,
                    name: text::display(&own.names).map(|n| n.text.clone()).unwrap_or_default(),
                    given: None,
                    family: None,
                    suffix: None,
                    orcid: None,
                    ror: own.identifiers.iter().find(|i| i.scheme == "ror").map(|i| i.value.clone()),
                    place: own.place.as_deref().map(public_text),
                    names: several(&own.names).into_iter().map(PersonName::from).collect(),
                    identifiers: others(own.identifiers.iter()),
                },
            },
            Entity::Series(own) => Neighbour::Series {
                publisher: own.publisher.as_ref().and_then(Ref::id),
                language: own.language.clone(),
                bodies_public: own.bodies_public,
                disclaimers,
                link: SeriesLink {
                    id,
                    title: text::display(&own.titles).map(|t| t.text.clone()).unwrap_or_default(),
                    kind: SeriesKind::word(own.kind).to_owned(),
                    issn: own.issn.known().next().map(|i| i.as_str().to_owned()),
                    titles: several(&own.titles),
                },
            },
            Entity::Disclaimer(own) => Neighbour::Disclaimer(DisclaimerLink {
                id,
                text: public_text(&own.text),
                language: own.language.clone(),
            }),
            Entity::Article(own) => Neighbour::Article(ArticleLink {
                id,
                r#type: ArticleType::word(own.r#type).to_owned(),
                title: text::display(&own.titles).map(|t| public_text(&t.text)),
                number: own.primary().and_then(|a| a.number.clone()),
                doi: own.doi().map(str::to_owned),
                // A tombstone has no address.
                url: own
                    .primary()
                    .filter(|_| own.status != Status::Withdrawn)
                    .and_then(|a| a.url.as_ref())
                    .map(|u| WebUrl::as_str(u).to_owned()),
            }),
        }
    }
}

/// The forms of a name or title, where there is more than the one that is shown.
fn several<T: Clone>(forms: &[T]) -> Vec<T> {
    if forms.len() > 1 { forms.to_vec() } else { Vec::new() }
}

/// The identifiers that have no field of their own.
fn others<'a>(all: impl Iterator<Item = &'a Identifier>) -> Vec<Identifier> {
    all.filter(|own| !["orcid", "ror"].contains(&own.scheme.as_str())).cloned().collect()
}
