//! Where an import reads from: files, folders, standard input.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use byline::intake::Form;

use super::Failure;

/// An open input.
pub struct Input {
    /// What it holds.
    pub form: Form,
    /// Its bytes.
    pub reader: Box<dyn BufRead + Send>,
    /// How many bytes it has, where that is known.
    pub size: Option<u64>,
}

/// A file that is to be read.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in its source: without the folders above it, or, in a folder that was named, from there on.
    pub key: String,
}

/// What is to be read of all that was named.
#[derive(Default)]
pub struct Files {
    /// The files, those of a folder in the order of their names.
    pub found: Vec<Found>,
    /// How many files of folders were left out, by the ends of their names.
    pub left_out: BTreeMap<String, u64>,
}

/// How deep folders are walked.
const DEEPEST: usize = 32;

impl Files {
    /// The files that were named, and those in the folders that were.
    pub fn of(paths: &[PathBuf]) -> Result<Files, Failure> {
        let mut files = Files::default();
        for path in paths {
            if path.is_dir() {
                files.walk(path, path, 0)?;
            } else {
                files.found.push(Found { path: path.clone(), key: source_name(path) });
            }
        }
        Ok(files)
    }

    /// Takes in a folder. What is hidden is passed over, and links to folders are not followed.
    fn walk(&mut self, root: &Path, folder: &Path, depth: usize) -> Result<(), Failure> {
        let io = |e: std::io::Error| Failure::Io(format!("{}: {e}", folder.display()));
        if depth > DEEPEST {
            return Err(Failure::Io(format!("{}: it lies more than {DEEPEST} folders deep", folder.display())));
        }
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(io)? {
            entries.push(entry.map_err(io)?);
        }
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let (path, kind) = (entry.path(), entry.file_type().map_err(io)?);
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                self.walk(root, &path, depth + 1)?;
            } else if !path.is_dir() {
                self.file(root, path);
            }
        }
        Ok(())
    }

    fn file(&mut self, root: &Path, path: PathBuf) {
        let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if Form::of_extension(&end).is_none() {
            *self.left_out.entry(end).or_default() += 1;
            return;
        }
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        self.found.push(Found { key: parts.join("/"), path });
    }
}

/// Opens a file, or standard input for `-`. The form is told by the name's end and the first bytes.
pub fn open(path: &Path) -> Result<Input, Failure> {
    let io = |e: std::io::Error| Failure::Io(format!("{}: {e}", path.display()));
    let (size, mut reader): (_, Box<dyn BufRead + Send>) = if path == Path::new("-") {
        (None, Box::new(BufReader::with_capacity(1 << 18, std::io::stdin())))
    } else {
        let file = File::open(path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        let size = Some(metadata.len()).filter(|_| metadata.is_file());
        (size, Box::new(BufReader::with_capacity(1 << 18, file)))
    };
    let form = Form::of_file(path.extension().and_then(|end| end.to_str()), reader.fill_buf().map_err(io)?);
    Ok(Input { form, reader, size })
}

/// What to call a file in messages.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// The name a source goes by without `--source`: the file's, without its folders.
fn source_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) if path != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    }
}
