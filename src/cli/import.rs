//! `byline import`

use std::cell::RefCell;
use std::io::{IsTerminal, Read};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use byline::import::commentary::convert::{self, Given};
use byline::import::commentary::{self, Known};
use byline::import::fingerprint::{Prepared, prepare};
use byline::import::labels::Labels;
use byline::import::lines;
use byline::import::report::Problem;
use byline::store::{Action, Importer, Store};
use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use super::args::Import;
use super::input::{self, Form, Input};
use super::report::{Field, FileReport, Report};

/// How many documents are handed over at once.
const BATCH: usize = 1_000;

/// How many bytes a text may have.
const LONGEST_TEXT: u64 = 16 << 20;

pub fn run(store: Store, options: Import) -> Result<(), Failure> {
    let labels = match &options.meta {
        Some(dir) => Labels::read(dir).map_err(|e| Failure::Io(format!("{}: {e}", dir.display())))?,
        None => Labels::default(),
    };
    let mut report = Report::new(options.output, options.dry_run);
    for path in &options.files {
        let input = input::open(path)?;
        let source = options.source.clone();
        match input.form {
            Form::Lines => {
                let source = source.unwrap_or_else(|| input::source_name(path));
                let importer = Importer::new(store.clone(), &source, options.dry_run);
                report.add(import_lines(importer, input, &labels)?)?;
            }
            Form::Text => {
                let importer = Importer::new(store.clone(), source.as_deref().unwrap_or("texts"), options.dry_run);
                report.add(import_text(&store, importer, input, &input::source_name(path), &options)?)?;
            }
        }
    }
    report.finish()
}

/// What the reading thread hands over: a document, or what is wrong with a line.
type Read1 = Result<(u64, Vec<Prepared>, Vec<Problem>), Vec<Problem>>;

/// Parses on one thread and writes on another, with a few batches between them, whatever the size of
/// the input.
fn import_lines(mut importer: Importer, input: Input, labels: &Labels) -> Result<FileReport, Failure> {
    let report = RefCell::new(FileReport::new(&input.name));
    let bar = progress(input.size);
    let counted = bar.wrap_read(input.reader);
    let reader = std::io::BufReader::with_capacity(1 << 18, counted);
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<Read1>>(4);
        scope.spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            for document in lines::read(reader, labels) {
                batch.push(document.map(|mut d| {
                    let problems = std::mem::take(&mut d.problems);
                    (d.line, prepare(d), problems)
                }));
                if batch.len() == BATCH && send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err()
                {
                    return;
                }
            }
            // Where the receiver has gone, it has told why.
            let _ = send.send(batch);
        });
        let batches = receive.into_iter().map(|batch| {
            let mut report = report.borrow_mut();
            let mut documents = Vec::with_capacity(batch.len());
            for read in batch {
                match read {
                    Ok((line, items, problems)) => {
                        report.problems(problems);
                        documents.push((line, items));
                    }
                    Err(problems) => report.refuse(problems),
                }
            }
            documents
        });
        importer.all(batches, &mut |outcome| report.borrow_mut().outcome(outcome))?;
        Ok::<(), Failure>(())
    })?;
    let mut report = report.into_inner();
    for key in importer.missing()? {
        report.problems(vec![Problem::warning(None, "relations", format!("`@{key}` is referred to and never came"))]);
    }
    bar.finish_and_clear();
    Ok(report)
}

fn import_text(
    store: &Store,
    mut importer: Importer,
    input: Input,
    key: &str,
    options: &Import,
) -> Result<FileReport, Failure> {
    let mut report = FileReport::new(&input.name);
    let mut bytes = Vec::new();
    let io = |e: std::io::Error| Failure::Io(format!("{}: {e}", report.name()));
    input.reader.take(LONGEST_TEXT + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > LONGEST_TEXT {
        report.refuse(vec![Problem::error(None, "document", "it has more than 16 MiB; one commentary has far less")]);
        return Ok(report);
    }
    let (text, mut problems) = commentary::decode(&bytes);
    let reading = commentary::read(&text, &Known { series: store.series_titles()? });
    let given = Given {
        series: options.series.clone(),
        number: options.number.clone(),
        published: options.published,
        language: options.language.clone(),
        url: options.url.clone(),
    };
    let mut document = convert::document(key, &reading, &given);
    problems.append(&mut document.problems);
    report.fields(Field::of(&reading, &given));
    let has_article = !document.items.is_empty();
    report.problems(problems);
    if !has_article {
        report.refuse(Vec::new());
        return Ok(report);
    }
    importer.all([vec![(1, prepare(document))]], &mut |outcome| report.outcome(outcome))?;
    Ok(report)
}

/// A bar on a terminal; nothing where the output is piped or the work is short.
fn progress(size: Option<u64>) -> ProgressBar {
    if !std::io::stderr().is_terminal() || size.is_some_and(|size| size < 1 << 20) {
        return ProgressBar::hidden();
    }
    let bar = match size {
        Some(size) => ProgressBar::new(size),
        None => ProgressBar::no_length(),
    };
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// For the summary: how fast it went.
pub fn rate(count: u64, since: Instant) -> u64 {
    (count as f64 / since.elapsed().as_secs_f64().max(0.001)) as u64
}

/// What an outcome is called.
pub const fn word(action: Action) -> &'static str {
    match action {
        Action::Created => "created",
        Action::Updated => "updated",
        Action::Unchanged => "unchanged",
        Action::Rejected => "refused",
    }
}
