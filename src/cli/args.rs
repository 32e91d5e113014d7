//! What can be said on the command line and in the environment.

use std::path::PathBuf;

use byline::domain::identifier::WebUrl;
use byline::domain::{Id, LanguageTag, PartialDate, Scope, Timestamp, WebhookId, setting};
use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Byline keeps metadata of commentaries and serves it.
#[derive(Parser)]
#[command(name = "byline", version, about, after_help = AFTER)]
pub struct Arguments {
    /// The database: `sqlite:FILE`, or `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(
        long,
        global = true,
        env = "BYLINE_DATABASE_URL",
        default_value = "sqlite:byline.sqlite",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_url: String,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "Exit codes: 0 done; 1 some documents were refused, or the service is not well; 2 wrong usage; 3 the database cannot be used; \
4 a file or the network failed.\nThe log goes to standard error; RUST_LOG=debug says more, RUST_LOG=warn less.";

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serve the archive over HTTP, until SIGTERM or Ctrl-C.
    Serve(Serve),
    /// Take documents in: JSON Lines (.jsonl, .ndjson) or the text of one commentary (.txt).
    ///
    /// Importing the same again changes nothing. What is wrong is told with file, line and reason.
    Import(Import),
    /// Write everything as JSON Lines, which `import` reads; or a list of records in any format.
    Export(Export),
    /// Copy everything into another, empty database, of whichever engine: ids, times, log and history too.
    Copy(Copy),
    /// Write everything into a new SQLite file, as of one moment, while the service goes on.
    Backup(Backup),
    /// Read a backup into an empty database. Whoever followed the archive is told to begin anew.
    Restore(Restore),
    /// Bring the database to this version of Byline. On SQLite every command does so by itself.
    Migrate,
    /// Show or set what the archive says of itself: its public address, its name, and the like.
    Configure(Configure),
    /// Make, list, rotate and revoke the keys by which editors and other systems write.
    Keys(Keys),
    /// Look through what is in doubt: fields an import was not sure of, dates and numbers that do not fit,
    /// likely duplicates. Each answer is kept at once; run again, it goes on with what is left.
    Review(Review),
    /// Erase a text for good, such as an address or a former name: from what is and from all that was.
    Erase(Erase),
    /// Make, list, rotate and remove webhooks: who is told of changes by HTTP; see what was delivered to them,
    /// and tell it again.
    Webhooks(Webhooks),
    /// Let every service on this archive make its search index anew: a running one at once, while it goes on
    /// answering; others when they start.
    Reindex,
    /// Write the OpenAPI document.
    Openapi(Openapi),
    /// Ask a running service whether it lives; for health checks of containers.
    Health(Health),
}

/// Options of `serve`.
#[derive(Args)]
pub struct Serve {
    /// A replica of a PostgreSQL database (a hot standby): what is public is read there, and what is written is written
    /// to the database itself.
    #[arg(long, env = "BYLINE_DATABASE_READ_URL", hide_env_values = true, value_name = "URL")]
    pub database_read_url: Option<String>,
    /// Where to listen.
    #[arg(long, env = "BYLINE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: String,
    /// The public address of the service, where it is not the one it listens at; goes before the one
    /// that was configured.
    #[arg(long, env = "BYLINE_BASE_URL", value_name = "URL", value_parser = setting::base_url)]
    pub base_url: Option<String>,
    /// Serve an invented sample archive from a database file of its own, `byline-demo.sqlite`.
    #[arg(long)]
    pub demo: bool,
    /// Bring a PostgreSQL database to this version first.
    #[arg(long)]
    pub migrate: bool,
    /// How many threads answer; without it, one for each core.
    #[arg(long, env = "BYLINE_WORKERS", value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub workers: Option<u16>,
    /// How many megabytes of records are kept in memory at most. Answers come fastest when all fit in;
    /// an article has about 4 kB.
    #[arg(long, env = "BYLINE_CACHE", default_value_t = 512, value_name = "MEGABYTES", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub cache: u32,
    /// Where the content of imports over HTTP is kept until it is taken in. Without it, beside the database
    /// file, or, with a database server, where the system keeps what is not for long.
    #[arg(long, env = "BYLINE_SPOOL", value_name = "DIR")]
    pub spool: Option<PathBuf>,
    /// Where the search index is kept. Without it, beside the database file, or, with a database server, in memory.
    /// It is made of the records, and made anew where it is missing.
    #[arg(long, env = "BYLINE_INDEX", value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// How many megabytes an import over HTTP may have.
    #[arg(long, env = "BYLINE_LARGEST_IMPORT", default_value_t = 2048, value_name = "MEGABYTES", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub largest_import: u32,
    /// How many seconds to wait for a database server that is not up yet.
    #[arg(long, env = "BYLINE_WAIT", default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(0..=3600))]
    pub wait: u16,
    /// Let webhooks be told at private addresses, and by plain HTTP.
    #[arg(long, env = "BYLINE_WEBHOOK_PRIVATE", value_parser = FalseyValueParser::new())]
    pub webhook_private: bool,
}

/// Options of `import`.
#[derive(Args)]
pub struct Import {
    /// Files and folders to read; `-` is standard input. Of a folder every file is read whose name says what
    /// it holds: `.txt`, `.md`, `.html`, `.xml` (a WordPress export) and `.jsonl`, in folders inside of it too.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Try it, tell what would happen, and keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The name under which the archive remembers where things came from. Without it, the file's name.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// A folder with the tables of a corpus (`subjects.jsonl`, `places.jsonl`, `series.jsonl`), which
    /// give its codes their names.
    #[arg(long, value_name = "DIR")]
    pub meta: Option<PathBuf>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub output: Output,
    /// Of a text: its series, by title or id.
    #[arg(long, value_name = "SERIES")]
    pub series: Option<String>,
    /// Of a text: its number in the series.
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// Of a text: when it was published; `2024-04-12`, `2024-04` or `2024`.
    #[arg(long, value_name = "DATE", value_parser = PartialDate::parse)]
    pub published: Option<PartialDate>,
    /// Of a text: where it stands on the web.
    #[arg(long, value_name = "URL", value_parser = WebUrl::parse)]
    pub url: Option<WebUrl>,
    /// Of a text: its language, such as `en`.
    #[arg(long, value_name = "TAG", value_parser = LanguageTag::parse)]
    pub language: Option<LanguageTag>,
}

/// Options of `review`.
#[derive(Args)]
pub struct Review {
    /// Only list it, and ask nothing.
    #[arg(long)]
    pub list: bool,
    /// Only what is of this kind; may be repeated.
    #[arg(long = "kind", value_name = "KIND", value_parser = super::review::kinds())]
    pub kinds: Vec<String>,
    /// Take answers from a file of JSON Lines, `-` for standard input: `{"finding": "…", "value": "…"}`, or
    /// `{"finding": "…", "verdict": "right"}` (or `merge`).
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    pub apply: Option<PathBuf>,
    /// How to list; `json` is JSON Lines.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// Options of `export`.
#[derive(Args)]
pub struct Export {
    /// Everything: drafts, contacts, all bodies. Without it, only what the public may know.
    #[arg(long, conflicts_with = "format")]
    pub private: bool,
    /// Write a list of records in this format in place of what `import` reads: `bibtex`, `marcxml`, or
    /// another one, by the names or extensions of `/v1/formats`.
    #[arg(long, value_name = "NAME")]
    pub format: Option<String>,
    /// What is listed in a format: `articles`, `authors`, `organizations`, `series` or `disclaimers`.
    #[arg(long, value_name = "NAME", default_value = "articles", requires = "format")]
    pub resource: String,
    /// Which records, as in the query string of `/v1/articles`: filters such as `series=se1` and
    /// `not.language=en`, and `sort=title`.
    #[arg(value_name = "NAME=VALUE", requires = "format")]
    pub filters: Vec<String>,
    /// The public address of the service, where it is not the one that was configured.
    #[arg(long, env = "BYLINE_BASE_URL", value_name = "URL", value_parser = WebUrl::parse)]
    pub base_url: Option<WebUrl>,
    /// Where to write; without it, to standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Options of `copy`.
#[derive(Args)]
pub struct Copy {
    /// The other database, as in `--database-url`.
    #[arg(long, value_name = "URL")]
    pub to: String,
}

/// Options of `backup`.
#[derive(Args)]
pub struct Backup {
    /// The file to write; there must be none yet.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Options of `restore`.
#[derive(Args)]
pub struct Restore {
    /// A file that `backup` wrote.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Options of `configure`.
#[derive(Args)]
pub struct Configure {
    /// Settings to set, as NAME=VALUE; an empty value takes one away. Without any, all are shown. A
    /// service reads them when it starts.
    #[arg(value_name = "NAME=VALUE")]
    pub settings: Vec<String>,
    /// How to show them.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// Options of `keys`.
#[derive(Args)]
pub struct Keys {
    /// What to do with keys.
    #[command(subcommand)]
    pub command: KeyCommand,
    /// How to report.
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// What can be done with keys.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a key. It is shown once, on standard output.
    Create {
        /// Its name: the history tells by it who did what.
        #[arg(value_name = "NAME")]
        name: String,
        /// What it is good for: `private` (reading drafts and private fields), `write` or `admin`; each
        /// takes in those before it.
        #[arg(long, value_name = "SCOPE", value_parser = super::keys::scope)]
        scope: Scope,
        /// A series it is good for, by id; may be given more than once. Without any, all.
        #[arg(long, value_name = "ID", value_parser = super::keys::series)]
        series: Vec<Id>,
        /// When it ends: a day, from whose first moment (UTC) on it is good for nothing, or an instant.
        #[arg(long, value_name = "DATE", value_parser = super::keys::instant)]
        expires: Option<Timestamp>,
    },
    /// List all keys, without their secrets.
    List,
    /// Give a key another secret. The one it had is good for nothing at once.
    Rotate {
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Make a key good for nothing, for ever.
    Revoke {
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// Options of `erase`.
#[derive(Args)]
pub struct Erase {
    /// The text to erase, such as an address or a former name; `-` takes it from standard input. It is found
    /// in any case, as whole words.
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// What takes its place. Without it, a value that holds nothing else is taken away, and inside of longer
    /// texts it becomes `[…]`.
    #[arg(long, value_name = "TEXT")]
    pub replacement: Option<String>,
    /// Only in this thing and in what refers to it, by id; may be given more than once. Without any,
    /// everywhere.
    #[arg(long, value_name = "ID", value_parser = super::erase::thing)]
    pub within: Vec<Id>,
    /// A message for the history, which must not hold the text.
    #[arg(long, value_name = "TEXT")]
    pub message: Option<String>,
    /// Tell where it stands, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// Options of `webhooks`.
#[derive(Args)]
pub struct Webhooks {
    /// What to do with webhooks.
    #[command(subcommand)]
    pub command: WebhookCommand,
    /// How to report.
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    pub output: Output,
    /// Let webhooks be told at private addresses, and by plain HTTP; `serve` needs it too.
    #[arg(long, global = true, env = "BYLINE_WEBHOOK_PRIVATE", value_parser = FalseyValueParser::new())]
    pub webhook_private: bool,
}

/// What can be done with webhooks.
#[derive(Subcommand)]
pub enum WebhookCommand {
    /// Make a webhook, which is told of all that changes from now on. The secret that its deliveries are signed
    /// with is shown once, on standard output.
    Add {
        /// The address that is written to, such as `https://partner.example/byline`.
        #[arg(value_name = "URL")]
        url: String,
        /// Tell only what is `created`, `updated`, `withdrawn` or `left`; may be given more than once.
        #[arg(long = "kind", value_name = "KIND")]
        kinds: Vec<String>,
        /// Tell only of an `article`, `author`, `organization`, `series` or `disclaimer`; may be given more than
        /// once.
        #[arg(long = "resource", value_name = "NAME")]
        resources: Vec<String>,
        /// Tell only of what belongs to this series, by id, or did; may be given more than once.
        #[arg(long, value_name = "ID")]
        series: Vec<String>,
    },
    /// List all webhooks, without their secrets.
    List,
    /// Show one webhook.
    Show(WebhookName),
    /// Show what was delivered to a webhook and what was not, the last change first.
    Log {
        #[command(flatten)]
        name: WebhookName,
        /// How many deliveries at most.
        #[arg(long, default_value_t = 50, value_name = "COUNT", value_parser = clap::value_parser!(i64).range(1..=100_000))]
        limit: i64,
    },
    /// Give a webhook another secret. For some hours deliveries are signed with the one it had as well.
    Rotate {
        #[command(flatten)]
        name: WebhookName,
        /// For how many hours; with 0 the secret that it had is good for nothing at once.
        #[arg(long, default_value_t = 24, value_name = "HOURS", value_parser = clap::value_parser!(u16).range(0..=168))]
        overlap: u16,
    },
    /// Go on with what waits, and with what came since.
    Enable(WebhookName),
    /// Send nothing, until it is enabled.
    Disable(WebhookName),
    /// Tell again: one delivery, or all that came after a place in the change log.
    Replay {
        #[command(flatten)]
        name: WebhookName,
        /// The place, such as `k3v7-128`.
        #[arg(long, value_name = "PLACE", required_unless_present = "delivery", conflicts_with = "delivery")]
        since: Option<String>,
        /// The delivery, by its `webhook-id`.
        #[arg(long, value_name = "ID")]
        delivery: Option<String>,
    },
    /// Take a webhook away, with the log of its deliveries.
    Remove(WebhookName),
    /// Send a test now, from here, and tell what was answered. It is signed as every delivery is.
    Test(WebhookName),
}

/// A webhook.
#[derive(Args)]
pub struct WebhookName {
    /// The webhook, such as `wh1`.
    #[arg(value_name = "ID", value_parser = super::webhooks::id)]
    pub id: WebhookId,
}

/// Options of `openapi`.
#[derive(Args)]
pub struct Openapi {
    /// The JSON Schema of a line that `import` reads, in place of the OpenAPI document.
    #[arg(long)]
    pub import_schema: bool,
}

/// Options of `health`.
#[derive(Args)]
pub struct Health {
    /// Where the service listens.
    #[arg(long, env = "BYLINE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: String,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people.
    Text,
    /// For scripts: one JSON document.
    Json,
}
