//! What an import tells.

use std::collections::BTreeMap;
use std::time::Instant;

use byline::import::report::{Certainty, Severity};
use byline::intake::{FileReport, Report};

use super::args::Output;
use super::{Failure, say};

/// What is told of an import, as it goes on and at its end.
pub struct Telling {
    output: Output,
    dry_run: bool,
    /// Whether there are so many files that each gets a line.
    brief: bool,
    begun: Instant,
    files: Vec<FileReport>,
}

/// How many files are told of in full.
const FULL: usize = 10;
/// How many files of those that need a look are named at the end.
const WORST: usize = 20;

impl Telling {
    /// Of nothing yet.
    pub fn new(output: Output, dry_run: bool, files: usize) -> Self {
        Telling { output, dry_run, brief: files > FULL, begun: Instant::now(), files: Vec::new() }
    }

    /// Adds a file, and tells of it at once where people read.
    pub fn add(&mut self, file: FileReport) -> Result<(), Failure> {
        match self.output {
            Output::Text if self.brief => say(&brief(&file))?,
            Output::Text => tell(&file)?,
            Output::Json => {}
        }
        self.files.push(file);
        Ok(())
    }

    /// Tells what of folders was left out.
    pub fn left_out(&self, ends: &BTreeMap<String, u64>) -> Result<(), Failure> {
        if ends.is_empty() || self.output == Output::Json {
            return Ok(());
        }
        let kinds: Vec<String> = ends.iter().map(|(end, count)| format!("{count} `.{end}`")).collect();
        say(&format!("left out, since nothing reads them: {}", kinds.join(", ")))
    }

    /// Tells how many documents have something to look at, by field, and which have most.
    fn sum_up(&self) -> Result<(), Failure> {
        let mut fields: BTreeMap<&str, u64> = BTreeMap::new();
        let mut worst: Vec<(bool, usize, &FileReport)> = Vec::new();
        for file in &self.files {
            let doubts = file.problems.iter().filter(|problem| problem.severity > Severity::Info);
            let mut named: Vec<&str> = doubts.map(|problem| problem.field.as_str()).collect();
            worst.extend((file.refused > 0 || !named.is_empty()).then_some((file.refused > 0, named.len(), file)));
            named.sort_unstable();
            named.dedup();
            named.into_iter().for_each(|field| *fields.entry(field).or_default() += 1);
        }
        let mut fields: Vec<(&str, u64)> = fields.into_iter().collect();
        fields.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        if !fields.is_empty() {
            say("to look at, by field:")?;
        }
        fields.iter().try_for_each(|(field, count)| say(&format!("  {field:<14} in {count} files")))?;
        worst.sort_by_key(|(refused, count, _)| std::cmp::Reverse((*refused, *count)));
        if !worst.is_empty() {
            say("those with most to look at:")?;
        }
        worst.iter().take(WORST).try_for_each(|(.., file)| say(&format!("  {}", brief(file))))
    }

    /// Tells the sum. Refused documents are a failure.
    pub fn finish(self) -> Result<(), Failure> {
        if self.brief && self.output == Output::Text {
            self.sum_up()?;
        }
        let all = Report::of(self.dry_run, self.files);
        match self.output {
            Output::Json => say(&serde_json::to_string(&all).map_err(|e| Failure::Io(e.to_string()))?)?,
            Output::Text => {
                let Report { documents, created, updated, unchanged, refused, .. } = all;
                let kept = if self.dry_run { "dry run, nothing kept: " } else { "" };
                let seconds = self.begun.elapsed().as_secs_f64();
                let rate = (documents as f64 / seconds.max(0.001)) as u64;
                say(&format!(
                    "{kept}{documents} read: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused ({seconds:.1} s, {rate} a second)"
                ))?;
            }
        }
        if all.refused > 0 { Err(Failure::Refused(all.refused)) } else { Ok(()) }
    }
}

/// A line about a file.
fn brief(report: &FileReport) -> String {
    let FileReport { documents, created, updated, unchanged, refused, .. } = report;
    let what = match (&report.id, documents) {
        (Some(id), _) => id.clone(),
        (None, 0 | 1) if *refused > 0 => "refused".to_owned(),
        (None, _) => format!("{created} created, {updated} updated, {unchanged} unchanged, {refused} refused"),
    };
    let doubts = report.problems.iter().filter(|problem| problem.severity > Severity::Info).count();
    let doubts = if doubts == 0 { String::new() } else { format!(", {doubts} to look at") };
    let why = report.problems.iter().find(|problem| problem.severity == Severity::Error);
    let why = why.map(|problem| format!(": {}", problem.reason)).unwrap_or_default();
    format!("{}: {what}{doubts}{why}", report.file)
}

/// Tells of one file to people.
fn tell(report: &FileReport) -> Result<(), Failure> {
    say(&match &report.id {
        Some(id) => format!("{}: {id}", report.file),
        None => report.file.clone(),
    })?;
    for field in &report.fields {
        let place = match field.lines {
            Some((first, last)) if first == last => format!(", line {first}"),
            Some((first, last)) => format!(", lines {first}-{last}"),
            None => String::new(),
        };
        let sure = match field.certainty {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Doubtful => "doubtful",
        };
        say(&format!("  {:<14} {}  [{}{place}; {sure}]", field.field, field.value, field.from))?;
    }
    for problem in &report.problems {
        let place = problem.line.map_or(String::new(), |line| format!(":{line}"));
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        say(&format!("  {}{place}: {severity}: {}: {}", report.file, problem.field, problem.reason))?;
    }
    match report.problems_not_listed {
        0 => Ok(()),
        more => say(&format!("  and {more} more, of which --output json lists no more either")),
    }
}
