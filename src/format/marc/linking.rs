//! Links to other records: series (490, 830, 773), related works (765, 775, 780, 785, 787).

use super::record::{Marc, Subfields};
use crate::domain::{Id, Identity, LanguageTag};
use crate::format::forms::Forms;
use crate::format::{language, nonfiling, uri};
use crate::record::article::{Appearance, Article, Relation};
use crate::record::neighbour::{AgentLink, ArticleLink, SeriesLink};

/// Place in a series: the year leads where numbering restarts.
pub(super) fn numbering(number: Option<&str>, year: Option<i16>) -> Option<String> {
    Some(match (number?, year) {
        (number, Some(year)) => format!("{year}, no. {number}"),
        (number, None) if number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains('(') => {
            format!("no. {number}")
        }
        (number, None) => number.to_owned(),
    })
}

/// Writes the series of an article: the periodical it is printed in, or the series whose number it is.
pub(super) fn series(marc: &mut Marc, own: &Article, series: &SeriesLink, identity: &Identity) {
    let forms = Forms::new(&series.title, &series.titles, own.language.as_ref());
    let issn = series.issn.as_deref();
    if series.kind == "host" {
        host(marc, own, series, &forms, identity);
        return;
    }
    let number = numbering(own.number.as_deref(), own.year);
    let traced = |field: &mut Subfields<'_>, title: &str| {
        field.sub('a', title);
        if let Some(issn) = issn {
            field.then(",").sub('x', issn);
        }
        if let Some(number) = &number {
            field.then(" ;").sub('v', number);
        }
    };
    let entry = |field: &mut Subfields<'_>, title: &str| {
        field.sub('a', title);
        match &number {
            Some(number) => field.then(" ;").sub('v', number).stop(),
            None => field.stop(),
        };
        field.sub_if('x', issn);
    };
    let number_490 = forms.alternate.map(|_| marc.next_link());
    let mut field = marc.field("490", "1 ");
    field.link(number_490);
    traced(&mut field, forms.shown);
    let number_830 = forms.alternate.map(|_| marc.next_link());
    let indicators = |title: &str| format!(" {}", nonfiling::count(title, forms.language));
    let mut field = marc.field("830", &indicators(forms.shown));
    field.link(number_830);
    entry(&mut field, forms.shown);
    if let (Some(form), Some(in_490), Some(in_830)) = (forms.alternate, number_490, number_830) {
        traced(&mut marc.alternate("490", "1 ", in_490, &form.text), &form.text);
        entry(&mut marc.alternate("830", &indicators(&form.text), in_830, &form.text), &form.text);
    }
}

/// 773: a component part names what it is part of. $7 `nnas`: no main entry, a serial of language material.
fn host(marc: &mut Marc, own: &Article, series: &SeriesLink, forms: &Forms<'_>, identity: &Identity) {
    let date = own.published.map(|date| date.to_string());
    let part = match (numbering(own.number.as_deref(), own.year), date) {
        (Some(number), Some(date)) => Some(format!("{number} ({date})")),
        (number, date) => number.or(date),
    };
    let enumeration = own.number.as_deref().and_then(|number| number.strip_suffix(')')?.split_once('('));
    let whole = |field: &mut Subfields<'_>, title: &str| {
        field.sub('7', "nnas").sub('t', title);
        field.sub_if('d', own.publisher.as_ref().map(imprint).as_deref());
        field.sub_if('g', part.as_deref()).sub_if('x', series.issn.as_deref());
        if let Some((volume, issue)) = enumeration {
            field.sub('q', volume).then(":").then(issue);
        }
    };
    let number = forms.alternate.map(|_| marc.next_link());
    let mut field = marc.field("773", "0 ");
    field.link(number);
    whole(&mut field, forms.shown);
    control_number(&mut field, series.id, identity);
    if let (Some(form), Some(number)) = (forms.alternate, number) {
        whole(&mut marc.alternate("773", "0 ", number, &form.text), &form.text);
    }
}

/// `Place : Name`.
fn imprint(publisher: &AgentLink) -> String {
    match &publisher.place {
        Some(place) => format!("{place} : {}", publisher.name),
        None => publisher.name.clone(),
    }
}

/// $w: the other record's own number, which only means something with the organization's code.
pub(super) fn control_number(field: &mut Subfields<'_>, id: Id, identity: &Identity) {
    if let Some(code) = &identity.marc_organization_code {
        field.sub('w', "(").then(code).then(")").then(&id.to_string());
    }
}

/// 760, 780, 785: another series.
pub(super) fn other_series(
    marc: &mut Marc,
    tag: &'static str,
    indicators: &str,
    series: &SeriesLink,
    identity: &Identity,
) {
    let mut field = marc.field(tag, indicators);
    field.sub('t', &series.title).sub_if('x', series.issn.as_deref());
    control_number(&mut field, series.id, identity);
}

/// Writes a relation. The fields with a meaning of their own come first: 765 original language, 780
/// what it continues or supersedes; all others are 787 with the relation in words.
pub(super) fn relation(marc: &mut Marc, own: &Relation, identity: &Identity) {
    let (tag, indicators, words) = match own.r#type.as_str() {
        "translation_of" => ("765", "0 ", None),
        "continues" => ("780", "00", None),
        "replaces" => ("780", "02", None),
        "responds_to" => ("787", "08", Some("Response to:")),
        "corrects" => ("787", "08", Some("Corrects:")),
        "retracts" => ("787", "08", Some("Retracts:")),
        "reviews" => ("787", "08", Some("Review of:")),
        "references" => ("787", "08", Some("References:")),
        _ => ("787", "08", Some("Related to:")),
    };
    let mut field = marc.field(tag, indicators);
    field.sub_if('i', words);
    match &own.article {
        Some(article) => work(&mut field, article, identity),
        None => {
            field.sub_if('n', own.citation.as_deref());
            address(&mut field, own.doi.as_deref(), own.url.as_ref().map(|url| url.as_str()));
        }
    }
}

/// Writes another article of the archive: 785 or 787.
pub(super) fn article(
    marc: &mut Marc,
    tag: &'static str,
    indicators: &str,
    words: Option<&str>,
    other: &ArticleLink,
    identity: &Identity,
) {
    let mut field = marc.field(tag, indicators);
    field.sub_if('i', words);
    work(&mut field, other, identity);
}

fn work(field: &mut Subfields<'_>, other: &ArticleLink, identity: &Identity) {
    field.sub_if('t', other.title.as_deref());
    address(field, other.doi.as_deref(), other.url.as_deref());
    control_number(field, other.id, identity);
}

/// $o, other item identifier: in 76X to 78X, $u is a technical report number and no address.
fn address(field: &mut Subfields<'_>, doi: Option<&str>, url: Option<&str>) {
    if let Some(doi) = doi {
        field.uri('o', &uri::doi(doi));
    }
    if let Some(url) = url {
        field.uri('o', url);
    }
}

/// Another place where the article appeared: 534 for the original of what is described here, 775 for a
/// reprint or another edition.
pub(super) fn appearance(marc: &mut Marc, own: &Article, other: &Appearance) {
    let number = numbering(other.number.as_deref(), other.year);
    let run = other.series.as_ref().map(|series| match &number {
        Some(number) => format!("{} ; {number}", series.title),
        None => series.title.clone(),
    });
    let issn = other.series.as_ref().and_then(|series| series.issn.as_deref());
    let date = other.published.map(|date| date.to_string());
    let publication = match (other.publisher.as_ref().map(imprint), date) {
        (Some(publisher), Some(date)) => Some(format!("{publisher}, {date}")),
        (publisher, date) => publisher.or(date),
    };
    let url = other.url.as_ref().map(|url| url.as_str());
    if other.kind == "original" {
        let mut field = marc.field("534", "  ");
        field.sub('p', "Originally published:").sub_if('t', own.title.as_deref()).sub_if('c', publication.as_deref());
        field.sub_if('f', run.as_deref()).sub_if('x', issn);
        address(&mut field, None, url);
        return;
    }
    let words = if other.kind == "reprint" { "Reprinted in:" } else { "Other edition:" };
    let mut field = marc.field("775", "08");
    field.sub('i', words).sub_if('t', own.title.as_deref()).sub_if('d', publication.as_deref());
    field.sub_if('k', run.as_deref()).sub_if('x', issn);
    field.sub_if('e', other.language.as_ref().map(language::code));
    address(&mut field, None, url);
}

/// Whether a text is in another language than the whole.
pub(super) fn is_other(own: Option<&LanguageTag>, whole: Option<&LanguageTag>) -> bool {
    own.is_some_and(|own| whole.is_none_or(|whole| own.primary() != whole.primary()))
}
