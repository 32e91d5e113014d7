//! The list of articles for people: what words find, and what it can be narrowed by.

use super::facets::{self, names};
use super::found::Finding;
use super::gather::{self, Asked};
use super::params::address;
use super::problem::Problem;
use super::state::State;
use crate::catalog::facet;
use crate::catalog::{Facets, Tally};
use crate::domain::Resource;
use crate::record::Record;
use crate::record::article::Article;
use crate::search::Match;
use crate::site::text::Text;
use crate::site::{self, Choice, ListPage, Narrowing, Row, Rows, Search, Site};
use crate::store::counting::Names;

/// What a list can be narrowed by: the facet, and its name for people.
const NARROWINGS: [(&str, &str); 5] =
    [("series", "Series"), ("author", "Author"), ("year", "Year"), ("language", "Language"), ("subject", "Subject")];

/// How many values of each there are to choose from.
const CHOICES: usize = 8;

/// Where a list has so many filters there is nothing more to choose: whoever follows every link comes to an end.
const DEEPEST: usize = 4;

/// The path of the list.
const PATH: &str = "/articles";

/// A page of the list.
pub fn articles(state: &State, site: &Site<'_>, asked: &Asked) -> Result<ListPage, Problem> {
    let resource = Resource::Article;
    let mut query = asked.query(state, resource)?;
    // Who goes on knows by what the list can be narrowed.
    if asked.is_first() && asked.filters(resource).len() < DEEPEST {
        let of = NARROWINGS.iter().filter_map(|(name, _)| facet::find(name)).collect();
        query.facets = Facets { of, top: CHOICES };
    }
    let finding = asked.words(resource).map(|words| Finding::of(state, resource, words)).transpose()?.flatten();
    let ranked = finding.as_ref().filter(|_| !asked.in_usual_order());
    if ranked.is_some() {
        query.condition = None;
    }
    let order = finding.as_ref().filter(|_| asked.in_usual_order()).map(|_| usual());
    let mut narrowings = Vec::new();
    let find = |query: &_| {
        let page = match ranked {
            Some(finding) => finding.page(state, query)?.0,
            None => state.reader.page(query)?,
        };
        narrowings = page.tallies.iter().filter_map(|tally| narrowing(site, asked, tally, &page.names)).collect();
        Ok(page)
    };
    let row = |record: &Record| {
        let row = Row::of(site, record);
        let (Some(finding), Record::Article(own)) = (&finding, record) else { return row };
        let row = row.marked(finding.mark(own.title.as_deref(), own), about(state, finding, own));
        // Only in the order of time are years headings.
        if ranked.is_some() { row.without_year() } else { row }
    };
    let list = gather::listed(state, query, asked, order.as_slice(), find, row)?;
    let rows = Rows { rows: list.items, total: list.total, first: list.first, next: list.next };
    let filters = gather::named_filters(state, resource, asked);
    let page = ListPage::new(site, resource, filters, &asked.query_string(resource), rows);
    let page = page.narrowed_by(narrowings);
    Ok(match (&finding, asked.words(resource)) {
        (Some(finding), Some(words)) => page.searched(site, search(site, asked, finding, words)),
        _ => page,
    })
}

/// What tells that the order is the usual one.
fn usual() -> (String, String) {
    ("sort".to_owned(), "-published".to_owned())
}

/// The piece of an abstract or a body that has the words.
fn about(state: &State, finding: &Finding, own: &Article) -> Option<String> {
    let in_body = || {
        let body = own.body.as_ref().and_then(|_| state.reader.body(own.id).ok()?)?;
        body.iter().find_map(|text| finding.mark(Some(text), own))
    };
    finding.mark(own.r#abstract.as_deref(), own).or_else(in_body)
}

fn search(site: &Site<'_>, asked: &Asked, finding: &Finding, words: &str) -> Search {
    let quoted = |words: &[String]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        site::words::list(&quoted)
    };
    let replaced = finding.replaced().map(|(word, by)| format!("{} for “{word}”", quoted(by))).collect::<Vec<_>>();
    let note = match finding.matches() {
        Match::All | Match::None => None,
        Match::Similar => Some(format!("Not all of these words stand anywhere. Looked for {}.", replaced.join(", "))),
        Match::Most => Some("Hardly anything has all of these words; this has most of them.".to_owned()),
        Match::Any => Some("Nothing has all of these words; this has some of them.".to_owned()),
    };
    let is_usual = asked.in_usual_order();
    let mut pairs = asked.pairs(Resource::Article);
    pairs.extend(Some(usual()).filter(|_| !is_usual));
    let order = Choice {
        label: Text::english(if is_usual { "Best first" } else { "Newest first" }),
        count: None,
        href: site.href(&address(PATH, &pairs)),
    };
    Search { words: words.to_owned(), note, order, is_complete: finding.is_complete() }
}

/// The values of a facet that leave some of the list and not all of it.
fn narrowing(site: &Site<'_>, asked: &Asked, tally: &Tally, names: &Names) -> Option<Narrowing> {
    let (_, name) = NARROWINGS.iter().find(|(name, _)| *name == tally.facet.name)?;
    let pairs = asked.pairs(Resource::Article);
    let choice = |own| {
        let (id, label) = names::of(tally.facet, own, names);
        let mut all = pairs.clone();
        all.push(facets::narrowing(&pairs, None, tally.facet.name, &id)?);
        all.extend(Some(usual()).filter(|_| asked.in_usual_order()));
        let href = site.href(&address(PATH, &all));
        Some(Choice { label: Text::new(label, None, None), count: Some(own.count), href })
    };
    let choices: Vec<Choice> = tally.values.iter().filter_map(choice).collect();
    let is_choice = tally.missing > 0 || tally.values.len() > 1;
    (is_choice && !choices.is_empty()).then(|| Narrowing { name, choices, more: tally.next.is_some() })
}
