//! `byline erase`

use std::io::Read;

use byline::domain::access::Grant;
use byline::domain::erasure::Erasure;
use byline::domain::{Id, Scope, Timestamp};
use byline::store::Store;
use byline::store::edit::{Edit, EditError, Erased};

use super::args::{Erase, Output};
use super::{Failure, say};

/// Who writes in the history, where no key does.
const ACTOR: &str = "byline erase";

pub fn run(store: &Store, options: Erase) -> Result<(), Failure> {
    let text = match options.text.as_str() {
        "-" => standard_input()?,
        text => text.to_owned(),
    };
    let erasure = Erasure::new(&text, options.replacement).map_err(Failure::Usage)?;
    let grant = Grant { name: ACTOR.to_owned(), scope: Scope::Admin, series: Vec::new() };
    let edit = Edit { grant, message: options.message, now: Timestamp::now() };
    let erased = store.erase(&edit, &erasure, &options.within, options.dry_run).map_err(failure)?;
    match options.output {
        Output::Json => say(&serde_json::to_string(&erased).map_err(|e| Failure::Io(e.to_string()))?),
        Output::Text => tell(&erased, options.dry_run),
    }
}

fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| Failure::Io(format!("standard input: {e}")))?;
    Ok(text)
}

fn tell(erased: &Erased, trial: bool) -> Result<(), Failure> {
    for thing in &erased.things {
        say(&format!("{}: {}", thing.id, thing.places.join(", ")))?;
    }
    let (what, things) = (if trial { "would be erased" } else { "erased" }, erased.things.len());
    say(&format!("{what} from {things} things, {} histories, {} keys", erased.histories, erased.keys))
}

fn failure(error: EditError) -> Failure {
    match error {
        EditError::Store(error) => Failure::Store(error),
        EditError::Invalid(faults) => {
            let all: Vec<_> = faults.into_iter().map(|fault| format!("{}: {}", fault.pointer, fault.detail)).collect();
            Failure::Usage(all.join("; "))
        }
        other => Failure::Usage(format!("{other:?}")),
    }
}

/// The id of a thing.
pub fn thing(text: &str) -> Result<Id, String> {
    text.parse().map_err(|_| format!("`{text}` is no id; write one such as `au3`"))
}
