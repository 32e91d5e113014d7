//! `byline import`

use std::io::{BufReader, IsTerminal};
use std::time::Duration;

use byline::import::commentary::convert::Given;
use byline::import::labels::Labels;
use byline::intake::{self, Asked, Broken, Done};
use byline::store::Store;
use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use super::args::Import;
use super::input::{self, Files, Found};
use super::report::Telling;

pub fn run(store: Store, options: Import) -> Result<(), Failure> {
    let labels = match &options.meta {
        Some(dir) => Labels::read(dir).map_err(|e| Failure::Io(format!("{}: {e}", dir.display())))?,
        None => Labels::default(),
    };
    let files = Files::of(&options.files)?;
    let many = files.found.len() > 1;
    let mut telling = Telling::new(options.output, options.dry_run, files.found.len());
    let all = if many { bar_of(files.found.len()) } else { ProgressBar::hidden() };
    for Found { path, key } in files.found {
        let input = input::open(&path)?;
        let asked = Asked {
            form: input.form,
            name: input::shown(&path),
            key,
            source: options.source.clone(),
            dry_run: options.dry_run,
            message: None,
            given: Given {
                series: options.series.clone(),
                number: options.number.clone(),
                published: options.published,
                language: options.language.clone(),
                url: options.url.clone(),
            },
        };
        let bar = if many { ProgressBar::hidden() } else { progress(input.size) };
        let reader = BufReader::with_capacity(1 << 18, bar.wrap_read(input.reader));
        let taken = intake::take(&store, None, &asked, reader, &labels, Done::nothing(&asked), &());
        bar.finish_and_clear();
        let report = taken.map_err(|broken| match broken {
            Broken::Store(error) => Failure::Store(error),
            Broken::Read(error) => Failure::Io(format!("{}: {error}", asked.name)),
        })?;
        all.suspend(|| telling.add(report))?;
        all.inc(1);
    }
    all.finish_and_clear();
    telling.left_out(&files.left_out)?;
    telling.finish()
}

/// A bar for many files, on a terminal.
fn bar_of(files: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
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
