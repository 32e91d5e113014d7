//! What Dublin Core says of a series.

use super::term::*;
use crate::domain::identifier::WebUrl;
use crate::domain::series::Issn;
use crate::domain::{Identity, text};
use crate::format::uri;
use crate::record::neighbour::SeriesLink;
use crate::record::series::Series;

/// Writes the statements of a series.
pub fn state(own: &Series, identity: &Identity, say: &mut Statements<'_, '_>) {
    let main = text::display(&own.titles).and_then(|form| form.language.as_ref());
    say.text(TITLE, &own.title, main.or(own.language.as_ref()));
    own.titles.iter().filter(|form| form.text != own.title).for_each(|form| say.form(ALTERNATIVE, form));
    if let Some(key_title) = own.key_title.as_ref().filter(|key| **key != own.title) {
        say.text(ALTERNATIVE, key_title, None);
    }
    if let Some(description) = &own.description {
        say.text(DESCRIPTION, description, own.language.as_ref());
    }
    if let Some(publisher) = &own.publisher {
        say.text(PUBLISHER, &publisher.name, None);
    }
    if let Some(start) = own.start {
        // An interval as ISO 8601 writes it, open where the series goes on.
        let end = own.end.map(|end| end.to_string()).unwrap_or_default();
        say.text(DATE, &format!("{start}/{end}"), None);
    }
    say.coded(TYPE, "dcterms:DCMIType", "Collection");
    say.text(TYPE, "Series", None);
    match &own.url {
        Some(url) => say.uri(IDENTIFIER, WebUrl::as_str(url)),
        None => uri::page(own.id, identity).iter().for_each(|page| say.uri(IDENTIFIER, page)),
    }
    let mut issns: Vec<&str> = own.issn.known().map(Issn::as_str).collect();
    issns.sort_unstable();
    issns.dedup();
    issns.iter().for_each(|issn| say.uri(IDENTIFIER, &["urn:ISSN:", issn].concat()));
    if let Some(language) = &own.language {
        say.coded(LANGUAGE, "dcterms:RFC3066", language.as_str());
    }
    let links = [(IS_PART_OF, &own.parent), (REPLACES, &own.preceding), (IS_REPLACED_BY, &own.succeeding)];
    for (term, link) in links {
        link.iter().for_each(|link| related(term, link, say));
    }
}

fn related(term: Term, own: &SeriesLink, say: &mut Statements<'_, '_>) {
    match &own.issn {
        Some(issn) => say.uri(term, &["urn:ISSN:", issn].concat()),
        None => say.text(term, &own.title, None),
    }
}
