//! The commands, one file each, and what they have in common.

mod args;
mod configure;
mod copy;
mod erase;
mod export;
mod folder;
mod health;
mod import;
mod input;
mod keys;
mod log;
mod report;
mod review;
mod serve;
mod summary;
mod webhooks;

use std::io::Write;
use std::process::ExitCode;

use byline::store::{Migrate, Store, StoreError};
use clap::Parser;

use args::{Arguments, Command};

/// Why a command ended otherwise than well. Each kind has its exit code; they are listed in README.
#[derive(Debug)]
pub enum Failure {
    /// Some documents were refused; the others were taken.
    Refused(u64),
    /// A service that was asked for its health is not well, or is not there.
    Unwell(String),
    /// What was asked for makes no sense.
    Usage(String),
    /// The database cannot be used.
    Store(StoreError),
    /// A file, the terminal or the network failed.
    Io(String),
}

impl Failure {
    const fn code(&self) -> u8 {
        match self {
            Failure::Refused(_) | Failure::Unwell(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Store(_) => 3,
            Failure::Io(_) => 4,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Refused(1) => f.write_str("one document was refused"),
            Failure::Refused(count) => write!(f, "{count} documents were refused"),
            Failure::Usage(why) | Failure::Io(why) | Failure::Unwell(why) => f.write_str(why),
            Failure::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

/// Reads the arguments, runs the command, tells what went wrong on standard error.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let serves = matches!(arguments.command, Command::Serve(_));
    let default = if serves { "info" } else { "warn" };
    let mut logger = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(default));
    let _log = if serves {
        Some(log::begin(logger.build()))
    } else {
        logger.format_timestamp_millis().init();
        None
    };
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("byline: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    let url = &arguments.database_url;
    match arguments.command {
        Command::Serve(options) => serve::run(url, options),
        Command::Import(options) => import::run(open(url)?, options),
        Command::Export(options) => export::run(&open(url)?, &options),
        Command::Copy(options) => copy::copy(&open(url)?, &options),
        Command::Backup(options) => copy::backup(&open(url)?, &options),
        Command::Restore(options) => copy::restore(&Store::open(url, Migrate::Run)?, &options),
        Command::Erase(options) => erase::run(&open(url)?, options),
        Command::Review(options) => review::run(&open(url)?, &options),
        Command::Migrate => {
            let store = Store::open(url, Migrate::Run)?;
            say(&format!("{store} is up to date"))
        }
        Command::Configure(options) => configure::run(&open(url)?, &options),
        Command::Keys(options) => keys::run(&open(url)?, options),
        Command::Webhooks(options) => webhooks::run(&open(url)?, options),
        Command::Reindex => {
            let store = open(url)?;
            store.reindex()?;
            say(&format!("every service on {store} makes its search index anew"))
        }
        Command::Openapi(options) => {
            let json = match options.import_schema {
                true => serde_json::to_string_pretty(&byline::import::jsonl::json_schema()),
                false => serde_json::to_string_pretty(&byline::http::document()),
            };
            say(&json.map_err(|e| Failure::Io(e.to_string()))?)
        }
        Command::Health(options) => health::run(&options),
    }
}

/// Opens a database for a command: a file is brought up to date, a server must be already.
fn open(url: &str) -> Result<Store, StoreError> {
    let migrate = if url.starts_with("sqlite:") { Migrate::Run } else { Migrate::Check };
    Store::open(url, migrate)
}

/// Writes a line to standard output. A reader that has gone away is no failure.
fn say(line: &str) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Io(error.to_string())),
        _ => Ok(()),
    }
}
