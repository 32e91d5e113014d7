//! What it takes to launch a server: its binaries, a directory, a user, patience.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// Where `initdb` and `postgres` are.
pub fn binaries() -> Option<PathBuf> {
    let complete = |dir: &PathBuf| dir.join("initdb").exists() && dir.join("postgres").exists();
    if let Some(dir) = env::var_os("BYLINE_TEST_PG_BIN") {
        return Some(PathBuf::from(dir)).filter(complete);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let version = |dir: &PathBuf| -> u32 {
        let parts: Vec<_> = dir.iter().rev().collect();
        parts.get(1).and_then(|v| v.to_str()?.parse().ok()).unwrap_or(0)
    };
    let mut packaged: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    packaged.sort_by_key(|dir| std::cmp::Reverse(version(dir)));
    let mut candidates = env::split_paths(&path).chain(packaged);
    let found = candidates.find(complete)?;
    // initdb looks for its files from where it really is.
    fs::canonicalize(found.join("initdb")).ok()?.parent().map(Path::to_owned)
}

/// A new directory that nobody else may read.
pub fn new_dir() -> PathBuf {
    static LAST: AtomicU32 = AtomicU32::new(0);
    loop {
        let n = LAST.fetch_add(1, Ordering::Relaxed);
        let dir = env::temp_dir().join(format!("byline-pg-{}-{n}", process::id()));
        match fs::create_dir(&dir) {
            Ok(()) => {
                fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).unwrap();
                return dir;
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => panic!("no directory for a server: {}: {error}", dir.display()),
        }
    }
}

/// If we are root, as whom PostgreSQL does not run: somebody else.
pub fn unprivileged(own: &Path) -> Option<(u32, u32)> {
    if fs::metadata(own).unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    Some(ids("postgres").or_else(|| ids("nobody")).unwrap_or((65534, 65534)))
}

/// Waits for what `pg_ctl` waits for; `false` if the port is taken.
pub fn wait_until_ready(dir: &Path, keeper: &mut Child) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let status = fs::read_to_string(dir.join("data/postmaster.pid")).unwrap_or_default();
        if status.lines().nth(7).is_some_and(|line| ["ready", "standby"].contains(&line.trim())) {
            return true;
        }
        let log = fs::read_to_string(dir.join("log")).unwrap_or_default();
        if log.contains("could not bind") {
            return false;
        }
        let ended = keeper.try_wait().unwrap().is_some();
        if ended || log.contains("FATAL") || Instant::now() > deadline {
            drop(keeper.stdin.take());
            let _ = keeper.wait();
            let _ = fs::remove_dir_all(dir);
            panic!("the PostgreSQL server does not start:\n{log}");
        }
        thread::sleep(Duration::from_millis(20));
    }
}
