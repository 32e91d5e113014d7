//! How an item is presented to a style.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use crate::format::csl;
use crate::format::names::Name;

/// A way to present an item: as what type, and where its series and number stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// An article in a magazine, with an issue.
    Magazine,
    /// A report in a collection.
    Report,
    /// A report within a greater whole.
    Contained,
    /// A recording in a row of broadcasts.
    Broadcast,
}

/// The layouts to try for what CSL-JSON calls a magazine article, a report and a broadcast, in order.
pub const TRIED: [(&str, &[Layout]); 3] = [
    ("article-magazine", &[Layout::Magazine, Layout::Contained, Layout::Report]),
    ("report", &[Layout::Report, Layout::Contained, Layout::Magazine]),
    ("broadcast", &[Layout::Broadcast, Layout::Contained, Layout::Magazine]),
];

/// The layouts that a style has for the three types of [`TRIED`].
pub type Layouts = [Layout; 3];

/// An item as a style is given it. Its own layout counts for what stands in a series; what does not is
/// given as it is.
pub fn of(item: &csl::Item<'_>, layouts: &Layouts) -> Item {
    let mut values: BTreeMap<String, Value> = item
        .0
        .iter()
        // Some styles print a note, an abstract or a status; none of them belongs to a reference.
        .filter(|(variable, _)| !["note", "abstract", "keyword", "status"].contains(variable))
        .map(|(variable, own)| ((*variable).to_owned(), value(own)))
        .collect();
    if item.text("status") == Some("retracted")
        && let Some(title) = item.text("title")
    {
        values.insert("title".to_owned(), Value::String(format!("{title} [Retracted]")));
    }
    let own_type = item.text("type").unwrap_or_default();
    let layout = TRIED.iter().zip(layouts).find(|((of, _), _)| *of == own_type).map(|(_, layout)| *layout);
    match layout {
        Some(layout) => laid_out(values, layout),
        None => Item(values),
    }
}

/// Puts series and number where a layout has them.
pub fn laid_out(mut values: BTreeMap<String, Value>, layout: Layout) -> Item {
    let series = values.remove("container-title").or_else(|| values.remove("collection-title"));
    let number = values.remove("issue").or_else(|| values.remove("number"));
    let (of, series_in, number_in) = match layout {
        Layout::Magazine => ("article-magazine", "container-title", "issue"),
        Layout::Report => ("report", "collection-title", "number"),
        Layout::Contained => ("report", "container-title", "number"),
        Layout::Broadcast => ("broadcast", "container-title", "number"),
    };
    if layout == Layout::Magazine {
        // Printed, it would tell apart magazines of one title.
        values.remove("publisher-place");
    }
    match (layout, number) {
        (Layout::Magazine, Some(Value::String(number))) => {
            let (volume, issue) = volume_and_issue(&number);
            values.extend(volume.map(|volume| ("volume".to_owned(), Value::String(volume.to_owned()))));
            values.insert(number_in.to_owned(), Value::String(issue.to_owned()));
        }
        (_, Some(number)) => drop(values.insert(number_in.to_owned(), number)),
        (_, None) => {}
    }
    values.insert("type".to_owned(), Value::String(of.to_owned()));
    values.extend(series.map(|series| (series_in.to_owned(), series)));
    Item(values)
}

/// `12` and `3` of `12(3)`.
fn volume_and_issue(number: &str) -> (Option<&str>, &str) {
    let parts = number.strip_suffix(')').and_then(|rest| rest.split_once('('));
    match parts.filter(|(volume, issue)| !volume.is_empty() && !issue.is_empty()) {
        Some((volume, issue)) => (Some(volume), issue),
        None => (None, number),
    }
}

/// The value of a variable, as the library has it.
pub fn value(own: &csl::Value<'_>) -> Value {
    match own {
        csl::Value::Text(text) => Value::String(text.clone().into_owned()),
        csl::Value::Names(names) => Value::Names(names.iter().map(name).collect()),
        csl::Value::Date(date) => Value::Date(DateValue::DateParts {
            date_parts: VecDateRange(vec![VecDate(csl::date_parts(*date))]),
            literal: None,
            season: None,
            circa: false,
        }),
    }
}

/// A name. Of a family name in one piece the library would take all up to the last word in lower case
/// for particles that may be dropped; what is given as a particle of its own it leaves together.
fn name(own: &Name<'_>) -> NameValue {
    match *own {
        Name::Literal(name) => NameValue::Literal(LiteralName { literal: name.to_owned() }),
        Name::Person { family, given, suffix } => {
            let (first, rest) = family.split_once(' ').map_or((None, family), |(first, rest)| (Some(first), rest));
            NameValue::Item(NameItem {
                family: rest.to_owned(),
                given: given.map(str::to_owned),
                non_dropping_particle: first.map(str::to_owned),
                dropping_particle: None,
                suffix: suffix.map(str::to_owned),
                comma_suffix: None,
            })
        }
    }
}
