//! One record of each resource in every format, compared with committed files.
//!
//! After a change that is meant, `BYLINE_WRITE=1 cargo test golden` writes them anew; look at the
//! difference before committing it.

use std::path::Path;

use byline::domain::Resource;
use byline::format;

use super::{archive, path};

/// Rich records of the sample archive; `arq` has a value in almost every field, `arr` has relations,
/// `ar13` has names and titles in two scripts.
const RECORDS: &[(Resource, &str)] = &[
    (Resource::Article, "arq"),
    (Resource::Article, "arr"),
    (Resource::Article, "ar13"),
    (Resource::Author, "au3"),
    (Resource::Organization, "or1"),
    (Resource::Series, "se1"),
    (Resource::Disclaimer, "di2"),
];

#[test]
fn every_format_is_as_the_golden_file() {
    let app = archive();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let write = std::env::var_os("BYLINE_WRITE").is_some();
    let mut expected = Vec::new();
    for (resource, id) in RECORDS {
        for format in format::of(*resource) {
            let path = path(*resource, id, format);
            let answer = app.get(&path);
            // Some formats need what not every record has.
            if answer.status == 404 && !format.is_total() {
                continue;
            }
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let name = format!("{id}.{}", format.extension);
            let file = folder.join(&name);
            expected.push(name.clone());
            if write {
                std::fs::write(&file, &answer.body).unwrap();
                continue;
            }
            let golden = std::fs::read(&file).unwrap_or_else(|e| panic!("{name}: {e}; write it by BYLINE_WRITE=1"));
            if golden != answer.body {
                let (golden, answer) = (String::from_utf8_lossy(&golden), answer.text());
                let line = golden.lines().zip(answer.lines()).position(|(golden, answer)| golden != answer);
                panic!("{name} differs, first in line {}:\n{answer}", line.unwrap_or_default() + 1);
            }
        }
    }
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(expected.contains(&name) || name.starts_with('.'), "no format makes tests/golden/{name}");
    }
}
