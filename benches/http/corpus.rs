//! The articles that are imported.

use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of records.
pub struct Corpus {
    pub file: PathBuf,
    /// The folder with the tables of its codes, where there is one.
    pub meta: PathBuf,
    pub records: usize,
}

/// The corpus that the environment names, or one of so many articles.
pub fn file(dir: &Path, articles: usize) -> Corpus {
    let given = std::env::var_os("BYLINE_BENCH_CORPUS").map(PathBuf::from);
    let file = given.unwrap_or_else(|| made(dir, articles));
    let records = BufReader::new(File::open(&file).unwrap()).lines().count();
    println!("corpus: {}, {records} records", file.display());
    Corpus { meta: file.with_file_name("meta"), file, records }
}

fn made(dir: &Path, articles: usize) -> PathBuf {
    let dir = dir.join(articles.to_string());
    let (file, meta) = (dir.join("corpus.jsonl"), dir.join("meta"));
    if file.exists() && meta.exists() {
        return file;
    }
    std::fs::create_dir_all(&dir).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gen_corpus.py");
    let run = || {
        let mut python = Command::new("python3");
        python.arg(&script).args(["-n", &articles.to_string()]).arg("--meta").arg(&meta);
        python.arg("-o").arg(&file).status().is_ok_and(|status| status.success())
    };
    if !script.exists() || !run() {
        tables(&meta);
        std::fs::write(&file, invented(articles)).unwrap();
    }
    file
}

/// How many subjects an invented corpus has.
const SUBJECTS: usize = 400;

/// How many places it has.
const PLACES: usize = 50;

/// A place of six letters, one for each number below 125,000.
fn harbour(mut n: usize) -> String {
    let mut name = String::new();
    for _ in 0..3 {
        name.push(char::from(b"bdfghklmnr"[n % 10]));
        name.push(char::from(b"aeiou"[n / 10 % 5]));
        n /= 50;
    }
    name
}

/// The names of the codes of an invented corpus: without them the articles would have no subjects and no places.
fn tables(meta: &Path) {
    std::fs::create_dir_all(meta).unwrap();
    let table = |name: &str, rows: Vec<String>| std::fs::write(meta.join(name), rows.concat()).unwrap();
    let subject = |n| format!("{{\"id\":\"t{n}\",\"label\":\"Harbour question {n}\"}}\n");
    let place = |n| format!("{{\"code\":\"P{n}\",\"en\":\"Harbour {n}\"}}\n");
    table("subjects.jsonl", (0..SUBJECTS).map(subject).collect());
    table("places.jsonl", (0..PLACES).map(place).collect());
}

/// Records of the same form and about the same size.
fn invented(articles: usize) -> String {
    let mut text = String::new();
    for n in 0..articles {
        let day = n * 14_000 / articles;
        let (year, month, day) = (1985 + day / 365, 1 + day % 365 / 31, 1 + day % 28);
        let (series, author) = (n % 40, n * 7919 % 4000);
        let language = ["en", "en", "en", "ja", "ko", "fr", "vi", "zh"][n * 31 % 8];
        let (from, to) = (harbour(n * 31 % 500), harbour(n * 17 % 700));
        let filler = "The ministry expects that the harbour talks go on while budgets are settled. ".repeat(7);
        let _ = writeln!(
            text,
            r#"{{"id":"c{n}","type":"commentary","series":{{"id":"s{series}","name":"Harbour Notes {series}","number":"{}"}},"title":"From {from} to {to} in {n} Days","language":"{language}","authors":[{{"id":"a{author}","name":"Ada Writer {author}","role":"fellow","org":"Harbour Institute {}"}}],"byline":"BY ADA WRITER {author}","abstract":"{filler}","subjects":["t{}","t{}"],"places":["P{}"],"date":"{year}-{month:02}-{day:02}","status":"published","url":"https://notes{series}.example/{n}","licence":"CC-BY-4.0"}}"#,
            1 + n / 40,
            author % 60,
            n * 13 % SUBJECTS,
            n * 17 % 37,
            n * 11 % PLACES,
        );
    }
    text
}
