//! Lists: rows of articles, people, bodies and series, and the pages that are nothing but a list.

use askama::Template;

use super::article::{agent, names, place, series_title, title_of, years};
use super::details::Value;
use super::shell::{Link, Shell};
use super::text::Text;
use super::{Site, address, words};
use crate::domain::{Resource, text};
use crate::record::article::Article;
use crate::record::author::Author;
use crate::record::organization::Organization;
use crate::record::series::Series;
use crate::record::{Record, article};

/// One row of a list.
pub struct Row {
    pub(super) title: Text,
    pub(super) href: String,
    /// A second line in the language of the row: who wrote it.
    pub(super) by: Option<Text>,
    /// What else there is to know, in our words or with links.
    pub(super) facts: Vec<Value>,
    pub(super) date: Option<Value>,
    /// The heading under which it stands: its year.
    pub(super) year: Option<i16>,
    /// The number in the series of the page.
    pub(super) number: Option<String>,
    /// That it is retracted.
    pub(super) flag: Option<String>,
    /// A sentence about it.
    pub(super) about: Option<Text>,
    /// The title, and a piece of what it says, as HTML in which words are marked.
    pub(super) marked: Marked,
}

/// What stands in the place of plain texts in a row, as HTML.
#[derive(Default)]
pub struct Marked {
    pub(super) title: Option<String>,
    pub(super) about: Option<String>,
}

/// Some rows of a list, and the way to the others.
#[derive(Default)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many there are on all pages.
    pub total: u64,
    /// The path of the first page, where this is another.
    pub first: Option<String>,
    /// The path of the next page.
    pub next: Option<String>,
}

/// A stretch of rows under one heading.
pub struct Group<'a> {
    pub(super) heading: Option<String>,
    pub(super) rows: &'a [Row],
}

impl Rows {
    /// By year, where the rows have years.
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        let stretches = self.rows.chunk_by(|a, b| a.year == b.year);
        stretches
            .map(|rows| {
                let year = rows.first().and_then(|row| row.year);
                let undated = self.rows.iter().any(|row| row.year.is_some()).then(|| "Undated".to_owned());
                Group { heading: year.map(|year| year.to_string()).or(undated), rows }
            })
            .collect()
    }

    /// `35 articles`.
    pub(super) fn count(&self, one: &str, many: &str) -> String {
        if self.total == 1 { format!("1 {one}") } else { format!("{} {many}", self.total) }
    }

    /// Links to other pages of the list, for the head of the page.
    pub(super) fn links(&self, site: &Site<'_>) -> Vec<Link> {
        let link = |rel, path: &Option<String>| {
            let href = site.href(path.as_deref()?);
            Some(Link { rel, media_type: "text/html", href, title: "Articles".to_owned() })
        };
        [link("first", &self.first), link("next", &self.next)].into_iter().flatten().collect()
    }
}

impl Row {
    /// A row of any record without doubts.
    pub fn of(site: &Site<'_>, record: &Record) -> Row {
        match record {
            Record::Article(own) => Row::article(site, own),
            Record::Author(own) => Row::author(site, own),
            Record::Organization(own) => Row::organization(site, own),
            Record::Series(own) => Row::series(site, own),
            Record::Disclaimer(own) => Row::new(
                Text::new(own.text.clone(), own.language.as_ref(), None),
                site.href(&format!("/v1/disclaimers/{}", own.id)),
            ),
        }
    }

    /// A row in the list of a series: its number leads, and the series is not named again.
    pub fn in_series(site: &Site<'_>, own: &Article, series: &Series) -> Row {
        let here = |place: &&article::Appearance| place.series.as_ref().is_some_and(|link| link.id == series.id);
        let place = own.appearances.iter().find(here);
        Row {
            number: place.and_then(|place| place.number.clone()),
            facts: kind(own).into_iter().collect(),
            ..Row::article(site, own)
        }
    }

    fn new(title: Text, href: String) -> Row {
        let marked = Marked::default();
        let facts = Vec::new();
        Row { title, href, by: None, facts, date: None, year: None, number: None, flag: None, about: None, marked }
    }

    /// The same with words marked, as HTML.
    pub fn marked(self, title: Option<String>, about: Option<String>) -> Row {
        Row { marked: Marked { title, about }, ..self }
    }

    /// The same under no heading.
    pub fn without_year(self) -> Row {
        Row { year: None, ..self }
    }

    fn article(site: &Site<'_>, own: &Article) -> Row {
        let path = address::page(own.id, own.slug.as_deref());
        let series = own.series.as_ref().map(|link| Value::thing(site, link.id, series_title(link)));
        let series = series.map(|value| value.noted(place(own.number.as_deref(), own.year)));
        Row {
            by: names(own).map(|names| Text::new(names, own.language.as_ref(), None)),
            facts: series.into_iter().chain(kind(own)).collect(),
            date: own.published.map(Value::date),
            year: own.published.map(|day| day.year()),
            flag: own.notices.iter().find(|own| own.kind == "retraction").map(|own| words::notice(&own.kind)),
            about: text::display(&own.abstracts).map(|form| Text::of(form, own.language.as_ref())),
            ..Row::new(title_of(own), site.href(&path))
        }
    }

    fn author(site: &Site<'_>, own: &Author) -> Row {
        let form = own.names.iter().find(|form| form.full == own.name);
        let language = form.and_then(|form| form.language.as_ref());
        let title = Text::new(own.sort_name.clone(), language, form.and_then(|form| form.script.as_deref()));
        let posts = own.affiliations.iter().filter(|post| !post.former);
        Row {
            facts: posts.map(|post| Value::text(Text::new(post.name.clone(), None, None))).collect(),
            ..Row::new(title, site.href(&address::page(own.id, own.slug.as_deref())))
        }
    }

    fn organization(site: &Site<'_>, own: &Organization) -> Row {
        let title = shown(&own.names, &own.name);
        Row {
            facts: own.place.iter().map(|place| Value::text(Text::new(place.clone(), None, None))).collect(),
            ..Row::new(title, site.href(&address::page(own.id, own.slug.as_deref())))
        }
    }

    fn series(site: &Site<'_>, own: &Series) -> Row {
        let publisher = own.publisher.as_ref().map(|link| agent(site, link));
        Row {
            facts: publisher.into_iter().chain(years(own.start, own.end).map(Value::plain)).collect(),
            about: own.description.as_ref().map(|text| Text::new(text.clone(), None, None)),
            ..Row::new(shown(&own.titles, &own.title), site.href(&address::page(own.id, own.slug.as_deref())))
        }
    }
}

/// The form that is shown, in its language.
pub(super) fn shown(forms: &[text::LocalText], name: &str) -> Text {
    text::display(forms).map_or_else(|| Text::new(name, None, None), |form| Text::of(form, None))
}

/// A type that is not the usual one.
fn kind(own: &Article) -> Option<Value> {
    (own.r#type != "commentary").then(|| Value::plain(words::article_type(&own.r#type)))
}

/// A page that is a list.
#[derive(Template)]
#[template(path = "site/list.html", whitespace = "minimize")]
pub struct ListPage {
    shell: Shell,
    heading: &'static str,
    counted: String,
    filters: Vec<Filter>,
    list: Rows,
    all: String,
    search: Option<Search>,
    narrowings: Vec<Narrowing>,
}

/// What was looked for by words.
pub struct Search {
    /// The words, as they were typed.
    pub words: String,
    /// What is to be known of the answer.
    pub note: Option<String>,
    /// The other order.
    pub order: Choice,
    /// Whether everything can be found.
    pub is_complete: bool,
}

/// What a list can be narrowed by.
pub struct Narrowing {
    /// Its name.
    pub name: &'static str,
    /// The lists it leads to.
    pub choices: Vec<Choice>,
    /// Whether there are others.
    pub more: bool,
}

/// A list that a page leads to.
pub struct Choice {
    /// What it is called.
    pub label: Text,
    /// How many it has.
    pub count: Option<u64>,
    /// Where it is.
    pub href: String,
}

/// A filter that is on.
pub struct Filter {
    /// Its name in the query string.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What the value is called, where it is an id.
    pub label: Option<Text>,
}

impl ListPage {
    /// Of some records of a resource; `query` is what selects them, from its `?` on.
    pub fn new(site: &Site<'_>, resource: Resource, filters: Vec<Filter>, query: &str, list: Rows) -> ListPage {
        let heading = address::title(resource);
        let mut shell = Shell::new(site, heading);
        let path = format!("/{}", resource.plural());
        shell.canonical = site.identity.url(&format!("{path}{query}")).filter(|_| list.first.is_none());
        if resource == Resource::Article {
            shell.feeds(site, site.name(), query);
        }
        shell.links.extend(list.links(site));
        let counted = match resource {
            Resource::Article => list.count("article", "articles"),
            Resource::Author => list.count("author", "authors"),
            Resource::Organization => list.count("organization", "organizations"),
            Resource::Series => list.count("series", "series"),
            Resource::Disclaimer => list.count("disclaimer", "disclaimers"),
        };
        let (all, search, narrowings) = (site.href(&path), None, Vec::new());
        ListPage { shell, heading, counted, filters, list, all, search, narrowings }
    }

    /// The same with what it can be narrowed by.
    pub fn narrowed_by(self, narrowings: Vec<Narrowing>) -> ListPage {
        ListPage { narrowings, ..self }
    }

    /// The same, of a search. Search engines are to list articles, and no searches.
    pub fn searched(mut self, site: &Site<'_>, search: Search) -> ListPage {
        self.shell.title = format!("{} – {}", search.words, site.name());
        self.shell.words = search.words.clone();
        self.shell.canonical = None;
        self.shell.meta("robots", "noindex");
        self.search = Some(search);
        self
    }
}
