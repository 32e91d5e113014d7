//! What can be seen of one article by itself.

use super::facts::{Archive, ArticleFacts};
use super::finding::{Finding, Kind};

pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    for article in &archive.articles {
        doubts(article, findings);
        roles(archive, article, findings);
        credited(archive, article, findings);
        texts(article, findings);
    }
}

fn doubts(article: &ArticleFacts, findings: &mut Vec<Finding>) {
    for doubt in &article.doubts {
        let value = match doubt.field.as_str() {
            "title" => Some(article.title.clone()),
            "published" => article.published.map(|date| date.to_string()),
            "number" => article.places.first().and_then(|place| place.number.clone()),
            "language" => article.language.clone(),
            _ => None,
        };
        findings.push(Finding::new(Kind::InDoubt, article.id, &doubt.field, value, doubt.reason.clone()));
    }
}

fn roles(archive: &Archive, article: &ArticleFacts, findings: &mut Vec<Finding>) {
    let translators = article.contributions.iter().filter(|part| part.role == "translator");
    for part in translators {
        if article.contributions.iter().any(|other| other.author == part.author && other.role == "author") {
            let name = archive.authors.get(&part.author).map(|author| author.display.clone());
            let reason = "credited both as author and as translator".to_owned();
            findings.push(Finding::new(Kind::TwoRoles, article.id, "contributions", name, reason));
        }
    }
}

fn credited(archive: &Archive, article: &ArticleFacts, findings: &mut Vec<Finding>) {
    for part in &article.contributions {
        let (Some(printed), Some(author)) = (&part.name, archive.authors.get(&part.author)) else { continue };
        let printed_name = super::names::Name::new(printed, None, None);
        if author.names.iter().all(|name| name.likeness(&printed_name).is_none()) {
            let reason = format!("printed as “{printed}”, which is no form of “{}” ({})", author.display, part.author);
            findings.push(Finding::new(Kind::NameDiffers, article.id, "contributions", Some(printed.clone()), reason));
        }
    }
}

fn texts(article: &ArticleFacts, findings: &mut Vec<Finding>) {
    for (field, how) in &article.damaged {
        findings.push(Finding::new(Kind::DamagedText, article.id, field, None, how.clone()));
    }
    if in_capitals(&article.title) {
        let reason = "in capitals throughout; give it in its own case".to_owned();
        findings.push(Finding::new(Kind::TitleInCapitals, article.id, "title", Some(article.title.clone()), reason));
    }
}

/// Whether a title of at least two words has no small letter.
fn in_capitals(title: &str) -> bool {
    let capitals = title.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 6 && title.contains(' ') && !title.chars().any(char::is_lowercase)
}

/// How a text is damaged: characters that could not be read, or words that ran together.
pub(super) fn damage(text: &str) -> Option<String> {
    const LONGEST_WORD: usize = 34;
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Some("it holds characters that could not be read (U+FFFD)".to_owned());
    }
    let latin = |word: &&str| word.chars().all(|c| c.is_ascii_alphabetic());
    let long = text.split_whitespace().filter(latin).find(|word| word.len() > LONGEST_WORD)?;
    Some(format!("“{long}” looks like words whose spaces were lost"))
}
