//! The authors of a line.

use super::Reading;
use super::record;
use crate::domain::article::{Affiliation, Contribution};
use crate::domain::author::{Author, Contact, PersonIdentifier, PersonName};
use crate::domain::identifier::Identifier;
use crate::domain::text::TextKind;
use crate::domain::{Entity, LanguageTag, Ref};
use crate::import::document::Item;
use crate::import::jsonl::is_address;

impl Reading<'_> {
    /// Who made it, in byline order; each author once.
    pub(super) fn contributions(
        &mut self,
        authors: Vec<record::Author<'_>>,
        byline: Option<&str>,
    ) -> Vec<Contribution> {
        let mut contributions: Vec<Contribution> = Vec::with_capacity(authors.len());
        for author in authors {
            let Some(contribution) = self.contribution(author, byline) else { continue };
            if contributions.iter().any(|c| c.author == contribution.author) {
                self.warn("authors", format!("`{}` is named twice; the second was left out", contribution.author));
            } else {
                contributions.push(contribution);
            }
        }
        contributions
    }

    fn contribution(&mut self, own: record::Author<'_>, byline: Option<&str>) -> Option<Contribution> {
        let record::Author { id, name, given, family, native, orcid, role, org, email, corporate } = own;
        let name = self.text("authors.name", Some(name))?;
        let position = self.text("authors.role", role);
        let organization = self.text("authors.org", org);
        let affiliations = self.affiliations(position, organization);
        let author = if corporate {
            if orcid.is_some() || email.is_some() {
                self.warn(
                    "authors",
                    format!("`{name}` is an organization; its ORCID iD or e-mail address was left out"),
                );
            }
            self.organization(&name)
        } else {
            let id = self.text("authors.id", Some(id))?;
            let reference = Ref(format!("@{id}"));
            if !self.items.iter().any(|item| item.key.as_deref() == Some(&id)) {
                let given = given.filter(|t| !t.0.is_empty());
                let family = family.filter(|t| !t.0.is_empty());
                let (given, family) = (self.text("authors.given", given), self.text("authors.family", family));
                let native = self.text("authors.native", native);
                let names = self.names(name, given, family, native, byline);
                let identifiers = self.orcid(orcid);
                let contacts = self.contacts(email);
                let person = Author { names, identifiers, contacts, ..Author::default() };
                self.items.push(Item::mentioned(id, Entity::Author(Box::new(person))));
            }
            reference
        };
        let role = "author".to_owned();
        Some(Contribution { author, role, name: None, biography: None, affiliations, books: Vec::new() })
    }

    fn affiliations(&mut self, position: Option<String>, organization: Option<String>) -> Vec<Affiliation> {
        match (position, organization) {
            (position, Some(name)) => {
                let former = position.as_deref().is_some_and(|p| p.starts_with("former "));
                vec![Affiliation { position, organization: Some(self.organization(&name)), name, former }]
            }
            (Some(position), None) => {
                self.warn("authors.role", format!("`{position}` is a post without its organization; left out"));
                Vec::new()
            }
            (None, None) => Vec::new(),
        }
    }

    fn names(
        &mut self,
        full: String,
        given: Option<String>,
        family: Option<String>,
        native: Option<String>,
        byline: Option<&str>,
    ) -> Vec<PersonName> {
        let script = native.as_deref().map(script_of).unwrap_or_default();
        let full = match (&given, &family) {
            (Some(given), Some(family)) if is_inverted(&full, given, family) => {
                let (own, other) = (format!("{given} {family}"), format!("{family} {given}"));
                let printed = |form: &str| byline.is_some_and(|b| b.to_lowercase().contains(&form.to_lowercase()));
                let family_first = printed(&other) || !printed(&own) && script.family_first;
                let right = if family_first { other } else { own };
                self.note(
                    "authors.name",
                    format!("`{full}` has its parts in the order of lists; it was read as `{right}`"),
                );
                right
            }
            _ => full,
        };
        let main = PersonName { full, given, family, ..PersonName::default() };
        let native = native.filter(|n| *n != main.full).map(|full| PersonName {
            full,
            language: script.language.and_then(|l| LanguageTag::parse(l).ok()),
            script: script.code.map(str::to_owned),
            kind: TextKind::Parallel,
            ..PersonName::default()
        });
        std::iter::once(main).chain(native).collect()
    }

    fn orcid(&mut self, text: Option<record::Text<'_>>) -> Vec<PersonIdentifier> {
        let parsed = text.and_then(|orcid| self.kept("authors.orcid", Identifier::parse("orcid", &orcid.0)));
        parsed.into_iter().map(|identifier| PersonIdentifier { identifier, authenticated: false }).collect()
    }

    fn contacts(&mut self, text: Option<record::Text<'_>>) -> Vec<Contact> {
        let Some(email) = self.text("authors.email", text) else { return Vec::new() };
        if is_address(&email) {
            return vec![Contact { email, consent: None }];
        }
        self.warn("authors.email", "it is not an e-mail address; left out");
        Vec::new()
    }
}

fn is_inverted(full: &str, given: &str, family: &str) -> bool {
    full.strip_prefix(family).and_then(|rest| rest.strip_prefix(", ")) == Some(given)
}

/// What the script of a name tells.
#[derive(Clone, Copy, Default)]
struct Script {
    code: Option<&'static str>,
    language: Option<&'static str>,
    family_first: bool,
}

fn script_of(name: &str) -> Script {
    let any = |low: char, high: char| name.chars().any(|c| (low..=high).contains(&c));
    let script = |code, language, family_first| Script { code: Some(code), language, family_first };
    if any('\u{ac00}', '\u{d7a3}') {
        script("Hang", Some("ko"), true)
    } else if any('\u{3041}', '\u{30fa}') {
        script("Jpan", Some("ja"), true)
    } else if any('\u{3400}', '\u{9fff}') {
        script("Hani", None, true)
    } else if any('\u{621}', '\u{64a}') {
        script("Arab", None, false)
    } else if any('\u{400}', '\u{4ff}') {
        script("Cyrl", None, false)
    } else {
        Script::default()
    }
}
