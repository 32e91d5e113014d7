//! Orders: keys of CQL, and the parameter `sortKeys`.

use super::cql::Key;
use super::diagnostic::Diagnostic;
use super::index;
use crate::catalog::{Sort, SortBy};

/// The order of a key of CQL. Records without the value come last either way.
pub fn by_key(key: &Key) -> Result<Sort, Diagnostic> {
    let index = index::find(&key.index)?;
    let by = index.sort.ok_or_else(|| Diagnostic::new(80, key.index.to_string()))?;
    let mut descending = false;
    let mut missing = None;
    for modifier in &key.modifiers {
        let name = modifier.name.name.to_lowercase();
        match name.as_str() {
            "ascending" => descending = false,
            "descending" => descending = true,
            "ignorecase" | "respectaccents" | "unicodecollate" => {}
            "missinghigh" | "missinglow" => missing = Some(name),
            "missingfail" | "missingomit" | "missingvalue" => return Err(Diagnostic::new(92, name)),
            "respectcase" => return Err(Diagnostic::new(91, name)),
            _ => return Err(Diagnostic::new(80, modifier.name.to_string())),
        }
    }
    let last = if descending { "missinglow" } else { "missinghigh" };
    match missing.filter(|wanted| wanted != last) {
        Some(wanted) => Err(Diagnostic::new(92, wanted)),
        None => Ok(Sort { by, descending }),
    }
}

/// The order of `sortKeys`: path, schema, ascending, case-sensitive and missing value, with commas.
pub fn by_keys(keys: &str) -> Result<Sort, Diagnostic> {
    let mut keys = keys.split_whitespace();
    let key = keys.next().unwrap_or_default();
    if keys.next().is_some() {
        return Err(Diagnostic::new(84, "1"));
    }
    let parts: Vec<&str> = key.split(',').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default().trim_matches('"');
    if !["", "dc", "info:srw/schema/1/dc-v1.1"].contains(&part(1)) {
        return Err(Diagnostic::new(87, part(1)));
    }
    let name = part(0).trim_start_matches('/').trim_start_matches("dc/").trim_start_matches("dc.");
    let by = index::ALL.iter().filter(|own| own.name.eq_ignore_ascii_case(name)).find_map(|own| own.sort);
    let by: SortBy = by.ok_or_else(|| Diagnostic::new(88, part(0)))?;
    let descending = match part(2) {
        "" | "1" | "true" => false,
        "0" | "false" => true,
        other => return Err(Diagnostic::new(90, other)),
    };
    match (part(3), part(4)) {
        ("" | "0" | "false", "" | "highValue") => Ok(Sort { by, descending }),
        ("" | "0" | "false", "lowValue") if descending => Ok(Sort { by, descending }),
        ("" | "0" | "false", other) => Err(Diagnostic::new(92, other)),
        (other, _) => Err(Diagnostic::new(91, other)),
    }
}
