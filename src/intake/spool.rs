//! Files that hold the content of imports until it is taken in. They may hold drafts and addresses, so that
//! only the user of the service can read them.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::time::Duration;

use crate::store::settings::random;

/// A file that belongs to no job and has not been written for so long was left by an upload that was killed.
const LEFT: Duration = Duration::from_secs(3_600);

/// The directory of such files. Other archives may have theirs in it too.
#[derive(Clone, Debug)]
pub struct Spool {
    dir: PathBuf,
    prefix: String,
}

impl Spool {
    /// In a directory, which is made once it is needed; `mark` tells the files of this archive apart.
    pub fn new(dir: PathBuf, mark: u64) -> Self {
        Spool { dir, prefix: format!("import-{mark:016x}-") }
    }

    /// Makes a new file, and gives its name.
    pub fn create(&self) -> io::Result<(String, File)> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.dir)?;
        let name = format!("{}{}", self.prefix, random(20).map_err(io::Error::other)?);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(self.dir.join(&name))?;
        Ok((name, file))
    }

    /// Opens a file; `None` where there is none of this name.
    pub fn open(&self, name: &str) -> io::Result<Option<File>> {
        match File::open(self.dir.join(name)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether there is a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.dir.join(name).exists()
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, name: &str) {
        if let Err(error) = fs::remove_file(self.dir.join(name))
            && error.kind() != ErrorKind::NotFound
        {
            log::warn!("{} cannot be removed: {error}", self.dir.join(name).display());
        }
    }

    /// Removes files of this archive that are left over: none of these, and old.
    pub fn sweep(&self, kept: &BTreeSet<String>) {
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let age = entry.metadata().and_then(|own| own.modified()).ok().and_then(|time| time.elapsed().ok());
            if name.starts_with(&self.prefix) && !kept.contains(&name) && age.is_some_and(|age| age > LEFT) {
                self.remove(&name);
            }
        }
    }
}
