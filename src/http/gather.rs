//! What a page shows, gathered from the archive.

use actix_web::HttpRequest;

use super::cursor;
use super::found::{Finding, RELEVANCE};
use super::listing;
use super::params::{self, Params};
use super::problem::Problem;
use super::single;
use super::state::State;
use crate::catalog::field::{self, Kind};
use crate::catalog::{Query, Sort, SortBy};
use crate::domain::article::Subject;
use crate::domain::{Id, Resource};
use crate::format;
use crate::record::Record;
use crate::record::article::Article;
use crate::record::disclaimer::Disclaimer;
use crate::record::public::public_text;
use crate::search::SEARCHED;
use crate::site::text::Text;
use crate::site::{Filter, Incoming, Row, Rows, Site, Surroundings, address, words};
use crate::store::StoreError;
use crate::store::reader::{Page, Standing, Stored};

/// How many rows a page has.
const ROWS: usize = 100;

/// How many articles that say something of another its page names.
const INCOMING: usize = 50;

/// A request for a page: its path, and its parameters.
#[derive(Default)]
pub struct Asked {
    path: String,
    parameters: Vec<(String, String)>,
    /// The parameters whose values are no text.
    unread: Vec<String>,
}

impl Asked {
    /// Takes a request apart.
    pub fn of(request: &HttpRequest) -> Asked {
        let path = request.uri().path().to_owned();
        match Params::of(request) {
            Ok(mut params) => {
                let unread = params.wrong().iter().filter_map(|wrong| wrong.parameter.clone()).collect();
                Asked { path, parameters: params.take(), unread }
            }
            Err(_) => Asked { path, ..Asked::default() },
        }
    }

    /// Those parameters that are filters of a resource. What is withdrawn is listed on no page and in no
    /// feed, whatever is asked for.
    pub fn filters(&self, resource: Resource) -> Vec<(String, String)> {
        let open = |name: &str| is_filter(resource, name) && !is_of(name, STATUS);
        self.parameters.iter().filter(|(name, _)| open(name)).cloned().collect()
    }

    /// What is looked for by words, among the records of what can be searched.
    pub fn words(&self, resource: Resource) -> Option<&str> {
        let mut given = self.parameters.iter().filter(|(name, _)| name == WORDS && SEARCHED.contains(&resource));
        given.next().map(|(_, words)| words.as_str()).filter(|words| !words.trim().is_empty())
    }

    /// Whether articles that were looked for stand in their usual order, and not the best first.
    pub fn in_usual_order(&self) -> bool {
        self.parameters.iter().any(|(name, order)| name == SORT && order != RELEVANCE)
    }

    /// The records of a resource that the words and the filters leave, in its usual order. Parameters that are no
    /// filters are passed over. A filter by what there is not leads nowhere: whoever follows a link that
    /// was cut off is not to be given everything.
    pub fn query(&self, state: &State, resource: Resource) -> Result<Query, Problem> {
        let nothing = |name: &str| Problem::NotFound(format!("`{name}` has a value that nothing here can have"));
        if let Some(name) = self.unread.iter().find(|name| is_filter(resource, name)) {
            return Err(nothing(name));
        }
        let statuses = self.parameters.iter().filter(|(name, _)| is_of(name, STATUS) && is_filter(resource, name));
        let (mut asked, mut listed) = (false, false);
        for (name, value) in statuses {
            let published = value == "published";
            match name == STATUS {
                true => (asked, listed) = (true, listed || published),
                false if published => return Err(nothing(name)),
                false => {}
            }
        }
        if asked && !listed {
            return Err(nothing(STATUS));
        }
        let filters = self.filters(resource);
        for (name, value) in &filters {
            let names_one = field::find(resource, name).is_some_and(|field| matches!(field.kind, Kind::Id(_)));
            if let (true, Ok(id)) = (names_one, value.parse()) {
                single::must_exist(state, id)?;
            }
        }
        let mut query = query(resource, &filters).map_err(|problem| match problem {
            Problem::Parameters(wrong) => {
                nothing(wrong.first().and_then(|wrong| wrong.parameter.as_deref()).unwrap_or_default())
            }
            other => other,
        })?;
        if let Some(words) = self.words(resource) {
            query.condition = Finding::of(state, resource, words)?.map(|found| found.condition());
        }
        Ok(query)
    }

    /// The words and the filters, as they are asked for.
    pub fn pairs(&self, resource: Resource) -> Vec<(String, String)> {
        let words = self.words(resource).map(|words| (WORDS.to_owned(), words.to_owned()));
        words.into_iter().chain(self.filters(resource)).collect()
    }

    /// These as a query string with its `?`; nothing where there are none.
    pub fn query_string(&self, resource: Resource) -> String {
        params::address("", &self.pairs(resource))
    }

    /// Whether it asks for the first page.
    pub fn is_first(&self) -> bool {
        self.after().is_none()
    }

    fn after(&self) -> Option<&str> {
        self.parameters.iter().find(|(name, _)| name == "after").map(|(_, value)| value.as_str())
    }
}

/// The filter that tells what is withdrawn.
const STATUS: &str = "status";

/// The parameters of an order, and of words.
const SORT: &str = "sort";
const WORDS: &str = listing::WORDS;

/// Whether a name is that of a filter, whatever stands before it.
fn is_of(name: &str, filter: &str) -> bool {
    name.rsplit('.').next() == Some(filter)
}

fn is_filter(resource: Resource, name: &str) -> bool {
    field::named(resource, name).is_some()
}

/// Does something with what pages are made with.
pub fn with_site<T>(state: &State, work: impl FnOnce(&Site<'_>) -> T) -> T {
    let path_of = |id: Id| {
        let stored = state.reader.hit(id).and_then(|hit| state.reader.fetch(&[hit]).ok()??.pop());
        address::page(id, stored.and_then(|stored| address::slug_of(&stored.document)).as_deref())
    };
    work(&Site { identity: &state.identity, path_of: &path_of })
}

/// A stored record as pages show it.
pub fn record(stored: &Stored) -> Result<Record, Problem> {
    Ok(format::record(stored.id.resource(), &stored.document).map_err(StoreError::from)?)
}

fn article(stored: &Stored) -> Result<Option<Article>, Problem> {
    Ok(match record(stored)? {
        Record::Article(own) => Some(*own),
        _ => None,
    })
}

/// The records of a resource that these filters leave, in its usual order.
pub fn query(resource: Resource, filters: &[(String, String)]) -> Result<Query, Problem> {
    let mut query = Query::new(resource);
    query.limit = ROWS;
    for (name, value) in filters {
        query.accept(name, value).map_err(|invalid| Problem::parameter(name, invalid.message))?;
    }
    Ok(query)
}

/// A page of a list.
pub struct Listed<T> {
    /// What is made of its records.
    pub items: Vec<T>,
    /// How many records there are on all pages.
    pub total: u64,
    /// The path of this page.
    pub own: String,
    /// The path of the first page, where this is another.
    pub first: Option<String>,
    /// The path of the next page.
    pub next: Option<String>,
}

/// The rows of the page of a list that was asked for.
pub fn rows(state: &State, query: Query, asked: &Asked, row: impl Fn(&Record) -> Row) -> Result<Rows, Problem> {
    let Listed { items, total, first, next, .. } = list(state, query, asked, row)?;
    Ok(Rows { rows: items, total, first, next })
}

/// The page of a list that was asked for.
pub fn list<T>(state: &State, query: Query, asked: &Asked, make: impl Fn(&Record) -> T) -> Result<Listed<T>, Problem> {
    listed(state, query, asked, &[], |query| Ok(state.reader.page(query)?), make)
}

/// The page of a list, found in a way of its own; `more` tells the list from the one with the same filters.
pub fn listed<T>(
    state: &State,
    mut query: Query,
    asked: &Asked,
    more: &[(String, String)],
    find: impl FnOnce(&Query) -> Result<Page, Problem>,
    make: impl Fn(&Record) -> T,
) -> Result<Listed<T>, Problem> {
    let settings = state.reader.settings();
    let list = params::address(&asked.path, asked.pairs(query.resource).iter().chain(more));
    query.after = asked.after().map(|text| cursor::read(settings, &list, text)).transpose()?;
    let page = find(&query)?;
    let items = page.items.iter().map(|item| Ok(make(&record(item)?))).collect::<Result<_, Problem>>()?;
    let sign = if list.contains('?') { '&' } else { '?' };
    let at = |cursor: &str| format!("{list}{sign}after={cursor}");
    let next = page.next.as_ref().map(|position| at(&cursor::write(settings, &list, position)));
    let own = asked.after().map_or_else(|| list.clone(), at);
    Ok(Listed { items, total: page.total, own, first: query.after.map(|_| list), next })
}

/// The filters that are on, with the names of what they name by id.
pub fn named_filters(state: &State, resource: Resource, asked: &Asked) -> Vec<Filter> {
    let label = |value: &str| {
        let id = value.parse().ok()?;
        let id = state.reader.survivor(id).unwrap_or(id);
        let Standing::Found(stored) = state.reader.record(id).ok()? else { return None };
        let name = match record(&stored).ok()? {
            Record::Author(own) => own.name,
            Record::Organization(own) => own.name,
            Record::Series(own) => own.title,
            Record::Article(_) | Record::Disclaimer(_) => return None,
        };
        Some(Text::new(name, None, None))
    };
    let words =
        asked.words(resource).map(|words| Filter { label: None, name: "with".to_owned(), value: words.to_owned() });
    let filters = asked.filters(resource).into_iter();
    let named = |(name, value): (String, String)| {
        let label = label(&value).or_else(|| called(state, &name, &value));
        Filter { label, name: spoken(&name), value }
    };
    words.into_iter().chain(filters.map(named)).collect()
}

/// What a value is called that is a word or a code, and no id of a record.
fn called(state: &State, name: &str, value: &str) -> Option<Text> {
    match name.trim_start_matches("not.").trim_start_matches("all.") {
        "language" => Some(Text::english(words::language(value))),
        "type" => Some(Text::english(words::article_type(value))),
        name @ ("subject" | "place") => about(state, name, value),
        _ => None,
    }
}

/// The label of a subject or place with this code, as an article has it.
fn about(state: &State, name: &str, value: &str) -> Option<Text> {
    let mut query = query(Resource::Article, &[(name.to_owned(), value.to_owned())]).ok()?;
    query.limit = 1;
    let own = article(state.reader.page(&query).ok()?.items.first()?).ok()??;
    let all = if name == "subject" { own.subjects } else { own.places };
    let is_it = |own: &&Subject| own.id.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(value));
    all.iter().find(is_it).map(|own| Text::new(own.label.clone(), own.language.as_ref(), None))
}

/// A parameter as words.
fn spoken(name: &str) -> String {
    name.strip_prefix("all.").unwrap_or(name).replace(['_', '.'], " ")
}

/// What the page of an article shows beside its record.
pub fn around(state: &State, own: &Article) -> Result<Surroundings, Problem> {
    let body = if own.body.is_some() { state.reader.body(own.id)? } else { None };
    Ok(Surroundings {
        body: body.iter().flatten().map(|paragraph| public_text(paragraph)).collect(),
        incoming: incoming(state, own.id)?,
        earlier: step(state, own, true)?,
        later: step(state, own, false)?,
    })
}

fn incoming(state: &State, id: Id) -> Result<Incoming, Problem> {
    let mut hits: Vec<_> = state.reader.related_to(id).into_iter().filter(|hit| hit.id != id).collect();
    let more = hits.len().saturating_sub(INCOMING);
    hits.truncate(INCOMING);
    let others = state.reader.fetch(&hits)?.ok_or(StoreError::Busy)?;
    let articles = others.iter().map(|other| article(other)).collect::<Result<Vec<_>, Problem>>()?;
    Ok(Incoming { articles: articles.into_iter().flatten().collect(), more })
}

/// The next dated article of its series in one direction.
fn step(state: &State, own: &Article, descending: bool) -> Result<Option<Article>, Problem> {
    let (Some(series), Some(_)) = (&own.series, own.published) else { return Ok(None) };
    let mut query = query(Resource::Article, &[("series".to_owned(), series.id.to_string())])?;
    query.sort = Sort { by: SortBy::Published, descending };
    query.after = state.reader.position(own.id, SortBy::Published);
    query.limit = 1;
    let next = state.reader.page(&query)?.items.pop();
    let next = next.map(|stored| article(&stored)).transpose()?.flatten();
    Ok(next.filter(|other| other.published.is_some()))
}

/// The series an organization publishes.
pub fn series_of(state: &State, site: &Site<'_>, publisher: Id) -> Result<Vec<Row>, Problem> {
    let mut query = query(Resource::Series, &[("publisher".to_owned(), publisher.to_string())])?;
    query.limit = usize::MAX - 1;
    Ok(rows(state, query, &Asked::default(), |record| Row::of(site, record))?.rows)
}

/// The disclaimers that stand in a series.
pub fn disclaimers_of(state: &State, series: Id) -> Result<Vec<Disclaimer>, Problem> {
    let mut query = query(Resource::Disclaimer, &[("series".to_owned(), series.to_string())])?;
    query.limit = usize::MAX - 1;
    let page = state.reader.page(&query)?;
    let records = page.items.iter().map(|item| record(item)).collect::<Result<Vec<_>, Problem>>()?;
    let disclaimers = records.into_iter().filter_map(|record| match record {
        Record::Disclaimer(own) => Some(*own),
        _ => None,
    });
    Ok(disclaimers.collect())
}
