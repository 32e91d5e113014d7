//! `byline export`

use std::fs::File;
use std::io::{BufWriter, Write};

use byline::import::jsonl;
use byline::store::{Selection, Store};

use super::Failure;
use super::args::Export;

pub fn run(store: &Store, options: &Export) -> Result<(), Failure> {
    let selection = if options.private { Selection::Private } else { Selection::Public };
    let sink: Box<dyn Write> = match &options.output {
        Some(path) => Box::new(File::create(path).map_err(|e| Failure::Io(format!("{}: {e}", path.display())))?),
        None => Box::new(std::io::stdout().lock()),
    };
    let mut sink = BufWriter::with_capacity(1 << 18, sink);
    let io = |e: std::io::Error| Failure::Io(format!("the export could not be written: {e}"));
    store.export(selection, &mut |item| {
        let line = jsonl::write_line(&item).map_err(|e| Failure::Io(e.to_string()))?;
        writeln!(sink, "{line}").map_err(io)
    })?;
    sink.flush().map_err(io)
}
