//! Directories that are gone with their test.

use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, process};

/// A directory of its own, below the build's.
pub struct Dir(PathBuf);

impl Dir {
    pub fn new() -> Dir {
        static LAST: AtomicU32 = AtomicU32::new(0);
        static CLEAN: Once = Once::new();
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        CLEAN.call_once(|| remove_left(all));
        let dir = all.join(format!("byline-{}-{}", process::id(), LAST.fetch_add(1, Ordering::Relaxed)));
        fs::create_dir_all(&dir).unwrap();
        Dir(dir)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Removes what a process left that has ended: what is kept until the end of a process is never dropped.
fn remove_left(all: &Path) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix("byline-").and_then(|rest| rest.split('-').next());
        if owner.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
