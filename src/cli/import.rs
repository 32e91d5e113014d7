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
use super::input;
use super::report::Telling;

pub fn run(store: Store, options: Import) -> Result<(), Failure> {
    let labels = match &options.meta {
        Some(dir) => Labels::read(dir).map_err(|e| Failure::Io(format!("{}: {e}", dir.display())))?,
        None => Labels::default(),
    };
    let mut telling = Telling::new(options.output, options.dry_run);
    for path in &options.files {
        let input = input::open(path)?;
        let asked = Asked {
            form: input.form,
            name: input.name,
            key: input::source_name(path),
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
        let bar = progress(input.size);
        let reader = BufReader::with_capacity(1 << 18, bar.wrap_read(input.reader));
        let taken = intake::take(&store, None, &asked, reader, &labels, Done::nothing(&asked), &());
        bar.finish_and_clear();
        telling.add(taken.map_err(|broken| match broken {
            Broken::Store(error) => Failure::Store(error),
            Broken::Read(error) => Failure::Io(format!("{}: {error}", asked.name)),
        })?)?;
    }
    telling.finish()
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
