//! Other programs that run beside a test: a pooler, a proxy. They end with it, however it ends.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use super::postgres::launch::{new_dir, unprivileged};

/// A program that was started; the system closes its standard input when this process ends, which ends it.
pub struct Beside {
    pub address: SocketAddr,
    directory: PathBuf,
    keeper: Child,
}

/// Where a program is, if it is on this machine; where not, that is said.
pub fn found(name: &str) -> Option<PathBuf> {
    let usual = ["/usr/sbin", "/usr/local/sbin", "/usr/bin"].map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).chain(usual).map(|dir| dir.join(name)).find(|file| file.exists());
    if found.is_none() {
        // Unlike eprintln!, this is shown for tests that pass, too.
        let _ = writeln!(std::io::stderr(), "a test with {name} is left out: it is not on this machine");
    }
    found
}

/// A port of this machine that nobody listens at.
pub fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl Beside {
    /// Starts a program in a directory of its own with these arguments, once `prepare` has put files there for
    /// a port, and waits until it listens.
    pub fn start(program: &Path, arguments: &[&str], prepare: impl Fn(&Path, SocketAddr)) -> Beside {
        let (directory, address) = (new_dir(), free());
        prepare(&directory, address);
        let mut command = Command::new("sh");
        let keep = r#"trap '' HUP INT
            "$@" >>log 2>&1 </dev/null & program=$!
            read -r _
            kill -TERM "$program"; sleep 0.2; kill -KILL "$program"; wait; cd / && rm -rf "$OLDPWD""#;
        command.args(["-c", keep, "sh"]).arg(program).args(arguments).current_dir(&directory);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        if let Some((uid, gid)) = unprivileged(&directory) {
            for entry in fs::read_dir(&directory).unwrap() {
                chown(entry.unwrap().path(), Some(uid), Some(gid)).unwrap();
            }
            chown(&directory, Some(uid), Some(gid)).unwrap();
            command.uid(uid).gid(gid);
        }
        let beside = Beside { address, directory, keeper: command.spawn().unwrap() };
        let deadline = Instant::now() + Duration::from_secs(30);
        while std::net::TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "{} does not listen: {}", program.display(), beside.log());
            thread::sleep(Duration::from_millis(20));
        }
        beside
    }

    /// What it said so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.directory.join("log")).unwrap_or_default()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}
