//! From a reading to the document that is imported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Biography, Contributor, ContributorRole, Reading};
use crate::domain::article::{Affiliation, Appearance, Article, Book, Contribution, Doubt, Subject, SubjectKind};
use crate::domain::author::{Contact, PersonName};
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::text::{LocalText, TextKind, clean};
use crate::domain::{Author, Disclaimer, Entity, LanguageTag, Organization, PartialDate, Ref, Series};
use crate::import::document::{Document, Item, LOCAL};
use crate::import::report::{Problem, Severity};

/// What the editor knows and the text does not say; it goes before what the text says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Given {
    /// The series: its id, or its title.
    pub series: Option<String>,
    /// The number in the series.
    pub number: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its language.
    pub language: Option<LanguageTag>,
    /// The publisher's page.
    pub url: Option<WebUrl>,
}

impl Given {
    fn tells(&self, field: &str) -> bool {
        match field {
            "series" => self.series.is_some(),
            "number" => self.number.is_some(),
            "published" => self.published.is_some(),
            "language" => self.language.is_some(),
            _ => false,
        }
    }
}

/// The document of a text: the article and all it mentions. `key` is the text's key in its source.
pub fn document(key: &str, reading: &Reading, given: &Given) -> Document {
    let problems = reading.problems.iter().filter(|p| !given.tells(&p.field)).cloned().collect();
    let mut document = Document { line: 1, items: Vec::new(), problems };
    let title = reading.title.as_ref().map(|t| t.value.clone());
    if title.is_none() {
        document.problems.push(Problem::error(None, "title", "no title was found, and an article needs one"));
        return document;
    }
    let is_bar = |problem: &Problem| {
        problem.severity == Severity::Error && matches!(problem.field.as_str(), "document" | "status")
    };
    if document.problems.iter().any(is_bar) {
        return document;
    }
    // An error is what keeps a text from becoming an article; this one becomes one.
    for problem in &mut document.problems {
        problem.severity = problem.severity.min(Severity::Warning);
    }
    let mut mentions = Mentions::default();
    let language = given.language.clone().or(parsed(&reading.language, LanguageTag::parse));
    let article = Article {
        titles: forms(title, &language),
        subtitles: forms(reading.subtitle.as_ref().map(|s| s.value.clone()), &language),
        abstracts: forms(reading.standfirst.as_ref().map(|s| s.value.clone()), &language),
        title_as_published: reading.title_as_published.as_ref().map(|t| t.value.clone()),
        revised: parsed(&reading.updated, PartialDate::parse),
        subjects: reading.subjects.iter().map(|own| subject(&own.value, &language)).collect(),
        identifiers: parsed(&reading.doi, |doi| Identifier::parse("doi", doi)).into_iter().collect(),
        byline: reading.byline.as_ref().map(|b| b.value.clone()),
        contributions: contributions(reading, &mut mentions),
        appearances: vec![appearance(reading, given, language.clone(), &mut mentions)],
        disclaimers: disclaimer(reading, &mut mentions),
        word_count: reading.body.as_ref().map(|b| b.value.word_count),
        review: reading.review.iter().map(|r| Doubt { field: r.field.clone(), reason: r.reason.clone() }).collect(),
        body: reading.body.iter().flat_map(|b| &b.value.paragraphs).map(|p| p.text.clone()).collect(),
        ..Article::default()
    };
    document.items = mentions.items;
    document.items.push(Item::subject(key, Entity::Article(Box::new(article))));
    document
}

/// What a text mentions, each once.
#[derive(Default)]
struct Mentions {
    items: Vec<Item>,
    organizations: BTreeMap<String, Ref>,
}

impl Mentions {
    fn add(&mut self, entity: Entity) -> Ref {
        let key = format!("{LOCAL}{}", self.items.len());
        let reference = Ref(format!("@{key}"));
        self.items.push(Item::mentioned(key, entity));
        reference
    }

    fn organization(&mut self, name: &str) -> Ref {
        if let Some(known) = self.organizations.get(name) {
            return known.clone();
        }
        let own = Organization { names: vec![LocalText::main(name, None)], ..Organization::default() };
        let reference = self.add(Entity::Organization(Box::new(own)));
        self.organizations.insert(name.to_owned(), reference.clone());
        reference
    }
}

fn parsed<T>(
    finding: &Option<crate::import::report::Finding<String>>,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    finding.as_ref().and_then(|f| parse(&f.value).ok())
}

fn forms(text: Option<String>, language: &Option<LanguageTag>) -> Vec<LocalText> {
    text.map(|t| LocalText::main(t, language.clone())).into_iter().collect()
}

fn appearance(reading: &Reading, given: &Given, language: Option<LanguageTag>, mentions: &mut Mentions) -> Appearance {
    let series = match (&given.series, &reading.series) {
        (Some(given), _) if given.parse::<crate::domain::Id>().is_ok() => Some(Ref(given.clone())),
        (Some(title), _) => Some(series(clean(title), mentions)),
        (None, Some(found)) => Some(series(found.value.title.clone(), mentions)),
        (None, None) => None,
    };
    let publisher = reading.publisher.as_ref().map(|own| mentions.organization(&own.value));
    Appearance {
        series,
        number: given.number.clone().or(reading.number.as_ref().map(|n| n.value.clone())),
        published: given.published.or(parsed(&reading.published, PartialDate::parse)),
        language,
        url: given.url.clone().or(parsed(&reading.url, WebUrl::parse)),
        publisher,
        ..Appearance::default()
    }
}

fn subject(label: &str, language: &Option<LanguageTag>) -> Subject {
    let (kind, language) = (SubjectKind::Topic, language.clone());
    Subject { id: None, label: label.to_owned(), language, kind, scheme: None, uri: None }
}

fn series(title: String, mentions: &mut Mentions) -> Ref {
    let own = Series { titles: vec![LocalText::main(title, None)], ..Series::default() };
    mentions.add(Entity::Series(Box::new(own)))
}

fn disclaimer(reading: &Reading, mentions: &mut Mentions) -> Vec<Ref> {
    let found = reading.disclaimer.iter().map(|d| &d.value);
    let one = |d: &super::Disclaimer| {
        let language = d.language.as_deref().and_then(|l| LanguageTag::parse(l).ok());
        let own = Disclaimer { text: d.text.clone(), language, ..Disclaimer::default() };
        mentions.add(Entity::Disclaimer(Box::new(own)))
    };
    found.map(one).collect()
}

fn contributions(reading: &Reading, mentions: &mut Mentions) -> Vec<Contribution> {
    let people = reading.contributors.iter().flat_map(|c| &c.value);
    let mut all = Vec::new();
    for (index, person) in people.enumerate() {
        let biography = reading.biographies.iter().map(|b| &b.value).find(|b| b.contributor as usize == index);
        let affiliations = affiliations(biography, mentions);
        let author = author(person, biography, affiliations.clone());
        all.push(Contribution {
            author: mentions.add(Entity::Author(Box::new(author))),
            role: role(person.role).to_owned(),
            name: Some(person.name.clone()),
            biography: biography.map(|b| clean(&b.verbatim)).filter(|text| !text.is_empty()),
            affiliations,
            books: biography.iter().flat_map(|b| &b.books).map(book).collect(),
        });
    }
    all
}

fn affiliations(biography: Option<&Biography>, mentions: &mut Mentions) -> Vec<Affiliation> {
    let posts = biography.iter().flat_map(|b| &b.affiliations);
    let named = posts.filter_map(|post| Some((post, post.organization.as_deref()?)));
    let one = |(post, name): (&super::Affiliation, &str)| Affiliation {
        position: post.position.clone(),
        name: name.to_owned(),
        organization: Some(mentions.organization(name)),
        former: post.former,
    };
    named.map(one).collect()
}

/// The author as this text shows them. Present posts are the author's own too.
fn author(person: &Contributor, biography: Option<&Biography>, affiliations: Vec<Affiliation>) -> Author {
    let emails = person.emails.iter().chain(biography.iter().flat_map(|b| &b.emails));
    let mut contacts: Vec<Contact> = Vec::new();
    for email in emails {
        if !contacts.iter().any(|c| c.email.eq_ignore_ascii_case(email)) {
            contacts.push(Contact { email: email.clone(), consent: None });
        }
    }
    Author {
        names: vec![person_name(&person.name)],
        affiliations: affiliations.into_iter().filter(|a| !a.former).collect(),
        contacts,
        ..Author::default()
    }
}

/// The parts of a name where they are plain: one word before the last is given, the last is family,
/// with the particles before it. Where it is not plain, only the whole is known.
fn person_name(full: &str) -> PersonName {
    let name = PersonName { full: full.to_owned(), kind: TextKind::Main, ..PersonName::default() };
    let (bare, suffix) = match full.rsplit_once(", ") {
        Some((bare, suffix)) if SUFFIXES.contains(&suffix.trim_end_matches('.')) => (bare, Some(suffix.to_owned())),
        Some(_) => return name,
        None => (full, None),
    };
    let words: Vec<&str> = bare.split(' ').collect();
    let latin = bare.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    if !latin || words.len() < 2 {
        return name;
    }
    let particle = words.iter().skip(1).position(|w| w.chars().next().is_some_and(char::is_lowercase)).map(|at| at + 1);
    let family = particle.unwrap_or(words.len() - 1);
    let join = |part: &[&str]| Some(part.join(" "));
    PersonName { given: words.get(..family).and_then(join), family: words.get(family..).and_then(join), suffix, ..name }
}

const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "IV"];

const fn role(role: ContributorRole) -> &'static str {
    match role {
        ContributorRole::Author => "author",
        ContributorRole::Translator => "translator",
        ContributorRole::Editor => "editor",
    }
}

fn book(book: &super::Book) -> Book {
    let year = book.year.and_then(|y| i16::try_from(y).ok());
    Book { title: book.title.clone(), publisher: book.publisher.clone(), year }
}

#[cfg(test)]
mod tests {
    use super::person_name;

    #[test]
    fn names_come_apart_only_where_they_are_plain() {
        let parts = |full: &str| {
            let name = person_name(full);
            (name.given.unwrap_or_default(), name.family.unwrap_or_default(), name.suffix.unwrap_or_default())
        };
        let of = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(parts("Mara Q. Ostrander"), of("Mara Q.", "Ostrander", ""));
        assert_eq!(parts("Jan van der Doe"), of("Jan", "van der Doe", ""));
        assert_eq!(parts("Ian Holt, Jr."), of("Ian", "Holt", "Jr."));
        assert_eq!(parts("佐竹 健二"), of("", "", ""));
        assert_eq!(parts("Suharto"), of("", "", ""));
    }
}
