//! The page of an article.

mod particulars;
mod related;

pub use particulars::issn;

use askama::Template;

use particulars::details;
use related::{Related, linked, related};

use super::details::{Detail, Value, shown};
use super::shell::Shell;
use super::text::Text;
use super::{Site, address, highwire, words};
use crate::domain::{CanonicalPages, LanguageTag, PartialDate, text};
use crate::format::citation::{DEFAULT_STYLE, Style};
use crate::record::Record;
use crate::record::article::{Article, Contribution, Notice};
use crate::record::neighbour::{AgentLink, SeriesLink};

/// What a page shows beside the record of its article. All records are without doubts.
#[derive(Default)]
pub struct Surroundings {
    /// The paragraphs, where they are served.
    pub body: Vec<String>,
    /// Other articles whose records name this one.
    pub incoming: Incoming,
    /// The article before it in its series.
    pub earlier: Option<Article>,
    /// The article after it.
    pub later: Option<Article>,
}

/// Articles that say something of another.
#[derive(Default)]
pub struct Incoming {
    /// Their records.
    pub articles: Vec<Article>,
    /// How many more there are than can be shown.
    pub more: usize,
}

/// The page of an article.
#[derive(Template)]
#[template(path = "site/article.html", whitespace = "minimize")]
pub struct ArticlePage {
    shell: Shell,
    /// That it is retracted: shown before anything else.
    notices: Vec<Heeded>,
    series: Option<Value>,
    place: String,
    kind: Option<String>,
    title: Text,
    other_titles: Vec<Text>,
    subtitles: Vec<Text>,
    byline: Option<Text>,
    published: Option<Value>,
    publisher: Option<Value>,
    source: Option<Source>,
    files: Vec<Value>,
    abstracts: Vec<Text>,
    body: Vec<Text>,
    people: Vec<Person>,
    disclaimers: Vec<Text>,
    related: Vec<Related>,
    more_related: Option<String>,
    earlier: Option<Step>,
    later: Option<Step>,
    citation: Option<String>,
    details: Vec<Detail>,
}

/// A notice.
struct Heeded {
    kind: String,
    label: String,
    date: Option<Value>,
    text: Text,
    link: Option<Value>,
}

/// The publisher's page.
struct Source {
    href: String,
    host: String,
}

/// One contributor.
struct Person {
    name: Value,
    role: Option<String>,
    orcid: Option<String>,
    posts: Vec<Post>,
    biography: Option<Text>,
    books: Vec<Text>,
}

/// A post as printed.
struct Post {
    position: Option<Text>,
    name: Value,
    former: bool,
}

/// The next article in one direction.
struct Step {
    title: Text,
    href: String,
    number: Option<String>,
}

impl ArticlePage {
    /// Of a record without doubts.
    pub fn new(site: &Site<'_>, record: &Record, own: &Article, around: Surroundings) -> ArticlePage {
        let language = own.language.as_ref();
        let in_language = |text: &String| Text::new(text.clone(), language, None);
        let title = title_of(own);
        let plain = |label: Option<&String>| label.filter(|own| !own.is_empty()).cloned();
        let forms = |forms: &[text::LocalText]| -> Vec<Text> {
            let first = text::display(forms).into_iter();
            let others = forms.iter().filter(|form| text::display(forms) != Some(form));
            first.chain(others).map(|form| Text::of(form, language)).collect()
        };
        let byline = plain(own.byline.as_ref()).or_else(|| names(own).filter(|names| !names.is_empty()));
        let (works, more) = (related(site, own, &around.incoming.articles), around.incoming.more);
        ArticlePage {
            notices: own.notices.iter().map(|notice| heeded(site, notice, language)).collect(),
            series: own.series.as_ref().map(|link| Value::thing(site, link.id, series_title(link))),
            place: place(own.number.as_deref(), own.year),
            kind: (own.r#type != "commentary").then(|| words::article_type(&own.r#type)),
            other_titles: forms(&own.titles).into_iter().skip(1).collect(),
            subtitles: forms(&own.subtitles),
            byline: byline.as_ref().map(in_language),
            published: own.published.map(Value::date),
            publisher: own.publisher.as_ref().map(|link| agent(site, link)),
            source: own.url.as_ref().map(|url| Source {
                href: url.as_str().to_owned(),
                host: shown(url.as_str()).split('/').next().unwrap_or_default().to_owned(),
            }),
            files: own.files.iter().map(file).collect(),
            abstracts: forms(&own.abstracts),
            body: around.body.iter().map(in_language).collect(),
            people: own.contributions.iter().map(|part| person(site, part, language)).collect(),
            disclaimers: own.disclaimers.iter().map(|d| Text::new(d.text.clone(), d.language.as_ref(), None)).collect(),
            related: works,
            more_related: (more > 0).then(|| site.href(&format!("/v1/articles/{}/relations", own.id))),
            earlier: around.earlier.as_ref().map(|other| step(site, other)),
            later: around.later.as_ref().map(|other| step(site, other)),
            citation: Style::named(DEFAULT_STYLE, None).ok().map(|style| style.text(own)),
            details: details(site, own).0,
            shell: shell(site, record, own, &title),
            title,
        }
    }
}

fn shell(site: &Site<'_>, record: &Record, own: &Article, title: &Text) -> Shell {
    let mut shell = Shell::new(site, &title.text);
    if let Some(language) = &own.language {
        shell.lang = language.to_string();
    }
    shell.description = own.r#abstract.clone().or(own.subtitle.clone());
    shell.canonical = canonical(site, own);
    shell.describe(site, record);
    if let Some(series) = &own.series {
        shell.feeds(site, &series.title, &format!("?series={}", series.id));
    }
    highwire::tags(&mut shell, site, own);
    highwire::open_graph(&mut shell, site, own);
    shell
}

/// The address by which an article is to be found: the publisher's, unless a setting says otherwise.
pub fn canonical(site: &Site<'_>, own: &Article) -> Option<String> {
    let publishers = own.url.as_ref().filter(|_| site.identity.canonical_pages == CanonicalPages::Publisher);
    let ours = || site.identity.url(&address::page(own.id, own.slug.as_deref()));
    publishers.map(|url| url.as_str().to_owned()).or_else(ours)
}

/// The title to show; of an article without one, its id.
pub fn title_of(own: &Article) -> Text {
    match (text::display(&own.titles), &own.title) {
        (Some(form), _) => Text::of(form, own.language.as_ref()),
        // A tombstone has no more than this.
        (None, Some(title)) => Text::new(title.clone(), own.language.as_ref(), None),
        (None, None) => Text::english(format!("Untitled ({})", own.id)),
    }
}

/// Who made it, in a sentence.
pub fn names(own: &Article) -> Option<String> {
    let names: Vec<String> = own.contributions.iter().map(|part| part.name.clone()).collect();
    (!names.is_empty()).then(|| words::list(&names))
}

/// The place in a series: `No. 24 (2024)`.
pub fn place(number: Option<&str>, year: Option<i16>) -> String {
    match (number, year) {
        (Some(number), Some(year)) => format!("No. {number} ({year})"),
        (Some(number), None) => format!("No. {number}"),
        (None, _) => String::new(),
    }
}

/// The title of a series in its language, where its forms tell.
pub fn series_title(link: &SeriesLink) -> Text {
    let form = link.titles.iter().find(|form| form.text == link.title);
    form.map_or_else(|| Text::new(link.title.clone(), None, None), |form| Text::of(form, None))
}

/// A person or body with a page here.
pub fn agent(site: &Site<'_>, link: &AgentLink) -> Value {
    let form = link.names.iter().find(|form| form.full == link.name);
    let text = Text::new(
        link.name.clone(),
        form.and_then(|form| form.language.as_ref()),
        form.and_then(|form| form.script.as_deref()),
    );
    Value::thing(site, link.id, text)
}

fn heeded(site: &Site<'_>, notice: &Notice, language: Option<&LanguageTag>) -> Heeded {
    let ours = notice.article.as_ref().map(|link| linked(site, link));
    let elsewhere = notice.url.as_ref().map(Value::web);
    Heeded {
        kind: notice.kind.clone(),
        label: words::notice(&notice.kind),
        date: notice.date.map(Value::date),
        text: Text::new(notice.text.clone(), language, None),
        link: ours.or(elsewhere),
    }
}

fn person(site: &Site<'_>, part: &Contribution, language: Option<&LanguageTag>) -> Person {
    let name = Text::new(part.name.clone(), None, None);
    let own = part.author.as_ref();
    Person {
        name: match own {
            Some(link) if link.name == part.name => agent(site, link),
            Some(link) => Value::thing(site, link.id, name),
            None => Value::text(name),
        },
        role: (part.role != "author").then(|| words::plain(&part.role)),
        orcid: own.and_then(|link| link.orcid.clone()),
        posts: part
            .affiliations
            .iter()
            .map(|post| {
                let name = Text::new(post.name.clone(), None, None);
                Post {
                    position: post.position.as_ref().map(|own| Text::new(own.clone(), language, None)),
                    name: match &post.organization {
                        Some(link) => Value::thing(site, link.id, name),
                        None => Value::text(name),
                    },
                    former: post.former,
                }
            })
            .collect(),
        biography: part.biography.as_ref().map(|own| Text::new(own.clone(), language, None)),
        books: part
            .books
            .iter()
            .map(|book| {
                let made = [book.publisher.clone(), book.year.map(|year| year.to_string())];
                let made = made.into_iter().flatten().collect::<Vec<_>>().join(", ");
                let made = if made.is_empty() { made } else { format!(" ({made})") };
                Text::new(format!("{}{made}", book.title), None, None)
            })
            .collect(),
    }
}

fn step(site: &Site<'_>, other: &Article) -> Step {
    let number = place(other.number.as_deref(), other.year);
    Step {
        title: title_of(other),
        href: site.href(&address::page(other.id, other.slug.as_deref())),
        number: (!number.is_empty()).then_some(number),
    }
}

fn file(own: &crate::domain::article::File) -> Value {
    let label = own.label.clone().unwrap_or_else(|| words::plain(&own.role));
    let media_type = own.media_type.as_deref().map(|own| match own {
        "application/pdf" => "PDF".to_owned(),
        other => other.to_owned(),
    });
    let media_type = media_type.filter(|own| !label.contains(own.as_str()));
    let language = own.language.as_ref().map(|own| words::language(own.as_str()));
    let note = [media_type, own.bytes.map(words::size), language].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Value::link(Text::new(label, own.language.as_ref(), None), own.url.as_str()).noted(note)
}

/// Years of an interval: `2005–2012`, `since 2013`.
pub fn years(start: Option<PartialDate>, end: Option<PartialDate>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) if start.year() == end.year() => Some(start.year().to_string()),
        (Some(start), Some(end)) => Some(format!("{}–{}", start.year(), end.year())),
        (Some(start), None) => Some(format!("since {}", start.year())),
        (None, Some(end)) => Some(format!("until {}", end.year())),
        (None, None) => None,
    }
}
