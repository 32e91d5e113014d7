//! How fast the catalog answers, how long it takes to load, and what it weighs, at 100,000 and at
//! 1,000,000 invented articles: `cargo bench --bench catalog [articles…]`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::HashMap;
use std::time::Instant;

use byline::catalog::{Catalog, Entry, Facets, Query, Values, ValuesBy, Walk, facet};
use byline::domain::article::{Appearance, ArticleType, Contribution, Status, Subject, SubjectKind};
use byline::domain::identifier::Identifier;
use byline::domain::text::LocalText;
use byline::domain::{
    Article, Author, Entity, Id, LanguageTag, Organization, PartialDate, Resource, Series, Timestamp,
};
use byline::record::{Frame, Neighbour, Neighbours, Record};

fn main() {
    let sizes: Vec<u64> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes };
    sizes.into_iter().for_each(measure);
}

fn measure(articles: u64) {
    println!("\n{articles} articles");
    let mut corpus = Corpus::new(articles);
    let stored: Vec<(Id, Vec<u8>)> = (1..=articles)
        .map(|number| (Id::new(Resource::Article, number), corpus.entry(number, number).to_bytes()))
        .collect();
    let bytes: usize = stored.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("  an entry has {} bytes", bytes / stored.len());

    let before = resident();
    let start = Instant::now();
    let entries = stored.iter().map(|(id, bytes)| (*id, Entry::from_bytes(bytes).unwrap()));
    let mut catalog = Catalog::load(entries);
    println!(
        "  load {:.2} s, resident memory grew by {} MB",
        start.elapsed().as_secs_f64(),
        (resident() - before) >> 20
    );
    for (part, bytes) in catalog.memory(Resource::Article) {
        println!("    {part:<8} {:>6.1} MB", bytes as f64 / 1e6);
    }
    drop(stored);

    // The allocator tidies up after the load first.
    (0..200).for_each(|_| _ = catalog.find(&query("")));
    println!("  first page of 20 and total, µs:       mean   worst   mean total");
    for (name, ask) in QUERIES {
        time(&catalog, name, |round| ask(round, articles));
    }
    for (name, ask) in FACETED {
        time(&catalog, name, |round| faceted(ask(round, articles)));
    }
    for facet in SEVEN {
        time(&catalog, &format!("facets: all, {facet} alone"), |_| faceted_by(&[facet], query("")));
    }
    values(&catalog);
    let deep = corpus.deep(&catalog);
    time(&catalog, "all, at half depth", |_| deep.clone());
    changes(&mut catalog, &mut corpus, articles);
}

/// The parameters of a query that differs from round to round.
type Ask = fn(u64, u64) -> Query;

const QUERIES: &[(&str, Ask)] = &[
    ("all", |_, _| query("")),
    ("all, sort=title", |_, _| query("sort=title")),
    ("series", |r, _| query(&format!("series=se{}", 1 + r % 9))),
    ("author", |r, n| query(&format!("author={}", Id::new(Resource::Author, 1 + r * 37 % (n / 25))))),
    ("language", |r, _| query(&format!("language={}", LANGUAGES[r as usize % 8]))),
    ("language, sort=title", |r, _| query(&format!("language={}&sort=title", LANGUAGES[r as usize % 8]))),
    ("subject by label", |r, _| query(&format!("subject=Subject {}", r % 500))),
    ("subject, two of them", |r, _| query(&format!("subject=t{}&subject=t{}", r % 500, (r + 7) % 500))),
    ("subject and language", |r, _| query(&format!("subject=t{}&language=en", r % 40))),
    ("subject but not language", |r, _| query(&format!("subject=t{}&not.language=en", r % 40))),
    ("year", |r, _| query(&format!("year={}", 1986 + r % 39))),
    ("year, sort=title", |r, _| query(&format!("year={}&sort=title", 1986 + r % 39))),
    ("not.language=en", |_, _| query("not.language=en")),
    ("has=doi", |_, _| query("has=doi")),
    ("has=doi&sort=published", |_, _| query("has=doi&sort=published")),
    ("missing=doi", |_, _| query("missing=doi")),
    ("number", |r, _| query(&format!("number={}", 1 + r))),
    ("published, some years", |r, _| {
        query(&format!(
            "published_from={}-0{}-1{}&published_to={}-11-0{}",
            1986 + r % 20,
            1 + r % 9,
            r % 9,
            2008 + r % 17,
            1 + r % 9
        ))
    }),
    ("published, a month", |r, _| {
        query(&format!("published_from={0}-0{1}&published_to={0}-0{1}", 1986 + r % 39, 1 + r % 9))
    }),
    ("published and language", |r, _| {
        query(&format!("published_from={}-05-0{}&language=ja", 1986 + r % 39, 1 + r % 9))
    }),
    ("modified, half", |r, n| {
        query(&format!("modified_from={}", Timestamp::from_micros((n / 2 + r) as i64 * 1_000_000)))
    }),
    ("four filters", |r, _| {
        query(&format!("series=se{}&language=en&subject=t{}&published_from=1999-02-03", 1 + r % 9, r % 40))
    }),
];

/// Those that are counted by seven facets.
const FACETED: &[(&str, Ask)] = &[
    ("facets: all", |_, _| query("")),
    ("facets: language", |r, _| query(&format!("language={}", LANGUAGES[r as usize % 8]))),
    ("facets: subject", |r, _| query(&format!("subject=t{}", r % 40))),
    ("facets: author", |r, n| query(&format!("author={}", Id::new(Resource::Author, 1 + r * 37 % (n / 25))))),
    ("facets: not.language=en", |_, _| query("not.language=en")),
    ("facets: published, some years", |r, _| query(&format!("published_from={}&published_to=2015", 1986 + r % 20))),
];

const SEVEN: [&str; 7] = ["series", "author", "year", "language", "subject", "place", "type"];

fn faceted(query: Query) -> Query {
    faceted_by(&SEVEN, query)
}

fn faceted_by(of: &[&str], mut query: Query) -> Query {
    query.facets = Facets { of: of.iter().filter_map(|name| facet::find(name)).collect(), top: 10 };
    query
}

/// All authors in order of their counts, by pages of 200, and the first page in order of names.
fn values(catalog: &Catalog) {
    let facet = facet::find("author").unwrap();
    let (mut wanted, mut pages) = (Values { facet, by: ValuesBy::Count, after: None, limit: 200 }, 0);
    let start = Instant::now();
    loop {
        wanted.after = catalog.tally(&query(""), &wanted).next;
        pages += 1;
        if wanted.after.is_none() || pages == 50 {
            break;
        }
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(pages);
    let start = Instant::now();
    catalog.tally(&query(""), &Values { by: ValuesBy::Value, after: None, ..wanted });
    println!("    authors, 200 a page, µs: by count {each:.1}, by name {:.1}", start.elapsed().as_secs_f64() * 1e6);
}

const LANGUAGES: [&str; 8] = ["en", "ja", "zh", "ko", "fr", "vi", "id", "ar"];

fn query(parameters: &str) -> Query {
    let mut query = Query::new(Resource::Article);
    for (name, value) in parameters.split('&').filter_map(|p| p.split_once('=')) {
        assert_eq!(query.accept(name, value), Ok(true), "{name}={value}");
    }
    query
}

fn time(catalog: &Catalog, name: &str, ask: impl Fn(u64) -> Query) {
    const ROUNDS: u64 = 200;
    let (mut sum, mut worst, mut total) = (0.0, 0.0f64, 0);
    for round in 0..ROUNDS {
        let query = ask(round);
        let start = Instant::now();
        let found = catalog.find(&query);
        let took = start.elapsed().as_secs_f64() * 1e6;
        sum += took;
        worst = worst.max(took);
        total += found.total;
    }
    println!("    {name:<32} {:>8.1} {worst:>7.1} {:>12}", sum / ROUNDS as f64, total / ROUNDS);
}

fn changes(catalog: &mut Catalog, corpus: &mut Corpus, articles: u64) {
    let timed = |name: &str, times: u64, work: &mut dyn FnMut(u64)| {
        let start = Instant::now();
        (0..times).for_each(work);
        println!("    {name:<44} {:>9.1} µs", start.elapsed().as_secs_f64() * 1e6 / times as f64);
    };
    let id = |number| Id::new(Resource::Article, number);
    println!("  changes");
    let edits: Vec<_> = (0..200).map(|r| 1 + r * 4999 % articles).collect();
    let edits: Vec<_> = edits.into_iter().map(|n| (id(n), Some(corpus.entry(n, articles + n)))).collect();
    let mut edits = edits.into_iter();
    timed("one edit, same title", 200, &mut |_| {
        edits.by_ref().take(1).for_each(|(id, entry)| catalog.apply(id, entry))
    });
    let mut new: Vec<_> = (1..=200).map(|r| corpus.entry(articles + r, articles * 3 + r)).collect();
    timed("one new article", 200, &mut |r| catalog.apply(id(articles + 1 + r), new.pop()));
    let batch: Vec<_> = (1..=1000).map(|n| (id(n * 7), Some(corpus.entry(n * 7, articles * 4 + n)))).collect();
    let mut batch = Some(batch);
    timed("1,000 edits at once", 1, &mut |_| catalog.apply_many(batch.take().into_iter().flatten()));
    let first = articles + 1000;
    let mut chunks: Vec<Vec<_>> = (0..100)
        .map(|c| {
            (0..1000).map(|n| first + c * 1000 + n).map(|n| (id(n), Some(corpus.entry(n, articles * 5 + n)))).collect()
        })
        .collect();
    timed("1,000 new articles at once, of 100 times", 100, &mut |_| {
        catalog.apply_many(chunks.pop().into_iter().flatten())
    });
    let start = Instant::now();
    let mut all = query("");
    all.limit = 1000;
    let (mut walk, mut met) = (Walk::new(all), 0);
    while let Some(page) = walk.next_page(catalog) {
        met += page.len();
    }
    println!("    walk through all {met} by pages of 1,000: {:.2} s", start.elapsed().as_secs_f64());
}

fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}

/// Invented articles, in order of date, with the proportions of a real archive.
struct Corpus {
    articles: u64,
    around: HashMap<Id, Neighbour>,
}

impl Neighbours for Corpus {
    fn get(&self, id: Id) -> Option<&Neighbour> {
        self.around.get(&id)
    }
}

impl Corpus {
    fn new(articles: u64) -> Self {
        let mut around = HashMap::new();
        let mut add = |id: Id, entity| around.extend(Neighbour::of(id, &entity, Vec::new()).map(|n| (id, n)));
        add(Id::new(Resource::Organization, 1), Entity::Organization(Box::<Organization>::default()));
        for n in 1..=9 {
            let series = Series { publisher: Some(Id::new(Resource::Organization, 1).into()), ..Series::default() };
            add(Id::new(Resource::Series, n), Entity::Series(Box::new(series)));
        }
        (1..=articles / 25).for_each(|n| add(Id::new(Resource::Author, n), Entity::Author(Box::<Author>::default())));
        Corpus { articles, around }
    }

    fn entry(&mut self, number: u64, second: u64) -> Entry {
        let mut dice = Dice(number);
        let language = LANGUAGES[[0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7][dice.roll(12) as usize]];
        let authors: Vec<_> = (0..1 + dice.roll(4) / 3).map(|_| 1 + dice.roll(self.articles / 25)).collect();
        let subject = |id: String, label: String| Subject {
            id: Some(id),
            label,
            language: None,
            kind: SubjectKind::Topic,
            scheme: None,
            uri: None,
        };
        let topics: Vec<_> = (0..2 + dice.roll(4)).map(|_| dice.zipf(500)).collect();
        let places: Vec<_> = (0..dice.roll(4)).map(|_| dice.zipf(50)).collect();
        let doi = Identifier::parse("doi", &format!("10.5555/harbour.{number}"));
        let own = Article {
            r#type: if dice.roll(20) == 0 { ArticleType::Response } else { ArticleType::Commentary },
            status: if dice.roll(300) == 0 { Status::Withdrawn } else { Status::Published },
            titles: vec![LocalText::main(dice.title(), None)],
            contributions: authors
                .iter()
                .map(|author| Contribution {
                    author: Id::new(Resource::Author, *author).into(),
                    role: "author".to_owned(),
                    name: None,
                    biography: None,
                    affiliations: Vec::new(),
                    books: Vec::new(),
                })
                .collect(),
            appearances: vec![Appearance {
                series: Some(Id::new(Resource::Series, 1 + number % 9).into()),
                number: Some((1 + number / 9).to_string()),
                published: Some(self.date(number, &mut dice)),
                language: LanguageTag::parse(language).ok(),
                ..Appearance::default()
            }],
            subjects: topics.iter().map(|t| subject(format!("t{t}"), format!("Subject {t}"))).collect(),
            places: places.iter().map(|p| subject(format!("P{p}"), format!("Place {p}"))).collect(),
            identifiers: doi.into_iter().filter(|_| number > self.articles / 3).collect(),
            ..Article::default()
        };
        let modified = Timestamp::from_micros(second as i64 * 1_000_000);
        let frame = Frame {
            id: Id::new(Resource::Article, number),
            slug: Some("slug"),
            body: None,
            noticed: &[],
            created: modified,
            modified,
        };
        let record = Record::derive(&frame, Entity::Article(Box::new(own)), self);
        Entry::of(&record.unwrap(), number)
    }

    fn date(&self, number: u64, dice: &mut Dice) -> PartialDate {
        let day = number.min(self.articles - 1) * (41 * 365) / self.articles;
        let (year, month, day) = (1985 + day / 365, 1 + day % 365 / 31, 1 + day % 28);
        let text = match dice.roll(500) {
            0 => format!("{year}"),
            1..=3 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        PartialDate::parse(&text).unwrap()
    }

    /// The page in the middle of the default order.
    fn deep(&self, catalog: &Catalog) -> Query {
        let mut query = query("");
        query.limit = self.articles as usize / 2;
        query.after = catalog.find(&query).next;
        query.limit = 20;
        query
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Small numbers are much more frequent.
    fn zipf(&mut self, sides: u64) -> u64 {
        let fraction = self.roll(1 << 20) as f64 / (1 << 20) as f64;
        (sides as f64).powf(fraction) as u64 % sides
    }

    fn title(&mut self) -> String {
        const FIRST: [&str; 8] =
            ["Rethinking", "The Limits of", "Why", "After", "No Time for", "Beyond", "Who Pays for", "The Case for"];
        const WORDS: [&str; 24] = [
            "Maritime",
            "Deterrence",
            "Export",
            "Controls",
            "Fisheries",
            "Alliance",
            "Ports",
            "Nuclear",
            "Energy",
            "Cable",
            "Space",
            "Migration",
            "Elections",
            "Harbour",
            "Security",
            "Finance",
            "Climate",
            "Trade",
            "Cyber",
            "Summit",
            "Border",
            "Water",
            "Sanctions",
            "Frameworks",
        ];
        let mut title = FIRST[self.roll(8) as usize].to_owned();
        for place in 0..3 + self.roll(5) {
            title.push_str(if place == 3 { ": " } else { " " });
            title.push_str(WORDS[self.roll(24) as usize]);
        }
        title
    }
}
