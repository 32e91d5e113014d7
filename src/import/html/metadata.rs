//! What a page states about itself: `meta` and `link` elements of its head.
//!
//! Highwire Press tags (`citation_*`, as Google Scholar and Zotero read them), Dublin Core in HTML (DCMI
//! DCQ-HTML), Open Graph, and the plain names of HTML, section 4.2.5.

use super::json_ld;
use super::tree::Page;
use crate::import::manuscript::{Person, Stated, Statement, Weight};

const HIGHWIRE: &str = "Highwire";
const DUBLIN_CORE: &str = "Dublin Core";
const OPEN_GRAPH: &str = "Open Graph";
const META: &str = "meta element";
/// Often the same for a whole site: who made it, or whom it belongs to.
const AUTHOR: &str = "author element";
const TITLE: &str = "title element";
const LINK: &str = "canonical link";
const LANG: &str = "lang attribute";

/// A page states no more values of one kind than this.
const MOST: usize = 200;

/// Reads what a page states.
pub fn read(page: &Page) -> Stated {
    let mut stated = Stated::default();
    let mut people: Vec<(&'static str, u32, Vec<Person>)> = Vec::new();
    let (mut volume, mut issue) = (None, None);
    json_ld::read(page, &mut stated);
    let json = std::mem::take(&mut stated);
    for (at, node) in page.nodes.iter().enumerate() {
        let Some(element) = page.element(at) else { continue };
        let line = node.line;
        match element.name.as_str() {
            "html" => add(&mut stated.languages, element.attribute("lang"), line, LANG, Weight::Embedded),
            "title" if stated.titles.iter().all(|own| own.source != TITLE) && !is_in_image(page, at) => {
                add(&mut stated.titles, Some(&page.text(at)), line, TITLE, Weight::Generic);
            }
            "link" if element.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                add(&mut stated.urls, element.attribute("href"), line, LINK, Weight::Embedded);
            }
            "meta" => {
                let name =
                    element.attribute("name").or(element.attribute("property")).or(element.attribute("http-equiv"));
                let (Some(name), Some(content)) = (name, element.attribute("content")) else { continue };
                let name = name.trim().to_ascii_lowercase();
                match name.as_str() {
                    "citation_volume" => volume = Some((content.trim().to_owned(), line)),
                    "citation_issue" | "citation_technical_report_number" => {
                        issue = Some((content.trim().to_owned(), line));
                    }
                    _ => {}
                }
                if let Some((source, role)) = names_people(&name) {
                    let list = content.split(';').filter(|name| !name.trim().is_empty());
                    let all = list.map(|name| Person {
                        name: ordered(name, source),
                        role: role.map(str::to_owned),
                        ..Person::default()
                    });
                    match people.iter_mut().find(|(own, ..)| *own == source) {
                        Some((_, _, known)) if known.len() < MOST => known.extend(all),
                        Some(_) => {}
                        None => people.push((source, line, all.collect())),
                    }
                }
                value(&mut stated, &name, content, line);
            }
            _ => {}
        }
    }
    for (source, line, value) in people {
        let weight = if source == AUTHOR { Weight::Generic } else { Weight::Embedded };
        stated.contributors.push(Statement { value, line: Some(line), source, weight });
    }
    number(&mut stated, volume, issue);
    join(&mut stated, json);
    stated
}

/// Who a `meta` element of this name names: where that is stated, and their role.
fn names_people(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    match name {
        "citation_author" => Some((HIGHWIRE, Some("author"))),
        "citation_editor" => Some((HIGHWIRE, Some("editor"))),
        "dc.creator" | "dcterms.creator" | "dc.creator.personalname" | "dc:creator" => Some((DUBLIN_CORE, None)),
        "author" | "creator" | "author_name" => Some((AUTHOR, None)),
        "article.author"
        | "article:author_name"
        | "parsely-author"
        | "sailthru.author"
        | "byl"
        | "article:author"
        | "og:article:author" => Some((META, None)),
        _ => None,
    }
}

/// Highwire and Dublin Core may write `Roe, Ann`.
fn ordered(name: &str, source: &str) -> String {
    let name = name.trim();
    match name.split_once(", ") {
        Some((family, given)) if !matches!(source, META | AUTHOR) && !given.contains(',') && !family.contains(' ') => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

fn value(stated: &mut Stated, name: &str, content: &str, line: u32) {
    use Weight::{Embedded, Generic};
    let (list, source, weight) = match name {
        "citation_title" => (&mut stated.titles, HIGHWIRE, Embedded),
        "dc.title" | "dcterms.title" => (&mut stated.titles, DUBLIN_CORE, Embedded),
        "og:title" => (&mut stated.titles, OPEN_GRAPH, Generic),
        "twitter:title" | "title" => (&mut stated.titles, META, Generic),
        "citation_abstract" => (&mut stated.abstracts, HIGHWIRE, Embedded),
        "dc.description" | "dcterms.abstract" => (&mut stated.abstracts, DUBLIN_CORE, Embedded),
        "og:description" => (&mut stated.abstracts, OPEN_GRAPH, Generic),
        "description" => (&mut stated.abstracts, META, Generic),
        "citation_publication_date" | "citation_date" | "citation_online_date" => {
            (&mut stated.published, HIGHWIRE, Embedded)
        }
        "dc.date"
        | "dc.date.issued"
        | "dc.date.created"
        | "dcterms.issued"
        | "dcterms.date"
        | "dcterms.created"
        | "prism.publicationdate"
        | "dc:date"
        | "dcterms:created" => (&mut stated.published, DUBLIN_CORE, Embedded),
        "article:published_time" | "og:article:published_time" | "article:published" | "og:published_time" => {
            (&mut stated.published, OPEN_GRAPH, Embedded)
        }
        "date"
        | "pubdate"
        | "publish-date"
        | "parsely-pub-date"
        | "sailthru.date"
        | "publish_date"
        | "date.issued"
        | "publishdate"
        | "published_date"
        | "publication_date"
        | "publication-date"
        | "datepublished"
        | "originalpublicationdate"
        | "article_date_original"
        | "article.published"
        | "article.created"
        | "created"
        | "date.created"
        | "og:pubdate"
        | "cxenseparse:recs:publishtime"
        | "dateposted" => (&mut stated.published, META, Embedded),
        "article:modified_time" | "og:updated_time" | "og:article:modified_time" => {
            (&mut stated.revised, OPEN_GRAPH, Embedded)
        }
        "dcterms.modified" => (&mut stated.revised, DUBLIN_CORE, Embedded),
        "last-modified" | "revised" => (&mut stated.revised, META, Embedded),
        "citation_language" => (&mut stated.languages, HIGHWIRE, Embedded),
        "dc.language" | "dcterms.language" => (&mut stated.languages, DUBLIN_CORE, Embedded),
        "content-language" | "language" => (&mut stated.languages, META, Generic),
        "citation_journal_title" | "citation_series_title" => (&mut stated.series, HIGHWIRE, Embedded),
        "citation_public_url" | "citation_abstract_html_url" | "citation_fulltext_html_url" => {
            (&mut stated.urls, HIGHWIRE, Embedded)
        }
        "og:url" => (&mut stated.urls, OPEN_GRAPH, Embedded),
        "citation_doi" | "bepress_citation_doi" => (&mut stated.dois, HIGHWIRE, Embedded),
        "prism.doi" | "dc.identifier.doi" => (&mut stated.dois, DUBLIN_CORE, Embedded),
        "dc.identifier" if crate::domain::identifier::doi(content).is_ok() => (&mut stated.dois, DUBLIN_CORE, Embedded),
        "citation_keywords" => (&mut stated.subjects, HIGHWIRE, Embedded),
        "dc.subject" | "dcterms.subject" => (&mut stated.subjects, DUBLIN_CORE, Embedded),
        "article:tag" => (&mut stated.subjects, OPEN_GRAPH, Embedded),
        "keywords" | "news_keywords" => (&mut stated.subjects, META, Generic),
        "citation_publisher" | "citation_technical_report_institution" => (&mut stated.publishers, HIGHWIRE, Embedded),
        "dc.publisher" | "dcterms.publisher" => (&mut stated.publishers, DUBLIN_CORE, Embedded),
        "og:site_name" | "application-name" => (&mut stated.publishers, OPEN_GRAPH, Embedded),
        _ => return,
    };
    let is_list = matches!(name, "keywords" | "news_keywords" | "citation_keywords" | "dc.subject" | "dcterms.subject");
    match is_list {
        true => content.split([',', ';']).for_each(|one| add(list, Some(one), line, source, weight)),
        false => add(list, Some(content), line, source, weight),
    }
}

/// Adds a value that says something and is not there yet.
pub(super) fn add(
    list: &mut Vec<Statement<String>>,
    value: Option<&str>,
    line: u32,
    source: &'static str,
    weight: Weight,
) {
    let value = value.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if !value.is_empty() && list.len() < MOST && !list.iter().any(|own| own.value == value && own.source == source) {
        list.push(Statement { value, line: Some(line), source, weight });
    }
}

fn number(stated: &mut Stated, volume: Option<(String, u32)>, issue: Option<(String, u32)>) {
    let (value, line) = match (volume, issue) {
        (Some((volume, _)), Some((issue, line))) => (format!("{volume}({issue})"), line),
        (None, Some(one)) | (Some(one), None) => one,
        (None, None) => return,
    };
    add(&mut stated.numbers, Some(&value), line, HIGHWIRE, Weight::Embedded);
}

/// `title` inside a picture is not the page's.
fn is_in_image(page: &Page, at: usize) -> bool {
    page.around(at).any(|around| page.name(around) == "svg")
}

/// Puts together what the head and what JSON-LD state: the better weights first, and of equals Highwire
/// before JSON-LD before the rest.
fn join(stated: &mut Stated, json: Stated) {
    fn one<T>(list: &mut Vec<Statement<T>>, more: Vec<Statement<T>>) {
        list.extend(more);
        let rank = |source: &str| match source {
            HIGHWIRE => 0,
            json_ld::SOURCE => 1,
            DUBLIN_CORE | LINK | LANG => 2,
            OPEN_GRAPH => 3,
            _ => 4,
        };
        list.sort_by_key(|own| (std::cmp::Reverse(own.weight), rank(own.source)));
    }
    let Stated {
        titles,
        subtitles,
        abstracts,
        contributors,
        published,
        revised,
        languages,
        series,
        numbers,
        urls,
        dois,
        subjects,
        publishers,
        disclaimers,
        ..
    } = json;
    one(&mut stated.titles, titles);
    one(&mut stated.subtitles, subtitles);
    one(&mut stated.abstracts, abstracts);
    one(&mut stated.contributors, contributors);
    one(&mut stated.published, published);
    one(&mut stated.revised, revised);
    one(&mut stated.languages, languages);
    one(&mut stated.series, series);
    one(&mut stated.numbers, numbers);
    one(&mut stated.urls, urls);
    one(&mut stated.dois, dois);
    one(&mut stated.subjects, subjects);
    one(&mut stated.publishers, publishers);
    one(&mut stated.disclaimers, disclaimers);
}
