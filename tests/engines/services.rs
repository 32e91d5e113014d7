//! What harvesters, catalogues, crawlers and readers are given is the same on both engines.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{ask, edits, encoded, twins};
use crate::support::app::App;
use crate::support::corpus;

const BASE: &str = "https://archive.example";

const PREFIXES: [&str; 6] = ["oai_dc", "marc21", "mods", "qdc", "jats", "crossref"];

/// The same archive on both: the sample and an invented corpus, with a name and an address.
fn archives() -> Option<(App, App)> {
    let lines = corpus::lines(450, 3);
    twins(|database| {
        for (name, value) in [
            ("base-url", BASE),
            ("repository-name", "Harbour & Co"),
            ("repository-identifier", "archive.example"),
            ("admin-email", "librarian@archive.example"),
        ] {
            database.set_meta(&format!("setting.{name}"), value);
        }
        database.load_demo();
        database.load("corpus", &lines);
    })
}

/// What stands between two texts, everywhere.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

/// Where an answer leads on to: the next page of a list, and every address of this service in it.
fn leads(path: &str, text: &str) -> Vec<String> {
    if let Some(query) = path.strip_prefix("/oai?") {
        let verb = query.split('&').next().unwrap();
        let token = text.split("<resumptionToken").nth(1).and_then(|rest| between(rest, ">", "<").first().copied());
        let token = token.filter(|token| !token.is_empty());
        return token.map(|token| format!("/oai?{verb}&resumptionToken={token}")).into_iter().collect();
    }
    if let Some((query, _)) =
        path.split_once("&startRecord=").or(Some((path, ""))).filter(|_| path.starts_with("/sru?"))
    {
        let next = between(text, "<nextRecordPosition>", "<");
        return next.into_iter().map(|next| format!("{query}&startRecord={next}")).collect();
    }
    let all = [("<loc>", "<"), ("href=\"", "\""), ("\"next_url\":\"", "\"")];
    let all = all.into_iter().flat_map(|(open, close)| between(text, open, close));
    let own = all.map(|href| href.strip_prefix(BASE).unwrap_or(href).replace("&amp;", "&"));
    own.filter(|href| href.starts_with('/') && !href.starts_with("//") && !href.contains('#')).collect()
}

/// Asks both for these and for what they lead to, at most so much of each kind; gives how much that was.
fn walk(twins: &(App, App), start: Vec<String>, most: usize) -> BTreeMap<String, usize> {
    let (mut asked, mut kinds) = (BTreeSet::new(), BTreeMap::new());
    let mut waiting: VecDeque<String> = start.into();
    while let Some(path) = waiting.pop_front() {
        let kind = path.trim_start_matches('/').split(['/', '?', '.']).next().unwrap().to_owned();
        let count = kinds.entry(kind).or_insert(0);
        if *count >= most || !asked.insert(path.clone()) {
            continue;
        }
        *count += 1;
        let answer = ask(twins, &path, &[]);
        if answer.status == 200 {
            waiting.extend(leads(&path, &answer.text()));
        }
    }
    kinds
}

fn harvests(app: &App) -> Vec<String> {
    let mut all: Vec<String> =
        ["Identify", "ListSets", "ListMetadataFormats", "", "junk"].map(|verb| format!("/oai?verb={verb}")).into();
    let sets = ["series", "series:se1", "author:au2", "language:zh", "year:2010", "subject", "none"];
    let times = ["", "&from=2024-01-01", "&until=2023-12-31", "&from=2024-05-01T00:00:00Z", "&from=2024-1-1"];
    for prefix in PREFIXES.iter().chain(&["none"]) {
        let list = format!("verb=ListIdentifiers&metadataPrefix={prefix}");
        all.push(format!("/oai?verb=ListRecords&metadataPrefix={prefix}"));
        all.extend(sets.map(|set| format!("/oai?{list}&set={set}")));
        all.extend(times.map(|time| format!("/oai?{list}{time}")));
    }
    let live = app.all("articles");
    let gone = app.walk("/v1/articles?status=withdrawn&limit=200");
    for own in live.iter().step_by(23).chain(gone.iter().take(3)) {
        let identifier = format!("identifier=oai:archive.example:{}", own["id"].as_str().unwrap());
        all.push(format!("/oai?verb=ListMetadataFormats&{identifier}"));
        let one = |prefix| format!("/oai?verb=GetRecord&metadataPrefix={prefix}&{identifier}");
        all.extend(PREFIXES.map(one));
    }
    all
}

fn searches(app: &App) -> Vec<String> {
    let mut queries: Vec<String> = [
        "cql.allRecords = 1",
        "harbour and not",
        "harbour not tide",
        "dc.title any \"grain wharf\" or dc.creator all \"salt rope\"",
        "dc.title = h* not (dc.language = fr or dc.date < 2010)",
        "dc.title adj \"salt rope\"",
        "dc.subject = 低地 sortBy dc.title",
        "dc.publisher = house sortBy dc.date/sort.descending",
        "dc.source = 3",
        "dc.date within \"2004 2011-06\"",
        "dc.type = MovingImage",
        "bath.issn = 2910-2049",
        "dc.identifier = \"10.5555/c.12\"",
        "dc.relation = \"10.5555/c.12\"",
        "rec.lastModificationDate >= 2024-01-01",
        "dc.nothing = x",
        "\"\"",
    ]
    .map(str::to_owned)
    .into();
    for own in app.all("articles").iter().step_by(40) {
        let title = own["title"].as_str().unwrap();
        queries.extend(["=", "==", "any", "all", "adj"].map(|how| format!("dc.title {how} \"{title}\"")));
        queries.extend(own["contributions"][0]["name"].as_str().map(|name| format!("dc.creator = \"{name}\"")));
    }
    let forms =
        ["&version=1.2&operation=searchRetrieve&recordSchema=marcxml", "&maximumRecords=40", "&recordSchema=mods"];
    let ask = |query: &String| forms.map(|form| format!("/sru?query={}{form}", encoded(query)));
    queries.iter().flat_map(ask).chain(["/sru".to_owned(), "/sru?version=2.0".to_owned()]).collect()
}

#[test]
fn harvests_are_the_same_on_both() {
    let Some(twins) = archives() else { return };
    let asked = walk(&twins, harvests(&twins.0), 1_000);
    assert!(asked["oai"] > 250, "{asked:?}");
    edits(&twins, 450, 4);
    let asked = walk(&twins, harvests(&twins.0), 120);
    assert_eq!(asked["oai"], 120);
}

#[test]
fn searches_are_the_same_on_both() {
    let Some(twins) = archives() else { return };
    let asked = walk(&twins, searches(&twins.0), 700);
    assert!(asked["sru"] > 250, "{asked:?}");
}

#[test]
fn pages_feeds_and_lists_for_machines_are_the_same_on_both() {
    let Some(twins) = archives() else { return };
    let start = ["/", "/robots.txt", "/sitemap.xml", "/.well-known/resourcesync", "/.well-known/api-catalog"];
    let feeds = ["atom", "rss", "json"].into_iter().flat_map(|extension| {
        let filters = ["", "?series=se2", "?author=au3&language=en", "?subject=grain", "?year=1901", "?series=x"];
        filters.map(|filter| format!("/feeds/articles.{extension}{filter}"))
    });
    let lists = ["articles?language=ja", "articles?series=se1&not.language=en", "authors", "series?kind=serial"];
    let lists = lists.map(|list| format!("/{list}"));
    let asked = walk(&twins, start.map(str::to_owned).into_iter().chain(feeds).chain(lists).collect(), 150);
    for (kind, least) in
        [("articles", 150), ("authors", 100), ("series", 12), ("feeds", 25), ("sitemap", 1), ("resourcesync", 7)]
    {
        assert!(asked.get(kind).is_some_and(|count| *count >= least), "{kind}: {asked:?}");
    }
}
