//! The walls between the modules: who may use what.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file below `src`, with its path from there.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), code(&text)));
            }
        }
    }
    assert!(files.len() > 100);
    files
}

/// A source without its comments; a `//` in a text, as in an address, has a colon before it.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//").filter(|at| !line[..*at].ends_with(':')) {
        Some(at) => &line[..at],
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The module at the top that a file belongs to.
fn top(path: &Path) -> String {
    let first = path.iter().next().unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether a text names a crate: as a path, in a `use` or in an attribute.
fn names(text: &str, crates: &[&str]) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    crates.iter().any(|own| {
        text.match_indices(own).any(|(at, _)| {
            let whole = !text[..at].ends_with(is_word);
            let after = &text[at + own.len()..];
            whole && (after.starts_with("::") || after.starts_with(" as ") || after.starts_with(';'))
        })
    })
}

#[test]
fn only_the_store_speaks_to_databases() {
    for (path, text) in sources() {
        let uses = names(&text, &["diesel", "diesel_migrations", "diesel_async", "tokio_postgres", "libsqlite3_sys"]);
        assert!(!uses || top(&path) == "store", "{} uses a database", path.display());
    }
}

#[test]
fn only_http_speaks_actix() {
    for (path, text) in sources() {
        let uses = names(&text, &["actix_web", "actix_rt", "actix_http", "utoipa_actix_web", "utoipa_swagger_ui"]);
        let may = top(&path) == "http" || path == Path::new("cli/serve.rs");
        assert!(!uses || may, "{} uses actix", path.display());
    }
}

/// The modules in the order of lib.rs.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The modules at the top that a text names by `crate::`.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            // Names at the first depth of the braces.
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            found.insert(word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => drop(found.insert(word(rest))),
        }
    }
    found
}

#[test]
fn modules_use_only_those_above_them() {
    let order = order();
    let tests_of_demo = Path::new("demo/tests.rs");
    assert!(order.len() >= 8, "{order:?}");
    let place = |name: &str| order.iter().position(|own| own == name);
    for (path, text) in sources().iter().filter(|(path, _)| path != tests_of_demo) {
        let Some(own) = place(&top(path)) else { continue };
        for other in used(text) {
            let Some(other_place) = place(&other) else { continue };
            assert!(other_place <= own, "{} uses `{other}`, which lib.rs names after it", path.display());
        }
    }
}

#[test]
fn the_program_uses_the_library_from_outside() {
    for (path, text) in sources().iter().filter(|(path, _)| path == Path::new("main.rs") || path.starts_with("cli")) {
        assert!(used(text).iter().all(|name| name == "cli"), "{} reaches around the library", path.display());
        assert!(!text.contains("mod store") && !text.contains("mod http"), "{}", path.display());
    }
}

#[test]
fn the_scan_sees_what_it_looks_for() {
    assert!(names("use diesel::prelude::*;", &["diesel"]));
    assert!(!names("use my_diesel::x;", &["diesel"]));
    assert_eq!(used("use crate::{store::{self, open::Store}, http};"), ["http", "store"].map(str::to_owned).into());
    assert_eq!(used("crate::domain::text::clean(x)"), BTreeSet::from(["domain".to_owned()]));
    assert!(code("a // diesel::x\nlet u = \"https://x\";").contains("https://x"));
    let (_, db) = sources().into_iter().find(|(path, _)| path == Path::new("store/db.rs")).unwrap();
    assert!(names(&db, &["diesel"]));
}
