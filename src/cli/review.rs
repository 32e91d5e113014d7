//! `byline review`

use std::io::{BufRead, Write};

use byline::audit::{Finding, Kind};
use byline::domain::access::Grant;
use byline::domain::{PartialDate, Scope, Timestamp};
use byline::store::Store;
use byline::store::edit::{Edit, EditError};
use byline::store::review::Verdict;
use serde::Deserialize;

use super::args::{Output, Review};
use super::{Failure, say};

/// Who writes in the history, where no key does.
const ACTOR: &str = "byline review";

pub fn run(store: &Store, options: &Review) -> Result<(), Failure> {
    let mut findings = store.findings(today()?)?;
    if !options.kinds.is_empty() {
        findings.retain(|finding| options.kinds.iter().any(|kind| kind == finding.kind.word()));
    }
    match &options.apply {
        Some(path) => apply(store, &findings, path),
        None if options.list || options.output == Output::Json => list(&findings, options.output),
        None => walk(store, &findings),
    }
}

/// The kinds that there are, for `--kind`.
pub fn kinds() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Kind::WORDS)
}

fn today() -> Result<PartialDate, Failure> {
    let now = Timestamp::now().to_string();
    PartialDate::parse(now.get(..10).unwrap_or_default()).map_err(Failure::Usage)
}

fn list(findings: &[Finding], output: Output) -> Result<(), Failure> {
    for finding in findings {
        match output {
            Output::Json => say(&serde_json::to_string(finding).map_err(|e| Failure::Io(e.to_string()))?)?,
            Output::Text => say(&line(finding))?,
        }
    }
    match output {
        Output::Json => Ok(()),
        Output::Text => say(&format!("{} in doubt", findings.len())),
    }
}

fn line(finding: &Finding) -> String {
    let value = finding.value.as_ref().map(|value| format!(" “{value}”")).unwrap_or_default();
    format!("{} {} {} {}{value}: {}", finding.id, finding.kind.word(), finding.about, finding.field, finding.reason)
}

/// Asks about one finding after the other. Each answer is kept at once, so the walk can be left anywhere.
fn walk(store: &Store, findings: &[Finding]) -> Result<(), Failure> {
    let mut answers = std::io::stdin().lock().lines();
    let mut settled = 0;
    'findings: for (at, finding) in findings.iter().enumerate() {
        say(&format!("\n{} of {}  {}", at + 1, findings.len(), line(finding)))?;
        loop {
            ask(finding)?;
            let Some(answer) = answers.next() else { break 'findings };
            let answer = answer.map_err(|e| Failure::Io(format!("standard input: {e}")))?;
            let verdict = match answer.trim() {
                "s" | "skip" | "" => continue 'findings,
                "q" | "quit" => break 'findings,
                "r" | "right" => Verdict::Right,
                "m" | "merge" => Verdict::Merge,
                text => match text.strip_prefix('=') {
                    Some(value) => Verdict::Value(value.trim().to_owned()),
                    None => {
                        say("that is none of the answers")?;
                        continue;
                    }
                },
            };
            match store.judge(&edit(), finding, &verdict).map_err(told) {
                Ok(()) => {
                    settled += 1;
                    continue 'findings;
                }
                Err(Failure::Usage(why)) => say(&why)?,
                Err(other) => return Err(other),
            }
        }
    }
    say(&format!("\n{settled} settled, {} left", findings.len() - settled))
}

fn ask(finding: &Finding) -> Result<(), Failure> {
    let merge = if finding.kind == Kind::LikelySameAuthor { "m merge, " } else { "" };
    let change = if finding.other.is_none() { "=VALUE change, " } else { "" };
    let mut out = std::io::stdout();
    let asked = write!(out, "  r right as it is, {merge}{change}s skip, q quit > ").and_then(|()| out.flush());
    asked.map_err(|e| Failure::Io(e.to_string()))
}

/// What a line of `--apply` says: the name of a finding, and a verdict or a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    finding: String,
    #[serde(default)]
    verdict: Option<String>,
    #[serde(default)]
    value: Option<String>,
}

fn apply(store: &Store, findings: &[Finding], path: &std::path::Path) -> Result<(), Failure> {
    let input = super::input::open(path)?;
    let (mut settled, mut refused) = (0, 0);
    for (number, text) in (1_u64..).zip(std::io::BufReader::new(input.reader).lines()) {
        let text = text.map_err(|e| Failure::Io(format!("{}: {e}", path.display())))?;
        if text.trim().is_empty() {
            continue;
        }
        let done =
            read(&text, findings).and_then(|(finding, verdict)| store.judge(&edit(), finding, &verdict).map_err(told));
        match done {
            Ok(()) => settled += 1,
            Err(Failure::Usage(why)) => {
                refused += 1;
                say(&format!("{}:{number}: {why}", path.display()))?;
            }
            Err(other) => return Err(other),
        }
    }
    say(&format!("{settled} settled, {refused} refused"))?;
    if refused > 0 { Err(Failure::Refused(refused)) } else { Ok(()) }
}

fn read<'a>(text: &str, findings: &'a [Finding]) -> Result<(&'a Finding, Verdict), Failure> {
    let said: Said = serde_json::from_str(text).map_err(|e| Failure::Usage(e.to_string()))?;
    let finding = findings.iter().find(|finding| finding.id == said.finding);
    let finding = finding
        .ok_or_else(|| Failure::Usage(format!("there is no finding `{}`; see `byline review --list`", said.finding)))?;
    let verdict = match (said.verdict.as_deref(), said.value) {
        (None, Some(value)) => Verdict::Value(value),
        (Some("right"), None) => Verdict::Right,
        (Some("merge"), None) => Verdict::Merge,
        _ => return Err(Failure::Usage("give a `value`, or a `verdict` of `right` or `merge`".to_owned())),
    };
    Ok((finding, verdict))
}

fn edit() -> Edit {
    let grant = Grant { name: ACTOR.to_owned(), scope: Scope::Admin, series: Vec::new() };
    Edit { grant, message: Some("review".to_owned()), now: Timestamp::now() }
}

fn told(error: EditError) -> Failure {
    match error {
        EditError::Store(error) => Failure::Store(error),
        EditError::Invalid(faults) => {
            let all: Vec<_> = faults.into_iter().map(|fault| format!("{}: {}", fault.pointer, fault.detail)).collect();
            Failure::Usage(all.join("; "))
        }
        EditError::Stale => Failure::Usage("somebody else has changed it since; look again".to_owned()),
        EditError::Unknown => Failure::Usage("it is there no more".to_owned()),
        other => Failure::Usage(format!("{other:?}")),
    }
}
