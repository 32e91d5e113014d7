//! Where an import reads from.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use byline::import::form::Form;

use super::Failure;

/// An open input.
pub struct Input {
    /// What to call it in messages.
    pub name: String,
    /// What it holds.
    pub form: Form,
    /// Its bytes.
    pub reader: Box<dyn BufRead + Send>,
    /// How many bytes it has, where that is known.
    pub size: Option<u64>,
}

/// Opens a file, or standard input for `-`.
pub fn open(path: &Path) -> Result<Input, Failure> {
    let io = |e: std::io::Error| Failure::Io(format!("{}: {e}", path.display()));
    let (name, size, mut reader): (_, _, Box<dyn BufRead + Send>) = if path == Path::new("-") {
        ("standard input".to_owned(), None, Box::new(BufReader::with_capacity(1 << 18, std::io::stdin())))
    } else {
        let file = File::open(path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        let size = Some(metadata.len()).filter(|_| metadata.is_file());
        (path.display().to_string(), size, Box::new(BufReader::with_capacity(1 << 18, file)))
    };
    let extension = path.extension().and_then(|e| e.to_str());
    let form = Form::of_file(extension, reader.fill_buf().map_err(io)?);
    Ok(Input { name, form, reader, size })
}

/// The inputs that are named, each with the name by which the archive knows it again: its own without its folders;
/// where several have the same, as it was named. One that is not there fails before anything is read.
pub fn named(paths: &[PathBuf]) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for path in paths {
        if path != Path::new("-") {
            fs::metadata(path).map_err(|e| Failure::Io(format!("{}: {e}", path.display())))?;
        }
        *times.entry(source_name(path)).or_default() += 1;
    }
    let name = |path: &PathBuf| match source_name(path) {
        own if times.get(&own).is_some_and(|times| *times > 1) => path.display().to_string(),
        own => own,
    };
    Ok(paths.iter().map(|path| (path.clone(), name(path))).collect())
}

/// The name a source goes by without `--source`: the file's, without its folders.
pub fn source_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) if path != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    }
}
