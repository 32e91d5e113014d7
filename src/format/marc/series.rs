//! The record of a series: a serial.

use super::record::Marc;
use super::{fixed, linking, names, titles};
use crate::domain::{Identity, PartialDate};
use crate::format::forms::Forms;
use crate::format::{nonfiling, relator};
use crate::record::series::Series;

/// Builds it.
pub(super) fn build(own: &Series, identity: &Identity) -> Marc {
    let status = if own.modified > own.created { 'c' } else { 'n' };
    let mut marc = Marc::new(status, 'a', 's');
    let id = own.id.to_string();
    marc.control("001", &id);
    marc.control("005", &fixed::changed(own.modified));
    marc.control("006", fixed::electronic("text"));
    for field in fixed::carriers("text") {
        marc.control("007", field);
    }
    marc.control("008", &fixed::series(own));
    marc.origin(&id, identity);
    issn(&mut marc, own);
    if let Some(code) = &own.code {
        marc.field("024", "8 ").sub('a', code).sub('q', "code of the series");
    }
    marc.language_tag(own.language.as_ref());
    title(&mut marc, own);
    marc.imprint(own.publisher.as_ref(), years(own).as_deref());
    marc.field("300", "  ").sub('a', "online resource");
    if let Some(frequency) = &own.frequency {
        marc.field("310", "  ").sub('a', frequency);
    }
    marc.carrier("text");
    if let Some(text) = dates(own.start, own.end) {
        marc.field("362", "1 ").sub('a', &text);
    }
    match own.numbering.as_str() {
        "yearly" => marc.note("515", "  ", "Numbering begins anew each year."),
        "volume" => marc.note("515", "  ", "Numbered by volume and issue."),
        "none" => marc.note("515", "  ", "Issues are not numbered."),
        _ => {}
    }
    if let Some(description) = &own.description {
        marc.note("520", "  ", description);
    }
    if let Some(publisher) = &own.publisher {
        names::publisher(&mut marc, publisher, relator::ISSUING_BODY);
    }
    for (tag, indicators, other) in
        [("760", "0 ", &own.parent), ("780", "00", &own.preceding), ("785", "00", &own.succeeding)]
    {
        if let Some(other) = other {
            linking::other_series(&mut marc, tag, indicators, other, identity);
        }
    }
    if let Some(url) = &own.url {
        marc.field("856", "40").uri('u', url.as_str());
    }
    marc.finish()
}

/// 022: the online edition's ISSN, the linking one, and the printed edition's, which is not that of what
/// is described here ($y); 776 says what it is.
fn issn(marc: &mut Marc, own: &Series) {
    let text = |issn: &Option<_>| issn.as_ref().map(|issn: &crate::domain::series::Issn| issn.as_str().to_owned());
    let (online, print, linking) = (text(&own.issn.online), text(&own.issn.print), text(&own.issn.linking));
    if online.is_some() || print.is_some() || linking.is_some() {
        let mut field = marc.field("022", "  ");
        field.sub_if('a', online.as_deref()).sub_if('l', linking.as_deref()).sub_if('y', print.as_deref());
    }
    if let Some(print) = print {
        let mut field = marc.field("776", "08");
        field.sub('i', "Print version:").sub('t', &own.title).sub('x', &print);
    }
}

/// 222, 245 and the other forms.
fn title(marc: &mut Marc, own: &Series) {
    if let Some(key) = &own.key_title {
        let (name, qualifier) = match key.strip_suffix(')').and_then(|_| key.rsplit_once(" (")) {
            Some((name, qualifier)) => (name, Some(format!("({qualifier}"))),
            None => (key.as_str(), None),
        };
        let mut field = marc.field("222", &format!(" {}", nonfiling::count(name, own.language.as_ref())));
        field.sub('a', name).sub_if('b', qualifier.as_deref());
    }
    let forms = Forms::new(&own.title, &own.titles, own.language.as_ref());
    let statement = titles::Statement { subtitle: None, subtitles: &[], responsibility: None, has_main_entry: false };
    titles::write(marc, &forms, &statement);
}

/// `2009-2012`, `2013-`.
fn years(own: &Series) -> Option<String> {
    match (own.start, own.end) {
        (Some(start), Some(end)) if start.year() == end.year() => Some(format!("{:04}", start.year())),
        (Some(start), Some(end)) => Some(format!("{:04}-{:04}", start.year(), end.year())),
        (Some(start), None) => Some(format!("{:04}-", start.year())),
        (None, Some(end)) => Some(format!("-{:04}", end.year())),
        (None, None) => None,
    }
}

/// 362, unformatted.
fn dates(start: Option<PartialDate>, end: Option<PartialDate>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) => Some(format!("Began {start}; ceased {end}.")),
        (Some(start), None) => Some(format!("Began {start}.")),
        (None, Some(end)) => Some(format!("Ceased {end}.")),
        (None, None) => None,
    }
}
