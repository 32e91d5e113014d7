//! `byline configure`

use byline::domain::CanonicalPages;
use byline::store::Store;
use byline::store::settings::{NAMES, Settings};

use super::args::{Configure, Output};
use super::{Failure, say};

pub fn run(store: &Store, options: &Configure) -> Result<(), Failure> {
    let mut pairs = Vec::new();
    for setting in &options.settings {
        let (name, value) = setting
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("`{setting}` has no `=`; write NAME=VALUE")))?;
        pairs.push((name, check(name, value.trim())?));
    }
    store.write(|db| pairs.iter().try_for_each(|(name, value)| Settings::set(db, name, value)))?;
    show(&store.settings()?, options.output)
}

/// The value as it is kept, where it is one.
fn check(name: &str, value: &str) -> Result<String, Failure> {
    let Some((_, what, example)) = NAMES.iter().find(|(own, ..)| *own == name) else {
        let names = NAMES.iter().map(|(own, ..)| *own).collect::<Vec<_>>().join(", ");
        return Err(Failure::Usage(format!("there is no setting `{name}`; there are {names}")));
    };
    if value.is_empty() {
        return Ok(String::new());
    }
    let url = |value: &str| byline::domain::identifier::WebUrl::parse(value).map(|url| url.as_str().to_owned());
    let checked = match name {
        "base-url" => url(value).map(|url| url.trim_end_matches('/').to_owned()),
        "metadata-licence" => url(value),
        "admin-email" => Some(value.to_owned())
            .filter(|v| v.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.')))
            .ok_or_else(String::new),
        "repository-identifier" => Some(value.to_owned())
            .filter(|v| v.contains('.') && v.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)))
            .ok_or_else(String::new),
        "canonical-pages" => CanonicalPages::parse(value).map(|_| value.to_owned()).ok_or_else(String::new),
        _ => Some(value.to_owned()).filter(|v| !v.chars().any(char::is_control)).ok_or_else(String::new),
    };
    checked.map_err(|_| Failure::Usage(format!("`{value}` is not {what}; write it as in {name}={example}")))
}

fn show(settings: &Settings, output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        let all = NAMES.iter().map(|(name, ..)| ((*name).to_owned(), settings.get(name).into()));
        return say(&serde_json::Value::Object(all.collect()).to_string());
    }
    for (name, what, example) in NAMES {
        match settings.get(name) {
            Some(value) => say(&format!("{name}={value}"))?,
            None => say(&format!("{name} is not set: {what}, such as {example}"))?,
        }
    }
    Ok(())
}
