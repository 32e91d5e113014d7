//! What an import has met references to and what has not come yet, with the lines that refer to it.

use std::collections::BTreeMap;

/// How many lines are kept in mind; of what comes after them only the key is told.
const MOST: usize = 100_000;

/// Keys that were referred to before their own line came.
#[derive(Debug, Default)]
pub struct Awaited {
    lines: BTreeMap<String, Vec<u64>>,
    count: usize,
}

impl Awaited {
    /// Notes that a line refers to a key.
    pub fn refer(&mut self, key: String, line: u64) {
        if self.count < MOST {
            self.count += 1;
            self.lines.entry(key).or_default().push(line);
        }
    }

    /// Notes that what has a key has come.
    pub fn came(&mut self, key: &str) {
        if let Some(lines) = self.lines.remove(key) {
            self.count -= lines.len();
        }
    }

    /// What has not come, in the order of keys: these keys and those that lines refer to.
    pub fn missing(&self, keys: Vec<String>) -> Vec<(String, Vec<u64>)> {
        let mut all = self.lines.clone();
        for key in keys {
            all.entry(key).or_default();
        }
        all.into_iter().collect()
    }
}
