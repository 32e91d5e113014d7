//! `byline copy`, `byline backup` and `byline restore`

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use byline::store::copy::Epoch;
use byline::store::{Migrate, Store};
use indicatif::ProgressBar;

use super::args::{Backup, Copy, Restore};
use super::{Failure, say};

/// Copies into another database.
pub fn copy(store: &Store, options: &Copy) -> Result<(), Failure> {
    let other = Store::open(&options.to, Migrate::Run)?;
    let count = all(store, &other, Epoch::Kept)?;
    say(&format!("{count} rows of {store} are in {other}"))
}

/// Writes a file that is whole, or none.
pub fn backup(store: &Store, options: &Backup) -> Result<(), Failure> {
    let file = &options.file;
    if file.exists() {
        return Err(Failure::Usage(format!("{} is there already; name a new file", file.display())));
    }
    let mut part = file.clone().into_os_string();
    part.push(".part");
    let part = Path::new(&part);
    let io = |path: &Path| {
        let path = path.display().to_string();
        move |e: std::io::Error| Failure::Io(format!("{path}: {e}"))
    };
    // What a backup that was broken off has left.
    if part.exists() {
        std::fs::remove_file(part).map_err(io(part))?;
    }
    let url = sqlite(part)?;
    let count = {
        let other = Store::open(&url, Migrate::Run)?;
        let count = all(store, &other, Epoch::Kept)?;
        other.close_file()?;
        count
    };
    std::fs::File::open(part).and_then(|file| file.sync_all()).map_err(io(part))?;
    std::fs::rename(part, file).map_err(io(file))?;
    say(&format!("{count} rows of {store} are in {}", file.display()))
}

/// Reads a backup.
pub fn restore(store: &Store, options: &Restore) -> Result<(), Failure> {
    let file = &options.file;
    if !file.is_file() {
        return Err(Failure::Io(format!("{}: there is no such file", file.display())));
    }
    let backup = Store::open(&sqlite(file)?, Migrate::Check)?;
    let count = all(&backup, store, Epoch::New)?;
    let epoch = store.settings()?.epoch;
    say(&format!("{count} rows of {} are in {store}; the epoch of its log is now {epoch}", file.display()))
}

fn sqlite(file: &Path) -> Result<String, Failure> {
    let name = file.to_str().ok_or_else(|| Failure::Usage(format!("{} is not UTF-8", file.display())))?;
    Ok(format!("sqlite:{name}"))
}

fn all(from: &Store, to: &Store, epoch: Epoch) -> Result<u64, Failure> {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    bar.enable_steady_tick(Duration::from_millis(200));
    let count = from.copy_to(to, epoch, &mut |rows| bar.set_message(format!("{rows} rows")))?;
    bar.finish_and_clear();
    Ok(count)
}
