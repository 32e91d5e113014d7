//! `byline keys`

use byline::domain::{Id, PartialDate, Resource, Scope, Timestamp};
use byline::store::{ApiKey, NewKey, Secret, Store, StoreError};
use serde_json::{Value, json};

use super::args::{KeyCommand, Keys, Output};
use super::{Failure, say};

pub fn run(store: &Store, options: Keys) -> Result<(), Failure> {
    let output = options.output;
    match options.command {
        KeyCommand::Create { name, scope, series, expires } => {
            let new = NewKey { name, scope, series, expires };
            let secret = store.create_key(&new, Timestamp::now()).map_err(refused)?;
            reveal(&new.name, &secret, output)
        }
        KeyCommand::List => list(&store.api_keys()?, output),
        KeyCommand::Rotate { name } => {
            let secret = store.rotate_key(&name).map_err(refused)?;
            reveal(&name, &secret, output)
        }
        KeyCommand::Revoke { name } => {
            store.revoke_key(&name, Timestamp::now()).map_err(refused)?;
            match output {
                Output::Json => say(&json!({ "name": name, "revoked": true }).to_string()),
                Output::Text => say(&format!("the key `{name}` is revoked")),
            }
        }
    }
}

/// What cannot be done with keys was asked for wrongly.
fn refused(error: StoreError) -> Failure {
    match error {
        StoreError::Refused(why) => Failure::Usage(why),
        other => Failure::Store(other),
    }
}

fn reveal(name: &str, secret: &Secret, output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        return say(&json!({ "name": name, "key": secret.reveal() }).to_string());
    }
    say(secret.reveal())?;
    eprintln!("This is the key `{name}`. It is shown now and never again.");
    Ok(())
}

fn list(keys: &[ApiKey], output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        let all: Vec<Value> = keys.iter().map(as_json).collect();
        return say(&json!({ "keys": all }).to_string());
    }
    keys.iter().try_for_each(|key| say(&line(key)))
}

fn as_json(key: &ApiKey) -> Value {
    json!({
        "name": key.name, "scope": key.scope, "series": key.series, "created": key.created,
        "expires": key.expires, "revoked": key.revoked,
    })
}

fn line(key: &ApiKey) -> String {
    let series = match key.series.as_slice() {
        [] => "all series".to_owned(),
        own => own.iter().map(Id::to_string).collect::<Vec<_>>().join(", "),
    };
    let end = match (key.revoked, key.expires) {
        (Some(at), _) => format!("; revoked {at}"),
        (None, Some(at)) => format!("; expires {at}"),
        (None, None) => String::new(),
    };
    format!("{}: {}, {series}; made {}{end}", key.name, key.scope.word(), key.created)
}

/// A scope, by its word.
pub fn scope(word: &str) -> Result<Scope, String> {
    Scope::parse(word).ok_or_else(|| format!("`{word}` is not a scope; there are {}", Scope::WORDS.join(", ")))
}

/// The id of a series.
pub fn series(text: &str) -> Result<Id, String> {
    let id = text.parse::<Id>().ok().filter(|id| id.resource() == Resource::Series);
    id.ok_or_else(|| format!("`{text}` is not the id of a series; write one such as `se1`"))
}

/// An instant, or a day, which begins at midnight UTC.
pub fn instant(text: &str) -> Result<Timestamp, String> {
    let is_day = PartialDate::parse(text).is_ok_and(|date| date.day_of_month().is_some());
    Timestamp::parse(&if is_day { format!("{text}T00:00:00Z") } else { text.to_owned() })
        .map_err(|_| format!("`{text}` is neither a day such as `2027-01-01` nor an instant (RFC 3339)"))
}
