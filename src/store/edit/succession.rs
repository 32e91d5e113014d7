//! Succession: a disclaimer gets new words from a day on. Articles of before keep the old ones.

use super::view::View;
use super::{Condition, Created, Edit, EditError, Once, add, make, sent, write};
use crate::domain::{Disclaimer, Entity, Id, PartialDate};
use crate::import::edit::{Fault, Fields};
use crate::store::neighbours::Circle;
use crate::store::open::Store;
use crate::store::session::Session;

/// What the next disclaimer has of the one before, where nothing else is said.
const INHERITED: [&str; 5] = ["series", "language", "to", "languages", "types"];

impl Store {
    /// Makes the disclaimer that follows another from a day on, and ends that one on the day before, in one
    /// write. The same request once more, by the same name, is answered as it was.
    pub fn succeed(
        &self,
        edit: &Edit,
        id: Id,
        condition: &Condition,
        mut next: Fields,
        once: Option<&Once>,
    ) -> Result<Created, EditError> {
        make(self, edit, once, |db| {
            let first = edit.meet(db, id, condition)?;
            let Entity::Disclaimer(own) = &first.entity else { return Err(EditError::Unknown) };
            inherit(&mut next, &first);
            let ended = ended(id, own, &next);
            let (sent, mut faults) = match sent::checked(db, edit, None, next, id.resource()) {
                Ok(sent) => (Some(sent), Vec::new()),
                Err(EditError::Invalid(faults)) => (None, faults),
                Err(other) => return Err(other),
            };
            // What is told already of a place is not told again.
            let more = ended.as_ref().err().filter(|own| !faults.iter().any(|told| told.pointer == own.pointer));
            faults.extend(more.cloned());
            let (Some(sent), Ok(ended)) = (sent, ended) else { return Err(EditError::Invalid(faults)) };
            let (mut circle, author) = (Circle::default(), edit.author());
            let mut session = Session::new(db, &mut circle, edit.now);
            write(&mut session, &first, Entity::Disclaimer(Box::new(ended)), first.slug.clone())?;
            let next = add(&mut session, edit, sent)?;
            session.finish(&author, Vec::new())?;
            Ok(next)
        })
    }
}

fn inherit(next: &mut Fields, first: &View) {
    let fields = first.fields();
    for name in INHERITED {
        if let Some(value) = fields.get(name).filter(|_| !next.contains_key(name)) {
            next.insert(name.to_owned(), value.clone());
        }
    }
}

/// A disclaimer that holds until the day before the next one does; or why it cannot.
fn ended(id: Id, own: &Disclaimer, next: &Fields) -> Result<Disclaimer, Fault> {
    let wrong = |detail: String| Err(Fault::at("/from", detail));
    if own.withdrawal.is_some() || own.series.is_none() {
        let why =
            if own.series.is_none() { "stands in no series, so that it holds at no date" } else { "is withdrawn" };
        return Err(Fault::at("", format!("{id} {why}; make another one with POST /v1/disclaimers")));
    }
    let from = next.get("from").and_then(|from| from.as_str()).and_then(|text| PartialDate::parse(text).ok());
    let Some(last) = from.and_then(PartialDate::day_before) else {
        return wrong(
            "it is missing, or no date; say from which day on the next one holds, such as `2024-04-12`".to_owned(),
        );
    };
    if let Some(begin) = own.from.filter(|begin| begin.start() > last.start()) {
        return wrong(format!("{id} holds from {begin} on; write a later day"));
    }
    if let Some(end) = own.to.filter(|end| end.end() < last.start()) {
        return wrong(format!("{id} holds until {end} only; write the day after, or make another one with POST"));
    }
    Ok(Disclaimer { to: Some(last), ..own.clone() })
}
