//! How many instructions one answer takes, as valgrind's callgrind counts them: unlike times, they are the same
//! on a busy machine.

use std::path::Path;
use std::process::Command;

use crate::archive::Archive;
use crate::child::{self, Child};
use crate::load::{self, Request};

/// How many answers are counted.
const COUNTED: usize = 200;

/// Prints the instructions of the service and of the ceiling for one answer to each of these requests.
pub fn count(archive: &Archive, requests: &[(&str, Request)]) {
    let counts = archive.dir.join("callgrind");
    let _ = std::fs::remove_dir_all(&counts);
    std::fs::create_dir_all(&counts).unwrap();
    let mut service = child::service(archive, 1);
    // Reading ahead would go on for minutes, and valgrind runs one thread at a time.
    service.args(["--cache", "4"]);
    let service = child::counted(service, &archive.dir.join("log"), &counts.join("service"));
    println!("\n{:<40} {:>12} {:>9} {:>8}", "instructions for an answer", "", "ceiling", "ratio");
    for (place, (name, request)) in requests.iter().enumerate() {
        let file = archive.dir.join("answers");
        std::fs::write(&file, load::answers(service.address, std::slice::from_ref(request))).unwrap();
        let counts = counts.join(format!("ceiling-{place}"));
        let ceiling = child::counted(child::ceiling_of(&file, 1), &file.with_extension("address"), &counts);
        let (own, least) = (of(&service, request), of(&ceiling, request));
        println!("{name:<40} {own:>12} {least:>9} {:>8.2}", least as f64 / own as f64);
    }
}

/// The instructions of a process for one answer.
fn of(child: &Child, request: &Request) -> u64 {
    load::answers(child.address, &vec![request.clone(); COUNTED / 4]);
    dump(child);
    load::answers(child.address, &vec![request.clone(); COUNTED]);
    dump(child) / COUNTED as u64
}

/// Has a process write what it has counted since it did so last; gives the sum.
fn dump(child: &Child) -> u64 {
    let told = Command::new("callgrind_control").arg("-d").arg(child.id().to_string()).output();
    assert!(told.expect("valgrind is needed").status.success());
    let counts = child.counts.as_deref().unwrap();
    let files = std::fs::read_dir(counts.parent().unwrap()).unwrap().map(|file| file.unwrap().path());
    let part = |path: &Path| {
        let name = path.file_name()?.to_str()?;
        name.strip_prefix(counts.file_name()?.to_str()?)?.strip_prefix('.')?.parse::<u32>().ok()
    };
    let (_, last) = files.filter_map(|path| Some((part(&path)?, path))).max().unwrap();
    let text = std::fs::read_to_string(last).unwrap();
    text.lines().find_map(|line| line.strip_prefix("totals: ")).unwrap().trim().parse().unwrap()
}
