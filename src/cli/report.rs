//! What an import tells.

use std::time::Instant;

use byline::import::report::{Certainty, Severity};
use byline::intake::{FileReport, Report};

use super::args::Output;
use super::{Failure, say, summary};

/// What is told of an import, as it goes on and at its end.
pub struct Telling {
    output: Output,
    dry_run: bool,
    begun: Instant,
    files: Vec<FileReport>,
    /// Whether there are files that are only told together, at the end.
    gathered: bool,
}

impl Telling {
    /// Of nothing yet.
    pub fn new(output: Output, dry_run: bool) -> Self {
        Telling { output, dry_run, begun: Instant::now(), files: Vec::new(), gathered: false }
    }

    /// Adds a file, and tells of it at once where people read.
    pub fn add(&mut self, file: FileReport) -> Result<(), Failure> {
        if self.output == Output::Text {
            tell(&file)?;
        }
        self.files.push(file);
        Ok(())
    }

    /// Adds a file of many; of them only a summary is told.
    pub fn gather(&mut self, file: FileReport) {
        self.gathered = true;
        self.files.push(file);
    }

    /// Tells the sum. Refused documents are a failure.
    pub fn finish(self) -> Result<(), Failure> {
        let all = Report::of(self.dry_run, self.files);
        match self.output {
            Output::Json => say(&serde_json::to_string(&all).map_err(|e| Failure::Io(e.to_string()))?)?,
            Output::Text => {
                if self.gathered {
                    summary::tell(&all)?;
                }
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
        let field = if problem.field.is_empty() { String::new() } else { format!("{}: ", problem.field) };
        say(&format!("  {}{place}: {severity}: {field}{}", report.file, problem.reason))?;
    }
    match report.problems_not_listed {
        0 => Ok(()),
        more => say(&format!("  and {more} more; --output json lists them all")),
    }
}
