//! The summary of an import of many files: what an editor looks at first.

use std::collections::BTreeMap;

use byline::import::report::{Problem, Severity};
use byline::intake::{FileReport, Report};

use super::{Failure, say};

/// How many files are told one by one.
const TOLD: usize = 20;

/// How many problems of one file.
const OF_ONE: usize = 3;

/// Tells of problems, by field and by file, the worst first.
pub fn tell(report: &Report) -> Result<(), Failure> {
    left_out(report)?;
    if !report.by_field.is_empty() {
        say("To look at, by field:")?;
        for own in &report.by_field {
            let field = if own.field.is_empty() { "(none)" } else { &own.field };
            let (errors, warnings) = (count(own.errors, "error"), count(own.warnings, "warning"));
            say(&format!("  {field:<14} {errors:>11} {warnings:>13}   in {}", count(own.files, "file")))?;
        }
    }
    let mut worst: Vec<(&FileReport, [u64; 3])> =
        report.files.iter().map(|file| (file, weight(file))).filter(|(_, weight)| *weight != [0; 3]).collect();
    worst.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    if !worst.is_empty() {
        say("The worst first:")?;
    }
    for (file, _) in worst.iter().take(TOLD) {
        one(file)?;
    }
    match worst.len().saturating_sub(TOLD) {
        0 => Ok(()),
        more => say(&format!("  and {}; --output json tells of them all", count(more as u64, "more file"))),
    }
}

/// How bad a file is: refused documents, errors, warnings.
fn weight(file: &FileReport) -> [u64; 3] {
    let of = |severity| file.problems.iter().filter(|own| own.severity == severity).count() as u64;
    [file.refused, of(Severity::Error), of(Severity::Warning)]
}

fn one(file: &FileReport) -> Result<(), Failure> {
    let state = if file.refused > 0 { "refused" } else { "to look at" };
    say(&format!("  {}: {state}", file.file))?;
    let mut problems: Vec<&Problem> = file.problems.iter().filter(|own| own.severity > Severity::Info).collect();
    problems.sort_by_key(|own| std::cmp::Reverse(own.severity));
    for problem in problems.iter().take(OF_ONE) {
        let place = problem.line.map_or(String::new(), |line| format!("line {line}, "));
        say(&format!("    {place}{}: {}", problem.field, problem.reason))?;
    }
    match problems.len().saturating_sub(OF_ONE) {
        0 => Ok(()),
        more => say(&format!("    and {more} more")),
    }
}

/// Files of no form that is read, by the ends of their names.
fn left_out(report: &Report) -> Result<(), Failure> {
    let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
    for file in report.files.iter().filter(|own| own.documents == 0) {
        let name = file.file.rsplit('/').next().unwrap_or_default();
        *ends.entry(name.rsplit_once('.').map_or("without ending", |(_, end)| end)).or_default() += 1;
    }
    match ends.is_empty() {
        true => Ok(()),
        false => {
            let all = ends.iter().map(|(end, many)| format!("{many} {end}")).collect::<Vec<_>>().join(", ");
            say(&format!("Files left out, by the ends of their names: {all}"))
        }
    }
}

fn count(many: u64, what: &str) -> String {
    format!("{many} {what}{}", if many == 1 { "" } else { "s" })
}
