//! `byline import`

use std::io::{BufReader, IsTerminal};
use std::path::Path;
use std::time::Duration;

use byline::import::commentary::convert::Given;
use byline::import::form::Form;
use byline::import::labels::Labels;
use byline::intake::{self, Asked, Broken, Done, FileReport, One};
use byline::store::Store;
use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use super::args::{Import, Output};
use super::folder::{self, Found};
use super::input::{self, Input};
use super::report::Telling;

pub fn run(store: Store, options: Import) -> Result<(), Failure> {
    let labels = match &options.meta {
        Some(dir) => Labels::read(dir).map_err(|e| Failure::Io(format!("{}: {e}", dir.display())))?,
        None => Labels::default(),
    };
    let mut telling = Telling::new(options.output, options.dry_run);
    let named = input::named(&options.files)?;
    let work = Work { store, options, labels };
    let mut barren = Vec::new();
    let mut single: Vec<One> = Vec::new();
    for (path, key) in named {
        if path.is_dir() {
            work.together(&mut single, &mut telling)?;
            if !work.folder(&path, &mut telling)? {
                barren.push(path.display().to_string());
            }
            continue;
        }
        let input = input::open(&path)?;
        let asked = work.asked(input.form, input.name.clone(), key);
        if input.form.is_single() && input.size.is_some() {
            single.push(One { path, asked, whole: true });
            continue;
        }
        work.together(&mut single, &mut telling)?;
        telling.add(work.one(&asked, input)?)?;
    }
    work.together(&mut single, &mut telling)?;
    telling.finish()?;
    match barren.is_empty() {
        true => Ok(()),
        false => {
            let reason =
                "no file there has an ending that tells of a form that is read: txt, md, html, pdf, xml, jsonl";
            Err(Failure::Usage(format!("{}: nothing to import: {reason}", barren.join(", "))))
        }
    }
}

/// Of so many texts that are named each is told of at once; of more only together, at the end.
const TOLD: usize = 10;

struct Work {
    store: Store,
    options: Import,
    labels: Labels,
}

impl Work {
    fn asked(&self, form: Form, name: String, key: String) -> Asked {
        let options = &self.options;
        Asked {
            form,
            name,
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
        }
    }

    /// Takes one input in.
    fn one(&self, asked: &Asked, input: Input) -> Result<FileReport, Failure> {
        let bar = progress(input.size);
        let reader = BufReader::with_capacity(1 << 18, bar.wrap_read(input.reader));
        let mut done = Done::nothing(asked);
        // Scripts are told everything; people, what they can read.
        done.report.whole = self.options.output == Output::Json;
        let taken = intake::take(&self.store, None, asked, reader, &self.labels, done, &());
        bar.finish_and_clear();
        taken.map_err(|error| broken(error, &asked.name))
    }

    /// Takes the texts in that were named one after another.
    fn together(&self, single: &mut Vec<One>, telling: &mut Telling) -> Result<(), Failure> {
        let mut files = std::mem::take(single);
        let Some(source) = files.first().map(|one| one.asked.source().to_owned()) else { return Ok(()) };
        let (few, json) = (files.len() <= TOLD, self.options.output == Output::Json);
        files.iter_mut().for_each(|one| one.whole = json || !few);
        let bar = if few { ProgressBar::hidden() } else { counted(files.len()) };
        let mut failed = Ok(());
        let taken = intake::take_many(&self.store, &source, self.options.dry_run, &files, &mut |report| {
            bar.set_message(report.file.clone());
            bar.inc(1);
            match few {
                true if failed.is_ok() => failed = telling.add(report),
                _ => telling.gather(report),
            }
        });
        bar.finish_and_clear();
        taken.map_err(|error| broken(error, &source))?;
        failed
    }

    /// Takes every file of a folder in: those of many documents one by one, the others many at a time. Its
    /// own name is their source. Says whether there was any that is read.
    fn folder(&self, path: &Path, telling: &mut Telling) -> Result<bool, Failure> {
        let options = &self.options;
        if options.number.is_some() || options.published.is_some() || options.url.is_some() {
            let reason = "--number, --published and --url tell of one text; name its file, not its folder";
            return Err(Failure::Usage(reason.to_owned()));
        }
        let files = folder::files(path)?;
        let fertile = files.iter().any(|own| own.form.is_ok());
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let source = options.source.clone().unwrap_or_else(|| input::source_name(&whole));
        let bar = counted(files.len());
        let mut single: Vec<One> = Vec::new();
        for Found { path, name, form } in files {
            match form {
                Ok(form) if form.is_single() => {
                    let asked = self.asked(form, name.clone(), name);
                    single.push(One { path, asked, whole: true });
                }
                Ok(form) => {
                    bar.set_message(name.clone());
                    let input = input::open(&path)?;
                    let report = self.one(&self.asked(form, name.clone(), name), input)?;
                    bar.inc(1);
                    telling.gather(report);
                }
                Err(why) => {
                    bar.inc(1);
                    let mut report = FileReport::new(&name);
                    report.problems(vec![why]);
                    telling.gather(report);
                }
            }
        }
        let mut each = |report: FileReport| {
            bar.set_message(report.file.clone());
            bar.inc(1);
            telling.gather(report);
        };
        let taken = intake::take_many(&self.store, &source, options.dry_run, &single, &mut each);
        bar.finish_and_clear();
        taken.map_err(|error| broken(error, &path.display().to_string()))?;
        Ok(fertile)
    }
}

fn broken(broken: Broken, name: &str) -> Failure {
    match broken {
        Broken::Store(error) => Failure::Store(error),
        Broken::Read(error) => Failure::Io(format!("{name}: {error}")),
    }
}

/// A bar on a terminal; nothing where the output is piped or the work is short.
fn progress(size: Option<u64>) -> ProgressBar {
    if size.is_some_and(|size| size < 1 << 20) {
        return ProgressBar::hidden();
    }
    let bar = match size {
        Some(size) => ProgressBar::new(size),
        None => ProgressBar::no_length(),
    };
    shown(bar, "{bar:40} {bytes}/{total_bytes} {eta}")
}

/// A bar over so many files.
fn counted(files: usize) -> ProgressBar {
    shown(ProgressBar::new(files as u64), "{bar:40} {pos}/{len} {eta} {wide_msg}")
}

fn shown(bar: ProgressBar, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
