//! What citation tools and social sites read out of the head of an article's page.

use super::shell::Shell;
use super::{Site, address};
use crate::domain::PartialDate;
use crate::record::article::{Article, Contribution};

/// Highwire Press tags. One set of them: those of a periodical where the series has an ISSN or is part of
/// one, else those of a report. An author's institution and ORCID follow their name.
pub fn tags(shell: &mut Shell, site: &Site<'_>, own: &Article) {
    if let Some(title) = &own.title {
        let whole = own.subtitle.as_ref().map_or_else(|| title.clone(), |subtitle| format!("{title}: {subtitle}"));
        shell.meta("citation_title", whole);
    }
    for part in own.contributions.iter().filter(|part| part.role == "author") {
        shell.meta("citation_author", inverted(part));
        for post in part.affiliations.iter().filter(|post| !post.former) {
            shell.meta("citation_author_institution", post.name.clone());
        }
        if let Some(orcid) = part.author.as_ref().and_then(|link| link.orcid.clone()) {
            shell.meta("citation_author_orcid", orcid);
        }
    }
    if let Some(day) = own.published {
        shell.meta("citation_publication_date", day.to_string().replace('-', "/"));
    }
    publication(shell, own);
    if let Some(publisher) = &own.publisher {
        shell.meta("citation_publisher", publisher.name.clone());
    }
    if let Some(language) = &own.language {
        shell.meta("citation_language", language.to_string());
    }
    if let Some(doi) = &own.doi {
        shell.meta("citation_doi", doi.clone());
    }
    let ours = || site.identity.url(&address::page(own.id, own.slug.as_deref()));
    if let Some(url) = own.url.as_ref().map(|url| url.as_str().to_owned()).or_else(ours) {
        shell.meta("citation_abstract_html_url", url);
    }
    let pdf = own.files.iter().find(|file| file.media_type.as_deref() == Some("application/pdf"));
    if let Some(pdf) = pdf {
        shell.meta("citation_pdf_url", pdf.url.as_str());
    }
    for subject in &own.subjects {
        shell.meta("citation_keywords", subject.label.clone());
    }
}

/// The printed name, family name first where a form of the author's name tells which that is.
fn inverted(part: &Contribution) -> String {
    let parts = part.author.as_ref().and_then(|link| {
        let form = link.names.iter().find(|form| form.full == part.name);
        let own = (link.name == part.name).then_some((&link.family, &link.given));
        let (family, given) = form.map(|form| (&form.family, &form.given)).or(own)?;
        family.as_ref().zip(given.as_ref())
    });
    parts.map_or_else(|| part.name.clone(), |(family, given)| format!("{family}, {given}"))
}

fn publication(shell: &mut Shell, own: &Article) {
    let Some(series) = &own.series else { return };
    if series.kind == "reports" {
        let institution = own.publisher.as_ref().map_or(&series.title, |publisher| &publisher.name);
        shell.meta("citation_technical_report_institution", institution.clone());
        if let Some(number) = &own.number {
            shell.meta("citation_technical_report_number", number.clone());
        }
        return;
    }
    shell.meta("citation_journal_title", series.title.clone());
    if let Some(issn) = &series.issn {
        shell.meta("citation_issn", issn.clone());
    }
    if let Some(number) = &own.number {
        shell.meta("citation_issue", number.clone());
    }
}

/// Open Graph. Addresses in it are absolute, or left out.
pub fn open_graph(shell: &mut Shell, site: &Site<'_>, own: &Article) {
    shell.meta("og:type", "article");
    shell.meta("og:site_name", site.name());
    if let Some(title) = &own.title {
        shell.meta("og:title", title.clone());
    }
    if let Some(text) = shell.description.clone() {
        shell.meta("og:description", text);
    }
    if let Some(url) = shell.canonical.clone() {
        shell.meta("og:url", url);
    }
    if let Some(language) = own.language.as_ref().filter(|tag| tag.as_str().len() == 5) {
        shell.meta("og:locale", language.as_str().replace('-', "_"));
    }
    for (name, day) in [("article:published_time", own.published), ("article:modified_time", own.revised)] {
        if let Some(day) = day.filter(is_whole) {
            shell.meta(name, day.to_string());
        }
    }
    if let Some(series) = &own.series {
        shell.meta("article:section", series.title.clone());
    }
    for part in own.contributions.iter().filter(|part| part.role == "author") {
        let page = part.author.as_ref().and_then(|link| site.identity.url(&(site.path_of)(link.id)));
        if let Some(page) = page {
            shell.meta("article:author", page);
        }
    }
    for subject in &own.subjects {
        shell.meta("article:tag", subject.label.clone());
    }
    if let Some(image) = own.images.first() {
        shell.meta("og:image", image.url.as_str());
        if let Some(alt) = &image.alt {
            shell.meta("og:image:alt", alt.clone());
        }
    }
}

fn is_whole(day: &PartialDate) -> bool {
    day.day_of_month().is_some()
}
