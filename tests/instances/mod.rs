//! Several instances of the program on one PostgreSQL database.

mod pooler;
mod proxy;
mod replica;
mod seen;
mod sequence;
mod versions;

use crate::support::client::{Client, patiently};
use crate::support::dir::Dir;
use crate::support::served::Served;

/// Instances of the program, each with a directory of its own.
struct Instances {
    all: Vec<(Dir, Served)>,
    key: String,
}

impl Instances {
    /// As many as there are lists of arguments.
    fn start(url: &str, key: &str, arguments: &[&[&str]]) -> Instances {
        let start = |own: &&[&str]| {
            let dir = Dir::new();
            let served = Served::start(&dir, &[&["--database-url", url], *own].concat(), "error");
            (dir, served)
        };
        Instances { all: arguments.iter().map(start).collect(), key: key.to_owned() }
    }

    fn client(&self, n: usize) -> Client {
        Client::new(self.all[n].1.address, &self.key)
    }

    fn clients(&self) -> Vec<Client> {
        (0..self.all.len()).map(|n| self.client(n)).collect()
    }
}

/// Waits until a list has this many items.
fn counts(client: &Client, path: &str, total: u64) {
    patiently(&format!("{total} at {path}"), || {
        let answer = client.get(path, &[]).filter(|answer| answer.status == 200)?;
        (answer.json()["total"] == total).then_some(())
    });
}
