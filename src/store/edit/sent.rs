//! What was sent, applied to what there is.

use serde_json::Value;

use super::{EditError, View, references};
use crate::domain::Resource;
use crate::domain::article::Status;
use crate::import::edit::{Fault, Fields, Sent, Unfit, check, merge};
use crate::store::db::Db;

/// How a thing is to be changed.
#[derive(Clone, Debug)]
pub enum How {
    /// By these values, all of them.
    Replace(Fields),
    /// By a JSON Merge Patch.
    Patch(Fields),
}

/// What the archive gives, and no editor changes.
const GIVEN: [&str; 3] = ["id", "revision", "created"];

impl How {
    /// The values as they are to be.
    pub(super) fn apply(self, db: &mut dyn Db, view: &View) -> Result<Sent, EditError> {
        let own = view.fields();
        let mut fields = match self {
            How::Replace(fields) => fields,
            How::Patch(patch) => {
                let mut fields = own.clone();
                merge(&mut fields, patch);
                fields
            }
        };
        let mut faults = Vec::new();
        for name in GIVEN {
            if fields.shift_remove(name).is_some_and(|sent| Some(&sent) != own.get(name)) {
                faults.push(Fault::at(format!("/{name}"), "the archive gives it; send it as it is, or leave it out"));
            }
        }
        // They are told, and not kept.
        view.told().into_iter().for_each(|name| drop(fields.shift_remove(name)));
        if let Some(Value::String(status)) = own.get("status")
            && fields.get("status").is_none_or(Value::is_null)
        {
            fields.insert("status".to_owned(), status.clone().into());
        }
        // What was withdrawn and is published again is withdrawn no more, and what is published waits no more.
        let status = fields.get("status").and_then(Value::as_str).unwrap_or_default().to_owned();
        let public = [Status::Published, Status::Withdrawn].map(Status::word).contains(&status.as_str());
        for (name, ends) in
            [("withdrawal", !status.is_empty() && status != Status::Withdrawn.word()), ("publish_at", public)]
        {
            if ends && fields.get(name) == own.get(name) {
                fields.shift_remove(name);
            }
        }
        let sent = checked(db, Some(view), fields, view.id.resource());
        match sent {
            Ok(sent) if faults.is_empty() => Ok(sent),
            Err(EditError::Invalid(more)) => {
                faults.extend(more);
                Err(EditError::Invalid(faults))
            }
            Ok(_) => Err(EditError::Invalid(faults)),
            other => other,
        }
    }
}

/// Checks values by themselves. Where they cannot be, what they refer to is looked up all the same, so that
/// everything wrong is told at once.
pub(super) fn checked(
    db: &mut dyn Db,
    view: Option<&View>,
    fields: Fields,
    resource: Resource,
) -> Result<Sent, EditError> {
    match check(resource, fields) {
        Ok(sent) => Ok(sent),
        Err(Unfit { mut faults, references }) => {
            faults.extend(references::absent(db, view, &references)?);
            Err(EditError::Invalid(faults))
        }
    }
}

/// Sets the status of an article that names none.
pub(super) fn default_status(fields: &mut Fields, resource: Resource, status: Status) {
    if resource == Resource::Article && fields.get("status").is_none_or(Value::is_null) {
        fields.insert("status".to_owned(), status.word().into());
    }
}
