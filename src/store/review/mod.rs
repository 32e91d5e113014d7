//! A review: what is in doubt in the archive, and what an editor says of it. Every verdict is a write of its own, so
//! that a review can be broken off anywhere.

pub mod db;
mod value;

use std::collections::HashSet;

use db::VerdictRow;

use super::edit::{Condition, Edit, EditError, How};
use super::error::StoreError;
use super::export::Selection;
use super::open::Store;
use crate::audit::{Archive, Finding, Kind};
use crate::domain::{PartialDate, Resource};
use crate::import::edit::Fault;

/// What an editor says of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right as it is.
    Right,
    /// It is to be this; nothing where it is empty.
    Value(String),
    /// The two are one: the second becomes a form of the first.
    Merge,
}

impl Store {
    /// What is in doubt and nobody has looked at. `today` tells what lies in the future.
    pub fn findings(&self, today: PartialDate) -> Result<Vec<Finding>, StoreError> {
        let mut archive = Archive::default();
        self.export(Selection::Private, &mut |item| {
            if let Some(id) = item.id {
                archive.add(id, &item.entity);
            }
            Ok::<(), StoreError>(())
        })?;
        let settled: HashSet<String> = self.read(|db| db.verdicts())?.into_iter().collect();
        let mut findings = archive.findings(today);
        findings.retain(|finding| !settled.contains(&finding.id));
        Ok(findings)
    }

    /// Does what an editor says of a finding.
    pub fn judge(&self, edit: &Edit, finding: &Finding, verdict: &Verdict) -> Result<(), EditError> {
        match verdict {
            Verdict::Right if finding.kind != Kind::InDoubt => {
                let row = VerdictRow {
                    finding: finding.id.clone(),
                    about: finding.about.key(),
                    actor: edit.grant.name.clone(),
                    time: edit.now.micros(),
                };
                Ok(self.write(|db| db.put_verdict(&row))?)
            }
            Verdict::Right => self.change_field(edit, finding, None),
            Verdict::Value(value) => self.change_field(edit, finding, Some(value)),
            Verdict::Merge => self.merge_pair(edit, finding),
        }
    }

    /// Sets the field that is in doubt, or leaves it, and says that it is in doubt no more.
    fn change_field(&self, edit: &Edit, finding: &Finding, value: Option<&str>) -> Result<(), EditError> {
        let view = self.view(&edit.grant, finding.about)?;
        let mut fields = view.fields();
        if let Some(value) = value {
            value::set(&mut fields, &finding.field, value).map_err(|fault| EditError::Invalid(vec![fault]))?;
        }
        value::settle(&mut fields, &finding.field);
        let condition = Condition::Tags(vec![view.tag()]);
        self.change(edit, finding.about, &condition, How::Replace(fields)).map(drop)
    }

    fn merge_pair(&self, edit: &Edit, finding: &Finding) -> Result<(), EditError> {
        let merges = |id: &crate::domain::Id| matches!(id.resource(), Resource::Author | Resource::Organization);
        let Some(other) = finding.other.filter(merges) else {
            let detail = "only two authors can be merged; answer `right`, or withdraw one with DELETE";
            return Err(EditError::Invalid(vec![Fault::at("", detail)]));
        };
        let mut patch = crate::import::edit::Fields::new();
        patch.insert("merged_into".to_owned(), finding.about.to_string().into());
        self.change(edit, other, &Condition::Exists, How::Patch(patch)).map(drop)
    }
}
