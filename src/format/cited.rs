//! What every form of citation tells of an article: the same facts, before each format's own spelling.

use std::borrow::Cow;

use super::names::Name;
use super::uri;
use crate::domain::Identity;
use crate::record::article::{Appearance, Article, Contribution, Notice, Relation};

/// As what an article is cited, by the series that it is cited by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number of a serial, or an article in a bigger periodical.
    Serial,
    /// One of a row of reports.
    Report,
    /// It stands in no series.
    Alone,
}

/// As what an article is cited.
pub fn kind(article: &Article) -> Kind {
    match &article.series {
        Some(series) if series.kind == "reports" => Kind::Report,
        Some(_) => Kind::Serial,
        None => Kind::Alone,
    }
}

/// The key by which documents cite it: its id, which no correction changes, behind the archive's
/// identifier, which sets it apart from those of other archives. All its characters may stand in keys
/// of BibTeX, Pandoc and their kind.
pub fn key(article: &Article, identity: &Identity) -> String {
    match &identity.repository_identifier {
        Some(archive) => format!("{archive}-{}", article.id),
        None => article.id.to_string(),
    }
}

/// Title and subtitle.
pub fn title(article: &Article) -> Option<Cow<'_, str>> {
    let title = article.title.as_deref()?;
    Some(match &article.subtitle {
        Some(subtitle) => Cow::Owned(format!("{title}: {subtitle}")),
        None => Cow::Borrowed(title),
    })
}

/// Those who had a role, in byline order.
pub fn names<'a>(article: &'a Article, role: &'a str) -> impl Iterator<Item = Name<'a>> {
    article.contributions.iter().filter(move |part| part.role == role).map(Name::of)
}

/// What kind of text it is, in English.
pub fn genre(article: &Article) -> &'static str {
    super::genre::name(&article.r#type).unwrap_or("Commentary")
}

/// What it is recorded on, where that is not text.
pub fn medium(article: &Article) -> Option<&'static str> {
    match article.content.as_str() {
        "audio" => Some("Audio"),
        "video" => Some("Video"),
        _ => None,
    }
}

/// Subjects and places, each once.
pub fn keywords(article: &Article) -> Vec<&str> {
    let mut keywords: Vec<&str> = Vec::new();
    for label in article.subjects.iter().chain(&article.places).map(|subject| subject.label.as_str()) {
        if !keywords.contains(&label) {
            keywords.push(label);
        }
    }
    keywords
}

/// The town of the publisher.
pub fn place(article: &Article) -> Option<&str> {
    article.publisher.as_ref()?.place.as_deref()
}

/// The publisher's name.
pub fn publisher(article: &Article) -> Option<&str> {
    article.publisher.as_ref().map(|publisher| publisher.name.as_str())
}

/// The text that it translates.
pub fn original(article: &Article) -> Option<&Relation> {
    article.relations.iter().find(|relation| relation.r#type == "translation_of")
}

/// Whether its publisher has retracted it.
pub fn is_retracted(article: &Article) -> bool {
    article.notices.iter().any(|notice| notice.kind == "retraction")
}

/// What whoever cites it should know, short: that it was retracted or corrected, and what it translates.
pub fn warnings(article: &Article) -> Vec<String> {
    let notices = article.notices.iter().filter_map(|notice| {
        let what = match notice.kind.as_str() {
            "retraction" => "Retracted",
            "correction" => "Corrected",
            _ => return None,
        };
        Some(notice.date.map_or_else(|| what.to_owned(), |date| format!("{what} {date}")))
    });
    notices.chain(original(article).map(related)).collect()
}

/// All else that is known and has no place of its own in formats for citations: further contributors,
/// notices, relations, other places where it appeared, other titles, what it is recorded on, and the
/// disclaimers. `roles` are those of contributors for whom the format has a place.
pub fn remarks(article: &Article, roles: &[&str]) -> Vec<String> {
    let titles = article.titles.iter().filter(|form| Some(&form.text) != article.title.as_ref());
    let disclaimers = article.disclaimers.iter().map(|disclaimer| disclaimer.text.clone());
    let notices = article.notices.iter().map(notice);
    let others = article.appearances.iter().filter(|appearance| !appearance.primary).map(appearance);
    let titles = titles.map(|form| format!("Also titled: {}", form.text));
    let medium = medium(article).map(str::to_owned);
    let relations = article.relations.iter().map(related);
    let further = article.contributions.iter().filter(|part| !roles.contains(&part.role.as_str())).map(contributor);
    let about = further.chain(notices).chain(relations).chain(others).chain(titles).chain(medium);
    about.chain(disclaimers).collect()
}

/// The roles for which every format of citations has a place.
pub const ROLES: [&str; 3] = ["author", "editor", "translator"];

/// `Interviewee: Marcus T. Oakhurst-Pell Jr.`
fn contributor(part: &Contribution) -> String {
    let role = part.role.replace('_', " ");
    let mut letters = role.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
    format!("{first}{}: {}", letters.as_str(), part.name)
}

/// `Correction (2018-10-30): The fund’s balance …`
fn notice(notice: &Notice) -> String {
    let kind = match notice.kind.as_str() {
        "retraction" => "Retraction",
        "editors_note" => "Editor’s note",
        _ => "Correction",
    };
    let date = notice.date.map(|date| format!(" ({date})")).unwrap_or_default();
    let url = notice.url.as_ref().map(|url| format!(" {}", url.as_str())).unwrap_or_default();
    format!("{kind}{date}: {}{url}", notice.text)
}

/// `Response to: Feet Wet, Carried On, no. 24, https://doi.org/10.5555/tide.2024.24`
fn related(relation: &Relation) -> String {
    let label = match relation.r#type.as_str() {
        "responds_to" => "Response to",
        "corrects" => "Corrects",
        "retracts" => "Retracts",
        "translation_of" => "Translation of",
        "continues" => "Continues",
        "replaces" => "Replaces",
        "reviews" => "Review of",
        "references" => "Refers to",
        _ => "Related to",
    };
    let other = relation.article.as_ref();
    let title = other.and_then(|other| other.title.clone()).or_else(|| relation.citation.clone());
    let number = other.and_then(|other| other.number.as_ref()).map(|number| format!("no. {number}"));
    let doi = other.and_then(|other| other.doi.as_ref()).or(relation.doi.as_ref());
    let url =
        other.and_then(|other| other.url.clone()).or_else(|| relation.url.as_ref().map(|u| u.as_str().to_owned()));
    let address = doi.map(|doi| uri::doi(doi)).or(url);
    let parts: Vec<String> = [title, number, address].into_iter().flatten().collect();
    format!("{label}: {}", parts.join(", "))
}

/// `Reprinted in: Cahiers de l’Estuaire, no. 41, 2022-09, https://estuaire.example/cahiers/41`
fn appearance(own: &Appearance) -> String {
    let label = match own.kind.as_str() {
        "reprint" => "Reprinted",
        "edition" => "Another edition",
        _ => "Also published",
    };
    let place = own.series.as_ref().map(|series| series.title.clone());
    let place = place.or_else(|| own.publisher.as_ref().map(|publisher| publisher.name.clone()));
    let parts = [
        place,
        own.number.as_ref().map(|number| format!("no. {number}")),
        own.published.map(|date| date.to_string()),
        own.url.as_ref().map(|url| url.as_str().to_owned()),
    ];
    format!("{label}: {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
