//! What was sent, applied to what there is.

use serde_json::Value;

use super::{EditError, View};
use crate::domain::Resource;
use crate::domain::article::Status;
use crate::import::edit::{Fault, Fields, Sent, check, merge};

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
    pub(super) fn apply(self, view: &View) -> Result<Sent, EditError> {
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
        fields.shift_remove("warnings");
        if let Some(Value::String(status)) = own.get("status")
            && fields.get("status").is_none_or(Value::is_null)
        {
            fields.insert("status".to_owned(), status.clone().into());
        }
        // What was withdrawn and is published again is withdrawn no more.
        if fields.get("status").is_some_and(|status| *status != *Status::Withdrawn.word())
            && fields.get("withdrawal") == own.get("withdrawal")
        {
            fields.shift_remove("withdrawal");
        }
        let sent = check(view.id.resource(), fields);
        match sent {
            Ok(sent) if faults.is_empty() => Ok(sent),
            Ok(_) => Err(EditError::Invalid(faults)),
            Err(more) => {
                faults.extend(more);
                Err(EditError::Invalid(faults))
            }
        }
    }
}

/// Sets the status of an article that names none.
pub(super) fn default_status(fields: &mut Fields, resource: Resource, status: Status) {
    if resource == Resource::Article && fields.get("status").is_none_or(Value::is_null) {
        fields.insert("status".to_owned(), status.word().into());
    }
}
