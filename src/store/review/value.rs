//! A field of an article by its name in a record, set to what an editor typed.

use serde_json::{Value, json};

use crate::import::edit::{Fault, Fields};

/// Sets a field; an empty value takes it away.
pub(super) fn set(fields: &mut Fields, field: &str, value: &str) -> Result<(), Fault> {
    let value = value.trim();
    let given = if value.is_empty() { Value::Null } else { Value::from(value) };
    match field {
        "title" => set_form(fields, "titles", value),
        "subtitle" => set_form(fields, "subtitles", value),
        "abstract" => set_form(fields, "abstracts", value),
        "byline" | "revised" => drop(fields.insert(field.to_owned(), given)),
        "published" | "number" | "language" | "url" | "series" => set_primary(fields, field, given),
        _ => {
            let detail = format!(
                "`{field}` is no text that can be set here; change the article with PATCH, then answer `right`"
            );
            return Err(Fault::at(format!("/{field}"), detail));
        }
    }
    Ok(())
}

/// Says that a field is in doubt no more.
pub(super) fn settle(fields: &mut Fields, field: &str) {
    if let Some(Value::Array(doubts)) = fields.get_mut("review") {
        doubts.retain(|doubt| doubt.get("field").and_then(Value::as_str) != Some(field));
    }
}

/// Sets the text of the form that is shown, and leaves the others.
fn set_form(fields: &mut Fields, list: &str, value: &str) {
    let forms = fields.entry(list).or_insert_with(|| json!([]));
    let Value::Array(forms) = forms else { return };
    let main = forms.iter().position(|form| form.get("kind").and_then(Value::as_str) == Some("main")).unwrap_or(0);
    if value.is_empty() {
        forms.clear();
    } else if let Some(Value::Object(form)) = forms.get_mut(main) {
        form.insert("text".to_owned(), value.into());
    } else {
        forms.push(json!({"text": value, "kind": "main"}));
    }
}

/// Sets a value of the appearance that an article is cited by.
fn set_primary(fields: &mut Fields, name: &str, value: Value) {
    let Value::Array(places) = fields.entry("appearances").or_insert_with(|| json!([])) else { return };
    if places.is_empty() {
        places.push(json!({}));
    }
    let marked = |place: &Value| place.get("primary").and_then(Value::as_bool) == Some(true);
    let at = places.iter().position(marked).unwrap_or(0);
    if let Some(Value::Object(place)) = places.get_mut(at) {
        place.insert(name.to_owned(), value);
    }
}
