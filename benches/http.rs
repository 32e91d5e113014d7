//! How fast the service is, beside a ceiling: `cargo bench --bench http [-- WORD…]`.
//!
//! The ceiling is the least that actix-web can do: a handler that sends the same bytes, with the same
//! fields, from memory. Both run with two workers and answer the same requests in turn. Words: a
//! number sets how many articles there are; `reuse` keeps the archive of the run before; `only=TEXT`
//! measures the rows whose name has the text; `instructions` has valgrind count instructions in place
//! of measuring time, with what is asked again and again; the URL of an empty PostgreSQL database is taken in
//! place of an SQLite file. The corpus is the file that `BYLINE_BENCH_CORPUS` names
//! (with the tables of its codes in `meta/` beside it), else one by `../shared/gen_corpus.py`, else an
//! invented one.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "http/archive.rs"]
mod archive;
#[path = "http/ceiling.rs"]
mod ceiling;
#[path = "http/child.rs"]
mod child;
#[path = "http/corpus.rs"]
mod corpus;
#[path = "http/instructions.rs"]
mod instructions;
#[path = "http/load.rs"]
mod load;
#[path = "http/questions.rs"]
mod questions;

use std::time::Duration;

use archive::Archive;
use child::Child;
use load::{Load, Request, Round};
use questions::Questions;

/// How often each side of a row is measured, in turn.
const ROUNDS: usize = 5;

/// How long a round lasts where requests may repeat.
const TIME: Duration = Duration::from_millis(1500);

/// Requests of one kind that are never measured, where there are twice as many: the ceiling sends their answers.
const ASIDE: usize = 1000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [ceiling, file, workers] = &words[..]
        && ceiling == "ceiling"
    {
        return ceiling::run(file.as_ref(), workers.parse().unwrap());
    }
    let only = words.iter().find_map(|word| word.strip_prefix("only=")).unwrap_or("");
    let archive = Archive::of(&words);
    let questions = Questions::of(&archive);
    let rows: Vec<Row> = rows(questions).into_iter().filter(|row| row.name.contains(only)).collect();
    if words.iter().any(|word| word == "instructions") {
        let again = rows.iter().filter_map(|row| match &row.ask {
            Ask::Again(request) => Some((row.name, request.clone())),
            Ask::Once(_) => None,
        });
        return instructions::count(&archive, &again.collect::<Vec<_>>());
    }
    let mut bench = Bench { service: child::serve(&archive), archive };
    println!("\n{:<40} {:>8} {:>7} {:>7} {:>9} {:>8} {:>8}", "", "req/s", "p50", "p99", "ceiling", "ratio", "CPU");
    rows.into_iter().for_each(|row| bench.measure(row));
    println!("\np50, p99: µs from request to answer, 32 connections. CPU: µs a request, the ceiling's in brackets.");
}

/// One row of the table.
struct Row {
    name: &'static str,
    /// The least ratio that is wanted, where one is.
    target: Option<f64>,
    /// Whether the service starts anew for it, with no record in memory.
    anew: bool,
    ask: Ask,
    against: Against,
}

/// What is asked.
enum Ask {
    /// The same again and again.
    Again(Request),
    /// Each once, over all rounds.
    Once(Vec<Request>),
}

/// Who else is asked.
enum Against {
    /// The ceiling, the same.
    Ceiling,
    /// The service, something else.
    Itself(Ask),
}

fn rows(questions: Questions) -> Vec<Row> {
    use Ask::{Again, Once};
    let q = questions;
    let row = |name, target, ask| Row { name, target, anew: false, ask, against: Against::Ceiling };
    let anew = |name, target, ask| Row { anew: true, ..row(name, target, ask) };
    let beside = |name, target, ask, other| Row { against: Against::Itself(other), ..row(name, target, ask) };
    vec![
        anew("filtered pages, each once, just started", Some(0.4), Once(q.filtered)),
        anew("articles, each once, just started", Some(0.6), Once(q.articles.clone())),
        row("articles, each once more", Some(0.6), Once(q.articles)),
        row("filtered pages, each once, later", Some(0.4), Once(q.filtered_later)),
        row("article", Some(0.6), Again(q.article)),
        row("article, gzip", None, Again(q.gzip)),
        row("article, 304", Some(0.7), Again(q.not_modified)),
        row("page of 20", Some(0.5), Again(q.page.clone())),
        row("page of 20, 304", None, Again(q.page_not_modified)),
        row("filtered page", Some(0.4), Again(q.filter)),
        row("article, some fields", None, Again(q.fields)),
        row("article, BibTeX", None, Again(q.bibtex)),
        row("search", None, Again(q.search)),
        row("searches, each once", None, Once(q.searches)),
        row("OAI-PMH page", None, Again(q.oai)),
        beside("page at depth 50,000, to the first", Some(0.9), Again(q.deep), Again(q.page)),
        beside("pages there, once, to the first ones", Some(0.9), Once(q.deep_pages), Once(q.first_pages)),
    ]
}

struct Bench {
    service: Child,
    archive: Archive,
}

impl Bench {
    fn measure(&mut self, mut row: Row) {
        if row.anew {
            self.service = child::serve(&self.archive);
        }
        let aside = row.ask.aside();
        let (other, others) = match row.against {
            Against::Itself(mut ask) => {
                ask.aside();
                (None, ask)
            }
            Against::Ceiling => {
                let file = self.archive.dir.join("answers");
                std::fs::write(&file, load::answers(self.service.address, &aside)).unwrap();
                let other = match &row.ask {
                    Ask::Again(request) => Ask::Again(request.clone()),
                    Ask::Once(requests) => Ask::Once(requests.clone()),
                };
                (Some(child::ceiling(&file)), other)
            }
        };
        let (mut own, mut ceilings) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let service = || drive(&self.service, &row.ask, round, true);
            let ceiling = || drive(other.as_ref().unwrap_or(&self.service), &others, round, other.is_none());
            if round % 2 == 0 {
                own.push(service());
                ceilings.push(ceiling());
            } else {
                ceilings.push(ceiling());
                own.push(service());
            }
        }
        print(row.name, row.target, &own, &ceilings);
    }
}

impl Ask {
    /// Sets requests aside whose answers stand for all.
    fn aside(&mut self) -> Vec<Request> {
        match self {
            Ask::Again(request) => vec![request.clone()],
            Ask::Once(requests) => requests.split_off(requests.len() - ASIDE.min(requests.len() / 2)),
        }
    }
}

/// One round: the requests of its share once, or whatever goes in the time.
fn drive(child: &Child, ask: &Ask, round: usize, once: bool) -> (Round, f64) {
    let (requests, once) = match ask {
        Ask::Again(request) => (vec![request.clone()], false),
        Ask::Once(requests) => {
            let share = requests.len() / ROUNDS;
            (requests[round * share..(round + 1) * share].to_vec(), once)
        }
    };
    let before = child.cpu();
    let round = load::drive(Load::new(child.address, requests, once, TIME));
    let cpu = (child.cpu() - before).as_secs_f64() * 1e6 / round.latencies.len() as f64;
    (round, cpu)
}

fn print(name: &str, target: Option<f64>, own: &[(Round, f64)], ceilings: &[(Round, f64)]) {
    let rates = |rounds: &[(Round, f64)]| rounds.iter().map(|(round, _)| round.rate()).collect::<Vec<_>>();
    let cpu = |rounds: &[(Round, f64)]| median(rounds.iter().map(|(_, cpu)| *cpu).collect());
    let ratio = median(rates(own).iter().zip(rates(ceilings)).map(|(own, ceiling)| own / ceiling).collect());
    let mut latencies: Vec<u32> = own.iter().flat_map(|(round, _)| round.latencies.iter().copied()).collect();
    latencies.sort_unstable();
    let part = |hundredth: usize| latencies[(latencies.len() * hundredth / 100).min(latencies.len() - 1)];
    println!(
        "{name:<40} {:>8.0} {:>7} {:>7} {:>9.0} {ratio:>8.2} {:>8} {}",
        median(rates(own)),
        part(50),
        part(99),
        median(rates(ceilings)),
        format!("{:.0} ({:.0})", cpu(own), cpu(ceilings)),
        target.map_or(String::new(), |target| {
            format!("{} {target}", if ratio >= target { "reaches" } else { "MISSES" })
        })
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}
