//! What in an archive is in doubt, from the values of everything in it: findings for an editor.
//!
//! Nothing here touches a database. [`Archive`] gathers the few facts that the checks need, one thing at a
//! time, so that an archive of any size fits; [`Archive::findings`] looks at them. Each check is a file.

mod articles;
mod authors;
mod dates;
mod facts;
mod finding;
mod likeness;
pub mod names;
mod numbers;
mod single;

pub use facts::Archive;
pub use finding::{Finding, Kind};

use crate::domain::PartialDate;

impl Archive {
    /// All that is in doubt, in the order of kinds and ids. `today` tells what lies in the future.
    pub fn findings(&self, today: PartialDate) -> Vec<Finding> {
        let mut findings = Vec::new();
        single::check(self, &mut findings);
        dates::check(self, today, &mut findings);
        numbers::check(self, &mut findings);
        articles::check(self, &mut findings);
        authors::check(self, &mut findings);
        findings.sort_by(|a, b| (a.kind, a.about, a.other, &a.field).cmp(&(b.kind, b.about, b.other, &b.field)));
        findings
    }
}
