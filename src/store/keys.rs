//! The keys by which an entity is found.

use crate::domain::article::Status;
use crate::domain::digest::hash64;
use crate::domain::text::folded;
use crate::domain::{Article, Entity, Id, Ref, Resource};
use crate::record::noticed;

/// The key of every draft.
pub const DRAFT: &str = "article:status:draft";

/// The key of every article that waits to be published.
pub const SCHEDULED: &str = "article:status:scheduled";

/// What the key of everything that was merged begins with; the id that it was merged into follows.
pub const MERGED: &str = "merged:";

/// The keys under which a thing may already be known, in classes: those of an earlier class decide
/// before those of a later one are asked.
pub fn identity(entity: &Entity) -> Vec<Vec<String>> {
    identity_with(entity, &|_| None)
}

/// The same, where `told` knows what some references lead to.
pub fn identity_with(entity: &Entity, told: &dyn Fn(&Ref) -> Option<Ref>) -> Vec<Vec<String>> {
    match entity {
        Entity::Article(article) => vec![dois(article), urls(article), places(article, told)],
        Entity::Author(author) => vec![
            author.identifiers.iter().map(|i| format!("author:{}", i.identifier.lookup_key())).collect(),
            author.contacts.iter().map(|c| format!("author:email:{}", c.email.to_lowercase())).collect(),
        ],
        Entity::Organization(own) => vec![
            own.identifiers.iter().map(|i| format!("organization:{}", i.lookup_key())).collect(),
            own.names.iter().map(|n| name(Resource::Organization, &n.text)).collect(),
        ],
        Entity::Series(own) => vec![
            own.issn.known().map(|i| format!("series:issn:{}", i.as_str())).collect(),
            own.titles.iter().map(|t| name(Resource::Series, &t.text)).collect(),
        ],
        Entity::Disclaimer(own) => {
            let words = hash64(folded(&own.text).as_bytes());
            let series = own.series.as_ref().map(|series| told(series).unwrap_or_else(|| series.clone()));
            let place = series.as_ref().map(|s| s.0.as_str()).unwrap_or_default();
            let from = own.from.map(|f| f.to_string()).unwrap_or_default();
            let mut classes = vec![vec![format!("disclaimer:text:{words:016x}:{place}:{from}")]];
            if own.series.is_none() {
                classes.push(vec![format!("disclaimer:words:{words:016x}")]);
            }
            classes
        }
    }
}

/// All keys of an entity: those of its identity and those that only help to find it.
pub fn all(entity: &Entity) -> Vec<String> {
    let mut keys: Vec<String> = identity(entity).into_iter().flatten().collect();
    match entity {
        Entity::Article(article) => {
            for relation in article.relations.iter().filter(|r| r.article.is_none()) {
                keys.extend(relation.doi.iter().map(|doi| format!("wants:doi:{doi}")));
                keys.extend(relation.url.iter().map(|url| format!("wants:{}", url.lookup_key())));
            }
            keys.extend(noticed::carriers(&article.notices).map(|(how, carrier)| noticed_by(how, carrier)));
            keys.extend(match article.status {
                Status::Draft => Some(DRAFT.to_owned()),
                Status::Scheduled => Some(SCHEDULED.to_owned()),
                _ => None,
            });
            let others = article.identifiers.iter().filter(|i| i.scheme != "doi");
            keys.extend(others.map(|i| format!("article:{}", i.lookup_key())));
        }
        Entity::Author(author) => {
            keys.extend(author.names.iter().map(|n| name(Resource::Author, &n.full)));
        }
        Entity::Series(series) => keys.extend(series.code.iter().map(|c| format!("series:code:{}", c.to_lowercase()))),
        Entity::Disclaimer(own) => {
            keys.push(format!("disclaimer:words:{:016x}", hash64(folded(&own.text).as_bytes())));
        }
        Entity::Organization(_) => {}
    }
    keys.extend(entity.merged_into().map(merged_into));
    keys.sort();
    keys.dedup();
    keys
}

/// The key of what was merged into a thing.
pub fn merged_into(id: Id) -> String {
    format!("{MERGED}{id}")
}

/// The key of what has a notice that an article carries.
pub fn noticed_by(how: &str, carrier: Id) -> String {
    format!("{how}:{carrier}")
}

/// The keys under which other articles wait for this one.
pub fn wanted(article: &Article) -> Vec<String> {
    dois(article).into_iter().chain(urls(article)).map(|key| key.replacen("article:", "wants:", 1)).collect()
}

/// The key of a name: equal for names a reader takes for the same.
pub fn name(resource: Resource, text: &str) -> String {
    format!("{}:name:{}", resource.name(), folded(text))
}

/// The key under which an author of this name was seen at an organization.
pub fn colleague(name: &str, organization: Id) -> String {
    format!("colleague:{}:{organization}", folded(name))
}

/// The key of a slug.
pub fn slug(resource: Resource, slug: &str) -> String {
    format!("slug:{}:{slug}", resource.plural())
}

fn dois(article: &Article) -> Vec<String> {
    article.identifiers.iter().filter(|i| i.scheme == "doi").map(|i| format!("article:{}", i.lookup_key())).collect()
}

fn urls(article: &Article) -> Vec<String> {
    article.appearances.iter().filter_map(|a| a.url.as_ref()).map(|u| format!("article:{}", u.lookup_key())).collect()
}

/// What keys of places begin with where another article has the same number in the same series: in the same
/// year, or where a year is not told.
pub fn numbers(article: &Article) -> Vec<String> {
    let numbered = article.appearances.iter().filter_map(|a| Some((a, a.series.as_ref()?, a.number.as_ref()?)));
    let mut all: Vec<String> = numbered
        .flat_map(|(a, series, number)| {
            let years =
                [a.year, a.published.map(|date| date.year())].into_iter().flatten().map(|year| year.to_string());
            let number = number.to_lowercase();
            years.chain([String::new()]).map(move |year| format!("article:place:{series}:{year}:{number}:"))
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

fn places(article: &Article, told: &dyn Fn(&Ref) -> Option<Ref>) -> Vec<String> {
    let numbered = article.appearances.iter().filter_map(|a| Some((a, a.series.as_ref()?, a.number.as_ref()?)));
    numbered
        .map(|(a, series, number)| {
            let year = a.year.map(|y| y.to_string()).unwrap_or_default();
            let language = a.language.as_ref().map(|l| l.as_str()).unwrap_or_default();
            let told = told(series);
            let series = told.as_ref().unwrap_or(series);
            format!("article:place:{series}:{year}:{}:{language}", number.to_lowercase())
        })
        .collect()
}
