//! What an import tells: the same to scripts, whoever asked for it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::import::commentary::convert::Given;
use crate::import::commentary::{Contributor, Reading};
use crate::import::report::{Certainty, Finding, Problem, Severity};
use crate::store::{Action, Outcome};

/// How many problems of one input are told one by one, where not all are; of errors five times as many.
const TOLD: usize = 200;

/// The report of a whole import.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportReport)]
pub struct Report {
    /// Whether it was only tried, and nothing of it kept.
    pub dry_run: bool,
    /// How many documents were read, refused ones among them.
    pub documents: u64,
    /// How many were about something new.
    pub created: u64,
    /// How many changed what they are about.
    pub updated: u64,
    /// How many said nothing new.
    pub unchanged: u64,
    /// How many were refused.
    pub refused: u64,
    /// What is to be looked at, by the field it is about, the worst first.
    pub by_field: Vec<ByField>,
    /// The inputs, each by itself.
    pub files: Vec<FileReport>,
}

/// How much there is to look at about one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ImportProblems)]
pub struct ByField {
    /// The field, by its name in an article; empty where it is about none.
    pub field: String,
    /// How many errors are told.
    pub errors: u64,
    /// How many warnings are told.
    pub warnings: u64,
    /// In how many inputs.
    pub files: u64,
}

/// The report of one input.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FileReport {
    /// What it is called.
    pub file: String,
    /// How many documents were read of it, refused ones among them.
    pub documents: u64,
    /// How many were about something new.
    pub created: u64,
    /// How many changed what they are about.
    pub updated: u64,
    /// How many said nothing new.
    pub unchanged: u64,
    /// How many were refused.
    pub refused: u64,
    /// Of a text: the article's id and what was done with it.
    #[schema(required, example = "ar14 created")]
    pub id: Option<String>,
    /// Of a text: what was read of it.
    pub fields: Vec<Field>,
    /// What somebody should look at, the first of it.
    pub problems: Vec<Problem>,
    /// How many problems are not among them.
    pub problems_not_listed: u64,
    /// Whether all problems are to be among them, however many there are.
    #[serde(skip)]
    pub whole: bool,
}

/// A field that was read from a text.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ImportField)]
pub struct Field {
    /// What it is.
    #[schema(value_type = String)]
    pub field: Cow<'static, str>,
    /// Its value, cut off where it is long.
    pub value: String,
    /// The part of the text it was read from: `heading`, `byline`, …; `given` where it was said beside the text.
    #[schema(value_type = String)]
    pub from: Cow<'static, str>,
    /// The first and the last line it was read from; null where it was given.
    #[schema(required, value_type = Option<Vec<u32>>)]
    pub lines: Option<(u32, u32)>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Report {
    /// Of these inputs.
    pub fn of(dry_run: bool, files: Vec<FileReport>) -> Self {
        let sum = |count: fn(&FileReport) -> u64| files.iter().map(count).sum::<u64>();
        Report {
            dry_run,
            documents: sum(|f| f.documents),
            created: sum(|f| f.created),
            updated: sum(|f| f.updated),
            unchanged: sum(|f| f.unchanged),
            refused: sum(|f| f.refused),
            by_field: ByField::of(&files),
            files,
        }
    }
}

impl ByField {
    fn of(files: &[FileReport]) -> Vec<ByField> {
        let mut all: BTreeMap<&str, ByField> = BTreeMap::new();
        for file in files {
            let mut met = BTreeSet::new();
            for problem in file.problems.iter().filter(|own| own.severity > Severity::Info) {
                let field = problem.field.as_str();
                let empty = || ByField { field: field.to_owned(), errors: 0, warnings: 0, files: 0 };
                let own = all.entry(field).or_insert_with(empty);
                match problem.severity {
                    Severity::Error => own.errors += 1,
                    Severity::Warning | Severity::Info => own.warnings += 1,
                }
                own.files += u64::from(met.insert(field));
            }
        }
        let mut all: Vec<ByField> = all.into_values().collect();
        all.sort_by_key(|own| std::cmp::Reverse((own.errors, own.files, own.warnings)));
        all
    }
}

impl FileReport {
    /// Of an input of this name.
    pub fn new(name: &str) -> Self {
        FileReport { file: name.to_owned(), ..FileReport::default() }
    }

    /// Adds problems.
    pub fn problems(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            let most = if problem.severity == Severity::Error { 5 * TOLD } else { TOLD };
            if self.whole || self.problems.len() < most {
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
}

/// What an outcome is called.
const fn word(action: Action) -> &'static str {
    match action {
        Action::Created => "created",
        Action::Updated => "updated",
        Action::Unchanged => "unchanged",
        Action::Rejected => "refused",
    }
}

impl Field {
    fn of(
        field: &'static str,
        value: String,
        from: &'static str,
        lines: Option<(u32, u32)>,
        certainty: Certainty,
    ) -> Self {
        Field { field: field.into(), value, from: from.into(), lines, certainty }
    }

    /// What was read of a text, and what was given in its place.
    pub fn all(reading: &Reading, given: &Given) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut add = |name, found: Option<Finding<String>>, given: Option<String>| {
            if let Some(value) = given {
                fields.push(Field::of(name, value, "given", None, Certainty::Certain));
            } else if let Some(f) = found {
                let value = shorten(&f.value);
                fields.push(Field::of(name, value, f.source, Some(f.lines), f.certainty));
            }
        };
        add("title", reading.title.clone(), None);
        add("as published", reading.title_as_published.clone(), None);
        add("subtitle", reading.subtitle.clone(), None);
        add("byline", reading.byline.clone(), None);
        let people = |c: &Vec<Contributor>| c.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ");
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
        add("revised", reading.updated.clone(), None);
        add("url", reading.url.clone(), given.url.as_ref().map(|u| u.as_str().to_owned()));
        add("doi", reading.doi.clone(), None);
        add("publisher", reading.publisher.clone(), None);
        let subjects = || reading.subjects.iter().map(|own| own.value.as_str()).collect::<Vec<_>>().join("; ");
        add("subjects", reading.subjects.first().map(|own| own.with(subjects())), None);
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
