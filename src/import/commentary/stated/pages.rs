//! Where it stands on the web, and under which names: what a text itself seldom says.

use super::{finding, folded};
use crate::domain::identifier::{WebUrl, doi};
use crate::import::commentary::Reading;
use crate::import::manuscript::{Stated, Weight};
use crate::import::report::Problem;

/// How many subjects of one text are kept.
const MOST: usize = 40;

/// Takes over addresses, subjects and the publisher.
pub fn settle(reading: &mut Reading, stated: &Stated) {
    let urls = stated.urls.iter().filter(|own| !own.value.starts_with('/') && !own.value.starts_with('#'));
    for statement in urls {
        match WebUrl::parse(&statement.value) {
            Ok(url) => {
                reading.url = Some(finding(statement, url.as_str().to_owned()));
                break;
            }
            Err(why) if statement.weight == Weight::Editorial => {
                reading.problems.push(Problem::warning(statement.line, "url", format!("“{}”: {why}", statement.value)));
            }
            Err(_) => {}
        }
    }
    for statement in &stated.dois {
        // A resolver of another name may stand before it.
        let bare = statement.value.find("10.").and_then(|at| statement.value.get(at..)).unwrap_or(&statement.value);
        match doi(&statement.value).or_else(|_| doi(bare)) {
            Ok(doi) => {
                reading.doi = Some(finding(statement, doi));
                break;
            }
            Err(why) => {
                reading.problems.push(Problem::warning(statement.line, "doi", format!("“{}”: {why}", statement.value)));
            }
        }
    }
    let mut known: Vec<String> = vec!["uncategorized".to_owned(), String::new()];
    known.extend(reading.series.iter().map(|own| folded(&own.value.title)));
    for statement in stated.subjects.iter().filter(|own| own.weight > Weight::Generic) {
        let name = folded(&statement.value);
        if reading.subjects.len() < MOST && !known.contains(&name) {
            known.push(name);
            reading.subjects.push(finding(statement, statement.value.clone()));
        }
    }
    reading.publisher = stated.publishers.first().map(|own| finding(own, own.value.clone()));
}
