//! Authors that are likely one person: names that can be one, and something else in common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::{Archive, AuthorFacts};
use super::finding::{Finding, Kind};
use super::names::Likeness;
use crate::domain::Id;

/// Names under one key beyond which it says nothing.
const CROWD: usize = 400;

/// What articles tell of an author.
#[derive(Default)]
struct Traces {
    articles: BTreeSet<Id>,
    companions: BTreeSet<Id>,
    /// Organizations, and the first and last year there.
    organizations: BTreeMap<Id, (i16, i16)>,
    series: BTreeSet<Id>,
}

pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    let traces = traces(archive);
    let none = Traces::default();
    let mut seen = BTreeSet::new();
    for ids in blocks(archive).values().filter(|ids| ids.len() <= CROWD) {
        for (at, first) in ids.iter().enumerate() {
            for second in ids.iter().skip(at + 1) {
                let pair = (*first.min(second), *first.max(second));
                if !seen.insert(pair) {
                    continue;
                }
                let of = |id: &Id| Some((archive.authors.get(id)?, traces.get(id).unwrap_or(&none)));
                if let (Some(a), Some(b)) = (of(&pair.0), of(&pair.1)) {
                    findings.extend(compare(pair, a, b));
                }
            }
        }
    }
}

fn blocks(archive: &Archive) -> HashMap<String, Vec<Id>> {
    let mut blocks: HashMap<String, Vec<Id>> = HashMap::new();
    for (id, author) in &archive.authors {
        let mut keys: Vec<String> = author.names.iter().flat_map(super::names::Name::keys).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            blocks.entry(key).or_default().push(*id);
        }
    }
    blocks
}

fn traces(archive: &Archive) -> HashMap<Id, Traces> {
    let mut all: HashMap<Id, Traces> = HashMap::new();
    for article in &archive.articles {
        let year = article.published.map(crate::domain::PartialDate::year);
        for part in &article.contributions {
            let traces = all.entry(part.author).or_default();
            traces.articles.insert(article.id);
            traces.series.extend(article.places.iter().map(|place| place.series));
            let others = article.contributions.iter().map(|other| other.author);
            traces.companions.extend(others.filter(|other| *other != part.author));
            for (organization, year) in part.organizations.iter().zip(std::iter::repeat(year)) {
                let year = year.unwrap_or_default();
                let span = traces.organizations.entry(*organization).or_insert((year, year));
                *span = (span.0.min(year), span.1.max(year));
            }
        }
    }
    all
}

/// Whether two authors are likely one person, and why.
fn compare((first, second): (Id, Id), a: (&AuthorFacts, &Traces), b: (&AuthorFacts, &Traces)) -> Option<Finding> {
    let pairs = a.0.names.iter().flat_map(|x| b.0.names.iter().filter_map(|y| x.likeness(y)));
    let name = pairs.min()?;
    // Who signs one article twice is two.
    if !a.1.articles.is_disjoint(&b.1.articles) || identifiers_differ(a.0, b.0) {
        return None;
    }
    let common = in_common(a, b);
    let needed = match name {
        Likeness::Same | Likeness::Order => 2,
        Likeness::Shorter | Likeness::Initials => 3,
    };
    let weight: u32 = common.iter().map(|(weight, _)| weight).sum();
    if weight < needed {
        return None;
    }
    let why: Vec<&str> = common.iter().map(|(_, why)| why.as_str()).collect();
    let (name_a, name_b) = (&a.0.display, &b.0.display);
    let reason = format!("“{name_a}” and “{name_b}” ({second}) can be one name, and have {} in common", why.join(", "));
    Some(Finding::pair(Kind::LikelySameAuthor, first, second, "names", Some(name_a.clone()), reason))
}

fn identifiers_differ(a: &AuthorFacts, b: &AuthorFacts) -> bool {
    let other = |scheme: &str, value: &str| {
        let mut same_scheme = b.identifiers.iter().filter(|(s, _)| s == scheme).peekable();
        same_scheme.peek().is_some() && same_scheme.all(|(_, v)| v != value)
    };
    a.identifiers.iter().any(|(scheme, value)| scheme == "orcid" && other(scheme, value))
}

/// What two authors have in common beside the name, and what it weighs: 3 is enough for any name.
fn in_common(a: (&AuthorFacts, &Traces), b: (&AuthorFacts, &Traces)) -> Vec<(u32, String)> {
    let mut common = Vec::new();
    if a.0.identifiers.iter().any(|own| b.0.identifiers.contains(own)) {
        common.push((3, "an identifier".to_owned()));
    }
    if a.0.emails.iter().any(|own| b.0.emails.contains(own)) {
        common.push((3, "an e-mail address".to_owned()));
    }
    let posts = posts_in_common(a, b);
    if posts > 0 {
        common.push((1 + 2 * posts.min(3), if posts == 1 { "an organization" } else { "organizations" }.to_owned()));
    }
    let companions = a.1.companions.intersection(&b.1.companions).count();
    if companions > 0 {
        // In a small circle two who never met have written with the same people.
        common.push((1, "co-authors".to_owned()));
    }
    common
}

/// How many organizations both were at, about the same time.
fn posts_in_common(a: (&AuthorFacts, &Traces), b: (&AuthorFacts, &Traces)) -> u32 {
    const APART: i16 = 6;
    let near = |x: &(i16, i16), y: &(i16, i16)| x.0 - APART <= y.1 && y.0 - APART <= x.1;
    let traced =
        a.1.organizations.iter().filter(|(id, span)| b.1.organizations.get(id).is_some_and(|other| near(span, other)));
    let traced: BTreeSet<Id> = traced.map(|(id, _)| *id).collect();
    let present = a.0.organizations.iter().filter(|id| b.0.organizations.contains(id) && !traced.contains(id)).count();
    u32::try_from(traced.len() + present).unwrap_or(u32::MAX)
}
