//! The particulars of an article, as a table beside it.

use super::{agent, place, series_title};
use crate::domain::article::{Access, Image, Rights, Subject};
use crate::format::uri;
use crate::record::article::{Appearance, Article};
use crate::site::details::{Details, Value, shown};
use crate::site::text::{Text, date};
use crate::site::{Site, address, words};

/// The rows of the table.
pub(super) fn details(site: &Site<'_>, own: &Article) -> Details {
    let mut rows = Details::default();
    let series = own.series.as_ref().map(|link| Value::thing(site, link.id, series_title(link)));
    let place = place(own.number.as_deref(), own.year);
    rows.row("Series", series.map(|value| value.noted(place.clone())));
    rows.row("ISSN", own.series.as_ref().and_then(|s| s.issn.as_deref()).map(issn));
    rows.row("Publisher", own.publisher.as_ref().map(|link| agent(site, link)));
    rows.row("Published", own.published.map(Value::date));
    rows.row("Revised", own.revised.map(Value::date));
    rows.row("Type", [Value::plain(kind(own))]);
    rows.row("Language", own.language.as_ref().map(Value::language));
    rows.row("Length", own.word_count.filter(|n| *n > 0).map(|count| Value::plain(format!("{count} words"))));
    rows.row("DOI", own.doi.as_deref().map(|doi| Value::link(Text::english(doi), uri::doi(doi))));
    let others = own.identifiers.iter().filter(|other| Some(&other.value) != own.doi.as_ref());
    rows.row("Identifiers", others.map(Value::identifier));
    rows.row("Printed title", own.title_as_published.as_ref().map(|t| Value::text(in_language(own, t))));
    rows.row("Subjects", own.subjects.iter().map(|subject| topic(site, "subject", subject)));
    rows.row("Places", own.places.iter().map(|subject| topic(site, "place", subject)));
    rows.row("Access", own.access.as_ref().map(access));
    rows.row("Rights", own.rights.iter().flat_map(rights));
    rows.row("Pictures", own.images.iter().map(picture));
    rows.row(
        "Also published",
        own.appearances.iter().filter(|other| !other.primary).map(|other| appearance(site, other)),
    );
    rows
}

fn in_language(own: &Article, text: &str) -> Text {
    Text::new(text, own.language.as_ref(), None)
}

/// An ISSN with where it resolves.
pub fn issn(issn: &str) -> Value {
    Value::link(Text::english(issn), address::issn(issn))
}

fn kind(own: &Article) -> String {
    let kind = words::article_type(&own.r#type);
    match own.content.as_str() {
        "text" => kind,
        other => format!("{kind}, {other}"),
    }
}

fn topic(site: &Site<'_>, filter: &str, subject: &Subject) -> Value {
    let text = Text::new(subject.label.clone(), subject.language.as_ref(), None);
    let value = subject.id.as_deref().unwrap_or(&subject.label);
    Value::link(text, site.href(&address::filtered("/articles", filter, value)))
}

fn access(own: &Access) -> Value {
    let until = own.until.map(|day| format!("until {}", date(day)));
    Value::plain(words::access(own.kind.word())).noted(until.unwrap_or_default())
}

fn rights(own: &Rights) -> Vec<Value> {
    let uri = own.uri.as_ref().map(|uri| {
        let name = words::licence(uri.as_str()).unwrap_or_else(|| shown(uri.as_str()));
        Value { rel: "license", ..Value::link(Text::english(name), uri.as_str()) }
    });
    let holder = own.holder.as_ref().map(|holder| Value::text(Text::new(format!("© {holder}"), None, None)));
    let texts = own.statement.iter().chain(&own.reuse).map(|own| Value::text(Text::new(own.clone(), None, None)));
    uri.into_iter().chain(holder).chain(texts).collect()
}

fn picture(own: &Image) -> Value {
    let caption = own.caption.clone().or(own.alt.clone()).unwrap_or_else(|| shown(own.url.as_str()));
    Value::link(Text::new(caption, None, None), own.url.as_str()).noted(own.credit.clone().unwrap_or_default())
}

fn appearance(site: &Site<'_>, own: &Appearance) -> Value {
    let language = own.language.as_ref();
    let (text, href) = match (&own.series, &own.publisher, &own.url) {
        (Some(series), _, url) => {
            (series_title(series), url.as_ref().map_or_else(|| site.page(series.id), |u| u.as_str().to_owned()))
        }
        (None, Some(house), url) => {
            (agent(site, house).text, url.as_ref().map_or_else(|| site.page(house.id), |u| u.as_str().to_owned()))
        }
        (None, None, Some(url)) => (Text::new(shown(url.as_str()), None, None), url.as_str().to_owned()),
        (None, None, None) => (Text::english(words::plain(&own.kind)), String::new()),
    };
    let kind = if own.kind == "original" { String::new() } else { own.kind.clone() };
    let parts = [
        place(own.number.as_deref(), own.year),
        own.published.map(date).unwrap_or_default(),
        language.map(|own| words::language(own.as_str())).unwrap_or_default(),
        kind,
    ];
    let note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Value { text, href: (!href.is_empty()).then_some(href), note, ..Value::default() }
}
