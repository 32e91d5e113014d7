//! The page of an article.

use askama::Template;

use super::details::{Detail, Details, Value, shown};
use super::shell::Shell;
use super::text::{Text, date};
use super::{Site, address, highwire, words};
use crate::domain::article::{Rights, Subject};
use crate::domain::{CanonicalPages, LanguageTag, PartialDate, text};
use crate::format::citation::{DEFAULT_STYLE, Style};
use crate::record::Record;
use crate::record::article::{Article, Contribution, Notice, Relation};
use crate::record::neighbour::{AgentLink, ArticleLink, SeriesLink};

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

/// Other works that are related in the same way.
struct Related {
    label: String,
    works: Vec<Value>,
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

/// An article with a page here.
fn linked(site: &Site<'_>, link: &ArticleLink) -> Value {
    let title = link.title.clone().unwrap_or_else(|| link.id.to_string());
    let number = place(link.number.as_deref(), None);
    Value::thing(site, link.id, Text::new(title, None, None)).noted(number)
}

/// Relations both ways, those of one kind together.
fn related(site: &Site<'_>, own: &Article, incoming: &[Article]) -> Vec<Related> {
    let mut all: Vec<Related> = Vec::new();
    let mut add = |label: String, work: Value| match all.iter_mut().find(|own| own.label == label) {
        Some(same) => {
            if work.href.is_none() || same.works.iter().all(|other| other.href != work.href) {
                same.works.push(work);
            }
        }
        None => all.push(Related { label, works: vec![work] }),
    };
    for relation in &own.relations {
        add(words::relation(&relation.r#type), outgoing(site, relation));
    }
    for other in incoming {
        let work = || {
            let path = address::page(other.id, other.slug.as_deref());
            let mut note = vec![place(other.number.as_deref(), other.year)];
            note.extend(other.published.map(date));
            note.extend(other.withdrawal.as_ref().map(|_| "withdrawn".to_owned()));
            note.retain(|part| !part.is_empty());
            Value::link(title_of(other), site.href(&path)).noted(note.join(", "))
        };
        let names_us = |link: &Option<ArticleLink>| link.as_ref().is_some_and(|link| link.id == own.id);
        for relation in other.relations.iter().filter(|relation| names_us(&relation.article)) {
            add(words::incoming(&relation.r#type), work());
        }
        for notice in other.notices.iter().filter(|notice| names_us(&notice.article)) {
            add(words::incoming(&format!("{}_in", notice.kind)), work());
        }
        if other.withdrawal.as_ref().is_some_and(|withdrawal| names_us(&withdrawal.successor)) {
            add(words::incoming("replaced_by"), work());
        }
    }
    all
}

fn outgoing(site: &Site<'_>, relation: &Relation) -> Value {
    let elsewhere = relation.doi.as_deref().map(address::doi).or(relation.url.as_ref().map(|u| u.as_str().to_owned()));
    match (&relation.article, &relation.citation, elsewhere) {
        (Some(link), _, _) => linked(site, link),
        (None, Some(citation), href) => {
            Value { text: Text::new(citation.clone(), None, None), href, ..Value::default() }
        }
        (None, None, Some(href)) => Value::link(Text::new(shown(&href), None, None), href),
        (None, None, None) => Value::plain("A work that is not named"),
    }
}

fn details(site: &Site<'_>, own: &Article) -> Details {
    let mut rows = Details::default();
    let series = own.series.as_ref().map(|link| Value::thing(site, link.id, series_title(link)));
    let place = place(own.number.as_deref(), own.year);
    rows.row("Series", series.map(|value| value.noted(place.clone())));
    rows.row("ISSN", own.series.as_ref().and_then(|s| s.issn.as_deref()).map(issn));
    rows.row("Publisher", own.publisher.as_ref().map(|link| agent(site, link)));
    rows.row("Published", own.published.map(Value::date));
    rows.row("Revised", own.revised.map(Value::date));
    rows.row("Type", [Value::plain(kind(own))]);
    rows.row("Language", own.language.as_ref().map(Value::language));
    rows.row("Length", own.word_count.filter(|n| *n > 0).map(|count| Value::plain(format!("{count} words"))));
    rows.row("DOI", own.doi.as_deref().map(|doi| Value::link(Text::english(doi), address::doi(doi))));
    let others = own.identifiers.iter().filter(|other| Some(&other.value) != own.doi.as_ref());
    rows.row("Identifiers", others.map(Value::identifier));
    rows.row("Printed title", own.title_as_published.as_ref().map(|t| Value::text(in_language(own, t))));
    rows.row("Subjects", own.subjects.iter().map(|subject| topic(site, "subject", subject)));
    rows.row("Places", own.places.iter().map(|subject| topic(site, "place", subject)));
    rows.row("Access", own.access.as_ref().map(access));
    rows.row("Rights", own.rights.iter().flat_map(rights));
    rows.row("Pictures", own.images.iter().map(picture));
    rows.row(
        "Also published",
        own.appearances.iter().filter(|other| !other.primary).map(|other| appearance(site, other)),
    );
    rows
}

fn in_language(own: &Article, text: &str) -> Text {
    Text::new(text, own.language.as_ref(), None)
}

/// An ISSN with where it resolves.
pub fn issn(issn: &str) -> Value {
    Value::link(Text::english(issn), address::issn(issn))
}

fn kind(own: &Article) -> String {
    let kind = words::article_type(&own.r#type);
    match own.content.as_str() {
        "text" => kind,
        other => format!("{kind}, {other}"),
    }
}

fn topic(site: &Site<'_>, filter: &str, subject: &Subject) -> Value {
    let text = Text::new(subject.label.clone(), subject.language.as_ref(), None);
    let value = subject.id.as_deref().unwrap_or(&subject.label);
    Value::link(text, site.href(&address::filtered("/articles", filter, value)))
}

fn access(own: &crate::domain::article::Access) -> Value {
    let until = own.until.map(|day| format!("until {}", date(day)));
    Value::plain(words::access(own.kind.word())).noted(until.unwrap_or_default())
}

fn rights(own: &Rights) -> Vec<Value> {
    let uri = own.uri.as_ref().map(|uri| {
        let name = words::licence(uri.as_str()).unwrap_or_else(|| shown(uri.as_str()));
        Value { rel: "license", ..Value::link(Text::english(name), uri.as_str()) }
    });
    let holder = own.holder.as_ref().map(|holder| Value::text(Text::new(format!("© {holder}"), None, None)));
    let texts = own.statement.iter().chain(&own.reuse).map(|own| Value::text(Text::new(own.clone(), None, None)));
    uri.into_iter().chain(holder).chain(texts).collect()
}

fn picture(own: &crate::domain::article::Image) -> Value {
    let caption = own.caption.clone().or(own.alt.clone()).unwrap_or_else(|| shown(own.url.as_str()));
    Value::link(Text::new(caption, None, None), own.url.as_str()).noted(own.credit.clone().unwrap_or_default())
}

fn appearance(site: &Site<'_>, own: &crate::record::article::Appearance) -> Value {
    let language = own.language.as_ref();
    let (text, href) = match (&own.series, &own.publisher, &own.url) {
        (Some(series), _, url) => {
            (series_title(series), url.as_ref().map_or_else(|| site.page(series.id), |u| u.as_str().to_owned()))
        }
        (None, Some(house), url) => {
            (agent(site, house).text, url.as_ref().map_or_else(|| site.page(house.id), |u| u.as_str().to_owned()))
        }
        (None, None, Some(url)) => (Text::new(shown(url.as_str()), None, None), url.as_str().to_owned()),
        (None, None, None) => (Text::english(words::plain(&own.kind)), String::new()),
    };
    let kind = if own.kind == "original" { String::new() } else { own.kind.clone() };
    let parts = [
        place(own.number.as_deref(), own.year),
        own.published.map(date).unwrap_or_default(),
        language.map(|own| words::language(own.as_str())).unwrap_or_default(),
        kind,
    ];
    let note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Value { text, href: (!href.is_empty()).then_some(href), note, ..Value::default() }
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
