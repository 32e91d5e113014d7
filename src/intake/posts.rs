//! An export of many posts: each is a document of its own.

use std::io::BufRead;

use super::report::Post;
use super::{Asked, Broken, Done, FileReport, Watch, known};
use crate::import::commentary::{self, convert};
use crate::import::fingerprint::{Prepared, prepare};
use crate::import::html;
use crate::import::lines::Place;
use crate::import::report::Problem;
use crate::import::wxr::{self, Posts};
use crate::store::{Importer, Store};

/// How many posts are written at once.
const BATCH: usize = 50;

/// A post on its way: its key, its line, and what it says.
type Ready = (String, u32, Vec<Prepared>);

pub(super) fn take(
    store: &Store,
    mut importer: Importer,
    asked: &Asked,
    input: impl BufRead,
    done: Done,
    watch: &dyn Watch,
) -> Result<FileReport, Broken> {
    let known = known(store)?;
    let Done { mut report, mut place } = done;
    let mut posts = Posts::new(input, html::fragment);
    // What was done before is read over.
    for _ in 0..place.line {
        posts.next();
    }
    let mut batch: Vec<Ready> = Vec::with_capacity(BATCH);
    loop {
        let next = posts.next();
        let ended = next.is_none() || matches!(next, Some(Err(_)));
        match next {
            Some(Ok(post)) => {
                place.line += 1;
                let reading = commentary::read(post.manuscript, &known);
                let mut document = convert::document(&post.key, &reading, &asked.given);
                let problems =
                    document.problems.drain(..).map(|problem| of_post(problem, &post.key, post.line)).collect();
                if document.items.is_empty() {
                    report.refuse(problems);
                    report.posts.push(Post { key: post.key, line: post.line, id: None });
                } else {
                    report.problems(problems);
                    batch.push((post.key, post.line, prepare(document)));
                }
            }
            Some(Err(wxr::Broken::Io(error))) => return Err(Broken::Read(error)),
            Some(Err(wxr::Broken::Xml(problem))) => report.refuse(vec![problem]),
            None => report.problems(left_out(&posts.skipped)),
        }
        if (ended || batch.len() == BATCH) && !batch.is_empty() {
            if !watch.goes_on()? {
                return Ok(report);
            }
            write(&mut importer, std::mem::take(&mut batch), &mut report, place, watch)?;
        }
        if ended {
            return Ok(report);
        }
    }
}

/// Writes a batch, and tells what became of each post.
fn write(
    importer: &mut Importer,
    batch: Vec<Ready>,
    report: &mut FileReport,
    place: Place,
    watch: &dyn Watch,
) -> Result<(), Broken> {
    let (names, documents): (Vec<_>, Vec<_>) =
        batch.into_iter().map(|(key, line, items)| ((key, line), (u64::from(line), items))).unzip();
    importer.all([documents], &mut |db, outcomes| {
        for (outcome, (key, line)) in outcomes.into_iter().zip(&names) {
            report.posts.push(Post { key: key.clone(), line: *line, id: outcome.id.map(|id| id.to_string()) });
            report.outcome(outcome);
        }
        watch.told(db, report, place)
    })?;
    Ok(())
}

/// A problem of a post, told with its name; lines inside of it count from its own beginning in the export.
fn of_post(problem: Problem, key: &str, line: u32) -> Problem {
    Problem { line: problem.line.or(Some(line)), reason: format!("{key}: {}", problem.reason), ..problem }
}

/// What stands in the export and is no published post.
fn left_out(skipped: &[(String, u64)]) -> Vec<Problem> {
    let kinds: Vec<String> = skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if kinds.is_empty() {
        return Vec::new();
    }
    vec![Problem::info(None, "document", format!("no published posts, left out: {}", kinds.join(", ")))]
}
