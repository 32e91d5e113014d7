//! Notes (5XX), subjects (6XX), addresses (856).

use super::linking;
use super::record::Marc;
use crate::domain::Identity;
use crate::domain::article::{AccessKind, File, Image, Rights, Subject, SubjectKind};
use crate::format::{licence, thesaurus};
use crate::record::article::{Article, Notice, Withdrawal};

/// The most bytes of a note in one field; a longer one goes on in the next.
const NOTE_BYTES: usize = 9_000;

impl Marc {
    /// Writes a note into one field, or into as many as it needs.
    pub(super) fn note(&mut self, tag: &'static str, indicators: &str, text: &str) {
        let mut rest = text;
        while rest.len() > NOTE_BYTES {
            let end = rest.floor_char_boundary(NOTE_BYTES);
            let part = rest.get(..end).unwrap_or_default();
            let end = part.rfind(' ').filter(|at| *at > NOTE_BYTES / 2).unwrap_or(end);
            let (part, more) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.field(tag, indicators).sub('a', part.trim_end()).then(" …");
            rest = more.trim_start();
        }
        self.field(tag, indicators).sub('a', rest);
    }
}

/// Writes everything an article says of itself in notes.
pub(super) fn article(marc: &mut Marc, own: &Article, identity: &Identity) {
    for disclaimer in &own.disclaimers {
        marc.note("500", "  ", &disclaimer.text);
    }
    for notice in &own.notices {
        self::notice(marc, notice, identity);
    }
    if let Some(withdrawal) = &own.withdrawal {
        withdrawn(marc, withdrawal, identity);
    }
    if let Some(access) = &own.access {
        self::access(marc, access.kind, access.until.map(|date| date.to_string()).as_deref());
    }
    for own in &own.abstracts {
        marc.note("520", "  ", &own.text);
    }
    if let Some(rights) = &own.rights {
        self::rights(marc, rights);
    }
    for biography in own.contributions.iter().filter_map(|part| part.biography.as_deref()) {
        marc.note("545", "0 ", biography);
    }
}

fn notice(marc: &mut Marc, own: &Notice, identity: &Identity) {
    let (label, link) = match own.kind.as_str() {
        "retraction" => ("Retraction", "Retracted by:"),
        "correction" => ("Correction", "Corrected by:"),
        _ => ("Editors’ note", "Editors’ note:"),
    };
    let text = match own.date {
        Some(date) => format!("{label} ({date}): {}", own.text),
        None => format!("{label}: {}", own.text),
    };
    marc.note("500", "  ", &text);
    if let Some(article) = &own.article {
        linking::article(marc, "787", "08", Some(link), article, identity);
    }
    if let Some(url) = &own.url {
        marc.field("856", "42").sub('3', label).uri('u', url.as_str());
    }
}

fn withdrawn(marc: &mut Marc, own: &Withdrawal, identity: &Identity) {
    let day = own.at.to_string();
    let day = day.get(..10).unwrap_or_default();
    let text = match &own.reason {
        Some(reason) => format!("Withdrawn ({day}): {reason}"),
        None => format!("Withdrawn ({day})."),
    };
    marc.note("500", "  ", &text);
    if let Some(successor) = &own.successor {
        linking::article(marc, "785", "02", None, successor, identity);
    }
}

/// 506, with a term of the Standard Terms for Access Restrictions (`star`).
fn access(marc: &mut Marc, kind: AccessKind, until: Option<&str>) {
    const OPEN: &str = "Unrestricted online access";
    const BY_NAME: &str = "Online access with authorization";
    let (indicators, text, term) = match kind {
        AccessKind::Open => ("0 ", "Open access.".to_owned(), OPEN),
        AccessKind::Registration => ("1 ", "Free of charge after registration.".to_owned(), BY_NAME),
        AccessKind::Subscription => ("1 ", "For subscribers.".to_owned(), BY_NAME),
        AccessKind::Embargoed => {
            let text = until.map_or("Under embargo.".to_owned(), |until| format!("Under embargo until {until}."));
            ("1 ", text, BY_NAME)
        }
    };
    marc.field("506", indicators).sub('a', &text).sub('f', term).sub('2', "star");
}

/// 540: how it may be used; 542: whose it is.
fn rights(marc: &mut Marc, own: &Rights) {
    let uri = own.uri.as_ref().map(|uri| uri.as_str());
    if own.statement.is_some() || own.reuse.is_some() || uri.is_some() {
        let text = [own.statement.as_deref(), own.reuse.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let mut field = marc.field("540", "  ");
        field.sub_if('a', Some(text.as_str()).filter(|text| !text.is_empty()));
        let short = uri.and_then(licence::creative_commons);
        field.sub_if('f', short.as_deref()).sub_if('2', short.as_ref().map(|_| "cc"));
        if let Some(uri) = uri {
            field.uri('u', uri);
        }
    }
    if let Some(holder) = &own.holder {
        marc.field("542", "1 ").sub('d', holder);
    }
}

/// Writes a subject or place. A thesaurus term has its own field; a free word is 653, and only a person
/// or body that nobody controls is 600 or 610 without a source.
pub(super) fn subject(marc: &mut Marc, own: &Subject) {
    let thesaurus = thesaurus::of(own.scheme.as_deref());
    let (tag, first, free) = match own.kind {
        SubjectKind::Person => ("600", if own.label.contains(',') { '1' } else { '0' }, None),
        SubjectKind::Body => ("610", '2', None),
        SubjectKind::Event => ("647", ' ', Some(" 3")),
        SubjectKind::Place => ("651", ' ', Some(" 5")),
        SubjectKind::Topic => ("650", ' ', Some(" 0")),
    };
    if let (None, Some(free)) = (thesaurus, free) {
        marc.field("653", free).sub('a', &own.label);
        return;
    }
    let second = thesaurus.map_or('4', |thesaurus| thesaurus.indicator);
    let mut field = marc.field(tag, &format!("{first}{second}"));
    field.sub('a', &own.label);
    if let Some(uri) = own.uri.as_ref().filter(|_| thesaurus.is_some()) {
        field.uri('0', uri.as_str());
    }
    field.sub_if('2', thesaurus.filter(|own| own.indicator == '7').map(|own| own.code));
}

/// 655: the genre, by a term of the MARC genre list where it has one, and in the archive's own word.
pub(super) fn genre(marc: &mut Marc, r#type: &str) {
    if let Some(term) = thesaurus::genre(r#type) {
        marc.field("655", " 7").sub('a', term).sub('2', "marcgt");
    }
    marc.field("653", " 6").sub('a', &r#type.replace('_', " "));
}

/// 043: the codes of countries it is about.
pub(super) fn areas(marc: &mut Marc, places: &[Subject]) {
    let countries = places.iter().filter(|own| own.scheme.as_deref() == Some("iso3166"));
    let codes = countries.filter_map(|own| own.id.as_deref());
    if codes.clone().next().is_some() {
        let mut field = marc.field("043", "  ");
        codes.for_each(|code| {
            field.sub('c', &code.to_lowercase());
        });
    }
}

/// 856 of a file: the thing itself, or something beside it.
pub(super) fn file(marc: &mut Marc, own: &File) {
    let itself = matches!(own.role.as_str(), "fulltext" | "audio" | "video");
    let mut field = marc.field("856", if itself { "40" } else { "42" });
    if !itself {
        field.sub('3', &own.role.replace('_', " "));
    }
    field.sub_if('q', own.media_type.as_deref());
    field.sub_if('s', own.bytes.map(|bytes| format!("{bytes} bytes")).as_deref());
    field.uri('u', own.url.as_str()).sub_if('y', own.label.as_deref());
}

/// 856 of a picture.
pub(super) fn image(marc: &mut Marc, own: &Image) {
    let mut field = marc.field("856", "42");
    field.sub('3', "Image").uri('u', own.url.as_str());
    field.sub_if('z', own.caption.as_deref().or(own.alt.as_deref())).sub_if('z', own.credit.as_deref());
}
