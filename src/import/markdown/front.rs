//! Front matter: the fields above a text, in YAML between lines of `---` (Jekyll, Hugo, Ghost and Substack exports)
//! or in TOML between lines of `+++` (Hugo).

use super::{lenient, yaml};
use crate::import::report::Problem;

/// A value of front matter, as it is written: `045` is a text as much as `April`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A scalar, and the line of the document where it stands.
    Text(String, u32),
    /// A list.
    List(Vec<Value>),
    /// Fields, in their order.
    Map(Fields),
}

/// Fields by name.
pub(super) type Fields = Vec<(String, Value)>;

/// The front matter of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front<'a> {
    Yaml(&'a str),
    Toml(&'a str),
}

/// How many bytes front matter may have.
const LONGEST: usize = 256 << 10;
/// How deep it may be nested.
pub(super) const DEEPEST: usize = 16;

/// Cuts a document into its front matter, where it has one, and the rest.
pub(super) fn cut(text: &str) -> (Option<Front<'_>>, &str) {
    let text = text.trim_start_matches('\n');
    let (fence, ends): (&str, &[&str]) = match text.get(..3) {
        Some("---") => ("---", &["---", "..."]),
        Some("+++") => ("+++", &["+++"]),
        _ => return (None, text),
    };
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    if first.trim_end() != fence {
        return (None, text);
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let inside = rest.get(..at).unwrap_or_default();
            let behind = rest.get(at + line.len()..).unwrap_or_default();
            // A rule and a rule below are no front matter unless fields stand between.
            if fence == "---" && !inside.lines().any(|line| line.contains(':')) {
                break;
            }
            return (Some(if fence == "---" { Front::Yaml(inside) } else { Front::Toml(inside) }), behind);
        }
        at += line.len();
    }
    (None, text)
}

impl Front<'_> {
    /// Its fields, or what is wrong with it.
    pub fn read(self) -> Result<Fields, Problem> {
        let (Front::Yaml(text) | Front::Toml(text)) = self;
        if text.len() > LONGEST {
            return Err(wrong(None, &format!("it has more than {} kB and was left out", LONGEST >> 10)));
        }
        match self {
            Front::Yaml(text) => yaml::read(text),
            Front::Toml(text) => toml(text),
        }
    }
}

impl Front<'_> {
    /// What can be read of it line by line, where it is YAML that cannot be read whole.
    pub fn lines(self) -> Fields {
        match self {
            Front::Yaml(text) if text.len() <= LONGEST => lenient::read(text),
            Front::Yaml(_) | Front::Toml(_) => Fields::new(),
        }
    }
}

/// A problem of front matter; `line` counts from the first one inside of it.
pub(super) fn wrong(line: Option<usize>, reason: &str) -> Problem {
    let line = line.map(|line| u32::try_from(line + 1).unwrap_or(u32::MAX));
    Problem::warning(line, "document", format!("front matter: {reason}"))
}

fn toml(text: &str) -> Result<Fields, Problem> {
    let line_of = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        wrong(error.span().map(|span| line_of(span.start)), &format!("{}; it was left out", error.message()))
    })?;
    let line = |key: &str| {
        let begins = |line: &str| line.trim_start().trim_start_matches('"').starts_with(key);
        text.lines().position(begins).map_or(1, |at| at + 2)
    };
    let fields = table.into_iter().map(|(key, value)| {
        let line = u32::try_from(line(&key)).unwrap_or(u32::MAX);
        (key, of_toml(value, line))
    });
    Ok(fields.collect())
}

/// The parser bounds how deep it goes.
fn of_toml(value: toml::Value, line: u32) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text, line),
        toml::Value::Array(list) => Value::List(list.into_iter().map(|value| of_toml(value, line)).collect()),
        toml::Value::Table(table) => {
            Value::Map(table.into_iter().map(|(key, value)| (key, of_toml(value, line))).collect())
        }
        toml::Value::Integer(number) => Value::Text(number.to_string(), line),
        toml::Value::Float(number) => Value::Text(number.to_string(), line),
        toml::Value::Boolean(truth) => Value::Text(truth.to_string(), line),
        toml::Value::Datetime(instant) => Value::Text(instant.to_string(), line),
    }
}
