//! What an import tells.

use std::time::Instant;

use byline::import::commentary::Reading;
use byline::import::commentary::convert::Given;
use byline::import::report::{Certainty, Finding, Problem, Severity};
use byline::store::{Action, Outcome};
use serde::Serialize;

use super::args::Output;
use super::import::{rate, word};
use super::{Failure, say};

/// How many problems of one file are told one by one.
const TOLD: usize = 200;

/// The report of a whole import.
pub struct Report {
    output: Output,
    dry_run: bool,
    begun: Instant,
    files: Vec<FileReport>,
}

/// The report of one file.
#[derive(Serialize)]
pub struct FileReport {
    file: String,
    documents: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    problems: Vec<Problem>,
    problems_not_listed: u64,
}

/// A field that was read from a text.
#[derive(Serialize)]
pub struct Field {
    field: &'static str,
    value: String,
    from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<(u32, u32)>,
    certainty: Certainty,
}

impl Report {
    /// An empty report.
    pub fn new(output: Output, dry_run: bool) -> Self {
        Report { output, dry_run, begun: Instant::now(), files: Vec::new() }
    }

    /// Adds a file, and tells of it at once where people read.
    pub fn add(&mut self, file: FileReport) -> Result<(), Failure> {
        if self.output == Output::Text {
            file.tell()?;
        }
        self.files.push(file);
        Ok(())
    }

    /// Tells the sum. Refused documents are a failure.
    pub fn finish(self) -> Result<(), Failure> {
        let sum = |count: fn(&FileReport) -> u64| self.files.iter().map(count).sum::<u64>();
        let (documents, refused) = (sum(|f| f.documents), sum(|f| f.refused));
        let (created, updated, unchanged) = (sum(|f| f.created), sum(|f| f.updated), sum(|f| f.unchanged));
        match self.output {
            Output::Json => {
                let all = serde_json::json!({
                    "dry_run": self.dry_run, "documents": documents, "created": created, "updated": updated,
                    "unchanged": unchanged, "refused": refused, "files": self.files,
                });
                say(&all.to_string())?;
            }
            Output::Text => {
                let kept = if self.dry_run { "dry run, nothing kept: " } else { "" };
                let (seconds, rate) = (self.begun.elapsed().as_secs_f64(), rate(documents, self.begun));
                say(&format!(
                    "{kept}{documents} read: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused ({seconds:.1} s, {rate} a second)"
                ))?;
            }
        }
        if refused > 0 { Err(Failure::Refused(refused)) } else { Ok(()) }
    }
}

impl FileReport {
    /// Of a file with this name.
    pub fn new(name: &str) -> Self {
        FileReport {
            file: name.to_owned(),
            documents: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            refused: 0,
            id: None,
            fields: Vec::new(),
            problems: Vec::new(),
            problems_not_listed: 0,
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.file
    }

    /// Adds what was read from a text.
    pub fn fields(&mut self, fields: Vec<Field>) {
        self.fields = fields;
    }

    /// Adds problems.
    pub fn problems(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            if self.problems.len() < TOLD || (problem.severity == Severity::Error && self.problems.len() < 5 * TOLD) {
                self.problems.push(problem);
            } else {
                self.problems_not_listed += 1;
            }
        }
    }

    /// Counts a document that could not be read.
    pub fn refuse(&mut self, problems: Vec<Problem>) {
        self.documents += 1;
        self.refused += 1;
        self.problems(problems);
    }

    /// Counts what became of a document.
    pub fn outcome(&mut self, outcome: Outcome) {
        self.documents += 1;
        match outcome.action {
            Action::Created => self.created += 1,
            Action::Updated => self.updated += 1,
            Action::Unchanged => self.unchanged += 1,
            Action::Rejected => self.refused += 1,
        }
        if !self.fields.is_empty() {
            self.id = outcome.id.map(|id| format!("{id} {}", word(outcome.action)));
        }
        self.problems(outcome.problems);
    }

    fn tell(&self) -> Result<(), Failure> {
        say(&match &self.id {
            Some(id) => format!("{}: {id}", self.file),
            None => self.file.clone(),
        })?;
        for field in &self.fields {
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
        for problem in &self.problems {
            let place = problem.line.map_or(String::new(), |line| format!(":{line}"));
            let severity = match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            };
            say(&format!("  {}{place}: {severity}: {}: {}", self.file, problem.field, problem.reason))?;
        }
        match self.problems_not_listed {
            0 => Ok(()),
            more => say(&format!("  and {more} more, of which --output json lists no more either")),
        }
    }
}

impl Field {
    /// What was read, and what was given in its place.
    pub fn of(reading: &Reading, given: &Given) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut add = |name, found: Option<Finding<String>>, given: Option<String>| {
            if let Some(value) = given {
                let from = "command line";
                fields.push(Field { field: name, value, from, lines: None, certainty: Certainty::Certain });
            } else if let Some(f) = found {
                let value = shorten(&f.value);
                fields.push(Field { field: name, value, from: f.source, lines: Some(f.lines), certainty: f.certainty });
            }
        };
        add("title", reading.title.clone(), None);
        add("as published", reading.title_as_published.clone(), None);
        add("subtitle", reading.subtitle.clone(), None);
        add("byline", reading.byline.clone(), None);
        let people = |c: &Vec<byline::import::commentary::Contributor>| {
            c.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ")
        };
        add("authors", reading.contributors.as_ref().map(|c| c.with(people(&c.value))), None);
        for biography in &reading.biographies {
            let value = &biography.value;
            add("biography", Some(biography.with(value.text.clone())), None);
            for post in &value.affiliations {
                let words = [post.position.as_deref(), post.organization.as_deref()];
                add("post", Some(biography.with(words.into_iter().flatten().collect::<Vec<_>>().join(", "))), None);
            }
            for book in &value.books {
                let year = book.year.map(|y| y.to_string());
                let words = [Some(book.title.as_str()), book.publisher.as_deref(), year.as_deref()];
                add("book", Some(biography.with(words.into_iter().flatten().collect::<Vec<_>>().join(", "))), None);
            }
            for _ in &value.emails {
                add("e-mail", Some(biography.with("kept, private".to_owned())), None);
            }
        }
        add("abstract", reading.standfirst.clone(), None);
        let body = reading
            .body
            .as_ref()
            .map(|b| b.with(format!("{} paragraphs, {} words", b.value.paragraphs.len(), b.value.word_count)));
        add("body", body, None);
        add("series", reading.series.as_ref().map(|s| s.with(s.value.title.clone())), given.series.clone());
        add("number", reading.number.clone(), given.number.clone());
        add("published", reading.published.clone(), given.published.map(|d| d.to_string()));
        add("language", reading.language.clone(), given.language.as_ref().map(|l| l.to_string()));
        add("url", None, given.url.as_ref().map(|u| u.as_str().to_owned()));
        add("disclaimer", reading.disclaimer.as_ref().map(|d| d.with(d.value.text.clone())), None);
        fields
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
