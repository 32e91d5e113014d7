//! `byline export`

use std::fs::File;
use std::io::{BufWriter, Write};

use byline::catalog::Query;
use byline::domain::{Identity, Resource};
use byline::export::{self, Walk};
use byline::format::{self, Format};
use byline::import::jsonl;
use byline::store::reader::Reader;
use byline::store::{Selection, Store};

use super::Failure;
use super::args::Export;

/// How many bytes of records are kept in memory: each is read once.
const CACHE: u64 = 1 << 20;

pub fn run(store: &Store, options: &Export) -> Result<(), Failure> {
    let identity = identity(store, options)?;
    let list = options.format.as_deref().map(|name| List::of(name, options, &identity, store)).transpose()?;
    let sink: Box<dyn Write> = match &options.output {
        Some(path) => Box::new(File::create(path).map_err(|e| Failure::Io(format!("{}: {e}", path.display())))?),
        None => Box::new(std::io::stdout().lock()),
    };
    let mut sink = BufWriter::with_capacity(1 << 18, sink);
    match list {
        Some(list) => list.write(&identity, &mut sink)?,
        None => everything(store, options, &mut sink)?,
    }
    sink.flush().map_err(unwritten)
}

/// Who the archive says it is.
fn identity(store: &Store, options: &Export) -> Result<Identity, Failure> {
    let mut identity = store.settings()?.identity();
    if let Some(base) = &options.base_url {
        identity.base_url = Some(base.as_str().trim_end_matches('/').to_owned());
    }
    Ok(identity)
}

/// Writes what `import` reads.
fn everything(store: &Store, options: &Export, sink: &mut dyn Write) -> Result<(), Failure> {
    let selection = if options.private { Selection::Private } else { Selection::Public };
    store.export(selection, &mut |item| {
        let line = jsonl::write_line(&item).map_err(|e| Failure::Io(e.to_string()))?;
        writeln!(sink, "{line}").map_err(unwritten)
    })
}

/// A list of records in a format.
struct List {
    format: &'static Format,
    query: Query,
    reader: Reader,
}

impl List {
    fn of(name: &str, options: &Export, identity: &Identity, store: &Store) -> Result<List, Failure> {
        let all = Resource::ALL;
        let resource = all.into_iter().find(|own| own.plural() == options.resource).ok_or_else(|| {
            let names = all.map(Resource::plural).join(", ");
            Failure::Usage(format!("there is no resource `{}`; there are {names}", options.resource))
        })?;
        if name == format::JSON.name {
            return Err(Failure::Usage(
                "JSON comes in pages; write `ndjson` for a file of it, a record a line".to_owned(),
            ));
        }
        let format = format::of_name(name, resource).or_else(|| format::of_extension(name, resource));
        let format = format.ok_or_else(|| {
            let names = format::of(resource).filter(|own| !own.is_json()).map(|own| own.name);
            let names = names.collect::<Vec<_>>().join(", ");
            Failure::Usage(format!("there is no format `{name}` of {}; there are {names}", options.resource))
        })?;
        let missing = format.missing(identity);
        if !missing.is_empty() {
            let missing = missing.join(" and ");
            return Err(Failure::Usage(format!(
                "`{name}` needs the archive's {missing}; set it with `byline configure`"
            )));
        }
        let mut query = Query::new(resource);
        for filter in &options.filters {
            let (name, value) = filter
                .split_once('=')
                .ok_or_else(|| Failure::Usage(format!("`{filter}` is no filter; write NAME=VALUE")))?;
            match query.accept(name, value) {
                Ok(true) => {}
                Ok(false) => return Err(Failure::Usage(format!("{} have no filter `{name}`", options.resource))),
                Err(invalid) => return Err(Failure::Usage(format!("{name}: {}", invalid.message))),
            }
        }
        let reader = Reader::open(store.clone())?.with_cache(CACHE);
        let query = export::entries(format, query, &reader);
        let query = query.map_err(|hindrance| Failure::Usage(hindrance.to_string()))?;
        Ok(List { format, query, reader })
    }

    /// The bytes of `/v1/articles.bib` and its kind.
    fn write(self, identity: &Identity, sink: &mut dyn Write) -> Result<(), Failure> {
        let List { format, query, reader } = self;
        let mut walk = Walk::whole(format, query);
        let mut bytes = Vec::new();
        walk.begin(&reader, identity, &mut bytes);
        while !walk.is_done {
            walk.step(&reader, identity, &mut bytes)?;
            sink.write_all(&bytes).map_err(unwritten)?;
            bytes.clear();
        }
        Ok(())
    }
}

fn unwritten(error: std::io::Error) -> Failure {
    Failure::Io(format!("the export could not be written: {error}"))
}
