//! The files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use byline::import::form::Form;
use byline::import::report::Problem;

use super::Failure;

/// How deep folders are looked into.
const DEEPEST: usize = 32;

/// A file of a folder.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its name as seen from the folder, its parts parted by `/`: it is known again by that.
    pub name: String,
    /// What its name says that it holds; or why it is left out.
    pub form: Result<Form, Problem>,
}

/// Every file, in the order of their names; what is hidden is passed over.
pub fn files(folder: &Path) -> Result<Vec<Found>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, prefix, depth)) = open.pop() {
        let io = |e: std::io::Error| Failure::Io(format!("{}: {e}", path.display()));
        let mut entries = fs::read_dir(&path).map_err(io)?.collect::<Result<Vec<_>, _>>().map_err(io)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let names: Vec<String> = entries.iter().map(|own| own.file_name().to_string_lossy().into_owned()).collect();
        for (entry, own) in entries.iter().zip(&names).filter(|(_, own)| !own.starts_with('.')) {
            let (path, name) = (entry.path(), format!("{prefix}{own}"));
            // A link to a folder may lead round in a circle.
            if entry.file_type().map_err(io)?.is_dir() {
                if depth < DEEPEST && !is_of_page(own, &names) {
                    open.push((path, format!("{name}/"), depth + 1));
                }
            } else if fs::metadata(&path).is_ok_and(|own| own.is_file()) {
                let form = form(&path);
                found.push(Found { path, name, form });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Pictures and styles that a browser saved beside `Page.html`, in `Page_files`.
fn is_of_page(folder: &str, names: &[String]) -> bool {
    let page = folder.strip_suffix("_files").or_else(|| folder.strip_suffix(".files"));
    page.is_some_and(|page| {
        names.iter().any(|own| own.starts_with(page) && Form::of_extension(end(own)) == Some(Form::Html))
    })
}

fn end(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, end)| end)
}

/// `.json` may hold anything, here: only files named by hand are taken for lines.
fn form(path: &Path) -> Result<Form, Problem> {
    let extension = path.extension().map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
    let form = Form::of_extension(&extension).filter(|_| !extension.eq_ignore_ascii_case("json"));
    form.ok_or_else(|| {
        let kind = if extension.is_empty() { "a name without an ending".to_owned() } else { format!("`.{extension}`") };
        Problem::info(None, "document", format!("left out: {kind} says nothing of a form that is read"))
    })
}
