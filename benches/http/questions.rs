//! What is asked. The service that is measured has seen none of it: ids and terms are read through
//! the library, cursors are taken from a service that is ended then.

use std::collections::HashSet;

use byline::catalog::Query;
use byline::domain::Resource;
use byline::store::reader::Reader;
use byline::store::{Migrate, Store};
use serde_json::Value;

use crate::archive::Archive;
use crate::child::{self, Child};
use crate::load::{self, Head, Request, get};

/// Requests by kind; those in a list are all different.
pub struct Questions {
    pub article: Request,
    pub gzip: Request,
    pub not_modified: Request,
    pub page: Request,
    pub page_not_modified: Request,
    pub filter: Request,
    pub deep: Request,
    pub fields: Request,
    pub bibtex: Request,
    pub search: Request,
    pub oai: Request,
    /// Every article by its id.
    pub articles: Vec<Request>,
    /// Pages by two filters or three, for a service that has just started.
    pub filtered: Vec<Request>,
    /// Other such pages.
    pub filtered_later: Vec<Request>,
    /// The best ten for two words that stand in one title.
    pub searches: Vec<Request>,
    /// Pages that begin at the first articles, at most [`BAND`] of them.
    pub first_pages: Vec<Request>,
    /// As many from the middle of the list on.
    pub deep_pages: Vec<Request>,
}

/// How many combinations of filters are asked for.
const COMBINATIONS: usize = 50_000;

/// How many pages at each depth.
const BAND: usize = 10_000;

/// The path of the list.
const LIST: &str = "/v1/articles";

impl Questions {
    /// Those for an archive.
    pub fn of(archive: &Archive) -> Questions {
        let Read { ids, terms, words } = read(archive);
        let helper = child::serve(archive);
        let depth = 50_000.min(ids.len() / 2);
        let one = format!("{LIST}/{}", ids[ids.len() / 3]);
        let first = cursors(&helper, None, BAND.min(ids.len() / 4));
        let mut filtered = distinct(terms.iter().flat_map(|pairs| pairs.kinds.iter()));
        let filtered_later = filtered.split_off(filtered.len() / 2);
        let at = cursor_at(&helper, depth);
        let deep = cursors(&helper, Some(at.clone()), BAND.min(ids.len() / 4));
        let pages = |cursors: Vec<String>| mixed(cursors.iter().map(|c| format!("{LIST}?cursor={c}")));
        let fresh = |target: &str| get(target, &format!("If-None-Match: {}\r\n", ask(&helper, target).1));
        Questions {
            article: get(&one, ""),
            fields: get(&format!("{one}?fields=title,contributions.name,published"), ""),
            bibtex: get(&format!("{one}.bib"), ""),
            search: get(&format!("{LIST}?{}", words[words.len() / 2]), ""),
            searches: distinct(words.iter()),
            oai: get("/oai?verb=ListRecords&metadataPrefix=oai_dc", ""),
            gzip: get(&one, "Accept-Encoding: gzip\r\n"),
            not_modified: fresh(&one),
            page: get(LIST, ""),
            page_not_modified: fresh(LIST),
            filter: get(&format!("{LIST}?{}", terms[terms.len() / 2].kinds[4]), ""),
            deep: get(&format!("{LIST}?cursor={at}"), ""),
            articles: mixed(ids.iter().map(|id| format!("{LIST}/{id}"))),
            filtered,
            filtered_later,
            first_pages: pages(first),
            deep_pages: pages(deep),
        }
    }
}

/// The pairs of filters that find an article.
struct Pairs {
    kinds: [String; 7],
}

/// What is known of an archive.
#[derive(Default)]
struct Read {
    /// The ids of all articles, newest first.
    ids: Vec<String>,
    /// What finds them.
    terms: Vec<Pairs>,
    /// The same, by their words.
    words: Vec<String>,
}

fn read(archive: &Archive) -> Read {
    let store = Store::open(&archive.url, Migrate::Check).unwrap();
    let reader = Reader::open(store).unwrap();
    let mut all = Read::default();
    let mut query = Query::new(Resource::Article);
    query.limit = 1000;
    loop {
        let page = reader.page(&query).unwrap();
        for stored in page.items {
            let record: Value = serde_json::from_slice(&stored.document).unwrap();
            all.ids.push(stored.id.to_string());
            all.terms.extend(Pairs::of(&record));
            all.words.extend(search(&record));
        }
        query.after = page.next;
        if query.after.is_none() {
            return all;
        }
    }
}

/// A search for the first and the last long word of a title.
fn search(record: &Value) -> Option<String> {
    let title = record["title"].as_str()?.to_lowercase();
    let is_long = |word: &&str| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut words = title.split_whitespace().filter(is_long);
    Some(format!("q={}+{}&limit=10", words.next()?, words.next_back()?))
}

impl Pairs {
    fn of(record: &Value) -> Option<Pairs> {
        let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str);
        let author = text("/contributions/0/author/id")?;
        let (series, language) = (text("/series/id")?, text("/language")?);
        let (subject, place) = (text("/subjects/0/id")?, text("/places/0/id")?);
        let year = record["year"].as_u64()?;
        Some(Pairs {
            kinds: [
                format!("author={author}&language={language}"),
                format!("series={series}&year={year}"),
                format!("subject={subject}&year={year}"),
                format!("subject={subject}&place={place}"),
                format!("subject={subject}&language={language}"),
                format!("series={series}&subject={subject}&not.language={language}"),
                format!("place={place}&published_from={}-05&language={language}", year - 3),
            ],
        })
    }
}

/// Pages by combinations of every kind in turn, none twice.
fn distinct<'a>(all: impl Iterator<Item = &'a String>) -> Vec<Request> {
    let mut seen = HashSet::new();
    let new = all.filter(|query| seen.insert(query.as_str()));
    let mut requests = mixed(new.map(|query| format!("{LIST}?{query}")));
    requests.truncate(COMBINATIONS);
    requests
}

/// The cursors that follow each of the next articles.
fn cursors(helper: &Child, mut after: Option<String>, count: usize) -> Vec<String> {
    let mut cursors = Vec::with_capacity(count);
    while cursors.len() < count {
        let from = after.map_or(String::new(), |cursor| format!("&cursor={cursor}"));
        let cursor = next(helper, &format!("{LIST}?limit=1{from}"));
        cursors.push(cursor.clone());
        after = Some(cursor);
    }
    cursors
}

/// The cursor behind so many articles.
fn cursor_at(helper: &Child, depth: usize) -> String {
    let mut cursor = String::new();
    for _ in 0..(depth / 200).max(1) {
        let from = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        cursor = next(helper, &format!("{LIST}?limit=200{from}"));
    }
    cursor
}

fn next(helper: &Child, target: &str) -> String {
    let link = ask(helper, target).0;
    link.split_once("cursor=").and_then(|(_, rest)| rest.split_once('>')).unwrap().0.to_owned()
}

/// The `Link` and the `ETag` of an answer.
fn ask(helper: &Child, target: &str) -> (String, String) {
    let answer = load::answers(helper.address, &[get(target, "")]);
    let head = Head::parse(&answer).unwrap();
    let head = std::str::from_utf8(&answer[..head.length]).unwrap();
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("").to_owned();
    (field("link: "), field("etag: "))
}

/// Requests for targets, in an order that is no order of theirs and always the same.
fn mixed(targets: impl Iterator<Item = String>) -> Vec<Request> {
    let mut requests: Vec<Request> = targets.map(|target| get(&target, "")).collect();
    let mut dice = 1u64;
    for last in (1..requests.len()).rev() {
        dice = dice.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        requests.swap(last, (dice >> 33) as usize % (last + 1));
    }
    requests
}
