//! `byline configure`

use byline::domain::setting;
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
    let wrong = |why| Failure::Usage(format!("`{value}` is not {what}: {why}; write it as in {name}={example}"));
    setting::check(name, value).map_err(wrong)
}

fn show(settings: &Settings, output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        let all = NAMES.iter().map(|(name, ..)| ((*name).to_owned(), settings.get(name).into()));
        return say(&serde_json::Value::Object(all.collect()).to_string());
    }
    for (name, what, example) in NAMES {
        match (settings.get(name), settings.wrong(name)) {
            (Some(value), None) => say(&format!("{name}={value}"))?,
            (Some(value), Some(why)) => {
                say(&format!("{name}={value} is not used, for it is not {what}: {why}; set it as in {name}={example}"))?
            }
            (None, _) => say(&format!("{name} is not set: {what}, such as {example}"))?,
        }
    }
    Ok(())
}
