//! The record of an article: a monograph in a series, or a part of a periodical.

use super::record::Marc;
use super::{fixed, linking, names, notes, titles};
use crate::domain::Identity;
use crate::format::forms::Forms;
use crate::format::{language, relator, uri};
use crate::record::article::Article;

/// Builds it.
pub(super) fn build(own: &Article, identity: &Identity) -> Marc {
    let mut marc = Marc::new(status(own), kind(own), level(own));
    let id = own.id.to_string();
    marc.control("001", &id);
    marc.control("005", &fixed::changed(own.modified));
    marc.control("006", fixed::electronic(&own.content));
    for field in fixed::carriers(&own.content) {
        marc.control("007", field);
    }
    marc.control("008", &fixed::article(own));
    marc.origin(&id, identity);
    identifiers(&mut marc, own);
    languages(&mut marc, own);
    notes::areas(&mut marc, &own.places);
    if let Some(revised) = own.revised {
        marc.field("046", "  ").sub('j', &revised.to_string()).sub('2', "edtf");
    }
    description(&mut marc, own);
    addresses(&mut marc, own);
    notes::article(&mut marc, own, identity);
    for subject in own.subjects.iter().chain(&own.places) {
        notes::subject(&mut marc, subject);
    }
    notes::genre(&mut marc, &own.r#type);
    if let Some(publisher) = &own.publisher {
        names::publisher(&mut marc, publisher, relator::PUBLISHER);
    }
    if let Some(series) = &own.series {
        linking::series(&mut marc, own, series, identity);
    }
    for other in own.appearances.iter().filter(|own| !own.primary) {
        linking::appearance(&mut marc, own, other);
    }
    for relation in &own.relations {
        linking::relation(&mut marc, relation, identity);
    }
    marc.finish()
}

fn status(own: &Article) -> char {
    match () {
        () if own.withdrawal.is_some() => 'd',
        () if own.modified > own.created => 'c',
        () => 'n',
    }
}

fn kind(own: &Article) -> char {
    match own.content.as_str() {
        "audio" => 'i',
        "video" => 'g',
        _ => 'a',
    }
}

/// An article in a periodical is a component part; a number of a series is a monograph.
fn level(own: &Article) -> char {
    let hosted = own.series.as_ref().is_some_and(|series| series.kind == "host");
    if hosted { 'a' } else { 'm' }
}

/// 020, 024. First indicator 7: the source is named; 8: it has no code.
fn identifiers(marc: &mut Marc, own: &Article) {
    for identifier in &own.identifiers {
        let value = identifier.value.as_str();
        let source = match identifier.scheme.as_str() {
            "isbn" => {
                marc.field("020", "  ").sub('a', value);
                continue;
            }
            // The ISSN is the series'.
            "issn" => continue,
            "doi" => "doi",
            "handle" | "hdl" => "hdl",
            "urn" => "urn",
            "ark" => "ark",
            "wikidata" => "wikidata",
            other => {
                marc.field("024", "8 ").sub('a', value).sub('q', other);
                continue;
            }
        };
        marc.field("024", "7 ").uri('a', value).sub('2', source);
    }
}

/// 041: that it is a translation, and in which languages it is summarised.
fn languages(marc: &mut Marc, own: &Article) {
    let whole = own.language.as_ref();
    let translated = own.r#type == "translation" || own.relations.iter().any(|own| own.r#type == "translation_of");
    let mut summaries: Vec<&str> = Vec::new();
    for tag in own.abstracts.iter().filter_map(|own| own.language.as_ref()) {
        let code = language::code(tag);
        if linking::is_other(Some(tag), whole) && !summaries.contains(&code) {
            summaries.push(code);
        }
    }
    if translated || !summaries.is_empty() {
        let mut field = marc.field("041", if translated { "1 " } else { "0 " });
        field.sub('a', language::code_or_und(whole));
        for code in summaries {
            field.sub('b', code);
        }
    }
    marc.language_tag(whole);
}

/// Names, titles, imprint, extent.
fn description(marc: &mut Marc, own: &Article) {
    let first = names::contributions(marc, own);
    let title = own.title.as_deref().unwrap_or("[Untitled]");
    let forms = Forms::new(title, &own.titles, own.language.as_ref());
    let signed = own.contributions.iter().filter(|own| own.role == "author").map(|own| own.name.as_str());
    let signed = signed.collect::<Vec<_>>().join(", ");
    let statement = titles::Statement {
        subtitle: own.subtitle.as_deref(),
        subtitles: &own.subtitles,
        responsibility: own.byline.as_deref().or(Some(signed.as_str())).filter(|own| !own.is_empty()),
        has_main_entry: first.is_some(),
    };
    titles::write(marc, &forms, &statement);
    titles::as_printed(marc, own.title_as_published.as_deref(), title, own.subtitle.as_deref());
    let date = own.published.map(|date| date.to_string());
    if let Some(mut field) = marc.imprint(own.publisher.as_ref(), date.as_deref()) {
        field.stop();
    }
    let mut field = marc.field("300", "  ");
    field.sub('a', "1 online resource");
    if let Some(words) = own.word_count {
        field.then(&format!(" ({words} words)"));
    }
    if !own.images.is_empty() {
        field.then(" :").sub('b', "illustrations");
    }
    marc.carrier(&own.content);
}

/// 856: the page, files, pictures.
fn addresses(marc: &mut Marc, own: &Article) {
    let doi = || own.doi.as_deref().map(uri::doi);
    if let Some(url) = own.url.as_ref().map(|url| url.as_str().to_owned()).or_else(doi) {
        marc.field("856", "40").uri('u', &url);
    }
    for file in &own.files {
        notes::file(marc, file);
    }
    for image in &own.images {
        notes::image(marc, image);
    }
}
