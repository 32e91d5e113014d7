//! What the fields of front matter mean, by the names that Hugo, Jekyll, Ghost, Substack and hand-made files use.

use super::front::{Fields, Value};
use crate::import::commentary::lexicon::Order;
use crate::import::commentary::{Known, imprint};
use crate::import::manuscript::{Manuscript, Person, Stated, Statement, Weight};
use crate::import::report::Problem;

const SOURCE: &str = "front matter";

/// Takes the fields that mean something here.
pub(super) fn take(fields: Fields, manuscript: &mut Manuscript) {
    let volume = find(&fields, &["volume", "vol"]).and_then(text);
    let Manuscript { stated, problems, .. } = manuscript;
    // The usual names of a date, the best first: a file may tell several.
    for names in [PUBLISHED, CREATED] {
        if stated.published.is_empty() {
            let found = names.iter().find_map(|name| {
                find(&fields, &[name]).and_then(text).filter(|(date, _)| !matches!(date.as_str(), "true" | "false"))
            });
            stated.published.extend(found.map(|(date, line)| editorial(date, line)));
        }
    }
    let mut fields: Vec<(String, Value)> = fields.into_iter().map(|(name, value)| (plain(&name), value)).collect();
    // What is said for sure comes first, whatever the order of the file.
    fields.sort_by_key(|(name, _)| match name.as_str() {
        "params" | "extra" => 2,
        "collection" | "publication" | "newsletter" => 1,
        _ => 0,
    });
    for (name, value) in fields {
        field(&name, value, volume.as_ref().map(|(text, _)| text.as_str()), stated, problems);
    }
}

const PUBLISHED: &[&str] =
    &["date", "published", "publishdate", "pubdate", "publishedat", "datepublished", "postdate", "issued"];
const CREATED: &[&str] = &["created", "createdat", "datecreated"];

/// One field by its plain name.
fn field(name: &str, value: Value, volume: Option<&str>, stated: &mut Stated, problems: &mut Vec<Problem>) {
    match name {
        "title" | "headline" => one(&mut stated.titles, value),
        "subtitle" | "subheading" | "subhead" => one(&mut stated.subtitles, value),
        "abstract" | "summary" | "standfirst" | "dek" | "deck" | "lead" | "lede" | "teaser" => {
            one(&mut stated.abstracts, value);
        }
        // Written for search engines as often as for readers.
        "description" | "excerpt" | "customexcerpt" | "metadescription" => {
            stated.abstracts.extend(text(&value).map(|(value, line)| statement(value, line, Weight::Embedded)));
        }
        "author" | "authors" | "by" | "byline" | "writer" | "writers" | "contributors" | "primaryauthor"
        | "bylines" | "coauthors" | "autor" | "auteur" | "autore" | "penulis" => {
            people(value, None, stated);
        }
        "translator" | "translators" | "translatedby" => people(value, Some("translator"), stated),
        "editor" | "editors" | "editedby" => people(value, Some("editor"), stated),
        "lastmod" | "updated" | "updatedat" | "modified" | "lastmodified" | "lastmodifiedat" | "datemodified"
        | "dateupdated" | "revised" => one(&mut stated.revised, value),
        "lang" | "language" | "locale" | "languagecode" => one(&mut stated.languages, value),
        "series" | "collection" | "publication" | "newsletter" | "seriestitle" | "serie" | "série" | "collana"
        | "rivista" | "revista" | "revue" | "reihe" | "coleccion" | "colección" | "coleção" | "reeks" | "серия" => {
            all(&mut stated.series, value)
        }
        "number" | "issue" | "issuenumber" | "no" | "num" | "nr" | "seriesorder" | "seriesnumber" | "nomor"
        | "numero" | "número" | "nummer" => {
            let number = text(&value).map(|(issue, line)| match volume {
                Some(volume) => (format!("{volume}({issue})"), line),
                None => (issue, line),
            });
            let Some((number, line)) = number else { return };
            // `Harbour Letters, no. 4`: both in one.
            let parts = imprint::parse(&number, &Known::default(), Order::Day);
            match parts.and_then(|parts| Some((parts.series?, parts.number?))) {
                Some((series, number)) => {
                    stated.series.push(editorial(series, line));
                    stated.numbers.push(editorial(number, line));
                }
                None => stated.numbers.push(editorial(number, line)),
            }
        }
        "url" | "canonicalurl" | "canonical" | "permalink" | "link" | "sourceurl" | "originalurl" => {
            let address = text(&value).filter(|(url, _)| url.starts_with("http://") || url.starts_with("https://"));
            stated.urls.extend(address.map(|(url, line)| editorial(url, line)));
        }
        "doi" => one(&mut stated.dois, value),
        "tags" | "tag" | "categories" | "category" | "keywords" | "topics" | "subjects" => {
            all(&mut stated.subjects, value);
        }
        "publisher" | "sitename" => one(&mut stated.publishers, value),
        "disclaimer" => one(&mut stated.disclaimers, value),
        "draft" => draft(&value, "true", problems),
        // Jekyll's `published: false`, and what Substack and Ghost export.
        "published" | "ispublished" => draft(&value, "false", problems),
        "status" => draft(&value, "draft", problems),
        // Hugo and Zola keep a site's own fields inside of one.
        "params" | "extra" => {
            if let Value::Map(fields) = value {
                for (name, value) in fields.into_iter().filter(|(_, value)| !matches!(value, Value::Map(_))) {
                    field(&plain(&name), value, volume, stated, problems);
                }
            }
        }
        _ => {}
    }
}

fn draft(value: &Value, word: &str, problems: &mut Vec<Problem>) {
    if let Some((said, line)) = text(value)
        && said.eq_ignore_ascii_case(word)
    {
        let reason = "the front matter says that it is a draft; import it once it is published";
        problems.push(Problem::error(Some(line), "status", reason));
    }
}

/// Names of fields, however they are put together: `publishDate`, `publish_date`, `Publish-Date`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn find<'a>(fields: &'a Fields, names: &[&str]) -> Option<&'a Value> {
    fields.iter().find(|(name, _)| names.contains(&plain(name).as_str())).map(|(_, value)| value)
}

/// The text of a scalar, or of a list of one.
fn text(value: &Value) -> Option<(String, u32)> {
    match value {
        Value::Text(text, line) => Some((text.trim().to_owned(), *line)).filter(|(text, _)| !text.is_empty()),
        Value::List(list) => match list.as_slice() {
            [one] => text(one),
            _ => None,
        },
        Value::Map(fields) => find(fields, &["name", "title", "label"]).and_then(text),
    }
}

fn statement<T>(value: T, line: u32, weight: Weight) -> Statement<T> {
    Statement { value, line: Some(line), source: SOURCE, weight }
}

fn editorial<T>(value: T, line: u32) -> Statement<T> {
    statement(value, line, Weight::Editorial)
}

fn one(into: &mut Vec<Statement<String>>, value: Value) {
    into.extend(text(&value).map(|(value, line)| editorial(value, line)));
}

/// Each of a list; of a text with commas each part.
fn all(into: &mut Vec<Statement<String>>, value: Value) {
    match value {
        Value::List(list) => list.into_iter().for_each(|value| one(into, value)),
        Value::Text(text, line) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            into.extend(parts.map(|part| editorial(part.to_owned(), line)));
        }
        map @ Value::Map(_) => one(into, map),
    }
}

/// People: a name, a list of names, or maps. All of one role are one statement, and each role adds to it.
fn people(value: Value, role: Option<&str>, stated: &mut Stated) {
    let list = match value {
        Value::List(list) => list,
        other => vec![other],
    };
    let found: Vec<(Person, u32)> = list.iter().filter_map(|value| person(value, role)).collect();
    let Some(line) = found.first().map(|(_, line)| *line) else { return };
    // A name made of a key is as a machine would tell it: the text knows better.
    let keys = found.iter().all(|(person, _)| name_of_key(&person.name).is_some());
    let weight = if keys { Weight::Embedded } else { Weight::Editorial };
    let people = found.into_iter().map(|(person, _)| person);
    let people = people.map(|own| Person { name: name_of_key(&own.name).unwrap_or(own.name), ..own });
    match stated.contributors.iter_mut().find(|statement| statement.source == SOURCE) {
        Some(known) => {
            let new: Vec<Person> = people.filter(|p| known.value.iter().all(|k| k.name != p.name)).collect();
            known.value.extend(new);
        }
        None => stated.contributors.push(statement(people.collect(), line, weight)),
    }
}

/// The name of whom a site keeps under a key made of it, as generators of sites do: `ann-roe`.
fn name_of_key(key: &str) -> Option<String> {
    let words: Vec<&str> = key.split('-').collect();
    let is_word = |word: &&str| word.chars().all(char::is_lowercase) && !word.is_empty();
    let is_key = (2..=4).contains(&words.len()) && words.iter().all(is_word);
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    is_key.then(|| words.into_iter().map(capital).collect::<Vec<_>>().join(" "))
}

fn person(value: &Value, role: Option<&str>) -> Option<(Person, u32)> {
    let (name, line) = text(value)?;
    let of = |names: &[&str]| match value {
        Value::Map(fields) => find(fields, names).and_then(text).map(|(text, _)| text),
        _ => None,
    };
    let name = name.strip_prefix("By ").or(name.strip_prefix("by ")).unwrap_or(&name).trim().to_owned();
    let person = Person {
        name,
        role: of(&["role"])
            .map(|role| role.to_lowercase())
            .filter(|role| ROLES.contains(&role.as_str()))
            .or(role.map(str::to_owned)),
        email: of(&["email", "mail"]),
        orcid: of(&["orcid"]),
        biography: of(&["bio", "biography", "about", "description"]),
        position: of(&["position", "jobtitle", "post", "role"])
            .or_else(|| of(&["name"]).and(of(&["title"])))
            .filter(|post| !ROLES.contains(&post.to_lowercase().as_str())),
        organization: of(&["affiliation", "organization", "organisation", "institution", "company", "employer"]),
    };
    Some((person, line))
}

const ROLES: &[&str] = &["author", "translator", "editor"];
