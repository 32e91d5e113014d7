//! One behaviour, two engines: the same data, the same questions, the same bytes.

mod services;

use std::collections::{BTreeSet, VecDeque};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use byline::domain::{Resource, Timestamp};
use byline::import::labels::Labels;
use byline::store::Importer;
use serde_json::Value;

use crate::support::app::{App, Database, EARLY, Engine, Response, engines, run};
use crate::support::corpus;

/// An app of each engine with the same things in it; `None` where one is missing, which is said.
fn twins(load: impl Fn(&Database)) -> Option<(App, App)> {
    if engines().len() < 2 {
        return None;
    }
    let [a, b] = [Engine::Sqlite, Engine::Postgres].map(|engine| {
        let database = Database::fresh(engine);
        load(&database);
        App::on(database)
    });
    Some((a, b))
}

/// What of an answer must be the same: all but the moment and the name of the request.
fn lasting(answer: Response) -> Response {
    let (mut headers, mut body) = (answer.headers, answer.body);
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    const MOMENT: &[u8] = b"<responseDate>";
    if let Some(at) = body.windows(MOMENT.len()).position(|own| own == MOMENT) {
        body.drain(at + MOMENT.len()..at + MOMENT.len() + "2024-01-01T00:00:00Z".len());
    }
    Response { headers, body, ..answer }
}

/// Text as a value in a query string.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Asks both, and gives the answer where they agree.
fn ask(twins: &(App, App), path: &str, fields: &[(&str, &str)]) -> Response {
    let [a, b] = [&twins.0, &twins.1].map(|app| lasting(app.get_with(path, fields)));
    assert!(a.status < 500, "{path}: {}", a.text());
    assert_eq!(a.status, b.status, "{path}: {} {}", a.text(), b.text());
    assert_eq!(a.headers, b.headers, "{path}");
    assert!(a.body == b.body, "{path}:\n{}\n{}", a.text(), b.text());
    a
}

/// Asks everything of a list, and of lists and records that answers lead to; gives how much that was.
fn compare(twins: &(App, App), start: Vec<String>, pages: usize) -> usize {
    let mut asked = BTreeSet::new();
    let mut waiting: VecDeque<(String, usize)> = start.into_iter().map(|path| (path, pages)).collect();
    while let Some((path, pages)) = waiting.pop_front() {
        if !asked.insert(path.clone()) {
            continue;
        }
        let answer = ask(twins, &path, &[]);
        if answer.status == 302 {
            waiting.push_back((answer.header("location").unwrap().to_owned(), pages));
        }
        if answer.status == 200 && path.starts_with("/v1") {
            if asked.len() % 5 == 1 {
                let tag = answer.header("etag").unwrap().to_owned();
                assert_eq!(ask(twins, &path, &[("if-none-match", &tag)]).status, 304, "{path}");
                ask(twins, &path, &[("accept-encoding", "br")]);
            }
            if let (Some(next), true) = (answer.json()["next"].as_str(), pages > 1) {
                waiting.push_back((next.to_owned(), pages - 1));
            }
        }
    }
    asked.len()
}

const ERRORS: &[&str] = &[
    "/nowhere",
    "/v1/articles?limit=0",
    "/v1/articles?limit=201",
    "/v1/articles?colour=1",
    "/v1/articles?fields=x",
    "/v1/articles?cursor=AQAA",
    "/v1/articles?subject=%00",
    "/v1/articles/%00",
    "/v1/articles/%FF",
    "/v1/articles/arzzz",
    "/v1/articles/no-such-slug",
    "/v1/articles/lookup",
    "/v1/articles/lookup?doi=x",
    "/v1/articles/lookup?doi=10.1/none",
    "/v1/articles/lookup?url=https://none.example/",
    "/v1/articles/lookup?identifier=handle:1/2",
    "/v1/series/se1/numbers/none",
    "/v1/series/se1/numbers/%00",
    "/v1/series/sezz/articles",
    "/v1/authors/auzz/articles",
    "/v1/articles?sort=x",
    "/v1/articles?published_from=2025&published_to=2024",
    "/v1/authors?orcid=1",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/",
    "/docs",
    "/articles",
    "/feeds/articles.atom",
    "/feeds/articles.rss?language=en",
    "/feeds/articles.json?subject=x",
    "/authors?after=x",
    "/organizations",
    "/series",
    "/problems/withdrawn",
    "/problems/none",
];

/// Questions to any archive: every list by every order and page size, every filter with values from the
/// records, parts, errors.
fn questions(app: &App, most: usize) -> Vec<String> {
    let mut all: Vec<String> = ERRORS.iter().map(|path| (*path).to_owned()).collect();
    for resource in Resource::ALL {
        let list = format!("/v1/{}", resource.plural());
        let sorts = byline::catalog::Sort::words(resource);
        for sort in &sorts {
            all.extend([3, 20, 200].map(|limit| format!("{list}?sort={sort}&limit={limit}")));
        }
        let records = app.walk(&format!("{list}?limit=200"));
        for field in byline::catalog::field::of(resource) {
            let mut values: BTreeSet<String> = BTreeSet::from([field.example.to_owned()]);
            records.iter().step_by(records.len() / 40 + 1).for_each(|own| gather(own, field.name, &mut values));
            for (at, value) in values.iter().enumerate().take(most) {
                let value = encoded(value);
                let sort = &sorts[at % sorts.len()];
                all.push(format!("{list}?{}={value}&sort={sort}", field.name));
                all.push(format!("{list}?not.{}={value}&limit=5", field.name));
            }
        }
        for name in
            ["title", "name", "doi", "url", "slug", "body", "series", "language", "relations", "contributions.author"]
        {
            all.push(format!("{list}?has={name}"));
            all.push(format!("{list}?missing={name}&limit=50"));
            all.push(format!("{list}?fields=id,{name}&limit=50"));
        }
        for own in records.iter().step_by(records.len() / most + 1) {
            let path = format!("{list}/{}", own["id"].as_str().unwrap());
            all.push(path.clone());
            all.push(format!("{path}?fields=modified"));
            if resource != Resource::Disclaimer {
                let name = own["slug"].as_str().or(own["id"].as_str()).unwrap();
                all.push(format!("/{}/{name}", resource.plural()));
            }
            all.push(format!("{path}/articles?limit=7"));
            all.push(format!("{path}/articles?sort=title&fields=title,appearances.published"));
            all.push(format!("{path}/relations?limit=2"));
            all.push(format!("{path}/body"));
            all.extend(["latest", "1", "5", "9", "24a", "12(3)"].map(|number| format!("{path}/numbers/{number}")));
            all.extend(own["slug"].as_str().map(|slug| format!("{list}/{slug}")));
            all.extend(own["doi"].as_str().map(|doi| format!("/v1/articles/lookup?doi={doi}")));
            all.extend(own["url"].as_str().map(|url| format!("/v1/articles/lookup?url={url}")));
        }
    }
    all.extend(
        ["ieee&limit=3", "apa&format=html&limit=9", "x"].map(|own| format!("/v1/articles/citations?style={own}")),
    );
    let facets = byline::catalog::facet::NAMES;
    all.push(format!("/v1/articles?limit=1&facet_limit=100&facets={}", facets.join(",")));
    for facet in facets {
        all.push(format!("/v1/articles?language=en&limit=1&facets={facet}"));
        all.extend(["-count", "value"].map(|sort| format!("/v1/facets/{facet}?sort={sort}&limit=200")));
        all.push(format!("/v1/articles?without={facet}"));
    }
    for withdrawn in app.walk("/v1/articles?status=withdrawn&limit=200").iter().take(most) {
        let path = format!("/v1/articles/{}", withdrawn["id"].as_str().unwrap());
        all.extend([path.clone(), format!("{path}/body"), format!("{path}/relations")]);
    }
    all
}

/// Values of a record that a filter of this name may be asked for.
fn gather(own: &Value, name: &str, into: &mut BTreeSet<String>) {
    match own {
        Value::Array(items) => items.iter().for_each(|item| gather(item, name, into)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let singular = field.trim_end_matches('s');
                let from = match name {
                    "organization" | "author" | "publisher" | "series" | "disclaimer" => {
                        if singular == name.trim_end_matches('s') || field == name {
                            &value["id"]
                        } else {
                            &Value::Null
                        }
                    }
                    "published_from" | "published_to" => {
                        if field == "published" {
                            value
                        } else {
                            &Value::Null
                        }
                    }
                    "modified_from" | "modified_to" => {
                        if field == "modified" {
                            value
                        } else {
                            &Value::Null
                        }
                    }
                    "subject" | "place" => {
                        if field == "label" || field == "id" {
                            value
                        } else {
                            &Value::Null
                        }
                    }
                    _ if field == name => value,
                    _ => &Value::Null,
                };
                match from {
                    Value::String(text) => drop(into.insert(text.clone())),
                    Value::Number(number) => drop(into.insert(number.to_string())),
                    _ => {}
                }
                gather(value, name, into);
            }
        }
        _ => {}
    }
}

#[test]
fn the_sample_archive_is_the_same_on_both() {
    let Some(twins) = twins(Database::load_demo) else { return };
    let questions = questions(&twins.0, 25);
    let asked = compare(&twins, questions, 12);
    assert!(asked > 800, "{asked}");
}

#[test]
fn an_invented_corpus_is_the_same_on_both() {
    let lines = corpus::lines(1_500, 1);
    let twins = twins(|database| {
        database.load_demo();
        database.load("corpus", &lines);
    });
    let Some(twins) = twins else { return };
    let [a, b] = [&twins.0, &twins.1].map(|app| app.json("/v1/articles")["total"].as_u64().unwrap());
    assert!(a == b && a > 1_400, "{a} {b}");
    let asked = compare(&twins, questions(&twins.0, 8), 3);
    assert!(asked > 500, "{asked}");
    edits(&twins, 1_500, 2);
}

/// Writes after the first load, told of alike and seen alike.
fn edits(twins: &(App, App), articles: usize, seed: u64) {
    let lines = corpus::lines(articles, seed);
    let some: Vec<&str> = lines.lines().step_by(17).collect();
    for app in [&twins.0, &twins.1] {
        let now = "2024-05-01T00:00:00Z";
        app.database.import_at("corpus", &some.join("\n"), now);
    }
    let [a, b] = [&twins.0, &twins.1].map(|app| {
        let changes = app.database.store.read(|db| db.changes(0, 1_000_000)).unwrap();
        assert!(changes.last().unwrap().kind == "updated" || changes.last().unwrap().kind == "created");
        changes
    });
    assert_eq!(a, b, "the logs");
    let since = ["modified_from=2024-05-01&limit=50", "modified_to=2024-04-30&limit=50", "sort=-modified&limit=50"];
    let lists = Resource::ALL.iter().flat_map(|r| since.map(|query| format!("/v1/{}?{query}", r.plural()))).collect();
    assert!(compare(twins, lists, 4) >= 15);
}

/// The shared generator's corpus, where it is beside the project: a fifth of its records has a fault.
#[test]
fn a_corpus_with_faults_is_the_same_on_both() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let generator = ["../shared", "../../shared"].map(|place| root.join(place).join("gen_corpus.py"));
    let made = generator.iter().find(|path| path.exists()).and_then(|path| {
        let arguments = ["-n", "3000", "--dirty", "0.2", "--jobs", "1"];
        Command::new("python3").arg(path).args(arguments).output().ok().filter(|made| made.status.success())
    });
    let Some(made) = made else {
        let _ = writeln!(
            std::io::stderr(),
            "the corpus with faults is skipped: ../shared/gen_corpus.py or python3 is missing"
        );
        return;
    };
    let labels = Labels::in_year(2026);
    let outcomes = std::cell::RefCell::new(Vec::new());
    let twins = twins(|database| {
        let importer = Importer::new(database.store.clone(), "corpus", false).at(Timestamp::parse(EARLY).unwrap());
        let imported = run(importer, &made.stdout, &labels);
        assert!(imported.outcomes.len() + imported.unread.len() >= 2_900);
        outcomes.borrow_mut().push((imported.outcomes, imported.unread));
    });
    let Some(twins) = twins else { return };
    let outcomes = outcomes.into_inner();
    assert!(outcomes[0] == outcomes[1], "what is told of an import");
    let asked = compare(&twins, questions(&twins.0, 6), 3);
    assert!(asked > 400, "{asked}");
    let exports = [&twins.0, &twins.1].map(|app| export(&app.database));
    assert!(exports[0].lines().count() > 2_500);
    assert!(exports[0] == exports[1], "the exports");
}

fn export(database: &Database) -> String {
    let mut lines = String::new();
    let taken: Result<(), byline::store::StoreError> =
        database.store.export(byline::store::Selection::Private, &mut |item| {
            lines.push_str(&byline::import::jsonl::write_line(&item).unwrap());
            lines.push('\n');
            Ok(())
        });
    taken.unwrap();
    lines
}
