//! What was sent, applied to what there is.

use serde_json::Value;

use super::{Edit, EditError, View, allowed, doubts, references, status};
use crate::domain::Resource;
use crate::domain::article::Status;
use crate::import::edit::{Fault, Fields, Sent, check, merge};
use crate::store::StoreError;
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
    pub(super) fn apply(self, db: &mut dyn Db, edit: &Edit, view: &View) -> Result<Sent, EditError> {
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
        let sent = checked(db, edit, Some(view), fields, view.id.resource());
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

/// Checks values by themselves and beside what there is, so that everything wrong is told at once.
pub(super) fn checked(
    db: &mut dyn Db,
    edit: &Edit,
    view: Option<&View>,
    fields: Fields,
    resource: Resource,
) -> Result<Sent, EditError> {
    let faults = match check(resource, fields) {
        Ok(sent) => {
            allowed(db, edit, view, &sent)?;
            let mut faults = around(db, view, &sent)?;
            faults.extend(status(view, &sent.entity));
            if faults.is_empty() {
                return Ok(sent);
            }
            faults
        }
        Err(unfit) => {
            let knows_status = !["/status", "/publish_at"].iter().any(|place| unfit.tells(place));
            unfit.with(|rest| {
                let mut faults = around(db, view, rest)?;
                faults.extend(status(view, &rest.entity).filter(|_| knows_status));
                Ok::<_, StoreError>(faults)
            })?
        }
    };
    Err(EditError::Invalid(faults))
}

/// What cannot be beside what there is.
fn around(db: &mut dyn Db, view: Option<&View>, sent: &Sent) -> Result<Vec<Fault>, StoreError> {
    let mut faults = references::faults(db, view, sent)?;
    faults.extend(doubts::taken(db, view, sent)?);
    Ok(faults)
}

/// Sets the status of an article that names none.
pub(super) fn default_status(fields: &mut Fields, resource: Resource, status: Status) {
    if resource == Resource::Article && fields.get("status").is_none_or(Value::is_null) {
        fields.insert("status".to_owned(), status.word().into());
    }
}
