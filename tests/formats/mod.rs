//! Every format, from outside: what is asked for, what comes, and what must never come.
mod citations;
mod deposits;
mod everywhere;
mod golden;
mod linked;
mod lists;
mod single;

use byline::domain::{Identity, Resource};
use byline::format::{self, Format};

use crate::support::app::{App, Database, Engine};

/// The sample archive with an identity, on SQLite: renderers know nothing of databases.
fn archive() -> App {
    let database = Database::fresh(Engine::Sqlite);
    for (name, value) in [
        ("base-url", "https://archive.example"),
        ("repository-name", "The Example Archive"),
        ("repository-identifier", "archive.example"),
        ("admin-email", "librarian@archive.example"),
        ("marc-organization-code", "XX-ExA"),
        ("metadata-licence", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ] {
        database.set_meta(&format!("setting.{name}"), value);
    }
    database.load_demo();
    App::on(database)
}

/// The formats of a resource that an archive has which says nothing of itself.
fn plain(resource: Resource) -> impl Iterator<Item = &'static Format> {
    format::of(resource).filter(|format| format.is_offered(&Identity::default()))
}

/// The path of a record in a format.
fn path(resource: Resource, id: &str, format: &Format) -> String {
    format!("/v1/{}/{id}.{}", resource.plural(), format.extension)
}
